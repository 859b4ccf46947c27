//! Whether a customer stands in a file, packed ones opened.

use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;

use crate::domain::forgetting::Forgetting;
use crate::store::disk;

/// No more is looked at of what a file unpacks to.
const MOST: u64 = 1 << 30;
/// A workbook in a deck in an archive.
const DEEPEST: u8 = 4;

/// What cannot be read holds nothing that anybody could read.
pub(super) fn file(who: &Forgetting, path: &Path) -> bool {
    disk::read(path).is_ok_and(|bytes| bytes_hold(who, &bytes, DEEPEST))
}

fn bytes_hold(who: &Forgetting, bytes: &[u8], deep: u8) -> bool {
    let unpacked = match bytes {
        [0x1f, 0x8b, ..] => Some(vec![all_of(GzDecoder::new(bytes))]),
        [b'P', b'K', 3, 4, ..] => entries(bytes),
        _ => None,
    };
    if let Some(parts) = unpacked.filter(|_| deep > 0) {
        return parts.iter().any(|part| bytes_hold(who, part, deep - 1));
    }
    let text = String::from_utf8_lossy(bytes);
    let escaped = [('&', unescaped as fn(&str) -> String), ('\\', |text| text.replace('\\', ""))];
    who.stands_in(&text) || escaped.iter().any(|(mark, plain)| text.contains(*mark) && who.stands_in(&plain(&text)))
}

fn all_of(reader: impl Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    // What is damaged is looked at as far as it goes.
    drop(reader.take(MOST).read_to_end(&mut bytes));
    bytes
}

fn entries(bytes: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    Some((0..archive.len()).filter_map(|place| archive.by_index(place).ok().map(all_of)).collect())
}

/// As pages and workbooks write them.
fn unescaped(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&#39;", "'").replace("&apos;", "'").replace("&amp;", "&")
}

/// All files below a folder; links lead elsewhere.
pub(super) fn below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut files = Vec::new();
    for entry in entries {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => files.extend(below(&entry.path())),
            Ok(kind) if kind.is_file() => files.push(entry.path()),
            _ => {}
        }
    }
    files.sort();
    files
}
