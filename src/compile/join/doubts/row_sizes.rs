//! Rows among others whose amounts, before and after, are of another size: thousands beside whole ones, a month's beside a year's. Held
//! against one another both sides look right.

use rustc_hash::FxHashMap;

use super::{answer, of_rows, quoted};
use crate::compile::join::population::Population;
use crate::compile::read::columns::{Paid, Period};
use crate::compile::read::values::amount::Unit;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::decided::index;
use crate::compile::understand::layout::{FilePlan, Layout};
use crate::compile::understand::mapping::RenewalUse;
use crate::domain::money::Money;
use crate::domain::question::Question;
use crate::domain::renewal::Renewal;
use crate::domain::text::counted;

/// Fewer rows tell nothing; of a hundred there must be so many of each size.
const FEW: usize = 4;
const SHARE: usize = 5;

pub(crate) fn of(layout: &Layout, population: &Population, asked: &[Question]) -> Vec<Question> {
    let mut rows: FxHashMap<&str, Vec<&Renewal>> = FxHashMap::default();
    for kept in &population.kept {
        rows.entry(kept.renewal.origin.file.as_str()).or_default().push(&kept.renewal);
    }
    let is_open = |plan: &&FilePlan| {
        let (name, columns) = (plan.table.file.name(), &plan.table.columns);
        // A unit or a period of each row is told already.
        let is_told = [Field::Unit, Field::Period].into_iter().any(|field| columns.has(field));
        columns.table == Table::Renewals && !is_told && plan.open_periods.is_empty() && !asked.iter().any(|asked| asked.file == name)
    };
    layout.plans.iter().filter(is_open).filter_map(|plan| of_plan(layout, plan, rows.get(plan.table.file.name())?)).collect()
}

fn of_plan(layout: &Layout, plan: &FilePlan, rows: &[&Renewal]) -> Option<Question> {
    let columns = &plan.table.columns;
    index(columns, Field::ArrBefore)?;
    let in_thousands = small(rows).map(|rows| (rows, RenewalUse::In(Unit::Thousands)));
    let (some, said) = in_thousands.or_else(|| Some((of_months(rows)?, RenewalUse::BothCover(Paid::once(Period::Month)))))?;
    if some.iter().any(|row| layout.mapping.renewals.contains_key(row.id.0.as_str())) {
        return None;
    }
    let name = columns.name(Field::ArrBefore);
    let (seen, means) = match said {
        RenewalUse::In(_) => ("is about a thousand times smaller than in the others, with nothing between", "yes, these are in thousands"),
        _ => {
            ("has cents that go up in whole amounts when it is taken times twelve, and no cents in the others", "yes, these are of a month")
        }
    };
    let lines = |said: RenewalUse| of_rows(some.iter().copied(), &said.key());
    let amounts = [Field::ArrBefore, Field::ArrAfter].into_iter().filter(|field| index(columns, *field).is_some());
    let aside: Vec<String> = amounts.map(|field| format!("{} = \"ignore\"\n", quoted(columns.name(field)))).collect();
    Some(Question {
        is_pressing: true,
        file: plan.table.file.name().to_owned(),
        asked: format!("`{name}` {seen}, in {} of {}. Are these of another size?", some.len(), counted(rows.len(), "row", "rows")),
        answers: vec![
            answer(means, lines(said)),
            answer("no, all amounts are right as they stand", lines(RenewalUse::Own)),
            answer(
                "not in these alone; leave the amounts aside",
                format!("[files.{}.columns]\n{}", quoted(plan.table.file.name()), aside.concat()),
            ),
        ],
    })
}

/// So many of all rows that neither they nor the others are slips.
fn are_many(some: usize, all: usize) -> bool {
    let is_enough = |rows: usize| rows >= FEW && rows * 100 >= all * SHARE;
    is_enough(some) && is_enough(all - some)
}

/// What was paid before, in hundredths.
fn paid(row: &Renewal) -> Option<i64> {
    row.before.map(Money::in_minor).filter(|before| *before > 0)
}

/// The rows below the widest gap between two amounts, where those above it are about a thousand times as large.
fn small<'r>(rows: &[&'r Renewal]) -> Option<Vec<&'r Renewal>> {
    /// No book has such a hole in it.
    const HOLE: f64 = 8.0;
    const ABOUT_A_THOUSAND: std::ops::RangeInclusive<f64> = 250.0..=4000.0;
    let mut priced: Vec<(i64, &Renewal)> = rows.iter().filter_map(|row| Some((paid(row)?, *row))).collect();
    priced.sort_by(|(a, one), (b, other)| a.cmp(b).then_with(|| one.id.cmp(&other.id)));
    let step = |at: usize| priced[at].0 as f64 / priced[at - 1].0 as f64;
    let at = (1..priced.len()).max_by(|one, other| step(*one).total_cmp(&step(*other)))?;
    let middle = |part: &[(i64, &Renewal)]| part[part.len() / 2].0 as f64;
    let (below, above) = priced.split_at(at);
    let is_so = step(at) >= HOLE && ABOUT_A_THOUSAND.contains(&(middle(above) / middle(below))) && are_many(at, priced.len());
    is_so.then(|| below.iter().map(|(_, row)| *row).collect())
}

/// The rows with cents where the others have none: a twelfth of a whole amount, rounded.
fn of_months<'r>(rows: &[&'r Renewal]) -> Option<Vec<&'r Renewal>> {
    let priced: Vec<(i64, &Renewal)> = rows.iter().filter_map(|row| Some((paid(row)?, *row))).collect();
    let with_cents: Vec<&(i64, &Renewal)> = priced.iter().filter(|(before, _)| before % 100 != 0).collect();
    // Half a cent, twelve times.
    let is_twelfth = |before: i64| (before * 12 + 6).rem_euclid(100) <= 12;
    let twelfths = with_cents.iter().filter(|(before, _)| is_twelfth(*before)).count();
    let is_so = are_many(with_cents.len(), priced.len()) && twelfths * 10 >= with_cents.len() * 9;
    is_so.then(|| with_cents.into_iter().map(|(_, row)| *row).collect())
}
