//! Tools of the user's own that feed a retro: what they are for, when they are asked, how a run ended, and what they answered.

use std::fmt;
use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::phase::Phase;
use super::text;

/// What a tool is asked for, and so where its answer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum HookPurpose {
    /// Earlier plans: its answer stands on the screen of plans.
    PlanDiff,
    /// Product and support notes: beside an account, or beside the reason that cost most.
    Notes,
    /// What the facilitator may ask: in the guide.
    Prompts,
    /// A check of what was exported: in Documents.
    Verify,
}

impl HookPurpose {
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::PlanDiff => "plan-diff",
            Self::Notes => "notes",
            Self::Prompts => "prompts",
            Self::Verify => "verify",
        }
    }
}

/// When a tool is asked by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum HookOn {
    /// When the room enters the phase.
    Enter,
    /// Only when somebody asks.
    #[default]
    Demand,
}

/// A tool as the configuration declares it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    pub name: String,
    pub purpose: HookPurpose,
    pub phase: Phase,
    pub on: HookOn,
    /// It can say nothing without an account.
    pub wants_account: bool,
}

/// What a tool was asked about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum HookAbout {
    Account {
        account_id: String,
        account: String,
    },
    /// The reason that cost most.
    Theme {
        name: String,
    },
    /// The step that the room is at.
    Step {
        phase: Phase,
    },
    /// This retro's plan.
    Plan,
    /// The report as it was exported.
    Report,
}

impl fmt::Display for HookAbout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Account { account, .. } => f.write_str(account),
            Self::Theme { name } => f.write_str(name),
            Self::Step { phase } => f.write_str(phase.name()),
            Self::Plan => f.write_str("the plan"),
            Self::Report => f.write_str("the report"),
        }
    }
}

/// How a run ended: the journal holds this, and no word of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum HookEnding {
    Answered,
    /// It answered, and not as the configuration says a good answer is.
    NotGood,
    /// It said that it failed.
    SaidError,
    /// Its time was over.
    TooLate,
    /// A person called it off, or the program was left.
    Cancelled,
    /// There was nothing to ask it about.
    NothingToAsk,
    /// It could not be started.
    NotStarted,
    /// It ended without an answer.
    Died,
    /// It wrote more than anybody reads.
    TooMuch,
    /// What it wrote is no answer.
    Nonsense,
}

impl HookEnding {
    pub(crate) fn told(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::NotGood => "its answer was not a good one",
            Self::SaidError => "it said that it failed",
            Self::TooLate => "it did not answer in time",
            Self::Cancelled => "called off",
            Self::NothingToAsk => "there was nothing to ask about",
            Self::NotStarted => "it could not be started",
            Self::Died => "it ended without an answer",
            Self::TooMuch => "it wrote too much",
            Self::Nonsense => "what it wrote is no answer",
        }
    }

    /// It is tried again, and escalated where that does not help.
    pub(crate) fn is_failure(self) -> bool {
        !matches!(self, Self::Answered | Self::Cancelled | Self::NothingToAsk)
    }

    /// Another try may go better.
    pub(crate) fn may_pass(self) -> bool {
        self.is_failure() && self != Self::NotStarted
    }
}

/// A run as the session keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HookRun {
    pub hook: String,
    pub purpose: HookPurpose,
    pub phase: Phase,
    /// From the first try to the end of the last.
    pub milliseconds: u64,
    pub tries: u32,
    pub ending: HookEnding,
}

impl HookRun {
    pub(crate) fn told(&self) -> String {
        let tries = if self.tries > 1 { format!(", {} tries", self.tries) } else { String::new() };
        format!("Tool {} ({}): {}, {}{tries}", self.hook, self.purpose.key(), self.ending.told(), took(self.milliseconds))
    }
}

/// `0.4 s`.
pub(crate) fn took(milliseconds: u64) -> String {
    format!("{} s", text::decimals(Duration::from_millis(milliseconds).as_secs_f64(), 1))
}

/// What a tool answered, clean and no longer than anybody reads; it is no part of the session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HookAnswer {
    /// Where it says that it has it from.
    pub source: String,
    pub items: Vec<String>,
    /// What a check came to.
    pub passed: Option<bool>,
}

/// Items that are kept of an answer, and letters of each.
const MOST_ITEMS: usize = 40;
const LONGEST_ITEM: usize = 2000;

impl HookAnswer {
    /// Cleaned where it enters: an item is one line, and nothing in it is obeyed by a terminal.
    pub(crate) fn clean<'a>(source: &str, items: impl IntoIterator<Item = &'a str>, passed: Option<bool>) -> Self {
        let line = |item: &str| text::shortened(&text::line(item), LONGEST_ITEM);
        let mut items: Vec<String> = items.into_iter().map(line).filter(|item| !item.is_empty()).take(MOST_ITEMS + 1).collect();
        if items.len() > MOST_ITEMS {
            "… and more, which is not shown".clone_into(&mut items[MOST_ITEMS]);
        }
        Self { source: text::shortened(&text::line(source), 120), items, passed }
    }

    /// All of it in one line, as it enters the record.
    pub(crate) fn words(&self) -> String {
        let verdict = self.passed.map(|passed| if passed { "passed" } else { "not passed" }.to_owned());
        let all: Vec<String> = verdict.into_iter().chain(self.items.iter().cloned()).collect();
        text::shortened(&all.join(" · "), LONGEST_ITEM)
    }
}

/// An answer that somebody accepted: from then on it is part of the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedAnswer {
    pub hook: String,
    pub purpose: HookPurpose,
    pub about: HookAbout,
    pub source: String,
    pub text: String,
}

impl AcceptedAnswer {
    pub(crate) fn told(&self) -> String {
        format!("From {} on {}: {}", self.source, self.about, self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_clean_and_bounded_where_it_enters() {
        let hostile = "\u{1b}[31mred\u{1b}]0;owned\u{7}\u{202e}left\r\nnext\u{9b}2J";
        let answer = HookAnswer::clean("x\u{1b}[2J", [hostile, "  ", "plain"], Some(true));
        assert_eq!((answer.source.as_str(), &answer.items[..]), ("x", &["redleft next".to_owned(), "plain".to_owned()][..]));
        assert_eq!(answer.words(), "passed · redleft next · plain");
        let long = "é".repeat(20_000);
        let flood = HookAnswer::clean("x", std::iter::repeat_n(long.as_str(), 100), None);
        assert_eq!((flood.items.len(), flood.items[0].chars().count() <= LONGEST_ITEM), (MOST_ITEMS + 1, true));
        assert!(flood.words().chars().count() <= LONGEST_ITEM);
    }
}
