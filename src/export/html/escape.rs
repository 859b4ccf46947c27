//! Text from people and data in HTML: no character does anything, and what runs from right to left moves nothing beside it.

/// Text within an element or a quoted attribute.
pub(crate) fn escape(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len() + 8);
    for c in raw.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// A name or note, in whichever direction it runs.
pub(crate) fn isolated(raw: &str) -> String {
    if raw.is_ascii() { escape(raw) } else { format!("<bdi>{}</bdi>", escape(raw)) }
}

/// An English sentence in which names may run from right to left: each such run is kept to itself, or the digits and brackets
/// beside it would move.
pub(crate) fn sentence(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len() + 8);
    let mut rest = raw;
    while let Some(start) = rest.find(is_from_right) {
        let (before, run) = rest.split_at(start);
        let until = run.find(|c: char| !is_from_right(c) && !is_within_name(c)).unwrap_or(run.len());
        let last = run[..until].rfind(is_from_right).unwrap_or(0);
        let end = last + run[last..].chars().next().map_or(0, char::len_utf8);
        out.push_str(&escape(before));
        out.push_str("<bdi>");
        out.push_str(&escape(&run[..end]));
        out.push_str("</bdi>");
        rest = &run[end..];
    }
    out + &escape(rest)
}

/// Letters of scripts that run from right to left (Hebrew, Arabic, Syriac, Thaana, N'Ko and those beyond the first plane).
fn is_from_right(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// What may stand within a name of several words; brackets, commas and colons belong to the sentence.
fn is_within_name(c: char) -> bool {
    c.is_whitespace() || c.is_ascii_digit() || matches!(c, '-' | '\'' | '"' | '.' | '&' | '/')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_that_run_from_the_right_are_kept_to_themselves() {
        assert_eq!(sentence("Without שלום 7 עולם it would be 70.0 %."), "Without <bdi>שלום 7 עולם</bdi> it would be 70.0 %.");
        assert_eq!(sentence("النور (2026-05-19); النور"), "<bdi>النور</bdi> (2026-05-19); <bdi>النور</bdi>");
        assert_eq!(sentence("النور: 3 lost, then שלום"), "<bdi>النور</bdi>: 3 lost, then <bdi>שלום</bdi>");
        assert_eq!((isolated("R&D"), isolated("Größe")), ("R&amp;D".into(), "<bdi>Größe</bdi>".into()));
    }

    proptest! {
        #[test]
        fn whatever_is_written_opens_no_tag_and_ends_no_attribute(raw in "[a-z<>&\"' א-ת٠-٩ء-ي/=!-]{0,40}") {
            for out in [escape(&raw), isolated(&raw), sentence(&raw)] {
                let bare = out.replace("<bdi>", "").replace("</bdi>", "");
                prop_assert!(!bare.contains(['<', '>', '"', '\'']), "{bare}");
                let back = bare.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
                prop_assert_eq!(back, &raw[..], "nothing is lost");
            }
        }
    }
}
