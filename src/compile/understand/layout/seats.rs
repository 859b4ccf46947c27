//! Renewals that say how many seats there were and what one costs: their product is what was paid.

use crate::compile::read::columns::Columns;
use crate::compile::read::file::DataFile;
use crate::compile::schema::Field;
use crate::compile::understand::decided::index;
use crate::compile::understand::header::{Heading, Side};
use crate::compile::understand::names;
use crate::compile::understand::recognise::profile::Profile;

/// An amount of a renewal, and the number of seats that it is the price of one of.
const SIDES: [(Field, Field, Side); 2] =
    [(Field::ArrBefore, Field::SeatsBefore, Side::Before), (Field::ArrAfter, Field::SeatsAfter, Side::After)];

/// The amounts that are prices of one seat, each with its column; none where a whole amount is told.
pub(super) fn found(file: &DataFile, columns: &Columns) -> Vec<(Field, usize)> {
    let is_told = [Field::ArrBefore, Field::ArrAfter, Field::Amount, Field::ArrChange].into_iter().any(|field| columns.has(field));
    if is_told || !columns.has(Field::SeatsBefore) {
        return Vec::new();
    }
    let is_free = |column: &usize| !columns.holds(*column) && Profile::of(file, *column).are_amounts();
    let prices: Vec<usize> = (0..file.header.len()).filter(is_free).filter(|column| is_of_one(&file.header[*column])).collect();
    let sided = |side: Side| prices.iter().copied().find(|column| Heading::of(&file.header[*column]).side == Some(side));
    let only = || if let [only] = prices[..] { Some(only) } else { None };
    let of_side = |(amount, seats, side): (Field, Field, Side)| Some((amount, sided(side).or_else(only)?)).filter(|_| columns.has(seats));
    SIDES.into_iter().filter_map(of_side).collect()
}

/// Multiplies prices of one seat by the seats beside them.
pub(super) fn settle(columns: &mut Columns) {
    for (amount, seats, _) in SIDES {
        let of_one = columns.get(amount).is_some_and(|bound| is_of_one(&bound.name));
        if let (true, Some(seats)) = (of_one, index(columns, seats))
            && let Some(bound) = columns.get_mut(amount)
        {
            bound.form.pieces = vec![seats];
        }
    }
}

/// A name that is that of the price of one seat, whatever it says of period and side.
fn is_of_one(name: &str) -> bool {
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_aside = |word: &str| {
        let heading = Heading::of(word);
        heading.period.is_some() || heading.side.is_some()
    };
    let mut kept: Vec<&str> = Vec::new();
    for word in words {
        if is_aside(word) {
            // `per year` goes as a whole.
            kept.pop_if(|before| ["per", "p", "a", "pro", "par", "por"].contains(&before.to_lowercase().as_str()));
        } else {
            kept.push(word);
        }
    }
    let names = |words: &[&str]| {
        let heading = Heading::of(&words.join(" "));
        [Field::NetPerSeat, Field::ListPerSeat].into_iter().any(|field| names::standing(&heading, field).is_some())
    };
    // A word before the name says which price it is.
    names(&kept) || kept.len() > 1 && names(&kept[1..])
}
