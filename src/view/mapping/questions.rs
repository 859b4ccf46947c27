//! What is asked before the retro, its answers, and what was said of single ids: their rows, and what there is to say about each.

use std::borrow::Cow;

use super::detail::Lines;
use super::list::plain;
use crate::compile::{CheckReport, CheckedSaid, Section};
use crate::domain::headline::Headline;
use crate::domain::question::{Answer, Question};
use crate::view::styles::Styles;
use crate::view::widgets::table::Cell;

/// `! deals.csv: 006B1 (lost) and …   asked`
pub fn question<'a>(question: &'a Question, styles: &Styles) -> Vec<Cell<'a>> {
    let name = (Cow::Owned(format!("! {}", question.file)), styles.warn);
    plain(styles, name, (Cow::Borrowed("asked"), styles.warn), Cow::Borrowed(&*question.asked))
}

/// `  – they are one renewal   GRR 81.5 %, 1 lost`
pub fn answer<'a>(answer: &'a Answer, styles: &Styles) -> Vec<Cell<'a>> {
    let figures = answer.figures.as_ref().map_or_else(|| "no figures then".to_owned(), Headline::in_short);
    let name = (Cow::Owned(format!("  – {}", answer.means)), styles.text);
    let mut cells = plain(styles, name, (Cow::Owned(figures), styles.text), Cow::Owned(answer.figures_told()));
    cells[3].1 = styles.muted;
    cells
}

pub fn refused<'a>(report: &'a CheckReport, styles: &Styles) -> Vec<Cell<'a>> {
    let why = report.refused.as_deref().unwrap_or_default();
    plain(styles, (Cow::Borrowed("! No retro yet"), styles.warn), (Cow::Borrowed("why"), styles.warn), Cow::Borrowed(why))
}

pub fn said<'a>(said: &'a CheckedSaid, styles: &Styles) -> Vec<Cell<'a>> {
    plain(styles, (Cow::Borrowed(&*said.id), styles.text), (Cow::Borrowed(&*said.says), styles.text), Cow::Borrowed("as you said"))
}

pub fn of_question(question: &Question, styles: &Styles) -> (String, Lines) {
    let mut lines = vec![(question.asked.clone(), styles.text)];
    let answer = |answer: &Answer| (format!("– {}: {}", answer.means, answer.figures_told()), styles.muted);
    lines.extend(question.answers.iter().map(answer));
    lines.push(("Enter chooses one.".to_owned(), styles.faint));
    (format!("Asked before the retro, of {}", question.file), lines)
}

pub fn of_answer(answer: &Answer, styles: &Styles) -> (String, Lines) {
    let lines = vec![
        (format!("With it: {}.", answer.figures_told()), styles.text),
        ("Enter gives this answer; u takes it back.".to_owned(), styles.faint),
        (format!("In the mapping: {}", answer.mapping.trim().replace('\n', " · ")), styles.muted),
    ];
    (answer.means.clone(), lines)
}

pub fn of_refused(report: &CheckReport, styles: &Styles) -> (String, Lines) {
    let mut lines = vec![(format!("{}.", report.refused.as_deref().unwrap_or_default()), styles.text)];
    if let Some(nearest) = &report.nearest {
        lines.push((format!("Enter chooses the table that {nearest} holds."), styles.faint));
    }
    ("Why no retro can be held yet".to_owned(), lines)
}

pub fn of_said(said: &CheckedSaid, styles: &Styles) -> (String, Lines) {
    let what = match said.section {
        Section::Accounts => "customer",
        Section::Renewals => "renewal",
    };
    let lines = vec![(format!("You said so of the {what} {}.", said.id), styles.text), ("x takes it back.".to_owned(), styles.faint)];
    (format!("{}: {}", said.id, said.says), lines)
}
