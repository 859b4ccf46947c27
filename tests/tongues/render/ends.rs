//! Subscriptions by term, with the contract's end beside the day on which they really ended.

use super::rows::{Row, add_amount, add_attributes, add_names, priced};
use crate::book::{Book, Term};
use crate::days::Day;
use crate::dice::Dice;
use crate::table::{Cell, Kind, Role, Table, Word};
use crate::truth::expected::Knows;
use crate::truth::happened::Sight;

#[derive(Clone)]
struct Spell<'a> {
    term: &'a Term,
    to: Option<Day>,
    lost: bool,
    nth: usize,
}

pub fn table(book: &Book, dice: &mut Dice) -> (Table, Knows) {
    let as_of = book.stage.as_of();
    let rows: Vec<Row<Spell>> = super::rows::lines(book)
        .flat_map(|(account, line)| {
            line.terms.iter().enumerate().filter(|(_, term)| term.start <= as_of).map(move |(n, term)| {
                let last = n + 1 == line.terms.len();
                let to = line.left.filter(|_| last).and_then(|left| left.pred_opt()).unwrap_or(term.end);
                let ended = to < as_of;
                Row { account, line, day: term.start, of: Spell { term, to: ended.then_some(to), lost: ended && last, nth: n + 1 } }
            })
        })
        .collect();
    let mut table = Table::new(Kind::Spells);
    table.add(Role::RecordId, &rows, |row| Cell::Text(format!("{}-{}", row.line.id, row.of.nth)));
    add_names(&mut table, book, &rows, dice);
    table.add(Role::Start, &rows, |row| Cell::Day(row.of.term.start));
    table.add(Role::ContractEnd, &rows, |row| Cell::Day(row.of.term.end));
    table.add(Role::End, &rows, |row| Cell::maybe_day(row.of.to));
    table.add(Role::Status, &rows, |row| Cell::Word(status(&row.of)));
    add_amount(&mut table, book, &rows, dice, |row| priced(row.of.term, row.of.term.arr));
    if dice.percent(40) {
        table.add(Role::Reason, &rows, |row| row.of.term.reason.filter(|_| row.of.lost).map_or(Cell::Empty, Cell::text));
    }
    add_attributes(&mut table, &rows, dice);
    (table, Knows { renewals: Some(Sight::Spells), amounts: true, twelve_months: true })
}

fn status(spell: &Spell) -> Word {
    match (spell.to, spell.lost) {
        (None, _) => Word::Active,
        (Some(_), true) => Word::Gone,
        (Some(_), false) => Word::Renewed,
    }
}
