//! The texts that a workbook keeps for all of its sheets, counted before room is made for them: the workbook says itself how many there
//! are, and an empty one takes no more than five bytes.

use std::io::{BufRead, BufReader, Cursor, Read};

use memchr::memmem;
use zip::ZipArchive;

use crate::work;

/// Texts that a workbook may hold in any case.
const ROOM: u64 = 1_000_000;

/// A cell that holds one takes more than so many bytes of its sheet.
const CELL: u64 = 8;

/// Bytes read at once.
const PIECE: usize = 64 << 10;

/// Refuses a workbook that keeps more texts than its sheets have cells for. What is no workbook is told by its reader.
///
/// # Errors
/// In words.
pub(crate) fn check(bytes: &[u8]) -> Result<(), String> {
    let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else { return Ok(()) };
    let (mut sheets, mut texts) = (0, Vec::new());
    for index in 0..zip.len() {
        let Ok(file) = zip.by_index_raw(index) else { continue };
        let name = file.name().map(|name| name.to_lowercase()).unwrap_or_default();
        if name.contains("worksheets/") {
            sheets += file.size();
        } else if name.ends_with("sharedstrings.xml") || name.ends_with("sharedstrings.bin") {
            texts.push((index, name.ends_with("xml")));
        }
    }
    let most = ROOM.max(sheets / CELL);
    for (index, is_xml) in texts {
        let Ok(file) = zip.by_index(index) else { continue };
        let file = BufReader::with_capacity(PIECE, file);
        if is_more(file, is_xml, most) {
            return Err(
                "it keeps more texts than its sheets have cells; save it anew in Excel or LibreOffice, or export it as CSV".to_owned()
            );
        }
    }
    Ok(())
}

fn is_more(mut file: impl BufRead, is_xml: bool, most: u64) -> bool {
    if !is_xml {
        return items(&mut file, most) > most;
    }
    let mut head = Vec::new();
    let _ = file.by_ref().take(4 << 10).read_to_end(&mut head);
    declared(&head).is_some_and(|count| count > most) || tags(&head, file, most) > most
}

/// How many texts the list says it holds. A number too large to be one is one too large.
fn declared(head: &[u8]) -> Option<u64> {
    let at = memmem::find(head, b"uniqueCount")? + b"uniqueCount".len();
    let digits: String = head[at..]
        .iter()
        .skip_while(|byte| !byte.is_ascii_digit())
        .take_while(|byte| byte.is_ascii_digit())
        .map(|b| char::from(*b))
        .collect();
    (!digits.is_empty()).then(|| digits.parse().unwrap_or(u64::MAX))
}

/// The texts that begin in the list, `most` and a piece at most.
fn tags(head: &[u8], mut rest: impl Read, most: u64) -> u64 {
    const TAG: &[u8] = b"<si";
    let mut piece = head.to_vec();
    let mut found = 0;
    loop {
        work::done(piece.len());
        found += memmem::find_iter(&piece, TAG).count() as u64;
        // A tag may be cut.
        let mut next = piece[piece.len().saturating_sub(TAG.len() - 1)..].to_vec();
        let read = rest.by_ref().take(PIECE as u64).read_to_end(&mut next);
        if found > most || !read.is_ok_and(|n| n > 0) {
            return found;
        }
        piece = next;
    }
}

/// The records of a binary list that hold a text.
fn items(file: &mut impl BufRead, most: u64) -> u64 {
    const TEXT: u64 = 0x13;
    let mut found = 0;
    while found <= most {
        let (Some(kind), Some(length)) = (number(file, 2), number(file, 4)) else { break };
        work::done(length as usize + 2);
        found += u64::from(kind == TEXT);
        if std::io::copy(&mut file.by_ref().take(length), &mut std::io::sink()).is_err() {
            break;
        }
    }
    found
}

/// Seven bits a byte, the lowest first.
fn number(file: &mut impl BufRead, most: u32) -> Option<u64> {
    let mut number = 0;
    for place in 0..most {
        let mut byte = [0];
        file.read_exact(&mut byte).ok()?;
        number |= u64::from(byte[0] & 0x7F) << (7 * place);
        if byte[0] & 0x80 == 0 {
            break;
        }
    }
    Some(number)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn workbook(name: &str, texts: &[u8], sheet: usize) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(name, options).unwrap();
        zip.write_all(texts).unwrap();
        zip.start_file("xl/worksheets/sheet1.xml", options).unwrap();
        zip.write_all(&vec![b' '; sheet]).unwrap();
        zip.finish().unwrap().into_inner()
    }

    fn xml(declared: &str, texts: usize) -> Vec<u8> {
        format!("<sst count=\"1\" uniqueCount=\"{declared}\">{}</sst>", "<si/>".repeat(texts)).into_bytes()
    }

    #[test]
    fn texts_out_of_proportion_are_refused_before_room_is_made() {
        let strings = "xl/sharedStrings.xml";
        assert!(check(&workbook(strings, &xml("2", 2), 100)).is_ok());
        for declared in ["99999999999", "18446744073709551616999"] {
            assert!(check(&workbook(strings, &xml(declared, 2), 100)).unwrap_err().contains("more texts"), "{declared}");
        }
        let many = xml("1", ROOM as usize + 1);
        assert!(check(&workbook("XL/SharedStrings.XML", &many, 100)).is_err());
        assert!(check(&workbook(strings, &many, 10 * ROOM as usize)).is_ok(), "the sheets have cells for them");
        let binary = [&[0x9F, 0x01, 8, 1, 0, 0, 0, 1, 0, 0, 0][..], &[0x13, 5, 0, 0, 0, 0, 0].repeat(ROOM as usize + 1)].concat();
        assert!(check(&workbook("xl/sharedStrings.bin", &binary, 100)).is_err());
        assert!(check(&workbook("xl/sharedStrings.bin", &binary[..7_000], 100)).is_ok());
        assert!(check(b"no workbook").is_ok());
    }

    #[test]
    fn counting_costs_no_more_than_the_list_is_long() {
        work::grows_in_step(|n| drop(check(&workbook("xl/sharedStrings.xml", &xml("1", n * 50_000), 1))));
    }
}
