//! What files and columns mean, settled on the screen: by keys on small folders, and once in a real terminal.

#![allow(clippy::disallowed_methods, reason = "the test writes the folders it reads, and reads what the program left")]

mod terminal;

use std::fs;
use std::path::Path;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use run_retro::app::mapping::update::update;
use run_retro::app::mapping::{Effect, Ending, MappingScreen};
use run_retro::app::message::Message;
use run_retro::compile::{self, Mapping, Source};
use run_retro::runtime::mapping::Desk;
use run_retro::view::Painter;
use run_retro::view::styles::ColorDepth;
use terminal::{Terminal, keys};

const RENEWALS: &str = "\
Contract,Company,Renewal Date,Stage,Value,Signed
1,Acme,03/04/2026,Closed Won,1200.00,2025-04-03
2,Bolt,05/06/2026,Closed Lost,500.00,2025-06-05
";

/// The screen on a folder of its own; effects are performed at once.
struct Rig {
    folder: tempfile::TempDir,
    screen: MappingScreen,
    desk: Desk,
}

impl Rig {
    fn new(files: &[(&str, &str)], size: (u16, u16)) -> Self {
        let folder = folder(files);
        let source = Source::Folder(folder.path().into());
        let mapping = Mapping::find(&source, None).unwrap();
        let report = compile::check_with(&source, mapping.clone()).unwrap();
        let target = folder.path().join("mapping.toml");
        let screen = MappingScreen::new("./data".into(), "./data/mapping.toml".into(), mapping, report, false);
        let mut rig = Self { folder, screen, desk: Desk { source, target, written: None } };
        rig.send(Message::Resize(size.0, size.1));
        rig
    }

    fn keys(&mut self, pressed: &str) -> &mut Self {
        for press in keys::presses(pressed) {
            self.send(Message::Key(keys::event(&press)));
        }
        self
    }

    fn send(&mut self, message: Message) {
        for effect in update(&mut self.screen, message) {
            let result = match effect {
                Effect::Check(number, mapping) => {
                    let report = compile::check_with(&self.desk.source, *mapping);
                    Message::Checked(number, report.map(Box::new).map_err(|error| error.to_string()))
                }
                Effect::Save { text, keeping } => Message::MappingWritten(self.desk.write(&text, keeping)),
            };
            self.send(result);
        }
    }

    fn text(&mut self) -> String {
        let (width, height) = self.screen.size;
        let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
        let now = "2026-11-23T09:00:00Z".parse().unwrap();
        Painter::new(ColorDepth::TrueColor).draw_mapping(&mut buf, Rect::new(0, 0, width, height), &mut self.screen, now);
        let row = |y: u16| (0..width).map(|x| buf[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
        (0..height).map(row).collect::<Vec<_>>().join("\n")
    }

    fn sees(&mut self, wanted: &str) -> &mut Self {
        let text = self.text();
        assert!(text.contains(wanted), "no {wanted} on\n{text}");
        self
    }

    fn written(&self) -> String {
        fs::read_to_string(self.folder.path().join("mapping.toml")).unwrap()
    }

    /// What the saved mapping makes of the folder.
    fn read_back(&self) -> compile::CheckReport {
        compile::check(&self.desk.source, None).unwrap()
    }
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), files);
    folder
}

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        fs::write(folder.join(name), text).unwrap();
    }
}

#[test]
fn an_order_of_dates_is_chosen_with_both_readings_in_sight() {
    let mut rig = Rig::new(&[("renewals.csv", RENEWALS)], (80, 24));
    insta::assert_snapshot!(rig.text());
    rig.keys("n").sees("must be settled first");
    rig.keys("<enter>").sees("Day first: 03/04/2026 is 3 April 2026").sees("Month first: 03/04/2026 is March 4, 2026");
    rig.keys("<down><enter>").sees("✓ ready for a retro").sees("a date like 09/30/2026");
    rig.keys("u").sees("! 1 thing to settle");
    rig.keys("<enter><enter>").sees("a date like 30/09/2026");
    rig.keys("n");
    assert_eq!(rig.screen.ending, Some(Ending::GoOn));
    assert!(rig.written().contains("date = \"dmy\""), "{}", rig.written());
    assert!(rig.read_back().is_ready());
}

#[test]
fn a_column_gets_another_field_and_what_follows_is_shown() {
    let mut rig = Rig::new(&[("renewals.csv", RENEWALS)], (120, 36));
    rig.keys("<enter><enter>").keys("<end>").sees("Signed is not used");
    insta::assert_snapshot!(rig.text());
    rig.keys("<enter>started<enter>").sees("Signed: started_date");
    rig.keys("x").sees("Signed: not used").keys("u").sees("Signed: started_date");
    rig.keys("w").sees("Written to ./data/mapping.toml");
    let report = rig.read_back();
    let signed = report.files[0].columns.iter().find(|column| column.column == "Signed").unwrap();
    assert_eq!(signed.field.key(), "started_date");
}

#[test]
fn a_file_that_nobody_recognised_is_given_a_table_and_its_columns() {
    let text = "key,firm,wann,wie\n1,Acme,2026-08-01,won\n2,Bolt,2026-08-02,lost\n";
    let mut rig = Rig::new(&[("liste.csv", text)], (80, 24));
    rig.sees("its columns are not those").keys("n").sees("No file is read as renewals");
    rig.keys("<enter>renewals<enter>").sees("needs due_date, outcome");
    rig.keys("j<enter>account_id<enter>").sees("→ account_id");
    rig.keys("<home>jj<enter>").keys("account<enter>");
    rig.keys("<end>").keys("<home>");
    for (column, field) in [("wann", "due_date"), ("wie", "outcome")] {
        rig.select(column).keys(&format!("<enter>{field}<enter>"));
    }
    rig.sees("✓ ready for a retro").keys("w");
    let report = rig.read_back();
    assert!(report.is_ready(), "{report}");
    rig.keys("<home>x").sees("liste.csv: not read");
}

#[test]
fn a_mapping_that_is_there_is_asked_about_and_kept() {
    let by_hand = "# mine\n[files.\"renewals.csv\"]\ntable = \"renewals\"\n";
    let mut rig = Rig::new(&[("renewals.csv", RENEWALS), ("mapping.toml", by_hand)], (80, 24));
    rig.keys("<enter><enter>n").sees("is there already").keys("<esc>");
    assert_eq!((rig.screen.ending, rig.written().as_str()), (None, by_hand));
    rig.keys("w<down><enter>").sees("Nothing was written");
    rig.keys("q").sees("q once more");
    rig.keys("n<enter>");
    assert_eq!(rig.screen.ending, Some(Ending::GoOn));
    assert_eq!(fs::read_to_string(rig.folder.path().join("mapping.toml.old-1")).unwrap(), by_hand);
    assert!(rig.written().contains("date = \"dmy\""));
}

#[test]
fn every_size_can_be_drawn() {
    let mut rig = Rig::new(&[("renewals.csv", RENEWALS), ("other.csv", "a,b\n1,2\n")], (80, 24));
    for size in [(20, 5), (80, 24), (109, 24), (110, 24), (200, 55)] {
        rig.send(Message::Resize(size.0, size.1));
        rig.keys("<home>").text();
        rig.keys("<end>").text();
    }
}

impl Rig {
    /// Moves to a column by its name.
    fn select(&mut self, column: &str) -> &mut Self {
        let rows = self.screen.rows();
        self.keys("<home>");
        for row in rows {
            let report = &self.screen.report;
            let name = row.column(report).map(|c| c.column.as_str()).or(row.unused(report).map(|c| c.column.as_str()));
            if name == Some(column) {
                return self;
            }
            self.keys("j");
        }
        panic!("no column {column} on\n{}", self.text());
    }
}

#[test]
fn data_that_is_not_settled_opens_the_screen_and_then_the_retro() {
    let home = tempfile::tempdir().unwrap();
    let work = tempfile::tempdir().unwrap();
    fs::create_dir(work.path().join("data")).unwrap();
    write(&work.path().join("data"), &[("renewals.csv", RENEWALS)]);
    let args = ["--data", "data", "--window", "2026-Q2", "--as-of", "2026-11-23"];
    let mut terminal = Terminal::start(&args, home.path(), work.path(), (100, 30));
    terminal.wait_for("! 1 thing to settle");
    terminal.keys("<enter>").wait_for("3 April 2026");
    terminal.keys("<enter>").wait_for("ready for a retro");
    terminal.keys("n").wait_for("Who does what");
    // The first key after the change of screens is not lost.
    terminal.keys("n").wait_for("One shared picture");
    terminal.keys("q");
    assert_eq!(terminal.wait_end().0, 0);
    assert!(fs::read_to_string(work.path().join("data/mapping.toml")).unwrap().contains("date = \"dmy\""));
    let mut again = Terminal::start(&["check", "data", "--edit"], home.path(), work.path(), (100, 30));
    again.wait_for("ready for a retro");
    again.keys("q");
    assert_eq!(again.wait_end().0, 0);
}
