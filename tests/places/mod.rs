//! All places in which something is typed.

/// What is typed there.
pub const TEXT: &str = "half a tho";

/// Somewhere to type: how to get the session so far, and the keys that open it.
pub struct Place {
    pub name: &'static str,
    pub before: &'static str,
    pub opens: &'static str,
    /// The keys that bring it back where it does not stand open again by itself.
    pub comes_back: Option<&'static str>,
}

const fn place(name: &'static str, before: &'static str, opens: &'static str) -> Place {
    Place { name, before, opens, comes_back: None }
}

const fn waits(name: &'static str, before: &'static str, opens: &'static str, comes_back: &'static str) -> Place {
    Place { name, before, opens, comes_back: Some(comes_back) }
}

pub const PLACES: [Place; 22] = [
    place("note", "", "N"),
    place("indicator", "nnn", "a"),
    place("blocker", "nnn", "<right>a"),
    place("card", "nnnaFirst<enter><esc>", "e<c-u>"),
    place("accepted blocker", "nnn<right>aFirst<enter><esc>c", "R"),
    place("gate", "nnnnn", "o"),
    place("sign-off", "nnnnn", "s<c-u>"),
    place("seat", "", "<enter>"),
    place("seat, second field", "", "<enter><tab>"),
    place("action", "nnnn", "a"),
    place("action for a card", "nnnaFirst<enter><esc>", "o<c-u>"),
    place("action ahead", "nnnn<tab>", "a<c-u>"),
    place("action changed", "nnnnaDo it<enter>", "e<tab>"),
    place("correction", "nn<tab><tab><tab><tab><tab><tab>", "c<right>e<tab><tab><tab><tab><tab><tab>"),
    place("search in a list", "n", "/"),
    place("search on another view", "n<tab><tab><tab><tab>", "/"),
    place("search on the board", "nnn", "/"),
    place("commands", "", "<c-p>"),
    waits("reasons", "nn", "c<right>m", "c<right>m"),
    waits("search in a table", "n", "r/", "r"),
    waits("search in the keys", "", "?/", "?"),
    waits("evidence", "nnnaFirst<enter><esc>", "l", "l"),
];
