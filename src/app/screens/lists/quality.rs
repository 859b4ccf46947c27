//! What is said of the data: doubts, and what became of each file's rows.

use std::hash::Hash;

use super::List;
use crate::app::list::column::{cell, muted, plain};
use crate::app::list::{Column, Rows, Value};
use crate::app::marks::Tone;
use crate::app::overlays::rejects::RejectList;
use crate::app::screens::drill_down::Opening;
use crate::app::standing;
use crate::app::world::World;
use crate::domain::difference::Differing;
use crate::domain::quality::{FileAccount, IssueKind, QualityIssue};

pub(crate) const DOUBTS: List =
    List::table(|model| issues(&model.world)).opens(|model, i, _| open_issue(&model.world, i)).rejects(rejects_of_issue);

pub(crate) const FILES: List =
    List::table(|model| files(&model.world)).opens(|model, i, _| open_file(&model.world, i)).rejects(rejects_of_file);

pub(crate) const CHANGED: List = List::table(|model| differences(&model.world))
    .opens(|model, i, _| open_difference(&model.world, i))
    .stamped(|model, hasher| differing(&model.world).len().hash(hasher));

fn issues(world: &World) -> Rows<'_> {
    type Col<'a> = Column<'a, &'a QualityIssue>;
    let columns = [
        Col::text("Doubt", 30).grows().says(|issue| plain(issue.message.as_str())),
        Col::number("Rows", 7).count(|issue| issue.count, Tone::Strong),
        Col::number("ARR", 7)
            .priority(1)
            .by(|issue| Value::money(issue.arr))
            .says(|issue| muted(issue.arr.map_or_else(String::new, |arr| world.money(Some(arr))))),
    ];
    Rows::of(&world.facts.quality.issues, |issue| issue.message.as_str(), columns)
}

fn open_issue(world: &World, i: usize) -> Option<Opening> {
    let issue = world.facts.quality.issues.get(i)?;
    (!issue.renewals.is_empty()).then(|| Opening::new(world, &issue.message, &issue.renewals))
}

fn files(world: &World) -> Rows<'_> {
    type Col<'a> = Column<'a, &'a FileAccount>;
    let columns = [
        Col::text("File", 14).grows().says(|file| plain(file.name.as_str())),
        Col::number("Read", 9).count(|file| file.read, Tone::Plain),
        Col::number("Used", 9).count(|file| file.used, Tone::Strong),
        Col::number("Out of scope", 12).count(|file| file.out_of_scope, Tone::Neutral),
        Col::number("Rejected", 8).losses(|file| file.rejected),
    ];
    Rows::of(&world.facts.quality.files, |file| file.name.as_str(), columns)
}

/// The renewals that differ in the data as they are now, those of the window first.
pub(crate) fn differing(world: &World) -> &[Differing] {
    standing::news(world).map_or(&[], |news| &news.difference.renewals)
}

fn differences(world: &World) -> Rows<'_> {
    type Col<'a> = Column<'a, &'a Differing>;
    let all = differing(world);
    let tone = |renewal: &Differing| if renewal.in_window { Tone::Plain } else { Tone::Neutral };
    let columns = [
        Col::text("Account", 20).says(move |renewal| cell(&*renewal.account, tone(renewal))),
        Col::text("Due", 10).priority(1).day(|renewal| Some(renewal.due), Tone::Neutral),
        Col::text("In the data as they are now", 40).grows().says(move |renewal| cell(renewal.told(&world.facts.currency), tone(renewal))),
    ];
    Rows::of(all, |renewal| &*renewal.id.0, columns).also(|i| all[i].id.to_string())
}

/// The renewal as the room sees it; one that was added since is not there.
fn open_difference(world: &World, i: usize) -> Option<Opening> {
    let renewal = differing(world).get(i)?;
    world.facts.find(&renewal.id)?;
    let id = std::slice::from_ref(&renewal.id);
    Some(
        Opening::new(world, format!("{}, as this retro sees it", renewal.account), id)
            .explain(format!("In the data as they are now: {}", renewal.told(&world.facts.currency))),
    )
}

/// The renewals that a file's rows became; other files describe renewals of another.
fn open_file(world: &World, i: usize) -> Option<Opening> {
    let file = world.facts.quality.files.get(i)?;
    let mut from_it = world.facts.all().filter(|r| *r.origin.file == *file.name).peekable();
    from_it.peek()?;
    Some(Opening::over(world, format!("Read from {}", file.name), from_it))
}

/// The rejected rows behind a file, and the renewals that its others became.
fn rejects_of_file(world: &World, i: usize) -> Option<RejectList> {
    let file = world.facts.quality.files.get(i)?;
    Some(RejectList { read: open_file(world, i), ..RejectList::of_file(world, &file.name)? })
}

/// The rejected rows, or lost values, that a doubt is about: its sentence begins with the file.
fn rejects_of_issue(world: &World, i: usize) -> Option<RejectList> {
    let quality = &world.facts.quality;
    let issue = quality.issues.get(i).filter(|issue| matches!(issue.kind, IssueKind::RejectedRows | IssueKind::LostValues))?;
    let file = quality.files.iter().find(|file| issue.message.strip_prefix(&file.name).is_some_and(|rest| rest.starts_with(": ")))?;
    if issue.kind == IssueKind::LostValues { RejectList::of_values(world, &file.name) } else { RejectList::of_file(world, &file.name) }
}
