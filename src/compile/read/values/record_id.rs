//! The two forms of a Salesforce id: 15 characters whose case matters, and 18, of which the last three tell the case of the others.

const SHORT: usize = 15;
const LONG: usize = 18;
/// What each five bits are written as.
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

/// The form of `id` in 15 characters where it stands in 18.
pub(crate) fn short(id: &[u8]) -> Option<&[u8]> {
    let short = id.get(..SHORT).filter(|short| id.len() == LONG && are_plain(short))?;
    id[SHORT..].eq_ignore_ascii_case(&suffix(short)).then_some(short)
}

/// An id as it is compared with others: the short form of one that has two.
pub(crate) fn plain(id: &str) -> &str {
    short(id.as_bytes()).and_then(|short| std::str::from_utf8(short).ok()).unwrap_or(id)
}

/// The form of `id` in 18 characters where it may be one of 15.
fn long(id: &[u8]) -> Option<Vec<u8>> {
    (id.len() == SHORT && are_plain(id)).then(|| [id, &suffix(id)].concat())
}

/// The same id in its other form.
pub(crate) fn other_form(id: &[u8]) -> Option<Vec<u8>> {
    short(id).map(ToOwned::to_owned).or_else(|| long(id))
}

fn are_plain(id: &[u8]) -> bool {
    id.iter().all(u8::is_ascii_alphanumeric) && id.iter().any(u8::is_ascii_digit)
}

fn suffix(short: &[u8]) -> [u8; 3] {
    let bits = |part: &[u8]| part.iter().enumerate().map(|(place, byte)| usize::from(byte.is_ascii_uppercase()) << place).sum::<usize>();
    [0, 5, 10].map(|from| ALPHABET[bits(&short[from..from + 5])])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_three_characters_tell_the_case_of_the_others() {
        assert_eq!(short(b"001D000000IRFmaIA5"), None, "other letters are capitals");
        assert_eq!(long(b"001D000000IRFma").as_deref(), Some(&b"001D000000IRFmaIAH"[..]));
        assert_eq!(short(b"001D000000IRFmaIAH"), Some(&b"001D000000IRFma"[..]));
        assert_eq!(other_form(b"001D000000IRFMA"), long(b"001D000000IRFMA"));
        assert_ne!(long(b"001D000000IRFMA"), long(b"001D000000IRFma"));
        for other in [&b"A-1"[..], b"001D000000IRFm-", b"abcdefghijklmno", b"001D000000IRFmaIAHX"] {
            assert_eq!(other_form(other), None);
        }
    }
}
