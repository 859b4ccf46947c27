//! Amounts before and after that are of another size: a month beside a year, thousands beside whole ones, the total of three years beside
//! one. No book of contracts grows twelvefold, and the rates would say so.

use super::{answer, parts, quoted, taxes, units};
use crate::compile::join::population::Population;
use crate::compile::read::columns::{Bound, Paid, Period};
use crate::compile::schema::{Field, Table};
use crate::compile::understand::decided::index;
use crate::compile::understand::layout::{FilePlan, Layout};
use crate::domain::money::Money;
use crate::domain::question::{Answer, Question};
use crate::domain::renewal::RenewalId;
use crate::domain::text::{counted, percent};

/// What all that was renewed together comes to, of what was paid for it before: no book lies beyond.
const NO_BOOK: (f64, f64) = (0.2, 3.0);
/// Half of the renewals lie hardly ever beyond.
const HARDLY: (f64, f64) = (0.45, 2.2);
/// Fewer rows tell nothing of the others.
const FEW: usize = 3;
/// So many times an amount that only another size explains it, where several rows say exactly so. A year is not half price for many.
const TIMES: [f64; 10] = [3.0, 4.0, 5.0, 6.0, 12.0, 24.0, 36.0, 52.0, 100.0, 1000.0];
/// Of a hundred renewals so many must be exactly twice, or half, as large to be another size; so many of other sizes.
const MOST_DOUBLED: usize = 40;
const SOME: usize = 5;

/// Of amounts whose unit or tax is asked about nobody knows the size yet.
pub(crate) fn of(layout: &Layout, population: &Population, asked: &[Question]) -> Vec<Question> {
    let is_sized = |plan: &FilePlan| !asked.iter().any(|asked| asked.file == plan.table.file.name());
    let is_open = |plan: &&FilePlan| plan.table.columns.table == Table::Renewals && plan.open_periods.is_empty() && is_sized(plan);
    let renewals = layout.plans.iter().filter(is_open).filter_map(|plan| of_renewals(layout, plan, population));
    renewals.chain(of_contracts(layout, population)).collect()
}

/// A column of amounts, and the field that is read from it.
struct Side<'c> {
    field: Field,
    bound: &'c Bound,
}

impl Side<'_> {
    fn line(&self, more: &str) -> String {
        format!("{} = {{ field = \"{}\", {more} }}\n", quoted(&self.bound.name), self.field.key())
    }

    fn paid(&self, paid: Paid) -> String {
        self.line(&format!("period = \"{}\"", paid.key()))
    }

    /// How many such amounts a year has as they are read; one, where each row says it.
    fn in_a_year(&self) -> f64 {
        self.bound.form.period.and_then(in_a_year).unwrap_or(1.0)
    }
}

fn in_a_year(paid: Paid) -> Option<f64> {
    Some(paid.period.in_a_year()? as f64 / paid.every as f64)
}

fn of_renewals(layout: &Layout, plan: &FilePlan, population: &Population) -> Option<Question> {
    let columns = &plan.table.columns;
    let side = |field: Field| Some(Side { field, bound: columns.get(field).filter(|_| index(columns, field).is_some())? });
    let (before, after) = (side(Field::ArrBefore)?, side(Field::ArrAfter).or_else(|| side(Field::Amount))?);
    let name = plan.table.file.name();
    let said = layout.mapping.file(name);
    let is_said = |side: &Side<'_>| said.is_some_and(|said| said.period_of(&side.bound.name).is_some());
    if is_said(&before) && is_said(&after) || parts::asks_what_is_held(layout, &plan.table) {
        return None;
    }
    let seen = Seen::of(population, |file| file == name, same_step)?;
    // Whoever says a unit has seen amounts that are so far apart.
    let has_unit = |side: &Side<'_>| said.is_some_and(|said| said.unit_of(&side.bound.name).is_some());
    if seen.is_of_all && seen.size() > units::APART && (has_unit(&before) || has_unit(&after)) {
        return None;
    }
    let [earlier, later] = [&before, &after].map(|side| &side.bound.name);
    Some(Question {
        is_pressing: true,
        file: name.to_owned(),
        asked: format!("`{later}` is {} `{earlier}`, {}. Do both hold the same?", seen.told(), seen.comes_to()),
        answers: answers(name, &before, &after, &seen),
    })
}

/// What the sizes may mean, the likeliest first; and that they are right.
fn answers(name: &str, before: &Side<'_>, after: &Side<'_>, seen: &Seen) -> Vec<Answer> {
    let file = format!("[files.{}.columns]\n", quoted(name));
    let [earlier, later] = [before, after].map(|side| &side.bound.name);
    let mut answers = Vec::new();
    let right = answer("yes; they are right as they stand", format!("{file}{}{}", before.paid(kept(before)), after.paid(kept(after))));
    let some = seen.covered().map(|paid| {
        let lines: Vec<String> = seen.ids.iter().map(|id| format!("{} = \"{}\"\n", quoted(id), paid.key())).collect();
        let means = format!("no; `{later}` is {} in {}, and of a year in the others", told(paid), counted(seen.ids.len(), "row", "rows"));
        answer(means, format!("[renewals]\n{}", lines.concat()))
    });
    let taxed = if seen.times > 1.0 { after } else { before };
    let tax = taxes::of_step(seen.times).map(|tax| taxes::answered(name, taxed.field, taxed.bound, tax));
    let aside = answer(format!("not in all rows; leave `{later}` aside"), format!("{file}{} = \"ignore\"\n", quoted(later)));
    if seen.is_of_all {
        let times = seen.times * before.in_a_year() / after.in_a_year();
        for (one, other) in ways(times) {
            let means = format!("no; `{earlier}` is {}, `{later}` {}", told(one), told(other));
            answers.push(answer(means, format!("{file}{}{}", before.paid(one), after.paid(other))));
        }
        let (small, large) = if seen.times > 1.0 { (before, after) } else { (after, before) };
        let size = seen.size();
        if is_near(size, 1000.0) {
            answers.push(answer(
                format!("no; `{}` is in thousands", small.bound.name),
                format!("{file}{}", small.line("unit = \"thousands\"")),
            ));
        }
        if is_near(size, 100.0) {
            answers.push(answer(format!("no; `{}` is in hundredths", large.bound.name), format!("{file}{}", large.line("cents = true"))));
        }
    }
    if seen.times < HARDLY.0 {
        let added = format!("{file}{} = \"{}\"\n", quoted(later), Field::Expansion.key());
        answers.push(answer(format!("no; `{later}` is what was added, on top of `{earlier}`"), added));
    }
    answers.extend(tax.into_iter().chain(some).chain([right, aside]));
    answers
}

/// What an amount is read as covering.
fn kept(side: &Side<'_>) -> Paid {
    side.bound.form.period.unwrap_or(Paid::once(Period::Year))
}

fn told(paid: Paid) -> String {
    match paid.period {
        _ if paid.every > 1 => format!("the total of {}", paid.key()),
        Period::HalfYear => "of half a year".to_owned(),
        period => format!("of a {}", period.key()),
    }
}

/// What the amounts before and after may cover, where the ones after are so many times as large as they stand.
fn ways(times: f64) -> Vec<(Paid, Paid)> {
    let year = Paid::once(Period::Year);
    let parts = [Period::Month, Period::Quarter, Period::HalfYear, Period::Week].map(Paid::once);
    let years = [2, 3, 5].map(|every| Paid { every, period: Period::Year });
    let [month, quarter, half, _] = parts;
    let mut all: Vec<(Paid, Paid)> = parts.into_iter().map(|part| (part, year)).collect();
    all.extend(years.map(|several| (year, several)));
    all.extend([(month, quarter), (month, half), (month, years[0]), (month, years[1])]);
    let turned: Vec<(Paid, Paid)> = all.iter().map(|(one, other)| (*other, *one)).collect();
    all.extend(turned);
    let rate = |(one, other): &(Paid, Paid)| Some(in_a_year(*one)? / in_a_year(*other)?);
    all.retain(|way| rate(way).is_some_and(|rate| is_near(rate, times)));
    let apart = |way: &(Paid, Paid)| rate(way).map_or(f64::MAX, |rate| (rate / times).ln().abs());
    all.sort_by(|one, other| apart(one).total_cmp(&apart(other)));
    all.truncate(3);
    all
}

/// Renewals grow or shrink, and half of them by no more than so much.
fn is_near(one: f64, other: f64) -> bool {
    (one / other).ln().abs() < 0.4
}

/// What the amounts after are, held against those before.
struct Seen {
    /// How many times as large they are: half of all, or the rows that speak for another size.
    times: f64,
    /// Of all renewed rows, these are so.
    rows: usize,
    all: usize,
    is_of_all: bool,
    together: f64,
    /// Whose amounts are so.
    ids: Vec<String>,
}

impl Seen {
    /// Sizes that want asking about, among the renewals of some files.
    fn of(population: &Population, is_of: impl Fn(&str) -> bool, step: impl Fn(&[f64]) -> Option<(f64, usize)>) -> Option<Self> {
        let renewed = population.kept.iter().filter(|kept| kept.renewal.is_renewed() && is_of(&kept.renewal.origin.file));
        let amounts: Vec<(f64, f64, &RenewalId)> = renewed
            .filter(|kept| kept.currencies.before == kept.currencies.after)
            .filter_map(|kept| {
                let size = |amount: Money| Some(amount.in_minor() as f64).filter(|size| *size > 0.0);
                Some((size(kept.renewal.before?)?, size(kept.renewal.after?)?, &kept.renewal.id))
            })
            .collect();
        let mut ratios: Vec<f64> = amounts.iter().map(|(before, after, _)| after / before).collect();
        let [before, after] = amounts.iter().fold([0.0, 0.0], |[before, after], (was, is, _)| [before + was, after + is]);
        ratios.sort_by(f64::total_cmp);
        let (all, times, together) = (ratios.len(), *ratios.get(ratios.len() / 2)?, after / before);
        let rows = ratios.iter().filter(|ratio| is_near(**ratio, times)).count();
        let is_beyond = |(least, most): (f64, f64), ratio: f64| ratio < least || ratio > most;
        let is_whole = is_beyond(HARDLY, times) && (all >= FEW || is_beyond(NO_BOOK, together));
        let is_doubled =
            exactly(&ratios, times) * 100 >= all * MOST_DOUBLED && all > FEW && (times - 2.0).abs().min((times - 0.5).abs()) < 0.01;
        if is_whole || is_doubled {
            // Nearer to that size than to what was paid before.
            let is_so = |ratio: f64| (ratio / times).ln().abs() < ratio.ln().abs();
            let ids = amounts.iter().filter(|(before, after, _)| is_so(after / before)).map(|(.., id)| id.to_string()).collect();
            return Some(Self { times, rows, all, is_of_all: rows * 10 >= all * 4, together, ids });
        }
        let (times, rows) =
            step(&ratios).or_else(|| of_some(&ratios)).or_else(|| is_beyond(NO_BOOK, together).then_some((together, all)))?;
        let is_so = |(before, after, _): &&(f64, f64, &RenewalId)| is_near(after / before, times);
        let ids = amounts.iter().filter(is_so).map(|(.., id)| id.to_string()).collect();
        Some(Self { times, rows, all, is_of_all: false, together, ids })
    }

    fn size(&self) -> f64 {
        self.times.max(1.0 / self.times)
    }

    /// What the amounts of some rows may cover: several years, or a part of one.
    fn covered(&self) -> Option<Paid> {
        let is_of_some = self.ids.len() < self.all;
        let give = if self.is_of_all { 0.12 } else { 0.01 };
        let years = (2..=5).find(|years| (self.times / *years as f64 - 1.0).abs() < give).map(|every| Paid { every, period: Period::Year });
        let parts = [Period::Month, Period::Quarter].map(Paid::once).into_iter();
        let part = parts.filter_map(|paid| Some((paid, in_a_year(paid)?))).find(|(_, parts)| is_near(self.times, 1.0 / parts));
        years.or(part.map(|(paid, _)| paid)).filter(|_| is_of_some)
    }

    fn told(&self) -> String {
        let size = self.size();
        let shown = if size < 2.0 {
            format!("{size:.2}")
        } else if size < 10.0 {
            format!("{size:.1}")
        } else {
            format!("{size:.0}")
        };
        let shown = shown.trim_end_matches(".0");
        let how = if self.times < 1.0 { format!("about {shown} times smaller than") } else { format!("about {shown} times as large as") };
        format!("in {} of {} renewed rows {how}", self.rows, self.all)
    }

    fn comes_to(&self) -> String {
        format!("so that what was renewed comes to {} of what was paid for it before", percent(self.together, 0))
    }
}

/// Nobody raises all prices by more at once, or takes more off all of them.
const RAISED: std::ops::RangeInclusive<f64> = 0.88..=1.13;
/// Of a hundred renewals so many must have taken the same step.
const SAME_STEP: usize = 40;

/// A step that most renewals took, and that is none of a price: a tax that stands in one of the columns, another currency.
fn same_step(ratios: &[f64]) -> Option<(f64, usize)> {
    let (times, rows) = ratios.iter().map(|times| (*times, exactly(ratios, *times))).max_by_key(|(_, rows)| *rows)?;
    let is_strange = !RAISED.contains(&times) || taxes::is_untaxed(times);
    (rows > FEW && rows * 100 >= ratios.len() * SAME_STEP && is_strange).then_some((times, rows))
}

/// Rows that are exactly so many times as large; the smallest come first.
fn exactly(ratios: &[f64], times: f64) -> usize {
    let below = |most: f64| ratios.partition_point(|ratio| *ratio < most);
    below(times * 1.005) - below(times * 0.995)
}

/// The size that some rows have exactly, which is no step of a price; or one, and others about it.
fn of_some(ratios: &[f64]) -> Option<(f64, usize)> {
    let sizes = TIMES.into_iter().flat_map(|times| [times, 1.0 / times]);
    let about = |times: f64| ratios.iter().filter(|ratio| is_near(**ratio, times)).count();
    let counted = sizes.map(|times| (times, exactly(ratios, times), about(times)));
    let share = |rows: usize| rows * 100 / ratios.len().max(1);
    let is_one = |(times, exact, about): &(f64, usize, usize)| {
        // A single one of such a size is a slip: no contract is renewed at it.
        let is_slip = *about > 0 && !(0.02..50.0).contains(times);
        is_slip || *exact > 1 && share(*exact) >= SOME || *exact > 0 && *about >= FEW && share(*about) >= 2 * SOME
    };
    counted.filter(is_one).max_by_key(|(_, exact, _)| *exact).map(|(times, _, about)| (times, about))
}

/// Of contracts over time one column holds both amounts: that of a term, and that of the next.
fn of_contracts(layout: &Layout, population: &Population) -> Option<Question> {
    const PAID: [Field; 3] = [Field::Amount, Field::Arr, Field::Mrr];
    let table = layout.contracts().next()?;
    let (field, bound) = PAID.into_iter().find_map(|field| Some((field, table.columns.get(field)?)))?;
    index(&table.columns, field)?;
    let name = table.file.name();
    if layout.mapping.file(name).is_some_and(|said| said.period_of(&bound.name).is_some()) {
        return None;
    }
    // A tax in one of two columns is none in a single one.
    let seen = Seen::of(population, |_| true, |_| None)?;
    let side = Side { field, bound };
    let file = format!("[files.{}.columns]\n", quoted(name));
    Some(Question {
        is_pressing: true,
        file: name.to_owned(),
        asked: format!(
            "`{}` is {} that of the contract before, {}. Does it hold the same in all rows? If a column tells what each covers, write \
             a line with its name, =, and \"period\"",
            bound.name,
            seen.told(),
            seen.comes_to()
        ),
        answers: vec![
            answer("yes; they are right as they stand", format!("{file}{}", side.paid(kept(&side)))),
            answer(format!("no; leave `{}` aside", bound.name), format!("{file}{} = \"ignore\"\n", quoted(&bound.name))),
        ],
    })
}
