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

pub(crate) fn draw(canvas: &mut Canvas, body: Rect) {
    match canvas.model.screens.page(canvas.model.phase()) {
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
