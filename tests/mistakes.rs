//! A mistake of the program's own, on the thread that draws and on one beside it, in a real terminal: this test starts
//! itself there as the program that makes it.
#![allow(clippy::disallowed_macros, reason = "the program in the test tells what ended it")]
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "the test reads what the program left")]

mod asked;
mod terminal;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use portable_pty::CommandBuilder;
use ratatui::crossterm::event::{KeyCode, KeyEvent};
use run_retro::app::message::Message;
use run_retro::app::model::{Model, Settings};
use run_retro::app::update::update;
use run_retro::compile::{self, Source};
use run_retro::domain::event::{Event, Record};
use run_retro::domain::facts::Facts;
use run_retro::domain::person::PersonId;
use run_retro::domain::progress::Silent;
use run_retro::domain::window::WindowSpec;
use run_retro::runtime::background::Background;
use run_retro::runtime::drafts::DraftKeeper;
use run_retro::runtime::grounds::Grounds;
use run_retro::runtime::jobs::Places;
use run_retro::runtime::plan_file::PlanFile;
use run_retro::runtime::writer::Writer;
use run_retro::runtime::{self, Parts, Wire};
use run_retro::store::home::Home;
use run_retro::store::sessions::Sessions;
use run_retro::view::Painter;
use run_retro::view::styles::ColorDepth;
use terminal::Terminal;

const HOME: &str = "RUN_RETRO_TEST_OF_MISTAKES";

fn opened(facts: &Facts, now: DateTime<Utc>) -> Record {
    let event = Event::opening("mistaken", facts.scope.clone());
    Record { seq: 1, at: now, by: "robin".into(), who: PersonId::ROOM, asked: None, part_of: None, from: None, event }
}

fn press(model: &mut Model, code: KeyCode) {
    // What the keys want done is lost, as it is when a mistake comes between.
    drop(update(model, Message::Key(KeyEvent::from(code)), runtime::now()));
}

/// A retro whose loop makes a mistake after a step was taken in and before it was handed to the writer, with a clock that
/// runs and a thread beside it that has just gone wrong.
fn mistaken(home: &Path) {
    let request = asked::request(Some("enterprise"), WindowSpec::Quarter);
    let facts = Arc::new(compile::compile(&Source::Sample, &request, None, &Silent).unwrap());
    let now = runtime::now();
    let session = Sessions::new(&Home::below(home)).create(opened(&facts, now)).unwrap();
    let painter = Painter::new(ColorDepth::TrueColor);
    let settings = Settings {
        author: "robin".into(),
        bell: false,
        themes: painter.names(),
        theme: 0,
        local: |at| at.naive_utc(),
        agendas: Arc::default(),
        guides: Arc::default(),
        flawed: vec![],
        read_only: false,
        pseudonyms: [7; 32],
    };
    let grounds = Grounds {
        source: Source::Sample,
        mapping: None,
        request,
        cache: home.join("cache"),
        session: session.folder.clone(),
        failures: vec![],
    };
    let mut model = Model::new(session.history.clone(), facts, settings);
    // Nothing is kept of the data here: leaving does not wait for it.
    model.world.not_held = true;
    let wire = Wire::new();
    let parts = Parts {
        doorkeeper: None,
        sharing: None,
        background: Background::new(wire.outbox.clone(), Places::new(grounds, home.join("exports"))),
        drafts: DraftKeeper::start(Some(session.folder.clone()), wire.outbox.clone()),
        writer: Writer::start(Some(session), wire.outbox.clone()),
        handed: 1,
        plan: PlanFile::start(Some(home), false, home.join("plan.json"), wire.outbox.clone(), now),
        painter,
        wire,
    };
    let ended = runtime::run_with(model, parts, |model, parts, screen| {
        update(model, Message::Resize(120, 36), now);
        let beside = std::thread::spawn(|| panic!("a thread beside went wrong"));
        assert!(beside.join().is_err());
        // The test has seen the screen once it presses a key; while it waits, the screen stands, so that its failure shows it. A frame
        // that the terminal had no room for yet is drawn when it has.
        loop {
            screen.draw(|frame| parts.painter.paint(frame, model, now));
            while let Ok(message) = parts.wire.inbox.recv_timeout(Duration::from_secs(300))
                && !matches!(message, Message::Drawable)
            {
                if matches!(message, Message::Key(_)) {
                    return mistake(model);
                }
            }
        }
    });
    let ended = ended.unwrap();
    run_retro::printed::tell(&format!("ended by {}", ended.broken.unwrap()));
    std::process::exit(3);
}

/// Takes a step in, and goes wrong before it is handed on.
fn mistake(model: &mut Model) {
    "nnnnaLast words".chars().for_each(|c| press(model, KeyCode::Char(c)));
    press(model, KeyCode::Enter);
    let nothing: Vec<u8> = vec![];
    assert_eq!(nothing[model.world.history.records().len()], 0);
}

#[test]
#[ignore = "the program that the test below starts"]
fn makes_a_mistake() {
    if let Some(home) = std::env::var_os(HOME) {
        mistaken(Path::new(&home));
    }
}

#[test]
fn a_mistake_on_any_thread_costs_no_step_and_the_terminal_is_given_back() {
    let home = tempfile::tempdir().unwrap();
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(["--ignored", "--exact", "--nocapture", "makes_a_mistake"]);
    command.env(HOME, home.path());
    let mut terminal = Terminal::start_command(command, home.path(), home.path(), (120, 36));
    terminal.wait_for("Who does what");
    assert!(terminal.modes().0.is_taken(), "the thread beside has not given it back");
    assert!(!terminal.text().contains("went wrong"), "nor written into the screen: {}", terminal.text());
    terminal.keys("x");
    let (code, _) = terminal.wait_for_end();
    terminal.wait_for("ended by a mistake in run-retro itself: index out of bounds");
    terminal.wait_until_given_back("after a mistake");
    assert_eq!(code, 3, "{}", terminal.text());
    let journal = std::fs::read_to_string(home.path().join("sessions/mistaken/journal.jsonl")).unwrap();
    assert!(journal.contains("Last words"), "{journal}");
    assert!(journal.lines().last().unwrap().contains("timer-paused"), "{journal}");
    assert!(std::fs::read_to_string(home.path().join("plan.json")).unwrap().contains("Last words"));
}
