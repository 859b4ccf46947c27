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

pub const PLACES: [Place; 32] = [
    place("note", "", "N"),
    place("indicator", ">>>", "a"),
    place("blocker", ">>>", "<right>a"),
    place("card", ">>>aFirst<enter><esc>", "e<c-u>"),
    place("accepted blocker", ">>>aFirst<enter><esc>HHLc", "R"),
    place("gate", ">>>>>", "o"),
    place("sign-off", "<enter>Ana Ruiz<enter>>>>>>", "s<c-u>"),
    place("seat", "", "<enter>"),
    place("seat, second field", "", "<enter><tab>"),
    place("action", ">>>>", "a"),
    place("action for a card", ">>>aFirst<enter><esc>", "o<c-u>"),
    place("action ahead", ">>>><tab>", "a<c-u>"),
    place("action changed", ">>>>aDo it<enter>", "e<tab>"),
    place("correction", ">><tab><tab><tab><tab><tab><tab>", "c<right>e<tab><tab><tab><tab><tab><tab><tab>"),
    place("search in a list", ">", "/"),
    place("search on another view", "><tab><tab><tab><tab>", "/"),
    place("search on the board", ">>>", "/"),
    place("commands", "", "<c-p>"),
    waits("reasons", ">>", "c<right>m", "c<right>m"),
    waits("search in a table", ">", "r/", "r"),
    waits("search in the keys", "", "?/", "?"),
    waits("evidence", ">>>aFirst<enter><esc>", "l", "l"),
    place("somebody who joins", "", "a"),
    place("parked line", "", "F"),
    place("agreement", "", "Wa"),
    place("question", "", "Q<c-u>"),
    place("answer to the question", "aMara<enter>Q<enter><esc>", "Qa"),
    place("action of a parked line", "FWrite it down<enter>", "B<enter>action<enter><c-u>"),
    place("what was said", ">>>aFirst<enter><esc><tab><tab><tab>.", "w"),
    place("decision", ">>>aFirst<enter><esc><tab><tab><tab>.", "D"),
    place("group", ">>>aFirst<enter>Second<enter><esc>", "m<up>m<c-u>"),
    place("votes", ">>>", ":votes per person<enter><c-u>"),
];
