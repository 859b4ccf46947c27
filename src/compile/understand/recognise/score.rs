//! How well a column fits a field: its name is a prior, its values are the evidence.

use std::cell::RefCell;

use rustc_hash::{FxHashMap, FxHashSet};

use super::profile::{self, Profile};
use super::{KnownIds, Sureness};
use crate::compile::read::file::DataFile;
use crate::compile::read::values::{record_id, words};
use crate::compile::schema::{Field, Kind};
use crate::compile::understand::header::Heading;
use crate::compile::understand::infer;
use crate::compile::understand::names::{self, Standing};
use crate::domain::renewal::Outcome;
use crate::domain::text::fold;

const OWN_NAME: Sureness = 1.0;
pub(crate) const SURE: Sureness = 0.95;
const LIKELY: Sureness = 0.7;
/// What is left of the name without period and side, or a part of it, is a usual one.
const PARTLY: Sureness = 0.6;
/// A word of it denies the others. `no` does not: `Renewed (yes/no)`.
fn is_negated(name: &str) -> bool {
    const WORDS: [&str; 16] =
        ["not", "non", "never", "without", "nicht", "kein", "keine", "ohne", "sans", "pas", "sin", "nao", "niet", "geen", "ikke", "inte"];
    name.split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.contains(&&*fold(word)))
}

/// A longer name that begins or ends with a usual one (`renewal_due_date_new`).
const CONTAINS: Sureness = 0.55;
/// Values that are ids of known accounts, whatever the column is called.
const BY_VALUES: Sureness = 0.75;
/// A sure name over words that nobody understands.
const STRANGE_WORDS: Sureness = 0.75;
/// A sure name over values that nobody can read: each row says why it is rejected.
const UNREADABLE: Sureness = 0.5;
/// More different words than this are no outcomes, whatever the column is called.
const MOST_WORDS: usize = 40;
/// At most one in so many values of an id stands in an earlier row as well.
const MOST_REPEATED: usize = 5;
/// Letters of a usual name that may be a part of a longer one.
const LEAST_OF_PART: usize = 8;
/// What a name says that counts something instead of naming it.
const COUNTS: [&str; 6] = ["count", "number", "total", "sum", "distinct", "calls"];

/// One file as it is looked at for what it may be.
pub(crate) struct Look<'f> {
    pub file: &'f DataFile,
    pub headings: Vec<Heading>,
    pub profiles: Vec<Profile>,
    /// Ids of accounts seen in other files, and the columns that were held against them.
    ids: KnownIds,
    known: RefCell<FxHashMap<usize, bool>>,
    movements: RefCell<FxHashMap<usize, bool>>,
    /// Columns that hold the ids of another file's rows.
    pub foreign: &'f [usize],
    /// What share of a column can be read as a kind, or as a term: several fields are of one kind, and several tables have one field.
    readable: RefCell<FxHashMap<(usize, Kind, bool), Option<Sureness>>>,
}

impl<'f> Look<'f> {
    /// The file by itself, but for those of its columns that are `foreign`.
    pub(crate) fn at(file: &'f DataFile, foreign: &'f [usize]) -> Self {
        let headings = file.header.iter().map(|name| Heading::of(name)).collect();
        let profiles = (0..file.header.len()).map(|column| Profile::of(file, column)).collect();
        Self {
            file,
            headings,
            profiles,
            ids: KnownIds::default(),
            foreign,
            known: RefCell::default(),
            movements: RefCell::default(),
            readable: RefCell::default(),
        }
    }

    /// What other files call their accounts.
    pub(crate) fn know(&mut self, ids: KnownIds) {
        self.ids = ids;
        self.known.get_mut().clear();
    }

    pub(crate) fn knows_ids(&self) -> bool {
        !self.ids.is_empty()
    }

    /// Most values of a column are kinds of change: new, expansion, contraction, churn.
    pub(crate) fn are_movements(&self, column: usize) -> bool {
        *self.movements.borrow_mut().entry(column).or_insert_with(|| are_movements(self.file, column))
    }

    /// How sure it is that `column` holds `field`, 0–1.
    pub(crate) fn score(&self, column: usize, field: Field) -> Sureness {
        let profile = &self.profiles[column];
        let by_name = match self.named(column, field) {
            by_name if field == Field::AccountId && by_name > 0.0 => self.weighed_with_others(column, by_name),
            by_name => by_name,
        };
        if by_name == 0.0 {
            let is_told = match field {
                Field::AccountId => !profile.are_dates() && self.is_known(column),
                Field::Outcome => self.are_decisions(column),
                _ => false,
            };
            return if is_told { BY_VALUES } else { 0.0 };
        }
        if self.is_against(column, field, by_name) {
            return 0.0;
        }
        by_name * self.share_that_fits(column, field, by_name) * full(field, profile)
    }

    /// How surely the name means the field; a change in per cent is called as one in money is.
    fn named(&self, column: usize, field: Field) -> Sureness {
        let named = |field| name_score(&self.file.header[column], &self.headings[column], field);
        match field {
            Field::RelativeChange => named(field).max(named(Field::ArrChange)),
            field => named(field),
        }
    }

    /// Of several ids the account's is the one that other files know their accounts by.
    fn weighed_with_others(&self, column: usize, by_name: Sureness) -> Sureness {
        let is_known = |column: usize| self.is_known(column);
        match () {
            () if self.ids.is_empty() => by_name,
            () if is_known(column) => by_name.max(BY_VALUES) * 0.95 + 0.05,
            () if (0..self.headings.len()).any(is_known) => by_name * 0.6,
            () => by_name,
        }
    }

    /// The values are ids by which other files know accounts.
    pub(crate) fn is_known(&self, column: usize) -> bool {
        *self.known.borrow_mut().entry(column).or_insert_with(|| are_known(self.file, column, &self.ids))
    }

    /// Under a name that nothing else is called, a few words tell what was renewed and what was lost: most of them decide, and none
    /// says how a subscription stands or what kind of change something was.
    fn are_decisions(&self, column: usize) -> bool {
        let is_free = names::told(&self.headings[column]).is_empty();
        if !is_free || !self.profiles[column].are_few_words() {
            return false;
        }
        let decides = |word: &str| words::outcome(word).filter(|_| !words::names_state_only(word) && words::flag(word).is_none());
        let all: FxHashSet<&str> = self.file.values(column).collect();
        let has = |wanted: Outcome| all.iter().any(|word| decides(word) == Some(wanted));
        let is_change = |word: &&str| decides(word).is_none() && words::moves_down(word) == Some(false);
        let decided = self.file.values(column).filter(|word| decides(word).is_some()).count();
        has(Outcome::Renewed) && has(Outcome::Churned) && !all.iter().any(is_change) && decided * 2 > self.profiles[column].filled
    }

    /// What the values say against a field that the name speaks for.
    fn is_against(&self, column: usize, field: Field, by_name: Sureness) -> bool {
        let profile = &self.profiles[column];
        match field {
            Field::RenewalId => {
                (by_name < OWN_NAME && self.foreign.contains(&column)) || (by_name < SURE && repeat(self.file.values(column)))
            }
            Field::Segment | Field::Product | Field::Geo | Field::Persona | Field::CsOwner | Field::Industry => {
                by_name < OWN_NAME && (profile.are_dates() || profile.are_measures() || profile.are_sentences())
            }
            Field::Account => by_name < OWN_NAME && (profile.are_dates() || profile.are_numbers()),
            // A word that stands in every row and that nobody knows tells nobody from another.
            Field::Status => {
                profile.different == 1 && profile.filled > 2 && self.file.values(column).all(|word| words::state(word).is_none())
            }
            _ => false,
        }
    }

    fn readable(&self, column: usize, field: Field) -> Option<Sureness> {
        let share = || infer::readable(field, self.file.values(column));
        *self.readable.borrow_mut().entry((column, field.kind(), field.is_term())).or_insert_with(share)
    }

    /// How much of the column can be read as the field; zero where the name must be wrong.
    fn share_that_fits(&self, column: usize, field: Field, by_name: Sureness) -> Sureness {
        let values = || self.file.values(column);
        let least = if field == Field::Outcome && self.headings[column].core.contains("stage") { 0.1 } else { 0.5 };
        match self.readable(column, field) {
            None => 0.9,
            Some(share) if share < least && by_name >= SURE && are_words(field, values()) => STRANGE_WORDS,
            Some(share) if share < least && by_name >= SURE && is_told_unread(field, by_name) => UNREADABLE,
            Some(share) if share < least => 0.0,
            Some(_) if matches!(field.kind(), Kind::Text | Kind::Id | Kind::Outcome | Kind::Reason) => 1.0,
            Some(share) => 0.7 + 0.3 * share,
        }
    }
}

/// A column that is called as ours are is never passed over without a word: its rows say why they cannot be read.
fn is_told_unread(field: Field, by_name: Sureness) -> bool {
    field == Field::DueDate || by_name >= OWN_NAME
}

/// Of two columns that may both be it, the fuller one is.
fn full(field: Field, profile: &Profile) -> Sureness {
    match field {
        Field::DueDate | Field::Date | Field::Week | Field::StartDate | Field::Outcome | Field::AccountId => 0.85 + 0.15 * profile.fill(),
        _ => 1.0,
    }
}

/// How surely the name alone means the field, 0–1.
pub(crate) fn name_score(name: &str, heading: &Heading, field: Field) -> Sureness {
    if name == field.key() {
        return OWN_NAME;
    }
    match names::standing(heading, field) {
        Some(Standing::Sure) => SURE,
        // `Not up for renewal` says the contrary of the name that is a part of it.
        _ if field.kind() == Kind::Flag && is_negated(name) => 0.0,
        Some(Standing::Likely) => LIKELY - 0.01 * names::rank(&heading.core, field).min(20) as f32,
        Some(Standing::Partly) => PARTLY,
        None if is_part(&heading.core, field) => CONTAINS,
        None => 0.0,
    }
}

/// A longer name that begins or ends with a usual one and does not count what that names.
fn is_part(core: &str, field: Field) -> bool {
    let counts = || COUNTS.iter().any(|word| core.starts_with(word) || core.ends_with(word));
    let is_name = matches!(field.kind(), Kind::Text | Kind::Id);
    names::is_longer(core, field, LEAST_OF_PART, !is_name) && !counts()
}

/// Too many values stand twice for each to name one renewal.
fn repeat<'v>(values: impl Iterator<Item = &'v str>) -> bool {
    let mut different: FxHashSet<&str> = FxHashSet::default();
    let (mut all, mut again) = (0_usize, 0_usize);
    for value in values.filter(|value| !value.is_empty()) {
        all += 1;
        again += usize::from(!different.insert(value));
    }
    again * MOST_REPEATED > all
}

/// A few words that come again and again, in another language perhaps: the column's name is believed, and what they mean is asked.
fn are_words<'v>(field: Field, values: impl Iterator<Item = &'v str>) -> bool {
    let mut different: FxHashSet<String> = FxHashSet::default();
    let mut is_one_of_few = |value: &str| {
        different.insert(fold(value));
        value.chars().any(char::is_alphabetic) && different.len() <= MOST_WORDS
    };
    matches!(field.kind(), Kind::Outcome | Kind::Risk | Kind::Flag) && values.into_iter().all(&mut is_one_of_few)
}

fn are_movements(file: &DataFile, column: usize) -> bool {
    let (mut all, mut known, mut up) = (0, 0, 0);
    for value in file.values(column) {
        all += 1;
        known += u32::from(words::moves_down(value).is_some());
        up += u32::from(words::moves_down(value) == Some(false));
    }
    // States that only end (active, canceled) are no changes.
    up > 0 && known * 2 > all
}

/// At least half of the values are ids of accounts, and tell more than that somebody counted.
fn are_known(file: &DataFile, column: usize, ids: &KnownIds) -> bool {
    let different: FxHashSet<&str> = file.values(column).map(record_id::plain).collect();
    let known = different.iter().filter(|value| ids.contains(**value)).count();
    known >= 2 && known * 2 >= different.len() && !profile::are_running_numbers(&profile::folded(file, column))
}
