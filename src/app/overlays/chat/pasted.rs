//! What is pasted where nothing asks for text, and what is typed or dropped into the box for cards that is more than a card.

use super::{ChatPage, submitted};
use crate::app::effect::{ChatFile, Effect};
use crate::app::model::Model;
use crate::app::overlays::{Overlay, Purpose, prompts};
use crate::app::turn::Turn;
use crate::domain::card::InsightKind;
use crate::domain::chat;
use crate::domain::dropped;
use crate::domain::phase::Phase;
use crate::domain::text;

/// One line, and somebody's by how it begins.
fn is_message(model: &Model, pasted: &str) -> bool {
    let people: Vec<&str> = model.world.session().people.iter().map(|person| person.name.as_str()).collect();
    let is_named = chat::read(pasted, &people).said.iter().any(|said| said.by.is_some());
    let (name, _) = chat::named_plainly(pasted.trim()).unwrap_or_default();
    is_named || name.split_whitespace().count() > 1 && !model.world.facts.is_customer(&name)
}

/// What is pasted where nothing asks for text: a file's path is the chat in it, several lines are a chat or a list, one is a card or a note.
pub(crate) fn pasted(turn: &mut Turn, pasted: &str, column: InsightKind) {
    if asks_for_file(turn, pasted, column) {
        return;
    }
    if pasted.lines().filter(|line| !line.trim().is_empty()).count() > 1 || is_message(turn.model, pasted) {
        match ChatPage::new(turn.model, pasted, column) {
            Ok(page) => turn.open(Overlay::Chat(Box::new(page))),
            Err(why) => turn.warn(format!("Nothing was taken in from what was pasted. {why}")),
        }
        return;
    }
    let line = text::line(pasted);
    if !line.is_empty() {
        turn.open(prompts::holding(prompt(turn.model, column), &line));
    }
}

/// The box for a card, or a note where there are no cards.
fn prompt(model: &Model, column: InsightKind) -> Overlay {
    if model.phase() == Phase::InsightSynthesis { prompts::new_card(model.world.session(), column) } else { prompts::note() }
}

/// Asks for what stands in a file, if that is what a line names.
pub(crate) fn asks_for_file(turn: &mut Turn, line: &str, column: InsightKind) -> bool {
    let Some(path) = dropped::path(line) else { return false };
    turn.say(format!("Reading {}", text::path(&path)));
    turn.effects.push(Effect::ReadChat(ChatFile { path, written: line.trim().to_owned(), column }));
    true
}

/// The lines of the file that was named, to be looked at. Where it cannot be read, its name stands in the box again: it may be words.
pub(crate) fn read(turn: &mut Turn, file: &ChatFile, read: Result<String, String>) {
    let name = text::path(&file.path);
    match read.map(|words| ChatPage::new(turn.model, &words, file.column)) {
        Ok(Ok(page)) => {
            turn.model.status = None;
            turn.open(Overlay::Chat(Box::new(page)));
        }
        Ok(Err(why)) => turn.warn(format!("Nothing was taken in from {name}. {why}")),
        Err(why) => {
            turn.model.status = None;
            let is_waiting =
                |overlay: &Overlay| matches!(overlay.purpose(), Some(Purpose::NewCard(_) | Purpose::Note)) && !overlay.is_changed();
            if turn.model.overlays.last().is_some_and(is_waiting) {
                turn.model.overlays.pop();
            }
            let mut overlay = prompts::holding(prompt(turn.model, file.column), &file.written);
            if let Overlay::Prompt(prompt) = &mut overlay {
                prompt.error = Some(format!("{name} cannot be read: {why}. Enter once more keeps it as words"));
                prompt.once_more = Some(file.written.clone());
            }
            turn.open(overlay);
        }
    }
}

/// What a typed line that begins with a name came to.
pub(crate) enum Spoken {
    /// It is no message.
    Words,
    /// It is taken in, as who said it.
    TakenIn,
    /// Whose it is is asked on a page of its own.
    Asked(Box<ChatPage>),
}

/// `Anna Berg: uplifts surprise people`, typed: hers where she is here, else it is asked whether she is.
///
/// # Errors
/// Why nothing of it is new, or was taken in.
pub(crate) fn spoken(turn: &mut Turn, line: &str, column: InsightKind) -> Result<Spoken, String> {
    if !is_message(turn.model, line) {
        return Ok(Spoken::Words);
    }
    let mut page = ChatPage::new(turn.model, line, column)?;
    if !page.is_certain(turn.model) {
        page.is_typed = true;
        return Ok(Spoken::Asked(Box::new(page)));
    }
    if submitted(turn, &mut page) { Err(page.refused().unwrap_or_else(|| "It was not taken in".to_owned())) } else { Ok(Spoken::TakenIn) }
}
