//! An insight with the evidence behind it; each piece opens to its renewals.

use super::knowledge;
use super::renewals::RenewalList;
use super::{Outcome, Overlay};
use crate::app::command::Command;
use crate::app::cursor::Cursor;
use crate::app::model::Model;
use crate::app::screens::drill_down::Opening;
use crate::app::screens::lists;
use crate::app::world::World;
use crate::domain::card::{CardId, Evidence};
use crate::domain::knowledge::{About, Found};

/// What the page is about: a card of the board, or a finding that is only suggested.
#[derive(Clone, Debug)]
pub enum Subject {
    Card(CardId),
    Finding(Box<Evidence>),
}

#[derive(Clone, Debug)]
pub struct EvidencePage {
    pub subject: Subject,
    pub cursor: Cursor,
    /// What earlier retros said about the same.
    pub earlier: Vec<Found>,
}

impl EvidencePage {
    pub(crate) fn new(subject: Subject) -> Self {
        Self { subject, cursor: Cursor::default(), earlier: vec![] }
    }

    pub(crate) fn evidence<'a>(&'a self, world: &'a World) -> &'a [Evidence] {
        match &self.subject {
            Subject::Card(id) => world.session().insight(*id).map_or(&[], |card| &card.evidence),
            Subject::Finding(evidence) => std::slice::from_ref(evidence),
        }
    }

    /// What it is about, in the terms of earlier retros.
    pub(crate) fn about(&self, world: &World) -> Option<About> {
        match &self.subject {
            Subject::Card(id) => world.session().insight(*id).map(|card| knowledge::of_card(world.session(), card)),
            Subject::Finding(evidence) => Some(About::of(&evidence.statement, [evidence.key.clone()])),
        }
    }

    pub(crate) fn run(&mut self, model: &Model, command: Command) -> Outcome {
        let len = self.evidence(&model.world).len();
        match command {
            Command::Back => Outcome::Close,
            Command::Open => self.open(model),
            command if self.cursor.travel(command, len) => Outcome::Stay,
            _ => Outcome::Elsewhere,
        }
    }

    pub(crate) fn click(&mut self, model: &Model, row: usize) -> Outcome {
        self.cursor.0 = row;
        self.open(model)
    }

    fn open(&self, model: &Model) -> Outcome {
        let all = self.evidence(&model.world);
        let Some(evidence) = self.cursor.at(all.len()).map(|i| &all[i]) else { return Outcome::Stay };
        let found = lists::of_evidence(&model.world, evidence).and_then(|(list, i)| RenewalList::of_row(model, list, i));
        let recorded = || RenewalList::new(Opening::new(&model.world, &evidence.statement, &evidence.renewals));
        Overlay::Renewals(Box::new(found.unwrap_or_else(recorded))).opens()
    }
}
