//! The phases' screens: each view of a phase is drawn by one file.

pub(crate) mod actions;
pub(crate) mod check_in;
pub(crate) mod close;
pub(crate) mod discussion;
pub(crate) mod documents;
pub(crate) mod insights;
pub(crate) mod lenses;
pub(crate) mod patterns;
pub(crate) mod split;
pub(crate) mod tally;
pub(crate) mod watch;

use ratatui::layout::Rect;

use super::panels;
use super::shell::Canvas;
use crate::app::screens::page::Page;
use crate::app::screens::parts;

/// The view of the phase on the screen, or those of both that run side by side, from left to right.
pub(crate) fn draw(canvas: &mut Canvas, body: Rect) {
    let parts = parts::parts(canvas.model);
    for ((_, page), place) in parts.iter().zip(split::columns(body, parts.len() as u16)) {
        draw_page(canvas, place, *page);
    }
}

fn draw_page(canvas: &mut Canvas, body: Rect, page: Page) {
    match page {
        Page::CheckIn => check_in::draw(canvas, body),
        Page::PatternBoard => patterns::draw(canvas, body),
        Page::InsightBoard => insights::draw(canvas, body),
        Page::Discussion => discussion::draw(canvas, body),
        Page::Actions => actions::draw(canvas, body),
        Page::Watch => watch::draw(canvas, body),
        Page::Gate => documents::draw_gate(canvas, body),
        Page::Report => documents::draw_report(canvas, body),
        Page::Close => close::draw(canvas, body),
        page => panels::draw(canvas, body, page),
    }
}
