//! Losses that are told by their amounts: written below zero, or in a column of what was lost.

use super::FilePlan;
use crate::compile::read::columns::{Columns, Form};
use crate::compile::read::scan::TableFile;
use crate::compile::read::values::words;
use crate::compile::schema::{BECAME, Field};
use crate::compile::understand::decided::{self, index};
use crate::compile::understand::header::Heading;
use crate::compile::understand::infer::{self, loose_number, says_nothing};
use crate::compile::understand::names;
use crate::compile::understand::pairs::are_same;
use crate::domain::renewal::Outcome;

/// Amounts that are below zero where something was lost, and nowhere else: the sign says that it was.
pub(super) fn settle_signs(table: &mut TableFile) {
    for field in [Field::ArrBefore, Field::ArrAfter, Field::Amount] {
        let Some(column) = index(&table.columns, field) else { continue };
        let (mut lost, mut others) = ((0, 0), 0);
        for row in &table.file.sample {
            let Some(number) = row.get(column).and_then(|value| loose_number(value)).filter(|number| *number != 0.0) else { continue };
            if decided::outcome(&table.columns, row) == Some(Outcome::Churned) {
                lost = (lost.0 + 1, lost.1 + usize::from(number < 0.0));
            } else {
                others += usize::from(number < 0.0);
            }
        }
        if let Some(bound) = table.columns.get_mut(field) {
            bound.form.losses_below_zero = lost.1 > 1 && lost.1 == lost.0 && others == 0;
        }
    }
}

/// Amounts after beside amounts before, some of them none, tell what was lost where no column does.
pub(super) fn settle_after(table: &mut TableFile) {
    if BECAME.iter().any(|field| table.columns.has(*field)) {
        return;
    }
    let Some((before, after)) = index(&table.columns, Field::ArrBefore).zip(index(&table.columns, Field::ArrAfter)) else {
        return settle_change(table);
    };
    // What nobody calls so may be planned.
    if names::standing(&Heading::of(&table.file.header[after]), Field::ArrAfter).is_none() {
        return;
    }
    let number = |row: &[String], column: usize| row.get(column).and_then(|value| loose_number(value));
    let priced: Vec<&Vec<String>> = table.file.sample.iter().filter(|row| number(row, before).is_some_and(|before| before > 0.0)).collect();
    let gone = priced.iter().filter(|row| number(row, after) == Some(0.0)).count();
    let blank = priced.iter().filter(|row| row.get(after).is_none_or(|value| says_nothing(value))).count();
    if let Some(bound) = table.columns.get_mut(Field::ArrAfter) {
        bound.form.tells_losses = gone + blank > 0 && (gone + blank) * 2 <= priced.len();
    }
}

/// Of lists with the same columns one may have no loss: its amounts after tell it as those of the others do.
pub(super) fn settle_alike(plans: &mut [FilePlan]) {
    let tells = |plan: &FilePlan| plan.table.columns.get(Field::ArrAfter).is_some_and(|bound| bound.form.tells_losses);
    let told: Vec<Vec<String>> = plans.iter().filter(|plan| tells(plan)).map(|plan| plan.table.file.header.clone()).collect();
    for plan in plans.iter_mut().filter(|plan| told.contains(&plan.table.file.header)) {
        let is_silent = !BECAME.iter().any(|field| plan.table.columns.has(*field));
        if let Some(bound) = plan.table.columns.get_mut(Field::ArrAfter).filter(|_| is_silent) {
            bound.form.tells_losses = true;
        }
    }
}

/// So do changes beside amounts before, where some are of all that was paid.
fn settle_change(table: &mut TableFile) {
    let Some((before, change)) = index(&table.columns, Field::ArrBefore).zip(index(&table.columns, Field::ArrChange)) else { return };
    let number = |row: &[String], column: usize| row.get(column).and_then(|value| loose_number(value));
    let both: Vec<(f64, f64)> = table.file.sample.iter().filter_map(|row| number(row, before).zip(number(row, change))).collect();
    let gone = both.iter().filter(|(before, change)| *before > 0.0 && *change == -*before).count();
    if let Some(bound) = table.columns.get_mut(Field::ArrChange) {
        bound.form.tells_losses = gone > 0 && gone * 2 <= both.len();
    }
}

/// A column that is called after losses and holds amounts, where those after tell what was lost: it is no mark.
pub(super) fn is_no_mark(table: &TableFile) -> bool {
    let Some(column) = index(&table.columns, Field::IsLost) else { return false };
    let has_amounts = [Field::ArrBefore, Field::ArrAfter].into_iter().all(|field| index(&table.columns, field).is_some());
    let mut values = table.file.values(column).filter(|value| !says_nothing(value));
    has_amounts && values.clone().any(|value| words::flag(value).is_none()) && values.all(|value| loose_number(value).is_some())
}

/// Whether the column that is to tell outcomes holds what was lost instead: nothing, or all that was paid before.
pub(super) fn are_amounts(table: &TableFile) -> bool {
    let (Some(column), Some(before)) = (index(&table.columns, Field::Outcome), index(&table.columns, Field::ArrBefore)) else {
        return false;
    };
    let number = |row: &[String], column: usize| row.get(column).and_then(|value| loose_number(value));
    let (mut lost, mut kept) = (0, 0);
    for row in &table.file.sample {
        let raw = row.get(column).map_or("", String::as_str);
        match (number(row, column), number(row, before)) {
            (Some(gone), Some(paid)) if gone != 0.0 && are_same(gone.abs(), paid.abs()) => lost += 1,
            (Some(0.0), _) => kept += 1,
            _ if says_nothing(raw) => kept += 1,
            _ => return false,
        }
    }
    // Ones and noughts are flags.
    let are_flags = table.file.values(column).all(|value| words::flag(value).is_some());
    lost > 0 && kept > 0 && !are_flags && infer::names_loss(&Heading::of(&table.file.header[column]))
}

/// A loss stands where the column has an amount.
pub(super) fn form(columns: &Columns, table: &TableFile) -> Form {
    let column = index(columns, Field::Outcome).unwrap_or_default();
    let zeros = table.file.values(column).filter(|value| loose_number(value) == Some(0.0));
    Form { by_presence: true, values: zeros.map(|zero| (words::key(zero), String::new())).collect(), ..Form::default() }
}
