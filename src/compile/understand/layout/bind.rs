//! Binds the columns of one file to fields, and tells how their values are written.

use super::{
    FilePlan, Recognised, amounts, beside, by_row, dates, directions, line_totals, links, losses, percents, periods, seats, systems,
    taken_off, terms, unsettled, zones,
};
use crate::compile::read::columns::{Bound, Columns, Form, Origin, Paid, Period};
use crate::compile::read::file::DataFile;
use crate::compile::read::scan::TableFile;
use crate::compile::read::values::amount::{self, Unit};
use crate::compile::read::values::words;
use crate::compile::schema::{CONTRACTIONS, EXPANSIONS, Field, Kind, Table};
use crate::compile::timeline::shape::Shape;
use crate::compile::understand::bridge::{self, Part};
use crate::compile::understand::decided::index;
use crate::compile::understand::given_up;
use crate::compile::understand::header::Heading;
use crate::compile::understand::header::units::{self, Told};
use crate::compile::understand::infer;
use crate::compile::understand::kinds::{self, Kinds};
use crate::compile::understand::mapping::{ColumnMapping, FileMapping, Mapping};
use crate::compile::understand::recognise::Sureness;
use crate::compile::understand::recognise::profile::Profile;
use crate::domain::progress::Progress;
use crate::domain::text;
use crate::error::{Error, Place, Result};

/// What is left of a column's sureness where nothing but a rule tells how its values are written.
const BY_RULE: Sureness = 0.75;

/// A column whose rows tell what it holds, whatever it is called.
pub(super) const TOLD: Sureness = 0.8;

/// Binds what the mapping says and what was recognised.
pub(crate) fn bind(file: DataFile, found: &Recognised, mapping: &Mapping, number: u64, progress: &dyn Progress) -> Result<FilePlan> {
    let nothing = FileMapping::default();
    let said = mapping.file(file.name()).unwrap_or(&nothing);
    let (mut columns, mut sure) = bound_columns(&file, found, said, mapping)?;
    systems::settle(&file, &mut columns, said);
    settle_seats(&file, &mut columns, &mut sure, said, mapping);
    by_row::settle(&file, &mut columns, said);
    settle_kinds(&file, &mut columns);
    terms::settle(&file, &mut columns, said);
    links::settle(&file, &mut columns, &mut sure, said);
    name_currency(&file, &mut columns);
    told_of_shared_ids(&file, &columns, said, mapping)?;
    let lacks = lacking(&columns);
    let mut table = TableFile { file, number, columns };
    taken_off::settle(&mut table, said, mapping)?;
    line_totals::settle(&mut table, said);
    settle_losses(&mut table, &mut sure);
    directions::settle(&mut table);
    settle_bridge(&mut table, &mut sure, said, mapping);
    let doubtful = [amounts::settle(&mut table, said, progress)?, percents::settle(&mut table, said, progress)?].concat();
    for (_, sureness) in sure.iter_mut().filter(|(field, _)| doubtful.contains(field)) {
        *sureness *= BY_RULE;
    }
    let open_periods = periods::settle(&mut table);
    beside::settle(&mut table);
    settle_taken_back(&mut table, &mut sure, said, mapping);
    settle_given_up(&mut table, &mut sure, said, mapping);
    let mut unsettled = dates::settle(&mut table, said, progress)?;
    zones::settle(&mut table, said);
    unsettled.extend(unsettled::outcomes(&table));
    let sureness = if said.table().is_some() { 1.0 } else { found.sureness };
    let is_deals = table.columns.table == Table::Renewals;
    let (kinds, is_ambiguous) = (is_deals.then(|| Kinds::of(&table.file, found)), kinds::are_ambiguous(&table.file, found));
    Ok(FilePlan {
        table,
        sureness,
        columns: sure,
        unsettled,
        lacks,
        is_lent: found.is_lent,
        kinds,
        is_ambiguous,
        open_periods,
        runner_up: None,
        readings: Vec::new(),
    })
}

/// The columns of the file, each with how sure it is: what is said goes before what was recognised.
fn bound_columns(file: &DataFile, found: &Recognised, said: &FileMapping, mapping: &Mapping) -> Result<(Columns, Vec<(Field, Sureness)>)> {
    let mut columns = Columns::new(found.table, file.header.len());
    let mut sure = Vec::new();
    for (name, column) in &said.columns {
        let index = column_named(file, name, mapping)?;
        for field in &column.fields {
            if let Some(other) = columns.get(*field) {
                let message = format!(
                    "the columns `{}` and `{}` of {} both hold `{}`; one of them can",
                    text::line(&other.name),
                    text::line(name),
                    file.name(),
                    field.key()
                );
                return Err(Error::data(Place::file(&mapping.path), message));
            }
            columns.bind(*field, bound(file, index, *field, said, mapping));
            sure.push((*field, 1.0));
        }
    }
    for guess in found.guesses.iter().filter(|guess| !said.constants.contains_key(&guess.field)) {
        if !columns.has(guess.field) {
            columns.bind(guess.field, bound(file, guess.column, guess.field, said, mapping));
            sure.push((guess.field, guess.sureness));
        }
    }
    for (field, value) in &said.constants {
        let form = Form { values: mapping.values_of(*field).collect(), ..Form::default() };
        columns.bind(*field, Bound { origin: Origin::Constant(value.clone()), name: field.key().to_owned(), form });
    }
    Ok((columns, sure))
}

/// What is said of rows that share an id counts for ids of renewals, and of contracts with a row for each term or spell.
fn told_of_shared_ids(file: &DataFile, columns: &Columns, said: &FileMapping, mapping: &Mapping) -> Result<()> {
    let field = match columns.table {
        Table::Renewals => Some(Field::RenewalId),
        Table::Subscriptions if Shape::of(columns).is_interval() => Some(Field::SubscriptionId),
        _ => None,
    };
    let is_idle = |column: &ColumnMapping| column.shared.is_some() && !field.is_some_and(|field| column.fields.contains(&field));
    let Some((name, _)) = said.columns.iter().find(|(_, column)| is_idle(column)) else { return Ok(()) };
    let why = match field {
        Some(field) => format!("only of `{}` it says anything", field.key()),
        None => format!("of {} it says nothing", Shape::of(columns).told()),
    };
    let message = format!("`shared` of the column `{}` of {} has no effect: {why}; take it out", text::line(name), file.name());
    Err(Error::data(Place::file(&mapping.path), message))
}

/// A list of renewals to come has no outcomes yet; where some were due, that is asked.
fn lacking(columns: &Columns) -> Vec<Field> {
    let is_to_come = columns.table == Table::Renewals && (columns.has(Field::ArrBefore) || columns.has(Field::Amount));
    columns.missing().into_iter().filter(|field| !is_to_come || *field != Field::Outcome).collect()
}

pub(super) fn column_named(file: &DataFile, name: &str, mapping: &Mapping) -> Result<usize> {
    file.header.iter().position(|header| header == name).ok_or_else(|| {
        let near = text::nearest(name, file.header.iter().map(String::as_str));
        let hint = near.map_or_else(|| format!("it has {}", file.header.join(", ")), |near| format!("did you mean `{near}`?"));
        let message = format!("{} has no column `{}`; {hint}", file.name(), text::line(name));
        Error::data(Place::file(&mapping.path), message)
    })
}

fn bound(file: &DataFile, index: usize, field: Field, said: &FileMapping, mapping: &Mapping) -> Bound {
    let name = file.header[index].clone();
    let heading = Heading::of(&name);
    let mut form = Form { values: mapping.values_of(field).collect(), ..Form::default() };
    match field.kind() {
        Kind::Amount => {
            form.amount.cents = said.cents_of(&name).unwrap_or(heading.cents || systems::writes_cents(file, index));
            form.amount.unit = unit_of(file, index, &heading, said.unit_of(&name));
            form.amount.tax = said.tax_of(&name).unwrap_or_default();
            let told = period_of(field, &heading);
            // The total of a term whose length is told.
            let length = heading.length.filter(|_| told == Some(Period::Term));
            form.period = said.period_of(&name).or(length).or_else(|| told.map(Paid::once));
            form.currency.clone_from(&heading.currency);
        }
        Kind::Date => form.date = said.columns.get(&name).and_then(|column| column.date).unwrap_or_default(),
        Kind::Id => form.shared = said.columns.get(&name).and_then(|column| column.shared),
        Kind::Outcome => {
            form.is_stage = heading.core.contains("stage");
            form.other_is_open = form.is_stage;
            if infer::names_loss(&heading) {
                form.is_state = true;
                // What is said of one word leaves the others as they are.
                for (word, outcome) in infer::loss_values() {
                    form.values.entry(word).or_insert(outcome);
                }
            }
        }
        Kind::Flag => {
            form.by_presence = matches!(field, Field::IsLost | Field::IsWon) && !holds_flags(file, index);
            form.says_no = file.values(index).any(|value| words::flag(value) == Some(false));
        }
        _ => {}
    }
    Bound { origin: Origin::Column(index), name, form }
}

/// Columns of kinds and of pipelines whose words name no renewals tell none from the others.
fn settle_kinds(file: &DataFile, columns: &mut Columns) {
    for field in [Field::RowType, Field::Pipeline] {
        let (Some(column), Some(bound)) = (index(columns, field), columns.get_mut(field)) else { continue };
        let form = &mut bound.form;
        let is_silent = kinds::tell_nothing(field, file.values(column).map(|word| form.mapped(word).unwrap_or(word)));
        form.tells_no_kinds = is_silent;
    }
}

fn holds_flags(file: &DataFile, index: usize) -> bool {
    let mut values = file.values(index).peekable();
    values.peek().is_none() || values.any(|value| words::flag(value).is_some())
}

/// A column of a few days on which renewals or losses were taken back says so.
fn settle_taken_back(table: &mut TableFile, sure: &mut Vec<(Field, Sureness)>, said: &FileMapping, mapping: &Mapping) {
    let (file, columns) = (&table.file, &table.columns);
    if columns.table != Table::Renewals || columns.has(Field::TakenBack) {
        return;
    }
    let is_told = |column: &usize| {
        let is_free = !columns.holds(*column) && !said.columns.contains_key(&file.header[*column]);
        is_free && words::takes_back(&file.header[*column]) && Profile::of(file, *column).are_dates()
    };
    if let Some(column) = (0..file.header.len()).find(is_told) {
        let bound = bound(file, column, Field::TakenBack, said, mapping);
        table.columns.bind(Field::TakenBack, bound);
        sure.push((Field::TakenBack, TOLD));
    }
}

/// A reason of loss tells what was given up, where nothing else does and the probabilities say the same.
fn settle_given_up(table: &mut TableFile, sure: &mut Vec<(Field, Sureness)>, said: &FileMapping, mapping: &Mapping) {
    let Some(given_up) = given_up::look(table).filter(|given_up| given_up.is_told) else { return };
    if !said.columns.contains_key(&table.file.header[given_up.column]) {
        table.columns.bind(Field::IsLost, bound(&table.file, given_up.column, Field::IsLost, said, mapping));
        sure.push((Field::IsLost, TOLD));
    }
}

/// Seats times the price of one are what was paid, where nothing else tells it.
fn settle_seats(file: &DataFile, columns: &mut Columns, sure: &mut Vec<(Field, Sureness)>, said: &FileMapping, mapping: &Mapping) {
    if columns.table != Table::Renewals {
        return;
    }
    for (field, column) in seats::found(file, columns) {
        if !said.columns.contains_key(&file.header[column]) {
            columns.bind(field, bound(file, column, field, said, mapping));
            sure.push((field, TOLD));
        }
    }
    seats::settle(columns);
}

/// Amounts below zero say that something was lost, and so do amounts in a column that is called after losses.
fn settle_losses(table: &mut TableFile, sure: &mut Vec<(Field, Sureness)>) {
    if table.columns.table != Table::Renewals {
        return;
    }
    if !table.columns.has(Field::IsLost) && losses::are_amounts(table) {
        let form = losses::form(&table.columns, table);
        if let Some(bound) = table.columns.get(Field::Outcome).cloned() {
            table.columns.release(Field::Outcome);
            table.columns.bind(Field::IsLost, Bound { form, ..bound });
        }
        for (field, _) in sure.iter_mut().filter(|(field, _)| *field == Field::Outcome) {
            *field = Field::IsLost;
        }
    }
    if losses::is_no_mark(table) {
        table.columns.release(Field::IsLost);
        sure.retain(|(field, _)| *field != Field::IsLost);
    }
    losses::settle_after(table);
    if table.columns.get(Field::ArrChange).is_some_and(|bound| bound.form.tells_losses) {
        // What is all that was paid, here and there, is what it changed by.
        sure.iter_mut().filter(|(field, _)| *field == Field::ArrChange).for_each(|(_, sureness)| *sureness = sureness.max(TOLD));
    }
    losses::settle_signs(table);
}

/// What was lost is no amount after; what was added or taken off is told by the renewals that come next.
fn settle_bridge(table: &mut TableFile, sure: &mut Vec<(Field, Sureness)>, said: &FileMapping, mapping: &Mapping) {
    if table.columns.table != Table::Renewals {
        return;
    }
    let is_said = |field| said.columns.values().any(|column| column.fields.contains(&field));
    if !is_said(Field::ArrAfter) && bridge::are_losses(table) {
        table.columns.release(Field::ArrAfter);
        sure.retain(|(field, _)| *field != Field::ArrAfter);
    }
    let parts = bridge::parts(table, mapping);
    let is_change = |part: &Part| index(&table.columns, Field::ArrChange) == Some(part.column);
    if parts.iter().any(is_change) || !is_said(Field::ArrChange) && bridge::tells_losses_alone(table) {
        table.columns.release(Field::ArrChange);
        sure.retain(|(field, _)| *field != Field::ArrChange);
    }
    if let Some(bound) =
        table.columns.get(Field::ArrChange).filter(|bound| says_none(bound) || bridge::leaves_out_what_stays(table)).cloned()
    {
        table.columns.bind(Field::ArrChange, Bound { form: Form { blank_is_none: true, ..bound.form }, ..bound });
    }
    for (part, told) in parts.iter().filter_map(|part| Some((part, part.told?))) {
        let fields = if told == Field::Expansion { EXPANSIONS } else { CONTRACTIONS };
        if let Some(field) = fields.into_iter().find(|field| !table.columns.has(*field)) {
            table.columns.bind(field, bound(&table.file, part.column, field, said, mapping));
            sure.push((field, TOLD));
        }
    }
}

/// Somebody said that nothing changed where nothing stands.
fn says_none(bound: &Bound) -> bool {
    bound.form.mapped("") == Some("0")
}

/// What is said of the unit of a column's amounts, else what its name tells, else what stands below that or around the table.
fn unit_of(file: &DataFile, index: usize, heading: &Heading, said: Option<Unit>) -> Unit {
    said.or_else(|| match heading.unit.or_else(|| units::below(file, index)).or_else(|| units::of_file(file).unit)? {
        Told::Unit(unit) => Some(unit),
        // That is asked.
        Told::ThousandsOrMillions => None,
    })
    .unwrap_or_default()
}

/// What the amounts of a column cover as far as its field or its name tell.
fn period_of(field: Field, heading: &Heading) -> Option<Period> {
    match field {
        Field::Mrr | Field::MrrChange => Some(Period::Month),
        Field::Arr => Some(Period::Year),
        _ => heading.period,
    }
}

/// Without a column for the currency, the name of an amount's column tells it for all rows, or each row's amounts do, or a line above
/// the table.
fn name_currency(file: &DataFile, columns: &mut Columns) {
    let holds_money = matches!(columns.table, Table::Renewals | Table::Subscriptions);
    if columns.has(Field::Currency) || !holds_money {
        return;
    }
    let amounts = || {
        let of_column = |(field, bound): (Field, &Bound)| match bound.origin {
            Origin::Column(index) if field.kind() == Kind::Amount => Some((index, Heading::of(&bound.name).currency)),
            _ => None,
        };
        columns.bound().filter_map(of_column).collect::<Vec<_>>()
    };
    let is_signed = |index: usize| file.values(index).any(|value| amount::currency_of(value.as_bytes()).is_some());
    let named = amounts().into_iter().find_map(|(_, currency)| currency);
    let signed: Vec<usize> = amounts().into_iter().map(|(index, _)| index).filter(|index| is_signed(*index)).collect();
    let origin = match named {
        Some(code) => Origin::Constant(code),
        None if signed.is_empty() => match units::of_file(file).currency {
            Some(code) => Origin::Constant(code.to_owned()),
            None => return,
        },
        None => Origin::Signs(signed),
    };
    columns.bind(Field::Currency, Bound { origin, name: Field::Currency.key().to_owned(), form: Form::default() });
}
