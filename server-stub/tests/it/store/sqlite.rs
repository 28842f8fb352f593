//! SQLite through the suite. A second engine needs a file like this one: a constructor, and the same list.

use anyhow::Result;
use oz_server_stub::Store;

use super::{Fixture, agents, ended_keys, environments, people, remembered, run_search, runs, secret_pages, secrets};

/// An empty store in a folder of its own.
async fn fresh() -> Result<Fixture> {
    let folder = tempfile::tempdir()?;
    let store = Store::open(folder.path()).await?;
    Fixture::new(store, Box::new(folder)).await
}

macro_rules! suite {
    ($($module:ident::$promise:ident,)*) => {
        $(
            #[tokio::test]
            async fn $promise() -> Result<()> {
                $module::$promise(fresh).await
            }
        )*
    };
}

suite! {
    people::an_installation_has_its_workspace_and_its_administrator,
    people::an_address_belongs_to_one_person_letter_case_aside,
    people::a_link_is_spent_once_and_in_time,
    people::a_session_holds_until_it_is_signed_out,
    people::ended_sessions_are_forgotten_in_the_end,
    people::a_key_is_found_by_its_hash_with_whom_it_acts_as,
    people::a_key_is_ended_once,
    secrets::a_secret_reads_back_as_it_was_kept,
    secrets::names_of_one_owner_differ_by_more_than_case,
    secrets::an_id_is_kept_once,
    secrets::a_secret_outside_the_confines_is_not_there,
    secrets::a_change_needs_the_present_version,
    secrets::a_replaced_value_counts_revision_and_version,
    secrets::a_removed_secret_frees_its_name_and_not_its_id,
    secret_pages::every_order_is_total_and_pages_meet,
    secret_pages::searches_take_their_text_literally,
    secret_pages::writers_at_once_wait_for_each_other,
    agents::an_agent_reads_back_as_it_was_kept,
    agents::another_teams_agent_is_not_there,
    agents::an_agent_is_changed_with_or_without_a_version,
    environments::an_environment_reads_back_as_it_was_kept,
    environments::another_teams_environment_is_not_there,
    environments::a_change_needs_the_present_version_and_a_free_name,
    remembered::an_answer_is_remembered_for_its_caller_and_key,
    remembered::a_key_goes_with_one_request,
    remembered::an_old_answer_is_forgotten,
    remembered::a_refused_change_leaves_no_answer,
    ended_keys::a_key_that_was_deleted_meanwhile_makes_no_run,
    run_search::a_long_text_is_searched_in_no_time,
    run_search::a_text_is_found_as_it_is_written_letter_case_aside,
    runs::a_run_reads_back_as_it_was_kept,
    runs::a_run_outside_the_confines_is_not_there,
    runs::a_claim_is_kept_whole_or_not_at_all,
    runs::a_run_that_failed_at_its_claim_says_why,
    runs::only_the_values_that_are_asked_for_are_read,
    runs::no_more_sealed_values_are_read_than_a_run_can_take,
    runs::only_its_runner_is_heard_of,
    runs::a_silent_run_is_given_up_once,
    runs::pages_of_runs_meet,
}
