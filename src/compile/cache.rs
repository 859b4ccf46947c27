//! Compiled facts kept by content: an unchanged source is not read a second time.
#![expect(clippy::disallowed_methods, reason = "the cache is the program's own folder: it is read, written and pruned here")]

use std::fs;
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::digest::{self, Fnv};
use super::mapping::Mapping;
use super::source::Source;
use crate::domain::facts::Facts;
use crate::domain::scope::ScopeRequest;
use crate::error::Result;

/// Facts with more renewals are as quickly compiled again as read back.
const MOST_RENEWALS: usize = 20_000;

/// Compilations kept; the oldest go first.
const KEPT: usize = 12;

/// A place for the facts of one source, scope and mapping.
pub struct Entry {
    path: PathBuf,
}

impl Entry {
    /// The entry for what `source` holds now; `None` where there is nothing to gain (the bundled sample).
    pub fn of(folder: &Path, source: &Source, request: &ScopeRequest, mapping: Option<&Path>) -> Result<Option<Self>> {
        if source.folder().is_none() {
            return Ok(None);
        }
        let mut hash = Fnv::default();
        let mapping = Mapping::find(source, mapping)?;
        // Writing into a hash cannot fail.
        let _ = write!(hash, "{} {} {request:?} {mapping:?}", env!("CARGO_PKG_VERSION"), source.label());
        for input in source.inputs()? {
            let _ = write!(hash, "|{} {} {:?}", input.name, input.size, input.modified);
        }
        Ok(Some(Self { path: folder.join(format!("facts-{}.json", hash.hex())) }))
    }

    /// The facts kept here, if they are whole. A damaged file is as good as none.
    pub fn read(&self) -> Option<Facts> {
        let file = fs::File::open(&self.path).ok()?;
        let facts: Facts = serde_json::from_reader(BufReader::new(file)).ok()?;
        (digest::of(&facts) == facts.digest).then_some(facts)
    }

    /// Keeps `facts`. A cache that cannot be written costs time later and nothing else, so nobody is told.
    pub fn write(&self, facts: &Facts) {
        if facts.renewals.len() <= MOST_RENEWALS {
            let _ = self.try_write(facts);
        }
    }

    fn try_write(&self, facts: &Facts) -> std::io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        let mut out = BufWriter::new(&mut file);
        serde_json::to_writer(&mut out, facts)?;
        out.flush()?;
        drop(out);
        file.persist(&self.path).map_err(|e| e.error)?;
        prune(folder)
    }
}

fn prune(folder: &Path) -> std::io::Result<()> {
    let mut kept: Vec<(SystemTime, PathBuf)> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with("facts-") {
            kept.push((entry.metadata()?.modified()?, entry.path()));
        }
    }
    kept.sort();
    let surplus = kept.len().saturating_sub(KEPT);
    kept.iter().take(surplus).try_for_each(|(_, path)| fs::remove_file(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::progress::{Progress, Silent, Step};
    use crate::compile::tests::{folder, request};
    use crate::compile::{cached, compile};
    use crate::error::Error;

    /// Fails when anything is read.
    struct NoReading;
    impl Progress for NoReading {
        fn step(&self, _: Step) {}
        fn is_cancelled(&self) -> bool {
            true
        }
    }

    #[test]
    fn an_unchanged_source_is_not_read_twice_and_a_changed_one_is() {
        let text = "renewal_id,account,due_date,outcome,arr_before\nR1,Acme,2026-08-01,churned,12.34\n";
        let dir = folder(&[("renewals.csv", text)]);
        let cache = folder(&[]);
        let source = Source::Folder(dir.path().into());
        let get = |progress: &dyn Progress| cached(&source, &request(None, "2026-Q3"), None, cache.path(), progress);
        let first = get(&Silent).unwrap();
        assert_eq!(first, compile(&source, &request(None, "2026-Q3"), None, &Silent).unwrap());
        assert_eq!(get(&NoReading).unwrap(), first, "from the cache");
        fs::write(dir.path().join("renewals.csv"), format!("{text}R2,Bolt,2026-08-02,renewed,5\n")).unwrap();
        assert!(matches!(get(&NoReading), Err(Error::Cancelled)), "the source changed");
        assert_eq!(get(&Silent).unwrap().renewals.len(), 2);
        for entry in fs::read_dir(cache.path()).unwrap() {
            fs::write(entry.unwrap().path(), "{").unwrap();
        }
        assert_eq!(get(&Silent).unwrap().renewals.len(), 2, "a damaged cache is as good as none");
    }
}
