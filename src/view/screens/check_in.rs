//! Check-in: roles, checklist, and the actions carried over.

use ratatui::layout::Rect;

use super::split;
use crate::app::command::Command;
use crate::app::keymap::{self, Key, Mode};
use crate::app::model::Model;
use crate::app::overlays::house::Shelf;
use crate::app::screens::check_in::proposed;
use crate::app::screens::lists::ListId;
use crate::app::target::Target;
use crate::domain::action::{ActionStatus, CarriedAction, Verdict};
use crate::domain::guardrail;
use crate::domain::person::{self, Person};
use crate::domain::phase::Phase;
use crate::domain::roster::{ReviewItem, Role, Seat};
use crate::domain::session::Session;
use crate::telling::{effects, held_again, scored, verdict};
use crate::view::listing::{Listing, Shown};
use crate::view::marks::{self, Tone};
use crate::view::shell::Canvas;
use crate::view::styles::RowState;
use crate::view::text;
use crate::view::widgets::empty::Empty;
use crate::view::widgets::panel::Panel;
use crate::view::widgets::scroll;

/// Rows of the upper part: three roles and three checks, each under its title.
const UPPER: u16 = 5;
/// Rows of an action that was carried over, with the one below it; and where there is room for all of what is said of it.
const ACTION: u16 = 3;
const ROOMY_ACTION: u16 = 5;
/// With fewer rows than that below the checklist, each is for the actions carried over.
const SHORT: u16 = 12;
/// Wide enough for roles and checklist side by side with nothing cut.
const WIDE: u16 = 170;

pub(crate) fn draw(canvas: &mut Canvas, body: Rect) {
    let (roles, checks, carried) = places(body);
    let here = who_is_here(canvas.model.world.session(), roles.width);
    let list = Listing { id: ListId::Seats, title: "Who does what", aside: &here };
    if let Some(shown) = list.frame(canvas, roles) {
        for (i, role) in Role::ALL.into_iter().enumerate() {
            draw_seat(canvas, &shown, i, role);
        }
    }
    let list = Listing { id: ListId::Checks, title: "Before we start", aside: "" };
    if let Some(shown) = list.frame(canvas, checks) {
        for (i, item) in ReviewItem::ALL.into_iter().enumerate() {
            draw_check(canvas, &shown, i, item);
        }
    }
    let carried = draw_house(canvas, carried, roles.bottom().max(checks.bottom()));
    let carried = draw_outcome(canvas, carried);
    draw_carried(canvas, carried);
}

/// `3 here: Mara, Tom, Ines · Jo left`: their whole names where those fit above the roles, else first names, else how many they are.
fn who_is_here(session: &Session, width: u16) -> String {
    let (here, left): (Vec<&Person>, Vec<&Person>) = session.people.iter().partition(|person| person.present);
    let expected = session.expected().count();
    let ways = |name: &dyn Fn(&Person) -> String| {
        let names = |some: &[&Person]| some.iter().map(|person| name(person)).collect::<Vec<_>>().join(", ");
        let left = if left.is_empty() { String::new() } else { format!(" · {} left", names(&left)) };
        format!("{} here: {}{left}", here.len(), names(&here))
    };
    let missing = match expected {
        0 => String::new(),
        count => format!(" · {}: {count} of the last retro", keymap::named(Command::People)),
    };
    if session.people.is_empty() {
        let key = keymap::named(Command::Join);
        let asked = format!("{key} writes down who is here");
        return if expected == 0 { asked } else { format!("{}: the {expected} of the last retro", keymap::named(Command::People)) };
    }
    let short = |person: &Person| person::short(&person.name, &session.people);
    let left_count = if left.is_empty() { String::new() } else { format!(" · {} left", left.len()) };
    let count = format!("{} here{left_count} · {} shows who", here.len(), keymap::named(Command::People));
    let all = [ways(&|person| person.name.clone()) + &missing, ways(&short) + &missing, ways(&short), count];
    // Beside them stand the panel's title and its edges.
    let room = usize::from(width).saturating_sub("Who does what".len() + 8);
    let last = all[all.len() - 1].clone();
    all.into_iter().find(|said| text::width(said) <= room).unwrap_or(last)
}

/// What the room asked itself and agreed on: a line each, below the upper parts, which end at `upper`; returns what is left.
fn draw_house(canvas: &mut Canvas, area: Rect, upper: u16) -> Rect {
    if !canvas.model.world.is_workshop() {
        return area;
    }
    let (styles, session) = (canvas.styles, canvas.model.world.session());
    let (asked, agreed) = (Shelf::Round.aside(session), Shelf::Agreements.aside(session));
    let house = &session.house;
    let question = match &house.question {
        Some(question) => format!("{asked}: {question}"),
        None => "asks everybody one question, to begin with".to_owned(),
    };
    let in_force: Vec<&str> = house.in_force().map(|agreement| agreement.text.as_str()).collect();
    let agreements = match in_force.len() {
        0 => "writes down what this room holds itself to".to_owned(),
        _ if house.undecided() > 0 => format!("{agreed}: {}", in_force.join(" · ")),
        _ => in_force.join(" · "),
    };
    // Where rows are few, both stand beside each other in the gap above the actions.
    let (first, second, rest) = if area.height < SHORT {
        let gap = Rect { y: area.y.saturating_sub(1), height: 1, ..area };
        // Beside the guide there is none: the checklist goes before.
        if gap.y < upper {
            return area;
        }
        let (left, right) = split::across(gap, 50);
        (left, right, area)
    } else {
        let (place, rest) = split::down(area, 2);
        (Rect { height: 1, ..place }, Rect { y: place.y + 1, height: 1, ..place }.intersection(place), rest)
    };
    let house = [(first, Command::CheckInRound, "Question", question), (second, Command::Agreements, "Agreements", agreements)];
    for (row, command, head, said) in house {
        canvas.targets.add(row, Target::Command(command));
        let key = keymap::key_for(Mode::Phase(Phase::CheckIn), command).map_or_else(String::new, Key::label);
        let mut pen = canvas.pen(row);
        let x = pen.put(1, 0, &key, styles.key) + 1;
        let x = pen.put(x, 0, &format!("{head:<12}"), styles.muted);
        pen.fit(x, 0, row.width.saturating_sub(x + 1), &said, styles.text);
    }
    rest
}

/// What became of what earlier retros found and had ahead of them: the lower half at most, where actions want the upper one; returns what is
/// left.
fn draw_outcome(canvas: &mut Canvas, area: Rect) -> Rect {
    const NO_ACTIONS: u16 = 6;
    let (model, styles) = (canvas.model, canvas.styles);
    let findings = &model.world.findings;
    let score = findings.score.iter().flat_map(|score| scored::sentences(score, &model.world.facts.currency));
    let said: Vec<String> =
        effects_told(model).into_iter().chain(findings.held_again.iter().map(held_again::sentence)).chain(score).collect();
    if said.is_empty() {
        return area;
    }
    let lines: Vec<String> = said.iter().flat_map(|said| text::wrap(said, usize::from(area.width).saturating_sub(4))).collect();
    let actions = model.world.session().carried.len() as u16;
    // As many whole actions as half of the rows hold: none of them stays empty while a sentence is cut.
    let whole = actions.min((area.height.div_ceil(2).saturating_sub(1) / 3).max(1));
    let wanted = if actions == 0 { NO_ACTIONS } else { 1 + 3 * whole };
    let most = area.height.saturating_sub(wanted);
    let height = (lines.len() as u16 + 2).min(most);
    let (rest, below) = split::down(area, area.height.saturating_sub(height));
    let inner = Panel::new("What became of the last retro's findings and actions", styles).draw(below, canvas.buf);
    let room = usize::from(inner.height);
    let is_cut = lines.len() > room;
    let mut pen = canvas.pen(inner);
    for (y, line) in (0..).zip(lines.iter().take(if is_cut { room.saturating_sub(1) } else { room })) {
        pen.put(0, y, line, styles.text);
    }
    if is_cut && room > 0 {
        pen.put(0, inner.height - 1, "… the rest stands in the report", styles.muted);
    }
    rest
}

/// Whether the actions worked, a sentence each; that of the selected one first.
fn effects_told(model: &Model) -> Vec<String> {
    let selected = proposed(model);
    let others = model.world.findings.effects.iter().filter(|found| Some(*found) != selected);
    selected.into_iter().chain(others).map(effects::sentence).collect()
}

fn places(body: Rect) -> (Rect, Rect, Rect) {
    if body.width >= WIDE {
        let (upper, lower) = split::down(body, UPPER);
        let (roles, checks) = split::across(upper, 42);
        return (roles, checks, lower);
    }
    let (roles, rest) = split::down(body, 4);
    let (checks, carried) = split::down(rest, 4);
    (roles, checks, carried)
}

/// Marks the place of an item, its selection and its mouse target; returns the state to draw it in.
fn begin_row(canvas: &mut Canvas, shown: &Shown, (y, height): (u16, u16), (id, place): (ListId, usize)) -> RowState {
    let state = RowState::of(shown.marked() == Some(place), true);
    let area = Rect { y: shown.inner.y + y, height, ..shown.inner }.intersection(shown.inner);
    canvas.targets.add(area, Target::Item(id, place));
    let styles = canvas.styles;
    let mut pen = canvas.pen(area);
    for line in 0..height {
        pen.style_row(line, styles.row(state));
        pen.put(0, line, state.edge(), styles.edge(state));
    }
    state
}

fn draw_seat(canvas: &mut Canvas, shown: &Shown, i: usize, role: Role) {
    let (inner, y) = (shown.inner, i as u16);
    let state = begin_row(canvas, shown, (y, 1), (ListId::Seats, i));
    let session = canvas.model.world.session();
    let (styles, seat) = (canvas.styles, session.roster.seat(role).clone());
    let before = session.house.past_seats.get(&role).filter(|_| seat.name.is_none()).map(told_seat);
    let mut pen = canvas.pen(inner);
    let x = pen.put(2, y, &format!("{:<17}", role.label()), styles.in_row(styles.muted, state));
    let (name, style) = match seat.acting() {
        Some(name) => (name.to_owned(), styles.strong),
        None => ("not filled".to_owned(), styles.faint),
    };
    let x = pen.put(x, y, &name, styles.in_row(style, state));
    let note = match (seat.fallback_used, &seat.fallback) {
        (false, _) if before.is_some() => format!("  in the last retro {}", before.unwrap_or_default()),
        (true, _) => format!("  stands in for {}", seat.name.as_deref().unwrap_or("nobody named")),
        (false, Some(fallback)) => format!("  fallback {fallback}"),
        (false, None) if seat.name.is_none() => format!("  {}", role.duty()),
        (false, None) => String::new(),
    };
    let room = inner.width.saturating_sub(x);
    pen.fit(x, y, room, &note, styles.in_row(if seat.fallback_used { styles.warn } else { styles.faint }, state));
}

/// `Mara Ilves, fallback Jo Kim`
fn told_seat(seat: &Seat) -> String {
    let fallback = seat.fallback.as_ref().map_or_else(String::new, |name| format!(", fallback {name}"));
    format!("{}{fallback}", seat.name.as_deref().unwrap_or("nobody"))
}

fn draw_check(canvas: &mut Canvas, shown: &Shown, i: usize, item: ReviewItem) {
    let (inner, y) = (shown.inner, i as u16);
    let state = begin_row(canvas, shown, (y, 1), (ListId::Checks, i));
    let styles = canvas.styles;
    let (mark, tone) = marks::check(canvas.model.world.session().review.contains(&item));
    let mut pen = canvas.pen(inner);
    let x = pen.put(2, y, mark, styles.in_row(styles.tone(tone), state)) + 1;
    let room = inner.width.saturating_sub(x);
    pen.fit(x, y, room, item.label(), styles.in_row(styles.text, state));
}

fn draw_carried(canvas: &mut Canvas, area: Rect) {
    let (model, styles) = (canvas.model, canvas.styles);
    let carried = &model.world.session().carried;
    if carried.is_empty() {
        let inner = Panel::new("Carried over from the last retro", styles).draw(area, canvas.buf);
        let text = "No action is carried over: this is the first retro of this segment, or all actions of the last one were done.";
        return canvas
            .draw(inner, &Empty { title: "No open actions", text, key: (&keymap::named(Command::NextStep), "on to the data"), styles });
    }
    let title = carried_from(carried);
    let judged = carried.iter().filter(|c| c.is_settled()).count();
    let aside = format!("{judged} of {} judged", carried.len());
    let list = Listing { id: ListId::Carried, title: &title, aside: &aside };
    let Some(shown) = list.frame(canvas, area) else { return };
    // Where rows are free, what would be cut takes more of them.
    let each = ((shown.inner.height + 1) / shown.items.len().max(1) as u16).clamp(ACTION, ROOMY_ACTION);
    let seen = scroll::window(shown.place.unwrap_or(0), shown.items.len(), usize::from((shown.inner.height + 1) / each));
    for (y, place) in (0..).step_by(each.into()).zip(seen.clone()) {
        draw_action(canvas, &shown, (y, each, place), &carried[shown.items[place]]);
    }
    canvas.draw(shown.inner, &scroll::Scrollbar { total: shown.items.len(), seen, styles });
}

/// The retros that the actions were made in, the newest first, as often as each.
fn carried_from(carried: &[CarriedAction]) -> String {
    let mut from: Vec<(&str, usize)> = Vec::new();
    for action in carried {
        match from.iter_mut().find(|(session, _)| *session == action.session) {
            Some((_, count)) => *count += 1,
            None => from.push((&action.session, 1)),
        }
    }
    if let [(only, _)] = from[..] {
        return format!("Carried over from {only}");
    }
    from.sort_by(|a, b| b.0.cmp(a.0));
    let told: Vec<String> = from.iter().map(|(session, count)| format!("{session} ({count})")).collect();
    format!("Carried over from {} retros: {}", from.len(), told.join(", "))
}

/// How it went: as a later retro says, as the room says, or as the retro before left it.
fn standing(carried: &CarriedAction, since: Option<ActionStatus>) -> (String, Tone) {
    match since {
        Some(now @ ActionStatus::Done) => return (format!("✓ {} since", now.label()), Tone::Good),
        Some(now) => return (format!("→ {} since", now.label()), Tone::Neutral),
        None => {}
    }
    match (carried.verdict, carried.action.status) {
        (Some(Verdict::Worked | Verdict::Done), _) => (format!("✓ {}", verdict::of_action(carried.verdict)), Tone::Good),
        (Some(Verdict::Stalled), _) => ("! stalled".to_owned(), Tone::Warn),
        (None, _) if carried.goes_on => ("→ goes on".to_owned(), Tone::Neutral),
        (None, ActionStatus::Stalled) => ("? was stalled".to_owned(), Tone::Warn),
        (None, status) => (format!("? {}", status.label()), Tone::Neutral),
    }
}

/// Words in so many lines at most, the first of which has less room than the others.
fn beside(words: &str, (first, others): (u16, u16), most: u16) -> Vec<String> {
    let narrow = || text::wrap_to(words, first.into(), most.into());
    let begun = text::wrap(words, first.into()).swap_remove(0);
    match words.strip_prefix(begun.as_str()) {
        Some(rest) if most > 1 && !rest.is_empty() => {
            std::iter::once(begun).chain(text::wrap_to(rest, others.into(), usize::from(most - 1))).collect()
        }
        _ => narrow(),
    }
}

/// What was agreed and how it went, who and by when, and whether it worked where a figure tells it.
fn draw_action(canvas: &mut Canvas, shown: &Shown, (y, each, place): (u16, u16, usize), carried: &CarriedAction) {
    let inner = shown.inner;
    let effect = effects::in_short(canvas.model.world.proposed(carried), carried.effect.as_ref());
    let of_effect = u16::from(effect.is_some());
    let height = (each - 1).max(2 + of_effect);
    let state = begin_row(canvas, shown, (y, height), (ListId::Carried, place));
    let (styles, as_of) = (canvas.styles, canvas.model.world.as_of());
    let since = canvas.model.world.carried_since(carried);
    let (judged, tone) = standing(carried, since);
    let action = &carried.action;
    let mut pen = canvas.pen(inner);
    let x = pen.put(2, y, &format!("{judged:<14}"), styles.in_row(styles.tone(tone), state));
    let room = inner.width.saturating_sub(x + 1);
    pen.fit(x, y, room, &action.title, styles.in_row(styles.text, state));
    let due = action.due.map_or_else(|| "no due date".to_owned(), |d| format!("due {d}"));
    let metric = action.metric.with_baseline(carried.baseline.as_ref());
    let metric = if metric.is_set() { format!(" · {metric}") } else { String::new() };
    let owner = if action.owner.is_empty() { "no owner" } else { &action.owner };
    // Why it stalled comes before what it was to move: the room asks for it first.
    let why = carried.why.as_ref().map_or_else(String::new, |why| format!(" · why: {why}"));
    let quiet = format!("{owner} · {} · {due}{why}{metric}", action.team.label());
    let mut free = room;
    if since.is_none() && carried.lateness(as_of).is_escalated() {
        let loud = format!("▲ beyond its SLA: goes to {}", guardrail::ESCALATE_TO);
        let width = (text::width(&loud) as u16).min(room);
        pen.fit_right(inner.width - 1, y + 1, width, &loud, styles.in_row(styles.bad, state));
        free = room.saturating_sub(width + 2);
    }
    let quiet = beside(&quiet, (free, room), height - 1 - of_effect);
    for (y, line) in (y + 1..).zip(&quiet) {
        pen.put(x, y, line, styles.in_row(styles.faint, state));
    }
    if let Some(effect) = effect {
        let style = if carried.effect.is_some() { styles.text } else { styles.info };
        pen.fit(x, y + 1 + quiet.len() as u16, room, &effect, styles.in_row(style, state));
    }
}
