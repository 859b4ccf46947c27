use proptest::prelude::*;

use super::*;
use crate::domain::event::Event;
use crate::domain::person::PersonId;
use crate::domain::phase::Phase;
use crate::store::fixture::{at, history, scope};

fn sample() -> Vec<Record> {
    history("s", scope(2026, 3)).records().to_vec()
}

fn noted(seq: u64, text: &str) -> Record {
    Record {
        seq,
        at: at(seq as i64),
        by: "Mara".into(),
        who: PersonId::ROOM,
        asked: None,
        part_of: None,
        event: Event::NoteTaken { phase: Phase::Close, text: text.into() },
    }
}

#[test]
fn a_line_says_version_step_and_checksum() {
    let bytes = encode(&sample()[..1]);
    let line = String::from_utf8(bytes).unwrap();
    assert!(line.starts_with(r#"{"v":3,"seq":1,"needs":2,"crc":""#), "{line}");
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
    assert!(matches!(&decoded.rest, Rest::Newer { line: 1, why } if why.contains("version 7")), "{:?}", decoded.rest);
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
        prop_assert_eq!((decoded.records, decoded.intact, decoded.rest), (records, bytes.len(), Rest::Nothing));
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

fn lines(records: &[Record]) -> Vec<String> {
    String::from_utf8(encode(records)).unwrap().lines().map(str::to_owned).collect()
}

/// A line as the first version wrote it, or as a program of another version might.
fn line_of(version: u32, record: &Record, event: impl Fn(String) -> String) -> String {
    let json = event(serde_json::to_string(record).unwrap());
    let crc = crc32fast::hash(json.as_bytes());
    format!("{{\"v\":{version},\"seq\":{},\"crc\":\"{crc:08x}\",\"record\":{json}}}\n", record.seq)
}

#[test]
fn a_line_of_another_session_with_the_right_number_is_noticed() {
    let (ours, theirs) = (sample(), history("another", scope(2026, 2)).records().to_vec());
    assert_eq!(ours[2].event, theirs[2].event, "the steps are alike, only what came before them is not");
    let mixed = format!("{}\n{}\n{}\n", lines(&ours)[0], lines(&ours)[1], lines(&theirs)[2]);
    let decoded = decode(mixed.as_bytes());
    assert_eq!(decoded.records.len(), 2);
    assert!(matches!(&decoded.rest, Rest::Damaged { line: 3, why } if why.contains("belongs elsewhere")), "{:?}", decoded.rest);
}

#[test]
fn a_journal_of_the_first_version_is_gone_on_with_line_by_line() {
    let mut bytes: Vec<u8> = sample().iter().flat_map(|record| line_of(1, record, |json| json).into_bytes()).collect();
    let old = decode(&bytes);
    assert_eq!((old.records.len(), &old.rest), (3, &Rest::Nothing));
    bytes.extend(encode_after(old.link, &[noted(4, "new")]).0);
    let decoded = decode(&bytes);
    assert_eq!((decoded.records.len(), &decoded.rest), (4, &Rest::Nothing));
    bytes.extend(line_of(1, &noted(5, "an old line"), |json| json).into_bytes());
    assert!(matches!(decode(&bytes).rest, Rest::Damaged { line: 5, .. }), "nobody of the first version could have gone on there");
}

#[test]
fn a_newer_line_is_newer_and_a_changed_digit_is_not_sure() {
    let good = encode(&sample());
    let newer = [good.clone(), b"{\"v\":4,\"seq\":4,\"crc\":\"0badcafe\",\"record\":{}}\n".to_vec()].concat();
    assert!(matches!(decode(&newer).rest, Rest::Newer { line: 4, .. }));
    let unknown = line_of(1, &noted(1, "x"), |json| json.replace("note-taken", "song-sung"));
    assert!(matches!(decode(unknown.as_bytes()).rest, Rest::Newer { line: 1, ref why } if why.contains("song-sung")));
    let zero = String::from_utf8(good.clone()).unwrap().replacen("{\"v\":3,\"seq\":2", "{\"v\":0,\"seq\":2", 1);
    assert!(matches!(decode(zero.as_bytes()).rest, Rest::Damaged { line: 2, .. }));
    for version in ["4", "6"] {
        let changed = String::from_utf8(good.clone()).unwrap().replacen("{\"v\":3,\"seq\":2", &format!("{{\"v\":{version},\"seq\":2"), 1);
        assert!(matches!(decode(changed.as_bytes()).rest, Rest::Unclear { line: 2, .. }), "{version}");
    }
    let none = decode(line_of(0, &noted(1, "x"), |json| json).as_bytes()).rest;
    assert!(matches!(&none, Rest::Damaged { why, .. } if why.contains("no run-retro wrote")), "{none:?}");
}

#[test]
fn what_an_editor_leaves_is_no_damage() {
    let good = encode(&sample());
    for (before, after) in [("", "\n"), ("", "\r\n\n"), ("\u{feff}", ""), ("\u{feff}", "\n  \n")] {
        let bytes = [before.as_bytes(), &good, after.as_bytes()].concat();
        let decoded = decode(&bytes);
        assert_eq!((decoded.records.len(), &decoded.rest, decoded.intact), (3, &Rest::Nothing, bytes.len()), "{before:?} {after:?}");
        let more = [bytes, encode_after(decoded.link, &[noted(4, "more")]).0].concat();
        assert_eq!(decode(&more).records.len(), 4);
    }
    let windows = String::from_utf8(good).unwrap().replace('\n', "\r\n");
    assert_eq!(decode(windows.as_bytes()).rest, Rest::Nothing);
}

/// Every byte with one bit changed: noticed, and what stands before is as it was.
#[test]
fn one_bit_changed_in_any_byte_is_noticed() {
    let records = sample();
    let good = encode(&records);
    for place in 0..good.len() {
        let mut bytes = good.clone();
        bytes[place] ^= 1 << (place % 8);
        let decoded = decode(&bytes);
        let before = memchr::memchr_iter(b'\n', &good[..place]).count();
        assert!(decoded.records.len() >= before && records.starts_with(&decoded.records), "byte {place}");
        assert!(matches!(decoded.rest, Rest::Damaged { .. } | Rest::Unclear { .. } | Rest::Torn), "byte {place}: {:?}", decoded.rest);
    }
}

#[test]
fn a_step_that_needs_a_newer_reader_is_read_up_to_there() {
    let joined = Record { event: Event::PersonJoined { id: PersonId(1), name: "Mara".into() }, ..noted(4, "") };
    assert!(lines(&[joined])[0].contains("\"needs\":3"));
    let good = encode(&sample());
    let decoded = decode(&good);
    let json = serde_json::to_string(&noted(4, "x")).unwrap();
    let line = |needs: u32| {
        let crc = checksum_of(&good, 4, needs, &json);
        format!("{{\"v\":3,\"seq\":4,\"needs\":{needs},\"crc\":\"{crc:08x}\",\"record\":{json}}}\n")
    };
    let with = |line: String| decode(&[good.clone(), line.into_bytes()].concat());
    assert_eq!(with(line(3)).rest, Rest::Nothing);
    let newer = with(line(10));
    assert_eq!(newer.records, decoded.records);
    assert!(matches!(&newer.rest, Rest::Newer { line: 4, why } if why.contains("reads up to 10")), "{:?}", newer.rest);
}

/// The checksum that a line after these would have.
fn checksum_of(before: &[u8], seq: u64, needs: u32, json: &str) -> u32 {
    let last = String::from_utf8(before.to_vec()).unwrap().lines().last().unwrap().to_owned();
    let crc = serde_json::from_str::<serde_json::Value>(&last).unwrap()["crc"].as_str().unwrap().to_owned();
    let mut hasher = crc32fast::Hasher::new_with_initial(u32::from_str_radix(&crc, 16).unwrap());
    hasher.update(format!("3 {seq} {needs} {json}").as_bytes());
    hasher.finalize()
}

/// A newer program may have said more of a step than this one knows: it is never folded as if that had not been said.
#[test]
fn an_unknown_field_anywhere_in_a_step_is_an_error_and_no_silence() {
    let record = &sample()[0];
    let plain = serde_json::to_string(record).unwrap();
    let places: Vec<usize> = memchr::memmem::find_iter(plain.as_bytes(), b"{").collect();
    assert!(places.len() >= 3, "{plain}");
    for place in places {
        let more = |value: &str| format!("{}\"voter\":{value},{}", &plain[..=place], &plain[place + 1..]).replace(",}", "}");
        let said = decode(line_of(1, record, |_| more("\"Tom\"")).as_bytes());
        assert!(matches!(&said.rest, Rest::Newer { line: 1, why } if why.contains("voter")), "{:?}", said.rest);
        let nothing = decode(line_of(1, record, |_| more("null")).as_bytes());
        assert_eq!(nothing.rest, Rest::Nothing, "what says nothing is no loss");
    }
}
