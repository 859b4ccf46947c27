//! Leading indicators.

use super::verdict_word;
use crate::app::list::{Row, Rows, Value};
use crate::app::model::Model;
use crate::app::screens::opening::Opening;

pub fn rows(model: &Model) -> Rows<'_> {
    Rows::of(&model.findings.signals, |signal| {
        let rate = |rate: Option<[f64; 3]>| Value::number(rate.map(|[rate, ..]| rate));
        let values = vec![
            Value::Picture,
            Value::text(signal.title()),
            Value::number(signal.risk_ratio),
            Value::Picture,
            Value::number(signal.q),
            rate(signal.with_rate),
            rate(signal.without_rate),
            Value::number(signal.lead_days.map(|days| days as f64)),
            Value::number(signal.arr_lift),
            Value::text(verdict_word(signal.verdict)),
        ];
        Row::new(&signal.signal, values)
    })
}

pub fn open(model: &Model, i: usize) -> Option<Opening> {
    let signal = model.findings.signals.get(i)?;
    if signal.renewals.is_empty() {
        return None;
    }
    let opening = Opening::new(model, signal.title(), &signal.renewals);
    Some(opening.say_arr(model, signal.arr))
}
