//! Rows that a mark in a column of their own takes out (`Exclude`, `Is deleted`, `In scope`): nobody keeps such a column for nothing.

use std::collections::BTreeSet;

use super::{answer, quoted, some_of};
use crate::compile::read::columns::Origin;
use crate::compile::read::scan::TableFile;
use crate::compile::read::values::words;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::decided::index;
use crate::compile::understand::infer::says_nothing;
use crate::compile::understand::layout::Layout;
use crate::compile::understand::recognise::profile::Profile;
use crate::domain::question::Question;
use crate::domain::renewal::Outcome;
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
}

impl Sign {
    fn of(table: &TableFile, column: usize) -> Option<Self> {
        let by_heading = || words::takes_out(&table.file.header[column]).map(|out| if out { Self::Mark } else { Self::NoMark });
        // Among reasons `Budget` is one.
        let is_of_texts = TEXTS.iter().any(|field| index(&table.columns, *field) == Some(column));
        let by_words = || (!is_of_texts && has_some(table, column, words::leaves_out)).then_some(Self::Word);
        let is_short = |text: &str| text.chars().count() <= LONGEST;
        let by_text = || has_some(table, column, |text| is_short(text) && words::tells_to_leave_out(text)).then_some(Self::Text);
        by_heading().or_else(by_words).or_else(by_text)
    }

    fn takes_out(self, word: &str, is_blank: bool) -> bool {
        // A mark is whatever does not say no.
        let is_marked = || !is_blank && words::flag(word) != Some(false);
        match self {
            Self::Mark => is_marked(),
            Self::NoMark => !is_marked() || words::leaves_out(word),
            Self::Word => words::leaves_out(word),
            Self::Text => words::tells_to_leave_out(word),
        }
    }

    /// The most that such a column says.
    fn most(self) -> usize {
        match self {
            Self::Mark | Self::NoMark => MOST_WORDS,
            Self::Word => MOST_KINDS,
            Self::Text => MOST_TEXTS,
        }
    }
}

/// Some of the words of a column say that their rows are out, and most rows hold others.
fn has_some(table: &TableFile, column: usize, is_out: impl Fn(&str) -> bool) -> bool {
    let profile = Profile::of(&table.file, column);
    let out = table.file.values(column).filter(|word| is_out(word)).count();
    out > 0 && out * 2 <= profile.rows && profile.are_words()
}

pub(crate) fn of(layout: &Layout) -> Vec<Question> {
    layout.files(Table::Renewals).chain(layout.contracts()).filter_map(|table| of_file(layout, table)).collect()
}

fn of_file(layout: &Layout, table: &TableFile) -> Option<Question> {
    let columns = &table.columns;
    if columns.has(Field::RowType) || columns.has(Field::Recurring) {
        return None;
    }
    let is_free = |column: &usize| {
        let is_said = layout.mapping.says_column(table.file.name(), &table.file.header[*column]);
        let may_be = |field: Field| NAMES.contains(&field) || TEXTS.contains(&field);
        !is_said && columns.bound().all(|(field, bound)| bound.origin != Origin::Column(*column) || may_be(field))
    };
    (0..table.file.header.len()).filter(is_free).find_map(|column| of_column(table, column))
}

fn of_column(table: &TableFile, column: usize) -> Option<Question> {
    let sign = Sign::of(table, column)?;
    let is_row =
        |row: &&Vec<String>| index(&table.columns, Field::DueDate).is_none_or(|due| row.get(due).is_some_and(|day| !day.is_empty()));
    let (mut out, mut kept, mut rows, mut blank) = (BTreeSet::new(), BTreeSet::new(), 0_usize, 0_usize);
    for row in table.file.sample.iter().filter(is_row) {
        let word = row.get(column).map_or("", |word| word.trim());
        let is_blank = word.is_empty() || says_nothing(word);
        match (sign.takes_out(word, is_blank), is_blank) {
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
    // The days on which rows were taken out are as many as there are such rows.
    let are_days = sign == Sign::Mark && kept.is_empty() && Profile::of(&table.file, column).are_dates();
    let is_flag = out.len() + kept.len() <= if are_days { MOST_TEXTS } else { sign.most() };
    if rows == 0 || !is_flag || kept.is_empty() && blank == 0 {
        return None;
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
    let shown: Vec<String> = out.iter().map(|word| format!("“{word}”")).collect();
    Some(Question {
        is_pressing: false,
        file: table.file.name().to_owned(),
        asked: format!("`{name}` says {} in {}. Are these left out?", some_of(&shown), counted(rows, "row", "rows")),
        answers: vec![
            answer("yes, leave them out", lines),
            answer(
                "no, they count like the others",
                format!("[files.{file}.columns]\n{} = {}\n", quoted(name), quoted(held.map_or("ignore", Field::key))),
            ),
        ],
    })
}
