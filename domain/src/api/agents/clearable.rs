//! A member that can be set anew or cleared.

use std::{fmt::Display, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// What an update says about a text with rules of its own. An update that says nothing has no such thing at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clearable<T> {
    /// The empty text: there is to be none.
    Clear,
    /// This, in place of what was there.
    Set(T),
}

impl<T> Clearable<T> {
    /// What is to be there.
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Clear => None,
            Self::Set(value) => Some(value),
        }
    }
}

impl<'de, T: FromStr<Err: Display>> Deserialize<'de> for Clearable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match String::deserialize(deserializer)?.as_str() {
            "" => Ok(Self::Clear),
            text => text.parse().map(Self::Set).map_err(D::Error::custom),
        }
    }
}

impl<T: Serialize> Serialize for Clearable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Clear => serializer.serialize_str(""),
            Self::Set(value) => value.serialize(serializer),
        }
    }
}
