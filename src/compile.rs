//! Sources to facts, with an account of every row.
//!
//! A row of data travels through the wings in this order: [`read`] makes rows of bytes, [`understand`] tells which file is which
//! table and which column which field, [`timeline`] makes renewals of contracts over time, and [`join`] brings everything together
//! into [`Facts`]. [`pull`] runs the SQL of [`sql`] in a warehouse and hands what comes back to the same wings.

mod asked;
mod cache;
mod join;
pub(crate) mod pull;
mod read;
mod schema;
pub(crate) mod sql;
mod timeline;
mod tongues;
mod understand;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::domain::progress::{Progress, Silent};
use join::{account_history, assemble, counts, population, quality, signals};
pub(crate) use read::columns::{Paid, Period};
pub(crate) use read::grid::{Grid, grids};
use read::scan::Meter;
pub use read::source::{self, Source};
pub(crate) use read::values::amount::Unit;
pub(crate) use read::values::date::DateForm;
pub(crate) use schema::{Field, Kind, Table};
pub use understand::check::{CheckReport, CheckedColumn, CheckedConstant, CheckedFile, LeftFile, UnusedColumn};
pub(crate) use understand::check::{CheckedCurrency, CheckedSaid, CheckedWord};
use understand::layout;
pub(crate) use understand::mapping::{Change, ColumnEdit, Edit, Section, in_per_cent};
pub use understand::mapping::{FILE_NAME as MAPPING_FILE, Mapping, Rate};
pub(crate) use understand::readable::constant as check_constant;
pub(crate) use understand::{check, meaning};

use crate::domain::account_history::AccountHistory;
use crate::domain::digest::Fnv;
use crate::domain::facts::Facts;
use crate::domain::quality::{IssueKind, Quality};
use crate::domain::scope::{Scope, ScopeRequest};
use crate::error::{Error, Result};

/// Compiles the facts of a scope from `source`, with the columns named by the file `mapping` where one is given.
///
/// # Errors
/// A source that cannot be read or understood, with the place and the remedy; a segment that the data does not
/// have; [`Cancelled`](crate::error::Error::Cancelled) when `progress` says so.
pub fn compile(source: &Source, request: &ScopeRequest, mapping: Option<&Path>, progress: &dyn Progress) -> Result<Facts> {
    let layout = layout::read(source, mapping, progress)?;
    let meter = Meter::new(progress, layout.bytes());
    let mut account = quality::Account::new(&layout);
    let mut population = population::read(&layout, request, &meter, &mut account)?;
    let (open, settled) = asked::of(source, request, &layout, &population, &account)?;
    if !open.is_empty() {
        return Err(Error::Asked { questions: open, mapping: asked::place(source, &layout) });
    }
    for question in settled {
        account.issue(
            IssueKind::Other,
            format!("{}: {} {}", question.file, question.asked, question.taken_told().trim_end_matches('.')),
            1,
        );
    }
    let usage = signals::join(&layout, &mut population, &meter, &mut account)?;
    let counted = counts::read(&layout, &meter, &mut account)?;
    Ok(assemble::facts(source, &layout, population, usage.or(counted), account))
}

/// The scope that a request comes to on what `source` has, or what stands in its way, and what became of the rows that tell of renewals.
///
/// # Errors
/// A source that cannot be read or understood.
fn scope(source: &Source, request: &ScopeRequest, mapping: Option<&Path>, progress: &dyn Progress) -> Result<(Result<Scope>, Quality)> {
    let layout = layout::read(source, mapping, progress)?;
    let meter = Meter::new(progress, layout.bytes());
    let mut account = quality::Account::new(&layout);
    let population = population::read(&layout, request, &meter, &mut account);
    Ok((population.map(|population| population.scope), account.finish()))
}

/// [`compile`], unless the folder `cache` holds the facts of the same files, request and mapping.
pub(crate) fn cached(
    source: &Source,
    request: &ScopeRequest,
    mapping: Option<&Path>,
    cache: &Path,
    progress: &dyn Progress,
) -> Result<Facts> {
    let entry = cache::Entry::of(cache, source, request, mapping)?;
    if let Some(facts) = entry.as_ref().and_then(cache::Entry::read) {
        return Ok(Facts { source: source.label(), ..facts });
    }
    let facts = compile(source, request, mapping, progress)?;
    if let Some(entry) = entry {
        entry.write(&facts);
    }
    Ok(facts)
}

/// A digest of what `source` holds: its files by content, and what its mapping says.
///
/// # Errors
/// A file that cannot be read.
pub(crate) fn content(source: &Source, mapping: Option<&Path>) -> Result<String> {
    let said = Mapping { path: PathBuf::new(), ..Mapping::find(source, mapping)? };
    let mut digest = Fnv::default();
    // Writing into a digest cannot fail.
    let _ = write!(digest, "{said:?}");
    for input in source.inputs()? {
        let _ = write!(digest, "|{} {}|", input.name, input.size);
        let read = io::copy(&mut input.open()?, &mut digest);
        read.map_err(|error| Error::io(input.path(), error, "check that the file may be read"))?;
    }
    Ok(digest.hex())
}

/// [`cached`], unless the files hold something else than what was compiled, whatever their sizes and times say: then they
/// are compiled anew. `content` is their [digest](content).
///
/// # Errors
/// As [`compile`].
pub(crate) fn as_now(
    source: &Source,
    request: &ScopeRequest,
    mapping: Option<&Path>,
    cache: &Path,
    content: &str,
    progress: &dyn Progress,
) -> Result<Facts> {
    if let Some(entry) = cache::Entry::of(cache, source, request, mapping)?
        && !entry.confirms(content)
    {
        entry.forget();
    }
    let facts = cached(source, request, mapping, cache, progress)?;
    confirms(source, request, mapping, cache, content)?;
    Ok(facts)
}

/// Whether the facts that are kept for `source` were compiled from this [content].
///
/// # Errors
/// A source that is not there.
pub(crate) fn confirms(source: &Source, request: &ScopeRequest, mapping: Option<&Path>, cache: &Path, content: &str) -> Result<bool> {
    Ok(cache::Entry::of(cache, source, request, mapping)?.is_none_or(|entry| entry.confirms(content)))
}

/// Tells what is understood of `source`, how sure, what is missing and what that costs, and whether the retro of `request` can be
/// held on it: it is ready where [`compile`] gives facts, and nowhere else.
///
/// # Errors
/// A source or a mapping that cannot be read. What only stands in the way of a retro is part of the report.
pub fn check(source: &Source, request: &ScopeRequest, mapping: Option<&Path>) -> Result<CheckReport> {
    check_with(source, request, Mapping::find(source, mapping)?, &Silent)
}

/// Whether every file is understood; without a look at all rows.
///
/// # Errors
/// As [`check`].
pub fn is_understood(source: &Source, mapping: Option<&Path>) -> Result<bool> {
    Ok(layout::plan(source, Mapping::find(source, mapping)?, &Silent)?.is_ready())
}

/// [`check`] with a mapping that need not be on the disk.
///
/// # Errors
/// As [`check`], and [`Cancelled`](crate::error::Error::Cancelled) when `progress` says so.
pub fn check_with(source: &Source, request: &ScopeRequest, mapping: Mapping, progress: &dyn Progress) -> Result<CheckReport> {
    let layout = layout::plan(source, mapping, progress)?;
    let report = check::report(&layout, progress)?;
    if layout.is_ready() { asked::stand(report, source, request, &layout, progress) } else { Ok(report) }
}

/// One account's weekly health and usage, oldest first.
pub fn history(source: &Source, mapping: Option<&Path>, account_id: &str) -> Result<AccountHistory> {
    match pull::history_of(source) {
        Some(pulled) if pulled.inputs().is_ok_and(|files| !files.is_empty()) => {
            account_history::read(&layout::read(&pulled, None, &Silent)?, account_id)
        }
        Some(_) => Ok(AccountHistory::default()),
        None => account_history::read(&layout::read(source, mapping, &Silent)?, account_id),
    }
}

#[cfg(test)]
#[path = "compile/compile_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "compile/as_of_tests.rs"]
mod as_of_tests;

#[cfg(test)]
#[path = "compile/layout_tests.rs"]
mod layout_tests;

#[cfg(test)]
#[path = "compile/check_tests.rs"]
mod check_tests;

#[cfg(test)]
#[path = "compile/systems_tests.rs"]
mod systems_tests;

#[cfg(test)]
#[path = "compile/subscriptions_tests.rs"]
mod subscriptions_tests;

#[cfg(test)]
#[path = "compile/cost_tests.rs"]
mod cost_tests;
#[cfg(test)]
#[path = "compile/formats_tests.rs"]
mod formats_tests;

#[cfg(test)]
#[path = "compile/sources_tests.rs"]
mod sources_tests;

#[cfg(test)]
#[path = "compile/customer_lists_tests.rs"]
mod customer_lists_tests;

#[cfg(test)]
#[path = "compile/corpus_tests.rs"]
mod corpus_tests;

#[cfg(test)]
#[path = "compile/written_tests.rs"]
mod written_tests;

#[cfg(test)]
#[path = "compile/twice_tests.rs"]
mod twice_tests;

#[cfg(test)]
#[path = "compile/periods_tests.rs"]
mod periods_tests;

#[cfg(test)]
#[path = "compile/one_row_tests.rs"]
mod one_row_tests;

#[cfg(test)]
#[path = "compile/pairs_tests.rs"]
mod pairs_tests;

#[cfg(test)]
#[path = "compile/contract_lines_tests.rs"]
mod contract_lines_tests;

#[cfg(test)]
#[path = "compile/named_days_tests.rs"]
mod named_days_tests;

#[cfg(test)]
#[path = "compile/given_up_tests.rs"]
mod given_up_tests;

#[cfg(test)]
#[path = "compile/as_now_tests.rs"]
mod as_now_tests;

#[cfg(test)]
#[path = "compile/broken_off_tests.rs"]
mod broken_off_tests;

#[cfg(test)]
#[path = "compile/deals_tests.rs"]
mod deals_tests;

#[cfg(test)]
#[path = "compile/apart_tests.rs"]
mod apart_tests;
#[cfg(test)]
#[path = "compile/ledger_tests.rs"]
mod ledger_tests;

#[cfg(test)]
#[path = "compile/blanks_tests.rs"]
mod blanks_tests;

#[cfg(test)]
#[path = "compile/paid_tests.rs"]
mod paid_tests;

#[cfg(test)]
#[path = "compile/sizes_tests.rs"]
mod sizes_tests;

#[cfg(test)]
#[path = "compile/told_by_values_tests.rs"]
mod told_by_values_tests;

#[cfg(test)]
#[path = "compile/losses_only_tests.rs"]
mod losses_only_tests;

#[cfg(test)]
#[path = "compile/instants_tests.rs"]
mod instants_tests;

#[cfg(test)]
#[path = "compile/taken_off_tests.rs"]
mod taken_off_tests;

#[cfg(test)]
#[path = "compile/strange_tests.rs"]
mod strange_tests;

#[cfg(test)]
#[path = "compile/joined_tests.rs"]
mod joined_tests;

#[cfg(test)]
#[path = "compile/left_tests.rs"]
mod left_tests;

#[cfg(test)]
#[path = "compile/unpriced_tests.rs"]
mod unpriced_tests;

#[cfg(test)]
#[path = "compile/exports_tests.rs"]
mod exports_tests;

#[cfg(test)]
#[path = "compile/by_values_tests.rs"]
mod by_values_tests;

#[cfg(test)]
#[path = "compile/kinds_of_rows_tests.rs"]
mod kinds_of_rows_tests;

#[cfg(test)]
#[path = "compile/not_theirs_tests.rs"]
mod not_theirs_tests;

#[cfg(test)]
#[path = "compile/own_words_tests.rs"]
mod own_words_tests;

#[cfg(test)]
#[path = "compile/split_tests.rs"]
mod split_tests;

#[cfg(test)]
#[path = "compile/beside_tests.rs"]
mod beside_tests;
#[cfg(test)]
#[path = "compile/both_sides_tests.rs"]
mod both_sides_tests;
#[cfg(test)]
#[path = "compile/by_row_tests.rs"]
mod by_row_tests;
#[cfg(test)]
#[path = "compile/papers_tests.rs"]
mod papers_tests;

#[cfg(test)]
#[path = "compile/corrections_tests.rs"]
mod corrections_tests;
#[cfg(test)]
#[path = "compile/marks_tests.rs"]
mod marks_tests;
#[cfg(test)]
#[path = "compile/parted_tests.rs"]
mod parted_tests;
#[cfg(test)]
#[path = "compile/told_elsewhere_tests.rs"]
mod told_elsewhere_tests;

#[cfg(test)]
#[path = "compile/timelines_tests.rs"]
mod timelines_tests;

#[cfg(test)]
#[path = "compile/units_tests.rs"]
mod units_tests;

#[cfg(test)]
#[path = "compile/ways_of_writing_tests.rs"]
mod ways_of_writing_tests;

#[cfg(test)]
#[path = "compile/unread_tests.rs"]
mod unread_tests;

#[cfg(test)]
#[path = "compile/plain_questions_tests.rs"]
mod plain_questions_tests;
