//! Deals on the way that something speaks of as given up, and nothing settles it.

use super::{answer, quoted};
use crate::compile::read::scan::TableFile;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::given_up::{self, GivenUp};
use crate::compile::understand::layout::Layout;
use crate::domain::question::{Answer, Question};
use crate::domain::text::{counted, listed};

pub(crate) fn of(layout: &Layout) -> Vec<Question> {
    layout.files(Table::Renewals).filter_map(|table| of_file(layout, table)).collect()
}

fn of_file(layout: &Layout, table: &TableFile) -> Option<Question> {
    let (name, header) = (table.file.name(), &table.file.header);
    let given_up = given_up::look(table)?;
    let column = &header[given_up.column];
    if layout.mapping.says_column(name, column) {
        return None;
    }
    let others: Vec<String> = given_up.beside.iter().map(|column| format!("`{}`", header[*column])).collect();
    let others: Vec<&str> = others.iter().map(String::as_str).collect();
    let seen = match given_up.flag {
        Some(flag) => format!("says “{}” in `{column}`, as {} does", spelt(table, &given_up, flag), listed(&others)),
        None if others.is_empty() => format!("has a reason in `{column}`"),
        None => format!("has a reason in `{column}`, and {} part them in the same way", listed(&others)),
    };
    Some(Question {
        is_pressing: false,
        file: name.to_owned(),
        asked: format!(
            "{} open by `{}`, and each {seen}; what was renewed does not. Were they lost?",
            counted(given_up.rows, "row is", "rows are"),
            table.columns.name(Field::Outcome)
        ),
        answers: answers(table, &given_up),
    })
}

fn answers(table: &TableFile, given_up: &GivenUp) -> Vec<Answer> {
    let (name, column) = (quoted(table.file.name()), quoted(&table.file.header[given_up.column]));
    let said = |field: &str| format!("[files.{name}.columns]\n{column} = {field}\n");
    let (lost, open) = match given_up.flag {
        Some(flag) => {
            let words =
                [(flag, "yes"), (!flag, "")].map(|(flag, ours)| format!("{} = \"{ours}\"\n", quoted(&spelt(table, given_up, flag))));
            (format!("{}\n[values.is_lost]\n{}", said("\"is_lost\""), words.concat()), said("\"ignore\""))
        }
        None => (said("[\"reason_code\", \"is_lost\"]"), said(&format!("\"{}\"", Field::ReasonCode.key()))),
    };
    vec![answer("they were lost", lost), answer("they are still open", open)]
}

/// How a column writes yes or no.
fn spelt(table: &TableFile, given_up: &GivenUp, flag: bool) -> String {
    let mut values = table.file.values(given_up.column);
    let found = values.find(|value| crate::compile::read::values::words::flag(value) == Some(flag));
    found.unwrap_or(if flag { "yes" } else { "no" }).to_owned()
}
