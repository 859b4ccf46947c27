//! Spells and terms made into timelines: which rows of a customer follow one another as one contract, and what ran beside it.

pub(crate) mod pieces;

use chrono::{Days, Months, NaiveDate};

use super::pairing;
use super::rows::Asked;
use super::shape::Shape;
use super::snapshots::{Customer, Seen, Snapshot, Timeline};
use crate::compile::read::values::words::State;
use crate::domain::Name;
use crate::domain::money::Money;

/// A next term may begin so many days before the one it follows ends: it was renewed early.
pub(crate) const EARLY: Days = Days::new(62);

/// It may begin so many before where it is paid about as much and no other one follows.
const VERY_EARLY: Days = Days::new(95);

/// One that takes over the end of the term it follows may begin earlier still, while that runs.
const TAKEN_OVER: Days = Days::new(270);

/// Days by which two ends of whole years may differ: leap days, and last days that are counted or not.
const ABOUT: i64 = 2;

/// Whether whole years lie between the last day of one term and that of another.
fn are_years(from: NaiveDate, to: NaiveDate) -> bool {
    let years = u32::try_from((to - from).num_days().max(0) + 183).unwrap_or(0) / 365;
    years > 0 && is_about(from, to, years * 12)
}

/// Whether about so many months lie between two days.
fn is_about(from: NaiveDate, to: NaiveDate, months: u32) -> bool {
    from.checked_add_months(Months::new(months)).is_some_and(|day| (day - to).num_days().abs() <= ABOUT)
}

/// One row: what was in force from `snapshot.day` on.
#[derive(Clone, Debug)]
pub(crate) struct Interval {
    pub subscription: Option<Name>,
    /// The last day in force, where the row says that it is over.
    pub left: Option<NaiveDate>,
    /// What is left of it after its last day, where nothing follows.
    pub stays: Option<Box<Snapshot>>,
    /// When the customer's next row begins, whichever it goes on with.
    pub next: Option<NaiveDate>,
    pub snapshot: Snapshot,
}

impl Interval {
    /// The last day that the row tells of: when it was left, or when its contract runs out.
    fn end(&self) -> Option<NaiveDate> {
        self.left.or(self.snapshot.contract_end)
    }

    /// Whether it is of the same term as the row before: what the contract came to from some day of it on.
    fn is_within(&self, before: &Snapshot) -> bool {
        self.snapshot.contract_end.is_some() && self.snapshot.contract_end == before.contract_end
    }
}

/// Rows that follow one another.
pub(super) struct Line {
    pub rows: Vec<Interval>,
}

/// The contracts of one customer out of its rows, which are in the order of their first days; and whether rows could follow others as well.
pub(crate) fn customer(rows: Vec<Interval>, shape: Shape, asked: Asked) -> (Customer, bool) {
    let mut lines: Vec<Line> = Vec::new();
    let mut is_unclear = false;
    let mut rows = rows.into_iter().peekable();
    while let Some(first) = rows.next() {
        let day = first.snapshot.day;
        let mut batch = vec![first];
        while let Some(row) = rows.next_if(|row| row.snapshot.day == day) {
            batch.push(row);
        }
        let next = rows.peek().map(|row| row.snapshot.day);
        for row in &mut batch {
            row.next = next;
        }
        is_unclear |= pairing::take(&mut lines, batch, asked);
    }
    let is_one = lines.len() == 1;
    let key = |(number, _): (usize, &Line)| (!is_one).then(|| Name::from((number + 1).to_string()));
    let keys: Vec<Option<Name>> = lines.iter().enumerate().map(key).collect();
    let mut customer = Customer::new();
    for (key, line) in keys.into_iter().zip(lines) {
        customer.insert(key, line.timeline(shape, asked));
    }
    (customer, is_unclear)
}

impl Line {
    pub(super) fn last(&self) -> &Interval {
        self.rows.last().unwrap_or_else(|| unreachable!("a line has a row"))
    }

    /// Whether `row` goes by the number of the line.
    pub(super) fn is_named_by(&self, row: &Interval) -> bool {
        let last = self.last();
        last.subscription.is_some() && last.subscription == row.subscription
    }

    /// Whether `row` takes up where the line ends.
    pub(super) fn goes_on_with(&self, row: &Interval, asked: Asked) -> bool {
        let last = self.last();
        let Some(end) = last.end() else { return false };
        let is_later = row.end().is_none_or(|next| next > end);
        let until = end + Days::new(asked.grace);
        let is_only_one = || row.next.is_none_or(|next| next > until) && self.is_about_as_much(row);
        let earliest = match last.left {
            Some(_) => end,
            None if self.is_taken_over_by(row, end) && row.next.is_none_or(|next| next > until) => end - TAKEN_OVER,
            None if is_only_one() => end - VERY_EARLY,
            None => end - EARLY,
        };
        is_later && row.snapshot.day > last.snapshot.day && row.snapshot.day >= earliest && row.snapshot.day <= until
    }

    /// The row runs to the day that whole years after the line's end bring, which its own first day does not: what was left of the old
    /// term is in the new one.
    fn is_taken_over_by(&self, row: &Interval, end: NaiveDate) -> bool {
        let Some(next) = row.end() else { return false };
        let before = row.snapshot.day.pred_opt().unwrap_or(row.snapshot.day);
        self.last().snapshot.product == row.snapshot.product && are_years(end, next) && !are_years(before, next)
    }

    /// The same product for about the same amount.
    fn is_about_as_much(&self, row: &Interval) -> bool {
        let (before, after) = (&self.last().snapshot, &row.snapshot);
        before.product == after.product && after.arr.ratio(before.arr).is_some_and(|ratio| (0.7..=1.4).contains(&ratio))
    }

    /// How far a row that could follow lies from the line: another product is farther than another day, another amount breaks ties.
    pub(super) fn distance(&self, row: &Interval) -> ((bool, bool, i64), i64) {
        let last = self.last();
        let days = last.end().map_or(0, |end| (row.snapshot.day - end).num_days().abs());
        let change = (row.snapshot.arr.in_minor() - last.snapshot.arr.in_minor()).abs();
        let is_other = row.subscription.is_none() || row.subscription != last.subscription;
        ((is_other, row.snapshot.product != last.snapshot.product, days), change)
    }

    fn timeline(mut self, shape: Shape, asked: Asked) -> Timeline {
        pieces::of_one_term(&mut self.rows, asked.are_cut);
        let mut timeline = Timeline { seen: Seen::Exactly, ..Timeline::default() };
        let mut rows = self.rows.into_iter().peekable();
        let mut over: Option<NaiveDate> = None;
        while let Some(row) = rows.next() {
            let Interval { left, stays, snapshot, .. } = row;
            // What was renewed early begins when the old term is over.
            let day = over.map_or(snapshot.day, |over| snapshot.day.max(over + Days::new(1)));
            let next = rows.peek().map(|next| next.snapshot.day);
            let changes = rows.peek().is_some_and(|next| left.is_none() && next.is_within(&snapshot));
            // What another row follows is over with its contract, whoever calls it active.
            let runs_out = if shape == Shape::Terms || next.is_some() { snapshot.contract_end } else { None };
            over = left.or(runs_out).filter(|_| !changes);
            let after = over.map(|over| over + Days::new(1)).filter(|after| *after <= asked.as_of);
            timeline.left = left;
            timeline.snapshots.push(Snapshot { day, ..snapshot.clone() });
            timeline.snapshots.extend(stays.map(|rest| *rest).filter(|rest| next.is_none() && rest.day <= asked.as_of));
            if let Some(after) = after.filter(|after| next.is_none_or(|next| next > *after)) {
                timeline.snapshots.push(Snapshot { day: after, arr: Money::ZERO, is_unpriced: false, state: State::Gone, ..snapshot });
            }
        }
        timeline
    }
}
