//! What somebody typed and did not finish: it outlives Esc, `q`, and the end of the program.

mod way_back;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub(crate) use self::way_back::way_back;
use super::effect::Effect;
use super::model::Model;
use super::overlays::chat::ChatPage;
use super::overlays::{Overlay, Purpose, corrections, forms, pickers, prompts};
use super::overlays::{carried_form, effect_form};
use super::screens;
use super::turn::Turn;
use crate::domain::card::InsightKind;
use crate::domain::guardrail;
use crate::domain::roster::Role;
use crate::domain::scope::capitalise;
use crate::domain::session::Session;
use crate::domain::text;

/// Everything that is half typed, the oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Drafts(pub Vec<Draft>);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub purpose: Purpose,
    pub typed: Typed,
    /// It is being typed, not put aside.
    #[serde(default)]
    pub is_open: bool,
}

/// What stands in the fields, by their labels, and which of them has the keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    pub fields: BTreeMap<String, String>,
    #[serde(default)]
    pub focus: usize,
}

/// The field of whatever has only one.
const TEXT: &str = "text";

impl Typed {
    pub(crate) fn text(text: &str) -> Self {
        Self { fields: BTreeMap::from([(TEXT.to_owned(), text.to_owned())]), focus: 0 }
    }

    pub(crate) fn as_text(&self) -> &str {
        self.fields.get(TEXT).map_or("", String::as_str)
    }
}

impl Drafts {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes the draft for a purpose out.
    pub(crate) fn take(&mut self, purpose: &Purpose) -> Option<Typed> {
        let place = self.0.iter().position(|draft| draft.purpose == *purpose)?;
        Some(self.0.remove(place).typed)
    }

    /// Keeps a draft; an older one for the same gives way.
    pub(crate) fn put(&mut self, draft: Draft) {
        self.0.retain(|known| known.purpose != draft.purpose);
        self.0.push(draft);
    }

    /// A card that is half typed for another column than this.
    pub(crate) fn card_elsewhere(&self, kind: InsightKind) -> Option<&Purpose> {
        let purposes = self.0.iter().map(|draft| &draft.purpose);
        purposes.into_iter().find(|purpose| matches!(purpose, Purpose::NewCard(other) if *other != kind))
    }

    /// All that is half typed by now: what was put aside, and what is being typed.
    fn of(model: &Model) -> Self {
        let mut drafts = model.drafts.clone();
        let open = model.overlays.iter().filter_map(|overlay| Some((overlay.purpose()?, overlay.typed()?)));
        let search = screens::filtering(model).map(|list| (Purpose::Search(list.name()), model.screens.list(list).filter.value()));
        let search = search.filter(|(_, words)| !words.is_empty()).map(|(purpose, words)| (purpose, Typed::text(words)));
        for (purpose, typed) in search.into_iter().chain(open) {
            drafts.put(Draft { purpose, typed, is_open: true });
        }
        drafts
    }

    /// As read from outside: clean, like everything that was not typed here.
    pub(crate) fn cleaned(mut self) -> Self {
        for draft in &mut self.0 {
            // A chat is more than a line.
            let has_lines = matches!(draft.purpose, Purpose::Chat(_));
            for value in draft.typed.fields.values_mut() {
                let clean = if has_lines { text::printable(value) } else { text::clean(value, false) };
                *value = clean.into_owned();
            }
        }
        self
    }
}

/// Has what is half typed kept whenever it changes.
pub(crate) fn keep(turn: &mut Turn) {
    if turn.model.settings.read_only {
        return;
    }
    let drafts = Drafts::of(turn.model);
    if drafts != turn.model.drafts_kept {
        turn.model.drafts_kept = drafts.clone();
        turn.effects.push(Effect::KeepDrafts(Box::new(drafts)));
    }
}

/// Puts back what was half typed when the program ended: what was being typed stands open again, the rest waits where
/// it was. What it says of that; `None` where there was nothing.
pub fn restore(turn: &mut Turn, drafts: Drafts) -> Option<String> {
    turn.model.drafts_kept = drafts.clone();
    let (open, aside): (Vec<Draft>, Vec<Draft>) = drafts.0.into_iter().partition(|draft| draft.is_open);
    turn.model.drafts = Drafts(aside.iter().cloned().chain(open.iter().cloned().map(|draft| Draft { is_open: false, ..draft })).collect());
    let reopened = open.iter().rev().find(|draft| reopen(turn, draft)).map(|draft| draft.purpose.clone());
    // A chat that was put aside may have been taken in since.
    let is_news = |draft: &&Draft| !matches!(draft.purpose, Purpose::Chat(_)) || ChatPage::kept(turn.model, &draft.typed).is_some();
    let aside: Vec<&Draft> = aside.iter().filter(is_news).collect();
    // It may be in the session already.
    let left = open.iter().filter(|draft| turn.model.drafts.0.iter().any(|kept| kept.purpose == draft.purpose));
    let waiting = aside.into_iter().chain(left).map(|draft| &draft.purpose).filter(|purpose| Some(*purpose) != reopened.as_ref());
    let session = turn.model.world.session();
    let told = |purpose: &Purpose| {
        way_back(purpose).filter(|_| is_there(session, purpose)).map_or_else(|| purpose.told(), |key| format!("{} ({key})", purpose.told()))
    };
    let waiting: Vec<String> = waiting.map(told).collect();
    let back = reopened.map(|purpose| format!("{} is back as it was half typed", capitalise(&purpose.told())));
    let waits = (!waiting.is_empty()).then(|| format!("Half typed and kept, until you open it again: {}", waiting.join(", ")));
    let told: Vec<String> = back.into_iter().chain(waits).collect();
    (!told.is_empty()).then(|| told.join(". "))
}

/// The chat that was put aside last, if something in it is still new.
pub(crate) fn chat_again(turn: &mut Turn) {
    let is_chat = |draft: &&Draft| matches!(draft.purpose, Purpose::Chat(_));
    while let Some(draft) = turn.model.drafts.0.iter().rfind(is_chat).cloned() {
        if reopen(turn, &draft) {
            return;
        }
    }
    turn.say("No chat is put aside; paste one to look at it");
}

/// What it was typed for is still there.
fn is_there(session: &Session, purpose: &Purpose) -> bool {
    match purpose {
        Purpose::EditCard(id)
        | Purpose::AcceptBlocker(id)
        | Purpose::Say(id)
        | Purpose::Decide(id)
        | Purpose::CountHands(id)
        | Purpose::Group(id, _)
        | Purpose::NewAction(Some(id)) => session.insight(*id).is_some(),
        Purpose::EditAction(id) => session.action(*id).is_some(),
        Purpose::ParkedAction(id) => session.house.parked(*id).is_some_and(|line| line.became.is_none()),
        Purpose::Carried(carried) | Purpose::Effect(carried) => session.carried.get(*carried).is_some(),
        Purpose::Answer(name) => guardrail::subject(session, name).is_some(),
        _ => true,
    }
}

/// Opens what something was typed into, where that can be told without the way that led there.
fn reopen(turn: &mut Turn, Draft { purpose, typed, .. }: &Draft) -> bool {
    if let Purpose::Search(name) = purpose {
        return screens::search_again(turn.model, name);
    }
    if let Purpose::Chat(_) = purpose {
        turn.model.drafts.take(purpose);
        let page = ChatPage::kept(turn.model, typed);
        return page.map(|page| turn.open(Overlay::Chat(Box::new(page)))).is_some();
    }
    let session = turn.model.world.session();
    let overlay = match purpose {
        Purpose::Note => Some(prompts::note()),
        Purpose::NewCard(kind) => Some(prompts::new_card(session, *kind)),
        Purpose::EditCard(id) => session.insight(*id).map(prompts::edit_card),
        Purpose::AcceptBlocker(id) => session.insight(*id).map(prompts::accept_blocker),
        Purpose::Say(id) => session.insight(*id).map(|card| prompts::say(session, card)),
        Purpose::Decide(id) => session.insight(*id).map(prompts::decide),
        Purpose::OverrideGate => Some(prompts::override_gate(session.gate_override.as_deref())),
        Purpose::SignOff => Some(prompts::sign_off(session, Role::RenewalDirector)),
        Purpose::Reopen => session.closed.then(prompts::reopen),
        Purpose::CountHands(id) => session.insight(*id).map(prompts::count_hands),
        Purpose::Group(id, other) => session.insight(*id).zip(session.insight(*other)).map(|(card, other)| prompts::group(card, other)),
        Purpose::LimitVotes => Some(prompts::limit_votes(session)),
        Purpose::Join => Some(prompts::join(session)),
        Purpose::Park => Some(prompts::park(session)),
        Purpose::Agree => Some(prompts::agree()),
        Purpose::AskRound => Some(prompts::ask_round(turn.model)),
        Purpose::AnswerRound => session.house.question.is_some().then(|| prompts::answer_round(session)),
        Purpose::ParkedAction(id) => session.house.parked(*id).map(|line| forms::parked_action(&turn.model.world, line)),
        Purpose::Seat(role) => Some(forms::seat(session, *role)),
        Purpose::NewAction(insight) => Some(forms::new_action(&turn.model.world, *insight)),
        Purpose::ActOn(account) => Some(forms::act_on_account(&turn.model.world, account)),
        Purpose::EditAction(id) => session.action(*id).map(|action| forms::edit_action(&turn.model.world, action)),
        Purpose::Carried(carried) => carried_form::asked(&turn.model.world, *carried, carried_form::At::Start),
        Purpose::Effect(carried) => effect_form::asked(&turn.model.world, *carried),
        Purpose::Answer(name) => forms::answer(&turn.model.world, name),
        Purpose::Correct(id) => turn.model.world.facts.find(id).and_then(|renewal| corrections::asked(turn.model, renewal).opened()),
        Purpose::Pick(title) if *title == pickers::PALETTE => Some(pickers::palette(turn.model)),
        Purpose::Pick(_) | Purpose::Search(_) | Purpose::Chat(_) | Purpose::Elsewhere | Purpose::Mapping(_) => None,
    };
    let Some(overlay) = overlay else { return false };
    turn.open(overlay);
    true
}

impl Overlay {
    /// What was typed into it and is no step yet; `None` where that is nothing.
    pub(crate) fn typed(&self) -> Option<Typed> {
        let words = match self {
            Self::Prompt(prompt) => return prompt.is_changed().then(|| Typed::text(prompt.input.value())),
            Self::Form(form) => return form.is_changed().then(|| form.typed()),
            Self::Picker(picker) => picker.input.value(),
            Self::Chat(page) => return page.typed(),
            Self::Evidence(_) | Self::Agenda(_) | Self::House(_) | Self::Clock => return None,
            list => {
                let state = list.searched()?;
                if state.filtering { state.filter.value() } else { "" }
            }
        };
        (!words.is_empty()).then(|| Typed::text(words))
    }

    /// Puts back what was typed into it before.
    pub(crate) fn take_back(&mut self, typed: &Typed) {
        match self {
            Self::Prompt(prompt) => prompt.take_back(typed.as_text()),
            Self::Form(form) => form.take_back(typed),
            Self::Picker(picker) => picker.search(typed.as_text()),
            Self::Chat(page) => page.take_back(typed),
            list => {
                if let Some(state) = list.searched_mut() {
                    state.search(typed.as_text());
                }
            }
        }
    }
}
