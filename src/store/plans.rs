//! The plan file of a session: one for each retro. It is written anew as the retro goes on; what somebody else wrote into it is kept
//! beside it.
#![expect(clippy::disallowed_methods, reason = "somebody's version of a plan is moved aside")]

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::files;
use super::ledger::Ledger;
use crate::domain::event::SessionId;
use crate::domain::file_name;
use crate::error::{Error, Result};

/// In the session's folder: the plan as it was last written, as a digest.
const LEDGER: &str = "planned.json";

/// Where a session's plan stands, and how it was left there.
pub struct PlanPlace {
    path: PathBuf,
    ledger: Ledger,
}

impl PlanPlace {
    /// `wanted`, or the first of `plan-…-2.json`, `plan-…-3.json` and on that is free or this session's: two retros that began
    /// together, or a copied one, have a plan each.
    pub fn of(session: &Path, id: &SessionId, wanted: &Path) -> Self {
        let name = wanted.file_name().unwrap_or_default().to_string_lossy();
        let editions = (1..u32::MAX).map(|edition| wanted.with_file_name(file_name::of(&name, edition)));
        let path = editions.into_iter().find(|path| is_of(path, id)).unwrap_or_else(|| wanted.to_owned());
        Self { path, ledger: Ledger::of(session.join(LEDGER)) }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes the plan. The name under which somebody else's version of it was kept, if there was one.
    ///
    /// # Errors
    /// It cannot be written; what is there stays.
    pub fn write(&mut self, bytes: &[u8]) -> Result<Option<PathBuf>> {
        let there = files::read_if_there(&self.path)?;
        let is_others = there.is_some_and(|there| there != bytes && !self.ledger.wrote(&self.path, &there));
        let staged = files::stage(&self.path, bytes)?;
        let kept = if is_others { Some(self.keep()?) } else { None };
        staged.show()?;
        files::sync_shown(&files::parent(&self.path))?;
        self.ledger.note(&self.path, bytes);
        self.ledger.save();
        Ok(kept)
    }

    fn keep(&self) -> Result<PathBuf> {
        let kept = files::free_name(&self.path);
        let moved = fs::rename(&self.path, &kept);
        moved.map_err(|source| {
            Error::io(&self.path, source, "somebody else changed this plan, and their version cannot be kept beside it")
        })?;
        Ok(kept)
    }
}

/// Whether nothing is there, or a plan of this session. What is no plan any more is somebody's.
fn is_of(path: &Path, id: &SessionId) -> bool {
    #[derive(Deserialize)]
    struct Said {
        session: String,
    }
    match files::read_if_there(path) {
        Ok(Some(bytes)) => serde_json::from_slice::<Said>(&bytes).is_ok_and(|said| said.session == id.0),
        Ok(None) => true,
        // Writing says what is wrong with it.
        Err(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(session: &str, text: &str) -> Vec<u8> {
        format!(r#"{{"session":"{session}","text":"{text}"}}"#).into_bytes()
    }

    struct Rig {
        dir: tempfile::TempDir,
    }

    impl Rig {
        fn place(&self, session: &str) -> PlanPlace {
            let folder = self.dir.path().join(session);
            fs::create_dir_all(&folder).unwrap();
            PlanPlace::of(&folder, &SessionId(session.into()), &self.dir.path().join("plans/plan-1.json"))
        }

        fn read(&self, name: &str) -> String {
            fs::read_to_string(self.dir.path().join("plans").join(name)).unwrap()
        }
    }

    fn rig() -> Rig {
        Rig { dir: tempfile::tempdir().unwrap() }
    }

    #[test]
    fn a_plan_is_written_anew_also_by_the_next_run() {
        let rig = rig();
        assert_eq!(rig.place("a").write(&plan("a", "one")).unwrap(), None);
        assert_eq!(rig.place("a").write(&plan("a", "two")).unwrap(), None);
        assert!(rig.read("plan-1.json").contains("two"));
    }

    #[test]
    fn what_somebody_else_wrote_is_kept_beside_it() {
        let rig = rig();
        let mut place = rig.place("a");
        place.write(&plan("a", "one")).unwrap();
        for n in 1..3 {
            fs::write(place.path(), plan("a", "theirs")).unwrap();
            let kept = place.write(&plan("a", "mine")).unwrap().unwrap();
            assert!(kept.ends_with(format!("plan-1.json.old-{n}")), "{kept:?}");
            assert!(rig.read("plan-1.json").contains("mine") && rig.read(&format!("plan-1.json.old-{n}")).contains("theirs"));
        }
        fs::write(place.path(), "no plan any more").unwrap();
        rig.place("a").write(&plan("a", "again")).unwrap();
        assert_eq!(rig.read("plan-1.json"), "no plan any more", "somebody's file is left alone");
    }

    #[test]
    fn two_sessions_that_began_together_have_a_plan_each() {
        let rig = rig();
        let (mut one, mut other) = (rig.place("a"), rig.place("b"));
        one.write(&plan("a", "one")).unwrap();
        other = {
            drop(other);
            rig.place("b")
        };
        other.write(&plan("b", "other")).unwrap();
        assert!(rig.read("plan-1.json").contains("one") && rig.read("plan-1-2.json").contains("other"));
        assert_eq!(rig.place("a").path(), one.path());
        assert_eq!(rig.place("b").path(), other.path());
    }

    #[cfg(unix)]
    #[test]
    fn where_nothing_can_be_written_what_is_there_stays() {
        let rig = rig();
        rig.place("a").write(&plan("a", "one")).unwrap();
        let link = rig.dir.path().join("plans/plan-1.json");
        fs::rename(&link, rig.dir.path().join("elsewhere.json")).unwrap();
        std::os::unix::fs::symlink(rig.dir.path().join("elsewhere.json"), &link).unwrap();
        assert!(rig.place("a").write(&plan("a", "two")).is_err(), "a link is not written through");
        assert!(fs::read_to_string(rig.dir.path().join("elsewhere.json")).unwrap().contains("one"));
    }
}
