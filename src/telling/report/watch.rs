//! What is ahead: the renewals that carry signs, and what the list is expected to lose.

use super::Source;
use crate::analysis::findings::WatchRow;
use crate::telling::block::{Cell, Document, Table, data, own, told};
use crate::telling::figures::{estimate, or_missing, percent};
use crate::telling::{held_again, scored, watch};

/// Rows up to here; all are in watch-list.csv.
const MOST: usize = 25;

pub(crate) fn write(doc: &mut Document, source: &Source) {
    held_again(doc, source);
    became(doc, source);
    let list = &source.findings.watch;
    if list.rows.is_empty() {
        return;
    }
    doc.heading(2, "What is ahead");
    doc.paragraph(told(&watch::of_all(list, &source.facts.currency, source.facts.scope.as_of).join(" ")));
    doc.paragraph(watch::HOW_TO_READ);
    let shown = list.rows.iter().take(MOST);
    let mut table = Table::of_words(["Due", "Account", "Owner", "ARR", "Lost of those like it", "Expected rate (95 %)", "Signs"]);
    table.rows(shown.clone().map(|row| cells(source, row)));
    doc.table(table);
    if list.rows.len() > MOST {
        doc.paragraph(own(format!("{} more stand in watch-list.csv.", list.rows.len() - MOST)));
    }
    for row in shown {
        remarks(doc, row);
    }
}

/// What became of what the last retro found.
fn held_again(doc: &mut Document, source: &Source) {
    if source.findings.held_again.is_empty() {
        return;
    }
    doc.heading(2, "Whether it held again");
    doc.paragraph("What the last retro put on its board, each asked once more of what fell due since: a test that was named before, so not corrected.");
    for again in &source.findings.held_again {
        doc.item(0, told(&held_again::sentence(again)));
    }
}

/// What became of what earlier retros had ahead of them.
fn became(doc: &mut Document, source: &Source) {
    let Some(score) = &source.findings.score else { return };
    doc.heading(2, "What became of what was ahead");
    for said in scored::sentences(score, &source.facts.currency) {
        doc.item(0, told(&said));
    }
}

fn cells(source: &Source, row: &WatchRow) -> [Cell; 7] {
    [
        Cell::day(row.due),
        data(&row.account).behind(format!("Ahead: {}", row.account), &row.renewals).into(),
        data(&row.owner).into(),
        source.money_cell(row.arr),
        Cell::own(or_missing(row.rate, |_| format!("{} of {}", row.like_it_lost, row.like_it))),
        Cell::own(estimate(row.rate, row.low, row.high, percent)),
        told(&watch::signs(row, source.facts.scope.as_of)).into(),
    ]
}

/// What was tried on accounts like it, and where the forecast says otherwise.
fn remarks(doc: &mut Document, row: &WatchRow) {
    let account = || data(&row.account);
    if let Some(differs) = &row.forecast_differs {
        doc.item(0, account() + ": " + told(differs));
    }
    if !row.tried.is_empty() {
        doc.item(0, account() + ", tried before on accounts like it: " + told(&watch::tried(row)));
    }
}
