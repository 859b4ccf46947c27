//! What is a matter of course in the export of one system: the unit of its amounts, prices of a piece, days that end nothing.

use crate::compile::read::columns::{Bound, Columns, Form, Origin};
use crate::compile::read::file::DataFile;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::mapping::FileMapping;
use crate::domain::text;

/// What ChartMogul's API calls what others do not have or call otherwise.
const CHARTMOGUL: [&str; 6] =
    ["currency-sign", "customer-since", "billing-cycle-count", "customer-external-id", "activity-mrr-movement", "activity-arr"];

/// What only the API of Stripe has beside the price of a subscription; folded.
const STRIPE: [&str; 8] = [
    "cancelatperiodend",
    "billingcycleanchor",
    "collectionmethod",
    "livemode",
    "latestinvoice",
    "cancellationdetailsfeedback",
    "dayuntildue",
    "daysuntildue",
];

/// What only the API of Chargebee has; folded.
const CHARGEBEE: [&str; 6] =
    ["resourceversion", "hasscheduledchanges", "dueinvoicescount", "basecurrencycode", "duesince", "hasscheduledadvanceinvoices"];

/// What Recurly calls what others have as well, and some of it so; together they tell it. Folded.
const RECURLY: [&str; 8] = [
    "currenttermendsat",
    "currenttermstartedat",
    "currentperiodendsat",
    "currentperiodstartedat",
    "remainingbillingcycles",
    "renewalbillingcycles",
    "totalbillingcycles",
    "expirationreason",
];

/// What only Paddle has; folded. As its API nests it, the price is in hundredths; who made a flat table of it may have divided.
const PADDLE: [&str; 4] = ["nextbilledat", "firstbilledat", "currentbillingperiodendsat", "billingcyclefrequency"];
const PADDLE_PRICE: &str = "unit_price.amount";

/// How the prices of a subscription end in Stripe, and those of Chargebee that are written in hundredths.
const UNIT_PRICES: [&str; 4] = ["unitamount", "unitamountdecimal", "planamount", "planamountdecimal"];
const CHARGEBEE_PRICES: [&str; 5] = ["planamount", "planunitprice", "mrr", "itemsamount", "itemsunitprice"];

/// Whether a system writes the amounts of a column in hundredths.
pub(crate) fn writes_cents(file: &DataFile, column: usize) -> bool {
    is_chartmogul(file)
        || ends_in(file, column, &UNIT_PRICES) && has_one(file, &STRIPE) && are_whole(file, column)
        || file.header[column].ends_with(PADDLE_PRICE) && has_several(file, &PADDLE) && are_whole(file, column)
        || ends_in(file, column, &CHARGEBEE_PRICES) && has_one(file, &CHARGEBEE) && are_whole(file, column)
}

/// ChartMogul writes MRR and ARR in cents. It is told by its name in the file's or a column's, by columns that only it has, or by
/// MRR beside columns that are written as only its API writes them.
fn is_chartmogul(file: &DataFile) -> bool {
    let has = |name: &str| file.header.iter().any(|column| column.to_lowercase() == name);
    let is_named =
        text::fold(&file.stem()).contains("chartmogul") || file.header.iter().any(|name| text::fold(name).contains("chartmogul"));
    let is_api = has("mrr") && has("arr") && (has("end-date") || has("start-date"));
    is_named || is_api || CHARTMOGUL.iter().any(|name| has(name))
}

/// Binds what the export's columns say of each other.
pub(crate) fn settle(file: &DataFile, columns: &mut Columns, said: &FileMapping) {
    for field in [Field::Amount, Field::Arr, Field::Mrr] {
        let Some(Bound { origin: Origin::Column(column), .. }) = columns.get(field) else { continue };
        let (pieces, every) = (pieces(file, *column), every(file, columns));
        if let Some(bound) = columns.get_mut(field) {
            bound.form.pieces = pieces;
            // MRR and ARR are brought to their period already.
            bound.form.every = every.filter(|_| field == Field::Amount);
        }
    }
    if columns.table == Table::Subscriptions && has_several(file, &RECURLY) {
        end_with_term(file, columns, said);
    }
}

/// The price of one piece is multiplied by their number, and by that of the items of a list that all say the same.
fn pieces(file: &DataFile, column: usize) -> Vec<usize> {
    let name = text::fold(&file.header[column]);
    let is_unit =
        ["unitamount", "unitprice"].iter().any(|unit| name.contains(unit)) || ends_in(file, column, &UNIT_PRICES) && has_one(file, &STRIPE);
    if !is_unit {
        return Vec::new();
    }
    quantity(file, column).into_iter().chain(items(file, column)).collect()
}

/// The one column of quantities; of several the one that stands nearest to the price, for each list has its own.
fn quantity(file: &DataFile, price: usize) -> Option<usize> {
    let all: Vec<usize> = (0..file.header.len()).filter(|column| ends_in(file, *column, &["quantity"])).collect();
    let place = |column: usize| file.header[column].rfind('.').map_or("", |at| &file.header[column][..=at]);
    let around = all.iter().copied().filter(|column| file.header[price].starts_with(place(*column)));
    let nearest = around.clone().map(|column| place(column).len()).max();
    let mut found = around.filter(|column| Some(place(*column).len()) == nearest);
    match all[..] {
        [only] => Some(only),
        _ => found.next().filter(|_| found.next().is_none()),
    }
}

/// The column that counts the items of the list in which the column stands.
fn items(file: &DataFile, column: usize) -> Option<usize> {
    let name = &file.header[column];
    let lists: Vec<String> = name.match_indices('.').map(|(at, _)| format!("{}.count", &name[..at])).collect();
    // The list that stands nearest.
    lists.iter().rev().find_map(|name| file.header.iter().position(|header| header == name))
}

/// Where a column names the unit of a period, another one may say how many: `interval` and `interval_count`, or
/// `billing_cycle_interval` and `billing_cycle_frequency`.
fn every(file: &DataFile, columns: &Columns) -> Option<usize> {
    let name = &columns.get(Field::Period)?.name;
    let unit = text::fold(name);
    let stem = unit.strip_suffix("unit").unwrap_or(&unit);
    let names = [format!("{unit}count"), format!("{stem}length"), format!("{stem}count"), stem.to_owned()];
    let is_one = |name: &String| names.contains(&text::fold(name)) && text::fold(name) != unit;
    let is_number = |value: &str| value.parse::<u32>().is_ok_and(|number| (1..=120).contains(&number));
    let are_numbers = |column: usize| file.values(column).next().is_some() && file.values(column).all(is_number);
    let is_beside = |column: &usize| are_differently_counted(name, &file.header[*column]) && are_numbers(*column);
    if let Some(found) = file.header.iter().position(is_one) {
        return are_numbers(found).then_some(found);
    }
    let mut beside = (0..file.header.len()).filter(is_beside);
    beside.next().filter(|_| beside.next().is_none())
}

/// Two names of several words that differ in their last one.
fn are_differently_counted(one: &str, other: &str) -> bool {
    let words = |name: &str| name.split(|c: char| !c.is_alphanumeric()).map(text::fold).filter(|word| !word.is_empty()).collect::<Vec<_>>();
    let (one, other) = (words(one), words(other));
    one.len() > 2 && one.len() == other.len() && one[..one.len() - 1] == other[..one.len() - 1] && one != other
}

/// In Recurly a subscription that is canceled runs until its term ends.
fn end_with_term(file: &DataFile, columns: &mut Columns, said: &FileMapping) {
    let is_said = |field| said.columns.values().any(|column| column.fields.contains(&field)) || said.constants.contains_key(&field);
    let expires = file.header.iter().position(|name| ["expiresat", "expiredat"].contains(&text::fold(name).as_str()));
    let day_of_request = columns.get(Field::LossDate).filter(|bound| text::fold(&bound.name).contains("cancel")).cloned();
    if let Some((bound, index)) = day_of_request.clone().zip(expires).filter(|_| !is_said(Field::LossDate)) {
        columns.bind(Field::LossDate, Bound { origin: Origin::Column(index), name: file.header[index].clone(), form: bound.form });
    } else if day_of_request.is_some() && !columns.has(Field::EndsWithTerm) {
        let name = Field::EndsWithTerm.key().to_owned();
        columns.bind(Field::EndsWithTerm, Bound { origin: Origin::Constant("yes".to_owned()), name, form: Form::default() });
    }
}

fn has_one(file: &DataFile, names: &[&str]) -> bool {
    file.header.iter().map(|name| text::fold(name)).any(|name| names.iter().any(|known| name.ends_with(known)))
}

fn has_several(file: &DataFile, names: &[&str]) -> bool {
    names.iter().filter(|name| has_one(file, &[name])).count() > 1
}

fn ends_in(file: &DataFile, column: usize, names: &[&str]) -> bool {
    let name = text::fold(&file.header[column]);
    names.iter().any(|known| name.ends_with(known))
}

/// Hundredths are whole numbers.
fn are_whole(file: &DataFile, column: usize) -> bool {
    file.values(column).all(|value| value.bytes().all(|byte| byte.is_ascii_digit()))
}
