//! Rows that a flag calls not renewed, and that lack the day of closing that all others have: nobody may have decided them yet.

use rustc_hash::FxHashSet;

use super::{answer, of_rows};
use crate::compile::join::population::Population;
use crate::compile::read::scan::TableFile;
use crate::compile::read::values::words;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::decided::{self, index};
use crate::compile::understand::infer::says_nothing;
use crate::compile::understand::layout::Layout;
use crate::compile::understand::mapping::RenewalUse;
use crate::domain::question::Question;
use crate::domain::renewal::{Outcome, Renewal};
use crate::domain::text::counted;

/// Of a hundred rows that were lost so many must have the day.
const MOST: usize = 25;

pub(crate) fn of(layout: &Layout, population: &Population) -> Vec<Question> {
    layout.files(Table::Renewals).filter_map(|table| of_file(layout, table, population)).collect()
}

fn of_file(layout: &Layout, table: &TableFile, population: &Population) -> Option<Question> {
    let (file, columns) = (&table.file, &table.columns);
    let flag = [Field::Outcome, Field::IsWon].into_iter().find_map(|field| index(columns, field))?;
    let (closed, after) = (index(columns, Field::ClosedDate)?, index(columns, Field::ArrAfter));
    let is_flag = file.values(flag).all(|value| words::flag(value).is_some());
    let is_blank = |row: &Vec<String>, column: usize| row.get(column).is_none_or(|value| says_nothing(value));
    let lost = || file.sample.iter().filter(|row| decided::outcome(columns, row) == Some(Outcome::Churned));
    let is_open = |row: &&Vec<String>| is_blank(row, closed) && after.is_none_or(|after| is_blank(row, after));
    let (all, open) = (lost().count(), lost().filter(is_open).count());
    // Who says 0 where something was lost leaves empty what is not known.
    let renewed = file.sample.iter().filter(|row| decided::outcome(columns, row) == Some(Outcome::Renewed));
    let (mut kept, mut dated) = (0, 0);
    renewed.for_each(|row| (kept, dated) = (kept + 1, dated + usize::from(!is_blank(row, closed))));
    if !is_flag || open == 0 || open == all || (all - open) * 100 < all * MOST || dated * 100 < kept * 90 {
        return None;
    }
    let lines: FxHashSet<u64> = population
        .kept
        .iter()
        .map(|kept| &*kept.renewal)
        .filter(|renewal| renewal.origin.file.as_str() == file.name() && renewal.is_churned() && renewal.closed.is_none())
        .map(|renewal| renewal.origin.line)
        .collect();
    let is_meant =
        |renewal: &&Renewal| lines.contains(&renewal.origin.line) && !layout.mapping.renewals.contains_key(renewal.id.0.as_str());
    let rows: Vec<&Renewal> = population.kept.iter().map(|kept| &*kept.renewal).filter(is_meant).collect();
    let said = |outcome: Outcome| of_rows(rows.iter().copied(), &RenewalUse::Became(outcome).key());
    (!rows.is_empty()).then(|| Question {
        is_pressing: false,
        file: file.name().to_owned(),
        asked: format!(
            "`{}` says no in {} without a day in `{}`, which others have. Are they open, or were they lost?",
            file.header[flag],
            counted(rows.len(), "row", "rows"),
            file.header[closed]
        ),
        answers: vec![answer("they are still open", said(Outcome::Open)), answer("they were lost", said(Outcome::Churned))],
    })
}
