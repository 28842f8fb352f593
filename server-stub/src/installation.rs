//! The data folder as a whole: database and keyring, made together at the first start, used only together after it.

use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
};

use oz_crypto::Suite;
use oz_domain::{TeamId, UserId, WorkspaceId};
use tokio::task::spawn_blocking;

use crate::{
    clock::Clock,
    email::Email,
    keyring::{Keyring, KeyringError, KeyringFile, MasterKey},
    private_file,
    random::NewId,
    store::{NewInstallation, OpenError, Store, StoreError, Workspace},
    vault::Vault,
};

/// An installation that is whole and open.
#[derive(Debug)]
pub struct Installation {
    /// Everything that is kept.
    pub store: Store,
    /// The private keys.
    pub vault: Vault,
    /// The tenant.
    pub workspace: Workspace,
    /// Where the keys are kept.
    pub keyring: KeyringFile,
}

/// What the first start needs to know.
#[derive(Debug, Clone)]
pub struct FirstStart {
    /// The first administrator.
    pub admin_email: Email,
    /// The suite of the first sealing key.
    pub suite: Suite,
}

/// Why an installation can't be used. Each message says what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InstallationError {
    /// The folder holds no installation.
    #[error("there is no installation in {}; start the server there once, or give another `--data` folder", .0.display())]
    None(PathBuf),
    /// The keyring without its database.
    #[error("{} is there, but its database oz.db is missing; restore it from a backup, or move the keyring away to start anew", .0.display())]
    DatabaseMissing(PathBuf),
    /// Keyring and database of two installations.
    #[error("the keyring and the database in {} belong to different installations; restore both from the same backup", .0.display())]
    Mixed(PathBuf),
    /// Others can write to the folder.
    #[error("other users of this machine can write to the data folder {path}; run `chmod 700 {path}`", path = .0.display())]
    OpenToOthers(PathBuf),
    /// The folder can't be written.
    #[error("could not write to the data folder {path}: {error}; give a folder that this user may write to", path = .0.display(), error = .1)]
    Folder(PathBuf, #[source] io::Error),
    /// The keyring can't be used.
    #[error(transparent)]
    Keyring(#[from] KeyringError),
    /// The database can't be used.
    #[error(transparent)]
    Database(#[from] OpenError),
    /// The database can be opened, and fails.
    #[error("the database in the data folder failed: {}", source_of(.0))]
    Store(#[from] StoreError),
    /// The system gave no random bytes.
    #[error("the system gives no random bytes")]
    Randomness,
}

fn source_of(error: &StoreError) -> String {
    std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string)
}

/// Waits until nobody else makes or changes what is in the folder. Lasts as long as what it returns.
async fn lock(folder: &Path) -> Result<File, InstallationError> {
    let held = folder.to_owned();
    let locked = spawn_blocking(move || private_file::lock(&held)).await.map_err(io::Error::other);
    locked.flatten().map_err(|error| InstallationError::Folder(folder.to_owned(), error))
}

impl Installation {
    /// Opens the installation in a folder.
    ///
    /// # Errors
    ///
    /// Why it can't be used; the folder is then as it was.
    pub async fn open(folder: &Path, master: Option<MasterKey>) -> Result<Self, InstallationError> {
        let keyring = KeyringFile::new(folder, master);
        // Without its keyring, a first start may be under way.
        let half = Store::path(folder).exists() && !keyring.exists();
        let _lock = if half { Some(lock(folder).await?) } else { None };
        Self::open_held(folder, keyring).await
    }

    /// Opens what is there, while nobody else is making it.
    async fn open_held(folder: &Path, keyring: KeyringFile) -> Result<Self, InstallationError> {
        match (Store::path(folder).exists(), keyring.exists()) {
            (false, false) => Err(InstallationError::None(folder.to_owned())),
            (false, true) => Err(InstallationError::DatabaseMissing(folder.join("keyring.json"))),
            (true, false) => Self::finish_first_start(folder, keyring).await,
            (true, true) => Self::open_both(folder, keyring).await,
        }
    }

    /// Opens the installation in a folder, making it if there is none.
    ///
    /// # Errors
    ///
    /// Why it can't be used or made.
    pub async fn open_or_create(
        folder: &Path,
        master: Option<MasterKey>,
        first: &FirstStart,
        clock: &dyn Clock,
    ) -> Result<Self, InstallationError> {
        let unwritable = |error| InstallationError::Folder(folder.to_owned(), error);
        private_file::make_folder(folder).map_err(unwritable)?;
        if private_file::is_open_to_others(folder).map_err(unwritable)? {
            return Err(InstallationError::OpenToOthers(folder.to_owned()));
        }
        private_file::try_folder(folder).map_err(unwritable)?;
        // Two first starts at once would each make half of an installation.
        let _lock = lock(folder).await?;
        match Self::open_held(folder, KeyringFile::new(folder, master.clone())).await {
            Err(InstallationError::None(_)) => Self::create(folder, master, first, clock).await,
            opened => opened,
        }
    }

    /// The keyring is written first and gets its name last: a start that is cut short is begun again.
    async fn create(
        folder: &Path,
        master: Option<MasterKey>,
        first: &FirstStart,
        clock: &dyn Clock,
    ) -> Result<Self, InstallationError> {
        let now = clock.now();
        let workspace = WorkspaceId::generate(now);
        let keyring = KeyringFile::new(folder, master);
        let ring = Keyring::generate(workspace, first.suite, now).map_err(|_| InstallationError::Randomness)?;
        keyring.pending().save(&ring)?;
        let store = Store::open(folder).await?;
        store
            .insert_installation(&NewInstallation {
                workspace,
                workspace_name: "Workspace".to_owned(),
                team: TeamId::generate(now),
                team_name: "Team".to_owned(),
                admin: UserId::generate(now),
                admin_email: first.admin_email.clone(),
                at: now.to_wire(),
            })
            .await?;
        keyring.pending().become_file(&keyring)?;
        store.close().await;
        Self::open_both(folder, keyring).await
    }

    /// A database without a keyring: either a first start was cut short, or the keys are lost.
    async fn finish_first_start(folder: &Path, keyring: KeyringFile) -> Result<Self, InstallationError> {
        let pending = keyring.pending();
        if !pending.exists() {
            keyring.load()?;
        }
        let made = pending.load()?.workspace;
        match Store::look(folder).await? {
            Some(workspace) if workspace == made => {
                pending.become_file(&keyring)?;
                Self::open_both(folder, keyring).await
            }
            Some(_) => Err(InstallationError::Mixed(folder.to_owned())),
            None => {
                Store::remove(folder)?;
                Err(InstallationError::None(folder.to_owned()))
            }
        }
    }

    async fn open_both(folder: &Path, keyring: KeyringFile) -> Result<Self, InstallationError> {
        // Both are looked at before either is touched: opening the database may bring it up to date.
        let vault = Vault::open(keyring.clone())?;
        if Store::look(folder).await? != Some(vault.workspace()) {
            return Err(InstallationError::Mixed(folder.to_owned()));
        }
        let store = Store::open(folder).await?;
        let workspace = store.workspace().await?.ok_or(StoreError::NotFound)?;
        Ok(Self { store, vault, workspace, keyring })
    }
}
