//! Columns that say different things of what became of a renewal.

use super::{answer, quoted, some_of};
use crate::compile::join::decision::BETWEEN_COLUMNS;
use crate::compile::join::population::Population;
use crate::compile::read::columns::Origin;
use crate::compile::read::scan::TableFile;
use crate::compile::read::values::words;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::decided::{self, index};
use crate::compile::understand::layout::Layout;
use crate::domain::question::Question;
use crate::domain::renewal::Outcome;
use crate::domain::text::{self, counted};

/// A customer may stay with another contract, or have left since.
const OF_CUSTOMERS: [&str; 6] = ["customer", "account", "client", "kunde", "klant", "company"];

/// The flags that may stand beside an outcome.
const FLAGS: [Field; 3] = [Field::IsWon, Field::IsLost, Field::IsClosed];

pub(crate) fn of(layout: &Layout, population: &Population) -> Vec<Question> {
    let of_flags = layout.files(Table::Renewals).filter_map(|table| of_file(table, population));
    of_flags.chain(layout.files(Table::Renewals).filter_map(|table| of_words(layout, table, population))).collect()
}

/// A column that nothing is read from, and whose words say of some renewals that were due that they were lost where the outcome says that
/// they were renewed, or the other way round.
fn of_words(layout: &Layout, table: &TableFile, population: &Population) -> Option<Question> {
    let name = table.file.name();
    let outcome = column(table, Field::Outcome)?;
    let is_free = |other: &usize| !table.columns.holds(*other) && !layout.mapping.says_column(name, &table.file.header[*other]);
    let (other, apart) = (0..table.file.header.len()).filter(is_free).find_map(|other| {
        let apart = apart(table, other, population)?;
        Some((other, apart)).filter(|(_, apart)| *apart > 0)
    })?;
    let other = &table.file.header[other];
    let file = format!("[files.{}.columns]\n", quoted(name));
    let other_is_right = format!("{file}{} = \"ignore\"\n{} = \"{}\"\n", quoted(&outcome), quoted(other), Field::Outcome.key());
    Some(Question {
        is_pressing: false,
        file: name.to_owned(),
        asked: format!(
            "`{outcome}` and `{other}` say different things of {}. Which is right?",
            counted(apart, "renewal that was due", "renewals that were due")
        ),
        answers: vec![
            answer(format!("`{outcome}` is right"), format!("{file}{} = \"ignore\"\n", quoted(other))),
            answer(format!("`{other}` is right"), other_is_right),
        ],
    })
}

/// Renewals of the window of which a column of outcomes says something else; `None` where it is none, or tells of the customer and not of
/// the contract.
fn apart(table: &TableFile, other: usize, population: &Population) -> Option<usize> {
    let words = || table.file.values(other);
    let (mut all, mut known) = (0_usize, 0_usize);
    for word in words() {
        all += 1;
        known += usize::from(words::flag(word).is_none() && words::outcome(word).is_some());
    }
    let says = |wanted: Outcome| words().any(|word| words::outcome(word) == Some(wanted));
    let is_of_customer = OF_CUSTOMERS.iter().any(|part| text::bare(&table.file.header[other]).contains(part));
    if known * 10 < all * 9 || !says(Outcome::Renewed) || !says(Outcome::Churned) || is_of_customer {
        return None;
    }
    let due = index(&table.columns, Field::DueDate)?;
    let form = &table.columns.get(Field::DueDate)?.form;
    let day = |row: &[String]| form.span(row.get(due)?.as_bytes()).map(|span| span.last);
    let is_apart = |row: &&Vec<String>| {
        let told = decided::outcome(&table.columns, row).zip(row.get(other).and_then(|word| words::outcome(word)));
        let are_two = told.is_some_and(|(one, other)| one != other && one != Outcome::Open && other != Outcome::Open);
        are_two && day(row).is_some_and(|day| population.scope.window.contains(day))
    };
    Some(table.file.sample.iter().filter(is_apart).count())
}

fn of_file(table: &TableFile, population: &Population) -> Option<Question> {
    let name = table.file.name();
    let is_doubtful = |kept: &&crate::compile::join::renewals::Kept| {
        kept.contradiction == Some(BETWEEN_COLUMNS)
            && kept.renewal.origin.file == name
            && population.scope.window.contains(kept.renewal.due)
    };
    let ids: Vec<String> = population.kept.iter().filter(is_doubtful).map(|kept| kept.renewal.id.to_string()).collect();
    let outcome = column(table, Field::Outcome)?;
    let flags: Vec<String> = FLAGS.into_iter().filter_map(|field| column(table, field)).collect();
    if ids.is_empty() || flags.is_empty() {
        return None;
    }
    let ignoring = |columns: &[String]| {
        let lines: Vec<String> = columns.iter().map(|column| format!("{} = \"ignore\"", quoted(column))).collect();
        format!("[files.{}.columns]\n{}\n", quoted(name), lines.join("\n"))
    };
    Some(Question {
        is_pressing: false,
        file: name.to_owned(),
        asked: format!(
            "`{outcome}` and `{}` say different things of {} ({}). Which is right?",
            flags.join("`, `"),
            counted(ids.len(), "renewal", "renewals"),
            some_of(&ids)
        ),
        answers: vec![
            answer(format!("`{outcome}` is right"), ignoring(&flags)),
            answer(format!("`{}` is right", flags.join("`, `")), ignoring(&[outcome])),
        ],
    })
}

fn column(table: &TableFile, field: Field) -> Option<String> {
    let bound = table.columns.get(field)?;
    matches!(bound.origin, Origin::Column(_)).then(|| bound.name.clone())
}
