#![expect(clippy::disallowed_methods, reason = "the tests prepare and read files")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::domain::event::SessionId;
use crate::store::fixture::{add_card, at, opened, scope};
use crate::store::sessions::Sessions;

#[path = "hostile_tests.rs"]
mod hostile;
#[path = "onto_tests.rs"]
mod onto;
#[path = "under_way_tests.rs"]
mod under_way;

/// A home of its own, with what somebody has after a quarter.
pub(super) struct Lived {
    pub dir: tempfile::TempDir,
    pub home: Home,
}

const PULL: &str = "pulled/enterprise/2026-Q3-20261123T090000000";

impl Lived {
    pub(crate) fn empty() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let home = Home::below(dir.path().join("home"));
        Self { dir, home }
    }

    pub(crate) fn new() -> Self {
        let lived = Self::empty();
        lived.session("q3-1", 1);
        lived.session("q3-2", 2);
        lived.write("sessions/q3-2/held-0123.bin", b"facts");
        lived.write(&format!("{PULL}/renewals.csv"), b"id,due\n1,2026-09-30\n");
        lived.write(&format!("{PULL}/history/health.csv"), b"id,score\n");
        lived.write("config.toml", b"user = 'Mara'\n");
        lived.write("themes/dusk.toml", b"name = 'dusk'\n");
        lived
    }

    pub(crate) fn session(&self, id: &str, cards: usize) {
        let mut session = self.sessions().create(opened(id, scope(2026, 3))).unwrap();
        (0..cards).for_each(|_| add_card(&mut session.history, "Champions leave", true));
        session.journal.append(session.history.records()).unwrap();
    }

    pub(crate) fn go_on(&self, id: &str, text: &str) {
        let mut session = self.sessions().open(&SessionId(id.into())).unwrap();
        add_card(&mut session.history, text, false);
        session.journal.append(session.history.records()).unwrap();
    }

    pub(crate) fn sessions(&self) -> Sessions {
        Sessions::new(&self.home)
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.home.data.join(name)
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.dir.path().join("all.zip")
    }

    pub(crate) fn back_up(&self) -> Made {
        make(&self.home, &self.file(), at(0)).unwrap()
    }

    /// What became of each unit that is not as it was.
    pub(crate) fn restore(&self, file: &Path) -> Result<Vec<(String, Outcome)>, String> {
        let mut archive = Archive::open(file).map_err(|error| error.to_string())?;
        let steps = plan(&mut archive, &self.home).map_err(|error| error.to_string())?;
        carry_out(&mut archive, &self.home, &steps).map_err(|error| error.to_string())?;
        let news = steps.into_iter().filter(|step| step.outcome != Outcome::Same);
        Ok(news.map(|step| (step.target.file_name().unwrap().to_string_lossy().into_owned(), step.outcome)).collect())
    }

    /// All files but locks, with what they hold.
    pub(crate) fn tree(&self) -> BTreeMap<String, Vec<u8>> {
        let mut tree = BTreeMap::new();
        walk(&self.home.data, &self.home.data, &mut tree);
        tree.retain(|name, _| !name.ends_with("/lock"));
        tree
    }
}

fn walk(root: &Path, folder: &Path, tree: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(root, &path, tree);
        } else {
            tree.insert(path.strip_prefix(root).unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap());
        }
    }
}

#[test]
fn a_home_comes_back_as_it_was() {
    let lived = Lived::new();
    lived.write("notes: mine/anything.csv", b"beside the configuration, and none of ours");
    lived.write("cache/sessions.json", b"made anew at any time");
    lived.write("sessions/q3-1/.run-retro-a.part", b"half");
    lived.write("pulled/enterprise/.2026-Q3-20261123T090000001/renewals.csv", b"half");
    let made = lived.back_up();
    assert_eq!(made.left_out, [], "nothing of it is anybody's");
    assert_eq!(Kind::ALL.map(|kind| count(&made.manifest, kind).units), [2, 1, 1, 1, 0, 0]);
    let fresh = Lived::empty();
    let news = fresh.restore(&lived.file()).unwrap();
    assert!(news.len() == 5 && news.iter().all(|(_, outcome)| *outcome == Outcome::Restored), "{news:?}");
    let mut wanted = lived.tree();
    wanted.retain(|name, _| !name.starts_with("cache") && !name.starts_with("notes") && !name.contains("/."));
    assert_eq!(fresh.tree(), wanted);
    assert_eq!(fresh.sessions().open(&SessionId("q3-2".into())).unwrap().history.session().insights.len(), 2);
}

#[cfg(unix)]
#[test]
fn a_backup_and_what_comes_back_are_private() {
    use std::os::unix::fs::PermissionsExt;
    let lived = Lived::new();
    lived.back_up();
    let fresh = Lived::empty();
    fresh.restore(&lived.file()).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&lived.file()), 0o600);
    for name in fresh.tree().keys() {
        let path = fresh.path(name);
        assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700), "{name}");
    }
}

#[test]
fn a_backup_begins_with_what_it_holds() {
    let lived = Lived::new();
    lived.back_up();
    let mut zip = zip::ZipArchive::new(fs::File::open(lived.file()).unwrap()).unwrap();
    let manifest: serde_json::Value = serde_json::from_reader(zip.by_index(0).unwrap()).unwrap();
    assert_eq!(manifest["program"], env!("CARGO_PKG_VERSION"));
    assert_eq!(manifest["made"], "2026-11-23T09:00:00Z");
    let listed = manifest["files"].as_array().unwrap();
    assert_eq!(listed.len() + 1, zip.len());
    let config = listed.iter().find(|file| file["name"] == "config/config.toml").unwrap();
    assert_eq!((config["length"].as_u64(), config["crc"].as_u64()), (Some(14), Some(u64::from(crc32fast::hash(b"user = 'Mara'\n")))));
}

#[test]
fn nothing_that_is_there_becomes_a_backup_and_nothing_to_back_up_makes_none() {
    let lived = Lived::new();
    fs::write(lived.file(), b"mine").unwrap();
    let error = make(&lived.home, &lived.file(), at(0)).unwrap_err().to_string();
    assert!(error.contains("there already") && error.contains("name another file"), "{error}");
    assert_eq!(fs::read(lived.file()).unwrap(), b"mine");
    let error = make(&lived.home, &lived.dir.path().join("disk/all.zip"), at(0)).unwrap_err().to_string();
    assert!(error.contains("no such folder") && error.contains("connect the disk"), "{error}");
    let empty = Lived::empty();
    let error = make(&empty.home, &empty.file(), at(0)).unwrap_err().to_string();
    assert!(error.contains("nothing to back up"), "{error}");
    assert_eq!(fs::read_dir(empty.dir.path()).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn what_is_left_out_is_told_by_name() {
    use std::os::unix::fs::symlink;
    let lived = Lived::new();
    fs::write(lived.dir.path().join("secret"), b"not ours").unwrap();
    symlink(lived.dir.path().join("secret"), lived.path("sessions/q3-1/linked.bin")).unwrap();
    symlink(lived.dir.path(), lived.path("sessions/linked")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(lived.path("sessions/q3-1/pipe")).status().unwrap().success());
    lived.write("sessions/Mara's retro/journal.jsonl", b"{}\n");
    lived.write("sessions/notes.txt", b"mine");
    lived.write("sessions/q3-1/a\nb", b"mine");
    let made = lived.back_up();
    let mut told: Vec<String> = made.left_out.iter().map(|left| format!("{:?} {}", left.path.file_name().unwrap(), left.why)).collect();
    told.sort();
    for (told, (name, why)) in told.iter().zip([
        ("Mara's retro", "rename it"),
        (r"a\nb", "rename it"),
        ("linked", "links are not followed"),
        ("linked.bin", "links are not followed"),
        ("notes.txt", "no session"),
        ("pipe", "pipe or a device"),
    ]) {
        assert!(told.starts_with(&format!("\"{name}\"")) && told.contains(why), "{told}");
    }
    assert_eq!(told.len(), 6, "{told:?}");
    let fresh = Lived::empty();
    fresh.restore(&lived.file()).unwrap();
    assert!(!fresh.tree().values().any(|bytes| bytes == b"not ours"));
}
