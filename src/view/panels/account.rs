//! One account: its renewal, its health and usage over time, what was done and what was written.

use chrono::{Days, NaiveDate};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::rows;
use crate::app::overlays::account::{AccountPage, Happened, Kind};
use crate::app::world::World;
use crate::domain::renewal::{ExecInvolvement, Renewal};
use crate::telling::figures;
use crate::view::charts::timeline::{Mark, Timeline};
use crate::view::listing::Frame;
use crate::view::screens::split;
use crate::view::shell::Canvas;
use crate::view::styles::Styles;
use crate::view::widgets::panel::Panel;
use crate::view::widgets::scroll;
use crate::view::{marks, text};

/// Days before the due date that the timelines show.
const PAST: u64 = 210;
const AFTER: u64 = 14;
/// Rows kept for the courses below the facts.
const CHARTS: u16 = 17;
/// Below this width a course's title leaves room for what its marks mean.
const NARROW: u16 = 50;

/// Draws the page over the body, which the caller has wiped.
pub(crate) fn draw(canvas: &mut Canvas, body: Rect, page: &AccountPage) {
    let model = canvas.model;
    let Some(newest) = page.renewal(model) else { return };
    let newest = &*newest;
    if body.width >= 100 {
        let (left, right) = split::across(body, 52);
        let lines = fact_lines(&model.world, newest, left.width).len() as u16;
        let (top, low) = split::down(left, (lines + 1).min(body.height.saturating_sub(CHARTS)).max(8));
        draw_facts(canvas, top, newest, page);
        draw_timelines(canvas, low, newest, page);
        draw_events(canvas, right, page);
    } else {
        let (charts, rest) = split::down(body, body.height * 2 / 5);
        let (facts, events) = split::across(rest, 45);
        draw_timelines(canvas, charts, newest, page);
        draw_facts(canvas, facts, newest, page);
        draw_events(canvas, events, page);
    }
}

/// The facts go up and down with what happened: both are read by the same keys.
fn draw_facts(canvas: &mut Canvas, area: Rect, renewal: &Renewal, page: &AccountPage) {
    let styles = canvas.styles;
    let aside = format!("due {}", renewal.due);
    let inner = Panel::new(&renewal.account, styles).aside(&aside).draw(area, canvas.buf);
    let lines = fact_lines(&canvas.model.world, renewal, area.width);
    let height = usize::from(inner.height);
    let start = page.scroll.0.min(lines.len().saturating_sub(height));
    let seen = start..(start + height).min(lines.len());
    let indent = lines.iter().map(|(label, _)| text::width(label)).max().unwrap_or(0) as u16 + 2;
    let mut pen = canvas.pen(inner);
    for (y, (label, words)) in (0..).zip(&lines[seen.clone()]) {
        pen.put(0, y, label, styles.muted);
        pen.put(indent, y, words, styles.text);
    }
    canvas.draw(inner, &scroll::Scrollbar { total: lines.len(), seen, styles });
}

/// The facts in lines of a panel of this width: what is longer goes on below.
fn fact_lines(world: &World, renewal: &Renewal, width: u16) -> Vec<(&'static str, String)> {
    let facts = facts(world, renewal);
    let labels = facts.iter().map(|(label, _)| text::width(label)).max().unwrap_or(0);
    // The panel's edges, the gap and the scrollbar.
    let room = usize::from(width).saturating_sub(labels + 6).max(1);
    let wrapped = |(label, value): &(&'static str, String)| {
        let label = *label;
        let lines = text::wrap(value, room).into_iter().enumerate();
        lines.map(move |(i, words)| (if i == 0 { label } else { "" }, words)).collect::<Vec<_>>()
    };
    facts.iter().flat_map(wrapped).collect()
}

/// Most telling first: a low panel shows only the upper ones.
fn facts(world: &World, renewal: &Renewal) -> Vec<(&'static str, String)> {
    let (outcome, _) = marks::became(renewal.became());
    let percent = |bp: Option<i32>| figures::or_missing(bp, |bp| figures::percent(f64::from(bp) / 10_000.0));
    let said = renewal.reason_source.map_or_else(String::new, |voice| format!(", {}", voice.label()));
    let reason =
        world.reason_of(renewal).map_or_else(|| "not coded".to_owned(), |code| format!("{} ({}){said}", code.label(), code.group_label()));
    let late = renewal.days_late().map_or_else(String::new, |days| match days {
        d if d > 0 => format!(", closed {}", figures::counted(d.unsigned_abs(), "day late", "days late")),
        d if d < 0 => format!(", closed {} early", figures::counted(d.unsigned_abs(), "day", "days")),
        _ => ", closed on the day".to_owned(),
    });
    let pricing = &renewal.pricing;
    let mut facts =
        vec![("Outcome", format!("{outcome}{late}")), ("ARR", format!("{} → {}", world.money(renewal.before), world.money(renewal.after)))];
    facts.extend(world.facts.corrections_of(&renewal.id).map(|corrected| ("✎ Corrected", corrected.told(&world.facts.currency))));
    facts.extend([
        ("Reason", reason),
        ("Competitor", renewal.competitor.as_deref().unwrap_or(figures::MISSING).to_owned()),
        ("Executive", executive(renewal)),
        ("Uplift", format!("{} applied, {} in the contract", percent(pricing.uplift_applied), percent(pricing.uplift_contract))),
        ("Discount", figures::or_missing(pricing.discount(), figures::percent)),
        ("Owner", format!("{} · {} · {}", renewal.cs_owner, renewal.product, renewal.geo)),
        ("Persona", renewal.persona.to_string()),
        ("Seats", seats(renewal)),
        ("Source", renewal.origin.to_string()),
    ]);
    facts
}

fn executive(renewal: &Renewal) -> String {
    match (renewal.exec, &renewal.signals.exec_role, renewal.signals.exec_first) {
        (ExecInvolvement::Early | ExecInvolvement::Late, Some(role), Some(day)) => format!("{role}, first {day}"),
        (exec, ..) => exec.label().to_lowercase(),
    }
}

fn seats(renewal: &Renewal) -> String {
    let count = |n: Option<u32>| figures::or_missing(n, |n| figures::count(n.into()));
    format!("{} → {}", count(renewal.pricing.seats_before), count(renewal.pricing.seats_after))
}

fn draw_timelines(canvas: &mut Canvas, area: Rect, renewal: &Renewal, page: &AccountPage) {
    let styles = canvas.styles;
    let halves = if area.height >= 16 { split::down(area, area.height.saturating_sub(1) / 2) } else { split::across(area, 50) };
    let history = match &page.history {
        Some(Ok(history)) => history,
        Some(Err(why)) => return said(canvas, area, &format!("The history of this account could not be read: {why}")),
        None => return said(canvas, area, "Reading the history of this account …"),
    };
    let usage: Vec<(NaiveDate, f64)> = history.usage.iter().map(|(day, n)| (*day, *n as f64)).collect();
    let marks = timeline_marks(canvas, renewal);
    let narrow = halves.0.width < NARROW;
    let [health_title, usage_title] =
        if narrow { ["Health by week", "Usage by week"] } else { ["Health score by week", "Usage events by week"] };
    let health = Course { title: health_title, points: &history.health, top: Some(100.0), style: styles.series[5] };
    let events = Course { title: usage_title, points: &usage, top: None, style: styles.series[0] };
    draw_course(canvas, halves.0, renewal, &health, &marks);
    draw_course(canvas, halves.1, renewal, &events, &marks);
}

fn said(canvas: &mut Canvas, area: Rect, words: &str) {
    let inner = Panel::new("Health and usage", canvas.styles).draw(area, canvas.buf);
    super::paragraph(canvas, inner, 1, words, canvas.styles.muted);
}

struct Course<'a> {
    title: &'a str,
    points: &'a [(NaiveDate, f64)],
    top: Option<f64>,
    style: Style,
}

fn draw_course(canvas: &mut Canvas, area: Rect, renewal: &Renewal, course: &Course<'_>, marks: &[Mark<'_>]) {
    let styles = canvas.styles;
    let (from, to) = (renewal.due - Days::new(PAST), renewal.due + Days::new(AFTER));
    let seen: Vec<&Mark<'_>> = marks.iter().filter(|mark| (from..=to).contains(&mark.on)).collect();
    let legend = legend(&seen, usize::from(area.width).saturating_sub(text::width(course.title) + 6));
    let inner = Panel::new(course.title, styles).aside(&legend).draw(area, canvas.buf);
    if course.points.is_empty() {
        super::paragraph(canvas, inner, 1, "No weekly values of this account are at hand.", styles.muted);
        return;
    }
    let timeline = Timeline {
        points: course.points,
        from,
        to,
        top: course.top,
        marks,
        number: |v| figures::count(v.round() as u64),
        style: course.style,
        styles,
    };
    canvas.draw(rows(inner, 0, inner.height), &timeline);
}

/// What the marks on the course mean, as many whole words as fit.
fn legend(marks: &[&Mark<'_>], room: usize) -> String {
    let mut legend = String::new();
    for mark in marks {
        let item = format!("{} {}", mark.symbol, mark.what);
        let joined = if legend.is_empty() { item.clone() } else { format!("{legend} · {item}") };
        if !legend.contains(&item) && text::width(&joined) <= room {
            legend = joined;
        }
    }
    legend
}

/// What happened before the due date, and the due date itself.
fn timeline_marks<'a>(canvas: &Canvas<'a>, renewal: &Renewal) -> Vec<Mark<'a>> {
    let styles = canvas.styles;
    let (symbol, tone) = marks::outcome(renewal.outcome);
    let mut all: Vec<Mark<'_>> =
        renewal.plays.iter().map(|play| Mark { on: play.on, symbol: "◆", what: "play", style: styles.accent_strong }).collect();
    all.extend(renewal.signals.exec_first.map(|on| Mark { on, symbol: "▲", what: "exec", style: styles.info }));
    all.extend(renewal.signals.champion_left.map(|on| Mark { on, symbol: "!", what: "champion left", style: styles.bad }));
    all.push(Mark { on: renewal.due, symbol, what: "due", style: styles.tone(tone) });
    all
}

fn draw_events(canvas: &mut Canvas, area: Rect, page: &AccountPage) {
    let styles = canvas.styles;
    let (events, of) = page.shown(canvas.model);
    let title = if page.state.order == page.state.natural { "What happened, newest first" } else { "What happened" };
    let width = area.width.saturating_sub(4);
    let lines: Vec<Line<'_>> = events.iter().flat_map(|event| event_lines(styles, event, width)).collect();
    let search = u16::from(page.state.filtering || page.state.is_filtered());
    let height = usize::from(Panel::inner(area).height.saturating_sub(search));
    let start = page.scroll.0.min(lines.len().saturating_sub(height));
    let seen = start..(start + height).min(lines.len());
    let aside = if lines.len() > height { scroll::position(seen.end.saturating_sub(1), lines.len()) } else { String::new() };
    let shown = events.len();
    let by = page.state.order.column.as_deref();
    let frame = Frame { title, aside: &aside, is_sum: false, focused: true, state: &page.state, shown, of, by };
    let Some(inner) = frame.draw(canvas, area) else { return };
    let mut pen = canvas.pen(inner);
    for (y, line) in (0..inner.height).zip(&lines[seen.clone()]) {
        pen.line(0, y, line);
    }
    canvas.draw(inner, &scroll::Scrollbar { total: lines.len(), seen, styles });
}

fn event_lines(styles: &Styles, event: &Happened, width: u16) -> Vec<Line<'static>> {
    let indent = 14;
    let (mark, style) = mark_of(styles, event.kind);
    let wrapped = text::wrap(&event.what, usize::from(width).saturating_sub(indent));
    let head = vec![Span::styled(format!("{} ", event.on), styles.muted), Span::styled(format!("{mark}  "), style)];
    let mut lines = Vec::with_capacity(wrapped.len());
    for (i, words) in wrapped.into_iter().enumerate() {
        let mut spans = if i == 0 { head.clone() } else { vec![Span::raw(" ".repeat(indent))] };
        spans.push(Span::styled(words, styles.text));
        lines.push(Line::from(spans));
    }
    lines
}

/// As on the courses.
fn mark_of(styles: &Styles, kind: Kind) -> (&'static str, Style) {
    match kind {
        Kind::Due(became) => {
            let (marked, tone) = marks::became(became);
            (marked.split_once(' ').map_or(marked, |(mark, _)| mark), styles.tone(tone))
        }
        Kind::Began => ("→", styles.muted),
        Kind::Closed => ("✓", styles.muted),
        Kind::ChampionLeft => ("!", styles.bad),
        Kind::OwnerChanged => ("!", styles.warn),
        Kind::Executive => ("▲", styles.info),
        Kind::Play => ("◆", styles.accent_strong),
        Kind::Note => ("·", styles.faint),
        Kind::Retro => ("◎", styles.info),
        Kind::Tool { accepted: true } => ("✓", styles.info),
        Kind::Tool { accepted: false } => ("?", styles.warn),
    }
}
