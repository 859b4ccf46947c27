//! Opening a retro on the screen, or printing its report.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;

use super::actions::all;
use super::going_on::{self, Way};
use super::standing::{self, Ground};
use super::terminal_report::TerminalProgress;
use super::{Context, agendas, mapping_screen, outputs, prepare, pulls, sync};
use crate::app::drafts;
use crate::app::hiding;
use crate::app::mapping::Ending;
use crate::app::marks::Tone;
use crate::app::model::{Model, Settings, Status};
use crate::app::turn::Turn;
use crate::compile::Source;
use crate::config;
use crate::domain::clocks;
use crate::domain::event::{Event, SessionId};
use crate::domain::facts::Facts;
use crate::domain::missing::Missing;
use crate::domain::progress::Progress;
use crate::domain::pseudonym::Key;
use crate::domain::scope::ScopeRequest;
use crate::domain::session::{History, Session};
use crate::domain::timer::countdown;
use crate::error::{Error, Result};
use crate::export::{self, Format};
use crate::printed;
use crate::runtime::background::Background;
use crate::runtime::beside::Beside;
use crate::runtime::drafts::DraftKeeper;
use crate::runtime::follow::Follower;
use crate::runtime::inbox::Doorkeeper;
use crate::runtime::jobs::Places;
use crate::runtime::plan_file::PlanFile;
use crate::runtime::sharing::{Shared, Sharing};
use crate::runtime::writer::{self, Writer};
use crate::runtime::{self, Parts, Wire, terminal};
use crate::store::named_data;
use crate::store::outsiders;
use crate::store::sessions::{JOURNAL, Known, OpenSession, ReadSession, Sessions, Summary};
use crate::store::windows::{Told, Window, Windows};
use crate::view::Painter;

/// A session as it is opened: to be written, or only looked at.
struct Opened {
    history: History,
    /// `None` when it is only looked at.
    writable: Option<OpenSession>,
    notice: Option<String>,
    /// The journal that somebody else may write on, where it is only looked at.
    followed: Option<PathBuf>,
    /// Where a clock was paused that the program had left running.
    paused: Option<String>,
    /// It was opened just now, with what it takes over as that stands.
    is_new: bool,
}

/// The command without a subcommand.
pub(crate) fn run(context: &Context) -> Result<()> {
    if let Some(id) = &context.args.session {
        return resume(context, Some(id), context.args.fresh);
    }
    new_retro(context, None, Wire::new())
}

/// A retro of its own, on the data `given` or on what the flags name.
///
/// # Errors
/// What stands in the way of it, with the place and the remedy.
pub(crate) fn new_retro(context: &Context, given: Option<Source>, mut wire: Wire) -> Result<()> {
    // A theme that is not there is told before a session stands on the disk.
    painter(context)?;
    agendas::asked(context)?;
    let now = runtime::now();
    let request = prepare::request(&context.args.scope, &context.config, now.date_naive())?;
    let (source, failure) = match given {
        Some(source) => (source, None),
        None if context.args.pull => pulls::for_retro(context, &request, &mut wire)?,
        None => (prepare::source(context), None),
    };
    let surveyed = survey_beside(context);
    let Some(facts) = facts(context, &source, &request, &mut wire)? else { return Ok(()) };
    let failed = failure.as_ref().and_then(failed_pull);
    let facts = prepare::with_failures(facts, failed.as_slice());
    if let Some(format) = wanted_format(context) {
        if let Some((what, error)) = failed {
            printed::tell(&format!("{what} failed: {error}"));
        }
        return outputs::print_report(context, &facts, None, format);
    }
    if !matches!(source, Source::Sample) {
        catch_up(context, &mut wire)?;
    }
    let sessions = context.sessions();
    let survey = surveyed.map_or_else(|| sessions.survey(), |beside| beside.join().unwrap_or_else(|_| sessions.survey()))?;
    let record = prepare::opened(context, &survey, &source, &facts, now)?;
    let notice = facts.scope.note.clone().or(unfinished(&survey, &facts));
    named_data::remember(&context.home, &source)?;
    let mut session = sessions.create(record)?;
    fill_seats(context, &mut session)?;
    if let Some(failure) = failure {
        happen(context, &mut session, failure)?;
    }
    let history = session.history.clone();
    open(context, facts, &source, Opened { history, writable: Some(session), notice, followed: None, paused: None, is_new: true }, wire)
}

/// Looks at all sessions while the facts are read; not where colleagues' steps come in first.
fn survey_beside(context: &Context) -> Option<JoinHandle<Result<Vec<Known>>>> {
    let sessions = context.sessions();
    let is_settled = context.config.share.is_none() && is_on_screen(context);
    is_settled.then(|| std::thread::spawn(move || sessions.survey()))
}

/// What failed, and with which words.
fn failed_pull(event: &Event) -> Option<(String, String)> {
    match event {
        Event::PullFailed { what, error, .. } => Some((what.clone(), error.clone())),
        _ => None,
    }
}

/// The facts; `None` when the data left something open, and so did whoever was asked.
fn facts(context: &Context, source: &Source, request: &ScopeRequest, wire: &mut Wire) -> Result<Option<Arc<Facts>>> {
    let title = format!("Compiling {}", source.label());
    settled(context, (source, request), wire, &title, |progress| prepare::compile(context, source, request, progress))
}

/// Does what needs the data; where they leave something open, somebody who is there is asked first. `None` when that was left.
fn settled<T: Send>(
    context: &Context,
    (source, request): (&Source, &ScopeRequest),
    wire: &mut Wire,
    title: &str,
    work: impl Fn(&dyn Progress) -> Result<T> + Send + Copy,
) -> Result<Option<T>> {
    let failed = match patiently(context, wire, title.to_owned(), work) {
        Err(error @ (Error::Data { .. } | Error::Asked { .. })) if is_on_screen(context) && source.path().is_some() => error,
        done => return done.map(Some),
    };
    match mapping_screen::settle(context, source, request, wire)? {
        Some(Ending::GoOn) => patiently(context, wire, title.to_owned(), work).map(Some),
        Some(Ending::Leave) => Ok(None),
        None => Err(failed),
    }
}

/// Does something that may take long, with its progress on the screen, or on stderr where none opens.
pub(crate) fn patiently<T: Send>(
    context: &Context,
    wire: &mut Wire,
    title: String,
    work: impl FnOnce(&dyn Progress) -> Result<T> + Send,
) -> Result<T> {
    if !is_on_screen(context) {
        return work(&TerminalProgress::default());
    }
    let (painter, theme) = painter(context)?;
    runtime::waiting::run(title, &painter, theme, wire, work)
}

/// What colleagues did comes in before a retro opens on the screen that may build on it.
fn catch_up(context: &Context, wire: &mut Wire) -> Result<()> {
    if context.config.share.is_none() || !is_on_screen(context) {
        return Ok(());
    }
    let look = |_: &dyn Progress| {
        sync::before(context);
        Ok(())
    };
    patiently(context, wire, "Looking into the shared folder".to_owned(), look)
}

/// The retro opens on the screen, and somebody is there to be asked.
fn is_on_screen(context: &Context) -> bool {
    wanted_format(context).is_none() && mapping_screen::can_ask()
}

/// An earlier retro of the same scope that was begun and not closed: whoever starts anew may have meant that one.
fn unfinished(survey: &[Known], facts: &Facts) -> Option<String> {
    let headline = facts.scope.headline();
    let begun = |s: &&Summary| !s.closed && s.headline == headline && s.insights + s.actions > 0;
    let found = survey.iter().filter_map(|known| Some((known.entry.summary.as_ref().filter(begun)?.changed, &known.entry.id)));
    found.max().map(|(_, id)| format!("A retro of this scope was begun before; to go on with it: run-retro resume {id}"))
}

/// The roster of the configuration takes its seats.
fn fill_seats(context: &Context, session: &mut OpenSession) -> Result<()> {
    for (role, seat) in context.config.seats() {
        happen(context, session, Event::SeatTaken { role, seat })?;
    }
    Ok(())
}

/// Something that is so before the screen opens.
fn happen(context: &Context, session: &mut OpenSession, event: Event) -> Result<()> {
    let record = session.history.push(runtime::now(), context.config.author().as_str(), event);
    Ok(session.journal.append(&[record])?)
}

/// Goes on with a session.
///
/// # Errors
/// What stands in the way of it; `fresh` in a session that is only looked at.
pub(crate) fn resume(context: &Context, id: Option<&str>, fresh: bool) -> Result<()> {
    let mut wire = Wire::new();
    catch_up(context, &mut wire)?;
    let sessions = context.sessions();
    let id = match id {
        Some(given) => sessions.find(given)?,
        None => outputs::latest(&sessions)?,
    };
    // A report needs no pen: it is printed while others write, too.
    let looks = context.args.read_only || wanted_format(context).is_some() && !fresh;
    let mut opened = if looks { look_at(sessions.read(&id)?) } else { going_on(context, &sessions, &id)? };
    opened.pause_clocks(context)?;
    let Some(ground) = stand(context, opened.history.session(), fresh, &mut wire)? else { return Ok(()) };
    if let Some(event) = &ground.renewed {
        if opened.writable.is_none() {
            let message = "a session that is only looked at stays on what it was held on".to_owned();
            return Err(Error::Usage { flag: "fresh".into(), value: String::new(), message });
        }
        opened.take(context, event.clone())?;
    }
    if let Some(format) = wanted_format(context) {
        standing::tell_what_differs(&ground, opened.history.session());
        outputs::print_report(context, &ground.facts, Some(&opened.history), format)?;
        return outputs::is_whole(&sessions, &id, &opened.history);
    }
    let notices: Vec<String> = opened.notice.into_iter().chain(ground.notice).collect();
    opened.notice = (!notices.is_empty()).then(|| notices.join(". "));
    open(context, ground.facts, &ground.source, opened, wire)
}

/// What the session goes on with; `None` when its data left something open, and so did whoever was asked.
fn stand(context: &Context, session: &Session, fresh: bool, wire: &mut Wire) -> Result<Option<Ground>> {
    let source = prepare::source_of(context, session);
    if context.args.data.is_some() && !context.args.read_only {
        named_data::remember(&context.home, &source)?;
    }
    let request = session.scope.request();
    settled(context, (&source, &request), wire, &format!("Opening {}", session.id), |progress| {
        if fresh { standing::fresh(context, session, progress) } else { standing::of_session(context, session, progress) }
    })
}

impl Opened {
    /// A program that was killed left its clock running: it is paused where that program is last known to have been there.
    fn pause_clocks(&mut self, context: &Context) -> Result<()> {
        let Some(session) = &mut self.writable else { return Ok(()) };
        for (phase, step, at) in clocks::left_running(&session.history) {
            let paused = Event::TimerPaused { phase, step: step.clone() };
            let told = paused.describe();
            let record = session.history.push(at, context.config.author().as_str(), paused);
            session.journal.append(&[record])?;
            let clock = step.and_then(|step| session.history.session().course.find(&step.id)).map(|timed| timed.clock);
            let left = countdown(clock.unwrap_or(*session.history.session().timebox(phase)).left_at(at));
            self.paused = Some(format!("{told} at {left}, where it stood when the program ended"));
        }
        self.history = session.history.clone();
        Ok(())
    }

    /// Something that is so before the screen opens, in a session that is written.
    fn take(&mut self, context: &Context, event: Event) -> Result<()> {
        let Some(session) = &mut self.writable else { return Ok(()) };
        happen(context, session, event)?;
        self.history = session.history.clone();
        Ok(())
    }
}

fn going_on(context: &Context, sessions: &Sessions, id: &SessionId) -> Result<Opened> {
    Ok(match going_on::open(context, sessions, id)? {
        Way::Look(session) => look_at(session),
        Way::Write(session) => Opened {
            history: session.history.clone(),
            notice: session.notice.clone(),
            writable: Some(session),
            followed: None,
            paused: None,
            is_new: false,
        },
    })
}

fn look_at(session: ReadSession) -> Opened {
    let missing = session.history.missing().map(Missing::headline);
    let notice = missing.clone().or(session.notice).or_else(|| Some("Opened to look at only; nothing is written".into()));
    // What cannot be read to its end is not followed: nobody knows what comes next.
    let followed = missing.is_none().then(|| session.folder.join(JOURNAL));
    Opened { history: session.history, writable: None, notice, followed, paused: None, is_new: false }
}

/// The format of a report to print; `None` opens the screen.
fn wanted_format(context: &Context) -> Option<Format> {
    context.args.format.or((!printed::is_seen()).then_some(Format::Md))
}

/// All themes, and the place of the one that was asked for.
///
/// # Errors
/// A theme that cannot be read, or that there is not.
pub(crate) fn painter(context: &Context) -> Result<(Painter, usize)> {
    let painter = Painter::load(&context.home.themes())?;
    let place = painter.place_of(context.args.theme.as_deref().or(context.config.theme.as_deref()))?;
    Ok((painter, place))
}

/// The user's key; one for this time alone where none can be kept and nobody asked for pseudonyms.
fn pseudonyms(context: &Context) -> Result<Key> {
    match outsiders::key(&context.home) {
        Err(error) if context.args.redact => Err(error),
        key => Ok(key.unwrap_or_else(|_| outsiders::passing_key())),
    }
}

/// Puts back what was half typed when the session was left, and says so.
fn half_typed(model: &mut Model, session: &Path) -> Vec<String> {
    let (drafts, unreadable) = runtime::drafts::read(session);
    let mut turn = Turn::new(model, runtime::now());
    let restored = drafts::restore(&mut turn, drafts);
    restored.into_iter().chain(unreadable).collect()
}

/// What is shared of the session on the screen; nothing of the sample, nor of one that is only looked at.
fn shared(context: &Context, model: &Model) -> Option<Shared> {
    let session = model.world.session();
    let share = context.config.share.clone().filter(|_| !model.settings.read_only && session.data.is_some())?;
    Some(Shared { home: context.home.clone(), share, kept_since: sync::kept_since(context), session: session.id.clone() })
}

/// What the app is told of its user and of their files.
///
/// # Errors
/// Names are to be hidden, and the key of their pseudonyms cannot be kept.
pub(crate) fn settings(context: &Context, painter: &Painter, theme: usize, read_only: bool) -> Result<Settings> {
    let own = config::own(&context.home.agendas(), &context.home.guides());
    Ok(Settings {
        author: context.config.author(),
        bell: context.config.bell,
        theme,
        themes: painter.names(),
        local: |at| at.with_timezone(&chrono::Local).naive_local(),
        agendas: Arc::new(own.agendas),
        guides: Arc::new(own.guides),
        flawed: own.flawed,
        read_only,
        pseudonyms: pseudonyms(context)?,
    })
}

/// Other windows know that a session is open in this one, and this one whether they show its guide. Both end with what is given.
fn among_windows(context: &Context, id: &SessionId, wire: &Wire) -> (Option<Told>, Beside) {
    let windows = Windows::of(&context.home);
    let told = windows.tell(id, Window::Desk);
    let id = id.clone();
    (told, Beside::start(move || windows.is_there(&id, Window::Guide), wire.outbox.clone()))
}

fn open(context: &Context, facts: Arc<Facts>, source: &Source, opened: Opened, wire: Wire) -> Result<()> {
    let (painter, theme) = painter(context)?;
    let settings = settings(context, &painter, theme, opened.writable.is_none())?;
    let flawed: Vec<Status> = settings.flawed.iter().map(|flaw| Status { text: format!("Left out: {flaw}"), tone: Tone::Warn }).collect();
    let read_only = settings.read_only;
    let grounds = prepare::grounds(context, source, opened.history.session());
    let (looks, no_logo) = context.config.exports();
    let export_root = super::here().join(outputs::EXPORT_FOLDER);
    let places = Places::new(grounds, export_root).exporting(looks).among(&context.home);
    let places = places.with_own(context.home.agendas(), context.home.guides()).with_tools(&context.config);
    let declared = places.declared_tools();
    let background = Background::new(wire.outbox.clone(), places);
    let failed = opened.history.session().pull_failures.last();
    let failed = failed.map(|(what, _)| format!("{what} failed; the retro goes on with an earlier one. Data quality tells why, and which"));
    let tone = if read_only || failed.is_some() { Tone::Warn } else { Tone::Neutral };
    let folder = opened.writable.as_ref().map(|session| session.folder.clone());
    let mut model = Model::new(opened.history, facts, settings);
    model.world.tools.declared = Arc::new(declared);
    // What cannot be read of other retros says nothing of this one's actions.
    if !opened.is_new {
        model.world.since = all::since(&Sessions::new(&context.home), model.world.session()).unwrap_or_default();
    }
    if context.args.redact {
        hiding::hide(&mut model);
    }
    model.world.elsewhere = writer::elsewhere(&context.home.data);
    let half_typed = folder.as_deref().map(|folder| half_typed(&mut model, folder)).unwrap_or_default();
    let not_counted = model.world.history.not_counted();
    let first = failed.into_iter().chain(opened.notice).chain(not_counted).map(|text| Status { text, tone });
    let others = half_typed.into_iter().chain(opened.paused).chain(no_logo).map(|text| Status { text, tone: Tone::Neutral });
    model.notices = first.chain(flawed).chain(others).collect();
    let handed = model.world.history.last_seq();
    let wanted = export::plan::path(&super::here(), model.world.session());
    let plan = PlanFile::start(folder.as_deref(), model.world.session().closed, wanted, wire.outbox.clone(), runtime::now());
    let doorkeeper = folder.clone().map(|folder| Doorkeeper::start(folder, wire.outbox.clone()));
    let drafts = DraftKeeper::start(folder.clone(), wire.outbox.clone());
    let writer = Writer::start(opened.writable, wire.outbox.clone());
    let sharing = shared(context, &model).map(|shared| Sharing::start(shared, wire.outbox.clone()));
    let parts = Parts { writer, background, drafts, handed, plan, painter, wire, doorkeeper, sharing };
    let windows = folder.as_ref().map(|_| among_windows(context, &model.world.session().id, &parts.wire));
    let follower = opened.followed.map(|journal| Follower::start(journal, handed, parts.wire.outbox.clone()));
    let ended = runtime::run(model, parts)?;
    drop((follower, windows));
    if ended.sharing.is_some_and(|sharing| !sharing.leave()) {
        terminal::tell(&["The shared folder answers too slowly; the next sync puts there what is new".to_owned()]);
    }
    terminal::tell(&runtime::farewell(&ended.model));
    match ended.broken {
        Some(why) => Err(Error::Other(format!("ended by {why}"))),
        None if ended.model.world.is_saved() || read_only => Ok(()),
        None => Err(Error::Other("the session's last steps were not saved".into())),
    }
}
