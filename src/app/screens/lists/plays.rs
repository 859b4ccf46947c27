//! Plays and what they went with.

use std::collections::HashSet;

use super::{ListId, verdict_word};
use crate::analysis::drill::in_stratum;
use crate::analysis::findings::{PlayFinding, Quantity};
use crate::app::list::{Row, Rows, Value};
use crate::app::model::Model;
use crate::app::screens::opening::Opening;
use crate::domain::renewal::RenewalId;

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

/// The selected play.
fn selected(model: &Model) -> Option<&PlayFinding> {
    model.screens.selected(model, ListId::Plays).and_then(|i| model.findings.plays.get(i))
}

pub fn strata(model: &Model) -> Rows<'_> {
    let strata = selected(model).map_or(&[][..], |play| &play.strata);
    Rows::of(strata, |stratum| Row::new(stratum.risk.label(), vec![Value::Picture]))
}

/// All renewals of that risk; those with the play are told from those without.
pub fn open_stratum(model: &Model, i: usize) -> Option<Opening> {
    let play = selected(model)?;
    let stratum = play.strata.get(i)?;
    let members = in_stratum(&model.facts, play, stratum.risk);
    let with = members.iter().filter(|(_, had)| *had).count();
    let had: HashSet<&RenewalId> = members.iter().filter(|(_, had)| *had).map(|(r, _)| &r.id).collect();
    let what = format!("{} at {} risk", play.play, stratum.risk.label());
    let opening = Opening::over(model, what, members.iter().map(|(r, _)| *r));
    Some(opening.parts(model, "With play", |r| Some(Quantity::Count(had.contains(&r.id).into()))).say(&format!("{with} with the play")))
}
