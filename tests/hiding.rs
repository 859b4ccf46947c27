//! Names and amounts hidden while the screen is shared: no page and nothing above one shows them.

mod reached;
mod rig;

use std::collections::BTreeSet;
use std::path::Path;

use assert_cmd::Command;
use predicates::str::contains;
use reached::{HOUSE, OVERLAYS, PAGES};
use rig::Rig;
use run_retro::domain::facts::Facts;

/// What nobody may read: names of customers and their ids, in lower case.
fn secrets(facts: &Facts) -> BTreeSet<String> {
    let of =
        facts.renewals.iter().flat_map(|renewal| [renewal.account.to_string(), renewal.account_id.to_string(), renewal.id.to_string()]);
    of.map(|secret| secret.to_lowercase()).filter(|secret| secret.chars().count() > 3).collect()
}

fn leaks(screen: &str, secrets: &BTreeSet<String>) -> Vec<String> {
    let screen = screen.to_lowercase();
    let mut found: Vec<String> = secrets.iter().filter(|secret| screen.contains(*secret)).cloned().collect();
    // An amount keeps its sign before blocks.
    let signed = |line: &&str| line.match_indices('$').any(|(at, _)| line[at + 1..].starts_with(|c: char| c.is_ascii_digit()));
    found.extend(screen.lines().filter(signed).map(ToOwned::to_owned));
    found
}

#[test]
fn no_page_and_nothing_above_one_shows_a_customer_or_an_amount() {
    for (name, keys) in PAGES.iter().chain(OVERLAYS).chain(HOUSE) {
        for size in [(80, 24), (200, 55)] {
            let mut rig = Rig::new(size).after_another();
            if *name == "Proposals" {
                rig = rig.with_proposals(&["When the champion leaves we know nobody else in the house", "Uplifts go out late"]);
            }
            if *name == "Conflicts" {
                rig = rig.with_conflicts();
            }
            let secrets = secrets(&rig.model().world.facts);
            assert!(secrets.len() > 100, "the sample has customers");
            // Before anything is opened, so that what is said on the way is covered, too.
            rig.keys("*");
            rig.keys(keys);
            let screen = rig.screen();
            assert_eq!(leaks(&screen, &secrets), Vec::<String>::new(), "{name} at {size:?}\n{screen}");
            if *name == "Overview" {
                assert!(screen.contains('%') && screen.contains("hidden"), "shares stay, and the header says it: {screen}");
            }
        }
    }
}

#[test]
fn what_is_typed_is_hidden_as_long_as_it_stands_there_and_kept_as_it_was_typed() {
    let mut rig = Rig::new((80, 24));
    let account = rig.model().world.facts.renewals[0].account.to_string();
    rig.keys("*nnna").keys(&format!("{account} left over $419k"));
    let screen = rig.screen();
    assert!(!screen.contains(&account) && !screen.contains("419"), "{screen}");
    rig.keys("<enter><esc>");
    let screen = rig.screen();
    assert!(screen.contains("Customer-") && screen.contains("hidden"), "{screen}");
    assert_eq!(rig.model().world.session().insights[0].text, format!("{account} left over $419k"), "the session holds what was said");
    rig.keys("*");
    assert!(rig.screen().contains(&account), "{}", rig.screen());
}

fn program(home: &Path) -> Command {
    let mut command = Command::cargo_bin("run-retro").unwrap();
    command.env("RUN_RETRO_HOME", home).args(["--segment", "enterprise", "--window", "2026-Q3", "--as-of", "2026-11-23"]);
    command
}

#[test]
fn a_report_that_is_printed_hides_them_and_what_cannot_is_refused() {
    let home = tempfile::tempdir().unwrap();
    let secrets = secrets(&Rig::new((80, 24)).model().world.facts);
    let printed = program(home.path()).arg("--redact").assert().success();
    let report = String::from_utf8_lossy(&printed.get_output().stdout).into_owned();
    assert_eq!(leaks(&report, &secrets), Vec::<String>::new());
    assert!(report.contains("Customer-") && report.contains("81.8 %"), "shares stay: {report}");
    program(home.path()).args(["--redact", "--format", "json"]).assert().code(2).stderr(contains("in md and text only, not in json"));
    program(home.path()).args(["sessions", "--redact"]).assert().code(2).stderr(contains("nowhere else"));
}
