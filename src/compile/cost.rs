//! What the absence of a table or a column costs.

use super::layout::Layout;
use super::schema::{Field, Table};

/// Optional tables, and what is unavailable without each.
pub const OF_TABLES: [(Table, &str); 5] = [
    (Table::Accounts, "segment, owner, product, geo and persona are only known where the renewals name them"),
    (
        Table::Health,
        "the health trend and the signals about health are unavailable, and risk before a play is only known where it was recorded",
    ),
    (Table::Usage, "usage shift and the signals about usage are unavailable"),
    (Table::Notes, "no reason can be suggested from what people wrote"),
    (Table::Plays, "whether plays worked cannot be told, and there is no save rate"),
];

/// Optional columns of the renewals, and what is unavailable without each.
pub const OF_FIELDS: [(Field, &str); 8] = [
    (Field::ArrBefore, "GRR, NRR and the ARR bridge cannot be computed; retention by count can"),
    (Field::ArrAfter, "expansion and contraction are unknown"),
    (Field::ReasonCode, "every loss starts without a reason"),
    (Field::ClosedDate, "nobody can tell what closed on time"),
    (Field::ExecFirstContact, "executive involvement is unknown"),
    (Field::UpliftApplied, "price uplift cannot be told from expansion"),
    (Field::ListPrice, "discounts are unknown"),
    (Field::ForecastAmount, "the forecast cannot be reviewed"),
];

/// Whether another column or table tells the same.
pub fn has_instead(layout: &Layout, field: Field) -> bool {
    let holds = |field| layout.holds(Table::Renewals, field);
    match field {
        Field::ArrBefore => holds(Field::Amount),
        Field::ArrAfter => holds(Field::Amount) || holds(Field::ArrChange),
        Field::ReasonCode => layout.has(Table::Reasons),
        Field::ForecastAmount => holds(Field::ForecastProbability) || holds(Field::ForecastCategory),
        _ => false,
    }
}
