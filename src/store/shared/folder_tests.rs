//! What stands in the folder, one thing at a time: what is not whole, what is no file of a machine, customers under pseudonyms, customers
//! who are forgotten.
#![expect(clippy::disallowed_methods, reason = "tests do to files what drives do")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::tests::{ID, Team, Way};
use super::*;
use crate::domain::event::{Event, SessionId};
use crate::domain::held::{Figures, Held};
use crate::domain::share;
use crate::store::fixture::{at, opened, scope};
use crate::store::ledger::Ledger;
use crate::store::{exports, plans};

/// Somebody who has nothing yet gets a session when all of it is there, and is told until then.
#[test]
fn a_session_comes_in_when_it_is_whole_at_whatever_byte_it_was_cut() {
    let team = Team::new(2);
    drop(team.pass(0).all(&[]).unwrap());
    let length = fs::metadata(team.folder(0).join(ID).join(format!("{}.jsonl", Machine::known(&team.home(0)).unwrap().id))).unwrap().len();
    for cut in (0..=length).step_by(97).chain([length]) {
        let other = Team { dir: tempfile::tempdir().unwrap(), machines: 2, taken: BTreeSet::new() };
        fs::create_dir_all(other.folder(1).join(ID)).unwrap();
        let name = format!("{}.jsonl", Machine::known(&team.home(0)).unwrap().id);
        let bytes = fs::read(team.folder(0).join(ID).join(&name)).unwrap();
        fs::write(other.folder(1).join(ID).join(&name), &bytes[..cut as usize]).unwrap();
        drop(other.pass(1).all(&[]).unwrap());
        fs::write(other.folder(1).join(ID).join(&name), &bytes).unwrap();
        drop(other.pass(1).all(&[]).unwrap());
        assert_eq!(other.history(1).unwrap().session(), team.history(0).unwrap().session(), "{cut}");
    }
}

#[test]
fn what_cannot_be_read_is_told_and_what_stands_in_another_spelling_is_found() {
    let team = Team::new(2);
    drop(team.pass(0).all(&[]).unwrap());
    team.travels(0, 1, Way::Cut(200));
    let folder = team.folder(1).join(ID);
    fs::write(folder.join("desk-1.jsonl.icloud"), "").unwrap();
    let told = team.pass(1).all(&[]).unwrap().problems.join("\n");
    assert!(told.contains("1 line is not whole") && told.contains("has not fetched"), "{told}");
    fs::remove_dir_all(&folder).unwrap();
    team.travels(0, 1, Way::Whole);
    fs::rename(&folder, team.folder(1).join(ID.to_uppercase())).unwrap();
    drop(team.pass(1).one(&SessionId(ID.into())).unwrap());
    assert_eq!(team.history(1).unwrap().session(), team.history(0).unwrap().session());
}

#[test]
fn a_folder_that_is_not_there_is_an_error_and_is_not_made() {
    let team = Team::new(1);
    fs::remove_dir_all(team.folder(0)).unwrap();
    let error = team.pass(0).all(&[]).unwrap_err().to_string();
    assert!(error.contains("is the drive connected?") && !team.folder(0).exists(), "{error}");
}

/// A retro on data of one's own.
fn own_session(team: &Team, machine: usize, id: &str) {
    let mut record = opened(id, scope(2026, 2));
    if let Event::SessionOpened { data, .. } = &mut record.event {
        *data = Some("data".into());
    }
    drop(team.sessions(machine).create(record).unwrap());
}

/// A folder that was copied by hand, under a name that could be a session's and under one that could not.
#[test]
fn a_session_that_somebody_copied_by_hand_goes_out_to_nobody() {
    let team = Team::new(2);
    drop(team.pass(0).all(&[]).unwrap());
    let from = team.sessions(0).folder(&SessionId(ID.into()));
    let copies = [format!("{ID}-old"), format!("{ID} copy")].map(SessionId);
    for copy in &copies {
        let to = team.sessions(0).folder(copy);
        fs::create_dir_all(&to).unwrap();
        for entry in fs::read_dir(&from).unwrap().flatten() {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
    let told = team.pass(0).all(&[]).unwrap().sessions;
    let notes: Vec<&str> = told.iter().flat_map(|outcome| &outcome.notes).map(String::as_str).collect();
    assert!(notes.iter().any(|note| note.contains(&format!("a copy of {ID}, and not shared"))), "{notes:?}");
    assert!(notes.iter().any(|note| note.contains("letters, digits and hyphens")), "{notes:?}");
    let (lines, outcome) = team.pass(0).beside(&copies[0]).unwrap();
    assert!(lines.is_empty() && outcome.sent == 0 && !outcome.notes.is_empty(), "{outcome:?}");
    let there: Vec<String> =
        fs::read_dir(team.folder(0)).unwrap().flatten().map(|entry| entry.file_name().into_string().unwrap()).collect();
    assert!(there.iter().all(|name| !name.contains("old") && !name.contains("copy")), "{there:?}");

    // A folder that was only renamed is no copy: what it was called is nowhere.
    let renamed = SessionId("kickoff-2026".into());
    own_session(&team, 1, "held-here");
    fs::rename(team.sessions(1).folder(&SessionId("held-here".into())), team.sessions(1).folder(&renamed)).unwrap();
    drop(team.pass(1).all(&[]).unwrap());
    assert!(team.folder(1).join(&renamed.0).is_dir());
}

/// Facts with one customer, kept with the session.
fn with_facts(team: &Team, machine: usize) -> (String, String) {
    use crate::analysis::testing::{facts, renewal};
    use crate::store::held;
    let mut all = facts(vec![renewal("R-2026-A0102", "2026-07-10"), renewal("R-2026-B0202", "2026-08-10")]);
    let place = std::sync::Arc::make_mut(&mut all.renewals[1]);
    (place.account_id, place.account) = ("B-2020".into(), "Belmont Foods".into());
    let place = std::sync::Arc::make_mut(&mut all.renewals[0]);
    (place.account_id, place.account) = ("A-1017".into(), "Kaverin Logistics".into());
    let mut session = team.sessions(machine).open(&SessionId(ID.into())).unwrap();
    let kept = held::keep(&session.folder, &all, held::MOST_BYTES).unwrap();
    let held = Held { name: kept.name, digest: "x".into(), figures: Figures::default(), is_whole: true, data: None };
    let note =
        Event::NoteTaken { phase: session.history.session().phase, text: "Kaverin Logistics (A-1017) stays, Belmont Foods goes".into() };
    for (minute, event) in [(1, Event::DataHeld { held }), (2, note)] {
        let record = session.history.push(at(minute), "Mara", event);
        session.journal.append(&[record]).unwrap();
    }
    ("Kaverin".into(), "A-1017".into())
}

/// All that stands below a folder, unpacked.
fn all_text(folder: &Path) -> String {
    let mut told = String::new();
    for name in crate::store::files::names(folder) {
        let path = folder.join(name);
        if path.is_dir() {
            told += &all_text(&path);
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        let unpacked = crate::store::held::unpacked(&bytes).map(|facts| serde_json::to_string(&facts).unwrap());
        told += &unpacked.unwrap_or_else(|| String::from_utf8_lossy(&bytes).into_owned());
    }
    told
}

fn redacting(team: &Team, machine: usize) -> Pass {
    let secret = Some("four words we agreed on".to_owned());
    let share = Share { folder: team.folder(0), redact: true, secret, machine: Some(format!("m{machine}")) };
    Pass::new(&team.home(machine), &share, None).unwrap()
}

#[test]
fn names_are_pseudonyms_there_and_names_again_where_own_data_know_them() {
    let team = Team::new(3);
    let (name, id) = with_facts(&team, 0);
    drop(redacting(&team, 0).all(&[]).unwrap());
    let there = all_text(&team.folder(0));
    assert!(!there.contains(&name) && !there.contains(&id) && there.contains("Customer-"), "{there}");
    // Somebody whose data know nobody sees pseudonyms; somebody who has the account sees its name.
    own_session(&team, 2, "2026-Q2-own");
    let facts = crate::store::held::all(&team.sessions(0).folder(&SessionId(ID.into()))).remove(0).1.unwrap();
    crate::store::held::keep(&team.sessions(2).folder(&SessionId("2026-Q2-own".into())), &facts, crate::store::held::MOST_BYTES).unwrap();
    for (machine, sees) in [(1, false), (2, true)] {
        drop(redacting(&team, machine).all(&[]).unwrap());
        let here = all_text(&team.sessions(machine).folder(&SessionId(ID.into())));
        assert_eq!(here.contains(&name), sees, "{machine}");
        let history = team.history(machine).unwrap();
        let held = history.session().held.clone().unwrap();
        let facts = crate::store::held::read(&team.sessions(machine).folder(&SessionId(ID.into())), &held.name).unwrap();
        assert_eq!(facts.renewals[0].account.contains(&name), sees, "its facts are where its journal names them");
        let quiet = redacting(&team, machine).all(&[]).unwrap();
        assert!(quiet.sessions.iter().all(|outcome| outcome.session.0 != ID || outcome.sent + outcome.came == 0), "{quiet:?}");
    }
    let share = Share { folder: team.folder(0), redact: true, secret: Some("short".into()), machine: None };
    assert!(Pass::new(&team.home(0), &share, None).is_err());
}

#[test]
fn who_is_forgotten_on_one_machine_is_forgotten_on_all_and_in_the_folder() {
    let team = Team::new(2);
    let (name, id) = with_facts(&team, 0);
    let shared = |machine: usize| {
        let share = Share { folder: team.folder(0), redact: false, secret: None, machine: Some(format!("m{machine}")) };
        Pass::new(&team.home(machine), &share, None).unwrap()
    };
    drop(shared(0).all(&[]).unwrap());
    drop(shared(1).all(&[]).unwrap());
    let mut session = team.sessions(1).open(&SessionId(ID.into())).unwrap();
    let note = Event::NoteTaken { phase: session.history.session().phase, text: "I called Kaverin Logistics".into() };
    let record = session.history.push(at(9), "Jonas", note);
    session.journal.append(&[record]).unwrap();
    drop(session);
    drop(shared(1).all(&[]).unwrap());
    let [plan, export] = [(plans::LEDGER, "plan.json"), (exports::LEDGER, "report.md")].map(|(noted, name)| {
        let path = team.dir.path().join(name);
        fs::write(&path, "{\"what\":\"Kaverin Logistics stays\"}").unwrap();
        let mut ledger = Ledger::of(team.sessions(1).folder(&SessionId(ID.into())).join(noted));
        ledger.note(&path, b"");
        ledger.save();
        path
    });
    let found = crate::store::forgetting::look(&team.home(0), "A-1017", &[]).unwrap();
    assert!(crate::store::forgetting::carry_out(&team.home(0), &found, "Mara", at(20)).is_empty());
    // Somebody else asks for somebody else meanwhile.
    let found = crate::store::forgetting::look(&team.home(1), "Belmont Foods", &[]).unwrap();
    assert!(crate::store::forgetting::carry_out(&team.home(1), &found, "Jonas", at(21)).is_empty());
    let mut notes = String::new();
    for machine in [0, 1, 0, 1] {
        let told = shared(machine).all(&[]).unwrap();
        assert!(told.problems.is_empty(), "{told:?}");
        notes += &told.sessions.iter().flat_map(|outcome| outcome.notes.clone()).collect::<String>();
    }
    assert!(!fs::read_to_string(plan).unwrap().contains(&name), "the plan is of that session, too");
    assert!(export.exists() && notes.contains("report.md names it still"), "{notes}");
    for place in [team.folder(0), team.home(0).data, team.home(1).data] {
        let there = all_text(&place);
        assert!(!there.contains(&name) && !there.contains(&id) && !there.contains("Belmont"), "{}: {there}", place.display());
    }
    assert_eq!(team.history(0).unwrap().session(), team.history(1).unwrap().session());
    let steps = |machine: usize| share::ids(team.history(machine).unwrap().records()).into_iter().collect::<BTreeSet<_>>();
    assert_eq!(steps(0), steps(1), "nothing is doubled by it");
}

/// Who shares under names does not undo what the team agreed on, nor does who has another secret.
#[test]
fn everybody_shares_under_pseudonyms_or_nobody_does() {
    let team = Team::new(3);
    with_facts(&team, 0);
    drop(redacting(&team, 0).all(&[]).unwrap());
    let shares = |redact: bool, secret: Option<&str>| {
        let share = Share { folder: team.folder(0), redact, secret: secret.map(ToOwned::to_owned), machine: Some("m1".into()) };
        Pass::new(&team.home(1), &share, None).unwrap()
    };
    let before = all_text(&team.folder(0));
    for (pass, why) in [(shares(false, None), "set redact = true"), (shares(true, Some("other words than these")), "ask a colleague")] {
        for told in [pass.all(&[]).map(drop), pass.one(&SessionId(ID.into())).map(drop), pass.beside(&SessionId(ID.into())).map(drop)] {
            let told = told.unwrap_err().to_string();
            assert!(told.contains(why), "{told}");
        }
    }
    assert_eq!(before, all_text(&team.folder(0)), "nothing is written there");
    assert!(team.history(1).is_none(), "nor read");
    drop(redacting(&team, 2).all(&[]).unwrap());
    assert!(team.history(2).is_some());
}

/// A cloud drive may cut what lies beside the lines, too.
#[test]
fn data_that_were_cut_are_laid_there_again_by_their_machine() {
    let team = Team::new(2);
    with_facts(&team, 0);
    drop(team.pass(0).all(&[]).unwrap());
    let names = crate::store::files::names(&team.folder(0).join(ID));
    let data = team.folder(0).join(ID).join(names.iter().find(|name| name.contains(".held-")).unwrap());
    let whole = fs::read(&data).unwrap();
    fs::write(&data, &whole[..whole.len() / 2]).unwrap();
    drop(team.pass(0).all(&[]).unwrap());
    assert_eq!(fs::read(&data).unwrap(), whole);
}

/// A folder where a machine's own file should be, or a link, holds up that session alone; nothing is written through a link.
#[cfg(unix)]
#[test]
fn what_is_no_file_of_a_machine_is_told_and_holds_up_nothing_else() {
    use std::os::unix::fs::symlink;
    let team = Team::new(1);
    let id = |n: u32| format!("2026-Q{n}-all-0000000{n}");
    (1..5).for_each(|n| own_session(&team, 0, &id(n)));
    let name = || format!("{}.jsonl", Machine::known(&team.home(0)).unwrap().id);
    drop(team.pass(0).one(&SessionId(ID.into())).unwrap());
    let outside = team.dir.path().join("outside");
    fs::write(&outside, "somebody's own\n").unwrap();
    fs::create_dir_all(team.dir.path().join("elsewhere")).unwrap();
    fs::create_dir_all(team.folder(0).join(id(1)).join(name())).unwrap();
    symlink(team.dir.path().join("elsewhere"), team.folder(0).join(id(2))).unwrap();
    let lines = fs::read(team.folder(0).join(ID).join(name())).unwrap();
    fs::create_dir_all(team.folder(0).join(id(3))).unwrap();
    symlink(&outside, team.folder(0).join(id(3)).join(name())).unwrap();
    assert!(matches!(team.pass(0).all(&[]), Err(crate::error::Error::Io { .. })), "it is told");
    assert_eq!(fs::read_to_string(&outside).unwrap(), "somebody's own\n");
    assert_eq!(fs::read_dir(team.dir.path().join("elsewhere")).unwrap().count(), 0);
    assert_eq!(fs::read(team.folder(0).join(ID).join(name())).unwrap(), lines);
    assert!(team.folder(0).join(id(4)).join(name()).exists(), "what comes after them went out");
    fs::remove_dir(team.folder(0).join(id(1)).join(name())).unwrap();
    fs::remove_file(team.folder(0).join(id(2))).unwrap();
    fs::remove_file(team.folder(0).join(id(3)).join(name())).unwrap();
    drop(team.pass(0).all(&[]).unwrap());
    for n in 1..5 {
        assert!(team.folder(0).join(id(n)).join(name()).exists());
    }
}

/// What a drive cut of a machine's own file, that machine writes again with the same sync.
#[test]
fn nobody_is_told_to_wait_for_themselves() {
    let team = Team::new(1);
    drop(team.pass(0).all(&[]).unwrap());
    team.travels(0, 0, Way::Cut(200));
    let told = team.pass(0).all(&[]).unwrap();
    assert!(told.problems.is_empty() && told.sessions[0].sent > 0, "{told:?}");
}

/// Who goes on with the retro worked on last means their own, whatever colleagues do meanwhile.
#[test]
fn a_retro_of_colleagues_is_not_the_one_worked_on_last_here() {
    let team = Team::new(2);
    with_facts(&team, 0);
    own_session(&team, 1, "2026-Q2-own");
    let travels = || {
        drop(team.pass(0).all(&[]).unwrap());
        let from = team.folder(0).join(ID);
        fs::create_dir_all(team.folder(1).join(ID)).unwrap();
        for name in crate::store::files::names(&from) {
            fs::copy(from.join(&name), team.folder(1).join(ID).join(&name)).unwrap();
        }
        drop(team.pass(1).all(&[]).unwrap());
    };
    travels();
    let latest = || team.sessions(1).latest().unwrap().unwrap().id.0;
    assert_eq!((team.sessions(1).list().unwrap()[0].id.0.as_str(), latest().as_str()), (ID, "2026-Q2-own"));
    fs::remove_dir_all(team.sessions(1).folder(&SessionId("2026-Q2-own".into()))).unwrap();
    assert_eq!(latest(), ID, "there is nothing else");
}
