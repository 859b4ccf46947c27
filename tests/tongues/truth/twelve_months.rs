//! Retention over the twelve months to the window's end: accounts in force a year before, then against now.

use crate::book::Book;
use crate::stage::{to, year_before};
use crate::truth::expected::{Figure, Rates, ratio};

pub fn rates(book: &Book) -> Rates {
    let accounts: Vec<(i64, i64)> =
        book.accounts.iter().map(|account| (account.arr_on(year_before()), account.arr_on(to()))).filter(|(then, _)| *then > 0).collect();
    let base: i64 = accounts.iter().map(|(then, _)| then).sum();
    let kept: i64 = accounts.iter().map(|(then, now)| (*then).min(*now)).sum();
    let now: i64 = accounts.iter().map(|(_, now)| now).sum();
    let there = accounts.iter().filter(|(_, now)| *now > 0).count() as i64;
    Rates { grr: ratio(kept, base), nrr: ratio(now, base), logo: ratio(there, accounts.len() as i64) }
}

impl Rates {
    pub const UNCHECKED: Self = Self { grr: Figure::Unchecked, nrr: Figure::Unchecked, logo: Figure::Unchecked };
    pub const NONE: Self = Self { grr: Figure::None, nrr: Figure::None, logo: Figure::None };
}
