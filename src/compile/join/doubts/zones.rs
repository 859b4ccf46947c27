//! Instants whose times of day are midnights of some calendar, or noons of another.

use super::{answer, quoted};
use crate::compile::read::columns::Origin;
use crate::compile::read::scan::TableFile;
use crate::compile::schema::{Kind, Table};
use crate::compile::understand::clocks;
use crate::compile::understand::layout::Layout;
use crate::domain::question::Question;

pub(crate) fn of(layout: &Layout) -> Vec<Question> {
    layout.files(Table::Renewals).chain(layout.contracts()).filter_map(|table| of_file(layout, table)).collect()
}

/// All columns of a file in one question: they are of one calendar.
fn of_file(layout: &Layout, table: &TableFile) -> Option<Question> {
    let name = table.file.name();
    let said = layout.mapping.file(name);
    let open: Vec<_> = table
        .columns
        .bound()
        .filter(|(field, bound)| field.kind() == Kind::Date && said.is_none_or(|said| said.zone_of(&bound.name).is_none()))
        .filter_map(|(field, bound)| {
            let Origin::Column(column) = bound.origin else { return None };
            let found = clocks::found(table.file.values(column), &bound.form).filter(|found| !found.is_told)?;
            Some((field, bound, column, found))
        })
        .collect();
    let (_, first, column, found) = open.first()?;
    let lines = |zone: &str| {
        let line = |bound: &str, field: &str| format!("{} = {{ field = \"{field}\", zone = \"{zone}\" }}\n", quoted(bound));
        let all: String = open.iter().map(|(field, bound, ..)| line(&bound.name, field.key())).collect();
        format!("[files.{}.columns]\n{all}", quoted(name))
    };
    let example = table.file.values(*column).next().unwrap_or_default();
    let zone = found.zone.key();
    Some(Question {
        is_pressing: false,
        file: name.to_owned(),
        asked: format!(
            "all times of `{}` are the same hour, as in {example}: that is midnight of a calendar {zone} from UTC. Whose days are they?",
            first.name
        ),
        answers: vec![
            answer("the days as they stand", lines("UTC")),
            answer(format!("the days of a calendar {zone} from UTC"), lines(&zone)),
        ],
    })
}
