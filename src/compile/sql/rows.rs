//! The rows of each relation: which come, and by what they are joined.

use super::dialect;
use super::query::Pull;
use super::relation::Relation;
use super::{decisions, measures, spelling};
use crate::compile::join::signals;
use crate::compile::schema::{Field, Table};
use crate::error::Result;

impl Pull<'_> {
    /// `retro_in` is 1 for the accounts of the wanted segment.
    pub(crate) fn account_rows(&self, accounts: Relation<'_>) -> Result<String> {
        let key = accounts.account()?;
        let (is_in, place) = match (&self.segment, accounts.word(Field::Segment)) {
            (None, _) => ("1".to_owned(), "0".to_owned()),
            (Some(_), None) => ("0".to_owned(), "0".to_owned()),
            (Some(wanted), Some(segment)) => (
                format!("CASE WHEN {segment} = {} THEN 1 ELSE 0 END", self.dialect.text(wanted)),
                format!("ROW_NUMBER() OVER (PARTITION BY {segment} ORDER BY {key})"),
            ),
        };
        Ok(format!(
            "SELECT a.*, CASE WHEN retro_account IS NULL OR retro_in = 1 OR retro_place = 1 THEN 1 END AS retro_comes\n  FROM (\n    \
             SELECT {},\n      {key} AS retro_account, {} AS retro_due, {is_in} AS retro_in, {place} AS retro_place\n    FROM {} t\n  ) a",
            accounts.selected().join(",\n      "),
            accounts.day(Field::LastSeen).unwrap_or_else(no_day),
            accounts.quoted()
        ))
    }

    /// With accounts, each renewal has the one that its id leads to; `retro_in` is 1 for those of the wanted segment.
    pub(crate) fn all_renewals(&self, has_accounts: bool) -> Result<String> {
        let renewals = self.mapped_renewals()?;
        renewals.check()?;
        let segment = renewals.word(Field::Segment).map_or_else(|| "''".to_owned(), |word| format!("COALESCE({word}, '')"));
        let rows = format!(
            "SELECT {},\n    {} AS retro_id,\n    {segment} AS retro_segment,\n    {}\n  FROM {} t",
            renewals.selected().join(",\n    "),
            renewals.account()?,
            decisions::columns(self, renewals)?,
            renewals.quoted()
        );
        let (account, joins) = if has_accounts {
            (spelling::ACCOUNT, format!("\n    {}", spelling::joins(self.dialect, "account_ids", "account_spellings")))
        } else {
            ("r.retro_id", String::new())
        };
        let (is_in, segments) = self.is_in_segment(has_accounts);
        let known = format!("SELECT r.*, {account} AS retro_account\n  FROM (\n  {}\n  ) r{joins}", decisions::settled(&rows));
        Ok(format!("SELECT r.*, {is_in} AS retro_in\n  FROM (\n  {known}\n  ) r{segments}"))
    }

    /// Whether a renewal is of the wanted segment: the row's own, else its account's.
    fn is_in_segment(&self, has_accounts: bool) -> (String, &'static str) {
        let Some(wanted) = &self.segment else { return ("1".to_owned(), "") };
        let is_own = format!("r.retro_segment = {}", self.dialect.text(wanted));
        if has_accounts {
            (format!("CASE WHEN {is_own} OR r.retro_segment = '' AND a.retro_in = 1 THEN 1 ELSE 0 END"), ACCOUNTS_IN)
        } else {
            (format!("CASE WHEN {is_own} THEN 1 ELSE 0 END"), "")
        }
    }

    /// Rows whose account or due date cannot be told come as well: they are rejected where all can see it. So do other deals that were
    /// won, where no column tells what was in force before a renewal: the deal before tells it, or that nobody can know.
    pub(crate) fn renewal_rows(&self) -> Result<String> {
        let renewals = self.mapped_renewals()?;
        let others = if renewals.has(Field::Amount) && !renewals.has(Field::ArrBefore) {
            " OR retro_renews = 0 AND retro_in = 1 AND retro_kept = 1"
        } else {
            ""
        };
        let [from, to, terms, until, as_of] = [self.from, self.to, self.terms, self.until, self.as_of].map(dialect::day);
        Ok(format!(
            "SELECT w.*,\n    CASE WHEN retro_wanted = 1 OR retro_account IS NULL OR retro_due IS NULL OR retro_due = n.day{others} \
             THEN 1 END AS retro_comes\n  FROM (\n    SELECT r.*,\n      CASE WHEN r.retro_renews = 1 AND r.retro_account IS NOT NULL \
             AND r.retro_in = 1\n        AND (r.retro_due <= {to} AND (r.retro_due >= {from} OR r.retro_decided = 0)\n        \
             OR r.retro_due > {to} AND r.retro_due <= {until} AND (r.retro_decided = 0 OR r.retro_due <= {terms} OR COALESCE(r.retro_closed, r.retro_due) > {as_of})) THEN 1 END AS retro_wanted\n    \
             FROM all_renewals r\n  ) w\n  CROSS JOIN newest n"
        ))
    }

    /// The rows of a table beside the renewals; `retro_due` is the day that a row is about.
    pub(crate) fn rows(&self, relation: Relation<'_>) -> Result<String> {
        let (day, before) = match relation.table {
            Table::Tickets => (Field::Opened, signals::TICKETS_FROM),
            Table::Plays => (Field::Date, signals::PLAYS_FROM),
            _ => (Field::Date, signals::NOTES_FROM),
        };
        let gap = self.dialect.days_between("r.retro_due", "s.first_day");
        // A reason may be given long after a loss; which one is nearest is found here.
        let is_near =
            if relation.table == Table::Reasons { "1 = 1".to_owned() } else { format!("r.retro_due <= s.last_day AND {gap} <= {before}") };
        // A play whose risk nobody recorded takes it from the health of its day.
        let open = relation.value(Field::RiskBefore).filter(|_| relation.table == Table::Plays);
        let open = open
            .map_or_else(|| "1".to_owned(), |risk| format!("CASE WHEN {} THEN 1 ELSE 0 END", measures::is_nothing(self.dialect, &risk)));
        Ok(format!(
            "SELECT r.*,\n    CASE WHEN r.retro_account IS NULL OR k.retro_in = 1 AND (r.retro_due IS NULL OR {is_near}) THEN 1 END \
             AS retro_comes,\n    CASE WHEN k.retro_in IS NULL THEN 1 ELSE 0 END AS retro_unknown\n  FROM (\n    \
             SELECT r.*, {} AS retro_account\n    FROM (\n      \
             SELECT {},\n      {} AS retro_id,\n      {} AS retro_due, {open} AS retro_open\n      FROM {} t\n    ) r\n    {}\n  ) r\n  \
             LEFT JOIN known k ON k.retro_account = r.retro_account\n  LEFT JOIN spans s ON s.retro_account = r.retro_account",
            spelling::ACCOUNT,
            relation.selected().join(",\n      "),
            relation.account()?,
            relation.needed_day(day)?,
            relation.quoted(),
            spelling::joins(self.dialect, "known", "spellings")
        ))
    }
}

/// Nothing, where there might be a day.
pub(crate) fn no_day() -> String {
    "CAST(NULL AS DATE)".to_owned()
}

/// What joins to rows `r` whether their account is of the wanted segment.
const ACCOUNTS_IN: &str = "\n  LEFT JOIN (SELECT retro_account, MAX(retro_in) AS retro_in FROM account_rows GROUP BY retro_account) a\n    \
    ON a.retro_account = r.retro_account";

/// From the first day to the last that something of an account's renewals happened on.
pub(crate) const SPANS: &str = "SELECT retro_account,\n    \
    MIN(CASE WHEN retro_closed < retro_due THEN retro_closed ELSE retro_due END) AS first_day,\n    \
    MAX(CASE WHEN retro_closed > retro_due THEN retro_closed ELSE retro_due END) AS last_day,\n    \
    MAX(retro_due) AS last_due\n  FROM renewal_rows WHERE retro_wanted IS NOT NULL GROUP BY retro_account";

/// The id of every account in the accounts table.
pub(crate) const ACCOUNT_IDS: &str = "SELECT DISTINCT retro_account FROM account_rows WHERE retro_account IS NOT NULL";

/// Every account that some table knows; `retro_in` is 1 for those of the scope.
pub(crate) fn known(has_accounts: bool) -> String {
    let all = if has_accounts {
        "SELECT retro_account, retro_in FROM account_rows\n    UNION ALL SELECT retro_account, 1 AS retro_in FROM spans"
    } else {
        "SELECT retro_account, COALESCE(retro_wanted, 0) AS retro_in FROM renewal_rows"
    };
    format!("SELECT retro_account, MAX(retro_in) AS retro_in\n  FROM (\n    {all}\n  ) everyone\n  GROUP BY retro_account")
}
