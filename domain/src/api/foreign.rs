//! Members of the public Oz API that mean nothing to this server. Their shapes are checked, so that what comes back is
//! what its clients expect.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};

/// Where models are called.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InferenceProviders {
    /// On Amazon Bedrock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aws: Option<AwsInference>,
}

/// How models are called on Amazon Bedrock.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AwsInference {
    /// Whether it is switched off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
    /// The region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The role to assume.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role_arn: Option<String>,
}

/// How runs sign in to clouds elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Providers {
    /// To Amazon's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aws: Option<AwsProvider>,
    /// To Google's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gcp: Option<GcpProvider>,
}

/// How runs sign in to Amazon's cloud.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AwsProvider {
    /// The role to assume.
    pub role_arn: String,
}

/// How runs sign in to Google's cloud.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GcpProvider {
    /// The project.
    pub project_number: String,
    /// The pool of identities.
    pub workload_identity_federation_pool_id: String,
    /// The provider in it.
    pub workload_identity_federation_provider_id: String,
    /// The account to act as.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_account_email: Option<String>,
}

/// Servers that an agent may call, by name. Their settings can hold credentials, so they are never printed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct McpServers(pub BTreeMap<String, McpServer>);

impl fmt::Debug for McpServers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} servers]", self.0.len())
    }
}

/// One such server.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[expect(missing_docs, reason = "the public Oz API's own members, read and not kept")]
pub struct McpServer {
    pub args: Option<Vec<String>>,
    pub command: Option<String>,
    pub env: Option<BTreeMap<String, String>>,
    pub headers: Option<BTreeMap<String, String>>,
    pub url: Option<String>,
    pub warp_id: Option<String>,
}

/// A store of memories that an agent is given elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemoryStoreRef {
    /// What the agent may do with it.
    pub access: MemoryAccess,
    /// How the agent should use it.
    pub instructions: String,
    /// Which one.
    pub uid: String,
}

/// What an agent may do with a store of memories.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum MemoryAccess {
    /// Read and write.
    ReadWrite,
    /// Read.
    ReadOnly,
}
