//! Credentials of providers: each type has fields of its own, and is sealed part by part.

use anyhow::{Context, Result, ensure};
use oz_domain::{
    SecretType,
    api::{CreateSecret, ReplaceValue, paths},
};
use oz_tests::{
    Engine,
    page::{AddPane, Draft, Secrets},
    visit, wait,
};
use serde_json::{Value, json};

/// A credential as a person chooses it and fills it in, by labels, and as it is sealed.
struct Filled {
    secret_type: SecretType,
    kind: &'static str,
    credential: Option<&'static str>,
    parts: &'static [(&'static str, &'static str)],
    sealed: Value,
}

fn every_type() -> [Filled; 5] {
    [
        Filled {
            secret_type: SecretType::AnthropicApiKey,
            kind: "Claude Code",
            credential: Some("API key"),
            parts: &[("API key", "not-a-claude-key")],
            sealed: json!({ "api_key": "not-a-claude-key" }),
        },
        Filled {
            secret_type: SecretType::AnthropicBedrockApiKey,
            kind: "Claude Code",
            credential: Some("Bedrock API key"),
            parts: &[("Bedrock API key", "not-a-bedrock-key"), ("AWS region", "eu-west-1")],
            sealed: json!({ "aws_bearer_token_bedrock": "not-a-bedrock-key", "aws_region": "eu-west-1" }),
        },
        Filled {
            secret_type: SecretType::AnthropicBedrockAccessKey,
            kind: "Claude Code",
            credential: Some("Bedrock access key"),
            parts: &[("Access key ID", "NOTAKEYID"), ("Secret access key", "not/a+key="), ("AWS region", "us-east-1")],
            sealed: json!({
                "aws_access_key_id": "NOTAKEYID", "aws_secret_access_key": "not/a+key=", "aws_region": "us-east-1"
            }),
        },
        Filled {
            secret_type: SecretType::AnthropicOauth,
            kind: "Claude Code",
            credential: Some("OAuth credentials"),
            parts: &[("Credential file", r#"{"fake": true}"#)],
            sealed: json!({ "credentials": r#"{"fake": true}"# }),
        },
        Filled {
            secret_type: SecretType::OpenaiApiKey,
            kind: "Codex",
            credential: None,
            parts: &[("API key", "not-an-openai-key"), ("Base URL (optional)", "https://proxy.example.com/v1")],
            sealed: json!({ "api_key": "not-an-openai-key", "base_url": "https://proxy.example.com/v1" }),
        },
    ]
}

/// A credential of Claude Code.
pub(crate) const CLAUDE: &str = "claude-platform";

/// A credential of Codex.
pub(crate) const CODEX: &str = "codex-team";

/// Adds one credential for each of two harnesses.
pub(crate) async fn add_both(secrets: Secrets<'_>) -> Result<()> {
    let [claude, .., codex] = every_type();
    for (filled, name) in [(claude, CLAUDE), (codex, CODEX)] {
        let pane = secrets.open_add().await?;
        fill(pane, &filled).await?;
        pane.name(name).await?;
        pane.create().await?;
        pane.closed().await?;
    }
    Ok(())
}

async fn fill(pane: AddPane<'_>, filled: &Filled) -> Result<()> {
    pane.kind(filled.kind, filled.credential).await?;
    for (label, text) in filled.parts {
        pane.part(label, text).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_credential_of_every_type_is_sealed_part_by_part() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let secrets = visit.sign_in().await?;

        for filled in every_type() {
            let name = format!("{} 1", filled.secret_type);
            let pane = secrets.open_add().await?;
            fill(pane, &filled).await?;
            pane.name(&name).await?;
            pane.create().await?;
            pane.closed().await?;

            let row = secrets.row(&name).await?;
            ensure!(row.kind == filled.secret_type.label(), "{row:?}");
            let posts = visit.stack.spy().requests("POST", paths::SECRETS);
            let sent: CreateSecret = posts.last().context("nothing was sent")?.sent()?;
            ensure!(sent.secret_type == filled.secret_type, "sent as {}", sent.secret_type);
            ensure!(crate::interop::open(&visit.stack, &sent)? == filled.sealed, "{}: other parts", filled.secret_type);
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_missing_is_told_at_its_part_and_the_first_gets_the_focus() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let pane = visit.sign_in().await?.open_add().await?;
        let page = visit.page();
        pane.kind("Claude Code", Some("Bedrock access key")).await?;
        pane.name("claude-bedrock").await?;
        pane.part("Access key ID", "NOTAKEYID").await?;

        pane.create().await?;

        wait::until("focus", async || Ok(page.focus().await? == "textbox Secret access key")).await?;
        pane.tells("Secret access key", "This is needed.").await?;
        pane.tells("AWS region", "This is needed.").await?;
        pane.tells("Session token (optional)", "Only for temporary keys.").await?;
        pane.part("Secret access key", "not/a+key=").await?;
        pane.part("AWS region", "Europe").await?;
        pane.create().await?;
        wait::until("focus", async || Ok(page.focus().await? == "textbox AWS region")).await?;
        pane.tells("AWS region", "A region has only lower-case letters").await?;
        ensure!(visit.stack.spy().requests("POST", paths::SECRETS).is_empty(), "something was sent");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn another_kind_keeps_the_credential_that_was_typed_and_no_other_part() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let pane = visit.sign_in().await?.open_add().await?;
        let page = visit.page();
        pane.value("not-a-key").await?;

        pane.kind("Codex", None).await?;
        page.get("textbox", "Base URL (optional)").await?;
        wait::until("the key", async || Ok(page.value("textbox", "API key").await? == "not-a-key")).await?;
        pane.part("Base URL (optional)", "https://proxy.example.com").await?;
        pane.kind("Claude Code", Some("Bedrock API key")).await?;

        wait::until("the key", async || Ok(page.value("textbox", "Bedrock API key").await? == "not-a-key")).await?;
        ensure!(page.value("textbox", "AWS region").await?.is_empty(), "the address became a region");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn replacing_asks_for_every_part_again_and_says_what_the_new_value_is_without() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let secrets = visit.sign_in().await?;
        let page = visit.page();
        let [.., codex] = every_type();
        let pane = secrets.open_add().await?;
        fill(pane, &codex).await?;
        pane.name("codex-team").await?;
        pane.create().await?;
        pane.closed().await?;

        let pane = secrets.open_replace("codex-team").await?;
        ensure!(page.value("textbox", "API key").await?.is_empty(), "something was there already");
        page.says("Left empty: Base URL. The present value has one; the new value will be without it.").await?;
        pane.replace().await?;
        page.says("This is needed.").await?;
        page.retype("textbox", "API key", "not-the-next-key").await?;
        pane.replace().await?;
        pane.closed().await?;

        let sent: ReplaceValue = visit.stack.spy().changes().last().context("nothing was sent")?.sent()?;
        ensure!(sent.revision == 2, "revision {}", sent.revision);
        secrets.row_where("codex-team", "lit", |row| row.lit).await.map(drop)
    })
    .await
}

#[tokio::test]
async fn the_list_shows_only_the_chosen_type() -> Result<()> {
    visit(Engine::Chromium, async |visit| {
        let secrets = visit.sign_in().await?;
        secrets.add(&Draft::new("PLAIN", "fake-value")).await?;
        let [claude, ..] = every_type();
        let pane = secrets.open_add().await?;
        fill(pane, &claude).await?;
        pane.name("claude-platform").await?;
        pane.create().await?;
        pane.closed().await?;

        visit.page().choose_from("Type", SecretType::AnthropicApiKey.label()).await?;
        secrets.shows(&["claude-platform"]).await?;
        visit.page().choose_from("Type", SecretType::RawValue.label()).await?;
        secrets.shows(&["PLAIN"]).await?;

        visit.driver.refresh().await?;
        let again = Secrets::on(visit.page());
        again.wait_for_list().await?;
        again.shows(&["PLAIN"]).await
    })
    .await
}
