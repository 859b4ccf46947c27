//! The room and whoever looks at the screen: where each is, whose steps are whose.

mod rig;

use rig::Rig;
use run_retro::app::message::Message;
use run_retro::domain::card::InsightKind;
use run_retro::domain::event::Event;
use run_retro::domain::phase::Phase;
use run_retro::domain::session::{History, Session};

const SIZE: (u16, u16) = (120, 36);

fn session(rig: &Rig) -> &Session {
    rig.model().world.session()
}

#[test]
fn looking_back_writes_nothing_and_stops_no_clock() {
    let mut rig = Rig::new(SIZE);
    rig.keys("nnn");
    let (before, room) = (rig.model().world.history.last_seq(), session(&rig).phase);
    rig.keys("bb");
    assert_eq!(rig.model().phase(), Phase::DataCompilation);
    assert_eq!((rig.model().world.history.last_seq(), session(&rig).phase), (before, room));
    assert!(session(&rig).timebox(room).is_running());
    assert!(rig.screen().contains("The room is still at Insight Synthesis"), "{}", rig.screen());
    rig.keys("nn");
    assert_eq!((rig.model().phase(), rig.model().world.history.last_seq()), (room, before), "and back to the room");
    rig.keys("bG");
    assert_eq!(session(&rig).phase, Phase::PatternAnalysis, "G brings the room");
    assert!(!session(&rig).timebox(room).is_running(), "what the room leaves stands still");
}

#[test]
fn going_on_is_taken_back_like_any_other_step() {
    let mut rig = Rig::new(SIZE);
    rig.keys("n").pass(30);
    rig.keys("nu");
    assert_eq!(session(&rig).phase, Phase::DataCompilation);
    assert_eq!(session(&rig).timebox(Phase::DataCompilation).used, 30, "and nothing is counted twice");
    rig.keys("U");
    assert_eq!(session(&rig).phase, Phase::PatternAnalysis);
}

#[test]
fn two_phases_side_by_side_have_a_clock_each() {
    let mut rig = Rig::new(SIZE);
    rig.keys("nnn:side by side<enter>");
    assert_eq!(session(&rig).phase, Phase::ActionPlanning);
    rig.pass(20);
    let running: Vec<Phase> = session(&rig).running().collect();
    assert_eq!(running, Phase::SIDE_BY_SIDE);
    rig.keys("b ");
    assert_eq!(rig.model().phase(), Phase::InsightSynthesis);
    assert!(!session(&rig).timebox(Phase::InsightSynthesis).is_running());
    assert!(session(&rig).timebox(Phase::ActionPlanning).is_running(), "each is paused alone");
}

#[test]
fn votes_and_undo_are_those_of_the_person_who_is_named() {
    let mut rig = Rig::new(SIZE);
    rig.keys("aMara<enter>aTom<enter>");
    assert_eq!(session(&rig).people.len(), 2);
    rig.keys("aInes Okafor, Bo<enter>");
    assert_eq!(session(&rig).people.len(), 4, "several names at once are several people");
    rig.keys("aBo, Mia<enter>");
    assert_eq!(session(&rig).people.len(), 5, "who is there already is passed over in a list");
    rig.keys("uuu");
    rig.keys("nnna");
    rig.keys("Champions leave<enter><esc>");
    rig.keys(":act as<enter>").keys("Mara<enter>").keys("v");
    rig.keys(":act as<enter>").keys("Tom<enter>").keys("v");
    assert!(rig.screen().contains("2 votes"), "{}", rig.screen());
    rig.keys("u");
    assert!(rig.screen().contains("1 vote"), "{}", rig.screen());
    rig.keys("u");
    assert!(rig.screen().contains("is left to undo"), "{}", rig.screen());
    rig.keys("#3<enter>");
    assert!(rig.screen().contains("3 hands, and 2 people are here"), "{}", rig.screen());
    rig.keys("<bs>2<enter>");
    assert!(rig.screen().contains("1 vote") && rig.screen().contains("2 hands"), "{}", rig.screen());
    assert!(rig.screen().contains("as Tom"), "whose steps they are stays on the screen: {}", rig.screen());
}

#[test]
fn a_card_is_its_speakers_wherever_the_name_stands() {
    let mut rig = Rig::new(SIZE);
    rig.keys("aMara Ilves<enter>aTom Weber<enter>");
    rig.keys(
        "nnna@mara No second champion<enter>Seats stand idle @Tom<enter>Write to a@b.example, @tom said it<enter>No sponsor @zorro<enter>",
    );
    let screen = rig.screen();
    assert!(screen.contains("Nobody here is called zorro. Enter once more: zorro joins"), "{screen}");
    rig.keys("<bs><enter><c-u><enter>");
    let cards: Vec<(&str, &str)> = session(&rig).insights.iter().map(|card| (card.author.as_str(), card.text.as_str())).collect();
    let wanted = [("Mara Ilves", "No second champion"), ("Tom Weber", "Seats stand idle"), ("robin", "Write to a@b.example, @tom said it")];
    assert!(wanted.iter().all(|card| cards.contains(card)) && cards.len() == 3, "{cards:?}");
}

/// A retro at Documentation, with a director, a stand-in and a card.
fn to_be_signed(size: (u16, u16)) -> Rig {
    let mut rig = Rig::new(size);
    rig.keys("<enter>Dana Whitfield<tab><c-u>Piet Vos<enter>nnnaNo second champion<enter><esc>nn");
    rig
}

fn signed(rig: &Rig) -> Vec<String> {
    session(rig).signed_off.iter().map(|(role, signed)| signed.told(*role)).collect()
}

#[test]
fn a_sign_off_is_offered_to_the_director_and_the_stand_in() {
    let mut rig = to_be_signed(SIZE);
    rig.keys("s");
    assert!(rig.screen().contains("Dana Whitfield is the Renewal Director"), "{}", rig.screen());
    rig.keys("<tab>");
    assert!(rig.screen().contains("Piet Vos stands in for Dana Whitfield"), "{}", rig.screen());
    rig.keys("<enter>");
    assert_eq!(signed(&rig), ["Piet Vos, standing in for Dana Whitfield"]);
    assert!(rig.screen().contains("s withdraw sign-off"), "{}", rig.screen());
    rig.keys("s<enter>");
    assert_eq!(signed(&rig).len(), 1, "one key and Enter withdraw nothing");
    rig.keys("s<down><enter>");
    assert!(signed(&rig).is_empty(), "{}", rig.screen());
    rig.keys("s<enter>");
    assert_eq!(signed(&rig), ["Dana Whitfield"], "as it was suggested");
}

#[test]
fn anybody_else_signs_as_what_they_are_and_the_gate_stays_closed() {
    let mut rig = to_be_signed(SIZE);
    rig.keys("sDonald Duck");
    assert!(rig.screen().contains("Neither the Renewal Director nor the stand-in"), "{}", rig.screen());
    rig.keys("<enter>");
    assert_eq!(signed(&rig), ["Donald Duck, who is not the Renewal Director"], "a suggested name gives way to a typed one");
    let screen = rig.screen();
    assert!(screen.contains("Merge gate: closed") && screen.contains("[ ] The sponsor has signed off"), "{screen}");
    rig.keys("<tab>");
    assert!(!rig.screen().contains("Signed off as"), "{}", rig.screen());
}

#[test]
fn who_signs_off_is_named_first() {
    let mut rig = Rig::new(SIZE);
    rig.keys("nnnnns");
    assert!(rig.screen().contains("Name the Renewal Director or a stand-in first"), "{}", rig.screen());
    rig.keys("Dana Whitfield<enter>s<enter>");
    assert_eq!(signed(&rig), ["Dana Whitfield"]);
}

#[test]
fn changes_after_a_sign_off_are_listed_and_signed_again_in_somebodys_name() {
    for size in [(80, 24), SIZE, (200, 55)] {
        let mut rig = to_be_signed(size);
        rig.keys("s<enter>bbe<c-u>Nobody else is known<enter>aDiscounts came late<enter><esc>>>");
        let screen = rig.screen();
        for told in ["2 changes since Dana Whitfield signed", "I1 edited: Nobody else is known", "I2 added", "s sign again"] {
            assert!(screen.contains(told), "{told}: {screen}");
        }
        rig.keys("s");
        assert!(rig.screen().contains("Sign again, in whose name? 2 changes since"), "{}", rig.screen());
        assert!(rig.screen().contains("Dana Whitfield is the Renewal Director"), "{}", rig.screen());
        rig.keys("<tab><enter>");
        assert_eq!(signed(&rig), ["Piet Vos, standing in for Dana Whitfield"]);
        assert!(!rig.screen().contains("changes since"), "{}", rig.screen());
    }
}

#[test]
fn a_closed_session_says_how_it_is_changed() {
    let mut rig = to_be_signed(SIZE);
    rig.keys("ncbbb");
    assert!(!rig.screen().contains("a add"), "{}", rig.screen());
    // It is refused before anything is typed.
    rig.keys("a");
    assert!(rig.screen().contains("The session is closed; reopen it first") && !rig.screen().contains("New: "), "{}", rig.screen());
    rig.keys(">>>");
    assert!(rig.screen().contains("c reopen"), "{}", rig.screen());
    rig.keys("cThe number was wrong<enter>");
    assert!(rig.screen().contains("Session reopened: The number was wrong"), "{}", rig.screen());
    rig.keys("bbbaOne more<enter>");
    assert_eq!(session(&rig).insights.len(), 2);
}

#[test]
fn closing_says_what_became_of_files_written_before() {
    let mut rig = to_be_signed(SIZE);
    rig.keys("s<enter>");
    rig.happen(|_| Event::Exported { folder: "export/q3".into(), files: vec!["report.md".into()] });
    assert!(rig.screen().contains("✓ Exported to export/q3"), "{}", rig.screen());
    rig.keys("NOne more thing<enter>");
    assert!(rig.screen().contains("The files in export/q3 are older"), "{}", rig.screen());
    rig.keys("nc");
    assert!(rig.screen().contains("its files are being written again"), "{}", rig.screen());
}

const CHAT: &str = "[10:15] Ana Lopez (Acme): Blocker: no second champion\n[10:16] Lopez, Ana: Indicator: usage falls\n\
                    Tom Weber joined the meeting\n[10:17] Tom Weber: Depots open everywhere\n[10:18] Tom Weber: +1\n";

/// The board with Ana in the room, and a chat that was pasted.
fn with_chat(size: (u16, u16)) -> Rig {
    let mut rig = Rig::new(size);
    rig.keys("aAna Lopez<enter>nnn").send(Message::Paste(CHAT.to_owned()));
    rig
}

#[test]
fn the_preview_says_who_is_taken_for_whom_and_shows_what_is_left_out() {
    for size in [(80, 24), SIZE, (200, 55)] {
        let mut rig = with_chat(size);
        let screen = rig.screen();
        for told in
            ["3 lines to take in", "Ana Lopez ?", "chat program", "agreement", "Tom Weber joined the meeting", "Taken for one person"]
        {
            assert!(screen.contains(told), "{told}: {screen}");
        }
        rig.keys("<enter>");
        assert!(rig.screen().contains("3 lines taken in from the chat"), "{}", rig.screen());
        let cards: Vec<(&str, InsightKind)> = session(&rig).insights.iter().map(|card| (card.author.as_str(), card.kind)).collect();
        let (indicator, blocker) = (InsightKind::LeadingIndicator, InsightKind::Blocker);
        assert_eq!(cards, [("Ana Lopez", blocker), ("Ana Lopez", indicator), ("Tom Weber", blocker)]);
        assert_eq!(session(&rig).people.len(), 2);
    }
}

#[test]
fn each_line_of_the_preview_gets_another_column_or_author() {
    let mut rig = with_chat(SIZE);
    // The first is an opportunity and Tom's; the second Ana is somebody else; what Tom's coming says is a note after all.
    rig.keys("cwTom<enter>jsjjx<enter>");
    let cards: Vec<(&str, InsightKind, &str)> =
        session(&rig).insights.iter().map(|card| (card.author.as_str(), card.kind, card.text.as_str())).collect();
    assert_eq!(cards[0], ("Tom Weber", InsightKind::Opportunity, "no second champion"), "{cards:?}");
    assert_eq!(cards[1].0, "Lopez, Ana", "{cards:?}");
    assert_eq!((cards.len(), cards[3].2), (4, "Tom Weber joined the meeting"));
}

#[test]
fn one_undo_takes_back_the_whole_paste_and_the_transcript_tells_it() {
    let mut rig = with_chat(SIZE);
    rig.keys("<enter>v");
    let before = rig.model().world.history.records().len();
    rig.keys("uu");
    assert!(session(&rig).insights.is_empty() && session(&rig).people.len() == 1, "{}", rig.screen());
    assert!(rig.screen().contains("Undone: 3 lines taken in"), "{}", rig.screen());
    let transcript = String::from_utf8(run_retro::export::transcript::transcript(&rig.model().world.history)).unwrap();
    assert!(transcript.contains("~~3 lines taken in from what was pasted~~ (taken back)"), "{transcript}");
    rig.keys("U");
    assert_eq!((session(&rig).insights.len(), session(&rig).people.len()), (3, 2), "and one brings it back");
    let again = History::fold(rig.model().world.history.records().to_vec()).unwrap();
    assert_eq!((again.session(), rig.model().world.history.records().len()), (session(&rig), before + 3));
}

#[test]
fn a_pasted_list_is_one_step() {
    let mut rig = Rig::new(SIZE);
    rig.keys("nnna<paste:Prices too high\nNo sponsor\nUsage falls><enter>");
    assert_eq!(session(&rig).insights.len(), 3);
    rig.keys("<esc>u");
    assert!(session(&rig).insights.is_empty());
}

#[test]
fn a_pasted_list_of_names_is_cleaned_and_a_mistake_is_taken_out() {
    let mut rig = Rig::new(SIZE);
    rig.keys("a<paste:1. Ana Lopez (Acme)\n2. Tom Weber - CS\n3. Board room\n><enter>");
    let names = |rig: &Rig| session(rig).people.iter().map(|person| person.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&rig), ["Ana Lopez", "Tom Weber", "Board room"]);
    rig.keys(":remove a person<enter>Board<enter>");
    assert_eq!(names(&rig), ["Ana Lopez", "Tom Weber"]);
    rig.keys("u");
    assert_eq!(names(&rig).len(), 3);
    rig.keys("nnna@Ana Prices<enter><esc>:remove a person<enter>Ana<enter>");
    assert!(rig.screen().contains("Ana Lopez has taken steps since; say that they left instead"), "{}", rig.screen());
}

#[test]
fn a_score_that_is_replaced_is_said_and_half_a_score_counts_nothing() {
    let mut rig = Rig::new(SIZE);
    rig.keys("aAna, Tom<enter>:act as<enter>Ana<enter>>>>>>>45");
    assert!(rig.screen().contains("Ana: 5, was 4"), "{}", rig.screen());
    rig.send(Message::Paste("Ana: 3\nTom: 4.5\n".to_owned()));
    let screen = rig.screen();
    assert!(screen.contains("3 of 5, was 5") && screen.contains("no score 1 to 5"), "{screen}");
    rig.keys("<enter>");
    assert_eq!(session(&rig).return_on_time.scores(), [3]);
}

#[test]
fn a_key_of_the_preview_that_does_nothing_says_why_and_stands_not_in_the_footer() {
    for size in [(80, 24), SIZE, (200, 55)] {
        let mut rig = Rig::new(size);
        rig.keys("aAna, Tom<enter>>>>>>>").send(Message::Paste("Ana: 5 great\nTom: 4\nTom: 5 accounts that we lost\n".to_owned()));
        let screen = rig.screen();
        assert!(screen.contains("4 lines to take in") && screen.contains("5 of 5") && screen.contains("5 great"), "{screen}");
        assert!(!screen.contains("column") && !screen.contains("s part"), "{screen}");
        for key in ["c", "<tab>"] {
            rig.keys(key);
            assert!(rig.screen().contains("Only cards have a column"), "{key}: {}", rig.screen());
        }
        rig.keys("<enter>");
        assert_eq!(session(&rig).return_on_time.scores(), [5, 4]);
        assert_eq!(session(&rig).notes.len(), 2);
    }
}

#[test]
fn every_line_that_is_refused_is_shown_with_why() {
    for size in [(80, 24), SIZE, (200, 55)] {
        let mut rig = Rig::new(size);
        rig.keys("aAna, Tom<enter>nnnaOne<enter>Two<enter><esc>:votes per person<enter><c-u>1<enter>");
        rig.send(Message::Paste("Ana: I1\nTom: I2\nAna: I2\nTom: I9\nAna: I1 I1\n".to_owned()));
        rig.keys("<enter>");
        let screen = rig.screen();
        let whole = screen.split_whitespace().collect::<Vec<_>>().join(" ");
        for told in
            ["2 lines taken in", "4 lines were", "Not taken in from the chat", "Ana, I2: Ana has used 1 vote of 1; V takes one back"]
        {
            assert!(whole.contains(told), "{told}: {screen}");
        }
        assert_eq!(screen.lines().filter(|line| line.contains(" refused ")).count(), 4, "{screen}");
        rig.keys("j");
        assert!(rig.screen().contains("Tom, I9: There is no card I9"), "{}", rig.screen());
        // Who makes room for it takes them in after all.
        rig.keys("<enter>");
        assert!(rig.screen().contains("Nothing was taken in"), "{}", rig.screen());
        rig.keys("<esc>");
        assert!(!rig.screen().contains("Not taken in from the chat"), "{}", rig.screen());
    }
}

#[test]
fn what_the_preview_says_of_a_chat_is_read_whole() {
    let mut rig = Rig::new((80, 24));
    let names = ["Ana Lopez (Acme)", "Tom Weber - Customer Success", "Jo Kim (Globex)", "Mia Roth | Finance"];
    let chat = names.map(|name| format!("[10:15] {name}: Blocker by {name}\n")).concat();
    let noise = "Bo Lund joined the meeting\nRecording has started\n[10:16] Ana Lopez: +1\n[10:17] Survey Bot: fill me in\n";
    rig.keys("aAna Lopez, Tom Weber, Jo Kim, Mia Roth<enter>nnn").send(Message::Paste(format!("{chat}{noise}")));
    rig.keys("j");
    let screen = rig.screen();
    let whole: String = screen.split_whitespace().filter(|word| *word != "▌").collect::<Vec<_>>().join(" ");
    for told in [
        "“Blocker by Tom Weber - Customer Success”",
        "Taken for one person: Ana Lopez (Acme) for Ana Lopez, Tom Weber - Customer Success for Tom Weber, Jo Kim (Globex) for Jo Kim \
         and Mia Roth | Finance for Mia Roth; s parts them.",
        "2 lines are the chat program's, 1 line is a bot's, 1 line agrees and names no card.",
    ] {
        assert!(whole.contains(told), "{told}: {screen}");
    }
}

#[test]
fn agendas_and_guides_that_are_written_later_count_when_they_are_asked_for() {
    let mut rig = Rig::new(SIZE);
    rig.user_writes("agendas/ours.toml", include_str!("../agendas/30.toml"));
    rig.user_writes("agendas/broken.toml", "[[step]]\nphase = 3\n");
    rig.keys("Ac");
    assert!(rig.screen().contains("Left out:") && rig.screen().contains("broken.toml"), "{}", rig.screen());
    rig.keys("ours");
    assert!(rig.screen().contains("ours, 30 minutes"), "{}", rig.screen());
    rig.keys("<enter>");
    assert!(session(&rig).course.name == "ours", "{}", rig.screen());
    rig.user_writes("guides/people.toml", "purpose = \"To know who is here\"\nsay = [\"Welcome, all of you\"]\n");
    rig.keys("<esc><esc>g");
    rig.resize((200, 55));
    assert!(rig.screen().contains("Welcome, all of you"), "{}", rig.screen());
}

#[test]
fn the_summary_is_written_beside_the_screen_and_copied() {
    let mut rig = to_be_signed(SIZE);
    rig.keys("y");
    assert!(rig.copied().contains("Enterprise"), "{}", rig.copied());
    assert!(rig.screen().contains("The summary is copied"), "{}", rig.screen());
}

#[test]
fn what_is_put_aside_says_where_it_lies() {
    let mut rig = Rig::new(SIZE);
    rig.keys("nnna<tab>Half a thought<esc>");
    assert!(rig.screen().contains("Put aside, and kept: a in Emerging opportunities brings it back"), "{}", rig.screen());
    rig.keys("a");
    assert!(rig.screen().contains("Half typed and kept: a new opportunity (a in Emerging opportunities)"), "{}", rig.screen());
}

#[test]
fn both_boards_stand_side_by_side_on_a_wide_screen_and_a_key_leads_from_one_to_the_other() {
    let mut rig = Rig::new((160, 40));
    rig.keys("nnn:side by side<enter>");
    let screen = rig.screen();
    assert!(screen.contains("Suggested by the data") && screen.contains("Follow-ups agreed"), "{screen}");
    assert!(!screen.contains("Good looks like"), "the guide leaves them the room: {screen}");
    assert_eq!(screen.matches('▶').count(), 1, "one clock, in the header: {screen}");
    // What is done goes to the board that has the keys, and is seen on both.
    rig.keys("aOpen renewals earlier<enter>");
    rig.keys(",").keys("aRenewals start too late<enter><esc>");
    let screen = rig.screen();
    assert!(screen.contains("Renewals start too late") && screen.contains("Open renewals earlier"), "{screen}");
    assert_eq!((rig.model().phase(), session(&rig).phase), (Phase::InsightSynthesis, Phase::ActionPlanning), "the room stays where it is");
    rig.click("Open renewals earlier");
    assert_eq!(rig.model().phase(), Phase::ActionPlanning);
}

#[test]
fn on_a_narrow_screen_one_board_stands_there_and_the_same_key_turns_to_the_other() {
    let mut rig = Rig::new((100, 30));
    rig.keys("nnn,");
    assert!(rig.screen().contains("Only one phase runs here"), "{}", rig.screen());
    rig.keys(":side by side<enter>");
    assert!(rig.screen().contains(", switches between them") && !rig.screen().contains("Leading indicators"), "{}", rig.screen());
    rig.keys(",");
    assert!(rig.screen().contains("Indicators") && rig.screen().contains("other board"), "{}", rig.screen());
    rig.keys(",");
    assert!(rig.screen().contains("Follow-ups agreed"), "{}", rig.screen());
}
