//! Cards that may say the same, by the words that they share. It is a likelihood, told with its words; the room puts them together or says
//! that they are two things. Names of people are no words: what two cards share is never who said it, or whom they speak of.

use std::collections::BTreeSet;

use super::card::{CardId, Insight};
use super::session::Session;
use super::text;

/// A card that may say the same as another one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Alike<'s> {
    pub other: &'s Insight,
    /// What both say, as the other one writes it.
    pub words: Vec<String>,
}

/// So much of the shorter card's words have to stand in the other one, in hundredths.
const SHARE: usize = 60;
/// Shorter words say little.
const LEAST_LETTERS: usize = 4;
/// Words that nearly every card of a retro has, or any sentence.
const COMMON: [&str; 34] = [
    "about",
    "account",
    "accounts",
    "after",
    "because",
    "been",
    "before",
    "cannot",
    "could",
    "customer",
    "customers",
    "from",
    "have",
    "into",
    "many",
    "more",
    "most",
    "much",
    "only",
    "over",
    "renewal",
    "renewals",
    "should",
    "some",
    "than",
    "that",
    "their",
    "them",
    "then",
    "they",
    "this",
    "very",
    "when",
    "with",
];

/// What says that two cards are two things.
pub(crate) fn told_apart(one: CardId, other: CardId) -> String {
    let (first, second) = if one.0 < other.0 { (one, other) } else { (other, one) };
    format!("alike:{first}:{second}")
}

/// The card that is most alike, unless the room said that they are two.
pub(crate) fn alike<'s>(session: &'s Session, card: &Insight) -> Option<Alike<'s>> {
    let names = names(session);
    let own = said(card, &names);
    let others = session.insights.iter().filter(|other| other.id != card.id && may_be(session, card, other));
    let shared = |other: &'s Insight| {
        let words = said(other, &names).iter().flat_map(|theirs| own.iter().filter_map(|own| shared(own, theirs))).max_by_key(Vec::len)?;
        Some(Alike { other, words })
    };
    others.filter_map(shared).reduce(|best, next| if next.words.len() > best.words.len() { next } else { best })
}

/// Whether a card may say what was written elsewhere.
pub(super) fn says_the_same(session: &Session, card: &Insight, written: &str) -> bool {
    let names = names(session);
    let theirs = words(written, &names);
    said(card, &names).iter().any(|own| shared(own, &theirs).is_some())
}

/// Both rest on data of their own: those say how they differ. Two groups stay two.
fn may_be(session: &Session, card: &Insight, other: &Insight) -> bool {
    let rest_on_data = !card.evidence.is_empty() && !other.evidence.is_empty();
    let are_groups = card.is_group() && other.is_group();
    !rest_on_data && !are_groups && !session.dismissed_findings.contains(&told_apart(card.id, other.id))
}

/// A word as it is compared, and as it is written.
type Word = (String, String);

/// The words of a card, or of each card in a group.
fn said(card: &Insight, names: &BTreeSet<String>) -> Vec<Vec<Word>> {
    card.cards().iter().map(|one| words(&one.text, names)).collect()
}

fn words(written: &str, names: &BTreeSet<String>) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    for word in written.split(|c: char| !c.is_alphanumeric()) {
        let bare = text::bare(word);
        let says_something = bare.chars().count() >= LEAST_LETTERS && !COMMON.contains(&bare.as_str()) && !names.contains(&bare);
        let stem = stem(&bare);
        if says_something && !found.iter().any(|(known, _)| *known == stem) {
            found.push((stem, word.to_lowercase()));
        }
    }
    found
}

/// Without the endings that come and go with a sentence.
fn stem(word: &str) -> String {
    let shorter = ["ing", "ed", "es", "s"].iter().find_map(|end| word.strip_suffix(end)).filter(|stem| stem.len() >= LEAST_LETTERS);
    shorter.unwrap_or(word).trim_end_matches('e').to_owned()
}

/// Every part of every name that is known here.
fn names(session: &Session) -> BTreeSet<String> {
    let seats = super::roster::Role::ALL.into_iter().flat_map(|role| {
        let seat = session.roster.seat(role);
        [seat.name.as_deref(), seat.fallback.as_deref()].into_iter().flatten()
    });
    let all = session.people.iter().map(|person| person.name.as_str()).chain(seats);
    all.flat_map(|name| name.split(|c: char| !c.is_alphanumeric())).map(text::bare).collect()
}

fn shared(own: &[Word], theirs: &[Word]) -> Option<Vec<String>> {
    let shorter = own.len().min(theirs.len());
    let both: Vec<String> =
        theirs.iter().filter(|(stem, _)| own.iter().any(|(other, _)| other == stem)).map(|(_, word)| word.clone()).collect();
    let is_all = both.len() == own.len().max(theirs.len());
    let is_enough = both.len() >= 2 && both.len() * 100 >= shorter * SHARE;
    (!both.is_empty() && (is_all || is_enough)).then_some(both)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::card::{Evidence, InsightKind};
    use crate::domain::event::{Event, PastBlocker};
    use crate::domain::guardrail;
    use crate::domain::person::PersonId;
    use crate::domain::session::History;
    use crate::store::fixture::{at, opened, scope};

    fn board(cards: &[&str]) -> History {
        let mut history = History::fold(vec![opened("test", scope(2026, 3))]).unwrap();
        history.push(at(1), "Mara", Event::PersonJoined { id: PersonId(1), name: "Dana Whitfield".into() });
        for (id, text) in (1..).zip(cards) {
            let event =
                Event::CardAdded { id: CardId(id), kind: InsightKind::Blocker, text: (*text).into(), critical: false, evidence: vec![] };
            history.push(at(1), "Mara", event);
        }
        history
    }

    fn found(history: &History, id: u32) -> Option<(u32, String)> {
        let session = history.session();
        alike(session, session.insight(CardId(id))?).map(|alike| (alike.other.id.0, alike.words.join(" ")))
    }

    #[test]
    fn cards_that_say_the_same_are_found_with_the_words_they_share() {
        for (one, other, words) in [
            ("No second champion in large accounts", "The second champion is missing", "second champion"),
            ("Discounts come late", "Late discounting", "late discounting"),
            ("Seats stand idle", "seats stand idle!", "seats stand idle"),
            ("Discounts", "discount", "discount"),
        ] {
            let history = board(&[one, "Procurement takes too long everywhere", other]);
            assert_eq!(found(&history, 1), Some((3, words.to_owned())), "{one} / {other}");
            assert_eq!(found(&history, 2), None);
        }
    }

    #[test]
    fn people_common_words_and_one_word_of_many_make_no_likeness() {
        for (one, other) in [
            ("Dana Whitfield asked for a discount", "Dana Whitfield saw no sponsor"),
            ("The renewal was lost with many customers", "More renewals before that with customers"),
            ("Champion left in spring", "Champion wanted a lower price"),
            ("", ""),
        ] {
            assert_eq!(found(&board(&[one, other]), 1), None, "{one} / {other}");
        }
    }

    #[test]
    fn what_the_room_told_apart_stays_two() {
        let mut history = board(&["No second champion", "Second champion missing"]);
        assert!(found(&history, 2).is_some());
        history.push(at(2), "Mara", Event::FindingDismissed { key: told_apart(CardId(2), CardId(1)) });
        assert_eq!((found(&history, 1), found(&history, 2)), (None, None));
    }

    #[test]
    fn a_blocker_that_was_critical_before_is_proposed_by_its_words_and_repeats_once_the_room_links_it() {
        let mut record = opened("test", scope(2026, 3));
        let Event::SessionOpened { past_blockers, .. } = &mut record.event else { panic!("{record:?}") };
        let past = PastBlocker {
            session: "q2".into(),
            text: "Champion churn is a blocker".into(),
            topic: "championchurnisablocker".into(),
            also: vec![],
        };
        past_blockers.push(past.clone());
        let mut history = History::fold(vec![record]).unwrap();
        let link = |key: &str| Evidence { key: key.into(), statement: "s".into(), figures: "f".into(), renewals: vec![], arr: None };
        for (id, text) in [(1, "Champion churn is a blocker again"), (2, "Procurement takes too long everywhere")] {
            let evidence = vec![link("reason:pricing.uplift")];
            history.push(
                at(1),
                "Mara",
                Event::CardAdded { id: CardId(id), kind: InsightKind::Blocker, text: text.into(), critical: true, evidence },
            );
        }
        let proposed =
            |history: &History, id| guardrail::may_repeat(history.session(), history.session().insight(CardId(id)).unwrap()).cloned();
        let again = |history: &History| guardrail::repeats(history.session(), history.session().insight(CardId(1)).unwrap()).cloned();
        assert_eq!(
            (proposed(&history, 1), proposed(&history, 2), again(&history)),
            (Some(past.clone()), None, None),
            "the room has the word"
        );
        history.push(at(2), "Mara", Event::CardLinked { id: CardId(1), evidence: link("championchurnisablocker") });
        assert_eq!((proposed(&history, 1), again(&history)), (None, Some(past)));
    }
}
