//! `[[hooks]]` of the configuration: tools of the user's own. They stand there and nowhere else: what comes with data, a session or a
//! working directory starts no program.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Map, Value};
use toml::Spanned;

use super::Reading;
use crate::domain::hook::{Declared, HookOn, HookPurpose};
use crate::domain::phase::Phase;
use crate::domain::text;
use crate::error::{Error, Place, Result};
use crate::hooks::fields;
use crate::hooks::rule::{self, Rule};
use crate::hooks::{Environment, Hook, Kind, Tool};
use crate::outside::secrets;
use crate::regular;

/// One of `[[hooks]]` as it is written.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    name: Spanned<String>,
    purpose: HookPurpose,
    phase: Phase,
    #[serde(default)]
    on: HookOn,
    kind: Spanned<KindName>,
    /// Of a command: the program and its arguments.
    command: Option<Spanned<Vec<String>>>,
    /// Of a server: the program and its arguments, or its name in `mcp_json`.
    server: Option<Spanned<Vec<String>>>,
    server_name: Option<Spanned<String>>,
    mcp_json: Option<Spanned<PathBuf>>,
    tool: Option<Spanned<String>>,
    arguments: Option<Spanned<Map<String, Value>>>,
    timeout_seconds: Option<Spanned<u64>>,
    #[serde(default = "two_seconds")]
    pause_seconds: Spanned<u64>,
    answer: Spanned<Answer>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum KindName {
    Command,
    Mcp,
}

/// What a good answer is.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    schema: Option<Spanned<PathBuf>>,
    required: Option<Spanned<String>>,
    #[serde(default)]
    fails_if: Words,
    #[serde(default)]
    holds: Words,
}

/// One text, or several.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(untagged, expecting = "a text, or a list of texts")]
enum Words {
    #[default]
    None,
    One(String),
    Several(Vec<String>),
}

impl Words {
    fn all(&self) -> Vec<String> {
        let all = match self {
            Self::None => vec![],
            Self::One(words) => vec![words.clone()],
            Self::Several(several) => several.clone(),
        };
        all.into_iter().filter(|words| !words.trim().is_empty()).collect()
    }
}

const LONGEST_SECONDS: u64 = 600;
const USUAL_SECONDS: u64 = 30;
const LONGEST_PAUSE: u64 = 60;
const LONGEST_NAME: usize = 40;

fn two_seconds() -> Spanned<u64> {
    Spanned::new(0..0, 2)
}

impl Reading<'_> {
    fn beside(&self, file: &Spanned<PathBuf>, what: &str) -> Result<(PathBuf, String)> {
        let path = self.folder.join(file.get_ref());
        let read = regular::read_text(&path);
        let told = |error| format!("{} cannot be read: {error}; expected {what}", text::path(&path));
        read.map(|text| (path.clone(), text)).map_err(|error| self.wrong(file.span(), told(error)))
    }
}

/// All tools, in their order.
///
/// # Errors
/// The place of what is wrong, what was expected there, and what would do.
pub(super) fn read(tables: &[Spanned<Table>], reading: &Reading<'_>) -> Result<Vec<Hook>> {
    let mut hooks: Vec<Hook> = Vec::new();
    for table in tables {
        let hook = hook(table, reading)?;
        if hooks.iter().any(|known| known.declared.name == hook.declared.name) {
            let told = format!("there is a tool {} already; give this one another name", hook.declared.name);
            return Err(reading.wrong(table.get_ref().name.span(), told));
        }
        hooks.push(hook);
    }
    Ok(hooks)
}

fn hook(table: &Spanned<Table>, reading: &Reading<'_>) -> Result<Hook> {
    let said = table.get_ref();
    let name = name(&said.name, reading)?;
    let kind = match said.kind.get_ref() {
        KindName::Command => command(said, reading)?,
        KindName::Mcp => server(said, reading)?,
    };
    let limit = said.timeout_seconds.as_ref().map_or(USUAL_SECONDS, |seconds| *seconds.get_ref());
    if let Some(seconds) = said.timeout_seconds.as_ref().filter(|_| !(1..=LONGEST_SECONDS).contains(&limit)) {
        return Err(reading
            .wrong(seconds.span(), format!("timeout_seconds is {limit}, expected 1 to {LONGEST_SECONDS}; {USUAL_SECONDS} without it")));
    }
    let pause_seconds = *said.pause_seconds.get_ref();
    if pause_seconds > LONGEST_PAUSE {
        return Err(reading
            .wrong(said.pause_seconds.span(), format!("pause_seconds is {pause_seconds}, expected 0 to {LONGEST_PAUSE}; 2 without it")));
    }
    let wants_account = ["account", "account_id"].iter().any(|name| kind.mentions(name));
    let declared = Declared { name, purpose: said.purpose, phase: said.phase, on: said.on, wants_account };
    Ok(Hook { declared, kind, limit: Duration::from_secs(limit), pause_seconds, rule: rule_of(&said.answer, reading)? })
}

fn name(said: &Spanned<String>, reading: &Reading<'_>) -> Result<String> {
    let name = said.get_ref();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.');
    let is_name = name.trim() == name && !name.is_empty() && name.len() <= LONGEST_NAME && name.chars().all(is_plain);
    if is_name {
        return Ok(name.clone());
    }
    let told = format!("found \"{}\", expected a name of 1 to {LONGEST_NAME} letters, digits, blanks, hyphens", text::line(name));
    Err(reading.wrong(said.span(), told))
}

/// Keys of the other kind mean nothing here, and whoever wrote them meant something.
fn refuse<T>(key: &str, said: Option<&Spanned<T>>, kind: &str, reading: &Reading<'_>) -> Result<()> {
    match said {
        Some(said) => {
            Err(reading.wrong(said.span(), format!("`{key}` is nothing of kind \"{kind}\"; leave it out, or choose the other kind")))
        }
        None => Ok(()),
    }
}

fn command(said: &Table, reading: &Reading<'_>) -> Result<Kind> {
    refuse("server", said.server.as_ref(), "command", reading)?;
    refuse("server_name", said.server_name.as_ref(), "command", reading)?;
    refuse("mcp_json", said.mcp_json.as_ref(), "command", reading)?;
    refuse("tool", said.tool.as_ref(), "command", reading)?;
    refuse("arguments", said.arguments.as_ref(), "command", reading)?;
    let missing =
        || reading.wrong(said.kind.span(), "`command` is missing; expected the program and its arguments, like [\"my-notes\", \"--json\"]");
    let command = said.command.as_ref().ok_or_else(missing)?;
    Ok(Kind::Command(words(command, "command", reading)?))
}

fn words(said: &Spanned<Vec<String>>, key: &str, reading: &Reading<'_>) -> Result<Vec<String>> {
    let words = said.get_ref();
    if words.first().is_none_or(|program| program.trim().is_empty()) {
        return Err(reading.wrong(said.span(), format!("`{key}` is empty; expected the program and its arguments")));
    }
    if words.iter().any(|word| secrets::is_secret(word)) {
        let told = format!("`{key}` seems to hold a credential; leave it to the tool's own settings or the environment");
        return Err(reading.wrong(said.span(), told));
    }
    Ok(placed(words.clone(), reading))
}

/// A program that is named by a path from the configuration stands where that leads, wherever a retro is held.
fn placed(mut words: Vec<String>, reading: &Reading<'_>) -> Vec<String> {
    if let Some(program) = words.first_mut().filter(|program| program.contains(['/', '\\'])) {
        let path = reading.folder.join(&*program);
        *program = std::path::absolute(&path).unwrap_or(path).to_string_lossy().into_owned();
    }
    words
}

fn server(said: &Table, reading: &Reading<'_>) -> Result<Kind> {
    refuse("command", said.command.as_ref(), "mcp", reading)?;
    let at = said.kind.span();
    let (server, environment, from) = match (&said.server, &said.server_name, &said.mcp_json) {
        (Some(server), None, None) => (words(server, "server", reading)?, Environment::default(), server.span()),
        (None, Some(name), Some(file)) => {
            let (server, environment) = of_mcp_json(name, file, reading)?;
            (server, environment, name.span())
        }
        _ => {
            let told = "expected `server` (the program and its arguments), or `server_name` and `mcp_json` (a name, and the .mcp.json that has it)";
            return Err(reading.wrong(at, told));
        }
    };
    let missing = || reading.wrong(at.clone(), "`tool` is missing; expected the name of one of the server's tools");
    let tool = said.tool.as_ref().filter(|tool| !tool.get_ref().trim().is_empty()).ok_or_else(missing)?;
    for word in &server {
        are_known(word, said.purpose, from.clone(), reading)?;
    }
    let arguments = said.arguments.as_ref().map(|arguments| arguments.get_ref().clone()).unwrap_or_default();
    if let Some(said_arguments) = &said.arguments {
        check_texts(&Value::Object(arguments.clone()), said.purpose, said_arguments.span(), reading)?;
    }
    Ok(Kind::Mcp(Tool { server, environment, name: tool.get_ref().clone(), arguments }))
}

fn check_texts(value: &Value, purpose: HookPurpose, span: Range<usize>, reading: &Reading<'_>) -> Result<()> {
    match value {
        Value::String(text) if secrets::is_secret(text) => {
            Err(reading.wrong(span, "`arguments` seem to hold a credential; leave it to the server's own settings or the environment"))
        }
        Value::String(text) => are_known(text, purpose, span, reading),
        Value::Array(items) => items.iter().try_for_each(|item| check_texts(item, purpose, span.clone(), reading)),
        Value::Object(fields) => fields.values().try_for_each(|item| check_texts(item, purpose, span.clone(), reading)),
        _ => Ok(()),
    }
}

/// A name in braces that stands for nothing would be sent as it is.
fn are_known(written: &str, purpose: HookPurpose, span: Range<usize>, reading: &Reading<'_>) -> Result<()> {
    let known: Vec<&str> = fields::of(purpose).collect();
    let Some(unknown) = fields::names_in(written).find(|name| !known.contains(name)) else { return Ok(()) };
    let hint = match text::nearest(unknown, known.iter().copied()) {
        Some(near) => format!("did you mean {{{near}}}?"),
        None => format!("known for {}: {}", purpose.key(), known.join(", ")),
    };
    Err(reading.wrong(span, format!("{{{}}} stands for nothing here; {hint}", text::line(unknown))))
}

fn rule_of(said: &Spanned<Answer>, reading: &Reading<'_>) -> Result<Rule> {
    let answer = said.get_ref();
    let schema = answer.schema.as_ref().map(|file| schema(file, reading)).transpose()?;
    let required = answer.required.as_ref().map(|path| path.get_ref().trim().to_owned()).filter(|path| !path.is_empty());
    let rule = Rule { required, schema, fails_if: answer.fails_if.all(), holds: answer.holds.all() };
    if rule == Rule::default() {
        let told =
            "say what a good answer is: expected schema = \"FILE\", required = \"field.path\", fails_if = \"text\" or holds = \"text\"";
        return Err(reading.wrong(said.span(), told));
    }
    Ok(rule)
}

fn schema(file: &Spanned<PathBuf>, reading: &Reading<'_>) -> Result<Value> {
    let (path, text) = reading.beside(file, "a JSON Schema")?;
    let schema: Value = serde_json::from_str(&text).map_err(|error| {
        let place = Place::line(&path, error.line() as u64).with_column(error.column().to_string());
        Error::data(place, format!("this is no JSON: {}", text::line(&error.to_string())))
    })?;
    match rule::refused(&schema) {
        Some((at, why)) => {
            let told = format!("{at}: {why}. A hook's schema may use {}", rule::keywords());
            Err(Error::data(Place::file(path), told))
        }
        None => Ok(schema),
    }
}

/// A server as other clients have it in a `.mcp.json`.
#[derive(Deserialize)]
struct McpJson {
    #[serde(rename = "mcpServers", default)]
    servers: BTreeMap<String, McpServer>,
}

#[derive(Deserialize)]
struct McpServer {
    /// Nothing of a server that is reached over HTTP.
    command: Option<String>,
    #[serde(default)]
    args: Vec<String>,
    #[serde(default)]
    env: BTreeMap<String, String>,
}

fn of_mcp_json(name: &Spanned<String>, file: &Spanned<PathBuf>, reading: &Reading<'_>) -> Result<(Vec<String>, Environment)> {
    let (path, text) = reading.beside(file, "a .mcp.json with mcpServers")?;
    let whole: McpJson = serde_json::from_str(&text).map_err(|error| {
        let place = Place::line(&path, error.line() as u64).with_column(error.column().to_string());
        Error::data(place, "this is no .mcp.json: expected {\"mcpServers\": {\"NAME\": {\"command\": …, \"args\": […]}}}")
    })?;
    let wanted = name.get_ref();
    let Some(server) = whole.servers.get(wanted) else {
        let known: Vec<&str> = whole.servers.keys().map(String::as_str).collect();
        let near = text::nearest(wanted, known.iter().copied())
            .map_or_else(|| format!("known there: {}", known.join(", ")), |near| format!("did you mean {near}?"));
        return Err(reading.wrong(name.span(), format!("{} has no server {}; {near}", text::path(&path), text::line(wanted))));
    };
    let Some(command) = server.command.clone().filter(|command| !command.trim().is_empty()) else {
        return Err(
            reading.wrong(name.span(), format!("{wanted} has no command in {}; only servers over stdio are called", text::path(&path)))
        );
    };
    let filled = |word: &String| {
        expanded(word).map_err(|missing| reading.wrong(name.span(), format!("{wanted} needs the variable {missing}, which is not set")))
    };
    let words = std::iter::once(&command).chain(&server.args).map(filled).collect::<Result<Vec<_>>>()?;
    let env = server.env.iter().map(|(key, value)| Ok((key.clone(), filled(value)?))).collect::<Result<_>>()?;
    let beside = Reading { folder: path.parent().unwrap_or(&path), ..*reading };
    Ok((placed(words, &beside), Environment(env)))
}

/// `${NAME}` becomes the variable's value, as other clients have it.
fn expanded(word: &str) -> std::result::Result<String, String> {
    let (mut out, mut rest) = (String::new(), word);
    while let Some((before, after)) = rest.split_once("${") {
        let Some((name, behind)) = after.split_once('}') else { break };
        let (name, usual) = name.split_once(":-").map_or((name, None), |(name, usual)| (name, Some(usual)));
        let value = std::env::var(name).ok().or_else(|| usual.map(ToOwned::to_owned)).ok_or_else(|| text::line(name))?;
        out.push_str(before);
        out.push_str(&value);
        rest = behind;
    }
    Ok(out + rest)
}

#[cfg(test)]
#[path = "hooks_tests.rs"]
mod tests;
