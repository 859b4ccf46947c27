//! Action Planning: the table of follow-ups, and what the selected one misses.

use crate::app::command::Command;
use crate::app::keymap;
use ratatui::layout::Rect;

use super::split;
use crate::app::screens::actions::{Row, rows};
use crate::app::screens::lists::ListId;
use crate::app::screens::page::Page;
use crate::app::screens::parts::has_keys;
use crate::app::world::World;
use crate::domain::action::Action;
use crate::domain::guardrail::{self, Missing, MissingOf};
use crate::domain::scope;
use crate::telling::figures;
use crate::view::listing::{Listing, Look};
use crate::view::shell::Canvas;
use crate::view::text;
use crate::view::widgets::empty::Empty;
use crate::view::widgets::panel::Panel;

pub(crate) fn draw(canvas: &mut Canvas, body: Rect) {
    let (model, styles) = (canvas.model, canvas.styles);
    let all = rows(&model.world);
    let open = all.iter().filter(|row| matches!(row, Row::Unanswered(_))).count();
    let aside =
        if open > 0 { figures::counted(open, "critical blocker unanswered", "critical blockers unanswered") } else { String::new() };
    let (table_area, detail) = if all.is_empty() { (body, Rect::default()) } else { split::down(body, body.height.saturating_sub(7)) };
    let title = "Follow-ups agreed in this retro";
    if all.is_empty() {
        let inner = Panel::new(title, styles).focused(has_keys(model, Page::Actions)).draw(table_area, canvas.buf);
        let text = "Each action has one owner, a due date and a number that tells whether it worked.";
        return canvas.draw(inner, &Empty { title: "No actions yet", text, key: (&keymap::named(Command::Add), "add the first"), styles });
    }
    let list = Listing { id: ListId::Actions, title, aside: &aside };
    let Some(table) = list.table(canvas, table_area, &Look::new("actions")) else { return };
    if let Some(i) = table.selected {
        draw_detail(canvas, detail, &all[i]);
    }
}

fn draw_detail(canvas: &mut Canvas, area: Rect, row: &Row<'_>) {
    let styles = canvas.styles;
    let (title, lines) = match row {
        Row::Action(action) => (format!("{} {}", action.id, action.title), action_lines(&canvas.model.world, action)),
        Row::Unanswered(card) => (
            format!("{} has no action", card.id),
            vec![
                card.text.clone(),
                format!(
                    "{} makes an action for it; {} records a decision to live with it. The merge gate waits for one of the two.",
                    keymap::named(Command::Add),
                    keymap::named(Command::AcceptBlocker)
                ),
            ],
        ),
    };
    let inner = Panel::new(&title, styles).draw(area, canvas.buf);
    let mut pen = canvas.pen(inner);
    let wrapped = lines.iter().flat_map(|line| text::wrap(line, inner.width.into()));
    for (y, line) in (0..inner.height).zip(wrapped) {
        let style = if line.starts_with('!') { styles.warn } else { styles.text };
        pen.put(0, y, &line, style);
    }
}

fn action_lines(world: &World, action: &Action) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(now) = world.since(action) {
        lines.push(format!("{} by now, as a later retro says.", scope::capitalise(now.label())));
    }
    let doubts = guardrail::doubts(world.session());
    let is_of = |doubt: &&Missing| doubt.of == MissingOf::Action(action.id) || doubt.told.starts_with(&format!("{} owns", action.owner));
    lines.extend(doubts.iter().filter(is_of).map(|doubt| format!("! {}", doubt.told)));
    let missing = action.missing();
    if !missing.is_empty() {
        lines.push(format!("! Still without {}: the merge gate waits for it. Enter fills it in.", missing.join(", ")));
    }
    let role = if action.role.is_empty() { String::new() } else { format!(" ({})", action.role) };
    let progressed = world.session().progressed.get(&action.id);
    let progressed = progressed.map_or_else(String::new, |day| format!(" or progress, last on {day}"));
    lines.push(format!(
        "{}{role} · {} · SLA {} after due{progressed}",
        if action.owner.is_empty() { "Nobody yet" } else { &action.owner },
        action.team.label(),
        figures::counted(action.sla_days, "day", "days")
    ));
    if action.metric.is_set() {
        let judged = match (&action.metric.measure, action.measured_by()) {
            (Some(_), Some(day)) => format!("; judged by the first retro whose window ends on {day} or later"),
            (Some(_), None) => "; no day says when it is judged".to_owned(),
            (None, _) => String::new(),
        };
        let kept = world.session().baselines.get(&action.id);
        lines.push(format!("Measured by {}{judged}", action.metric.with_baseline(kept)));
        let chosen = kept.filter(|kept| action.metric.measure.as_ref() == Some(&kept.measure)).and_then(|kept| kept.chosen.as_ref());
        lines.extend(chosen.map(|why| format!("Chosen because it was bad ({why}): some of that gets better by itself")));
    }
    if let Some(card) = action.insight.and_then(|id| world.session().insight(id)) {
        lines.push(format!("Answers {} {}", card.id, card.text));
    }
    lines
}
