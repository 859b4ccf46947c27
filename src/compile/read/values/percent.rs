//! Percent and probability, written as `7.5`, `7.5 %` or `0.075`.

use super::plain::plainly;

/// What a bare number means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum PercentForm {
    /// `7.5` is seven and a half per cent.
    #[default]
    Hundred,
    /// `0.075` is.
    Fraction,
}

impl PercentForm {
    /// As a fraction (`0.075`); a sign `%` settles it whatever the form. `None` when it is no finite number.
    pub(crate) fn read(self, raw: &str) -> Option<f64> {
        let raw = plainly(raw);
        let (body, signed) = match raw.strip_suffix('%') {
            Some(body) => (body.trim(), true),
            None => (&*raw, false),
        };
        let value = number(body)?;
        Some(if signed || self == Self::Hundred { value / 100.0 } else { value })
    }

    /// In basis points.
    pub(crate) fn read_basis_points(self, raw: &str) -> Option<i32> {
        let points = (self.read(raw)? * 10_000.0).round();
        (points.abs() <= 1_000_000.0).then_some(points as i32)
    }
}

/// A finite decimal number with a point or a comma.
pub(crate) fn number(raw: &str) -> Option<f64> {
    let fits = raw.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'-' | b'+'));
    if !fits {
        return None;
    }
    let parsed = if raw.contains(',') && !raw.contains('.') { raw.replace(',', ".").parse() } else { raw.parse() };
    parsed.ok().filter(|value: &f64| value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_with_and_without_its_sign() {
        assert_eq!(PercentForm::Hundred.read_basis_points("7.5"), Some(750));
        assert_eq!(PercentForm::Fraction.read_basis_points("0.12"), Some(1200));
        assert_eq!(PercentForm::Fraction.read_basis_points("12 %"), Some(1200));
        assert_eq!(PercentForm::Hundred.read_basis_points("7,5"), Some(750));
        for wrong in ["", "much", "inf", "NaN", "1e5"] {
            assert_eq!(PercentForm::Hundred.read(wrong), None, "{wrong}");
        }
    }
}
