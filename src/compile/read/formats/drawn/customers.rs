//! Whose a deal is, by its title: what is left without the words that titles of deals share (`Abbott Ltd - Renewal FY26`).

use rustc_hash::{FxHashMap, FxHashSet};

use crate::compile::read::values::words;
use crate::domain::text::bare;

/// Of a hundred titles so many must say that they are of renewals.
const MOST: usize = 60;
/// A word that so many of a hundred share is none of a customer's name.
const SHARED: usize = 40;
const FEWEST: usize = 3;
/// Of a hundred titles so many must name somebody.
const NAMED: usize = 90;

/// The words that titles of a column share.
#[derive(Clone, Debug, Default)]
pub(crate) struct Titles {
    shared: FxHashSet<String>,
}

impl Titles {
    /// `None` where the values are no titles of renewals.
    pub(crate) fn of(values: &[&str]) -> Option<Self> {
        let all = values.len();
        let renewals = values.iter().filter(|title| words::kind_in_title(title) == Some(true)).count();
        if all < FEWEST || renewals * 100 < all * MOST {
            return None;
        }
        let mut rows: FxHashMap<String, usize> = FxHashMap::default();
        for title in values {
            let own: FxHashSet<String> = words_of(title).map(|(_, word)| bare(word)).collect();
            for word in own {
                *rows.entry(word).or_default() += 1;
            }
        }
        let shared = rows.into_iter().filter(|(_, rows)| rows * 100 >= all * SHARED).map(|(word, _)| word).collect();
        let titles = Self { shared };
        // What is left of nearly all of them is a name, and not the same one.
        let named: Vec<&str> = values.iter().map(|title| titles.customer(title)).filter(|name| !name.is_empty()).collect();
        let customers: FxHashSet<&&str> = named.iter().collect();
        (customers.len() > 2 && named.len() * 100 >= all * NAMED).then_some(titles)
    }

    /// What is left of a title; nothing where it says no more than what the deal is.
    pub(crate) fn customer<'t>(&self, title: &'t str) -> &'t str {
        let own: Vec<(usize, &str)> = words_of(title).collect();
        let is_name = |(_, word): &&(usize, &str)| !self.is_of_title(word);
        match (own.iter().find(is_name), own.iter().rfind(is_name)) {
            (Some((from, _)), Some((to, word))) => {
                let name = &title[*from..to + word.len()];
                // A point belongs to the name: `Abbott S.p.A.`
                let point = title[to + word.len()..].starts_with('.');
                if point { &title[*from..=to + word.len()] } else { name }
            }
            _ => "",
        }
    }

    /// A word that says what the deal is, or of when: `Renewal`, `FY26`, `2026`, `Q3`.
    fn is_of_title(&self, word: &str) -> bool {
        let bare = bare(word);
        let is_time = || {
            let digits = bare.trim_start_matches(['f', 'y', 'q', 'h']);
            (bare.len() - digits.len() <= 2) && !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|b| b.is_ascii_digit())
        };
        self.shared.contains(&bare) || words::kind_in_title(word).is_some() || is_time()
    }
}

/// The words of a title, each with where it begins.
fn words_of(title: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    let parts = title.split_inclusive(|c: char| !c.is_alphanumeric()).map(move |part| {
        let at = from;
        from += part.len();
        (at, part.trim_end_matches(|c: char| !c.is_alphanumeric()))
    });
    parts.filter(|(_, word)| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_customer_is_what_titles_do_not_share() {
        let titles = [
            "Abbott S.p.A. - Renewal FY26",
            "Barlow & Sons - Renewal FY26",
            "Renewal: Cole (Europe) Ltd 2026",
            "Dunn Upsell",
            "Eve - Renewal 2026",
        ];
        let shared = Titles::of(&titles).unwrap();
        let customers: Vec<&str> = titles.iter().map(|title| shared.customer(title)).collect();
        assert_eq!(customers, ["Abbott S.p.A.", "Barlow & Sons", "Cole (Europe) Ltd", "Dunn", "Eve"]);
        assert!(Titles::of(&["Abbott", "Barlow", "Cole", "Renewal"]).is_none(), "names of customers");
        assert!(Titles::of(&["Renewal"; 4]).is_none(), "kinds of deals");
        assert_eq!(shared.customer("Renewal 2026"), "");
    }
}
