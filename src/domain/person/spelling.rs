//! How programs and people write a name: with a team, a company, an address, a mark, or the last name first. What is added is taken off;
//! whether two spellings are one person is a likelihood, and somebody who knows confirms it.

use super::is_same_name;
use crate::domain::text;

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

/// The people of a list as it is typed or pasted: a line each, numbered or bulleted, or with commas between them.
pub(crate) fn names(written: &str) -> Vec<String> {
    let lines: Vec<&str> = written.lines().map(without_bullet).filter(|line| !line.is_empty()).collect();
    let is_list = lines.len() > 1;
    // The lines without a comma are people by their whole names.
    let are_whole = lines.iter().any(|line| !line.contains(',') && spelled(line).name.contains(' '));
    // `Lopez, Ana` on each line, or with semicolons between them.
    let are_turned = is_list && lines.iter().all(|line| line.matches(',').count() == 1 && !line.split(',').any(is_function));
    let mut names: Vec<String> = Vec::new();
    for line in lines {
        let parts: Vec<&str> = match () {
            () if is_list && is_heading(line) => continue,
            () if line.contains(';') => line.split(';').collect(),
            () if are_turned => vec![line],
            // `Okafor, Chidi – Finance`, `Priya Raman (she/her), Product`.
            () if is_list && line.matches(',').count() == 1 && are_whole => {
                one_person(line).map_or_else(|| line.split(',').collect(), |one| vec![one])
            }
            () => line.split(',').flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" & ")).collect(),
        };
        // What somebody does is nobody.
        let people = parts.into_iter().filter(|part| !is_function(part));
        names.extend(people.map(|part| spelled(without_function(part)).name).filter(|name| !name.is_empty()));
    }
    names
}

/// `Ana Lopez, VP Sales` without what stands behind the comma.
fn without_function(part: &str) -> &str {
    part.rsplit_once(',').filter(|(_, after)| is_function(after)).map_or(part, |(name, _)| name)
}

/// What a person does, or where: `CS Ops`, `VP Sales`, `Head of Finance`, `CSM`. A name has none of these words; where a last name is one
/// (`Ana Legal`), the first name beside it is not.
fn is_function(words: &str) -> bool {
    let all: Vec<String> = words.split([' ', '/', '-', '&']).map(|word| text::fold(word.trim())).filter(|word| !word.is_empty()).collect();
    let is_short = |word: &str| (2..=4).contains(&word.len()) && word.chars().all(|c| c.is_ascii_uppercase());
    let is_one = |word: &String| FUNCTIONS.contains(&word.as_str());
    let shorts = words.split_whitespace().filter(|word| is_short(word)).count();
    let known = all.iter().filter(|word| is_one(word) || ["of", "the", "and", "for"].contains(&word.as_str())).count();
    !all.is_empty() && known + shorts >= all.len()
}

/// Words that functions are made of.
const FUNCTIONS: [&str; 44] = [
    "ops",
    "operations",
    "revops",
    "sales",
    "finance",
    "product",
    "marketing",
    "legal",
    "engineering",
    "support",
    "success",
    "customer",
    "customers",
    "account",
    "accounts",
    "renewal",
    "renewals",
    "revenue",
    "pricing",
    "data",
    "strategy",
    "partner",
    "partners",
    "director",
    "manager",
    "management",
    "lead",
    "leader",
    "leadership",
    "head",
    "chief",
    "officer",
    "vice",
    "president",
    "executive",
    "exec",
    "sponsor",
    "analyst",
    "specialist",
    "associate",
    "senior",
    "facilitator",
    "owner",
    "team",
];

/// `Participants (7)`, `Here:`
fn is_heading(line: &str) -> bool {
    let counts = line.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')).is_some_and(|(_, number)| number.parse::<u32>().is_ok());
    counts || line.strip_suffix(':').is_some_and(|rest| !rest.contains(':'))
}

/// The one person that a line with a comma names, among people by their whole names: what stands behind the comma is the first name
/// where a single name stands before it, and where somebody belongs where more than a name does. Else they may be two.
fn one_person(line: &str) -> Option<&str> {
    let (before, after) = line.split_once(',')?;
    let name = spelled(before).name;
    let words = |name: &str| name.split_whitespace().filter(|word| !PARTICLES.contains(&word.to_lowercase().as_str())).count();
    match (words(&name), words(&spelled(after).name)) {
        (1, 1) => Some(line),
        _ if name != before.trim() => Some(before),
        _ => None,
    }
}

/// Parts of a last name that are no name of their own.
const PARTICLES: [&str; 11] = ["jr", "jr.", "sr", "sr.", "ii", "iii", "de", "van", "von", "der", "da"];

/// `1. Ana`, `2) Tom`, `- Jo`, `• Bo`, `[x] Mia`, `@Ana`.
fn without_bullet(line: &str) -> &str {
    let line = line.trim().trim_start_matches("[ ]").trim_start_matches("[x]").trim_start_matches("[X]").trim_start();
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = (digits.len() < line.len()).then(|| digits.strip_prefix(['.', ')', ':'])).flatten();
    let bare = numbered.or_else(|| line.strip_prefix(['-', '*', '•', '–', '·', '▪', '◦', '‣', '✓', '☐', '☑'])).unwrap_or(line);
    bare.trim().trim_start_matches('@').trim_end_matches([',', ';']).trim()
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

    #[test]
    fn a_list_is_read_however_it_is_written() {
        let wanted = ["Ana Lopez", "Tom Weber", "Jo Kim"];
        for written in [
            "Ana Lopez\nTom Weber\nJo Kim",
            "1. Ana Lopez\n2. Tom Weber\n3. Jo Kim\n",
            "- Ana Lopez (Acme)\n• Tom Weber - CS\n* Jo Kim :wave:",
            "[ ] @Ana Lopez\n[x] @Tom Weber,\n☐ Jo Kim;",
            "Lopez, Ana\nWeber, Tom\nKim, Jo",
            "Lopez, Ana <ana@x.example>; Weber, Tom <tom@x.example>; Kim, Jo <jo@x.example>",
            "Ana Lopez, Tom Weber, Jo Kim",
            "1) Ana Lopez, Tom Weber\n2) Jo Kim",
            "Participants (3)\n1. Ana Lopez (Host) - Customer Success\n2. Weber, Tom – Finance\n3) Jo Kim (she/her), Product",
            "Here:\nAna Lopez\nTom Weber\nJo Kim",
            "Ana Lopez, Tom Weber and Jo Kim",
            "Ana Lopez, CS Ops\nTom Weber, Finance\nJo Kim, Head of Product",
            "Ana Lopez, CSM; Tom Weber, VP Sales; Jo Kim",
            "Ana Lopez, Renewal Director, Tom Weber, CS Ops Partner, Jo Kim, Product",
        ] {
            assert_eq!(names(written), wanted, "{written}");
        }
        assert_eq!(names("Jonas Feldkamp, CS Ops"), ["Jonas Feldkamp"]);
        assert!(names(" \n ").is_empty());
    }
}
