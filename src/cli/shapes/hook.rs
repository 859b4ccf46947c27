//! `run-retro hooks` as JSON.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::hook::{HookEnding, HookOn, HookPurpose};
use crate::domain::phase::Phase;
use crate::hooks::{Hook, Kind, Ran};

/// A tool as the configuration declares it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Listed {
    pub name: String,
    pub purpose: HookPurpose,
    pub phase: Phase,
    pub on: HookOn,
    /// `command` or `mcp`.
    pub kind: String,
    /// The program that is started, without its arguments.
    pub program: String,
    /// Of a server: the tool that is called.
    pub tool: Option<String>,
    pub timeout_seconds: u64,
}

/// What became of asking it once.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Checked {
    #[serde(flatten)]
    pub hook: Listed,
    pub took_ms: u64,
    pub result: HookEnding,
    /// `null` where it answered.
    pub why: Option<String>,
    /// What it said, as it would be shown.
    pub items: Vec<String>,
    /// Of `verify`: what the check came to.
    pub passed: Option<bool>,
}

impl From<&Hook> for Listed {
    fn from(hook: &Hook) -> Self {
        let (program, tool) = match &hook.kind {
            Kind::Command(words) => (words.first(), None),
            Kind::Mcp(tool) => (tool.server.first(), Some(tool.name.clone())),
        };
        let declared = &hook.declared;
        Self {
            name: declared.name.clone(),
            purpose: declared.purpose,
            phase: declared.phase,
            on: declared.on,
            kind: hook.kind.key().to_owned(),
            program: program.cloned().unwrap_or_default(),
            tool,
            timeout_seconds: hook.limit.as_secs(),
        }
    }
}

impl Checked {
    pub(crate) fn of(hook: &Hook, ran: &Ran) -> Self {
        let answer = ran.result.as_ref().ok().map(|given| &given.answer);
        Self {
            hook: hook.into(),
            took_ms: ran.milliseconds,
            result: ran.ending(),
            why: ran.result.as_ref().err().map(|failed| failed.why.clone()),
            items: answer.map_or_else(Vec::new, |answer| answer.items.clone()),
            passed: answer.and_then(|answer| answer.passed),
        }
    }
}
