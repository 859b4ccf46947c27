//! Many renewals, none of which was lost: an export with a filter (`Stage equals Closed Won`) looks like that, and its rates tell nothing.

use super::{answer, quoted};
use crate::compile::join::population::Population;
use crate::compile::read::scan::TableFile;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::decided::{index, outcome};
use crate::compile::understand::layout::Layout;
use crate::domain::money::Money;
use crate::domain::question::Question;
use crate::domain::renewal::Outcome;

/// Of so many that were decided none is lost by chance only where next to nobody ever leaves.
const MANY: u64 = 50;

/// Whether it is asked what became of those that were lost: every row says that it was renewed, as a filter leaves them, or they are many.
pub(crate) fn is_asked(layout: &Layout, renewed: u64) -> bool {
    let says_renewed = |table: &TableFile| {
        let is_said = |row: &Vec<String>| outcome(&table.columns, row) == Some(Outcome::Renewed);
        index(&table.columns, Field::Outcome).is_some() && table.file.sample.iter().all(is_said)
    };
    !is_said(layout) && (renewed >= MANY || main(layout).all(says_renewed))
}

pub(crate) fn of(layout: &Layout, population: &Population) -> Option<Question> {
    // Words that may mean a loss are asked about first; and who pays nothing is in no rate.
    let is_understood = population.strange.is_empty() && population.assumed.is_empty();
    let is_paid = population.kept.iter().any(|kept| kept.renewal.before.is_some_and(|before| before > Money::ZERO));
    let renewed = population.none_lost.filter(|_| is_understood && is_paid)?;
    let name = main(layout).next()?.file.name();
    let said = |is: bool| format!("[files.{}]\nonly_renewed = {is}\n", quoted(name));
    Some(Question {
        is_pressing: true,
        file: name.to_owned(),
        asked: format!(
            "{renewed} renewals were decided, and none was lost, as in an export that is filtered for those that were won. Are those that \
             were lost left out of it?"
        ),
        answers: vec![answer("no, none was lost", said(false)), answer("yes; no rate can be told without them", said(true))],
    })
}

fn is_said(layout: &Layout) -> bool {
    main(layout).any(|table| layout.mapping.file(table.file.name()).is_some_and(|said| said.only_renewed.is_some()))
}

/// What is told of `renewed` renewals none of which was lost, with the line that says that losses are missing.
pub(crate) fn told(layout: &Layout, renewed: u64) -> Option<String> {
    let table = main(layout).next()?;
    (!is_said(layout)).then(|| {
        format!(
            "{renewed} renewals were decided, and none was lost. If those that were lost are left out of this export, write in mapping.toml: \
             [files.{}] only_renewed = true",
            quoted(table.file.name())
        )
    })
}

/// Why no rate can be told, where a person said that losses are left out.
pub(crate) fn said(layout: &Layout) -> Option<String> {
    let is_said = |table: &&TableFile| layout.mapping.file(table.file.name()).is_some_and(|said| said.only_renewed == Some(true));
    let table = main(layout).find(is_said)?;
    Some(format!("only renewals that were kept stand in {}, so no rate can be told. Add those that were lost", table.file.name()))
}

fn main(layout: &Layout) -> impl Iterator<Item = &TableFile> {
    layout.files(Table::Renewals).chain(layout.contracts())
}
