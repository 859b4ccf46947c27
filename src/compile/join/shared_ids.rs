//! Rows that share the id of a renewal: lines of one contract, or the same renewal again.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::compile::join::renewals::{Kept, Renewals};
use crate::compile::read::columns::Shared;
use crate::compile::read::scan::TableFile;
use crate::compile::schema::Field;
use crate::domain::Name;
use crate::domain::renewal::{Outcome, Renewal, RenewalId};

/// Terms of one contract end at least so many days apart; what lies nearer is one end that was moved.
const TERM: i64 = 28;

/// In so many histories of renewals the last row alone tells what became of them.
const FEWEST_HISTORIES: usize = 3;

/// What names a line beside its id.
#[derive(Clone, Debug, Default)]
struct By {
    product: bool,
    /// The first day of each term, where there are several.
    terms: Vec<NaiveDate>,
}

/// What became of the ids of a file that rows share which tell different things.
#[derive(Clone, Debug)]
pub(crate) struct SharedIds {
    pub file: Name,
    /// The columns that name a renewal together, that of the id first.
    pub columns: Vec<String>,
    /// The ids whose rows are lines of one contract.
    pub lines: Vec<RenewalId>,
    /// The ids whose rows tell the same renewal again until it was decided.
    pub histories: Vec<RenewalId>,
    /// The ids of whose rows nothing tells whether they are: as long as nobody says it, the first row counts.
    pub doubtful: Vec<RenewalId>,
}

/// The rows of one id, without those that tell the same again.
struct Group<'k> {
    id: &'k RenewalId,
    rows: Vec<&'k Renewal>,
}

/// Names the lines of contracts, and leaves out what a person said to count in another row.
pub(crate) fn settle(files: &mut [Renewals], tables: &[&TableFile]) -> Vec<SharedIds> {
    let mut named: BTreeMap<RenewalId, By> = BTreeMap::new();
    let with_ids = |(_, table): &(&mut Renewals, &&TableFile)| table.columns.has(Field::RenewalId);
    let all: Vec<SharedIds> =
        files.iter_mut().zip(tables).filter(with_ids).filter_map(|(file, table)| of_file(&file.kept, table, &mut named)).collect();
    if named.is_empty() {
        return all;
    }
    // A contract is called the same in every file, whichever of its lines stand there.
    for (file, table) in files.iter_mut().zip(tables).filter(with_ids) {
        let renamed: FxHashSet<RenewalId> = file.kept.iter_mut().filter_map(|kept| rename(kept, &named)).collect();
        let name = Name::from(table.file.name());
        let is_told = all.iter().any(|shared| shared.file == name && !shared.histories.is_empty());
        match said(table).or(is_told.then_some(Shared::Last)) {
            Some(Shared::Lines) => file.number_lines(|id| renamed.contains(id)),
            Some(Shared::Last) => file.keep_last(table.columns.name(Field::RenewalId)),
            Some(Shared::First) | None => {}
        }
    }
    all
}

fn said(table: &TableFile) -> Option<Shared> {
    table.columns.get(Field::RenewalId).and_then(|bound| bound.form.shared)
}

/// Where nobody says it, rows are lines if the product tells them apart, unless most of their amounts are those of the whole contract.
fn are_lines(groups: &[Group<'_>]) -> bool {
    let apart: Vec<&Group<'_>> = groups.iter().filter(|group| group.has_products()).collect();
    apart.iter().filter(|group| group.amounts_repeat()).count() * 2 <= apart.len()
}

/// Rows of one day and product are open, and the last one of each that was decided tells it: the renewal was written down again and again.
fn are_histories(groups: &[Group<'_>]) -> bool {
    groups.iter().filter(|group| group.is_decided_last()).count() >= FEWEST_HISTORIES && groups.iter().all(Group::may_be_history)
}

fn of_file(kept: &[Kept], table: &TableFile, named: &mut BTreeMap<RenewalId, By>) -> Option<SharedIds> {
    let groups = groups(kept);
    let said = said(table);
    if said.is_none() && are_histories(&groups) {
        let histories = groups.iter().map(|group| group.id.clone()).collect();
        named.extend(groups.iter().map(|group| (group.id.clone(), By::default())));
        let columns = vec![table.columns.name(Field::RenewalId).to_owned()];
        return Some(SharedIds { file: Name::from(table.file.name()), columns, lines: Vec::new(), histories, doubtful: Vec::new() });
    }
    let by_product = said.map_or_else(|| are_lines(&groups), |said| said == Shared::Lines);
    let (mut lines, mut doubtful) = (Vec::new(), Vec::new());
    let (mut has_products, mut has_terms) = (false, false);
    for group in &groups {
        let by = By { product: by_product && group.has_products(), terms: group.terms() };
        (has_products, has_terms) = (has_products || by.product, has_terms || !by.terms.is_empty());
        if said.is_none() && group.is_doubtful(by_product) {
            doubtful.push(group.id.clone());
        } else if by.product || !by.terms.is_empty() {
            lines.push(group.id.clone());
        }
        let known = named.entry(group.id.clone()).or_default();
        known.product |= by.product;
        known.terms = terms(known.terms.iter().copied().chain(by.terms).collect());
    }
    let fields = [(true, Field::RenewalId), (has_products, Field::Product), (has_terms, Field::DueDate)];
    let columns = fields.into_iter().filter(|(is_used, _)| *is_used).map(|(_, field)| table.columns.name(field).to_owned()).collect();
    let file = Name::from(table.file.name());
    (!lines.is_empty() || !doubtful.is_empty()).then_some(SharedIds { file, columns, lines, histories: Vec::new(), doubtful })
}

/// Calls a row after its product and its term, where its id alone does not name it; the id of one that others share it with.
fn rename(kept: &mut Kept, named: &BTreeMap<RenewalId, By>) -> Option<RenewalId> {
    let renewal = &kept.renewal;
    let by = named.get(&renewal.id)?;
    let product = if by.product { format!("/{}", renewal.product) } else { String::new() };
    let term = by.terms.iter().rfind(|term| **term <= renewal.due).or(by.terms.first());
    let term = term.map(|term| format!("/{term}")).unwrap_or_default();
    let id = RenewalId::new(&format!("{}{product}{term}", renewal.id));
    kept.renewal_mut().id = id.clone();
    Some(id)
}

/// The first day of each term; of one term it need not be told.
fn terms(mut days: Vec<NaiveDate>) -> Vec<NaiveDate> {
    days.sort_unstable();
    days.dedup_by(|later, first| (*later - *first).num_days() < TERM);
    if days.len() > 1 { days } else { Vec::new() }
}

/// The ids that rows share which tell different things, in the order of the ids.
fn groups(kept: &[Kept]) -> Vec<Group<'_>> {
    let mut first: FxHashMap<&RenewalId, &Renewal> = FxHashMap::default();
    let mut several: BTreeMap<&RenewalId, Vec<&Renewal>> = BTreeMap::new();
    for renewal in kept.iter().map(|kept| &*kept.renewal) {
        if let Some(earlier) = first.get(&renewal.id) {
            let known = several.entry(&renewal.id).or_insert_with(|| vec![*earlier]);
            if known.iter().all(|earlier| differ(earlier, renewal)) {
                known.push(renewal);
            }
        } else {
            first.insert(&renewal.id, renewal);
        }
    }
    several.into_iter().filter(|(_, rows)| rows.len() > 1).map(|(id, rows)| Group { id, rows }).collect()
}

/// Whether two rows of one id tell different things of the renewal, and not only of the customer.
fn differ(one: &Renewal, other: &Renewal) -> bool {
    let told = |renewal: &Renewal| (renewal.product.clone(), renewal.due, renewal.outcome, renewal.before, renewal.after);
    told(one) != told(other)
}

fn are_terms(one: &Renewal, other: &Renewal) -> bool {
    (one.due - other.due).num_days().abs() >= TERM
}

impl Group<'_> {
    fn pairs(&self) -> impl Iterator<Item = (&Renewal, &Renewal)> {
        let rest = |i: usize| self.rows[i + 1..].iter().copied();
        self.rows.iter().enumerate().flat_map(move |(i, one)| rest(i).map(move |other| (*one, other)))
    }

    fn has_products(&self) -> bool {
        self.pairs().any(|(one, other)| one.product != other.product)
    }

    fn is_decided_last(&self) -> bool {
        self.rows.last().is_some_and(|row| row.outcome != Outcome::Open)
    }

    /// All rows but the last are open, and of one day and product.
    fn may_be_history(&self) -> bool {
        let earlier = &self.rows[..self.rows.len() - 1];
        earlier.iter().all(|row| row.outcome == Outcome::Open) && !self.has_products() && self.terms().is_empty()
    }

    fn terms(&self) -> Vec<NaiveDate> {
        terms(self.rows.iter().map(|renewal| renewal.due).collect())
    }

    /// Whether rows of one term tell different things, and no product, where it is looked at, tells them apart.
    fn is_doubtful(&self, by_product: bool) -> bool {
        self.pairs().any(|(one, other)| !(are_terms(one, other) || by_product && one.product != other.product))
    }

    /// Whether each row of a term carries the same amounts, as a contract's own do that stand beside each of its lines.
    fn amounts_repeat(&self) -> bool {
        self.pairs().all(|(one, other)| are_terms(one, other) || (one.before, one.after) == (other.before, other.after))
    }
}

impl Renewals {
    /// Rejects rows whose id stands in a later row.
    fn keep_last(&mut self, column: &str) {
        let last: FxHashMap<RenewalId, u64> = self.kept.iter().map(|kept| (kept.renewal.id.clone(), kept.position)).collect();
        let scanned = &mut self.scanned;
        self.kept.retain(|kept| {
            let is_last = last.get(&kept.renewal.id) == Some(&kept.position);
            if !is_last {
                let reason = "this renewal id stands in a later row".to_owned();
                scanned.reject(kept.renewal.origin.line, column, &kept.renewal.id.0, reason);
            }
            is_last
        });
    }

    /// Where several rows have one id, they are told apart by number; a row that is the same as an earlier one stays its repeat.
    pub(crate) fn number_lines(&mut self, is_meant: impl Fn(&RenewalId) -> bool) {
        let mut lines: FxHashMap<RenewalId, Vec<Arc<Renewal>>> = FxHashMap::default();
        for kept in self.kept.iter_mut().filter(|kept| is_meant(&kept.renewal.id)) {
            let known = lines.entry(kept.renewal.id.clone()).or_default();
            // A row that repeats one has the number of that.
            let same = known.iter().position(|earlier| earlier.says_the_same(&kept.renewal));
            let number = same.unwrap_or(known.len()) + 1;
            known.push(Arc::clone(&kept.renewal));
            if number > 1 {
                let id = format!("{}/{number}", kept.renewal.id);
                kept.renewal_mut().id = RenewalId::new(&id);
            }
        }
    }
}
