//! Renewals of which two files tell different outcomes or amounts, where nothing tells which file is the newer.

use super::{answer, quoted, some_of};
use crate::compile::join::population::Population;
use crate::compile::join::renewals::Disputed;
use crate::compile::read::scan::TableFile;
use crate::compile::schema::Table;
use crate::compile::understand::layout::Layout;
use crate::domain::question::Question;
use crate::domain::text::counted;

pub(crate) fn of(layout: &Layout, population: &Population) -> Vec<Question> {
    let mut disputed: Vec<&Disputed> = population.disputed.iter().filter(|disputed| !is_one_newer(layout, disputed)).collect();
    disputed.sort_by(|a, b| (&a.files, &a.id).cmp(&(&b.files, &b.id)));
    disputed.chunk_by(|a, b| a.files == b.files).map(of_files).collect()
}

fn of_files(disputed: &[&Disputed]) -> Question {
    let [one, other] = &disputed[0].files;
    let ids: Vec<String> = disputed.iter().map(|disputed| disputed.id.to_string()).collect();
    let who = counted(ids.len(), "renewal", "renewals");
    let without = |file: &str| format!("[files.{}]\ntable = \"ignore\"\n", quoted(file));
    let outcomes = disputed.iter().filter(|disputed| disputed.is_outcome).count();
    let what = match outcomes {
        0 => "amounts",
        all if all == disputed.len() => "outcomes",
        _ => "outcomes or amounts",
    };
    Question {
        is_pressing: false,
        file: other.to_string(),
        asked: format!("{one} and {other} tell different {what} of {who} ({}), and nothing tells which is newer.", some_of(&ids)),
        answers: vec![
            answer(format!("{one} is right; leave {other} aside"), without(other)),
            answer(format!("{other} is right; leave {one} aside"), without(one)),
        ],
    }
}

/// The files are exports of different days: what the newer one says counts.
fn is_one_newer(layout: &Layout, disputed: &Disputed) -> bool {
    let named = |name: &str| layout.files(Table::Renewals).find(|table| table.file.name() == name);
    let days = disputed.files.each_ref().map(|name| named(name).and_then(|table: &TableFile| table.file.exported_on()));
    days.iter().all(Option::is_some) && days[0] != days[1]
}
