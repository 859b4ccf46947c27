//! Telling one file from another, and whether somebody wrote in it.

use std::fs::Metadata;

/// What is seen of a file from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    identity: Identity,
    pub len: u64,
    modified: Modified,
}

impl Mark {
    pub(crate) fn of(known: &Metadata) -> Self {
        Self { identity: identity(known), len: known.len(), modified: modified(known) }
    }

    /// Both are the same file, whatever it holds.
    pub(crate) fn is_same_file(&self, other: &Self) -> bool {
        self.identity == other.identity
    }
}

#[cfg(unix)]
impl Mark {
    pub(crate) fn is_on_same_disk(&self, other: &Self) -> bool {
        self.identity.0 == other.identity.0
    }
}

/// Here nobody can tell.
#[cfg(not(unix))]
impl Mark {
    pub(crate) fn is_on_same_disk(&self, _: &Self) -> bool {
        true
    }
}

#[cfg(unix)]
type Identity = (u64, u64);
#[cfg(unix)]
type Modified = (i64, i64);

#[cfg(unix)]
fn identity(known: &Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt;
    (known.dev(), known.ino())
}

#[cfg(unix)]
fn modified(known: &Metadata) -> Modified {
    use std::os::unix::fs::MetadataExt;
    (known.mtime(), known.mtime_nsec())
}

/// A file that is open for writing here cannot be replaced or written by others there (see `private` in `disk`).
#[cfg(not(unix))]
type Identity = ();
#[cfg(not(unix))]
type Modified = ();

#[cfg(not(unix))]
fn identity(_: &Metadata) -> Identity {}

#[cfg(not(unix))]
fn modified(_: &Metadata) -> Modified {}
