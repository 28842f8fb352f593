//! Errors on the wire: problem details (RFC 9457) with a code that a program can act on.

use serde::{Deserialize, Serialize};

use super::Dependent;

/// The body of every answer that is an error, as `application/problem+json`. Never repeats a value or an envelope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A URI reference for the kind of problem: `/problems/` and the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind of problem in a few words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened and what to do, in a sentence.
    pub detail: String,
    /// The path that was asked for.
    pub instance: String,
    /// What a program can act on.
    pub code: ProblemCode,
    /// The same as `detail`, for clients that look for it here.
    pub error: String,
    /// Whether the same request can succeed later, unchanged.
    pub retryable: bool,
    /// Finds the request in the server's log.
    pub trace_id: String,
    /// What is wrong with which field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
    /// With `in_use`: what needs the thing that was to be deleted or disabled, 100 at most; `detail` says how many there are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dependents: Vec<Dependent>,
}

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldProblem {
    /// A JSON Pointer (RFC 6901) into the request's body, `/name`.
    pub pointer: String,
    /// What a program can act on, `name_reserved`.
    pub code: String,
    /// The rule that was broken, in a sentence.
    pub message: String,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $text:literal, $status:literal, $retryable:literal, $title:literal;)*) => {
        /// What went wrong, for programs. Unknown codes of a newer server read as [`ProblemCode::Other`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[non_exhaustive]
        pub enum ProblemCode {
            $($(#[$doc])* #[serde(rename = $text)] $variant,)*
            /// A code that this client doesn't know.
            #[serde(other)]
            Other,
        }

        impl ProblemCode {
            /// Every code that the server answers.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word on the wire.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* Self::Other => "other" }
            }

            /// The HTTP status that goes with it.
            #[must_use]
            pub fn status(self) -> u16 {
                match self { $(Self::$variant => $status,)* Self::Other => 500 }
            }

            /// Whether the same request can succeed later, unchanged.
            #[must_use]
            pub fn retryable(self) -> bool {
                match self { $(Self::$variant => $retryable,)* Self::Other => false }
            }

            /// The kind of problem in a few words.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)* Self::Other => "Something went wrong" }
            }
        }
    };
}

codes! {
    /// The body is not JSON.
    InvalidJson = "invalid_json", 400, false, "Not JSON";
    /// A query parameter or header can't be read.
    InvalidRequest = "invalid_request", 400, false, "The request can't be read";
    /// No credential came with the request.
    Unauthenticated = "unauthenticated", 401, false, "Sign in first";
    /// The credential is none that the server knows.
    InvalidCredential = "invalid_credential", 401, false, "This key or session isn't known";
    /// The session or key was good and has ended.
    ExpiredCredential = "expired_credential", 401, false, "This key or session has expired";
    /// The key was deleted, or the session signed out.
    RevokedCredential = "revoked_credential", 401, false, "This key was deleted or signed out";
    /// The sign-in link is unknown, used or older than 15 minutes.
    SignInLinkSpent = "sign_in_link_spent", 401, false, "This sign-in link no longer works";
    /// Signed in, and not allowed to do this.
    Forbidden = "forbidden", 403, false, "Not allowed";
    /// A state-changing request from another site.
    CrossOrigin = "cross_origin", 403, false, "From another site";
    /// Nothing here, or nothing that this caller may know of.
    NotFound = "not_found", 404, false, "Not found";
    /// The path doesn't take this method.
    MethodNotAllowed = "method_not_allowed", 405, false, "Method not allowed";
    /// Another secret of this owner has the name.
    NameTaken = "name_taken", 409, false, "The name is taken";
    /// Another secret of this owner has the name in other letter case.
    NameDiffersByCase = "name_differs_by_case", 409, false, "The name is taken in other letter case";
    /// Another secret has the id.
    IdTaken = "id_taken", 409, false, "The id is taken";
    /// Something needs what was to be deleted or disabled; see `dependents`. Done all the same with `confirm=true`.
    InUse = "in_use", 409, false, "Something needs this";
    /// There are as many of these as there may be.
    LimitReached = "limit_reached", 409, false, "As many as there may be";
    /// Too many at once: runs that wait, or streams of events.
    TooMany = "too_many", 429, true, "Too many at once";
    /// Somebody has claimed the run before.
    AlreadyClaimed = "already_claimed", 409, false, "Claimed before";
    /// The run has ended.
    RunEnded = "run_ended", 409, false, "The run has ended";
    /// What a runner says can't follow from what it said before.
    OutOfTurn = "out_of_turn", 409, false, "Not in this order";
    /// A run that has ended can't be cancelled.
    NotCancellable = "not_cancellable", 400, false, "The run has ended";
    /// Something that the run must have can't be had; it has failed. See `errors`.
    EnvironmentSetupFailed = "environment_setup_failed", 422, false, "The run can't begin";
    /// The value is sealed to a key that no longer takes values; fetch the manifest, seal again.
    KeyNotActive = "key_not_active", 409, false, "Sealed to a key that is no longer active";
    /// The same `Idempotency-Key` came with another request.
    IdempotencyKeyReused = "idempotency_key_reused", 422, false, "Idempotency-Key used for another request";
    /// `If-Match` names an older version.
    Stale = "stale", 412, false, "Changed by somebody else meanwhile";
    /// The body is larger than the server takes.
    BodyTooLarge = "body_too_large", 413, false, "Too large";
    /// The body's media type is not JSON.
    UnsupportedMediaType = "unsupported_media_type", 415, false, "Not JSON";
    /// The request names a host that this server doesn't answer to.
    UnknownHost = "unknown_host", 421, false, "Unknown host name";
    /// A field breaks a rule; see `errors`.
    Invalid = "invalid", 422, false, "A field breaks a rule";
    /// The sealed value can't be opened, or is bound to something else; see `errors`.
    CannotOpen = "cannot_open", 422, false, "The sealed value can't be opened";
    /// The value inside breaks a rule; see `errors`.
    InvalidValue = "invalid_value", 422, false, "The value breaks a rule";
    /// `If-Match` is needed.
    IfMatchRequired = "if_match_required", 428, false, "If-Match is needed";
    /// The server failed; it says no more, its log does.
    Internal = "internal", 500, true, "The server failed";
    /// The server or its store can't answer right now.
    Unavailable = "unavailable", 503, true, "Not available right now";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_is_one_word_on_the_wire() {
        for code in ProblemCode::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
        }
    }

    #[test]
    fn a_code_of_a_newer_server_can_be_read() {
        assert_eq!(serde_json::from_str::<ProblemCode>("\"tomorrow\"").unwrap(), ProblemCode::Other);
    }
}
