//! What the prompts ask, and what their answers do.

use super::house::{HousePage, Shelf};
use super::name_entry::{self, Names};
use super::prompt::{Offer, Prompt};
use super::{Overlay, Purpose, chat, joining};
use crate::app::command::Command;
use crate::app::drafts::Typed;
use crate::app::effect::Effect;
use crate::app::guide;
use crate::app::keymap;
use crate::app::model::Model;
use crate::app::screens::insights;
use crate::app::turn::Turn;
use crate::domain::alike;
use crate::domain::budget::Budget;
use crate::domain::card::{CardId, Insight, InsightKind};
use crate::domain::event::Event;
use crate::domain::house::step::HouseWish;
use crate::domain::person::{self, Meant};
use crate::domain::roster::Role;
use crate::domain::session::{Author, Session};
use crate::domain::sign_off::SignOff;
use crate::domain::text;
use crate::domain::wish::{CardWish, Wish};

pub(crate) fn note() -> Overlay {
    Overlay::Prompt(Prompt::new(Purpose::Note, "Note for the transcript", "What was said, decided or left open", ""))
}

pub(crate) fn new_card(session: &Session, kind: InsightKind) -> Overlay {
    Overlay::Prompt(capturing(session, kind))
}

fn capturing(session: &Session, kind: InsightKind) -> Prompt {
    let (title, hint) = of_column(kind);
    Prompt::new(Purpose::NewCard(kind), title, hint, "").naming(Names::of(session))
}

/// What heads the capture of cards, and what to write.
pub(crate) fn of_column(kind: InsightKind) -> (String, &'static str) {
    let hint = match kind {
        InsightKind::LeadingIndicator => "What could be seen before the renewal was lost or won?",
        InsightKind::Blocker => "What stands in the way of renewals, and for whom?",
        InsightKind::Opportunity => "What works or grows, and could be done on purpose?",
    };
    (format!("New: {}", kind.label().to_lowercase()), hint)
}

pub(crate) fn edit_card(card: &Insight) -> Overlay {
    Overlay::Prompt(Prompt::new(Purpose::EditCard(card.id), format!("Edit {}", card.id), "", &card.text))
}

pub(crate) fn accept_blocker(card: &Insight) -> Overlay {
    let title = format!("Accept {} as it is", card.id);
    let decision = card.accepted.clone().unwrap_or_default();
    Overlay::Prompt(Prompt::new(Purpose::AcceptBlocker(card.id), title, "Why, and who decided; empty takes the decision back", &decision))
}

/// What was said of a card; people speak on, so that the next one is asked for at once.
pub(crate) fn say(session: &Session, card: &Insight) -> Overlay {
    Overlay::Prompt(saying(session, card.id))
}

fn saying(session: &Session, id: CardId) -> Prompt {
    let hint = "In their own words; @name says whose they are";
    Prompt::new(Purpose::Say(id), format!("Said of {id}"), hint, "").naming(Names::of(session))
}

pub(crate) fn decide(card: &Insight) -> Overlay {
    let hint = "As it is to stand in the report, with who decided; \u{201c}Playbook:\u{201d}, \u{201c}Deal desk:\u{201d} or \u{201c}Forecast:\u{201d} first says what it changes";
    Overlay::Prompt(Prompt::new(Purpose::Decide(card.id), format!("Decision about {}", card.id), hint, ""))
}

/// Who was in the last retro is at hand: Tab turns to the next of them, or completes the name that is begun.
pub(crate) fn join(session: &Session) -> Overlay {
    let offer = |name: &str| Offer { answer: name.to_owned(), is: format!("{name} was in the last retro; Tab offers the next one") };
    let offers: Vec<Offer> = session.expected().map(offer).collect();
    let hint = "Their name, as the report will say it; several with commas between them";
    let prompt = Prompt::new(Purpose::Join, "Somebody joins", hint, "").naming(Names::expected(session));
    Overlay::Prompt(prompt.with_at_hand(offers))
}

/// What is not for now: the step goes on.
pub(crate) fn park(session: &Session) -> Overlay {
    let hint = "In a few words; @name says whose it is. It goes on to the next retro";
    Overlay::Prompt(Prompt::new(Purpose::Park, "Park for later", hint, "").naming(Names::of(session)))
}

pub(crate) fn agree() -> Overlay {
    Overlay::Prompt(agreeing())
}

fn agreeing() -> Prompt {
    Prompt::new(Purpose::Agree, "Working agreement", "What this room holds itself to; the next retro takes it over", "")
}

/// The guide's questions are at hand.
pub(crate) fn ask_round(model: &Model) -> Overlay {
    let offer = |question: String| Offer { is: "Tab brings the next of the guide's questions".to_owned(), answer: question };
    let offers: Vec<Offer> = guide::opening_questions(model).into_iter().map(offer).collect();
    let asked = model.world.session().house.question.clone();
    let first = asked.or_else(|| offers.first().map(|offer| offer.answer.clone())).unwrap_or_default();
    let hint = "One question that everybody answers in a sentence";
    Overlay::Prompt(Prompt::new(Purpose::AskRound, "Question of the check-in", hint, &first).offering(offers))
}

pub(crate) fn answer_round(session: &Session) -> Overlay {
    Overlay::Prompt(answering(session))
}

fn answering(session: &Session) -> Prompt {
    let title = session.house.question.clone().unwrap_or_default();
    Prompt::new(Purpose::AnswerRound, title, "In a sentence; @name says whose it is", "").naming(Names::of(session))
}

pub(crate) fn override_gate(reason: Option<&str>) -> Overlay {
    let hint = "Why start documentation with open conditions? The reason is recorded";
    Overlay::Prompt(Prompt::new(Purpose::OverrideGate, "Override the merge gate", hint, reason.unwrap_or_default()))
}

/// Offered to who holds the role and to who is written down as standing in, whoever acts first.
pub(crate) fn sign_off(session: &Session, role: Role) -> Overlay {
    let (seat, before) = (session.roster.seat(role), session.signed_off.get(&role).filter(|signed| signed.is_of_role()));
    let role = role.label();
    let holder = seat.name.iter().map(|name| Offer { answer: name.clone(), is: format!("{name} is the {role}") });
    let for_whom = seat.name.clone().unwrap_or_else(|| format!("the {role}"));
    let stand_in = seat.fallback.iter().map(|name| Offer { answer: name.clone(), is: format!("{name} stands in for {for_whom}") });
    let mut offers: Vec<Offer> = holder.chain(stand_in).collect();
    // Who signed before is the likeliest to sign again.
    let first = before.map(|signed| signed.name.as_str()).or(seat.acting());
    offers.sort_by_key(|offer| !first.is_some_and(|first| person::is_same_name(first, &offer.answer)));
    let hint = format!("Neither the {role} nor the stand-in: it is recorded as that, and the gate stays as it is");
    let first = offers.first().map_or_else(String::new, |offer| offer.answer.clone());
    let since = before.and_then(SignOff::told_since);
    let title = since.map_or_else(|| "Sign off what stands here".to_owned(), |since| format!("Sign again, in whose name? {since}"));
    Overlay::Prompt(Prompt::new(Purpose::SignOff, title, hint, &first).offering(offers).naming(Names::of(session)))
}

pub(crate) fn reopen() -> Overlay {
    let hint = "What is to be changed, and why; it stands in the transcript under your name";
    Overlay::Prompt(Prompt::new(Purpose::Reopen, "Reopen the session", hint, ""))
}

pub(crate) fn save_elsewhere(suggested: &str) -> Overlay {
    let hint = "For example on another disk. The whole session moves there";
    Overlay::Prompt(Prompt::new(Purpose::Elsewhere, "Save the session in another folder", hint, suggested))
}

pub(crate) fn count_hands(card: &Insight) -> Overlay {
    let hands = card.votes.hands().map_or_else(String::new, |hands| hands.to_string());
    let hint = "How many hands are up; a new count replaces the last one, 0 takes it away";
    Overlay::Prompt(Prompt::new(Purpose::CountHands(card.id), format!("Show of hands for {}", card.id), hint, &hands))
}

/// A group that is there keeps its name, unless another is written.
pub(crate) fn group(card: &Insight, other: &Insight) -> Overlay {
    let named = if other.is_group() && !card.is_group() { other } else { card };
    let title = format!("{} and {} together", card.id, other.id);
    Overlay::Prompt(Prompt::new(Purpose::Group(card.id, other.id), title, "What they say, in a few words", &named.text))
}

pub(crate) fn limit_votes(session: &Session) -> Overlay {
    let now = session.budget.map_or_else(String::new, |budget| {
        let Budget { person, card } = budget;
        if person == card { person.to_string() } else { format!("{person} {card}") }
    });
    let hint = "A number; a second one is the most on one card (5 2); nothing: no limit";
    Overlay::Prompt(Prompt::new(Purpose::LimitVotes, "Votes per person", hint, &now))
}

/// The prompt with words in it that were typed or pasted elsewhere.
pub(crate) fn holding(prompt: Overlay, words: &str) -> Overlay {
    let mut prompt = prompt;
    prompt.take_back(&Typed::text(words));
    prompt
}

/// Does what was asked for; what opens next, the topmost last: the next one, where it is asked for at once.
///
/// # Errors
/// What is missing; the prompt stays open and shows it.
pub(crate) fn submitted(turn: &mut Turn, prompt: &mut Prompt) -> Result<Vec<Overlay>, String> {
    let one = |next: Overlay| vec![next];
    match prompt.purpose {
        Purpose::NewCard(kind) => capture(turn, kind, prompt),
        Purpose::Say(id) => said(turn, id, prompt).map(one),
        Purpose::Park => parked(turn, prompt).map(|()| vec![]),
        Purpose::AnswerRound => answered(turn, prompt).map(one),
        Purpose::Agree => agreed(turn, prompt).map(one),
        Purpose::AskRound => asked(turn, prompt).map(|next| next.into_iter().collect()),
        _ => once(turn, prompt).map(|()| vec![]),
    }
}

/// A card, and the place for the next one: people speak on.
fn capture(turn: &mut Turn, kind: InsightKind, prompt: &mut Prompt) -> Result<Vec<Overlay>, String> {
    let typed = prompt.input.value().to_owned();
    let is_confirmed = prompt.once_more.as_deref() == Some(typed.trim());
    if !is_confirmed && chat::asks_for_file(turn, &typed, kind) {
        return Ok(vec![new_card(turn.model.world.session(), kind)]);
    }
    match chat::spoken(turn, &typed, kind)? {
        chat::Spoken::Words => {}
        chat::Spoken::TakenIn => return Ok(vec![new_card(turn.model.world.session(), kind)]),
        chat::Spoken::Asked(page) => {
            let waits = holding(new_card(turn.model.world.session(), kind), &typed);
            return Ok(vec![waits, Overlay::Chat(page)]);
        }
    }
    let (author, text) = spoken_by(turn, prompt)?;
    let wish = Wish::AddCard { kind, text, critical: false, evidence: vec![] };
    let event = turn.grant_to(&author, wish).map_err(|refusal| refusal.to_string())?;
    if let Event::CardAdded { id, .. } = &event {
        insights::show_card(turn.model, *id);
    }
    let mut next = capturing(turn.model.world.session(), kind);
    let whose = if author == turn.model.driver() { String::new() } else { format!("{}: ", author.name) };
    next.done = Some(format!("{whose}{}{}", event.describe(), likeness(turn.model, &event)));
    Ok(vec![Overlay::Prompt(next)])
}

/// Which card a new one may repeat.
fn likeness(model: &Model, event: &Event) -> String {
    let session = model.world.session();
    let card = if let Event::CardAdded { id, .. } = event { session.insight(*id) } else { None };
    let alike = card.and_then(|card| alike::alike(session, card));
    alike.map_or_else(String::new, |alike| {
        let key = keymap::named(Command::AcceptSuggestion);
        format!(" · like {}, by {}: {key} on the card puts both together", alike.other.id, alike.words.join(", "))
    })
}

/// What was said, by whoever said it, and the place for the next words.
fn said(turn: &mut Turn, id: CardId, prompt: &mut Prompt) -> Result<Overlay, String> {
    let (author, text) = spoken_by(turn, prompt)?;
    let event = turn.grant_to(&author, Wish::OnCard(id, CardWish::Say(text))).map_err(|refusal| refusal.to_string())?;
    let mut next = saying(turn.model.world.session(), id);
    next.done = Some(event.describe());
    Ok(Overlay::Prompt(next))
}

/// It is out of the way, and the step goes on.
fn parked(turn: &mut Turn, prompt: &mut Prompt) -> Result<(), String> {
    let (author, text) = spoken_by(turn, prompt)?;
    let wish = Wish::Housekeeping(HouseWish::Park { text });
    let event = turn.grant_to(&author, wish).map_err(|refusal| refusal.to_string())?;
    turn.say(event.describe());
    Ok(())
}

/// An answer, and the place for the next one.
fn answered(turn: &mut Turn, prompt: &mut Prompt) -> Result<Overlay, String> {
    let (author, text) = spoken_by(turn, prompt)?;
    let wish = Wish::Housekeeping(HouseWish::Answer { text });
    let event = turn.grant_to(&author, wish).map_err(|refusal| refusal.to_string())?;
    let mut next = answering(turn.model.world.session());
    next.done = Some(format!("{}: {}", author.name, event.describe()));
    Ok(Overlay::Prompt(next))
}

/// An agreement, and the place for the next one.
fn agreed(turn: &mut Turn, prompt: &Prompt) -> Result<Overlay, String> {
    let wish = Wish::Housekeeping(HouseWish::Agree { text: prompt.input.value().to_owned() });
    let event = turn.grant(wish).map_err(|refusal| refusal.to_string())?;
    let mut next = agreeing();
    next.done = Some(event.describe());
    Ok(Overlay::Prompt(next))
}

/// The question stands above the place for its answers.
fn asked(turn: &mut Turn, prompt: &Prompt) -> Result<Option<Overlay>, String> {
    let wish = Wish::Housekeeping(HouseWish::Ask { question: prompt.input.value().to_owned() });
    let event = turn.grant(wish).map_err(|refusal| refusal.to_string())?;
    turn.say(event.describe());
    let is_open = matches!(turn.model.overlays.last(), Some(Overlay::House(_)));
    Ok((!is_open).then(|| HousePage::opened(Shelf::Round)))
}

/// `@Tom words`, or `words @Tom`: the words are Tom's. A name is as much of it as tells one person here from the others. Who is not
/// here joins, if the same is entered once more.
fn spoken_by(turn: &mut Turn, prompt: &mut Prompt) -> Result<(Author, String), String> {
    let typed = prompt.input.value().to_owned();
    if let Some((words, name)) = typed.rsplit_once(" @").filter(|(words, _)| !words.trim().is_empty()) {
        if is_whole_name(turn.model, name) {
            return author(turn, prompt, name).map(|(author, _)| (author, words.trim().to_owned()));
        }
        // More than a name stands there: it is part of what was said.
        return Ok((turn.model.driver(), typed));
    }
    match typed.trim_start().strip_prefix('@') {
        Some(rest) => author(turn, prompt, rest),
        None => Ok((turn.model.driver(), typed)),
    }
}

fn is_whole_name(model: &Model, written: &str) -> bool {
    let known: Vec<&str> = model.world.session().people.iter().map(|person| person.name.as_str()).collect();
    person::named_first(written, &known).2.is_empty()
}

/// Whose words they are, and the words.
fn author(turn: &mut Turn, prompt: &mut Prompt, rest: &str) -> Result<(Author, String), String> {
    match named(turn.model, rest) {
        Err(NotNamed::Unknown(name)) if prompt.once_more.as_ref() == Some(&name) => {
            turn.grant(Wish::Join { name }).map_err(|refusal| refusal.to_string())?;
            named(turn.model, rest).map_err(NotNamed::told)
        }
        Err(NotNamed::Unknown(name)) => {
            prompt.once_more = Some(name.clone());
            Err(NotNamed::Unknown(name).told())
        }
        found => found.map_err(NotNamed::told),
    }
}

/// Why a name is nobody's in the room.
enum NotNamed {
    Nothing,
    Unknown(String),
    Several(String),
}

impl NotNamed {
    fn told(self) -> String {
        match self {
            Self::Nothing => "Behind the @ stands whose words they are".to_owned(),
            Self::Unknown(name) => format!("Nobody here is called {name}. Enter once more: {name} joins, and it is theirs"),
            Self::Several(which) => which,
        }
    }
}

/// Who is meant at the beginning of `rest`, and what follows.
fn named(model: &Model, rest: &str) -> Result<(Author, String), NotNamed> {
    let people = &model.world.session().people;
    let known: Vec<&str> = people.iter().map(|person| person.name.as_str()).collect();
    let (meant, given, words) = person::named_first(rest, &known);
    let name = match meant {
        Meant::One(name) => name,
        Meant::Several(several) => return Err(NotNamed::Several(name_entry::which(&several))),
        Meant::Nobody if given.is_empty() => return Err(NotNamed::Nothing),
        Meant::Nobody => return Err(NotNamed::Unknown(given.to_owned())),
    };
    let person = people.iter().find(|person| person.name == name).ok_or(NotNamed::Nothing)?;
    Ok((Author { person: person.id, name: person.name.clone() }, words.to_owned()))
}

fn once(turn: &mut Turn, prompt: &Prompt) -> Result<(), String> {
    let typed = prompt.input.value();
    match prompt.purpose {
        Purpose::Elsewhere => return save_in(turn, &text::line(typed)),
        Purpose::Join => return joining::join_all(turn, typed),
        _ => {}
    }
    let wish = if prompt.purpose == Purpose::SignOff { sign(prompt)? } else { wish(turn, &prompt.purpose, typed)? };
    let event = turn.grant(wish).map_err(|refusal| refusal.to_string())?;
    turn.say(event.describe());
    if let Purpose::Group(id, _) = prompt.purpose {
        turn.model.screens.grouping = None;
        insights::show_card(turn.model, id);
    }
    Ok(())
}

/// Who signs is called as the room calls them.
fn sign(prompt: &Prompt) -> Result<Wish, String> {
    Ok(Wish::SignOff { role: Role::RenewalDirector, name: prompt.name()? })
}

/// What the words of a prompt ask for.
fn wish(turn: &Turn, purpose: &Purpose, typed: &str) -> Result<Wish, String> {
    let text = typed.to_owned();
    Ok(match purpose {
        Purpose::Note => Wish::TakeNote { phase: turn.model.phase(), text },
        Purpose::EditCard(id) => Wish::OnCard(*id, CardWish::Edit(text)),
        Purpose::AcceptBlocker(id) => Wish::OnCard(*id, CardWish::Accept(text)),
        Purpose::CountHands(id) => {
            let hands = typed.trim().parse().map_err(|_| "A number of hands".to_owned())?;
            Wish::OnCard(*id, CardWish::CountHands(hands))
        }
        Purpose::Group(id, other) => Wish::OnCard(*id, CardWish::GroupWith { other: *other, name: text }),
        Purpose::LimitVotes => Wish::LimitVotes(budget(typed)?),
        Purpose::Decide(id) => Wish::OnCard(*id, CardWish::Decide(text)),
        Purpose::OverrideGate => Wish::OverrideGate { reason: text },
        Purpose::Reopen => Wish::Reopen { why: text },
        Purpose::NewCard(_)
        | Purpose::Say(_)
        | Purpose::Park
        | Purpose::Agree
        | Purpose::AskRound
        | Purpose::AnswerRound
        | Purpose::ParkedAction(_)
        | Purpose::SignOff
        | Purpose::Join
        | Purpose::Elsewhere
        | Purpose::Seat(_)
        | Purpose::NewAction(_)
        | Purpose::ActOn(_)
        | Purpose::EditAction(_)
        | Purpose::Carried(_)
        | Purpose::Effect(_)
        | Purpose::Answer(_)
        | Purpose::Correct(_)
        | Purpose::Search(_)
        | Purpose::Pick(_)
        | Purpose::Chat(_)
        | Purpose::Mapping(_) => return Err("Nothing is asked for here".to_owned()),
    })
}

/// `5`, `5 2`, `5, at most 2`; nothing is no limit.
fn budget(typed: &str) -> Result<Option<Budget>, String> {
    let numbers = typed.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let numbers: Result<Vec<u32>, _> = numbers.map(str::parse).collect();
    match numbers.as_deref() {
        Ok([]) if typed.trim().is_empty() => Ok(None),
        Ok([person]) => Ok(Some(Budget { person: *person, card: *person })),
        Ok([person, card]) => Ok(Some(Budget { person: *person, card: *card })),
        _ => Err("One number, or two; nothing is no limit".to_owned()),
    }
}

fn save_in(turn: &mut Turn, folder: &str) -> Result<(), String> {
    if folder.is_empty() {
        return Err("Write something first, or press Esc".into());
    }
    turn.effects.push(Effect::SaveIn(folder.into()));
    Ok(())
}
