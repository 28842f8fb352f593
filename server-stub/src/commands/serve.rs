//! `serve`: answers requests until told to stop.

use std::{net::SocketAddr, path::Path, sync::Arc};

use anyhow::{Context, Result, bail};
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::watch,
};

use super::machine;
use crate::{
    clock::SystemClock,
    config::Serve,
    http::Hosts,
    installation::{FirstStart, Installation},
    listen::{self, Privacy},
    origin::Origin,
    output,
    page::Page,
    routes,
    runs::{self, RunEvents},
    schedules,
    state::{AppState, OneAtATime},
    store::StoreError,
};

pub(super) async fn run(flags: Serve) -> Result<()> {
    let (folder, ip) = (flags.data.path.as_path(), flags.listen.ip());
    look_at_page(flags.web.as_deref())?;
    let listener = listen::bind(flags.listen).await?;
    let address = listener.local_addr().context("could not tell the address")?;
    let first = FirstStart { admin_email: flags.admin_email.clone(), suite: flags.suite.0 };
    let master = machine::master_key(&flags.data)?;
    // Before anything is made: a refusal to listen leaves no half-made folder behind.
    if !flags.tls.self_signed {
        listen::acceptor(&flags.tls, folder, flags.public_origin.as_ref(), ip)?;
    }
    if ip.is_unspecified() && flags.public_origin.is_none() {
        bail!("give `--public-origin`, the origin that browsers see: {ip} is every address of this machine");
    }
    let installation = Installation::open_or_create(folder, master, &first, &SystemClock).await?;
    let privacy = listen::acceptor(&flags.tls, folder, flags.public_origin.as_ref(), ip)?;

    let here = origin_of(address, matches!(privacy, Privacy::Tls(_)));
    let origin = flags.public_origin.clone().unwrap_or_else(|| here.clone());
    let store = installation.store.clone();
    store.set_origin(installation.workspace.id, &origin.to_string()).await.map_err(|error| describe(&error))?;
    let identity = installation.vault.identity().fingerprint();
    let state = state(installation, &flags);
    let stop = stop_signal()?;
    // In one piece: whoever reads the first line only may close the pipe after it.
    output::data(&format!("listening on {here}\nidentity {identity}"))?;
    tracing::info!(%origin, "listening");
    let (events, sweeper) = (state.run_events.clone(), tokio::spawn(runs::sweep_for_ever(state.clone())));
    let (stopping, stopped) = watch::channel(false);
    let scheduler = tokio::spawn(schedules::schedule_until(state.clone(), stopped));
    let stop = async move {
        stop.await;
        events.close();
        stopping.send_replace(true);
    };
    listen::serve(listener, privacy, routes::router(state), stop).await;
    sweeper.abort();
    scheduler.await.context("the scheduler broke down")?;
    store.close().await;
    Ok(())
}

fn state(installation: Installation, flags: &Serve) -> AppState {
    AppState {
        store: installation.store,
        vault: Arc::new(installation.vault),
        clock: Arc::new(SystemClock),
        run_events: RunEvents::default(),
        workspace: Arc::new(installation.workspace),
        usage: OneAtATime::default(),
        hosts: Hosts::new(flags.listen.ip(), flags.public_origin.as_ref()),
        page: flags.web.clone().map(Page::new),
    }
}

fn look_at_page(web: Option<&Path>) -> Result<()> {
    match web {
        Some(web) if !web.join("index.html").is_file() => {
            bail!("there is no index.html in {}; build the page first, or leave out `--web`", web.display())
        }
        _ => Ok(()),
    }
}

/// Where browsers on this machine find the server; elsewhere `--public-origin` says it.
fn origin_of(address: SocketAddr, secure: bool) -> Origin {
    Origin::of(address, secure)
}

fn describe(error: &StoreError) -> anyhow::Error {
    let cause = std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string);
    anyhow::anyhow!("could not write to the database in the data folder: {cause}")
}

/// Comes true at Ctrl-C and at SIGTERM.
fn stop_signal() -> Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate()).context("could not watch for signals")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("could not watch for signals")?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
