//! Rows of one contract number that run at the same time: lines of the contract, or one that replaces another.

use super::{answer, quoted, some_of};
use crate::compile::join::population::Population;
use crate::compile::read::columns::Shared;
use crate::compile::schema::Field;
use crate::compile::timeline::contract_lines::ContractLines;
use crate::domain::Name;
use crate::domain::question::Question;
use crate::domain::text::counted;

pub(crate) fn of(population: &Population) -> Vec<Question> {
    population.contract_lines.iter().filter(|lines| !lines.doubtful.is_empty()).map(of_file).collect()
}

fn of_file(lines: &ContractLines) -> Question {
    Question {
        file: lines.file.to_string(),
        asked: format!(
            "{} in several rows that run at the same time ({}), and nothing tells whether their amounts add up. Are they lines of one \
             contract, or does the later row replace the one before?",
            stand(lines, &lines.doubtful),
            named(&lines.doubtful)
        ),
        answers: vec![
            answer("the later row replaces the one before", line(lines, Shared::Last)),
            answer("they are lines of one contract; their amounts add up", line(lines, Shared::Lines)),
        ],
        // Twelve months and more hang on it, whatever it does to one quarter.
        is_pressing: true,
    }
}

/// What is told of contracts whose rows are lines, with the line that says otherwise.
pub(crate) fn told(lines: &ContractLines) -> String {
    format!(
        "{}: {} in several rows of the same days ({}), each with its own `{}`; their amounts add up to one contract. If the last of them \
         replaces the others, write in mapping.toml: {}",
        lines.file,
        stand(lines, &lines.lines),
        named(&lines.lines),
        lines.product,
        line(lines, Shared::Last).trim_end().replace('\n', " ")
    )
}

fn stand(lines: &ContractLines, ids: &[Name]) -> String {
    let (one, several) = (format!("`{}` stands", lines.column), format!("values of `{}` stand", lines.column));
    counted(ids.len(), &one, &several)
}

fn named(ids: &[Name]) -> String {
    some_of(&ids.iter().map(ToString::to_string).collect::<Vec<_>>())
}

fn line(lines: &ContractLines, is: Shared) -> String {
    let said = format!("{} = {{ field = \"{}\", shared = \"{}\" }}", quoted(&lines.column), Field::SubscriptionId.key(), is.key());
    format!("[files.{}.columns]\n{said}\n", quoted(&lines.file))
}
