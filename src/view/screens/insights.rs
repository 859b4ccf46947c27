//! The insight board: three columns, and what is suggested beside them. Narrow screens show one column at a time.

use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::{split, tally};
use crate::analysis::findings::SuggestedInsight;
use crate::app::command::Command;
use crate::app::keymap;
use crate::app::model::Model;
use crate::app::screens::insights::{Gone, focused};
use crate::app::screens::lists::ListId;
use crate::app::screens::lists::cards::{self, COLUMNS, Item};
use crate::app::screens::page::Page;
use crate::app::screens::parts::has_keys;
use crate::app::target::Target;
use crate::domain::alike;
use crate::domain::card::{Insight, InsightKind};
use crate::domain::guardrail;
use crate::domain::person;
use crate::domain::session::Session;
use crate::domain::text::counted;
use crate::view::listing::Listing;
use crate::view::shell::Canvas;
use crate::view::widgets::cards::{Card, CardColumn};
use crate::view::widgets::empty::Empty;
use crate::view::widgets::panel::Panel;
use crate::view::widgets::tabs::Tabs;

/// The least width at which a column of cards reads well.
const COLUMN: u16 = 35;
/// The least of one without a card.
const EMPTY: u16 = 25;

pub(crate) fn draw(canvas: &mut Canvas, body: Rect) {
    let needs = needs(canvas);
    let column = COLUMNS.iter().position(|column| *column == focused(canvas.model)).unwrap_or(0);
    let seen = in_sight(&needs, column, body.width);
    let body = if seen.len() < COLUMNS.len() {
        let (tabs, rest) = split::down(body, 1);
        draw_tabs(canvas, tabs, column, seen.contains(&(COLUMNS.len() - 1)));
        if let Some(told) = tally::told(canvas.model) {
            tally::draw(canvas, Rect { y: tabs.y + 1, ..tabs }.intersection(body), &told);
        }
        rest
    } else {
        below_tally(canvas, body)
    };
    let widths: Vec<(u16, bool)> = seen.iter().map(|i| needs[*i]).collect();
    for (i, place) in seen.into_iter().zip(split::by_need(body, &widths)) {
        draw_column(canvas, place, i);
    }
}

/// The least width of each column, and whether it takes what is left over: an empty one leaves the room to those that hold cards.
fn needs(canvas: &Canvas) -> Vec<(u16, bool)> {
    let holds = |id: &ListId| !cards::items(&canvas.model.world, *id).is_empty() || gone(canvas, *id).is_some();
    COLUMNS.iter().map(|id| if holds(id) { (COLUMN, true) } else { (EMPTY, false) }).collect()
}

/// The columns that fit, in their order: empty ones go before those that hold cards, and each the farther from the one with the keys, the sooner.
fn in_sight(needs: &[(u16, bool)], column: usize, width: u16) -> Vec<usize> {
    let mut seen: Vec<usize> = (0..needs.len()).collect();
    let too_wide = |seen: &[usize]| seen.iter().map(|i| needs[*i].0 + 1).sum::<u16>() > width + 1;
    while seen.len() > 1 && too_wide(&seen) {
        let others = seen.iter().copied().filter(|i| *i != column);
        let first_to_go = others.max_by_key(|i| (!needs[*i].1, i.abs_diff(column), usize::MAX - i));
        seen.retain(|i| Some(*i) != first_to_go);
    }
    seen
}

/// The votes stand above the columns, where there is something to tell of them.
fn below_tally(canvas: &mut Canvas, body: Rect) -> Rect {
    let Some(told) = tally::told(canvas.model) else { return body };
    tally::draw(canvas, Rect { height: 1.min(body.height), ..body }, &told);
    below_title(body)
}

fn title(column: usize) -> &'static str {
    InsightKind::ALL.get(column).map_or("Suggested by the data", |kind| kind.plural())
}

/// The columns with how much is in each; where those to the right of the ones in sight hold suggestions, it says how
/// to get there.
fn draw_tabs(canvas: &mut Canvas, row: Rect, column: usize, shows_suggestions: bool) {
    let model = canvas.model;
    let label = |(i, list): (usize, &ListId)| {
        let shown = model.screens.shown(model, *list).len();
        match InsightKind::ALL.get(i) {
            Some(InsightKind::LeadingIndicator) => format!("Indicators {shown}"),
            Some(InsightKind::Blocker) => format!("Blockers {shown}"),
            Some(InsightKind::Opportunity) => format!("Opportunities {shown}"),
            None if shown > 0 && !shows_suggestions => format!("{} →", counted(shown, "suggestion", "suggestions")),
            None => format!("Suggested {shown}"),
        }
    };
    let labels: Vec<String> = COLUMNS.iter().enumerate().map(label).collect();
    let titles: Vec<&str> = labels.iter().map(String::as_str).collect();
    let area = Rect { x: row.x + 1, width: row.width.saturating_sub(1), ..row };
    let tabs = Tabs { titles: &titles, selected: column, numbered: false, nested: true, styles: canvas.styles };
    canvas.tabs(area, &tabs, Target::BoardColumn);
}

fn draw_column(canvas: &mut Canvas, place: Rect, column: usize) {
    let (model, styles) = (canvas.model, canvas.styles);
    let id = COLUMNS[column];
    let items = cards::items(&model.world, id);
    if items.is_empty() && gone(canvas, id).is_none() {
        let inner =
            Panel::new(title(column), styles).focused(focused(model) == id && has_keys(model, Page::InsightBoard)).draw(place, canvas.buf);
        return empty(canvas, below_title(inner), column);
    }
    let aside = items.len().to_string();
    let list = Listing { id, title: title(column), aside: &aside };
    let Some(shown) = list.frame(canvas, place) else { return };
    let inner = below_title(shown.inner);
    let gone = gone(canvas, id);
    let ghost = gone.map(|gone| gone.place.min(shown.items.len()));
    let selected = shown.marked();
    // Only cards near the selected one can be seen: a card takes at least a row.
    let height = usize::from(inner.height);
    let first = selected.unwrap_or(0).saturating_sub(height);
    let near = shown.items.iter().skip(first).take(2 * height + 1).map(|i| items[*i]);
    let words: Vec<Words> = near.map(|item| words(model, item)).collect();
    let is_removed = format!("removed · {} brings it back", keymap::named(Command::Undo));
    let card = |drawn: usize| match beside_ghost(drawn, ghost) {
        None => gone.map_or_else(Card::default, |gone| removed(gone, &is_removed)),
        Some(place) => match items[shown.items[place]] {
            Item::Card(insight) => own(model.world.session(), insight, place.checked_sub(first).and_then(|i| words.get(i))),
            Item::Suggested(found) => suggested(found),
        },
    };
    let drawn = |place: usize| place + usize::from(ghost.is_some_and(|ghost| ghost <= place));
    let (cards, selected) = (shown.items.len() + usize::from(ghost.is_some()), selected.map(drawn));
    let list = CardColumn { cards, card: &card, selected, focused: shown.focused, styles };
    list.render(inner, canvas.buf);
    for (area, drawn) in list.places(inner) {
        if let Some(place) = beside_ghost(drawn, ghost) {
            canvas.targets.add(area, Target::Item(id, place));
        }
    }
}

/// The card that was removed from a column a moment ago.
fn gone<'a>(canvas: &Canvas<'a, Model>, id: ListId) -> Option<&'a Gone> {
    canvas.model.screens.gone.as_ref().filter(|gone| gone.column == id && gone.is_shown(canvas.model.world.session(), canvas.now))
}

/// The place of a card among those that are there; `None` is the one that is gone.
fn beside_ghost(drawn: usize, ghost: Option<usize>) -> Option<usize> {
    match ghost {
        Some(ghost) if drawn == ghost => None,
        Some(ghost) if drawn > ghost => Some(drawn - 1),
        _ => Some(drawn),
    }
}

fn removed<'a>(gone: &'a Gone, note: &'a str) -> Card<'a> {
    Card { label: &gone.label, text: &gone.text, note, is_gone: true, ..Card::default() }
}

/// A row is left free between a title and cards.
fn below_title(inner: Rect) -> Rect {
    Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner }
}

/// What is said of a card beside its text.
#[derive(Default)]
struct Words {
    number: String,
    /// What became of it, or is about to.
    note: String,
    members: Vec<String>,
    by: String,
}

fn words(model: &Model, item: Item<'_>) -> Words {
    let Item::Card(card) = item else { return Words::default() };
    let is_marked = model.screens.grouping == Some(card.id);
    let note = match note(model.world.session(), card) {
        _ if is_marked => format!("● marked: {} on another card groups both", keymap::named(Command::Group)),
        note if note.is_empty() => likeness(model.world.session(), card),
        note => note,
    };
    let members = card.members.iter().map(|member| format!("· {} {}", member.id, member.text)).collect();
    let session = model.world.session();
    let by: Vec<String> = session.authors(card).into_iter().map(|author| person::short(&author.name, &session.people)).collect();
    Words { number: card.id.to_string(), note, members, by: by.join(", ") }
}

/// What another card may say, too, with the words that both share.
fn likeness(session: &Session, card: &Insight) -> String {
    alike::alike(session, card).map_or_else(String::new, |alike| format!("≈ {}: {}", alike.other.id, alike.words.join(", ")))
}

fn own<'a>(session: &Session, insight: &'a Insight, words: Option<&'a Words>) -> Card<'a> {
    let evidence = insight.evidence.first().map(|e| e.figures.as_str());
    Card {
        label: words.map_or("", |words| &words.number),
        text: &insight.text,
        members: words.map_or(&[], |words| &words.members),
        votes: if session.tally_hidden { 0 } else { insight.votes.cast_singly() },
        hands: insight.votes.hands().filter(|_| !session.tally_hidden).unwrap_or(0),
        evidence,
        critical: insight.critical,
        by: words.map_or("", |words| &words.by),
        note: words.map_or("", |words| &words.note),
        is_gone: false,
    }
}

fn suggested(found: &SuggestedInsight) -> Card<'_> {
    Card {
        label: "",
        text: &found.text,
        members: &[],
        votes: 0,
        hands: 0,
        evidence: Some(&found.evidence.figures),
        critical: found.critical,
        by: "",
        note: found.kind.label(),
        is_gone: false,
    }
}

/// What became of a card: actions that answer it, or the decision to accept it.
fn note(session: &Session, card: &Insight) -> String {
    if let Some(past) = guardrail::repeats(session, card) {
        return format!("▲ again, as in {}: goes to {}", past.session, guardrail::ESCALATE_TO);
    }
    if let Some(past) = guardrail::may_be_again(session, card) {
        return format!("? critical in {}, too: {} says that it is the same", past.session, keymap::named(Command::Link));
    }
    if let Some(past) = guardrail::may_repeat(session, card) {
        return format!("? critical in {}: {} if it is again", past.session, keymap::named(Command::Critical));
    }
    let actions: Vec<String> = session.actions_for(card.id).map(|a| a.id.to_string()).collect();
    match (&card.accepted, actions.is_empty()) {
        (Some(_), _) => "accepted as it is".into(),
        (None, false) => format!("→ {}", actions.join(" ")),
        (None, true) => String::new(),
    }
}

fn empty(canvas: &mut Canvas, area: Rect, column: usize) {
    let styles = canvas.styles;
    let working = canvas.model.world.working();
    let (title, text, key) = match column {
        0 => ("No indicators yet", "What could be seen before a renewal was lost or won.", Some("add one")),
        1 => ("No blockers yet", "What stands in the way of renewals.", Some("add one")),
        2 => ("No opportunities yet", "What works or grows, and could be done on purpose.", Some("add one")),
        _ if working.is_some() => ("Working …", working.as_deref().unwrap_or_default(), None),
        _ => ("Nothing to suggest", "Every finding that holds is on the board or was dismissed.", None),
    };
    let named = if key.is_some() { keymap::named(Command::Add) } else { String::new() };
    canvas.draw(area, &Empty { title, text, key: (&named, key.unwrap_or_default()), styles });
}
