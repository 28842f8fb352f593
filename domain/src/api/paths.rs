//! Where each resource lives.

use crate::SecretId;

/// Every route of the interface begins with this.
pub const API: &str = "/api/v1";
/// The signed key manifest. Public.
pub const KEYS: &str = "/api/v1/keys";
/// The browser's session: sign in, who am I, sign out.
pub const SESSION: &str = "/api/v1/session";
/// Secrets: list and create.
pub const SECRETS: &str = "/api/v1/secrets";
/// The description of the interface.
pub const OPENAPI: &str = "/api/v1/openapi.json";
/// Whether the server is up.
pub const HEALTH: &str = "/healthz";

/// One secret.
#[must_use]
pub fn secret(id: SecretId) -> String {
    format!("{SECRETS}/{id}")
}

/// One secret's value: it can be replaced, never read.
#[must_use]
pub fn secret_value(id: SecretId) -> String {
    format!("{SECRETS}/{id}/value")
}
