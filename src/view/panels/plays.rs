//! Plays and renewal: an association, crude and with prior risk taken into account.

use ratatui::layout::Rect;

use super::{nothing, paragraph, plot, rows};
use crate::analysis::findings::{PlayFinding, Stratum};
use crate::app::marks::Tone;
use crate::app::screens::lists::ListId;
use crate::app::screens::lists::rates::PLOT;
use crate::app::target::Target;
use crate::telling::{figures, plays};
use crate::view::charts::interval::Scale;
use crate::view::listing::{Listing, Look};
use crate::view::marks;
use crate::view::screens::split;
use crate::view::shell::Canvas;
use crate::view::styles::RowState;
use crate::view::widgets::panel::Panel;

/// Odds from an eighth to eight times, as the heading of the plot names them.
const SCALE: (Scale, Option<f64>) = (Scale::Log(0.125, 8.0), Some(1.0));

pub(crate) fn draw(canvas: &mut Canvas, body: Rect) {
    let (model, styles) = (canvas.model, canvas.styles);
    let found = &model.world.findings.plays;
    let detail_rows = if body.height > 24 { 11 } else { 8 };
    let (list, detail) = split::down(body, body.height.saturating_sub(detail_rows + 1));
    let title = "Odds of renewal with a play against without";
    if found.is_empty() {
        let inner = Panel::new(title, styles).focused(true).draw(list, canvas.buf);
        canvas.draw(detail, &Panel::new("", styles));
        return nothing(canvas, inner, "No plays", "No plays in the data, so their effect is unknown.");
    }
    let listing = Listing { id: ListId::Plays, title, aside: "association, not proof" };
    let look = Look::new("plays").picture(PLOT);
    let Some(table) = listing.table(canvas, list, &look) else { return };
    plot(canvas, &table, SCALE, |i| ([found[i].mh_or, found[i].low, found[i].high], Tone::Accent));
    if let Some(play) = table.selected.map(|i| &found[i]) {
        draw_detail(canvas, detail, play);
    }
}

fn draw_detail(canvas: &mut Canvas, area: Rect, play: &PlayFinding) {
    let styles = canvas.styles;
    let list = Listing { id: ListId::PlayStrata, title: &play.play, aside: "Enter opens those with it, → those without" };
    let Some(shown) = list.frame(canvas, area) else { return };
    let inner = shown.inner;
    let style = if play.reversed { styles.warn } else { styles.text };
    let mut y = paragraph(canvas, inner, 0, &format!("{}.", plays::sentence(play)), style);
    for (i, stratum) in play.strata.iter().enumerate() {
        canvas.targets.add(rows(inner, y, 1), Target::Item(ListId::PlayStrata, i));
        y = draw_stratum(canvas, inner, y, stratum, RowState::of(shown.marked() == Some(i), true));
    }
    if let Some(p) = play.heterogeneity_p {
        let same = if plays::differs(play) { "The risk groups differ" } else { "The risk groups do not differ beyond chance" };
        paragraph(canvas, inner, y, &format!("{same} (Breslow–Day p {}).", figures::probability(p)), styles.muted);
    }
}

/// `█ high   renewed 12 of 20 with, 9 of 31 without`.
fn draw_stratum(canvas: &mut Canvas, inner: Rect, y: u16, stratum: &Stratum, state: RowState) -> u16 {
    let styles = canvas.styles;
    let styled = |style| styles.in_row(style, state);
    let [with_renewed, with_lost, without_renewed, without_lost] = stratum.table;
    let (risk, tone) = marks::risk(stratum.risk);
    let part = |renewed: u64, lost: u64| {
        let share =
            if renewed + lost > 0 { figures::percent_short(renewed as f64 / (renewed + lost) as f64) } else { figures::MISSING.to_owned() };
        format!("{renewed} of {} ({share})", renewed + lost)
    };
    let mut pen = canvas.pen(inner);
    pen.style_row(y, styles.row(state));
    pen.put(0, y, state.edge(), styles.edge(state));
    pen.put(1, y, risk, styled(styles.tone(tone)));
    let words = format!("kept {} with it, {} without", part(with_renewed, with_lost), part(without_renewed, without_lost));
    pen.fit(12, y, inner.width.saturating_sub(12), &words, styled(styles.text));
    y + 1
}
