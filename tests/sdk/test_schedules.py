"""Schedules, as the published client manages them."""

from datetime import datetime, timezone

from case import Case
from oz_agent_sdk import NotFoundError, UnprocessableEntityError

DAILY = {"cron_schedule": "0 9 * * *", "prompt": "Do it."}


class Schedules(Case):
    def setUp(self):
        self.schedules = self.client.agent.schedules

    def test_a_schedule_reads_back_as_it_was_made(self):
        agent = self.client.agent.agent.create(name="a").uid
        config = {
            "name": "nightly",
            "harness": {"type": "codex", "model_id": "m"},
            "harness_auth_secrets": {"codex_auth_secret_name": "later"},
            "idle_timeout_minutes": 5,
            "memory_stores": [{"access": "read_write", "instructions": "Look.", "uid": "store"}],
            "session_sharing": {"public_access": "VIEWER"},
            "skills": ["octo-org/ops:skills/review"],
        }

        made = self.schedules.create(
            name="Nightly", agent_config=config, agent_uid=agent, metadata={"ticket": "1"}, mode="plan", **DAILY
        )

        got = self.schedules.retrieve(made.id)
        self.assertEqual(got, made)
        self.assertEqual(got.agent_config.to_dict(), config)
        self.assertEqual((got.agent_uid, got.metadata, got.enabled), (agent, {"ticket": "1"}, True))
        self.assertEqual((got.scope.type, got.created_by.type, got.last_spawn_error), ("Team", "user", None))
        self.assertEqual((got.history.next_run.hour, got.history.next_run.tzinfo), (9, timezone.utc))
        self.assertGreater(got.history.next_run, datetime.now(timezone.utc))

    def test_schedules_are_listed_by_name(self):
        for name in ("b", "A"):
            self.schedules.create(name=name, **DAILY)

        names = [one.name for one in self.schedules.list().schedules]

        self.assertEqual(names, sorted(names, key=str.lower))
        self.assertLessEqual({"A", "b"}, set(names))

    def test_a_schedule_is_changed_paused_and_resumed(self):
        made = self.schedules.create(name="a", metadata={"k": "v"}, **DAILY)

        changed = self.schedules.update(made.id, name="b", cron_schedule="0 12 * * *", enabled=True)
        paused = self.schedules.pause(made.id)
        resumed = self.schedules.resume(made.id)

        self.assertEqual((changed.name, changed.prompt, changed.metadata), ("b", "Do it.", {"k": "v"}))
        self.assertEqual(changed.history.next_run.hour, 12)
        self.assertEqual((paused.enabled, paused.history.next_run), (False, None))
        self.assertEqual((resumed.enabled, resumed.history), (True, changed.history))

    def test_a_deleted_schedule_is_gone(self):
        made = self.schedules.create(name="short-lived", team=False, **DAILY)

        self.assertTrue(self.schedules.delete(made.id).success)

        for call in (self.schedules.retrieve, self.schedules.delete, self.schedules.pause, self.schedules.resume):
            self.refused(NotFoundError, call, made.id)

    def test_times_that_are_none_are_refused_with_their_place(self):
        for cron, words in (("0 25 * * *", "character 3"), ("0 0 30 2 *", "never come")):
            body = self.refused(
                UnprocessableEntityError, self.schedules.create, name="a", cron_schedule=cron, prompt="p"
            )
            self.assertEqual(body["errors"][0]["pointer"], "/cron_schedule")
            self.assertIn(words, body["detail"])
