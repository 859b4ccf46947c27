//! A list of subscriptions: start, end that is empty while it runs, status and amount.

use super::rows::{Row, add_amount, add_attributes, add_names, priced};
use crate::book::{Book, Line, Term};
use crate::days::{Day, months_later, plus};
use crate::dice::Dice;
use crate::spell::tongue::Tongue;
use crate::table::{Cell, Kind, Role, Table, Word};
use crate::truth::expected::Knows;

/// As long as a line runs at one price without a day between.
#[derive(Clone)]
struct Spell<'a> {
    from: Day,
    /// Its last day, where it has ended.
    to: Option<Day>,
    first: &'a Term,
    reason: Option<&'static str>,
    nth: usize,
}

pub fn table(book: &Book, tongue: &Tongue, dice: &mut Dice) -> (Table, Knows) {
    let as_of = book.stage.as_of();
    let rows: Vec<Row<Spell>> = super::rows::lines(book)
        .flat_map(|(account, line)| spells(line, as_of).into_iter().map(move |of| Row { account, line, day: of.from, of }))
        .collect();
    let mut table = Table::new(Kind::Spells);
    table.add(Role::RecordId, &rows, |row| Cell::Text(format!("{}-{}", row.line.id, row.of.nth)));
    add_names(&mut table, book, &rows, dice);
    table.columns.retain(|column| column.role != Role::LineId);
    if tongue.system && !table.has(Role::AccountId) {
        table.add(Role::AccountId, &rows, |row| Cell::text(row.account.id_on(row.day)));
    }
    table.add(Role::Start, &rows, |row| Cell::Day(row.of.from));
    table.add(Role::End, &rows, |row| Cell::maybe_day(row.of.to));
    table.add(Role::Status, &rows, |row| Cell::Word(status(row)));
    add_amount(&mut table, book, &rows, dice, |row| priced(row.of.first, row.of.first.arr));
    if dice.percent(40) {
        table.add(Role::Reason, &rows, |row| row.of.reason.map_or(Cell::Empty, Cell::text));
    }
    if tongue.system {
        billing(&mut table, &rows, as_of);
    }
    add_attributes(&mut table, &rows, dice);
    (table, Knows { renewals: None, amounts: true, twelve_months: true })
}

fn spells(line: &Line, as_of: Day) -> Vec<Spell<'_>> {
    let mut spells: Vec<Spell> = vec![];
    for term in line.terms.iter().filter(|term| term.start <= as_of) {
        let goes_on = spells.last().is_some_and(|spell| {
            let ended = spell.to.is_some_and(|to| plus(to, 1) == term.start);
            ended && (spell.first.arr, spell.first.foreign) == (term.arr, term.foreign)
        });
        let to = Some(line.left.filter(|left| *left <= term.end).map_or(term.end, |left| plus(left, -1)));
        match spells.last_mut() {
            Some(spell) if goes_on => (spell.to, spell.reason) = (to, term.reason),
            _ => spells.push(Spell { from: term.start, to, first: term, reason: term.reason, nth: spells.len() + 1 }),
        }
    }
    if let Some(last) = spells.last_mut().filter(|spell| spell.to.is_some_and(|to| to >= as_of)) {
        (last.to, last.reason) = (None, None);
    }
    spells
}

fn status(row: &Row<Spell>) -> Word {
    match row.of.to {
        Some(_) => Word::Gone,
        None if row.line.trial => Word::Trial,
        None => Word::Active,
    }
}

/// What billing systems tell beside: the interval, and the period that runs, which is no contract's end.
fn billing(table: &mut Table, rows: &[Row<Spell>], as_of: Day) {
    let monthly = table.columns.iter().any(|column| column.role == Role::Mrr);
    table.add(Role::Interval, rows, |_| Cell::Word(if monthly { Word::Monthly } else { Word::Yearly }));
    let months = if monthly { 1 } else { 12 };
    let period = |row: &Row<Spell>| {
        let last = row.of.to.unwrap_or(as_of);
        (0..120).rev().map(|n| months_later(row.of.from, n * months)).find(|start| *start <= last).unwrap_or(row.of.from)
    };
    table.add(Role::PeriodStart, rows, |row| Cell::Day(period(row)));
    table.add(Role::PeriodEnd, rows, |row| Cell::Day(months_later(period(row), months)));
    table.add(Role::Created, rows, |row| Cell::Day(row.of.from));
}
