//! What is said of the data: doubts, and what became of each file's rows.

use crate::app::list::{Row, Rows, Value};
use crate::app::model::Model;
use crate::app::screens::opening::Opening;

pub fn issues(model: &Model) -> Rows<'_> {
    Rows::of(&model.facts.quality.issues, |issue| {
        Row::new(&issue.message, vec![Value::text(&issue.message), Value::count(issue.count), Value::money(issue.arr)])
    })
}

pub fn open_issue(model: &Model, i: usize) -> Option<Opening> {
    let issue = model.facts.quality.issues.get(i)?;
    (!issue.renewals.is_empty()).then(|| Opening::new(model, &issue.message, &issue.renewals))
}

pub fn files(model: &Model) -> Rows<'_> {
    Rows::of(&model.facts.quality.files, |file| {
        let counts = [file.read, file.used, file.out_of_scope, file.rejected].map(Value::count);
        Row::new(&file.name, [vec![Value::text(&file.name)], counts.to_vec()].concat())
    })
}

/// The renewals that a file's rows became; other files describe renewals of another.
pub fn open_file(model: &Model, i: usize) -> Option<Opening> {
    let file = model.facts.quality.files.get(i)?;
    let mut from_it = model.facts.all().filter(|r| *r.origin.file == *file.name).peekable();
    from_it.peek()?;
    Some(Opening::over(model, format!("Read from {}", file.name), from_it))
}
