//! The report as a page in a real browser: it is read as it was written, nothing in it runs, and it prints.
//! `.ci/run` installs Chromium and Poppler and runs these.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/report.html")
}

#[expect(clippy::disallowed_methods, reason = "a page is read here")]
fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

fn chromium(profile: &TempDir, wanted: &[&str], page: &Path) -> Output {
    let mut browser = Command::new("chromium");
    browser.args(["--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--no-pdf-header-footer"]);
    browser.arg(format!("--user-data-dir={}", profile.path().display())).args(wanted);
    let output = browser.arg(format!("file://{}", page.display())).output().expect("chromium");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output
}

#[test]
#[ignore = "needs chromium"]
fn a_browser_reads_the_page_as_it_was_written_and_has_nothing_to_say_about_it() {
    let profile = tempfile::tempdir().unwrap();
    let output = chromium(&profile, &["--dump-dom"], &golden());
    let (seen, written) = (String::from_utf8(output.stdout).unwrap(), read(&golden()));
    // What is not well formed a browser mends by adding, moving or dropping elements.
    for tag in
        ["<section", "<ul", "<li", "<table", "<tbody", "<tr", "<td", "<th ", "<a ", "<svg", "<text", "<rect", "<figure", "<h2", "<h3", "<p"]
    {
        assert_eq!(seen.matches(tag).count(), written.matches(tag).count(), "{tag}");
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let console: Vec<&str> = said.lines().filter(|line| line.contains("CONSOLE")).collect();
    assert_eq!(console, [""; 0]);
}

#[test]
#[ignore = "needs chromium"]
fn on_paper_the_first_page_holds_what_happened_why_who_does_what_and_what_is_coming_up() {
    let folder = tempfile::tempdir().unwrap();
    let printed = folder.path().join("report.pdf");
    chromium(&folder, &[&format!("--print-to-pdf={}", printed.display())], &golden());
    let text = |from: &str, to: &str| {
        let output = Command::new("pdftotext").args(["-f", from, "-l", to]).arg(&printed).arg("-").output().expect("pdftotext");
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap()
    };
    let first = text("1", "1");
    for part in ["In short", "Why", "Who does what", "Coming up"] {
        assert!(first.lines().any(|line| line == part), "{part} is not on the first page:\n{first}");
    }
    assert!(!first.contains("Contents") && !first.contains("Lost and shrunken accounts"), "{first}");
    assert!(text("2", "2").starts_with("Lost and shrunken accounts"), "the details begin on the second page");
}
