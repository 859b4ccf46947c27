//! What is asked before the retro, its answers, and what was said of single ids: what there is to say about each.

use super::detail::Lines;
use crate::app::command::Command;
use crate::app::keymap;
use crate::compile::{CheckReport, CheckedSaid, Section};
use crate::domain::question::{Answer, Question};
use crate::view::styles::Styles;

pub(crate) fn of_question(question: &Question, styles: &Styles) -> (String, Lines) {
    let mut lines = vec![(question.asked.clone(), styles.text)];
    let answer = |answer: &Answer| (format!("– {}: {}", answer.means, answer.figures_told()), styles.muted);
    lines.extend(question.answers.iter().map(answer));
    lines.push(("Enter chooses one.".to_owned(), styles.faint));
    (format!("Asked before the retro, of {}", question.file), lines)
}

pub(crate) fn of_answer(answer: &Answer, styles: &Styles) -> (String, Lines) {
    let lines = vec![
        (format!("With it: {}.", answer.figures_told()), styles.text),
        (format!("{} gives this answer; {} takes it back.", keymap::named(Command::Choose), keymap::named(Command::Undo)), styles.faint),
        (format!("In the mapping: {}", answer.mapping.trim().replace('\n', " · ")), styles.muted),
    ];
    (answer.means.clone(), lines)
}

pub(crate) fn of_refused(report: &CheckReport, why: &str, styles: &Styles) -> (String, Lines) {
    let mut lines = vec![(format!("{why}."), styles.text)];
    if let Some(nearest) = &report.nearest {
        lines.push((format!("Enter chooses the table that {nearest} holds."), styles.faint));
    }
    ("Why no retro can be held yet".to_owned(), lines)
}

pub(crate) fn of_said(said: &CheckedSaid, styles: &Styles) -> (String, Lines) {
    let what = match said.section {
        Section::Accounts => "customer",
        Section::Renewals => "renewal",
    };
    let lines = vec![
        (format!("You said so of the {what} {}.", said.id), styles.text),
        (format!("{} takes it back.", keymap::named(Command::LeaveAside)), styles.faint),
    ];
    (format!("{}: {}", said.id, said.says), lines)
}
