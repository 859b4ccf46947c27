//! Contracts that ran out, of which no other row says what their customers pay since: a flag says that they stayed, and no more.

use super::lapsed::{RanOut, is_gone};
use super::{answer, quoted};
use crate::compile::join::population::Population;
use crate::compile::read::scan::TableFile;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::decided::index;
use crate::compile::understand::infer::loose_number;
use crate::compile::understand::layout::Layout;
use crate::compile::understand::recognise::profile;
use crate::domain::question::{Answer, Question};
use crate::domain::text::counted;

/// Fewer may be slips.
const FEW: usize = 5;

pub(crate) fn of(layout: &Layout, population: &Population) -> Option<Question> {
    layout.contracts().find_map(|table| {
        let is_said = layout.mapping.file(table.file.name()).is_some_and(|said| said.table().is_some());
        let ran_out = RanOut::of(table, population.scope.known_by()).filter(|_| !is_said)?;
        let is_paid = index(&table.columns, Field::Arr).or_else(|| index(&table.columns, Field::Amount))?;
        (ran_out.lapsed >= FEW && ran_out.followed < ran_out.lapsed).then(|| question(table, &ran_out, is_paid))
    })
}

fn question(table: &TableFile, ran_out: &RanOut, paid: usize) -> Question {
    let (file, header) = (quoted(table.file.name()), &table.file.header);
    let (field, says) = ran_out.says;
    let since = amount_since(table, paid, ran_out.says);
    let as_renewals = |after: Option<usize>| {
        // How things stand says what became of what was due.
        let says_what = if field == Field::Status { Field::Outcome } else { field };
        let end = index(&table.columns, Field::ContractEnd).map(|column| (column, Field::DueDate));
        let columns = [end, Some((paid, Field::ArrBefore)), Some((says, says_what)), after.map(|column| (column, Field::ArrAfter))];
        let lines = columns.into_iter().flatten().map(|(column, field)| format!("{} = \"{}\"\n", quoted(&header[column]), field.key()));
        format!("[files.{file}]\ntable = \"renewals\"\n[files.{file}.columns]\n{}", lines.collect::<String>())
    };
    let by_column = since.map(|column| answer(format!("what stands in `{}`", header[column]), as_renewals(Some(column))));
    let same = answer("the same as before", format!("[files.{file}]\ntable = \"subscriptions\"\n"));
    let unknown = answer("nobody knows; amounts after are not known then", as_renewals(None));
    let answers: Vec<Answer> = by_column.into_iter().chain([same, unknown]).collect();
    Question {
        is_pressing: true,
        file: table.file.name().to_owned(),
        asked: format!(
            "{} out, `{}` says that their customers stayed, and no other row says what they pay since. What do they pay?",
            counted(ran_out.lapsed, "contract ran", "contracts ran"),
            header[says]
        ),
        answers,
    }
}

/// The column of amounts near those that were paid that nothing is read from, with a value where a customer stayed.
fn amount_since(table: &TableFile, paid: usize, says: (Field, usize)) -> Option<usize> {
    let (mut stayed, mut filled) = (0, vec![0; table.file.header.len()]);
    for row in table.file.sample.iter().filter(|row| !is_gone(table, row, says)) {
        stayed += 1;
        for (column, filled) in filled.iter_mut().enumerate() {
            *filled += usize::from(row.get(column).and_then(|value| loose_number(value)).is_some_and(|amount| amount > 0.0));
        }
    }
    let may_be = |column: &usize| {
        profile::are_unread_amounts(table, *column)
            && profile::are_near(&table.file, paid, *column)
            && filled[*column] * 2 > stayed
            && table.columns.table == Table::Subscriptions
    };
    (0..table.file.header.len()).filter(may_be).max_by_key(|column| filled[*column])
}
