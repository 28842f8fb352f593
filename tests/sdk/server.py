"""A server of its own for the tests: the real binary, on a free port of this machine."""

import os
import signal
import subprocess
import tempfile

from oz_agent_sdk import OzAPI

BINARY = os.environ["OZ_TEST_SERVER"]
ADMIN = "admin@localhost"


class Server:
    """Runs from `with` to its end, which must be a clean one."""

    def __enter__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="oz-sdk-")
        self._log = open(os.path.join(self._folder.name, "log"), "w")
        command = [BINARY, "serve", "--listen", "127.0.0.1:0", *self._data()]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self._log, env={}, text=True)
        words = self._process.stdout.readline().split()
        assert words[:2] == ["listening", "on"], "the server does not listen"
        self.origin = words[2]
        return self

    def __exit__(self, *_):
        self._process.send_signal(signal.SIGTERM)
        code = self._process.wait(timeout=60)
        self._process.stdout.close()
        self._log.close()
        self._folder.cleanup()
        assert code == 0, f"the server ended with {code}"

    def client(self, *flags):
        """The published client with the base URL changed and nothing else, strict about every answer."""
        key = self._run("api-key", "create", "--email", ADMIN, "--name", "sdk", *flags)
        return OzAPI(api_key=key, base_url=f"{self.origin}/api/v1", _strict_response_validation=True)

    def _run(self, *arguments):
        command = [BINARY, *arguments, *self._data()]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=self._log, env={}, text=True, check=True)
        return done.stdout.strip()

    def _data(self):
        return ["--data", os.path.join(self._folder.name, "data")]
