//! What was paid before, as it stands today: with the customers who were lost it is gone, and nothing would be lost with them.

use super::{answer, quoted};
use crate::compile::join::population::Population;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::decided::index;
use crate::compile::understand::layout::Layout;
use crate::domain::money::Money;
use crate::domain::question::Question;
use crate::domain::renewal::Outcome;

/// Fewer losses tell nothing.
const FEW: usize = 3;

pub(crate) fn of(layout: &Layout, population: &Population) -> Option<Question> {
    let mut tables = layout.files(Table::Renewals);
    let table = tables.next().filter(|_| tables.next().is_none())?;
    let before = index(&table.columns, Field::ArrBefore)?;
    let (name, column) = (table.file.name(), &table.file.header[before]);
    let (mut lost, mut gone, mut kept, mut priced) = (0, 0, 0, 0);
    for (_, renewal) in population.slots() {
        let has_amount = renewal.before.is_some_and(|before| before > Money::ZERO);
        match renewal.outcome {
            Outcome::Churned => (lost, gone) = (lost + 1, gone + usize::from(!has_amount)),
            Outcome::Renewed => (kept, priced) = (kept + 1, priced + usize::from(has_amount)),
            Outcome::Open => {}
        }
    }
    let line = |is: &str| format!("[files.{}.columns]\n{} = \"{is}\"\n", quoted(name), quoted(column));
    let is_doubtful = gone >= FEW && gone * 10 >= lost * 9 && priced * 10 >= kept * 9 && !layout.mapping.says_column(name, column);
    is_doubtful.then(|| Question {
        is_pressing: true,
        file: name.to_owned(),
        asked: format!(
            "`{column}` is read as what was paid before, and {gone} of {lost} lost renewals have nothing there. Is it what customers pay today?"
        ),
        answers: vec![
            answer(format!("yes; leave `{column}` aside"), line("ignore")),
            answer("no, those who were lost had paid nothing", line(Field::ArrBefore.key())),
        ],
    })
}
