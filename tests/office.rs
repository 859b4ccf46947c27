//! The deck and the tracker as others read them: with python-pptx and openpyxl.

#![allow(clippy::disallowed_methods, reason = "the test puts a journal in place and asks another program")]

use std::fs;
use std::path::Path;
use std::process::Command;

/// Opens every slide, chart, embedded workbook and table; prints what there is of each.
const READ_DECK: &str = r#"
import io, sys, openpyxl, pptx
deck = pptx.Presentation(sys.argv[1])
count = dict(slides=0, titles=0, charts=0, tables=0, notes=0)
for slide in deck.slides:
    count["slides"] += 1
    count["titles"] += bool(slide.shapes.title is not None and slide.shapes.title.text)
    count["notes"] += slide.has_notes_slide
    for shape in slide.shapes:
        if shape.has_chart:
            count["charts"] += 1
            sheet = openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob)).active
            plots = [s for plot in shape.chart.plots for s in plot.series]
            for place, series in enumerate(sorted(plots, key=lambda s: s._element.idx.val)):
                column = place + sheet.max_column - len(plots) + 1
                held = [sheet.cell(row + 2, column).value for row in range(len(series.values))]
                assert [v for v in held if v is not None] == [v for v in series.values if v is not None], (held, series.values)
        if shape.has_table:
            count["tables"] += 1
            assert len(list(shape.table.rows)) > 1
print(*(f"{k}={v}" for k, v in count.items()))
"#;

const READ_TRACKER: &str = r#"
import datetime, sys, openpyxl
sheet = openpyxl.load_workbook(sys.argv[1]).active
heads = [cell.value for cell in sheet[1]]
ids = [row[0].value for row in sheet.iter_rows(min_row=2)]
assert len(ids) > 2 and len(set(ids)) == len(ids), ids
due = [row[heads.index("due")].value for row in sheet.iter_rows(min_row=2)]
assert all(isinstance(day, datetime.datetime) for day in due), due
assert sheet.freeze_panes == "C2" and sheet.auto_filter.ref, sheet.freeze_panes
assert any("stalled" in rule.formula1 for rule in sheet.data_validations.dataValidation)
"#;

fn python(script: &str, file: &Path) -> String {
    let read = Command::new("python3").args(["-c", script]).arg(file).output().expect("python3 is there");
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    String::from_utf8(read.stdout).unwrap()
}

/// Edits the tracker as somebody would, and saves it as their spreadsheet does.
const EDIT_TRACKER: &str = r#"
import datetime, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
sheet = book.active
heads = [cell.value for cell in sheet[1]]
column = lambda name: heads.index(name) + 1
sheet.cell(2, column("due")).value = datetime.datetime(2027, 1, 18)
sheet.cell(2, column("status")).value = "in progress"
sheet.cell(2, column("owner")).value = "Ana Ruiz"
sheet.delete_rows(3)
sheet.insert_cols(1)
sheet.cell(1, 1).value = "Notes"
sheet.cell(2, 1).value = "=1/0"
book.save(sys.argv[1])
"#;

/// Every calendar that reads it finds an entry for each action with a date, and reminders of those that are not done.
const READ_CALENDAR: &str = r#"
import sys, icalendar
calendar = icalendar.Calendar.from_ical(open(sys.argv[1], "rb").read())
todos = list(calendar.walk("VEVENT"))
assert todos and len({str(todo["UID"]) for todo in todos}) == len(todos)
for todo in todos:
    assert todo["SUMMARY"] and todo["DTSTART"].dt and todo["DTSTAMP"].dt, todo
    alarms = [alarm["TRIGGER"].dt.total_seconds() for alarm in todo.walk("VALARM")]
    assert bool(alarms) != todo["SUMMARY"].startswith("Done: ") and all(seconds < 0 for seconds in alarms), todo
print(len(todos))
"#;

/// A home with a retro in it.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("sessions/2026-Q2-enterprise-7c41e09a");
    fs::create_dir_all(&folder).unwrap();
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journals/v3.jsonl"), folder.join("journal.jsonl")).unwrap();
    home
}

fn run(home: &Path, args: &[&str]) -> String {
    let mut command = assert_cmd::Command::cargo_bin("run-retro").unwrap();
    let output = command.env("RUN_RETRO_HOME", home).current_dir(home).args(args).output().unwrap();
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
#[ignore = "needs openpyxl: run by .ci/run"]
fn a_workbook_that_somebody_edited_comes_back_and_arrives_once() {
    let home = home();
    run(home.path(), &["export", "--format", "xlsx", "--out", "out"]);
    let book = home.path().join("out/actions.xlsx");
    python(EDIT_TRACKER, &book);
    let said = run(home.path(), &["actions", "import", "out/actions.xlsx", "--yes"]);
    for part in ["3 edits of 1 action", "→ 2027-01-18", "→ in progress", "→ Ana Ruiz", "passed over: Notes", "no row here"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(run(home.path(), &["actions", "import", "out/actions.xlsx", "--yes"]).contains("nothing new"));
}

#[test]
#[ignore = "needs libreoffice: run by .ci/run"]
fn a_tracker_that_libreoffice_saved_says_what_it_said() {
    let home = home();
    run(home.path(), &["export", "--format", "xlsx,csv", "--out", "out"]);
    let profile = format!("-env:UserInstallation=file://{}", home.path().join("profile").display());
    for (file, ending) in [("out/actions.xlsx", "csv"), ("out/actions.xlsx", "xlsx"), ("out/actions.csv", "xlsx")] {
        let into = home.path().join(format!("saved-{ending}"));
        let mut office = Command::new("soffice");
        office.args([&profile, "--headless", "--convert-to", ending, "--outdir"]).arg(&into).arg(home.path().join(file));
        assert!(office.output().expect("LibreOffice is there").status.success());
        let saved = into.join(format!("actions.{ending}"));
        let said = run(home.path(), &["actions", "import", saved.to_str().unwrap(), "--yes"]);
        assert!(said.contains("nothing new") && !said.contains('!'), "{file} {ending}: {said}");
    }
}

#[test]
#[ignore = "needs icalendar: run by .ci/run"]
fn others_read_the_calendar() {
    let home = home();
    run(home.path(), &["export", "--format", "ics", "--out", "out"]);
    assert_ne!(python(READ_CALENDAR, &home.path().join("out/actions.ics")).trim(), "0");
}

#[test]
#[ignore = "needs python-pptx and openpyxl: run by .ci/run"]
fn others_read_the_deck_and_the_tracker() {
    let home = home();
    let mut export = assert_cmd::Command::cargo_bin("run-retro").unwrap();
    let out = home.path().join("out");
    export.env("RUN_RETRO_HOME", home.path()).args(["export", "--format", "pptx,xlsx", "--out"]).arg(&out).assert().success();
    let said = python(READ_DECK, &out.join("deck.pptx"));
    let counts: Vec<usize> = said.trim().split(' ').map(|count| count.split('=').nth(1).unwrap().parse().unwrap()).collect();
    assert!(counts[0] == counts[1] && counts[2] >= 5 && counts[3] > 10 && counts[4] > 0, "{said}");
    python(READ_TRACKER, &out.join("actions.xlsx"));
}
