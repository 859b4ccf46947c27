//! What earlier retros learned, decided and promised: about what somebody stands before, or all of it.

use super::list_page::{ListPage, Parts};
use super::{Outcome, Overlay};
use crate::analysis::findings::Lens;
use crate::app::command::Command;
use crate::app::list::column::{muted, plain, strong};
use crate::app::list::{Column, ListState, Rows, Value};
use crate::app::model::Model;
use crate::app::screens::lists::buckets;
use crate::app::screens::page::Page;
use crate::app::screens::{insights, patterns};
use crate::app::world::World;
use crate::domain::Name;
use crate::domain::card::Insight;
use crate::domain::event::PastBlocker;
use crate::domain::guardrail;
use crate::domain::knowledge::{About, Found};
use crate::domain::session::Session;

#[derive(Clone, Debug)]
pub struct KnowledgePage {
    /// `None` is everything.
    pub about: Option<About>,
    /// The newest first; `None` while they are read.
    pub found: Option<Result<Vec<Found>, String>>,
    pub state: ListState,
}

impl KnowledgePage {
    /// So many are shown at most; `run-retro kb search` finds the others.
    pub(crate) const MOST: usize = 1000;

    /// About what is selected, or lies open.
    pub(crate) fn here(model: &Model) -> Self {
        Self { about: about(model), found: None, state: ListState::default() }
    }

    pub(crate) fn run(&mut self, command: Command) -> Outcome {
        match command {
            command if self.travels(command) => Outcome::Stay,
            Command::Back => Outcome::Close,
            _ => Outcome::Elsewhere,
        }
    }

    pub(crate) fn all(&self) -> &[Found] {
        known(self.found.as_ref())
    }
}

/// What was found, as far as it is read.
fn known(found: Option<&Result<Vec<Found>, String>>) -> &[Found] {
    found.and_then(|found| found.as_ref().ok()).map_or(&[], Vec::as_slice)
}

impl ListPage for KnowledgePage {
    fn parts(&self) -> Parts<'_, &ListState> {
        let found = self.all();
        (&self.state, rows(found), found.len() as u64)
    }

    fn parts_mut(&mut self) -> Parts<'_, &mut ListState> {
        let found = known(self.found.as_ref());
        (&mut self.state, rows(found), found.len() as u64)
    }
}

fn rows(all: &[Found]) -> Rows<'_> {
    type Col<'a> = Column<'a, &'a Found>;
    let columns = [
        Col::text("Retro", 9).by(|found| Value::day(Some(found.entry.until))).says(|found| muted(found.entry.window.as_str())),
        Col::text("Kind", 15).says(|found| plain(found.entry.kind.label())),
        Col::text("What", 24).grows().says(|found| strong(found.entry.text.as_str())),
        Col::text("Who", 16).priority(2).says(|found| muted(found.entry.who.as_str())),
        Col::text("Became", 27).grows().priority(1).says(|found| plain(found.became.last().map_or("", String::as_str))),
    ];
    Rows::of(all, |found| found.entry.reference(), columns).also(|i| {
        let Found { entry, became } = &all[i];
        let about = entry.about.as_deref().unwrap_or_default();
        format!("{} {about} {} {}", entry.reference(), became.join(" "), entry.evidence.join(" "))
    })
}

/// What somebody stands before.
fn about(model: &Model) -> Option<About> {
    match model.overlays.last() {
        Some(Overlay::Account(page)) => Some(of_account(&model.world, &page.account_id)),
        Some(Overlay::Renewals(list)) => list.selected_renewal(&model.world).map(|renewal| of_account(&model.world, &renewal.account_id)),
        Some(Overlay::Evidence(page)) => page.about(&model.world),
        Some(_) => None,
        None => on_page(model),
    }
}

fn on_page(model: &Model) -> Option<About> {
    match model.screens.page(model.phase()) {
        Page::PatternBoard => of_bucket(model),
        Page::InsightBoard => insights::selected(model).map(|card| of_card(model.world.session(), card)),
        Page::Discussion => model.world.session().topic().map(|(card, _)| of_card(model.world.session(), card)),
        _ => None,
    }
}

/// All renewals of the account that are known, those of earlier windows among them.
pub(crate) fn of_account(world: &World, account: &Name) -> About {
    let own: Vec<_> = world.facts.renewals.iter().filter(|renewal| renewal.account_id == *account).collect();
    let what = own.first().map_or_else(|| account.to_string(), |renewal| renewal.account.to_string());
    About { renewals: own.iter().map(|renewal| renewal.id.clone()).collect(), ..About::of(&what, []) }
}

/// The findings behind it, its words, and the blocker of an earlier retro that it may be.
pub(crate) fn of_card(session: &Session, card: &Insight) -> About {
    let keys = card.evidence.iter().map(|evidence| evidence.key.clone());
    let before = guardrail::may_repeat(session, card).into_iter().flat_map(PastBlocker::topics).map(ToOwned::to_owned);
    About { topics: card.topics().chain(before).collect(), ..About::of(&card.text, keys) }
}

fn of_bucket(model: &Model) -> Option<About> {
    let lens = model.screens.patterns.lens;
    let bucket = &buckets::all(model)[buckets::selected(model)?];
    let key = match lens {
        Lens::ReasonCode => format!("reason:{}", bucket.key),
        Lens::Play => format!("play:{}", bucket.key),
        // Earlier retros have no findings by these.
        Lens::ExecInvolvement | Lens::Pricing => return patterns::selected_renewal(model).map(|r| of_account(&model.world, &r.account_id)),
    };
    Some(About::of(&bucket.label, [key]))
}

impl Overlay {
    /// Takes in what earlier retros said, where it is about that.
    pub(crate) fn learn(&mut self, world: &World, about: Option<&About>, found: &Result<Vec<Found>, String>) {
        let known = || found.clone().unwrap_or_default();
        match self {
            Self::Knowledge(page) if page.about.as_ref() == about => page.found = Some(found.clone()),
            Self::Account(page) if Some(&of_account(world, &page.account_id)) == about => page.earlier = known(),
            Self::Evidence(page) if page.about(world).as_ref() == about => page.earlier = known(),
            _ => {}
        }
    }
}
