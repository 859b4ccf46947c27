//! Amounts that nothing is read from, and that may be what came after a renewal, or what was before it.

use super::{answer, quoted};
use crate::compile::read::scan::TableFile;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::decided::{self, index};
use crate::compile::understand::layout::Layout;
use crate::compile::understand::pairs::{Rows, Verdict};
use crate::compile::understand::recognise::profile;
use crate::domain::question::{Answer, Question};

pub(crate) fn of(layout: &Layout) -> Vec<Question> {
    layout.files(Table::Renewals).filter_map(|table| of_file(layout, table)).collect()
}

/// Two columns that may be the amounts before and after; nothing is read from one of them.
struct Pair {
    before: usize,
    after: usize,
    spare: usize,
    verdict: Verdict,
}

fn of_file(layout: &Layout, table: &TableFile) -> Option<Question> {
    let columns = &table.columns;
    if columns.has(Field::ArrBefore) && (columns.has(Field::ArrAfter) || columns.has(Field::Amount)) {
        return None;
    }
    let (field, known) = [Field::ArrBefore, Field::ArrAfter, Field::Amount].into_iter().find_map(|f| Some((f, index(columns, f)?)))?;
    let mut pairs = pairs(layout, table, field, known);
    pairs.sort_by_key(|pair| pair.verdict != Verdict::Pair);
    let (name, header) = (table.file.name(), &table.file.header);
    let spares: Vec<&str> = pairs.iter().map(|pair| header[pair.spare].as_str()).collect();
    let said = |lines: String| format!("[files.{}.columns]\n{lines}", quoted(name));
    let as_pair = |pair: &Pair| {
        let [before, after] = [pair.before, pair.after].map(|column| &header[column]);
        let lines = format!("{} = \"arr_before\"\n{} = \"arr_after\"\n", quoted(before), quoted(after));
        answer(format!("`{before}` is what was paid before, `{after}` what came after"), said(lines))
    };
    let ignored: Vec<String> = spares.iter().map(|spare| format!("{} = \"ignore\"\n", quoted(spare))).collect();
    let left = answer(format!("neither; leave `{}` aside", spares.join("`, `")), said(ignored.concat()));
    let answers: Vec<Answer> = pairs.iter().map(as_pair).chain([left]).collect();
    (!pairs.is_empty()).then(|| Question {
        is_pressing: false,
        file: name.to_owned(),
        asked: format!(
            "nothing is read from `{}`, and its amounts go with those of `{}` as before and after a renewal go: gone where something \
             was lost, or the next renewal begins with them. Not all rows say so, or not of one column alone. What is it?",
            spares.join("`, `"),
            header[known]
        ),
        answers,
    })
}

/// The columns that nothing is read from and nobody said anything about, each with the one that is known.
fn pairs(layout: &Layout, table: &TableFile, field: Field, known: usize) -> Vec<Pair> {
    let rows = rows(table);
    let is_said = |column: usize| layout.mapping.says_column(table.file.name(), &table.file.header[column]);
    let is_spare = |column: &usize| profile::are_unread_amounts(table, *column) && !is_said(*column);
    let pair = |spare: usize| {
        let sides = [(known, spare), (spare, known)].map(|(before, after)| (before, after, rows.verdict(before, after)));
        let may_be = |(before, after, verdict): &(usize, usize, Verdict)| {
            let is_side = (field == Field::ArrBefore, field == Field::ArrAfter);
            *verdict != Verdict::No && !(is_side.0 && *before == spare) && !(is_side.1 && *after == spare)
        };
        let best = sides.into_iter().filter(may_be).min_by_key(|(.., verdict)| *verdict != Verdict::Pair)?;
        Some(Pair { before: best.0, after: best.1, spare, verdict: best.2 })
    };
    (0..table.file.header.len()).filter(is_spare).filter_map(pair).collect()
}

fn rows(table: &TableFile) -> Rows<'_> {
    let columns = &table.columns;
    let owner = decided::owner(columns);
    Rows::of(&table.file, owner, index(columns, Field::DueDate), |row| decided::outcome(columns, row))
}
