//! The lines of a chat that are taken in, each as its author's, and why others are not.

use super::{ChatPage, ListState};
use crate::app::command::Command;
use crate::app::keymap;
use crate::app::model::Model;
use crate::app::screens::insights;
use crate::app::turn::Turn;
use crate::domain::card::CardId;
use crate::domain::chat::New;
use crate::domain::event::Event;
use crate::domain::rules::{self, Refusal};
use crate::domain::session::{Author, History};
use crate::domain::text::counted;
use crate::domain::wish::{CardWish, Wish};

/// A vote that was cast while the tally is hidden.
const NOT_COUNTED: &str = "a vote does not count: all of theirs are used, or there is no such card";

/// Takes in what is left as one step, each line as its author's; who is new joins first. `true`: some was refused, and stays on the page
/// with why.
pub(crate) fn submitted(turn: &mut Turn, page: &mut ChatPage) -> bool {
    let lines = possible(turn.model, page);
    let whole = match turn.grant(Wish::TakeLines { lines }) {
        Ok(_) => turn.model.world.history.last_seq(),
        Err(refusal) => {
            turn.warn(first_refused(turn.model, page).unwrap_or_else(|| refusal.to_string()));
            return true;
        }
    };
    let mut refused = join(turn, page, whole);
    let first = take_lines(turn, page, whole);
    if let Some(id) = first {
        insights::show_card(turn.model, id);
    }
    if std::mem::take(&mut page.is_typed)
        && let Some(box_below) = turn.model.overlays.last_mut()
    {
        box_below.start_anew();
    }
    let left = page.entries.len();
    let told = format!("{} taken in from the chat; {} takes all of it back", counted(lines, "line", "lines"), keymap::named(Command::Undo));
    if left > 0 {
        refused.insert(0, format!("{} refused: here with why", counted(left, "line was", "lines were")));
    }
    if refused.is_empty() {
        turn.say_good(told);
    } else {
        turn.warn(format!("{told}; {}", refused.join("; ")));
    }
    left > 0
}

/// Who is new joins. Whoever could not, and why.
fn join(turn: &mut Turn, page: &ChatPage, whole: u64) -> Vec<String> {
    let driver = turn.model.driver();
    let names = page.newcomers(turn.model);
    let joins = |name| turn.grant_part(&driver, Wish::Join { name }, whole).err();
    names.into_iter().filter_map(joins).map(|refusal| refusal.to_string()).collect()
}

/// Takes the lines in; on the page stay those that were refused. The first card among them.
fn take_lines(turn: &mut Turn, page: &mut ChatPage, whole: u64) -> Option<CardId> {
    let mut first = None;
    page.settled = page.choices();
    let entries = std::mem::take(&mut page.entries);
    for mut entry in entries.into_iter().filter(|entry| !entry.is_out) {
        match turn.grant_part(&author(turn.model, &entry.new), entry.new.wish.clone(), whole) {
            Ok(Event::CardAdded { id, .. }) => first = first.or(Some(id)),
            Ok(_) => {}
            Err(refusal) => {
                entry.refused = Some(why(page, &entry.new.wish, &refusal));
                page.entries.push(entry);
            }
        }
    }
    page.aside.clear();
    page.state = ListState::default();
    page.tell();
    first
}

/// Why a line was refused. What a hidden vote was for is not told by that either.
fn why(page: &ChatPage, wish: &Wish, refusal: &Refusal) -> String {
    let is_hidden = page.hides_votes && matches!(wish, Wish::OnCard(_, CardWish::Vote));
    if is_hidden { NOT_COUNTED.to_owned() } else { refusal.to_string() }
}

/// How many of the lines the door lets in, one after the other.
fn possible(model: &Model, page: &ChatPage) -> usize {
    let mut trial = model.world.history.clone();
    let (at, driver) = (trial.session().opened_at, model.driver());
    for name in page.newcomers(model) {
        if let Ok(event) = rules::admit(&trial, driver.person, Wish::Join { name }) {
            trial.push(at, driver.clone(), event);
        }
    }
    let mut let_in = 0;
    for new in page.taken() {
        let author = author_in(&trial, &driver, new);
        if let Ok(event) = rules::admit(&trial, author.person, new.wish.clone()) {
            trial.push(at, author, event);
            let_in += 1;
        }
    }
    let_in
}

/// Why the first of the lines is not let in.
pub(super) fn first_refused(model: &Model, page: &ChatPage) -> Option<String> {
    page.taken().find_map(|new| {
        let refusal = model.admit_for(&author(model, new), new.wish.clone()).err()?;
        let why = why(page, &new.wish, &refusal);
        Some(format!("Nothing was taken in. {}: {why}", new.by.as_deref().unwrap_or("the room")))
    })
}

pub(super) fn author(model: &Model, new: &New) -> Author {
    author_in(&model.world.history, &model.driver(), new)
}

fn author_in(history: &History, driver: &Author, new: &New) -> Author {
    let known = new.by.as_deref().and_then(|by| history.session().person_named(by));
    known.map_or_else(|| driver.clone(), |person| Author { person: person.id, name: person.name.clone() })
}
