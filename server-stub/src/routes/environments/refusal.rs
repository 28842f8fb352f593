//! Why an environment was not kept, in the words of the interface.

use oz_domain::api::{EnvironmentConfig, ProblemCode};

use crate::{error::ApiError, store::StoreError};

/// The answer to a failure of the store. The caller may know of the environment that has the name: it is their team's.
pub(super) fn explain(error: StoreError, wanted: &EnvironmentConfig) -> ApiError {
    let StoreError::NameTaken { id, name } = error else {
        return error.into();
    };
    let message = format!("there is an environment `{name}` already, {id}; choose another name");
    let (code, word) = if name == wanted.name.as_str() {
        (ProblemCode::NameTaken, "name_taken")
    } else {
        (ProblemCode::NameDiffersByCase, "name_differs_by_case")
    };
    ApiError::field(code, "/name", word, message)
}
