//! Which renewals a book has, and what a rendering can know of each.

use crate::book::{Book, Line, Term};
use crate::days::{Day, month_end, plus};
use crate::stage::{GRACE, in_window};

/// By what a rendering tells what became of a contract's end.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Sight {
    /// A row a renewal, with its decision.
    Decisions,
    /// The next term on file, or none.
    Terms,
    /// The next term on file, and losses with their day.
    Spells,
    /// The rows of month ends.
    MonthEnds,
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Fate {
    Renewed,
    Churned,
    /// Past due and not decided.
    Open,
    NotYetDue,
}

/// One renewal: a line whose contract ends, or which leaves before.
#[derive(Clone)]
pub struct Renewal {
    pub account: usize,
    pub line: usize,
    pub term: usize,
    pub due: Day,
    pub before: i64,
    /// None where it went on in a currency whose rate nobody knows.
    pub after: Option<i64>,
    pub fate: Fate,
}

pub fn all(book: &Book, sight: Sight) -> Vec<Renewal> {
    let mut found = vec![];
    for (account, customer) in book.accounts.iter().enumerate() {
        for (line, contract) in customer.lines.iter().enumerate().filter(|(_, line)| !line.trial) {
            for term in 0..contract.terms.len() {
                found.push(one(book, sight, (account, line, term), contract));
            }
        }
    }
    found
}

pub fn of_the_window(book: &Book, sight: Sight) -> Vec<Renewal> {
    all(book, sight).into_iter().filter(|renewal| in_window(renewal.due)).collect()
}

fn one(book: &Book, sight: Sight, (account, line, term): (usize, usize, usize), contract: &Line) -> Renewal {
    let ending = &contract.terms[term];
    let next = contract.terms.get(term + 1);
    let left = contract.left.filter(|left| next.is_none() && *left <= ending.end);
    let fate = match sight {
        Sight::Decisions => by_decision(book, ending, next, left),
        Sight::Terms => by_next_term(book, left.map_or(ending.end, |left| plus(left, -1)), next),
        Sight::Spells => by_spell(book, ending, next, left),
        Sight::MonthEnds => by_month_ends(book, ending, next, left),
    };
    let after = match (fate, next) {
        (Fate::Renewed, Some(next)) if next.foreign && !ending.foreign && book.foreign == Some(crate::book::Foreign::RateUnknown) => None,
        (Fate::Renewed, Some(next)) => Some(next.arr),
        _ => Some(0),
    };
    Renewal { account, line, term, due: left.unwrap_or(ending.end), before: ending.last_arr(), after, fate }
}

fn by_decision(book: &Book, ending: &Term, next: Option<&Term>, left: Option<Day>) -> Fate {
    let as_of = book.stage.as_of();
    let due = left.unwrap_or(ending.end);
    match () {
        () if left.unwrap_or(ending.decided) <= as_of => {
            if next.is_some() {
                Fate::Renewed
            } else {
                Fate::Churned
            }
        }
        () if due >= as_of => Fate::NotYetDue,
        () => Fate::Open,
    }
}

/// Gone for no longer than the grace is not lost yet.
fn gone(since: Day, known: Day) -> Fate {
    if since >= known {
        Fate::NotYetDue
    } else if (known - since).num_days() <= GRACE {
        Fate::Open
    } else {
        Fate::Churned
    }
}

fn by_next_term(book: &Book, end: Day, next: Option<&Term>) -> Fate {
    let as_of = book.stage.as_of();
    if next.is_some_and(|next| next.start <= as_of) { Fate::Renewed } else { gone(end, as_of) }
}

fn by_spell(book: &Book, ending: &Term, next: Option<&Term>, left: Option<Day>) -> Fate {
    let as_of = book.stage.as_of();
    let lost_on = left.or_else(|| next.is_none().then(|| plus(ending.end, 1)));
    if lost_on.is_some_and(|day| day <= as_of) { Fate::Churned } else { by_next_term(book, ending.end, next) }
}

fn by_month_ends(book: &Book, ending: &Term, next: Option<&Term>, left: Option<Day>) -> Fate {
    let known = book.stage.last_month_end();
    let row_after = month_end(plus(ending.end, 1));
    match () {
        () if left.is_some() => Fate::Churned,
        () if next.is_some() && row_after <= known => Fate::Renewed,
        () => gone(ending.end, known),
    }
}
