//! The second window's loop: it looks which session is meant, follows its journal, and draws when something changed. It writes nothing.

mod usher;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

use self::usher::{News, Usher};
use super::background::Background;
use super::follow::Follower;
use super::jobs::Places;
use super::terminal::Screen;
use super::{Wire, mistakes, now};
use crate::app::effect::Effect;
use crate::app::message::Message;
use crate::app::model::{Model, Settings, Status};
use crate::app::presenting::{Presenting, Sight, Stage};
use crate::domain::event::SessionId;
use crate::domain::facts::Facts;
use crate::domain::session::History;
use crate::error::Result;
use crate::store::windows::Told;
use crate::view::Painter;

/// Which session is meant, and how it is opened: whoever starts the window knows.
pub(crate) trait Desk: Send + 'static {
    /// The session to show, while `shown` is on the screen.
    ///
    /// # Errors
    /// There is none, and what somebody who waits for one wants to know.
    fn meant(&self, shown: Option<&SessionId>) -> std::result::Result<SessionId, String>;

    /// What there is of it now; `None` while it is still being made.
    ///
    /// # Errors
    /// It cannot be read.
    fn open(&self, id: &SessionId) -> Result<Option<Opened>>;

    /// Whether it is open in another window, to be gone on with.
    fn is_held(&self, id: &SessionId) -> bool;
}

/// A session as the window opens it.
pub(crate) struct Opened {
    pub history: History,
    pub facts: Arc<Facts>,
    pub places: Places,
    pub journal: PathBuf,
    pub notices: Vec<Status>,
}

/// What belongs to the session on the screen; it ends with it.
struct Followed {
    _follower: Follower,
    background: Background,
}

/// How often it is looked whether the usher has something to say.
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// All that the loop needs besides what it shows.
struct Loop<'a> {
    wire: &'a mut Wire,
    settings: &'a Settings,
    followed: Option<Followed>,
}

/// Runs the window on the terminal until it is left. `tell` tells other windows that the guide to a session is seen here.
///
/// # Errors
/// No usable terminal.
pub(crate) fn run(
    mut window: Presenting,
    desk: impl Desk,
    (settings, painter): (&Settings, &Painter),
    tell: impl Fn(&SessionId) -> Option<Told>,
) -> Result<()> {
    let mut wire = Wire::new();
    let mut screen = Screen::enter(&wire.outbox)?;
    wire.listen();
    let usher = Usher::start(desk);
    let mut around = Loop { wire: &mut wire, settings, followed: None };
    let mut told: Option<(SessionId, Option<Told>)> = None;
    let (width, height) = screen.size();
    around.take(&mut window, Message::Resize(width, height));
    let mut is_due = true;
    while !window.quitting {
        if std::mem::take(&mut is_due) {
            screen.draw(|frame| painter.draw_presented(frame, &window, now()));
        }
        is_due |= around.wait(&mut window, &mut screen);
        while let Some(news) = usher.hear() {
            around.hear(&mut window, news);
            is_due = true;
        }
        if std::mem::take(&mut window.is_lost) {
            usher.look_again();
        }
        let seen = window.session().filter(|_| window.sight == Sight::Private).cloned();
        if seen.as_ref() != told.as_ref().map(|(id, _)| id) {
            told = seen.map(|id| (id.clone(), tell(&id)));
        }
    }
    Ok(())
}

impl Loop<'_> {
    /// Takes in what comes next, if it comes soon; gives whether there is something to draw.
    fn wait(&mut self, window: &mut Presenting, screen: &mut Screen) -> bool {
        let tick = window.next_tick(now()).map(Duration::from_millis);
        let limit = tick.map_or(LOOK_EVERY, |tick| tick.min(LOOK_EVERY));
        match self.wire.inbox.recv_timeout(limit) {
            Ok(message) => {
                self.heed(window, screen, message);
                while let Ok(message) = self.wire.inbox.try_recv() {
                    self.heed(window, screen, message);
                }
                true
            }
            Err(RecvTimeoutError::Timeout) if tick == Some(limit) => {
                self.take(window, Message::Tick);
                true
            }
            Err(RecvTimeoutError::Timeout) => false,
            Err(RecvTimeoutError::Disconnected) => {
                window.quitting = true;
                false
            }
        }
    }

    fn heed(&mut self, window: &mut Presenting, screen: &mut Screen, message: Message) {
        screen.heed(&message);
        self.take(window, message);
    }

    fn take(&mut self, window: &mut Presenting, message: Message) {
        let effects = window.update(message, now());
        let (Some(followed), Stage::Following(model)) = (&self.followed, &window.stage) else { return };
        for effect in effects {
            match effect {
                Effect::Analyse => followed.background.analyse(&model.world),
                other => followed.background.start(&other, &model.world),
            }
        }
    }

    fn hear(&mut self, window: &mut Presenting, news: News) {
        match news {
            News::Held(is_held) => window.is_held = is_held,
            News::Nothing(why) => {
                self.followed = None;
                window.wait(why);
            }
            News::Opened(opened) => {
                let Opened { history, facts, places, journal, notices } = *opened;
                let last = history.last_seq();
                let mut model = Model::new(history, facts, self.settings.clone());
                model.notices = notices.into();
                let background = Background::new(self.wire.outbox.clone(), places);
                background.analyse(&model.world);
                let follower = Follower::start(journal, last, self.wire.outbox.clone());
                self.followed = Some(Followed { _follower: follower, background });
                window.follow(model);
            }
        }
    }
}

/// A mistake of the usher's is no end of the window.
fn patiently<T>(work: impl FnOnce() -> T) -> Option<T> {
    let mut done = None;
    drop(mistakes::survived(|| done = Some(work())));
    done
}
