//! What is inside an envelope: opened once on arrival, refused by its rule, never repeated, never kept in the clear.

use anyhow::Result;
use oz_crypto::Suite;
use oz_domain::{
    Field, Format, MAX_VARIABLE_BYTES, SecretType,
    api::{ProblemCode, paths},
};

use crate::harness::{Answer, Client, Stack};

async fn with_json(client: &Client, secret_type: SecretType, json: &str) -> Result<Answer> {
    let mut draft = client.draft("VALUE").await?;
    draft.secret_type = secret_type;
    draft.json = json.to_owned();
    client.create(&draft.seal()?).await
}

fn assert_refused(answer: &Answer, pointer: &str, code: &str) -> Result<()> {
    assert_eq!(answer.code()?, ProblemCode::InvalidValue);
    let field = answer.field()?;
    assert_eq!((field.pointer.as_str(), field.code.as_str()), (pointer, code));
    assert!(!answer.text().contains("canary"));
    Ok(())
}

#[tokio::test]
async fn a_value_with_a_nul_is_refused() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    let answer = with_json(&admin, SecretType::RawValue, r#"{"value":"canary\u0000"}"#).await?;

    assert_refused(&answer, "/envelope/value/value", "value_nul")
}

#[tokio::test]
async fn the_longest_value_is_taken_and_a_longer_one_refused() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let longest = MAX_VARIABLE_BYTES - "VALUE=".len();

    let longer = admin.create(&admin.draft("VALUE").await?.value(&"v".repeat(longest + 1)).seal()?).await?;
    let fits = admin.create(&admin.draft("VALUE").await?.value(&"v".repeat(longest)).seal()?).await?;

    assert_refused(&longer, "/envelope/value/value", "value_too_long")?;
    assert!(longer.field()?.message.contains("1 bytes too long"));
    assert_eq!(fits.status, 201);
    Ok(())
}

#[tokio::test]
async fn the_longest_value_of_the_largest_type_fits_into_a_request() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let fields = SecretType::AnthropicBedrockAccessKey.fields();
    // Each character takes six bytes in JSON.
    let part = |field: &Field| match field.format {
        Format::Region => "x".repeat(MAX_VARIABLE_BYTES - field.key.len() - 1),
        _ => "\\u0001".repeat(MAX_VARIABLE_BYTES - field.key.len() - 1),
    };
    let members: Vec<_> = fields.iter().map(|field| format!("\"{}\":\"{}\"", field.key, part(field))).collect();

    let answer =
        with_json(&admin, SecretType::AnthropicBedrockAccessKey, &format!("{{{}}}", members.join(","))).await?;

    assert_eq!(answer.status, 201, "{}", answer.text());
    Ok(())
}

#[tokio::test]
async fn more_than_any_value_needs_is_too_large() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let mut request = serde_json::to_value(admin.draft("VALUE").await?.seal()?)?;
    request["envelope"]["sealed"] = "A".repeat(5 << 20).into();

    let answer = admin.post(paths::SECRETS, &request).await?;

    assert_eq!(answer.code()?, ProblemCode::BodyTooLarge);
    Ok(())
}

#[tokio::test]
async fn what_is_not_the_json_of_the_type_is_refused() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    for json in
        ["canary", "", r#"{"value":"canary","more":"canary"}"#, r#"{"api_key":"canary"}"#, r#"{ "value":"canary"}"#]
    {
        let answer = with_json(&admin, SecretType::RawValue, json).await?;
        assert_refused(&answer, "/envelope/value", "value_not_its_json")?;
    }
    Ok(())
}

#[tokio::test]
async fn a_part_that_is_missing_is_named() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    let answer = with_json(&admin, SecretType::AnthropicBedrockApiKey, r#"{"aws_region":"canary"}"#).await?;

    assert_refused(&answer, "/envelope/value/aws_bearer_token_bedrock", "value_missing")
}

#[tokio::test]
async fn an_empty_value_is_taken() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    assert_eq!(admin.create(&admin.draft("EMPTY").await?.value("").seal()?).await?.status, 201);
    Ok(())
}

#[tokio::test]
async fn a_part_that_no_run_could_use_is_named() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;

    let empty = with_json(&admin, SecretType::AnthropicApiKey, r#"{"api_key":""}"#).await?;
    let no_file = with_json(&admin, SecretType::AnthropicOauth, r#"{"credentials":"canary"}"#).await?;
    let no_url = with_json(&admin, SecretType::OpenaiApiKey, r#"{"api_key":"not-a-key","base_url":"canary"}"#).await?;

    assert_refused(&empty, "/envelope/value/api_key", "value_unusable")?;
    assert_refused(&no_file, "/envelope/value/credentials", "value_unusable")?;
    assert_refused(&no_url, "/envelope/value/base_url", "value_unusable")
}

fn usable_member(field: &Field) -> String {
    let text = match field.format {
        Format::JsonObject => "{}",
        Format::Url => "https://proxy.example.com",
        _ => "x",
    };
    format!("\"{}\":\"{text}\"", field.key)
}

#[tokio::test]
async fn every_type_is_taken_in_both_suites() -> Result<()> {
    for suite in [Suite::X25519Sha256ChaCha20Poly1305, Suite::XWingSha256ChaCha20Poly1305] {
        let stack = Stack::with(suite, None).await?;
        let admin = stack.admin().await?;
        for secret_type in SecretType::ALL {
            let members: Vec<_> = secret_type.fields().iter().map(usable_member).collect();
            let mut draft = admin.draft(&format!("OF_{secret_type}")).await?;
            draft.secret_type = secret_type;
            draft.json = format!("{{{}}}", members.join(","));
            let answer = admin.create(&draft.seal()?).await?;
            assert_eq!(answer.status, 201, "{suite} {secret_type}: {}", answer.text());
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_value_is_nowhere_in_the_data_folder() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let canary = "canary-5b1f7c9e-value";
    admin.create(&admin.draft("CANARY").await?.value(canary).seal()?).await?;

    let mut found_name = false;
    for entry in std::fs::read_dir(stack.data())? {
        let bytes = std::fs::read(entry?.path())?;
        let has = |text: &str| bytes.windows(text.len()).any(|part| part == text.as_bytes());
        assert!(!has(canary) && !has("Y2FuYXJ5LTViMWY3Yzll"));
        found_name |= has("CANARY");
    }
    // The search would have found it.
    assert!(found_name);
    Ok(())
}

#[tokio::test]
async fn a_replaced_value_is_overwritten() -> Result<()> {
    let stack = Stack::start().await?;
    let admin = stack.admin().await?;
    let request = admin.draft("OLD").await?.seal()?;
    admin.create(&request).await?;
    let sealed = serde_json::to_value(&request.envelope)?["sealed"].as_str().unwrap_or_default()[..60].to_owned();
    let present = admin.get(&paths::secret(request.id)).await?.read(200)?;

    let replacement = admin.draft("OLD").await?.replacement(&present)?;
    let path = paths::secret_value(request.id);
    assert_eq!(admin.change(axum::http::Method::PUT, &path, 1).json(&replacement).await?.status, 200);
    // Closing writes the log back and removes it.
    stack.store.close().await;

    let bytes = std::fs::read(stack.data().join("oz.db"))?;
    assert!(!bytes.windows(sealed.len()).any(|part| part == sealed.as_bytes()));
    Ok(())
}
