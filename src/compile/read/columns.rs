//! Which column of a file holds which field, and how its values are written.

use rustc_hash::FxHashMap;

use crate::compile::read::values::amount::AmountForm;
use crate::compile::read::values::date::DateForm;
use crate::compile::read::values::date::clock::{Clock, Zone};
use crate::compile::read::values::percent::PercentForm;
use crate::compile::read::values::span::Span;
use crate::compile::read::values::words;
use crate::compile::schema::{Field, Table};

/// What an amount covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    Day,
    Week,
    Month,
    Quarter,
    HalfYear,
    Year,
    /// A contract's whole term, however long.
    Term,
}

impl Period {
    pub(crate) const ALL: [Self; 7] = [Self::Day, Self::Week, Self::Month, Self::Quarter, Self::HalfYear, Self::Year, Self::Term];

    /// The name in a mapping.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::HalfYear => "half-year",
            Self::Year => "year",
            Self::Term => "term",
        }
    }

    /// How many of them a year has, as amounts are brought to a year; of terms that is not known.
    pub(crate) fn in_a_year(self) -> Option<i64> {
        match self {
            Self::Day => Some(365),
            Self::Week => Some(52),
            Self::Month => Some(12),
            Self::Quarter => Some(4),
            Self::HalfYear => Some(2),
            Self::Year => Some(1),
            Self::Term => None,
        }
    }
}

/// What an amount covers where so many periods are paid at once: three months, two years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Paid {
    pub every: u64,
    pub period: Period,
}

impl Paid {
    /// Nothing is paid every so many centuries.
    const MOST: u64 = 400;

    pub(crate) fn of(every: u64, period: Period) -> Option<Self> {
        (1..=Self::MOST).contains(&every).then_some(Self { every, period })
    }

    /// Of one period.
    pub(crate) fn once(period: Period) -> Self {
        Self { every: 1, period }
    }

    /// The name in a mapping: `month`, `3 months`.
    pub(crate) fn key(self) -> String {
        if self.every == 1 { self.period.key().to_owned() } else { format!("{} {}s", self.every, self.period.key()) }
    }
}

/// What bare numbers in a column of periods count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Numbers {
    Months,
    /// How often a year something is paid.
    Times,
}

impl Numbers {
    /// What a number says; nothing where it is none, or says nothing that can be.
    pub(crate) fn read(self, raw: &str) -> Option<Paid> {
        let number: u64 = raw.trim().parse().ok()?;
        match self {
            Self::Months => Paid::of(number, Period::Month),
            Self::Times if number > 0 && 12 % number == 0 => Paid::of(12 / number, Period::Month),
            Self::Times => [Period::Day, Period::Week].into_iter().find(|p| p.in_a_year() == i64::try_from(number).ok()).map(Paid::once),
        }
    }
}

/// What rows are to each other that share the id of a renewal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shared {
    /// Each is a line of the contract: a renewal of its own.
    Lines,
    /// The same renewal again: the first row counts.
    First,
    /// ... the last one does.
    Last,
}

impl Shared {
    pub(crate) const ALL: [Self; 3] = [Self::Lines, Self::First, Self::Last];

    /// The name in a mapping.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Lines => "lines",
            Self::First => "first",
            Self::Last => "last",
        }
    }
}

/// A column that holds what is taken off the amounts of another.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TakenOff {
    pub column: usize,
    pub name: String,
    /// It holds shares of the amount, written so; else amounts of its own.
    pub share: Option<PercentForm>,
    /// It is called a discount: its sign says nothing.
    pub is_discount: bool,
}

/// How the values of one column are written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Form {
    pub date: DateForm,
    /// Of instants: of what calendar their days are.
    pub zone: Zone,
    pub amount: AmountForm,
    pub percent: PercentForm,
    /// What its amounts cover, where that is said or its name or the rows tell it. Of a column of periods: what an amount covers
    /// beside which none stands. Of a column of terms: what its numbers count.
    pub period: Option<Paid>,
    /// Of a column of periods: what its bare numbers count.
    pub numbers: Option<Numbers>,
    /// The rows told the period.
    pub by_evidence: bool,
    /// Columns that say of how many pieces a value is the price of one.
    pub pieces: Vec<usize>,
    /// What is taken off each amount.
    pub less: Vec<TakenOff>,
    /// The column that says every how many periods the amount falls due.
    pub every: Option<usize>,
    /// The currency that its name tells (`arr_usd`).
    pub currency: Option<String>,
    /// Value from the file, by its [`key`](words::key) → value of ours.
    pub values: FxHashMap<String, String>,
    /// Of values that the rows told, by the same key: the columns that tell it.
    pub told_by: FxHashMap<String, String>,
    /// Its words tell how things stand, and not what was decided.
    pub is_state: bool,
    /// A flag that is up where anything stands: a reason of loss tells that there was one.
    pub by_presence: bool,
    /// A flag that says no as well as yes: where nothing stands, it says neither.
    pub says_no: bool,
    /// Of an id: what rows are that share it, where that is said.
    pub shared: Option<Shared>,
    /// Of amounts: each row says what they count.
    pub unit_by_row: bool,
    /// Of amounts before: those of losses stand there below zero.
    pub losses_below_zero: bool,
    /// Of a column of changes: where none stands, nothing changed.
    pub blank_is_none: bool,
    /// Of amounts after: they alone tell what became of renewals, and none is what a lost one has.
    pub tells_losses: bool,
    /// Its outcomes are the stages of a deal: it is worked on before a contract ends.
    pub is_stage: bool,
    /// What is no known outcome is on the way there.
    pub other_is_open: bool,
    /// Of kinds of deals and pipelines: none of its words names renewals, so a word that nobody knows names no other kind either.
    pub tells_no_kinds: bool,
}

/// Where a field's value comes from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Origin {
    /// The column's index, from 0.
    Column(usize),
    /// The same for every row.
    Constant(String),
    /// The currency that the amounts in these columns carry: the first of them that names one.
    Signs(Vec<usize>),
}

/// One field as this file holds it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Bound {
    pub origin: Origin,
    /// The column's name as it stands in the file.
    pub name: String,
    pub form: Form,
}

/// The bound fields of one file.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    pub table: Table,
    /// Number of columns in the header.
    pub width: usize,
    fields: Vec<Option<Bound>>,
}

impl Columns {
    pub(crate) fn new(table: Table, width: usize) -> Self {
        Self { table, width, fields: vec![None; Field::COUNT] }
    }

    #[inline]
    pub(crate) fn get(&self, field: Field) -> Option<&Bound> {
        self.fields[field as usize].as_ref()
    }

    pub(crate) fn has(&self, field: Field) -> bool {
        self.get(field).is_some()
    }

    /// Whether some field is read from this column, or it is taken off one that is.
    pub(crate) fn holds(&self, column: usize) -> bool {
        let is_taken_off = |form: &Form| form.less.iter().any(|off| off.column == column);
        self.bound().any(|(_, bound)| bound.origin == Origin::Column(column) || is_taken_off(&bound.form))
    }

    pub(crate) fn bind(&mut self, field: Field, bound: Bound) {
        self.fields[field as usize] = Some(bound);
    }

    pub(crate) fn release(&mut self, field: Field) {
        self.fields[field as usize] = None;
    }

    pub(crate) fn get_mut(&mut self, field: Field) -> Option<&mut Bound> {
        self.fields[field as usize].as_mut()
    }

    /// Which field tells what an amount covers: of the one before a column of its own does, where there is one.
    pub(crate) fn period_of(&self, amount: Field) -> Field {
        if amount == Field::ArrBefore && self.has(Field::PeriodBefore) { Field::PeriodBefore } else { Field::Period }
    }

    /// ... the length of its contract.
    pub(crate) fn term_of(&self, amount: Field) -> Field {
        if amount == Field::ArrBefore && self.has(Field::TermBefore) { Field::TermBefore } else { Field::TermMonths }
    }

    /// The column's name for messages; the field's own where no column holds it.
    pub(crate) fn name(&self, field: Field) -> &str {
        self.get(field).map_or_else(|| field.key(), |bound| &bound.name)
    }

    /// The fields that are bound, with how.
    pub(crate) fn bound(&self) -> impl Iterator<Item = (Field, &Bound)> {
        Field::ALL.iter().filter_map(|field| Some((*field, self.get(*field)?)))
    }

    /// The needed fields that no column holds.
    pub(crate) fn missing(&self) -> Vec<Field> {
        self.table.lacks(|field| self.has(field))
    }
}

impl Form {
    /// The day of a date, or what it tells without one; of an instant that of its calendar.
    #[inline]
    pub(crate) fn span(&self, raw: &[u8]) -> Option<Span> {
        let span = self.date.span(raw)?;
        if self.zone.is_utc() || !span.is_day() {
            return Some(span);
        }
        let clock = std::str::from_utf8(raw).ok().and_then(|raw| Clock::of(self.date, raw));
        Some(clock.map_or(span, |clock| Span::day(self.zone.day_at(span.first, clock.seconds))))
    }

    /// The day of a date, where it tells one.
    pub(crate) fn day(&self, raw: &str) -> Option<chrono::NaiveDate> {
        self.span(raw.as_bytes()).filter(|span| span.is_day()).map(|span| span.first)
    }

    /// What a word of a column of periods says that an amount covers.
    pub(crate) fn paid(&self, word: &str) -> Option<Paid> {
        words::period(word).or_else(|| self.numbers?.read(word))
    }

    /// What a bare number counts in a column of terms: months, unless it counts longer ones.
    pub(crate) fn counted(&self, number: u64) -> u64 {
        let in_months = |paid: Paid| Some(paid.every * 12 / u64::try_from(paid.period.in_a_year()?).ok()?);
        number * self.period.and_then(in_months).map_or(1, |months| months.max(1))
    }

    /// The value that stands for `raw` by the mapping, if it names it.
    pub(crate) fn mapped(&self, raw: &str) -> Option<&str> {
        if self.values.is_empty() { None } else { self.values.get(&words::key(raw)).map(String::as_str) }
    }
}
