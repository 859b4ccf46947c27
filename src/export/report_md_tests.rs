use super::*;
use crate::analysis::findings::{Counts, Fate, LostAccount, Metric, MetricKey, Without};
use crate::domain::event::Event;
use crate::export::fixture::{corrected_facts, facts, findings, history};
use crate::store::fixture::at;

fn text(facts: &Facts, findings: &Findings, history: Option<&History>) -> String {
    String::from_utf8(report(facts, findings, history)).unwrap()
}

#[test]
fn the_whole_report_of_a_session() {
    insta::assert_snapshot!(text(&facts(), &findings(), Some(&history())));
}

#[test]
fn the_whole_report_of_the_data_alone() {
    insta::assert_snapshot!(text(&facts(), &findings(), None));
}

#[test]
fn what_the_room_corrected_has_a_part_of_its_own_and_a_mark_at_each_figure() {
    let text = text(&corrected_facts(), &findings(), Some(&history()));
    let part = text.split("## ").find(|part| part.starts_with("Corrections")).unwrap();
    insta::assert_snapshot!(part.trim_end(), @r"
    Corrections made in the room

    | Renewal           | What      | Data    | Room       | By                     | Why            |
    | ----------------- | --------- | ------- | ---------- | ---------------------- | -------------- |
    | Account R-3 (R-3) | outcome   | churned | renewed    | Mara Ilves, 2026-11-23 | signed \| late |
    | Account R-3 (R-3) | ARR after | $0.00   | $42,000.00 | Mara Ilves, 2026-11-23 | signed \| late |

    The data still say otherwise: corrections.csv holds a line for the source system of each, and of 1 reason code given in the room.
    ");
    assert!(text.contains("It rests on 2 corrections."), "{text}");
    assert!(text.contains("GRR, NRR, Renewal rate by ARR: rests on 2 corrections"), "{text}");
    assert!(text.contains("Logo retention: rests on 1 correction"), "{text}");
}

#[test]
fn nothing_due_is_said_and_no_rate_is_made_up() {
    let mut facts = facts();
    facts.renewals.clear();
    let text = text(&facts, &Findings::default(), None);
    assert!(text.contains("No renewal was due in this window; those in the data are due from 2026-07-10 to 2026-09-15."), "{text}");
    assert!(text.contains("The bridge cannot be computed"), "{text}");
    assert!(!text.contains('%'), "{text}");
}

#[test]
fn an_overridden_gate_and_an_accepted_blocker_stand_in_the_report() {
    let mut history = history();
    history.push(at(60), "Mara", Event::GateOverridden { reason: "sponsor is travelling".into() });
    let id = crate::domain::card::CardId(1);
    history.push(at(61), "Mara", Event::BlockerAccepted { id, decision: Some("until the new CRM".into()) });
    let text = text(&facts(), &findings(), Some(&history));
    assert!(text.contains("**Overridden by the facilitator**: sponsor is travelling"));
    assert!(text.contains("Accepted as it is: until the new CRM"));
}

#[test]
fn what_cannot_be_computed_is_said_once_with_its_reason() {
    let mut findings = findings();
    for key in [MetricKey::Grr, MetricKey::Nrr] {
        findings.metrics[&key] = Metric { why: Some("lost renewals carry no ARR".into()), ..Metric::default() };
    }
    let text = text(&facts(), &findings, None);
    assert!(text.contains("- GRR and NRR cannot be computed: lost renewals carry no ARR."), "{text}");
    assert!(text.contains("\n- GRR, NRR: lost renewals carry no ARR\n"), "{text}");
}

#[test]
fn what_is_open_is_said_with_what_it_may_come_to_and_no_change_is_told() {
    let mut findings = findings();
    findings.counts = Counts { due: 83, renewed: 45, churned: 4, open: 34, not_yet_due: 33, ..Counts::default() };
    findings.metrics[&MetricKey::Grr].range = Some([0.375, 1.0]);
    let text = text(&facts(), &findings, None);
    assert!(
        text.contains("83 renewals were due: 45 renewed, 4 churned, 34 still open (33 of them not yet due, and in no rate)."),
        "{text}"
    );
    assert!(text.contains("GRR was 40.0 % so far, and may come to 37.5–100.0 % once all is decided."), "{text}");
    assert!(text.contains("Once all that is open is decided, these may come to: GRR 37.5–100.0 %"), "{text}");
    let row = text.lines().find(|line| line.starts_with("| of these not yet due")).unwrap_or_else(|| panic!("{text}"));
    assert_eq!(row.split('|').map(str::trim).collect::<Vec<_>>(), ["", "of these not yet due", "33", "0", ""]);
}

#[test]
fn chance_the_target_and_the_account_that_makes_the_difference_stand_beside_a_headline() {
    let mut findings = findings();
    let grr = &mut findings.metrics[&MetricKey::Grr];
    (grr.low, grr.high, grr.change_low, grr.change_high) = (Some(0.12), Some(0.77), Some(-0.8), Some(0.1));
    grr.target = Some(0.92);
    grr.without = Some(Without { account: "West|erlund".into(), value: 0.7 });
    let said = text(&facts(), &findings, None);
    let expected = "- GRR was 40.0 % (12.0–77.0 %), −48.3 points against 2026-Q2, within what chance does. The target is 92 %: 52.0 points \
                    short. Without West\\|erlund it would be 70.0 %.";
    assert!(said.contains(expected), "{said}");
    let row = said.lines().find(|line| line.starts_with("| GRR ")).unwrap();
    assert_eq!(row.split('|').map(str::trim).collect::<Vec<_>>()[2..5], ["40.0 %", "12.0–77.0 %", "within chance"]);
    findings.metrics[&MetricKey::Grr].change_high = Some(-0.1);
    let said = text(&facts(), &findings, None);
    assert!(said.contains("−48.3 points against 2026-Q2. The target"), "{said}");
}

#[test]
fn where_nobody_can_say_what_was_due_the_year_and_the_losses_lead() {
    let (mut facts, mut findings) = (facts(), findings());
    facts.no_dues = Some("no contract end is known".into());
    findings.ttm = std::mem::take(&mut findings.metrics);
    let text = text(&facts, &findings, None);
    let short = text.split("## In short").nth(1).unwrap();
    let lost =
        "2 customers were lost, with $120k in 2026-Q3. How much of what was due was kept cannot be computed: no contract end is known.";
    assert!(short.contains(lost), "{short}");
    assert!(short.contains("Over the twelve months to 2026-09-30, of the customers of a year before:\n  - GRR was 40.0 %"), "{short}");
    findings.ttm.clear();
    let text = self::text(&facts, &findings, None);
    assert!(!text.contains("Over the twelve months") && !text.contains("| Still open"), "what nobody can know has no line: {text}");
}

#[test]
fn many_losses_are_named_up_to_a_point_and_the_rest_counted_with_its_arr() {
    let mut findings = findings();
    let one = findings.lost_accounts[1].clone();
    findings.lost_accounts = (0..22).map(|i| LostAccount { account: format!("A{i:02}").into(), ..one.clone() }).collect();
    findings.lost_accounts[21].fate = Fate::Shrank;
    let said = text(&facts(), &findings, None);
    let part = said.split("## ").find(|part| part.starts_with("Lost and")).unwrap();
    assert!(part.contains("| A14 ") && !part.contains("| A15 "), "{part}");
    assert!(part.contains("\nAnd 7 more, $280k (6 lost, 1 shrank).\n"), "{part}");
    let widths: Vec<usize> = part.lines().filter(|line| line.starts_with('|')).map(|line| line.chars().count()).collect();
    assert!(widths.iter().all(|width| *width == widths[0] && *width <= 160), "{widths:?}");
    findings.lost_accounts[20].lost = None;
    assert!(text(&facts(), &findings, None).contains("\nAnd 7 more (6 lost, 1 shrank).\n"), "an amount that is not known is in no sum");
}

#[test]
fn the_story_of_the_losses_stands_first() {
    let said = text(&facts(), &findings(), None);
    let short = said.split("## ").find(|part| part.starts_with("In short")).unwrap();
    let at = |words: &str| short.find(words).unwrap_or_else(|| panic!("{words} in {short}"));
    assert!(at("2 accounts were lost with $120k of ARR. What cost most: Champion left") < at("GRR was"));
    assert!(at("Visible before: 1 of 2 lost accounts, 67 % of the ARR lost with them, showed a reliable sign") < at("GRR was"));
    assert!(said.find("## Lost and shrunken accounts").unwrap() < said.find("## What the data suggests").unwrap());
}

#[test]
fn where_nothing_was_to_be_seen_the_table_has_no_column_for_it() {
    let mut findings = findings();
    for account in &mut findings.lost_accounts {
        (account.visible, account.visible_since, account.signs) = (None, None, vec![]);
    }
    (findings.losses.now.visible, findings.losses.now.not_visible) = (0, 0);
    findings.signals.clear();
    let said = text(&facts(), &findings, None);
    assert!(!said.contains("Visible") && !said.contains("Signs they carried"), "{said}");
    assert!(said.contains("What could be seen before is unknown: no sign is reliable in these data."), "{said}");
}

#[test]
fn the_first_page_says_why_who_does_what_and_what_is_coming_up_with_names() {
    let said = text(&facts(), &findings(), Some(&history()));
    let parts: Vec<&str> = said.split("\n## ").map(|part| part.lines().next().unwrap_or_default()).collect();
    assert_eq!(parts[1..6], ["In short", "Why", "Who does what", "Coming up", "Lost and shrunken accounts"]);
    let part = |title: &str| said.split("\n## ").find(|part| part.starts_with(title)).unwrap();
    assert!(part("Why").contains("- **No reason given**: $40.0k lost with Account R-3 ($40.0k)"), "{}", part("Why"));
    assert!(part("Who").contains("- **Jonas Weber, CSM lead**: Name a second champion in each account, by 2026-12-15"), "{}", part("Who"));
    assert!(part("Who").contains("- **Nobody yet**: Weekly usage review, was due 2026-08-01 (carried over"), "{}", part("Who"));
    assert!(said.contains("- Renewal Director: Ada Cole for Ines (signed off); CS Ops Partner: nobody named"), "{said}");
    let alone = text(&facts(), &findings(), None);
    assert!(!alone.contains("Who does what") && alone.contains("## Coming up"), "nobody agreed anything where no room met");
}

#[test]
fn a_reason_names_its_accounts_with_what_each_lost_the_dearest_first() {
    let (mut facts, mut findings) = (facts(), findings());
    std::sync::Arc::make_mut(&mut facts.renewals[2]).reason = facts.renewals[1].reason.clone();
    findings.blockers = crate::analysis::blockers::blockers(&facts, &crate::analysis::decisions::RoomDecisions::default());
    let said = text(&facts, &findings, None);
    assert!(said.contains("- **Champion left**: $120k lost with Account R-2 ($80.0k) and Account R-3 ($40.0k)"), "{said}");
}

/// A retro in summary depth, in which nobody has done anything yet.
fn reviewed_alone() -> History {
    let mut scope = facts().scope;
    scope.depth = crate::domain::scope::Depth::Summary;
    History::fold(vec![crate::store::fixture::opened("s", scope)]).unwrap()
}

#[test]
fn without_a_room_a_session_reports_what_the_data_alone_report() {
    let (facts, findings) = (facts(), findings());
    let of_data = text(&facts, &findings, None);
    let of_session = text(&facts, &findings, Some(&reviewed_alone()));
    // Rejected rows stand in a file of their own where a session is exported.
    let lines = |text: &str| -> Vec<String> {
        let quality = |line: &&str| *line != "## Data quality";
        text.lines().take_while(quality).filter(|line| !line.starts_with("- Session s")).map(str::to_owned).collect()
    };
    assert_eq!(lines(&of_session), lines(&of_data));
    assert!(!of_session.contains("room"), "{of_session}");
    assert!(of_data.contains("## What the data suggests") && !of_data.contains("room"), "{of_data}");
}

#[test]
fn what_one_person_noted_stands_beside_what_the_data_suggest() {
    let mut history = reviewed_alone();
    crate::store::fixture::add_card(&mut history, "Champions leave", false);
    let text = text(&facts(), &findings(), Some(&history));
    assert!(text.contains("## What the data suggests") && text.contains("I1 Champions leave"), "{text}");
}

#[test]
fn insights_stand_as_the_room_weighs_them_and_their_figures_one_a_line() {
    let mut history = history();
    crate::store::fixture::add_card(&mut history, "Few votes", false);
    crate::store::fixture::add_card(&mut history, "Many votes", false);
    let many = history.session().insights.iter().find(|card| card.text == "Many votes").unwrap().id;
    for _ in 0..4 {
        history.push(at(20), "Mara", Event::VoteCast { id: many, up: true });
    }
    let evidence = crate::domain::card::Evidence {
        statement: "Many votes".into(),
        figures: "18 of 24 lost · q 0.02 · RR 2.4".into(),
        ..crate::export::fixture::evidence()
    };
    history.push(at(21), "Mara", Event::CardLinked { id: many, evidence });
    let said = text(&facts(), &findings(), Some(&history));
    let insights = said.split_once("## Insights").unwrap().1.split_once("\n## ").unwrap().0;
    assert!(insights.find("Many votes").unwrap() < insights.find("Few votes").unwrap(), "{insights}");
    assert!(insights.contains("  - 18 of 24 lost\n    - q 0.02\n    - RR 2.4\n"), "{insights}");
}
