//! Runs, kept, claimed, told about and given up.

use std::collections::BTreeSet;

use anyhow::Result;
use oz_domain::{
    Owner, RunId, RunSource, TeamId, Trigger, UserId,
    api::{
        AgentConfig, EndState, ExecutionLocation, Receipt, RunMetadata, RunSort, RunState, RunStatusMessage, SortOrder,
    },
    resolve::Resolution,
};
use oz_server_stub::{
    Handover, NewRun, NewSecret, RunClaim, RunConfines, RunFilter, RunPageRequest, Sees, Starter, StoreError,
};

use super::{Fixture, fixture::time, new_secret};

pub(super) fn id(at: u8) -> RunId {
    RunId::from_parts(0, [at; 10])
}

pub(super) fn new_run(fixture: &Fixture, at: u8) -> NewRun {
    NewRun {
        id: id(at),
        team: fixture.team,
        private_to: None,
        trigger: Trigger::User(fixture.admin),
        source: RunSource::Api,
        title: format!("run {at}"),
        prompt: "Grüße\n🔑".to_owned(),
        config: AgentConfig { secrets: Some(<_>::default()), ..AgentConfig::default() },
        agent: None,
        schedule: None,
        parent: None,
        conversation_id: None,
        metadata: RunMetadata::default(),
        creator: Starter(format!("user:{}", fixture.admin)),
        creator_label: "Ada@example.com".to_owned(),
        key: None,
    }
}

pub(super) fn everybody(fixture: &Fixture) -> RunConfines {
    RunConfines { team: fixture.team, sees: Sees::TeamsOnly }
}

pub(super) async fn keep(fixture: &Fixture, run: &NewRun, second: u32) -> Result<()> {
    assert!(fixture.store.insert_run(run, None, &fixture.actor(second)?).await?.is_none());
    Ok(())
}

async fn state(fixture: &Fixture, at: u8) -> Result<RunState> {
    Ok(fixture.store.find_run(everybody(fixture), id(at)).await?.item.state)
}

async fn hold(fixture: &Fixture, at: u8) -> Result<RunClaim> {
    Ok(fixture.store.begin_claim(everybody(fixture), id(at)).await?)
}

fn runner() -> Starter {
    Starter("key:runner".to_owned())
}

async fn claim(fixture: &Fixture, at: u8, lease_second: u32) -> Result<()> {
    let handover = Handover {
        config: &AgentConfig::default(),
        resolution: &Resolution::default(),
        delivered: 3,
        runner: &runner(),
        location: ExecutionLocation::Remote,
        lease_expires_at: &time(lease_second)?,
    };
    hold(fixture, at).await?.hand_over(&handover, &fixture.actor(1)?).await?;
    Ok(())
}

pub(crate) async fn a_run_reads_back_as_it_was_kept(fresh: impl AsyncFn() -> Result<Fixture>) -> Result<()> {
    let fixture = fresh().await?;
    let run = new_run(&fixture, 1);
    keep(&fixture, &run, 7).await?;

    let found = fixture.store.find_run(everybody(&fixture), run.id).await?;

    assert_eq!((found.trigger, &found.creator, found.runner), (run.trigger, &run.creator, None));
    assert_eq!((found.item.title, found.item.prompt, found.item.agent_config), (run.title, run.prompt, run.config));
    assert_eq!((found.item.state, found.item.created_at), (RunState::Queued, time(7)?));
    Ok(())
}

pub(crate) async fn a_run_outside_the_confines_is_not_there(fresh: impl AsyncFn() -> Result<Fixture>) -> Result<()> {
    let fixture = fresh().await?;
    let own = NewRun { private_to: Some(fixture.admin), ..new_run(&fixture, 1) };
    keep(&fixture, &own, 0).await?;
    let sees = |sees| RunConfines { team: fixture.team, sees };

    for others in [Sees::TeamsOnly, Sees::OwnToo(UserId::from_parts(0, [9; 10]))] {
        let (store, actor) = (&fixture.store, fixture.actor(1)?);
        assert!(matches!(store.find_run(sees(others), own.id).await, Err(StoreError::NotFound)));
        assert!(matches!(store.cancel_run(sees(others), own.id, &actor).await, Err(StoreError::NotFound)));
        assert!(store.begin_claim(sees(others), own.id).await.is_err());
    }
    for own_eyes in [Sees::OwnToo(fixture.admin), Sees::All] {
        assert!(fixture.store.find_run(sees(own_eyes), own.id).await.is_ok());
    }
    Ok(())
}

pub(crate) async fn a_claim_is_kept_whole_or_not_at_all(fresh: impl AsyncFn() -> Result<Fixture>) -> Result<()> {
    let fixture = fresh().await?;
    keep(&fixture, &new_run(&fixture, 1), 0).await?;

    drop(hold(&fixture, 1).await?);
    assert_eq!(state(&fixture, 1).await?, RunState::Queued);

    claim(&fixture, 1, 60).await?;
    let found = fixture.store.find_run(everybody(&fixture), id(1)).await?;
    assert_eq!((found.item.state, found.runner), (RunState::Claimed, Some(runner())));
    assert_eq!(found.item.secrets.map(|secrets| (secrets.injected, secrets.delivered)), Some((0, 3)));
    Ok(())
}

pub(crate) async fn a_run_that_failed_at_its_claim_says_why(fresh: impl AsyncFn() -> Result<Fixture>) -> Result<()> {
    let fixture = fresh().await?;
    keep(&fixture, &new_run(&fixture, 1), 0).await?;
    let why = RunStatusMessage { message: "something is missing".to_owned(), error_code: None, retryable: Some(false) };

    hold(&fixture, 1).await?.fail(&Resolution::default(), &why, &fixture.actor(1)?).await?;

    let found = fixture.store.find_run(everybody(&fixture), id(1)).await?.item;
    assert_eq!((found.state, found.status_message), (RunState::Failed, Some(why)));
    Ok(())
}

pub(crate) async fn only_the_values_that_are_asked_for_are_read(
    fresh: impl AsyncFn() -> Result<Fixture>,
) -> Result<()> {
    let fixture = fresh().await?;
    keep(&fixture, &new_run(&fixture, 1), 0).await?;
    let mut ids = Vec::new();
    for at in 1..=40 {
        ids.push(fixture.keep(at, &format!("SECRET_{at}")).await?.id);
    }
    let mut claim = hold(&fixture, 1).await?;

    for asked in [&ids[..0], &ids[7..9], &ids[..33], &ids[..]] {
        let read = claim.envelopes(everybody(&fixture), asked).await?;
        assert!(read.whole);
        let found: BTreeSet<_> = read.found.into_keys().collect();
        assert_eq!(found, asked.iter().copied().collect());
    }
    let elsewhere = RunConfines { team: TeamId::from_parts(0, [9; 10]), sees: Sees::All };
    assert!(claim.envelopes(elsewhere, &ids).await?.found.is_empty());
    Ok(())
}

pub(crate) async fn no_more_sealed_values_are_read_than_a_run_can_take(
    fresh: impl AsyncFn() -> Result<Fixture>,
) -> Result<()> {
    let fixture = fresh().await?;
    keep(&fixture, &new_run(&fixture, 1), 0).await?;
    let (mut ids, envelope) = (Vec::new(), "e".repeat(1_200_000));
    for at in 1..=70 {
        let summary = new_secret(at, &format!("SECRET_{at}"), Owner::Team(fixture.team))?;
        let new = NewSecret { summary: &summary, envelope: &envelope };
        fixture.store.insert_secret(new, None, &fixture.actor(0)?).await?;
        ids.push(summary.id);
    }

    let read = hold(&fixture, 1).await?.envelopes(everybody(&fixture), &ids).await?;

    let found: BTreeSet<_> = read.found.into_keys().collect();
    assert_eq!((read.whole, found), (false, ids[..32].iter().copied().collect()));
    Ok(())
}

pub(crate) async fn only_its_runner_is_heard_of(fresh: impl AsyncFn() -> Result<Fixture>) -> Result<()> {
    let fixture = fresh().await?;
    keep(&fixture, &new_run(&fixture, 1), 0).await?;
    claim(&fixture, 1, 60).await?;
    let (store, confines, lease) = (&fixture.store, everybody(&fixture), time(120)?);
    let other = Starter("key:other".to_owned());

    assert!(matches!(store.renew_lease(confines, id(1), &other, &lease).await, Err(StoreError::NotFound)));
    assert_eq!(store.renew_lease(confines, id(1), &runner(), &lease).await?, RunState::Claimed);
    let early = store.receive_receipt(confines, id(1), &runner(), &Receipt::Started, &lease, &fixture.actor(2)?).await;
    assert!(matches!(early, Err(StoreError::OutOfTurn(RunState::Claimed))));
    let end = Receipt::Ended { state: EndState::Succeeded, message: None };
    let ended = store.receive_receipt(confines, id(1), &runner(), &end, &lease, &fixture.actor(3)?).await?;
    assert_eq!(ended.run().item.state, RunState::Succeeded);
    Ok(())
}

pub(crate) async fn a_silent_run_is_given_up_once(fresh: impl AsyncFn() -> Result<Fixture>) -> Result<()> {
    let fixture = fresh().await?;
    for at in [1, 2, 3] {
        keep(&fixture, &new_run(&fixture, at), 0).await?;
    }
    claim(&fixture, 1, 60).await?;
    claim(&fixture, 2, 61).await?;

    let given_up = fixture.store.give_up_silent_runs(&fixture.actor(60)?).await?;
    let again = fixture.store.give_up_silent_runs(&fixture.actor(60)?).await?;

    assert_eq!(given_up.iter().map(|run| run.item.run_id).collect::<Vec<_>>(), [id(1)]);
    assert!(again.is_empty());
    assert_eq!((state(&fixture, 1).await?, state(&fixture, 2).await?), (RunState::Error, RunState::Claimed));
    assert_eq!(state(&fixture, 3).await?, RunState::Queued);
    Ok(())
}

pub(crate) async fn pages_of_runs_meet(fresh: impl AsyncFn() -> Result<Fixture>) -> Result<()> {
    let fixture = fresh().await?;
    for at in 1..=5 {
        // Two are of the same moment.
        keep(&fixture, &new_run(&fixture, at), u32::from(at / 2)).await?;
    }

    for sort in [RunSort::UpdatedAt, RunSort::CreatedAt, RunSort::Title, RunSort::Agent] {
        for order in [SortOrder::Asc, SortOrder::Desc] {
            let (mut seen, mut after) = (Vec::new(), None);
            loop {
                let (confines, filter) = (everybody(&fixture), RunFilter::default());
                let request = RunPageRequest { confines, filter, sort, order, limit: 2, after };
                let page = fixture.store.list_runs(&request).await?;
                seen.extend(page.runs.into_iter().map(|run| run.run_id));
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            let mut expected: Vec<_> = (1..=5).map(id).collect();
            if order == SortOrder::Desc {
                expected.reverse();
            }
            assert_eq!(seen, expected, "{sort:?} {order:?}");
        }
    }
    Ok(())
}
