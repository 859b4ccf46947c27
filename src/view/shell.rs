//! The frame around every phase: header, the phases, the views of a phase, guide and footer. It never moves.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use super::pen::Pen;
use super::styles::Styles;
use super::text;
use super::widgets::guide::Guide;
use super::widgets::hints::Hints;
use super::widgets::tabs::Tabs;
use super::widgets::timebox::TimeboxGauge;
use super::widgets::toast::Toast;
use crate::app::command::Command;
use crate::app::guide;
use crate::app::keymap::{self, Mode};
use crate::app::leaving::Leaving;
use crate::app::marks::Tone;
use crate::app::model::{GUIDE_FROM, Model, Status};
use crate::app::overlays::{Overlay, THROW_AWAY};
use crate::app::screens::{available, page};
use crate::app::target::{Target, Targets};
use crate::app::world::World;
use crate::domain::agenda::StepKind;
use crate::domain::phase::Phase;

/// What drawing needs: where to draw, what, how, and where the mouse's targets are noted.
pub(crate) struct Canvas<'a, M = Model> {
    pub buf: &'a mut Buffer,
    pub model: &'a M,
    pub styles: &'a Styles,
    pub targets: &'a mut Targets,
    pub now: DateTime<Utc>,
}

impl<M> Canvas<'_, M> {
    pub(crate) fn pen(&mut self, area: Rect) -> Pen<'_> {
        Pen::new(area, self.buf)
    }

    pub(crate) fn draw(&mut self, area: Rect, widget: impl Widget) {
        widget.render(area, self.buf);
    }

    /// Draws tabs and makes each a target.
    pub(crate) fn tabs(&mut self, area: Rect, tabs: &Tabs<'_>, target: impl Fn(usize) -> Target) {
        for x in area.left()..area.right() {
            if let Some(tab) = tabs.tab_at(area, Position::new(x, area.y)) {
                self.targets.add(Rect { x, width: 1, ..area }, target(tab));
            }
        }
        tabs.render(area, self.buf);
    }

    /// Makes each row of a list a target, asking the list which row stands where.
    pub(crate) fn rows(&mut self, area: Rect, row_at: impl Fn(Position) -> Option<usize>, target: impl Fn(usize) -> Target) {
        for y in area.top()..area.bottom() {
            if let Some(row) = row_at(Position::new(area.x + area.width / 2, y)) {
                self.targets.add(Rect { y, height: 1, ..area }, target(row));
            }
        }
    }
}

/// From this width on nothing in the header is left out.
const ROOMY: u16 = 100;
const GUIDE_WIDTH: u16 = 35;
/// Wide enough for the guide beside the phase, when it is asked for.
const GUIDE_BESIDE: u16 = 108;

/// Draws the frame; returns what is left for the phase.
pub(crate) fn draw(canvas: &mut Canvas, area: Rect) -> Rect {
    let styles = canvas.styles;
    canvas.pen(area).clear_all(styles.base);
    let row = |y: u16| Rect { y: area.y + y, height: 1, ..area };
    header(canvas, row(0));
    phases(canvas, row(1));
    step(canvas, row(2));
    let has_views = page::pages(canvas.model.phase()).len() > 1;
    if has_views {
        views(canvas, row(3));
    }
    let bottom = footer(canvas, area);
    let top = if has_views { 4 } else { 3 };
    let body = Rect { x: area.x + 1, y: area.y + top, width: area.width - 2, height: area.height - top - bottom };
    with_guide(canvas, body)
}

fn header(canvas: &mut Canvas, row: Rect) {
    let (model, styles) = (canvas.model, canvas.styles);
    canvas.pen(row).clear_all(styles.surface);
    let mut end = row.width - 1;
    let (saved, tone) = saved(model);
    let mut pen = canvas.pen(row);
    end = pen.fit_right(end, 0, 34, &saved, styles.tone(tone)).saturating_sub(3);
    if model.hidden.is_some() {
        let told = if row.width < GUIDE_BESIDE + 32 { "▒ hidden" } else { "▒ names and amounts hidden" };
        end = pen.fit_right(end, 0, 26, told, styles.accent_strong).saturating_sub(3);
    }
    if let Some(person) = model.acting() {
        end = pen.fit_right(end, 0, 20, &format!("as {}", person.name), styles.accent_strong).saturating_sub(3);
    }
    if model.world.session().closed {
        end = canvas.pen(row).fit_right(end, 0, 12, "closed", styles.muted).saturating_sub(2);
    } else if model.world.is_workshop() {
        let ends = format!("ends {}", model.ends_at(canvas.now).format("%H:%M"));
        end = canvas.pen(row).fit_right(end, 0, 12, &ends, styles.text).saturating_sub(2);
        let timebox = model.world.session().timebox(model.clock());
        let gauge = TimeboxGauge { left: timebox.left_at(canvas.now), allotted: timebox.allotted, running: timebox.is_running(), styles };
        let bar = if row.width < ROOMY { 3 } else { 18 };
        let width = text::width(&gauge.text()) as u16 + bar;
        let place = Rect { x: row.x + end - width, width, ..row };
        canvas.draw(place, &gauge);
        canvas.targets.add(place, Target::Command(Command::ToggleClock));
        end -= width + 2;
    }
    let mut pen = canvas.pen(row);
    let x = if row.width < ROOMY { 1 } else { pen.put(1, 0, "run-retro", styles.accent_strong) + 3 };
    let summary = if model.world.is_workshop() { "" } else { " · summary" };
    pen.fit(x, 0, end.saturating_sub(x), &format!("{}{summary}", model.world.session().scope.headline()), styles.strong);
}

/// What is said of the disk: only what is known to be there counts as saved.
fn saved(model: &Model) -> (String, Tone) {
    if model.settings.read_only {
        let is_whole = model.world.history.missing().is_none();
        return (if is_whole { "read-only" } else { "read-only, incomplete" }.into(), Tone::Warn);
    }
    match (&model.world.save_error, model.world.is_saved()) {
        (Some(_), _) => (format!("! NOT SAVED {} retries", keymap::named(Command::Retry)), Tone::Bad),
        (None, true) if model.world.moved.is_some() => (format!("✓ saved anew {} says why", keymap::named(Command::Retry)), Tone::Warn),
        (None, true) => ("✓ saved".into(), Tone::Good),
        (None, false) => ("… saving".into(), Tone::Neutral),
    }
}

/// Where we are in the pipeline.
fn phases(canvas: &mut Canvas, row: Rect) {
    let (model, styles) = (canvas.model, canvas.styles);
    let entered = &model.world.session().phases_entered;
    let long: usize = model.world.phases().iter().map(|p| p.name().len() + 7).sum();
    let is_long = long <= usize::from(row.width);
    let mut x = 1;
    for (i, phase) in model.world.phases().iter().enumerate() {
        let here = *phase == model.phase();
        let mark = match (model.world.session().open.contains(phase), entered.contains(phase)) {
            (true, _) => "●",
            (false, true) => "✓",
            (false, false) => "○",
        };
        let style = match mark {
            _ if here => styles.chip,
            "●" => styles.accent_strong,
            "✓" => styles.text,
            _ => styles.faint,
        };
        let name = if is_long { phase.name() } else { phase.short_name() };
        let label = if here || is_long { format!(" {mark} {name} ") } else { format!("{mark} {name}") };
        let mut pen = canvas.pen(row);
        if i > 0 {
            x = pen.put(x, 0, if is_long { "─" } else { " " }, styles.rule) + u16::from(!is_long && !here);
        }
        let end = pen.put(x, 0, &label, style);
        canvas.targets.add(Rect { x: row.x + x, width: end - x, ..row }, Target::Phase(*phase));
        x = end;
    }
}

/// The step that the phase is at, and what it is for; where the guide says that, what comes next.
fn step(canvas: &mut Canvas, row: Rect) {
    let (model, styles) = (canvas.model, canvas.styles);
    if !model.world.is_workshop() {
        return;
    }
    let (session, phase) = (model.world.session(), model.phase());
    let (here, of) = session.course.position(phase);
    let mut x = 1;
    let mut pen = canvas.pen(row);
    let step = session.step(phase);
    if step.kind != StepKind::WholePhase {
        x = pen.put(x, 0, &step.title, styles.strong);
        x = pen.put(x, 0, &if of > 1 { format!(" {here}/{of}") } else { String::new() }, styles.muted) + 2;
    }
    let next = || {
        let next = session.step_after(phase)?;
        Some(format!("next: {}, {} min", next.title, next.minutes))
    };
    let said = if model.is_guide_shown() { next().unwrap_or_default() } else { guide::purpose(model, phase) };
    let width = row.width.saturating_sub(x + 1);
    pen.fit(x, 0, width, &said, styles.faint);
}

fn views(canvas: &mut Canvas, row: Rect) {
    let phase = canvas.model.phase();
    let pages = page::pages(phase);
    let area = Rect { x: row.x + 1, width: row.width - 2, ..row };
    let is_workshop = canvas.model.world.is_workshop();
    let titles: Vec<&str> = pages.iter().map(|p| p.label_in(is_workshop)).collect();
    let shown = canvas.model.screens.page(phase);
    let selected = pages.iter().position(|p| *p == shown).unwrap_or(0);
    let tabs = Tabs { titles: &titles, selected, numbered: false, nested: false, styles: canvas.styles };
    canvas.tabs(area, &tabs, Target::Page);
}

/// What happened last, above the keys that work here. Gives how many rows it takes.
fn footer(canvas: &mut Canvas, area: Rect) -> u16 {
    let model = canvas.model;
    let keys =
        model.leaving.as_ref().map_or_else(|| hints(model), |_| vec![("q".to_owned(), Cow::Borrowed(Leaving::offer(model.unsaved())))]);
    below(canvas, area, said(model, area.width).as_ref(), &keys)
}

/// How many rows of the screen are kept for what is said, and for the keys.
pub(crate) fn footer_rows(model: &Model, width: u16) -> u16 {
    1 + said(model, width).map_or(1, |(text, _)| Toast::height(&text, width))
}

/// What is to be said now, and how it is meant.
fn said(model: &Model, width: u16) -> Option<(Cow<'_, str>, Tone)> {
    if let Some(leaving) = &model.leaving {
        return Some((leaving.told(model.unsaved()).into(), Tone::Warn));
    }
    if let Some(last) = model.status.as_ref().filter(|last| model.world.save_error.is_none() || last.tone == Tone::Warn) {
        return Some(happened(last));
    }
    if let Some(error) = &model.world.save_error {
        return Some((not_saved(error, &remedy(&model.world), width).into(), Tone::Bad));
    }
    model.world.working().map(|working| (working.into(), Tone::Neutral))
}

/// What is wrong comes first, unless what to do would then be cut off.
fn not_saved(error: &str, remedy: &str, width: u16) -> String {
    let usual = format!("{error}. {remedy}");
    if Toast::fits(&usual, width) { usual } else { format!("{remedy}. {error}") }
}

/// What to do about steps that are not saved; what is done by itself comes first.
fn remedy(world: &World) -> String {
    let key = keymap::named(Command::Retry);
    if world.retried { format!("{key}: another folder") } else { format!("Tried again by itself; {key}: now") }
}

/// What happened last.
pub(crate) fn happened(last: &Status) -> (Cow<'_, str>, Tone) {
    (last.text.as_str().into(), last.tone)
}

/// What is said, in as many rows as it takes, above the keys. Gives the rows of both.
pub(crate) fn below<M>(canvas: &mut Canvas<'_, M>, area: Rect, said: Option<&(Cow<'_, str>, Tone)>, keys: &[Hint]) -> u16 {
    let height = said.map_or(1, |(text, _)| Toast::height(text, area.width));
    if let Some((text, tone)) = said {
        let styles = canvas.styles;
        let place = Rect { y: area.bottom() - 1 - height, height, ..area };
        canvas.draw(place, &Toast { text, tone: *tone, styles });
    }
    key_line(canvas, Rect { y: area.bottom() - 1, height: 1, ..area }, keys);
    1 + height
}

/// The keys that matter here, on the lowest row.
pub(crate) fn key_line<M>(canvas: &mut Canvas<'_, M>, row: Rect, hints: &[Hint]) {
    let styles = canvas.styles;
    canvas.pen(row).clear_all(styles.surface);
    let shown: Vec<(&str, &str)> = hints.iter().map(|(key, what)| (key.as_str(), what.as_ref())).collect();
    canvas.draw(row, &Hints { keys: &shown, styles });
}

/// A key, and what it does.
pub(crate) type Hint = (String, Cow<'static, str>);

/// The keys for the footer: those that mean something where the selection stands.
fn hints(model: &Model) -> Vec<Hint> {
    let mode = model.mode();
    let mut hints = hints_of(mode, |command| available::is_available(model, command).then(|| available::told(model, command)));
    if model.overlays.last().is_some_and(Overlay::is_changed) {
        hints.insert(1, (THROW_AWAY.to_owned(), Cow::Borrowed("throw away")));
    }
    let sides = keymap::key_for(mode, Command::NextSide).map(keymap::Key::label);
    if model.overlays.last().is_some_and(|overlay| matches!(overlay, Overlay::Form(form) if !form.is_at_choice())) {
        hints.retain(|(key, _)| key != "←→");
    }
    let rates = [1, 5].map(|score| keymap::key_for(mode, Command::Rate(score)).map(keymap::Key::label).unwrap_or_default());
    if let Some((key, what)) = hints.iter_mut().find(|(key, _)| mode == Mode::Phase(Phase::Close) && *key == rates[0]) {
        *key = rates.join("–");
        *what = Cow::Borrowed("return on time");
    }
    if let Some((key, what)) = hints.iter_mut().find(|(key, _)| sides.as_ref() == Some(key)) {
        "←→".clone_into(key);
        *what = Cow::Owned(other_sides(model));
    }
    hints
}

/// Cells for where the arrows lead to; the tabs above the table name them all.
const SIDES_WIDTH: usize = 26;

/// `2026-Q2, 2025-Q3`: where the arrows lead from what is looked at.
fn other_sides(model: &Model) -> String {
    let Some(Overlay::Renewals(list)) = model.overlays.last() else { return String::new() };
    let others = list.sides.iter().enumerate().filter(|(i, _)| *i != list.at).map(|(_, beside)| beside.label.as_str());
    text::ellipsis(&others.collect::<Vec<_>>().join(", "), SIDES_WIDTH).into_owned()
}

/// The keys of a mode for the footer, with what they do where that is told. Text modes have the keys everyone knows.
pub(crate) fn hints_of(mode: Mode, told: impl Fn(Command) -> Option<&'static str>) -> Vec<Hint> {
    let fixed = |keys: &[(&str, &'static str)]| keys.iter().map(|(key, what)| ((*key).to_owned(), Cow::Borrowed(*what))).collect();
    match mode {
        Mode::Filtering => fixed(&[("Enter", "keep"), ("Esc", "show all"), ("↑↓", "move")]),
        Mode::Typing => fixed(&[("Enter", "keep"), ("Esc", "put aside")]),
        Mode::Filling => fixed(&[("Enter", "keep all"), ("Tab", "next field"), ("←→", "change a choice"), ("Esc", "put aside")]),
        Mode::Picking => fixed(&[("Enter", "choose"), ("↑↓", "move"), ("a…z", "narrow"), ("Esc", "back")]),
        mode => {
            let shown = keymap::footer(mode).into_iter();
            shown.filter_map(|b| Some((b.key.label(), Cow::Borrowed(told(b.command)?)))).collect()
        }
    }
}

/// `] [ scroll it`
pub(crate) fn guide_keys(mode: Mode, commands: [Command; 2]) -> String {
    let keys: Vec<String> = commands.into_iter().filter_map(|command| keymap::key_for(mode, command)).map(keymap::Key::label).collect();
    format!("{} scroll it", keys.join(" "))
}

/// The guide takes the right side where there is room; a narrow screen gives it the lower half.
fn with_guide(canvas: &mut Canvas, body: Rect) -> Rect {
    let model = canvas.model;
    if !model.is_guide_shown() {
        return body;
    }
    let (rest, place) = if body.width >= GUIDE_BESIDE {
        let width = GUIDE_WIDTH + body.width.saturating_sub(GUIDE_FROM) / 6;
        let rest = Rect { width: body.width - width - 1, ..body };
        (rest, Rect { x: rest.right() + 1, width, ..body })
    } else {
        let rest = Rect { height: body.height * 2 / 5, ..body };
        (rest, Rect { y: rest.bottom() + 1, height: body.height - rest.height - 1, ..body })
    };
    let phase = model.phase();
    let lines = guide::lines(model, phase);
    let title = &model.world.session().step(phase).title;
    let keys = guide_keys(Mode::Phase(phase), [Command::GuideDown, Command::GuideUp]);
    canvas.draw(place, &Guide { title, lines: &lines, scroll: model.guide_scroll, aside: "guide", keys: &keys, styles: canvas.styles });
    rest
}
