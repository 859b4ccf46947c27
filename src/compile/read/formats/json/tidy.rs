//! What programs put around values when they write an object: types, currencies, histories. It is taken off by its
//! shape, so that a field is called what its owner calls it. A name that other fields need stays theirs.

use serde_json::{Map, Value};

/// A row as it would have been written by hand.
pub(super) fn row(mut object: Map<String, Value>) -> Map<String, Value> {
    // `{"contract_term": {…}}` says of what kind each row is, and nothing else.
    const FEWEST: usize = 3;
    if object.len() == 1
        && let Some(Value::Object(inner)) = object.values_mut().next()
        && inner.len() >= FEWEST
    {
        object = std::mem::take(inner);
    }
    tidied(object)
}

pub(super) fn tidied(object: Map<String, Value>) -> Map<String, Value> {
    let kept = object.into_iter().filter(|(key, value)| !is_of_the_protocol(key, value));
    let fields: Map<String, Value> = kept.map(|(key, value)| (key, unwrapped(value))).collect();
    spread_money(alike(fields))
}

/// `__metadata`, `@odata.etag`: what says how a record was sent.
fn is_of_the_protocol(key: &str, value: &Value) -> bool {
    key.starts_with("@odata.") || key.starts_with("__") && value.is_object()
}

fn unwrapped(value: Value) -> Value {
    match value {
        Value::String(text) => date_of(&text).map_or(Value::String(text), Value::String),
        Value::Array(items) => {
            let items: Vec<Value> = items.into_iter().map(unwrapped).collect();
            text_of(&items).map_or(Value::Array(items), Value::String)
        }
        Value::Object(object) => of_object(tidied(object)),
        other => other,
    }
}

fn of_object(mut object: Map<String, Value>) -> Value {
    if let Some(inner) = extended(&mut object).or_else(|| typed(&mut object)) {
        return inner;
    }
    if let (Some(_), Some(name)) = (object.get("color").or_else(|| object.get("colour")), object.get("name")) {
        // A choice from a list, with how it is painted.
        return name.clone();
    }
    match (object.get("start"), object.get("end")) {
        (Some(start @ Value::String(_)), Some(Value::Null)) if object.len() <= 3 => start.clone(),
        _ => Value::Object(object),
    }
}

/// `{"$date": …}`, `{"$numberDecimal": "12.50"}`
fn extended(object: &mut Map<String, Value>) -> Option<Value> {
    let (key, value) = object.iter_mut().next()?;
    let (is_typed, is_date) = (key.starts_with('$'), key == "$date");
    let value = value.take();
    if !is_typed || object.len() > 1 {
        let key = object.keys().next()?.clone();
        object.insert(key, value);
        return None;
    }
    let millis = value.as_i64().or_else(|| value.as_str()?.parse().ok()).filter(|_| is_date);
    Some(millis.and_then(instant).map_or(value, Value::String))
}

/// `{"type": "number", "number": 12}` says of what kind its value is.
fn typed(object: &mut Map<String, Value>) -> Option<Value> {
    let kind = object.get("type")?.as_str()?.to_owned();
    let is_kind = kind != "type" && object.contains_key(&kind) && object.keys().all(|key| key == &kind || key == "id" || key == "type");
    is_kind.then(|| object.remove(&kind))?
}

/// The words of a text that is written in pieces.
fn text_of(items: &[Value]) -> Option<String> {
    let pieces: Option<Vec<&str>> = items.iter().map(|item| item.get("plain_text")?.as_str()).collect();
    pieces.filter(|pieces| !pieces.is_empty()).map(|pieces| pieces.concat())
}

/// `/Date(1788912000000)/`
fn date_of(text: &str) -> Option<String> {
    let inner = text.strip_prefix("/Date(")?.strip_suffix(")/")?;
    let end = inner.char_indices().skip(1).find(|(_, c)| matches!(c, '+' | '-')).map_or(inner.len(), |(at, _)| at);
    instant(inner[..end].parse().ok()?)
}

fn instant(milliseconds: i64) -> Option<String> {
    let at = chrono::DateTime::from_timestamp_millis(milliseconds)?;
    Some(at.format("%Y-%m-%dT%H:%M:%S%.fZ").to_string())
}

/// Fields that are all wrapped alike are known by what is in only one or another of them: `{"active_from": …, "value": 12}`.
fn alike(mut fields: Map<String, Value>) -> Map<String, Value> {
    let shared = shared(&fields);
    if shared.len() < 2 {
        return fields;
    }
    for value in fields.values_mut() {
        let Some(Value::Object(object)) = only(value) else { continue };
        if shared.iter().filter(|key| object.contains_key(*key)).count() < 2 {
            continue;
        }
        let mut own: Map<String, Value> = std::mem::take(object).into_iter().filter(|(key, _)| !shared.contains(key)).collect();
        let whose = own.len() == 2 && own.keys().any(|key| key.ends_with("_object"));
        if whose {
            // What kind of record is named is no value.
            own.retain(|key, _| !key.ends_with("_object"));
        }
        *value = sole(own);
    }
    fields
}

/// The value of an object that has but one, however deep.
fn sole(object: Map<String, Value>) -> Value {
    match object.len() {
        1 => match object.into_iter().next() {
            Some((_, Value::Object(inner))) => sole(inner),
            Some((_, value)) => value,
            None => Value::Null,
        },
        _ => Value::Object(object),
    }
}

/// A value, or the one that a list holds.
fn only(value: &mut Value) -> Option<&mut Value> {
    if value.is_object() {
        return Some(value);
    }
    value.as_array_mut().filter(|items| items.len() == 1)?.first_mut()
}

/// The names that most of at least three wrapped fields share.
fn shared(fields: &Map<String, Value>) -> Vec<String> {
    const FEWEST: usize = 3;
    let object = |value: &'_ Value| match value {
        Value::Array(items) if items.len() == 1 => items[0].as_object().cloned(),
        Value::Object(object) => Some(object.clone()),
        _ => None,
    };
    let wrapped: Vec<Map<String, Value>> = fields.values().filter_map(object).collect();
    if wrapped.len() < FEWEST {
        return Vec::new();
    }
    let mut keys: Vec<String> = Vec::new();
    for key in wrapped.iter().flat_map(|object| object.keys()) {
        if !keys.contains(key) && wrapped.iter().filter(|object| object.contains_key(key)).count() * 3 > wrapped.len() * 2 {
            keys.push(key.clone());
        }
    }
    // Where nothing else is left, the names are what is said.
    let says_more = |object: &Map<String, Value>| object.keys().any(|key| !keys.contains(key));
    if wrapped.iter().all(says_more) { keys } else { Vec::new() }
}

/// An amount beside its currency is the field, and the currency one of its own: `arr`, `arr.currency`.
fn spread_money(fields: Map<String, Value>) -> Map<String, Value> {
    let mut out = Map::new();
    for (name, value) in fields {
        match money(&value) {
            Some((amount, key, code)) => {
                out.insert(format!("{name}.{key}"), code);
                out.insert(name, amount);
            }
            None => drop(out.insert(name, value)),
        }
    }
    out
}

fn money(value: &Value) -> Option<(Value, String, Value)> {
    let object = value.as_object().filter(|object| object.len() == 2)?;
    let is_code = |value: &Value| value.as_str().is_some_and(|code| code.len() == 3 && code.bytes().all(|b| b.is_ascii_alphabetic()));
    let is_amount = |value: &Value| value.is_number() || value.as_str().is_some_and(|text| text.parse::<f64>().is_ok());
    let (key, code) = object.iter().find(|(key, value)| key.to_lowercase().contains("currency") && is_code(value))?;
    let (_, amount) = object.iter().find(|(other, value)| *other != key && is_amount(value))?;
    Some((amount.clone(), key.clone(), code.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tidy(text: &str) -> String {
        Value::Object(tidied(serde_json::from_str(text).unwrap())).to_string()
    }

    #[test]
    fn what_programs_put_around_values_is_taken_off() {
        for (written, meant) in [
            (r#"{"_id":{"$oid":"a1"},"n":{"$numberDecimal":"12.50"}}"#, r#"{"_id":"a1","n":"12.50"}"#),
            (r#"{"on":{"$date":"2026-07-30T00:00:00Z"}}"#, r#"{"on":"2026-07-30T00:00:00Z"}"#),
            (r#"{"on":{"$date":{"$numberLong":"1788912000000"}}}"#, r#"{"on":"2026-09-09T00:00:00Z"}"#),
            (
                r#"{"on":"/Date(1788912000000)/","at":"/Date(1788912000000+0200)/"}"#,
                r#"{"on":"2026-09-09T00:00:00Z","at":"2026-09-09T00:00:00Z"}"#,
            ),
            (r#"{"__metadata":{"type":"c4c.Opportunity"},"@odata.etag":"x","a":1}"#, r#"{"a":1}"#),
            (
                r#"{"Customer":{"id":"t","type":"title","title":[{"type":"text","plain_text":"Ac"},{"plain_text":"me"}]},
                "Due":{"id":"a","type":"date","date":{"start":"2026-08-15","end":null}},"ARR":{"id":"b","type":"number","number":5},
                "Outcome":{"id":"d","type":"select","select":{"id":"x","name":"Churned","color":"green"}}}"#,
                r#"{"Customer":"Acme","Due":"2026-08-15","ARR":5,"Outcome":"Churned"}"#,
            ),
            (
                r#"{"name":[{"from":"2026","until":null,"value":"Acme"}],"who":[{"from":"2026","until":null,"target_object":"companies","target_name":"Acme"}],
                "stage":[{"from":"2026","until":null,"status":{"title":"Won"}}],"arr":[{"from":"2026","until":null,"value":5,"currency_code":"USD"}]}"#,
                r#"{"name":"Acme","who":"Acme","stage":"Won","arr.currency_code":"USD","arr":5}"#,
            ),
            (r#"{"arr":{"amount":5,"currencyCode":"USD"}}"#, r#"{"arr.currencyCode":"USD","arr":5}"#),
        ] {
            assert_eq!(tidy(written), meant);
        }
        for same in [
            r#"{"customer":{"id":1,"name":"Acme"},"owner":{"id":2,"name":"Ana"},"team":{"id":3,"name":"North"}}"#,
            r#"{"type":"deal","deal":{"a":1},"b":2}"#,
            r#"{"price":{"amount":5,"interval":"year"}}"#,
            r#"{"term":{"start":"2026-01-01","end":"2026-12-31"}}"#,
        ] {
            assert_eq!(tidy(same), same);
        }
    }
}
