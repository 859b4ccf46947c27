//! Plays and what they went with.

use super::verdict_word;
use crate::app::list::{Row, Rows, Value};
use crate::app::model::Model;
use crate::app::screens::opening::Opening;

pub fn rows(model: &Model) -> Rows<'_> {
    Rows::of(&model.findings.plays, |play| {
        let values = vec![
            Value::text(&*play.play),
            Value::number(play.crude_or),
            Value::number(play.mh_or),
            Value::Picture,
            Value::text(if play.reversed { "reversed" } else { verdict_word(play.verdict) }),
            Value::count(play.n),
            Value::number(play.q),
            Value::number(play.coverage),
            Value::number(play.save_rate),
        ];
        Row::new(&*play.play, values)
    })
}

pub fn open(model: &Model, i: usize) -> Option<Opening> {
    let play = model.findings.plays.get(i)?;
    Some(Opening::new(model, format!("Play: {}", play.play), &play.renewals).say(&format!("{} renewed", play.crude[0])))
}
