//! What earlier retros learned, decided and promised.

use ratatui::layout::Rect;

use super::blank;
use crate::app::overlays::knowledge::KnowledgePage;
use crate::app::overlays::list_page::ListPage;
use crate::app::target::Target;
use crate::domain::knowledge::Found;
use crate::telling::figures;
use crate::view::listing::{Frame, by_heading, draw_table};
use crate::view::screens::split;
use crate::view::shell::Canvas;
use crate::view::text;
use crate::view::widgets::empty::Empty;
use crate::view::widgets::table::Table;

/// Lines for the whole of what is selected.
const DETAIL: u16 = 9;

pub(crate) fn draw(canvas: &mut Canvas, body: Rect, page: &KnowledgePage) {
    blank(canvas, body);
    let styles = canvas.styles;
    let (rows, shown) = (page.rows(), page.shown());
    let title = page.about.as_ref().map_or_else(|| "Earlier retros".to_owned(), |about| format!("Earlier retros: {}", about.what));
    let title = text::ellipsis(&title, usize::from(body.width).saturating_sub(24));
    let all = page.all().len();
    let aside = if all == KnowledgePage::MOST { format!("the newest {}", figures::count(all as u64)) } else { String::new() };
    let (state, by) = (&page.state, by_heading(&page.state, &rows));
    let frame = Frame { title: &title, aside: &aside, is_sum: true, focused: true, state, shown: shown.len(), of: all, by };
    let Some(inner) = frame.draw(canvas, body) else { return };
    if all == 0 {
        let said = nothing(page);
        return canvas.draw(inner, &Empty { title: "Nothing", text: &said, key: ("Esc", "back"), styles });
    }
    let selected = page.selected();
    let detail = DETAIL.min(inner.height / 2);
    let (inner, low) = split::down(inner, inner.height.saturating_sub(detail).max(3).min(inner.height));
    let table = Table { rows: &rows, shown: &shown, selected, focused: true, order: &state.order, noun: "entries", styles };
    draw_table(canvas, inner, &table, Target::Row, Target::Column);
    if let Some(found) = selected.map(|place| &page.all()[shown[place]]) {
        draw_detail(canvas, low, found);
    }
}

/// Why there is nothing to see.
fn nothing(page: &KnowledgePage) -> String {
    match (&page.found, &page.about) {
        (None, _) => "Looking through earlier retros …".to_owned(),
        (Some(Err(why)), _) => format!("Earlier retros cannot be searched: {why}"),
        (Some(Ok(_)), Some(_)) => "Nothing that earlier retros on this machine said is linked to this, or says it in the same words. `run-retro kb search` finds single words.".to_owned(),
        (Some(Ok(_)), None) => {
            "No retro was held on this machine yet. What this one took over from one that came with the data stands at Check-in.".to_owned()
        }
    }
}

/// The whole of it, which the table may cut.
fn draw_detail(canvas: &mut Canvas, area: Rect, found: &Found) {
    let (styles, width) = (canvas.styles, usize::from(area.width.saturating_sub(2)));
    let entry = &found.entry;
    let about = entry.about.iter().map(|about| (format!("About: {about}"), styles.muted));
    let became = found.became.iter().map(|became| (format!("→ {became}"), styles.info));
    let evidence = entry.evidence.iter().map(|said| (said.clone(), styles.muted));
    let from = format!("{} · {}", entry.cycle(), entry.reference());
    let said = std::iter::once((entry.text.clone(), styles.text)).chain(about).chain(became).chain(evidence);
    let lines = said.flat_map(|(said, style)| text::wrap(&said, width).into_iter().map(move |line| (line, style)));
    let mut pen = canvas.pen(area);
    for (y, (line, style)) in (1..area.height.saturating_sub(1)).zip(lines) {
        pen.put(1, y, &line, style);
    }
    pen.fit(1, area.height.saturating_sub(1), area.width.saturating_sub(2), &from, styles.faint);
}
