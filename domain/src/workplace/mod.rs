//! What a run finds where it starts: an image, repositories, and commands that prepare it.

mod docker_image;
mod repository;
mod setup_commands;

pub use docker_image::{DockerImage, DockerImageError};
pub use repository::{Repositories, RepositoriesError, Repository, RepositoryError, RepositoryText};
pub use setup_commands::{SetupCommands, SetupCommandsError};
