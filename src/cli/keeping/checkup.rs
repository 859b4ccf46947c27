//! What the doctor says.

use std::path::{Path, PathBuf};

use super::size;
use crate::cli::shapes;
use crate::cli::shapes::doctor::{Examined, Kind, Line};
use crate::config::{self, Config};
use crate::domain::text;
use crate::error::{Error, Result};
use crate::export::Format;
use crate::printed::print;
use crate::store::doctor::{self, Checkup, Mended};
use crate::store::home::Home;
use crate::store::sessions::Sessions;
use crate::store::sessions::health::Health;
use crate::view::painter;

/// What a journal says of itself may be long; what to do is not.
const MOST_TOLD: usize = 160;

/// What is said, and what of it needs somebody.
#[derive(Default)]
struct Said {
    lines: Vec<Line>,
}

/// Looks whether all is whole, and says so.
///
/// # Errors
/// Something needs somebody.
pub(crate) fn doctor(home: &Home, config: Option<&Path>, mend: bool, format: Format) -> Result<()> {
    let sessions = Sessions::new(home);
    let mended = mend.then(|| doctor::mend(home, &sessions)).transpose()?;
    let checkup = doctor::look(home, &sessions)?;
    let mut said = Said::default();
    said.places(&checkup);
    if let Some(mended) = &mended {
        said.mended(mended);
    }
    said.sessions(&sessions, &checkup.sessions);
    said.leftovers(&checkup);
    said.pulls(&checkup);
    said.settings(home, config);
    let needs = said.lines.iter().filter(|line| line.kind == Kind::Needs).count();
    if needs == 0 {
        said.heading("Everything is whole.");
    }
    match format {
        Format::Json => shapes::print_json(&Examined::of(&checkup, &said.lines))?,
        _ => print(&said.lines.iter().map(printed).collect::<Vec<_>>().join("\n"))?,
    }
    match needs {
        0 => Ok(()),
        n => Err(Error::Other(format!("{} you: see the lines with “!” above", text::counted(n, "thing needs", "things need")))),
    }
}

fn printed(line: &Line) -> String {
    let mark = match line.kind {
        Kind::Heading => "",
        Kind::Told => "  ",
        Kind::Needs => "! ",
    };
    format!("{mark}{}", line.text)
}

impl Said {
    fn heading(&mut self, line: impl Into<String>) {
        self.lines.push(Line { kind: Kind::Heading, text: line.into() });
    }

    fn good(&mut self, line: impl Into<String>) {
        self.lines.push(Line { kind: Kind::Told, text: line.into() });
    }

    fn bad(&mut self, line: impl Into<String>) {
        self.lines.push(Line { kind: Kind::Needs, text: line.into() });
    }

    fn places(&mut self, checkup: &Checkup) {
        self.heading("Where everything lies:");
        for place in &checkup.places {
            let path = text::path(&place.path);
            let size = if place.path.exists() { size(place.bytes) } else { "nothing yet".into() };
            self.good(format!("{:<14} {path}  ({size})", place.what));
        }
    }

    fn mended(&mut self, mended: &Mended) {
        self.heading("Put right:");
        for folder in &mended.closed {
            self.good(format!("{}: closed to others", text::path(folder)));
        }
        for path in &mended.removed {
            self.good(format!("{}: removed, it was never finished", text::path(path)));
        }
        self.good("the index of the list of sessions: made anew");
    }

    fn sessions(&mut self, sessions: &Sessions, all: &[Health]) {
        let whole = all.iter().filter(|session| session.is_whole()).count();
        self.heading(match all.len() {
            0 => "Sessions: none yet".to_owned(),
            n if n == whole => format!("Sessions: {n}, all of them whole"),
            n => format!("Sessions: {n}, of which {whole} whole"),
        });
        for session in all {
            self.session(sessions, session);
        }
    }

    fn session(&mut self, sessions: &Sessions, session: &Health) {
        let id = text::line(&session.id.0);
        if let Some(missing) = &session.missing {
            self.bad(format!("{id}: {}", text::shortened(&text::line(&missing.told), MOST_TOLD)));
            if let Error::Incomplete { remedy, .. } = sessions.incomplete(&session.id, missing) {
                self.good(format!("  {remedy}"));
            }
        }
        for why in session.unreadable.iter().chain(&session.lost_facts) {
            self.bad(format!("{id}: {why}"));
        }
        if let Some(told) = &session.not_counted {
            self.bad(format!("{id}: {told}; something else than this program wrote there"));
        }
        if !session.id.is_plain() {
            self.bad(format!("{id}: sessions are called by letters, digits and hyphens; rename its folder so to open it"));
        }
        match &session.copies_told {
            Some(told) if session.is_torn_apart => self.bad(format!("{id}: {told}; look into it, and keep what you need")),
            Some(told) => self.good(format!("{id}: {told}")),
            None => {}
        }
        if let Some(called) = &session.called {
            self.good(format!("{id}: a copy; its journal calls it {}", text::shortened(&text::line(&called.0), 40)));
        }
        for at in &session.forgotten {
            self.good(format!("{id}: a customer was forgotten on {}", at.format("%Y-%m-%d")));
        }
        if !session.kept.is_empty() {
            let names: Vec<&str> = session.kept.iter().map(String::as_str).collect();
            self.good(format!("{id}: set aside when it was mended: {}", text::listed(&names)));
        }
    }

    fn leftovers(&mut self, checkup: &Checkup) {
        for folder in &checkup.open {
            self.bad(format!("{}: others on this machine may look into it; `run-retro doctor --mend` closes it", text::path(folder)));
        }
        let leftovers: Vec<&PathBuf> = checkup.unfinished.iter().chain(&checkup.never_begun).collect();
        if !leftovers.is_empty() {
            self.heading("Never finished (`run-retro doctor --mend` removes it):");
        }
        for path in leftovers {
            self.good(text::path(path));
        }
    }

    fn pulls(&mut self, checkup: &Checkup) {
        match checkup.loose_pulls.as_deref() {
            None => self.heading("Pulls: which of them are still needed is not known while a session cannot be read"),
            Some([]) => {}
            Some(loose) => {
                self.heading("Pulls that no session was held on (they may be removed):");
                for folder in loose {
                    self.good(text::path(folder));
                }
            }
        }
    }

    fn settings(&mut self, home: &Home, config: Option<&Path>) {
        if let Err(error) = Config::load(config, home) {
            self.bad(error.to_string());
        }
        for error in painter::own_themes(&home.themes()).filter_map(Result::err) {
            self.bad(error.to_string());
        }
        let agendas = config::agendas::all(&home.agendas()).flawed.into_iter().map(|(_, error)| error);
        for error in agendas.chain(config::guides::all(&home.guides()).1) {
            self.bad(error.to_string());
        }
    }
}
