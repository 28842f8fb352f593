//! Which hosts this server answers to. A page of another site that points its own name at this machine gets nothing.

use std::net::{IpAddr, SocketAddr};

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
pub struct Hosts {
    listening: Option<String>,
    public: Option<String>,
}

impl Hosts {
    /// This machine's own names, the address that is listened on, and the name of the public origin.
    #[must_use]
    pub fn new(ip: IpAddr, public: Option<&Origin>) -> Self {
        // As it stands in a URL, an IPv6 address in brackets.
        let listening = Origin::of(SocketAddr::new(ip, 0), false).host().to_owned();
        Self {
            listening: (!ip.is_unspecified()).then_some(listening),
            public: public.map(|origin| origin.host().to_owned()),
        }
    }

    fn admit(&self, authority: &str) -> bool {
        let host = host_of(authority);
        let known = [&self.listening, &self.public];
        matches!(host, "127.0.0.1" | "localhost" | "[::1]")
            || known.into_iter().flatten().any(|known| known.eq_ignore_ascii_case(host))
    }
}

/// Answers 421 to a request that names another host.
pub(crate) async fn refuse_unknown_hosts(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let named = request.uri().authority().map(|authority| authority.as_str().to_owned());
    let named = named.or_else(|| Some(request.headers().get(header::HOST)?.to_str().ok()?.to_owned()));
    if named.as_deref().is_some_and(|name| state.hosts.admit(name)) {
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

    fn hosts(ip: &str, public: Option<&Origin>) -> Hosts {
        Hosts::new(ip.parse().unwrap(), public)
    }

    #[test]
    fn only_names_of_this_machine_and_the_public_origin_are_admitted() {
        let public = "https://secrets.example.com".parse().unwrap();
        let hosts = hosts("127.0.0.1", Some(&public));

        for name in ["127.0.0.1:8787", "localhost", "[::1]:80", "secrets.example.com", "Secrets.example.com:443"] {
            assert!(hosts.admit(name), "{name}");
        }
        for name in ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8787", "", "[::2]"] {
            assert!(!hosts.admit(name), "{name}");
        }
    }

    #[test]
    fn the_address_that_is_listened_on_is_admitted_and_no_name_for_it() {
        let pairs = [("192.0.2.1", "192.0.2.1:8787"), ("127.0.0.2", "127.0.0.2"), ("2001:db8::1", "[2001:db8::1]:80")];
        for (ip, authority) in pairs {
            assert!(hosts(ip, None).admit(authority), "{authority}");
            assert!(!hosts(ip, None).admit("rebound.example"));
        }
        assert!(!hosts("0.0.0.0", None).admit("0.0.0.0"));
    }
}
