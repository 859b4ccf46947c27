//! Every page and every overlay as key strings reach it, where there is little room and where there is much. A page or overlay without a line in
//! these tables does not compile.

mod reached;
mod rig;

use reached::{HOUSE, OVERLAYS, PAGES, overlay, page};
use rig::Rig;

const SIZES: [(u16, u16); 2] = [(80, 24), (160, 45)];

/// One that answered, one that did not, and one that was not asked.
const TOOLS: &str = r#"
[[hooks]]
name = "crm"
purpose = "prompts"
phase = "check-in"
on = "enter"
kind = "command"
command = ["printf", '{"items":[{"text":"Who spoke with the sponsor last, and when?"},{"text":"What did we promise?"}]}']
answer = { required = "items" }
[[hooks]]
name = "library"
purpose = "notes"
phase = "check-in"
on = "enter"
kind = "command"
command = ["printf", '{"items":[{"text":"fetch failed"}]}']
pause_seconds = 0
answer = { fails_if = "fetch failed" }
[[hooks]]
name = "page"
purpose = "verify"
phase = "documentation"
kind = "command"
command = ["true"]
answer = { required = "passed" }
"#;

fn snapshot(kind: &str, keys: &str, name: &str, told: impl Fn(&Rig) -> Option<&'static str>) {
    for size in SIZES {
        let mut rig = Rig::new(size).after_another();
        if name == "Proposals" {
            rig = rig.with_proposals(&["When the champion leaves we know nobody else in the house", "Uplifts go out late"]);
        }
        if name == "Conflicts" {
            rig = rig.with_conflicts();
        }
        if name == "Tools" {
            rig = rig.with_tools(TOOLS);
        }
        rig.keys(keys);
        assert_eq!(told(&rig), Some(name), "{keys} lead to\n{}", rig.screen());
        insta::assert_snapshot!(format!("{kind}_{name}_{}", size.0), rig.screen());
    }
}

#[test]
fn every_page_looks_as_it_did() {
    for (name, keys) in PAGES {
        snapshot("page", keys, name, |rig| {
            let model = rig.model();
            model.overlays.is_empty().then(|| page(&model.screens.page(model.phase())))
        });
    }
}

#[test]
fn every_list_of_the_house_looks_as_it_did() {
    for (name, keys) in HOUSE {
        for size in SIZES {
            let mut rig = Rig::new(size).after_another();
            rig.keys(keys);
            insta::assert_snapshot!(format!("house_{name}_{}", size.0), rig.screen());
        }
    }
}

#[test]
fn every_overlay_looks_as_it_did() {
    for (name, keys) in OVERLAYS {
        snapshot("overlay", keys, name, |rig| rig.model().overlays.last().map(overlay));
    }
}
