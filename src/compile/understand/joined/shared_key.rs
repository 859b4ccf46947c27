//! The columns by which the rows of two files are one: an id, or the customer's name.

use rustc_hash::FxHashSet;

use crate::compile::read::file::DataFile;
use crate::compile::read::file::joined::SharedKey;
use crate::compile::read::values::spelling::Spelling;
use crate::compile::schema::{Field, Kind};
use crate::compile::understand::header::Heading;
use crate::compile::understand::infer::says_nothing;
use crate::compile::understand::names::{self, Standing};
use crate::compile::understand::recognise::profile::{Profile, are_running_numbers, folded};

/// The names of ids end so, in files of several systems.
const ID_ENDS: [&str; 8] = ["id", "number", "key", "no", "nr", "num", "contract", "ref"];

/// A column whose values name rows.
struct Key {
    column: usize,
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
    let (mine, theirs) = (keys(one, true), keys(other, false));
    let pairs = mine.iter().flat_map(|mine| theirs.iter().map(move |theirs| (mine, theirs)));
    let all = pairs.flat_map(|pair| Spelling::ALL.into_iter().rev().map(move |spelling| (pair, spelling)));
    let found = all.filter(|((mine, theirs), spelling)| may_be_same(mine, theirs, *spelling)).filter_map(|((mine, theirs), spelling)| {
        let shared = shared(&mine.values, &theirs.values, spelling)?;
        let rank = (!mine.is_customer, mine.core == theirs.core, shared);
        Some((rank, SharedKey { mine: mine.column, theirs: theirs.column, spelling }))
    });
    // Of equal ones the last counts, which is the plainest spelling.
    found.max_by_key(|(rank, _)| *rank).map(|(_, key)| key)
}

/// The columns that name rows. A few rows of the other file may have no key: deals that renew no contract.
fn keys(file: &DataFile, is_full: bool) -> Vec<Key> {
    let key = |column: usize| {
        let heading = Heading::of(&file.header[column]);
        let profile = Profile::of(file, column);
        let is_amount = names::told(&heading).iter().any(|told| told.field.kind() == Kind::Amount && told.standing >= Standing::Likely);
        let is_one = if is_full { profile.is_key() } else { profile.names_some() };
        if is_amount || !is_one {
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
        names_rows.then_some(Key { column, core: heading.core, is_id, is_customer, has_digits, are_numbers, values })
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

/// How many values stand in both, where they are most of either, and each names one row still.
fn shared(mine: &[String], theirs: &[String], spelling: Spelling) -> Option<usize> {
    let spelled = |values: &[String]| values.iter().filter_map(|value| spelling.key(value)).collect::<FxHashSet<String>>();
    let (a, b) = (spelled(mine), spelled(theirs));
    let shared = a.intersection(&b).count();
    (a.len() == mine.len() && b.len() == theirs.len() && shared * 2 > a.len().min(b.len())).then_some(shared)
}
