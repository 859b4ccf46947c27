//! What is to be said about the data: what became of every row, and what is doubtful.

use crate::app::command::Command;
use crate::app::keymap;
use ratatui::layout::Rect;

use super::{nothing, paragraph, rows};
use crate::app::screens::lists::ListId;
use crate::app::screens::lists::quality::differing;
use crate::app::screens::lists::restated;
use crate::app::screens::page::Page;
use crate::app::standing::{self, News};
use crate::domain::scope::capitalise;
use crate::view::listing::{Listing, Look};
use crate::view::screens::split;
use crate::view::shell::Canvas;
use crate::view::text;
use crate::view::widgets::panel::Panel;

/// Rows below which there is no room for what has changed and for the insights.
const LOW: u16 = 24;

pub(crate) fn draw(canvas: &mut Canvas, body: Rect) {
    // Where there is little room, one of both is seen: the one that has the keys.
    let is_low = body.height < LOW && !restated::all(&canvas.model.world).is_empty();
    let has_keys = canvas.model.screens.focused(Page::Quality) == Some(ListId::Restated);
    let body = if is_low && has_keys { body } else { draw_news(canvas, body) };
    let is_shown = !is_low || has_keys || standing::news(&canvas.model.world).is_none();
    let body = if is_shown { draw_restated(canvas, body) } else { body };
    let files = canvas.model.world.facts.quality.files.len() as u16;
    let (top, low) = split::down(body, (files + 3).min(body.height / 2));
    let beside = body.width >= 130;
    let (files, rest) = if beside { split::across(body, 40) } else { (top, low) };
    draw_files(canvas, files);
    draw_issues(canvas, rest);
}

/// How the data differ from what the retro stands on, above all else; returns what is left below it.
fn draw_news(canvas: &mut Canvas, body: Rect) -> Rect {
    let (model, styles) = (canvas.model, canvas.styles);
    if let Some(news) = standing::news(&model.world) {
        let rows = differing(&model.world).len() as u16;
        let parts = if restated::all(&model.world).is_empty() || body.height < LOW { 2 } else { 3 };
        let (top, rest) = split::down(body, (rows + 7).min(body.height / parts));
        draw_differences(canvas, top, news);
        return rest;
    }
    let Some(why) = &model.world.out_of_reach else { return body };
    let (top, rest) = split::down(body, 4);
    let inner = Panel::new("The data are out of reach", styles).draw(top, canvas.buf);
    paragraph(canvas, inner, 0, &format!("The retro goes on with the facts kept in its session. {why}"), styles.warn);
    rest
}

/// What becomes of the insights on those data, or became of them when the retro went over; returns what is left below it.
fn draw_restated(canvas: &mut Canvas, body: Rect) -> Rect {
    const HEAD: u16 = 3;
    let model = canvas.model;
    let all = restated::all(&model.world);
    if all.is_empty() {
        return body;
    }
    let is_news = standing::news(&model.world).is_some();
    let title = if is_news { "This retro's insights on the data of now" } else { "This retro's insights since it went over to these data" };
    let (top, rest) = split::down(body, (all.len() as u16 + HEAD + 4).min(body.height / 2));
    let detail = if top.height > 7 { 3 } else { 1 };
    let list = Listing { id: ListId::Restated, title, aside: "" };
    let Some(table) = list.table(canvas, top, &Look { below: detail + 1, ..Look::new("insights") }) else { return rest };
    if let Some(insight) = table.selected.and_then(|i| all.get(i)) {
        let moved = insight.names();
        let moved = if moved.is_empty() { String::new() } else { format!(". Differ: {}", moved.join(", ")) };
        let told = format!("{}{moved}", capitalise(&insight.figures()));
        let below = rows(table.inner, table.inner.height.saturating_sub(detail), detail);
        paragraph(canvas, below, 0, &told, canvas.styles.muted);
    }
    rest
}

fn draw_differences(canvas: &mut Canvas, area: Rect, news: &News) {
    let styles = canvas.styles;
    let key = keymap::named(Command::TakeNews);
    let aside =
        if news.restated.is_empty() { format!("{key} goes over to the new") } else { format!("{key} goes over · → the insights on it") };
    let list = Listing { id: ListId::Differences, title: "The data have changed since this retro", aside: &aside };
    let told = text::wrap_to(&news.told(), usize::from(area.width.saturating_sub(5)), if area.height > 8 { 3 } else { 2 });
    let look = Look { below: told.len() as u16 + 1, keeps: true, ..Look::new("renewals") };
    let Some(table) = list.table(canvas, area, &look) else { return };
    let lines = told.len() as u16;
    let mut pen = canvas.pen(rows(table.inner, table.inner.height.saturating_sub(lines), lines));
    for (y, line) in (0..).zip(&told) {
        pen.put(1, y, line, styles.warn);
    }
}

fn draw_files(canvas: &mut Canvas, area: Rect) {
    let title = format!("Rows of {}", canvas.model.world.facts.source);
    let list = Listing { id: ListId::Files, title: &title, aside: "read = used + out of scope + rejected" };
    list.table(canvas, area, &Look::new("files"));
}

fn draw_issues(canvas: &mut Canvas, area: Rect) {
    let (model, styles) = (canvas.model, canvas.styles);
    let issues = &model.world.facts.quality.issues;
    let title = "Doubts about the data, and what they cost";
    if issues.is_empty() {
        let inner = Panel::new(title, styles).draw(area, canvas.buf);
        return nothing(canvas, inner, "No doubts", "Every row was understood, and nothing contradicts itself.");
    }
    let detail = if area.height > 11 { 4 } else { 3 };
    let list = Listing { id: ListId::Issues, title, aside: "" };
    let Some(table) = list.table(canvas, area, &Look { below: detail, ..Look::new("doubts") }) else { return };
    if let Some(issue) = table.selected.map(|i| &issues[i]) {
        let below = rows(table.inner, table.inner.height.saturating_sub(detail - 1), detail - 1);
        paragraph(canvas, below, 0, &issue.message, styles.muted);
    }
}
