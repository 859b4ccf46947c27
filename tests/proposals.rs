//! What an assistant proposes waits for a person, who takes it in or drops it; nothing of it is in the retro before.

mod rig;

use rig::Rig;

fn proposed() -> Rig {
    Rig::new((120, 36)).with_proposals(&["Nobody knows a second contact", "Uplifts go out late"])
}

#[test]
fn one_key_takes_a_proposal_in_as_its_assistants() {
    let mut rig = proposed();
    assert!(rig.screen().contains("3 new proposals by Mara’s assistant (claude-code 2.1)"), "{}", rig.screen());
    assert!(rig.model().world.session().insights.is_empty());
    rig.keys("Iy");
    let card = &rig.model().world.session().insights[0];
    assert_eq!((card.text.as_str(), card.author.as_str()), ("Nobody knows a second contact", "Mara’s assistant (claude-code 2.1)"));
    assert_eq!(rig.model().world.proposals.len(), 2);
    rig.keys("jy");
    let action = &rig.model().world.session().actions[0];
    assert_eq!((action.title.as_str(), action.owner.as_str()), ("Name a second contact", "Ana Ruiz"));
    rig.keys("<esc>u");
    assert!(rig.model().world.session().actions.is_empty(), "it is taken back like any step");
}

#[test]
fn one_key_drops_one_and_another_all() {
    let mut rig = proposed();
    rig.keys("Ix");
    assert_eq!(rig.model().world.proposals.len(), 2);
    rig.keys("X");
    assert!(rig.model().world.proposals.is_empty() && rig.model().overlays.is_empty(), "{}", rig.screen());
    let session = rig.model().world.session();
    assert!(session.insights.is_empty() && session.actions.is_empty());
}
