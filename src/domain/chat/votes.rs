//! Votes as people write them in a chat: `+1 I4`, `I4 I4 I7`, `votes: 1, 4, 4`, `I4 +2`, `I4x2`, `I4: 2 votes`.

use crate::domain::card::CardId;
use crate::domain::session::Session;

/// Nobody means more votes for one card by one message.
const MOST: u32 = 9;

/// Words beside the cards that say nothing else.
const BESIDE: [&str; 8] = ["and", "for", "please", "pls", "my", "on", "to", "und"];

/// A card that is named, and how often.
struct Named {
    card: u32,
    times: u32,
    /// With its letter or sign: a number alone may be anything.
    is_marked: bool,
}

/// The cards that a message votes for, each as often as it is named; `None` where anything in it is no vote.
pub(super) fn votes(said: &str, session: &Session) -> Option<Vec<CardId>> {
    let said = said.to_lowercase().replace("👍", " +1 ").replace("+i", " i").replace("+#", " #");
    let words: Vec<&str> = said.split([' ', ',', ';', '&', '/', ':']).map(|word| word.trim_end_matches(['.', '!'])).collect();
    let mut is_opened = false;
    let mut named: Vec<Named> = Vec::new();
    let mut words = words.into_iter().filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        let times = word.strip_prefix(['+', 'x', '×']).and_then(|times| times.parse().ok());
        match (times, named.last_mut()) {
            _ if BESIDE.contains(&word) => {}
            _ if is_vote(word) => is_opened = true,
            (Some(times), Some(last)) => last.times = times,
            (Some(1), None) => is_opened = true,
            (Some(_), None) => return None,
            // `I4: 2 votes`
            (None, Some(last)) if words.peek().is_some_and(|next| is_vote(next)) && word.parse::<u32>().is_ok() => {
                last.times = word.parse().ok()?;
                words.next();
            }
            (None, _) => named.push(card(word)?),
        }
    }
    let is_known = |one: &Named| session.insight(CardId(one.card)).is_some();
    let marked = named.iter().filter(|one| one.is_marked).count();
    let are_meant = match marked {
        0 => is_opened || named.len() > 1 && named.iter().all(is_known),
        // A number alone among cards that are marked is none of them.
        _ => marked == named.len(),
    };
    let is_possible = named.iter().all(|one| (1..=MOST).contains(&one.times));
    (!named.is_empty() && are_meant && is_possible).then(|| named.iter().flat_map(|one| (0..one.times).map(|_| CardId(one.card))).collect())
}

fn is_vote(word: &str) -> bool {
    ["vote", "votes", "voting"].contains(&word)
}

/// `i4`, `#4`, `4`, `i4x2`.
fn card(word: &str) -> Option<Named> {
    let bare = word.trim_start_matches(['i', '#']);
    let (card, times) = match bare.split_once(['x', '×']) {
        Some((card, times)) => (card.parse().ok()?, times.parse().ok()?),
        None => (bare.parse().ok()?, 1),
    };
    Some(Named { card, times, is_marked: bare.len() < word.len() })
}
