//! This retro's plan, held against another one.

use crate::app::command::Command;
use crate::app::keymap;
use ratatui::layout::Rect;

use super::blank;
use crate::app::overlays::list_page::ListPage;
use crate::app::overlays::plans::PlansPage;
use crate::app::target::Target;
use crate::export::plan::diff::Line;
use crate::view::listing::{Frame, by_heading, draw_table};
use crate::view::screens::split;
use crate::view::shell::Canvas;
use crate::view::text;
use crate::view::widgets::empty::Empty;
use crate::view::widgets::passage::Passage;
use crate::view::widgets::table::Table;

/// Lines for what the other plan is, and for the whole of what is selected.
const HEAD: u16 = 2;
const DETAIL: u16 = 8;

pub(crate) fn draw(canvas: &mut Canvas, body: Rect, page: &PlansPage) {
    blank(canvas, body);
    let styles = canvas.styles;
    let (rows, shown) = (page.rows(), page.shown());
    let title = page.shown_plan().map_or_else(|| "Plans".to_owned(), |(plan, ..)| format!("This plan, held against {}", plan.name));
    let title = text::ellipsis(&title, usize::from(body.width).saturating_sub(24));
    let aside = page.shown_plan().map_or_else(String::new, |(_, at, of)| format!("plan {} of {of}, newest first", at + 1));
    let (state, by, of) = (&page.state, by_heading(&page.state, &rows), page.lines().len());
    let frame = Frame { title: &title, aside: &aside, is_sum: false, focused: true, state, shown: shown.len(), of, by };
    let Some(inner) = frame.draw(canvas, body) else { return };
    let Some((plan, ..)) = page.shown_plan() else {
        let said = nothing(page);
        return canvas.draw(inner, &Empty { title: "Nothing", text: &said, key: ("Esc", "back"), styles });
    };
    let (head, inner) = split::down(inner, HEAD.min(inner.height));
    canvas.pen(head).fit(1, 0, head.width.saturating_sub(2), &plan.told, styles.muted);
    if plan.lines.is_empty() {
        return canvas.draw(
            inner,
            &Empty {
                title: "The same",
                text: "Both plans say the same.",
                key: (&keymap::named(Command::OlderPlan), "an older plan"),
                styles,
            },
        );
    }
    let detail = DETAIL.min(inner.height / 2);
    let (inner, low) = split::down(inner, inner.height.saturating_sub(detail).max(3).min(inner.height));
    let selected = page.selected();
    let table = Table { rows: &rows, shown: &shown, selected, focused: true, order: &state.order, noun: "differences", styles };
    draw_table(canvas, inner, &table, Target::Row, Target::Column);
    if let Some(line) = selected.map(|place| &page.lines()[shown[place]]) {
        draw_detail(canvas, low, line, page.detail.0);
    }
}

/// Why there is nothing to see.
fn nothing(page: &PlansPage) -> String {
    match &page.plans {
        None => "Reading the plans here …".to_owned(),
        Some(Err(why)) => format!("The plans here cannot be read: {why}"),
        Some(Ok(_)) => "There is no other plan in this folder (.claude/plans).".to_owned(),
    }
}

/// The whole of it, which the table may cut.
fn draw_detail(canvas: &mut Canvas, area: Rect, line: &Line, scroll: usize) {
    let styles = canvas.styles;
    let there = line.before.iter().map(|said| (format!("There: {said}"), styles.muted));
    let here = line.after.iter().map(|said| (format!("Here: {said}"), styles.info));
    let said: Vec<_> = std::iter::once((line.at.clone(), styles.text)).chain(there).chain(here).collect();
    let place = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    canvas.draw(place, &Passage { lines: &said, scroll, styles });
}
