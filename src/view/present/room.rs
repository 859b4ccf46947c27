//! For the room: one thing, in letters as large as the window lets them be.

use chrono::{DateTime, Utc};
use ratatui::layout::Rect;

use super::band;
use crate::app::model::Model;
use crate::app::presenting::Presenting;
use crate::app::presenting::scene::{self, Figure, Line, Scene};
use crate::view::pen::Pen;
use crate::view::screens::split;
use crate::view::shell::Canvas;
use crate::view::styles::Styles;
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
    lines(canvas, rest, &scene, is_large);
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

/// A line as it is drawn: its words in one row or several, plain or large, and how what stands at its end is.
struct Set {
    rows: Vec<String>,
    /// In large type as the words are; none where it is small.
    aside: Vec<String>,
    is_large: bool,
}

impl Set {
    fn plain(rows: Vec<String>) -> Self {
        Self { rows, aside: vec![], is_large: false }
    }

    fn height(&self) -> u16 {
        if self.is_large { large::rows(self.rows.len().max(self.aside.len())) } else { self.rows.len() as u16 }
    }
}

/// How all lines are drawn.
struct Plan {
    sets: Vec<Set>,
    /// Cells of the marks, and where what stands at the end of a line may begin at the latest.
    marks: u16,
    end: u16,
}

/// Blanks between a line's words and what belongs to them.
const GAP: u16 = 2;
/// The same between letters of large type.
const LARGE_GAP: u16 = 6;
/// Rows between lines where there is room for as many.
const AIR: u16 = 2;

fn widest<'a>(texts: impl Iterator<Item = &'a str>) -> u16 {
    texts.map(text::width).max().unwrap_or(0) as u16
}

fn with_gap(cells: u16, gap: u16) -> u16 {
    if cells == 0 { 0 } else { cells + gap }
}

impl Plan {
    /// All of it in large type, if it fits so.
    fn large(lines: &[Line], area: Rect, are_asides_large: bool) -> Option<Self> {
        let marks: Vec<Option<Vec<String>>> = lines.iter().map(|line| large::fitted(&line.mark, area.width, area.height)).collect();
        let mark = |(line, large): (&Line, &Option<Vec<String>>)| {
            large.as_ref().map_or(text::width(&line.mark) as u16, |large| large::width(large))
        };
        let marks = with_gap(lines.iter().zip(&marks).map(mark).max().unwrap_or(0), GAP + 2);
        let asides: Vec<Vec<String>> = if are_asides_large {
            let fitted = |line: &Line| large::fitted(&line.aside, area.width * 2 / 5, area.height);
            lines.iter().map(fitted).collect::<Option<_>>()?
        } else {
            vec![vec![]; lines.len()]
        };
        let end = if are_asides_large {
            with_gap(asides.iter().map(|aside| large::width(aside)).max().unwrap_or(0), LARGE_GAP)
        } else {
            with_gap(widest(lines.iter().map(|line| line.aside.as_str())), GAP)
        };
        let room = area.width.saturating_sub(marks + end);
        let set =
            |(line, aside): (&Line, Vec<String>)| Some(Set { rows: large::fitted(&line.text, room, area.height)?, aside, is_large: true });
        let sets: Option<Vec<Set>> = lines.iter().zip(asides).map(set).collect();
        sets.map(|sets| Self { sets, marks, end: area.width - end })
    }

    /// As ordinary text: what belongs to the words stands beside them, not at the other end of the screen.
    fn plain(lines: &[Line], area: Rect, most: usize) -> Self {
        let marks = with_gap(widest(lines.iter().map(|line| line.mark.as_str())), GAP);
        let asides = with_gap(widest(lines.iter().map(|line| line.aside.as_str())), GAP);
        let room = area.width.saturating_sub(marks + asides);
        let sets: Vec<Set> = lines.iter().map(|line| Set::plain(text::wrap_to(&line.text, room.into(), most))).collect();
        let words = widest(sets.iter().flat_map(|set| &set.rows).map(String::as_str));
        Self { sets, marks, end: (marks + words + GAP).min(area.width - asides) }
    }

    fn fits(self, gap: u16, area: Rect) -> Option<Self> {
        (height(&self.sets, gap) <= area.height).then_some(self)
    }
}

/// All lines in large type where they may be and all of them fit so; where the first weigh most, those that fit so above the others; else as
/// ordinary text, with air between them where there is room. What does not fit is counted.
fn lines(canvas: &mut Canvas<'_, Presenting>, area: Rect, scene: &Scene, may_be_large: bool) {
    let lines = scene.lines.as_slice();
    if lines.is_empty() || area.height == 0 {
        return;
    }
    let as_large = |lines: &[Line], area: Rect| {
        let of = |is_large| Plan::large(lines, area, is_large).and_then(|plan| plan.fits(1, area));
        of(true).or_else(|| of(false))
    };
    if let Some(plan) = Some(()).filter(|()| may_be_large).and_then(|()| as_large(lines, area)) {
        return draw_lines(canvas, area, lines, &plan);
    }
    if may_be_large && scene.is_ranked {
        // As many as leave each of the others a row.
        for first in (1..lines.len()).rev() {
            let others = (lines.len() - first) as u16;
            let upper = Rect { height: area.height.saturating_sub(others + 1), ..area };
            if let Some(plan) = as_large(&lines[..first], upper) {
                let taken = height(&plan.sets, 1) + 1;
                draw_lines(canvas, Rect { height: taken, ..area }, &lines[..first], &plan);
                return draw_plain(canvas, below(area, taken), &lines[first..]);
            }
        }
    }
    draw_plain(canvas, area, lines);
}

fn draw_plain(canvas: &mut Canvas<'_, Presenting>, area: Rect, lines: &[Line]) {
    let plan = Plan::plain(lines, area, MOST_ROWS).fits(0, area).unwrap_or_else(|| Plan::plain(lines, area, 1));
    draw_lines(canvas, area, lines, &plan);
}

fn draw_lines(canvas: &mut Canvas<'_, Presenting>, area: Rect, lines: &[Line], plan: &Plan) {
    let Plan { sets, marks, end } = plan;
    let most = if sets.iter().any(|set| set.is_large) { 1 } else { AIR };
    let gap = (1..=most).rev().find(|gap| height(sets, *gap) <= area.height).unwrap_or(0);
    let styles = canvas.styles;
    let mut pen = canvas.pen(area);
    let mut y = 0;
    for (i, (line, set)) in lines.iter().zip(sets).enumerate() {
        let is_last = i + 1 == lines.len();
        if y + set.height() + u16::from(!is_last) > area.height {
            let more = lines.len() - i;
            pen.fit(*marks, area.height - 1, area.width.saturating_sub(*marks), &format!("… and {more} more"), styles.muted);
            return;
        }
        draw_line(&mut pen, y, (line, set), (*marks, *end), styles);
        y += set.height() + gap;
    }
}

fn draw_line(pen: &mut Pen<'_>, y: u16, (line, set): (&Line, &Set), (marks, end): (u16, u16), styles: &Styles) {
    let style = styles.tone(line.tone);
    let width = pen.width();
    if !set.is_large {
        pen.fit(0, y, marks, &line.mark, styles.accent_strong);
        pen.fit(end, y, width.saturating_sub(end), &line.aside, styles.strong);
        for (row, words) in (y..).zip(&set.rows) {
            pen.fit(marks, row, end.saturating_sub(marks), words, style);
        }
        return;
    }
    // What has no large form stands at the foot of the letters.
    match large::fitted(&line.mark, marks, large::rows(1)) {
        Some(mark) => drop(large::draw(pen, (0, y), &mark, styles.accent_strong)),
        None => drop(pen.fit(0, y + 3, marks, &line.mark, styles.accent_strong)),
    }
    large::draw(pen, (marks, y), &set.rows, style);
    if set.aside.is_empty() {
        pen.fit_right(width, y + 3, width.saturating_sub(end), &line.aside, styles.strong);
    } else {
        large::draw(pen, (width.saturating_sub(large::width(&set.aside)), y), &set.aside, styles.strong);
    }
}

/// Rows that lines take with a gap between them.
fn height(all: &[Set], gap: u16) -> u16 {
    all.iter().map(|set| set.height() + gap).sum::<u16>().saturating_sub(gap)
}
