//! The truth: who has which contracts, when they end and what becomes of them.

use crate::days::Day;

/// What one unit of the foreign currency is worth in the book's own.
pub const RATE: f64 = 1.25;

pub struct Book {
    pub accounts: Vec<Account>,
    pub stage: Stage,
    /// Whether the rate of the foreign currency can be known; none where nobody pays in one.
    pub foreign: Option<Foreign>,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Foreign {
    RateKnown,
    RateUnknown,
}

pub struct Account {
    pub id: String,
    pub name: String,
    pub segment: &'static str,
    pub owner: &'static str,
    pub region: &'static str,
    pub lines: Vec<Line>,
    /// Another id under which the account goes on from a day.
    pub renamed: Option<Renamed>,
}

pub struct Renamed {
    pub id: String,
    pub name: String,
    pub from: Day,
}

/// One contract line: a core product or an add-on, over its terms.
#[derive(Clone)]
pub struct Line {
    pub id: String,
    pub product: &'static str,
    pub terms: Vec<Term>,
    /// The first day without the line where it was left before its end.
    pub left: Option<Day>,
    /// First day without and first day back.
    pub pause: Option<(Day, Day)>,
    pub trial: bool,
}

#[derive(Clone)]
pub struct Term {
    pub start: Day,
    /// Its last day: the day on which it is due.
    pub end: Day,
    pub months: i32,
    /// In the book's own currency, a year.
    pub arr: i64,
    /// More from a day within the term.
    pub grown: Option<(Day, i64)>,
    pub foreign: bool,
    /// When what becomes of its end was decided.
    pub decided: Day,
    pub reason: Option<&'static str>,
}

impl Term {
    pub fn last_arr(&self) -> i64 {
        self.grown.map_or(self.arr, |(_, arr)| arr)
    }

    fn arr_on(&self, day: Day) -> i64 {
        self.grown.filter(|(from, _)| day >= *from).map_or(self.arr, |(_, arr)| arr)
    }
}

impl Line {
    pub fn term_on(&self, day: Day) -> Option<&Term> {
        self.terms.iter().find(|term| term.start <= day && day <= term.end).filter(|_| self.left.is_none_or(|left| day < left))
    }

    /// The ARR in force on a day; a trial has none.
    pub fn arr_on(&self, day: Day) -> i64 {
        let paused = self.pause.is_some_and(|(from, back)| from <= day && day < back);
        if paused || self.trial { 0 } else { self.term_on(day).map_or(0, |term| term.arr_on(day)) }
    }

    /// The term that is in force, or was the last to be.
    pub fn latest_term(&self, day: Day) -> Option<&Term> {
        self.terms.iter().rev().find(|term| term.start <= day)
    }
}

impl Account {
    pub fn id_on(&self, day: Day) -> &str {
        self.renamed.as_ref().filter(|renamed| day >= renamed.from).map_or(&self.id, |renamed| &renamed.id)
    }

    pub fn name_on(&self, day: Day) -> &str {
        self.renamed.as_ref().filter(|renamed| day >= renamed.from).map_or(&self.name, |renamed| &renamed.name)
    }

    pub fn arr_on(&self, day: Day) -> i64 {
        self.lines.iter().map(|line| line.arr_on(day)).sum()
    }
}

/// How far the window lies behind when the data is exported.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Stage {
    /// Two months after the window.
    Settled,
    /// Days after the window: the last contracts may still come back.
    Fresh,
    /// Within the window.
    Running,
}

/// What a rendering can tell apart, and so which truths stand clearly in it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Grain {
    /// A row a renewal, with the day of its decision.
    Decision,
    /// Starts and ends by the day.
    Day,
    /// The state at month ends.
    Month,
}
