//! Keyboards whose letters are not Latin: what stands on the same key of a Latin one is meant.

/// Cyrillic as Windows and Linux lay it out (Russian, Ukrainian, Belarusian), then Greek; each beside the key's Latin letter.
const LAYOUTS: [(&str, &str); 2] = [
    ("йцукенгшщзхъфывапролджэячсмитьбюіїєґў", "qwertyuiop[]asdfghjkl;'zxcvbnm,.s]'\\o"),
    ("ςερτυθιοπασδφγηξκλζχψωβνμ", "wertyuiopasdfghjklzxcvbnm"),
];

/// With shift, the marks among them are others.
const SHIFTED: [(char, char); 7] = [('[', '{'), (']', '}'), (';', ':'), ('\'', '"'), (',', '<'), ('.', '>'), ('\\', '|')];

/// What a Latin keyboard sends for the key that sends this letter here; nothing for what is Latin already.
pub(super) fn latin(letter: char) -> Option<char> {
    let small = letter.to_lowercase().next().unwrap_or(letter);
    // A sigma that ends a word has a key of its own, and no capital.
    let found = LAYOUTS.iter().find_map(|(here, latin)| {
        let place = here.chars().position(|known| known == small)?;
        latin.chars().nth(place)
    })?;
    if small == letter {
        return Some(found);
    }
    let mark = SHIFTED.iter().find(|(plain, _)| *plain == found).map(|(_, shifted)| *shifted);
    Some(mark.unwrap_or_else(|| found.to_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_means_what_stands_on_its_key() {
        let typed = |words: &str| words.chars().map(|c| latin(c).unwrap_or(c)).collect::<String>();
        assert_eq!(typed("фмчйтг"), "avxqnu");
        assert_eq!(typed("ФМЮЖ"), "AV>:", "shift turns the marks, too");
        assert_eq!(typed("ανΝΤς"), "anNTw");
        assert_eq!(typed("ії"), "s]");
        assert_eq!((latin('a'), latin('.'), latin('é'), latin('ß')), (None, None, None, None));
    }

    #[test]
    fn every_letter_has_one_key() {
        for (here, there) in LAYOUTS {
            assert_eq!(here.chars().count(), there.chars().count());
        }
    }
}
