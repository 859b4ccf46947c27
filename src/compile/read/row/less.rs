//! What is left of an amount once what stands beside it is taken off: what comes once and not again, a discount.

use super::{Read, Row, is_no_value, is_nothing};
use crate::compile::read::columns::{Bound, TakenOff};
use crate::compile::schema::Field;
use crate::domain::money::Money;

const EXPECTED: &str = "expected an amount or a share that is taken off the amount beside it";

impl Row<'_> {
    /// What is left of `whole`, which is so many times the amount of `field`.
    pub(super) fn left_of(&self, field: Field, whole: Money, times: i64) -> Read<Option<Money>> {
        let Some(bound) = self.columns.get(field) else { return Ok(Some(whole)) };
        let mut left = whole;
        for off in &bound.form.less {
            let raw = self.record.field(self.block, off.column).filter(|raw| !is_no_value(raw) && !is_nothing(raw));
            let Some(raw) = raw else { continue };
            match off.of(bound, &raw, whole, times) {
                Some(part) => left -= part,
                None => return self.lose(field, &raw, EXPECTED),
            }
        }
        Ok(Some(left))
    }
}

impl TakenOff {
    fn of(&self, bound: &Bound, raw: &[u8], whole: Money, times: i64) -> Option<Money> {
        let part = match self.share {
            Some(form) => whole.share(form.read_basis_points(std::str::from_utf8(raw).ok()?)?),
            None => bound.form.amount.exact(raw)?.times(times).money()?,
        };
        // Some write a discount with a minus, and mean the same.
        Some(if self.is_discount { part.abs() } else { part })
    }
}
