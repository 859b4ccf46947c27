//! A name in a text, however it is written: case does not matter, nor what stands between its words.

use std::collections::HashMap;
use std::ops::Range;

/// So much may stand between two words of a name: `Acme, Inc.`, `ACME-INC`.
const BETWEEN: usize = 4;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spelled {
    /// Words in lower case.
    words: Vec<Vec<char>>,
}

impl Spelled {
    /// `None` of a name without letters and figures: it is found nowhere.
    pub(super) fn of(name: &str) -> Option<Self> {
        let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let words: Vec<Vec<char>> = words.map(|word| word.chars().flat_map(char::to_lowercase).collect()).collect();
        (!words.is_empty()).then_some(Self { words })
    }

    /// The first byte behind it, where it stands at `from`, a beginning.
    fn at(&self, text: &str, from: usize) -> Option<usize> {
        let to = from + self.ends(&text[from..])?;
        let goes_on = text[to..].chars().next().is_some_and(|next| goes_on(text[..to].chars().next_back(), next));
        (!goes_on).then_some(to)
    }

    /// How many bytes it takes at the beginning of a text, where it stands there.
    fn ends(&self, text: &str) -> Option<usize> {
        let mut rest = text;
        for (place, word) in self.words.iter().enumerate() {
            if place > 0 {
                let begins = rest.char_indices().take(BETWEEN + 1).find(|(_, c)| c.is_alphanumeric())?.0;
                rest = &rest[begins..];
            }
            rest = without_word(rest, word)?;
        }
        Some(text.len() - rest.len())
    }
}

/// Where words begin from a place on: the first byte, and the letter.
fn beginnings(text: &str, after: usize) -> impl Iterator<Item = (usize, char)> {
    let mut before = text[..after].chars().next_back();
    text[after..].char_indices().filter_map(move |(place, letter)| {
        let begins = letter.is_alphanumeric() && !goes_on(before, letter);
        before = Some(letter);
        begins.then_some((after + place, letter))
    })
}

/// Many names, looked for at once: those that begin with one letter together, the longest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Many {
    by_letter: HashMap<char, Vec<Sought>>,
}

#[derive(Clone, Debug, PartialEq)]
struct Sought {
    spelled: Spelled,
    with: String,
    /// Where only this spelling is meant, or that in capitals.
    exactly: Option<String>,
}

impl Many {
    /// What stands in the place of each name; `exactly` where only that spelling is the name.
    pub(super) fn of<'a>(names: impl Iterator<Item = (&'a str, &'a str, bool)>) -> Self {
        let mut many = Self::default();
        for (name, with, exactly) in names {
            let Some(spelled) = Spelled::of(name) else { continue };
            let letter = spelled.words[0][0];
            let sought = Sought { spelled, with: with.to_owned(), exactly: exactly.then(|| name.to_owned()) };
            many.by_letter.entry(letter).or_default().push(sought);
        }
        for all in many.by_letter.values_mut() {
            all.sort_by_key(|sought| std::cmp::Reverse(sought.spelled.words.iter().map(Vec::len).sum::<usize>()));
        }
        many
    }

    /// The text with what is said in their place; `None` where none of them stands there.
    pub(super) fn replaced(&self, text: &str) -> Option<String> {
        let (mut without, mut done) = (String::new(), 0);
        while let Some((from, to, with)) = beginnings(text, done).find_map(|(from, letter)| self.at(text, from, letter)) {
            without.push_str(&text[done..from]);
            without.push_str(with);
            done = to;
        }
        (done > 0).then(|| without + &text[done..])
    }

    /// Whether any of them stands there.
    pub(super) fn stand_in(&self, text: &str) -> bool {
        beginnings(text, 0).any(|(from, letter)| self.at(text, from, letter).is_some())
    }

    /// Where one of them stands, in bytes.
    pub(super) fn places(&self, text: &str) -> Vec<Range<usize>> {
        let (mut places, mut done) = (Vec::new(), 0);
        while let Some((from, to, _)) = beginnings(text, done).find_map(|(from, letter)| self.at(text, from, letter)) {
            places.push(from..to);
            done = to;
        }
        places
    }

    fn at(&self, text: &str, from: usize, letter: char) -> Option<(usize, usize, &str)> {
        let sought = self.by_letter.get(&letter.to_lowercase().next()?)?;
        sought.iter().find_map(|sought| {
            let to = sought.spelled.at(text, from)?;
            // In capitals throughout, no ordinary word is told from it.
            let is_spelled = |exactly: &String| text[from..to] == **exactly || text[from..to] == exactly.to_uppercase();
            let is_meant = sought.exactly.as_ref().is_none_or(is_spelled);
            is_meant.then_some((from, to, sought.with.as_str()))
        })
    }
}

/// What follows a word at the beginning of a text.
fn without_word<'a>(text: &'a str, word: &[char]) -> Option<&'a str> {
    let (mut letters, mut rest) = (word, text);
    while !letters.is_empty() {
        let next = rest.chars().next()?;
        for lower in next.to_lowercase() {
            letters = letters.strip_prefix(&[lower])?;
        }
        rest = &rest[next.len_utf8()..];
    }
    Some(rest)
}

/// Whether a letter goes on with the word before it. Scripts without spaces have no such words.
fn goes_on(before: Option<char>, letter: char) -> bool {
    let is_of_a_word = |c: char| c.is_alphanumeric() && c < '\u{2E80}';
    before.is_some_and(is_of_a_word) && is_of_a_word(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(name: &str, text: &str) -> String {
        Many::of([(name, "X", false)].into_iter()).replaced(text).unwrap_or_else(|| text.to_owned())
    }

    #[test]
    fn a_name_is_found_however_it_is_written() {
        assert_eq!(without("Acme, Inc.", "ACME Inc left; acme-inc's CFO, (Acme, Inc.)"), "X left; X's CFO, (X.)");
        assert_eq!(
            without("Müller & Söhne", "müller und Söhne, MÜLLER &amp Söhne, Müller & Söhne"),
            "müller und Söhne, MÜLLER &amp Söhne, X"
        );
        assert_eq!(without("İstanbul Gıda", "i̇stanbul gıda"), "X");
    }

    #[test]
    fn many_are_found_at_once_the_longest_first_and_some_only_as_they_are_spelled() {
        let names = [("Acme", "X", true), ("Acme Health", "Y", false), ("アクメ", "Z", false), ("Borea", "B", false)];
        let many = Many::of(names.into_iter());
        let told = many.replaced("ACME health, Acme, ACME and acme; Boreal, BOREA, 株式会社アクメは").unwrap();
        assert_eq!(told, "Y, X, X and acme; Boreal, B, 株式会社Zは");
        assert_eq!(many.replaced("nobody"), None);
    }

    #[test]
    fn a_part_of_another_word_is_another_word() {
        assert_eq!(without("Arc", "Arc, Arcade, march, ARC2, arc"), "X, Arcade, march, ARC2, X");
        assert_eq!(without("アクメ", "株式会社アクメは解約"), "株式会社Xは解約");
        assert_eq!(Spelled::of(" – "), None);
    }
}
