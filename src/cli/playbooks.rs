//! `run-retro playbooks`: what retros change in playbooks, deal desk and forecast as files of a folder that a team keeps, and whether
//! what stands there still holds on other data.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;

use super::args::{PlaybooksCommand, ScopeArgs};
use super::terminal_report::TerminalProgress;
use super::{Context, QUIET, outputs, prepare, shapes};
use crate::analysis::decisions::RoomDecisions;
use crate::analysis::findings::Harm;
use crate::analysis::restated::{self, Again, Counted};
use crate::domain::facts::Facts;
use crate::domain::playbook::{self, Claim, Direction, Entry};
use crate::domain::restated::Still;
use crate::domain::session::Session;
use crate::domain::text;
use crate::error::{Error, Place, Result};
use crate::export::{self, Format};
use crate::printed::{print, tell};
use crate::regular;
use crate::runtime::{self, jobs};
use crate::telling;
use crate::telling::restated::figures;

/// No entry is longer.
const MOST: u64 = 4 << 20;

/// A claim of an entry, tested on the data of now.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Checked {
    pub file: String,
    pub about: String,
    pub statement: String,
    pub segment: Option<String>,
    pub verdict: Verdict,
    /// The figures when it was decided and now, in words; empty where there are none.
    pub then: String,
    pub now: String,
    pub why: Option<String>,
}

/// Whether a claim still holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Verdict {
    Reversed,
    Gone,
    Weaker,
    TooFew,
    Holds,
}

impl Verdict {
    fn label(self) -> &'static str {
        match self {
            Self::Reversed => "reversed",
            Self::Gone => "gone",
            Self::Weaker => "weaker",
            Self::TooFew => "too few",
            Self::Holds => "holds",
        }
    }

    /// What a team's own checks should stop at.
    fn is_contradicted(self) -> bool {
        matches!(self, Self::Reversed | Self::Gone)
    }
}

/// Runs `playbooks write` and `playbooks verify`.
///
/// # Errors
/// What stands in the way; of `verify`, too, a claim that is gone or reversed.
pub(crate) fn run(context: &Context, what: &PlaybooksCommand) -> Result<()> {
    match what {
        PlaybooksCommand::Write { id, out } => write(context, id.as_deref(), out),
        PlaybooksCommand::Verify { dir, printed } => verify(context, dir, printed.format),
    }
}

fn write(context: &Context, id: Option<&str>, out: &Path) -> Result<()> {
    let sessions = context.sessions();
    let id = id.map_or_else(|| outputs::latest(&sessions), |given| sessions.find(given))?;
    let (history, facts) = outputs::as_held(context, &id)?;
    let session = history.session();
    let (facts, _) = telling::in_room(&facts?, session, &QUIET)?;
    let all: Vec<Entry> =
        playbook::entries(session).into_iter().map(|(entry, keys)| Entry { claims: claims(&facts, session, &keys), ..entry }).collect();
    if all.is_empty() {
        let why = "this retro holds no decision; `D` under Discuss writes one down";
        return Err(Error::Other(why.to_owned()));
    }
    let files = all.iter().map(|entry| (entry.file_name(session), export::playbook(entry, session))).collect();
    let written = jobs::write_all(&sessions.folder(&id), out, files).map_err(Error::Other)?;
    for (theirs, new) in &written.kept {
        tell(&format!("run-retro: {theirs} is not what was written from here last, so it stays; the new one is {new}"));
    }
    print(&outputs::listing(out, &written.files))
}

/// What the data of the retro say of the evidence behind a decision; what no test stands behind is no claim.
fn claims(facts: &Facts, session: &Session, keys: &[(String, String)]) -> Vec<Claim> {
    let names: Vec<&str> = keys.iter().map(|(key, _)| key.as_str()).collect();
    let said = restated::again(facts, RoomDecisions::of(session), &names);
    let claim = |((about, statement), said): (&(String, String), Again)| {
        let Counted { part, of, other, p } = said.counted?;
        let against = other.map(|(part, of)| [part, of]);
        Some(Claim {
            about: about.clone(),
            statement: text::line(statement),
            segment: facts.scope.segment.as_ref().map(ToString::to_string),
            until: facts.scope.window.to,
            direction: Direction::of(about, part, of, against),
            part,
            of,
            against,
            p,
        })
    };
    keys.iter().zip(said).filter_map(claim).collect()
}

fn verify(context: &Context, dir: &Path, format: Format) -> Result<()> {
    let mut by_segment: BTreeMap<Option<String>, Vec<(PathBuf, Claim)>> = BTreeMap::new();
    for file in entries_below(dir)? {
        let written = regular::read(&file, MOST).and_then(|bytes| String::from_utf8(bytes).map_err(std::io::Error::other));
        let written = written.map_err(|source| Error::io(&file, source, "leave only Markdown in this folder"))?;
        let claims =
            export::playbook_claims(&written).map_err(|(line, message)| Error::data(Place { line, ..Place::file(&file) }, message))?;
        for claim in claims {
            by_segment.entry(claim.segment.clone()).or_default().push((file.clone(), claim));
        }
    }
    if by_segment.is_empty() {
        let message = "no claims stand below it; `run-retro playbooks write` writes entries with a block of claims".to_owned();
        return Err(Error::data(Place::file(dir), message));
    }
    let mut checked = Vec::new();
    for (segment, claims) in by_segment {
        checked.extend(on_data(context, segment, &claims)?);
    }
    checked.sort_by(|a, b| (a.verdict, &a.file).cmp(&(b.verdict, &b.file)));
    match format {
        Format::Json => shapes::print_json(&checked)?,
        _ => print(&table(&checked))?,
    }
    match checked.iter().filter(|one| one.verdict.is_contradicted()).count() {
        0 => Ok(()),
        n => Err(Error::Other(format!("{} not hold on these data", text::counted(n, "claim does", "claims do")))),
    }
}

/// The Markdown files of a folder and of those below it, by name.
fn entries_below(dir: &Path) -> Result<Vec<PathBuf>> {
    let unread = |source| Error::io(dir, source, "name the folder into which `run-retro playbooks write` wrote");
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(unread)? {
        let path = entry.map_err(unread)?.path();
        let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_dir() && !path.is_symlink() && !is_hidden {
            found.extend(entries_below(&path)?);
        } else if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("md")) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn on_data(context: &Context, segment: Option<String>, claims: &[(PathBuf, Claim)]) -> Result<Vec<Checked>> {
    let scope = ScopeArgs { segment, ..context.args.scope.clone() };
    let request = prepare::request(&scope, &context.config, runtime::now().date_naive())?;
    let facts = prepare::compile(context, &prepare::source(context), &request, &TerminalProgress::default())?;
    let keys: Vec<&str> = claims.iter().map(|(_, claim)| claim.about.as_str()).collect();
    let said = restated::again(&facts, RoomDecisions::default(), &keys);
    Ok(claims.iter().zip(said).map(|((file, claim), said)| checked(file, claim, said)).collect())
}

fn checked(file: &Path, claim: &Claim, said: Again) -> Checked {
    let against = claim.against.map(|[part, of]| (part, of));
    let then = Counted { part: claim.part, of: claim.of, other: against, p: claim.p };
    let verdict = match &said.counted {
        Some(now) => match restated::still(&then, now) {
            Still::Reversed => Verdict::Reversed,
            Still::Gone => Verdict::Gone,
            Still::Weaker => Verdict::Weaker,
            Still::Holds | Still::NotTested => Verdict::Holds,
        },
        // Where a test says that it has too little to go by, nothing is known; else there is nothing of it any more.
        None if said.why.is_some() || against.is_some() => Verdict::TooFew,
        None => Verdict::Gone,
    };
    let harm: Option<Harm> = said.harm;
    Checked {
        file: text::path(file),
        about: claim.about.clone(),
        statement: claim.statement.clone(),
        segment: claim.segment.clone(),
        verdict,
        then: figures(&then, harm),
        now: said.counted.map_or_else(String::new, |now| figures(&now, harm)),
        why: said.why,
    }
}

fn table(checked: &[Checked]) -> String {
    let line = |one: &Checked| {
        let why = one.why.as_ref().map_or_else(String::new, |why| format!(" ({why})"));
        let now = if one.now.is_empty() { "nothing" } else { &one.now };
        text::line(&format!(
            "{:<9} {}  [{}]  then {}; now {now}{why}  {}",
            one.verdict.label(),
            one.statement,
            one.about,
            one.then,
            one.file
        ))
    };
    checked.iter().map(line).collect::<Vec<_>>().join("\n")
}
