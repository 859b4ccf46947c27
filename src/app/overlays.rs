//! What lies above a phase's screen. The topmost has the keys; each says what it wants done when it closes.

pub(crate) mod account;
pub(crate) mod agenda;
pub(crate) mod amount_entry;
pub(crate) mod carried_form;
pub(crate) mod chat;
pub(crate) mod conflicts;
pub(crate) mod corrections;
pub(crate) mod date_entry;
pub(crate) mod detail;
pub(crate) mod effect_form;
pub(crate) mod evidence;
pub(crate) mod form;
pub(crate) mod forms;
pub(crate) mod house;
mod joining;
pub(crate) mod knowledge;
pub(crate) mod list_page;
pub(crate) mod name_entry;
pub(crate) mod offers;
pub(crate) mod picker;
pub(crate) mod pickers;
pub(crate) mod plans;
pub(crate) mod prompt;
pub(crate) mod prompts;
pub(crate) mod proposals;
pub(crate) mod reading;
pub(crate) mod rejects;
pub(crate) mod renewals;
pub(crate) mod tools;
pub(crate) mod whose_words;

use chrono::{DateTime, Utc};
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use serde::{Deserialize, Serialize};

use self::account::AccountPage;
use self::agenda::AgendaPage;
use self::chat::ChatPage;
use self::conflicts::ConflictsPage;
use self::evidence::EvidencePage;
use self::form::Form;
use self::house::{HousePage, Shelf};
use self::knowledge::KnowledgePage;
use self::list_page::ListPage;
use self::picker::{Choice, Picked, Picker};
use self::plans::PlansPage;
use self::prompt::Prompt;
use self::proposals::ProposalsPage;
use self::reading::Reading;
use self::rejects::RejectList;
use self::renewals::RenewalList;
use self::tools::ToolsPage;
use super::command::Command;
use super::drafts::{Draft, way_back};
use super::effect::Effect;
use super::input::{FULL, Taken};
use super::keymap::Mode;
use super::list::ListState;
use super::mapping::questions::Asking;
use super::model::Model;
use super::own;
use super::places;
use super::turn::Turn;
use crate::domain::action::ActionId;
use crate::domain::agenda::StepId;
use crate::domain::card::{CardId, InsightKind};
use crate::domain::house::ParkedId;
use crate::domain::person;
use crate::domain::renewal::RenewalId;
use crate::domain::roster::Role;

/// What something is typed for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    Note,
    NewCard(InsightKind),
    EditCard(CardId),
    AcceptBlocker(CardId),
    /// What was said of a card.
    Say(CardId),
    /// What was decided about a card.
    Decide(CardId),
    OverrideGate,
    SignOff,
    /// Why a closed session is changed again.
    Reopen,
    Seat(Role),
    /// A show of hands for a card.
    CountHands(CardId),
    /// The name of a group, for a card and another one.
    Group(CardId, CardId),
    /// How many votes a person has.
    LimitVotes,
    /// The name of somebody who joins.
    Join,
    /// What is not for now.
    Park,
    /// What the room holds itself to.
    Agree,
    /// The question of the check-in.
    AskRound,
    /// An answer to it.
    AnswerRound,
    /// An action made of a parked line.
    ParkedAction(ParkedId),
    NewAction(Option<CardId>),
    /// An action on an account whose renewal is ahead.
    ActOn(String),
    EditAction(ActionId),
    /// What becomes of a carried-over action, by its place.
    Carried(usize),
    /// Whether a carried-over action worked, by its place.
    Effect(usize),
    /// What was said to the escalation with that name.
    Answer(String),
    Correct(RenewalId),
    /// A folder that takes the session where its own does not.
    Elsewhere,
    /// To find something in a list, by the list's name.
    Search(String),
    /// To choose from a list that is narrowed by typing, by its title.
    Pick(String),
    /// A chat that was pasted and not taken in, by the digest of its words.
    Chat(String),
    /// Something about the data, before there is a session.
    Mapping(Asking),
}

impl Purpose {
    /// What was typed, in a few words.
    pub(crate) fn told(&self) -> String {
        match self {
            Self::Note => "a note".into(),
            Self::NewCard(kind) => format!("a new {}", kind.label().to_lowercase()),
            Self::EditCard(id) => format!("the new text of {id}"),
            Self::AcceptBlocker(id) => format!("why {id} is accepted"),
            Self::Say(id) => format!("what was said of {id}"),
            Self::Decide(id) => format!("a decision about {id}"),
            Self::OverrideGate => "why the gate is overridden".into(),
            Self::SignOff => "a sign-off".into(),
            Self::Reopen => "why the session is reopened".into(),
            Self::CountHands(id) => format!("a show of hands for {id}"),
            Self::Group(id, other) => format!("a name for {id} and {other}"),
            Self::LimitVotes => "the votes per person".into(),
            Self::Join => "the name of somebody who joins".into(),
            Self::Park => "a line for the parking lot".into(),
            Self::Agree => "a working agreement".into(),
            Self::AskRound => "the question of the check-in".into(),
            Self::AnswerRound => "an answer at check-in".into(),
            Self::ParkedAction(id) => format!("an action of {id}"),
            Self::Seat(role) => format!("the seat of the {}", role.label()),
            Self::NewAction(_) => "a new action".into(),
            Self::ActOn(account) => format!("an action on {account}"),
            Self::EditAction(id) => format!("changes of {id}"),
            Self::Carried(carried) => format!("what becomes of carried-over action {}", carried + 1),
            Self::Effect(carried) => format!("whether carried-over action {} worked", carried + 1),
            Self::Answer(name) => format!("an answer to the escalation {name}"),
            Self::Correct(renewal) => format!("a correction of {renewal}"),
            Self::Search(list) => format!("a search in {list}"),
            Self::Pick(title) => format!("what was looked for in {title}"),
            Self::Elsewhere => "a folder for the session".into(),
            Self::Chat(_) => "a pasted chat".into(),
            Self::Mapping(_) => "a word about the data".into(),
        }
    }

    /// What is typed becomes a step of the session.
    pub(crate) fn is_for_the_session(&self) -> bool {
        !matches!(self, Self::Elsewhere | Self::Search(_) | Self::Pick(_) | Self::Mapping(_))
    }

    /// It may be typed after the retro was closed, too: what became of actions, what was answered, who stands behind it, and why it is opened again.
    pub(crate) fn may_follow_close(&self) -> bool {
        !self.is_for_the_session()
            || matches!(
                self,
                Self::EditAction(_) | Self::Carried(_) | Self::Effect(_) | Self::Answer(_) | Self::SignOff | Self::Reopen | Self::Chat(_)
            )
    }

    /// Nothing stands beneath what is typed for it, or another key fills it in otherwise: all of it is the draft, not only what was changed.
    pub(crate) fn is_new(&self) -> bool {
        matches!(self, Self::NewAction(_) | Self::ActOn(_) | Self::ParkedAction(_) | Self::Carried(_))
    }

    /// Somebody's words, who may be named beside them.
    pub(crate) fn takes_author(&self) -> bool {
        matches!(self, Self::NewCard(_) | Self::Say(_) | Self::Park | Self::AnswerRound)
    }
}

#[derive(Clone, Debug)]
pub enum Overlay {
    Renewals(Box<RenewalList>),
    Rejects(Box<RejectList>),
    Account(Box<AccountPage>),
    Knowledge(Box<KnowledgePage>),
    Plans(Box<PlansPage>),
    Proposals(Box<ProposalsPage>),
    Conflicts(Box<ConflictsPage>),
    Tools(Box<ToolsPage>),
    Evidence(EvidencePage),
    Chat(Box<ChatPage>),
    Agenda(AgendaPage),
    House(HousePage),
    /// The timer, large.
    Clock,
    Reading(Box<Reading>),
    Picker(Picker),
    Prompt(Prompt),
    Form(Form),
}

/// What follows from a key or command in an overlay.
#[derive(Debug)]
pub(crate) enum Outcome {
    Stay,
    Close,
    Open(Box<Overlay>),
    /// It cannot be done, and this is why.
    Refused(String),
    /// The room goes to a step.
    GoTo(StepId),
    /// The picker's choice was made; it closes.
    Chosen(Choice),
    /// The prompt's or form's content is complete; it closes when it is accepted.
    Submitted,
    /// Not meant for the overlay: what counts everywhere (undo, help, quit) takes it.
    Elsewhere,
}

impl Outcome {
    /// What it opens.
    pub(crate) fn opened(self) -> Option<Overlay> {
        if let Self::Open(overlay) = self { Some(*overlay) } else { None }
    }
}

impl From<Picked> for Outcome {
    fn from(picked: Picked) -> Self {
        match picked {
            Picked::Stay => Self::Stay,
            Picked::Close => Self::Close,
            Picked::Chosen(choice) => Self::Chosen(choice),
        }
    }
}

impl Overlay {
    pub(crate) fn mode(&self) -> Mode {
        if self.searched().is_some_and(|list| list.filtering) {
            return Mode::Filtering;
        }
        match self {
            Self::Renewals(_) => Mode::Renewals,
            Self::Rejects(_) => Mode::Rejects,
            Self::Chat(_) => Mode::Chat,
            Self::Account(_) => Mode::Account,
            Self::Knowledge(_) => Mode::Knowledge,
            Self::Plans(_) => Mode::Plans,
            Self::Proposals(_) => Mode::Proposals,
            Self::Conflicts(_) => Mode::Conflicts,
            Self::Tools(_) => Mode::Tools,
            Self::Evidence(_) => Mode::Evidence,
            Self::Agenda(_) => Mode::Agenda,
            Self::House(page) => match page.shelf {
                Shelf::Parking => Mode::Parking,
                Shelf::Agreements => Mode::Agreements,
                Shelf::Round => Mode::Round,
                Shelf::ReadBack => Mode::ReadBack,
                Shelf::People => Mode::People,
            },
            Self::Clock => Mode::Clock,
            Self::Reading(_) => Mode::Reading,
            Self::Picker(_) => Mode::Picking,
            Self::Prompt(_) => Mode::Typing,
            Self::Form(_) => Mode::Filling,
        }
    }

    /// Opens it above what asks for it.
    fn opens(self) -> Outcome {
        Outcome::Open(Box::new(self))
    }

    pub(crate) fn purpose(&self) -> Option<Purpose> {
        match self {
            Self::Prompt(prompt) => Some(prompt.purpose.clone()),
            Self::Form(form) => Some(form.purpose.clone()),
            Self::Picker(picker) => Some(Purpose::Pick(picker.title.clone())),
            Self::Renewals(list) => Some(Purpose::Search(list.opening.what.clone())),
            Self::Rejects(list) => Some(Purpose::Search(list.file.clone())),
            Self::Account(page) => Some(Purpose::Search(page.account_id.to_string())),
            Self::Knowledge(_) => Some(Purpose::Search("earlier retros".to_owned())),
            Self::Plans(_) => Some(Purpose::Search("plans".to_owned())),
            Self::Chat(page) => Some(page.purpose()),
            Self::Proposals(_) => Some(Purpose::Search("proposals".to_owned())),
            Self::Conflicts(_) => Some(Purpose::Search("conflicts".to_owned())),
            Self::Tools(_) => Some(Purpose::Search("tools".to_owned())),
            Self::Reading(_) => Some(Purpose::Search("keys".to_owned())),
            Self::Evidence(_) | Self::Agenda(_) | Self::House(_) | Self::Clock => None,
        }
    }

    /// The list that can be searched here.
    pub(crate) fn searched(&self) -> Option<&ListState> {
        match self {
            Self::Renewals(list) => Some(&list.state),
            Self::Rejects(list) => Some(&list.state),
            Self::Chat(page) => Some(&page.state),
            Self::Account(page) => Some(&page.state),
            Self::Knowledge(page) => Some(&page.state),
            Self::Plans(page) => Some(&page.state),
            Self::Proposals(page) => Some(&page.state),
            Self::Conflicts(page) => Some(&page.state),
            Self::Tools(page) => Some(&page.state),
            Self::Reading(reading) => Some(&reading.state),
            _ => None,
        }
    }

    pub(crate) fn searched_mut(&mut self) -> Option<&mut ListState> {
        match self {
            Self::Renewals(list) => Some(&mut list.state),
            Self::Rejects(list) => Some(&mut list.state),
            Self::Chat(page) => Some(&mut page.state),
            Self::Account(page) => Some(&mut page.state),
            Self::Knowledge(page) => Some(&mut page.state),
            Self::Plans(page) => Some(&mut page.state),
            Self::Proposals(page) => Some(&mut page.state),
            Self::Conflicts(page) => Some(&mut page.state),
            Self::Tools(page) => Some(&mut page.state),
            Self::Reading(reading) => Some(&mut reading.state),
            _ => None,
        }
    }

    /// The page that is one list, whose rows need nothing else.
    fn list_page(&mut self) -> Option<&mut dyn ListPage> {
        match self {
            Self::Rejects(list) => Some(&mut **list),
            Self::Chat(page) => Some(&mut **page),
            Self::Knowledge(page) => Some(&mut **page),
            Self::Plans(page) => Some(&mut **page),
            Self::Proposals(page) => Some(&mut **page),
            Self::Conflicts(page) => Some(&mut **page),
            _ => None,
        }
    }

    /// There is a list here, and nothing in it: nothing to settle, to sort or to search.
    pub(crate) fn is_empty(&self, model: &Model) -> bool {
        let is_bare = |page: &dyn ListPage| page.rows().len() == 0;
        match self {
            Self::Rejects(list) => is_bare(&**list),
            Self::Chat(page) => is_bare(&**page),
            Self::Knowledge(page) => is_bare(&**page),
            Self::Plans(page) => is_bare(&**page),
            Self::Proposals(page) => is_bare(&**page),
            Self::Conflicts(page) => is_bare(&**page),
            Self::Tools(_) => model.world.tools.declared.is_empty(),
            Self::House(page) => page.shelf.len(model.world.session()) == 0,
            _ => false,
        }
    }

    /// Holds typed text that would be lost.
    pub(crate) fn is_changed(&self) -> bool {
        match self {
            Self::Prompt(prompt) => prompt.is_changed(),
            Self::Form(form) => form.is_changed(),
            _ => false,
        }
    }

    /// As it was before anything was typed.
    pub(super) fn start_anew(&mut self) {
        match self {
            Self::Prompt(prompt) => prompt.start_anew(),
            Self::Form(form) => form.start_anew(),
            _ => {}
        }
    }

    fn run(&mut self, model: &Model, command: Command) -> Outcome {
        match self {
            Self::Renewals(list) => list.run(model, command),
            Self::Rejects(list) => list.run(command),
            Self::Chat(page) => page.run(model, command),
            Self::Account(page) => page.run(model, command),
            Self::Knowledge(page) => page.run(command),
            Self::Plans(page) => page.run(command),
            Self::Proposals(page) => page.run(command),
            Self::Conflicts(page) => page.run(command),
            Self::Tools(page) => page.run(model, command),
            Self::Evidence(page) => page.run(model, command),
            Self::Agenda(page) => page.run(model, command),
            Self::House(page) => page.run(model, command),
            Self::Clock if command == Command::Back => Outcome::Close,
            Self::Reading(reading) => reading.run(command),
            Self::Clock | Self::Picker(_) | Self::Prompt(_) | Self::Form(_) => Outcome::Elsewhere,
        }
    }

    fn key(&mut self, model: &Model, key: KeyEvent, now: DateTime<Utc>) -> Outcome {
        if let Some(page) = self.list_page() {
            return page.key(key);
        }
        match self {
            Self::Renewals(list) => list.key(&model.world, key),
            Self::Account(page) => page.key(model, key),
            Self::Tools(page) => page.key(&model.world, key),
            Self::Reading(reading) => reading.key(key),
            Self::Picker(picker) => picker.key(key).into(),
            Self::Prompt(prompt) => prompt.key(key),
            Self::Form(form) => form.key(key, model.world.seen(now)),
            _ => Outcome::Elsewhere,
        }
    }

    fn paste(&mut self, text: &str) -> Taken {
        if let Some(list) = self.searched_mut() {
            return super::input::paste(&mut list.filter, text);
        }
        match self {
            Self::Picker(picker) => picker.paste(text),
            // A list of names, a line each, is several people.
            Self::Prompt(prompt) if prompt.purpose == Purpose::Join => {
                let written: Vec<String> = person::listed(text).iter().map(person::Listed::written).collect();
                prompt.paste_names(&written.join(", "))
            }
            Self::Prompt(prompt) => super::input::paste(&mut prompt.input, text),
            Self::Form(form) => form.paste(text),
            _ => Taken::Whole,
        }
    }
}

/// A command for the topmost overlay. `false`: it is not for it.
pub(crate) fn run(turn: &mut Turn, command: Command) -> bool {
    with_top(turn, |overlay, model| overlay.run(model, command))
}

/// A key for the topmost overlay while it takes text.
pub(crate) fn key(turn: &mut Turn, key: KeyEvent) {
    let now = turn.now;
    if is_throw_away(key)
        && let Some(overlay) = turn.model.overlays.last_mut()
        && overlay.is_changed()
    {
        overlay.start_anew();
        return turn.say("Thrown away: it stands as it was before anything was typed");
    }
    with_top(turn, |overlay, model| overlay.key(model, key, now));
}

/// What was typed into a field goes, all of it.
fn is_throw_away(key: KeyEvent) -> bool {
    key.code == KeyCode::Char('x') && key.modifiers.contains(KeyModifiers::CONTROL)
}

/// As it is printed; forms and prompts say it where there is something to throw away.
pub(crate) const THROW_AWAY: &str = "^X";

/// Says so where not all of a paste was taken.
pub(crate) fn tell_cut(turn: &mut Turn, taken: Taken) {
    if taken == Taken::Cut {
        turn.warn(format!("Only the beginning was pasted: {FULL}"));
    }
}

pub(crate) fn paste(turn: &mut Turn, text: &str) {
    let is_list = text.lines().filter(|line| !line.trim().is_empty()).count() > 1;
    if let Some(Purpose::NewCard(kind)) = turn.model.overlays.last().and_then(Overlay::purpose)
        && is_list
    {
        return chat::pasted(turn, text, kind);
    }
    let mut taken = Taken::Whole;
    with_top(turn, |overlay, _| {
        taken = overlay.paste(text);
        Outcome::Stay
    });
    tell_cut(turn, taken);
}

/// A click on a row of the topmost overlay: selects it, and opens it when it was selected.
pub(crate) fn click(turn: &mut Turn, row: usize) {
    with_top(turn, |overlay, model| {
        if let Some(page) = overlay.list_page() {
            return page.click(row);
        }
        match overlay {
            Overlay::Renewals(list) => list.click(&model.world, row),
            Overlay::Tools(page) => page.click(&model.world, row),
            Overlay::Picker(picker) => picker.click(row).into(),
            Overlay::Form(form) => form.click(row),
            Overlay::Evidence(page) => page.click(model, row),
            Overlay::Agenda(page) => page.click(model, row),
            Overlay::House(page) => page.click(row),
            _ => Outcome::Stay,
        }
    });
}

/// A click on the heading of a column of the topmost overlay: sorts by it.
pub(crate) fn click_heading(turn: &mut Turn, column: usize) {
    with_top(turn, |overlay, model| {
        if let Overlay::Renewals(list) = overlay {
            list.sort_by(&model.world, column);
        } else if let Overlay::Tools(page) = overlay {
            page.sort_by(&model.world, column);
        } else if let Some(page) = overlay.list_page() {
            page.sort_by(column);
        }
        Outcome::Stay
    });
}

/// A click on a side of the figure whose renewals are shown.
pub(crate) fn click_side(turn: &mut Turn, side: usize) {
    with_top(turn, |overlay, model| {
        if let Overlay::Renewals(list) = overlay {
            list.turn_to(model, side);
        }
        Outcome::Stay
    });
}

fn with_top(turn: &mut Turn, act: impl FnOnce(&mut Overlay, &Model) -> Outcome) -> bool {
    let Some(mut overlay) = turn.close() else { return false };
    let outcome = act(&mut overlay, turn.model);
    follow(turn, overlay, outcome)
}

fn follow(turn: &mut Turn, overlay: Overlay, outcome: Outcome) -> bool {
    match outcome {
        Outcome::Stay => turn.model.overlays.push(overlay),
        Outcome::Elsewhere => {
            turn.model.overlays.push(overlay);
            return false;
        }
        Outcome::Open(next) => {
            turn.model.overlays.push(overlay);
            open(turn, *next);
        }
        Outcome::Refused(why) => {
            turn.model.overlays.push(overlay);
            turn.warn(why);
        }
        Outcome::GoTo(step) => {
            turn.model.overlays.push(overlay);
            places::enter_step(turn, step);
        }
        Outcome::Close => put_aside(turn, &overlay),
        Outcome::Chosen(choice) => pickers::chosen(turn, choice),
        Outcome::Submitted => submit(turn, overlay),
    }
    true
}

/// Opens an overlay, asking for what it needs.
pub(crate) fn open(turn: &mut Turn, overlay: Overlay) {
    match &overlay {
        Overlay::Account(page) => {
            turn.effects.push(Effect::ReadAccount(page.account_id.clone()));
            turn.effects.push(Effect::ReadKnowledge(Some(knowledge::of_account(&turn.model.world, &page.account_id))));
        }
        Overlay::Knowledge(page) => turn.effects.push(Effect::ReadKnowledge(page.about.clone())),
        Overlay::Plans(_) => turn.effects.push(Effect::ReadPlans),
        Overlay::Evidence(page) => {
            turn.effects.extend(page.about(&turn.model.world).map(|about| Effect::ReadKnowledge(Some(about))));
        }
        _ => {}
    }
    if own::offers_agendas(&overlay) {
        own::look_again(turn);
    }
    turn.open(overlay);
}

fn submit(turn: &mut Turn, mut overlay: Overlay) {
    let refused = match &mut overlay {
        Overlay::Prompt(prompt) => match prompts::submitted(turn, prompt) {
            Ok(next) => {
                turn.model.overlays.extend(next);
                false
            }
            Err(error) => {
                prompt.error = Some(error);
                true
            }
        },
        Overlay::Form(form) => forms::submitted(turn, form).is_err(),
        Overlay::Chat(page) => chat::submitted(turn, page),
        Overlay::Proposals(page) => proposals::submitted(turn, page),
        Overlay::Conflicts(page) => conflicts::submitted(turn, page),
        Overlay::Tools(page) => tools::submitted(turn, page),
        Overlay::House(page) => house::submitted(turn, page),
        _ => false,
    };
    if refused {
        turn.model.overlays.push(overlay);
    }
}

/// Nothing typed is lost: what is left with Esc comes back when the same is opened again.
fn put_aside(turn: &mut Turn, overlay: &Overlay) {
    let (is_kept, throws_away) = match overlay {
        // A chat of which every line is left out is put aside for good.
        Overlay::Chat(page) => (page.count().1 > 0, String::new()),
        other => (other.is_changed(), format!(", {THROW_AWAY} there throws it away")),
    };
    let typed = is_kept.then(|| overlay.typed()).flatten();
    if let Some((purpose, typed)) = overlay.purpose().zip(typed) {
        if turn.model.world.drafts_error.is_some() {
            turn.warn("Put aside for as long as the program runs: it cannot be kept on the disk");
        } else {
            let back =
                way_back(&purpose).map_or_else(|| "open it again to go on where you were".into(), |key| format!("{key} brings it back"));
            turn.say(format!("Put aside, and kept: {back}{throws_away}"));
        }
        turn.model.drafts.put(Draft { purpose, typed, is_open: false });
    }
}
