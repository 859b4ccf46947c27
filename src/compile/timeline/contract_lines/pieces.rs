//! What rows of one contract come to from day to day.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use crate::compile::read::columns::Shared;
use crate::compile::timeline::rows::FoundRow;
use crate::compile::timeline::shape::Shape;
use crate::compile::timeline::snapshots::Snapshot;
use crate::domain::Name;
use crate::domain::money::Money;

/// A row that counts, up to its last day; `None` where it has no end.
struct Piece {
    row: FoundRow,
    until: Option<NaiveDate>,
}

/// One row for each span of days in which the same rows count. `rows` are of one contract and time, in the order of their first days.
pub(crate) fn joined(rows: Vec<FoundRow>, how: Shared, shape: Shape) -> Vec<FoundRow> {
    if how != Shared::Lines {
        return spans(&counting(rows, how), shape);
    }
    // Amounts of several currencies do not add up: each is a contract of its own.
    let mut currencies: BTreeMap<Option<Name>, Vec<FoundRow>> = BTreeMap::new();
    for row in rows {
        currencies.entry(row.snapshot.currency.clone()).or_default().push(row);
    }
    let mut all = Vec::new();
    for (number, (currency, mut rows)) in currencies.into_iter().enumerate() {
        if let (Some(code), 1..) = (currency, number) {
            let named = |id: Name| Name::from(format!("{id} ({code})"));
            for row in &mut rows {
                row.subscription = row.subscription.take().map(named);
            }
        }
        all.extend(spans(&lasting(rows, shape), shape));
    }
    all
}

/// Lines, each to its own end; one that nobody calls over lasts as long as the contract does.
fn lasting(rows: Vec<FoundRow>, shape: Shape) -> Vec<Piece> {
    let ends: Option<Vec<NaiveDate>> = rows.iter().map(FoundRow::end).collect();
    let last = ends.and_then(|ends| ends.into_iter().max());
    let until = |row: &FoundRow| if shape == Shape::Spells { row.left.or(last) } else { row.end() };
    rows.into_iter().map(|row| Piece { until: until(&row), row }).collect()
}

/// The row that counts of those that replace each other, up to the day before the next one.
fn counting(mut rows: Vec<FoundRow>, how: Shared) -> Vec<Piece> {
    if how == Shared::First {
        rows.truncate(1);
    }
    let mut pieces: Vec<Piece> = Vec::new();
    for row in rows {
        if pieces.last().is_some_and(|before| before.row.snapshot.day == row.snapshot.day) {
            pieces.pop();
        }
        if let Some(before) = pieces.last_mut() {
            before.until = Some(row.snapshot.day - Days::new(1));
            before.row.left = None;
        }
        pieces.push(Piece { until: row.end(), row });
    }
    let end = pieces.last().and_then(|last| last.row.snapshot.contract_end);
    for piece in &mut pieces {
        piece.row.snapshot.contract_end = end;
    }
    pieces
}

fn spans(pieces: &[Piece], shape: Shape) -> Vec<FoundRow> {
    let last = pieces.iter().map(|piece| piece.until).max_by_key(|until| until.unwrap_or(NaiveDate::MAX)).flatten();
    let ends = pieces.iter().filter_map(|piece| piece.until).filter(|until| last.is_none_or(|last| *until < last));
    let starts: BTreeSet<NaiveDate> = pieces.iter().map(|piece| piece.row.snapshot.day).chain(ends.map(|end| end + Days::new(1))).collect();
    let contract_end = pieces.iter().filter_map(|piece| piece.row.snapshot.contract_end).max();
    let on = |day: NaiveDate| {
        let counts = |piece: &&Piece| piece.row.snapshot.day <= day && piece.until.is_none_or(|until| until >= day);
        pieces.iter().filter(counts).map(|piece| &piece.row).collect::<Vec<_>>()
    };
    let mut spans: Vec<FoundRow> = starts.into_iter().filter_map(|day| sum(&on(day), day, contract_end)).collect();
    if let (Some(last), Some(span)) = (last, spans.last_mut()) {
        let there = on(last);
        let staying: Vec<&FoundRow> = there.iter().copied().filter(|row| row.left.is_none()).collect();
        if staying.is_empty() {
            span.left = Some(last);
        } else if shape == Shape::Spells && staying.len() < there.len() {
            span.stays = sum(&staying, last + Days::new(1), contract_end).map(|rest| Box::new(rest.snapshot));
        }
    }
    spans
}

/// What the rows of a day come to; `None` of none.
fn sum(rows: &[&FoundRow], day: NaiveDate, contract_end: Option<NaiveDate>) -> Option<FoundRow> {
    let first = *rows.first()?;
    let all = || rows.iter().map(|row| &row.snapshot);
    // The price of one seat is that of one line.
    let of_one = |price: fn(&Snapshot) -> Option<Money>| if rows.len() == 1 { price(&first.snapshot) } else { None };
    let products: BTreeSet<&str> = all().filter_map(|row| row.product.as_deref()).collect();
    let snapshot = Snapshot {
        day,
        arr: all().fold(Money::ZERO, |sum, row| sum + row.arr),
        is_unpriced: all().any(|row| row.is_unpriced),
        seats: all().map(|row| row.seats).try_fold(0_u32, |sum, seats| Some(sum.saturating_add(seats?))),
        contract_end,
        lost_on: all().filter_map(|row| row.lost_on).max(),
        list_per_seat: of_one(|row| row.list_per_seat),
        net_per_seat: of_one(|row| row.net_per_seat),
        product: (!products.is_empty()).then(|| Name::from(products.into_iter().collect::<Vec<_>>().join(" + "))),
        left_for: all().find_map(|row| row.left_for.clone()),
        ..first.snapshot.clone()
    };
    let (slot, subscription, linked) = (first.slot.clone(), first.subscription.clone(), first.linked.clone());
    Some(FoundRow { snapshot, left: None, stays: None, slot, subscription, linked, ..*first })
}
