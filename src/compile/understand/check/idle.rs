//! What a mapping says of words and ids that are not in the data: data change, so it is told and not refused.

use rustc_hash::FxHashSet;

use crate::compile::read::values::words;
use crate::compile::schema::Field;
use crate::compile::understand::layout::{FilePlan, Layout};
use crate::compile::understand::meaning::has_words;
use crate::compile::understand::tally::{FileWords, Ids, Tally};
use crate::domain::text::{line, listed, nearest};

type Looked<'a> = (&'a FilePlan, &'a Option<FileWords>);

/// A sentence for each file, field and section of which something has no effect.
pub(crate) fn of<'a>(layout: &'a Layout, ids: &Ids, files: impl Iterator<Item = Looked<'a>>) -> Vec<String> {
    let looked: Vec<&FileWords> = files.filter_map(|(_, counted)| counted.as_ref()).collect();
    let values =
        layout.mapping.values.keys().copied().filter(|field| has_words(*field)).filter_map(|field| words_of(layout, field, &looked));
    let seen = |seen: fn(&FileWords) -> &FxHashSet<String>| {
        looked.iter().flat_map(|file| seen(file)).map(String::as_str).collect::<FxHashSet<_>>()
    };
    let accounts = unseen("accounts", "whose id stands in no row", ids.accounts(), &seen(|file| &file.named.accounts));
    let has_ids = looked.iter().any(|file| file.holds_renewal_ids);
    let renewals = unseen("renewals", "which is the id of no row", ids.renewals(), &seen(|file| &file.named.renewals));
    layout.absent.iter().cloned().chain(values).chain(accounts).chain(renewals.filter(|_| has_ids)).collect()
}

/// Words of a field that stand in no row that counts.
fn words_of(layout: &Layout, field: Field, looked: &[&FileWords]) -> Option<String> {
    let tallies: Vec<&Tally> =
        looked.iter().flat_map(|file| &file.columns).filter(|(own, _)| *own == field).map(|(_, tally)| tally).collect();
    let key = field.key();
    if tallies.is_empty() {
        return Some(format!("[values.{key}]: no column is read as `{key}`"));
    }
    if tallies.iter().any(|tally| tally.has_more) {
        return None;
    }
    let there: Vec<String> = tallies.iter().flat_map(|tally| tally.counted()).map(|counted| counted.word).collect();
    let is_there = |word: &str| there.iter().any(|known| words::key(known) == words::key(word));
    let absent: Vec<&str> = layout.mapping.values[&field].keys().map(String::as_str).filter(|word| !is_there(word)).collect();
    (!absent.is_empty()).then(|| {
        let near = nearest(absent[0], there.iter().map(String::as_str));
        let hint = near.map_or_else(String::new, |near| format!("; did you mean `{}`?", line(near)));
        format!("[values.{key}] names {}, which stands in no row{hint}", quoted(&absent))
    })
}

fn unseen<'i>(section: &str, why: &str, named: impl Iterator<Item = &'i str>, seen: &FxHashSet<&str>) -> Option<String> {
    let absent: Vec<&str> = named.filter(|id| !seen.contains(id)).collect();
    (!absent.is_empty()).then(|| format!("[{section}] names {}, {why}", quoted(&absent)))
}

/// `` `a` and `b` ``
fn quoted(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{}`", line(name))).collect();
    listed(&quoted.iter().map(String::as_str).collect::<Vec<_>>())
}
