//! Pairs of amounts: what was paid before a renewal, and what came after. The rows tell which is which, whatever the columns are called.

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use crate::compile::read::file::DataFile;
use crate::compile::read::values::date::DateForm;
use crate::compile::understand::infer::loose_number;
use crate::compile::understand::recognise::profile;
use crate::domain::renewal::Outcome;

/// What the rows say of two columns as the amounts before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// They are.
    Pair,
    /// Some rows speak for it, and others do not.
    Perhaps,
    No,
}

/// Fewer rows say nothing.
const FEW: usize = 3;

/// What an amount is beside a change of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Before,
    After,
}

/// The rows of a table of renewals, as far as amounts are held against them.
pub(crate) struct Rows<'f> {
    file: &'f DataFile,
    outcomes: Vec<Option<Outcome>>,
    /// Rows of one customer that follow one another.
    steps: Vec<(usize, usize)>,
}

impl<'f> Rows<'f> {
    /// `owner` and `due` are columns; `outcome` tells what became of a row.
    pub(crate) fn of(file: &'f DataFile, owner: Option<usize>, due: Option<usize>, outcome: impl Fn(&[String]) -> Option<Outcome>) -> Self {
        let steps = owner.zip(due).map_or_else(Vec::new, |(owner, due)| steps(file, owner, due));
        Self { file, outcomes: file.sample.iter().map(|row| outcome(row)).collect(), steps }
    }

    /// What the rows say of `before` and `after`.
    pub(crate) fn verdict(&self, before: usize, after: usize) -> Verdict {
        if before == after || !profile::are_near(self.file, before, after) {
            return Verdict::No;
        }
        let (losses, steps) = (self.losses(before, after), self.followed(before, after));
        match () {
            () if losses.changed == 0 => Verdict::No,
            () if losses.part() || steps.follow() => Verdict::Pair,
            () if losses.mostly_part() || steps.some_follow() => Verdict::Perhaps,
            () => Verdict::No,
        }
    }

    /// Whether a customer's next renewal begins with what the one before ended with.
    pub(crate) fn follow(&self, before: usize, after: usize) -> bool {
        self.followed(before, after).follow()
    }

    /// Whether amounts stand in `after` as well where nothing was renewed: those of a deal do.
    pub(crate) fn stands_unrenewed(&self, before: usize, after: usize) -> bool {
        let is_unrenewed = |row: &usize| self.outcomes[*row] != Some(Outcome::Renewed) && self.amount(*row, before).is_some();
        let (all, standing) = (0..self.outcomes.len())
            .filter(is_unrenewed)
            .fold((0, 0), |(all, standing), row| (all + 1, standing + usize::from(self.amount(row, after).is_some())));
        standing * 2 > all
    }

    /// Which side of a renewal `amount` is, if `change` is what it changed by: what was lost changed by all that was paid before, and
    /// what is paid after differs by the change from what the customer's renewal before left.
    pub(crate) fn side_beside(&self, amount: usize, change: usize) -> Option<Side> {
        let number = |row: usize, column: usize| self.number(row, column);
        let of_lost =
            self.rows_of(Outcome::Churned).filter_map(|row| Some((number(row, amount).unwrap_or_default(), number(row, change)?)));
        let (mut all, mut before, mut gone) = (0, 0, 0);
        for (amount, change) in of_lost {
            all += 1;
            before += usize::from(amount > 0.0 && are_same(amount, -change));
            gone += usize::from(amount == 0.0 && change < 0.0);
        }
        let stepped = self.steps.iter().filter_map(|(row, next)| {
            let (was, is, change) = (number(*row, amount)?, number(*next, amount)?, number(*next, change)?);
            (change != 0.0).then(|| are_same(is - change, was))
        });
        let (steps, fitting) = stepped.fold((0, 0), |(steps, fitting), fits| (steps + 1, fitting + usize::from(fits)));
        let nearly_all = |some: usize, all: usize| some >= FEW && some * 10 >= all * 9;
        match () {
            () if nearly_all(before, all) => Some(Side::Before),
            () if nearly_all(gone, all) && nearly_all(fitting, steps) => Some(Side::After),
            () => None,
        }
    }

    /// Whether some customer's next renewal tells what `change` led to.
    pub(crate) fn tells_steps(&self, amount: usize, change: usize) -> bool {
        let number = |row: usize, column: usize| self.number(row, column);
        self.steps.iter().any(|(row, next)| number(*row, amount).is_some() && number(*next, change).is_some_and(|change| change != 0.0))
    }

    /// Whether `result` is what was renewed and no change: most of it is as large as `amount`.
    pub(crate) fn are_results(&self, amount: usize, result: usize) -> bool {
        let both = self.rows_of(Outcome::Renewed).filter_map(|row| Some((self.amount(row, amount)?, self.number(row, result)?)));
        let (all, same, far) = both.fold((0, 0, 0), |(all, same, far), (amount, result)| {
            (all + 1, same + usize::from(are_same(amount, result)), far + usize::from(result < 0.2 * amount))
        });
        all >= FEW && same * 4 >= all && far * 10 <= all
    }

    pub(super) fn all(&self) -> std::ops::Range<usize> {
        0..self.outcomes.len()
    }

    pub(super) fn rows_of(&self, outcome: Outcome) -> impl Iterator<Item = usize> + '_ {
        self.all().filter(move |row| self.outcomes[*row] == Some(outcome))
    }

    /// The customer's row after this one.
    pub(super) fn next(&self, row: usize) -> Option<usize> {
        self.steps.iter().find(|(one, _)| *one == row).map(|(_, next)| *next)
    }

    pub(super) fn number(&self, row: usize, column: usize) -> Option<f64> {
        self.file.sample[row].get(column).and_then(|value| loose_number(value))
    }

    pub(super) fn amount(&self, row: usize, column: usize) -> Option<f64> {
        self.number(row, column).filter(|number| *number > 0.0)
    }

    fn losses(&self, before: usize, after: usize) -> Losses {
        let mut losses = Losses::default();
        for (row, outcome) in self.outcomes.iter().enumerate() {
            let Some(was) = self.amount(row, before) else { continue };
            let is = self.amount(row, after);
            match outcome {
                Some(Outcome::Churned) => {
                    losses.lost += 1;
                    losses.gone += usize::from(is.is_none());
                }
                Some(Outcome::Renewed) => {
                    losses.kept += 1;
                    losses.missing += usize::from(is.is_none());
                }
                Some(Outcome::Open) | None => {}
            }
            losses.changed += usize::from(is.is_some_and(|is| !are_same(was, is)));
        }
        losses
    }

    fn followed(&self, before: usize, after: usize) -> Steps {
        let mut steps = Steps::default();
        for (row, next) in &self.steps {
            let both = (self.amount(*row, before), self.amount(*row, after), self.amount(*next, before));
            // What did not change would follow the other way round as well.
            if let (Some(was), Some(is), Some(will_be)) = both
                && !are_same(was, is)
            {
                steps.all += 1;
                steps.follow += usize::from(are_same(is, will_be));
            }
        }
        steps
    }
}

/// How amounts go with what became of their rows.
#[derive(Clone, Copy, Debug, Default)]
struct Losses {
    /// Lost rows with an amount before, and those of them without one after.
    lost: usize,
    gone: usize,
    /// Renewed rows with an amount before, and those of them without one after.
    kept: usize,
    missing: usize,
    /// Rows in which the two are not the same.
    changed: usize,
}

impl Losses {
    fn part(self) -> bool {
        self.lost > 0 && self.kept > 1 && self.gone * 10 >= self.lost * 9 && self.missing * 20 <= self.kept
    }

    fn mostly_part(self) -> bool {
        self.lost > 0 && self.kept > 1 && self.gone * 2 >= self.lost && self.missing * 5 <= self.kept
    }
}

/// Changes of an amount, and those after which a customer's next row begins with what the one before ended with.
#[derive(Clone, Copy, Debug, Default)]
struct Steps {
    all: usize,
    follow: usize,
}

impl Steps {
    fn follow(self) -> bool {
        self.follow > 1 && self.follow * 5 >= self.all * 4
    }

    fn some_follow(self) -> bool {
        self.follow > 1 && self.follow * 2 >= self.all
    }
}

pub(super) fn are_same(one: f64, other: f64) -> bool {
    (one - other).abs() <= 0.005 * one.abs().max(other.abs())
}

/// Rows of one customer with the one that was due next.
fn steps(file: &DataFile, owner: usize, due: usize) -> Vec<(usize, usize)> {
    let form = form(file, due);
    let mut rows: FxHashMap<&str, Vec<(NaiveDate, usize)>> = FxHashMap::default();
    for (number, row) in file.sample.iter().enumerate() {
        let day = row.get(due).and_then(|day| form.span(day.as_bytes())).map(|span| span.last);
        if let (Some(owner), Some(day)) = (row.get(owner).filter(|owner| !owner.is_empty()), day) {
            rows.entry(owner).or_default().push((day, number));
        }
    }
    for rows in rows.values_mut() {
        rows.sort_unstable();
    }
    let of_one = |rows: &Vec<(NaiveDate, usize)>| rows.windows(2).map(|pair| (pair[0].1, pair[1].1)).collect::<Vec<_>>();
    rows.values().flat_map(of_one).collect()
}

/// How most days are written, as far as their order matters.
pub(crate) fn form(file: &DataFile, column: usize) -> DateForm {
    let read = |form: &DateForm| file.values(column).filter(|value| form.span(value.as_bytes()).is_some()).count();
    [DateForm::MonthFirst, DateForm::Month, DateForm::DayFirst].into_iter().max_by_key(read).unwrap_or_default()
}
