//! For whoever leads the retro: the guide of the step, what these data want said, what comes next, and what was noted.

use chrono::{DateTime, Utc};
use ratatui::layout::Rect;

use super::band;
use crate::app::command::Command;
use crate::app::guide::{self, Part};
use crate::app::keymap::Mode;
use crate::app::model::Model;
use crate::app::presenting::scene::{self, Line};
use crate::app::presenting::{Presenting, aside};
use crate::domain::agenda::StepKind;
use crate::view::screens::split;
use crate::view::shell::{self, Canvas};
use crate::view::widgets::guide::Guide;

/// From this width on the guide and the rest stand side by side.
const WIDE: u16 = 96;
/// And from this one on what the room sees stands between them.
const WIDER: u16 = 150;

pub(super) fn draw(canvas: &mut Canvas<'_, Presenting>, area: Rect, model: &Model, now: DateTime<Utc>) {
    let rest = band(canvas, area, model, now, |canvas, place| title(canvas, place, model));
    let (styles, scroll) = (canvas.styles, canvas.model.scroll);
    let phase = model.world.session().phase;
    let (mut lines, beside) = (guide::lines(model, phase), aside::lines(model));
    let keys = shell::guide_keys(Mode::Present, [Command::Down, Command::Up]);
    let guide = |title, lines| Guide { title, lines, scroll, aside: "", keys: &keys, styles };
    if rest.width < WIDE {
        lines.extend(beside);
        return canvas.draw(rest, &guide("Guide", &lines));
    }
    if rest.width >= WIDER {
        let [left, middle, right] = thirds(rest);
        canvas.draw(left, &guide("Guide", &lines));
        let seen = on_the_screen(model, now);
        canvas.draw(middle, &guide("On the room's screen", &seen));
        return canvas.draw(right, &guide("This retro", &beside));
    }
    let (left, right) = split::across(rest, 54);
    canvas.draw(left, &guide("Guide", &lines));
    canvas.draw(right, &guide("This retro", &beside));
}

/// Three parts, of which the outer ones are texts to read.
fn thirds(area: Rect) -> [Rect; 3] {
    let (left, rest) = split::across(area, 36);
    let (middle, right) = split::across(rest, 50);
    [left, middle, right]
}

/// What the others see: the cards with their votes, the topic with what was said, the actions with their owners.
fn on_the_screen(model: &Model, now: DateTime<Utc>) -> Vec<(Part, String)> {
    let scene = scene::of(model, now);
    let lead = (!scene.lead.is_empty()).then_some((Part::Purpose, scene.lead));
    let figures = scene.figures.into_iter().map(|figure| (Part::Item, format!("{} {}{}", figure.label, figure.number, figure.unit)));
    let line = |line: Line| {
        let words = [line.mark, line.text].into_iter().filter(|part| part.chars().any(char::is_alphanumeric)).collect::<Vec<_>>().join(" ");
        (Part::Item, if line.aside.is_empty() { words } else { format!("{words} · {}", line.aside) })
    };
    let head = (Part::Heading, scene.title);
    std::iter::once(head).chain(lead).chain(figures).chain(scene.lines.into_iter().map(line)).collect()
}

/// The step, which of how many it is, and the one after it.
fn title(canvas: &mut Canvas<'_, Presenting>, area: Rect, model: &Model) {
    let styles = canvas.styles;
    let session = model.world.session();
    let (step, (here, of)) = (session.step(session.phase), session.course.position(session.phase));
    let mut pen = canvas.pen(area);
    let is_part = step.kind != StepKind::WholePhase && of > 1;
    let place = if is_part { format!("{} {here}/{of}", session.phase.name()) } else { session.phase.name().to_owned() };
    pen.fit(0, 0, area.width, &place, styles.muted);
    let title = if model.world.is_workshop() { step.title.as_str() } else { session.phase.name() };
    pen.fit(0, 1, area.width, title, styles.accent_strong);
    if let Some(next) = session.step_after(session.phase).filter(|_| model.world.is_workshop() && !session.closed) {
        pen.fit(0, 2, area.width, &format!("next: {}, {} min", next.title, next.minutes), styles.text);
    }
}
