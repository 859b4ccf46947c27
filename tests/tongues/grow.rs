//! A book of contracts by seed.

mod account;
mod line;
mod turns;

use crate::book::{Account, Book, Grain, Stage};
use crate::dice::Dice;

/// What the rendering that the book is meant for can show.
#[derive(Clone, Copy)]
pub struct Spec {
    pub grain: Grain,
    pub stage: Stage,
    /// More within a term.
    pub grows: bool,
    /// One customer under another id.
    pub renames: bool,
    /// Zero as a price.
    pub pilots: bool,
    pub trials: bool,
    pub foreign: bool,
    /// Months at nothing within a term.
    pub pauses: bool,
}

pub fn book(seed: u64, spec: Spec) -> Book {
    let mut dice = Dice::of(seed, "book");
    let mut accounts: Vec<Account> = (0..dice.between(26, 44) as usize).map(|n| account::customer(&mut dice, spec, n)).collect();
    if spec.trials {
        for _ in 0..dice.between(1, 3) {
            accounts.push(account::trial(&mut dice, spec, accounts.len()));
        }
    }
    account::give_ids(&mut dice, &mut accounts);
    let mut book = Book { accounts, stage: spec.stage, foreign: None };
    turns::take(&mut dice, spec, &mut book);
    book
}
