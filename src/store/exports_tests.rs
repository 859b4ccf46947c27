#![expect(clippy::disallowed_methods, reason = "tests look at what was written, and change it")]

use std::fs;
use std::io;

use super::*;
use crate::store::disk::Op;
use crate::store::disk::faults;

struct Place {
    _dir: tempfile::TempDir,
    session: PathBuf,
    folder: PathBuf,
}

fn place() -> Place {
    let dir = tempfile::tempdir().unwrap();
    let (session, folder) = (dir.path().join("session"), dir.path().join("out"));
    fs::create_dir(&session).unwrap();
    Place { _dir: dir, session, folder }
}

impl Place {
    fn export(&self, text: &str) -> Written {
        let file = |name: &str| (name.to_owned(), text.as_bytes().to_vec());
        write_all(&self.session, &self.folder, vec![file("report.md"), file("actions.csv")]).unwrap()
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.join(name)).unwrap()
    }
}

#[test]
fn where_one_file_cannot_be_written_none_is() {
    let place = place();
    place.export("one");
    let file = |name: &str| (name.to_owned(), b"two".to_vec());
    let files = vec![file("report.md"), file("actions.csv"), file("no/such/\0name")];
    assert!(write_all(&place.session, &place.folder, files).is_err());
    assert_eq!((place.read("report.md"), place.read("actions.csv")), ("one".into(), "one".into()));
    let names = fs::read_dir(&place.folder).unwrap().count();
    assert_eq!(names, 2, "nothing half written is left");
}

/// One file may not be replaced: a flag of the file system, or another program that has it open.
#[test]
fn where_one_file_cannot_be_replaced_the_others_are_as_they_were() {
    let place = place();
    let export = |text: &str, name: &'static str| {
        let file = |name: &str| (name.to_owned(), text.as_bytes().to_vec());
        let _faults = faults::install(&place.folder, move |op, path| {
            let is_refused = op == Op::Name && path.ends_with(name);
            if is_refused { Err(io::ErrorKind::PermissionDenied.into()) } else { Ok(usize::MAX) }
        });
        write_all(&place.session, &place.folder, vec![file("report.md"), file("actions.csv"), file("plan.md")])
    };
    let names = || {
        let mut names: Vec<_> = fs::read_dir(&place.folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    for refused in ["report.md", "actions.csv", "plan.md"] {
        let told = export("one", refused).unwrap_err().to_string();
        assert!(told.contains(refused) && told.contains("nothing was changed"), "{told}");
        assert_eq!(names().len(), 0, "{:?}", names());
    }
    export("one", "none").unwrap();
    for refused in ["report.md", "actions.csv", "plan.md"] {
        export("two", refused).unwrap_err();
        assert_eq!(["report.md", "actions.csv", "plan.md"].map(|name| place.read(name)), ["one", "one", "one"].map(String::from));
        assert_eq!(names().len(), 3, "{:?}", names());
    }
    let written = export("two", "none").unwrap();
    assert_eq!((written.kept.len(), place.read("plan.md")), (0, "two".into()), "what stands there is still known as written here");
}

#[test]
fn what_nobody_changed_is_replaced() {
    let place = place();
    place.export("one");
    let again = place.export("two");
    assert_eq!((again.files, again.kept), (vec!["report.md".to_owned(), "actions.csv".into()], vec![]));
    assert_eq!(place.read("actions.csv"), "two");
}

#[test]
fn what_somebody_changed_stays_and_the_new_one_goes_beside_it() {
    let place = place();
    place.export("one");
    fs::write(place.folder.join("actions.csv"), "mine").unwrap();
    for text in ["two", "three"] {
        let written = place.export(text);
        assert_eq!(written.kept, [("actions.csv".to_owned(), "actions-2.csv".to_owned())]);
        assert_eq!(
            (place.read("actions.csv"), place.read("actions-2.csv"), place.read("report.md")),
            ("mine".into(), text.into(), text.into())
        );
    }
    fs::write(place.folder.join("actions-2.csv"), "mine too").unwrap();
    assert_eq!(place.export("four").files, ["report.md", "actions-3.csv"]);
    assert_eq!((place.read("actions-2.csv"), place.read("actions-3.csv")), ("mine too".into(), "four".into()));
}

#[test]
fn a_file_that_this_session_never_wrote_is_somebodys_own() {
    let place = place();
    fs::create_dir_all(&place.folder).unwrap();
    fs::write(place.folder.join("report.md"), "a report of another kind").unwrap();
    assert_eq!(place.export("one").files, ["report-2.md", "actions.csv"]);
    fs::write(place.session.join(LEDGER), "damaged").unwrap();
    assert_eq!(place.export("two").files, ["report-3.md", "actions-2.csv"], "nothing is known of what was written");
}
