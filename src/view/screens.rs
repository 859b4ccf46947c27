//! The phases' screens: each view of a phase is drawn by one file.

pub mod actions;
pub mod check_in;
pub mod close;
pub mod discussion;
pub mod documents;
pub mod insights;
pub mod lenses;
pub mod patterns;
pub mod split;
pub mod tally;
pub mod watch;

use ratatui::layout::Rect;

use super::panels;
use super::shell::Canvas;
use crate::app::screens::page::Page;

pub fn draw(canvas: &mut Canvas, body: Rect) {
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
