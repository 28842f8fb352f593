"""Agents, as the published client manages them."""

from case import Case
from oz_agent_sdk import ConflictError, NotFoundError, UnprocessableEntityError

NOWHERE = "01890000-0000-7000-8000-000000000001"


class Identities(Case):
    def setUp(self):
        self.agents = self.client.agent.agent

    def test_an_agent_reads_back_as_it_was_made(self):
        environment = self.client.post("/agent/environments", body={"name": self.id()}, cast_to=object)["uid"]
        members = {
            "description": "Reads changes",
            "prompt": "Be kind.",
            "environment_id": environment,
            "harness_auth_secrets": {"claude_auth_secret_name": "later"},
            "agent_type": "REVIEW",
            "credential_strategy": "CREATOR",
            "default_runner_uid": "runner",
            "factory_uid": "factory",
            "inference_providers": {"aws": {"disabled": True, "region": "eu-central-1"}},
            "on_behalf_of_enabled": True,
            "skills": ["octo-org/ops:skills/review"],
            "worker_host": "warp",
        }

        made = self.agents.create(
            name="Reviewer",
            harness={"type": "claude", "model_id": "m", "reasoning_level": "high"},
            secrets=[{"name": "TOKEN"}],
            mcp_servers={"docs": {"url": "https://docs.example.com", "headers": {"Authorization": "not-real"}}},
            memory={
                "attached_stores": [{"access": "read_only", "instructions": "Look.", "uid": "store"}],
                "auto_memory": {"enabled": False},
            },
            **members,
        )

        got = self.agents.get(made.uid)
        self.assertEqual(got, made)
        told = got.to_dict()
        self.assertEqual({member: told[member] for member in members}, members)
        self.assertEqual((got.name, got.available, got.secrets[0].name), ("Reviewer", True, "TOKEN"))
        self.assertEqual((got.harness.type, got.harness.api_model_id, got.base_harness), ("claude", "m", "claude"))
        self.assertEqual(got.memory.attached_stores[0].uid, "store")
        self.assertIsNone(got.mcp_servers)
        self.assertIn(made.uid, [agent.uid for agent in self.agents.list().agents])

    def test_a_name_is_all_that_is_needed(self):
        made = self.agents.create(name="bare")

        self.assertEqual((made.secrets, made.skills, made.default_runner_uid), ([], [], ""))
        self.assertEqual((made.memory.attached_stores, made.memory.auto_memory.enabled), ([], False))
        self.assertIsNone(made.harness)

    def test_what_is_absent_stays_and_what_is_empty_clears(self):
        made = self.agents.create(name="a", prompt="p", secrets=[{"name": "A"}], skills=["o/r:s"])

        renamed = self.agents.update(made.uid, name="b", prompt=None)
        cleared = self.agents.update(made.uid, prompt="", secrets=[], skills=[])

        self.assertEqual((renamed.name, renamed.prompt, len(renamed.secrets)), ("b", "p", 1))
        self.assertEqual((cleared.name, cleared.prompt, cleared.secrets, cleared.skills), ("b", None, [], []))

    def test_one_secret_twice_is_refused(self):
        twice = [{"name": "A"}, {"name": "A"}]
        made = self.agents.create(name="a")

        for call in (
            lambda: self.agents.create(name="a", secrets=twice),
            lambda: self.agents.update(made.uid, secrets=twice),
        ):
            body = self.refused(UnprocessableEntityError, call)
            self.assertEqual(body["errors"][0]["pointer"], "/secrets")

    def test_a_deleted_agent_is_gone(self):
        made = self.agents.create(name="short-lived")

        self.assertIsNone(self.agents.delete(made.uid))

        for call in (self.agents.get, self.agents.delete, self.agents.update):
            self.refused(NotFoundError, call, made.uid)
        self.refused(NotFoundError, self.agents.get, NOWHERE)

    def test_the_keys_of_an_agent_act_as_it_and_end_with_it(self):
        made = self.agents.create(name="keyed")
        own = self.server.client("--agent", made.uid)
        self.assertEqual(own.agent.agent.get(made.uid).name, "keyed")

        self.agents.delete(made.uid)

        with self.assertRaises(Exception) as caught:
            own.agent.agent.list()
        self.assertEqual(caught.exception.body["code"], "revoked_credential")

    def test_an_agent_in_use_is_deleted_only_when_confirmed(self):
        made = self.agents.create(name="needed")
        self.client.agent.schedules.create(name="s", cron_schedule="0 9 * * *", prompt="p", agent_uid=made.uid)

        body = self.refused(ConflictError, self.agents.delete, made.uid)

        self.assertEqual([one["kind"] for one in body["dependents"]], ["schedule"])
        self.agents.delete(made.uid, extra_query={"confirm": True})
