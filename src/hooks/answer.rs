//! What comes back, and what is made of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::rule::Rule;
use super::{Failed, Hook, Tool};
use crate::domain::hook::{HookAnswer, HookEnding, HookPurpose};
use crate::domain::text::{self, counted};

/// What a command writes on its standard output: one JSON object. Fields that are not named here are for the hook's own rule.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "run-retro hook-answer", extend("additionalProperties" = true))]
pub(crate) struct Written {
    /// Notes, prompts, or what a check found: a line each.
    #[serde(default)]
    pub items: Vec<Item>,
    /// Where it is from, for people.
    #[serde(default)]
    pub source: Option<String>,
    /// What a check came to.
    #[serde(default)]
    pub passed: Option<bool>,
    /// An earlier plan, as `run-retro schema plan` says; this retro's is held against it.
    #[serde(default)]
    pub plan: Option<Map<String, Value>>,
}

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(extend("additionalProperties" = true))]
pub(crate) struct Item {
    pub text: String,
}

/// A good answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Given {
    pub answer: HookAnswer,
    /// An earlier plan, not yet looked at.
    pub plan: Option<Value>,
}

/// # Errors
/// It is none, or not a good one.
pub(super) fn of_command(written: &[u8], name: &str, rule: &Rule) -> Result<Given, Failed> {
    let nonsense =
        |why: String| Failed::new(HookEnding::Nonsense, format!("what it wrote is no answer (see run-retro schema hook-answer): {why}"));
    let said = std::str::from_utf8(written).map_err(|_| nonsense("it is no text in UTF-8".into()))?;
    let value: Value = serde_json::from_str(said).map_err(|error| nonsense(super::told(&error.to_string())))?;
    if !value.is_object() {
        return Err(nonsense("expected one JSON object".into()));
    }
    rule.check(said, &value).map_err(not_good)?;
    let written: Written = serde_json::from_value(value).map_err(|error| nonsense(super::told(&error.to_string())))?;
    let source = written.source.as_deref().map_or_else(|| name.to_owned(), |source| format!("{name}: {source}"));
    let answer = HookAnswer::clean(&source, written.items.iter().map(|item| item.text.as_str()), written.passed);
    let plan = written.plan.map(Value::Object);
    is_something(Given { answer, plan })
}

/// # Errors
/// It says that it failed, or is not a good answer.
pub(super) fn of_server(result: &Value, hook: &Hook, tool: &Tool) -> Result<Given, Failed> {
    let texts: Vec<&str> = result["content"].as_array().into_iter().flatten().filter_map(words_of).collect();
    let said = texts.join("\n");
    if result["isError"] == true {
        return Err(Failed::new(HookEnding::SaidError, format!("{} said that it failed: {}", tool.name, super::told(&said))));
    }
    // Structure is repeated as text; what some servers wrap into a structure of their own is whole only there.
    let structured = || result.get("structuredContent").filter(|value| value.is_object()).cloned();
    let value = serde_json::from_str(&said).ok().filter(Value::is_object).or_else(structured).unwrap_or_default();
    if !result["content"].is_array() && value.is_null() {
        return Err(Failed::new(HookEnding::Nonsense, format!("what {} gave has no content", tool.name)));
    }
    let all = if said.is_empty() && !value.is_null() { value.to_string() } else { said.clone() };
    hook.rule.check(&all, &value).map_err(not_good)?;
    // A check that says nothing against it has been passed: what it looks for is in its rule.
    let passed = (hook.declared.purpose == HookPurpose::Verify).then_some(true);
    let is_plan = hook.declared.purpose == HookPurpose::PlanDiff && value["plan_id"].is_string();
    let items = if is_plan { vec![] } else { all.split("\n\n").collect() };
    let answer = HookAnswer::clean(&source(hook.declared.name.as_str(), tool), items, passed);
    is_something(Given { answer, plan: is_plan.then_some(value) })
}

/// The program's own steps, which the server kept as a chain.
pub(super) fn of_chain(steps: &[String], hook: &Hook, tool: &Tool) -> Given {
    let items: Vec<String> = steps.iter().zip(1..).map(|(step, n)| format!("{n}/{} {step}", steps.len())).collect();
    let kept = format!("{}, {} kept", source(&hook.declared.name, tool), counted(steps.len(), "step", "steps"));
    Given { answer: HookAnswer::clean(&kept, items.iter().map(String::as_str), None), plan: None }
}

fn source(name: &str, tool: &Tool) -> String {
    format!("{name} ({})", tool.name)
}

fn words_of(content: &Value) -> Option<&str> {
    match content["type"].as_str()? {
        "text" => content["text"].as_str(),
        "resource" => content["resource"]["text"].as_str(),
        _ => None,
    }
}

fn not_good(why: String) -> Failed {
    Failed::new(HookEnding::NotGood, why)
}

fn is_something(given: Given) -> Result<Given, Failed> {
    let is_empty = given.answer.items.is_empty() && given.answer.passed.is_none() && given.plan.is_none();
    if is_empty { Err(not_good(text::line("it says nothing"))) } else { Ok(given) }
}
