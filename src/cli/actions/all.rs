//! The actions of all retros, each once, as the last retro that spoke of it judged it.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use memchr::memmem::Finder;
use serde::{Deserialize, Serialize};

use crate::domain::action::{Action, ActionStatus, CarriedAction, Verdict};
use crate::domain::effect::JudgedEffect;
use crate::domain::session::{History, Session};
use crate::error::Result;
use crate::store::sessions::{Kept, Sessions};
use crate::telling::tracker::{self, Entry};

/// What one session says of actions: this is kept beside its journal's stamp, so that no journal is read twice for it.
#[derive(Serialize, Deserialize)]
struct Said {
    /// Sessions follow one another by the end of their window, then by when they were opened.
    until: NaiveDate,
    opened: DateTime<Utc>,
    entries: Vec<Entry>,
    /// What it says became of actions that it took over.
    judged: Vec<Judged>,
}

/// What a retro says of one action that it took over.
#[derive(Serialize, Deserialize)]
struct Judged {
    reference: String,
    verdict: Option<Verdict>,
    /// It gave it another date, owner or status.
    goes_on: bool,
}

impl Said {
    fn of(history: &History) -> Self {
        let session = history.session();
        let settled = session.carried.iter().filter(|carried| carried.is_settled());
        let judged = settled.map(|carried| Judged { reference: carried.reference(), verdict: carried.verdict, goes_on: carried.goes_on });
        Self { until: session.scope.window.to, opened: session.opened_at, entries: tracker::entries(history), judged: judged.collect() }
    }
}

/// What all retros said of actions, the newest first.
///
/// # Errors
/// The folder of the sessions cannot be read.
fn said(sessions: &Sessions) -> Result<Vec<Said>> {
    said_where(sessions, |_| true)
}

/// What all retros said that speak of one of some actions, the newest first.
///
/// # Errors
/// As [`said`].
fn said_of(sessions: &Sessions, names: impl Iterator<Item = String>) -> Result<Vec<Said>> {
    // As JSON has them, so that nothing has to be read to look for them.
    let names: Vec<String> = names.filter_map(|name| serde_json::to_string(&name).ok()).collect();
    let wanted: Vec<Finder<'_>> = names.iter().map(Finder::new).collect();
    said_where(sessions, |json| wanted.iter().any(|name| name.find(json.as_bytes()).is_some()))
}

fn said_where(sessions: &Sessions, wanted: impl Fn(&str) -> bool) -> Result<Vec<Said>> {
    let said = sessions.made_where(Kept::FollowUp, wanted, |_, read| read.ok().map(|session| Said::of(&session.history)))?;
    // Of those that begin together, the last by name comes first, as everywhere.
    let mut said: Vec<Said> = said.into_iter().flatten().rev().collect();
    newest_first(&mut said);
    Ok(said)
}

fn newest_first(said: &mut [Said]) {
    said.sort_by_key(|said| std::cmp::Reverse((said.until, said.opened)));
}

/// How the actions of some retros stand by all of them, by their names.
pub(super) fn by_now(histories: &[History]) -> HashMap<String, Entry> {
    let mut said: Vec<Said> = histories.iter().map(Said::of).collect();
    newest_first(&mut said);
    let as_of = histories.iter().map(|history| history.session().scope.as_of).max().unwrap_or_default();
    as_judged(said, as_of).into_iter().map(|entry| (entry.id.clone(), entry)).collect()
}

/// What is due first comes first. What cannot be read says nothing.
///
/// # Errors
/// The folder of the sessions cannot be read.
pub(super) fn entries(sessions: &Sessions, as_of: NaiveDate) -> Result<Vec<Entry>> {
    let mut all = as_judged(said(sessions)?, as_of);
    all.sort_by(|a, b| (a.due.is_none(), a.due, &a.id).cmp(&(b.due.is_none(), b.due, &b.id)));
    Ok(all)
}

/// Each action once, as the last retro that spoke of it judged it.
fn as_judged(mut said: Vec<Said>, as_of: NaiveDate) -> Vec<Entry> {
    let mut judged: HashMap<String, Option<Verdict>> = HashMap::new();
    // What goes on does so as the last retro that moved it says, not as it was agreed, nor as a retro found it that said nothing.
    let mut moved: HashMap<String, Entry> = HashMap::new();
    for said in &mut said {
        for Judged { reference, verdict, goes_on } in said.judged.drain(..) {
            let is_it = |entry: &&Entry| entry.carried_from.is_some() && entry.id == reference;
            if let Some(entry) = said.entries.iter().find(is_it).filter(|_| goes_on && !moved.contains_key(&reference)) {
                moved.insert(reference.clone(), entry.clone());
            }
            judged.entry(reference).or_insert(verdict);
        }
    }
    let told = said.into_iter().flat_map(|said| said.entries);
    // What was taken over from a retro that is not here any more, or never was, is owed all the same.
    let (own, carried): (Vec<Entry>, Vec<Entry>) = told.partition(|entry| entry.carried_from.is_none());
    // Whether an action worked is said by retros that took it over; the newest word counts.
    let mut effects: HashMap<String, JudgedEffect> = HashMap::new();
    for (id, effect) in carried.iter().filter_map(|entry| Some((&entry.id, entry.effect.as_ref()?))) {
        effects.entry(id.clone()).or_insert_with(|| effect.clone());
    }
    let mut seen: HashSet<String> = HashSet::new();
    let once = own.into_iter().chain(carried).filter(|entry| seen.insert(entry.id.clone()));
    let seen = once.map(|entry| {
        let entry = match moved.remove(&entry.id) {
            Some(Entry { owner, due, status, progressed, .. }) => Entry { owner, due, status, progressed, ..entry },
            None => entry,
        };
        let (verdict, effect) = (judged.get(&entry.id).copied().flatten(), effects.remove(&entry.id));
        Entry { effect, ..entry.seen_on(as_of, verdict) }
    });
    seen.collect()
}

/// The names of actions that are done or dropped, as the last retro that spoke of each says: a retro that took one over earlier, or
/// beside that one, may still hold it for open.
///
/// # Errors
/// The folder of the sessions cannot be read.
pub(crate) fn closed(sessions: &Sessions, as_of: NaiveDate) -> Result<HashSet<String>> {
    let all = as_judged(said(sessions)?, as_of);
    Ok(all.into_iter().filter(|entry| entry.status.is_closed()).map(|entry| entry.id).collect())
}

/// What became elsewhere of the actions of a session, by their names, where that is another thing than it says itself.
///
/// # Errors
/// The folder of the sessions cannot be read.
pub(crate) fn since(sessions: &Sessions, session: &Session) -> Result<BTreeMap<String, ActionStatus>> {
    let own = session.actions.iter().map(|action| (format!("{}/{}", session.id, action.id), action.status));
    let carried = session.carried.iter().map(|carried| (carried.reference(), carried.now().status));
    let said: Vec<(String, ActionStatus)> = own.chain(carried).collect();
    if said.is_empty() {
        return Ok(BTreeMap::new());
    }
    let names = said.iter().map(|(name, _)| name.clone());
    let by_now = as_judged(said_of(sessions, names)?, session.scope.as_of);
    let by_now: HashMap<String, ActionStatus> = by_now.into_iter().map(|entry| (entry.id, entry.status)).collect();
    let other = |(name, status)| by_now.get(&name).copied().filter(|now| *now != status).map(|now| (name, now));
    Ok(said.into_iter().filter_map(other).collect())
}

/// Actions to be taken over, as the last retro that spoke of each says: what is done or dropped is owed no longer, unless its figure still has
/// to tell whether it worked; what goes on does so with the date and owner that it has by now.
///
/// # Errors
/// The folder of the sessions cannot be read.
pub(crate) fn as_last_judged(sessions: &Sessions, carried: Vec<CarriedAction>, as_of: NaiveDate) -> Result<Vec<CarriedAction>> {
    if carried.is_empty() {
        return Ok(carried);
    }
    let said = said_of(sessions, carried.iter().map(CarriedAction::reference))?;
    let known: HashMap<String, Entry> = as_judged(said, as_of).into_iter().map(|entry| (entry.id.clone(), entry)).collect();
    let by_now = |carried: CarriedAction| {
        let Some(entry) = known.get(&carried.reference()) else { return Some(carried) };
        let Entry { owner, due, status, progressed, effect, .. } = entry.clone();
        let carried = CarriedAction { action: Action { owner, due, status, ..carried.action }, progressed, effect, ..carried };
        let is_owed = status != ActionStatus::Dropped && (status != ActionStatus::Done || carried.awaits_effect());
        is_owed.then_some(carried)
    };
    Ok(carried.into_iter().filter_map(by_now).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::{ActionId, SuccessMetric};
    use crate::domain::effect::{Effect, Evaluation};
    use crate::domain::event::{Event, SessionId};
    use crate::store::fixture::{add_card, at, opened, scope};
    use crate::store::home::Home;
    use crate::work;

    /// Retros quarter after quarter: each takes over what the one before left, calls it done, and leaves something itself.
    fn with_retros(n: usize) -> (tempfile::TempDir, Sessions) {
        let dir = tempfile::tempdir().unwrap();
        let sessions = Sessions::new(&Home::below(dir.path()));
        for number in 0..n {
            let name = format!("s-{number:03}");
            let mut record = opened(&name, scope(2000 + (number / 4) as i32, 1 + (number % 4) as u32));
            let Event::SessionOpened { carried, .. } = &mut record.event else { panic!("{record:?}") };
            let action = Action { due: "2026-11-01".parse().ok(), ..Action::new(ActionId(1), format!("Left by {name}")) };
            if number > 0 {
                let session = format!("s-{:03}", number - 1);
                *carried = vec![CarriedAction::new(session, action.clone())];
            }
            let mut session = sessions.create(record).unwrap();
            add_card(&mut session.history, &"Champions leave ".repeat(500), true);
            session.history.push(at(1), "Mara", Event::ActionAdded { action });
            if number > 0 {
                session.history.push(at(2), "Mara", Event::CarriedActionJudged { index: 0, verdict: Some(Verdict::Done), why: None });
            }
            session.journal.append(session.history.records()).unwrap();
        }
        (dir, sessions)
    }

    fn open_on(sessions: &Sessions, day: &str) -> Vec<String> {
        let all = entries(sessions, day.parse().unwrap()).unwrap();
        all.into_iter().filter(|entry| !entry.status.is_closed()).map(|entry| entry.id).collect()
    }

    #[test]
    fn no_journal_is_read_twice_and_the_work_grows_with_the_retros() {
        let all: Vec<_> = [1, 2, 4].map(|n| (n, with_retros(n * 5))).into();
        let of = |n: usize| &all.iter().find(|(m, _)| *m == n).unwrap().1.1;
        let first = work::counted(|| assert_eq!(open_on(of(4), "2026-11-23"), ["s-019/A1"]));
        work::grows_in_step(|n| drop(open_on(of(n), "2026-11-23")));
        let again = work::counted(|| assert_eq!(open_on(of(4), "2026-11-23"), ["s-019/A1"], "what was kept says the same"));
        assert!(again * 3 < first, "{again} steps of {first}");
    }

    #[test]
    fn an_older_retro_knows_what_became_of_its_actions_since() {
        let (_dir, sessions) = with_retros(3);
        let came_to = |name: &str| {
            let session = sessions.read(&SessionId(name.into())).unwrap().history.session().clone();
            since(&sessions, &session).unwrap()
        };
        assert_eq!(came_to("s-000"), BTreeMap::from([("s-000/A1".to_owned(), ActionStatus::Done)]));
        assert_eq!(came_to("s-002"), BTreeMap::new(), "what it judged itself is no news");
    }

    #[test]
    fn what_was_kept_is_seen_on_the_day_that_is_asked_and_goes_with_the_journals() {
        let (_dir, sessions) = with_retros(2);
        let overdue = |day: &str| entries(&sessions, day.parse().unwrap()).unwrap().iter().filter(|entry| entry.overdue).count();
        assert_eq!((overdue("2026-10-01"), overdue("2026-11-23")), (0, 1));
        let mut session = sessions.open(&SessionId("s-001".into())).unwrap();
        session.history.push(at(3), "Mara", Event::CarriedActionJudged { index: 0, verdict: Some(Verdict::Stalled), why: None });
        session.journal.append(session.history.records()).unwrap();
        assert_eq!(open_on(&sessions, "2026-11-23"), ["s-000/A1", "s-001/A1"]);
    }

    #[test]
    fn what_a_later_retro_put_off_is_due_when_that_says() {
        let (_dir, sessions) = with_retros(2);
        let mut session = sessions.open(&SessionId("s-001".into())).unwrap();
        let action = Action { due: "2027-01-15".parse().ok(), ..session.history.session().carried[0].action.clone() };
        let why = Some("Ana is away".to_owned());
        session.history.push(at(3), "Mara", Event::CarriedActionChanged { index: 0, action: Box::new(action), why });
        session.journal.append(session.history.records()).unwrap();
        let all = entries(&sessions, "2026-11-23".parse().unwrap()).unwrap();
        let told: Vec<(&str, Option<String>, bool)> =
            all.iter().map(|entry| (entry.id.as_str(), entry.due.map(|due| due.to_string()), entry.overdue)).collect();
        assert_eq!(told, [("s-001/A1", Some("2026-11-01".into()), true), ("s-000/A1", Some("2027-01-15".into()), false)]);
    }

    #[test]
    fn what_another_retro_judged_since_is_not_taken_over_for_open() {
        let (_dir, sessions) = with_retros(2);
        let action = Action { due: "2026-01-15".parse().ok(), ..Action::new(ActionId(1), "Left by s-000".into()) };
        let seen_before = || vec![CarriedAction::new("s-000", action.clone()), CarriedAction::new("elsewhere", action.clone())];
        let day = "2026-11-23".parse().unwrap();
        let left = |sessions: &Sessions| {
            let all = as_last_judged(sessions, seen_before(), day).unwrap();
            all.into_iter().map(|carried| (carried.session, carried.action.status, carried.action.due)).collect::<Vec<_>>()
        };
        // The retro beside it called it done; nobody has spoken of the other one.
        assert_eq!(left(&sessions), [("elsewhere".to_owned(), ActionStatus::Open, action.due)]);
        assert_eq!(closed(&sessions, day).unwrap(), HashSet::from(["s-000/A1".to_owned()]));
        let mut session = sessions.open(&SessionId("s-001".into())).unwrap();
        session.history.push(at(3), "Mara", Event::CarriedActionJudged { index: 0, verdict: None, why: None });
        let due = "2027-01-15".parse().ok();
        let moved = Action { due, ..session.history.session().carried[0].action.clone() };
        session.history.push(at(4), "Mara", Event::CarriedActionChanged { index: 0, action: Box::new(moved), why: None });
        session.journal.append(session.history.records()).unwrap();
        assert_eq!(left(&sessions)[0], ("s-000".to_owned(), ActionStatus::Open, due), "put off is put off for every retro");
    }

    #[test]
    fn whether_an_action_worked_is_told_as_the_next_retro_said() {
        let (_dir, sessions) = with_retros(2);
        let effects = || entries(&sessions, "2026-11-23".parse().unwrap()).unwrap().into_iter().map(|entry| (entry.id, entry.effect));
        assert!(effects().all(|(_, effect)| effect.is_none()));
        let metric = SuccessMetric { name: "GRR".into(), target: "92 %".into(), ..SuccessMetric::default() }.understood();
        let proposed = Evaluation { effect: Effect::NotShown, ..Evaluation::open("s-000", ActionId(1), metric.measure.unwrap()) };
        let judged = JudgedEffect { effect: Effect::NotShown, proposed, why: None };
        let mut session = sessions.open(&SessionId("s-001".into())).unwrap();
        session.history.push(at(3), "Mara", Event::EffectJudged { index: 0, effect: Some(Box::new(judged.clone())) });
        session.journal.append(session.history.records()).unwrap();
        let told: Vec<_> = effects().filter_map(|(id, effect)| Some((id, effect?))).collect();
        assert_eq!(told, [("s-000/A1".to_owned(), judged)]);
    }
}
