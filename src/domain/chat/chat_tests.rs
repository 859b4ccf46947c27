use proptest::prelude::*;

use super::meaning::{Meaning, meaning};
use super::*;
use crate::domain::action::{Action, ActionId};
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
    assert_eq!(chat.private, 1);
    let left: Vec<Why> = chat.left.iter().map(|left| left.why).collect();
    assert_eq!(left, [Why::Quote, Why::Reaction]);
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
fn transcripts_as_webvtt_and_subrip() {
    let teams = "WEBVTT\n\n4f1c/12-0\n00:00:01.240 --> 00:00:03.000\n<v Ana Lopez>No second champion</v>\n\n4f1c/12-1\n00:00:03.000 --> 00:00:04.500\n<v Ana Lopez>in any lost account.</v>\n\n4f1c/13-0\n00:00:05.000 --> 00:00:06.000\n<v Tom Weber>Usage falls first</v>\n";
    let wanted = [("Ana Lopez", "No second champion in any lost account."), ("Tom Weber", "Usage falls first")];
    are(&said(teams), &wanted);
    let zoom = "WEBVTT\r\n\r\n1\r\n00:00:01.240 --> 00:00:03.000\r\nAna Lopez: No second champion\r\n\r\n2\r\n00:00:03.000 --> 00:00:04.500\r\nAna Lopez: in any lost account.\r\n\r\n3\r\n00:00:05.000 --> 00:00:06.000\r\nTom Weber: Usage falls first\r\n";
    are(&said(zoom), &wanted);
    let subrip = "1\n00:00:01,240 --> 00:00:03,000\nAna Lopez: No second champion\nin any lost account.\n\n2\n00:00:05,000 --> 00:00:06,000\nUsage falls first\n";
    are(&said(subrip), &[wanted[0], ("", "Usage falls first")]);
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
    for (said, ids) in [
        ("I2 +1", &[2][..]),
        ("I2 +2", &[2, 2]),
        ("+1 for I2", &[2]),
        ("👍 I4", &[4]),
        ("I4.", &[4]),
        ("#4", &[4]),
        ("I1/I2/I4", &[1, 2, 4]),
        ("I4x2", &[4, 4]),
        ("I2: 2 votes", &[2, 2]),
        ("I2, I4 and I1 please", &[2, 4, 1]),
        ("I2+I4", &[2, 4]),
    ] {
        assert_eq!(meant(said), votes(ids), "{said}");
    }
    for said in ["I2 4", "I4 2026", "+3", "I2 x 40", "I2 is late"] {
        assert_eq!(meant(said), Meaning::Words(said.into()), "a number beside a card may be anything");
    }
    assert_eq!(meaning("5", history.session(), Phase::Close), Meaning::Score(5));
    assert_eq!(meaning("4/5", history.session(), Phase::Close), Meaning::Score(4));
    // Where the room scores, nothing is a vote for a card.
    for said in ["1 2", "I4", "five"] {
        assert_eq!(meaning(said, history.session(), Phase::Close), Meaning::Words(said.into()));
    }
    for said in ["6", "4.5", "4,5", "0", "4.5/5"] {
        assert_eq!(meaning(said, history.session(), Phase::Close), Meaning::NoScore, "{said}");
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
    let vote = New {
        by: Some("Ana Lopez".into()),
        written: Some("Ana Lopez".into()),
        wish: Wish::OnCard(CardId(4), CardWish::Vote),
        says_where: false,
    };
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
    let left: Vec<Why> = found.left.iter().map(|left| left.why).collect();
    assert_eq!((found.new.len(), found.known, left), (0, 0, vec![Why::Reaction, Why::Agreement, Why::Agreement]));
}

#[test]
fn somebody_known_is_known_however_their_name_is_written() {
    are(&said("ana lopez: prices moved\nNobody said why\n"), &[("ana lopez", "prices moved"), ("", "Nobody said why")]);
}

/// What is left out, and why.
fn left(pasted: &str) -> Vec<(String, Why)> {
    read(pasted, &["Ana Lopez"]).left.into_iter().map(|left| (left.text, left.why)).collect()
}

#[test]
fn what_programs_write_between_messages_is_nobodys_words() {
    let pasted = "Today\nMeeting started  10:00 AM\nTom Weber joined the meeting.\nRecording has started. Let everyone know.\n\
                  Ana Lopez  10:15 AM\nNo second champion\n2 Like reactions.\nEdited\nTom Weber  10:16 AM\njoined #renewals-q3.\n\
                  Ana Lopez  10:17 AM\nset the channel topic: Retro\nPolly APP  10:18 AM\nTime to vote!\nTom Weber  10:19 AM\n\
                  replied to a thread:\nNo second champion\nAnd no sponsor\n2 replies\nView thread\nNew messages\nTom Weber left the meeting\n10:30 AM\n";
    are(&said(pasted), &[("Ana Lopez", "No second champion"), ("Tom Weber", "And no sponsor")]);
    let left = left(pasted);
    let of = |why: Why| left.iter().filter(|(_, of)| *of == why).count();
    assert_eq!([of(Why::Reaction), of(Why::Bot), of(Why::Quote)], [1, 1, 2], "{left:?}");
    assert_eq!(left.len(), 16, "each line is told: {left:?}");
}

#[test]
fn who_left_is_what_the_retro_is_about_unless_they_speak_here() {
    for words in ["Champion left", "Executive Sponsor left", "The champion left before the renewal", "Meeting ended without a decision"] {
        are(&said(&format!("{words}\nUsage falls first\n")), &[("", words), ("", "Usage falls first")]);
        are(&said(&format!("[10:15] Tom Weber: {words}\n")), &[("Tom Weber", words)]);
    }
    assert_eq!(left("[10:15] Tom Weber: Usage falls\nTom Weber left\n"), [("Tom Weber left".to_owned(), Why::Program)]);
    assert_eq!(left("Ana Lopez joined\nUsage falls\n"), [("Ana Lopez joined".to_owned(), Why::Program)]);
}

#[test]
fn one_person_is_one_however_programs_write_them() {
    let mut history = board();
    history.push(at(1), "Mara", Event::PersonJoined { id: PersonId(1), name: "Ana Lopez".into() });
    let pasted = "[10:15] Ana Lopez (Acme): One\n[10:16] Lopez, Ana: Two\n[10:17] Ana Lopez - Customer Success: Three\n[10:18] Tom Weber :wave:: Four\n\
                  [10:19] Tom: Five\n[10:20] Tom Weber | Globex: Six\n[10:21] You: Seven\n";
    let chat = read(pasted, &["Ana Lopez"]);
    let found = news(&chat, &history, Phase::InsightSynthesis, InsightKind::Blocker);
    let by: Vec<&str> = found.new.iter().map(|new| new.by.as_deref().unwrap_or("-")).collect();
    assert_eq!(by, ["Ana Lopez", "Ana Lopez", "Ana Lopez", "Tom Weber", "Tom Weber", "Tom Weber", "-"]);
    assert_eq!(newcomers(&found.new, history.session()), ["Tom Weber"]);
    let likely = naming(&chat.said, history.session()).into_iter().filter(|meant| meant.is_likely).count();
    assert_eq!(likely, 5, "what was not written alike is told");
}

#[test]
fn two_of_one_name_stay_two() {
    let chat = read("[10:15] Ana Lopez (Acme): One\n[10:16] Ana Lopez (Globex): Two\n[10:17] Ana: Three\n", &[]);
    let names: Vec<Option<String>> = naming(&chat.said, board().session()).into_iter().map(|meant| meant.name).collect();
    assert_eq!(names.len(), 3);
    assert_ne!(names[0], names[1]);
}

#[test]
fn a_line_says_where_it_goes() {
    let history = board();
    let pasted =
        "[10:15] Ana Lopez: Indicator: usage falls\n[10:16] Tom Weber: opportunities: depots grow\n[10:17] Ana Lopez: Prices: too high\n";
    let kinds = |pasted: &str| -> Vec<(InsightKind, String)> {
        let found = news(&read(pasted, &[]), &history, Phase::InsightSynthesis, InsightKind::Blocker);
        let card = |new: New| match new.wish {
            Wish::AddCard { kind, text, .. } => (kind, text),
            other => panic!("{other:?}"),
        };
        found.new.into_iter().map(card).collect()
    };
    let (indicator, blocker, opportunity) = (InsightKind::LeadingIndicator, InsightKind::Blocker, InsightKind::Opportunity);
    let wanted = |kind, text: &str| (kind, text.to_owned());
    assert_eq!(kinds(pasted), [wanted(indicator, "usage falls"), wanted(opportunity, "depots grow"), wanted(blocker, "Prices: too high")]);
    let list = "Leading indicators\n- usage falls\nBlockers:\n- no champion\nOpportunity: depots grow\n";
    assert_eq!(kinds(list), [wanted(indicator, "usage falls"), wanted(blocker, "no champion"), wanted(opportunity, "depots grow")]);
}

#[test]
fn a_line_that_says_it_is_an_action_is_one_in_every_phase() {
    let history = board();
    let found = |pasted: &str, phase| {
        let told = |new: New| match new.wish {
            Wish::AddCard { text, .. } => format!("{:?} card {text}", new.by),
            Wish::AddAction(action) => format!("{:?} action {}", new.by, action.title),
            Wish::TakeNote { text, .. } => format!("{:?} note {text}", new.by),
            other => panic!("{other:?}"),
        };
        news(&read(pasted, &[]), &history, phase, InsightKind::Blocker).new.into_iter().map(told).collect::<Vec<_>>()
    };
    let slack = "Ana Lopez  10:15 AM\nReviews hold\naction: Ask finance for the list\nAction item: call *both*\n";
    let wanted = |words: &str| {
        [
            format!("Some(\"Ana Lopez\") {words}"),
            "Some(\"Ana Lopez\") action Ask finance for the list".into(),
            "Some(\"Ana Lopez\") action call *both*".into(),
        ]
    };
    assert_eq!(found(slack, Phase::InsightSynthesis), wanted("card Reviews hold"));
    assert_eq!(found(slack, Phase::ActionPlanning), wanted("note Reviews hold"));
    let list = "Blockers\n- no champion\nActions:\n- name a second one\n- ask finance\n";
    assert_eq!(found(list, Phase::InsightSynthesis), ["None card no champion", "None action name a second one", "None action ask finance"]);
    assert_eq!(found("Actions taken so far were late", Phase::InsightSynthesis), ["None card Actions taken so far were late"]);

    let mut history = history;
    let event = Event::ActionAdded { action: Action::new(ActionId(1), "Ask finance for the list".into()) };
    history.push(at(2), "Ana Lopez", event);
    let again = news(&read(slack, &[]), &history, Phase::ActionPlanning, InsightKind::Blocker);
    assert_eq!((again.new.len(), again.known), (2, 1), "the same line is no second action");
}

/// A message as one of six programs writes it.
fn written(style: usize, at: usize, by: &str, text: &str) -> String {
    let (hour, minute) = (9 + at / 60, at % 60);
    match style {
        0 => format!("{hour:02}:{minute:02}:07 From {by} to Everyone:\n\t{text}\n"),
        1 => format!("{hour:02}:{minute:02}:07\t{by}:\t{text}\n"),
        2 => format!("[11/25 {hour}:{minute:02} AM] {by}\n{text}\n"),
        3 => format!("{by}  [{hour}:{minute:02} AM]\n{text}\n"),
        4 => format!("{by}\n{hour}:{minute:02}\n{text}\n"),
        _ => format!("00:{minute:02}:07.000,00:{minute:02}:09.000\n{by}: {text}\n\n"),
    }
}

const SAID_TOO: [&str; 8] = ["new", "Edited", "see more", "new messages", "chat", "today", "Yesterday", "monday"];

proptest! {
    /// Whatever people write, and whichever program it is copied from: no message is lost, doubled or given to somebody else.
    #[test]
    fn every_message_is_read_once_and_is_its_senders(
        messages in prop::collection::vec((prop::sample::select(&["Ana Lopez", "Tom Weber", "Zoë van der Berg", "דנה כהן"][..]), "[a-z][a-z ,:]{0,20}[a-z]"), 1..20),
        style in 0usize..6,
    ) {
        let pasted: String = messages.iter().enumerate().map(|(at, (by, text))| written(style, at, by, text)).collect();
        let wanted: Vec<(String, String)> = messages.iter().map(|(by, text)| ((*by).to_owned(), text::line(text))).collect();
        prop_assert_eq!(said(&pasted), wanted);
    }

    /// What programs write, too, is its sender's where it is all that they said.
    #[test]
    fn words_that_programs_use_are_said_by_people_too(
        messages in prop::collection::vec((prop::sample::select(&["Ana Lopez", "Tom Weber"][..]), prop::sample::select(&SAID_TOO[..])), 1..9),
        style in 0usize..6,
    ) {
        let pasted: String = messages.iter().enumerate().map(|(at, (by, text))| written(style, at, by, text)).collect();
        let wanted: Vec<(String, String)> = messages.iter().map(|(by, text)| ((*by).to_owned(), (*text).to_owned())).collect();
        prop_assert_eq!(said(&pasted), wanted);
    }

    /// What programs write between messages changes nothing of what people said, and each of its lines is told.
    #[test]
    fn furniture_is_counted_and_takes_nobodys_words(
        messages in prop::collection::vec((prop::sample::select(&["Ana Lopez", "Tom Weber"][..]), "[a-z][a-z ]{3,20}[a-z] ever", 0usize..9), 1..20),
        is_two_lines in any::<bool>(),
    ) {
        const FURNITURE: [&str; 9] = [
            "Tom Weber joined the meeting", "Ana Lopez has left", "Monday, November 23", "Recording has started", "This message was deleted.",
            "2 replies", "👍 3", "1 Heart reaction.", "Meeting ended 10:55 AM",
        ];
        let line = |(by, text, after): &(&str, String, usize)| {
            let head = if is_two_lines { format!("{by}  10:15 AM\n{text}") } else { format!("[10:15] {by}: {text}") };
            format!("{head}\n{}\n", FURNITURE[*after])
        };
        let pasted: String = messages.iter().map(line).collect();
        let wanted: Vec<(String, String)> = messages.iter().map(|(by, text, _)| ((*by).to_owned(), text::line(text))).collect();
        prop_assert_eq!(said(&pasted), wanted);
        prop_assert_eq!(left(&pasted).len(), messages.len());
    }

    /// Nothing that is pasted breaks the reading, and nothing but its own words comes of it.
    #[test]
    fn whatever_is_pasted_is_read(pasted in "(\\PC|\n|\t){0,200}") {
        let chat = read(&pasted, &["Ana"]);
        prop_assert!(chat.said.iter().all(|one| !one.text.is_empty() && !one.text.contains('\n')));
        prop_assert!(chat.said.len() <= pasted.lines().count());
    }
}

#[test]
fn what_slack_puts_between_messages_is_nobodys_words() {
    let pasted = "Ana Lopez\n  10:15 AM\nNo second champion\n:+1:\n3\n2 repliesLast reply today at 11:02 AMView thread\n\
                  Tom Weber\n  10:16 AM\nhas joined the channel\nJo Kim  10:17 AM\njoined the channel along with 2 others.\n\
                  Ana Lopez  10:18 AM\nUsage falls first4 repliesLast reply 3 days ago\nLast reply today at 11:30 AM\n1 reply\nToday at 10:19 AM\n\
                  tom.weber has joined the channel by invitation from @ana\n@jo has left the channel\n\
                  Ana Lopez, Tom Weber, and 2 others joined the channel\nTom Weber was added to the channel by Ana Lopez\n\
                  Tom Weber  10:20 AM\n3 replies came from customers, none from us\nLast reply from procurement came after the due date\n";
    are(
        &said(pasted),
        &[
            ("Ana Lopez", "No second champion"),
            ("Ana Lopez", "Usage falls first"),
            ("Tom Weber", "3 replies came from customers, none from us Last reply from procurement came after the due date"),
        ],
    );
}

#[test]
fn who_merely_speaks_of_coming_and_going_is_no_program() {
    for words in
        ["everyone joined the call late", "the champion left the team", "nobody has joined the channel yet", "Champions left the team"]
    {
        assert_eq!(said(&format!("[10:15] Ana Lopez: {words}\n")), [("Ana Lopez".to_owned(), words.to_owned())]);
    }
}

#[test]
fn a_score_with_a_word_on_it_is_both_and_what_goes_on_is_words() {
    let history = board();
    let meant = |said: &str| meaning(said, history.session(), Phase::Close);
    for said in [
        "5 great",
        "5! great pace today, thank you all",
        "4/5 too long for so few topics",
        "3 - we ran over again",
        "2, see the agenda",
        "5 🎉 yes",
    ] {
        let score = said[..1].parse().unwrap();
        assert_eq!(meant(said), Meaning::ScoreWith(score, said.into()), "{said}");
    }
    for said in ["5 accounts that we lost", "4th time this happens", "3-4 topics", "great", "52 great", "0 great", "2 2 2 topics"] {
        assert_eq!(meant(said), Meaning::Words(said.into()), "{said}");
    }
    assert_eq!((meant("4.5"), meant("5")), (Meaning::NoScore, Meaning::Score(5)));
}

/// A log or a list on the clipboard has a name on each line.
#[test]
fn a_thousand_names_cost_no_more_than_their_lines() {
    let history = board();
    for time in ["", "10:01:12 From "] {
        work::grows_in_step_for(time, |n| {
            let lines: Vec<String> = (0..n * 1000).map(|i| format!("{time}Anna{i} Berg{i}: words of {i}")).collect();
            let pasted = lines.join("\n");
            let chat = read(&pasted, &[]);
            let news = news(&chat, &history, Phase::InsightSynthesis, InsightKind::Blocker);
            assert_eq!(news.new.len(), n * 1000);
            drop(newcomers(&news.new, history.session()));
        });
    }
}
