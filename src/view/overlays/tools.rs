//! Tools of the user's own, and what the selected one said.

use crate::app::command::Command;
use crate::app::keymap;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::blank;
use crate::app::overlays::tools::{self, Line, NONE, ToolsPage};
use crate::app::target::Target;
use crate::app::tools::{State, is_accepted};
use crate::view::listing::{Frame, by_heading, draw_table};
use crate::view::screens::split;
use crate::view::shell::Canvas;
use crate::view::widgets::empty::Empty;
use crate::view::widgets::passage::Passage;
use crate::view::widgets::table::Table;

/// Rows for the list, at most; what is selected has the rest.
const LIST: u16 = 9;

pub(crate) fn draw(canvas: &mut Canvas, body: Rect, page: &ToolsPage) {
    blank(canvas, body);
    let (styles, world) = (canvas.styles, &canvas.model.world);
    let lines = tools::lines(world);
    let (rows, shown) = (tools::rows(&lines), page.shown(world));
    let (state, by) = (&page.state, by_heading(&page.state, &rows));
    let aside = "not in the record until accepted";
    let frame = Frame { title: "Tools of your own", aside, is_sum: false, focused: true, state, shown: shown.len(), of: lines.len(), by };
    let Some(inner) = frame.draw(canvas, body) else { return };
    if lines.is_empty() {
        return canvas.draw(inner, &Empty { title: "No tools", text: NONE, key: ("Esc", "back"), styles });
    }
    let (inner, low) = split::down(inner, (lines.len() as u16 + 2).min(LIST).min(inner.height / 2).max(3));
    let selected = page.selected(world);
    let table = Table { rows: &rows, shown: &shown, selected, focused: true, order: &state.order, noun: "tools", styles };
    draw_table(canvas, inner, &table, Target::Row, Target::Column);
    let Some(line) = selected.map(|place| &lines[shown[place]]) else { return };
    let said = detail(canvas, line);
    let place = Rect { y: low.y + 1, height: low.height.saturating_sub(1), ..low };
    canvas.draw(place, &Passage { lines: &said, scroll: page.detail.0, styles });
}

/// What the tool said, with its source, or why it said nothing.
fn detail(canvas: &Canvas, line: &Line) -> Vec<(String, Style)> {
    let (styles, world) = (canvas.styles, &canvas.model.world);
    let Some(run) = &line.run else { return vec![("Enter asks it.".to_owned(), styles.muted)] };
    match &run.state {
        State::UnderWay => vec![(format!("Asking about {} … c calls it off.", run.about), styles.muted)],
        State::Failed { why, tries, .. } => {
            let told = format!("Tried {}. Enter asks once more.", crate::telling::figures::counted(*tries, "time", "times"));
            vec![(why.clone(), styles.warn), (told, styles.muted)]
        }
        State::Came(came) => {
            let key = keymap::named(Command::AcceptSuggestion);
            let standing = if is_accepted(world, run) { "in the record".to_owned() } else { format!("{key} takes it into the record") };
            let head = format!("{}, on {}: {standing}", came.answer.source, run.about);
            let verdict = came.answer.passed.map(|passed| if passed { ("✓ passed", styles.good) } else { ("✗ not passed", styles.bad) });
            let plan = came
                .beside
                .as_ref()
                .map(|beside| (format!("Held against this retro's plan: P under Documents ({})", beside.told), styles.text));
            let items = came.answer.items.iter().map(|item| (format!("· {item}"), styles.text));
            let verdict = verdict.map(|(words, style)| (words.to_owned(), style));
            std::iter::once((head, styles.muted)).chain(verdict).chain(plan.filter(|_| came.answer.items.is_empty())).chain(items).collect()
        }
    }
}
