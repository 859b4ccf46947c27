//! A column of a list, declared once: its heading and room, what rows are sorted and searched by, and what is drawn.

use std::borrow::Cow;

use chrono::NaiveDate;
use unicode_width::UnicodeWidthStr;

use super::rows::Value;
use crate::app::marks::Tone;
use crate::domain::money::{Currency, Money};
use crate::telling::figures;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Align {
    #[default]
    Left,
    /// Numbers.
    Right,
}

/// Tells a column from the others of its list, whatever its title.
pub(crate) type ColumnName = Cow<'static, str>;

/// What heads a column, and the room it needs. A unit stands in the title, not in every row.
#[derive(Clone, Debug)]
pub(crate) struct Head<'a> {
    pub name: ColumnName,
    pub title: Cow<'a, str>,
    /// In the title's place where that is wider than the column.
    short: &'static str,
    /// Cells; of a growing column the least it needs.
    pub width: u16,
    pub align: Align,
    /// 0 is never dropped; the highest number goes first when room is scarce.
    pub priority: u8,
    /// Takes what is left over.
    pub grows: bool,
}

impl Head<'_> {
    /// The title as it fits the column.
    pub(crate) fn heading(&self) -> &str {
        if !self.short.is_empty() && self.title.width() > usize::from(self.width) { self.short } else { &self.title }
    }
}

/// What is drawn of a row in a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cell<'a> {
    pub text: Cow<'a, str>,
    pub tone: Tone,
}

impl Cell<'_> {
    /// Its words, without the mark that stands before them.
    fn words(&self) -> &str {
        let text = self.text.trim_start();
        let mut chars = text.chars();
        let has_mark = chars.next().is_some_and(|first| !first.is_alphanumeric()) && chars.next() == Some(' ');
        if has_mark { chars.as_str().trim_start() } else { text }
    }
}

impl<'a, W: Into<Cow<'a, str>>> From<(W, Tone)> for Cell<'a> {
    fn from((text, tone): (W, Tone)) -> Self {
        Self { text: text.into(), tone }
    }
}

/// A cell in a tone.
pub(crate) fn cell<'a>(text: impl Into<Cow<'a, str>>, tone: Tone) -> Cell<'a> {
    (text, tone).into()
}

pub(crate) fn plain<'a>(text: impl Into<Cow<'a, str>>) -> Cell<'a> {
    cell(text, Tone::Plain)
}

pub(crate) fn strong<'a>(text: impl Into<Cow<'a, str>>) -> Cell<'a> {
    cell(text, Tone::Strong)
}

pub(crate) fn muted<'a>(text: impl Into<Cow<'a, str>>) -> Cell<'a> {
    cell(text, Tone::Neutral)
}

pub(crate) fn faint<'a>(text: impl Into<Cow<'a, str>>) -> Cell<'a> {
    cell(text, Tone::Faint)
}

type Sorted<'a, T> = Box<dyn Fn(&T) -> Value + 'a>;
type Text<'a, T> = Box<dyn Fn(&T) -> Cell<'a> + 'a>;

/// A column of rows that show a `T` each. Without a text, a picture is drawn into it, or rows are no lines of a table.
pub(crate) struct Column<'a, T> {
    pub(super) head: Head<'a>,
    value: Option<Sorted<'a, T>>,
    text: Option<Text<'a, T>>,
    /// From how many cells on it says something else.
    wide: Option<(u16, Text<'a, T>)>,
}

impl<'a, T> Column<'a, T> {
    pub(crate) fn text(name: impl Into<ColumnName>, width: u16) -> Self {
        let name = name.into();
        let head = Head { title: name.clone(), name, short: "", width, align: Align::Left, priority: 0, grows: false };
        Self { head, value: None, text: None, wide: None }
    }

    pub(crate) fn number(name: impl Into<ColumnName>, width: u16) -> Self {
        let mut column = Self::text(name, width);
        column.head.align = Align::Right;
        column
    }

    #[must_use]
    pub(crate) fn titled(mut self, title: impl Into<Cow<'a, str>>) -> Self {
        self.head.title = title.into();
        self
    }

    #[must_use]
    pub(crate) fn or_short(mut self, short: &'static str) -> Self {
        self.head.short = short;
        self
    }

    #[must_use]
    pub(crate) fn grows(mut self) -> Self {
        self.head.grows = true;
        self
    }

    #[must_use]
    pub(crate) fn priority(mut self, priority: u8) -> Self {
        self.head.priority = priority;
        self
    }

    /// What is drawn; rows are sorted and searched by its words, unless something else is said.
    #[must_use]
    pub(crate) fn says<C: Into<Cell<'a>>>(self, text: impl Fn(&T) -> C + 'a) -> Self {
        Self { text: Some(Box::new(move |item| text(item).into())), ..self }
    }

    /// Says more from so many cells on.
    #[must_use]
    pub(crate) fn or_from(self, cells: u16, text: impl Fn(&T) -> Cell<'a> + 'a) -> Self {
        Self { wide: Some((cells, Box::new(text))), ..self }
    }

    /// What rows are sorted and searched by.
    #[must_use]
    pub(crate) fn by(self, value: impl Fn(&T) -> Value + 'a) -> Self {
        Self { value: Some(Box::new(value)), ..self }
    }

    /// Nothing is sorted or searched by it.
    #[must_use]
    pub(crate) fn unsorted(self) -> Self {
        self.by(|_| Value::Picture)
    }

    /// A number of things.
    #[must_use]
    pub(crate) fn count(self, n: impl Fn(&T) -> u64 + Copy + 'a, tone: Tone) -> Self {
        self.by(move |item| Value::count(n(item))).says(move |item| cell(figures::count(n(item)), tone))
    }

    /// A number of things that are bad, if there are any.
    #[must_use]
    pub(crate) fn losses(self, n: impl Fn(&T) -> u64 + Copy + 'a) -> Self {
        let tone = move |item: &T| if n(item) > 0 { Tone::Bad } else { Tone::Faint };
        self.by(move |item| Value::count(n(item))).says(move |item| cell(figures::count(n(item)), tone(item)))
    }

    /// An amount of money, where it is known.
    #[must_use]
    pub(crate) fn amount(self, currency: &'a Currency, of: impl Fn(&T) -> Option<Money> + Copy + 'a, tone: Tone) -> Self {
        self.by(move |item| Value::money(of(item))).says(move |item| cell(figures::money(of(item), currency), tone))
    }

    /// A figure, where it is known.
    #[must_use]
    pub(crate) fn figure(self, of: impl Fn(&T) -> Option<f64> + Copy + 'a, show: fn(f64) -> String, tone: Tone) -> Self {
        self.by(move |item| Value::number(of(item))).says(move |item| cell(figures::or_missing(of(item), show), tone))
    }

    /// A day, where there is one.
    #[must_use]
    pub(crate) fn day(self, of: impl Fn(&T) -> Option<NaiveDate> + Copy + 'a, tone: Tone) -> Self {
        let text = move |item: &T| of(item).map_or_else(String::new, |day| day.to_string());
        self.by(move |item| Value::day(of(item))).says(move |item| cell(text(item), tone))
    }

    pub(super) fn value(&self, item: &T) -> Value {
        match (&self.value, &self.text) {
            (Some(value), _) => value(item),
            (None, Some(text)) => Value::text(text(item).words()),
            (None, None) => Value::Picture,
        }
    }

    pub(super) fn cell(&self, item: &T, width: u16) -> Cell<'a> {
        match (&self.wide, &self.text) {
            (Some((from, text)), _) if width >= *from => text(item),
            (_, Some(text)) => text(item),
            _ => Cell::default(),
        }
    }
}
