//! One request and its answer: cookies of this origin, JSON both ways, problems read as such.

use gloo_net::http::{Method, Request, RequestBuilder, Response};
use serde::{Serialize, de::DeserializeOwned};
use web_sys::RequestCredentials;

use super::{ClientError, problem};

/// A request to this page's own server.
pub(super) fn request(method: Method, path: &str) -> RequestBuilder {
    let builder = match method {
        Method::POST => Request::post(path),
        Method::PUT => Request::put(path),
        Method::PATCH => Request::patch(path),
        Method::DELETE => Request::delete(path),
        _ => Request::get(path),
    };
    builder.credentials(RequestCredentials::SameOrigin).header("accept", "application/json")
}

/// Sends a request without a body; the answer is JSON.
pub(super) async fn fetch<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, ClientError> {
    let response = request.send().await.map_err(|_| ClientError::Offline)?;
    read(&refuse(response).await?).await
}

/// Sends a request with a JSON body; the answer is JSON.
pub(super) async fn exchange<T: DeserializeOwned>(
    request: RequestBuilder,
    body: &impl Serialize,
) -> Result<T, ClientError> {
    let json = serde_json::to_string(body).expect("requests are made of JSON");
    let request = request.header("content-type", "application/json").body(json).map_err(|_| ClientError::Offline)?;
    let response = request.send().await.map_err(|_| ClientError::Offline)?;
    read(&refuse(response).await?).await
}

/// Sends a request whose answer is empty.
pub(super) async fn finish(request: RequestBuilder) -> Result<(), ClientError> {
    let request = request.header("content-type", "application/json");
    let response = request.send().await.map_err(|_| ClientError::Offline)?;
    refuse(response).await.map(drop)
}

async fn refuse(response: Response) -> Result<Response, ClientError> {
    if response.ok() {
        return Ok(response);
    }
    let status = response.status();
    let text = response.text().await.map_err(|_| ClientError::Offline)?;
    Err(ClientError::of(status, problem::read(text).await))
}

async fn read<T: DeserializeOwned>(response: &Response) -> Result<T, ClientError> {
    let text = response.text().await.map_err(|_| ClientError::Offline)?;
    serde_json::from_str(&text).map_err(|_| ClientError::Unreadable(response.status()))
}
