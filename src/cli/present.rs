//! The second window: it follows the session that another window has open.

use std::time::SystemTime;

use super::args::{PresentArgs, SightArg};
use super::{Context, outputs, standing, start};
use crate::app::marks::Tone;
use crate::app::model::Status;
use crate::app::presenting::{Presenting, Sight};
use crate::domain::event::SessionId;
use crate::domain::missing::Missing;
use crate::error::{Error, Result};
use crate::printed;
use crate::runtime::jobs::Places;
use crate::runtime::present::{self, Desk, Opened};
use crate::runtime::{self, mistakes};
use crate::store::sessions::JOURNAL;
use crate::store::windows::{Window, Windows};

/// A session that has only begun keeps its facts within that time; an older one has none.
const BEGINS: i64 = 20;

/// Opens the window.
///
/// # Errors
/// No terminal, no such session, or a theme that is not there.
pub(crate) fn run(context: &Context, args: &PresentArgs) -> Result<()> {
    if !printed::is_seen() {
        return Err(Error::Other("present draws on a terminal, and the output is none; run it in a window of its own".into()));
    }
    mistakes::listen();
    let id = args.id.as_deref().map(|given| context.sessions().find(given)).transpose()?;
    let (painter, theme) = start::painter(context)?;
    let settings = start::settings(context, &painter, theme, true)?;
    let sight = if args.view == SightArg::Room { Sight::Room } else { Sight::Private };
    let window = Presenting::new(sight, theme, context.args.redact);
    let windows = Windows::of(&context.home);
    let desk = Follows { context: context.clone(), id, windows: windows.clone() };
    present::run(window, desk, (&settings, &painter), |id| windows.tell(id, Window::Guide))
}

/// Which session the window follows.
struct Follows {
    context: Context,
    /// The one that was asked for.
    id: Option<SessionId>,
    windows: Windows,
}

impl Desk for Follows {
    fn meant(&self, shown: Option<&SessionId>) -> std::result::Result<SessionId, String> {
        let sessions = self.context.sessions();
        let changed = |id: &SessionId| sessions.changed(id);
        if let Some(id) = &self.id {
            return changed(id).map(|_| id.clone()).ok_or_else(|| format!("{id} is not there any more"));
        }
        let open: Vec<SessionId> = self.windows.open().into_iter().filter(|id| changed(id).is_some()).collect();
        // What is on the screen stays there, until another one is open and this one is not.
        if let Some(shown) = shown.filter(|shown| changed(shown).is_some() && (open.is_empty() || open.contains(shown))) {
            return Ok(shown.clone());
        }
        let among = if open.is_empty() { sessions.ids().map_err(|error| error.to_string())? } else { open };
        let dated = among.into_iter().filter_map(|id| Some((changed(&id)?, id)));
        let newest: Option<(SystemTime, SessionId)> = dated.max();
        newest.map(|(_, id)| id).ok_or_else(|| "It appears here as soon as one is opened in another window with run-retro".to_owned())
    }

    fn open(&self, id: &SessionId) -> Result<Option<Opened>> {
        let sessions = self.context.sessions();
        let read = sessions.read(id)?;
        let session = read.history.session();
        let age = (runtime::now() - session.opened_at).num_seconds();
        if session.held.is_none() && (0..BEGINS).contains(&age) {
            return Ok(None);
        }
        let ground = standing::of_session(&self.context, session, &super::QUIET)?;
        let places = Places::new(ground.grounds, super::here().join(outputs::EXPORT_FOLDER));
        let missing = read.history.missing().map(Missing::headline);
        let notices = missing.into_iter().chain(ground.notice).map(|text| Status { text, tone: Tone::Warn }).collect();
        Ok(Some(Opened { history: read.history, facts: ground.facts, places, journal: read.folder.join(JOURNAL), notices }))
    }

    fn is_held(&self, id: &SessionId) -> bool {
        self.windows.is_there(id, Window::Desk)
    }
}
