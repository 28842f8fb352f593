//! What a person has filled in so far, and what became of saving it.

use leptos::prelude::*;
use oz_domain::{
    Description, DisplayName, DisplayNameError, DockerImage, SetupCommands, SetupCommandsError,
    api::{Environment, EnvironmentConfig},
};

use super::texts::{Texts, repositories};
use crate::{attach::Attached, client::ClientError, overtaken::Overtaken, words::sentence};

/// The form's fields.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub(super) name: RwSignal<String>,
    pub(super) description: RwSignal<String>,
    pub(super) image: RwSignal<String>,
    pub(super) repositories: RwSignal<String>,
    /// Each with a number of its own.
    pub(super) commands: RwSignal<Vec<(u32, String)>>,
    pub(super) attached: Attached,
    /// What they held when it was saved or loaded last.
    pub(super) saved: RwSignal<Texts>,
    /// The environment as it was looked at last; `None` if it is new.
    pub(super) was: RwSignal<Option<Environment>>,
    pub(super) tried: RwSignal<bool>,
    pub(super) busy: RwSignal<bool>,
    pub(super) refusal: RwSignal<Option<ClientError>>,
    pub(super) conflict: RwSignal<Option<Overtaken>>,
}

impl Form {
    pub(super) fn new(was: Option<Environment>) -> Self {
        let texts = was.as_ref().map(|was| Texts::of(&was.config)).unwrap_or_default();
        let form = Self {
            name: RwSignal::default(),
            description: RwSignal::default(),
            image: RwSignal::default(),
            repositories: RwSignal::default(),
            commands: RwSignal::default(),
            attached: Attached::new(&texts.secrets),
            saved: RwSignal::new(texts.clone()),
            was: RwSignal::new(was),
            tried: RwSignal::new(false),
            busy: RwSignal::new(false),
            refusal: RwSignal::new(None),
            conflict: RwSignal::new(None),
        };
        form.fill(texts);
        form
    }

    /// Puts texts into the fields.
    pub(super) fn fill(self, texts: Texts) {
        self.attached.set(&texts.secrets);
        self.name.set(texts.name);
        self.description.set(texts.description);
        self.image.set(texts.image);
        self.repositories.set(texts.repositories);
        self.commands.set((0..).zip(texts.commands).collect());
    }

    /// Gives up what was changed.
    pub(super) fn discard(self) {
        self.tried.set(false);
        self.refusal.set(None);
        self.conflict.set(None);
        self.fill(self.saved.get_untracked());
    }

    /// From now on this is what is saved.
    pub(super) fn keep(self, environment: Environment) {
        let texts = Texts::of(&environment.config);
        self.saved.set(texts.clone());
        self.was.set(Some(environment));
        self.conflict.set(None);
        self.fill(texts);
    }

    /// What the fields hold now. A list that breaks a rule counts as one that says nothing. Follows changes.
    pub(super) fn texts(self) -> Texts {
        Texts {
            name: self.name.get(),
            description: self.description.get(),
            image: self.image.get(),
            repositories: self.repositories.get(),
            commands: self.commands(),
            secrets: self.attached.declared().unwrap_or_default(),
        }
    }

    /// How many things were changed. Follows changes.
    pub(super) fn changes(self) -> usize {
        let unreadable = usize::from(self.attached.declared().is_err());
        self.saved.with(|saved| saved.differences(&self.texts())).max(unreadable)
    }

    /// What would be saved now; `None` while something is to be mended first. Follows changes.
    pub(super) fn config(self) -> Option<EnvironmentConfig> {
        let image = self.image.get();
        let image = (!image.is_empty()).then(|| image.parse::<DockerImage>());
        let kept = self.was.with(|was| was.as_ref().map(|was| was.config.clone()));
        Some(EnvironmentConfig {
            name: self.name.get().trim().parse().ok()?,
            description: self.description.get().parse().ok()?,
            docker_image: image.transpose().ok()?,
            github_repos: repositories(&self.repositories.get()).ok()?,
            setup_commands: SetupCommands::try_from(self.commands()).ok()?,
            secrets: self.attached.declared().ok()?,
            providers: kept.as_ref().and_then(|kept| kept.providers.clone()),
            failure_session_retention_minutes: kept.and_then(|kept| kept.failure_session_retention_minutes),
        })
    }

    /// What is wrong with the name. Follows changes.
    pub(super) fn name_error(self) -> Option<String> {
        let rule = self.name.with(|name| name.trim().parse::<DisplayName>().err());
        let rule = rule.filter(|rule| *rule != DisplayNameError::Empty || self.tried.get());
        rule.map(sentence).or_else(|| self.refused("/name"))
    }

    /// What is wrong with the description. Follows changes.
    pub(super) fn description_error(self) -> Option<String> {
        let rule = self.description.with(|text| text.parse::<Description>().err());
        rule.map(sentence).or_else(|| self.refused("/description"))
    }

    /// What is wrong with the image. Follows changes.
    pub(super) fn image_error(self) -> Option<String> {
        let rule = self.image.with(|text| text.parse::<DockerImage>().err().filter(|_| !text.is_empty()));
        rule.map(sentence).or_else(|| self.refused("/docker_image"))
    }

    /// What is wrong with the repositories. Follows changes.
    pub(super) fn repositories_error(self) -> Option<String> {
        self.repositories.with(|text| repositories(text).err()).or_else(|| self.refused("/github_repos"))
    }

    /// What is wrong with the setup commands. Follows changes.
    pub(super) fn commands_error(self) -> Option<String> {
        let rule = SetupCommands::try_from(self.commands()).err().map(|rule| match rule {
            SetupCommandsError::TooLong(at) => format!("Command {} has more than 4,096 characters.", at + 1),
            SetupCommandsError::Nul(at) => format!("Command {} has a NUL character.", at + 1),
            other => sentence(other),
        });
        rule.or_else(|| self.refused("/setup_commands"))
    }

    /// What the server says about a field. Follows changes.
    pub(super) fn refused(self, pointer: &str) -> Option<String> {
        self.refusal.with(|refusal| refusal.as_ref()?.within(pointer))
    }

    /// What the server says about the whole, where no field says it. Follows changes.
    pub(super) fn refused_whole(self) -> Option<String> {
        const FIELDS: [&str; 6] =
            ["/name", "/description", "/docker_image", "/github_repos", "/setup_commands", "/secrets"];
        if FIELDS.iter().any(|pointer| self.refused(pointer).is_some()) {
            return None;
        }
        self.refusal.with(|refusal| refusal.as_ref().filter(|error| !error.is_signed_out()).map(ClientError::sentence))
    }

    /// The commands; an empty line is none. Follows changes.
    fn commands(self) -> Vec<String> {
        let filled = |(_, command): &(u32, String)| Some(command.clone()).filter(|command| !command.trim().is_empty());
        self.commands.with(|commands| commands.iter().filter_map(filled).collect())
    }
}
