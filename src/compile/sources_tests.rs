#![expect(clippy::disallowed_methods, reason = "tests write the files they read")]

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;

use zip::write::SimpleFileOptions;

use super::tests::{folder, request};
use super::*;
use crate::domain::progress::Silent;

const ROWS: &str =
    "renewal_id,account_id,due_date,outcome,arr_before,arr_after\nR1,A1,2026-08-01,renewed,100,120\nR2,A2,2026-08-02,churned,50,0\n";
const ACCOUNTS: &str = "account_id,account,segment\nA1,Acme,growth\nA2,Bolt,scale\n";

pub(crate) fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated)).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn compiled(path: &Path) -> Facts {
    compile(&Source::at(path.to_owned()), &request(None, "2026-Q3"), None, &Silent).unwrap()
}

fn told(facts: &Facts) -> Vec<(String, String, String, u64)> {
    facts.renewals.iter().map(|r| (r.id.to_string(), r.account.to_string(), r.segment.to_string(), r.origin.line)).collect()
}

fn error(path: &Path) -> String {
    Source::at(path.to_owned()).inputs().unwrap_err().to_string()
}

#[test]
fn a_zip_of_exports_gives_the_facts_of_its_folder() {
    let dir = folder(&[("renewals.csv", ROWS), ("accounts.csv", ACCOUNTS)]);
    let plain = told(&compiled(dir.path()));
    assert_eq!(plain[0], ("R1".into(), "Acme".into(), "growth".into(), 2));
    let zips = folder(&[]);
    let entries: [&[(&str, &[u8])]; 3] = [
        &[("renewals.csv", ROWS.as_bytes()), ("accounts.csv", ACCOUNTS.as_bytes()), ("readme.md", b"hello")],
        &[("exports/crm/renewals.csv", ROWS.as_bytes()), ("exports/accounts.csv", ACCOUNTS.as_bytes()), ("__MACOSX/._renewals.csv", b"\0")],
        &[("..\\..\\renewals.csv", ROWS.as_bytes()), ("/etc/accounts.csv", ACCOUNTS.as_bytes()), (".hidden.csv", b"a,b\n1,2\n")],
    ];
    for entries in entries {
        let path = zips.path().join("exports.ZIP");
        fs::write(&path, zipped(entries)).unwrap();
        assert_eq!(told(&compiled(&path)), plain, "{entries:?}");
    }
    let names: Vec<String> = Source::at(zips.path().join("exports.ZIP")).inputs().unwrap().into_iter().map(|input| input.name).collect();
    assert_eq!(names, ["etc/accounts.csv", "renewals.csv"]);
}

#[test]
fn one_file_is_read_without_those_beside_it() {
    let dir = folder(&[("renewals.csv", ROWS), ("accounts.csv", ACCOUNTS)]);
    assert_eq!(told(&compiled(&dir.path().join("renewals.csv")))[0].1, "A1");
}

#[test]
fn a_mapping_stands_beside_a_file_in_an_archive_or_in_the_folder_that_names_the_file() {
    let rows = ROWS.replace("renewed", "goed");
    let dir = folder(&[("renewals.csv", &rows), ("other.csv", ACCOUNTS)]);
    let file = dir.path().join("renewals.csv");
    let outcomes = |path: &Path| compiled(path).renewals.len();
    let says = |extra: &str| format!("{extra}\n[values.outcome]\n\"goed\" = \"renewed\"\n");
    let named = "[files.\"renewals.csv\"]\ntable = \"renewals\"\n[files.\"other.csv\"]\ntable = \"ignore\"\n";
    fs::write(dir.path().join("mapping.toml"), says("")).unwrap();
    assert!(Mapping::find(&Source::at(file.clone()), None).unwrap().values.is_empty(), "it may be of other data");
    fs::write(dir.path().join("mapping.toml"), says(named)).unwrap();
    assert_eq!(outcomes(&file), 2);
    fs::remove_file(dir.path().join("mapping.toml")).unwrap();
    let beside = Source::at(file.clone()).mapping_path().unwrap();
    assert_eq!(beside, dir.path().join("renewals.csv.mapping.toml"));
    fs::write(beside, says("")).unwrap();
    assert_eq!(outcomes(&file), 2);
    let zip = dir.path().join("all.zip");
    fs::write(&zip, zipped(&[("x/renewals.csv", rows.as_bytes()), ("x/mapping.toml", says("").as_bytes())])).unwrap();
    assert_eq!(outcomes(&zip), 2);
}

#[test]
fn what_an_archive_holds_and_is_not_read_is_named_with_what_to_do() {
    let dir = folder(&[]);
    let path = dir.path().join("a.zip");
    fs::write(&path, zipped(&[("x/inner.zip", b"PK"), ("x/usage.parquet", b"")])).unwrap();
    assert!(error(&path).contains("inner.zip: archives are not read among other files; unpack it"), "{}", error(&path));
    fs::write(&path, zipped(&[("x/inner.zip", b"PK"), ("x/renewals.csv", ROWS.as_bytes())])).unwrap();
    let report = check(&Source::at(path.clone()), &request(None, "2026-Q3"), None).unwrap();
    assert_eq!(report.left.iter().map(|left| &*left.name).collect::<Vec<_>>(), ["inner.zip"]);
    fs::write(&path, "no archive").unwrap();
    assert!(error(&path).contains("no zip archive"), "{}", error(&path));
    fs::write(&path, zipped(&[("big.csv", &vec![b'a'; 80 << 20])])).unwrap();
    assert!(error(&path).contains("big.csv unpacks to more than 200 times its size"), "{}", error(&path));
}

#[test]
fn damage_in_an_archive_is_noticed() {
    let dir = folder(&[]);
    let path = dir.path().join("a.zip");
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("renewals.csv", SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored)).unwrap();
    zip.write_all(ROWS.as_bytes()).unwrap();
    let mut bytes = zip.finish().unwrap().into_inner();
    let at = bytes.windows(3).position(|w| w == b"120").unwrap();
    bytes[at] = b'9';
    fs::write(&path, bytes).unwrap();
    let message = compile(&Source::at(path), &request(None, "2026-Q3"), None, &Silent).unwrap_err().to_string();
    assert!(message.contains("a.zip/renewals.csv") && message.contains("damaged"), "{message}");
}

#[test]
fn what_is_no_file_of_data_is_refused() {
    let dir = folder(&[("report.pdf", ""), ("usage.parquet", "")]);
    assert!(error(&dir.path().join("report.pdf")).contains("files of this kind are not read; expected CSV"));
    assert!(error(&dir.path().join("usage.parquet")).contains("DuckDB"));
    assert!(error(&dir.path().join("missing")).contains("give a folder, a file or a zip archive"));
}

#[cfg(unix)]
#[test]
fn pipes_devices_and_links_that_lead_nowhere_are_refused_and_never_waited_for() {
    let dir = folder(&[]);
    for name in ["pipe.csv", "pipe.zip"] {
        let path = dir.path().join(name);
        assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
        assert!(error(&path).contains("pipe or a device"), "{}", error(&path));
    }
    for name in ["link.csv", "link.zip"] {
        let link = dir.path().join(name);
        std::os::unix::fs::symlink(dir.path().join("nowhere"), &link).unwrap();
        assert!(error(&link).contains("check that the file may be read"), "{}", error(&link));
    }
    assert!(error(dir.path()).contains("link.csv"), "in a folder too: {}", error(dir.path()));
}

#[cfg(unix)]
#[test]
fn names_that_cannot_be_shown_are_shown_as_they_can_be_and_stay_apart() {
    let dir = folder(&[("a.csv", "x\n"), ("a\u{202e}.csv", "x\n"), ("\x1b[31ma.csv", "x\n"), ("b.csv", "x\n")]);
    let names: Vec<String> = Source::Folder(dir.path().into()).inputs().unwrap().into_iter().map(|input| input.name).collect();
    assert_eq!(names, ["a.csv", "2 of a.csv", "3 of a.csv", "b.csv"]);
    let alone = Source::File(dir.path().join("\x1b[31ma.csv")).inputs().unwrap();
    assert_eq!((alone[0].name.as_str(), alone[0].path()), ("a.csv", dir.path().join("\x1b[31ma.csv")));
}
