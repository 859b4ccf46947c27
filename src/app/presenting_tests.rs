use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;

use super::*;
use crate::app::model::Settings;
use crate::domain::card::CardId;
use crate::domain::event::Event;
use crate::domain::phase::Phase;
use crate::domain::session::History;
use crate::export::fixture::facts;
use crate::store::fixture;
use crate::view::Painter;
use crate::view::styles::ColorDepth;

fn settings() -> Settings {
    Settings {
        author: "robin".into(),
        bell: false,
        themes: vec!["dark".into(), "light".into()],
        theme: 0,
        local: |at| at.naive_utc(),
        agendas: Arc::default(),
        guides: Arc::default(),
        flawed: vec![],
        read_only: true,
        pseudonyms: [7; 32],
    }
}

/// At the insights, with one card that has two votes.
fn history() -> History {
    let mut history = fixture::history("2026-Q3-all-1", fixture::scope(2026, 3));
    history.push(fixture::at(3), "Mara", Event::PhaseEntered { phase: Phase::InsightSynthesis });
    for minute in [4, 5] {
        history.push(fixture::at(minute), "Mara", Event::VoteCast { id: CardId(1), up: true });
    }
    history
}

fn following(history: History, sight: Sight) -> Presenting {
    let mut window = Presenting::new(sight, 0, false);
    window.update(Message::Resize(100, 30), fixture::at(6));
    window.follow(Model::new(history, Arc::new(facts()), settings()));
    window.is_held = true;
    window
}

fn drawn(window: &Presenting, width: u16, height: u16) -> String {
    let area = Rect::new(0, 0, width, height);
    let mut buf = Buffer::empty(area);
    Painter::new(ColorDepth::TrueColor).present(&mut buf, area, window, fixture::at(6));
    crate::view::testing::rows(&buf)
}

fn press(window: &mut Presenting, code: KeyCode) {
    window.update(Message::Key(KeyEvent::new(code, KeyModifiers::NONE)), fixture::at(6));
}

#[test]
fn it_is_drawn_at_every_size_of_a_window_in_both_views_and_in_every_phase() {
    for sight in [Sight::Private, Sight::Room] {
        for phase in Phase::ALL {
            let mut history = history();
            history.push(fixture::at(6), "Mara", Event::PhaseEntered { phase });
            let window = following(history, sight);
            for (width, height) in [(1, 1), (40, 12), (41, 13), (80, 24), (120, 36), (200, 55), (300, 12), (40, 90)] {
                drop(drawn(&window, width, height));
            }
        }
    }
}

#[test]
fn votes_are_in_the_rooms_view_once_the_tally_is_closed() {
    let mut history = history();
    let shown = following(history.clone(), Sight::Room);
    assert!(drawn(&shown, 100, 30).contains("2 votes"));
    history.push(fixture::at(6), "Mara", Event::TallyHidden { hidden: true });
    let hidden = drawn(&following(history, Sight::Room), 100, 30);
    assert!(hidden.matches("vote").count() == 1 && hidden.contains("2 votes in"), "only how many there are: {hidden}");
}

#[test]
fn what_others_do_is_followed_and_what_changes_a_session_is_not_done() {
    let mut history = history();
    let mut window = following(history.clone(), Sight::Room);
    history.push(fixture::at(6), "Mara", Event::PhaseEntered { phase: Phase::ActionPlanning });
    let effects = window.update(Message::Happened(history.records().to_vec()), fixture::at(7));
    assert!(effects.iter().all(|effect| *effect == Effect::Analyse), "{effects:?}");
    assert!(drawn(&window, 100, 30).contains("1 action"), "{}", drawn(&window, 100, 30));
    // A journal that is another one is opened anew, and what was seen stays until then.
    let other = fixture::history("2026-Q3-all-1", fixture::scope(2026, 2));
    window.update(Message::Happened(other.records().to_vec()), fixture::at(8));
    assert!(window.is_lost && window.model().is_some());
}

#[test]
fn a_clock_that_nobody_watches_stands_where_it_was_left() {
    let mut history = history();
    let phase = Phase::InsightSynthesis;
    history.push(fixture::at(6), "Mara", Event::TimerStarted { phase, step: None });
    let mut window = following(history, Sight::Room);
    let later = fixture::at(50);
    let model = window.model().unwrap();
    assert_eq!((window.clock_now(model, later), window.next_tick(later).is_some()), (later, true));
    window.is_held = false;
    let model = window.model().unwrap();
    assert_eq!((window.clock_now(model, later), window.next_tick(later)), (fixture::at(6), None));
}

#[test]
fn its_keys_change_the_view_the_theme_and_nothing_else() {
    let mut window = following(history(), Sight::Private);
    assert!(drawn(&window, 100, 30).contains("for you alone"));
    press(&mut window, KeyCode::Tab);
    assert_eq!(window.sight, Sight::Room);
    press(&mut window, KeyCode::Char('v'));
    press(&mut window, KeyCode::Char('t'));
    press(&mut window, KeyCode::Char('*'));
    assert_eq!((window.sight, window.theme, window.hides), (Sight::Private, 1, true));
    assert!(drawn(&window, 100, 30).contains("hidden"));
    let steps = window.model().unwrap().world.history.last_seq();
    for c in ['n', '>', 'a', 'u', 'c', 'N'] {
        press(&mut window, KeyCode::Char(c));
    }
    assert_eq!(window.model().unwrap().world.history.last_seq(), steps);
    press(&mut window, KeyCode::Char('q'));
    assert!(window.quitting);
}
