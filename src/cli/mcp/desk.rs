//! Answers one message after the other, and notes what was read.

use serde_json::{Map, Value, json};

use super::catalogue::{self, NOTICE, Tool};
use super::reader::Reader;
use super::resources;
use crate::cli::Context;
use crate::cli::args::McpArgs;
use crate::cli::shapes::failure::Failure;
use crate::domain::text;
use crate::error::{Error, Result};
use crate::rpc::{self, Call, INTERNAL_ERROR, INVALID_PARAMS, METHOD_NOT_FOUND, PARSE_ERROR, Refused, VERSIONS};
use crate::runtime::{self, mistakes};
use crate::store::outsiders;

/// Said to a client when it comes.
const INSTRUCTIONS: &str = "Renewal retrospectives: what renewed, shrank and churned, why, and what was decided. Begin with list_sessions. Figures are the program's: quote them with their intervals, compute none. Customers may go by pseudonyms (Customer-…), the same ones everywhere.";

/// What a client asked for is noted up to so many bytes.
const NOTED: usize = 2000;

pub(super) struct Desk<'a> {
    reader: Reader<'a>,
    may_propose: bool,
}

impl<'a> Desk<'a> {
    /// # Errors
    /// The key of the pseudonyms cannot be kept.
    pub(super) fn open(context: &'a Context, args: &McpArgs) -> Result<Self> {
        Ok(Self { reader: Reader::new(context, args.show_names)?, may_propose: args.allow_proposals })
    }

    /// The answer to a line; `None` where none is wanted.
    pub(super) fn hear(&mut self, line: &str) -> Option<Value> {
        match serde_json::from_str::<Value>(line) {
            Err(error) => {
                let told = format!("this is no JSON: {}", text::shortened(&text::line(&error.to_string()), 200));
                Some(Refused::new(PARSE_ERROR, told).to_nobody())
            }
            // Clients of 2025-03-26 may say several things at once.
            Ok(Value::Array(all)) if !all.is_empty() => {
                let answers: Vec<Value> = all.into_iter().filter_map(|one| self.answer(one)).collect();
                (!answers.is_empty()).then_some(Value::Array(answers))
            }
            Ok(message) => self.answer(message),
        }
    }

    fn answer(&mut self, message: Value) -> Option<Value> {
        let Call { id, method, params } = match rpc::read(message) {
            Ok(call) => call?,
            Err(answer) => return Some(answer),
        };
        // What goes wrong in one answer ends none of the others.
        Some(match mistakes::caught(|| Ok(self.run(&method, params))) {
            Ok(Ok(result)) => rpc::answered(&id, &result),
            Ok(Err(refused)) => rpc::failed(&id, &refused),
            Err(why) => rpc::failed(&id, &Refused::new(INTERNAL_ERROR, why)),
        })
    }

    fn run(&mut self, method: &str, params: Map<String, Value>) -> Result<Value, Refused> {
        match method {
            "initialize" => Ok(self.greet(&params)),
            "ping" => Ok(json!({})),
            "tools/list" => Ok(json!({ "tools": catalogue::all(self.may_propose).map(Tool::listed).collect::<Vec<_>>() })),
            "tools/call" => self.call(params),
            "resources/list" => {
                let wrong = |error: Error| Refused::new(INVALID_PARAMS, error.to_string());
                let listed = resources::list(&mut self.reader, params.get("cursor").and_then(Value::as_str)).map_err(wrong)?;
                self.note(method, "", &Value::Null, &listed)?;
                Ok(listed)
            }
            "resources/templates/list" => Ok(resources::templates()),
            "resources/read" => {
                let uri = params.get("uri").and_then(Value::as_str);
                let uri = uri.ok_or_else(|| Refused::new(INVALID_PARAMS, "expected a uri"))?;
                let read = resources::read(&mut self.reader, uri)?;
                self.note(method, uri, &Value::Null, &read)?;
                Ok(read)
            }
            other => {
                let other = text::shortened(&text::line(other), 100);
                Err(Refused::new(METHOD_NOT_FOUND, format!("there is no method {other}")))
            }
        }
    }

    /// The version that the client speaks, where it is spoken here, too.
    fn greet(&mut self, params: &Map<String, Value>) -> Value {
        let said = |key: &str| params.get("clientInfo").and_then(|client| client[key].as_str()).unwrap_or_default();
        let client = text::shortened(&text::line(&format!("{} {}", said("name"), said("version"))), 80);
        if !client.is_empty() {
            self.reader.client = client;
        }
        let wanted = params.get("protocolVersion").and_then(Value::as_str);
        let version = VERSIONS.into_iter().find(|known| Some(*known) == wanted).unwrap_or(VERSIONS[0]);
        json!({
            "protocolVersion": version,
            "capabilities": { "tools": { "listChanged": false }, "resources": { "subscribe": false, "listChanged": false } },
            "serverInfo": { "name": "run-retro", "title": "run-retro", "version": env!("CARGO_PKG_VERSION") },
            "instructions": format!("{INSTRUCTIONS} {NOTICE}"),
        })
    }

    fn call(&mut self, mut params: Map<String, Value>) -> Result<Value, Refused> {
        let name = params.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
        let nothing = || Refused::new(INVALID_PARAMS, format!("there is no tool {}", text::shortened(&text::line(&name), 100)));
        let tool = catalogue::all(self.may_propose).find(|tool| tool.name == name).ok_or_else(nothing)?;
        let arguments = match params.remove("arguments") {
            None | Some(Value::Null) => Value::Object(Map::new()),
            Some(arguments @ Value::Object(_)) => arguments,
            Some(_) => return Err(Refused::new(INVALID_PARAMS, "expected arguments that are an object")),
        };
        let result = match (tool.run)(&mut self.reader, arguments.clone()) {
            Ok(mut given) => {
                self.reader.redact(&mut given.data);
                let told = json!({
                    "session": given.session,
                    "notice": NOTICE,
                    "data": given.data,
                    "next_cursor": given.next,
                    "total": given.total,
                    "withheld": given.withheld,
                });
                json!({ "content": [{ "type": "text", "text": told.to_string() }], "structuredContent": told, "isError": false })
            }
            Err(error) => self.refused(&error),
        };
        self.note("tools/call", tool.name, &arguments, &result)?;
        Ok(result)
    }

    /// Something stands in the way; a model may mend it.
    fn refused(&self, error: &Error) -> Value {
        let mut told = serde_json::to_value(Failure::from(error)).unwrap_or_default();
        self.reader.redact(&mut told);
        json!({ "content": [{ "type": "text", "text": told.to_string() }], "isError": true })
    }

    /// # Errors
    /// It cannot be noted, so it is not read.
    fn note(&self, method: &str, what: &str, arguments: &Value, result: &Value) -> Result<(), Refused> {
        let said = arguments.to_string();
        let arguments = if said.len() <= NOTED { arguments.clone() } else { text::shortened(&said, NOTED).into() };
        let line = json!({
            "at": runtime::now(),
            "client": self.reader.client,
            "method": method,
            "what": text::shortened(&text::line(what), 200),
            "arguments": arguments,
            "bytes": result.to_string().len(),
        });
        let unnoted = |error: Error| Refused::new(INTERNAL_ERROR, error.to_string());
        outsiders::note(&self.reader.context.home, &line.to_string()).map_err(unnoted)
    }
}
