//! One key: as the terminal sends it, as it is printed, and as a user writes it.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key as the table names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    pub code: KeyCode,
    pub ctrl: bool,
}

impl Key {
    pub(crate) fn of(event: KeyEvent) -> Self {
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        let shift = event.modifiers.contains(KeyModifiers::SHIFT);
        let code = match event.code {
            KeyCode::Tab if shift => KeyCode::BackTab,
            code => code,
        };
        Self { code: shifted(code, shift), ctrl }
    }

    /// The key of a Latin keyboard that stands where this one does; nothing where it is one.
    pub(crate) fn on_latin(self) -> Option<Self> {
        let KeyCode::Char(letter) = self.code else { return None };
        Some(Self { code: KeyCode::Char(super::layout::latin(letter)?), ctrl: self.ctrl })
    }

    /// As printed on keys and in help: `Enter`, `^R`, `?`.
    pub(crate) fn label(self) -> String {
        let name = match self.code {
            KeyCode::Char(' ') => "Space".into(),
            KeyCode::Char(c) => c.to_string(),
            KeyCode::Enter => "Enter".into(),
            KeyCode::Esc => "Esc".into(),
            KeyCode::Tab => "Tab".into(),
            KeyCode::BackTab => "Shift-Tab".into(),
            KeyCode::Up => "↑".into(),
            KeyCode::Down => "↓".into(),
            KeyCode::Left => "←".into(),
            KeyCode::Right => "→".into(),
            KeyCode::PageUp => "PgUp".into(),
            KeyCode::PageDown => "PgDn".into(),
            KeyCode::Home => "Home".into(),
            KeyCode::End => "End".into(),
            KeyCode::F(n) => format!("F{n}"),
            other => format!("{other:?}"),
        };
        if self.ctrl { format!("^{}", name.to_uppercase()) } else { name }
    }
}

/// Shift with an arrow is a key of its own; shift with a letter is the capital, which terminals send as such.
fn shifted(code: KeyCode, shift: bool) -> KeyCode {
    match code {
        KeyCode::Left if shift => KeyCode::Char('H'),
        KeyCode::Right if shift => KeyCode::Char('L'),
        KeyCode::Up if shift => KeyCode::Char('K'),
        KeyCode::Down if shift => KeyCode::Char('J'),
        code => code,
    }
}

/// Keys by the names that a user writes.
const NAMES: [(&str, KeyCode); 14] = [
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("shift+tab", KeyCode::BackTab),
    ("space", KeyCode::Char(' ')),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("pageup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("insert", KeyCode::Insert),
];

impl Key {
    /// A key as a user writes it: `n`, `N`, `?`, `ctrl+n`, `f5`, `space`.
    ///
    /// # Errors
    /// What it is instead, and what would do.
    pub(crate) fn parse(written: &str) -> Result<Self, String> {
        let lower = written.to_lowercase();
        let mut letters = written.chars();
        if let (Some(c), None) = (letters.next(), letters.next()) {
            return if c.is_control() { Err(FORMS.to_owned()) } else { Ok(Self { code: KeyCode::Char(c), ctrl: false }) };
        }
        if let Some((_, code)) = NAMES.into_iter().find(|(name, _)| *name == lower) {
            return Ok(Self { code, ctrl: false });
        }
        if let Some(number) = lower.strip_prefix('f').and_then(|number| number.parse::<u8>().ok()).filter(|n| (1..=12).contains(n)) {
            return Ok(Self { code: KeyCode::F(number), ctrl: false });
        }
        match lower.strip_prefix("ctrl+").map(|rest| rest.chars().collect::<Vec<_>>()).as_deref() {
            // Terminals send these as another key.
            Some(['i']) => Err("terminals send ctrl+i as tab; choose another letter".to_owned()),
            Some(['m' | 'j']) => Err("terminals send ctrl+m and ctrl+j as enter; choose another letter".to_owned()),
            Some(['h']) => Err("terminals send ctrl+h as backspace; choose another letter".to_owned()),
            Some([c @ 'a'..='z']) => Ok(Self { code: KeyCode::Char(*c), ctrl: true }),
            _ if lower.starts_with("alt+") => {
                Err("keys with alt are not told apart from esc in all terminals; use ctrl+ and a letter".to_owned())
            }
            _ => Err(FORMS.to_owned()),
        }
    }

    /// It types nothing, so that it can mean something where text is typed, too.
    pub(crate) fn types_nothing(self) -> bool {
        self.ctrl || matches!(self.code, KeyCode::F(_))
    }
}

/// What a user may write.
const FORMS: &str = "expected one character, ctrl+ and a letter, f1 to f12, or enter, esc, tab, shift+tab, space, up, down, left, right, pageup, \
                     pagedown, home, end or insert";
