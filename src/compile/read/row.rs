//! One row of a file, read by field.

mod annual;
mod count;
mod less;

use std::borrow::Cow;
use std::cell::Cell;

use chrono::{Datelike, NaiveDate};
use memchr::memchr_iter;

use crate::compile::read::columns::{Bound, Columns, Origin};
use crate::compile::read::lost::Lost;
use crate::compile::read::record::Record;
use crate::compile::read::row_checks;
use crate::compile::read::values::amount::Unit;
use crate::compile::read::values::is_no_value;
use crate::compile::read::values::plain::plain_text;
use crate::compile::read::values::{amount, date, percent, words};
use crate::compile::schema::{Field, Kind, USAGE};
use crate::compile::understand::header::units::{self, CellUnit, Told};
use crate::domain::money::Money;
use crate::domain::renewal::{Outcome, Risk};
use crate::domain::text;
use count::{MOST_COUNTED, count, plain};

/// Why a row was rejected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Flaw {
    pub column: String,
    pub value: String,
    pub reason: String,
}

pub(crate) type Read<T> = Result<T, Box<Flaw>>;

/// A row with its place. Every reading method gives `None` for a field without a column or a value.
pub(crate) struct Row<'a> {
    pub block: &'a [u8],
    pub record: &'a Record,
    pub columns: &'a Columns,
    /// Offset of the row in its decoded file: rows of one file are ordered by it.
    pub position: u64,
    pub lines: &'a Lines<'a>,
    pub lost: &'a Lost,
}

/// Tells the lines of a block's rows: counts them as far as somebody asks, each byte once, unless the rows say theirs.
pub(crate) struct Lines<'a> {
    block: &'a [u8],
    known: Cell<(usize, u64)>,
    are_said: bool,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(block: &'a [u8], first_line: u64) -> Self {
        Self { block, known: Cell::new((0, first_line)), are_said: false }
    }

    /// Of rows whose last field is their line.
    pub(crate) fn said(block: &'a [u8]) -> Self {
        Self { are_said: true, ..Self::new(block, 1) }
    }

    /// The line of a record's first byte.
    pub(crate) fn of(&self, record: &Record) -> u64 {
        let last = || record.field(self.block, record.width().checked_sub(1)?);
        if self.are_said {
            last().and_then(|line| std::str::from_utf8(&line).ok()?.parse().ok()).unwrap_or(0)
        } else {
            self.at(record.start)
        }
    }

    fn at(&self, offset: usize) -> u64 {
        let (from, line) = self.known.get();
        let line = line + memchr_iter(b'\n', &self.block[from..offset]).count() as u64;
        self.known.set((offset, line));
        line
    }
}

impl Row<'_> {
    /// The line of the row's first byte.
    pub(crate) fn line(&self) -> u64 {
        self.lines.of(self.record)
    }

    /// The number of its values, without a line that it says.
    pub(crate) fn width(&self) -> usize {
        self.record.width().saturating_sub(usize::from(self.lines.are_said))
    }

    /// The value's bytes, unquoted and trimmed; `None` where there is no value.
    #[inline]
    pub(crate) fn bytes(&self, field: Field) -> Option<Cow<'_, [u8]>> {
        let value = match &self.columns.get(field)?.origin {
            Origin::Column(index) => self.record.field(self.block, *index)?,
            Origin::Constant(value) => Cow::Borrowed(value.as_bytes()),
            Origin::Signs(columns) => Cow::Owned(self.sign(columns)?.into_bytes()),
        };
        (!is_no_value(&value)).then_some(value)
    }

    fn sign(&self, columns: &[usize]) -> Option<String> {
        columns.iter().find_map(|index| amount::currency_of(&self.record.field(self.block, *index)?))
    }

    /// The currency that an amount's own cell carries, else the one that its column is named by.
    pub(crate) fn sign_of(&self, field: Field) -> Option<String> {
        let bound = self.columns.get(field)?;
        let Origin::Column(index) = bound.origin else { return None };
        self.sign(&[index]).or_else(|| bound.form.currency.clone())
    }

    #[inline]
    fn bound(&self, field: Field) -> Option<(&Bound, Cow<'_, [u8]>)> {
        Some((self.columns.get(field)?, self.bytes(field)?))
    }

    /// The value as text of one line, cleaned, and translated by the mapping where it names the value.
    pub(crate) fn text(&self, field: Field) -> Read<Option<Cow<'_, str>>> {
        let Some((bound, raw)) = self.bound(field) else {
            // What it means that nothing stands there may be said.
            let said = self.columns.get(field).and_then(|bound| bound.form.mapped(""));
            return Ok(said.filter(|said| !said.is_empty()).map(Cow::Borrowed));
        };
        let raw = match raw {
            Cow::Borrowed(raw) => std::str::from_utf8(raw).ok().map(Cow::Borrowed),
            Cow::Owned(raw) => String::from_utf8(raw).ok().map(Cow::Owned),
        };
        let raw = raw.ok_or_else(|| self.flaw(field, &self.bytes(field).unwrap_or_default(), NOT_UTF8))?;
        let value = match (bound.form.mapped(&raw), raw) {
            (Some(mapped), _) => Cow::Borrowed(mapped),
            (None, Cow::Borrowed(raw)) => text::line_of(raw),
            (None, Cow::Owned(raw)) => Cow::Owned(text::line(&raw)),
        };
        Ok((!value.is_empty()).then_some(value))
    }

    /// Text that may hold several lines (a note).
    pub(crate) fn prose(&self, field: Field) -> Read<Option<String>> {
        let Some(raw) = self.bytes(field) else { return Ok(None) };
        let raw = std::str::from_utf8(&raw).map_err(|_| self.flaw(field, &raw, NOT_UTF8))?;
        Ok(Some(text::clean(raw, true).trim().to_owned()).filter(|prose| !prose.is_empty()))
    }

    /// The day; of a month without one the first or the last, as the field wants it. An end may lie beyond all years
    /// ([`date::is_no_end`]), nothing else does.
    #[inline]
    pub(crate) fn date(&self, field: Field) -> Read<Option<NaiveDate>> {
        let read = |bound: &Bound, raw: &[u8]| {
            let span = bound.form.span(raw)?;
            let day = if field.begins() { span.first } else { span.last };
            (day.year() <= date::LAST_YEAR || field.may_be_endless()).then_some(day)
        };
        self.typed_unless(field, read, |bound, raw| bound.form.date.means_nothing(raw))
    }

    pub(crate) fn amount(&self, field: Field) -> Read<Option<Money>> {
        self.amount_times(field, 1)
    }

    /// So many times what is left of the amount; what is less than a hundredth is rounded only then.
    pub(crate) fn amount_times(&self, field: Field, times: i64) -> Read<Option<Money>> {
        let whole = self.whole_amount(field, times)?;
        whole.map_or(Ok(None), |whole| self.left_of(field, whole, times))
    }

    fn whole_amount(&self, field: Field, times: i64) -> Read<Option<Money>> {
        let has_no_cents = self.has_no_cents(field);
        let Some(unit) = self.unit(field)? else { return Ok(None) };
        let read = |bound: &Bound, raw: &[u8]| {
            let mut form = bound.form.amount;
            form.cents &= !has_no_cents;
            form.unit = unit;
            let one = form.read(raw)?;
            if times == 1 { Some(one) } else { form.exact(raw)?.times(times).money() }
        };
        let is_empty = |raw: &[u8]| amount::means_nothing(raw) || says_unchanged(field, raw);
        self.typed_unless(field, read, |_, raw| is_empty(raw))
    }

    /// What an amount counts; nothing where its row says what nobody understands.
    fn unit(&self, field: Field) -> Read<Option<Unit>> {
        let Some(bound) = self.columns.get(field) else { return Ok(Some(Unit::Ones)) };
        let said = if bound.form.unit_by_row { self.text(Field::Unit)? } else { None };
        let Some(word) = said else { return Ok(Some(bound.form.amount.unit)) };
        match units::of_cell(&word) {
            Some(CellUnit { unit: Told::Unit(unit), .. }) => Ok(Some(unit)),
            _ => self.lose(Field::Unit, word.as_bytes(), "expected thousands, millions or another unit of the amounts beside it"),
        }
    }

    /// The amount's currency has no hundredths, so that no system writes them.
    fn has_no_cents(&self, field: Field) -> bool {
        let is_in_cents = self.columns.get(field).is_some_and(|bound| bound.form.amount.cents);
        let has_none = |code: &str| WITHOUT_CENTS.iter().any(|known| known.eq_ignore_ascii_case(code));
        let of_row = || self.text(Field::Currency).ok().flatten();
        is_in_cents && self.sign_of(field).map_or_else(|| of_row().is_some_and(|code| has_none(&code)), |code| has_none(&code))
    }

    /// In basis points.
    pub(crate) fn percent(&self, field: Field) -> Read<Option<i32>> {
        self.typed(field, |bound, raw| bound.form.percent.read_basis_points(std::str::from_utf8(raw).ok()?))
    }

    /// 0–1.
    pub(crate) fn probability(&self, field: Field) -> Read<Option<f64>> {
        self.typed(field, |bound, raw| bound.form.percent.read(std::str::from_utf8(raw).ok()?).filter(|p| (0.0..=1.0).contains(p)))
    }

    pub(crate) fn number(&self, field: Field) -> Read<Option<f64>> {
        self.typed(field, |_, raw| percent::number(&plain_text(raw)?))
    }

    #[inline]
    pub(crate) fn count(&self, field: Field) -> Read<Option<u64>> {
        // Of what a warehouse added up the sum may be larger.
        let most = if USAGE.contains(&field) { u64::MAX } else { MOST_COUNTED };
        self.typed(field, |bound, raw| {
            let of_words = || Some(field).filter(|field| field.is_term()).and(words::months(std::str::from_utf8(raw).ok()?));
            count(&plain(raw), bound.form.amount.decimal)
                .filter(|value| *value <= most)
                .map(|number| bound.form.counted(number))
                .or_else(of_words)
        })
    }

    pub(crate) fn outcome(&self, field: Field) -> Read<Option<Outcome>> {
        let bound = self.columns.get(field);
        if let Some(said) = bound.and_then(|bound| bound.form.mapped("")).filter(|_| self.bytes(field).is_none_or(|raw| is_nothing(&raw))) {
            return Ok(words::outcome(said));
        }
        let open = bound.is_some_and(|bound| bound.form.other_is_open).then_some(Outcome::Open);
        self.word(field, |word| words::outcome(word).or(open))
    }

    pub(crate) fn risk(&self, field: Field) -> Read<Option<Risk>> {
        self.word(field, words::risk)
    }

    pub(crate) fn flag(&self, field: Field) -> Read<Option<bool>> {
        if let Some(bound) = self.columns.get(field).filter(|bound| bound.form.by_presence) {
            let is_filled = self.bytes(field).is_some_and(|raw| !is_nothing(&raw) && !self.is_said_empty(field));
            // What it means that nothing stands there may be said.
            return Ok(if is_filled { Some(true) } else { bound.form.mapped("").and_then(words::flag) });
        }
        self.word(field, words::flag)
    }

    fn word<T>(&self, field: Field, read: impl Fn(&str) -> Option<T>) -> Read<Option<T>> {
        if self.is_said_empty(field) {
            return Ok(None);
        }
        self.typed(field, |bound, raw| {
            let raw = std::str::from_utf8(raw).ok()?;
            read(bound.form.mapped(raw).unwrap_or(raw))
        })
    }

    /// The mapping says that the value is none.
    fn is_said_empty(&self, field: Field) -> bool {
        if self.columns.get(field).is_none_or(|bound| bound.form.values.is_empty()) {
            return false;
        }
        let Some((bound, raw)) = self.bound(field) else { return false };
        std::str::from_utf8(&raw).is_ok_and(|raw| bound.form.mapped(raw) == Some(""))
    }

    #[inline]
    fn typed<T>(&self, field: Field, read: impl Fn(&Bound, &[u8]) -> Option<T>) -> Read<Option<T>> {
        self.typed_unless(field, read, |_, _| false)
    }

    /// The value as `read` reads it; what cannot be read and `is_empty` takes for a mark of emptiness is none.
    #[inline]
    fn typed_unless<T>(
        &self,
        field: Field,
        read: impl Fn(&Bound, &[u8]) -> Option<T>,
        is_empty: impl Fn(&Bound, &[u8]) -> bool,
    ) -> Read<Option<T>> {
        let Some((bound, raw)) = self.bound(field) else { return Ok(None) };
        if let Some(value) = read(bound, &raw) {
            return Ok(Some(value));
        }
        if is_nothing(&raw) || is_empty(bound, &raw) {
            return Ok(None);
        }
        let reason = row_checks::unreadable(&raw).map_or_else(|| expected(field, bound), ToOwned::to_owned);
        self.lose(field, &raw, &reason)
    }

    /// Nothing, where the row can do without this value; it is noted then. Else the row's flaw.
    pub(crate) fn lose<T>(&self, field: Field, raw: &[u8], reason: &str) -> Read<Option<T>> {
        let flaw = self.flaw(field, raw, reason);
        if !self.columns.table.can_lose(field) {
            return Err(flaw);
        }
        self.lost.note(field, *flaw);
        Ok(None)
    }

    /// A value that must be there.
    #[inline]
    pub(crate) fn needed<T>(&self, field: Field, value: Option<T>) -> Read<T> {
        value.ok_or_else(|| self.flaw(field, b"", "empty, but needed"))
    }

    /// A flaw of this row in the given field.
    #[expect(clippy::unnecessary_box_returns, reason = "a flaw is always an error, and errors of rows are boxed")]
    pub(crate) fn flaw(&self, field: Field, raw: &[u8], reason: &str) -> Box<Flaw> {
        let value = text::shortened(&text::line(&String::from_utf8_lossy(raw)), 80);
        Box::new(Flaw { column: self.columns.name(field).to_owned(), value, reason: reason.to_owned() })
    }
}

pub(crate) const NOT_UTF8: &str = "bytes that are not UTF-8 as the rest of the file is; mend this value, or where the whole file is in another encoding \
    write encoding = \"windows-1252\" at the file in mapping.toml";

/// Currencies without a hundredth part.
pub(crate) const WITHOUT_CENTS: [&str; 16] =
    ["JPY", "KRW", "VND", "CLP", "PYG", "UGX", "XAF", "XOF", "XPF", "BIF", "DJF", "GNF", "KMF", "MGA", "RWF", "VUV"];

/// Ways of writing that there is no value, in lower case.
pub(crate) const NOTHING: [&str; 12] = ["-", "--", "–", "—", "−", "null", "none", "n/a", "na", "nan", "#n/a", "\\n"];

fn is_nothing(raw: &[u8]) -> bool {
    NOTHING.iter().any(|word| raw.eq_ignore_ascii_case(word.as_bytes()))
}

/// An amount after may be told by that before.
fn says_unchanged(field: Field, raw: &[u8]) -> bool {
    field == Field::ArrAfter && std::str::from_utf8(raw).is_ok_and(words::says_unchanged)
}

fn expected(field: Field, bound: &Bound) -> String {
    match field.kind() {
        Kind::Date => format!("expected {}", bound.form.date.label()),
        Kind::Amount => format!("expected an amount like 1234{}50", if bound.form.amount.decimal == ',' { ',' } else { '.' }),
        Kind::Percent => "expected a percentage like 7.5".to_owned(),
        Kind::Probability => "expected a probability like 80 %".to_owned(),
        Kind::Count if field.is_term() => "expected a number of months, or words like 2 years".to_owned(),
        Kind::Count => "expected a whole number".to_owned(),
        Kind::Number => "expected a number".to_owned(),
        Kind::Outcome => "expected renewed, churned or open; `run-retro check DIR --edit` asks what it means".to_owned(),
        Kind::Risk => "expected low, medium or high".to_owned(),
        Kind::Flag => "expected yes or no".to_owned(),
        Kind::Id | Kind::Text | Kind::Reason | Kind::Currency => "cannot be read".to_owned(),
    }
}
