//! What the session stands on: the data it was held on, however those look by now.

use std::sync::Arc;

use super::effect::Effect;
use super::model::Model;
use super::overlays::Overlay;
use super::screens::view_cache::ViewCache;
use super::turn::Turn;
use crate::app::world::World;
use crate::domain::difference::Difference;
use crate::domain::event::Event;
use crate::domain::facts::Facts;
use crate::domain::held::{Figures, Held};
use crate::domain::restated::{self, Restated};
use crate::domain::rules;

/// The data as they are now, where they are not those that the session was held on.
#[derive(Clone, Debug, PartialEq)]
pub struct News {
    /// As compiled, without the room's corrections.
    pub facts: Arc<Facts>,
    /// The digest of the files.
    pub content: String,
    /// The folder of the data; `None` for the bundled sample.
    pub data: Option<String>,
    pub difference: Difference,
    /// The figures of both, with what the room corrected.
    pub then: Figures,
    pub now: Figures,
    /// What becomes of the insights that the room kept.
    pub restated: Vec<Restated>,
}

/// What a look at the data came to.
#[derive(Clone, Debug)]
pub enum Compared {
    Same,
    Differs(Arc<News>),
    /// Nothing can be compared: moved away, unreadable, or understood no more.
    OutOfReach(String),
}

impl News {
    /// `GRR 61.5 % then, 96.2 % now. 2 renewals changed`.
    pub(crate) fn told(&self) -> String {
        let figures = self.then.told_beside(&self.now).unwrap_or_else(|| "No headline figure differs".to_owned());
        format!("{figures}. {}", self.difference.summary())
    }
}

/// The data as they are now, as long as the session does not stand on them.
pub(crate) fn news(world: &World) -> Option<&News> {
    let news = world.news.as_deref()?;
    let stands_on_it = world.session().held.as_ref().is_some_and(|held| held.digest == news.content);
    (!stands_on_it).then_some(news)
}

/// The data are kept with the session.
pub(crate) fn held(turn: &mut Turn, kept: Result<Held, String>) {
    match kept {
        // Nobody can have gone over to other data before these were kept.
        Ok(held) if turn.model.world.session().held.is_none() && !turn.model.settings.read_only => {
            turn.model.world.standing_on = Some(held.name.clone());
            turn.record(Event::DataHeld { held });
        }
        Ok(_) => {}
        Err(error) => {
            turn.model.world.not_held = true;
            turn.warn_later(format!("The data could not be kept with the session: {error}"));
        }
    }
}

/// The data were looked at again.
pub(crate) fn compared(turn: &mut Turn, compared: Compared) {
    match compared {
        Compared::Same => {}
        Compared::Differs(news) => {
            let insights = restated::summary(&news.restated).map_or_else(String::new, |told| format!(". {told}"));
            turn.warn_later(format!("The data have changed. This retro keeps its original data (see Data quality){insights}"));
            turn.model.world.news = Some(news);
        }
        Compared::OutOfReach(why) => {
            turn.warn_later(format!("The data are out of reach; the retro goes on with what its session keeps. {why}"));
            turn.model.world.out_of_reach = Some(why);
        }
    }
}

/// Somebody asks for the data as they are now.
pub(crate) fn ask_for_news(turn: &mut Turn) {
    if news(&turn.model.world).is_none() {
        let why =
            if turn.model.world.out_of_reach.is_some() { "The data are out of reach" } else { "This retro already uses the current data" };
        return turn.say(why);
    }
    if let Err(refusal) = rules::figures_may_change(turn.model.world.session()) {
        return turn.warn(refusal.to_string());
    }
    turn.say("Going over to the data as they are now …");
    turn.effects.push(Effect::TakeNews);
}

/// The data as they are now are kept with the session: it stands on them.
pub(crate) fn renewed(turn: &mut Turn, kept: Result<Box<Event>, String>) {
    match kept {
        Ok(event) => {
            if let (Event::DataRenewed { held, .. }, Some(news), false) = (&*event, &turn.model.world.news, turn.model.settings.read_only) {
                turn.model.world.compiled = Arc::clone(&news.facts);
                turn.model.world.standing_on = Some(held.name.clone());
            }
            turn.say(event.describe());
            turn.record(*event);
        }
        Err(error) => turn.warn(format!("Could not switch to the newer data: {error}")),
    }
}

/// Undo and redo may have put the session on other data.
pub(crate) fn follow(turn: &mut Turn) {
    let wanted = turn.model.world.session().held.as_ref().map(|held| held.name.clone());
    if let Some(name) = wanted.filter(|name| turn.model.world.standing_on.as_ref() != Some(name)) {
        turn.model.world.standing_on = Some(name.clone());
        turn.effects.push(Effect::ReadHeld(name));
    }
}

/// Kept facts came back from the disk.
pub(crate) fn read(turn: &mut Turn, name: &str, facts: Result<Arc<Facts>, String>) {
    if turn.model.world.standing_on.as_deref() != Some(name) {
        return;
    }
    match facts {
        Ok(facts) => {
            turn.model.world.compiled = facts;
            turn.analyse();
        }
        Err(error) => turn.warn(format!("The figures stay as they are; those that the step was about cannot be read: {error}")),
    }
}

/// Puts other facts on the screen: what is open stays open, on the same renewals.
pub fn show(model: &mut Model, facts: Arc<Facts>) {
    let old = std::mem::replace(&mut model.world.facts, facts);
    if is_same(&old, &model.world.facts) {
        return;
    }
    model.screens.worked = ViewCache::default();
    let mut overlays = std::mem::take(&mut model.overlays);
    for overlay in &mut overlays {
        match overlay {
            Overlay::Renewals(list) => {
                list.opening.follow(&old, &model.world.facts);
                list.look_again(model);
            }
            Overlay::Rejects(list) => {
                if let Some(read) = &mut list.read {
                    read.follow(&old, &model.world.facts);
                }
            }
            _ => {}
        }
    }
    model.overlays = overlays;
}

fn is_same(a: &Facts, b: &Facts) -> bool {
    let same = |(a, b): (&Arc<_>, &Arc<_>)| Arc::ptr_eq(a, b) || a == b;
    a.renewals.len() == b.renewals.len() && a.renewals.iter().zip(&b.renewals).all(same)
}
