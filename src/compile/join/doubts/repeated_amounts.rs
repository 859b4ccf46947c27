//! Rows of one customer and day that have the same amounts, and differ in what tells who works for it or what it is for: a table of owners
//! or products was joined to them, or each is a line of its own.

use std::collections::{BTreeMap, BTreeSet};

use super::{answer, quoted};
use crate::compile::read::scan::TableFile;
use crate::compile::schema::{Field, Kind, Table};
use crate::compile::timeline::shape::Shape;
use crate::compile::understand::decided::{index, owner};
use crate::compile::understand::layout::Layout;
use crate::domain::question::Question;
use crate::domain::text::{counted, listed};

/// Fewer are chance.
const FEWEST: usize = 2;
/// So many of a hundred have the same amounts.
const MOST: usize = 90;
/// More columns are not told one by one.
const SHOWN: usize = 3;

pub(crate) fn of(layout: &Layout) -> Vec<Question> {
    layout.files(Table::Renewals).chain(layout.contracts()).filter_map(|table| of_file(layout, table)).collect()
}

fn of_file(layout: &Layout, table: &TableFile) -> Option<Question> {
    let (file, columns) = (&table.file, &table.columns);
    let is_said = layout.mapping.file(file.name()).is_some_and(|said| said.amounts_repeat.is_some());
    let are_contracts = columns.table == Table::Subscriptions;
    // Of rows that share a number that is asked.
    let is_numbered = columns.has(if are_contracts { Field::SubscriptionId } else { Field::RenewalId });
    if is_said || is_numbered || are_contracts && Shape::of(columns) == Shape::Movements {
        return None;
    }
    let of_kind = |kind: Kind| -> Vec<usize> {
        columns.bound().filter(|(field, _)| field.kind() == kind).filter_map(|(field, _)| index(columns, field)).collect()
    };
    let owner = owner(columns)?;
    let keys: Vec<usize> = [owner].into_iter().chain(of_kind(Kind::Date)).collect();
    let amounts = of_kind(Kind::Amount);
    let cells = |row: &'_ Vec<String>, columns: &[usize]| -> Vec<String> {
        columns.iter().map(|column| row.get(*column).map_or_else(String::new, |cell| cell.trim().to_owned())).collect()
    };
    let mut groups: BTreeMap<Vec<String>, Vec<&Vec<String>>> = BTreeMap::new();
    for row in &file.sample {
        let group = groups.entry(cells(row, &keys)).or_default();
        // The same row again counts once as it is.
        if !group.contains(&row) {
            group.push(row);
        }
    }
    let several: Vec<&Vec<&Vec<String>>> = groups.values().filter(|rows| rows.len() > 1).collect();
    let are_same = |rows: &Vec<&Vec<String>>| rows.iter().all(|row| cells(row, &amounts) == cells(rows[0], &amounts));
    let same: Vec<&Vec<&Vec<String>>> = several.iter().copied().filter(|rows| are_same(rows)).collect();
    let different: BTreeSet<Vec<String>> = same.iter().map(|rows| cells(rows[0], &amounts)).collect();
    if amounts.is_empty() || different.len() < FEWEST || same.len() * 100 < several.len() * MOST {
        return None;
    }
    let differs = |column: &usize| same.iter().any(|rows| rows.iter().any(|row| row.get(*column) != rows[0].get(*column)));
    let apart: Vec<String> =
        (0..file.header.len()).filter(differs).take(SHOWN).map(|column| format!("`{}`", file.header[column])).collect();
    let said = |is: bool| format!("[files.{}]\namounts_repeat = {is}\n", quoted(file.name()));
    Some(Question {
        is_pressing: false,
        file: file.name().to_owned(),
        asked: format!(
            "several rows are of one customer and day in {}; in {} they have the same amounts, and differ in {} alone. Is each amount the whole \
             one?",
            counted(several.len(), "case", "cases"),
            if same.len() == several.len() { "all of them".to_owned() } else { format!("{} of them", same.len()) },
            listed(&apart.iter().map(String::as_str).collect::<Vec<_>>())
        ),
        answers: vec![
            answer("yes, such rows count once", said(true)),
            answer("no, each row is one of its own, and they add up", said(false)),
        ],
    })
}
