//! Amounts beside renewals that nothing is read from, and that may be what was added or taken off.

use super::{answer, quoted};
use crate::compile::read::scan::TableFile;
use crate::compile::schema::{CONTRACTIONS, EXPANSIONS, Field, Table};
use crate::compile::understand::bridge::{self, Part};
use crate::compile::understand::layout::Layout;
use crate::domain::question::Question;

/// Fewer renewals may well cost nothing from then on.
const FEW_ZEROS: usize = 3;

pub(crate) fn of(layout: &Layout) -> Vec<Question> {
    let of_file = |table: &TableFile| {
        // Each part takes a field of its own, so that all answers may stand together.
        let free = |fields: [Field; 4]| fields.into_iter().filter(|field| !table.columns.has(*field)).collect::<Vec<_>>();
        let fields = free(EXPANSIONS).into_iter().zip(free(CONTRACTIONS));
        let parts = bridge::parts(table, &layout.mapping).into_iter().zip(fields).map(|(part, fields)| question(table, part, fields));
        parts.chain(of_zeros(layout, table)).collect::<Vec<_>>()
    };
    layout.files(Table::Renewals).flat_map(of_file).collect()
}

/// Whether it is asked what the amounts after hold at all: their size is no question then.
pub(crate) fn asks_what_is_held(layout: &Layout, table: &TableFile) -> bool {
    of_zeros(layout, table).is_some()
}

/// A renewed contract that is worth nothing after: or the column holds only what is new.
fn of_zeros(layout: &Layout, table: &TableFile) -> Option<Question> {
    let (zeros, renewed) = bridge::zeros_after(table);
    if layout.mapping.says_column(table.file.name(), table.columns.name(Field::ArrAfter)) {
        return None;
    }
    let (name, column) = (table.file.name(), table.columns.name(Field::ArrAfter));
    let said = |field: Field| format!("[files.{}.columns]\n{} = \"{}\"\n", quoted(name), quoted(column), field.key());
    (zeros >= FEW_ZEROS && zeros * 5 >= renewed).then(|| Question {
        is_pressing: true,
        file: name.to_owned(),
        asked: format!("`{column}` is 0 or empty in {zeros} of {renewed} rows that were renewed. What does it hold?"),
        answers: vec![
            answer(format!("what was added, on top of `{}`", table.columns.name(Field::ArrBefore)), said(Field::Expansion)),
            answer("all that is paid after", said(Field::ArrAfter)),
        ],
    })
}

fn question(table: &TableFile, part: Part, (added, taken): (Field, Field)) -> Question {
    let (name, column) = (table.file.name(), &table.file.header[part.column]);
    let said = |field: &str| format!("[files.{}.columns]\n{} = \"{field}\"\n", quoted(name), quoted(column));
    let base = [Field::ArrAfter, Field::ArrBefore].into_iter().find(|field| table.columns.has(*field)).unwrap_or(Field::ArrBefore);
    let base = table.columns.name(base);
    let mut answers = [(added, "no, it is added to"), (taken, "no, it is taken off")]
        .map(|(field, means)| answer(format!("{means} `{base}`"), said(field.key())))
        .to_vec();
    if part.named == Field::Contraction {
        answers.reverse();
    }
    let leave = answer(format!("yes, or it is something else; leave `{column}` aside"), said("ignore"));
    answers.insert(if part.is_hardly_one { 0 } else { 2 }, leave);
    Question {
        is_pressing: true,
        file: name.to_owned(),
        asked: format!("`{column}` has amounts beside what was renewed, and nothing is read from it. Does `{base}` hold it already?"),
        answers,
    }
}
