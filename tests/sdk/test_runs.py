"""Runs, as the published client starts, lists, shows and cancels them."""

from datetime import datetime, timedelta, timezone

from case import Case
from oz_agent_sdk import BadRequestError, NotFoundError, PermissionDeniedError, UnprocessableEntityError

NOBODY = "01890000-0000-7000-8000-000000000001"


class Runs(Case):
    def setUp(self):
        self.runs = self.client.agent.runs

    def start(self, client=None, **members):
        return (client or self.client).agent.run(**{"prompt": "Do it.", **members}).run_id

    def found(self, **filters):
        return [run.run_id for run in self.runs.list(**filters)]

    def test_a_run_reads_back_as_it_was_asked_for(self):
        config = {
            "name": "nightly",
            "model_id": "some-model",
            "harness": {"type": "claude", "model_id": "other", "reasoning_level": "high"},
            "harness_auth_secrets": {"claude_auth_secret_name": "later"},
            "idle_timeout_minutes": 5,
            "computer_use_enabled": False,
            "credential_strategy": "EXECUTOR",
            "inference_providers": {"aws": {"region": "eu-west-1"}},
            "memory_stores": [{"access": "read_only", "instructions": "Look.", "uid": "store"}],
            "session_sharing": {"public_access": "VIEWER"},
            "skills": ["octo-org/ops:skills/review"],
            "worker_host": "somewhere",
        }

        made = self.client.agent.run(
            prompt="Fix it.", title="Repair", config=config, metadata={"ticket.id": "VIS-238"}, mode="plan"
        )

        run = self.runs.retrieve(made.run_id)
        self.assertEqual((made.task_id, made.state, made.at_capacity), (made.run_id, "QUEUED", False))
        self.assertEqual((run.run_id, run.task_id, run.state), (made.run_id, made.run_id, "QUEUED"))
        self.assertEqual((run.title, run.prompt, run.metadata), ("Repair", "Fix it.", {"ticket.id": "VIS-238"}))
        self.assertEqual(run.agent_config.to_dict(), config)
        self.assertEqual((run.source, run.scope.type, run.creator.type), ("API", "Team", "user"))
        self.assertEqual((run.executor, run.started_at, run.status_message), (run.creator, None, None))
        self.assertLess(abs(datetime.now(timezone.utc) - run.created_at), timedelta(minutes=5))

    def test_an_agent_executes_what_it_is_asked_to(self):
        agent = self.client.agent.agent.create(name="builder", harness={"type": "codex"})

        run = self.runs.retrieve(self.start(agent_identity_uid=agent.uid))

        self.assertEqual((run.executor.uid, run.executor.type), (agent.uid, "service_account"))
        self.assertEqual((run.executor.display_name, run.agent_config.harness.type), ("builder", "codex"))
        self.assertEqual(self.found(executor=agent.uid), [run.run_id])

    def test_a_teams_key_starts_a_run_without_a_person(self):
        run = self.runs.retrieve(self.start(self.server.client("--team")))

        self.assertEqual((run.creator.type, run.scope.type), ("service_account", "Team"))

    def test_a_run_of_ones_own_is_seen_by_nobody_else(self):
        own = self.start(team=False)

        self.assertEqual(self.runs.retrieve(own).scope.type, "User")
        self.refused(NotFoundError, self.server.client("--team").agent.runs.retrieve, own)

    def test_pages_follow_each_other_by_themselves(self):
        made = [self.start(metadata={"pages": "yes"}) for _ in range(5)]

        found = self.found(metadata={"pages": "yes"}, limit=2, sort_by="created_at", sort_order="asc")

        self.assertEqual(found, made)

    def test_filters_are_understood(self):
        parent = self.start(title="filtered parent", metadata={"batch": "one", "kind": "x"})
        child = self.start(title="filtered child", parent_run_id=parent, config={"name": "child-of-one"})
        before = datetime.now(timezone.utc) + timedelta(hours=1)

        for expected, filters in (
            ([parent], {"metadata": {"batch": "one", "kind": "x"}}),
            ([], {"metadata": {"batch": "one", "kind": "y"}}),
            ([child], {"ancestor_run_id": parent}),
            ([child], {"name": "child-of-one", "state": ["QUEUED", "PENDING"], "created_before": before}),
            ([], {"name": "child-of-one", "state": ["FAILED", "CANCELLED"]}),
            ([], {"name": "child-of-one", "created_after": before}),
            ([child], {"name": "child-of-one", "environment_id": "empty-environment", "source": "API"}),
            ([], {"name": "child-of-one", "execution_location": "REMOTE"}),
            ([], {"name": "child-of-one", "artifact_type": "PLAN"}),
            ([child, parent], {"q": "FILTERED", "sort_by": "title", "sort_order": "asc"}),
        ):
            with self.subTest(filters):
                self.assertEqual(self.found(**filters), expected)

    def test_a_run_is_cancelled_once(self):
        run = self.start()

        answer = self.runs.cancel(run)

        self.assertIn(run, answer)
        self.assertEqual(self.runs.retrieve(run).state, "CANCELLED")
        self.assertEqual(self.refused(BadRequestError, self.runs.cancel, run)["code"], "not_cancellable")

    def test_what_cannot_be_asked_for_is_refused_with_its_field(self):
        for pointer, members in (
            ("/config/environment_id", {"config": {"environment_id": NOBODY}}),
            ("/config/harness/type", {"config": {"harness": {"type": "emacs"}}}),
            ("/agent_identity_uid", {"agent_identity_uid": NOBODY}),
            ("/prompt", {"prompt": " "}),
            ("/metadata", {"metadata": {"a b": ""}}),
            ("/config/secrets", {"extra_body": {"config": {"secrets": [{"name": "A"}, {"name": "A"}]}}}),
        ):
            with self.subTest(pointer):
                body = self.refused(UnprocessableEntityError, self.client.agent.run, **{"prompt": "p", **members})
                self.assertEqual(body["errors"][0]["pointer"], pointer)
        self.refused(PermissionDeniedError, self.client.agent.run, prompt="p", on_behalf_of="somebody@example.com")

    def test_what_is_not_there_is_not_found(self):
        for call in (self.runs.retrieve, self.runs.cancel):
            self.refused(NotFoundError, call, NOBODY)
