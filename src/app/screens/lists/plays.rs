//! Plays and what they went with.

use super::rates::PLOT;
use super::{List, ListId};
use crate::analysis::drill::{self, in_stratum};
use crate::analysis::findings::{PlayFinding, Quantity};
use crate::app::list::column::{Cell, cell, muted, plain};
use crate::app::list::{Column, Rows, Value};
use crate::app::marks::{self, Tone};
use crate::app::model::Model;
use crate::app::screens::comparison::{Beside, Figure, Side};
use crate::app::screens::drill_down::Opening;
use crate::app::world::World;
use crate::domain::renewal::Renewal;
use crate::telling::{figures, plays, verdict};

pub(crate) const TRIED: List = List::table(|model| rows(&model.world))
    .compares(|model, i| sides(&model.world, i))
    .opens(|model, i, side| open(&model.world, i, side))
    .found_as("play", |world, key, renewals| world.findings.plays.iter().position(|p| *p.play == *key && p.renewals == renewals));

pub(crate) const STRATA: List = List::fixed(strata).compares(stratum_sides).opens(open_stratum);

fn rows(world: &World) -> Rows<'_> {
    type Col<'a> = Column<'a, &'a PlayFinding>;
    let mark = |play: &PlayFinding| if play.reversed { ("↔", Tone::Warn) } else { marks::verdict(play.verdict) };
    let columns = [
        Col::text("Play", 18).grows().says(|play| plain(&*play.play)),
        Col::number("Crude", 6).figure(|play| play.crude_or, figures::ratio_short, Tone::Neutral),
        Col::number("By risk", 7).figure(|play| play.mh_or, figures::ratio_short, Tone::Strong),
        Col::text(PLOT, 18).titled("⅛     ½  1 2     8").priority(1),
        Col::text("Verdict", 14).says(move |play| (format!("{} {}", mark(play).0, verdict::of_play(play)), mark(play).1)),
        Col::number("With", 5).count(|play| play.arms()[0], Tone::Neutral),
        Col::number("Without", 7).priority(3).count(|play| play.arms()[1], Tone::Neutral),
        Col::number("q", 7).priority(2).figure(|play| play.q, figures::probability_short, Tone::Plain),
        Col::number("At risk", 12)
            .titled("Of at risk")
            .priority(4)
            .by(|play| Value::number(play.coverage))
            .says(|play| muted(plays::covered(play))),
        Col::number("Saved", 10).priority(5).by(|play| Value::number(play.save_rate)).says(|play| saved(play)),
    ];
    Rows::of(&world.findings.plays, |play| &*play.play, columns)
}

/// Where the test has too few to tell, what was saved is no success either.
fn saved<'a>(play: &PlayFinding) -> Cell<'a> {
    let tone = if play.why.is_some() { Tone::Faint } else { Tone::Plain };
    cell(plays::saved(play), tone)
}

/// With the play and without, and all that were at risk: what its coverage is of.
fn sides(world: &World, i: usize) -> Vec<Beside> {
    let Some(play) = world.findings.plays.get(i) else { return vec![] };
    let [with_renewed, with_lost, without_renewed, without_lost] = play.crude;
    let at_risk = play.coverage.map(|coverage| {
        let n = drill::at_risk(&world.facts, play).len() as u64;
        Beside::new(Side::AtRisk, "At risk", Figure::Share(n, Some(coverage), "had it"))
    });
    let with = Beside::new(Side::Here, "With the play", renewed_of(with_renewed, with_lost));
    let without = Beside::new(Side::Without, "Without it", renewed_of(without_renewed, without_lost));
    [with, without].into_iter().chain(at_risk).collect()
}

fn renewed_of(renewed: u64, lost: u64) -> Figure {
    let rate = (renewed + lost > 0).then(|| renewed as f64 / (renewed + lost) as f64);
    Figure::Share(renewed + lost, rate, "renewed")
}

fn open(world: &World, i: usize, side: Side) -> Option<Opening> {
    let play = world.findings.plays.get(i)?;
    let renewed = |r: &Renewal| Some(Quantity::Count(r.is_renewed().into()));
    let with = format!("Play: {}", play.play);
    Some(match side {
        Side::AtRisk => {
            let members = drill::at_risk(&world.facts, play);
            let saved = members.iter().filter(|(r, had)| *had && r.is_renewed()).count();
            let had = members.iter().filter(|(_, had)| *had).count();
            let opening = Opening::ticked(world, format!("At risk before any play; {}", play.play), "With play", &members);
            opening.say(&format!("{had} with the play, {saved} of them renewed"))
        }
        Side::Without => {
            let members = drill::without(&world.facts, play);
            let opening = Opening::over(world, format!("Without the play: {}", play.play), members).parts(world, "Renewed", renewed);
            opening.say(&format!("{} renewed", play.crude[2]))
        }
        _ => Opening::new(world, with, &play.renewals).parts(world, "Renewed", renewed).say(&format!("{} renewed", play.crude[0])),
    })
}

/// The selected play.
fn selected(model: &Model) -> Option<&PlayFinding> {
    model.screens.selected(model, ListId::Plays).and_then(|i| model.world.findings.plays.get(i))
}

fn strata(model: &Model) -> Rows<'_> {
    Rows::named(selected(model).map_or(&[][..], |play| &play.strata), |stratum| stratum.risk.label())
}

/// All of one risk, those with the play, and those without.
fn stratum_sides(model: &Model, i: usize) -> Vec<Beside> {
    let Some(stratum) = selected(model).and_then(|play| play.strata.get(i)) else { return vec![] };
    let [with_renewed, with_lost, without_renewed, without_lost] = stratum.table;
    vec![
        Beside::new(Side::Here, "All", renewed_of(with_renewed + without_renewed, with_lost + without_lost)),
        Beside::new(Side::With, "With the play", renewed_of(with_renewed, with_lost)),
        Beside::new(Side::Without, "Without it", renewed_of(without_renewed, without_lost)),
    ]
}

fn open_stratum(model: &Model, i: usize, side: Side) -> Option<Opening> {
    let play = selected(model)?;
    let stratum = play.strata.get(i)?;
    let members = in_stratum(&model.world.facts, play, stratum.risk);
    let wanted = |had: bool| match side {
        Side::With => had,
        Side::Without => !had,
        _ => true,
    };
    let shown: Vec<(&Renewal, bool)> = members.into_iter().filter(|m| wanted(m.had)).map(|m| (m.renewal, m.renewal.is_renewed())).collect();
    let renewed = shown.iter().filter(|(_, renewed)| *renewed).count();
    let which = match side {
        Side::With => ", with the play",
        Side::Without => ", without it",
        _ => "",
    };
    let what = format!("{} at {} risk{which}", play.play, stratum.risk.label());
    Some(Opening::ticked(&model.world, what, "Renewed", &shown).say(&format!("{renewed} renewed")))
}
