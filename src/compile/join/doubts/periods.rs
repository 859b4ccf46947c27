//! Amounts of which nothing tells what they cover: a month or a year, or, beside a term, the whole of it.

use std::collections::BTreeMap;

use super::{answer, quoted};
use crate::compile::read::columns::{Bound, Numbers, Period};
use crate::compile::read::scan::TableFile;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::decided::index;
use crate::compile::understand::infer::{loose_number, says_nothing};
use crate::compile::understand::layout::{FilePlan, Layout, terms};
use crate::compile::understand::missing_data::periods::untold;
use crate::domain::question::{Answer, Question};
use crate::domain::text::{counted, listed};

pub(crate) fn of(layout: &Layout) -> Vec<Question> {
    let is_read = |plan: &&FilePlan| match plan.table.columns.table {
        Table::Renewals => true,
        Table::Subscriptions => !layout.has(Table::Renewals),
        _ => false,
    };
    let read = || layout.plans.iter().filter(is_read);
    let covered = read().filter_map(|plan| of_contracts(plan).or_else(|| of_plan(plan)));
    let terms = read().flat_map(of_terms);
    let words = read().flat_map(|plan| [Field::PeriodBefore, Field::Period].into_iter().flat_map(|field| of_words(&plan.table, field)));
    covered.chain(terms).chain(words).chain(read().filter_map(|plan| of_whole_years(layout, &plan.table))).collect()
}

/// Amounts of contracts, as a period is told of them.
const PAID: [Field; 7] =
    [Field::ArrBefore, Field::ArrAfter, Field::ArrChange, Field::Amount, Field::Expansion, Field::Contraction, Field::MrrChange];

/// Different words that are asked about; of more the column is hardly one of periods.
const MOST_WORDS: usize = 6;

/// Words for a period that nobody understands: how large an amount beside them is, nobody knows.
fn of_words(table: &TableFile, field: Field) -> Vec<Question> {
    let columns = &table.columns;
    let rests_on_it = PAID.iter().any(|field| columns.get(*field).is_some_and(|bound| bound.form.period.is_none()));
    let Some((bound, column)) = columns.get(field).zip(index(columns, field)).filter(|_| rests_on_it) else {
        return Vec::new();
    };
    let mut unknown: BTreeMap<&str, usize> = BTreeMap::new();
    for word in table.file.values(column) {
        let said = bound.form.mapped(word).unwrap_or(word);
        if !says_nothing(word) && bound.form.paid(said).is_none() {
            *unknown.entry(word).or_default() += 1;
        }
    }
    let numbers: Vec<&str> = unknown.keys().copied().filter(|word| word.parse::<u64>().is_ok()).collect();
    let words = unknown.iter().filter(|(word, _)| !numbers.contains(word)).take(MOST_WORDS);
    let questions = words.map(|(word, rows)| of_word(table, field, word, *rows));
    of_numbers(table, field, &numbers).into_iter().chain(questions).collect()
}

/// Fewer rows of a period tell nothing of how large its amounts are.
const FEW: usize = 4;

/// Those who pay each month pay a twelfth of the others, or the amounts are of a year, however often they are paid.
fn of_whole_years(layout: &Layout, table: &TableFile) -> Option<Question> {
    let columns = &table.columns;
    let open: Vec<(Field, &Bound)> =
        PAID.into_iter().filter_map(|field| Some((field, columns.get(field)?))).filter(|(_, bound)| bound.form.period.is_none()).collect();
    let (amount, field) = open.iter().find_map(|(field, _)| Some((index(columns, *field)?, columns.period_of(*field))))?;
    let (bound, period) = columns.get(field).zip(index(columns, field))?;
    let name = table.file.name();
    if layout.mapping.says_column(name, &bound.name) {
        return None;
    }
    let mut sizes: BTreeMap<u64, (f64, usize)> = BTreeMap::new();
    for row in &table.file.sample {
        let paid = row.get(period).and_then(|word| bound.form.paid(bound.form.mapped(word).unwrap_or(word)));
        let size = row.get(amount).and_then(|value| loose_number(value)).filter(|amount| *amount > 0.0);
        if let Some((times, size)) = paid.and_then(|paid| Some(paid.period.in_a_year()? as u64 / paid.every)).zip(size) {
            let (sum, rows) = sizes.entry(times.max(1)).or_default();
            (*sum, *rows) = (*sum + size.ln(), *rows + 1);
        }
    }
    sizes.retain(|_, (_, rows)| *rows >= FEW);
    let ((seldom, (one, ones)), (often, (other, others))) = (sizes.first_key_value()?, sizes.last_key_value()?);
    let apart = (one / *ones as f64 - other / *others as f64) / (*often as f64 / *seldom as f64).ln();
    // Half way between amounts that are alike, and amounts that are as far apart as their periods.
    if often <= seldom || apart >= 0.5 {
        return None;
    }
    let file = format!("[files.{}.columns]\n", quoted(name));
    let years = open.iter().filter(|(field, _)| index(columns, *field).is_some());
    let years = years.map(|(field, bound)| format!("{} = {{ field = \"{}\", period = \"year\" }}\n", quoted(&bound.name), field.key()));
    let amount = &table.file.header[amount];
    Some(Question {
        is_pressing: true,
        file: name.to_owned(),
        asked: format!(
            "`{amount}` is about as large where `{}` says that it is paid often as where it is paid seldom. Is it what is paid each time?",
            bound.name
        ),
        answers: vec![
            answer("no, it is the amount of a year, however often it is paid", format!("{file}{}", years.collect::<String>())),
            answer("yes, it is what is paid each time", format!("{file}{} = \"{}\"\n", quoted(&bound.name), field.key())),
        ],
    })
}

fn of_word(table: &TableFile, field: Field, word: &str, rows: usize) -> Question {
    const COVERED: [(Period, &str); 5] = [
        (Period::Year, "a year"),
        (Period::HalfYear, "half a year"),
        (Period::Quarter, "a quarter"),
        (Period::Month, "a month"),
        (Period::Term, "its whole term"),
    ];
    let column = table.columns.name(field);
    let may_be = |(period, _): &&(Period, &str)| *period != Period::Term || table.columns.has(Field::TermMonths);
    let said = |(period, means): &(Period, &str)| {
        answer(format!("{means}, each"), format!("[values.{}]\n{} = \"{}\"\n", field.key(), quoted(word), period.key()))
    };
    Question {
        is_pressing: true,
        file: table.file.name().to_owned(),
        asked: format!(
            "`{column}` says “{word}” in {}, and nobody told what that is; without an answer the amounts beside it are not known. What do \
             they cover?",
            counted(rows, "row", "rows")
        ),
        answers: COVERED.iter().filter(may_be).map(said).collect(),
    }
}

/// Bare numbers count months, or how often a year something is paid.
fn of_numbers(table: &TableFile, field: Field, numbers: &[&str]) -> Option<Question> {
    let column = table.columns.name(field);
    let said = |counted: Numbers| -> Option<String> {
        let line = |number: &&str| {
            let paid = counted.read(number)?;
            Some(format!("{} = \"{} {}\"\n", quoted(number), paid.every, paid.period.key()))
        };
        let lines: Vec<String> = numbers.iter().filter_map(line).collect();
        (!lines.is_empty()).then(|| format!("[values.{}]\n{}", field.key(), lines.concat()))
    };
    let ways = [(Numbers::Months, "so many months are paid at once"), (Numbers::Times, "so many times a year it is paid")];
    let answers: Vec<Answer> = ways.into_iter().filter_map(|(counted, means)| Some(answer(means, said(counted)?))).collect();
    (!answers.is_empty()).then(|| Question {
        is_pressing: true,
        file: table.file.name().to_owned(),
        asked: format!(
            "`{column}` says {}, and nothing tells whether these are months, or how often a year something is paid. What is it?",
            listed(numbers)
        ),
        answers,
    })
}

/// Amounts over time, of a month or of a year.
fn of_contracts(plan: &FilePlan) -> Option<Question> {
    let table = &plan.table;
    let (name, amount) = (table.file.name(), untold(table)?);
    let series = table.file.wide().and_then(|wide| wide.stored.names.get(wide.series.columns().next()?));
    let column = series.unwrap_or(&amount.name);
    let line = |period: &str| format!("[files.{}.constants]\nperiod = \"{period}\"\n", quoted(name));
    let mut answers = vec![answer("amounts of a year", line("year")), answer("amounts of a month", line("month"))];
    let tells_ends = [Field::StartDate, Field::ContractEnd].into_iter().all(|field| table.columns.has(field));
    let has_terms = table.columns.has(Field::TermMonths) || tells_ends;
    if has_terms {
        answers.push(answer("the total of each term", line("term")));
    }
    let may_be = if has_terms { "of a month, of a year or of the whole term" } else { "of a month or of a year" };
    Some(Question {
        // Of a table with a column a month its months are told, and rates are what it is read for.
        is_pressing: !table.file.is_wide(),
        file: name.to_owned(),
        asked: format!("nothing tells whether `{column}` is {may_be}; rates stay, and the ARR is another one. What is it?"),
        answers,
    })
}

fn of_plan(plan: &FilePlan) -> Option<Question> {
    let (name, columns) = (plan.table.file.name(), &plan.table.columns);
    if plan.open_periods.is_empty() {
        return None;
    }
    let quote = |field: &Field| format!("`{}`", columns.name(*field));
    let amounts = plan.open_periods.iter().map(quote).collect::<Vec<_>>().join(" and ");
    let terms = terms::TERMS.iter().filter(|term| columns.has(**term)).map(quote).collect::<Vec<_>>().join(" and ");
    let line = |period: &str| {
        let said = |field: &Field| format!("{} = {{ field = \"{}\", period = \"{period}\" }}\n", quoted(columns.name(*field)), field.key());
        format!("[files.{}.columns]\n{}", quoted(name), plan.open_periods.iter().map(said).collect::<String>())
    };
    let are_several = plan.open_periods.len() > 1;
    let (stand, are) = if are_several { ("stand", "they are amounts") } else { ("stands", "it is the amount") };
    Some(Question {
        is_pressing: false,
        file: name.to_owned(),
        asked: format!("{amounts} {stand} beside {terms}, and nothing tells whether {are} of a year or of the whole term."),
        answers: vec![answer("the amount of a year", line("year")), answer("the total of the term", line("term"))],
    })
}

/// Terms of one and of three, by which totals are divided, or might be: of months, or of years.
fn of_terms(plan: &FilePlan) -> Vec<Question> {
    let columns = &plan.table.columns;
    let is_total = |(_, bound): (Field, &Bound)| bound.form.period.is_some_and(|paid| paid.period == Period::Term);
    if plan.open_periods.is_empty() && !columns.bound().any(is_total) {
        return Vec::new();
    }
    let open = terms::TERMS.into_iter().filter(|term| terms::is_open(&plan.table.file, columns, *term));
    let of_term = |term: Field| {
        let (name, column) = (plan.table.file.name(), columns.name(term));
        let line = |period: &str| {
            let said = format!("{} = {{ field = \"{}\", period = \"{period}\" }}", quoted(column), term.key());
            format!("[files.{}.columns]\n{said}\n", quoted(name))
        };
        Question {
            is_pressing: true,
            file: name.to_owned(),
            asked: format!("`{column}` holds small numbers only, and nothing tells what they count. Are they months, or years?"),
            answers: vec![answer("years", line("year")), answer("months", line("month"))],
        }
    };
    open.map(of_term).collect()
}
