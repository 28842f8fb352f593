//! What holds in every state: the answer is one answer, whole, and says what it is short of.

use std::collections::BTreeSet;

use oz_domain::resolve::{Reason, Resolution, Row, Via, resolve};
use oz_domain::{MAX_RUN_BYTES, MAX_VARIABLE_BYTES, References};
use proptest::prelude::*;

use crate::properties::cases;
use crate::states::{Look, Stored, states};

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn the_limits_are_kept(state in states()) {
        let mut total = 0;
        for row in state.resolve(Look::Claim).injected() {
            let secret = state.stored(row.id.unwrap()).unwrap();
            for variable in &row.variables {
                let bytes = secret.bytes(variable, row.renamed.as_deref());
                prop_assert!(bytes <= MAX_VARIABLE_BYTES);
                total += bytes;
            }
        }
        prop_assert!(total <= MAX_RUN_BYTES);
    }

    #[test]
    fn opening_values_only_takes_away_and_says_why(state in states()) {
        let (preview, claim) = (state.resolve(Look::Preview), state.resolve(Look::Claim));

        prop_assert_eq!(preview.rows.len(), claim.rows.len());
        for (before, after) in preview.rows.iter().zip(&claim.rows) {
            let taken = matches!(after.reason, Reason::EnvironmentTooLarge | Reason::CannotOpen);
            prop_assert!(before == after || before.is_injected() && taken);
            let same_but_for_the_decision =
                Row { decision: before.decision, reason: before.reason, ..after.clone() };
            prop_assert_eq!(before, &same_but_for_the_decision);
        }
    }

    #[test]
    fn preview_claim_and_stored_record_are_equal(mut state in states()) {
        state.secrets.iter_mut().for_each(Stored::mend);
        let (preview, claim) = (state.resolve(Look::Preview), state.resolve(Look::Claim));
        let record: Resolution = serde_json::from_str(&serde_json::to_string(&claim).unwrap()).unwrap();

        prop_assert_eq!(&preview, &claim);
        prop_assert_eq!(&claim, &record);
    }

    #[test]
    fn the_order_of_secrets_and_lists_makes_no_difference(state in states(), turn in 0usize..14) {
        let mut turned = state.clone();
        let by = turn % turned.secrets.len().max(1);
        turned.secrets.rotate_left(by);
        turned.secrets.reverse();
        for list in [&mut turned.run, &mut turned.environment, &mut turned.agent].into_iter().flatten() {
            let backwards = list.as_slice().iter().rev().cloned().map(Into::into).collect();
            *list = References::parse(backwards).unwrap();
        }
        turned.worker.reverse();

        prop_assert_eq!(turned.resolve(Look::Claim), state.resolve(Look::Claim));
    }

    #[test]
    fn everything_within_reach_and_every_reference_has_a_row(state in states()) {
        let candidates = state.candidates(Look::Preview);
        let answer = resolve(&state.context(), &candidates);

        for secret in candidates.iter().filter(|secret| state.reaches(secret.owner)) {
            prop_assert!(answer.rows.iter().any(|row| (&*row.name, row.owner) == (secret.name, Some(secret.owner))));
        }
        for reference in state.references() {
            let answers = |row: &&Row| row.name == reference.name.as_str()
                && matches!(row.via, Some(Via::Run | Via::Environment | Via::Agent | Via::HarnessAuth))
                && (reference.scope.is_none() || row.scope == reference.scope)
                && (!reference.required || row.required);
            prop_assert!(answer.rows.iter().any(|row| answers(&row)), "{:?}", reference);
        }
    }

    #[test]
    fn a_run_fails_exactly_for_the_required_that_it_does_not_get(state in states()) {
        let answer = state.resolve(Look::Claim);
        let unmet = answer.rows.iter().filter(|row| row.required && !row.is_injected());

        prop_assert!(answer.failed.iter().map(|f| (&*f.name, f.scope, f.reason)).eq(unmet.map(|r| (&*r.name, r.scope, r.reason))));
        prop_assert!(answer.rows.iter().all(|row| !row.required || state.references().iter().any(|of| of.required)));
        prop_assert!(!answer.is_failed() || answer.got_fewer_than_asked());
    }

    #[test]
    fn no_two_rows_are_about_the_same(state in states()) {
        let answer = state.resolve(Look::Preview);
        let about = |row: &Row| {
            let row = row.clone().into_owned();
            (row.name, row.scope, row.renamed, row.reason == Reason::WrongTypeForHarness)
        };
        let apart: BTreeSet<_> = answer.rows.iter().map(about).collect();

        prop_assert_eq!(apart.len(), answer.rows.len());
    }
}
