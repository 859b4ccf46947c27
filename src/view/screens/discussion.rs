//! The discussion: its topic is the largest thing on the screen, with its clock, what speaks for it, and two lanes for what comes of it.

use crate::app::command::Command;
use crate::app::keymap;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::split;
use crate::app::screens::lists::{ListId, topics};
use crate::app::screens::page::Page;
use crate::app::screens::parts::has_keys;
use crate::domain::action::Action;
use crate::domain::card::{Evidence, Insight};
use crate::domain::guardrail;
use crate::domain::session::Session;
use crate::domain::timer::countdown;
use crate::domain::topic::{Remark, Topic};
use crate::telling::figures;
use crate::view::listing::{Listing, Look};
use crate::view::shell::Canvas;
use crate::view::text;
use crate::view::widgets::digits::{self, Size};
use crate::view::widgets::empty::Empty;
use crate::view::widgets::large;
use crate::view::widgets::panel::Panel;

/// From this width on the queue stands beside the topic.
const WIDE: u16 = 110;
/// Rows of the queue below the topic, at the least.
const QUEUE: u16 = 5;
/// Cells of a row of the queue that a topic's words do not have.
const BESIDE_WORDS: u16 = 32;
/// Those of them that are its edge and its headings.
const FRAME: u16 = 3;
/// Rows of a screen on which the topic has air around it.
const ROOMY: u16 = 16;
/// Rows that the lanes keep beside large words, and a row for each thing that was said, up to so many.
const LANES: u16 = 6;
const MOST_SAID: u16 = 8;
/// Rows below large words, with the band's edges: the lanes, and what speaks for the topic.
const BELOW_WORDS: u16 = LANES + 5;
/// Lines of a topic's own words.
const MOST_LINES: usize = 4;

pub(crate) fn draw(canvas: &mut Canvas, body: Rect) {
    let session = canvas.model.world.session();
    if session.insights.is_empty() {
        let inner = Panel::new("Discussion", canvas.styles).focused(has_keys(canvas.model, Page::Discussion)).draw(body, canvas.buf);
        let text = "What stands on the board is discussed here, one card at a time, the most voted first.";
        return canvas.draw(
            inner,
            &Empty {
                title: "Nothing to discuss yet",
                text,
                key: (&keymap::named(Command::NextPage), "to the board"),
                styles: canvas.styles,
            },
        );
    }
    let (topic, queue) = if body.width >= WIDE {
        split::across(body, 68)
    } else {
        // All of the queue with all of its words, as long as the topic keeps most of the screen.
        let width = usize::from(body.width.saturating_sub(BESIDE_WORDS));
        let lines: usize = session.insights.iter().map(|card| text::wrap(&card.text, width).len()).sum();
        let most = if body.height >= 2 * ROOMY { body.height * 2 / 5 } else { body.height / 3 };
        let rows = (lines as u16).saturating_add(FRAME).clamp(QUEUE, most.max(QUEUE));
        split::down(body, body.height.saturating_sub(rows + 1))
    };
    draw_topic(canvas, topic);
    let now = session.topic().map(|(card, _)| card.id);
    let discussed = session.insights.iter().filter(|card| session.is_discussed(card) && Some(card.id) != now).count();
    let aside = format!("{discussed} of {} discussed", session.insights.len());
    let list = Listing { id: ListId::Topics, title: "Queue", aside: &aside };
    drop(list.table(canvas, queue, &Look::new("topics")));
}

fn draw_topic(canvas: &mut Canvas, area: Rect) {
    let styles = canvas.styles;
    let Some((card, topic)) = canvas.model.world.session().topic() else {
        let inner = Panel::new("Under discussion", styles).draw(area, canvas.buf);
        let text = "The room takes one topic at a time, and each has a clock of its own.";
        return canvas.draw(
            inner,
            &Empty {
                title: "Nothing is under discussion",
                text,
                key: (&keymap::named(Command::NextTopic), "takes the next topic"),
                styles,
            },
        );
    };
    let title = format!("Under discussion: {} · {}", card.id, card.kind.label());
    let inner = Panel::new(&title, styles).aside(&weight(canvas, card)).draw(area, canvas.buf);
    let clock = draw_clock(canvas, inner, topic);
    let words = Rect { width: inner.width.saturating_sub(clock + 2), ..inner };
    let band = draw_words(canvas, words, card);
    let below = Rect { y: words.y + band, height: words.height.saturating_sub(band), ..words };
    // The lanes have the larger half, unless the words stand large.
    let said = (card.remarks().count() as u16).min(MOST_SAID);
    let most = if inner.height >= ROOMY { (inner.height / 2).max(inner.height.saturating_sub(LANES + said)) } else { inner.height / 2 };
    let lines = about(canvas, card, (words.width, most.saturating_sub(band + 1)));
    let height = (band + lines.len() as u16 + 1).max(5).min(most.max(band + 1));
    let mut pen = canvas.pen(Rect { height: height - band, ..below });
    for (y, (line, style)) in (0..height - band).zip(&lines) {
        pen.fit(1, y, words.width.saturating_sub(1), line, *style);
    }
    let lanes = Rect { y: inner.y + height, height: inner.height.saturating_sub(height), ..inner };
    draw_lanes(canvas, lanes, card);
}

/// The topic's own words, on a band that is seen from across the room; gives the rows that it takes.
fn draw_words(canvas: &mut Canvas, area: Rect, card: &Insight) -> u16 {
    let style = canvas.styles.chip;
    // Where the screen has room it stands in large type, as long as enough is left for what speaks for it and what comes of it.
    let said = (card.remarks().count() as u16).min(MOST_SAID);
    let room = area.height.saturating_sub(BELOW_WORDS + said);
    if let Some(lines) = large::fitted(&card.text, area.width.saturating_sub(4), room) {
        let height = large::rows(lines.len()) + 2;
        let mut pen = canvas.pen(Rect { height, ..area });
        for y in 0..height {
            pen.style_row(y, style);
        }
        large::draw(&mut pen, (2, 1), &lines, style);
        return height;
    }
    let lines = text::wrap_to(&card.text, usize::from(area.width.saturating_sub(4)), MOST_LINES);
    // Where there is room, air above and below.
    let air = u16::from(area.height >= ROOMY);
    let height = (lines.len() as u16 + 2 * air).min(area.height);
    let mut pen = canvas.pen(Rect { height, ..area });
    for y in 0..height {
        pen.style_row(y, style);
    }
    for (y, line) in (air..height).zip(&lines) {
        pen.fit(2, y, area.width.saturating_sub(3), line, style);
    }
    height
}

/// `5 votes · $799k`: what the room gave it, and what is at stake.
fn weight(canvas: &Canvas, card: &Insight) -> String {
    let session = canvas.model.world.session();
    let votes = card.votes.total();
    let votes = (votes > 0 && !session.tally_hidden).then(|| figures::counted(votes, "vote", "votes"));
    let arr = topics::at_stake(card).map(|arr| canvas.model.world.money(Some(arr)));
    let critical = card.critical.then(|| "! critical".to_owned());
    critical.into_iter().chain(votes).chain(arr).collect::<Vec<_>>().join(" · ")
}

/// What is left of the topic, large, at the right; gives the cells that it takes.
fn draw_clock(canvas: &mut Canvas, inner: Rect, topic: &Topic) -> u16 {
    let (session, styles, now) = (canvas.model.world.session(), canvas.styles, canvas.now);
    let left = topic.allotted - session.spent_on(topic, now);
    let number = countdown(left);
    let width = digits::width(&number, Size::Medium).max(8);
    if inner.width < 3 * width || inner.height < 6 {
        return 0;
    }
    let style = if left <= 0 { styles.bad } else { styles.accent_strong };
    let told = format!("{}{} 2 min", if left <= 0 { "over · " } else { "" }, keymap::named(Command::Extend));
    let mut pen = canvas.pen(inner);
    let x = inner.width.saturating_sub(width + 1);
    digits::draw(&mut pen, (x, 0), &number, Size::Medium, style);
    pen.fit(x, 3, width + 1, &told, styles.faint);
    width + 1
}

/// The cards in a topic, who wrote them, and what speaks for it in one sentence.
fn about(canvas: &Canvas, card: &Insight, (width, height): (u16, u16)) -> Vec<(String, Style)> {
    let (session, styles) = (canvas.model.world.session(), canvas.styles);
    let room = usize::from(width.saturating_sub(2));
    let member = |member: &Insight| (format!("· {} {}", member.id, member.text), styles.text);
    let mut lines: Vec<(String, Style)> = card.members.iter().map(member).collect();
    let by: Vec<&str> = session.authors(card).into_iter().map(|person| person.name.as_str()).collect();
    if !by.is_empty() {
        lines.push((format!("– {}", by.join(", ")), styles.muted));
    }
    if let Some(past) = guardrail::repeats(session, card) {
        lines.push((format!("▲ again, as in {}", past.session), styles.bad));
    }
    let told = card.evidence.first().map_or_else(|| "The room's opinion: no evidence is linked".to_owned(), sentence);
    // What speaks for it takes the rows that nothing else does.
    let free = usize::from(height).saturating_sub(lines.len()).max(2);
    lines.extend(text::wrap_to(&told, room, free).into_iter().map(|line| (line, styles.info)));
    lines
}

/// The finding, with the one figure that the room needs.
fn sentence(evidence: &Evidence) -> String {
    let figure = evidence.figures.split(" · ").next().unwrap_or_default();
    format!("◆ {}: {figure}", evidence.statement.trim_end_matches('.'))
}

fn draw_lanes(canvas: &mut Canvas, area: Rect, card: &Insight) {
    let (said, actions) = split::across(area, 55);
    let (session, now) = (canvas.model.world.session(), canvas.now);
    let took = session.discussed_for(card, now) / 60;
    let aside = if took > 0 { format!("{took} min so far") } else { String::new() };
    draw_lane(
        canvas,
        said,
        ("What was said", &aside),
        &remarks(canvas, card),
        &format!("{} writes it down, {} records a decision", keymap::named(Command::SayOnTopic), keymap::named(Command::DecideOnTopic)),
    );
    let follow = follow_ups(canvas, session, card);
    draw_lane(canvas, actions, ("Actions", ""), &follow, &format!("{} makes one", keymap::named(Command::ActOn)));
}

fn remarks(canvas: &Canvas, card: &Insight) -> Vec<(String, Style)> {
    let styles = canvas.styles;
    let session = canvas.model.world.session();
    let by = |name: &str| session.person_named(name).map_or_else(String::new, |person| format!("{}: ", person.name));
    let line = |remark: &Remark| {
        let (words, style) = if remark.decided { ("✓ ".to_owned(), styles.good) } else { (by(&remark.by), styles.text) };
        (format!("{words}{}", remark.text), style)
    };
    card.remarks().map(line).collect()
}

fn follow_ups(canvas: &Canvas, session: &Session, card: &Insight) -> Vec<(String, Style)> {
    let styles = canvas.styles;
    let told = |action: &Action| {
        let missing = action.missing();
        let who = if action.owner.is_empty() { String::new() } else { format!(" ({})", action.owner) };
        let lacks = if missing.is_empty() { String::new() } else { format!(", without {}", missing.join(", ")) };
        (format!("{} {}{who}{lacks}", action.id, action.title), if missing.is_empty() { styles.text } else { styles.warn })
    };
    session.actions_for(card.id).map(told).collect()
}

/// The newest stands last and is always seen.
fn draw_lane(canvas: &mut Canvas, area: Rect, (title, aside): (&str, &str), lines: &[(String, Style)], empty: &str) {
    let styles = canvas.styles;
    let inner = Panel::new(title, styles).aside(aside).draw(area, canvas.buf);
    let room = usize::from(inner.width.saturating_sub(1));
    let wrapped: Vec<(String, Style)> =
        lines.iter().flat_map(|(line, style)| text::wrap(line, room).into_iter().map(|part| (part, *style))).collect();
    let first = wrapped.len().saturating_sub(inner.height.into());
    let mut pen = canvas.pen(inner);
    if wrapped.is_empty() {
        pen.fit(0, 0, inner.width, empty, styles.faint);
    }
    for (y, (line, style)) in (0..).zip(&wrapped[first..]) {
        pen.fit(0, y, inner.width, line, *style);
    }
}
