//! What a tool is asked: a command reads it as JSON, the arguments of a server's tool take names from it.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use super::fields::{THOUGHT, Values};
use crate::domain::hook::{HookAbout, HookPurpose};
use crate::domain::phase::Phase;

/// One JSON object on a command's standard input. Only what its purpose needs is filled in.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Request {
    /// Of this shape: 1.
    pub version: u32,
    pub hook: String,
    pub purpose: HookPurpose,
    pub phase: Phase,
    pub session: String,
    /// `null` for all.
    pub segment: Option<String>,
    pub window: Window,
    pub about: HookAbout,
    /// Of `prompts`: the step that the room is at, and what the program's own guide asks there.
    pub step: Option<String>,
    pub prompts: Vec<String>,
    /// Of `plan-diff`: this retro's plan as `run-retro schema plan` says.
    pub plan: Option<Map<String, Value>>,
    /// Of `plan-diff`: a folder with copies of the plans here, which may be written to and is gone afterwards.
    pub plans: Option<String>,
    /// Of `plan-diff`: the newest plan of another retro in that folder.
    pub older_plan: Option<String>,
    /// Of `verify`: the report as a page, and where it is served on this machine while the tool runs.
    pub report: Option<String>,
    pub url: Option<String>,
}

/// The window of due dates that the retro is about.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Window {
    pub label: String,
    pub from: NaiveDate,
    pub to: NaiveDate,
}

impl Request {
    /// As a command reads it.
    pub(crate) fn written(&self) -> Vec<u8> {
        let mut written = serde_json::to_vec(self).unwrap_or_default();
        written.push(b'\n');
        written
    }

    /// What names in arguments stand for.
    pub(crate) fn values(&self) -> Values {
        let mut values = Values::new();
        let mut put = |name: &'static str, value: Option<&str>| {
            if let Some(value) = value {
                values.insert(name, value.into());
            }
        };
        put("session", Some(&self.session));
        put("segment", Some(self.segment.as_deref().unwrap_or("all")));
        put("window", Some(&self.window.label));
        put("phase", Some(self.phase.key()));
        put("step", self.step.as_deref());
        put("plans", self.plans.as_deref());
        put("older_plan", self.older_plan.as_deref());
        put("report", self.report.as_deref());
        put("url", self.url.as_deref());
        match &self.about {
            HookAbout::Account { account_id, account } => {
                put("account_id", Some(account_id));
                put("account", Some(account));
                put("query", Some(account));
            }
            HookAbout::Theme { name } => {
                put("theme", Some(name));
                put("query", Some(name));
            }
            HookAbout::Step { .. } | HookAbout::Plan | HookAbout::Report => {}
        }
        values
    }

    /// The values for each of the guide's prompts, one after the other.
    pub(crate) fn thoughts(&self) -> Vec<Values> {
        let of = self.prompts.len();
        let values = |(n, prompt): (usize, &String)| {
            let mut values = self.values();
            values.insert(THOUGHT, prompt.as_str().into());
            values.insert("thought_number", (n + 1).into());
            values.insert("thoughts", of.into());
            values.insert("more_thoughts", (n + 1 < of).into());
            values
        };
        self.prompts.iter().enumerate().map(values).collect()
    }
}
