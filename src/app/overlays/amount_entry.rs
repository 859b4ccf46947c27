//! Amounts as people type them.

use crate::domain::money::Money;

/// What can be typed, for the hint under the field.
pub(crate) const FORMS: &str = "84000 · 84,000 · 84000.50 · 84k · 1.2M · empty where nobody knows";

/// Reads an amount as typed; nothing typed is nothing known.
///
/// # Errors
/// What can be typed; an amount that can be read in two ways.
pub(crate) fn read(typed: &str) -> Result<Option<Money>, String> {
    let plain: String = typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '_' | '\'' | '$' | '€' | '£' | '¥')).collect();
    if plain.is_empty() {
        return Ok(None);
    }
    let (digits, thousands) = match plain.char_indices().last() {
        Some((at, 'k' | 'K')) => (&plain[..at], 1),
        Some((at, 'm' | 'M')) => (&plain[..at], 2),
        _ => (plain.as_str(), 0),
    };
    let amount = if thousands == 0 { whole(digits)? } else { scaled(digits, thousands)? };
    Ok(Some(amount))
}

/// `84,000.50`. A point with three digits behind it is a mark of thousands to one reader and of decimals to another.
fn whole(digits: &str) -> Result<Money, String> {
    let (front, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    if decimals.len() == 3 && !front.contains(',') {
        return Err(format!("Two readings; write {front}{decimals} or {front}.{}", &decimals[..2]));
    }
    let groups: Vec<&str> = front.split(',').collect();
    let is_grouped = groups.len() == 1 || groups[1..].iter().all(|group| group.len() == 3);
    if !is_grouped || decimals.len() > 2 {
        return Err(no_amount());
    }
    digits.replace(',', "").parse().map_err(|_| no_amount())
}

/// `1.2` of thousands or of millions; here a comma can only be a decimal one.
fn scaled(digits: &str, thousands: u32) -> Result<Money, String> {
    let amount: Money = digits.replace(',', ".").parse().map_err(|_| no_amount())?;
    let factor = 1_000_i64.pow(thousands);
    amount.in_minor().checked_mul(factor).map(Money::minor).ok_or_else(no_amount)
}

fn no_amount() -> String {
    format!("No amount; write one like {FORMS}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_type_amounts_in_many_ways() {
        for (typed, minor) in [
            ("84000", 8_400_000),
            ("84,000", 8_400_000),
            ("$ 84,000.50", 8_400_050),
            ("84 000", 8_400_000),
            ("84k", 8_400_000),
            ("1.2M", 120_000_000),
            ("1,2m", 120_000_000),
            ("0", 0),
            ("-5", -500),
        ] {
            assert_eq!(read(typed).map(|amount| amount.map(Money::in_minor)), Ok(Some(minor)), "{typed}");
        }
        assert_eq!(read("  "), Ok(None));
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_asked() {
        assert_eq!(read("84.000"), Err("Two readings; write 84000 or 84.00".to_owned()));
        for wrong in ["84,00", "a lot", "84.0001", "1.2.3", "k", "99999999999999999M"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
