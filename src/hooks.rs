//! Tools of the user's own, as the configuration declares them: what is asked of them, and what counts as an answer. A command reads one
//! JSON object and writes one; a server of the Model Context Protocol is called over its standard input and output.
#![expect(clippy::disallowed_methods, reason = "tools are other programs, and their time is real")]

pub(crate) mod answer;
pub(crate) mod fields;
pub(crate) mod loopback;
pub(crate) mod request;
pub(crate) mod rule;
mod server;

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Map, Value};

use crate::domain::hook::{Declared, HookEnding};
use crate::domain::text;
use crate::error::Error;
use crate::outside::client::{Ended, Job, TICK};
use crate::outside::{retries, secrets};
use answer::Given;
use fields::Values;
use request::Request;
use rule::Rule;
use server::Server;

/// What a command may write.
const MOST_WRITTEN: u64 = 4 << 20;

/// A tool, and how it is asked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Hook {
    pub declared: Declared,
    pub kind: Kind,
    /// For one try, from its start to its answer.
    pub limit: Duration,
    /// Before the first retry; before the next one four times as long.
    pub pause_seconds: u64,
    pub rule: Rule,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    /// The program and its arguments.
    Command(Vec<String>),
    Mcp(Tool),
}

/// A tool of a server that is started for it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tool {
    /// The server's program and its arguments.
    pub server: Vec<String>,
    pub environment: Environment,
    pub name: String,
    /// Its arguments, with names in braces for what is asked about.
    pub arguments: Map<String, Value>,
}

/// Variables that a server alone is given; their values are never shown.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Environment(pub BTreeMap<String, String>);

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Kind {
    pub(crate) fn key(&self) -> &'static str {
        match self {
            Self::Command(_) => "command",
            Self::Mcp(_) => "mcp",
        }
    }

    /// Whether something stands for `{name}` in it.
    pub(crate) fn mentions(&self, name: &str) -> bool {
        match self {
            Self::Command(_) => false,
            Self::Mcp(tool) => {
                let written = format!("{{{name}}}");
                tool.server.iter().any(|word| word.contains(&written))
                    || Value::Object(tool.arguments.clone()).to_string().contains(&written)
            }
        }
    }
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failed {
    pub ending: HookEnding,
    /// For the screen, without what must not be shown; the journal has only how it ended.
    pub why: String,
}

impl Failed {
    pub(crate) fn new(ending: HookEnding, why: impl Into<String>) -> Self {
        Self { ending, why: why.into() }
    }

    fn cancelled() -> Self {
        Self::new(HookEnding::Cancelled, "called off")
    }
}

/// What became of asking a tool.
#[derive(Clone, Debug)]
pub(crate) struct Ran {
    pub result: Result<Given, Failed>,
    pub tries: u32,
    pub milliseconds: u64,
}

impl Ran {
    pub(crate) fn ending(&self) -> HookEnding {
        self.result.as_ref().map_or_else(|failed| failed.ending, |_| HookEnding::Answered)
    }
}

impl Hook {
    /// Asks once.
    pub(crate) fn ask_once(&self, request: &Request, is_cancelled: &dyn Fn() -> bool) -> Ran {
        let begun = Instant::now();
        let result = self.ask(request, is_cancelled);
        Ran { result, tries: 1, milliseconds: begun.elapsed().as_millis() as u64 }
    }

    /// Asks, and twice more after pauses where that may help.
    pub(crate) fn ask_patiently(&self, request: &Request, is_cancelled: &dyn Fn() -> bool) -> Ran {
        let begun = Instant::now();
        let may_pass = |failed: &Failed| failed.ending.may_pass();
        let mut pause = |pause: Duration| wait(pause, is_cancelled);
        let (result, tries) = retries::tried(self.pause_seconds, &mut || self.ask(request, is_cancelled), may_pass, &mut pause);
        Ran { result, tries, milliseconds: begun.elapsed().as_millis() as u64 }
    }

    fn ask(&self, request: &Request, is_cancelled: &dyn Fn() -> bool) -> Result<Given, Failed> {
        match &self.kind {
            Kind::Command(words) => self.ask_command(words, request, is_cancelled),
            Kind::Mcp(tool) => self.ask_server(tool, request, is_cancelled),
        }
    }

    fn ask_command(&self, words: &[String], request: &Request, is_cancelled: &dyn Fn() -> bool) -> Result<Given, Failed> {
        let no_room = |e: std::io::Error| Failed::new(HookEnding::NotStarted, format!("there is no room for what is asked: {e}"));
        let folder = tempfile::tempdir().map_err(no_room)?;
        let (input, out) = (folder.path().join("request.json"), folder.path().join("answer.json"));
        fs::write(&input, request.written()).map_err(no_room)?;
        let set_in = self.set_in();
        let job = Job {
            words,
            folder: Some(folder.path()),
            input: Some(&input),
            out: &out,
            most: Some(MOST_WRITTEN),
            limit: self.limit,
            set_in: &set_in,
        };
        let (ended, said) = job.run_to_end(is_cancelled).map_err(|error| match error {
            Error::Cancelled => Failed::cancelled(),
            error => Failed::new(HookEnding::NotStarted, error.to_string()),
        })?;
        match ended {
            Ended::Itself(status) if status.success() => {}
            Ended::Itself(status) => return Err(Failed::new(HookEnding::Died, format!("{} failed ({status}) and said: {said}", words[0]))),
            Ended::TooLate => return Err(self.too_late(&said)),
            Ended::TooMuch => {
                return Err(Failed::new(HookEnding::TooMuch, format!("it wrote more than {} MB", MOST_WRITTEN >> 20)));
            }
        }
        let written = fs::read(&out).map_err(no_room)?;
        answer::of_command(&written, &self.declared.name, &self.rule)
    }

    fn ask_server(&self, tool: &Tool, request: &Request, is_cancelled: &dyn Fn() -> bool) -> Result<Given, Failed> {
        let values = request.values();
        let filled =
            |values: &Values| fields::filled(&Value::Object(tool.arguments.clone()), values).map_err(|name| nothing_to_ask_about(&name));
        let words: Vec<String> = tool
            .server
            .iter()
            .map(|word| fields::filled_word(word, &values))
            .collect::<Result<_, _>>()
            .map_err(|name| nothing_to_ask_about(&name))?;
        if !self.kind.mentions(fields::THOUGHT) {
            let arguments = filled(&values)?;
            let mut server = Server::open(self, tool, &words, is_cancelled)?;
            return answer::of_server(&server.call(&tool.name, &arguments)?, self, tool);
        }
        let thoughts = request.thoughts();
        if thoughts.is_empty() {
            return Err(nothing_to_ask_about(fields::THOUGHT));
        }
        let mut server = Server::open(self, tool, &words, is_cancelled)?;
        for values in &thoughts {
            answer::of_server(&server.call(&tool.name, &filled(values)?)?, self, tool)?;
        }
        Ok(answer::of_chain(&request.prompts, self, tool))
    }

    fn too_late(&self, said: &str) -> Failed {
        let told =
            format!("it did not answer within {} s; raise timeout_seconds in {}. It said: {said}", self.limit.as_secs(), self.set_in());
        Failed::new(HookEnding::TooLate, told)
    }

    fn set_in(&self) -> String {
        format!("[[hooks]] {} of the configuration", self.declared.name)
    }
}

fn nothing_to_ask_about(name: &str) -> Failed {
    Failed::new(HookEnding::NothingToAsk, format!("there is nothing to ask about: {{{name}}} stands for nothing here"))
}

/// # Errors
/// Nobody waits any more.
fn wait(pause: Duration, is_cancelled: &dyn Fn() -> bool) -> Result<(), Failed> {
    let begun = Instant::now();
    while begun.elapsed() < pause {
        if is_cancelled() {
            return Err(Failed::cancelled());
        }
        sleep(TICK.min(pause));
    }
    Ok(())
}

/// Words of a tool in one line for the screen, without what must not be shown.
fn told(words: &str) -> String {
    text::shortened(&secrets::hidden(words), 300)
}

#[cfg(test)]
#[path = "hooks/hooks_tests.rs"]
mod tests;
