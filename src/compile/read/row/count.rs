//! Whole numbers.

use std::borrow::Cow;

use crate::compile::read::values::amount::Groups;
use crate::compile::read::values::plain::plain_text;

/// No count of anything is larger, and every engine adds up so many without running over.
pub(super) const MOST_COUNTED: u64 = 999_999_999_999_999;

/// As it would be typed on a plain keyboard.
pub(super) fn plain(raw: &[u8]) -> Cow<'_, [u8]> {
    match plain_text(raw) {
        Some(Cow::Borrowed(text)) => Cow::Borrowed(text.as_bytes()),
        Some(Cow::Owned(text)) => Cow::Owned(text.into_bytes()),
        None => Cow::Borrowed(raw),
    }
}

/// A whole number, with thousands marks and a zero fraction forgiven.
#[inline]
pub(super) fn count(raw: &[u8], decimal: char) -> Option<u64> {
    let (mut value, mut groups) = (0_u64, Groups::default());
    for (i, byte) in raw.iter().enumerate() {
        match byte {
            b'0'..=b'9' => {
                value = value.checked_mul(10)?.checked_add(u64::from(byte - b'0'))?;
                groups.digit();
            }
            mark if i > 0 && char::from(*mark) == decimal => {
                groups.finish()?;
                return raw[i + 1..].iter().all(|b| *b == b'0').then_some(value);
            }
            // A point could be taken for that of decimals elsewhere.
            b'.' if i > 0 => groups.mark()?,
            b',' | b'\'' | b' ' if i > 0 => {}
            _ => return None,
        }
    }
    groups.finish()?;
    (!raw.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_forgive_marks_but_not_words() {
        assert_eq!((count(b"1,204", '.'), count(b"1.204", ','), count(b"12 000", ',')), (Some(1204), Some(1204), Some(12_000)));
        assert_eq!((count(b"12.0", '.'), count(b"12,00", ',')), (Some(12), Some(12)));
        for wrong in [&b""[..], b"-3", b"12.5", b"many", b"99999999999999999999999"] {
            assert_eq!(count(wrong, '.'), None);
        }
        assert_eq!(count(b"12.5", ','), None);
    }
}
