//! What a facilitator meets in a second retro and in front of people, by keys.

mod rig;

use rig::Rig;
use run_retro::app::message::Message;
use run_retro::app::screens::lists::ListId;
use run_retro::app::screens::page::Page;
use run_retro::domain::phase::Phase;
use run_retro::domain::roster::Role;
use run_retro::domain::session::Session;

const SIZE: (u16, u16) = (120, 36);

fn session(rig: &Rig) -> &Session {
    rig.model().world.session()
}

fn names(rig: &Rig) -> Vec<&str> {
    session(rig).people.iter().map(|person| person.name.as_str()).collect()
}

/// A retro in the window after one with these people, of whom the first is the Renewal Director.
fn second() -> Rig {
    let mut first = Rig::of_window(SIZE, "2026-Q2", None);
    first.keys("aClara Weiss, Jonas Feldkamp, Ada Obi<enter><enter>");
    first.keys("<c-u>Clara Weiss<tab><c-u>Jonas Feldkamp<enter>nnnaChampions leave<enter><esc>>");
    Rig::of_window(SIZE, "2026-Q3", Some(&first))
}

#[test]
fn who_was_in_the_last_retro_is_here_by_one_key_each_with_the_role_they_had() {
    let mut rig = second();
    assert!(rig.screen().contains("in the last retro Clara Weiss, fallback Jonas Feldkamp"), "{}", rig.screen());
    assert!(names(&rig).is_empty(), "nobody is here before somebody says so");
    rig.keys("p");
    assert!(rig.screen().contains("3 of the last retro not yet"), "{}", rig.screen());
    rig.keys("<enter>");
    assert_eq!(names(&rig), ["Clara Weiss"]);
    assert!(rig.screen().contains("Clara Weiss joined · "), "{}", rig.screen());
    rig.keys("<enter>");
    assert_eq!(names(&rig), ["Clara Weiss", "Jonas Feldkamp"]);
    rig.keys("<esc>");
    assert!(rig.screen().contains("Renewal Director Clara Weiss  fallback Jonas Feldkamp"), "{}", rig.screen());
    // Joining and the role are one step.
    rig.keys("uu");
    assert!(names(&rig).is_empty(), "{}", rig.screen());
    assert!(rig.screen().contains("in the last retro Clara Weiss"), "{}", rig.screen());
}

#[test]
fn names_of_the_last_retro_are_completed_wherever_a_name_is_typed() {
    let mut rig = second();
    rig.keys("a");
    assert!(rig.screen().contains("Tab: Clara Weiss, who was in the last retro"), "{}", rig.screen());
    rig.keys("jo<tab>, ad<tab><enter>");
    assert_eq!(names(&rig), ["Jonas Feldkamp", "Ada Obi"]);
    // As the last retro had it: Enter keeps it.
    rig.keys("<enter>");
    assert!(rig.screen().contains("Clara Weiss"), "{}", rig.screen());
    rig.keys("<enter>");
    assert!(rig.screen().contains("Renewal Director Clara Weiss  fallback Jonas Feldkamp"), "{}", rig.screen());
    rig.keys("nnnn<esc>aCall them<tab>cla<tab><tab><tab><tab>+4w<enter>");
    assert_eq!(session(&rig).actions[0].owner, "Clara Weiss");
}

/// Which step of how many of its own a phase is at.
fn position(rig: &Rig, phase: Phase) -> (usize, usize) {
    let session = session(rig);
    let of: Vec<_> = session.course.steps.iter().filter(|timed| timed.step.phase == phase).map(|timed| &timed.step.id).collect();
    (of.iter().position(|id| **id == session.step(phase).id).unwrap() + 1, of.len())
}

#[test]
fn side_by_side_no_step_of_either_board_is_skipped() {
    let mut rig = Rig::by_agenda((160, 45), "60");
    rig.keys(">>>:side by side<enter>,");
    let place = |rig: &Rig| (rig.model().phase(), position(rig, rig.model().phase()));
    // To the last step of the first board.
    while place(&rig).1.0 < place(&rig).1.1 {
        rig.keys("n");
    }
    assert_eq!(place(&rig).0, Phase::InsightSynthesis);
    let of = position(&rig, Phase::ActionPlanning).1;
    assert!(of > 1, "the other board has several steps");
    // The other board is looked at: on goes that one.
    rig.keys(",");
    assert_eq!(place(&rig), (Phase::ActionPlanning, (1, of)));
    for step in 2..=of {
        rig.keys("n");
        assert_eq!(place(&rig), (Phase::ActionPlanning, (step, of)), "{}", rig.screen());
    }
    rig.keys("n");
    assert_eq!(place(&rig).0, Phase::Documentation);
}

#[test]
fn from_the_last_step_of_one_board_the_room_turns_to_what_is_left_of_the_other() {
    let mut rig = Rig::by_agenda((160, 45), "60");
    rig.keys(">>>:side by side<enter>");
    let mut seen = vec![];
    while session(&rig).phase != Phase::Documentation {
        seen.push(session(&rig).step(session(&rig).phase).id.0.clone());
        rig.keys("n");
    }
    let all = session(&rig).course.steps.iter().filter(|timed| Phase::SIDE_BY_SIDE.contains(&timed.step.phase)).count();
    assert_eq!(seen.len(), all, "{seen:?}");
}

#[test]
fn enter_on_a_line_of_the_gate_goes_to_what_is_missing() {
    for size in [(80, 24), (120, 36), (160, 45)] {
        let mut rig = Rig::new(size);
        rig.keys("nnnnaCall them<enter>baNobody knows the champion<enter><esc>c>>");
        let screen = rig.screen();
        assert!(screen.contains("Enter to the blocker"), "{screen}");
        // The condition leads to the first of what it misses, each line to its own.
        rig.keys("<enter>");
        assert_eq!(rig.model().phase(), Phase::InsightSynthesis);
        assert!(rig.screen().contains("I1 is critical, and nothing answers it"), "{}", rig.screen());
        rig.keys(">>jjj");
        assert!(rig.screen().contains("Enter to the action"), "{}", rig.screen());
        rig.keys("<enter>");
        assert!(rig.screen().contains("Action A1"), "{}", rig.screen());
        // The keys are in the field that is missing.
        rig.keys("Tom<enter>");
        assert_eq!((&*session(&rig).actions[0].title, &*session(&rig).actions[0].owner), ("Call them", "Tom"));
        rig.keys("jj<enter>");
        assert!(rig.screen().contains("Name the Renewal Director or a stand-in first"), "{}", rig.screen());
    }
}

#[test]
fn a_pasted_chat_shows_nobody_what_hidden_votes_are_for() {
    let mut rig = Rig::new(SIZE);
    rig.keys("aMara Ilves, Tom Weber<enter>nnnaOne<enter>Two<enter><esc>:hide votes<enter>");
    rig.keys("<paste:Mara Ilves: I1 I2\nTom Weber: I2 I2 I2\nTom Weber: I2 I2 I2 I2>");
    let screen = rig.screen();
    assert!(screen.contains("hidden") && screen.contains("vote"), "{screen}");
    let rows: Vec<&str> = screen.lines().filter(|line| line.contains("vote") && line.contains("hidden")).collect();
    assert!(!rows.is_empty() && rows.iter().all(|row| !row.contains("I1") && !row.contains("I2")), "{screen}");
    rig.keys("<enter>");
    let screen = rig.screen();
    let refused: Vec<&str> = screen.lines().filter(|line| line.contains("refused")).collect();
    assert!(refused.iter().all(|row| !row.contains("I1") && !row.contains("I2")), "{screen}");
}

#[test]
fn lines_that_were_refused_are_none_to_take_in() {
    let mut rig = Rig::new(SIZE);
    rig.keys("aMara Ilves<enter>nnnaOne<enter><esc>:votes per<enter><c-u>1<enter>");
    rig.keys("<paste:Mara Ilves: I1\nMara Ilves: I1><enter>");
    let screen = rig.screen();
    assert!(screen.contains("Not taken in from the chat") && !screen.contains("to take in"), "{screen}");
    rig.keys("<enter>");
    let screen = rig.screen();
    assert!(screen.contains("Nothing was taken in. Mara Ilves: ") && !screen.contains("Enter take in"), "{screen}");
}

#[test]
fn whoever_a_plain_chat_names_is_asked_about_and_joins() {
    let mut rig = Rig::new(SIZE);
    rig.keys("nnn<paste:Anna Berg: uplifts surprise people\nTom Weber: no second champion\nPricing: nobody owns it>");
    let screen = rig.screen();
    assert!(screen.contains("Anna Berg ?") && screen.contains("Anna Berg and Tom Weber are not on the list"), "{screen}");
    rig.keys("<enter>");
    assert_eq!(names(&rig), ["Anna Berg", "Tom Weber"]);
    let cards: Vec<(&str, &str)> = session(&rig).insights.iter().map(|card| (card.author.as_str(), card.text.as_str())).collect();
    assert!(cards.contains(&("Anna Berg", "uplifts surprise people")), "{cards:?}");
    assert!(cards.iter().any(|(_, text)| *text == "Pricing: nobody owns it"), "a heading stays a part of the words: {cards:?}");
    // The same once more adds nothing.
    rig.keys("<paste:Anna Berg: uplifts surprise people\nTom Weber: no second champion>");
    assert!(rig.screen().contains("2 lines are here already"), "{}", rig.screen());
    // One line alone is asked about as well, and s makes the name a part of the words.
    rig.keys("<paste:Ida Holm: the data is late>");
    assert!(rig.screen().contains("Ida Holm ?"), "{}", rig.screen());
    rig.keys("s<enter>");
    assert_eq!(names(&rig), ["Anna Berg", "Tom Weber"]);
    assert!(session(&rig).insights.iter().any(|card| card.text == "Ida Holm: the data is late"));
}

#[test]
fn a_chat_is_read_from_its_file_and_what_cannot_be_read_stays_in_the_box() {
    let mut rig = Rig::new(SIZE);
    let chat = "WEBVTT\n\n1\n00:00:01.240 --> 00:00:03.000\nAna Lopez: No second champion\n\n2\n00:00:05.000 --> 00:00:06.000\nTom Weber: Usage falls first\n";
    rig.user_writes("call of today.vtt", chat);
    let path = rig.folder().join("call of today.vtt").display().to_string();
    // Dropped into the window, or typed into the box.
    rig.keys("nnn").send(Message::Paste(path.replace(' ', "\\ ")));
    let screen = rig.screen();
    assert!(screen.contains("No second champion") && screen.contains("2 lines to take in"), "{screen}");
    rig.keys("<esc>a").keys(&path).keys("<enter><enter>");
    let cards: Vec<&str> = session(&rig).insights.iter().map(|card| card.author.as_str()).collect();
    assert_eq!(cards, ["Ana Lopez", "Tom Weber"]);
    assert!(rig.screen().contains("New: "), "the box is open for the next card: {}", rig.screen());
    rig.keys("/not/here.txt<enter>");
    let screen = rig.screen();
    assert!(screen.contains("/not/here.txt cannot be read: there is no such file"), "{screen}");
    assert_eq!(session(&rig).insights.len(), 2);
    rig.keys("<enter>");
    assert_eq!(session(&rig).insights[2].text, "/not/here.txt", "it may be words after all");
}

#[test]
fn a_name_before_a_typed_card_is_its_authors_and_who_is_not_listed_is_asked_about_once() {
    let mut rig = Rig::new(SIZE);
    rig.keys("nnn:join<enter>Ana Lopez<enter>aAna Lopez: no second champion<enter>");
    assert_eq!((session(&rig).insights[0].author.as_str(), session(&rig).insights[0].text.as_str()), ("Ana Lopez", "no second champion"));
    rig.keys("Anna Berg: uplifts surprise people<enter>");
    assert!(rig.screen().contains("Anna Berg is not on the list: Enter adds them"), "{}", rig.screen());
    // Left as it is, nothing typed is lost.
    rig.keys("<esc>");
    assert!(rig.screen().contains("Anna Berg: uplifts surprise people"), "{}", rig.screen());
    rig.keys("<enter><enter>Anna Berg: prices, too<enter>");
    assert_eq!(names(&rig), ["Ana Lopez", "Anna Berg"]);
    let by: Vec<&str> = session(&rig).insights.iter().map(|card| card.author.as_str()).collect();
    assert_eq!(by, ["Ana Lopez", "Anna Berg", "Anna Berg"]);
}

#[test]
fn a_role_behind_a_name_is_filled_unless_it_is_somebodys() {
    let mut rig = Rig::new(SIZE);
    rig.keys("aAdaeze Obiora, facilitator<enter>");
    let facilitator = |rig: &Rig| session(rig).roster.seat(Role::Facilitator).name.clone();
    assert_eq!(facilitator(&rig).as_deref(), Some("Adaeze Obiora"), "{}", rig.screen());
    rig.keys("aTom Weber (Facilitator), Ana Lopez - CS Ops<enter>");
    assert!(rig.screen().contains("Facilitator stays Adaeze Obiora"), "{}", rig.screen());
    assert_eq!(session(&rig).roster.seat(Role::CsOpsPartner).name.as_deref(), Some("Ana Lopez"));
    rig.keys("uu");
    assert_eq!(names(&rig), ["Adaeze Obiora"], "whoever comes with a role comes with it as one step");
    assert_eq!(session(&rig).roster.seat(Role::CsOpsPartner).name, None);
}

#[test]
fn a_suggestion_that_is_taken_stays_in_sight_beside_the_guide() {
    let mut rig = Rig::new((160, 45));
    rig.keys("nnn");
    let screen = rig.screen();
    for column in ["Leading indicators", "Blockers", "Emerging opportunities", "Suggested by the data"] {
        assert!(screen.contains(column), "{column}: {screen}");
    }
    rig.keys("y");
    let words: String = session(&rig).insights[0].text.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    let screen = rig.screen();
    assert!(screen.contains(&words) && screen.contains("Leading indicators"), "{words}: {screen}");
}

#[test]
fn the_data_lead_nobody_who_writes_in_silence() {
    let mut rig = Rig::by_agenda(SIZE, "60");
    rig.keys(">>>");
    assert_ne!(rig.model().screens.focused(Page::InsightBoard), Some(ListId::Suggested));
    assert!(rig.screen().contains("▌ Blockers") && !rig.screen().contains("y accept"), "{}", rig.screen());
}

#[test]
fn the_keys_go_to_the_actions_of_the_last_retro_where_a_step_is_about_them() {
    let mut first = Rig::of_window(SIZE, "2026-Q2", None);
    first.keys("nnnn<esc>aCall them<tab>Mara Ilves<tab><tab><tab>+4w<enter>");
    let mut rig = Rig::of_window(SIZE, "2026-Q3", Some(&first));
    rig.keys(":60 minutes<enter>");
    assert_eq!(rig.model().screens.focused(Page::CheckIn), Some(ListId::Seats));
    rig.keys("n");
    assert_eq!(rig.model().screens.focused(Page::CheckIn), Some(ListId::Carried), "{}", rig.screen());
    assert!(rig.screen().contains("d done"), "{}", rig.screen());
}

#[test]
fn escape_leads_back_to_where_the_room_is() {
    let mut rig = Rig::new(SIZE);
    rig.keys("nnb");
    assert!(rig.screen().contains("Esc goes back there"), "{}", rig.screen());
    rig.keys("<down>");
    assert!(rig.screen().contains("Esc back to the room"), "{}", rig.screen());
    let steps = session(&rig).phase;
    rig.keys("<esc>");
    assert_eq!((rig.model().phase(), session(&rig).phase), (steps, steps));
    assert!(!rig.screen().contains("Esc back to the room"), "{}", rig.screen());
}

#[test]
fn a_guide_that_was_put_away_stays_away_when_the_second_window_closes() {
    let mut rig = Rig::new((160, 45));
    rig.keys("g");
    assert!(!rig.screen().contains("Good looks like"));
    rig.send(Message::GuideBeside(true));
    rig.send(Message::GuideBeside(false));
    assert!(!rig.screen().contains("Good looks like"), "{}", rig.screen());
}

#[test]
fn evidence_is_told_apart_by_its_words_however_much_stands_beside_them() {
    for size in [(80, 24), (120, 36), (160, 45)] {
        let mut rig = Rig::new(size);
        rig.keys("nnnaNo second champion<enter><esc>l");
        let screen = rig.screen();
        let names: Vec<&str> = screen.lines().filter_map(|line| line.split('│').nth(1)).filter(|row| row.contains("Read a ")).collect();
        let whole: std::collections::BTreeSet<&str> = names.iter().map(|row| row.split('…').next().unwrap_or(row).trim()).collect();
        assert_eq!(whole.len(), names.len(), "{screen}");
    }
}

#[test]
fn a_metric_of_the_retros_own_segment_is_offered_by_its_name() {
    let mut rig = Rig::new(SIZE);
    rig.keys("nnnn<esc>aCall them<tab><tab><tab><tab><tab>grr ent<tab>");
    let screen = rig.screen();
    assert!(screen.contains("GRR of segment Enterprise") && !screen.contains("Words of your own"), "{screen}");
}
