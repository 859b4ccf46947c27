//! Rows that a mark in a column of their own takes out (`Exclude`, `Is deleted`, `In scope`): nobody keeps such a column for nothing.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use super::{answer, of_rows, quoted, some_of};
use crate::compile::join::population::Population;
use crate::compile::read::columns::{Columns, Origin};
use crate::compile::read::scan::TableFile;
use crate::compile::read::values::words;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::decided::{self, index};
use crate::compile::understand::infer::says_nothing;
use crate::compile::understand::layout::Layout;
use crate::compile::understand::recognise::profile::Profile;
use crate::domain::question::{Answer, Question};
use crate::domain::renewal::{Outcome, Renewal};
use crate::domain::text::counted;

/// A column of more words is no flag, one of more kinds of customers names something else, and one of more texts is not told word by word.
const MOST_WORDS: usize = 3;
const MOST_KINDS: usize = 12;
const MOST_TEXTS: usize = 200;
/// A longer text tells a story.
const LONGEST: usize = 80;

/// What a column of kinds of customers may be taken for.
const NAMES: [Field; 6] = [Field::Segment, Field::Product, Field::Persona, Field::Geo, Field::Industry, Field::SubscriptionId];
/// What a column of texts may be taken for.
const TEXTS: [Field; 3] = [Field::Outcome, Field::ReasonCode, Field::Note];

/// What takes rows out in a column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// A mark, or the day on which it was made, under a heading that says so.
    Mark,
    /// The lack of one, under a heading that says what is in.
    NoMark,
    /// A word among others.
    Word,
    /// What somebody wrote.
    Text,
    /// What somebody wrote beside a loss, with the id of another row in it: it goes on there.
    Named,
}

/// The ids of the rows of a table.
type Ids<'t> = FxHashSet<&'t str>;

fn ids(table: &TableFile) -> Ids<'_> {
    index(&table.columns, Field::RenewalId).map(|column| table.file.values(column).collect()).unwrap_or_default()
}

/// More than an id, and one in it: `Rolled into OPP-0523`.
fn names_a_row(text: &str, ids: &Ids<'_>) -> bool {
    let mut words = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    text.contains(char::is_whitespace) && words.any(|word| ids.contains(word))
}

impl Sign {
    fn of(table: &TableFile, column: usize, ids: &Ids<'_>) -> Option<Self> {
        let by_heading = || words::takes_out(&table.file.header[column]).map(|out| if out { Self::Mark } else { Self::NoMark });
        // Among reasons `Budget` is one.
        let is_of_texts = TEXTS.iter().any(|field| index(&table.columns, *field) == Some(column));
        let by_words = || (!is_of_texts && has_some(table, column, words::leaves_out)).then_some(Self::Word);
        let is_short = |text: &str| text.chars().count() <= LONGEST;
        let by_text = || has_some(table, column, |text| is_short(text) && words::tells_to_leave_out(text)).then_some(Self::Text);
        let by_name = || (is_of_texts && are_some(table, column, |text| is_short(text) && names_a_row(text, ids))).then_some(Self::Named);
        by_heading().or_else(by_words).or_else(by_text).or_else(by_name)
    }

    fn takes_out(self, word: &str, is_blank: bool, ids: &Ids<'_>) -> bool {
        // A mark is whatever does not say no.
        let is_marked = || !is_blank && words::flag(word) != Some(false);
        match self {
            Self::Mark => is_marked(),
            Self::NoMark => !is_marked() || words::leaves_out(word),
            Self::Word => words::leaves_out(word),
            Self::Text => words::tells_to_leave_out(word),
            Self::Named => names_a_row(word, ids),
        }
    }

    /// The most that such a column says.
    fn most(self) -> usize {
        match self {
            Self::Mark | Self::NoMark => MOST_WORDS,
            Self::Word => MOST_KINDS,
            Self::Text | Self::Named => MOST_TEXTS,
        }
    }
}

/// Some of the words of a column say that their rows are out, and most rows hold others.
fn has_some(table: &TableFile, column: usize, is_out: impl Fn(&str) -> bool) -> bool {
    are_some(table, column, is_out) && Profile::of(&table.file, column).are_words()
}

fn are_some(table: &TableFile, column: usize, is_out: impl Fn(&str) -> bool) -> bool {
    let out = table.file.values(column).filter(|word| is_out(word)).count();
    out > 0 && out * 2 <= table.file.sample.len()
}

pub(crate) fn of(layout: &Layout, population: &Population) -> Vec<Question> {
    layout.files(Table::Renewals).chain(layout.contracts()).filter_map(|table| of_file(layout, table, population)).collect()
}

fn of_file(layout: &Layout, table: &TableFile, population: &Population) -> Option<Question> {
    let columns = &table.columns;
    if columns.has(Field::Recurring) {
        return None;
    }
    let is_free = |column: &usize| {
        let is_said = layout.mapping.says_column(table.file.name(), &table.file.header[*column]);
        let may_be = |field: Field| NAMES.contains(&field) || TEXTS.contains(&field) || field == Field::RowType && !has_kinds(columns);
        !is_said && columns.bound().all(|(field, bound)| bound.origin != Origin::Column(*column) || may_be(field))
    };
    (0..table.file.header.len()).filter(is_free).find_map(|column| of_column(layout, table, column, population))
}

/// The kind of deal stands in another column, which tells it.
fn has_kinds(columns: &Columns) -> bool {
    columns.get(Field::RowType).is_some_and(|bound| !bound.form.tells_no_kinds)
}

fn of_column(layout: &Layout, table: &TableFile, column: usize, population: &Population) -> Option<Question> {
    let ids = ids(table);
    let sign = Sign::of(table, column, &ids)?;
    let is_row =
        |row: &&Vec<String>| index(&table.columns, Field::DueDate).is_none_or(|due| row.get(due).is_some_and(|day| !day.is_empty()));
    let (mut out, mut kept, mut rows, mut blank) = (BTreeSet::new(), BTreeSet::new(), 0_usize, 0_usize);
    for row in table.file.sample.iter().filter(is_row) {
        let word = row.get(column).map_or("", |word| word.trim());
        let is_blank = word.is_empty() || says_nothing(word);
        match (sign.takes_out(word, is_blank, &ids), is_blank) {
            (true, false) => {
                out.insert(word);
                rows += 1;
            }
            // What nobody marked as in may be out as well, and no word can say so.
            (true, true) => return None,
            (false, false) => drop(kept.insert(word)),
            (false, true) => blank += 1,
        }
    }
    // A mark on nothing but what is open may say that it was given up, and is asked as that.
    let is_open = |row: &Vec<String>| {
        let outcome = index(&table.columns, Field::Outcome).and_then(|outcome| row.get(outcome));
        outcome.is_some_and(|word| !matches!(words::outcome(word), Some(Outcome::Renewed | Outcome::Churned)))
    };
    let is_out = |row: &&Vec<String>| row.get(column).is_some_and(|word| out.contains(word.trim()));
    if sign == Sign::Mark && table.file.sample.iter().filter(is_row).filter(is_out).all(is_open) {
        return None;
    }
    let is_lost = |row: &Vec<String>| decided::outcome(&table.columns, row) == Some(Outcome::Churned);
    if sign == Sign::Named && !table.file.sample.iter().filter(is_row).filter(is_out).all(is_lost) {
        return None;
    }
    // The days on which rows were taken out are as many as there are such rows.
    let are_days = sign == Sign::Mark && kept.is_empty() && Profile::of(&table.file, column).are_dates();
    let is_flag = out.len() + kept.len() <= if are_days { MOST_TEXTS } else { sign.most() };
    if rows == 0 || !is_flag || kept.is_empty() && blank == 0 {
        return None;
    }
    let shown: Vec<String> = out.iter().map(|word| format!("“{word}”")).collect();
    let asked =
        format!("`{}` says {} in {}. Are these left out?", table.file.header[column], some_of(&shown), counted(rows, "row", "rows"));
    let question = |answers| Question { is_pressing: false, file: table.file.name().to_owned(), asked, answers };
    if has_kinds(&table.columns) {
        let rows = table.file.sample.iter().filter(is_row).filter(is_out);
        return Some(question(by_rows(layout, table, rows, population)?));
    }
    let (file, name) = (quoted(table.file.name()), &table.file.header[column]);
    // Of contracts a row that does not come again is left out.
    let of_contracts = table.columns.table == Table::Subscriptions;
    let (key, no, yes) = if of_contracts { (Field::Recurring, "no", "yes") } else { (Field::RowType, "other", "renewal") };
    let all = out.iter().map(|word| (word, no)).chain(kept.iter().map(|word| (word, yes)));
    let words: Vec<String> = all.map(|(word, is)| format!("{} = \"{is}\"\n", quoted(word))).collect();
    let key = key.key();
    let held = TEXTS.into_iter().find(|field| index(&table.columns, *field) == Some(column));
    let fields = held.map_or_else(|| quoted(key), |field| format!("[{}, {}]", quoted(field.key()), quoted(key)));
    // An outcome that is none would be asked about by itself.
    let is_outcome = held == Some(Field::Outcome);
    let none: Vec<String> = out.iter().filter(|_| is_outcome).map(|word| format!("{} = \"\"\n", quoted(word))).collect();
    let none = if is_outcome { format!("[values.{}]\n{}", Field::Outcome.key(), none.concat()) } else { String::new() };
    let lines = format!("[files.{file}.columns]\n{} = {fields}\n[values.{key}]\n{}{none}", quoted(name), words.concat());
    let stay = format!("[files.{file}.columns]\n{} = {}\n", quoted(name), quoted(held.map_or("ignore", Field::key)));
    Some(question(vec![answer(YES, lines), answer(NO, stay)]))
}

const YES: &str = "yes, leave them out";
const NO: &str = "no, they count like the others";

/// Where the column of kinds holds something else, rows are left out one by one.
fn by_rows<'r>(
    layout: &Layout,
    table: &TableFile,
    rows: impl Iterator<Item = &'r Vec<String>>,
    population: &Population,
) -> Option<Vec<Answer>> {
    let column = index(&table.columns, Field::RenewalId)?;
    let ids: FxHashSet<&str> = rows.filter_map(|row| row.get(column)).map(|id| id.trim()).collect();
    let is_open = |row: &&Renewal| ids.contains(row.id.0.as_str()) && !layout.mapping.renewals.contains_key(row.id.0.as_str());
    let out: Vec<&Renewal> = population.kept.iter().map(|kept| &*kept.renewal).filter(is_open).collect();
    let lines = |said: &str| of_rows(out.iter().copied(), said);
    (!out.is_empty()).then(|| vec![answer(YES, lines("ignore")), answer(NO, lines("own"))])
}
