//! What the description says about the interface as a whole.

use oz_domain::{
    RunSource, Scope, SecretType,
    api::{
        AgentSort, EnvironmentSort, ExecutionLocation, Problem, RunSort, RunState, ScheduleSort, SecretSort, SortOrder,
    },
};
use utoipa::{
    OpenApi,
    openapi::{
        self, Components, Content, RefOr, ResponseBuilder, Schema, SecurityRequirement,
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

const ABOUT: &str = "Stores secrets that were sealed before they were sent. No route answers with a value, or with a sealed \
     value. Refusals are problem documents (RFC 9457) with a `code` that a program can act on.";

#[derive(OpenApi)]
#[openapi(components(schemas(
    AgentSort,
    EnvironmentSort,
    ExecutionLocation,
    Problem,
    RunSort,
    RunSource,
    RunState,
    ScheduleSort,
    Scope,
    SecretSort,
    SecretType,
    SortOrder
)))]
struct Front;

/// Title, security and the answer that every route can give.
pub(crate) fn front_matter() -> openapi::OpenApi {
    let mut front = Front::openapi();
    front.info = openapi::InfoBuilder::new()
        .title("Oz Secrets")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(ABOUT))
        .license(Some(openapi::LicenseBuilder::new().name("MIT OR Apache-2.0").build()))
        .build();
    let components = front.components.get_or_insert_with(Components::new);
    components.add_security_scheme("api_key", api_key());
    components.add_security_scheme("session", session());
    components.responses.insert("Problem".to_owned(), RefOr::T(problem()));
    front.security = Some(vec![
        SecurityRequirement::new("api_key", Vec::<String>::new()),
        SecurityRequirement::new("session", Vec::<String>::new()),
    ]);
    front
}

/// Says of every operation that it can refuse.
pub(crate) fn admit_refusals(document: &mut openapi::OpenApi) {
    for path in document.paths.paths.values_mut() {
        let operations = [&mut path.get, &mut path.post, &mut path.put, &mut path.patch, &mut path.delete];
        for operation in operations.into_iter().flatten() {
            let refusal = RefOr::Ref(openapi::Ref::from_response_name("Problem"));
            let responses = &mut operation.responses.responses;
            responses.insert("default".to_owned(), refusal);
        }
    }
}

fn api_key() -> SecurityScheme {
    let about = "An API key: `wk-1.` and 64 hexadecimal digits.";
    SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some(about)).build())
}

fn session() -> SecurityScheme {
    let about = "The browser's session cookie, set by signing in.";
    SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description("__Host-oz_session", about)))
}

fn problem() -> openapi::Response {
    let schema: RefOr<Schema> = RefOr::Ref(openapi::Ref::from_schema_name("Problem"));
    ResponseBuilder::new()
        .description("Refused, or failed; `code` says why.")
        .content("application/problem+json", Content::new(Some(schema)))
        .build()
}
