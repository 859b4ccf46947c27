//! JSON-RPC 2.0, as far as it is spoken here.

use serde_json::{Map, Value, json};

pub(super) const PARSE_ERROR: i32 = -32700;
pub(super) const INVALID_REQUEST: i32 = -32600;
pub(super) const METHOD_NOT_FOUND: i32 = -32601;
pub(super) const INVALID_PARAMS: i32 = -32602;
pub(super) const INTERNAL_ERROR: i32 = -32603;
/// A resource that is not there.
pub(super) const NOT_FOUND: i32 = -32002;

/// The protocol's versions that are spoken, the newest first.
pub(super) const VERSIONS: [&str; 2] = ["2025-06-18", "2025-03-26"];

/// What is asked.
#[derive(Debug, PartialEq)]
pub(super) struct Call {
    pub id: Value,
    pub method: String,
    pub params: Map<String, Value>,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refused {
    pub code: i32,
    pub message: String,
}

impl Refused {
    pub(super) fn new(code: i32, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    /// To a message that had no id to answer to.
    pub(super) fn to_nobody(&self) -> Value {
        failed(&Value::Null, self)
    }
}

pub(super) fn answered(id: &Value, result: &Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "result": result })
}

pub(super) fn failed(id: &Value, refused: &Refused) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": refused.code, "message": refused.message } })
}

/// A message; `None` where it wants no answer.
///
/// # Errors
/// It is none, and the answer that says so.
pub(super) fn read(message: Value) -> Result<Option<Call>, Value> {
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

#[cfg(test)]
mod tests {
    use super::*;

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
