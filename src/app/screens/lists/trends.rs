//! Health and usage before due: the groups that the lines and bars stand for, and those that fell.

use crate::app::list::column::plain;
use crate::app::list::{Column, Rows};
use crate::app::marks::Tone;
use crate::app::model::Model;
use crate::app::screens::drill_down::{Opening, in_window};
use crate::app::screens::lists::{List, ListId};
use crate::app::screens::navigation;
use crate::app::world::World;
use crate::domain::renewal::{Outcome, Renewal};
pub(crate) use crate::telling::chart::slope::{health, usage};

pub(crate) const FELL: List = List::table(|model| rows(&model.world)).opens(|model, i, _| open(&model.world, i));

/// A picture of the view. Where there is room for one only, it is that of the selected group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Picture {
    Health,
    Usage,
    Spread,
}

/// A group of renewals: its name, the picture it stands in, and who is in it.
pub(crate) struct Group {
    pub name: &'static str,
    pub picture: Picture,
    is: fn(&Renewal) -> bool,
}

const fn group(picture: Picture, name: &'static str, is: fn(&Renewal) -> bool) -> Group {
    Group { name, picture, is }
}

const fn health_group(name: &'static str, is: fn(&Renewal) -> bool) -> Group {
    group(Picture::Health, name, is)
}

const fn usage_group(name: &'static str, is: fn(&Renewal) -> bool) -> Group {
    group(Picture::Usage, name, is)
}

const fn score_group(name: &'static str, is: fn(&Renewal) -> bool) -> Group {
    group(Picture::Spread, name, is)
}

/// Those of a picture stand together.
pub(crate) const GROUPS: [Group; 12] = [
    health_group("Health fell 10 points or more, 90 to 30 days before due", |r| r.signals.health_slope().is_some_and(|s| s <= -5.0)),
    health_group("Health, renewed: those measured at all three points", |r| r.is_renewed() && health(r).is_some()),
    health_group("Health, lost: those measured at all three points", |r| r.is_churned() && health(r).is_some()),
    usage_group("Usage fell by a fifth or more in the 90 days before due", |r| r.signals.usage_shift().is_some_and(|s| s <= -0.2)),
    usage_group("Usage, renewed: those with usage half a year before due", |r| r.is_renewed() && usage(r).is_some()),
    usage_group("Usage, lost: those with usage half a year before due", |r| r.is_churned() && usage(r).is_some()),
    score_group("Newest health score under 40", |r| in_bin(r, 0)),
    score_group("Newest health score 40 to 49", |r| in_bin(r, 1)),
    score_group("Newest health score 50 to 59", |r| in_bin(r, 2)),
    score_group("Newest health score 60 to 69", |r| in_bin(r, 3)),
    score_group("Newest health score 70 to 79", |r| in_bin(r, 4)),
    score_group("Newest health score 80 and more", |r| in_bin(r, 5)),
];

/// The picture that the selected group stands in.
pub(crate) fn picture(model: &Model) -> Picture {
    model.screens.selected(model, ListId::Trends).map_or(Picture::Health, |i| GROUPS[i].picture)
}

/// On to the nearest group of another picture, in the order in which they are shown.
pub(crate) fn turn_picture(model: &mut Model, forward: bool) {
    let here = picture(model);
    navigation::on_list(model, ListId::Trends, |state, rows, stamp| {
        let shown = state.shown(rows, stamp);
        let from = state.selected(rows, &shown).unwrap_or(0);
        let is_other = |place: &usize| GROUPS[shown[*place]].picture != here;
        let next = if forward {
            (from..shown.len()).find(is_other)
        } else {
            // To the first group of the picture before.
            let last = (0..from).rev().find(is_other);
            last.map(|last| {
                (0..last).rev().take_while(|place| GROUPS[shown[*place]].picture == GROUPS[shown[last]].picture).last().unwrap_or(last)
            })
        };
        if let Some(place) = next {
            state.select(rows, &shown, place);
        }
    });
}

/// Score bins: names and upper ends.
pub(crate) const BINS: [(&str, f64); 6] =
    [("<40", 40.0), ("40–49", 50.0), ("50–59", 60.0), ("60–69", 70.0), ("70–79", 80.0), ("80+", f64::INFINITY)];

/// The bin that the newest score known 30 days before due falls into.
pub(crate) fn bin(renewal: &Renewal) -> Option<usize> {
    let score = renewal.signals.health_latest()?;
    BINS.iter().position(|(_, end)| score < *end)
}

fn in_bin(renewal: &Renewal, wanted: usize) -> bool {
    renewal.outcome != Outcome::Open && bin(renewal) == Some(wanted)
}

/// How many are in a group, and how many of them were lost.
fn counts(world: &World, group: &Group) -> (u64, u64) {
    let members = || world.facts.in_scope().filter(|r| (group.is)(r));
    (members().count() as u64, members().filter(|r| r.is_churned()).count() as u64)
}

fn rows(world: &World) -> Rows<'_> {
    type Col<'a> = Column<'a, &'a Group>;
    let columns = [
        Col::text("Who", 30).grows().says(|group| plain(group.name)),
        Col::number("Renewals", 8).count(|group| counts(world, group).0, Tone::Strong),
        Col::number("Lost", 5).losses(|group| counts(world, group).1),
    ];
    Rows::of(&GROUPS, |group| group.name, columns)
}

fn open(world: &World, i: usize) -> Option<Opening> {
    let group = GROUPS.get(i)?;
    Some(Opening::over(world, in_window(world, group.name), world.facts.in_scope().filter(|r| (group.is)(r))))
}
