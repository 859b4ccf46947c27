//! Customers of several currencies whose amounts say none: each is in its customer's, or somebody has converted them all.

use std::collections::BTreeSet;

use super::{answer, quoted};
use crate::compile::read::scan::TableFile;
use crate::compile::schema::{Field, Kind, Table};
use crate::compile::understand::decided::index;
use crate::compile::understand::layout::Layout;
use crate::domain::question::Question;
use crate::domain::text::listed;

pub(crate) fn of(layout: &Layout) -> Option<Question> {
    let is_silent = |table: &&TableFile| !table.columns.has(Field::Currency);
    let amounts = layout.files(Table::Renewals).chain(layout.contracts()).find(is_silent)?;
    let (_, amount) = amounts.columns.bound().find(|(field, _)| field.kind() == Kind::Amount)?;
    layout.files(Table::Accounts).find_map(|accounts| of_file(layout, accounts, &amount.name))
}

fn of_file(layout: &Layout, accounts: &TableFile, amount: &str) -> Option<Question> {
    let (name, columns) = (accounts.file.name(), &accounts.columns);
    let (bound, column) = columns.get(Field::Currency).zip(index(columns, Field::Currency))?;
    let codes: BTreeSet<&str> = accounts.file.values(column).filter(|code| !code.is_empty()).collect();
    if codes.len() < 2 || layout.mapping.says_column(name, &bound.name) {
        return None;
    }
    let shown = listed(&codes.into_iter().collect::<Vec<_>>());
    let line = |is: &str| format!("[files.{}.columns]\n{} = \"{is}\"\n", quoted(name), quoted(&bound.name));
    Some(Question {
        is_pressing: false,
        file: name.to_owned(),
        asked: format!("`{}` says {shown}, and `{amount}` names no currency. Is each amount in that of its customer?", bound.name),
        answers: vec![
            answer("yes, each in its customer's currency", line(Field::Currency.key())),
            answer("no, all amounts are in one currency", line("ignore")),
        ],
    })
}
