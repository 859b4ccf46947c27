//! Rows among the renewals before which nothing was paid, and whose words say that they are something else than the others: a workshop, a
//! setup, an order of its own.

use std::collections::BTreeMap;

use super::{answer, quoted, some_of};
use crate::compile::read::scan::TableFile;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::decided::{self, index};
use crate::compile::understand::infer::{loose_number, says_nothing};
use crate::compile::understand::layout::Layout;
use crate::compile::understand::recognise::profile::Profile;
use crate::domain::question::Question;
use crate::domain::renewal::Outcome;
use crate::domain::text::counted;

/// Kinds of rows of which a list has no more.
const MOST_KINDS: usize = 12;

pub(crate) fn of(layout: &Layout) -> Vec<Question> {
    layout.files(Table::Renewals).filter_map(|table| of_file(layout, table)).collect()
}

fn of_file(layout: &Layout, table: &TableFile) -> Option<Question> {
    let columns = &table.columns;
    if [Field::RowType, Field::IsRenewal].into_iter().any(|field| columns.has(field)) {
        return None;
    }
    let is_free = |column: &usize| {
        let profile = Profile::of(&table.file, *column);
        let is_of_product = index(columns, Field::Product) == Some(*column);
        let is_said = layout.mapping.says_column(table.file.name(), &table.file.header[*column]);
        let comes_again = profile.are_words() && profile.different * 2 <= profile.filled;
        comes_again && !is_said && (is_of_product || !columns.holds(*column))
    };
    (0..table.file.header.len()).filter(is_free).find_map(|column| of_column(table, column))
}

/// Rows of one word, and those of them before which something was paid.
#[derive(Default)]
struct Kind {
    rows: usize,
    paid_before: usize,
}

fn of_column(table: &TableFile, column: usize) -> Option<Question> {
    let (before, after) = (index(&table.columns, Field::ArrBefore)?, index(&table.columns, Field::ArrAfter)?);
    let is_paid = |row: &[String], column: usize| row.get(column).and_then(|value| loose_number(value)).is_some_and(|amount| amount > 0.0);
    let mut kinds: BTreeMap<&str, Kind> = BTreeMap::new();
    for row in &table.file.sample {
        let Some(word) = row.get(column).filter(|word| !says_nothing(word)) else { continue };
        let kind = kinds.entry(word).or_default();
        kind.rows += 1;
        let is_new = !is_paid(row, before) && is_paid(row, after) && decided::outcome(&table.columns, row) == Some(Outcome::Renewed);
        kind.paid_before += usize::from(!is_new);
    }
    let (new, renewals): (Vec<_>, Vec<_>) = kinds.iter().partition(|(_, kind)| kind.paid_before == 0);
    let rows: usize = new.iter().map(|(_, kind)| kind.rows).sum();
    if rows < 2 || renewals.is_empty() || renewals.len() > MOST_KINDS {
        return None;
    }
    let mut fields: Vec<&str> =
        Field::ALL.iter().filter(|field| index(&table.columns, **field) == Some(column)).map(|field| field.key()).collect();
    fields.push(Field::RowType.key());
    let fields: Vec<String> = fields.into_iter().map(quoted).collect();
    let lines = |of_new: &str| {
        let all = new.iter().map(|(word, _)| (word, of_new)).chain(renewals.iter().map(|(word, _)| (word, "renewal")));
        let words: Vec<String> = all.map(|(word, is)| format!("{} = \"{is}\"\n", quoted(word))).collect();
        let place =
            format!("[files.{}.columns]\n{} = [{}]\n", quoted(table.file.name()), quoted(&table.file.header[column]), fields.join(", "));
        format!("{place}[values.{}]\n{}", Field::RowType.key(), words.concat())
    };
    let shown: Vec<String> = new.iter().map(|(word, _)| format!("“{word}”")).collect();
    Some(Question {
        is_pressing: false,
        file: table.file.name().to_owned(),
        asked: format!(
            "`{}` says {} in {}, before which nothing was paid. Are they renewals, of something that was free until then?",
            table.file.header[column],
            some_of(&shown),
            counted(rows, "row", "rows")
        ),
        answers: vec![
            answer("no, they are no renewals", lines("other")),
            answer("yes; what they come to counts after, and nothing before", lines("renewal")),
        ],
    })
}
