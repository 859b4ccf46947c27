//! Rows of contracts that may be nothing that comes again: services, credit notes, refunds.

use std::collections::BTreeMap;

use super::{answer, quoted, some_of};
use crate::compile::read::scan::TableFile;
use crate::compile::read::values::words;
use crate::compile::schema::Field;
use crate::compile::understand::decided::index;
use crate::compile::understand::infer::{loose_number, says_nothing};
use crate::compile::understand::layout::Layout;
use crate::compile::understand::recognise::profile::Profile;
use crate::domain::question::Question;
use crate::domain::text::counted;

/// Where amounts stand.
const PAID: [Field; 5] = [Field::ArrChange, Field::MrrChange, Field::Arr, Field::Mrr, Field::Amount];

pub(crate) fn of(layout: &Layout) -> Vec<Question> {
    layout.contracts().filter_map(|table| of_file(layout, table)).collect()
}

fn of_file(layout: &Layout, table: &TableFile) -> Option<Question> {
    let is_free = |column: &usize| {
        let is_said = layout.mapping.says_column(table.file.name(), &table.file.header[*column]);
        let profile = Profile::of(&table.file, *column);
        // Words that come again and again name kinds of rows.
        !table.columns.holds(*column) && !is_said && profile.are_few_words() && profile.different * 2 <= profile.filled
    };
    let known = [Field::Recurring, Field::MovementType].into_iter().find_map(|field| index(&table.columns, field));
    // What tells it leaves nothing open in other columns.
    let columns = known.map_or_else(|| (0..table.file.header.len()).filter(is_free).collect(), |column| vec![column]);
    columns.into_iter().find_map(|column| of_column(table, column))
}

/// One word of a column.
#[derive(Default)]
struct Word {
    rows: usize,
    /// Rows with an amount, and those with one below zero.
    paid: usize,
    below: usize,
}

fn of_column(table: &TableFile, column: usize) -> Option<Question> {
    let words = words_of(table, column)?;
    let doubtful: Vec<(&String, &Word)> = words.iter().filter(|(word, found)| is_doubtful(table, column, word, found)).collect();
    let rows: usize = doubtful.iter().map(|(_, found)| found.rows).sum();
    if doubtful.is_empty() || doubtful.len() == words.len() {
        return None;
    }
    let (name, heading) = (quoted(table.file.name()), &table.file.header[column]);
    let mut fields: Vec<String> =
        Field::ALL.iter().filter(|field| index(&table.columns, **field) == Some(column)).copied().map(key).collect();
    if !table.columns.has(Field::Recurring) {
        fields.push(key(Field::Recurring));
    }
    let lines = |counts: &str| {
        let words = doubtful.iter().map(|(word, _)| format!("{} = \"{counts}\"\n", quoted(word)));
        let fields = if let [only] = &fields[..] { only.clone() } else { format!("[{}]", fields.join(", ")) };
        let column = format!("[files.{name}.columns]\n{} = {fields}\n", quoted(heading));
        format!("{column}[values.{}]\n{}", Field::Recurring.key(), words.collect::<String>())
    };
    let shown: Vec<String> = doubtful.iter().map(|(word, _)| format!("“{word}”")).collect();
    Some(Question {
        is_pressing: true,
        file: table.file.name().to_owned(),
        asked: format!(
            "`{heading}` says {} in {}, whose amounts may come once and not year after year. Are they part of what customers pay again?",
            some_of(&shown),
            counted(rows, "row", "rows")
        ),
        answers: vec![answer("no, they come once", lines("no")), answer("yes, they recur", lines("yes"))],
    })
}

fn is_said_of_some(table: &TableFile) -> bool {
    table.columns.get(Field::Recurring).is_some_and(|bound| !bound.form.values.is_empty())
}

fn key(field: Field) -> String {
    format!("\"{}\"", field.key())
}

/// The words of a column, with what stands in their rows; `None` where no column holds amounts.
fn words_of(table: &TableFile, column: usize) -> Option<BTreeMap<String, Word>> {
    let paid = PAID.into_iter().find_map(|field| index(&table.columns, field))?;
    let mut words: BTreeMap<String, Word> = BTreeMap::new();
    for row in &table.file.sample {
        let (Some(word), amount) = (row.get(column).filter(|word| !says_nothing(word)), row.get(paid)) else { continue };
        let amount = amount.and_then(|amount| loose_number(amount)).unwrap_or_default();
        let found = words.entry(word.clone()).or_default();
        found.rows += 1;
        found.paid += usize::from(amount != 0.0);
        found.below += usize::from(amount < 0.0);
    }
    Some(words)
}

/// Nobody said what it is, its name or its amounts speak of something that comes once, and it moves amounts.
fn is_doubtful(table: &TableFile, column: usize, word: &str, found: &Word) -> bool {
    let said =
        |field| table.columns.get(field).filter(|_| index(&table.columns, field) == Some(column)).and_then(|bound| bound.form.mapped(word));
    let is_told = [Field::Recurring, Field::MovementType].into_iter().any(|field| said(field).is_some());
    if is_told || found.paid == 0 || words::moves_down(word).is_some() || words::names_renewal(word) == Some(true) {
        return false;
    }
    match index(&table.columns, Field::Recurring) {
        // Who said it of one word leaves the others as they are.
        Some(index) => index == column && !is_said_of_some(table) && words::recurs(word).is_none(),
        None if index(&table.columns, Field::MovementType).is_some() => true,
        None => words::hardly_recurs(word) || found.below == found.paid && words::recurs(word).is_none(),
    }
}
