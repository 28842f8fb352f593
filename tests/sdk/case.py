"""What the tests of one resource share: a server for all of them, and the client."""

import unittest

from server import Server


class Case(unittest.TestCase):
    """Tests that share a server. None relies on what another left there."""

    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(Server())
        cls.client = cls.server.client()

    def refused(self, error, call, *arguments, **members):
        """What the server answers to a call that it refuses with this error: a problem, told at once."""
        with self.assertRaises(error) as caught:
            call(*arguments, **members)
        body = caught.exception.body
        self.assertEqual(body["status"], caught.exception.status_code)
        self.assertEqual(body["error"], body["detail"])
        self.assertEqual(caught.exception.request.headers["x-stainless-retry-count"], "0")
        return body
