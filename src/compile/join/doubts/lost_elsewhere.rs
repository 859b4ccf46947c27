//! A list of losses whose customers the table of renewals has not lost: rates would stand on those alone who stayed.

use rustc_hash::FxHashSet;

use super::{answer, quoted, some_of};
use crate::compile::read::scan::TableFile;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::decided::{self, index};
use crate::compile::understand::layout::Layout;
use crate::compile::understand::recognise::profile;
use crate::domain::question::{Answer, Question};
use crate::domain::renewal::Outcome;
use crate::domain::text;

/// Whose a row is.
const OWNER: [Field; 2] = [Field::AccountId, Field::Account];

pub(crate) fn of(layout: &Layout) -> Vec<Question> {
    let renewals: Vec<&TableFile> = layout.files(Table::Renewals).collect();
    if renewals.is_empty() || renewals.iter().any(|table| !table.file.is_sampled_whole()) {
        return Vec::new();
    }
    let ends = Ends::of(&renewals);
    // An id may be that of an account which the renewals only name.
    let may_be_linked = layout.has(Table::Accounts) && !ends.lost.is_empty();
    let is_said = |table: &&TableFile| layout.mapping.file(table.file.name()).is_some_and(|said| said.table().is_some());
    let losses = layout.files(Table::Reasons).filter(|table| !may_be_linked && !is_said(table));
    losses.filter_map(|table| of_file(table, &ends, &renewals)).collect()
}

/// The customers of the renewals by what became of any of theirs.
#[derive(Default)]
struct Ends {
    all: FxHashSet<String>,
    lost: FxHashSet<String>,
    open: FxHashSet<String>,
}

impl Ends {
    fn of(renewals: &[&TableFile]) -> Self {
        let mut ends = Self::default();
        for (table, row) in renewals.iter().flat_map(|table| table.file.sample.iter().map(move |row| (table, row))) {
            let owners = OWNER.iter().filter_map(|field| Some(text::fold(row.get(index(&table.columns, *field)?)?)));
            for owner in owners {
                match decided::outcome(&table.columns, row) {
                    Some(Outcome::Churned) => ends.lost.insert(owner.clone()),
                    Some(Outcome::Renewed) => false,
                    _ => ends.open.insert(owner.clone()),
                };
                ends.all.insert(owner);
            }
        }
        ends
    }

    /// Nothing in the renewals can be this customer's loss.
    fn miss(&self, owner: &str) -> bool {
        let owner = text::fold(owner);
        !self.all.contains(&owner) || self.lost.is_empty() && !self.open.contains(&owner)
    }
}

fn of_file(table: &TableFile, ends: &Ends, renewals: &[&TableFile]) -> Option<Question> {
    let columns = &table.columns;
    let owner = OWNER.iter().find_map(|field| index(columns, *field))?;
    if columns.has(Field::RenewalId) && !ends.lost.is_empty() {
        return None;
    }
    let mut customers: Vec<String> = table.file.values(owner).map(ToOwned::to_owned).collect();
    customers.sort_unstable();
    customers.dedup();
    let missed: Vec<String> = customers.iter().filter(|customer| ends.miss(customer)).cloned().collect();
    let are_lost_there = customers.iter().any(|customer| ends.lost.contains(&text::fold(customer)));
    (!are_lost_there && !missed.is_empty() && missed.len() * 2 >= customers.len()).then(|| Question {
        is_pressing: true,
        file: table.file.name().to_owned(),
        asked: format!(
            "it tells of losses, and no renewal of {} is lost in {}: rates would stand on those who stayed. Are they renewals that were lost?",
            some_of(&missed),
            some_of(&renewals.iter().map(|table| table.file.name().to_owned()).collect::<Vec<_>>())
        ),
        answers: answers(table, owner, renewals),
    })
}

fn answers(table: &TableFile, owner: usize, renewals: &[&TableFile]) -> Vec<Answer> {
    let file = format!("[files.{}", quoted(table.file.name()));
    let stay = answer("no; the renewals hold all that was lost", format!("{file}]\ntable = \"reasons\"\n"));
    let Some(day) = index(&table.columns, Field::Date) else { return vec![stay] };
    let has = |field| renewals.iter().any(|table| table.columns.has(field));
    let whose = if has(Field::AccountId) || !has(Field::Account) { Field::AccountId } else { Field::Account };
    let spare: Vec<usize> = (0..table.file.header.len()).filter(|column| profile::are_unread_amounts(table, *column)).collect();
    let worth = if let [only] = spare[..] { Some((only, Field::ArrBefore)) } else { None };
    let reason = index(&table.columns, Field::ReasonCode).map(|column| (column, Field::ReasonCode));
    let lines: Vec<String> = [Some((owner, whose)), Some((day, Field::DueDate)), worth, reason]
        .into_iter()
        .flatten()
        .map(|(column, field)| format!("{} = \"{}\"", quoted(&table.file.header[column]), field.key()))
        .collect();
    let lines = lines.join("\n");
    let lost = format!("{file}]\ntable = \"renewals\"\n\n{file}.columns]\n{lines}\n\n{file}.constants]\noutcome = \"churned\"\n");
    vec![answer("yes, each row is a renewal that was lost", lost), stay]
}
