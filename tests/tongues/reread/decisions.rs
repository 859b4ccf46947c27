//! A row a renewal.

use super::cells::Cells;
use super::{Seen, Told};
use crate::table::{Cell, Role, Word};
use crate::truth::happened::Fate;

pub fn renewals(cells: &Cells, told: &Told) -> Vec<Seen> {
    (0..cells.table.rows()).filter(|row| is_renewal(cells, *row)).map(|row| seen(cells, row, told)).collect()
}

fn is_renewal(cells: &Cells, row: usize) -> bool {
    let named = |role| cells.text(role, row).is_none_or(|name| name.contains("Renewal"));
    let kind = cells.word(Role::DealKind, row).is_none_or(|kind| kind == Word::Renewal);
    let pipeline = cells.word(Role::Pipeline, row).is_none_or(|pipeline| pipeline == Word::RenewalPipeline);
    let flag = !matches!(cells.of(Role::IsRenewal, row), Cell::Flag(false));
    named(Role::DealName) && kind && pipeline && flag
}

fn seen(cells: &Cells, row: usize, told: &Told) -> Seen {
    let due = cells.day(Role::Due, row).or_else(|| cells.day(Role::Closed, row)).expect("a renewal has a day");
    let flags = (cells.of(Role::IsClosed, row), cells.of(Role::IsWon, row));
    let word = [Role::Outcome, Role::Stage, Role::State].into_iter().find_map(|role| cells.word(role, row));
    let fate = match (word, flags) {
        (Some(Word::Renewed | Word::Won | Word::StateWon), _) | (None, (_, Cell::Flag(true))) => Fate::Renewed,
        (Some(Word::Churned | Word::Lost | Word::StateLost), _) | (None, (Cell::Flag(true), _)) => Fate::Churned,
        _ if due >= told.as_of => Fate::NotYetDue,
        _ => Fate::Open,
    };
    let after = if fate == Fate::Renewed { amount(cells, row, told) } else { Some(0) };
    let line = cells.text(Role::RecordId, row).or_else(|| cells.text(Role::DealName, row)).unwrap_or_default().to_owned();
    let before = cells.money(Role::Before, row, told).or_else(|| cells.money(Role::BeforeMrr, row, told).map(|month| month * 12));
    Seen { account: cells.account(row, told), line, due, before, after, fate }
}

/// What it renewed at: an amount after, a month's amount after, or that of the deal.
fn amount(cells: &Cells, row: usize, told: &Told) -> Option<i64> {
    let month = || cells.money(Role::AfterMrr, row, told).map(|month| month * 12);
    let deal = || if cells.has(Role::After) || cells.has(Role::AfterMrr) { None } else { cells.money(Role::Amount, row, told) };
    cells.money(Role::After, row, told).or_else(month).or_else(deal)
}
