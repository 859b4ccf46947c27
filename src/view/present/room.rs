//! For the room: one thing, in letters as large as the window lets them be.

use chrono::{DateTime, Utc};
use ratatui::layout::Rect;

use super::band;
use crate::app::model::Model;
use crate::app::presenting::Presenting;
use crate::app::presenting::scene::{self, Figure, Line, Scene};
use crate::view::screens::split;
use crate::view::shell::Canvas;
use crate::view::text;
use crate::view::widgets::headline::Headline;
use crate::view::widgets::large;

/// Rows of the figures: their name, five rows of digits or three, and how far chance reaches.
const FIGURES: u16 = 9;
const SMALL_FIGURES: u16 = 7;
/// From so many rows on they are large.
const ROOMY: u16 = 20;
/// Lines of a thing's own words where they do not stand large.
const MOST_LINES: usize = 6;
/// Rows that are left below the one thing.
const LEAST_ROWS: u16 = 4;
/// Lines of words beside others.
const MOST_ROWS: usize = 2;

pub(super) fn draw(canvas: &mut Canvas<'_, Presenting>, area: Rect, model: &Model, now: DateTime<Utc>) {
    let rest = band(canvas, area, model, now, |canvas, place| step(canvas, place, model));
    let scene = scene::of(model, now);
    let styles = canvas.styles;
    canvas.pen(rest).fit(0, 0, rest.width, &scene.title, styles.strong);
    let rest = below(rest, 2);
    let (rest, is_large) = lead(canvas, rest, &scene);
    let rest = figures(canvas, rest, &scene.figures);
    lines(canvas, rest, &scene.lines, is_large);
}

fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}

/// The step that the room is at.
fn step(canvas: &mut Canvas<'_, Presenting>, area: Rect, model: &Model) {
    let session = model.world.session();
    let title = if model.world.is_workshop() { session.step(session.phase).title.as_str() } else { session.phase.name() };
    let style = canvas.styles.accent_strong;
    let mut pen = canvas.pen(area);
    match large::fitted(title, area.width, area.height) {
        Some(lines) => drop(large::draw(&mut pen, (0, 0), &lines, style)),
        None => drop(pen.fit(0, 1, area.width, title, style)),
    }
}

/// The one thing: in large type where it fits, with some rows left for what belongs to it; else on a band. Gives the rest, and whether that
/// may be large: nothing stands larger than the one thing.
fn lead(canvas: &mut Canvas<'_, Presenting>, area: Rect, scene: &Scene) -> (Rect, bool) {
    if scene.lead.is_empty() {
        return (area, true);
    }
    let styles = canvas.styles;
    let most = if scene.lines.is_empty() { area.height } else { area.height.saturating_sub(LEAST_ROWS) };
    let mut pen = canvas.pen(area);
    if let Some(lines) = large::fitted(&scene.lead, area.width, most) {
        return (below(area, large::draw(&mut pen, (0, 0), &lines, styles.text) + 1), true);
    }
    let lines = text::wrap_to(&scene.lead, usize::from(area.width.saturating_sub(4)), MOST_LINES.min(usize::from(most.max(3)) - 2));
    let height = (lines.len() as u16 + 2).min(area.height);
    for y in 0..height {
        pen.style_row(y, styles.chip);
    }
    for (y, line) in (1..height).zip(&lines) {
        pen.fit(2, y, area.width.saturating_sub(3), line, styles.chip);
    }
    (below(area, height + 1), false)
}

fn figures(canvas: &mut Canvas<'_, Presenting>, area: Rect, figures: &[Figure]) -> Rect {
    if figures.is_empty() {
        return area;
    }
    let rows = if area.height >= ROOMY { FIGURES } else { SMALL_FIGURES }.min(area.height);
    let (styles, place) = (canvas.styles, Rect { height: rows, ..area });
    for (figure, place) in figures.iter().zip(split::columns(place, figures.len() as u16)) {
        let Figure { label, number, unit, note } = figure;
        canvas.draw(place, &Headline { label, number, unit, change: None, note, lines: &[], stacked: true, styles });
    }
    below(area, rows)
}

/// A line as it is drawn: its words in one row or several, plain or large.
struct Set {
    rows: Vec<String>,
    is_large: bool,
}

impl Set {
    fn height(&self) -> u16 {
        if self.is_large { large::rows(self.rows.len()) } else { self.rows.len() as u16 }
    }
}

/// All lines in large type where they may be and all of them fit so; else as ordinary text, with air between them where there is room. What does not fit is
/// counted.
fn lines(canvas: &mut Canvas<'_, Presenting>, area: Rect, lines: &[Line], may_be_large: bool) {
    if lines.is_empty() || area.height == 0 {
        return;
    }
    let cells = |width: usize| if width == 0 { 0 } else { width as u16 + 2 };
    let marks = lines.iter().map(|line| cells(text::width(&line.mark))).max().unwrap_or(0);
    let asides = lines.iter().map(|line| cells(text::width(&line.aside))).max().unwrap_or(0);
    let room = area.width.saturating_sub(marks + asides);
    let large: Option<Vec<Set>> = lines
        .iter()
        .map(|line| large::fitted(&line.text, room, area.height).map(|rows| Set { rows, is_large: true }))
        .collect::<Option<Vec<Set>>>()
        .filter(|all| may_be_large && height(all, 1) <= area.height);
    let plain = |most| lines.iter().map(|line| Set { rows: text::wrap_to(&line.text, room.into(), most), is_large: false }).collect();
    let all = large.unwrap_or_else(|| {
        let wrapped: Vec<Set> = plain(MOST_ROWS);
        if height(&wrapped, 0) <= area.height { wrapped } else { plain(1) }
    });
    let gap = u16::from(height(&all, 1) <= area.height);
    let styles = canvas.styles;
    let mut pen = canvas.pen(area);
    let mut y = 0;
    for (i, (line, set)) in lines.iter().zip(&all).enumerate() {
        let is_last = i + 1 == lines.len();
        if y + set.height() + u16::from(!is_last) > area.height {
            let more = lines.len() - i;
            pen.fit(marks, area.height - 1, room, &format!("… and {more} more"), styles.muted);
            return;
        }
        // Beside large letters, what is small stands at their foot.
        let foot = if set.is_large { y + 3 } else { y };
        pen.fit(0, foot, marks, &line.mark, styles.accent_strong);
        pen.fit_right(area.width, foot, asides, &line.aside, styles.strong);
        let style = styles.tone(line.tone);
        if set.is_large {
            large::draw(&mut pen, (marks, y), &set.rows, style);
        } else {
            for (row, words) in (y..).zip(&set.rows) {
                pen.fit(marks, row, room, words, style);
            }
        }
        y += set.height() + gap;
    }
}

/// Rows that lines take with a gap between them.
fn height(all: &[Set], gap: u16) -> u16 {
    all.iter().map(|set| set.height() + gap).sum::<u16>().saturating_sub(gap)
}
