//! What nobody can know from the data alone, and a person can say: each a question with the lines of a mapping that answer it.

mod account_currencies;
mod after_losses;
mod alike;
mod blank_changes;
mod blank_currencies;
mod blanks;
mod broken_off;
mod cents;
pub(crate) mod contract_lines;
mod contradicting;
mod corrections;
mod deal_sides;
mod departures;
mod disputed;
mod earlier_exports;
mod flagged_out;
mod given_up;
mod kinds;
mod lapsed;
mod last_rows;
mod lost_elsewhere;
mod named_out;
mod new_beside;
pub(crate) mod no_losses;
mod nobody;
pub(crate) mod notice;
mod of_today;
mod one_off;
mod parents;
mod parts;
mod periods;
mod proposed;
mod ran_on;
mod repeated_amounts;
mod row_sizes;
pub(crate) mod shared_ids;
mod sizes;
mod spare;
mod strange;
mod successors;
mod sums;
mod surplus;
mod taxes;
mod thousands;
pub(crate) mod timelines;
mod told_apart;
mod totals;
mod twins;
mod unclosed;
mod units;
mod unread;
mod unsigned_moves;
mod unsure;
mod zones;

pub(crate) use successors::Beginning;

use crate::compile::join::population::Population;
use crate::compile::join::quality::Account;
use crate::compile::understand::layout::Layout;
use crate::domain::question::{Answer, Question};
use crate::domain::renewal::Renewal;

/// So many renewals are looked through by two threads.
const MANY: usize = 20_000;

/// All that is doubtful about the renewals of a scope.
pub(crate) fn of(layout: &Layout, population: &Population, account: &Account) -> Vec<Question> {
    std::thread::scope(|scope| {
        let beside = (population.kept.len() >= MANY).then(|| scope.spawn(|| of_renewals(layout, population)));
        let mut questions = of_columns(layout, population, account);
        questions.extend(match beside {
            Some(beside) => beside.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            None => of_renewals(layout, population),
        });
        questions
    })
}

/// What columns hold, and which rows are renewals.
fn of_columns(layout: &Layout, population: &Population, account: &Account) -> Vec<Question> {
    let mut questions = proposed::of(layout);
    questions.extend(kinds::of(layout, population));
    questions.extend(disputed::of(layout, population));
    questions.extend(earlier_exports::of(layout));
    questions.extend(contradicting::of(layout, population));
    questions.extend(shared_ids::of(population));
    questions.extend(contract_lines::of(population));
    questions.extend(timelines::of(layout, population));
    questions.extend(notice::of(layout, population));
    questions.extend(surplus::of(layout));
    questions.extend(zones::of(layout));
    questions.extend(periods::of(layout));
    questions.extend(one_off::of(layout, population));
    questions.extend(new_beside::of(layout));
    questions.extend(flagged_out::of(layout, population));
    questions.extend(named_out::of(layout));
    questions.extend(unclosed::of(layout, population));
    questions.extend(nobody::of(layout, population));
    questions.extend(no_losses::of(layout, population));
    questions.extend(lapsed::of(layout, population));
    questions.extend(ran_on::of(layout, population));
    let in_last_rows = last_rows::of(layout, &questions);
    questions.extend(in_last_rows);
    questions.extend(thousands::of(layout));
    let in_units = units::of(layout);
    questions.extend(cents::of(layout));
    questions.extend(after_losses::of(layout));
    questions.extend(of_today::of(layout, population));
    questions.extend(deal_sides::of(layout));
    questions.extend(account_currencies::of(layout));
    questions.extend(blank_currencies::of(layout));
    let in_taxes = taxes::of(layout);
    questions.extend(sizes::of(layout, population, &[in_units.as_slice(), in_taxes.as_slice()].concat()));
    questions.extend(in_taxes);
    let in_rows = row_sizes::of(layout, population, &questions);
    questions.extend(in_rows);
    questions.extend(blank_changes::of(layout));
    questions.extend(in_units);
    questions.extend(spare::of(layout));
    questions.extend(parts::of(layout));
    questions.extend(given_up::of(layout));
    questions.extend(lost_elsewhere::of(layout));
    questions.extend(departures::of(layout, population));
    questions.extend(corrections::of(layout, population));
    questions.extend(unsure::of(layout));
    questions.extend(unsigned_moves::of(layout));
    questions.extend(unread::of(layout, population, account));
    questions.extend(strange::of(layout, population));
    questions.extend(blanks::of(layout, population));
    questions
}

/// What renewals say of each other.
fn of_renewals(layout: &Layout, population: &Population) -> Vec<Question> {
    let mut questions = Vec::new();
    questions.extend(sums::of(layout, population));
    questions.extend(totals::of(layout, population));
    questions.extend(repeated_amounts::of(layout));
    questions.extend(parents::of(layout));
    questions.extend(twins::of(layout, population));
    questions.extend(told_apart::of(layout, population));
    questions.extend(broken_off::of(layout, population));
    questions.extend(successors::of(layout, population));
    questions.extend(alike::of(layout));
    questions
}

fn answer(means: impl Into<String>, mapping: impl Into<String>) -> Answer {
    Answer { means: means.into(), mapping: mapping.into(), figures: None }
}

/// What a mapping says of some renewals, of each the same.
fn of_rows<'r>(rows: impl IntoIterator<Item = &'r Renewal>, said: &str) -> String {
    let line = |row: &Renewal| format!("{} = \"{said}\"\n", quoted(&row.id.0));
    format!("[renewals]\n{}", rows.into_iter().map(line).collect::<String>())
}

/// A name as it stands in TOML.
fn quoted(name: &str) -> String {
    toml::Value::String(name.to_owned()).to_string()
}

/// `A`, `A and B`, `A, B and 3 more`
fn some_of(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [one, other] => format!("{one} and {other}"),
        [one, other, rest @ ..] => format!("{one}, {other} and {} more", rest.len()),
    }
}
