//! One key or mouse event, as terminals write them: plain characters, control characters, `CSI`, `SS3` and the three
//! ways of telling of a mouse (SGR, rxvt, X10).

use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

/// Longer sequences are nobody's keys.
const LONGEST: usize = 128;
/// Longer answers are not waited out.
const LONGEST_ANSWER: usize = 64 * 1024;

pub(crate) enum Read {
    /// It goes on.
    More,
    Is(Event),
    /// It is whole and means nothing here.
    Nothing,
    /// The Esc before the last byte was a key.
    EscThen,
}

pub(crate) fn read(bytes: &[u8]) -> Read {
    match bytes {
        [] | [0x1b] | [0x1b, b'O'] => Read::More,
        [0x1b, 0x1b, ..] => Read::EscThen,
        [0x1b, b'[', rest @ ..] => csi(rest),
        [0x1b, b'O', last, ..] => keyed(named(*last), KeyModifiers::NONE),
        // Answers of the terminal to questions that nobody here asked, up to their end.
        [0x1b, b']' | b'P' | b'_' | b'^' | b'X', rest @ ..] => answer(rest),
        [0x1b, rest @ ..] => with_alt(plain(rest)),
        plainly => plain(plainly),
    }
}

fn answer(rest: &[u8]) -> Read {
    let is_over = rest.ends_with(b"\x07") || rest.ends_with(b"\x1b\\") || rest.len() > LONGEST_ANSWER;
    if is_over { Read::Nothing } else { Read::More }
}

fn with_alt(read: Read) -> Read {
    match read {
        Read::Is(Event::Key(key)) => Read::Is(Event::Key(KeyEvent::new(key.code, key.modifiers | KeyModifiers::ALT))),
        read => read,
    }
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Read {
    Read::Is(Event::Key(KeyEvent::new(code, modifiers)))
}

fn keyed(code: Option<KeyCode>, modifiers: KeyModifiers) -> Read {
    code.map_or(Read::Nothing, |code| key(code, modifiers))
}

fn plain(bytes: &[u8]) -> Read {
    let control = |c: u8| key(KeyCode::Char(char::from(c)), KeyModifiers::CONTROL);
    match bytes {
        [b'\r'] => key(KeyCode::Enter, KeyModifiers::NONE),
        [b'\t'] => key(KeyCode::Tab, KeyModifiers::NONE),
        [0x7f] => key(KeyCode::Backspace, KeyModifiers::NONE),
        [0] => control(b' '),
        [c @ 0x01..=0x1a] => control(c - 1 + b'a'),
        [c @ 0x1c..=0x1f] => control(c - 0x1c + b'4'),
        _ => character(bytes),
    }
}

fn character(bytes: &[u8]) -> Read {
    match std::str::from_utf8(bytes) {
        Ok(text) => match text.chars().next() {
            Some(c) if c.is_uppercase() => key(KeyCode::Char(c), KeyModifiers::SHIFT),
            Some(c) => key(KeyCode::Char(c), KeyModifiers::NONE),
            None => Read::Nothing,
        },
        // Cut off in the middle of a character, not wrong.
        Err(error) if error.error_len().is_none() => Read::More,
        Err(_) => Read::Nothing,
    }
}

/// What follows `ESC [`.
fn csi(rest: &[u8]) -> Read {
    match rest {
        [] => Read::More,
        [b'M', ..] if rest.len() < 4 => Read::More,
        [b'M', button, x, y, ..] => mouse(button.checked_sub(32), [*x, *y].map(|at| u16::from(at).checked_sub(33)), true),
        [b'[', ..] if rest.len() < 2 => Read::More,
        // The Linux console's F1 to F5.
        [b'[', c @ b'A'..=b'E', ..] => key(KeyCode::F(1 + c - b'A'), KeyModifiers::NONE),
        [.., 0x40..=0x7e] => ended(rest),
        _ if rest.len() > LONGEST => Read::Nothing,
        [.., 0x20..=0x3f] => Read::More,
        _ => Read::Nothing,
    }
}

/// A whole sequence: parameters, and the letter that says what it is.
fn ended(rest: &[u8]) -> Read {
    let (last, parameters) = (rest[rest.len() - 1], &rest[..rest.len() - 1]);
    let is_sgr = parameters.first() == Some(&b'<');
    let Ok(text) = std::str::from_utf8(if is_sgr { &parameters[1..] } else { parameters }) else { return Read::Nothing };
    // Of `1:2` the first says which key, or which modifiers.
    let numbers: Vec<Option<u16>> = text.split(';').map(|part| part.split(':').next().unwrap_or_default().parse().ok()).collect();
    let number = |place: usize| numbers.get(place).copied().flatten();
    let modifiers = modifiers(number(1));
    let at = || [number(1), number(2)].map(|at| at.and_then(|at| at.checked_sub(1)));
    let byte = |number: Option<u16>| number.and_then(|number| u8::try_from(number).ok());
    match last {
        b'M' | b'm' if is_sgr => mouse(byte(number(0)), at(), last == b'M'),
        b'M' => mouse(byte(number(0)).and_then(|button| button.checked_sub(32)), at(), true),
        b'I' if text.is_empty() => Read::Is(Event::FocusGained),
        b'O' if text.is_empty() => Read::Is(Event::FocusLost),
        b'Z' => key(KeyCode::BackTab, KeyModifiers::SHIFT),
        b'~' => keyed(number(0).and_then(numbered), modifiers),
        b'u' => keyed(number(0).and_then(coded), modifiers),
        // With two numbers it may be where the cursor stands, which nobody here asks; F3 begins with 1.
        b'R' if number(0) != Some(1) => Read::Nothing,
        _ if text.starts_with(['?', '>', '=']) => Read::Nothing,
        letter => keyed(named(letter), modifiers),
    }
}

fn named(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'M' => KeyCode::Enter,
        b'P'..=b'S' => KeyCode::F(1 + letter - b'P'),
        _ => return None,
    })
}

fn numbered(number: u16) -> Option<KeyCode> {
    let function = |before: u16| u8::try_from(number - before).ok().map(KeyCode::F);
    match number {
        1 | 7 => Some(KeyCode::Home),
        2 => Some(KeyCode::Insert),
        3 => Some(KeyCode::Delete),
        4 | 8 => Some(KeyCode::End),
        5 => Some(KeyCode::PageUp),
        6 => Some(KeyCode::PageDown),
        11..=15 => function(10),
        17..=21 => function(11),
        23..=26 => function(12),
        28..=29 => function(15),
        31..=34 => function(17),
        _ => None,
    }
}

/// A key by its character's code, as terminals send some with modifiers.
fn coded(code: u16) -> Option<KeyCode> {
    match code {
        9 => Some(KeyCode::Tab),
        13 => Some(KeyCode::Enter),
        27 => Some(KeyCode::Esc),
        127 => Some(KeyCode::Backspace),
        code => char::from_u32(u32::from(code)).filter(|c| !c.is_control()).map(KeyCode::Char),
    }
}

fn modifiers(mask: Option<u16>) -> KeyModifiers {
    let mask = mask.unwrap_or(1).saturating_sub(1);
    let all = [(1, KeyModifiers::SHIFT), (2, KeyModifiers::ALT), (4, KeyModifiers::CONTROL)];
    all.into_iter().filter(|(bit, _)| mask & bit != 0).fold(KeyModifiers::NONE, |held, (_, one)| held | one)
}

/// `is_down`: of SGR, which says it apart.
fn mouse(button: Option<u8>, at: [Option<u16>; 2], is_down: bool) -> Read {
    let (Some(button), [Some(column), Some(row)]) = (button, at) else { return Read::Nothing };
    let is_moved = button & 0b10_0000 != 0;
    let which = match button & 0b11 {
        0 => Some(MouseButton::Left),
        1 => Some(MouseButton::Middle),
        2 => Some(MouseButton::Right),
        _ => None,
    };
    let kind = match (button & 0b1100_0000, which, is_moved) {
        (0, Some(which), false) if is_down => MouseEventKind::Down(which),
        (0, Some(which), false) => MouseEventKind::Up(which),
        (0, None, false) => MouseEventKind::Up(MouseButton::Left),
        (0, Some(which), true) => MouseEventKind::Drag(which),
        (_, _, true) => MouseEventKind::Moved,
        (0b0100_0000, Some(MouseButton::Left), _) => MouseEventKind::ScrollUp,
        (0b0100_0000, Some(MouseButton::Middle), _) => MouseEventKind::ScrollDown,
        (0b0100_0000, Some(MouseButton::Right), _) => MouseEventKind::ScrollLeft,
        (0b0100_0000, None, _) => MouseEventKind::ScrollRight,
        _ => return Read::Nothing,
    };
    let modifiers = modifiers(Some(u16::from(button >> 2 & 0b111) + 1));
    Read::Is(Event::Mouse(MouseEvent { kind, column, row, modifiers }))
}
