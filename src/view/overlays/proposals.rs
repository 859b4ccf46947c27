//! What assistants propose.

use ratatui::layout::Rect;

use super::blank;
use crate::app::overlays::list_page::ListPage;
use crate::app::overlays::proposals::ProposalsPage;
use crate::app::target::Target;
use crate::view::listing::{Frame, by_heading, draw_table};
use crate::view::screens::split;
use crate::view::shell::Canvas;
use crate::view::text;
use crate::view::widgets::empty::Empty;
use crate::view::widgets::table::Table;

/// Lines for the whole of what is selected.
const DETAIL: u16 = 7;

pub(crate) fn draw(canvas: &mut Canvas, body: Rect, page: &ProposalsPage) {
    blank(canvas, body);
    let styles = canvas.styles;
    let (rows, shown) = (page.rows(), page.shown());
    let (state, by) = (&page.state, by_heading(&page.state, &rows));
    let aside = "not in the retro yet";
    let frame = Frame { title: "Proposals", aside, is_sum: true, focused: true, state, shown: shown.len(), of: page.len(), by };
    let Some(inner) = frame.draw(canvas, body) else { return };
    if page.len() == 0 {
        let text = "What assistants propose waits here for a person.";
        return canvas.draw(inner, &Empty { title: "Nothing is proposed", text, key: ("Esc", "back"), styles });
    }
    let (inner, low) = split::down(inner, inner.height.saturating_sub(DETAIL.min(inner.height / 2)).max(3).min(inner.height));
    let table =
        Table { rows: &rows, shown: &shown, selected: page.selected(), focused: true, order: &state.order, noun: "proposals", styles };
    draw_table(canvas, inner, &table, Target::Row, Target::Column);
    let Some(proposal) = page.proposal() else { return };
    let width = usize::from(low.width.saturating_sub(2));
    let details = proposal.details().into_iter().map(|line| (line, styles.muted));
    let said = std::iter::once((proposal.words(), styles.text)).chain(details).chain([(proposal.author(), styles.faint)]);
    let lines = said.flat_map(|(said, style)| text::wrap(&said, width).into_iter().map(move |line| (line, style)));
    let mut pen = canvas.pen(low);
    for (y, (line, style)) in (1..low.height).zip(lines) {
        pen.put(1, y, &line, style);
    }
}
