//! A row a renewal: a renewals table as teams keep it.

use super::rows::{Row, add_attributes, add_names, priced};
use crate::book::{Book, Term};
use crate::days::plus;
use crate::dice::Dice;
use crate::table::{Cell, Kind, Money, Role, Table, Word};
use crate::truth::expected::Knows;
use crate::truth::happened::{Fate, Renewal, Sight, all};

pub fn table(book: &Book, dice: &mut Dice) -> (Table, Knows) {
    let upcoming = if dice.percent(60) { 120 } else { 0 };
    let until = plus(book.stage.as_of().max(crate::stage::to()), upcoming);
    let rows: Vec<Row<Renewal>> = all(book, Sight::Decisions)
        .into_iter()
        .filter(|renewal| renewal.due >= crate::days::day(2025, 1, 1) && renewal.due <= until)
        .map(|of| {
            let account = &book.accounts[of.account];
            Row { account, line: &account.lines[of.line], day: of.due, of }
        })
        .collect();
    let mut table = Table::new(Kind::Renewals);
    table.add(Role::RecordId, &rows, |row| Cell::Text(format!("{}/{}", row.line.id, 1 + row.of.term)));
    add_names(&mut table, book, &rows, dice);
    table.columns.retain(|column| column.role != Role::LineId);
    table.add(Role::Due, &rows, |row| Cell::Day(row.of.due));
    if dice.percent(55) {
        table.add(Role::Closed, &rows, closed);
    }
    table.add(Role::Outcome, &rows, |row| Cell::Word(word(row.of.fate)));
    let gone = if dice.percent(70) { Cell::money(0) } else { Cell::Empty };
    add_amounts(&mut table, &rows, &gone, dice.percent(12));
    if dice.percent(50) {
        table.add(Role::Reason, &rows, reason);
    }
    add_attributes(&mut table, &rows, dice);
    (table, Knows { renewals: Some(Sight::Decisions), amounts: true, twelve_months: false })
}

/// The amounts of a year, or of a month under names that say so.
fn add_amounts(table: &mut Table, rows: &[Row<Renewal>], gone: &Cell, monthly: bool) {
    let (before, late, part) = if monthly { (Role::BeforeMrr, Role::AfterMrr, 12) } else { (Role::Before, Role::After, 1) };
    table.add(before, rows, |row| parted(priced(ending(row), row.of.before), part));
    table.add(late, rows, |row| parted(after(row, gone), part));
}

fn parted(cell: Cell, part: i64) -> Cell {
    if let Cell::Money(money) = cell { Cell::Money(Money { units: money.units / part, ..money }) } else { cell }
}

fn ending<'a>(row: &Row<'a, Renewal>) -> &'a Term {
    &row.line.terms[row.of.term]
}

fn word(fate: Fate) -> Word {
    match fate {
        Fate::Renewed => Word::Renewed,
        Fate::Churned => Word::Churned,
        Fate::Open | Fate::NotYetDue => Word::Open,
    }
}

pub fn closed(row: &Row<Renewal>) -> Cell {
    let decided = matches!(row.of.fate, Fate::Renewed | Fate::Churned);
    let day = row.line.left.filter(|left| *left == row.of.due).unwrap_or(ending(row).decided);
    Cell::maybe_day(decided.then_some(day))
}

pub fn reason(row: &Row<Renewal>) -> Cell {
    ending(row).reason.filter(|_| row.of.fate == Fate::Churned).map_or(Cell::Empty, Cell::text)
}

/// What it renewed at; of a loss what this table writes there.
fn after(row: &Row<Renewal>, gone: &Cell) -> Cell {
    match row.of.fate {
        Fate::Renewed => row.line.terms.get(row.of.term + 1).map_or(Cell::Empty, |next| priced(next, next.arr)),
        Fate::Churned => gone.clone(),
        Fate::Open | Fate::NotYetDue => Cell::Empty,
    }
}
