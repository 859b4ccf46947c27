//! What the absence of a table or a column costs.

pub(crate) mod as_now;
mod mingled;
pub(crate) mod periods;

use crate::compile::schema::{CONTRACTIONS, EXPANSIONS, Field, Table};
use crate::compile::understand::layout::Layout;
use crate::domain::quality::IssueKind;

/// Optional tables, and what is unavailable without each.
const OF_TABLES: [(Table, &str); 5] = [
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
const OF_FIELDS: [(Field, &str); 8] = [
    (Field::ArrBefore, "GRR, NRR and the ARR bridge cannot be computed; retention by count can"),
    (Field::ArrAfter, "expansion and contraction are unknown"),
    (Field::ReasonCode, "every loss starts without a reason"),
    (Field::ClosedDate, "nobody can tell what closed on time"),
    (Field::ExecFirstContact, "executive involvement is unknown"),
    (Field::UpliftApplied, "price uplift cannot be told from expansion"),
    (Field::ListPrice, "discounts are unknown"),
    (Field::ForecastAmount, "the forecast cannot be reviewed"),
];

/// What the source does not have, and what that costs, one sentence each.
pub(crate) fn missing(layout: &Layout) -> Vec<(IssueKind, String)> {
    let tables = OF_TABLES.iter().filter(|(table, _)| !layout.has(*table) && !stands_elsewhere(layout, *table));
    let mut all: Vec<_> = tables.map(|(table, cost)| (IssueKind::MissingTable, format!("No {} table: {cost}", table.key()))).collect();
    if layout.has(Table::Renewals) {
        let fields = OF_FIELDS.iter().filter(|(field, _)| !layout.holds(Table::Renewals, *field) && !has_instead(layout, *field));
        all.extend(fields.map(|(field, cost)| (IssueKind::MissingColumn, format!("No column for `{}`: {cost}", field.key()))));
        all.extend(layout.files(Table::Renewals).filter_map(as_now::told).map(|sentence| (IssueKind::LossesOnly, sentence)));
    } else {
        let mingled = layout.files(Table::Subscriptions).filter_map(mingled::told);
        all.extend(mingled.map(|sentence| (IssueKind::MissingColumn, sentence)));
    }
    all
}

/// How amounts are brought to a year, and where nothing tells what they cover, one sentence each.
pub(crate) fn of_periods(layout: &Layout) -> Vec<String> {
    layout.files(Table::Renewals).chain(layout.contracts()).flat_map(periods::told).collect()
}

/// Why subscriptions are not read where renewals stand beside them: two tables that each tell renewals could contradict each other.
pub(crate) const PASSED_OVER: &str = "the renewals come from the renewals table alone; the trailing twelve months (TTM) count accounts with a \
    renewal in them, not every customer's ARR a year apart";

/// What is there and not read, and what that costs, one sentence each.
pub(crate) fn passed_over(layout: &Layout) -> Vec<String> {
    let sentence = |file: &str| {
        format!("{file} is not read: {PASSED_OVER}. To read subscriptions instead, set the renewals' `table = \"ignore\"` in mapping.toml")
    };
    layout.passed_over().map(|table| sentence(table.file.name())).collect()
}

/// Whether the renewals' own rows hold what the table would, or a warehouse measured it.
fn stands_elsewhere(layout: &Layout, table: Table) -> bool {
    let either = |field| layout.holds(Table::Renewals, field) || layout.holds(Table::Measures, field);
    match table {
        Table::Health => either(Field::Health30),
        Table::Usage => either(Field::Usage1),
        Table::Notes => [Table::Renewals, Table::Reasons].iter().any(|table| layout.holds(*table, Field::Note)),
        Table::Accounts => layout.holds(Table::Renewals, Field::Segment),
        _ => false,
    }
}

/// Whether another column or table tells the same.
fn has_instead(layout: &Layout, field: Field) -> bool {
    let holds = |field| layout.holds(Table::Renewals, field);
    match field {
        Field::ArrBefore => holds(Field::Amount) || (holds(Field::ArrAfter) && holds(Field::ArrChange)),
        Field::ArrAfter => [Field::Amount, Field::ArrChange].into_iter().chain(EXPANSIONS).chain(CONTRACTIONS).any(holds),
        Field::ReasonCode => layout.has(Table::Reasons),
        Field::ForecastAmount => holds(Field::ForecastProbability) || holds(Field::ForecastCategory),
        _ => false,
    }
}
