//! Which of `.` and `,` marks the decimals of amounts.

use super::Evidence;
use crate::compile::read::values::amount::marks::Marks;
use crate::compile::read::values::amount::{self, AmountForm};

/// What the amounts of a column tell about their marks, in numbers of values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct AmountEvidence {
    values: u64,
    /// Values in which only a point, or only a comma, can mark the decimals.
    point: u64,
    comma: u64,
    /// Of these, values with other than two decimals, as measures have.
    point_of_measures: u64,
    comma_of_measures: u64,
    /// Values whose one mark, a point or a comma, has three digits behind it and up to three before it.
    point_of_three: u64,
    comma_of_three: u64,
}

impl Evidence for AmountEvidence {
    fn see(&mut self, raw: &str) {
        self.values += 1;
        match marks(raw) {
            Some(Marks::Decimal(mark, places)) => {
                let is_of_measure = u64::from(!matches!(places, 0 | 2));
                let (all, measures) = match mark {
                    '.' => (&mut self.point, &mut self.point_of_measures),
                    _ => (&mut self.comma, &mut self.comma_of_measures),
                };
                (*all, *measures) = (*all + 1, *measures + is_of_measure);
            }
            Some(Marks::OfThree('.')) => self.point_of_three += 1,
            Some(Marks::OfThree(_)) => self.comma_of_three += 1,
            None => {}
        }
    }

    fn merge(&mut self, other: Self) {
        self.values += other.values;
        self.point += other.point;
        self.comma += other.comma;
        self.point_of_measures += other.point_of_measures;
        self.comma_of_measures += other.comma_of_measures;
        self.point_of_three += other.point_of_three;
        self.comma_of_three += other.comma_of_three;
    }
}

impl AmountEvidence {
    /// The decimal mark that the column tells by itself.
    pub(crate) fn decimal(&self) -> Option<char> {
        match self.comma.cmp(&self.point) {
            std::cmp::Ordering::Greater => Some(','),
            std::cmp::Ordering::Less => Some('.'),
            // As many values against as for it, or none at all.
            std::cmp::Ordering::Equal => (self.point > 0).then_some('.'),
        }
    }

    /// What holds where nothing in the file tells the decimal mark: money has no three decimals, so a mark before three
    /// digits is one of thousands.
    pub(crate) fn by_threes(&self) -> char {
        if self.point_of_three > self.comma_of_three { ',' } else { '.' }
    }

    /// Values are written in two ways, and each tells which by its own marks: `12.000` beside `12,000`, `1.200,50` beside `1,200.50`.
    /// A measure may have three decimals, and then nobody knows what `12.000` is.
    pub(crate) fn is_of_both(&self) -> bool {
        let has_measures = self.point_of_measures > 0 && self.point_of_three > 0 || self.comma_of_measures > 0 && self.comma_of_three > 0;
        let of_point = self.point + self.comma_of_three;
        let of_comma = self.comma + self.point_of_three;
        of_point > 0 && of_comma > 0 && !has_measures
    }

    /// ... and some of them may be read in two ways all the same: `12.000` beside `12.50`.
    pub(crate) fn is_of_both_in_doubt(&self) -> bool {
        self.is_of_both() && (self.point > 0 && self.point_of_three > 0 || self.comma > 0 && self.comma_of_three > 0)
    }

    /// Some value could be read in two ways.
    pub(crate) fn has_threes(&self) -> bool {
        self.point_of_three + self.comma_of_three > 0
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.values == 0
    }
}

/// Whether `raw` is an amount like `12.345`, which is another one where the point marks decimals.
pub(crate) fn is_of_three(raw: &str) -> bool {
    matches!(marks(raw), Some(Marks::OfThree(_)))
}

fn marks(raw: &str) -> Option<Marks> {
    let is_amount =
        ['.', ','].iter().any(|decimal| AmountForm { decimal: *decimal, ..AmountForm::default() }.read(raw.as_bytes()).is_some());
    if is_amount { amount::marks_of(raw) } else { None }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::money::Money;

    fn of(values: &[&str]) -> AmountEvidence {
        let mut evidence = AmountEvidence::default();
        for value in values {
            evidence.see(value);
        }
        evidence
    }

    #[test]
    fn one_clear_value_tells_the_decimal_mark() {
        for (values, decimal) in [
            (&["1,234.50", "12"][..], Some('.')),
            (&["£396.600,00"], Some(',')),
            (&["1234,5"], Some(',')),
            (&["12.500", "7.25"], Some('.')),
            (&["1.234.567"], Some(',')),
            (&["12,34,567"], Some('.')),
            (&["1234.567"], Some('.')),
            (&["0.125"], Some('.')),
            (&["1 234.567"], Some('.')),
            (&["€12.5k", "€1.2M"], Some('.')),
            (&["1,2 Mio. €"], Some(',')),
            (&["3 Mio. €", "Rs. 12"], None),
            (&["1.250 Mio."], None),
            (&["12,500"], None),
            (&["12.500", "7.250 €", "(3.000)"], None),
            (&["12.05.2026", "=B2*1.05", "1.2.3", "1200"], None),
        ] {
            assert_eq!(of(values).decimal(), decimal, "{values:?}");
        }
    }

    #[test]
    fn a_mark_before_three_digits_is_one_of_thousands_from_the_first_value_on() {
        assert_eq!((of(&["12.345"]).by_threes(), of(&["12,345"]).by_threes(), of(&["12"]).by_threes()), (',', '.', '.'));
        assert!(of(&["-12.345 €"]).has_threes() && is_of_three("EUR 250.000") && !is_of_three("12.50"));
    }

    /// `1234567` with `mark` between its groups.
    fn grouped(units: i64, mark: char) -> String {
        let digits = units.to_string();
        let chars = digits.chars().enumerate().flat_map(|(i, c)| {
            let is_start = i > 0 && (digits.len() - i).is_multiple_of(3);
            is_start.then_some(mark).into_iter().chain([c])
        });
        chars.collect()
    }

    proptest! {
        #[test]
        fn grouped_amounts_are_read_back_whichever_mark_groups_them(
            units in prop::collection::vec(1_i64..1_000_000_000, 1..30), mark in prop::sample::select(&['.', ','][..]),
        ) {
            let written: Vec<String> = units.iter().map(|units| grouped(*units, mark)).collect();
            let evidence = of(&written.iter().map(String::as_str).collect::<Vec<_>>());
            let form = AmountForm { decimal: evidence.decimal().unwrap_or(evidence.by_threes()), ..AmountForm::default() };
            for (units, text) in units.iter().zip(&written) {
                prop_assert_eq!(form.read(text.as_bytes()), Some(Money::units(*units)), "{}", text);
            }
        }

        #[test]
        fn amounts_with_two_decimals_are_read_back(minor in prop::collection::vec(0_i64..100_000_000, 1..30), decimal in prop::sample::select(&['.', ','][..])) {
            let written: Vec<String> = minor.iter().map(|minor| Money::minor(*minor).to_string().replace('.', &decimal.to_string())).collect();
            let evidence = of(&written.iter().map(String::as_str).collect::<Vec<_>>());
            prop_assert_eq!(evidence.decimal(), Some(decimal));
        }
    }
}
