//! The same truth written in each shape.

mod accounts;
mod beside;
mod customers;
mod deals;
mod ends;
mod events;
mod movements;
pub mod older;
mod rows;
mod snapshots;
mod spells;
mod terms;
mod wide;

use crate::book::Book;
use crate::dice::Dice;
use crate::shape::Shape;
use crate::spell::tongue::Tongue;
use crate::table::Table;
use crate::truth::expected::Knows;

/// The tables of a folder, and what they let be known.
pub struct Rendering {
    pub tables: Vec<Table>,
    pub knows: Knows,
}

pub fn render(book: &Book, shape: Shape, tongue: &Tongue, dice: &mut Dice) -> Rendering {
    let (mut table, knows) = match shape {
        Shape::Events if tongue.system => deals::table(book, tongue, dice),
        Shape::Events => events::table(book, dice),
        Shape::Snapshots => snapshots::table(book, dice),
        Shape::Movements => movements::table(book, dice),
        Shape::Spells => spells::table(book, tongue, dice),
        Shape::Ends => ends::table(book, dice),
        Shape::Terms => terms::table(book, dice),
        Shape::Wide => wide::table(book, dice),
        Shape::Customers => customers::table(book, dice),
    };
    beside::add(&mut table, book.stage.as_of(), dice);
    if tongue.system {
        table.columns.retain(|column| tongue.has(column.role));
    }
    let mut tables = vec![table];
    if let Some(accounts) = accounts::table(book, &mut tables[0], dice) {
        tables.push(accounts);
    }
    Rendering { tables, knows }
}
