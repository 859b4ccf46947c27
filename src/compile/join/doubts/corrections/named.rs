//! Which renewals the rows of another file name: by their ids, or by the customer.

use rustc_hash::FxHashMap;

use crate::compile::join::population::Population;
use crate::compile::read::file::DataFile;
use crate::compile::read::values::date::DateForm;
use crate::compile::understand::pairs;
use crate::compile::understand::recognise::profile::Profile;
use crate::domain::renewal::{Outcome, Renewal};
use crate::domain::text;

/// A longer list of customers is no correction.
const MOST: usize = 2_000;

/// The renewals of a scope by what names them, folded.
pub(super) struct Targets<'p> {
    by_id: FxHashMap<String, Vec<&'p Renewal>>,
    by_customer: FxHashMap<String, Vec<&'p Renewal>>,
}

impl<'p> Targets<'p> {
    pub(super) fn of(population: &'p Population) -> Self {
        let mut targets = Self { by_id: FxHashMap::default(), by_customer: FxHashMap::default() };
        for renewal in population.kept.iter().map(|kept| &*kept.renewal) {
            targets.by_id.entry(text::fold(&renewal.id.0)).or_default().push(renewal);
            let names = [text::fold(&renewal.account_id), text::fold(&renewal.account)];
            let different = if names[0] == names[1] { &names[..1] } else { &names[..] };
            for name in different.iter().filter(|name| !name.is_empty()) {
                targets.by_customer.entry(name.clone()).or_default().push(renewal);
            }
        }
        targets
    }

    /// All renewals of the customer of one.
    pub(super) fn of_customer(&self, renewal: &Renewal) -> impl Iterator<Item = &'p Renewal> {
        self.by_customer.get(&text::fold(&renewal.account_id)).into_iter().flatten().copied()
    }
}

/// A file whose rows name renewals.
pub(super) struct NamedRows<'f, 'p> {
    pub file: &'f DataFile,
    /// The column that names them.
    pub key: usize,
    /// It names the renewal, and not its customer.
    pub by_id: bool,
    pub rows: Vec<NamedRow<'f, 'p>>,
}

pub(super) struct NamedRow<'f, 'p> {
    pub row: &'f [String],
    /// Of a customer all renewals.
    pub all: Vec<&'p Renewal>,
    /// Of a customer the one that is nearest to the day of the row, or the last that is decided.
    pub one: &'p Renewal,
}

impl<'f, 'p> NamedRows<'f, 'p> {
    /// The file by the column that names most renewals; `None` where hardly any row names one.
    pub(super) fn of(file: &'f DataFile, targets: &Targets<'p>) -> Option<Self> {
        if !file.is_sampled_whole() || file.sample.is_empty() || file.sample.len() > MOST {
            return None;
        }
        let of = |(column, by_id): (usize, bool)| Self::by(file, column, by_id, if by_id { &targets.by_id } else { &targets.by_customer });
        let ways = (0..file.header.len()).flat_map(|column| [(column, true), (column, false)]);
        ways.filter_map(of).max_by_key(|named| (named.rows.len(), named.by_id))
    }

    fn by(file: &'f DataFile, key: usize, by_id: bool, targets: &FxHashMap<String, Vec<&'p Renewal>>) -> Option<Self> {
        let day = day_column(file, key);
        let row = |row: &'f Vec<String>| {
            let all = targets.get(&text::fold(row.get(key)?))?;
            Some(NamedRow {
                row,
                one: nearest(all, day.and_then(|(form, column)| Some(form.span(row.get(column)?.as_bytes())?.last)))?,
                all: all.clone(),
            })
        };
        let rows: Vec<NamedRow<'f, 'p>> = file.sample.iter().filter_map(row).collect();
        let filled = file.values(key).count();
        // A scope may leave out some of those that are named.
        (!rows.is_empty() && rows.len() * 2 >= filled).then_some(Self { file, key, by_id, rows })
    }

    /// No renewal is named twice.
    pub(super) fn are_once(&self) -> bool {
        let mut ids: Vec<&str> = self.rows.iter().map(|row| row.one.id.0.as_str()).collect();
        ids.sort_unstable();
        ids.windows(2).all(|pair| pair[0] != pair[1])
    }

    /// Without rows of which something is known; `None` where no other is left.
    pub(super) fn without(mut self, is_known: impl Fn(&NamedRow<'_, '_>) -> bool) -> Option<Self> {
        self.rows.retain(|row| !is_known(row));
        (!self.rows.is_empty()).then_some(self)
    }

    pub(super) fn columns(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.file.header.len()).filter(|column| *column != self.key)
    }

    /// What a column has for each of the renewals.
    pub(super) fn values(&self, column: usize) -> impl Iterator<Item = (&'f str, &'p Renewal)> + '_ {
        self.rows.iter().map(move |row| (row.row.get(column).map_or("", String::as_str), row.one))
    }

    /// Some word of the file's name, or of a heading, says it.
    pub(super) fn says(&self, says: fn(&str) -> bool) -> bool {
        says(self.file.name()) || self.columns().any(|column| says(&self.file.header[column]))
    }
}

/// The first column of days.
fn day_column(file: &DataFile, but: usize) -> Option<(DateForm, usize)> {
    let column = (0..file.header.len()).find(|column| *column != but && Profile::of(file, *column).are_dates())?;
    Some((pairs::form(file, column), column))
}

fn nearest<'p>(all: &[&'p Renewal], day: Option<chrono::NaiveDate>) -> Option<&'p Renewal> {
    match day {
        Some(day) => all.iter().min_by_key(|renewal| (renewal.due - day).num_days().abs()).copied(),
        None => all.iter().max_by_key(|renewal| (renewal.outcome != Outcome::Open, renewal.due)).copied(),
    }
}
