//! How large what is sent about runs may be.

use oz_domain::api::{ClaimRun, CreateRun, Receipt};

use crate::http::Upload;

impl Upload for CreateRun {
    /// A long prompt, and five pictures.
    const LIMIT: usize = 8 << 20;
}

impl Upload for ClaimRun {
    /// A key, and the names of what may stand in an environment.
    const LIMIT: usize = 256 << 10;
}

impl Upload for Receipt {}
