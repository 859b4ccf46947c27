//! What contracts over time leave open: which next contract goes on with which, and what the amount of a month is of in which one ends.

use super::{answer, quoted, some_of};
use crate::compile::join::population::Population;
use crate::compile::schema::Table;
use crate::compile::timeline::months::{MonthDay, Votes};
use crate::compile::timeline::pairing::Pairing;
use crate::compile::understand::layout::Layout;
use crate::domain::question::{Answer, Question};
use crate::domain::text::counted;

/// What the rows leave open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LeftOpen {
    /// Customers several of whose contracts end on one day, and could go on otherwise than they are taken to.
    pub pairs: Vec<String>,
    pub months: Votes,
}

pub(crate) fn of(layout: &Layout, population: &Population) -> Vec<Question> {
    let Some(table) = layout.contracts().next() else { return Vec::new() };
    let name = table.file.name();
    let said = layout.mapping.file(name);
    let open = &population.left_open;
    let pairs = (!open.pairs.is_empty() && said.is_none_or(|said| said.pairs.is_none())).then(|| of_pairs(name, &open.pairs));
    let months = (open.months.is_doubtful() && said.is_none_or(|said| said.month_day.is_none())).then(|| of_months(name, open.months));
    pairs.into_iter().chain(months).collect()
}

fn of_pairs(file: &str, customers: &[String]) -> Question {
    let said = |pairing: Pairing, means: &str| answer(means, format!("[files.{}]\npairs = \"{}\"\n", quoted(file), pairing.key()));
    Question {
        is_pressing: false,
        file: file.to_owned(),
        asked: format!(
            "several contracts of {} ({}) end or begin on one day, the next ones go by other numbers, and nothing says which goes on with \
             which. How do they follow each other?",
            counted(customers.len(), "customer", "customers"),
            some_of(customers)
        ),
        answers: vec![
            said(Pairing::Amount, "the amounts that differ least go together"),
            said(Pairing::Order, "in the order of their rows"),
            said(Pairing::Apart, "the amounts that differ most go together: so much was kept at the least"),
            said(Pairing::Together, "those that end on one day are one, and those that begin on the next day came after all of them"),
        ],
    }
}

fn of_months(file: &str, votes: Votes) -> Question {
    let said = |day: MonthDay| -> Answer {
        let means = match day {
            MonthDay::Last => "what came after",
            MonthDay::First => "what was paid before; it changes in the month after",
            MonthDay::Part => "a part of each; it counts for neither",
        };
        answer(means, format!("[files.{}]\nmonth_day = \"{}\"\n", quoted(file), day.key()))
    };
    let told = votes.told();
    let mut answers = vec![said(told)];
    answers.extend(MonthDay::ALL.into_iter().filter(|day| *day != told).map(said));
    Question {
        is_pressing: false,
        file: file.to_owned(),
        asked: format!(
            "contracts end within a month; amounts change in that month in {}, in the month after in {}, and in both in {}. What is the \
             amount of the month in which a contract ends?",
            counted(votes.within, "case", "cases"),
            counted(votes.after, "case", "cases"),
            counted(votes.part, "case", "cases")
        ),
        answers,
    }
}

/// What is said of months where the rows tell it.
pub(crate) fn told(layout: &Layout, votes: Votes) -> Option<String> {
    let table = layout.files(Table::Subscriptions).next()?;
    let is_said = layout.mapping.file(table.file.name()).is_some_and(|said| said.month_day.is_some());
    if is_said || votes.is_doubtful() {
        return None;
    }
    let rule = match votes.told() {
        MonthDay::Last => return None,
        MonthDay::First => "is still what was paid before",
        MonthDay::Part => "is paid in part, and counts for neither side",
    };
    Some(format!(
        "{}: the amount of a month in which a contract ends {rule}, as {} tell. If that is wrong, write month_day = \"last\" under \
         [files.{}] in mapping.toml",
        table.file.name(),
        counted(votes.after.max(votes.part), "contract", "contracts"),
        quoted(table.file.name())
    ))
}
