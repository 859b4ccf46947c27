//! The hour of a retro by one keyboard: eight people, the agenda of sixty minutes, and what of it goes out. Keys are counted beside the words.

mod rig;

use rig::Rig;
use run_retro::app::message::Message;
use run_retro::domain::card::{CardId, Insight};
use run_retro::domain::phase::Phase;
use run_retro::domain::session::{History, Session};
use run_retro::export::{report_md, transcript};

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (200, 55)];

const PEOPLE: &str = "Amélie Dupont, Max Sommer, Max Schmidt, Ines Ferreira, Piet Vos, Tom Weber, Jo Kim, Dana Whitfield";

/// Three minutes of silent writing, as Slack copies them.
const CHAT: &str = "Tom Weber  10:15 AM\nSeats stand idle after the first quarter\n:+1:\n2\nJo Kim  10:15 AM\nBlocker: Uplift was announced too late\n\
                    2 repliesLast reply today at 10:16 AM\nDana Whitfield  10:16 AM\nOpportunity: Reviews with executives hold\nPiet Vos\n  10:16 AM\n\
                    - Procurement takes three months\n- Legal asks twice\nAmélie Dupont  10:17 AM\nhas joined the channel\nMax Sommer  10:17 AM\n\
                    Blocker: The second champion is missing\nInes Ferreira  10:18 AM\nOpportunity: Depots open everywhere\n\
                    Max Schmidt  10:18 AM\nIndicator: Tickets stay open for weeks\n";

const VOTES: &str = "Amélie Dupont: I1 I1 I8\nMax Sommer: I1 I8 I8\nMax Schmidt: I1 I2 I2\nInes Ferreira: I8 I2 I1\nPiet Vos: I2, I8, I1\n\
                     Tom Weber: I1 I1 I2\nJo Kim: I8 I8 I2\n";

struct Hour {
    rig: Rig,
    /// Keys that were no words.
    pressed: usize,
}

impl Hour {
    fn session(&self) -> &Session {
        self.rig.model().world.session()
    }

    /// Keys, each of them counted.
    fn press(&mut self, keys: &str) -> &mut Self {
        let named = keys.matches('<').count();
        let in_names: usize =
            keys.split('<').skip(1).filter_map(|part| part.split_once('>')).map(|(name, _)| name.chars().count() + 2).sum();
        self.pressed += keys.chars().count() - in_names + named;
        self.rig.keys(keys);
        self
    }

    /// Words; they count as no keys.
    fn write(&mut self, words: &str) -> &mut Self {
        self.rig.keys(words);
        self
    }

    fn paste(&mut self, words: &str) -> &mut Self {
        self.rig.send(Message::Paste(words.to_owned()));
        self
    }

    /// The keys that something took.
    fn counted(&mut self, act: impl FnOnce(&mut Self)) -> usize {
        let before = self.pressed;
        act(self);
        self.pressed - before
    }

    fn minutes(&mut self, minutes: i64) -> &mut Self {
        self.rig.wait(60 * minutes);
        self
    }

    /// On to the step of a kind.
    fn to(&mut self, kind: &str) -> &mut Self {
        for _ in 0..20 {
            if format!("{:?}", self.session().step(self.session().phase).kind) == kind {
                return self;
            }
            self.press("n");
        }
        panic!("no step {kind}: {}", self.rig.screen());
    }

    fn sees(&mut self, told: &str) -> &mut Self {
        let screen = self.rig.screen();
        let whole = screen.split_whitespace().filter(|word| !matches!(*word, "▌" | "│")).collect::<Vec<_>>().join(" ");
        assert!(whole.contains(told), "{told}: {screen}");
        self
    }

    fn card(&self, id: u32) -> &Insight {
        self.session().insights.iter().find(|card| card.id == CardId(id) || card.members.iter().any(|one| one.id == CardId(id))).unwrap()
    }
}

fn check_in(hour: &mut Hour) {
    hour.press(" a").write(PEOPLE).press("<enter><enter>").write("ines").press("<tab><c-u>").write("piet").press("<enter>");
    assert_eq!(hour.session().people.len(), 8);
    hour.sees("Ines Ferreira").sees("Piet Vos").minutes(4);
}

fn cards(hour: &mut Hour) {
    hour.to("SilentWriting");
    let keys = hour.counted(|hour| {
        hour.press("a");
        for words in
            ["No second champion in large accounts", "Discounts come late", "Nobody owns the handover", "Health falls before usage"]
        {
            hour.write(words).press("<enter>");
        }
        hour.press("<tab>");
        for words in ["@dana Partners bring references", "Trainings are booked out", "Late discounting @Max S."] {
            hour.write(words).press("<enter>");
        }
        hour.sees("Max Sommer or Max Schmidt?").press("<tab><enter><esc>").paste(CHAT).press("<enter>");
    });
    assert_eq!(hour.session().insights.len(), 15, "{}", hour.rig.screen());
    assert!(keys <= 35, "{keys} keys");
    assert_eq!(hour.card(7).author, "Max Sommer");
    assert_eq!(hour.card(12).author, "Piet Vos", "a bullet a card");
    hour.minutes(5);
}

fn groups_and_votes(hour: &mut Hour) {
    hour.to("Group");
    for id in [13, 7] {
        let words = hour.card(id).text.clone();
        hour.write(&format!("/{words}<enter>"));
        let keys = hour.counted(|hour| {
            hour.press("y");
        });
        assert!(keys <= 4, "{keys} keys for a group, and none to reach what was searched");
        hour.press("<esc>");
    }
    assert_eq!(hour.session().insights.len(), 13, "{}", hour.rig.screen());
    hour.minutes(4).to("Vote");
    let keys = hour.counted(|hour| {
        hour.paste(VOTES).press("<enter>");
    });
    hour.sees("21 of 24 votes used");
    assert!(keys <= 12, "{keys} keys for the votes");
    hour.minutes(2);
}

fn discussion(hour: &mut Hour) {
    hour.to("Discuss");
    for (said, decided) in
        [("It came up in Q2", "Two champions by contract"), ("Sales waits", "Offers leave at -120"), ("Nobody asks", "CS asks")]
    {
        hour.press(".w").write("@jo ").write(said).press("<enter><esc>D").write(decided).press("<enter>").minutes(2);
    }
    assert_eq!(hour.session().topics.len(), 3);
    // Looking back twice leaves room and clock where they are.
    let phase = hour.session().phase;
    hour.press("bb").press(">>");
    assert_eq!(hour.session().phase, phase);
}

fn actions(hour: &mut Hour) {
    hour.to("PlanActions");
    for (title, owner, due) in [
        ("Name a second champion", "amelie", "in 3 weeks"),
        ("Send offers earlier", "max so.", "end of Q4"),
        ("Ask for idle seats", "jo", "15 Jan"),
        ("Agree one legal text", "tom", "next Friday"),
        ("Book references", "dana", "in a month"),
    ] {
        let keys = hour.counted(|hour| {
            hour.press("a")
                .write(title)
                .press("<tab>")
                .write(owner)
                .press("<tab><tab><tab>")
                .write(due)
                .press("<tab>")
                .write("done")
                .press("<enter>");
        });
        assert!(keys <= 9, "{keys} keys for an action");
    }
    let owners: Vec<&str> = hour.session().actions.iter().map(|action| action.owner.as_str()).collect();
    assert_eq!(owners, ["Amélie Dupont", "Max Sommer", "Jo Kim", "Tom Weber", "Dana Whitfield"]);
    assert!(hour.session().actions.iter().all(|action| action.due.is_some()));
    hour.minutes(10);
}

fn sign_off_and_close(hour: &mut Hour) {
    hour.to("SignOff").press("s<tab>").sees("Piet Vos stands in for Ines Ferreira").press("<enter>");
    assert!(hour.session().is_signed());
    // A late change: it is listed, and signed again in the director's name.
    hour.press("b").rig.keys("e<tab><c-u>max sch.<enter>");
    hour.press(">").sees("1 change since Piet Vos").sees("owner from Dana Whitfield to Max Schmidt");
    hour.press("s<tab><enter>").sees("Signed off by Ines Ferreira");
    hour.minutes(2).to("ReturnOnTime").paste("Tom Weber: 4\nJo Kim: 5 great\nDana Whitfield: 3\n").press("<enter>").minutes(2).press("c");
    assert!(hour.session().closed);
    assert_eq!(hour.session().return_on_time.scores().len(), 3);
}

fn told(history: &History) -> String {
    String::from_utf8(transcript::transcript(history)).unwrap()
}

#[test]
fn an_hour_with_eight_people_and_one_keyboard() {
    for size in SIZES {
        let mut hour = Hour { rig: Rig::by_agenda(size, "60"), pressed: 0 };
        check_in(&mut hour);
        cards(&mut hour);
        groups_and_votes(&mut hour);
        discussion(&mut hour);
        actions(&mut hour);
        sign_off_and_close(&mut hour);
        let world = &hour.rig.model().world;
        let report = String::from_utf8(report_md::report(&world.facts, &world.findings, Some(&world.history))).unwrap();
        for sentence in ["Name a second champion", "Two champions by contract", "Ines Ferreira", "Max Schmidt"] {
            assert!(report.contains(sentence), "{sentence}: {report}");
        }
        let transcript = told(&world.history);
        for sentence in [
            "owner from Dana Whitfield to Max Schmidt",
            "said: It came up in Q2",
            "**Jo Kim**: I13, said: It came up in Q2",
            "Planned 60:00, spent 35:00",
        ] {
            assert!(transcript.contains(sentence), "{sentence}: {transcript}");
        }
        assert_eq!(world.session().phase, Phase::Close);
        let again = History::fold(world.history.records().to_vec()).unwrap();
        assert_eq!(again.session(), world.session(), "and it is all on the disk");
    }
}
