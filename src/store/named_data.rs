//! The data that somebody named on this machine. A session that came from elsewhere may name any path; only these are read
//! without asking. They are no part of a backup: where it is restored, nobody has named them.

use std::path::{Path, PathBuf};

use super::files;
use super::home::Home;
use crate::compile::Source;
use crate::error::Result;

/// Nobody goes back to more than so many places.
const MOST: usize = 1_000;

fn list(home: &Home) -> PathBuf {
    home.data.join("named-data.txt")
}

fn all(home: &Home) -> Vec<String> {
    let bytes = files::read_if_there(&list(home)).ok().flatten().unwrap_or_default();
    String::from_utf8_lossy(&bytes).lines().map(ToOwned::to_owned).collect()
}

/// Somebody named these data: from now on a session that stands on them reads them.
///
/// # Errors
/// The list cannot be written.
pub(crate) fn remember(home: &Home, source: &Source) -> Result<()> {
    let Some(path) = source.remembered() else { return Ok(()) };
    let mut all = all(home);
    if all.last() == Some(&path) {
        return Ok(());
    }
    all.retain(|named| *named != path);
    all.push(path);
    let newest = &all[all.len().saturating_sub(MOST)..];
    files::write_private(&list(home), (newest.join("\n") + "\n").as_bytes())
}

/// Somebody named them here, or they were pulled here.
pub(crate) fn is_named(home: &Home, path: &str) -> bool {
    Path::new(path).starts_with(home.pulls()) || all(home).iter().any(|named| named == path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_named_is_known_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let home = Home::below(dir.path());
        let of = |name: &str| Source::Folder(PathBuf::from(name));
        assert!(!is_named(&home, "/exports/q3"));
        remember(&home, &of("/exports/q3")).unwrap();
        remember(&home, &Source::Sample).unwrap();
        remember(&home, &of("/exports/q4")).unwrap();
        remember(&home, &of("/exports/q3")).unwrap();
        assert!(is_named(&home, "/exports/q3") && is_named(&home, "/exports/q4"));
        assert!(!is_named(&home, "/exports") && !is_named(&home, "/exports/q3/more"));
        assert!(is_named(&home, &home.pulls().join("enterprise").to_string_lossy()));
        assert_eq!(all(&home), ["/exports/q4", "/exports/q3"], "each stands there once, the newest last");
        for n in 0..=MOST {
            remember(&home, &of(&format!("/many/{n}"))).unwrap();
        }
        assert_eq!(all(&home).len(), MOST);
    }
}
