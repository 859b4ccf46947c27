//! One truth, many tongues: a random book of contracts, written in every shape that people keep it in and in many
//! spellings. The program comes out with the figures of the truth, or it asks; it is never wrong and calls itself ready.
//!
//!     RETRO_TONGUES=2000 cargo test --release --test tongues -- --nocapture        so many seeds, with the table
//!     RETRO_TONGUES_ONE=7:terms:de cargo test --test tongues -- --nocapture        one, whose folder stays
//!
//! Nothing here comes from the program's own code: the truth is worked out by its definitions alone.
#![allow(clippy::disallowed_methods, reason = "the renderings are written to files")]
#![allow(clippy::disallowed_macros, reason = "the tally is printed")]

mod book;
mod clutter;
mod days;
mod dice;
mod grow;
mod render;
mod reread;
mod reread_test;
mod run;
mod shape;
mod spell;
mod stage;
mod table;
mod truth;

use run::tally::{Tally, table as tallied};
use run::{Outcome, Verdict, all};

#[test]
fn one_truth_is_read_in_many_tongues_or_asked_about() {
    let outcomes = match std::env::var("RETRO_TONGUES_ONE") {
        Ok(key) => all::run(&[all::named(&key).unwrap_or_else(|| panic!("{key} is not seed:shape:spelling"))]),
        Err(_) => all::run(&all::every(seeds())),
    };
    // Empty where nothing came out wrong.
    let _ = std::fs::remove_dir(run::folder::base());
    println!("{}", tallied(&outcomes));
    tell_reasons(&outcomes);
    let crashed = outcomes.iter().filter(|outcome| matches!(outcome.verdict, Verdict::Crashed(_))).count();
    let wrong = outcomes.iter().filter(|outcome| matches!(outcome.verdict, Verdict::Wrong(_))).count();
    assert_eq!(crashed, 0, "{}", told(&outcomes));
    assert_eq!(wrong, 0, "{}", told(&outcomes));
    let known = Tally::of(outcomes.iter().filter(|outcome| outcome.trial.tongue.known));
    assert!(known.right * 10 >= known.all() * 9, "asking is no way out: {} of {} by known names are right", known.right, known.all());
}

fn seeds() -> Option<u64> {
    std::env::var("RETRO_TONGUES").ok().and_then(|seeds| seeds.parse().ok())
}

/// Each rendering that did not come out right, in a line.
fn tell_reasons(outcomes: &[Outcome]) {
    for outcome in outcomes {
        match &outcome.verdict {
            Verdict::Right => {}
            Verdict::Asked(said) => println!("asked   {:32} {said}", outcome.trial.key()),
            Verdict::Wrong(figures) => println!("wrong   {:32} {}", outcome.trial.key(), figures.join("; ")),
            Verdict::Crashed(said) => println!("crashed {:32} {said}", outcome.trial.key()),
        }
    }
}

/// How a file begins; a workbook is looked at in its folder.
fn first_lines(path: &std::path::Path) -> Vec<String> {
    if path.extension().is_some_and(|end| end == "xlsx") {
        return vec![];
    }
    let bytes = std::fs::read(path).unwrap_or_default();
    String::from_utf8_lossy(&bytes).lines().take(60).map(str::to_owned).collect()
}

/// The smallest of the renderings that came out wrong, with its files.
fn told(outcomes: &[Outcome]) -> String {
    let bad = outcomes.iter().filter(|outcome| matches!(outcome.verdict, Verdict::Wrong(_) | Verdict::Crashed(_)));
    let Some(smallest) = bad.min_by_key(|outcome| outcome.bytes) else { return String::new() };
    let mut lines = vec![format!("{}, as of {}, in {}", smallest.trial.key(), smallest.as_of, smallest.folder.display())];
    match &smallest.verdict {
        Verdict::Wrong(figures) => lines.extend(figures.iter().cloned()),
        Verdict::Crashed(said) => lines.push(said.clone()),
        Verdict::Right | Verdict::Asked(_) => {}
    }
    lines.push(format!("right: {:?}", smallest.expected));
    for entry in std::fs::read_dir(&smallest.folder).into_iter().flatten().flatten() {
        lines.push(format!("--- {}", entry.file_name().display()));
        lines.extend(first_lines(&entry.path()));
    }
    lines.join("\n")
}
