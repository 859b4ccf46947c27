//! What assistants propose, before anybody accepted it: one key takes the selected one in, one drops it, another drops all.

use super::Outcome;
use super::list_page::{ListPage, Parts};
use crate::app::command::Command;
use crate::app::effect::Effect;
use crate::app::keymap;
use crate::app::list::column::{muted, plain, strong};
use crate::app::list::{Column, ListState, Rows};
use crate::app::turn::Turn;
use crate::domain::proposal::Proposal;
use crate::domain::request::{Answer, RequestId};
use crate::domain::text::counted;

/// What becomes of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Accept,
    Drop,
    DropAll,
}

#[derive(Clone, Debug)]
pub struct ProposalsPage {
    lines: Vec<Line>,
    pub state: ListState,
    wanted: Wanted,
}

#[derive(Clone, Debug)]
struct Line {
    proposal: Proposal,
    words: String,
}

impl ProposalsPage {
    pub(crate) fn of(proposals: &[Proposal]) -> Self {
        Self { lines: lines(proposals), state: ListState::default(), wanted: Wanted::Accept }
    }

    /// Others wait by now.
    pub(crate) fn renew(&mut self, proposals: &[Proposal]) {
        self.lines = lines(proposals);
    }

    pub(crate) fn len(&self) -> usize {
        self.lines.len()
    }

    /// The selected one.
    pub(crate) fn proposal(&self) -> Option<&Proposal> {
        Some(&self.lines.get(self.selected_row()?)?.proposal)
    }

    pub(crate) fn run(&mut self, command: Command) -> Outcome {
        self.wanted = match command {
            Command::AcceptSuggestion => Wanted::Accept,
            Command::RejectSuggestion => Wanted::Drop,
            Command::DropAll => Wanted::DropAll,
            command if self.travels(command) => return Outcome::Stay,
            Command::Back => return Outcome::Close,
            _ => return Outcome::Elsewhere,
        };
        if self.lines.is_empty() { Outcome::Refused("Nothing is proposed".to_owned()) } else { Outcome::Submitted }
    }
}

// Rows differ where others wait.
impl ListPage for ProposalsPage {
    fn parts(&self) -> Parts<'_, &ListState> {
        (&self.state, rows(&self.lines), self.lines.len() as u64)
    }

    fn parts_mut(&mut self) -> Parts<'_, &mut ListState> {
        (&mut self.state, rows(&self.lines), self.lines.len() as u64)
    }
}

fn lines(proposals: &[Proposal]) -> Vec<Line> {
    proposals.iter().map(|proposal| Line { words: proposal.words(), proposal: proposal.clone() }).collect()
}

fn rows(lines: &[Line]) -> Rows<'_> {
    type Col<'a> = Column<'a, &'a Line>;
    let columns = [
        Col::text("Becomes", 18).says(|line| plain(line.proposal.kind())),
        Col::text("What", 24).grows().says(|line| strong(line.words.as_str())),
        Col::text("Who", 22).priority(1).says(|line| muted(line.proposal.author())),
    ];
    Rows::of(lines, |line| line.proposal.id.to_string(), columns)
}

/// Does what was chosen. `true`: the page stays, since others wait or it was refused.
pub(crate) fn submitted(turn: &mut Turn, page: &mut ProposalsPage) -> bool {
    match page.wanted {
        Wanted::Accept => accept(turn, page),
        Wanted::Drop => {
            if let Some(id) = page.proposal().map(|proposal| proposal.id.clone()) {
                dropped(turn, &[id]);
                turn.say("Dropped");
            }
        }
        Wanted::DropAll => {
            let ids: Vec<RequestId> = page.lines.iter().map(|line| line.proposal.id.clone()).collect();
            dropped(turn, &ids);
            turn.say(format!("{} dropped", counted(ids.len(), "proposal", "proposals")));
        }
    }
    page.renew(&turn.model.world.proposals);
    !page.lines.is_empty()
}

/// The door is asked as for anything else.
fn accept(turn: &mut Turn, page: &ProposalsPage) {
    let Some(proposal) = page.proposal() else { return };
    let (answer, records) = proposal.accepted().take_in(&mut turn.model.world.history, turn.now);
    match &answer {
        Answer::Admitted { told, .. } => {
            turn.say_good(format!("{told}; {} takes it back", keymap::named(Command::Undo)));
            turn.recorded(records);
            turn.model.world.proposals.retain(|known| known.id != proposal.id);
            turn.effects.push(Effect::Answer(proposal.id.clone(), answer));
        }
        Answer::Refused { why } => turn.warn(why.clone()),
    }
}

fn dropped(turn: &mut Turn, ids: &[RequestId]) {
    turn.model.world.proposals.retain(|known| !ids.contains(&known.id));
    let answer = |id: &RequestId| Effect::Answer(id.clone(), Answer::Refused { why: "a person dropped it".to_owned() });
    turn.effects.extend(ids.iter().map(answer));
}
