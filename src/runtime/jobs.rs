//! What is worked out beside the loop, and the message it comes to. Where and when it is done is the caller's: the program
//! gives each job a thread, tests do it at once.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::SharedFacts;
use super::dropped;
use super::grounds::Grounds;
use super::mistakes::caught;
use super::plans;
use super::tools::{self, Tools};
use crate::analysis::findings::Findings;
use crate::app::effect::{ChatFile, Effect};
use crate::app::message::{Exported, Message};
use crate::app::model::Preview;
use crate::app::overlays::knowledge::KnowledgePage;
use crate::app::overlays::plans::Beside;
use crate::app::standing::Compared;
use crate::app::world::{Edition, World};
use crate::compile;
use crate::config::{self, Config};
use crate::domain::Name;
use crate::domain::file_name;
use crate::domain::hook::Declared;
use crate::domain::knowledge::{About, Query};
use crate::domain::progress::{Progress, Silent};
use crate::domain::session::{History, Session};
use crate::domain::text;
use crate::export;
use crate::regular;
use crate::sample;
use crate::store::home::Home;
use crate::store::knowledge::Knowledge;
use crate::store::{exports, files};
use crate::telling;

/// No more plans are compared than the newest.
const MOST_PLANS: usize = 40;

/// What is to be done, with all it needs. A mistake of the program in it is told like any other error.
pub type Job = Box<dyn FnOnce() -> Message + Send>;

/// Where a session's data and files are.
#[derive(Clone, Debug)]
pub struct Places {
    pub grounds: Grounds,
    /// Exports go to a folder below this one, named after the session.
    pub export_root: PathBuf,
    /// How exported files look.
    looks: Arc<export::Settings>,
    /// What other retros said.
    knowledge: Option<Knowledge>,
    /// The user's own agendas and guides, where they are.
    own: Option<(PathBuf, PathBuf)>,
    /// Tools of the user's own.
    pub(super) tools: Tools,
}

impl Places {
    pub fn new(grounds: Grounds, export_root: PathBuf) -> Self {
        Self { grounds, export_root, looks: Arc::default(), knowledge: None, own: None, tools: Tools::default() }
    }

    /// The same, with what the other retros of a home said.
    pub fn among(self, home: &Home) -> Self {
        Self { knowledge: Some(Knowledge::new(home).with_bundled(sample::past_history().session().clone())), ..self }
    }

    /// The same, for files that look as a user has set it.
    pub(crate) fn exporting(self, looks: export::Settings) -> Self {
        Self { looks: Arc::new(looks), ..self }
    }

    /// The same, with the tools that the configuration declares.
    pub fn with_tools(self, config: &Config) -> Self {
        Self { tools: Tools::new(config.hooks.clone()), ..self }
    }

    /// Those tools, for the screen.
    pub fn declared_tools(&self) -> Vec<Declared> {
        self.tools.declared()
    }

    /// The same, with the folders of the user's own agendas and guides.
    pub fn with_own(self, agendas: PathBuf, guides: PathBuf) -> Self {
        Self { own: Some((agendas, guides)), ..self }
    }
}

/// The job that an effect asks for; `None` of an effect that is no work beside the loop, or has nothing to work on.
pub fn job(effect: &Effect, world: &World, places: &Places) -> Option<Job> {
    match effect {
        Effect::TakeNews => renewed(world, places),
        Effect::ReadHeld(name) => Some(held(name.clone(), places)),
        Effect::Preview(edition) => Some(previewed(world, *edition)),
        Effect::Export => Some(exported(world, places)),
        Effect::ReadKnowledge(about) => Some(knowledge_read(about.clone(), world, places)),
        Effect::ReadPlans => Some(plans_read(world, places)),
        Effect::Summarise => Some(summarised(world)),
        Effect::ReadOwn => own_read(places),
        Effect::ReadChat(file) => Some(chat_read(file.clone())),
        Effect::AskTool(asking) => tools::asked(&places.tools, asking, ground(world, places)),
        Effect::ReadAccount(account) => Some(account_read(account.clone(), places)),
        Effect::Append(_)
        | Effect::Answer(..)
        | Effect::RetryAppend
        | Effect::SaveIn(_)
        | Effect::Analyse
        | Effect::KeepDrafts(_)
        | Effect::Copy(_)
        | Effect::CallOffTool(_)
        | Effect::Bell
        | Effect::TakeMouse(_)
        | Effect::Quit => None,
    }
}

/// The findings for what the room has said by now; `None` where they were called off, for then nobody waits for them.
pub fn analysed(compiled: &SharedFacts, session: &Session, progress: &dyn Progress) -> Option<Message> {
    match caught(|| Ok(telling::in_room(compiled, session, progress).ok())) {
        Ok(found) => found.map(|(facts, findings)| Message::Analysed(facts, Arc::new(findings))),
        Err(_) if progress.is_cancelled() => None,
        Err(why) => Some(Message::NotAnalysed(why)),
    }
}

/// Keeps what a session stands on with it.
pub fn kept(compiled: &SharedFacts, places: &Places) -> Message {
    Message::Held(caught(|| places.grounds.keep(compiled).map_err(|error| error.to_string())))
}

/// Holds the data against what the session stands on.
pub(crate) fn compared(compiled: &SharedFacts, session: &Session, places: &Places) -> Message {
    let compared = caught(|| Ok(places.grounds.compare(compiled, session, &Silent)));
    Message::Compared(compared.unwrap_or_else(Compared::OutOfReach))
}

fn of<T: 'static>(
    work: impl FnOnce() -> Result<T, String> + Send + 'static,
    told: impl FnOnce(Result<T, String>) -> Message + Send + 'static,
) -> Job {
    Box::new(move || told(caught(work)))
}

/// Keeps the data as they are now with the session.
fn renewed(world: &World, places: &Places) -> Option<Job> {
    let news = world.news.clone()?;
    let grounds = places.grounds.clone();
    let (compiled, session) = (Arc::clone(&world.compiled), world.session().clone());
    let renew = move || grounds.renew(&compiled, &news, &session).map(Box::new).map_err(|error| error.to_string());
    Some(of(renew, Message::Renewed))
}

/// Reads facts that the session keeps.
fn held(name: String, places: &Places) -> Job {
    let (grounds, asked) = (places.grounds.clone(), name.clone());
    of(move || grounds.read(&asked).map_err(|error| error.to_string()), |facts| Message::HeldRead(name, facts))
}

/// Writes the report for reading on the screen.
fn previewed(world: &World, edition: Edition) -> Job {
    let history = world.history.clone();
    let (facts, findings) = (Arc::clone(&world.facts), Arc::clone(&world.findings));
    let write = move || Ok(export::report_md::report(&facts, &findings, Some(&history)));
    of(write, move |bytes| {
        let text = match bytes {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(why) => format!("The report cannot be shown: {why}. What is said is saved, and comes with the next step."),
        };
        Message::Previewed(Preview { of: edition, text })
    })
}

/// Writes all files of the session as it stands.
fn exported(world: &World, places: &Places) -> Job {
    let history = world.history.clone();
    let found = world.analysing.is_none().then(|| (Arc::clone(&world.facts), Arc::clone(&world.findings)));
    let (compiled, session, settings) = (Arc::clone(&world.compiled), places.grounds.session.clone(), Arc::clone(&places.looks));
    let folder = exports::folder(&places.export_root, &session).map_err(|error| error.to_string());
    let export = move || {
        // What was said last is part of it, even where the findings have not come to it yet.
        let found = found.map_or_else(|| in_room(&compiled, &history), Ok);
        found.and_then(|(facts, findings)| {
            let data = Some((&*facts, &*findings));
            let material = export::Material { history: &history, data, audience: None, settings: &settings, packed: None };
            write_all(&session, &folder?, export::files_as(&export::Format::USUAL, &material))
        })
    };
    of(export, Message::Exported)
}

/// Looks what earlier retros said, of the same kind of data.
fn knowledge_read(about: Option<About>, world: &World, places: &Places) -> Job {
    let session = world.session();
    let query = Query {
        about: about.clone(),
        sample: Some(session.data.is_none()),
        but: Some(session.id.to_string()),
        until: Some(session.scope.window.to),
        most: KnowledgePage::MOST,
        ..Query::default()
    };
    let knowledge = places.knowledge.clone();
    let read = move || knowledge.map_or_else(|| Ok(vec![]), |known| known.search(&query).map_err(|error| error.to_string()));
    of(read, |found| Message::KnowledgeRead(about, found))
}

/// What a tool is asked on.
fn ground(world: &World, places: &Places) -> tools::Ground {
    let (facts, findings) = (Arc::clone(&world.facts), Arc::clone(&world.findings));
    tools::Ground { history: world.history.clone(), facts, findings, root: files::parent(&places.export_root) }
}

/// Holds this retro's plan against those of other retros here, the newest first.
fn plans_read(world: &World, places: &Places) -> Job {
    let own = export::plan::path(&files::parent(&places.export_root), world.session());
    let now = export::plan::plan(&world.history, Some(&world.facts), Some(&world.findings));
    let beside = move |path: PathBuf| {
        let plan = plans::read(&path).ok().filter(|plan| plan.session != now.session)?;
        let name = text::line(&path.file_stem().unwrap_or_default().to_string_lossy());
        Some(Beside::of(&name, &plan, &now))
    };
    let read = move || Ok(plans::below(&files::parent(&own)).into_iter().rev().take(MOST_PLANS).filter_map(beside).collect());
    of(read, Message::PlansRead)
}

/// Writes the summary, for the clipboard.
fn summarised(world: &World) -> Job {
    let history = world.history.clone();
    let (facts, findings) = (Arc::clone(&world.facts), Arc::clone(&world.findings));
    of(move || Ok(export::summary(&history, Some((&*facts, &*findings)))), Message::Summarised)
}

/// Reads the user's own agendas and guides as they are by now.
fn own_read(places: &Places) -> Option<Job> {
    let (agendas, guides) = places.own.clone()?;
    Some(of(move || Ok(config::own(&agendas, &guides)), Message::OwnRead))
}

/// Reads the chat or transcript that somebody named.
fn chat_read(file: ChatFile) -> Job {
    let path = file.path.clone();
    of(move || dropped::words(&path), move |read| Message::ChatRead(Box::new(file), read))
}

/// Reads an account's history for its page.
fn account_read(account: Name, places: &Places) -> Job {
    let (source, mapping, asked) = (places.grounds.source.clone(), places.grounds.mapping.clone(), account.clone());
    let read = move || compile::history(&source, mapping.as_deref(), &asked).map_err(|error| error.to_string());
    of(read, |history| Message::AccountRead(account, history))
}

fn in_room(compiled: &SharedFacts, history: &History) -> Result<(SharedFacts, Arc<Findings>), String> {
    let found = telling::in_room(compiled, history.session(), &Silent).map_err(|error| error.to_string())?;
    Ok((found.0, Arc::new(found.1)))
}

/// Writes a session's files into a folder; what somebody changed there since stays.
///
/// # Errors
/// The first file that could not be written, and what to do.
pub(crate) fn write_all(session: &Path, folder: &Path, files: Vec<(String, Vec<u8>)>) -> Result<Exported, String> {
    let written = exports::write_all(session, folder, files).map_err(|error| error.to_string())?;
    let is_open_to_others =
        files::is_open_to_others(folder) && written.files.iter().any(|file| files::is_open_to_others(&folder.join(file)));
    let page = written.files.iter().rfind(|file| file_name::is_edition(file, "report.html"));
    let checked = page.map(|page| {
        let read = regular::read_text(&folder.join(page)).map_err(|error| format!("it cannot be read: {error}"));
        read.and_then(|page| export::html::verify::verify(&page))
    });
    Ok(Exported { folder: text::path(folder), files: written.files, kept: written.kept, checked, is_open_to_others })
}
