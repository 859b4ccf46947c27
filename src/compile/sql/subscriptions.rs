//! Which renewals follow from subscriptions over time: the engine tells whose contract was due on which day, and so what
//! there is to measure. What each came to is derived here, by the same code as from files, out of the rows that come along:
//! those of the accounts of the scope, and of them no older ones than it takes.
//!
//! The rules are those of the reader of files (`compile::timeline::derive`): contract ends that passed while there was ARR, and the day
//! of a loss that no contract end explains.

use chrono::Months;

use super::cases::Cases;
use super::dialect;
use super::measures::{self, is_nothing};
use super::query::{Parts, Pull, rows_of};
use super::relation::Relation;
use super::rows::no_day;
use super::{Dialect, dues, intervals, spelling};
use crate::compile::join::attributes::Attributes;
use crate::compile::read::values::words;
use crate::compile::schema::{Field, Table};
use crate::compile::timeline::shape::Shape;
use crate::error::Result;

/// A plain number, of which the engine can make one; of any other amount it only tells whether it is zero.
const A_PLAIN_NUMBER: &str = "^-?[0-9]+([.][0-9]+)?$";

/// What may be an amount, with signs, codes and marks of any kind.
const AN_AMOUNT: &str = "^([^0-9A-Za-z]*|[^0-9A-Za-z]*[A-Za-z][A-Za-z][A-Za-z]?[A-Za-z]?[^0-9A-Za-z]*|[A-Z]?[A-Z]?[$])[0-9][^A-Za-z]*\
    ([A-Za-z][A-Za-z][A-Za-z]?[A-Za-z]?)?[^0-9A-Za-z]*$";

/// A day that is none, or too far away to be an end.
const NO_END: &str = "^(000[01]|220[1-9]|22[1-9][0-9]|2[3-9][0-9][0-9]|[3-9][0-9][0-9][0-9])-.*$";

/// Longer ones are no amounts.
const LONGEST_NUMBER: usize = 16;

/// Rows this long before the first due date tell how a customer stood then, and whether it was lost before.
const BEFORE: Months = Months::new(5);

/// Customers who were there a year before the end of the window a year ago are compared with today's.
const COMPARED: Months = Months::new(25);

/// Where the data end long before the window, so many of their last days tell which window they have.
const LAST_DAYS: u32 = 400;

/// Adds all parts up to the points in time that are measured, the span of each account, and who is known.
pub(crate) fn base(pull: &Pull<'_>, subscriptions: Relation<'_>, parts: &mut Parts) -> Result<()> {
    subscriptions.check()?;
    let has_accounts = pull.of(Table::Accounts)?.is_some();
    parts.add("sub_typed", typed(pull, subscriptions, has_accounts)?);
    let (as_of, shape) = (dialect::day(pull.as_of), subscriptions.shape());
    // What runs from one day to another is known without anybody looking.
    let newest = if shape.is_interval() {
        format!("SELECT {as_of} AS day")
    } else {
        format!("SELECT MAX(retro_due) AS day FROM sub_typed WHERE retro_account IS NOT NULL AND retro_due <= {as_of}")
    };
    parts.add("newest", newest);
    if !shape.is_interval() {
        dues::add_days(pull, shape, parts);
    }
    parts.add("known", known(subscriptions, has_accounts));
    parts.add("spellings", spelling::spellings(pull.dialect, "known"));
    if shape.is_interval() {
        intervals::add_points(pull, parts);
    } else {
        dues::add_points(pull, shape, parts)?;
    }
    parts.add("spans", dues::SPANS.to_owned());
    Ok(())
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
    let shape = subscriptions.shape();
    let (arr, day) = (arr(dialect, shape, &fields), if shape.is_interval() { Field::StartDate } else { Field::Date });
    // Without a column that names a customer's subscriptions, they are one.
    let series =
        dialect.as_text(&subscriptions.value(Field::SubscriptionId).map_or_else(|| "''".to_owned(), |id| format!("COALESCE({id}, '')")));
    let or_no_day = |field| subscriptions.day(field).unwrap_or_else(no_day);
    let mut columns = subscriptions.selected();
    columns.extend([
        format!("{} AS retro_id", subscriptions.account()?),
        format!("{series} AS retro_series"),
        format!("{} AS retro_due", or_no_day(day)),
        format!("{} AS retro_end", or_no_day(Field::ContractEnd)),
        format!("{} AS retro_loss", or_no_day(Field::LossDate)),
        format!("{} AS retro_state", state(subscriptions)),
        format!("{} AS retro_goes_on", goes_on(subscriptions)),
        format!("{} AS retro_down", moves_down(subscriptions)),
        format!("{} AS retro_segment", subscriptions.word(Field::Segment).unwrap_or_else(|| dialect.as_text("NULL"))),
    ]);
    columns.extend(texts.into_iter().map(|(_, text)| text));
    let rows = format!(
        "SELECT r.*, {account} AS retro_account,\n      CASE WHEN r.retro_down = 1 THEN -ABS({arr}) ELSE {arr} END AS retro_arr,\n      \
         CASE WHEN {} THEN 1 ELSE 0 END AS retro_flaw\n    FROM (\n      SELECT {}\n      FROM {} t{fence}\n    ) r\n    {joins}{fence}",
        flaws(pull, &fields),
        columns.join(",\n        "),
        subscriptions.quoted()
    );
    Ok(in_scope(pull, subscriptions, has_accounts, &rows))
}

/// The `rows` with whether each is of an account of the wanted segment: the accounts tell it, and rows that name one.
fn in_scope(pull: &Pull<'_>, subscriptions: Relation<'_>, has_accounts: bool, rows: &str) -> String {
    let Some(wanted) = &pull.segment else { return format!("SELECT s.*, 1 AS retro_in\n  FROM (\n    {rows}\n  ) s") };
    let mut is_in = Vec::new();
    if has_accounts {
        is_in.push("COALESCE(a.retro_in, 0)".to_owned());
    }
    if subscriptions.has(Field::Segment) {
        let is_wanted = format!("s.retro_segment = {}", pull.dialect.text(wanted));
        is_in.push(format!("MAX(CASE WHEN {is_wanted} THEN 1 ELSE 0 END) OVER (PARTITION BY s.retro_account)"));
    }
    let is_in = if is_in.is_empty() { "0".to_owned() } else { is_in.join(" + ") };
    let join = if has_accounts {
        "\n  LEFT JOIN (SELECT retro_account, MAX(retro_in) AS retro_in FROM account_rows GROUP BY retro_account) a\n    \
         ON a.retro_account = s.retro_account"
    } else {
        ""
    };
    format!("SELECT s.*, CASE WHEN {is_in} > 0 THEN 1 ELSE 0 END AS retro_in\n  FROM (\n    {rows}\n  ) s{join}")
}

/// How a row says that things stand: 0 in force, 1 paused, 2 on trial, 3 gone. Of rows of one day the lowest counts.
fn state(subscriptions: Relation<'_>) -> String {
    let mut cases = Cases::default();
    let recurs = subscriptions.word(Field::Recurring);
    cases.when(recurs.map(|word| subscriptions.dialect.is_one_of(&word, words::once())), 2);
    cases.when(subscriptions.says(Field::IsLost, true), 3);
    let told = subscriptions.word(Field::Status);
    for (words, state) in [(words::paused(), 1), (words::on_trial(), 2), (words::gone(), 3)] {
        cases.when(told.as_deref().map(|told| subscriptions.dialect.is_one_of(told, words)), state);
    }
    cases.or_else("0")
}

/// 1 where a day of loss before the end may not be the last one in force: somebody stays to the end, or how things stand says otherwise.
fn goes_on(subscriptions: Relation<'_>) -> String {
    let mut cases = Cases::default();
    cases.when(subscriptions.says(Field::EndsWithTerm, true), 1);
    let is_not_gone = |told: String| format!("{told} <> '' AND NOT {}", subscriptions.dialect.is_one_of(&told, words::gone()));
    cases.when(subscriptions.word(Field::Status).map(is_not_gone), 1);
    cases.or_else("0")
}

/// A loss that a movement's kind tells may be written without its sign.
fn moves_down(subscriptions: Relation<'_>) -> String {
    let kind = subscriptions.word(Field::MovementType).filter(|_| subscriptions.shape() == Shape::Movements);
    kind.map_or_else(
        || "0".to_owned(),
        |kind| format!("CASE WHEN {} THEN 1 ELSE 0 END", subscriptions.dialect.is_one_of(&kind, words::losses())),
    )
}

/// What may make a row one that the reader of files rejects.
const TEXTS: [Field; 10] = [
    Field::StartDate,
    Field::ContractEnd,
    Field::Arr,
    Field::Mrr,
    Field::ArrChange,
    Field::MrrChange,
    Field::Amount,
    Field::Seats,
    Field::ListPerSeat,
    Field::NetPerSeat,
];

fn text_of(field: Field) -> String {
    format!("retro_{}_said", field.key())
}

/// The ARR of a row, exact where it is a plain number; of other amounts that they are not zero.
fn arr(dialect: Dialect, shape: Shape, fields: &[Field]) -> String {
    let amounts = if shape == Shape::Movements {
        [Field::ArrChange, Field::MrrChange, Field::Amount]
    } else {
        [Field::Arr, Field::Mrr, Field::Amount]
    };
    let amounts: Vec<String> = amounts
        .into_iter()
        .filter(|field| fields.contains(field))
        .map(|field| {
            let text = text_of(field);
            let is_plain = dialect.matches(&text, A_PLAIN_NUMBER);
            let is_some = dialect.matches(&text, "^.*[1-9].*$");
            let number = dialect.as_money(&text);
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
                Field::ContractEnd => format!("retro_end IS NULL AND NOT {}", dialect.matches(&text, NO_END)),
                Field::StartDate => "retro_due IS NULL".to_owned(),
                Field::Seats => format!("NOT {}", dialect.matches(&text, measures::A_COUNT)),
                _ => format!("NOT {}", dialect.matches(&text, AN_AMOUNT)),
            };
            format!("NOT ({}) AND {is_wrong}", is_nothing(dialect, &text))
        })
        .collect();
    flaws.join("\n        OR ")
}

/// Every account that some table knows; without a segment also those that only subscriptions name.
fn known(subscriptions: Relation<'_>, has_accounts: bool) -> String {
    // Rows that say more of an account than its id stand for a table of accounts.
    let named = if Attributes::told_by(|field| subscriptions.has(field)) || subscriptions.shape().is_interval() {
        "SELECT retro_account, retro_in FROM sub_typed WHERE retro_account IS NOT NULL"
    } else {
        "SELECT retro_account, 1 AS retro_in FROM sub_days"
    };
    let all =
        if has_accounts { format!("SELECT retro_account, retro_in FROM account_rows\n    UNION ALL {named}") } else { named.to_owned() };
    format!("SELECT retro_account, MAX(retro_in) AS retro_in\n  FROM (\n    {all}\n  ) everyone\n  GROUP BY retro_account")
}

/// Adds the rows with a mark at those that come: what is flawed comes as well, and is rejected where all can see it; and one
/// of the newest day, for it tells how far the data go.
pub(crate) fn add_rows(pull: &Pull<'_>, subscriptions: Relation<'_>, parts: &mut Parts) {
    let (kept, on_day) = match subscriptions.shape() {
        Shape::Snapshots => (kept_days(pull), " AND k.day = t.retro_due"),
        // It takes all movements to add them up.
        Shape::Movements => ("SELECT DISTINCT retro_account FROM sub_days".to_owned(), ""),
        Shape::Spells | Shape::Terms => return parts.add(rows_of(Table::Subscriptions), ALL_IN_SCOPE.to_owned()),
    };
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

/// Contracts from one day to another are few. One whose first day cannot be read is rejected whosever it is.
const ALL_IN_SCOPE: &str = "SELECT t.*, CASE WHEN t.retro_account IS NULL OR t.retro_in = 1 OR t.retro_due IS NULL AND t.retro_flaw = 1 \
    THEN 1 END AS retro_comes\n  FROM sub_typed t";

/// The days whose rows come: those that renewals are told from, the days of a year before for who was there then, and of older ones
/// those on which something turned: a customer's first with ARR, the last one, the first without, and all on which it was paused.
fn kept_days(pull: &Pull<'_>) -> String {
    let since = (pull.from - BEFORE).min(pull.to - COMPARED);
    let (since, from) = (dialect::day(since), dialect::day(pull.from));
    let over = "OVER (PARTITION BY retro_account, retro_series)";
    format!(
        "SELECT DISTINCT d.retro_account, d.day FROM (\n    SELECT retro_account, day, arr, state, contract_end,\n      \
         MAX(CASE WHEN day < {since} THEN day END) {over} AS last_before,\n      \
         MAX(CASE WHEN day < {since} AND arr <> 0 THEN day END) {over} AS last_active,\n      \
         MIN(CASE WHEN arr <> 0 THEN day END) {over} AS first_active,\n      \
         LAG(arr) OVER (PARTITION BY retro_account, retro_series ORDER BY day) AS arr_before\n    FROM sub_days\n  ) d\n  \
         CROSS JOIN newest n\n  WHERE d.day >= {since} OR d.day IN (d.last_before, d.last_active, d.first_active) OR d.state = 1\n    \
         OR d.arr = 0 AND d.arr_before <> 0 OR d.contract_end >= {from} OR {} <= {LAST_DAYS}",
        pull.dialect.days_between("d.day", "n.day")
    )
}

/// What becomes of the rows that do not come: those of the scope are used, for what was due is derived from them.
pub(crate) fn left(pull: &Pull<'_>) -> String {
    format!(
        "SELECT retro_account, retro_due, CASE WHEN retro_in = 1 AND retro_state <> 2 AND retro_due <= {} THEN 'used' ELSE 'left' END AS fate\n    \
         FROM subscription_rows WHERE retro_comes IS NULL",
        dialect::day(pull.as_of)
    )
}
