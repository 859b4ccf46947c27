//! What is looked at where nothing changed, and that whatever changes is.
#![expect(clippy::disallowed_methods, reason = "tests do to files what drives do")]

use std::fs;

use super::tests::{ID, Team, Way};
use super::*;
use crate::domain::event::{Event, SessionId};
use crate::store::fixture::{at, opened, scope};
use crate::work;

fn settled(team: &Team, machine: usize) {
    for _ in 0..3 {
        drop(team.pass(machine).fresh(&[]).unwrap());
    }
}

fn note(team: &Team, machine: usize, id: &str, text: &str) {
    let mut session = team.sessions(machine).open(&SessionId(id.into())).unwrap();
    let phase = session.history.session().phase;
    let record = session.history.push(at(5), "Mara", Event::NoteTaken { phase, text: text.into() });
    session.journal.append(&[record]).unwrap();
}

/// More retros, each with so many notes.
fn more(team: &Team, retros: usize, notes: usize) {
    for n in 0..retros {
        let id = format!("2026-Q2-all-{n:08}");
        let mut record = opened(&id, scope(2026, 2));
        if let Event::SessionOpened { data, .. } = &mut record.event {
            *data = Some("data".into());
        }
        drop(team.sessions(0).create(record).unwrap());
        (0..notes).for_each(|n| note(team, 0, &id, &format!("What was said in the {n}th place")));
    }
}

/// A start waits for it.
#[test]
fn where_nothing_changed_no_retro_is_read() {
    let read = |notes| {
        let team = Team::new(1);
        more(&team, 3, notes);
        settled(&team, 0);
        let quiet = work::counted(|| assert_eq!(team.pass(0).fresh(&[]).unwrap(), Synced::default()));
        let whole = work::counted(|| drop(team.pass(0).all(&[]).unwrap()));
        assert!(quiet * 4 < whole, "{quiet} steps, and {whole} for all");
        quiet
    };
    assert!(read(20) < read(1) + 100, "it does not grow with what is in them");
    work::grows_in_step(|n| {
        let team = Team::new(1);
        more(&team, 2 * n, 1);
        settled(&team, 0);
        drop(team.pass(0).fresh(&[]).unwrap());
    });
}

#[test]
fn whatever_changes_here_or_there_is_seen() {
    let team = Team::new(2);
    settled(&team, 0);
    team.travels(0, 1, Way::Whole);
    settled(&team, 1);
    assert!(team.history(1).is_some(), "a new one");

    note(&team, 0, ID, "here");
    assert_eq!(team.pass(0).fresh(&[]).unwrap().sessions[0].sent, 1, "a step here");
    team.travels(0, 1, Way::Whole);
    assert_eq!(team.pass(1).fresh(&[]).unwrap().sessions[0].came, 1, "a step there");

    settled(&team, 0);
    note(&team, 1, ID, "elsewhere");
    settled(&team, 1);
    let theirs = team.folder(0).join(format!("{ID} (Jonas's conflicted copy)"));
    fs::rename(team.folder(1).join(ID), &theirs).unwrap();
    assert_eq!(team.pass(0).fresh(&[]).unwrap().sessions[0].came, 1, "a step in another folder");

    settled(&team, 0);
    let own = format!("{}.jsonl", Machine::known(&team.home(0)).unwrap().id);
    fs::remove_file(team.folder(0).join(ID).join(&own)).unwrap();
    fs::remove_dir_all(&theirs).unwrap();
    assert!(team.pass(0).fresh(&[]).unwrap().sessions[0].sent > 0, "a file that went away is written again");
    fs::write(team.folder(0).join(ID).join("desk-1.jsonl.icloud"), "").unwrap();
    for _ in 0..2 {
        assert_eq!(team.pass(0).fresh(&[]).unwrap().problems.len(), 1, "what stands in the way is told each time");
    }
}
