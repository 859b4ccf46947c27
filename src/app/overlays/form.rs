//! Several labelled fields; Tab goes through them, Enter keeps them all.

use chrono::{Days, NaiveDate};
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_input::Input;

use super::date_entry::{self, Seen};
use super::name_entry::{Completed, Names};
use super::offers::Offers;
use super::{Outcome, Purpose};
use crate::app::cursor::around;
use crate::app::drafts::Typed;
use crate::app::input::{self, FULL, Taken};
use crate::domain::calendar;

/// How a field is filled.
#[derive(Clone, Debug)]
pub enum Entry {
    Text(Input),
    /// Somebody: of the room, or who else is written.
    Person(Input, Names),
    /// One of those offered, or other words.
    Offered(Input, Offers),
    /// One of a few, changed with the arrows.
    Choice {
        options: Vec<String>,
        chosen: usize,
    },
    /// Typed as people write dates, or moved by days and weeks in the month shown.
    Date(Input),
}

#[derive(Clone, Debug)]
pub struct Field {
    pub label: &'static str,
    pub hint: String,
    pub entry: Entry,
    pub error: Option<String>,
}

impl Field {
    pub(crate) fn text(label: &'static str, hint: &str, value: &str) -> Self {
        Self { label, hint: hint.into(), entry: Entry::Text(Input::new(value.to_owned())), error: None }
    }

    pub(crate) fn person(label: &'static str, hint: &str, value: &str, names: Names) -> Self {
        Self { entry: Entry::Person(Input::new(value.to_owned()), names), ..Self::text(label, hint, "") }
    }

    pub(crate) fn offered(label: &'static str, hint: &str, value: &str, offers: Offers) -> Self {
        Self { entry: Entry::Offered(Input::new(value.to_owned()), offers), ..Self::text(label, hint, "") }
    }

    pub(crate) fn date(label: &'static str, value: Option<NaiveDate>) -> Self {
        let typed = value.map_or_else(String::new, |day| day.to_string());
        let hint = format!("type {}; PgUp PgDn pick a week", date_entry::FORMS);
        Self { label, hint, entry: Entry::Date(Input::new(typed)), error: None }
    }

    pub(crate) fn choice(label: &'static str, hint: &str, options: Vec<String>, chosen: usize) -> Self {
        Self { label, hint: hint.into(), entry: Entry::Choice { options, chosen }, error: None }
    }

    /// What stands in the field.
    pub(crate) fn value(&self) -> &str {
        match &self.entry {
            Entry::Text(input) | Entry::Person(input, _) | Entry::Offered(input, _) | Entry::Date(input) => input.value(),
            Entry::Choice { options, chosen } => options.get(*chosen).map_or("", String::as_str),
        }
    }

    /// Has this stand in it. An option that there is no more stays as it is.
    fn set(&mut self, value: &str) {
        match &mut self.entry {
            Entry::Text(input) | Entry::Person(input, _) | Entry::Offered(input, _) | Entry::Date(input) => *input = value.into(),
            Entry::Choice { options, chosen } => *chosen = options.iter().position(|option| option == value).unwrap_or(*chosen),
        }
    }

    /// Index of the chosen option; 0 for fields without options.
    pub(crate) fn chosen(&self) -> usize {
        if let Entry::Choice { chosen, .. } = self.entry { chosen } else { 0 }
    }
}

#[derive(Clone, Debug)]
pub struct Form {
    pub purpose: Purpose,
    pub title: String,
    pub fields: Vec<Field>,
    pub focus: usize,
    original: Vec<String>,
}

impl Form {
    pub(crate) fn new(purpose: Purpose, title: impl Into<String>, fields: Vec<Field>) -> Self {
        let original = fields.iter().map(|f| f.value().to_owned()).collect();
        Self { purpose, title: title.into(), fields, focus: 0, original }
    }

    /// With the keys in the field of a name.
    pub(crate) fn beginning_at(mut self, label: &str) -> Self {
        self.focus = self.fields.iter().position(|field| field.label == label).unwrap_or(0);
        self
    }

    pub(crate) fn is_changed(&self) -> bool {
        self.fields.iter().zip(&self.original).any(|(field, original)| field.value() != original)
    }

    /// What the fields say that they did not say at first; where nothing stood beneath, all of it.
    pub(crate) fn typed(&self) -> Typed {
        let fields = self.fields.iter().zip(&self.original);
        let told = fields.filter(|(field, original)| self.purpose.is_new() || field.value() != *original);
        Typed { fields: told.map(|(field, _)| (field.label.to_owned(), field.value().to_owned())).collect(), focus: self.focus }
    }

    /// Puts back what was typed.
    pub(crate) fn take_back(&mut self, typed: &Typed) {
        for field in &mut self.fields {
            if let Some(value) = typed.fields.get(field.label) {
                field.set(value);
            }
        }
        self.focus = typed.focus.min(self.fields.len() - 1);
    }

    /// As it was before anything was typed.
    pub(crate) fn start_anew(&mut self) {
        for (field, original) in self.fields.iter_mut().zip(&self.original) {
            field.error = None;
            field.set(original);
        }
    }

    /// The field that has the keys is a choice of several.
    pub(crate) fn is_at_choice(&self) -> bool {
        matches!(self.fields[self.focus].entry, Entry::Choice { .. })
    }

    /// Has an option of a field chosen, and goes to another field.
    pub(crate) fn choose(&mut self, label: &str, option: usize, then: &str) {
        for (place, field) in self.fields.iter_mut().enumerate() {
            if let Entry::Choice { options, chosen } = &mut field.entry
                && field.label == label
            {
                *chosen = option.min(options.len().saturating_sub(1));
                // Nobody typed it: left as it is, it is no draft.
                self.original[place].clone_from(&options[*chosen]);
            }
            if field.label == then {
                self.focus = place;
            }
        }
    }

    /// Stands on what is so by now, as `fresh` shows it: what nobody typed follows it. The labels of the fields that were changed here and
    /// there, each otherwise.
    pub(crate) fn follow(&mut self, fresh: Self) -> Vec<&'static str> {
        let mut clashing = Vec::new();
        for ((field, original), now) in self.fields.iter_mut().zip(&mut self.original).zip(fresh.fields) {
            let (typed, new) = (field.value().to_owned(), now.value().to_owned());
            let is_typed = typed != *original;
            if is_typed && new != *original && new != typed {
                clashing.push(field.label);
            }
            if !is_typed {
                field.entry = now.entry;
            } else if let (Entry::Choice { options, chosen }, Entry::Choice { options: known, .. }) = (&mut field.entry, now.entry) {
                *chosen = known.iter().position(|option| *option == typed).unwrap_or(0);
                *options = known;
            }
            *original = new;
        }
        clashing
    }

    /// What stood in the field before anything was typed.
    pub(crate) fn original(&self, label: &str) -> &str {
        self.fields.iter().position(|f| f.label == label).map_or("", |place| &self.original[place])
    }

    /// The value of the field with this label.
    pub(crate) fn value(&self, label: &str) -> &str {
        self.field(label).map_or("", Field::value)
    }

    pub(crate) fn field(&self, label: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.label == label)
    }

    /// Shows what is wrong with a field, and goes there.
    pub(crate) fn refuse(&mut self, label: &str, error: impl Into<String>) {
        if let Some(place) = self.fields.iter().position(|f| f.label == label) {
            self.fields[place].error = Some(error.into());
            self.focus = place;
        }
    }

    pub(crate) fn paste(&mut self, text: &str) -> Taken {
        match &mut self.fields[self.focus].entry {
            Entry::Text(input) | Entry::Person(input, _) | Entry::Offered(input, _) | Entry::Date(input) => input::paste(input, text),
            Entry::Choice { .. } => Taken::Whole,
        }
    }

    pub(crate) fn click(&mut self, row: usize) -> Outcome {
        self.focus = row.min(self.fields.len() - 1);
        Outcome::Stay
    }

    pub(crate) fn key(&mut self, key: KeyEvent, seen: Seen) -> Outcome {
        match key.code {
            KeyCode::Esc => return Outcome::Close,
            KeyCode::Enter => return Outcome::Submitted,
            KeyCode::BackTab => self.focus = around(self.focus, self.fields.len(), false),
            KeyCode::Tab if key.modifiers.contains(KeyModifiers::SHIFT) => self.focus = around(self.focus, self.fields.len(), false),
            KeyCode::Tab if self.offers_another() => {}
            KeyCode::Tab => self.focus = around(self.focus, self.fields.len(), true),
            _ => self.edit(key, seen),
        }
        Outcome::Stay
    }

    /// Completes what was typed. `true`: it may be several, and one of them stands there now.
    fn offers_another(&mut self) -> bool {
        let is_typed = self.fields[self.focus].value() != self.original[self.focus];
        let field = &mut self.fields[self.focus];
        let is_offered = match &mut field.entry {
            Entry::Person(input, names) => is_typed && names.complete(input) == Completed::Offered,
            Entry::Offered(input, offers) => is_typed && offers.complete(input) == Completed::Offered,
            _ => false,
        };
        if is_offered {
            field.error = None;
        }
        is_offered
    }

    fn edit(&mut self, key: KeyEvent, seen: Seen) {
        let last = self.fields.len() - 1;
        let field = &mut self.fields[self.focus];
        field.error = None;
        match &mut field.entry {
            Entry::Person(_, names) => names.typed(),
            Entry::Offered(_, offers) => offers.typed(),
            _ => {}
        }
        match (&mut field.entry, key.code) {
            (Entry::Choice { options, chosen }, KeyCode::Left) => *chosen = around(*chosen, options.len(), false),
            (Entry::Choice { options, chosen }, KeyCode::Right | KeyCode::Char(' ')) => *chosen = around(*chosen, options.len(), true),
            (Entry::Choice { options, chosen }, KeyCode::Char(c)) => jump(options, chosen, c),
            // Up and down go through the fields, whatever stands in them: nobody passes through a date and moves it.
            (_, KeyCode::Up) => self.focus = self.focus.saturating_sub(1),
            (_, KeyCode::Down) => self.focus = (self.focus + 1).min(last),
            (Entry::Date(input), code) if step(input.value(), code).is_some() => pick(input, step(input.value(), code).unwrap_or(0), seen),
            (Entry::Text(input) | Entry::Person(input, _) | Entry::Offered(input, _) | Entry::Date(input), code) => {
                if !input::edit(input, key) && matches!(code, KeyCode::Char(_)) && input::is_full(input) {
                    field.error = Some(FULL.into());
                }
            }
            (Entry::Choice { .. }, _) => {}
        }
    }
}

/// To the option that begins with a letter.
fn jump(options: &[String], chosen: &mut usize, c: char) {
    let starts = |option: &String| option.to_lowercase().starts_with(c.to_ascii_lowercase());
    if let Some(found) = options.iter().position(starts) {
        *chosen = found;
    }
}

/// Days that a key moves the date by. Plus and minus are a part of what is typed until a whole date stands there.
fn step(typed: &str, code: KeyCode) -> Option<i64> {
    let is_whole = typed.len() == "2026-12-31".len() && typed.parse::<NaiveDate>().is_ok();
    match code {
        KeyCode::Char('-') if is_whole => Some(-1),
        KeyCode::Char('+') if is_whole => Some(1),
        KeyCode::PageUp => Some(-7),
        KeyCode::PageDown => Some(7),
        _ => None,
    }
}

fn pick(input: &mut Input, days: i64, seen: Seen) {
    let moved = match seen.read(input.value()) {
        Ok(day) if days < 0 => day.checked_sub_days(Days::new(days.unsigned_abs())),
        Ok(day) => day.checked_add_days(Days::new(days.unsigned_abs())),
        Err(_) => Some(seen.from),
    };
    if let Some(day) = moved.filter(|day| calendar::is_in_reach(*day)) {
        *input = Input::new(day.to_string());
    }
}
