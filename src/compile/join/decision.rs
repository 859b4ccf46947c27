//! Whether a row is a renewal, and what became of it: all columns that tell it are heard.

use chrono::NaiveDate;

use crate::compile::join::renewals::Wanted;
use crate::compile::read::columns::Columns;
use crate::compile::read::row::{Read, Row};
use crate::compile::read::values::date::is_no_end;
use crate::compile::read::values::words;
use crate::compile::schema::{BECAME, Field};
use crate::compile::understand::kinds;
use crate::domain::money::Money;
use crate::domain::renewal::Outcome;

/// An opportunity of another kind (new business, an upsell) stands in the same table.
pub(crate) fn is_no_renewal(row: &Row<'_>) -> Read<bool> {
    if let Some(flag) = row.flag(Field::IsRenewal)? {
        return Ok(!flag);
    }
    // What comes once is nobody's contract.
    if row.text(Field::Recurring)?.is_some_and(|word| words::recurs(&word) == Some(false)) {
        return Ok(true);
    }
    let tells = |field| row.columns.get(field).is_none_or(|bound| !bound.form.tells_no_kinds);
    let kind = row.text(Field::RowType)?;
    let by_kind = kind.as_deref().and_then(|kind| kinds::told(kind, tells(Field::RowType)));
    if by_kind.is_some() {
        return Ok(by_kind == Some(false));
    }
    let by_title = row.text(Field::DealName)?.and_then(|title| words::kind_in_title(&title));
    let by_pipeline = row.text(Field::Pipeline)?.filter(|_| tells(Field::Pipeline));
    Ok(match by_title.or(by_pipeline.and_then(|pipeline| words::kind_of_pipeline(&pipeline))) {
        Some(is_renewal) => !is_renewal,
        // Beside renewals a word that nobody knows names something else; existing business may be either, and is taken for a renewal.
        None => kind.is_some_and(|kind| tells(Field::RowType) && !words::is_ambiguous_kind(&kind)),
    })
}

/// Nothing falls due here, whatever is wanted: it is no renewal, or its contract has no end.
pub(crate) fn is_out_of_scope(row: &Row<'_>) -> Read<bool> {
    Ok(is_no_renewal(row)? || row.date(Field::DueDate).is_ok_and(|due| due.is_some_and(|due| is_no_end(due, due))))
}

/// What a renewal is of which columns say different things.
pub(crate) const BETWEEN_COLUMNS: &str = "renewed in one column and lost in another";

/// What a renewal is that nobody marked as decided.
pub(crate) const OPEN_YET_CLOSED: &str = "open, yet a day of closing that has passed and an amount after stand beside it";

/// What became of a renewal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decision {
    pub outcome: Outcome,
    /// The day on which the customer left, where it is before the contract's end.
    pub left: Option<NaiveDate>,
    /// Columns say different things.
    pub contradiction: Option<&'static str>,
}

/// The decision on a renewal due on `due`; where nothing tells it is open.
///
/// How things stand (active, not churned) says that what was due before was renewed; of what will be due it says nothing.
pub(crate) fn decision(row: &Row<'_>, due: NaiveDate, wanted: &Wanted<'_>) -> Read<Decision> {
    let word = row.outcome(Field::Outcome)?;
    let is_state = row.columns.get(Field::Outcome).is_some_and(|bound| bound.form.is_state)
        || row.text(Field::Outcome)?.is_some_and(|word| words::tells_standing(&word));
    let word = match word {
        Some(Outcome::Renewed) if is_state && due >= wanted.known => Some(Outcome::Open),
        other => other,
    };
    let flags = flagged(row, due, wanted.known)?.or(told_by_amount(row, due, wanted.known)?);
    let left = row.date(Field::LossDate)?.filter(|day| *day <= wanted.as_of);
    let told = match (word, flags) {
        // A stage on the way, or no word at all, leaves it to the flags.
        (None | Some(Outcome::Open), Some(flagged)) => Some(flagged),
        (word, _) => word,
    };
    let contradiction = match (word, flags) {
        (Some(Outcome::Renewed), Some(Outcome::Churned)) | (Some(Outcome::Churned), Some(Outcome::Renewed)) => Some(BETWEEN_COLUMNS),
        (Some(Outcome::Renewed), _) if row.text(Field::RowType)?.is_some_and(|kind| words::outcome(&kind) == Some(Outcome::Churned)) => {
            Some("renewed, yet its type is that of a loss")
        }
        (Some(Outcome::Renewed), _) if is_taken_back(row, wanted)? => {
            Some("renewed, yet a day on which that was taken back stands beside it")
        }
        (Some(Outcome::Churned), _) if is_taken_back(row, wanted)? => {
            Some("churned, yet a day on which that was taken back stands beside it")
        }
        (Some(Outcome::Renewed), _) if left.is_some_and(|day| day <= due) => Some("renewed, yet a day of loss stands beside it"),
        (Some(Outcome::Open), None) if is_closed_all_the_same(row, wanted)? => Some(OPEN_YET_CLOSED),
        _ => None,
    };
    let outcome = match told {
        Some(Outcome::Open) | None if left.is_some() => Outcome::Churned,
        told => told.unwrap_or(Outcome::Open),
    };
    let gives_notice = gives_notice(row)?;
    let left = left.filter(|day| outcome == Outcome::Churned && *day < due && !gives_notice);
    Ok(Decision { outcome, left, contradiction })
}

/// A list of renewals, and no pipeline, says when it was closed and what was paid afterwards.
fn is_closed_all_the_same(row: &Row<'_>, wanted: &Wanted<'_>) -> Read<bool> {
    if are_deals(row.columns) || !row.columns.has(Field::ArrAfter) {
        return Ok(false);
    }
    Ok(row.date(Field::ClosedDate)?.is_some_and(|day| day <= wanted.known) && row.amount(Field::ArrAfter)?.is_some())
}

/// What became of it was taken back by then.
fn is_taken_back(row: &Row<'_>, wanted: &Wanted<'_>) -> Read<bool> {
    Ok(row.date(Field::TakenBack)?.is_some_and(|day| day <= wanted.as_of))
}

/// The day that stands for a renewal's where it is empty since the customer left: lists of who is there tell the next renewal alone.
pub(crate) fn day_of_loss(row: &Row<'_>, wanted: &Wanted<'_>) -> Option<NaiveDate> {
    let left = row.date(Field::LossDate).ok()?.filter(|day| *day <= wanted.as_of)?;
    decision(row, left, wanted).is_ok_and(|decision| decision.outcome == Outcome::Churned).then_some(left)
}

/// What only rows of a pipeline have.
pub(crate) const DEAL_FIELDS: [Field; 4] = [Field::Pipeline, Field::DealName, Field::IsWon, Field::IsClosed];

/// Rows of a pipeline: they are worked on before a contract ends.
pub(crate) fn are_deals(columns: &Columns) -> bool {
    let is_stage = columns.get(Field::Outcome).is_some_and(|bound| bound.form.is_stage);
    is_stage || DEAL_FIELDS.iter().any(|field| columns.has(*field))
}

/// The day of the loss is the one on which the customer gave notice, or a deal was given up: the contract ran to its end.
fn gives_notice(row: &Row<'_>) -> Read<bool> {
    Ok(are_deals(row.columns) || row.flag(Field::EndsWithTerm)? == Some(true))
}

/// The day on which it was decided: where no other is told, and the contract ran on, the day of the loss. So it is, too, where
/// that comes after the as-of day: whoever leaves later had not left by then.
pub(crate) fn closed(row: &Row<'_>, as_of: NaiveDate) -> Read<Option<NaiveDate>> {
    let closed = row.date(Field::ClosedDate)?;
    if closed.is_some() {
        return Ok(closed);
    }
    let is_notice = gives_notice(row)?;
    Ok(row.date(Field::LossDate)?.filter(|day| is_notice || *day > as_of))
}

/// A mark of what was lost is all that is told, and says nothing of the others.
fn tells_losses_only(columns: &Columns) -> bool {
    const OTHERS: [Field; 4] = [Field::Outcome, Field::IsWon, Field::IsClosed, Field::LossDate];
    columns.get(Field::IsLost).is_some_and(|bound| !bound.form.says_no) && !OTHERS.iter().any(|field| columns.has(*field))
}

/// Where days of loss and amounts after, or these alone, are all that is told, who has an amount after and no day of loss was renewed.
fn told_by_amount(row: &Row<'_>, due: NaiveDate, known: NaiveDate) -> Read<Option<Outcome>> {
    let columns = row.columns;
    let says_more = BECAME.into_iter().filter(|field| *field != Field::LossDate).any(|field| columns.has(field));
    let is_told = says_more || !columns.has(Field::ArrBefore);
    if !columns.has(Field::ArrAfter) && columns.get(Field::ArrChange).is_some_and(|bound| bound.form.tells_losses) {
        let is_open = is_told || due >= known || row.date(Field::LossDate)?.is_some();
        let left = row.annual(Field::ArrBefore)?.zip(row.annual(Field::ArrChange)?).map(|(before, change)| before + change);
        let became = left.map(|left| if left > Money::ZERO { Outcome::Renewed } else { Outcome::Churned });
        return Ok(became.filter(|_| !is_open));
    }
    let Some(bound) = columns.get(Field::ArrAfter).filter(|bound| columns.has(Field::LossDate) || bound.form.tells_losses) else {
        return Ok(None);
    };
    if is_told || due >= known || row.date(Field::LossDate)?.is_some() {
        return Ok(None);
    }
    Ok(match row.amount(Field::ArrAfter)? {
        Some(after) if after > Money::ZERO => Some(Outcome::Renewed),
        Some(_) if bound.form.tells_losses => Some(Outcome::Churned),
        None if bound.form.tells_losses && bound.form.mapped("") == Some(NONE) => Some(Outcome::Churned),
        _ => None,
    })
}

/// What a mapping says of an amount after that is empty since nothing came after.
pub(crate) const NONE: &str = "0";

/// What the flags beside an outcome say together: closed, won, lost.
fn flagged(row: &Row<'_>, due: NaiveDate, known: NaiveDate) -> Read<Option<Outcome>> {
    let (closed, won, lost) = (row.flag(Field::IsClosed)?, row.flag(Field::IsWon)?, row.flag(Field::IsLost)?);
    // Where a mark of what was lost is all that is told, a row without it was not lost.
    let lost = lost.or_else(|| tells_losses_only(row.columns).then_some(false));
    Ok(match (closed, won, lost) {
        (_, Some(true), _) => Some(Outcome::Renewed),
        (_, _, Some(true)) | (Some(true), Some(false), _) => Some(Outcome::Churned),
        (Some(false), ..) => Some(Outcome::Open),
        // Somebody said that nothing was renewed where nothing stands.
        (None, Some(false), None) if row.columns.get(Field::IsWon).is_some_and(|bound| bound.form.by_presence) && due < known => {
            Some(Outcome::Churned)
        }
        (_, None, Some(false)) => Some(if due >= known { Outcome::Open } else { Outcome::Renewed }),
        // Not won may be lost or open, and nothing tells which.
        _ => None,
    })
}
