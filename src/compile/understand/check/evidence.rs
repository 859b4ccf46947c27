//! What speaks for a file's being the table it is read as, and what else it may be.

use rustc_hash::FxHashSet;

use crate::compile::read::columns::{Columns, Origin};
use crate::compile::read::file::DataFile;
use crate::compile::schema::{Field, Table};
use crate::compile::timeline::shape::Shape;
use crate::compile::understand::layout::{FilePlan, Layout};
use crate::domain::text::{counted, fold};

/// So sure is a column by its name alone; by its values it is less.
const BY_NAME: f32 = 0.9;

/// In clauses: `a row for each customer and day`, `names of 5 columns`, `12 of 12 customers stand in other files`.
pub(crate) fn speaks(layout: &Layout, plan: &FilePlan) -> Vec<String> {
    let lent = plan.is_lent.then(|| "the day of closing stands for the day due".to_owned());
    shape(plan).into_iter().chain(columns(layout, plan)).chain(lent).chain(customers(layout, plan)).collect()
}

/// The next best table, unless somebody says which it is. What only the program writes is none.
pub(crate) fn runner_up(layout: &Layout, plan: &FilePlan) -> Option<Table> {
    let is_said = layout.mapping.file(plan.table.file.name()).is_some_and(|said| said.table().is_some());
    let table = plan.runner_up.as_ref().map(|other| other.table);
    table.filter(|table| !is_said && !matches!(table, Table::Measures | Table::Counts))
}

fn shape(plan: &FilePlan) -> Option<String> {
    let told = match plan.table.columns.table {
        Table::Renewals => "a row for each renewal",
        Table::Accounts => "a row for each customer",
        Table::Subscriptions if plan.table.file.wide().is_some() => "a column for each period",
        Table::Subscriptions => Shape::of(&plan.table.columns).told(),
        _ => return None,
    };
    Some(told.to_owned())
}

/// How many columns tell it by their names and by their values, and of how many a person says it.
fn columns(layout: &Layout, plan: &FilePlan) -> Vec<String> {
    let said = layout.mapping.file(plan.table.file.name());
    let is_said = |field: Field| {
        let column = plan.table.columns.get(field).map(|bound| bound.name.as_str());
        column.is_some_and(|column| said.is_some_and(|said| said.columns.contains_key(column)))
    };
    let (mapped, found): (Vec<_>, Vec<_>) = plan.columns.iter().partition(|(field, _)| is_said(*field));
    let (named, guessed): (Vec<_>, Vec<_>) = found.into_iter().partition(|(_, sureness)| *sureness >= BY_NAME);
    let told = |what: &str, columns: usize| (columns > 0).then(|| format!("{what} {}", counted(columns, "column", "columns")));
    let parts = [told("the mapping names", mapped.len()), told("names of", named.len()), told("less surely", guessed.len())];
    parts.into_iter().flatten().collect()
}

/// How many of its customers stand in the other files; nothing where it stands alone.
fn customers(layout: &Layout, plan: &FilePlan) -> Option<String> {
    let own = customers_of(plan);
    let others: FxHashSet<String> =
        layout.plans.iter().filter(|other| other.table.number != plan.table.number).flat_map(customers_of).collect();
    let known = own.iter().filter(|customer| others.contains(*customer)).count();
    (!own.is_empty() && !others.is_empty())
        .then(|| format!("{known} of {} stand in other files", counted(own.len(), "customer", "customers")))
}

/// The customers of the first rows, folded: tables may spell them in several ways.
fn customers_of(plan: &FilePlan) -> FxHashSet<String> {
    let of_column = |column: usize, file: &DataFile| file.values(column).map(fold).collect();
    let column = [Field::AccountId, Field::Account].into_iter().find_map(|field| column_of(&plan.table.columns, field));
    column.map(|column| of_column(column, &plan.table.file)).unwrap_or_default()
}

fn column_of(columns: &Columns, field: Field) -> Option<usize> {
    match columns.get(field)?.origin {
        Origin::Column(column) => Some(column),
        Origin::Constant(_) | Origin::Signs(_) => None,
    }
}
