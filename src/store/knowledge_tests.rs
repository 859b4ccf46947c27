#![expect(clippy::disallowed_methods, reason = "the tests damage files")]

use std::fs;

use proptest::prelude::*;

use super::*;
use crate::domain::action::Verdict;
use crate::domain::card::{CardId, Evidence, InsightKind};
use crate::domain::event::{Event, Record, SessionId};
use crate::domain::knowledge::{About, Kind};
use crate::domain::renewal::RenewalId;
use crate::domain::session::History;
use crate::store::fixture::{at, history, opened, scope};
use crate::store::handover::handed_on;
use crate::work;

fn home() -> (tempfile::TempDir, Home) {
    let dir = tempfile::tempdir().unwrap();
    let home = Home::below(dir.path());
    (dir, home)
}

fn save(home: &Home, history: &History) {
    let mut session = Sessions::new(home).create(history.records()[0].clone()).unwrap();
    session.journal.append(&history.records()[1..]).unwrap();
}

/// A retro with a blocker that a price rise is behind, what was decided, and an action.
fn priced(id: &str, quarter: u32) -> History {
    let mut history = history(id, scope(2026, quarter));
    let evidence = Evidence {
        key: "reason:pricing.uplift".into(),
        statement: "Uplift refused cost $1.2M".into(),
        figures: "6 renewals".into(),
        renewals: vec![RenewalId::new("R-1"), RenewalId::new("R-2")],
        arr: None,
    };
    let card = history.next_card();
    let (kind, text) = (InsightKind::Blocker, "Prices rise without notice — Preiserhöhung bei Müller".into());
    history.push(at(3), "Mara", Event::CardAdded { id: card, kind, text, critical: true, evidence: vec![evidence] });
    history.push(at(4), "Ines", Event::CardDiscussed { id: card, text: "Finance sends prices 90 days ahead".into(), decided: true });
    history
}

fn search(home: &Home, words: &str) -> Vec<Found> {
    Knowledge::new(home).search(&Query { words: words.into(), most: 100, ..Query::default() }).unwrap()
}

fn texts(found: &[Found]) -> Vec<&str> {
    found.iter().map(|found| found.entry.text.as_str()).collect()
}

/// All that the index says, whatever its numbers are.
fn content(home: &Home) -> Vec<String> {
    let db = index::open(&home.knowledge()).unwrap();
    let mut all = Vec::new();
    for said in [
        "SELECT session || kind || segment || until || sample || critical || coalesce(card, '') || said FROM entries",
        "SELECT session || '/' || name || ' ' || key FROM keys JOIN entries ON entries.id = keys.entry",
        "SELECT session || action || judge || until || label || verdict FROM verdicts",
        "SELECT session || '/' || name FROM words JOIN entries ON entries.id = words.rowid WHERE words MATCH '\"p\" *'",
        "SELECT session FROM journals",
    ] {
        let mut asked = db.prepare(said).unwrap();
        let mut rows: Vec<String> = asked.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        rows.sort();
        all.extend(rows);
    }
    all
}

#[test]
fn what_was_said_is_found_however_it_is_typed() {
    let (_dir, home) = home();
    save(&home, &priced("s-1", 2));
    for words in ["preiserhohung", "PREISERHÖHUNG MÜLLER", "muller price", "preis", "uplift refused", "pricing uplift"] {
        assert!(texts(&search(&home, words))[0].starts_with("Prices rise"), "{words}");
    }
    assert_eq!(search(&home, "enterprise blocker mara").len(), 2);
    assert_eq!(texts(&search(&home, "finance 90 days")), ["Finance sends prices 90 days ahead"]);
    assert!(search(&home, "price nobody").is_empty(), "all words have to be there");
    assert_eq!(search(&home, "").len(), 4);
}

#[test]
fn what_the_sample_brings_is_found_as_long_as_a_retro_of_the_sample_is_here() {
    let (_dir, home) = home();
    let bundled = || Knowledge::new(&home).with_bundled(priced("bundled", 1).session().clone());
    let found = || bundled().search(&Query { most: 100, ..Query::default() }).unwrap().len();
    assert_eq!(found(), 0);
    save(&home, &priced("s-1", 2));
    assert_eq!((found(), found()), (8, 8));
    assert_eq!(search(&home, "").len(), 8, "it stays where nobody brings it");
    fs::remove_dir_all(home.sessions().join("s-1")).unwrap();
    assert_eq!(found(), 0);
}

#[test]
fn a_piece_is_narrowed_by_what_it_is_about() {
    let (_dir, home) = home();
    save(&home, &priced("s-1", 2));
    save(&home, &priced("s-2", 3));
    let found = |query: Query| Knowledge::new(&home).search(&Query { most: 100, ..query }).unwrap().len();
    let all = Query::default();
    assert_eq!(found(all.clone()), 8);
    assert_eq!(found(Query { reason: Some("pricing".into()), ..all.clone() }), 4);
    assert_eq!(found(Query { reason: Some("pricing.uplift".into()), kind: Some(Kind::Decision), ..all.clone() }), 2);
    assert_eq!(found(Query { reason: Some("pricing.up".into()), ..all.clone() }), 0);
    assert_eq!(found(Query { since: "2026-07-01".parse().ok(), ..all.clone() }), 4);
    assert_eq!(found(Query { until: "2026-06-30".parse().ok(), ..all.clone() }), 4);
    assert_eq!(found(Query { segment: Some("Enter-prise".into()), but: Some("s-1".into()), ..all.clone() }), 4);
    assert_eq!(found(Query { segment: Some("growth".into()), ..all.clone() }), 0);
    assert_eq!(found(Query { sample: Some(false), ..all.clone() }), 0);
    let about = About { renewals: vec![RenewalId::new("R-2"), RenewalId::new("R-9")], ..About::of("", []) };
    assert_eq!(found(Query { about: Some(about), ..all.clone() }), 4);
    let about = About { topics: vec!["championsleaveandnobodynotices".into()], ..About::of("", []) };
    assert_eq!(found(Query { about: Some(about), ..all.clone() }), 2);
    assert_eq!(found(Query { about: Some(About::of("", [])), ..all }), 0, "nothing is about nothing");
}

#[test]
fn what_became_of_it_is_told_by_later_retros() {
    let (_dir, home) = home();
    let first = priced("s-1", 2);
    let handed = handed_on(&scope(2026, 3), true, [first.clone()], None);
    save(&home, &first);
    let action = |home: &Home| search(home, "second champion each").remove(0).became;
    assert_eq!(action(&home), ["open, due 2026-12-15"]);
    let mut opening = opened("s-2", scope(2026, 3));
    if let Event::SessionOpened { carried, .. } = &mut opening.event {
        *carried = handed.carried;
    }
    let mut later = History::fold(vec![opening]).unwrap();
    later.push(at(1), "Mara", Event::CarriedActionJudged { index: 0, verdict: Some(Verdict::Worked), why: None });
    let card =
        |text: &str| Event::CardAdded { id: CardId(1), kind: InsightKind::Blocker, text: text.into(), critical: true, evidence: vec![] };
    later.push(at(2), "Mara", card("champions leave, and NOBODY notices"));
    save(&home, &later);
    assert_eq!(action(&home), ["open, due 2026-12-15", "worked (2026-Q3)"]);
    let blocker = search(&home, "champions nobody").into_iter().find(|found| found.entry.session == "s-1").unwrap();
    let answered = "A1 Jonas Weber: Name a second champion in each account: worked (2026-Q3)";
    assert_eq!(blocker.became, ["critical", answered, "critical again in 2026-Q3"]);
    let again = search(&home, "champions nobody").into_iter().find(|found| found.entry.session == "s-2").unwrap();
    assert_eq!(again.became, ["critical", "no action answers it"]);
}

#[test]
fn an_index_that_is_broken_or_somebody_elses_is_made_anew() {
    let (_dir, home) = home();
    save(&home, &priced("s-1", 2));
    let path = home.knowledge();
    search(&home, "");
    let (good, whole) = (fs::read(&path).unwrap(), content(&home));
    let flipped = |from: usize| good.iter().enumerate().map(|(i, byte)| if i >= from && i % 7 == 0 { !byte } else { *byte }).collect();
    let damaged: [Vec<u8>; 6] =
        [b"not a database at all".to_vec(), good[..good.len() / 2].to_vec(), good[..100].to_vec(), flipped(0), flipped(100), vec![0; 4096]];
    for bytes in damaged {
        fs::write(&path, bytes).unwrap();
        assert_eq!(search(&home, "preis").len(), 2);
        assert_eq!(content(&home), whole);
    }
    for foreign in ["CREATE TABLE entries (id)", "PRAGMA application_id = 1920101218; CREATE TABLE journals (session, stamp)"] {
        fs::remove_file(&path).unwrap();
        Connection::open(&path).unwrap().execute_batch(foreign).unwrap();
        assert_eq!(search(&home, "preis").len(), 2);
        assert_eq!(content(&home), whole);
    }
}

#[test]
fn where_no_index_can_be_kept_one_is_made_for_the_moment() {
    let (_dir, home) = home();
    save(&home, &priced("s-1", 2));
    fs::create_dir_all(home.knowledge()).unwrap();
    assert_eq!(search(&home, "preis").len(), 2);
    fs::remove_dir(home.knowledge()).unwrap();
    let other = Connection::open(home.knowledge()).unwrap();
    other.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE").unwrap();
    assert_eq!(search(&home, "preis").len(), 2, "another program holds it");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_and_nobody_else_may_read() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let (dir, home) = home();
    save(&home, &priced("s-1", 2));
    let target = dir.path().join("somebody's");
    fs::write(&target, "precious").unwrap();
    symlink(&target, home.knowledge()).unwrap();
    assert_eq!(search(&home, "preis").len(), 2);
    assert_eq!(fs::read(&target).unwrap(), b"precious");
    fs::remove_file(home.knowledge()).unwrap();
    search(&home, "");
    assert_eq!(fs::metadata(home.knowledge()).unwrap().permissions().mode() & 0o077, 0);
}

/// The files as a kill, or a power cut, leaves them: the index half rewritten, and beside it what SQLite takes back.
#[test]
fn a_rebuild_that_ends_in_the_middle_leaves_what_was_there() {
    let (_dir, home) = home();
    for n in 0..40 {
        save(&home, &priced(&format!("s-{n}"), 2));
    }
    search(&home, "");
    let whole = content(&home);
    let (_left, killed) = self::home();
    {
        let mut db = index::open(&home.knowledge()).unwrap();
        db.execute_batch("PRAGMA cache_size = 1").unwrap();
        let change = db.transaction().unwrap();
        index::clear(&change).unwrap();
        for n in 0..500 {
            change.execute("INSERT INTO journals VALUES (?, ?, 0)", [format!("x-{n}"), "?".repeat(2000)]).unwrap();
        }
        fs::copy(home.knowledge(), killed.knowledge()).unwrap();
        let journal = |home: &Home| home.data.join("knowledge.sqlite-journal");
        assert!(journal(&home).metadata().unwrap().len() > 0, "what is taken back stands beside it");
        fs::copy(journal(&home), journal(&killed)).unwrap();
    }
    assert_eq!(content(&killed), whole);
    assert_eq!(content(&home), whole);
}

/// Something that happens to the sessions between two searches.
#[derive(Clone, Debug)]
enum Change {
    Begin(u32),
    Card(usize, String),
    Decide(usize, String),
    Remove(usize),
    Tear(usize, usize),
    Search,
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (1..4_u32).prop_map(Change::Begin),
        (0..6_usize, "\\PC{0,12}").prop_map(|(n, text)| Change::Card(n, text)),
        (0..6_usize, "\\PC{0,12}").prop_map(|(n, text)| Change::Decide(n, text)),
        (0..6_usize).prop_map(Change::Remove),
        (0..6_usize, 1..400_usize).prop_map(|(n, bytes)| Change::Tear(n, bytes)),
        Just(Change::Search),
    ]
}

fn append(home: &Home, id: &SessionId, event: Event) {
    let Ok(mut session) = Sessions::new(home).open(id) else { return };
    let record: Record = session.history.push(at(9), "Mara", event);
    session.journal.append(&[record]).unwrap();
}

fn happen(home: &Home, begun: &mut u32, change: Change) {
    let sessions = Sessions::new(home);
    let ids: Vec<SessionId> = sessions.stamped().unwrap().into_iter().map(|(id, _)| id).collect();
    let id = |n: usize| ids.get(n);
    match change {
        Change::Begin(quarter) => {
            *begun += 1;
            save(home, &priced(&format!("s-{begun}"), quarter));
        }
        Change::Card(n, text) => {
            let card = |id| Event::CardAdded { id, kind: InsightKind::Opportunity, text, critical: false, evidence: vec![] };
            if let Some((id, read)) = id(n).and_then(|id| Some((id, sessions.read(id).ok()?))) {
                append(home, id, card(read.history.next_card()));
            }
        }
        Change::Decide(n, text) => {
            if let Some(id) = id(n) {
                append(home, id, Event::CardDiscussed { id: CardId(1), text, decided: true });
            }
        }
        Change::Remove(n) => drop(id(n).map(|id| fs::remove_dir_all(sessions.folder(id)))),
        Change::Tear(n, bytes) => {
            let Some(path) = id(n).map(|id| sessions.folder(id).join("journal.jsonl")) else { return };
            let whole = fs::read(&path).unwrap();
            fs::write(&path, &whole[..whole.len().saturating_sub(bytes)]).unwrap();
        }
        Change::Search => drop(search(home, "p")),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn kept_up_it_holds_what_made_anew_it_holds(changes in prop::collection::vec(change(), 1..14)) {
        let (_dir, home) = home();
        let mut begun = 0;
        for change in changes {
            happen(&home, &mut begun, change);
        }
        search(&home, "");
        let kept_up = content(&home);
        Knowledge::new(&home).rebuild().unwrap();
        prop_assert_eq!(&kept_up, &content(&home));
        fs::remove_file(home.knowledge()).unwrap();
        search(&home, "");
        prop_assert_eq!(kept_up, content(&home));
    }

    #[test]
    fn nothing_that_is_typed_is_a_mistake(words in "(\\PC|[\"*^():{}+ -]|AND|OR|NOT|NEAR|said|\u{0}){0,24}") {
        let (_dir, home) = home();
        save(&home, &priced("s-1", 2));
        let found = search(&home, &words);
        let typed = crate::domain::knowledge::folded(&words);
        for found in &found {
            let there: Vec<String> = found.entry.words().join(" ").split(' ').map(ToOwned::to_owned).collect();
            prop_assert!(typed.iter().all(|word| there.iter().any(|w| w.starts_with(word.as_str()))), "{:?}", found.entry.text);
        }
    }
}

#[test]
fn a_search_reads_what_it_shows_however_much_there_is() {
    let with = |n: u32| {
        let (dir, home) = home();
        let mut big = history("s-big", scope(2026, 2));
        for n in 0..n {
            let id = CardId(n + 2);
            let text = format!("Price of account {n}");
            big.push(at(5), "Mara", Event::CardAdded { id, kind: InsightKind::Opportunity, text, critical: false, evidence: vec![] });
        }
        save(&home, &big);
        let knowledge = Knowledge::new(&home);
        assert_eq!(knowledge.rebuild().unwrap(), (n as usize + 2, 1));
        let query = Query { words: "price".into(), most: 10, ..Query::default() };
        let read = work::counted(|| assert_eq!(knowledge.search(&query).unwrap().len(), 10));
        drop(dir);
        read
    };
    assert_eq!(with(40), with(400));
}
