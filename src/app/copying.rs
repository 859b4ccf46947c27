//! What is selected, or the whole table, handed to the terminal's clipboard: cells with tabs between them, as spreadsheets take them.

use super::command::Command;
use super::effect::Effect;
use super::keymap;
use super::list::Rows;
use super::model::Model;
use super::screens::insights;
use super::screens::lists;
use super::screens::page::Page;
use super::turn::Turn;
use crate::domain::text;

pub(crate) fn copy(turn: &mut Turn, command: Command) {
    // What goes to a clipboard goes on to others.
    if turn.model.hidden.is_some() {
        return turn
            .warn(format!("Names and amounts are hidden; {} shows them, then they can be copied", keymap::named(Command::HideNames)));
    }
    let found = if command == Command::CopyTable { table(turn.model) } else { row(turn.model) };
    let Some((words, told)) = found else {
        return turn.say("There is nothing here to copy");
    };
    turn.say(format!("{told} copied, where the terminal lets programs copy"));
    turn.effects.push(Effect::Copy(words.into_bytes()));
}

/// The words of the card, or the selected row of the list that has the keys.
fn row(model: &Model) -> Option<(String, String)> {
    let page = model.screens.page(model.phase());
    if let Some(card) = insights::selected(model).filter(|_| page == Page::InsightBoard) {
        return Some((format!("{} {}", card.id, card.text), card.id.to_string()));
    }
    let list = model.screens.focused(page)?;
    let (rows, selected) = (lists::rows(model, list), model.screens.selected(model, list)?);
    let cells: Vec<String> = cells(&rows, selected).into_iter().filter(|cell| !cell.is_empty()).collect();
    (!cells.is_empty()).then(|| (cells.join("\t"), "The selected line is".to_owned()))
}

/// The rows as they are shown, below their headings.
fn table(model: &Model) -> Option<(String, String)> {
    let list = model.screens.focused(model.screens.page(model.phase()))?;
    let rows = lists::rows(model, list);
    let shown = model.screens.shown(model, list);
    let head: Vec<String> = (0..rows.width()).map(|column| text::line(rows.head(column).heading())).collect();
    let lines: Vec<String> = shown.iter().map(|row| cells(&rows, *row).join("\t")).collect();
    let is_there = lines.iter().any(|line| !line.trim().is_empty());
    let told = format!("{} with {} headings are", text::counted(lines.len(), "row", "rows"), head.len());
    is_there.then(|| (std::iter::once(head.join("\t")).chain(lines).collect::<Vec<_>>().join("\n"), told))
}

fn cells(rows: &Rows<'_>, row: usize) -> Vec<String> {
    (0..rows.width()).map(|column| text::harmless(text::line(&rows.cell(row, column, u16::MAX).text))).collect()
}
