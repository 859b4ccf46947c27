//! What lies above a phase: tables, pages, pickers, prompts and forms.

pub(crate) mod account;
pub(crate) mod agenda;
pub(crate) mod chat;
pub(crate) mod clock;
pub(crate) mod conflicts;
pub(crate) mod evidence;
pub(crate) mod form;
pub(crate) mod help;
pub(crate) mod house;
pub(crate) mod knowledge;
pub(crate) mod picker;
pub(crate) mod plans;
pub(crate) mod prompt;
pub(crate) mod proposals;
pub(crate) mod rejects;
pub(crate) mod renewals;
pub(crate) mod tools;

use ratatui::layout::Rect;

use super::shell::{self, Canvas};
use crate::app::overlays::Overlay;

/// Pages take the body; what asks for something lies over them.
pub(crate) fn draw(canvas: &mut Canvas, screen: Rect, body: Rect) {
    let model = canvas.model;
    if model.overlays.is_empty() {
        return;
    }
    canvas.targets.clear();
    let is_urgent = model.world.save_error.is_some() || model.leaving.is_some();
    let screen = if is_urgent { between(screen, shell::footer_rows(model, screen.width)) } else { screen };
    for overlay in &model.overlays {
        match overlay {
            Overlay::Renewals(list) => renewals::draw(canvas, body, list),
            Overlay::Rejects(list) => rejects::draw(canvas, body, list),
            Overlay::Chat(page) => chat::draw(canvas, body, page),
            Overlay::Knowledge(page) => knowledge::draw(canvas, body, page),
            Overlay::Plans(page) => plans::draw(canvas, body, page),
            Overlay::Conflicts(page) => conflicts::draw(canvas, body, page),
            Overlay::Proposals(page) => proposals::draw(canvas, body, page),
            Overlay::Tools(page) => tools::draw(canvas, body, page),
            Overlay::Account(page) => account::draw(canvas, body, page),
            Overlay::Evidence(page) => evidence::draw(canvas, body, page),
            Overlay::House(page) => house::draw(canvas, body, page),
            Overlay::Agenda(page) => agenda::draw(canvas, body, *page),
            Overlay::Clock => clock::draw(canvas, body),
            Overlay::Reading(reading) => help::draw(canvas, screen, reading),
            Overlay::Picker(picker) => picker::draw(canvas, screen, picker),
            Overlay::Prompt(prompt) => prompt::draw(canvas, screen, prompt),
            Overlay::Form(form) => form::draw(canvas, screen, form),
        }
    }
}

/// Header and footer are not covered while they say that something is not saved.
fn between(screen: Rect, footer: u16) -> Rect {
    Rect { y: screen.y + 1, height: screen.height - 1 - footer, ..screen }
}

/// Wipes a page's place, down to the surface that pages stand on.
fn blank(canvas: &mut Canvas, body: Rect) {
    let styles = canvas.styles;
    let above = Rect { y: body.y.saturating_sub(1), height: body.height + 1, ..body };
    canvas.pen(above).clear_all(styles.base);
    canvas.pen(body).clear_all(styles.surface);
}
