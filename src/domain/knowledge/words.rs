//! Words as they are compared: case and accents do not matter, and nothing in them is syntax.

use crate::domain::text;

/// The words of a text. Languages without spaces have a word a character, so that a part of a run is found, too.
pub(crate) fn folded(said: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for c in said.chars() {
        if stands_alone(c) {
            end(&mut word, &mut words);
            words.push(c.to_string());
        } else if c.is_alphanumeric() || belongs_to_one(c) {
            word.push(c);
        } else {
            end(&mut word, &mut words);
        }
    }
    end(&mut word, &mut words);
    words
}

fn end(word: &mut String, words: &mut Vec<String>) {
    let folded = text::bare(word);
    word.clear();
    if !folded.is_empty() {
        words.push(folded);
    }
}

/// Accents that are characters of their own.
fn belongs_to_one(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}')
}

/// Chinese and Japanese characters, Korean syllables.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{20000}'..='\u{3134F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_marks_do_not_matter() {
        assert_eq!(folded("Kündigung, KUNDIGUNG! ku\u{0308}ndigung"), ["kundigung"; 3]);
        assert_eq!(folded("price-uplift \"AND\" (NOT*)"), ["price", "uplift", "and", "not"]);
        assert_eq!(folded("価格改定 Q3"), ["価", "格", "改", "定", "q3"]);
        assert_eq!(folded(" \u{0} — ’ "), [""; 0]);
    }
}
