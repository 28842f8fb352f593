//! The image that a run's container is made of.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A reference to an image, such as `ubuntu:24.04` or `registry.example.com/team/image@sha256:…`: at most 512 visible
/// ASCII characters. Whether there is such an image is not known here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 512))]
pub struct DockerImage(String);

/// Why a text is no such reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DockerImageError {
    /// Nothing, or longer than [`DockerImage::MAX_LEN`].
    #[error("an image has 1 to 512 characters")]
    Length,
    /// A space, a control character, or a letter that references don't have.
    #[error("an image has only letters without accents, digits and `.`, `_`, `-`, `/`, `:`, `@`")]
    Character,
    /// It begins with what begins an option, a path or nothing at all.
    #[error("an image starts with a letter or a digit")]
    Start,
}

impl DockerImage {
    /// The longest reference, in characters.
    pub const MAX_LEN: usize = 512;

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for DockerImage {
    type Err = DockerImageError;

    fn from_str(text: &str) -> Result<Self, DockerImageError> {
        let fits = |b: u8| b.is_ascii_alphanumeric() || b"._-/:@".contains(&b);
        match text.as_bytes() {
            bytes if bytes.is_empty() || bytes.len() > Self::MAX_LEN => Err(DockerImageError::Length),
            bytes if !bytes.iter().copied().all(fits) => Err(DockerImageError::Character),
            [first, ..] if !first.is_ascii_alphanumeric() => Err(DockerImageError::Start),
            _ => Ok(Self(text.to_owned())),
        }
    }
}

impl TryFrom<String> for DockerImage {
    type Error = DockerImageError;
    fn try_from(text: String) -> Result<Self, DockerImageError> {
        text.parse()
    }
}

impl From<DockerImage> for String {
    fn from(image: DockerImage) -> Self {
        image.0
    }
}

impl fmt::Display for DockerImage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_is_a_reference_and_nothing_that_a_shell_would_take_apart() {
        for right in ["ubuntu", "ubuntu:24.04", "registry.example.com:5000/team/image@sha256:0123abcd"] {
            assert_eq!(right.parse::<DockerImage>().unwrap().as_str(), right);
        }
        for (wrong, why) in [
            ("", DockerImageError::Length),
            ("--privileged", DockerImageError::Start),
            ("a b", DockerImageError::Character),
            ("a;b", DockerImageError::Character),
            ("ü", DockerImageError::Character),
        ] {
            assert_eq!(wrong.parse::<DockerImage>(), Err(why), "{wrong}");
        }
        assert_eq!("a".repeat(513).parse::<DockerImage>(), Err(DockerImageError::Length));
    }
}
