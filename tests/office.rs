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

#[test]
#[ignore = "needs python-pptx and openpyxl: run by .ci/run"]
fn others_read_the_deck_and_the_tracker() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("sessions/2026-Q2-enterprise-7c41e09a");
    fs::create_dir_all(&folder).unwrap();
    let journal = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journals/v3.jsonl");
    fs::copy(journal, folder.join("journal.jsonl")).unwrap();
    let mut export = assert_cmd::Command::cargo_bin("run-retro").unwrap();
    let out = home.path().join("out");
    export.env("RUN_RETRO_HOME", home.path()).args(["export", "--format", "pptx,xlsx", "--out"]).arg(&out).assert().success();
    let said = python(READ_DECK, &out.join("deck.pptx"));
    let counts: Vec<usize> = said.trim().split(' ').map(|count| count.split('=').nth(1).unwrap().parse().unwrap()).collect();
    assert!(counts[0] == counts[1] && counts[2] >= 5 && counts[3] > 10 && counts[4] > 0, "{said}");
    python(READ_TRACKER, &out.join("actions.xlsx"));
}
