"""Environments, as the published client lists them."""

from case import Case
from oz_agent_sdk import NotFoundError

PATH = "/agent/environments"
FULL = {
    "name": "ops-tools",
    "description": "Runs that restart services",
    "docker_image": "ubuntu:24.04",
    "github_repos": [{"owner": "octo-org", "repo": "ops"}],
    "setup_commands": ["make tools"],
    "providers": {"aws": {"role_arn": "arn:aws:iam::000000000000:role/example"}},
    "secrets": [{"name": "LATER", "required": True}],
}


class Environments(Case):
    def create(self, **config):
        return self.client.post(PATH, body=config, cast_to=object)

    def test_an_environment_is_listed_as_it_was_made(self):
        made = self.create(**FULL)

        [listed] = [one for one in self.client.agent.list_environments().environments if one.uid == made["uid"]]

        config = listed.config
        self.assertEqual((config.name, config.docker_image), (FULL["name"], FULL["docker_image"]))
        self.assertEqual([(repo.owner, repo.repo) for repo in config.github_repos], [("octo-org", "ops")])
        self.assertEqual(config.setup_commands, FULL["setup_commands"])
        self.assertEqual(config.providers.aws.role_arn, FULL["providers"]["aws"]["role_arn"])
        self.assertEqual((listed.scope.type, listed.creator.type, listed.setup_failed), ("Team", "user", False))
        self.assertIsNotNone(listed.last_updated.tzinfo)

    def test_environments_are_sorted_as_asked(self):
        for name in ("b-sorted", "a-sorted"):
            self.create(name=name)
        names = lambda **how: [one.config.name for one in self.client.agent.list_environments(**how).environments]

        by_name = names(sort_by="name")

        self.assertEqual(by_name, sorted(by_name))
        self.assertEqual(names(sort_by="last_updated"), names())

    def test_the_latest_run_stands_with_its_environment(self):
        made = self.create(name="with a run")
        run = self.client.agent.run(prompt="Do it.", title="first", config={"environment_id": made["uid"]})

        [listed] = [one for one in self.client.agent.list_environments().environments if one.uid == made["uid"]]

        task = listed.last_task_created
        self.assertEqual((task.id, task.title, task.state), (run.run_id, "first", "QUEUED"))
        self.assertEqual(listed.last_task_run_timestamp, task.created_at)

    def test_an_environment_that_is_not_there_is_not_found(self):
        nothing = f"{PATH}/01890000-0000-7000-8000-000000000001"

        body = self.refused(NotFoundError, self.client.get, nothing, cast_to=object)

        self.assertEqual(body["code"], "not_found")
