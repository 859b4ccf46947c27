#![expect(clippy::disallowed_methods, reason = "tests make files, and look at all of them")]

use std::io::Write;

use super::*;
use crate::analysis::testing::{Build, facts, renewal};
use crate::domain::Name;
use crate::domain::event::Event;
use crate::domain::facts::Facts;
use crate::domain::held::{Figures, Held};
use crate::store::fixture::{at, opened, scope};
use crate::store::sessions::{JOURNAL, OpenSession};
use crate::store::{drafts, exports, home::Home};

const NAME: &str = "Zephyr & Sons";

struct Place {
    dir: tempfile::TempDir,
    home: Home,
}

fn place() -> Place {
    let dir = tempfile::tempdir().unwrap();
    let home = Home::below(dir.path().join("home"));
    Place { dir, home }
}

fn data() -> Facts {
    let mut all = facts(vec![
        renewal("R-1001", "2026-07-10").churned(80).note("2026-06-01", "unhappy"),
        renewal("R-1002", "2026-08-02").renewed(100, 110).note("2026-06-01", "as cheap as zephyr and sons? no: ZEPHYR & SONS"),
    ]);
    let lost = std::sync::Arc::make_mut(&mut all.renewals[0]);
    (lost.account_id, lost.account) = (Name::from("A-4711"), Name::from(NAME));
    all
}

impl Place {
    fn session(&self, id: &str) -> OpenSession {
        let mut session = Sessions::new(&self.home).create(opened(id, scope(2026, 3))).unwrap();
        let kept = held::keep(&session.folder, &data(), held::MOST_BYTES).unwrap();
        let held = Held { name: kept.name, digest: "d".into(), figures: Figures::default(), is_whole: true, data: None };
        let card = |text: &str| Event::NoteTaken { phase: crate::domain::phase::Phase::ALL[1], text: text.into() };
        for event in [Event::DataHeld { held }, card("zephyr & sons left"), card("nothing of the kind")] {
            let record = session.history.push(at(3), "Mara", event);
            session.journal.append(&[record]).unwrap();
        }
        session
    }

    fn holding(&self) -> Vec<PathBuf> {
        let who = Forgetting::of("A-4711", &[NAME.to_owned()], &[data()], "x");
        holding::below(self.dir.path()).into_iter().filter(|file| holding::file(&who, file)).collect()
    }
}

#[test]
fn a_forgotten_name_is_found_nowhere_and_the_session_goes_on() {
    let place = place();
    let session = place.session("2026-Q3-one");
    let folder = session.folder.clone();
    drafts::write(&folder, Some(format!("{{\"note\":\"{NAME} said\"}}").as_bytes())).unwrap();
    fs::write(folder.join("journal.jsonl.torn-1"), format!("{{\"text\":\"{NAME}\"")).unwrap();
    let packed = |name: &str| {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        zip.start_file("sheet.xml", zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(name.replace('&', "&amp;").as_bytes()).unwrap();
        zip.finish().unwrap().into_inner()
    };
    let out = place.dir.path().join("out");
    let files = vec![("actions.xlsx".to_owned(), packed(NAME)), ("other.xlsx".to_owned(), packed("Nobody"))];
    exports::write_all(&folder, &out, files).unwrap();
    let pulled = place.home.pulls().join("all/q-1");
    fs::create_dir_all(&pulled).unwrap();
    fs::write(pulled.join("notes.csv"), "account_id,text\nA-4711,wants \"more\"\nA-1,Zephyr & Sons pays less\n").unwrap();
    Knowledge::new(&place.home).rebuild().unwrap();
    drop(session);

    let found = look(&place.home, "zephyr & sons", &[]).unwrap();
    assert_eq!(found.exports, [out.canonicalize().unwrap().join("actions.xlsx")]);
    assert_eq!(found.sessions.len(), 1);
    assert_eq!(found.sessions[0].steps.len(), 1, "{:?}", found.sessions[0].steps);
    assert_eq!(carry_out(&place.home, &found, "Mara", at(60)), Vec::<String>::new());
    assert_eq!(place.holding(), [out.join("actions.xlsx")], "only what was exported stays, until it is deleted");

    let session = Sessions::new(&place.home).open(&SessionId("2026-Q3-one".into())).unwrap();
    assert_eq!(session.notice, None);
    let held = session.history.session().held.clone().unwrap();
    let facts = held::read(&session.folder, &held.name).unwrap();
    assert_eq!(facts.renewals.len(), 2);
    assert_eq!((facts.renewals[0].before, facts.renewals[0].notes.len()), (data().renewals[0].before, 0), "its ARR stays, its notes go");
    assert!(matches!(session.history.records().last().unwrap().event, Event::CustomersForgotten { .. }));
    assert_eq!(
        fs::read_dir(&session.folder).unwrap().filter(|e| held::is_one(&e.as_ref().unwrap().file_name().to_string_lossy())).count(),
        1
    );
    assert!(look(&place.home, NAME, &[]).unwrap().sessions.is_empty(), "there is nothing left to forget");
}

#[test]
fn a_session_that_is_open_elsewhere_says_so_and_stays_whole() {
    let place = place();
    let open = place.session("2026-Q3-open");
    let before = fs::read(open.folder.join(JOURNAL)).unwrap();
    let found = look(&place.home, NAME, &[]).unwrap();
    let unreached = carry_out(&place.home, &found, "Mara", at(60));
    assert!(unreached.iter().any(|why| why.contains("2026-Q3-open") && why.contains("close it there")), "{unreached:?}");
    assert_eq!(fs::read(open.folder.join(JOURNAL)).unwrap(), before);
}

#[test]
fn what_was_damaged_is_kept_without_the_name() {
    let place = place();
    let session = place.session("2026-Q3-damaged");
    let journal = session.folder.join(JOURNAL);
    drop(session);
    let mut text = fs::read_to_string(&journal).unwrap();
    text = text.replacen("\"text\":\"zephyr", "\"text\": \"Zephyr", 1);
    fs::write(&journal, &text).unwrap();
    let found = look(&place.home, NAME, &[]).unwrap();
    assert_eq!(carry_out(&place.home, &found, "Mara", at(60)), Vec::<String>::new());
    let after = fs::read_to_string(&journal).unwrap();
    assert_eq!(after.lines().count(), text.lines().count());
    assert!(after.contains("nothing of the kind") && !after.to_lowercase().contains("zephyr"), "{after}");
}

#[test]
fn old_sessions_go_as_a_whole() {
    let place = place();
    drop(place.session("2026-Q3-old"));
    assert_eq!(untouched_since(&place.home, at(0)).unwrap(), []);
    let old: Vec<SessionId> = untouched_since(&place.home, at(10)).unwrap().into_iter().map(|(id, _)| id).collect();
    assert_eq!(old, [SessionId("2026-Q3-old".into())]);
    assert_eq!(delete_sessions(&place.home, &old), Vec::<String>::new());
    assert_eq!(place.holding(), Vec::<PathBuf>::new());
}
