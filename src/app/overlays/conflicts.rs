//! What was done on two machines at once: both are shown, one key leaves what counts, one takes the other.

use super::Outcome;
use super::list_page::{ListPage, Parts};
use crate::app::command::Command;
use crate::app::list::column::{muted, plain, strong};
use crate::app::list::{Column, ListState, Rows};
use crate::app::sharing;
use crate::app::turn::Turn;
use crate::app::world::World;
use crate::domain::rules::Refusal;
use crate::domain::share::Conflict;
use crate::domain::wish::Wish;

#[derive(Clone, Debug)]
pub struct ConflictsPage {
    lines: Vec<Line>,
    pub state: ListState,
    takes_other: bool,
}

#[derive(Clone, Debug)]
struct Line {
    conflict: Conflict,
    counts: String,
    other: String,
}

impl ConflictsPage {
    pub(crate) fn of(world: &World) -> Self {
        Self { lines: lines(world), state: ListState::default(), takes_other: false }
    }

    pub(crate) fn renew(&mut self, world: &World) {
        self.lines = lines(world);
    }

    pub(crate) fn len(&self) -> usize {
        self.lines.len()
    }

    /// What the selected one is about, what counts, and what does not.
    pub(crate) fn selected_lines(&self) -> Option<[String; 3]> {
        let line = self.lines.get(self.selected_row()?)?;
        let counts = format!("Counts: {}", line.counts);
        Some([line.conflict.about.clone(), counts, format!("Does not: {}", line.other)])
    }

    pub(crate) fn run(&mut self, command: Command) -> Outcome {
        self.takes_other = match command {
            Command::AcceptSuggestion => true,
            Command::RejectSuggestion => false,
            command if self.travels(command) => return Outcome::Stay,
            Command::Back => return Outcome::Close,
            _ => return Outcome::Elsewhere,
        };
        if self.lines.is_empty() { Outcome::Refused("Nothing is left to settle".to_owned()) } else { Outcome::Submitted }
    }
}

// Rows differ where others are left.
impl ListPage for ConflictsPage {
    fn parts(&self) -> Parts<'_, &ListState> {
        (&self.state, rows(&self.lines), self.lines.len() as u64)
    }

    fn parts_mut(&mut self) -> Parts<'_, &mut ListState> {
        (&mut self.state, rows(&self.lines), self.lines.len() as u64)
    }
}

fn lines(world: &World) -> Vec<Line> {
    let line = |conflict: &Conflict| Line {
        counts: conflict.counts(&world.history).unwrap_or_else(|| "nothing".to_owned()),
        other: conflict.other(&world.history),
        conflict: conflict.clone(),
    };
    world.conflicts.iter().map(line).collect()
}

fn rows(lines: &[Line]) -> Rows<'_> {
    type Col<'a> = Column<'a, &'a Line>;
    let columns = [
        Col::text("About", 20).says(|line| plain(line.conflict.about.as_str())),
        Col::text("What counts", 24).grows().says(|line| strong(line.counts.as_str())),
        Col::text("What does not", 24).grows().priority(1).says(|line| muted(line.other.as_str())),
    ];
    Rows::of(lines, |line| line.conflict.lines.iter().map(ToString::to_string).collect::<String>(), columns)
}

/// Does what was chosen. `true`: the page stays, since others are left or it was refused.
pub(crate) fn submitted(turn: &mut Turn, page: &mut ConflictsPage) -> bool {
    if let Some(line) = page.selected_row().and_then(|row| page.lines.get(row)).cloned() {
        settle(turn, &line, page.takes_other);
        sharing::keep_up(turn);
    }
    page.renew(&turn.model.world);
    !page.lines.is_empty()
}

/// Both are one step, which undo takes back.
fn settle(turn: &mut Turn, line: &Line, takes_other: bool) {
    let author = turn.model.driver();
    let again = Wish::SayAgain(line.conflict.lines[0]);
    if takes_other && let Err(refusal) = turn.model.admit_for(&author, again.clone()) {
        return turn.warn(with_remedy(refusal).to_string());
    }
    let kept = if takes_other { &line.other } else { &line.counts };
    let told = if line.conflict.stands.is_none() && !takes_other {
        format!("{}: left out: {}", line.conflict.about, line.other)
    } else {
        format!("{}: {kept}", line.conflict.about)
    };
    let settled = Wish::SettleConflict { lines: line.conflict.lines.clone(), told };
    if let Err(refusal) = turn.grant(settled) {
        return turn.warn(refusal.to_string());
    }
    let step = turn.model.world.history.last_seq();
    if takes_other && let Err(refusal) = turn.grant_part(&author, again, step) {
        return turn.warn(refusal.to_string());
    }
    turn.say_good("Settled; u takes it back");
}

/// What the other said is lost in no case.
fn with_remedy(refusal: Refusal) -> Refusal {
    let remedy = refusal.remedy.or_else(|| Some("leave it so (x): its words stay in the transcript".to_owned()));
    Refusal { remedy, ..refusal }
}
