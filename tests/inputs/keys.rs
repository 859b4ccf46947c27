//! Keys, clicks, pastes and sizes in any order.

use proptest::prelude::*;
use run_retro::app::message::Message;

use crate::changed::cases;
use crate::rig::Rig;

#[derive(Clone, Debug)]
enum Act {
    Keys(String),
    Paste(String),
    Wait(i64),
    Resize(u16, u16),
}

fn act() -> impl Strategy<Value = Act> {
    let named =
        prop::sample::select(vec!["enter", "esc", "tab", "s-tab", "up", "down", "left", "right", "bs", "space", "c-s", "c-z", "c-w"]);
    prop_oneof![
        4 => "[a-zA-Z0-9+/?:.=-]".prop_map(Act::Keys),
        4 => named.prop_map(|name| Act::Keys(format!("<{name}>"))),
        1 => "\\PC{0,30}".prop_map(Act::Paste),
        1 => (0..40_i64).prop_map(Act::Wait),
        1 => (0..260_u16, 0..90_u16).prop_map(|(width, height)| Act::Resize(width, height)),
    ]
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn whatever_is_pressed_there_is_a_screen(acts in prop::collection::vec(act(), 1..80)) {
        let mut rig = Rig::new((120, 36));
        for act in acts {
            match act {
                Act::Keys(keys) => _ = rig.keys(&keys),
                Act::Paste(text) => rig.send(Message::Paste(text)),
                Act::Wait(seconds) => _ = rig.wait(seconds),
                Act::Resize(width, height) => _ = rig.resize((width, height)),
            }
            rig.screen();
        }
    }
}

/// A transcript on the clipboard, pasted into whatever takes text: the beginning is taken, and that is said.
#[test]
fn a_long_paste_is_cut_and_told_wherever_text_is_taken() {
    let long = "word ".repeat(40_000);
    for keys in ["nnna", "nnnna", "nn/", ":", "n<enter>/", "<enter>"] {
        let mut rig = Rig::new((120, 36));
        rig.keys(keys);
        rig.send(Message::Paste(long.clone()));
        let screen = rig.screen();
        assert!(screen.contains("no more than 4,000 characters fit here"), "{keys}\n{screen}");
        rig.keys("x");
    }
}
