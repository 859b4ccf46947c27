//! Which renewals follow from subscriptions over time: the engine tells whose contract was due on which day, and so what
//! there is to measure. What each came to is derived here, by the same code as from files, out of the rows that come along:
//! those of the accounts of the scope, and of them no older ones than it takes.
//!
//! The rules are those of the reader of files (`compile::timeline::derive`): contract ends that passed while there was ARR, and the day
//! of a loss that no contract end explains.

use chrono::Months;

use super::measures::{self, is_nothing};
use super::query::{Parts, Pull, rows_of};
use super::relation::Relation;
use super::{dues, spelling};
use crate::compile::read::values::words;
use crate::compile::schema::{Field, Table};
use crate::error::Result;

/// A plain number, of which the engine can make one; of any other amount it only tells whether it is zero.
const A_PLAIN_NUMBER: &str = "^-?[0-9]+([.][0-9]+)?$";

/// What may be an amount, with signs, codes and marks of any kind.
const AN_AMOUNT: &str = "^([^0-9A-Za-z]*|[^0-9A-Za-z]*[A-Za-z][A-Za-z][A-Za-z]?[A-Za-z]?[^0-9A-Za-z]*|[A-Z]?[A-Z]?[$])[0-9][^A-Za-z]*\
    ([A-Za-z][A-Za-z][A-Za-z]?[A-Za-z]?)?[^0-9A-Za-z]*$";

/// Longer ones are no amounts.
const LONGEST_NUMBER: usize = 16;

/// Rows this long before the first due date tell how a customer stood then, and whether it was lost before.
const BEFORE: Months = Months::new(5);

/// Where the data end long before the window, so many of their last days tell which window they have.
const LAST_DAYS: u32 = 400;

/// Adds all parts up to the points in time that are measured, the span of each account, and who is known.
pub fn base(pull: &Pull<'_>, subscriptions: Relation<'_>, parts: &mut Parts) -> Result<()> {
    let has_accounts = pull.of(Table::Accounts)?.is_some();
    parts.add("sub_typed", typed(pull, subscriptions, has_accounts)?);
    parts.add("newest", "SELECT MAX(retro_due) AS day FROM sub_typed WHERE retro_account IS NOT NULL".to_owned());
    dues::add_days(pull, is_movement(subscriptions), parts);
    parts.add("known", known(has_accounts));
    parts.add("spellings", spelling::spellings(pull.dialect, "known"));
    dues::add_points(pull, is_movement(subscriptions), parts)
}

/// Rows that say what somebody's ARR changed by, and not what it is.
pub fn is_movement(subscriptions: Relation<'_>) -> bool {
    !subscriptions.has_snapshots()
}

/// The rows with what the engine compares of them; `retro_in` is 1 for accounts of the scope.
fn typed(pull: &Pull<'_>, subscriptions: Relation<'_>, has_accounts: bool) -> Result<String> {
    let (dialect, fence) = (pull.dialect, pull.dialect.fence());
    let texts: Vec<(Field, String)> =
        TEXTS.into_iter().filter_map(|field| Some((field, format!("{} AS {}", subscriptions.value(field)?, text_of(field))))).collect();
    let fields: Vec<Field> = texts.iter().map(|(field, _)| *field).collect();
    let (account, joins) = if has_accounts {
        (spelling::ACCOUNT, spelling::joins(dialect, "account_ids", "account_spellings"))
    } else {
        ("r.retro_id", String::new())
    };
    let (is_in, scope) = match pull.segment {
        None => ("1", ""),
        Some(_) if !has_accounts => ("0", ""),
        Some(_) => (
            "COALESCE(a.retro_in, 0)",
            "\n  LEFT JOIN (SELECT retro_account, MAX(retro_in) AS retro_in FROM account_rows GROUP BY retro_account) a\n    \
             ON a.retro_account = s.retro_account",
        ),
    };
    // A loss that a movement's kind tells may be written without its sign.
    let (told, losses) = if is_movement(subscriptions) {
        (subscriptions.word(Field::MovementType), words::losses())
    } else {
        (subscriptions.word(Field::Status), words::gone())
    };
    let is_churned = told.map_or_else(
        || "0".to_owned(),
        |told| {
            let words: Vec<String> = losses.iter().map(|word| dialect.text(word)).collect();
            format!("CASE WHEN {told} IN ({}) THEN 1 ELSE 0 END", words.join(", "))
        },
    );
    let (arr, is_left) = (arr(pull, &fields), if is_movement(subscriptions) { "-ABS(retro_said)" } else { "0" });
    // Without a column that names a customer's subscriptions, they are one.
    let series =
        dialect.as_text(&subscriptions.value(Field::SubscriptionId).map_or_else(|| "''".to_owned(), |id| format!("COALESCE({id}, '')")));
    Ok(format!(
        "SELECT s.*, {is_in} AS retro_in\n  FROM (\n    SELECT r.*, {account} AS retro_account,\n      \
         CASE WHEN r.retro_left = 1 THEN {} ELSE {arr} END AS retro_arr,\n      CASE WHEN {} THEN 1 ELSE 0 END AS retro_flaw\n    FROM (\n      \
         SELECT {},\n        {} AS retro_id, {series} AS retro_series, {} AS retro_due,\n        {} AS retro_end,\n        {is_churned} AS retro_left,\n        {}\n      \
         FROM {} t{fence}\n    ) r\n    {joins}{fence}\n  ) s{scope}",
        is_left.replace("retro_said", &arr),
        flaws(pull, &fields),
        subscriptions.selected().join(",\n        "),
        subscriptions.account()?,
        subscriptions.needed_day(Field::Date)?,
        subscriptions.needed_day(Field::ContractEnd)?,
        texts.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(",\n        "),
        subscriptions.quoted()
    ))
}

/// What may make a row one that the reader of files rejects.
const TEXTS: [Field; 8] =
    [Field::ContractEnd, Field::Arr, Field::Mrr, Field::ArrChange, Field::MrrChange, Field::Seats, Field::ListPerSeat, Field::NetPerSeat];

fn text_of(field: Field) -> String {
    format!("retro_{}_said", field.key())
}

/// The ARR of a row, exact where it is a plain number; of other amounts that they are not zero.
fn arr(pull: &Pull<'_>, fields: &[Field]) -> String {
    let dialect = pull.dialect;
    let kind = if dialect == super::Dialect::BigQuery { "NUMERIC" } else { "DECIMAL(18, 2)" };
    let amounts: Vec<String> = [Field::Arr, Field::Mrr, Field::ArrChange, Field::MrrChange]
        .into_iter()
        .filter(|field| fields.contains(field))
        .map(|field| {
            let text = text_of(field);
            let is_plain = dialect.matches(&text, A_PLAIN_NUMBER);
            let is_some = dialect.matches(&text, "^.*[1-9].*$");
            let number = dialect.try_cast(&text, kind);
            let annual = if field == Field::MrrChange { " * 12" } else { "" };
            format!(
                "CASE WHEN {} THEN NULL WHEN {is_plain} AND LENGTH({text}) <= {LONGEST_NUMBER} THEN ROUND({number}, 2){annual} WHEN {is_some} THEN 1 ELSE 0 END",
                is_nothing(dialect, &text)
            )
        })
        .collect();
    format!("COALESCE({}, 0)", amounts.join(", "))
}

fn flaws(pull: &Pull<'_>, fields: &[Field]) -> String {
    let dialect = pull.dialect;
    let flaws: Vec<String> = fields
        .iter()
        .map(|field| {
            let text = text_of(*field);
            let is_wrong = match field {
                Field::ContractEnd => "retro_end IS NULL".to_owned(),
                Field::Seats => format!("NOT {}", dialect.matches(&text, measures::A_COUNT)),
                _ => format!("NOT {}", dialect.matches(&text, AN_AMOUNT)),
            };
            format!("NOT ({}) AND {is_wrong}", is_nothing(dialect, &text))
        })
        .collect();
    flaws.join("\n        OR ")
}

/// Every account that some table knows; without a segment also those that only subscriptions name.
fn known(has_accounts: bool) -> String {
    let named = "SELECT retro_account, 1 AS retro_in FROM sub_days";
    let all =
        if has_accounts { format!("SELECT retro_account, retro_in FROM account_rows\n    UNION ALL {named}") } else { named.to_owned() };
    format!("SELECT retro_account, MAX(retro_in) AS retro_in\n  FROM (\n    {all}\n  ) everyone\n  GROUP BY retro_account")
}

/// Adds the rows with a mark at those that come: what is flawed comes as well, and is rejected where all can see it; and one
/// of the newest day, for it tells how far the data go.
pub fn add_rows(pull: &Pull<'_>, subscriptions: Relation<'_>, parts: &mut Parts) {
    let mut kept = "SELECT DISTINCT retro_account, day FROM sub_days".to_owned();
    let mut on_day = " AND k.day = t.retro_due";
    if is_movement(subscriptions) {
        // It takes all movements to add them up.
        "SELECT DISTINCT retro_account FROM sub_days".clone_into(&mut kept);
        on_day = "";
    } else {
        let (since, from) = (pull.dialect.day(pull.from - BEFORE), pull.dialect.day(pull.from));
        kept = format!(
            "SELECT DISTINCT d.retro_account, d.day FROM (\n    SELECT retro_account, day, contract_end,\n      \
             MAX(CASE WHEN day < {since} THEN day END) OVER (PARTITION BY retro_account, retro_series) AS last_before\n    FROM sub_days\n  ) d\n  \
             CROSS JOIN newest n\n  WHERE d.day >= {since} OR d.day = d.last_before OR d.contract_end >= {from} OR {} <= {LAST_DAYS}",
            pull.dialect.days_between("d.day", "n.day")
        );
    }
    parts.add("sub_kept", kept);
    parts.add(
        "sub_newest",
        "SELECT n.day, MIN(t.retro_account) AS retro_account FROM newest n JOIN sub_typed t ON t.retro_due = n.day GROUP BY n.day"
            .to_owned(),
    );
    parts.add(
        rows_of(Table::Subscriptions),
        format!(
            "SELECT t.*, CASE WHEN t.retro_account IS NULL OR t.retro_due IS NULL OR t.retro_in = 1 AND (t.retro_flaw = 1 OR k.retro_account IS NOT NULL)\n    \
             OR t.retro_account = n.retro_account AND t.retro_due = n.day THEN 1 END AS retro_comes\n  FROM sub_typed t\n  \
             LEFT JOIN sub_kept k ON k.retro_account = t.retro_account{on_day}\n  LEFT JOIN sub_newest n ON n.retro_account = t.retro_account"
        ),
    );
}

/// What becomes of the rows that do not come: those of the scope are used, for what was due is derived from them.
pub const LEFT: &str = "SELECT retro_account, CASE WHEN retro_in = 1 THEN 'used' ELSE 'left' END AS fate\n    \
    FROM subscription_rows WHERE retro_comes IS NULL";
