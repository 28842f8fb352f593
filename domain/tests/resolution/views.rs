//! The two views are one answer, turned.

use std::collections::{BTreeMap, BTreeSet};

use oz_domain::resolve::{
    AgentSecrets, Catalog, DefaultInjection, EnvironmentSecrets, Grid, Reason, Row, RunAnswer, RunContext, RunKey,
    by_secret,
};
use oz_domain::{AgentId, EnvironmentId, MAX_VARIABLE_BYTES, Scope};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};

use crate::states::{Look, State, Stored, states, triggers};

/// Every run of the state's lists: with and without its environment and its agent, by each trigger.
fn with_runs<R>(state: &State, each: impl FnOnce(&[(RunKey, RunContext)]) -> R) -> R {
    let environment = EnvironmentSecrets { id: EnvironmentId::from_parts(4, [4; 10]), secrets: &state.environment };
    let agent = AgentSecrets {
        id: AgentId::from_parts(5, [5; 10]),
        secrets: &state.agent,
        harness: None,
        harness_auth: &state.auth,
    };
    let grid =
        Grid { base: state.context(), environments: &[environment], agents: &[agent], triggers: &triggers()[..3] };
    each(&grid.runs().collect::<Vec<_>>())
}

fn answers<'a>(catalog: &Catalog<'a>, runs: &[(RunKey, RunContext<'a>)]) -> Vec<RunAnswer<'static>> {
    runs.iter()
        .map(|(run, context)| RunAnswer { run: *run, resolution: catalog.resolve(context).into_owned() })
        .collect()
}

/// What the cells of a view are found by: no view has two of one.
type Cell<'a> = (RunKey, &'a str, Option<Scope>, Option<&'a str>, u8);

fn cell<'a>(run: RunKey, row: &'a Row) -> Cell<'a> {
    (run, &row.name, row.scope, row.renamed.as_deref(), row.reason as u8)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(10_000) })]

    #[test]
    fn the_view_by_secret_is_the_view_by_run_turned(state in states()) {
        let candidates = state.candidates(Look::Claim);
        let runs = with_runs(&state, |runs| answers(&Catalog::of(&candidates), runs));
        let secrets = by_secret(&runs);

        let by_run: BTreeMap<Cell, &Row> =
            runs.iter().flat_map(|of| of.resolution.rows.iter().map(|row| (cell(of.run, row), row))).collect();
        let turned: BTreeMap<Cell, &Row> =
            secrets.iter().flat_map(|of| of.uses.iter().map(|of| (cell(of.run, &of.row), &of.row))).collect();
        prop_assert_eq!(&by_run, &turned);
        prop_assert_eq!(by_run.len(), runs.iter().map(|of| of.resolution.rows.len()).sum::<usize>());
        prop_assert_eq!(turned.len(), secrets.iter().map(|of| of.uses.len()).sum::<usize>());
        for secret in &secrets {
            let its_own = secret.uses.iter().all(|of| (of.row.name.as_ref(), of.row.owner, of.row.scope) == (secret.name.as_str(), secret.owner, secret.scope));
            prop_assert!(its_own);
        }
    }

    #[test]
    fn who_gets_a_secret_is_what_each_run_says_of_it(state in states()) {
        let candidates = state.candidates(Look::Claim);
        let catalog = Catalog::of(&candidates);
        with_runs(&state, |runs| {
            let answers = answers(&catalog, runs);
            for secret in &state.secrets {
                let asked = catalog.who_gets(secret.id, runs.iter().copied());
                let said = answers.iter().flat_map(|of| of.resolution.rows.iter().map(|row| (of.run, row)));
                let said: Vec<_> = said.filter(|(_, row)| row.id == Some(secret.id)).collect();
                prop_assert_eq!(asked.iter().map(|of| (of.run, &of.row)).collect::<Vec<_>>(), said);
            }
            Ok(())
        })?;
    }
}

#[test]
fn the_grid_has_every_run_once_and_none_twice() {
    let keys: Vec<_> = with_runs(&any_state(), |runs| runs.iter().map(|(key, _)| *key).collect());

    assert_eq!(keys.len(), 2 * 2 * 3);
    assert!(keys.is_sorted_by(|one, other| one.environment <= other.environment));
    assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len());
}

#[test]
fn who_gets_a_secret_knows_what_else_a_run_inherits() {
    let mut state = plain();
    let bytes = MAX_VARIABLE_BYTES - "LONG_1=".len();
    let names = ["LONG_1", "LONG_2", "LONG_3", "LONG_4", "LONG_5", "LONG_6", "LONG_7", "LONG_8", "LONG_9"];
    state.secrets = (1..).zip(names).map(|(n, name)| Stored::of_the_team(n, name, bytes)).collect();
    let candidates = state.candidates(Look::Claim);
    let key = RunKey::of(None, None, state.trigger);

    let said = Catalog::of(&candidates).who_gets(state.secrets[8].id, [(key, state.context())]);

    assert_eq!(said.iter().map(|of| of.row.reason).collect::<Vec<_>>(), [Reason::EnvironmentTooLarge]);
}

/// Nothing declared, nothing special.
fn plain() -> State {
    State {
        secrets: Vec::new(),
        run: None,
        environment: None,
        agent: None,
        default: DefaultInjection::InheritAll,
        worker: Vec::new(),
        ..any_state()
    }
}

fn any_state() -> State {
    states().new_tree(&mut TestRunner::deterministic()).unwrap().current()
}
