//! How programs and people write a name: with a team, a company, an address, a mark, or the last name first. What is added is taken off;
//! whether two spellings are one person is a likelihood, and somebody who knows confirms it.

use super::is_same_name;
use crate::domain::text;
use crate::work;

/// What programs add in brackets, which says nothing of where somebody belongs.
const STATES: [&str; 13] =
    ["host", "co-host", "guest", "me", "you", "gast", "external", "extern", "unverified", "she/her", "he/him", "they/them", "organizer"];

/// A name as it was written, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spelled {
    /// The name itself, first name first.
    pub name: String,
    /// Team or company, where one is written.
    pub of: Option<String>,
    /// It stands in brackets: a company, more often than a team.
    in_brackets: bool,
}

/// Takes a name apart: `Ana Lopez - CS`, `Ana Lopez (Acme)`, `Lopez, Ana <ana@acme.example>`, `Ana Lopez :palm_tree:`.
pub(crate) fn spelled(written: &str) -> Spelled {
    let mut left = text::line(written);
    let (mut of, mut in_brackets) = (None, false);
    loop {
        let bare = without_mark(without_address(left.trim())).trim();
        let (rest, added) = without_affiliation(bare).unwrap_or((bare, None));
        if let (None, Some(added)) = (&of, added) {
            (of, in_brackets) = (Some(added.to_owned()), bare.ends_with([')', ']']));
        }
        let shorter = rest.trim().to_owned();
        if shorter == left {
            break;
        }
        left = shorter;
    }
    Spelled { name: first_name_first(&left), of, in_brackets }
}

/// `Ana <ana@acme.example>`; an address alone is all there is.
fn without_address(written: &str) -> &str {
    match written.split_once('<') {
        Some((name, address)) if address.contains('@') && !name.trim().is_empty() => name.trim().trim_matches('"'),
        Some((name, address)) if address.contains('@') && name.trim().is_empty() => address.trim_end_matches('>'),
        _ => written,
    }
}

/// `:palm_tree:` and signs at the end.
fn without_mark(written: &str) -> &str {
    let written = written.trim_end_matches(|c: char| !c.is_ascii() && !c.is_alphanumeric() || c.is_whitespace());
    let Some((rest, mark)) = written.rsplit_once(char::is_whitespace) else { return written };
    let is_named = mark.len() > 2 && mark.starts_with(':') && mark.ends_with(':');
    if is_named { rest } else { written }
}

/// What stands in brackets at the end, or behind a dash or a bar with blanks around it.
fn without_affiliation(written: &str) -> Option<(&str, Option<&str>)> {
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some((name, added)) =
            written.strip_suffix(close).and_then(|rest| rest.rsplit_once(open)).filter(|(name, _)| !name.trim().is_empty())
        {
            let added = added.trim();
            return Some((name, Some(added).filter(|added| !added.is_empty() && !STATES.contains(&added.to_lowercase().as_str()))));
        }
    }
    let dash = [" - ", " – ", " — ", " | ", " @ ", " / "].iter().filter_map(|dash| written.find(dash).map(|at| (at, dash.len()))).min()?;
    let (at, len) = dash;
    Some((&written[..at], Some(written[at + len..].trim()))).filter(|(name, _)| !name.trim().is_empty())
}

/// `Lopez, Ana` is Ana Lopez; `Lopez, Ana, Weber, Tom` are several.
fn first_name_first(written: &str) -> String {
    match written.split_once(',') {
        Some((last, first)) if !first.contains(',') && !last.trim().is_empty() && !first.trim().is_empty() => {
            format!("{} {}", first.trim(), last.trim())
        }
        _ => written.trim().to_owned(),
    }
}

/// Whether two spellings are likely one person's: the same name, and not of two different places that are written alike.
pub(crate) fn is_likely_same(one: &str, other: &str) -> bool {
    work::done(1);
    if is_same_name(one, other) {
        return true;
    }
    let (one, other) = (spelled(one), spelled(other));
    let are_two = matches!((&one.of, &other.of), (Some(one), Some(other)) if text::fold(one) != text::fold(other));
    let are_apart = are_two && one.in_brackets == other.in_brackets;
    !are_apart && (is_same_name(&one.name, &other.name) || is_address_of(&one.name, &other.name) || is_address_of(&other.name, &one.name))
}

/// `ana.lopez@acme.example` is Ana Lopez's.
fn is_address_of(address: &str, name: &str) -> bool {
    let Some((local, _)) = address.split_once('@') else { return false };
    local.contains(['.', '_', '-']) && is_same_name(&local.replace(['.', '_', '-'], " "), name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_add_to_a_name_is_taken_off() {
        for written in [
            "Ana Lopez",
            "Ana Lopez - Customer Success",
            "Ana Lopez | Acme",
            "Ana Lopez (Acme)",
            "Ana Lopez (Acme) (Guest)",
            "Ana Lopez <ana@acme.example>",
            "\"Lopez, Ana\" <ana@acme.example>",
            "Lopez, Ana",
            "Lopez, Ana (Acme)",
            "Ana Lopez :palm_tree:",
            "Ana Lopez 🌴",
            "Ana Lopez [External]",
        ] {
            assert_eq!(spelled(written).name, "Ana Lopez", "{written}");
            assert!(is_likely_same(written, "ana lopez"), "{written}");
        }
        assert_eq!(spelled("Ana Lopez-Ruiz").name, "Ana Lopez-Ruiz", "a hyphen in a name is the name's");
        assert_eq!(spelled("דנה כהן (Acme)").name, "דנה כהן");
    }

    #[test]
    fn two_places_are_two_people() {
        assert!(!is_likely_same("Ana Lopez (Acme)", "Ana Lopez (Globex)"));
        assert!(!is_likely_same("Ana Lopez", "Ana Lopes"));
        assert!(is_likely_same("ana.lopez@acme.example", "Ana Lopez"));
        assert!(!is_likely_same("ana@acme.example", "Ana Lopez"), "an address without a last name is nobody's for sure");
    }
}
