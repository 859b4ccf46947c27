//! "That one did renew": what the room corrects, and what becomes of a retro whose data change.

mod rig;

use std::sync::Arc;

use rig::Rig;
use run_retro::analysis::findings::MetricKey;
use run_retro::app::effect::Effect;
use run_retro::domain::event::Event;
use run_retro::domain::money::Money;
use run_retro::domain::quality::IssueKind;
use run_retro::domain::reason::ReasonCode;
use run_retro::domain::renewal::{Outcome, RenewalId};
use run_retro::domain::roster::Role;

/// The keys that correct the first lost renewal: it renewed at 84,000.
const RENEWED_AFTER_ALL: &str = "e<left><tab><tab><bs>84,000<tab><tab><tab><tab><tab>signed on Friday<enter>";

/// The losses of the window as a table.
fn losses(size: (u16, u16)) -> Rig {
    let mut rig = Rig::new(size);
    rig.keys("nr/churned<enter>");
    rig
}

fn grr(rig: &Rig) -> f64 {
    rig.model().world.findings.metric(MetricKey::Grr).and_then(|metric| metric.value).unwrap()
}

fn corrected(rig: &Rig) -> RenewalId {
    rig.model().world.session().corrections.keys().next().unwrap().clone()
}

#[test]
fn a_renewal_is_corrected_in_a_form_of_what_stands_there() {
    insta::assert_snapshot!(losses((120, 36)).keys("e<left>").screen());
}

#[test]
fn the_figures_follow_the_table_marks_it_and_undo_takes_it_back() {
    let mut rig = losses((120, 36));
    let (before, churned) = (grr(&rig), rig.model().world.findings.counts.churned);
    rig.keys(RENEWED_AFTER_ALL);
    let id = corrected(&rig);
    assert_eq!(rig.model().world.findings.counts.churned, churned - 1);
    assert!(grr(&rig) > before);
    let renewal = rig.model().world.facts.find(&id).unwrap();
    assert_eq!((renewal.outcome, renewal.after), (Outcome::Renewed, Some(Money::units(84_000))));
    assert!(rig.screen().contains("corrected: outcome from churned to renewed"), "{}", rig.screen());
    rig.keys("<esc><esc>r/corrected<enter>");
    insta::assert_snapshot!(rig.screen());
    rig.keys("u");
    assert_eq!((grr(&rig), rig.model().world.findings.counts.churned), (before, churned));
    assert_eq!(rig.model().world.facts, rig.model().world.compiled);
    rig.keys("U");
    assert_eq!(rig.model().world.findings.counts.churned, churned - 1);
}

#[test]
fn the_page_of_a_corrected_renewal_says_what_stood_there_who_and_why() {
    let mut rig = losses((200, 55));
    rig.keys(RENEWED_AFTER_ALL).keys("<esc><esc>r/corrected<enter><enter>");
    let screen = rig.screen();
    assert!(screen.contains("outcome was churned (robin: signed on Friday)"), "{screen}");
    rig.keys("e");
    assert!(rig.screen().contains("84000"), "the form shows what stands there now:\n{}", rig.screen());
}

#[test]
fn the_overview_says_which_figures_rest_on_corrections() {
    let mut rig = losses((120, 36));
    rig.keys(RENEWED_AFTER_ALL).keys("<esc><esc>");
    let screen = rig.screen();
    assert!(screen.contains("✎ Gross retention (GRR)"), "{screen}");
    assert!(screen.contains("made in the room"), "{screen}");
}

#[test]
fn what_contradicts_itself_is_refused_at_its_field() {
    let mut rig = losses((120, 36));
    rig.keys("e<left><tab><tab><tab><tab><tab><tab><tab>signed<enter>");
    assert!(rig.screen().contains("What did it renew at?"), "{}", rig.screen());
    rig.keys("<bs>84.000<enter>");
    assert!(rig.screen().contains("write 84000 or 84.00"), "{}", rig.screen());
    assert!(rig.model().world.session().corrections.is_empty());
}

#[test]
fn a_table_stays_on_its_renewals_when_one_is_due_on_another_day() {
    let mut rig = Rig::new((120, 36));
    rig.keys("nr");
    let shown = |rig: &mut Rig| -> Vec<String> {
        rig.screen().lines().skip(7).take(8).map(|line| line.chars().skip(2).take(18).collect()).collect()
    };
    let before = shown(&mut rig);
    rig.keys("e<tab><tab><tab>");
    rig.keys("<pagedown><pagedown><pagedown><pagedown><tab><tab><tab><tab>the paper says so<enter>");
    let after: Vec<String> = shown(&mut rig).iter().map(|account| account.replace("✎ ", "")).collect();
    assert_eq!(after.iter().map(|a| a.trim()).collect::<Vec<_>>(), before.iter().map(|b| b.trim()).collect::<Vec<_>>());
    assert!(rig.model().world.facts.renewals.is_sorted_by_key(|r| (r.due, r.id.clone())));
}

#[test]
fn signed_figures_stand() {
    let mut rig = losses((120, 36));
    rig.happen(|_| Event::SignedOff { role: Role::RenewalDirector, name: "Helena Marchetti".into(), capacity: None });
    rig.keys("e");
    assert!(rig.screen().contains("Helena Marchetti signed these figures"), "{}", rig.screen());
    rig.keys("<esc><esc>");
    one_loss_renewed(&mut rig);
    rig.keys("f");
    assert!(rig.screen().contains("Helena Marchetti signed these figures"), "{}", rig.screen());
}

/// In the data as they are now, the first loss of the window renewed, and the last renewal is gone.
fn one_loss_renewed(rig: &mut Rig) {
    rig.data_change(|facts| {
        let window = facts.scope.window.clone();
        let lost = facts.renewals.iter_mut().find(|r| window.contains(r.due) && r.is_churned()).unwrap();
        let lost = Arc::make_mut(lost);
        (lost.outcome, lost.after) = (Outcome::Renewed, lost.before);
        facts.renewals.pop();
    });
}

#[test]
fn data_that_change_are_told_and_taken_only_when_asked() {
    let mut rig = Rig::new((120, 36));
    rig.keys("n").hold();
    let before = grr(&rig);
    one_loss_renewed(&mut rig);
    assert!(rig.screen().contains("The data have changed"), "{}", rig.screen());
    assert_eq!(grr(&rig), before, "the retro goes on with what it was held on");
    rig.keys("<s-tab>");
    insta::assert_snapshot!(rig.screen());
    rig.keys("f");
    assert!(grr(&rig) > before);
    assert!(!rig.screen().contains("The data have changed"), "{}", rig.screen());
    rig.keys("u");
    assert_eq!(grr(&rig), before, "undo goes back to what it was held on");
    assert!(rig.screen().contains("The data have changed since"), "{}", rig.screen());
    rig.keys("U");
    assert!(grr(&rig) > before);
}

#[test]
fn data_that_differ_in_no_renewal_still_say_what_moved() {
    let mut rig = Rig::new((80, 24));
    rig.keys("n").hold();
    rig.data_change(|facts| {
        for renewal in &mut facts.renewals {
            Arc::make_mut(renewal).cs_owner = "Somebody Else".into();
        }
    });
    rig.keys("<s-tab>");
    let screen = rig.screen();
    assert!(screen.contains("The data have changed since") && screen.contains("other details of"), "{screen}");
}

#[test]
fn a_renewal_is_corrected_on_the_board_of_reasons_too() {
    let mut rig = Rig::new((120, 36));
    rig.keys("nn<right>").keys("e");
    assert!(rig.screen().contains("Correct "), "{}", rig.screen());
}

#[test]
fn corrections_stand_above_the_newer_data_too() {
    let mut rig = losses((120, 36));
    rig.hold();
    rig.keys(RENEWED_AFTER_ALL).keys("<esc><esc>");
    let id = corrected(&rig);
    one_loss_renewed(&mut rig);
    rig.keys("f");
    let renewal = rig.model().world.facts.find(&id).unwrap();
    assert_eq!((renewal.outcome, renewal.after), (Outcome::Renewed, Some(Money::units(84_000))));
}

#[test]
fn what_changed_in_the_data_fits_every_screen() {
    for size in [(80, 24), (200, 55)] {
        let mut rig = Rig::new(size);
        rig.keys("n").hold();
        one_loss_renewed(&mut rig);
        rig.keys("<s-tab>");
        let screen = rig.screen();
        assert!(
            screen.contains("The data have changed since") && screen.contains("GRR") && screen.contains("churned to renewed"),
            "{screen}"
        );
    }
}

/// Losses that the account of the data calls without a reason.
fn said_to_be_uncoded(rig: &Rig) -> u64 {
    let issues = &rig.model().world.facts.quality.issues;
    issues.iter().find(|issue| issue.kind == IssueKind::MissingReason).map_or(0, |issue| issue.count)
}

#[test]
fn what_the_room_gave_a_reason_is_no_longer_called_without_one() {
    let mut rig = Rig::new((120, 36));
    let uncoded: Vec<RenewalId> =
        rig.model().world.facts.in_scope().filter(|renewal| renewal.is_uncoded_loss()).map(|renewal| renewal.id.clone()).collect();
    assert!(!uncoded.is_empty());
    assert_eq!(said_to_be_uncoded(&rig), uncoded.len() as u64);
    rig.happen(|_| Event::ReasonAssigned { renewals: vec![uncoded[0].clone()], reason: ReasonCode::read("budget"), matched: vec![] });
    rig.perform(vec![Effect::Analyse]);
    assert_eq!(said_to_be_uncoded(&rig), uncoded.len() as u64 - 1);
}

#[test]
fn insights_are_tested_again_on_data_that_changed_with_the_renewals_that_moved_them() {
    let mut rig = Rig::new((120, 36));
    rig.keys("nnn<right><right><right>yyy").hold();
    rig.data_change(|facts| {
        for renewal in facts.renewals.iter_mut().filter(|renewal| renewal.signals.champion_left.is_some() && renewal.is_churned()) {
            let renewal = Arc::make_mut(renewal);
            (renewal.outcome, renewal.after) = (Outcome::Renewed, renewal.before);
        }
    });
    rig.keys("bb<s-tab><left>");
    for _ in 0..4 {
        if !rig.screen().contains("▌ This retro's insights on the data of now") {
            rig.keys("<right>");
        }
    }
    insta::assert_snapshot!("insights_on_changed_data", rig.screen());
    rig.keys("f");
    assert!(rig.screen().contains("This retro's insights since it went over to these data"), "{}", rig.screen());
    assert_eq!(rig.model().world.session().restated.len(), 3, "kept in the record, for the report");
    rig.keys("u");
    assert!(rig.model().world.session().restated.is_empty(), "what was taken back is nothing any more");
}

#[test]
fn whose_words_a_reason_is_is_said_on_the_board_and_told_with_the_losses() {
    let mut rig = Rig::new((120, 36));
    // The room looks at the losses by reason; the first bucket's first renewal has one.
    rig.keys(">>").keys("<right>");
    let coverage = |rig: &Rig| rig.model().world.findings.lost_accounts.iter().filter(|account| !account.reason_sources.is_empty()).count();
    assert_eq!(coverage(&rig), 0);
    rig.keys("w");
    assert!(rig.screen().contains("the customer's words"), "{}", rig.screen());
    rig.keys("<enter>");
    assert_eq!(coverage(&rig), 1);
    let metrics = rig.model().world.findings.metrics.clone();
    rig.keys("w<enter>");
    assert!(rig.screen().contains("That stands there already"), "{}", rig.screen());
    rig.keys("u");
    assert_eq!(coverage(&rig), 0);
    assert_eq!(rig.model().world.findings.metrics, metrics, "no figure rests on it");
    // A loss without a reason has nobody's words.
    rig.keys("c").keys("w");
    assert!(rig.screen().contains("There is no reason yet"), "{}", rig.screen());
}
