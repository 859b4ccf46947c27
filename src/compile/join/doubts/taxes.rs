//! A tax that stands in one of the amounts before and after: what is left without it is as round as the other one is.

use super::{answer, quoted};
use crate::compile::read::columns::Bound;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::decided::{self, index};
use crate::compile::understand::infer::loose_number;
use crate::compile::understand::layout::{FilePlan, Layout};
use crate::compile::understand::mapping::in_per_cent;
use crate::domain::question::{Answer, Question};
use crate::domain::renewal::Outcome;

/// Taxes on what companies sell each other, in basis points, wherever.
const TAXES: [u32; 26] = [
    500, 600, 700, 770, 800, 810, 900, 1_000, 1_100, 1_200, 1_300, 1_400, 1_500, 1_600, 1_700, 1_750, 1_800, 1_900, 2_000, 2_100, 2_200,
    2_300, 2_400, 2_500, 2_550, 2_700,
];

/// Fewer rows tell nothing.
const FEWEST: usize = 4;
/// Of a hundred rows so many must be as round as the others are.
const MOST: usize = 80;
/// What round numbers are multiples of.
const GRAINS: [f64; 9] = [1_000.0, 500.0, 100.0, 50.0, 10.0, 5.0, 1.0, 0.1, 0.01];
/// What a renewal comes to of what was paid before, with a tax on one side.
const SIZES: std::ops::RangeInclusive<f64> = 0.3..=3.0;

/// The tax by which one amount is another one, if there is such a tax; nobody takes that much off as a discount.
pub(super) fn of_step(times: f64) -> Option<u32> {
    let size = times.max(1.0 / times);
    TAXES.into_iter().find(|tax| (size - factor(*tax)).abs() < 0.0006)
}

/// A price that was cut by what a tax comes to, and by no round share.
pub(super) fn is_untaxed(times: f64) -> bool {
    let share = times * 100.0;
    times < 1.0 && of_step(times).is_some() && (share - share.round()).abs() > 0.03
}

fn factor(tax: u32) -> f64 {
    1.0 + f64::from(tax) / 10_000.0
}

/// The answer that a column holds a tax.
pub(super) fn answered(file: &str, field: Field, bound: &Bound, tax: u32) -> Answer {
    answer(format!("no; `{}` holds a tax of {}", bound.name, in_per_cent(tax)), line(file, &[(field, bound)], tax))
}

fn line(file: &str, columns: &[(Field, &Bound)], tax: u32) -> String {
    let lines = columns
        .iter()
        .map(|(field, bound)| format!("{} = {{ field = \"{}\", tax = \"{}\" }}\n", quoted(&bound.name), field.key(), in_per_cent(tax)));
    format!("[files.{}.columns]\n{}", quoted(file), lines.collect::<String>())
}

pub(crate) fn of(layout: &Layout) -> Vec<Question> {
    let renewals = layout.plans.iter().filter(|plan| plan.table.columns.table == Table::Renewals);
    renewals.filter_map(|plan| of_plan(layout, plan)).collect()
}

fn of_plan(layout: &Layout, plan: &FilePlan) -> Option<Question> {
    let columns = &plan.table.columns;
    let (before, after) = (index(columns, Field::ArrBefore)?, index(columns, Field::ArrAfter)?);
    let name = plan.table.file.name();
    let said = layout.mapping.file(name);
    let is_said = |field| columns.get(field).is_some_and(|bound| said.is_some_and(|said| said.tax_of(&bound.name).is_some()));
    if before == after || is_said(Field::ArrBefore) || is_said(Field::ArrAfter) {
        return None;
    }
    let rows = plan.table.file.sample.iter().filter(|row| decided::outcome(columns, row) == Some(Outcome::Renewed));
    let amount = |row: &[String], column: usize| loose_number(row.get(column)?).filter(|amount| *amount > 0.0);
    let pairs: Vec<(f64, f64)> = rows.filter_map(|row| Some((amount(row, before)?, amount(row, after)?))).collect();
    let turned: Vec<(f64, f64)> = pairs.iter().map(|(before, after)| (*after, *before)).collect();
    let found = within(&pairs).map(|tax| (Field::ArrAfter, Field::ArrBefore, tax));
    let (taxed, plain, tax) = found.or_else(|| within(&turned).map(|tax| (Field::ArrBefore, Field::ArrAfter, tax)))?;
    let [taxed, plain] = [taxed, plain].map(|field| columns.get(field).map(|bound| (field, bound)));
    let (taxed, plain) = taxed.zip(plain)?;
    Some(Question {
        is_pressing: true,
        file: name.to_owned(),
        asked: format!(
            "without a tax of {} the amounts of `{}` are as round as those of `{}`, and with it they are not. Does it hold that tax?",
            in_per_cent(tax),
            taxed.1.name,
            plain.1.name
        ),
        answers: vec![
            answer(format!("yes; `{}` holds a tax of {}", taxed.1.name, in_per_cent(tax)), line(name, &[taxed], tax)),
            answer("no; the amounts are right as they stand", line(name, &[taxed, plain], 0)),
        ],
    })
}

/// The tax that the second amounts hold: without it most are as round as the first ones are, and ten times as round as they stand. Not all
/// of them are the first ones then, for that may be a raise.
fn within(pairs: &[(f64, f64)]) -> Option<u32> {
    let most = |some: usize| some >= FEWEST && some * 100 >= pairs.len() * MOST;
    let count = |is: &dyn Fn(f64, f64) -> bool| pairs.iter().filter(|(plain, taxed)| is(*plain, *taxed)).count();
    let grain_of = |number: &dyn Fn(f64, f64) -> f64, give: f64| {
        GRAINS.into_iter().find(|grain| most(count(&|plain, taxed| is_multiple(number(plain, taxed), *grain, give))))
    };
    // Amounts of another size are asked about as such.
    let are_near = most(count(&|plain, taxed| SIZES.contains(&(taxed / plain))));
    let (plain, stands) = (grain_of(&|plain, _| plain, 0.0001)?, grain_of(&|_, taxed| taxed, 0.0001)?);
    // Money is written to the cent, or to the unit.
    let step = if stands < 1.0 { 0.01 } else { 1.0 };
    let round_without = |tax: u32| {
        let without = grain_of(&|_, taxed| taxed / factor(tax), step * 0.51 / factor(tax));
        let grain = without.filter(|grain| *grain >= stands * 10.0 && plain >= stands * 10.0 && 20.0 * step <= *grain)?;
        // Twelve times a month's price is rounder without a fifth by itself.
        let is_of_months = grain_of(&|plain, _| plain / factor(tax), 0.0001).is_some_and(|grain| grain >= plain * 10.0);
        let are_others = count(&|plain, taxed| (taxed / factor(tax) - plain).abs() > step) > 1;
        (are_others && !is_of_months).then_some((tax, grain))
    };
    // Of several the one that leaves the roundest.
    let found = TAXES.into_iter().filter_map(round_without).reduce(|one, other| if other.1 > one.1 { other } else { one });
    found.map(|(tax, _)| tax).filter(|_| are_near)
}

fn is_multiple(number: f64, grain: f64, give: f64) -> bool {
    (number - (number / grain).round() * grain).abs() <= give
}
