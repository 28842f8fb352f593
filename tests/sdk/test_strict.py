"""The tests would notice: the client refuses what is not in the public Oz API's shape."""

import unittest

import httpx
from oz_agent_sdk import APIResponseValidationError, OzAPI


class Strictness(unittest.TestCase):
    def client(self, answer):
        transport = httpx.MockTransport(lambda _: httpx.Response(200, json=answer))
        http = httpx.Client(transport=transport)
        return OzAPI(api_key="not-a-key", base_url="http://test", http_client=http, _strict_response_validation=True)

    def test_an_answer_without_a_member_that_must_be_there_is_noticed(self):
        self.assertEqual(self.client({"agents": []}).agent.agent.list().agents, [])
        with self.assertRaises(APIResponseValidationError):
            self.client({"agents": [{"name": "a"}]}).agent.agent.list()

    def test_a_word_that_is_none_of_those_allowed_is_noticed(self):
        environment = {"uid": "e", "config": {}, "last_updated": "2026-03-12T09:30:00.000Z", "setup_failed": False}
        task = {"id": "t", "title": "t", "created_at": environment["last_updated"]}
        task["updated_at"] = task["created_at"]

        for state, noticed in (("QUEUED", False), ("queued", True)):
            answer = {"environments": [{**environment, "last_task_created": {**task, "state": state}}]}
            with self.subTest(state):
                if noticed:
                    self.assertRaises(APIResponseValidationError, self.client(answer).agent.list_environments)
                else:
                    self.client(answer).agent.list_environments()
