//! The columns by which the rows of two files are one: an id, or the customer's name.

use rustc_hash::FxHashSet;

use crate::compile::read::file::DataFile;
use crate::compile::read::file::joined::SharedKey;
use crate::compile::read::values::spelling::Spelling;
use crate::compile::schema::Field;
use crate::compile::understand::header::Heading;
use crate::compile::understand::infer::says_nothing;
use crate::compile::understand::names::{self, Standing};
use crate::compile::understand::recognise::profile::{Profile, are_running_numbers, folded};

/// The names of ids end so, in files of several systems.
const ID_ENDS: [&str; 8] = ["id", "number", "key", "no", "nr", "num", "contract", "ref"];

/// What the values of a column of keys are in its file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    /// Each row has one of its own.
    All,
    /// No two rows have the same, and a few may have none: deals that renew no contract.
    Some,
    /// Several rows have the same one.
    Lines,
}

/// A column whose values name rows.
struct Key {
    column: usize,
    named: Named,
    core: String,
    /// It is called after an id.
    is_id: bool,
    is_customer: bool,
    has_digits: bool,
    /// Its values are digits and nothing else.
    are_numbers: bool,
    values: Vec<String>,
}

/// The columns that name the rows of both, and mostly the same ones. Ids of rows go before customers, what is called the same before
/// what is not; of two spellings the one counts that finds more.
pub(super) fn find(one: &DataFile, other: &DataFile) -> Option<SharedKey> {
    best(&keys(one, Named::All), &keys(other, Named::Some))
}

/// The ids of rows of one that several rows of the other name: deals, and the lines of each.
pub(super) fn find_lines(one: &DataFile, other: &DataFile) -> Option<SharedKey> {
    let mut theirs = keys(other, Named::Lines);
    theirs.retain(|key| !key.is_customer);
    best(&keys(one, Named::All), &theirs)
}

fn best(mine: &[Key], theirs: &[Key]) -> Option<SharedKey> {
    let pairs = mine.iter().flat_map(|mine| theirs.iter().map(move |theirs| (mine, theirs)));
    let all = pairs.flat_map(|pair| Spelling::ALL.into_iter().rev().map(move |spelling| (pair, spelling)));
    let found = all.filter(|((mine, theirs), spelling)| may_be_same(mine, theirs, *spelling)).filter_map(|((mine, theirs), spelling)| {
        let shared = shared(mine, theirs, spelling)?;
        let rank = (!mine.is_customer, mine.core == theirs.core, shared);
        Some((rank, SharedKey { mine: mine.column, theirs: theirs.column, spelling }))
    });
    // Of equal ones the last counts, which is the plainest spelling.
    found.max_by_key(|(rank, _)| *rank).map(|(_, key)| key)
}

/// The columns that name rows.
fn keys(file: &DataFile, named: Named) -> Vec<Key> {
    let key = |column: usize| {
        let heading = Heading::of(&file.header[column]);
        let profile = Profile::of(file, column);
        let is_one = match named {
            Named::All => profile.is_key(),
            Named::Some => profile.names_some(),
            Named::Lines => profile.names_several(),
        };
        if names::names_amount(&heading) || !is_one {
            return None;
        }
        let customers = [Field::Account, Field::AccountId].map(|field| names::standing(&heading, field));
        let is_customer = customers.contains(&Some(Standing::Sure)) || customers[0] == Some(Standing::Likely);
        let is_id = ID_ENDS.iter().any(|end| heading.core.ends_with(end));
        let values: Vec<String> = file.values(column).filter(|value| !says_nothing(value)).map(ToOwned::to_owned).collect();
        let has_digits =
            !are_running_numbers(&folded(file, column)) && values.iter().all(|value| value.bytes().any(|b| b.is_ascii_digit()));
        let are_numbers = values.iter().all(|value| value.bytes().all(|b| b.is_ascii_digit()));
        let names_rows = is_id || is_customer || has_digits;
        names_rows.then_some(Key { column, named, core: heading.core, is_id, is_customer, has_digits, are_numbers, values })
    };
    (0..file.header.len()).filter_map(key).collect()
}

/// Whether two columns may name the same things, going by what they are called.
fn may_be_same(mine: &Key, theirs: &Key, spelling: Spelling) -> bool {
    let is_called_the_same = mine.core == theirs.core;
    let are_ids = (mine.is_id || theirs.is_id) && mine.has_digits && theirs.has_digits;
    let are_customers = mine.is_customer && theirs.is_customer;
    match spelling {
        Spelling::Folded => is_called_the_same || are_ids || are_customers,
        Spelling::Plain => are_customers,
        // Numbers of other things are the same ones: 1, 2, 3.
        Spelling::Number => {
            let are_called_alike = mine.core.starts_with(&theirs.core) || theirs.core.starts_with(&mine.core);
            mine.is_id && theirs.is_id && are_called_alike && (mine.are_numbers || theirs.are_numbers)
        }
    }
}

/// How many values stand in both, where they are most of either, and each names what it named before.
fn shared(mine: &Key, theirs: &Key, spelling: Spelling) -> Option<usize> {
    let spelled = |key: &Key| key.values.iter().filter_map(|value| spelling.key(value)).collect::<FxHashSet<String>>();
    let are_told_apart = |key: &Key, spelled: &FxHashSet<String>| key.named == Named::Lines || spelled.len() == key.values.len();
    let (a, b) = (spelled(mine), spelled(theirs));
    let shared = a.intersection(&b).count();
    (are_told_apart(mine, &a) && are_told_apart(theirs, &b) && shared * 2 > a.len().min(b.len())).then_some(shared)
}
