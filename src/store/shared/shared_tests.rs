//! Machines with a folder each, and between these whatever drives and git do to files.
#![expect(clippy::disallowed_methods, reason = "tests do to files what drives do")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::*;
use crate::domain::action::{Action, ActionId};
use crate::domain::card::InsightKind;
use crate::domain::event::{Event, SessionId};
use crate::domain::held::{Figures, Held};
use crate::domain::person::PersonId;
use crate::domain::rules;
use crate::domain::session::{Author, History, Session};
use crate::domain::share;
use crate::domain::wish::{CardWish, Towards, Wish};
use crate::store::fixture::{at, opened, scope};
use crate::store::home::Home;
use crate::store::sessions::Sessions;

const ID: &str = "2026-Q3-enterprise-00000001";

struct Team {
    dir: tempfile::TempDir,
    machines: usize,
    /// Steps that were taken, by their names.
    taken: BTreeSet<String>,
}

/// What becomes of a file on its way.
#[derive(Clone, Copy, Debug)]
enum Way {
    Whole,
    Cut(u8),
    Shuffled(u8),
    Twice,
    Copied,
    Merged,
    Emptied,
}

#[derive(Clone, Copy, Debug)]
enum Act {
    Does(u8, u8, u8),
    Syncs(u8),
    Travels(u8, u8, Way),
    /// A drive brings an older state of a machine's own file back, or damages it.
    Damages(u8, Way),
}

impl Team {
    fn new(machines: usize) -> Self {
        let mut team = Self { dir: tempfile::tempdir().unwrap(), machines, taken: BTreeSet::new() };
        for machine in 0..machines {
            fs::create_dir_all(team.folder(machine)).unwrap();
        }
        let mut record = opened(ID, scope(2026, 3));
        if let Event::SessionOpened { data, .. } = &mut record.event {
            *data = Some("data".into());
        }
        let mut session = team.sessions(0).create(record).unwrap();
        let held = Held { name: "x".into(), digest: "x".into(), figures: Figures::default(), is_whole: false, data: None };
        let mut record = session.history.push(at(0), "Mara", Event::DataHeld { held });
        session.journal.append(&[record]).unwrap();
        record = session.history.push(at(0), "Mara", card("first"));
        session.journal.append(&[record]).unwrap();
        let action = Action::new(ActionId(1), "Act".into());
        let record = session.history.push(at(0), "Mara", Event::ActionAdded { action });
        session.journal.append(&[record]).unwrap();
        team.note(0);
        team
    }

    fn home(&self, machine: usize) -> Home {
        Home::below(self.dir.path().join(format!("home{machine}")))
    }

    fn folder(&self, machine: usize) -> PathBuf {
        self.dir.path().join(format!("folder{machine}"))
    }

    fn sessions(&self, machine: usize) -> Sessions {
        Sessions::new(&self.home(machine))
    }

    fn pass(&self, machine: usize) -> Pass {
        let share = Share { folder: self.folder(machine), redact: false, secret: None, machine: Some(format!("m{machine}")) };
        Pass::new(&self.home(machine), &share, None).unwrap()
    }

    fn history(&self, machine: usize) -> Option<History> {
        self.sessions(machine).read(&SessionId(ID.into())).ok().map(|read| read.history)
    }

    fn note(&mut self, machine: usize) {
        let records = self.history(machine).unwrap().records().to_vec();
        self.taken.extend(share::ids(&records).iter().map(ToString::to_string));
    }

    fn does(&mut self, machine: usize, what: u8, which: u8, now: DateTime<Utc>) {
        let Ok(mut session) = self.sessions(machine).open(&SessionId(ID.into())) else { return };
        let wish = wish(session.history.session(), what, which);
        let Ok(event) = rules::admit(&session.history, PersonId::ROOM, wish) else { return };
        let records = session.history.grant(now, &Author::from(format!("P{machine}").as_str()), &event);
        session.journal.append(&records).unwrap();
        drop(session);
        self.note(machine);
    }

    /// A machine's own file, as it gets to another one.
    fn travels(&self, from: usize, to: usize, way: Way) {
        let Some(name) = Machine::known(&self.home(from)).map(|machine| format!("{}.jsonl", machine.id)) else { return };
        let Ok(bytes) = fs::read(self.folder(from).join(ID).join(&name)) else { return };
        let folder = self.folder(to).join(ID);
        fs::create_dir_all(&folder).unwrap();
        spoil(&folder, &name, &bytes, way);
    }
}

/// Writes a file as a drive or git leaves it.
fn spoil(folder: &Path, name: &str, bytes: &[u8], way: Way) {
    let mut lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    let told = match way {
        Way::Whole => bytes.to_vec(),
        Way::Cut(part) => bytes[..bytes.len() * usize::from(part) / 255].to_vec(),
        Way::Shuffled(by) => {
            let middle = usize::from(by) % lines.len().max(1);
            lines.rotate_left(middle);
            lines.reverse();
            lines.concat()
        }
        Way::Twice => [bytes, bytes].concat(),
        Way::Copied => {
            fs::write(folder.join(format!("{} (Mara's conflicted copy).JSONL", name.trim_end_matches(".jsonl"))), bytes).unwrap();
            return;
        }
        Way::Merged => {
            let (one, other) = lines.split_at(lines.len() / 2);
            [b"<<<<<<< HEAD\r\n", &one.concat()[..], b"=======\n", &other.concat(), &one.concat(), b">>>>>>> theirs\n"].concat()
        }
        Way::Emptied => Vec::new(),
    };
    fs::write(folder.join(name), told).unwrap();
}

fn card(text: &str) -> Event {
    Event::CardAdded {
        id: crate::domain::card::CardId(1),
        kind: InsightKind::Blocker,
        text: text.into(),
        critical: false,
        evidence: vec![],
    }
}

fn wish(session: &Session, what: u8, which: u8) -> Wish {
    let text = format!("{what} {which}");
    let some = |n: usize| usize::from(which) % n.max(1);
    let id = session.insights.get(some(session.insights.len())).map(|card| card.id);
    let action = session.actions.get(some(session.actions.len()));
    let changed = |change: &dyn Fn(&mut Action)| {
        action.map(|seen| {
            let mut wanted = seen.clone();
            change(&mut wanted);
            Wish::ChangeAction { seen: Box::new(seen.clone()), wanted: Box::new(wanted), why: None }
        })
    };
    let on_card = |wish: CardWish| id.map(|id| Wish::OnCard(id, wish));
    let wanted = match what % 16 {
        0 | 1 => Some(Wish::AddCard { kind: InsightKind::Opportunity, text: text.clone(), critical: false, evidence: vec![] }),
        2 => on_card(CardWish::Edit(text.clone())),
        3 => on_card(CardWish::Remove),
        4 => on_card(CardWish::Move(Towards::Left)),
        5 => on_card(CardWish::Vote),
        6 => on_card(CardWish::MarkCritical(true)),
        7 => Some(Wish::AddAction(Box::new(Action::new(ActionId(0), text.clone())))),
        8 => changed(&|action| action.owner.clone_from(&text)),
        9 => changed(&|action| action.role.clone_from(&text)),
        10 => action.map(|action| Wish::RemoveAction(action.id)),
        11 => Some(Wish::Undo),
        12 => Some(Wish::Redo),
        13 => Some(Wish::Join { name: format!("N{}", which % 4) }),
        14 => Some(if session.closed { Wish::Reopen { why: text.clone() } } else { Wish::Close }),
        _ => session
            .insights
            .get(some(session.insights.len()) + 1)
            .zip(id)
            .map(|(other, id)| Wish::OnCard(id, CardWish::GroupWith { other: other.id, name: text.clone() })),
    };
    wanted.unwrap_or(Wish::TakeNote { phase: session.phase, text })
}

fn way() -> impl Strategy<Value = Way> {
    prop_oneof![
        3 => Just(Way::Whole),
        3 => any::<u8>().prop_map(Way::Cut),
        1 => any::<u8>().prop_map(Way::Shuffled),
        1 => Just(Way::Twice),
        1 => Just(Way::Copied),
        1 => Just(Way::Merged),
        1 => Just(Way::Emptied),
    ]
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        5 => (0..3u8, any::<u8>(), any::<u8>()).prop_map(|(machine, what, which)| Act::Does(machine, what, which)),
        3 => (0..3u8).prop_map(Act::Syncs),
        4 => (0..3u8, 0..3u8, way()).prop_map(|(from, to, way)| Act::Travels(from, to, way)),
        1 => (0..3u8, way()).prop_map(|(machine, way)| Act::Damages(machine, way)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 5, ..ProptestConfig::default() })]

    /// Whatever is done where, and whatever happens to files on their way: in the end it is the same session everywhere, with all that
    /// anybody did, once.
    #[test]
    fn everybody_has_the_same_session_in_the_end(machines in 2..4usize, acts in prop::collection::vec(act(), 1..40)) {
        let mut team = Team::new(machines);
        for (n, act) in acts.into_iter().enumerate() {
            match act {
                Act::Does(machine, what, which) => {
                    let machine = usize::from(machine) % machines;
                    // Clocks of machines do not agree.
                    let now = at(1) + TimeDelta::seconds(n as i64 + 40 * machine as i64) + TimeDelta::nanoseconds(machine as i64);
                    team.does(machine, what, which, now);
                }
                Act::Syncs(machine) => drop(team.pass(usize::from(machine) % machines).all(&[]).unwrap()),
                Act::Travels(from, to, way) => {
                    let (from, to) = (usize::from(from) % machines, usize::from(to) % machines);
                    if from != to {
                        team.travels(from, to, way);
                    }
                }
                Act::Damages(machine, way) => team.travels(usize::from(machine) % machines, usize::from(machine) % machines, way),
            }
        }
        // Everything arrives in the end.
        for _ in 0..3 {
            for machine in 0..team.machines {
                let _ = team.pass(machine).all(&[]).unwrap();
                (0..team.machines).filter(|to| *to != machine).for_each(|to| team.travels(machine, to, Way::Whole));
            }
        }
        let first = team.history(0).unwrap();
        for machine in 0..team.machines {
            let history = team.history(machine).unwrap();
            let ids = share::ids(history.records());
            let names: BTreeSet<String> = ids.iter().map(ToString::to_string).collect();
            prop_assert_eq!(names.len(), ids.len(), "nothing is doubled");
            prop_assert_eq!(&names, &team.taken, "nothing is lost, and nothing comes from nowhere");
            prop_assert_eq!(history.session(), first.session());
            let conflicts = |history: &History| history.conflicts().into_iter().map(|conflict| conflict.lines).collect::<BTreeSet<_>>();
            prop_assert_eq!(conflicts(&history), conflicts(&first));
            let quiet = team.pass(machine).all(&[]).unwrap();
            prop_assert!(quiet.sessions.iter().all(|outcome| outcome.sent + outcome.came + outcome.waiting == 0), "{:?}", quiet);
        }
    }
}

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
    let own = Team { dir: tempfile::tempdir().unwrap(), machines: 1, taken: BTreeSet::new() };
    let mut record = opened("2026-Q2-own", scope(2026, 2));
    if let Event::SessionOpened { data, .. } = &mut record.event {
        *data = Some("data".into());
    }
    drop(team.sessions(2).create(record).unwrap());
    let facts = crate::store::held::all(&team.sessions(0).folder(&SessionId(ID.into()))).remove(0).1.unwrap();
    crate::store::held::keep(&team.sessions(2).folder(&SessionId("2026-Q2-own".into())), &facts, crate::store::held::MOST_BYTES).unwrap();
    drop(own);
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
    let found = crate::store::forgetting::look(&team.home(0), "A-1017", &[]).unwrap();
    assert!(crate::store::forgetting::carry_out(&team.home(0), &found, "Mara", at(20)).is_empty());
    // Somebody else asks for somebody else meanwhile.
    let found = crate::store::forgetting::look(&team.home(1), "Belmont Foods", &[]).unwrap();
    assert!(crate::store::forgetting::carry_out(&team.home(1), &found, "Jonas", at(21)).is_empty());
    for machine in [0, 1, 0, 1] {
        let told = shared(machine).all(&[]).unwrap();
        assert!(told.problems.is_empty(), "{told:?}");
    }
    for place in [team.folder(0), team.home(0).data, team.home(1).data] {
        let there = all_text(&place);
        assert!(!there.contains(&name) && !there.contains(&id) && !there.contains("Belmont"), "{}: {there}", place.display());
    }
    assert_eq!(team.history(0).unwrap().session(), team.history(1).unwrap().session());
    let steps = |machine: usize| share::ids(team.history(machine).unwrap().records()).into_iter().collect::<BTreeSet<_>>();
    assert_eq!(steps(0), steps(1), "nothing is doubled by it");
}
