//! What a session stands on, on the disk: its data, and the facts kept of them in its folder.

use std::path::PathBuf;
use std::sync::Arc;

use crate::analysis;
use crate::analysis::decisions::RoomDecisions;
use crate::analysis::headline::headline;
use crate::app::standing::{Compared, News};
use crate::compile::{self, Source};
use crate::domain::difference::Difference;
use crate::domain::event::Event;
use crate::domain::facts::Facts;
use crate::domain::held::{Figures, Held};
use crate::domain::progress::Progress;
use crate::domain::scope::ScopeRequest;
use crate::domain::session::Session;
use crate::error::Result;
use crate::store::held::{self, MOST_BYTES};
use crate::telling::restated::restate;

/// Where a session's data are, and how they are compiled.
#[derive(Clone, Debug)]
pub struct Grounds {
    pub source: Source,
    pub mapping: Option<PathBuf>,
    pub request: ScopeRequest,
    /// The folder of compiled facts.
    pub cache: PathBuf,
    /// The session's folder.
    pub session: PathBuf,
    /// The pulls that failed before the session was opened: the account of the data says so.
    pub failures: Vec<(String, String)>,
}

impl Grounds {
    /// Keeps the facts that a new session stands on. When the files have been found to hold something else than these
    /// facts were compiled from, their digest is left open, and a comparison finds what differs.
    ///
    /// # Errors
    /// The session's folder cannot be written.
    pub(crate) fn keep(&self, facts: &Facts) -> Result<Held> {
        let content = self.content().unwrap_or_default();
        let confirmed = compile::confirms(&self.source, &self.request, self.mapping.as_deref(), &self.cache, &content);
        let digest = if confirmed.unwrap_or(false) { content } else { String::new() };
        self.held(facts, digest, headline(facts, &RoomDecisions::default()))
    }

    /// The facts that the session keeps under a name.
    ///
    /// # Errors
    /// They are not there, or damaged.
    pub(crate) fn read(&self, name: &str) -> Result<Arc<Facts>> {
        held::read(&self.session, name).map(Arc::new)
    }

    /// Holds the data as they are now against the facts that a session stands on.
    pub(crate) fn compare(&self, standing: &Arc<Facts>, session: &Session, progress: &dyn Progress) -> Compared {
        let held = session.held.as_ref();
        let compared = self.content().and_then(|content| {
            if held.is_some_and(|held| held.digest == content) {
                return Ok(None);
            }
            self.as_now(&content, progress).map(|facts| Some((facts, content)))
        });
        match compared {
            Ok(None) => Compared::Same,
            Ok(Some((facts, content))) => {
                self.news(standing, session, facts, content).map_or(Compared::Same, |news| Compared::Differs(Arc::new(news)))
            }
            Err(error) => Compared::OutOfReach(error.to_string()),
        }
    }

    /// Keeps the data as they are now, and says that the session goes over to them.
    ///
    /// # Errors
    /// The session's folder cannot be written.
    pub(crate) fn renew(&self, standing: &Arc<Facts>, news: &News, session: &Session) -> Result<Event> {
        let [then, now] = [standing, &news.facts].map(|facts| figures(facts, session));
        let held = self.held(&news.facts, news.content.clone(), now)?;
        Ok(Event::DataRenewed { held, then, what: news.difference.summary(), insights: news.restated.clone() })
    }

    fn held(&self, facts: &Facts, digest: String, figures: Figures) -> Result<Held> {
        let kept = held::keep(&self.session, facts, MOST_BYTES)?;
        Ok(Held { name: kept.name, digest, figures, is_whole: kept.is_whole, data: self.source.remembered() })
    }

    fn content(&self) -> Result<String> {
        compile::content(&self.source, self.mapping.as_deref())
    }

    fn as_now(&self, content: &str, progress: &dyn Progress) -> Result<Facts> {
        let facts = compile::as_now(&self.source, &self.request, self.mapping.as_deref(), &self.cache, content, progress)?;
        Ok(facts.with_failures(&self.failures))
    }

    /// `None` where the files have changed and nothing that is read from them.
    pub fn news(&self, standing: &Arc<Facts>, session: &Session, facts: Facts, content: String) -> Option<News> {
        let facts = Arc::new(facts);
        let difference = Difference::between(standing, &facts);
        let corrected = [standing, &facts].map(|facts| analysis::corrected(facts, session));
        let [then, now] = corrected.each_ref().map(|facts| headline(facts, &RoomDecisions::of(session)));
        if difference.is_empty() && then == now {
            return None;
        }
        let restated = restate(&corrected[0], &corrected[1], session, &difference);
        Some(News { facts, content, data: self.source.remembered(), difference, then, now, restated })
    }
}

/// The headline figures with what the room corrected.
fn figures(compiled: &Arc<Facts>, session: &Session) -> Figures {
    headline(&analysis::corrected(compiled, session), &RoomDecisions::of(session))
}
