//! A name in a text, however it is written: case does not matter, nor what stands between its words.

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

    pub(super) fn stands_in(&self, text: &str) -> bool {
        self.find(text, 0).is_some()
    }

    /// The text with something else in its place; `None` where it does not stand there.
    pub(super) fn replaced(&self, text: &str, with: &str) -> Option<String> {
        let mut without = String::new();
        let mut done = 0;
        while let Some((from, to)) = self.find(text, done) {
            without.push_str(&text[done..from]);
            without.push_str(with);
            done = to;
        }
        (done > 0).then(|| without + &text[done..])
    }

    /// Where it stands from a place on: its first byte, and the first behind it.
    fn find(&self, text: &str, after: usize) -> Option<(usize, usize)> {
        let mut before = text[..after].chars().next_back();
        for (place, letter) in text[after..].char_indices() {
            let from = after + place;
            if letter.is_alphanumeric() && !goes_on(before, letter) {
                let to = self.ends(&text[from..]).map(|length| from + length);
                if let Some(to) =
                    to.filter(|to| !text[*to..].chars().next().is_some_and(|next| goes_on(text[..*to].chars().next_back(), next)))
                {
                    return Some((from, to));
                }
            }
            before = Some(letter);
        }
        None
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
        Spelled::of(name).unwrap().replaced(text, "X").unwrap_or_else(|| text.to_owned())
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
    fn a_part_of_another_word_is_another_word() {
        assert_eq!(without("Arc", "Arc, Arcade, march, ARC2, arc"), "X, Arcade, march, ARC2, X");
        assert_eq!(without("アクメ", "株式会社アクメは解約"), "株式会社Xは解約");
        assert_eq!(Spelled::of(" – "), None);
    }
}
