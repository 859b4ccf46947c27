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
use crate::domain::rules;
use crate::domain::session::{Author, History, Session};
use crate::domain::share;
use crate::domain::wish::{CardWish, Towards, Wish};
use crate::store::fixture::{at, opened, scope};
use crate::store::home::Home;
use crate::store::sessions::Sessions;

pub(super) const ID: &str = "2026-Q3-enterprise-00000001";

pub(super) struct Team {
    pub(super) dir: tempfile::TempDir,
    pub(super) machines: usize,
    /// Steps that were taken, by their names.
    pub(super) taken: BTreeSet<String>,
}

/// What becomes of a file on its way.
#[derive(Clone, Copy, Debug)]
pub(super) enum Way {
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
    pub(super) fn new(machines: usize) -> Self {
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

    pub(super) fn home(&self, machine: usize) -> Home {
        Home::below(self.dir.path().join(format!("home{machine}")))
    }

    pub(super) fn folder(&self, machine: usize) -> PathBuf {
        self.dir.path().join(format!("folder{machine}"))
    }

    pub(super) fn sessions(&self, machine: usize) -> Sessions {
        Sessions::new(&self.home(machine))
    }

    pub(super) fn pass(&self, machine: usize) -> Pass {
        let share = Share { folder: self.folder(machine), redact: false, secret: None, machine: Some(format!("m{machine}")) };
        Pass::new(&self.home(machine), &share, None).unwrap()
    }

    pub(super) fn history(&self, machine: usize) -> Option<History> {
        self.sessions(machine).read(&SessionId(ID.into())).ok().map(|read| read.history)
    }

    fn note(&mut self, machine: usize) {
        let records = self.history(machine).unwrap().records().to_vec();
        self.taken.extend(share::ids(&records).iter().map(ToString::to_string));
    }

    fn does(&mut self, machine: usize, what: u8, which: u8, now: DateTime<Utc>) {
        let Ok(mut session) = self.sessions(machine).open(&SessionId(ID.into())) else { return };
        let wish = wish(session.history.session(), what, which);
        let people = &session.history.session().people;
        let by = people.get(usize::from(what ^ which) % 4).map(|person| Author { person: person.id, name: person.name.clone() });
        let by = by.unwrap_or_else(|| Author::from(format!("P{machine}").as_str()));
        let Ok(event) = rules::admit(&session.history, by.person, wish) else { return };
        let records = session.history.grant(now, &by, &event);
        session.journal.append(&records).unwrap();
        drop(session);
        self.note(machine);
    }

    /// A machine's own file, as it gets to another one.
    pub(super) fn travels(&self, from: usize, to: usize, way: Way) {
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
                Act::Syncs(machine) => drop(team.pass(usize::from(machine) % machines).fresh(&[]).unwrap()),
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
                let _ = team.pass(machine).fresh(&[]).unwrap();
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
