//! Rows that cannot be read, where there are so many that figures of the others may tell another story.

use super::{answer, quoted};
use crate::compile::join::population::Population;
use crate::compile::join::quality::Account;
use crate::compile::read::scan::TableFile;
use crate::compile::schema::Table;
use crate::compile::understand::layout::Layout;
use crate::domain::quality::Reject;
use crate::domain::question::Question;
use crate::domain::text::counted;

/// Fewer rows than this are a handful, unless they are one in [`ONE_IN_FEW`] of all.
const HANDFUL: u64 = 5;
const ONE_IN_FEW: u64 = 4;

/// One row in so many is as much as figures bear.
const ONE_IN: u64 = 20;

pub(crate) fn of(layout: &Layout, population: &Population, account: &Account) -> Vec<Question> {
    let of_file = |table: &TableFile| of_file(layout, population, account, table.file.name());
    layout.files(Table::Renewals).chain(layout.contracts()).filter_map(of_file).collect()
}

fn of_file(layout: &Layout, population: &Population, account: &Account, name: &str) -> Option<Question> {
    let (unread, read) = account.unread_of(name)?;
    // What a word means is asked of the word.
    let strange: u64 = population.strange.iter().filter(|strange| &*strange.file == name).map(|strange| strange.rows).sum();
    let like = unread.like.as_ref().map_or_else(String::new, told);
    let unread = unread.rows.saturating_sub(strange);
    let is_said = layout.mapping.file(name).is_some_and(|said| said.leave_out_unread);
    if is_said || !are_too_many(unread, read) {
        return None;
    }
    let rows = counted(read, "row", "rows");
    Some(Question {
        is_pressing: true,
        file: name.to_owned(),
        asked: format!(
            "{unread} of {rows} cannot be read, and are in no figure{like}. Correct them in the file, or say that the figures may go without them."
        ),
        answers: vec![answer("leave them out", format!("[files.{}]\nleave_out_unread = true\n", quoted(name)))],
    })
}

fn are_too_many(unread: u64, read: u64) -> bool {
    unread * ONE_IN > read && (unread > HANDFUL || unread * ONE_IN_FEW > read && unread > 1)
}

/// What most of them fail on.
fn told(reject: &Reject) -> String {
    let column = if reject.column.is_empty() { String::new() } else { format!("`{}`, ", reject.column) };
    let value = if reject.value.is_empty() { String::new() } else { format!("“{}”, ", reject.value) };
    format!(". Most are like line {}: {column}{value}{}", reject.line, reject.reason)
}
