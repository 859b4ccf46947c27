//! A column of currencies that is empty in many rows: they may be in the one that others name, or in another.

use std::collections::BTreeMap;

use super::answer;
use crate::compile::read::scan::TableFile;
use crate::compile::schema::{Field, Kind, Table};
use crate::compile::understand::decided::{self, index};
use crate::compile::understand::infer::{loose_number, says_nothing};
use crate::compile::understand::layout::Layout;
use crate::domain::question::Question;
use crate::domain::renewal::Outcome;
use crate::domain::text::listed;

/// One row in so many, and so many rows.
const ONE_IN: usize = 10;
const FEW: usize = 3;

pub(crate) fn of(layout: &Layout) -> Option<Question> {
    let is_said = layout.mapping.currency.is_some() || layout.holds(Table::Accounts, Field::Currency);
    let mut files = layout.files(Table::Renewals).chain(layout.contracts());
    if is_said { None } else { files.find_map(of_file) }
}

fn of_file(table: &TableFile) -> Option<Question> {
    let columns = &table.columns;
    let (bound, column) = columns.get(Field::Currency).zip(index(columns, Field::Currency))?;
    let amounts: Vec<usize> =
        columns.bound().filter(|(field, _)| field.kind() == Kind::Amount).filter_map(|(field, _)| index(columns, field)).collect();
    if bound.form.mapped("").is_some() {
        return None;
    }
    // Of what was lost there may be nothing to say any more.
    let is_lost = |row: &Vec<String>| matches!(decided::outcome(columns, row), Some(Outcome::Churned | Outcome::Open));
    let is_priced = |row: &&Vec<String>| {
        !is_lost(row) && amounts.iter().any(|amount| row.get(*amount).is_some_and(|value| loose_number(value).is_some()))
    };
    let (mut named, mut blank) = (BTreeMap::<String, usize>::new(), 0_usize);
    for row in table.file.sample.iter().filter(is_priced) {
        match row.get(column).map(|code| code.trim()).filter(|code| !says_nothing(code)) {
            Some(code) => *named.entry(code.to_uppercase()).or_default() += 1,
            None => blank += 1,
        }
    }
    let (most, _) = named.iter().max_by_key(|(_, rows)| **rows)?;
    let rows: usize = named.values().sum();
    (blank > FEW && blank * ONE_IN >= blank + rows).then(|| Question {
        is_pressing: true,
        file: table.file.name().to_owned(),
        asked: format!(
            "`{}` says {} in {rows} rows and nothing in {blank}. In which currency are the others?",
            bound.name,
            listed(&named.keys().map(String::as_str).collect::<Vec<_>>())
        ),
        answers: vec![
            answer(format!("in {most} as well"), format!("currency = \"{most}\"\n")),
            answer("in another one; write its code in place of XXX, and [rates] for the named ones", "currency = \"XXX\"\n".to_owned()),
        ],
    })
}
