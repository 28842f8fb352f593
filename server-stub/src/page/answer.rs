//! Answers everything that is no route: files of the page, and the page itself for its own addresses.

use std::{convert::Infallible, path::PathBuf, sync::Arc};

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use tower::ServiceExt;
use tower_http::services::ServeDir;

use super::hashed_names::HashedNames;
use crate::{error::ApiError, state::AppState};

const INDEX: &str = "/index.html";
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK_FIRST: HeaderValue = HeaderValue::from_static("no-cache");

/// The folder of the built page. It may be rebuilt while the server runs.
#[derive(Debug, Clone)]
pub struct Page {
    folder: Arc<PathBuf>,
    files: ServeDir,
    hashed: Arc<HashedNames>,
}

impl Page {
    /// The page in a folder.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        let files =
            ServeDir::new(&folder).append_index_html_on_directories(false).precompressed_br().precompressed_gzip();
        Self { folder: Arc::new(folder), files, hashed: Arc::default() }
    }
}

/// A file of the page, or the page itself where the path names no file.
pub(crate) async fn answer(State(state): State<AppState>, mut request: Request) -> Response {
    let Some(page) = state.page else {
        return ApiError::not_found().into_response();
    };
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let path = request.uri().path().to_owned();
    let path = if names_a_file(&path) { path } else { INDEX.to_owned() };
    match path.parse::<Uri>() {
        Ok(uri) => *request.uri_mut() = uri,
        Err(_) => return ApiError::not_found().into_response(),
    }
    let Ok(response) = file(page.files.clone(), request).await;
    keep(response, &page, &path).await
}

async fn file(files: ServeDir, request: Request) -> Result<Response, Infallible> {
    files.oneshot(request).await.map(|response| response.map(Body::new))
}

/// Says how long browsers may keep the file.
async fn keep(mut response: Response, page: &Page, path: &str) -> Response {
    if response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED {
        let file = page.folder.join(path.trim_start_matches('/'));
        let keep = if page.hashed.holds(&file).await { FOR_EVER } else { ASK_FIRST };
        response.headers_mut().insert(header::CACHE_CONTROL, keep);
    }
    response
}

/// Addresses of the page have no dot in their last part; files have.
fn names_a_file(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|last| last.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_page_are_no_files() {
        for path in ["/", "/secrets", "/sign-in", "/secrets/0189", "/a.b/c"] {
            assert!(!names_a_file(path), "{path}");
        }
        assert!(names_a_file("/app-0123456789abcdef.js"));
    }
}
