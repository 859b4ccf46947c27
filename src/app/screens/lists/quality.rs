//! What is said of the data: doubts, and what became of each file's rows.

use crate::app::list::{Row, Rows, Value};
use crate::app::overlays::rejects::RejectList;
use crate::app::screens::drill_down::Opening;
use crate::app::standing;
use crate::app::world::World;
use crate::domain::difference::Differing;
use crate::domain::quality::IssueKind;

pub fn issues(world: &World) -> Rows<'_> {
    Rows::of(&world.facts.quality.issues, |issue| {
        Row::new(&issue.message, vec![Value::text(&issue.message), Value::count(issue.count), Value::money(issue.arr)])
    })
}

pub fn open_issue(world: &World, i: usize) -> Option<Opening> {
    let issue = world.facts.quality.issues.get(i)?;
    (!issue.renewals.is_empty()).then(|| Opening::new(world, &issue.message, &issue.renewals))
}

pub fn files(world: &World) -> Rows<'_> {
    Rows::of(&world.facts.quality.files, |file| {
        let counts = [file.read, file.used, file.out_of_scope, file.rejected].map(Value::count);
        Row::new(&file.name, [vec![Value::text(&file.name)], counts.to_vec()].concat())
    })
}

/// The renewals that differ in the data as they are now, those of the window first.
pub fn differing(world: &World) -> &[Differing] {
    standing::news(world).map_or(&[], |news| &news.difference.renewals)
}

pub fn differences(world: &World) -> Rows<'_> {
    Rows::of(differing(world), move |renewal| {
        let values = vec![Value::text(&*renewal.account), Value::day(Some(renewal.due)), Value::text(renewal.told(&world.facts.currency))];
        Row::new(&*renewal.id.0, values).also(renewal.id.to_string())
    })
}

/// The renewal as the room sees it; one that was added since is not there.
pub fn open_difference(world: &World, i: usize) -> Option<Opening> {
    let renewal = differing(world).get(i)?;
    world.facts.find(&renewal.id)?;
    let id = std::slice::from_ref(&renewal.id);
    Some(
        Opening::new(world, format!("{}, as this retro sees it", renewal.account), id)
            .explain(format!("In the data as they are now: {}", renewal.told(&world.facts.currency))),
    )
}

/// The renewals that a file's rows became; other files describe renewals of another.
pub fn open_file(world: &World, i: usize) -> Option<Opening> {
    let file = world.facts.quality.files.get(i)?;
    let mut from_it = world.facts.all().filter(|r| *r.origin.file == *file.name).peekable();
    from_it.peek()?;
    Some(Opening::over(world, format!("Read from {}", file.name), from_it))
}

/// The rejected rows behind a file, and the renewals that its others became.
pub fn rejects_of_file(world: &World, i: usize) -> Option<RejectList> {
    let file = world.facts.quality.files.get(i)?;
    Some(RejectList { read: open_file(world, i), ..RejectList::of_file(world, &file.name)? })
}

/// The rejected rows, or lost values, that a doubt is about: its sentence begins with the file.
pub fn rejects_of_issue(world: &World, i: usize) -> Option<RejectList> {
    let quality = &world.facts.quality;
    let issue = quality.issues.get(i).filter(|issue| matches!(issue.kind, IssueKind::RejectedRows | IssueKind::LostValues))?;
    let file = quality.files.iter().find(|file| issue.message.strip_prefix(&file.name).is_some_and(|rest| rest.starts_with(": ")))?;
    if issue.kind == IssueKind::LostValues { RejectList::of_values(world, &file.name) } else { RejectList::of_file(world, &file.name) }
}
