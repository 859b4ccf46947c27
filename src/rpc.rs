//! JSON-RPC 2.0, as far as it is spoken here: `cli::mcp` answers, `hooks::server` asks. A message is a line.

pub(crate) mod lines;

use serde_json::{Map, Value, json};

pub(crate) const PARSE_ERROR: i32 = -32700;
pub(crate) const INVALID_REQUEST: i32 = -32600;
pub(crate) const METHOD_NOT_FOUND: i32 = -32601;
pub(crate) const INVALID_PARAMS: i32 = -32602;
pub(crate) const INTERNAL_ERROR: i32 = -32603;
/// A resource that is not there.
pub(crate) const NOT_FOUND: i32 = -32002;

/// The versions of the Model Context Protocol in which `cli::mcp` answers, the newest first.
pub(crate) const VERSIONS: [&str; 2] = ["2025-06-18", "2025-03-26"];

/// What is asked.
#[derive(Debug, PartialEq)]
pub(crate) struct Call {
    pub id: Value,
    pub method: String,
    pub params: Map<String, Value>,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    pub code: i32,
    pub message: String,
}

impl Refused {
    pub(crate) fn new(code: i32, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    /// To a message that had no id to answer to.
    pub(crate) fn to_nobody(&self) -> Value {
        failed(&Value::Null, self)
    }
}

pub(crate) fn answered(id: &Value, result: &Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "result": result })
}

pub(crate) fn failed(id: &Value, refused: &Refused) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": refused.code, "message": refused.message } })
}

/// A message; `None` where it wants no answer.
///
/// # Errors
/// It is none, and the answer that says so.
pub(crate) fn read(message: Value) -> Result<Option<Call>, Value> {
    let Value::Object(mut fields) = message else {
        return Err(Refused::new(INVALID_REQUEST, "expected an object").to_nobody());
    };
    let id = fields.remove("id");
    let method = match fields.remove("method") {
        Some(Value::String(method)) => method,
        // An answer; nothing was asked.
        None if fields.contains_key("result") || fields.contains_key("error") => return Ok(None),
        _ => return Err(failed(&id.unwrap_or_default(), &Refused::new(INVALID_REQUEST, "expected a method"))),
    };
    let Some(id) = id else { return Ok(None) };
    if !matches!(id, Value::String(_) | Value::Number(_)) {
        return Err(Refused::new(INVALID_REQUEST, "expected an id that is a text or a number").to_nobody());
    }
    match fields.remove("params") {
        None | Some(Value::Null) => Ok(Some(Call { id, method, params: Map::new() })),
        Some(Value::Object(params)) => Ok(Some(Call { id, method, params })),
        Some(_) => Err(failed(&id, &Refused::new(INVALID_PARAMS, "expected params that are an object"))),
    }
}

/// A message that wants an answer.
pub(crate) fn asked(id: u64, method: &str, params: &Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params })
}

/// A message that wants none.
pub(crate) fn notified(method: &str) -> Value {
    json!({ "jsonrpc": "2.0", "method": method })
}

/// The answer to what was asked under `id`: its result, or the error's own words; `None` of any other message.
pub(crate) fn answer_to(id: u64, message: &mut Value) -> Option<Result<Value, String>> {
    if message["id"].as_u64() != Some(id) || message.get("method").is_some() {
        return None;
    }
    match (message.get("error"), message.get("result")) {
        (Some(error), _) if !error.is_null() => Some(Err(error["message"].as_str().unwrap_or("it does not say why").to_owned())),
        (_, Some(_)) => Some(Ok(message["result"].take())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_told_from_what_else_comes() {
        let heard = |mut message: Value| answer_to(4, &mut message);
        assert_eq!(heard(json!({ "id": 4, "result": { "a": 1 } })), Some(Ok(json!({ "a": 1 }))));
        assert_eq!(heard(json!({ "id": 4, "error": { "code": -1, "message": "no" } })), Some(Err("no".into())));
        for other in [json!({ "id": 3, "result": {} }), json!({ "id": 4, "method": "ping" }), json!({ "method": "x" }), json!(7), json!([])]
        {
            assert_eq!(heard(other), None);
        }
    }

    #[test]
    fn what_is_no_message_is_answered_and_what_wants_no_answer_is_not() {
        for message in
            [json!(7), json!({ "id": 1 }), json!({ "id": [], "method": "ping" }), json!({ "id": 1, "method": "ping", "params": 3 })]
        {
            assert!(read(message.clone()).is_err_and(|answer| answer["error"]["code"].is_i64()), "{message}");
        }
        for message in [json!({ "method": "notifications/initialized" }), json!({ "id": 4, "result": {} })] {
            assert_eq!(read(message), Ok(None));
        }
    }
}
