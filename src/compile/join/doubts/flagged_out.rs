//! Rows that a mark in a column of their own takes out (`Exclude`, `Is deleted`, `In scope`): nobody keeps such a column for nothing.

use std::collections::BTreeSet;

use super::{answer, quoted, some_of};
use crate::compile::read::columns::Origin;
use crate::compile::read::scan::TableFile;
use crate::compile::read::values::words;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::decided::index;
use crate::compile::understand::header::Heading;
use crate::compile::understand::infer::says_nothing;
use crate::compile::understand::layout::Layout;
use crate::compile::understand::recognise::profile::Profile;
use crate::domain::question::Question;
use crate::domain::text::{self, counted};

/// Parts of headings under which a mark takes a row out, whole ones, and beginnings of those under which it takes one in.
const OUT: [&str; 9] = ["exclude", "exclure", "excluir", "ausgeschlossen", "ausschliessen", "ignore", "deleted", "duplicate", "outofscope"];
const OUT_ALONE: [&str; 9] = ["internal", "isinternal", "demo", "isdemo", "test", "istest", "testaccount", "testdata", "void"];
const IN: [&str; 4] = ["includein", "includegrr", "includenrr", "includeret"];
/// Whole ones; of `In scope` what is left without the word that says where.
const IN_ALONE: [&str; 5] = ["scope", "isscope", "include", "included", "isincluded"];

/// A column of more words is no flag, and one of more kinds of customers names something else.
const MOST_WORDS: usize = 3;
const MOST_KINDS: usize = 12;

/// What a column of kinds of customers may be taken for.
const NAMES: [Field; 6] = [Field::Segment, Field::Product, Field::Persona, Field::Geo, Field::Industry, Field::SubscriptionId];

/// Words for what nobody pays, among others for customers.
const TESTS: [&str; 15] = [
    "budget",
    "plan",
    "planned",
    "forecast",
    "fcst",
    "test",
    "testaccount",
    "testkunde",
    "internal",
    "intern",
    "interne",
    "demo",
    "demoaccount",
    "sandbox",
    "dummy",
];

fn is_of_test(word: &str) -> bool {
    TESTS.contains(&&*text::bare(word))
}

/// Some of a few words are such, and most rows hold others.
fn has_tests(table: &TableFile, column: usize) -> bool {
    let tests = table.file.values(column).filter(|word| is_of_test(word)).count();
    let all = table.file.values(column).filter(|word| !word.is_empty()).count();
    tests > 0 && tests * 2 <= all && Profile::of(&table.file, column).are_few_words()
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
        let is_named = columns.bound().any(|(field, bound)| bound.origin == Origin::Column(*column) && !NAMES.contains(&field));
        !is_said && !is_named
    };
    (0..table.file.header.len()).filter(is_free).find_map(|column| of_column(table, column))
}

/// Whether a mark under the heading takes a row out; `None` where it says nothing of that.
fn takes_out(header: &str) -> Option<bool> {
    let core = Heading::core_of(header);
    let is_out = OUT.iter().any(|part| core.contains(part)) || OUT_ALONE.contains(&&*core);
    let is_in = || IN.iter().any(|part| core.starts_with(part)) || IN_ALONE.contains(&&*core);
    if is_out { Some(true) } else { is_in().then_some(false) }
}

fn of_column(table: &TableFile, column: usize) -> Option<Question> {
    let takes_out = takes_out(&table.file.header[column]).or_else(|| has_tests(table, column).then_some(true))?;
    let is_row =
        |row: &&Vec<String>| index(&table.columns, Field::DueDate).is_none_or(|due| row.get(due).is_some_and(|day| !day.is_empty()));
    let are_words = has_tests(table, column);
    let (mut out, mut kept, mut rows, mut blank) = (BTreeSet::new(), BTreeSet::new(), 0_usize, 0_usize);
    for row in table.file.sample.iter().filter(is_row) {
        let word = row.get(column).map_or("", |word| word.trim());
        let is_blank = word.is_empty() || says_nothing(word);
        // A mark is whatever does not say no; among other words it is one of a test.
        let is_marked = if are_words { is_of_test(word) } else { !is_blank && words::flag(word) != Some(false) };
        match (is_marked == takes_out, is_blank) {
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
    let is_flag = out.len() + kept.len() <= if are_words { MOST_KINDS } else { MOST_WORDS };
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
    let lines = format!("[files.{file}.columns]\n{} = \"{key}\"\n[values.{key}]\n{}", quoted(name), words.concat());
    let shown: Vec<String> = out.iter().map(|word| format!("“{word}”")).collect();
    Some(Question {
        is_pressing: false,
        file: table.file.name().to_owned(),
        asked: format!("`{name}` says {} in {}. Are these left out?", some_of(&shown), counted(rows, "row", "rows")),
        answers: vec![
            answer("yes, leave them out", lines),
            answer("no, they count like the others", format!("[files.{file}.columns]\n{} = \"ignore\"\n", quoted(name))),
        ],
    })
}
