//! What is pasted where nothing asks for text.

use super::ChatPage;
use crate::app::model::Model;
use crate::app::overlays::{Overlay, prompts};
use crate::app::turn::Turn;
use crate::domain::card::InsightKind;
use crate::domain::chat;
use crate::domain::phase::Phase;
use crate::domain::text;

/// One line, and somebody's by how it begins.
fn is_message(model: &Model, pasted: &str) -> bool {
    let people: Vec<&str> = model.world.session().people.iter().map(|person| person.name.as_str()).collect();
    let is_named = chat::read(pasted, &people).said.iter().any(|said| said.by.is_some());
    let (name, _) = chat::named_plainly(pasted.trim()).unwrap_or_default();
    is_named || name.split_whitespace().count() > 1 && !model.world.facts.is_customer(&name)
}

/// What is pasted where nothing asks for text: several lines are a chat or a list, one is a card or a note.
pub(crate) fn pasted(turn: &mut Turn, pasted: &str, column: InsightKind) {
    if pasted.lines().filter(|line| !line.trim().is_empty()).count() > 1 || is_message(turn.model, pasted) {
        match ChatPage::new(turn.model, pasted, column) {
            Ok(page) => turn.open(Overlay::Chat(Box::new(page))),
            Err(why) => turn.warn(format!("Nothing was taken in from what was pasted. {why}")),
        }
        return;
    }
    let line = text::line(pasted);
    if !line.is_empty() {
        let is_card = turn.model.phase() == Phase::InsightSynthesis;
        let prompt = if is_card { prompts::new_card(turn.model.world.session(), column) } else { prompts::note() };
        turn.open(prompts::holding(prompt, &line));
    }
}
