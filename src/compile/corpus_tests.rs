//! Broken files of every kind: a located message or a rejected row each, never a panic, a hang or a silent loss.
#![expect(clippy::disallowed_methods, reason = "tests write the broken files they read")]

use std::fs;
use std::io::Write as _;
use std::path::Path;

use proptest::prelude::*;

use super::tests::{folder, request};
use super::*;
use crate::domain::progress::{Progress, Silent, Step};
use crate::error::Error;

const HEAD: &str = "renewal_id,account_id,due_date,outcome,arr_before\n";
const GOOD: &str = "R1,A,2026-08-01,renewed,100\n";

fn compiled(path: &Path) -> Result<Facts> {
    compile(&Source::Folder(path.to_owned()), &request(None, "2026-Q3"), None, &Silent)
}

fn with_bytes(name: &str, bytes: &[u8]) -> Result<Facts> {
    let dir = folder(&[]);
    fs::write(dir.path().join(name), bytes).unwrap();
    compiled(dir.path())
}

/// Lines and reasons of rejected rows; every row is accounted for.
fn rejects(facts: &Facts) -> Vec<(u64, String)> {
    for file in &facts.quality.files {
        assert_eq!(file.read, file.used + file.out_of_scope + file.rejected, "{file:?}");
    }
    facts.quality.rejects.iter().map(|r| (r.line, r.reason.clone())).collect()
}

fn rejected_line_three(middle: &[u8], reason: &str) {
    let facts = with_bytes("renewals.csv", &[HEAD.as_bytes(), GOOD.as_bytes(), middle, b"R9,B,2026-08-02,churned,5\n"].concat()).unwrap();
    let found = rejects(&facts);
    assert_eq!((found.len(), found[0].0, facts.renewals.len()), (1, 3, 2), "{reason}: {found:?}");
    assert!(found[0].1.contains(reason), "{found:?}");
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

#[test]
fn a_damaged_row_is_rejected_and_the_rows_around_it_are_read() {
    rejected_line_three(b"R2;A;2026-08-01;renewed;100\n", "1 values where the header has 5");
    rejected_line_three(b"R2,A,2026-08-01\n", "3 values");
    rejected_line_three(b"R2,A,2026-08-01,renewed,100,and,more\n", "7 values");
    rejected_line_three(b"R2,\0A,2026-08-01,renewed,100\n", "NUL");
    rejected_line_three(b"R\xff2,A,2026-08-\xff,renewed,100\n", "expected a date");
    rejected_line_three(b"R2,\"A,2026-08-01,renewed,100\n", "never closes");
    rejected_line_three(b",,,,\n", "empty, but needed");
}

#[test]
fn a_line_of_a_hundred_megabytes_is_one_rejected_row() {
    let mut long = vec![b'x'; 100 << 20];
    long.extend(b",2026-08-01,renewed,1\n");
    rejected_line_three(&long, "longer than 8 MB");
}

#[test]
fn bytes_that_are_not_utf8_are_rejected_with_their_column() {
    let bad = |middle: &[u8]| {
        let text = [HEAD.as_bytes(), "R0,Zoë,2026-08-01,renewed,1\n".as_bytes(), middle, GOOD.as_bytes()].concat();
        let facts = with_bytes("renewals.csv", &text).unwrap();
        let [reject] = &facts.quality.rejects[..] else { panic!("{:?}", facts.quality) };
        assert!(reject.reason.contains("UTF-8") && reject.reason.contains("encoding = \"windows-1252\""), "{}", reject.reason);
        (reject.line, reject.column.clone(), reject.value.clone(), facts.renewals.len())
    };
    assert_eq!(bad(b"R\xff2,A,2026-08-01,renewed,1\n"), (3, "renewal_id".to_owned(), "R\u{fffd}2".to_owned(), 2));
    // An id is compared, not read as text; it would stand in the report as it is.
    assert_eq!(bad(b"R2,M\xfcller,2026-08-01,renewed,1\n"), (3, "account_id".to_owned(), "M\u{fffd}ller".to_owned(), 2));
}

#[test]
fn files_that_are_no_tables_are_said() {
    let error = |name: &str, bytes: &[u8]| with_bytes(name, bytes).unwrap_err().to_string();
    assert!(error("renewals.csv", b"").contains("There is no table here"));
    assert!(error("renewals.csv", b"\n\n\n").contains("There is no table here"));
    let wide = "c,".repeat(10_000);
    assert!(error("renewals.csv", wide.as_bytes()).contains("10001 columns"));
    assert!(error("renewals.csv.gz", &gz(&vec![b'a'; 70 << 20])).contains("200 times its size"));
    let packed = gz(&[HEAD.as_bytes(), GOOD.repeat(5_000).as_bytes()].concat());
    let cut = error("renewals.csv.gz", &packed[..packed.len() / 2]);
    assert!(cut.contains("renewals.csv.gz"), "{cut}");
    let dir = folder(&[]);
    fs::create_dir(dir.path().join("renewals.csv")).unwrap();
    assert!(compiled(dir.path()).unwrap_err().to_string().contains("folder"));
}

#[test]
fn headers_alone_are_a_source_without_renewals() {
    let error = with_bytes("renewals.csv", HEAD.as_bytes()).unwrap_err().to_string();
    assert!(error.contains("no row of renewals.csv can be read as a renewal"), "{error}");
}

#[test]
fn a_file_that_changes_while_it_is_read_is_an_error() {
    struct Appending<'p>(&'p Path);
    impl Progress for Appending<'_> {
        fn step(&self, _: Step) {
            fs::OpenOptions::new().append(true).open(self.0).unwrap().write_all(GOOD.as_bytes()).unwrap();
        }
    }
    let dir = folder(&[("renewals.csv", &format!("{HEAD}{GOOD}"))]);
    let path = dir.path().join("renewals.csv");
    let result = compile(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None, &Appending(&path));
    assert!(matches!(&result, Err(Error::Data { message, .. }) if message.contains("changed")), "{result:?}");
}

/// Lines that are told to be totals or footers.
fn left_out(facts: &Facts) -> u64 {
    facts.quality.issues.iter().filter(|issue| issue.message.contains("left out")).map(|issue| issue.count).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_below_a_header_are_used_or_rejected(body in prop::collection::vec(any::<u8>(), 0..400)) {
        let bytes = [HEAD.as_bytes(), GOOD.as_bytes(), &body].concat();
        if let Ok(facts) = with_bytes("renewals.csv", &bytes) {
            rejects(&facts);
        }
    }

    #[test]
    fn no_line_of_damaged_text_is_lost(lines in prop::collection::vec("[R1A,;\"|. 0-9-]{0,40}", 0..30)) {
        let dir = folder(&[("renewals.csv", &format!("{HEAD}{GOOD}{}\n", lines.join("\n")))]);
        if let Ok(facts) = compiled(dir.path()) {
            rejects(&facts);
            let blank = lines.iter().filter(|line| line.is_empty()).count() as u64;
            // A quoted field may hold several lines, so a record is one line or more.
            prop_assert!(facts.quality.files[0].read <= lines.len() as u64 + 1);
            let read = facts.quality.files[0].read + left_out(&facts);
            prop_assert!(lines.iter().any(|l| l.contains('"')) || read == lines.len() as u64 + 1 - blank);
        }
    }
}
