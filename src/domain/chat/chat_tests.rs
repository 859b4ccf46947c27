use proptest::prelude::*;

use super::meaning::{Meaning, meaning};
use super::*;
use crate::domain::card::{CardId, InsightKind};
use crate::domain::event::Event;
use crate::domain::person::PersonId;
use crate::domain::phase::Phase;
use crate::domain::session::{Author, History};
use crate::domain::wish::{CardWish, Wish};
use crate::store::fixture::{at, opened, scope};

/// Who says what.
fn said(pasted: &str) -> Vec<(String, String)> {
    let chat = read(pasted, &["Ana Lopez"]);
    chat.said.into_iter().map(|one| (one.by.unwrap_or_default(), one.text)).collect()
}

fn are(found: &[(String, String)], wanted: &[(&str, &str)]) {
    let found: Vec<(&str, &str)> = found.iter().map(|(by, text)| (by.as_str(), text.as_str())).collect();
    assert_eq!(found, wanted);
}

#[test]
fn zoom_saved_chat() {
    let pasted = "09:15:32 From Ana Lopez to Everyone:\r\n\tRenewals start too late: 30 days\r\n09:15:40\t From  Tom Weber  to  Everyone : Champions leave\r\n\
                  09:15:59 From Ana Lopez to Tom Weber (Direct Message):\r\n\tI think so too\r\n\
                  09:16:02 From Tom Weber to Everyone:\r\n\tReplying to \"Renewals start too late...\"\r\n\t\r\n\tYes, and nobody owns them\r\n\
                  09:16:09 From Ana Lopez to Everyone:\r\n\tReacted to \"Yes, and nobody own...\" with 👍\r\n";
    are(
        &said(pasted),
        &[("Ana Lopez", "Renewals start too late: 30 days"), ("Tom Weber", "Champions leave"), ("Tom Weber", "Yes, and nobody owns them")],
    );
    let chat = read(pasted, &[]);
    assert_eq!((chat.private, chat.reactions), (1, 1));
}

#[test]
fn zoom_chat_of_a_recording() {
    let pasted = "00:58:04\tAna Lopez:\tDiscounts came late\n00:58:20\tTom Weber (he/him):\tSee https://example.com/a:b\n01:02:03\tAna Lopez:\tI4 I4\n";
    are(&said(pasted), &[("Ana Lopez", "Discounts came late"), ("Tom Weber", "See https://example.com/a:b"), ("Ana Lopez", "I4 I4")]);
}

#[test]
fn teams_copied_with_and_without_context() {
    let pasted = "[10:42 • 13/08/2024] Mario Rossi:\nPrices: too high for seats nobody uses\n👍 ❤️\n[11/25 10:15 AM] Ana Lopez\nNo second champion\n- and no sponsor\n\
                  [11/25 10:16 AM] Ana Lopez (Guest)\nUsage falls first\n";
    are(
        &said(pasted),
        &[
            ("Mario Rossi", "Prices: too high for seats nobody uses"),
            ("Ana Lopez", "No second champion"),
            ("Ana Lopez", "and no sponsor"),
            ("Ana Lopez", "Usage falls first"),
        ],
    );
    // Since 2024 only the words are copied: a card a line, nobody's by name.
    are(&said("Prices too high\n\nNo second champion\n"), &[("", "Prices too high"), ("", "No second champion")]);
}

#[test]
fn teams_panel_with_time_below_the_name() {
    let pasted =
        "Ana Lopez\n10:15 AM\nNo second champion\nin any lost account\nTom Weber\nYesterday 10:16 AM\nUsage falls first (edited)\n";
    are(&said(pasted), &[("Ana Lopez", "No second champion in any lost account"), ("Tom Weber", "Usage falls first")]);
}

#[test]
fn meet_saved_captions_and_panel() {
    let saved = "00:12:34.567,00:12:37.567\nAna Lopez: No second champion\n\n00:13:01.000,00:13:04.000\nTom Weber: Usage: falls first\n";
    are(&said(saved), &[("Ana Lopez", "No second champion"), ("Tom Weber", "Usage: falls first")]);
    are(&said("You\n10:15\nNo second champion\n"), &[("You", "No second champion")]);
}

#[test]
fn slack_copied_from_a_huddle() {
    let pasted = "Ana Lopez  [10:15 AM]\nNo second champion (edited)\n:+1: 3\n2 replies\nTom Weber  10:16 AM\n1. Usage falls first\n2. Health follows\n";
    are(&said(pasted), &[("Ana Lopez", "No second champion"), ("Tom Weber", "Usage falls first"), ("Tom Weber", "Health follows")]);
}

#[test]
fn webex_saved_chat() {
    let pasted =
        "from Ana Lopez to everyone:    10:15 AM\nNo second champion\nfrom Tom Weber to Ana Lopez (privately):    10:16 AM\nnot for all\n";
    are(&said(pasted), &[("Ana Lopez", "No second champion")]);
}

#[test]
fn plain_names_and_plain_lists() {
    are(&said("Ana Lopez: No second champion\nTom: I4, I7\n"), &[("Ana Lopez", "No second champion"), ("Tom", "I4, I7")]);
    // Nobody known, and nobody speaks twice: words with a colon in them.
    are(&said("Prices: too high\nUsage: falls first\n"), &[("", "Prices: too high"), ("", "Usage: falls first")]);
    are(&said("• Prices too high\n• Usage falls first: seats\n"), &[("", "Prices too high"), ("", "Usage falls first: seats")]);
}

#[test]
fn names_from_right_to_left_and_without_capitals() {
    are(&said("\u{200f}דנה כהן\u{200e}  10:15\nאין אלוף שני\n"), &[("דנה כהן", "אין אלוף שני")]);
    are(&said("[10:15] 田中太郎: 更新が遅い\n[10:16] 田中太郎: I4\n"), &[("田中太郎", "更新が遅い"), ("田中太郎", "I4")]);
}

fn board() -> History {
    let mut history = History::fold(vec![opened("test", scope(2026, 3))]).unwrap();
    for (id, text) in [(1, "No second champion"), (2, "Usage falls first"), (4, "Late uplift")] {
        let event = Event::CardAdded { id: CardId(id), kind: InsightKind::Blocker, text: text.into(), critical: false, evidence: vec![] };
        history.push(at(1), "Mara", event);
    }
    history
}

#[test]
fn numbers_are_votes_where_each_is_a_card() {
    let history = board();
    let meant = |said: &str| meaning(said, history.session(), Phase::InsightSynthesis);
    let votes = |ids: &[u32]| Meaning::Votes(ids.iter().copied().map(CardId).collect());
    assert_eq!(meant("I4 I4 I2"), votes(&[4, 4, 2]));
    assert_eq!(meant("1 4 4"), votes(&[1, 4, 4]));
    assert_eq!(meant("+1 I4"), votes(&[4]));
    assert_eq!(meant("my votes: 1, 2 and 4"), votes(&[1, 2, 4]));
    assert_eq!(meant("i7"), votes(&[7]), "there is no I7, and the door says so");
    assert_eq!(meant("2026"), Meaning::Words("2026".into()));
    assert_eq!(meant("4"), Meaning::Words("4".into()), "a single number may be anything");
    assert_eq!(meant("vote 4"), votes(&[4]));
    assert_eq!(meant("1 of 4 lost its champion"), Meaning::Words("1 of 4 lost its champion".into()));
    assert_eq!(meant("+1"), Meaning::Agreement);
    assert_eq!(meaning("5", history.session(), Phase::Close), Meaning::Score(5));
    assert_eq!(meaning("4/5", history.session(), Phase::Close), Meaning::Score(4));
    // Where the room scores, nothing is a vote for a card.
    for said in ["6", "1 2", "I4", "4.5"] {
        assert_eq!(meaning(said, history.session(), Phase::Close), Meaning::Words(said.into()));
    }
}

/// Takes in what is new, as a room would.
fn take_in(history: &mut History, pasted: &str) -> usize {
    let people: Vec<String> = history.session().people.iter().map(|person| person.name.clone()).collect();
    let people: Vec<&str> = people.iter().map(String::as_str).collect();
    let new = news(&read(pasted, &people), history, Phase::InsightSynthesis, InsightKind::Blocker).new;
    let joining: Vec<String> = newcomers(&new, history.session()).into_iter().map(str::to_owned).collect();
    for name in joining {
        let id = history.next_person();
        history.push(at(2), "Mara", Event::PersonJoined { id, name });
    }
    for one in &new {
        let known = history.session().people.iter().find(|person| Some(person.name.as_str()) == one.by.as_deref());
        let author = known.map_or_else(|| Author::from("Mara"), |person| Author { person: person.id, name: person.name.clone() });
        let event = crate::domain::rules::admit(history, author.person, one.wish.clone()).unwrap();
        history.push(at(2), author, event);
    }
    new.len()
}

#[test]
fn the_same_chat_again_adds_only_what_is_new() {
    let mut history = board();
    let first = "[10:15] Ana Lopez: Renewals start late\n[10:16] Tom Weber: I4 I4\n[10:17] Ana Lopez: Renewals start late\n";
    assert_eq!(take_in(&mut history, first), 4, "two equal cards, two votes");
    assert_eq!(take_in(&mut history, first), 0);
    // One card was edited, the other one removed: neither comes back.
    history.push(at(3), "Mara", Event::CardEdited { id: CardId(5), text: "Renewals start 30 days before".into() });
    history.push(at(3), "Mara", Event::CardRemoved { id: CardId(6) });
    let later = format!("{first}[10:20] Tom Weber: Prices\n[10:21] Ana Lopez: I4\n");
    assert_eq!(take_in(&mut history, &later), 2);
    assert_eq!(take_in(&mut history, &later), 0);
    assert_eq!(history.session().insight(CardId(4)).unwrap().votes.total(), 3);
    assert_eq!(history.session().people.len(), 2);
    let tom = history.session().people.iter().find(|person| person.name == "Tom Weber").unwrap().id;
    assert_eq!((tom, history.session().insight(CardId(4)).unwrap().votes.of(tom)), (PersonId(2), 2));
    let vote = New { by: Some("Ana Lopez".into()), wish: Wish::OnCard(CardId(4), CardWish::Vote) };
    let chat = read("[10:21] Ana Lopez: I4 I4\n", &[]);
    let found = news(&chat, &history, Phase::InsightSynthesis, InsightKind::Blocker);
    assert_eq!((found.new, found.known), (vec![vote], 1), "one of the two was counted");
}

/// Each message is taken in, or counted among what is not.
#[test]
fn what_adds_nothing_is_counted_by_what_it_is() {
    let history = board();
    let chat = read("[10:15] Gus Green: +1\n[10:16] Ana Lopez: 👍👍\n[10:17] Gus Green: agreed!\n", &[]);
    let found = news(&chat, &history, Phase::InsightSynthesis, InsightKind::Blocker);
    assert_eq!((found.new.len(), found.known, found.agreements, chat.reactions), (0, 0, 2, 1));
}

#[test]
fn somebody_known_is_known_however_their_name_is_written() {
    are(&said("ana lopez: prices moved\nNobody said why\n"), &[("ana lopez", "prices moved"), ("", "Nobody said why")]);
}

proptest! {
    /// Whatever people write, and whichever program it is copied from: no message is lost, doubled or given to somebody else.
    #[test]
    fn every_message_is_read_once_and_is_its_senders(
        messages in prop::collection::vec((prop::sample::select(&["Ana Lopez", "Tom Weber", "Zoë van der Berg", "דנה כהן"][..]), "[a-z][a-z ,:]{0,20}[a-z]"), 1..20),
        style in 0usize..6,
    ) {
        let write = |at: usize, by: &str, text: &str| {
            let (hour, minute) = (9 + at / 60, at % 60);
            match style {
                0 => format!("{hour:02}:{minute:02}:07 From {by} to Everyone:\n\t{text}\n"),
                1 => format!("{hour:02}:{minute:02}:07\t{by}:\t{text}\n"),
                2 => format!("[11/25 {hour}:{minute:02} AM] {by}\n{text}\n"),
                3 => format!("{by}  [{hour}:{minute:02} AM]\n{text}\n"),
                4 => format!("{by}\n{hour}:{minute:02}\n{text}\n"),
                _ => format!("00:{minute:02}:07.000,00:{minute:02}:09.000\n{by}: {text}\n\n"),
            }
        };
        let pasted: String = messages.iter().enumerate().map(|(at, (by, text))| write(at, by, text)).collect();
        let wanted: Vec<(String, String)> = messages.iter().map(|(by, text)| ((*by).to_owned(), text::line(text))).collect();
        prop_assert_eq!(said(&pasted), wanted);
    }

    /// Nothing that is pasted breaks the reading, and nothing but its own words comes of it.
    #[test]
    fn whatever_is_pasted_is_read(pasted in "(\\PC|\n|\t){0,200}") {
        let chat = read(&pasted, &["Ana"]);
        prop_assert!(chat.said.iter().all(|one| !one.text.is_empty() && !one.text.contains('\n')));
        prop_assert!(chat.said.len() <= pasted.lines().count());
    }
}
