//! The house above a phase: the parking lot, working agreements, the question of the check-in with its answers, the actions that are
//! read back, and who is here. Each is a list of which one key settles the selected line.

use super::picker::{Choice, Item, Picker};
use super::{Outcome, Overlay, forms, prompts};
use crate::app::command::Command;
use crate::app::cursor::Cursor;
use crate::app::keymap;
use crate::app::list::column::{Cell, cell, muted, plain, strong};
use crate::app::list::{Column, Rows};
use crate::app::marks::Tone;
use crate::app::model::Model;
use crate::app::screens::insights;
use crate::app::turn::Turn;
use crate::domain::action::Action;
use crate::domain::card::InsightKind;
use crate::domain::event::Event;
use crate::domain::house::step::HouseWish;
use crate::domain::house::{Agreement, Answer, Became, Parked, ParkedId};
use crate::domain::person::Person;
use crate::domain::roster::Role;
use crate::domain::session::{Author, Session};
use crate::domain::text::counted;
use crate::domain::wish::Wish;

/// Which of its lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    Parking,
    Agreements,
    /// The question of the check-in, and what people answered.
    Round,
    ReadBack,
    /// Who is here, and who was in the last retro.
    People,
}

#[derive(Clone, Debug)]
pub struct HousePage {
    pub shelf: Shelf,
    pub cursor: Cursor,
    /// What a key asked for: one step, with the others as parts of it.
    wanted: Vec<Wish>,
}

/// What a parked line can become.
#[derive(Clone, Copy, Debug)]
pub enum Becomes {
    Card(InsightKind),
    Action,
}

impl Shelf {
    pub(crate) fn len(self, session: &Session) -> usize {
        match self {
            Self::Parking => session.house.parked.len(),
            Self::Agreements => session.house.agreements.len(),
            Self::Round => session.house.answers.len(),
            Self::ReadBack => session.to_read_back().len(),
            Self::People => session.people.len() + session.expected().count(),
        }
    }

    pub(crate) fn title(self, session: &Session) -> String {
        match self {
            Self::Parking => "Parking lot".to_owned(),
            Self::Agreements => "Working agreements".to_owned(),
            Self::Round => session.house.question.clone().unwrap_or_else(|| "The question of the check-in".to_owned()),
            Self::ReadBack => "Read back: the owner says what they will do, and by when".to_owned(),
            Self::People => "Who is here".to_owned(),
        }
    }

    /// How far it is, in a few words.
    pub(crate) fn aside(self, session: &Session) -> String {
        let house = &session.house;
        match self {
            Self::Parking => format!("{} open", house.open().count()),
            Self::Agreements if house.undecided() > 0 => format!("{} to keep or drop", house.undecided()),
            Self::Agreements => format!("{} in force", house.in_force().count()),
            Self::Round => match session.present() {
                Some(present) if house.answers.len() <= present => format!("{} of {present} answered", house.answers.len()),
                _ => counted(house.answers.len(), "answer", "answers"),
            },
            Self::ReadBack => format!("{} of {} read back", session.read_back(), self.len(session)),
            Self::People => match session.expected().count() {
                0 => format!("{} here", session.present().unwrap_or(0)),
                count => format!("{} here, {count} of the last retro not yet", session.present().unwrap_or(0)),
            },
        }
    }

    /// What stands in an empty list, and the key that brings something.
    pub(crate) fn empty(self) -> (&'static str, &'static str, (Command, &'static str)) {
        match self {
            Self::Parking => (
                "Nothing is parked",
                "What is not for now waits here, also for the next retro, and the step goes on.",
                (Command::Park, "park a line"),
            ),
            Self::Agreements => (
                "Nothing is agreed yet",
                "What this room holds itself to: one talks at a time, phones away.",
                (Command::Add, "write one down"),
            ),
            Self::Round => {
                ("Nobody has answered yet", "One sentence each; @ and a name says whose it is.", (Command::Add, "write down an answer"))
            }
            Self::ReadBack => ("There is no open action", "Actions come from Action Planning.", (Command::Back, "back")),
            Self::People => (
                "Nobody is written down yet",
                "Votes, owners and attendance go by the people who are here.",
                (Command::Join, "write somebody down"),
            ),
        }
    }
}

impl HousePage {
    pub(crate) fn opened(shelf: Shelf) -> Overlay {
        Overlay::House(Self { shelf, cursor: Cursor::default(), wanted: vec![] })
    }

    pub(crate) fn run(&mut self, model: &Model, command: Command) -> Outcome {
        let session = model.world.session();
        let at = self.cursor.at(self.shelf.len(session));
        match (self.shelf, command) {
            (_, Command::Back) => return Outcome::Close,
            (_, command) if self.cursor.travel(command, self.shelf.len(session)) => return Outcome::Stay,
            (Shelf::Agreements, Command::Add) => return prompts::agree().opens(),
            (Shelf::Round, Command::Add) => return prompts::answer_round(session).opens(),
            (Shelf::Round, Command::Edit) => return prompts::ask_round(model).opens(),
            (Shelf::Parking, Command::MakeOf) => {
                let Some(line) = at.map(|i| &session.house.parked[i]) else { return Outcome::Refused("Nothing is parked".to_owned()) };
                return match line.became {
                    None => becomes(line).opens(),
                    Some(became) => Outcome::Refused(format!("{} became {became} already", line.id)),
                };
            }
            _ => {}
        }
        let wanted = at.map(|i| wishes(session, self.shelf, i, command)).unwrap_or_default();
        if wanted.is_empty() {
            return Outcome::Elsewhere;
        }
        self.wanted = wanted;
        Outcome::Submitted
    }

    /// Selects a line.
    pub(crate) fn click(&mut self, row: usize) -> Outcome {
        self.cursor.0 = row;
        Outcome::Stay
    }
}

/// What one key wishes of the line at a place.
fn wishes(session: &Session, shelf: Shelf, at: usize, command: Command) -> Vec<Wish> {
    let wish = match (shelf, command) {
        (Shelf::People, command) => return of_person(session, at, command),
        (Shelf::Parking, Command::LetGo) => {
            let line = &session.house.parked[at];
            HouseWish::Settle { id: line.id, became: if line.became.is_none() { Some(Became::Dropped) } else { None } }
        }
        (Shelf::Agreements, Command::Keep | Command::LetGo) => {
            HouseWish::Keep { id: session.house.agreements[at].id, kept: command == Command::Keep }
        }
        (Shelf::ReadBack, Command::Tick) => {
            let action = session.to_read_back()[at];
            HouseWish::ReadBack { id: action.id, read: !session.house.is_read_back(action) }
        }
        _ => return vec![],
    };
    vec![Wish::Housekeeping(wish)]
}

/// Somebody is here, has left or is back. Who comes as in the last retro takes the same role, with the same stand-in, unless it is filled.
fn of_person(session: &Session, at: usize, command: Command) -> Vec<Wish> {
    match (session.people.get(at), command) {
        (Some(person), Command::Tick) if person.present => vec![Wish::Leave(person.id)],
        (Some(person), Command::Tick) => vec![Wish::Return(person.id)],
        (Some(person), Command::LetGo) => vec![Wish::RemovePerson(person.id)],
        (None, Command::Tick) => {
            let Some(name) = session.expected().nth(at - session.people.len()) else { return vec![] };
            let role = session.house.past_role(name).filter(|(role, _)| session.roster.seat(*role).name.is_none());
            let seat = role.map(|(role, seat)| Wish::TakeSeat(role, seat.clone()));
            std::iter::once(Wish::Join { name: name.to_owned() }).chain(seat).collect()
        }
        _ => vec![],
    }
}

/// Does what was asked for; the page stays. After a tick comes the next one.
pub(crate) fn submitted(turn: &mut Turn, page: &mut HousePage) -> bool {
    let mut wanted = std::mem::take(&mut page.wanted).into_iter();
    let Some(wish) = wanted.next() else { return true };
    let ticks = matches!(wish, Wish::Housekeeping(HouseWish::ReadBack { read: true, .. } | HouseWish::Keep { .. }));
    // Who joins stands last of those who are here, and the next one moves up to the place of the line.
    let joins = matches!(wish, Wish::Join { .. });
    let Some(event) = turn.ask(wish) else { return true };
    let whole = turn.model.world.history.last_seq();
    let mut said = event.describe();
    for part in wanted {
        match turn.grant_part(&turn.model.driver(), part, whole) {
            Ok(event) => said = format!("{said} · {}", event.describe()),
            Err(refusal) => turn.warn_later(refusal.to_string()),
        }
    }
    turn.say(said);
    let session = turn.model.world.session();
    if joins {
        let next = session.people.len();
        page.cursor.0 = page.cursor.0.max(next).min(page.shelf.len(session) - 1);
    } else if ticks {
        page.cursor.travel(Command::Down, page.shelf.len(session));
    }
    true
}

/// What a parked line is to become.
fn becomes(line: &Parked) -> Overlay {
    let card = |kind: InsightKind| Item {
        label: format!("A card: {}", kind.label().to_lowercase()),
        detail: kind.plural().to_owned(),
        choice: Choice::MakeOf(line.id, Becomes::Card(kind)),
    };
    let action = Item { label: "An action".into(), detail: "with owner and date".into(), choice: Choice::MakeOf(line.id, Becomes::Action) };
    let items = InsightKind::ALL.into_iter().map(card).chain([action]).collect();
    Overlay::Picker(Picker::new(format!("What becomes of {}", line.id), items))
}

/// A card is made at once, and is its author's; an action wants an owner and a date first.
pub(crate) fn make_of(turn: &mut Turn, id: ParkedId, becomes: Becomes) {
    let session = turn.model.world.session();
    let Some(line) = session.house.parked(id).cloned() else { return };
    match becomes {
        Becomes::Action => {
            let form = forms::parked_action(&turn.model.world, &line);
            turn.open(form);
        }
        Becomes::Card(kind) => {
            let author = session.person_named(&line.by).map(|person| Author { person: person.id, name: person.name.clone() });
            let author = author.unwrap_or_else(|| turn.model.driver());
            let wish = Wish::AddCard { kind, text: line.text, critical: false, evidence: vec![] };
            let became = Became::Card(turn.model.world.history.next_card());
            match settle_with(turn, id, became, (&author, wish)) {
                Ok(Event::CardAdded { id: card, .. }) => {
                    insights::show_card(turn.model, card);
                    turn.say(format!("{id} is {card} under {} now; {} takes it back", kind.plural(), keymap::named(Command::Undo)));
                }
                Ok(_) => {}
                Err(why) => turn.warn(why),
            }
        }
    }
}

/// Something becomes of a line: one step with two parts, so that undo takes both back.
///
/// # Errors
/// Why not; then nothing happened.
pub(crate) fn settle_with(turn: &mut Turn, id: ParkedId, became: Became, (author, wish): (&Author, Wish)) -> Result<Event, String> {
    turn.model.admit_for(author, wish.clone()).map_err(|refusal| refusal.to_string())?;
    let settled = Wish::Housekeeping(HouseWish::Settle { id, became: Some(became) });
    turn.grant(settled).map_err(|refusal| refusal.to_string())?;
    let whole = turn.model.world.history.last_seq();
    turn.grant_part(author, wish, whole).map_err(|refusal| refusal.to_string())
}

/// The rows of a list.
pub(crate) fn rows(session: &Session, shelf: Shelf) -> Rows<'_> {
    match shelf {
        Shelf::Parking => parked(session),
        Shelf::Agreements => agreements(session),
        Shelf::Round => answers(session),
        Shelf::ReadBack => read_back(session),
        Shelf::People => people(session),
    }
}

fn parked(session: &Session) -> Rows<'_> {
    type Col<'a> = Column<'a, &'a Parked>;
    let columns = [
        Col::text("", 4).says(|line| muted(line.id.to_string())),
        Col::text("For later", 24).grows().says(|line| if line.became.is_none() { strong(&*line.text) } else { muted(&*line.text) }),
        Col::text("Who", 16).priority(1).says(|line| plain(&*line.by)),
        Col::text("Since", 10).priority(2).says(|line| muted(line.on.to_string())),
        Col::text("Became", 8).says(|line| plain(line.became.map_or_else(|| "open".to_owned(), |became| became.to_string()))),
    ];
    Rows::of(&session.house.parked, |line| line.id.to_string(), columns)
}

fn agreements(session: &Session) -> Rows<'_> {
    type Col<'a> = Column<'a, &'a Agreement>;
    let mark = |agreement: &&Agreement| match agreement.kept {
        Some(true) => cell("✓ kept", Tone::Good),
        Some(false) => cell("✗ dropped", Tone::Neutral),
        None => cell("? keep it", Tone::Warn),
    };
    let columns = [
        Col::text("", 9).says(mark),
        Col::text("What this room holds itself to", 24)
            .grows()
            .says(|known| if known.is_in_force() { strong(&*known.text) } else { muted(&*known.text) }),
        Col::text("From", 26).priority(1).says(|known| muted(known.from.as_deref().unwrap_or("this retro"))),
    ];
    Rows::of(&session.house.agreements, |known| known.id.to_string(), columns)
}

fn answers(session: &Session) -> Rows<'_> {
    type Col<'a> = Column<'a, &'a Answer>;
    let columns =
        [Col::text("Who", 18).says(|answer| muted(&*answer.by)), Col::text("Answer", 24).grows().says(|answer| strong(&*answer.text))];
    Rows::of(&session.house.answers, |answer| answer.text.clone(), columns)
}

fn read_back(session: &Session) -> Rows<'_> {
    type Col<'a> = Column<'a, &'a Action>;
    let tick = |action: &&Action| -> Cell<'_> {
        if session.house.is_read_back(action) { cell("✓", Tone::Good) } else { cell("·", Tone::Neutral) }
    };
    let columns = [
        Col::text("", 1).says(tick),
        Col::text("Owner", 18).says(|action| if action.owner.is_empty() { cell("nobody yet", Tone::Warn) } else { strong(&*action.owner) }),
        Col::text("Action", 24).grows().says(|action| plain(format!("{} {}", action.id, action.title))),
        Col::text("Due", 10).priority(1).says(|action| muted(action.due.map_or_else(|| "no date".to_owned(), |due| due.to_string()))),
    ];
    let actions = session.to_read_back();
    Rows::new(actions.len(), move |at| actions[at], |action| action.id.to_string(), columns.into())
}

/// Somebody who is here or was, or was in the last retro.
#[derive(Clone, Copy)]
struct Somebody<'a> {
    name: &'a str,
    /// Nothing of who is not written down in this one.
    person: Option<&'a Person>,
}

fn people(session: &Session) -> Rows<'_> {
    type Col<'a> = Column<'a, Somebody<'a>>;
    let known = session.people.iter().map(|person| Somebody { name: &person.name, person: Some(person) });
    let all: Vec<Somebody<'_>> = known.chain(session.expected().map(|name| Somebody { name, person: None })).collect();
    let mark = |one: &Somebody<'_>| match one.person {
        Some(person) if person.present => cell("✓ here", Tone::Good),
        Some(_) => cell("· left", Tone::Neutral),
        None => cell("? here", Tone::Warn),
    };
    let roles = |one: &Somebody<'_>| match (one.person, session.house.past_role(one.name)) {
        (Some(person), _) => muted(person.roles(&session.roster).into_iter().map(Role::label).collect::<Vec<_>>().join(", ")),
        (None, Some((role, _))) => muted(format!("{} in the last retro", role.label())),
        (None, None) => muted("in the last retro"),
    };
    let columns = [
        Col::text("", 6).says(mark),
        Col::text("Who", 20).grows().says(|one| if one.person.is_some() { strong(one.name) } else { plain(one.name) }),
        Col::text("As", 34).says(roles),
    ];
    Rows::new(all.len(), move |at| all[at], |one| one.name.to_owned(), columns.into())
}
