//! Key strings as the tests write them: characters as they are, other keys by name in angle brackets (`jj<tab>s<c-p>`).
#![allow(dead_code, reason = "tests with and without a terminal use different parts")]

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

pub enum Press<'a> {
    Char(char),
    Named(&'a str),
}

pub fn presses(keys: &str) -> Vec<Press<'_>> {
    let mut rest = keys;
    let mut presses = Vec::new();
    while let Some(c) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|r| r.split_once('>'));
        if let Some((name, after)) = named {
            presses.push(Press::Named(name));
            rest = after;
        } else {
            presses.push(Press::Char(c));
            rest = &rest[c.len_utf8()..];
        }
    }
    presses
}

/// The press as the app gets it.
pub fn event(press: &Press<'_>) -> KeyEvent {
    let (code, modifiers) = match press {
        Press::Char(c) => (KeyCode::Char(*c), KeyModifiers::NONE),
        Press::Named(name) => key(name),
    };
    KeyEvent::new(code, modifiers)
}

fn key(name: &str) -> (KeyCode, KeyModifiers) {
    let code = match name {
        "enter" => KeyCode::Enter,
        "tab" => KeyCode::Tab,
        "s-tab" => KeyCode::BackTab,
        "esc" => KeyCode::Esc,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "pagedown" => KeyCode::PageDown,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "bs" => KeyCode::Backspace,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "f12" => KeyCode::F(12),
        "space" => KeyCode::Char(' '),
        name => match name.strip_prefix("c-").and_then(|c| c.chars().next()) {
            Some(letter) => return (KeyCode::Char(letter), KeyModifiers::CONTROL),
            None => panic!("no key <{name}>"),
        },
    };
    (code, KeyModifiers::NONE)
}
