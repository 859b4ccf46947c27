//! Compiled facts kept by content: an unchanged source is not read a second time.
#![expect(clippy::disallowed_methods, reason = "the cache is the program's own folder: it is read, written and pruned here")]

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::compile::read::source::Source;
use crate::compile::understand::mapping::Mapping;
use crate::domain::digest::Fnv;
use crate::domain::facts::Facts;
use crate::domain::scope::ScopeRequest;
use crate::error::Result;
use crate::regular;
use crate::sample;

/// Compilations kept, and bytes of them; the oldest go first, the newest always stays.
const KEPT: usize = 12;
const KEPT_BYTES: u64 = 1 << 30;

/// The ending of the file beside them that notes the content they were compiled from.
const NOTED: &str = "content";

/// Raised whenever the same source gives other facts than before: what was kept is then compiled anew.
const RULES: u32 = 35;

/// A place for the facts of one source, scope and mapping.
pub(crate) struct Entry {
    path: PathBuf,
}

impl Entry {
    /// The entry for what `source` holds now; `None` where that is on no disk, and comes no second time.
    pub(crate) fn of(folder: &Path, source: &Source, request: &ScopeRequest, mapping: Option<&Path>) -> Result<Option<Self>> {
        let is_sample = matches!(source, Source::Sample);
        if source.path().is_none() && !is_sample {
            return Ok(None);
        }
        let mut hash = Fnv::default();
        // Whichever way somebody spells it, it is one folder, and a mapping says the same wherever it stands.
        let folder_itself = source.path().and_then(|path| fs::canonicalize(path).ok());
        let mapping = Mapping { path: PathBuf::new(), ..Mapping::find(source, mapping)? };
        // Writing into a hash cannot fail.
        let _ = write!(hash, "{} {RULES} {folder_itself:?} {request:?} {mapping:?}", env!("CARGO_PKG_VERSION"));
        for input in source.inputs()? {
            let _ = write!(hash, "|{} {} {:?} {:?}", input.name, input.size, input.modified, input.identity);
        }
        // What comes with the program has no time of its own.
        for (_, bytes) in sample::FILES.iter().filter(|_| is_sample) {
            let _ = write!(hash, "|{}", crc32fast::hash(bytes));
        }
        Ok(Some(Self { path: folder.join(format!("facts-{}.bin", hash.hex())) }))
    }

    /// The facts kept here, if they are whole. A damaged file is as good as none.
    pub(crate) fn read(&self) -> Option<Facts> {
        let bytes = regular::read(&self.path, KEPT_BYTES).ok()?;
        let (checksum, content) = bytes.split_first_chunk()?;
        if crc32fast::hash(content) != u32::from_le_bytes(*checksum) {
            return None;
        }
        rmp_serde::from_slice(content).ok()
    }

    /// Whether what is kept here was compiled from this content. The first content that is told is noted: it was looked
    /// at right after the compilation. Where nothing is kept, nothing is confirmed.
    pub(crate) fn confirms(&self, content: &str) -> bool {
        let noted = self.path.with_extension(NOTED);
        match regular::read_text(&noted) {
            _ if !self.path.exists() => false,
            Ok(known) => known == content,
            Err(_) => fs::write(&noted, content).is_ok(),
        }
    }

    /// Forgets what is kept here.
    pub(crate) fn forget(&self) {
        for path in [self.path.clone(), self.path.with_extension(NOTED)] {
            let _ = fs::remove_file(path);
        }
    }

    /// Keeps `facts`. A cache that cannot be written costs time later and nothing else, so nobody is told.
    pub(crate) fn write(&self, facts: &Facts) {
        let _ = self.try_write(facts);
    }

    fn try_write(&self, facts: &Facts) -> io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        regular::make_private(folder)?;
        let content = rmp_serde::to_vec(facts).map_err(io::Error::other)?;
        regular::replace_private(&self.path, &[&crc32fast::hash(&content).to_le_bytes()[..], &content].concat())?;
        prune(folder)
    }
}

fn prune(folder: &Path) -> io::Result<()> {
    let mut kept: Vec<(SystemTime, u64, PathBuf)> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let is_ours = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("facts-"));
        if is_ours && path.extension().is_some_and(|ending| ending == "bin") {
            let meta = entry.metadata()?;
            kept.push((meta.modified()?, meta.len(), path));
        }
    }
    kept.sort_by(|a, b| b.cmp(a));
    let mut bytes = 0;
    let surplus = kept.iter().enumerate().filter(|(i, (_, size, _))| {
        bytes += size;
        *i >= KEPT || (*i > 0 && bytes > KEPT_BYTES)
    });
    surplus.into_iter().try_for_each(|(_, (.., path))| {
        let _ = fs::remove_file(path.with_extension(NOTED));
        fs::remove_file(path)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::tests::{folder, request};
    use crate::compile::{as_now, cached, compile, confirms};
    use crate::domain::progress::{Progress, Silent, Step};
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
    fn the_sample_is_read_once_as_well() {
        let cache = folder(&[]);
        let get = |progress: &dyn Progress| cached(&Source::Sample, &request(Some("enterprise"), "2026-Q3"), None, cache.path(), progress);
        let first = get(&Silent).unwrap();
        assert_eq!(get(&NoReading).unwrap(), first);
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
        let other_name = Source::Folder(dir.path().join(".").join("..").join(dir.path().file_name().unwrap()));
        let again = cached(&other_name, &request(None, "2026-Q3"), None, cache.path(), &NoReading).unwrap();
        assert_eq!((again.renewals.len(), again.source), (2, other_name.label()), "the same folder under another name");
        for entry in fs::read_dir(cache.path()).unwrap() {
            fs::write(entry.unwrap().path(), "{").unwrap();
        }
        assert_eq!(get(&Silent).unwrap().renewals.len(), 2, "a damaged cache is as good as none");
    }

    #[cfg(unix)]
    #[test]
    fn an_edit_that_keeps_size_and_time_is_another_source() {
        let text = "renewal_id,account,due_date,outcome,arr_before\nR1,Acme,2026-08-01,churned,12.34\n";
        let dir = folder(&[("renewals.csv", text)]);
        let (path, cache) = (dir.path().join("renewals.csv"), folder(&[]));
        let source = Source::Folder(dir.path().into());
        let get = || cached(&source, &request(None, "2026-Q3"), None, cache.path(), &Silent).unwrap();
        let before = get();
        let time = fs::metadata(&path).unwrap().modified().unwrap();
        fs::write(&path, text.replace("12.34", "56.78")).unwrap();
        fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), time);
        assert_ne!(get().renewals[0].before, before.renewals[0].before);
    }

    /// Where a system tells no more of a file than its size and time, only the content does.
    #[test]
    fn facts_of_another_content_are_not_believed() {
        let dir = folder(&[("renewals.csv", "renewal_id,account,due_date,outcome,arr_before\nR1,Acme,2026-08-01,churned,12.34\n")]);
        let cache = folder(&[]);
        let (source, request) = (Source::Folder(dir.path().into()), request(None, "2026-Q3"));
        let is_confirmed = |content| confirms(&source, &request, None, cache.path(), content).unwrap();
        let get = |content, progress: &dyn Progress| as_now(&source, &request, None, cache.path(), content, progress);
        assert!(!is_confirmed("one"), "nothing is kept yet");
        let facts = get("one", &Silent).unwrap();
        assert!(is_confirmed("one") && !is_confirmed("two"));
        assert_eq!(get("one", &NoReading).unwrap(), facts, "from the cache");
        assert!(matches!(get("two", &NoReading), Err(Error::Cancelled)), "compiled anew");
        get("two", &Silent).unwrap();
        assert!(is_confirmed("two") && !is_confirmed("one"));
    }
}
