//! A person's visit: a server of one's own, a browser with nothing in it, and at the end a look at what must not have been.

use std::{fs, path::PathBuf, thread, time::Duration};

use anyhow::{Context, Result, bail, ensure};
use tokio::time::timeout;

use crate::{Driver, Engine, Page, Person, Stack, config, page::Secrets, spy::Wire};

/// Longer than any visit takes; a browser that hangs must not hang the tests.
const LONGEST: Duration = Duration::from_secs(150);

/// A server, a wire and a browser.
pub struct Visit {
    /// The server and the wire.
    pub stack: Stack,
    /// The browser.
    pub driver: Driver,
    expects_failure: bool,
}

impl Visit {
    /// What is in the window.
    #[must_use]
    pub fn page(&self) -> Page<'_> {
        Page::new(&self.driver)
    }

    /// Signs in by link and waits for the list.
    ///
    /// # Errors
    ///
    /// When the list doesn't come.
    pub async fn sign_in(&self) -> Result<Secrets<'_>> {
        self.sign_in_as(Person::Admin).await
    }

    /// Signs somebody in by link and waits for the list.
    ///
    /// # Errors
    ///
    /// When the list doesn't come.
    pub async fn sign_in_as(&self, who: Person) -> Result<Secrets<'_>> {
        self.driver.goto(self.stack.sign_in_link(who, self.stack.spy().origin())?).await?;
        let secrets = Secrets::on(self.page());
        secrets.wait_for_list().await?;
        Ok(secrets)
    }

    /// Goes to a path of the page.
    ///
    /// # Errors
    ///
    /// When the browser doesn't get there.
    pub async fn go(&self, path: &str) -> Result<()> {
        Ok(self.driver.goto(format!("{}{path}", self.stack.spy().origin())).await?)
    }

    /// Says that in this visit the page is meant to fail, or to violate its policy.
    pub fn expect_failure(&mut self) {
        self.expects_failure = true;
    }

    /// What every visit ends with: nothing violated the policy, nothing failed inside the page.
    ///
    /// # Errors
    ///
    /// When something did.
    pub async fn look_back(&self) -> Result<()> {
        if self.expects_failure {
            return Ok(());
        }
        let reports = self.stack.spy().policy_reports();
        ensure!(reports.is_empty(), "the page violated its policy: {reports:?}");
        if self.driver.engine() == Engine::Chromium {
            let log = self.driver.browser_log().await?;
            // A refused request is the server's word, and the journey's own business.
            let failed = log.iter().filter(|line| line.level == "SEVERE" && line.source.as_deref() != Some("network"));
            let failed: Vec<_> = failed.map(|line| line.message.as_str()).collect();
            ensure!(failed.is_empty(), "the page failed inside: {failed:#?}");
        }
        Ok(())
    }

    /// Leaves a picture, the words on the page, the server's log and the list of requests for whoever looks.
    async fn keep_evidence(&self) -> Result<Option<PathBuf>> {
        let Some(folder) = config::artifacts() else {
            return Ok(None);
        };
        let name = thread::current().name().unwrap_or("visit").replace("::", "-");
        let folder = folder.join(name);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("server.log"), self.stack.log())?;
        let wire = self.stack.spy().exchanges();
        let wire: Vec<_> = wire.iter().map(|e| format!("{} {} {}", e.status(), e.method, e.target)).collect();
        fs::write(folder.join("wire.txt"), wire.join("\n"))?;
        fs::write(folder.join("page.txt"), self.page().words().await?)?;
        fs::write(folder.join("page.html"), self.driver.source().await?)?;
        fs::write(folder.join("page.png"), self.driver.screenshot_as_png().await?)?;
        Ok(Some(folder))
    }
}

/// Makes a visit over the wire that suits the engine, and looks back at its end.
///
/// # Errors
///
/// What went wrong in it, and where the evidence is.
pub async fn visit(engine: Engine, steps: impl AsyncFnOnce(&mut Visit) -> Result<()>) -> Result<()> {
    let wire = if engine.keeps_secure_cookies_on_http() { Wire::Plain } else { Wire::Tls };
    let stack = Stack::start(wire).await?;
    let driver = Driver::lent(engine).await?;
    let mut visit = Visit { stack, driver, expects_failure: false };
    let went = match timeout(LONGEST, steps(&mut visit)).await {
        Ok(Ok(())) => visit.look_back().await,
        Ok(Err(why)) => Err(why),
        Err(_) => bail_late(),
    };
    let Err(why) = went else {
        return visit.driver.give_back().await;
    };
    let evidence = timeout(Duration::from_secs(20), visit.keep_evidence()).await;
    let evidence = evidence.context("no evidence in time").flatten();
    Err(match evidence {
        Ok(Some(folder)) => why.context(format!("see {}", folder.display())),
        _ => why,
    })
}

fn bail_late() -> Result<()> {
    bail!("the visit took longer than {} s", LONGEST.as_secs())
}
