#![expect(clippy::disallowed_methods, reason = "tests damage files")]

use std::fs;

use super::*;
use crate::analysis::testing::{Build, facts, renewal};

fn some() -> Facts {
    facts(vec![
        renewal("R-1", "2026-07-10").renewed(100, 105).note("2026-06-01", "they like it"),
        renewal("R-2", "2026-08-02").churned(80).because("Champion left"),
    ])
}

#[test]
fn kept_facts_come_back_as_they_were() {
    let dir = tempfile::tempdir().unwrap();
    let kept = keep(dir.path(), &some(), MOST_BYTES).unwrap();
    assert!(kept.is_whole);
    assert_eq!(read(dir.path(), &kept.name).unwrap(), some());
    assert_eq!(keep(dir.path(), &some(), MOST_BYTES).unwrap(), kept, "equal facts, one name");
}

#[cfg(unix)]
#[test]
fn only_their_owner_reads_them() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let kept = keep(dir.path(), &some(), MOST_BYTES).unwrap();
    let mode = fs::metadata(place(dir.path(), &kept.name)).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn what_is_too_large_is_not_kept_and_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let kept = keep(dir.path(), &some(), 64).unwrap();
    assert!(!kept.is_whole);
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
    assert!(read(dir.path(), &kept.name).is_err());
}

#[test]
fn damage_is_told_with_its_file_and_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let kept = keep(dir.path(), &some(), MOST_BYTES).unwrap();
    let path = place(dir.path(), &kept.name);
    let mut bytes = fs::read(&path).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&path, bytes).unwrap();
    let error = read(dir.path(), &kept.name).unwrap_err().to_string();
    assert!(error.contains("held-") && error.contains("--fresh"), "{error}");
}

/// A few bytes that unpack to many, with the right name: somebody made them.
#[test]
fn what_unpacks_to_far_more_than_facts_do_is_refused_before_it_takes_the_memory() {
    let dir = tempfile::tempdir().unwrap();
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(&vec![0; 64 << 20]).unwrap();
    let packed = packer.finish().unwrap();
    let name = Fnv::of(&packed);
    fs::write(place(dir.path(), &name), &packed).unwrap();
    let mut told = String::new();
    let done = work::counted(|| told = read(dir.path(), &name).unwrap_err().to_string());
    assert!(told.contains("far more than facts do") && told.contains("--fresh"), "{told}");
    assert!(done < 16 << 20, "{done} bytes were unpacked");
}

#[test]
fn whom_the_scope_leaves_out_is_known_here_and_goes_along_with_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let other = crate::domain::facts::Customer { account_id: "A-99".into(), account: "Firmament Holdings".into() };
    let facts = Facts { others: vec![other], ..some() };
    let kept = keep(folder.path(), &facts, MOST_BYTES).unwrap();
    assert_eq!(read(folder.path(), &kept.name).unwrap().others, facts.others);
    let packed = packed_as(folder.path(), &kept.name).unwrap().unwrap();
    assert!(unpacked(&packed).unwrap().others.is_empty());
    assert_eq!(kept.name, keep(folder.path(), &some(), MOST_BYTES).unwrap().name, "they change no name of the data");
}
