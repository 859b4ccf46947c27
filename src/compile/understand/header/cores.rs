//! The cores of many names that share their words, as a dictionary of headings has them: each word is taken apart once.

use rustc_hash::FxHashMap;

use super::{Heading, split, telling, units};
use crate::domain::text::bare;

/// A word that is the same whatever stands beside it.
struct Plain {
    text: String,
    is_filler: bool,
}

/// What was told of the pieces of names so far: their words, or nothing where one of them may be a mark among others.
#[derive(Default)]
pub(crate) struct Cores<'n>(FxHashMap<&'n str, Option<Vec<Plain>>>);

impl<'n> Cores<'n> {
    /// What [`Heading::core_of`] is of a name, and the bare name where that is another.
    pub(crate) fn of(&mut self, name: &'n str) -> (String, Option<String>) {
        let (core, is_whole) = self.of_words(name).unwrap_or_else(|| (Heading::core_of(name), false));
        let bare = (!is_whole).then(|| bare(name)).filter(|bare| *bare != core);
        (core, bare)
    }

    /// The core of a name that is nothing but words, and whether all of their letters are in it.
    fn of_words(&mut self, name: &'n str) -> Option<(String, bool)> {
        if !name.chars().all(|c| c == ' ' || split::is_letter(c)) {
            return None;
        }
        let (mut core, mut is_whole, mut filler) = (String::with_capacity(name.len()), true, None);
        for piece in name.split(' ').filter(|piece| !piece.is_empty()) {
            for word in self.0.entry(piece).or_insert_with(|| plain(piece)).as_ref()? {
                // At the end it stays.
                if let Some(start) = filler.take() {
                    core.truncate(start);
                    is_whole = false;
                }
                filler = word.is_filler.then_some(core.len());
                core.push_str(&word.text);
            }
        }
        (!core.is_empty()).then_some((core, is_whole && (name.is_ascii() || !name.contains('の'))))
    }
}

fn plain(piece: &str) -> Option<Vec<Plain>> {
    let words = split::words(piece).into_iter();
    let plain =
        words.map(|word| (!units::may_be_mark(&word.text)).then(|| Plain { is_filler: telling::is_filler(&word.text), text: word.text }));
    plain.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::tongues;

    #[test]
    fn names_taken_apart_word_by_word_come_to_the_same() {
        let mut cores = Cores::default();
        let names = tongues::headings().flat_map(|names| names.sure().chain(names.likely()));
        for name in names.chain(["Fee in k€", "date of", "ARR in cents", "Amount k", "の", "Sign dt", "of the end", "Price (USD)", ""]) {
            let bare = Some(bare(name)).filter(|bare| *bare != Heading::core_of(name));
            assert_eq!(cores.of(name), (Heading::core_of(name), bare), "{name}");
        }
    }
}
