//! Rows that share the id of a renewal, tell different things, and are told apart by nothing.

use super::{answer, quoted, some_of};
use crate::compile::join::population::Population;
use crate::compile::join::shared_ids::SharedIds;
use crate::compile::read::columns::Shared;
use crate::compile::schema::Field;
use crate::domain::question::Question;
use crate::domain::text::{counted, listed};

pub(crate) fn of(population: &Population) -> Vec<Question> {
    population.shared_ids.iter().filter(|shared| !shared.doubtful.is_empty()).map(of_file).collect()
}

fn of_file(shared: &SharedIds) -> Question {
    let ids = named(&shared.doubtful);
    let who = counted(shared.doubtful.len(), "id stands", "ids stand");
    Question {
        file: shared.file.to_string(),
        asked: format!(
            "{who} in several rows of `{}` that tell different things ({ids}). Is each row a line of the contract, or the same renewal again?",
            shared.columns[0]
        ),
        answers: vec![
            answer("the same renewal again; the first row counts", line(shared, Shared::First)),
            answer("the same renewal again; the last row counts", line(shared, Shared::Last)),
            answer("each row is a renewal of its own", line(shared, Shared::Lines)),
        ],
        is_pressing: false,
    }
}

/// What is told of ids whose rows are lines of a contract, or states of one renewal, with the line that says otherwise.
pub(crate) fn told(shared: &SharedIds) -> Option<String> {
    if !shared.histories.is_empty() {
        return Some(format!(
            "{}: {} in several rows, open at first ({}), and the last row of each counts. If each is a renewal of its own, write in \
             mapping.toml: {}",
            shared.file,
            counted(shared.histories.len(), "id stands", "ids stand"),
            named(&shared.histories),
            line(shared, Shared::Lines).trim_end().replace('\n', " ")
        ));
    }
    (!shared.lines.is_empty()).then(|| of_lines(shared))
}

fn of_lines(shared: &SharedIds) -> String {
    let columns: Vec<String> = shared.columns.iter().map(|column| format!("`{column}`")).collect();
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let line = line(shared, Shared::First);
    format!(
        "{}: {} in several rows ({}); {} together name a renewal, so each row counts. If it is the same renewal again, write in mapping.toml: \
         {}",
        shared.file,
        counted(shared.lines.len(), "id stands", "ids stand"),
        named(&shared.lines),
        listed(&columns),
        line.trim_end().replace('\n', " ")
    )
}

fn named(ids: &[crate::domain::renewal::RenewalId]) -> String {
    some_of(&ids.iter().map(ToString::to_string).collect::<Vec<_>>())
}

fn line(shared: &SharedIds, is: Shared) -> String {
    let said = format!("{} = {{ field = \"{}\", shared = \"{}\" }}", quoted(&shared.columns[0]), Field::RenewalId.key(), is.key());
    format!("[files.{}.columns]\n{said}\n", quoted(&shared.file))
}
