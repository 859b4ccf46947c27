//! Who is meant by a name as people type it: without accents, in small letters, shortened, or with as much of it as they think is enough.

use crate::domain::text;

/// Whom a name may mean, of those who are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Meant<'a> {
    One(&'a str),
    /// Somebody has to say which.
    Several(Vec<&'a str>),
    Nobody,
}

/// How sure the words have to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    /// `Amelie`, `dupont`, `Amélie Dupont`, `Amélie D.`
    Words,
    /// `Am`: still being typed.
    Begun,
}

/// Whom all of `typed` means by whole words: what somebody else is called may begin the same.
pub(crate) fn meant<'a>(typed: &str, known: &[&'a str]) -> Meant<'a> {
    whole(typed, known).unwrap_or_else(|| one_of(fitting(typed, known, Fit::Words)))
}

/// [`meant`], also by the beginning of a word.
pub(crate) fn begun<'a>(typed: &str, known: &[&'a str]) -> Meant<'a> {
    match meant(typed, known) {
        Meant::Nobody => one_of(fitting(typed, known, Fit::Begun)),
        found => found,
    }
}

/// Who is named at the beginning of `spoken`, by as many words as name somebody, and what follows.
pub(crate) fn named_first<'a, 's>(spoken: &'s str, known: &[&'a str]) -> (Meant<'a>, &'s str, &'s str) {
    let ends: Vec<usize> = words_end(spoken);
    for (n, end) in ends.iter().enumerate().rev() {
        let (head, rest) = spoken.split_at(*end);
        let is_all = rest.trim().is_empty();
        let found = if n == 0 || is_all { begun(head, known) } else { meant(head, known) };
        if found != Meant::Nobody {
            return (found, head.trim(), after(rest));
        }
    }
    let end = ends.first().copied().unwrap_or(spoken.len());
    (Meant::Nobody, spoken[..end].trim_end_matches([':', ',']), after(&spoken[end..]))
}

fn after(rest: &str) -> &str {
    rest.trim_start_matches([':', ',']).trim()
}

/// Where the first words end, as many as a name may have.
fn words_end(spoken: &str) -> Vec<usize> {
    const MOST: usize = 5;
    let is_end = |(at, c): (usize, char)| (c.is_whitespace() && at > 0 && !spoken[..at].ends_with(char::is_whitespace)).then_some(at);
    spoken.char_indices().filter_map(is_end).chain([spoken.trim_end().len()]).take(MOST).collect()
}

fn one_of(mut found: Vec<&str>) -> Meant<'_> {
    match found.len() {
        0 => Meant::Nobody,
        1 => Meant::One(found.remove(0)),
        _ => Meant::Several(found),
    }
}

/// The whole name; where two differ by an accent alone, the one that is spelled so.
fn whole<'a>(typed: &str, known: &[&'a str]) -> Option<Meant<'a>> {
    let exact = known.iter().find(|name| super::is_same_name(name, typed));
    let bare: Vec<&str> =
        known.iter().filter(|name| text::bare(name) == text::bare(typed) && !text::bare(typed).is_empty()).copied().collect();
    exact.map(|name| Meant::One(name)).or_else(|| (!bare.is_empty()).then(|| one_of(bare)))
}

fn fitting<'a>(typed: &str, known: &[&'a str], fit: Fit) -> Vec<&'a str> {
    let words: Vec<(String, bool)> = typed.split_whitespace().map(|word| (text::bare(word), word.ends_with('.'))).collect();
    if words.is_empty() || words.iter().any(|(word, _)| word.is_empty()) {
        return vec![];
    }
    known.iter().filter(|name| fits(&words, name, fit)).copied().collect()
}

/// Each word stands in the name, in its order. The last one may be begun, where a name is still being typed.
fn fits(words: &[(String, bool)], name: &str, fit: Fit) -> bool {
    let mut parts = name.split_whitespace().map(text::bare);
    words.iter().enumerate().all(|(n, (word, is_cut))| {
        let may_begin = *is_cut || (fit == Fit::Begun && n + 1 == words.len());
        parts.any(|part| part == *word || (may_begin && part.starts_with(word.as_str())))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 5] = ["Amélie Dupont", "Max Sommer", "Max Schmidt", "Søren Kjær", "Ana"];

    #[test]
    fn a_name_is_known_however_it_is_typed() {
        for (typed, name) in [
            ("amelie", "Amélie Dupont"),
            ("DUPONT", "Amélie Dupont"),
            ("Amélie D.", "Amélie Dupont"),
            ("max so.", "Max Sommer"),
            ("Max Schmidt", "Max Schmidt"),
            ("Ame\u{301}lie Dupont", "Amélie Dupont"),
            ("soren", "Søren Kjær"),
            ("ana", "Ana"),
        ] {
            assert_eq!(meant(typed, &KNOWN), Meant::One(name), "{typed}");
        }
        assert_eq!(meant("max", &KNOWN), Meant::Several(vec!["Max Sommer", "Max Schmidt"]));
        assert_eq!(meant("Max S.", &KNOWN), Meant::Several(vec!["Max Sommer", "Max Schmidt"]));
        for typed in ["am", "An", "Anastasia", "", " ", "@", "Max Dupont"] {
            assert_eq!(meant(typed, &KNOWN), Meant::Nobody, "{typed}");
        }
        assert_eq!(begun("am", &KNOWN), Meant::One("Amélie Dupont"));
        assert_eq!(begun("max so", &KNOWN), Meant::One("Max Sommer"));
        assert_eq!(begun("Anastasia", &KNOWN), Meant::Nobody);
    }

    #[test]
    fn two_who_differ_by_an_accent_are_two() {
        let known = ["Andre", "André"];
        assert_eq!((meant("andré", &known), meant("Andre", &known)), (Meant::One("André"), Meant::One("Andre")));
    }

    #[test]
    fn a_name_at_the_beginning_is_as_long_as_it_names_somebody() {
        for (spoken, name, rest) in [
            ("amelie No sponsor", "Amélie Dupont", "No sponsor"),
            ("Amélie Dupont: no sponsor", "Amélie Dupont", "no sponsor"),
            ("Max So. seats stand idle", "Max Sommer", "seats stand idle"),
            ("Max So", "Max Sommer", ""),
            ("am  prices", "Amélie Dupont", "prices"),
        ] {
            let (found, _, after) = named_first(spoken, &KNOWN);
            assert_eq!((found, after), (Meant::One(name), rest), "{spoken}");
        }
        let (found, _, after) = named_first("Max so we wait", &KNOWN);
        assert_eq!((found, after), (Meant::Several(vec!["Max Sommer", "Max Schmidt"]), "so we wait"), "a word of the sentence is no name");
        assert_eq!(named_first("zorro no sponsor", &KNOWN), (Meant::Nobody, "zorro", "no sponsor"));
        assert_eq!(named_first("", &KNOWN).0, Meant::Nobody);
    }
}
