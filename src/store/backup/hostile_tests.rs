//! Backups that are damaged, or that somebody made up.

use std::io::Write;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

/// Restoring it into a new home either writes nothing, or exactly what was backed up.
fn is_all_or_nothing(bytes: &[u8], wanted: &BTreeMap<String, Vec<u8>>, what: &str) -> bool {
    let fresh = Lived::empty();
    fs::write(fresh.file(), bytes).unwrap();
    match fresh.restore(&fresh.file()) {
        Ok(_) => {
            assert_eq!(&fresh.tree(), wanted, "{what}");
            true
        }
        Err(error) => {
            assert!(error.contains("use another backup") || error.contains("newer run-retro"), "{what}: {error}");
            assert!(!fresh.home.data.exists(), "{what}: {error}");
            false
        }
    }
}

fn small() -> (Vec<u8>, BTreeMap<String, Vec<u8>>) {
    let lived = Lived::empty();
    lived.session("q3-1", 0);
    lived.back_up();
    (fs::read(lived.file()).unwrap(), lived.tree())
}

#[test]
fn every_byte_that_is_flipped_is_noticed_or_does_not_matter() {
    let (whole, wanted) = small();
    assert!(is_all_or_nothing(&whole, &wanted, "whole"));
    let mut noticed = 0;
    for place in 0..whole.len() {
        let mut flipped = whole.clone();
        flipped[place] ^= [0x01, 0x80, 0xFF][place % 3];
        noticed += usize::from(!is_all_or_nothing(&flipped, &wanted, &format!("byte {place}")));
    }
    assert!(noticed > whole.len() / 2, "{noticed} of {}", whole.len());
}

#[test]
fn every_cut_is_noticed() {
    let (whole, wanted) = small();
    for length in 0..whole.len() {
        assert!(!is_all_or_nothing(&whole[..length], &wanted, &format!("cut to {length}")), "{length}");
    }
}

type Change = fn(&mut Manifest);

/// An archive with a manifest that goes with it.
fn made_up(files: &[(&str, &[u8])], change: impl Fn(&mut Manifest)) -> Vec<u8> {
    let listed = |(name, bytes): &(&str, &[u8])| Listed { name: (*name).into(), length: bytes.len() as u64, crc: crc32fast::hash(bytes) };
    let mut manifest = Manifest { format: FORMAT, program: "0.1.0".into(), made: at(0), files: files.iter().map(listed).collect() };
    change(&mut manifest);
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file(MANIFEST, SimpleFileOptions::default()).unwrap();
    zip.write_all(&serde_json::to_vec(&manifest).unwrap()).unwrap();
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn names_that_lead_elsewhere_are_refused_and_with_them_all() {
    let outside = tempfile::tempdir().unwrap();
    let absolute = outside.path().join("x");
    for name in [
        "../x",
        "sessions/../../x/y",
        "sessions/a/../../../../x",
        absolute.to_str().unwrap(),
        "sessions/a\\..\\..\\x/y",
        "sessions/CON/journal.jsonl",
        "sessions/a/nul.bin",
        "sessions/a b/journal.jsonl",
        "sessions/\u{202e}a/journal.jsonl",
        "sessions/a/x\u{1b}[2J",
        "sessions/a/lock",
        "config/.profile",
        "elsewhere/x.toml",
        "C:/x.toml",
    ] {
        let bytes = made_up(&[("config/config.toml", b"bell = true\n"), (name, b"x")], |_| {});
        assert!(!is_all_or_nothing(&bytes, &BTreeMap::new(), name), "{name:?}");
    }
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
}

#[test]
fn a_list_that_does_not_go_with_the_files_is_refused() {
    let files: [(&str, &[u8]); 2] = [("config/config.toml", b"bell = true\n"), ("themes/dusk.toml", b"x")];
    let changes: [(&str, Change); 7] = [
        ("longer", |m| m.files[0].length += 1),
        ("shorter", |m| m.files[0].length -= 1),
        ("endless", |m| m.files[0].length = u64::MAX),
        ("another sum", |m| m.files[0].crc ^= 1),
        ("fewer", |m| drop(m.files.pop())),
        ("twice", |m| m.files[1] = m.files[0].clone()),
        ("newer", |m| m.format += 1),
    ];
    for (what, change) in changes {
        assert!(!is_all_or_nothing(&made_up(&files, change), &BTreeMap::new(), what), "{what}");
    }
    let wanted = [("config.toml", &b"bell = true\n"[..]), ("themes/dusk.toml", b"x")];
    let wanted = wanted.into_iter().map(|(name, bytes)| (name.to_owned(), bytes.to_owned())).collect();
    assert!(is_all_or_nothing(&made_up(&files, |_| {}), &wanted, "as listed"));
}

#[test]
fn a_link_and_what_is_no_backup_are_refused() {
    let listed = Listed { name: "config/config.toml".into(), length: 11, crc: crc32fast::hash(b"/etc/passwd") };
    let manifest = Manifest { format: FORMAT, program: "0.1.0".into(), made: at(0), files: vec![listed] };
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file(MANIFEST, SimpleFileOptions::default()).unwrap();
    zip.write_all(&serde_json::to_vec(&manifest).unwrap()).unwrap();
    zip.add_symlink("config/config.toml", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    let link = zip.finish().unwrap().into_inner();
    let mut other = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    other.start_file("renewals.csv", SimpleFileOptions::default()).unwrap();
    let other = other.finish().unwrap().into_inner();
    for bytes in [&link[..], &other, b"", b"PK", b"no zip at all"] {
        assert!(!is_all_or_nothing(bytes, &BTreeMap::new(), "no backup"));
    }
}

/// The central directory of an archive of `n` files, of which none is there.
fn crowded(n: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    for number in 0..n {
        let name = format!("{number:07}");
        bytes.extend(b"PK\x01\x02");
        bytes.extend([0; 24]);
        bytes.extend([name.len() as u8, 0]);
        bytes.extend([0; 16]);
        bytes.extend(name.as_bytes());
    }
    let length = bytes.len() as u64;
    bytes.extend(b"PK\x06\x06");
    bytes.extend(44_u64.to_le_bytes());
    bytes.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for number in [n, n, length, 0] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.extend(b"PK\x06\x07\0\0\0\0");
    bytes.extend(length.to_le_bytes());
    bytes.extend([1, 0, 0, 0]);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([0xFF; 12]);
    bytes.extend([0, 0]);
    bytes
}

#[test]
fn a_million_files_are_refused_before_they_are_read() {
    let fresh = Lived::empty();
    for n in [3, 1_000_000] {
        fs::write(fresh.file(), crowded(n)).unwrap();
        let error = fresh.restore(&fresh.file()).unwrap_err();
        assert_eq!(error.contains("1000000 files"), n > 3, "{error}");
    }
    assert!(!fresh.home.data.exists());
}
