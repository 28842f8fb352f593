//! Which hosts this server answers to. A page of another site that points its own name at this machine gets nothing.

use axum::{
    extract::{Request, State},
    http::header,
    middleware::Next,
    response::{IntoResponse, Response},
};
use oz_domain::api::ProblemCode;

use crate::{
    error::ApiError,
    origin::{Origin, host_of},
    state::AppState,
};

/// The hosts that requests may name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hosts {
    /// Any: the server can't know by which names it is reached.
    Any,
    /// This machine's own names, and that of the public origin.
    Only(Option<String>),
}

impl Hosts {
    /// On loopback or with a known origin, only those names; else any.
    #[must_use]
    pub fn new(loopback: bool, public: Option<&Origin>) -> Self {
        if loopback || public.is_some() { Self::Only(public.map(|origin| origin.host().to_owned())) } else { Self::Any }
    }

    fn admit(&self, authority: &str) -> bool {
        let host = host_of(authority);
        match self {
            Self::Any => true,
            Self::Only(public) => {
                matches!(host, "127.0.0.1" | "localhost" | "[::1]")
                    || public.as_deref().is_some_and(|public| public.eq_ignore_ascii_case(host))
            }
        }
    }
}

/// Answers 421 to a request that names another host.
pub(crate) async fn refuse_unknown_hosts(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let named = request.uri().authority().map(|authority| authority.as_str().to_owned());
    let named = named.or_else(|| Some(request.headers().get(header::HOST)?.to_str().ok()?.to_owned()));
    if state.hosts == Hosts::Any || named.as_deref().is_some_and(|name| state.hosts.admit(name)) {
        return next.run(request).await;
    }
    ApiError::new(
        ProblemCode::UnknownHost,
        "this server doesn't answer to this host name; say which name it has with `--public-origin`",
    )
    .into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_and_the_public_origin_are_admitted() {
        let public = "https://secrets.example.com".parse().unwrap();
        let hosts = Hosts::new(true, Some(&public));

        for name in ["127.0.0.1:8787", "localhost", "[::1]:80", "secrets.example.com", "Secrets.example.com:443"] {
            assert!(hosts.admit(name), "{name}");
        }
        for name in ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8787", "", "[::2]"] {
            assert!(!hosts.admit(name), "{name}");
        }
    }

    #[test]
    fn beyond_loopback_without_an_origin_any_name_is_admitted() {
        assert!(Hosts::new(false, None).admit("anything"));
    }
}
