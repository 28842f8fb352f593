//! JSON into a delivery, into buffers that are wiped.

use oz_crypto::Plaintext;
use serde::{Deserialize, Deserializer};
use zeroize::Zeroizing;

use super::{DeliveredFile, DeliveredSetting, Delivery, DeliveryError};

/// Reads the JSON.
pub(super) fn json(json: &Plaintext) -> Result<Delivery, DeliveryError> {
    // EXPOSE: the texts are read out of the opened message, into buffers that are wiped too.
    let shape: Shape = serde_json::from_slice(json.expose()).map_err(|_| DeliveryError::WrongShape)?;
    if shape.v != 1 {
        return Err(DeliveryError::UnknownVersion);
    }
    Ok(Delivery {
        variables: shape.variables.into_iter().map(|entry| (entry.name, entry.value.0)).collect(),
        files: shape.files.into_iter().map(|entry| (entry.file, entry.content.0)).collect(),
        settings: shape.settings.into_iter().map(|entry| (entry.setting, entry.value.0)).collect(),
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    v: u64,
    variables: Vec<Variable>,
    files: Vec<File>,
    settings: Vec<Setting>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Variable {
    name: String,
    value: Wiped,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    file: DeliveredFile,
    content: Wiped,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Setting {
    setting: DeliveredSetting,
    value: Wiped,
}

struct Wiped(Zeroizing<String>);

impl<'de> Deserialize<'de> for Wiped {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self(Zeroizing::new(text)))
    }
}
