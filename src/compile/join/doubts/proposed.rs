//! Files whose names tell too little, read by what stands in their columns: whether it is so, only a person can say.

use super::{answer, quoted};
use crate::compile::schema::Field;
use crate::compile::understand::by_values::Reading;
use crate::compile::understand::examples::examples;
use crate::compile::understand::layout::{FilePlan, Layout};
use crate::compile::understand::recognise::Guess;
use crate::domain::question::Question;
use crate::domain::renewal::Outcome;
use crate::domain::text::listed;

/// A value there, whatever it is, says what became of the row.
const MARKS: [Field; 2] = [Field::IsLost, Field::IsWon];

/// Files with the same columns are read in the same way, and asked about once.
pub(crate) fn of(layout: &Layout) -> Vec<Question> {
    let mut plans: Vec<&FilePlan> = layout.plans.iter().filter(|plan| !plan.readings.is_empty()).collect();
    plans.sort_by_key(|plan| &plan.table.file.header);
    plans.chunk_by(|one, other| one.table.file.header == other.table.file.header).map(of_plans).collect()
}

fn of_plans(plans: &[&FilePlan]) -> Question {
    let (plan, best) = (plans[0], &plans[0].readings[0]);
    let names: Vec<&str> = plans.iter().map(|plan| plan.table.file.name()).collect();
    let (seen, leave) = if best.found.is_empty() {
        ("nobody told what its words mean".to_owned(), None)
    } else {
        let ignored: Vec<String> = names.iter().map(|name| format!("[files.{}]\ntable = \"ignore\"\n", quoted(name))).collect();
        let leave = answer(format!("no; leave {} aside", listed(&names)), ignored.concat());
        ("the headings alone do not say what each column is".to_owned(), Some(leave))
    };
    let mut answers = vec![answer("yes", lines(plans, best))];
    for other in &plan.readings[1..] {
        answers.push(answer(differently(plan, best, other), lines(plans, other)));
    }
    answers.extend(leave);
    Question {
        is_pressing: true,
        file: plan.table.file.name().to_owned(),
        asked: format!("{seen}. Going by the rows, {}. Is that right?", told(plan, best)),
        answers,
    }
}

/// `Klient` (Abbott, Barlow) is whose it is, `Koniec` (31.03.2026) the day due; “Utracona” means churned.
fn told(plan: &FilePlan, reading: &Reading) -> String {
    let file = &plan.table.file;
    let column = |guess: &Guess| {
        let shown = examples(file, guess.column).into_iter().take(2).collect::<Vec<_>>().join(", ");
        format!("{} ({shown}) is {}", called(&file.header[guess.column]), says(guess.field))
    };
    // A mark is told as that alone, whatever it holds besides.
    let is_told = |guess: &&Guess| {
        MARKS.contains(&guess.field) || !reading.found.iter().any(|other| other.column == guess.column && MARKS.contains(&other.field))
    };
    let columns: Vec<String> = reading.found.iter().filter(is_told).map(column).collect();
    let words: Vec<String> = of_outcomes(reading).collect();
    let mut all: Vec<String> = columns.into_iter().chain(words).collect();
    // Whoever is to say whether it is so must see all of it.
    let last = all.pop().unwrap_or_default();
    if all.is_empty() { last } else { format!("{}, and {last}", all.join(", ")) }
}

fn called(heading: &str) -> String {
    if heading.is_empty() { "the column without a heading".to_owned() } else { format!("`{heading}`") }
}

/// What the words of each outcome mean.
fn of_outcomes(reading: &Reading) -> impl Iterator<Item = String> + '_ {
    [Outcome::Renewed, Outcome::Churned, Outcome::Open].into_iter().filter_map(|outcome| {
        let words: Vec<String> = reading.words.iter().filter(|(_, meant)| *meant == outcome).map(|(word, _)| format!("“{word}”")).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let verb = if words.len() == 1 { "means" } else { "mean" };
        (!words.is_empty()).then(|| format!("{} {verb} {}", listed(&words), outcome.label()))
    })
}

/// What of another reading is not as in the one that is taken.
fn differently(plan: &FilePlan, best: &Reading, other: &Reading) -> String {
    if other.table != best.table {
        return told(plan, other);
    }
    let header = &plan.table.file.header;
    let is_new = |guess: &&Guess| !best.found.contains(guess);
    let column = other.found.iter().filter(is_new).max_by_key(|guess| MARKS.contains(&guess.field));
    let word = other.words.iter().find(|word| !best.words.contains(word));
    match (column, word) {
        (Some(guess), _) => format!("{} is {}, and the rest as above", called(&header[guess.column]), says(guess.field)),
        (None, Some((word, outcome))) => format!("“{word}” means {}, and the rest as above", outcome.label()),
        (None, None) => "yes".to_owned(),
    }
}

fn lines(plans: &[&FilePlan], reading: &Reading) -> String {
    let mut lines: Vec<String> = Vec::new();
    for plan in plans.iter().filter(|_| !reading.found.is_empty()) {
        let (name, header) = (quoted(plan.table.file.name()), &plan.table.file.header);
        lines.push(format!("[files.{name}]\ntable = \"{}\"\n[files.{name}.columns]\n", reading.table.key()));
        lines.extend(by_column(&reading.found).into_iter().map(|(column, fields)| format!("{} = {fields}\n", quoted(&header[column]))));
    }
    if !reading.words.is_empty() {
        let words = reading.words.iter().map(|(word, outcome)| format!("{} = \"{}\"\n", quoted(word), outcome.label()));
        lines.push(format!("[values.{}]\n", Field::Outcome.key()));
        lines.extend(words);
    }
    lines.concat()
}

/// The columns in their order, each with what it holds as a mapping says it.
fn by_column(found: &[Guess]) -> Vec<(usize, String)> {
    let mut columns: Vec<usize> = Vec::new();
    for guess in found {
        if !columns.contains(&guess.column) {
            columns.push(guess.column);
        }
    }
    let fields = |column: usize| {
        let fields: Vec<String> = found.iter().filter(|guess| guess.column == column).map(|guess| quoted(guess.field.key())).collect();
        if let [only] = &fields[..] { only.clone() } else { format!("[{}]", fields.join(", ")) }
    };
    columns.into_iter().map(|column| (column, fields(column))).collect()
}

/// What a column holds, for somebody who knows no field of ours.
fn says(field: Field) -> &'static str {
    match field {
        Field::AccountId | Field::Account => "whose it is",
        Field::DueDate => "the day the renewal was due",
        Field::ClosedDate => "the day it was decided",
        Field::Outcome => "what became of it",
        Field::IsLost => "filled where it was lost",
        Field::IsWon => "filled where it was renewed",
        Field::ReasonCode => "why it was lost",
        Field::ArrBefore => "what was paid before",
        Field::ArrAfter => "what came after",
        Field::Amount => "the amount",
        Field::Period => "how often it is paid",
        Field::PeriodBefore => "how often it was paid before",
        Field::Arr => "what is paid a year",
        Field::Mrr => "what is paid a month",
        Field::ArrChange => "what changed, as a year's",
        Field::MrrChange => "what changed, as a month's",
        Field::Date => "the day of the row",
        Field::StartDate => "the first day",
        Field::LossDate => "the last day, empty while it runs",
        Field::ContractEnd => "the contract's end",
        other => other.key(),
    }
}
