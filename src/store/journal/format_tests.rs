use proptest::prelude::*;

use super::*;
use crate::domain::event::Event;
use crate::domain::phase::Phase;
use crate::store::fixture::{at, history, scope};

fn sample() -> Vec<Record> {
    history("s", scope(2026, 3)).records().to_vec()
}

fn noted(seq: u64, text: &str) -> Record {
    Record { seq, at: at(seq as i64), by: "Mara".into(), event: Event::NoteTaken { phase: Phase::Close, text: text.into() } }
}

#[test]
fn a_line_says_version_step_and_checksum() {
    let bytes = encode(&sample()[..1]);
    let line = String::from_utf8(bytes).unwrap();
    assert!(line.starts_with(r#"{"v":1,"seq":1,"crc":""#), "{line}");
    assert!(line.ends_with("}\n"));
}

#[test]
fn a_changed_word_is_noticed_with_its_line() {
    let text = String::from_utf8(encode(&sample())).unwrap().replace("nobody", "anybody");
    let decoded = decode(text.as_bytes());
    assert_eq!(decoded.records, &sample()[..1]);
    assert!(matches!(&decoded.rest, Rest::Damaged { line: 2, why } if why.contains("checksum")), "{:?}", decoded.rest);
}

#[test]
fn a_missing_or_repeated_line_is_noticed() {
    let text = String::from_utf8(encode(&sample())).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let missing = decode(format!("{}\n{}\n", lines[0], lines[2]).as_bytes());
    assert!(matches!(missing.rest, Rest::Damaged { line: 2, ref why } if why.contains("step 2 should stand here, found step 3")));
    let twice = decode(format!("{}\n{}\n{}\n", lines[0], lines[1], lines[1]).as_bytes());
    assert!(matches!(twice.rest, Rest::Damaged { line: 3, .. }));
}

#[test]
fn a_newer_format_is_named_as_such() {
    let decoded = decode(b"{\"v\":7,\"seq\":1,\"packed\":true}\n");
    assert!(matches!(&decoded.rest, Rest::Damaged { why, .. } if why.contains("version 7")), "{:?}", decoded.rest);
}

#[test]
fn zeros_left_by_a_power_cut_are_a_torn_line() {
    let mut bytes = encode(&sample());
    bytes.extend_from_slice(b"{\"v\":1,\"se\0\0\0\0\0\0\n");
    assert_eq!(decode(&bytes).rest, Rest::Torn);
}

#[test]
fn terminal_control_in_a_journal_from_outside_is_removed() {
    let decoded = decode(&encode(&[noted(1, "\x1b]0;owned\x07first\nsecond\x1b[2J")]));
    assert!(matches!(&decoded.records[0].event, Event::NoteTaken { text, .. } if text == "first\nsecond"));
}

#[test]
fn a_very_long_note_fits() {
    let records = [noted(1, &"long words ".repeat(500_000))];
    assert_eq!(decode(&encode(&records)).records, records);
}

#[test]
fn deeply_nested_and_foreign_lines_are_damage_and_no_crash() {
    for hostile in [vec![b'['; 200_000], b"{}".to_vec(), b"null".to_vec(), vec![0xff, 0xfe], b"{\"v\":1,\"seq\":1}".to_vec()] {
        let line = [hostile.as_slice(), b"\nmore\n"].concat();
        assert!(matches!(decode(&line).rest, Rest::Damaged { line: 1, .. }));
    }
}

proptest! {
    #[test]
    fn what_is_written_reads_back(texts in prop::collection::vec("[ -~äöü→—\n]{0,40}", 1..8)) {
        let records: Vec<Record> = texts.iter().zip(1..).map(|(text, seq)| noted(seq, text)).collect();
        let bytes = encode(&records);
        let decoded = decode(&bytes);
        prop_assert_eq!(decoded, Decoded { records, intact: bytes.len(), rest: Rest::Nothing });
    }

    /// Whatever byte changes, every line before it is still there, as it was.
    #[test]
    fn damage_anywhere_loses_no_line_before_it(place in any::<prop::sample::Index>(), to in any::<u8>()) {
        let records = sample();
        let mut bytes = encode(&records);
        let place = place.index(bytes.len());
        prop_assume!(bytes[place] != to);
        let before = memchr::memchr_iter(b'\n', &bytes[..place]).count();
        bytes[place] = to;
        let decoded = decode(&bytes);
        prop_assert!(decoded.records.len() >= before);
        prop_assert_eq!(&decoded.records[..], &records[..decoded.records.len()], "nothing is read as something else");
        prop_assert!(decoded.rest != Rest::Nothing);
    }

    /// Wherever the file was cut off, whole lines stay and the rest is a torn line.
    #[test]
    fn a_file_cut_anywhere_keeps_its_whole_lines(place in any::<prop::sample::Index>()) {
        let records = sample();
        let whole = encode(&records);
        let bytes = &whole[..place.index(whole.len())];
        let lines = memchr::memchr_iter(b'\n', bytes).count();
        let decoded = decode(bytes);
        prop_assert!(decoded.records.len() == lines || decoded.rest == Rest::Unended);
        let damaged = matches!(decoded.rest, Rest::Damaged { .. });
        prop_assert!(!damaged);
        prop_assert_eq!(&decoded.records[..], &records[..decoded.records.len()]);
    }

    #[test]
    fn any_bytes_at_all_are_no_crash(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(decode(&bytes).records.is_empty());
    }
}
