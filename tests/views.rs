//! The views that show findings: they draw at any size, say what they should, and open to what is behind them.

mod rig;

use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use rig::Rig;
use run_retro::app::effect::Effect;
use run_retro::app::message::{Message, Moved};
use run_retro::app::screens::page::Page;
use run_retro::config::Config;
use run_retro::domain::facts::{Cohort, CohortMember};
use run_retro::domain::money::Money;
use run_retro::domain::scope::Dimension;
use run_retro::error::Error;
use run_retro::view::styles::ColorDepth;

/// Keys to the first view of each phase that shows findings, and how many views it has.
const PHASES: [(&str, usize); 4] = [("n", 6), ("nn", 6), ("nnn", 3), ("nnnn", 2)];

fn every_view(mut look: impl FnMut(&mut Rig)) {
    for (keys, views) in PHASES {
        let mut rig = Rig::new((120, 36));
        rig.keys(keys);
        for _ in 0..views {
            look(&mut rig);
            rig.keys("<tab>");
        }
    }
}

#[test]
fn every_view_draws_at_every_size() {
    every_view(|rig| {
        for size in [(0, 0), (1, 1), (79, 23), (80, 24), (97, 31), (120, 36), (160, 45), (200, 55), (300, 90)] {
            rig.resize(size).screen();
        }
    });
}

/// Wherever files are, what a message says of them and what to do is read on the smallest screen.
#[test]
fn no_message_loses_its_end_to_a_long_path() {
    let path = format!("/srv/teams/{}2026-Q3-enterprise-7c41e09a", "customer-success/".repeat(9));
    let moved = |told: &str| Message::Moved(Moved { told: told.into(), resume: "run-retro resume x".into(), folder: path.clone().into() });
    let denied = || std::io::Error::from(std::io::ErrorKind::PermissionDenied);
    let not_written =
        |file: &str| Error::io(format!("{path}/{file}"), denied(), "nothing was changed; make the folder writable").to_string();
    let messages = [
        (moved(&format!("The journal was deleted or moved away; all steps are written anew into {path}")), "7c41e09a"),
        (moved("Something else wrote into the journal; it is kept as journal.jsonl.other-1. All steps are written anew"), "written anew"),
        (Message::NotSaved(format!("{} by somebody", not_written("journal.jsonl"))), "Tried again by itself; ^S: now"),
        (Message::Exported(Err(not_written("report.md"))), "make the folder writable"),
        (Message::PlanNotWritten(not_written("plan.json")), "make the folder writable"),
        (Message::DraftsNotKept(Some(not_written("drafts.json"))), "make the folder writable"),
    ];
    for (message, wanted) in messages {
        for keys in ["", "N", "n<enter>"] {
            let mut rig = Rig::new((80, 24));
            rig.keys(keys).keys("<esc>");
            rig.send(message.clone());
            let screen = rig.screen();
            let rows: Vec<&str> = screen.lines().skip(18).map(str::trim).collect();
            assert!(rows.join(" ").contains(wanted), "{wanted} in\n{screen}");
            assert!(rows[rows.len() - 1].contains("? keys"), "the keys stay\n{screen}");
        }
    }
    let mut rig = Rig::new((80, 24));
    rig.send(Message::NotSaved("The disk is full: make room".into()));
    let asked = rig.keys("q").screen();
    assert!(asked.contains("q again leaves") && asked.contains("another folder"), "{asked}");
}

#[test]
fn every_view_reads_without_colour() {
    every_view(|rig| {
        let is_bar = |c: char| ('▀'..='▟').contains(&c);
        let written = |text: String| text.replace(is_bar, " ").split_whitespace().collect::<Vec<_>>().join(" ");
        let plain = written(rig.depth(ColorDepth::None).screen());
        assert_eq!(plain, written(rig.depth(ColorDepth::TrueColor).screen()), "only the texture of bars may differ");
    });
}

#[test]
fn a_count_opens_to_the_renewals_behind_it() {
    let mut rig = Rig::new((120, 36));
    let overview = rig.keys("n").screen();
    let row = overview.lines().find(|line| line.contains("× Churned")).unwrap();
    let count = row.split_whitespace().find_map(|word| word.parse::<usize>().ok()).unwrap();
    let opened = rig.keys("<down><down><enter>").screen();
    assert!(opened.contains("Churned, 2026-Q3") && opened.contains(&format!("{count} renewals")), "{opened}");
    assert_eq!(opened.matches("× churned").count(), count, "{opened}");
}

#[test]
fn while_much_is_open_the_overview_says_what_the_rates_may_come_to() {
    let mut facts = (*Rig::new((120, 36)).model().world.facts).clone();
    // As if the data ended in the middle of the quarter: what is due later is open.
    let ends: NaiveDate = "2026-08-15".parse().unwrap();
    for renewal in &mut facts.renewals {
        if let Some(earlier) = renewal.as_known_on(ends) {
            *renewal = Arc::new(earlier);
        }
    }
    facts.scope.known_until = Some(ends);
    let mut rig = Rig::over(Arc::new(facts), (120, 36));
    let overview = rig.keys("n").screen();
    assert!(overview.contains("may be ") && !overview.contains("pts  $"), "{overview}");
    let row = |screen: &str, name: &str| screen.lines().find(|line| line.contains(name)).map(ToOwned::to_owned);
    let not_due = row(&overview, "◌ Not due").unwrap_or_else(|| panic!("{overview}"));
    let n: u64 = not_due.split_whitespace().find_map(|word| word.parse().ok()).unwrap();
    assert_eq!(n, rig.model().world.findings.counts.not_yet_due);
    assert!(overview.contains(&format!("{n} not yet due, in no rate")), "{overview}");
    let opened = rig.keys("<down><down><down><down><down><down><enter>").screen();
    assert!(opened.contains(&format!("Not yet due, 2026-Q3 · {n} renewals")), "{opened}");
}

#[test]
fn where_nobody_can_say_what_was_due_the_twelve_months_and_the_losses_lead() {
    let mut facts = (*Rig::new((120, 36)).model().world.facts).clone();
    facts.no_dues = Some("no contract end is known".into());
    let accounts: Vec<_> = facts.in_scope().take(10).map(|renewal| renewal.account_id.clone()).collect();
    let member = |n: usize| CohortMember {
        account_id: accounts[n].clone(),
        segment: "enterprise".into(),
        then: Some(Money::units(100)),
        now: Some(Money::units(if n < 2 { 0 } else { 110 })),
    };
    facts.cohorts = vec![Cohort { end: facts.scope.window.to, members: (0..10).map(member).collect() }];
    for size in [(80, 24), (120, 36), (200, 55)] {
        let mut rig = Rig::over(Arc::new(facts.clone()), size);
        let overview = rig.keys("n").screen();
        let churned = rig.model().world.findings.counts.churned;
        assert!(overview.contains("twelve months to 2026-09-30"), "{overview}");
        assert!(overview.contains("95 %: 49–94 %") && overview.contains("8 of 10"), "GRR and logos of the year\n{overview}");
        assert!(overview.contains("$800 of $1.00k") || size.0 == 80, "what it is of, where there is room\n{overview}");
        assert!(overview.contains(&format!("! {churned} lost in 2026-Q3")), "{overview}");
        assert!(overview.contains("Known losses") && !overview.contains("Renewed"), "what was due is not counted\n{overview}");
        let opened = rig.keys("<up><enter>").screen();
        assert!(opened.contains("trailing twelve months to 2026-09-30"), "{opened}");
    }
}

#[test]
fn targets_and_the_account_that_makes_the_difference_stand_beside_the_headlines() {
    let mut facts = (*Rig::new((120, 36)).model().world.facts).clone();
    facts.scope.targets = Config::parse(Path::new("config.toml"), "[targets]\ngrr = \"99 %\"\nnrr = 0.9\n").unwrap().targets;
    let window = facts.scope.window.clone();
    let lost = facts.renewals.iter_mut().find(|renewal| window.contains(renewal.due) && renewal.is_churned()).unwrap();
    Arc::make_mut(lost).before = Some(Money::units(20_000_000));
    let account = lost.account.to_string();
    for size in [(80, 24), (120, 36), (200, 55)] {
        let mut rig = Rig::over(Arc::new(facts.clone()), size);
        let overview = rig.keys("n").screen();
        assert!(
            overview.contains("target 99 %")
                && ["target 90 %, within chance", "target 90 %: chance"].iter().any(|said| overview.contains(said)),
            "{overview}"
        );
        let headlines = overview.split("Renewals due, 2026-Q3").next().unwrap();
        assert!(
            !headlines.contains('…') || headlines.lines().any(|line| line.contains("without") && line.contains('…')),
            "nothing is cut\n{overview}"
        );
        assert!(overview.contains(&format!(" % without {account}")) || size.0 == 80, "{overview}");
    }
}

#[test]
fn the_picture_in_the_readme_is_the_screen() {
    let readme = include_str!("../README.md");
    let (_, picture) = readme.split_once("```text\n").unwrap();
    let (picture, _) = picture.split_once("```").unwrap();
    let screen = Rig::by_agenda((100, 36), "120").keys(">").screen();
    let shown: Vec<&str> = screen.lines().map(str::trim_end).collect();
    for line in picture.lines().filter(|line| !line.contains("? keys")) {
        assert!(shown.contains(&line.trim_end()), "{line}\n{screen}");
    }
}

#[test]
fn dimensions_that_were_asked_for_together_are_crossed_in_the_breakdown() {
    let mut rig = Rig::grouped((120, 36), &[Dimension::CsOwner, Dimension::Product]);
    rig.keys("n<tab><tab>");
    assert!(rig.screen().contains("Retention by Product,"), "people do not come first\n{}", rig.screen());
    let crossed = rig.keys("d").screen();
    assert!(crossed.contains("Retention by CS owner × Product, 2026-Q3"), "{crossed}");
    let opened = rig.keys("<enter>").screen();
    assert!(opened.contains("CS owner × Product: ") && opened.contains(" renewal"), "{opened}");
    let heat = rig.keys("<esc>n<tab><tab>").screen();
    assert!(heat.contains("Lost ARR by reason and Product"), "a heat map crosses the lens with one dimension\n{heat}");
    assert!(rig.keys("d").screen().contains("Lost ARR by reason and Geo"), "{}", rig.screen());
}

#[test]
fn while_findings_are_worked_out_the_screen_says_what_is_being_done() {
    let mut rig = Rig::unanalysed((120, 36));
    assert!(rig.screen().contains("Working out the findings …"), "{}", rig.screen());
    rig.send(Message::Analysing("Testing signals".into()));
    let said = "Working out the findings: Testing signals …";
    assert!(rig.screen().contains(said), "{}", rig.screen());
    assert_eq!(rig.keys("n").screen().matches(said).count(), 2, "in the view and below it\n{}", rig.screen());
    rig.perform(vec![Effect::Analyse]);
    rig.send(Message::Analysing("Testing signals".into()));
    assert!(!rig.screen().contains("Working out"), "what comes late is not shown\n{}", rig.screen());
}

#[test]
fn every_bucket_has_its_rate_with_the_interval_and_competitors_stand_below() {
    let mut rig = Rig::new((120, 36));
    let reasons = rig.keys("nn<s-tab>").screen();
    for part in ["Change", "Renewed", "95 %", "Before", "Second", "primary reasons", "Renewals by competitor named, 2026-Q3"] {
        assert!(reasons.contains(part), "{part} is missing on\n{reasons}");
    }
    assert!(rig.keys("2").screen().contains("Renewals by play, 2026-Q3"), "{}", rig.screen());
    let opened = rig.keys("<right><enter>").screen();
    assert!(opened.contains("Competitor: ") && opened.contains(" lost"), "{opened}");
}

#[test]
fn grouping_begins_with_a_dimension_that_the_data_holds() {
    let mut rig = Rig::without_owners((120, 36));
    let screen = rig.keys("n<tab><tab>").screen();
    assert!(screen.contains("Retention by Product, 2026-Q3"), "{screen}");
    assert!(rig.keys("n<tab><tab>").screen().contains("Lost ARR by reason and Product"), "{}", rig.screen());
}

#[test]
fn a_legend_names_the_marks_that_are_there_and_none_is_cut() {
    for size in [(80, 24), (120, 36), (200, 55)] {
        let mut rig = Rig::new(size);
        let page = rig.keys("n<down><down><enter><enter>").screen();
        let legends: Vec<&str> = page.lines().filter(|line| line.contains(" by week")).collect();
        assert!(!legends.is_empty() && legends.iter().all(|line| line.contains("× due") && !line.contains('…')), "{page}");
    }
}

#[test]
fn the_pattern_board_names_buckets_whole_and_what_notes_suggest_only_where_they_do() {
    let mut rig = Rig::new((120, 36));
    let coded = rig.keys("nn").screen();
    assert!(coded.contains("Switched to a competitor") && !coded.contains("Notes suggest"), "{coded}");
    let uncoded = rig.keys("c").screen();
    assert!(uncoded.contains("Notes suggest") && uncoded.contains("y accept"), "{uncoded}");
}

#[test]
fn groupings_turn_with_their_key() {
    let mut rig = Rig::new((120, 36));
    rig.keys("n<tab><tab>");
    assert!(rig.screen().contains("Retention by Product"), "people do not come first\n{}", rig.screen());
    assert!(rig.keys("d").screen().contains("Retention by Geo"), "{}", rig.screen());
    rig.keys("n<tab><tab>");
    assert!(rig.screen().contains("Lost ARR by reason and Geo"), "{}", rig.screen());
    assert!(rig.keys("4").screen().contains("Lost ARR by price band and Geo"), "{}", rig.screen());
}

#[test]
fn health_and_usage_part_before_a_loss() {
    let screen = Rig::new((80, 24)).keys("n<tab>").screen();
    let end = |name: &str| {
        let line = screen.lines().find(|line| line.contains(name)).unwrap_or_else(|| panic!("no {name} on\n{screen}"));
        let before = line.split(name).next().unwrap().trim_end();
        before.rsplit(' ').next().unwrap().parse::<u32>().unwrap()
    };
    assert!(end("● renewed") > end("× lost") + 10, "{screen}");
}

#[test]
fn a_signal_says_in_words_what_its_figures_mean() {
    let screen = Rig::new((120, 36)).keys("nnn<tab>").screen();
    assert!(screen.contains("14 of 20 lost; without it 9 of 198") && screen.contains("Within segment and half-year"), "{screen}");
    assert!(screen.contains("signals tried"), "{screen}");
}

#[test]
fn an_account_shows_its_course_and_what_was_written() {
    for size in [(80, 24), (120, 36), (200, 55)] {
        let mut rig = Rig::new(size);
        let page = rig.keys("n<down><down><enter><enter>").screen();
        for part in ["Health ", "Usage ", " by week", "What happened, newest first", "Outcome", "× churned", "× due"] {
            assert!(page.contains(part), "{part} is missing on\n{page}");
        }
    }
}

#[test]
fn how_far_losses_have_reasons_is_in_sight_at_every_size_and_follows_the_room_at_once() {
    for size in [(80, 24), (120, 36)] {
        for view in ["nn", "nn<tab>", "nn<tab><tab>"] {
            let screen = Rig::new(size).keys(view).screen();
            assert!(screen.contains("6 of 7 losses coded · 81 % of churned ARR · c to the next"), "{view}\n{screen}");
            assert!(!Rig::new(size).keys(view).keys("2").screen().contains("coded"), "{view}: only of reasons");
        }
    }
    let mut rig = Rig::new((80, 24));
    let coded = rig.keys("nncy").screen();
    assert!(coded.contains("7 of 7 losses coded · 100 % of churned ARR"), "{coded}");
    assert!(!coded.contains("to the next"), "nothing is left to look at\n{coded}");
    assert!(rig.keys("c").screen().contains("Every loss has a reason"), "{}", rig.screen());
    assert!(rig.keys("u").screen().contains("6 of 7 losses coded"), "{}", rig.screen());
    assert!(Rig::renewed_only((80, 24)).keys("nn").screen().contains("Churned accounts are left out"), "nothing to code");
}

#[test]
fn losses_whose_notes_speak_for_another_reason_are_marked_counted_and_gone_through() {
    let wrong = |size| Rig::with_reason(size, "Okorowa Lifts", "onboarding");
    for size in [(80, 24), (120, 36)] {
        for view in ["nn", "nn<tab>"] {
            let screen = wrong(size).keys(view).screen();
            assert!(screen.contains("7 of 7 losses coded · 100 % of churned ARR · 1 to check · c to the next"), "{screen}");
            assert!(screen.contains("?1 Onboarding"), "its bucket says so\n{screen}");
        }
    }
    let mut rig = wrong((80, 24));
    let found = rig.keys("nn<tab>4c").screen();
    assert!(found.contains("1 of 1: coded Onboarding, its notes say Switched to a competitor"), "{found}");
    assert!(found.contains("switched to Vellorio"), "from any view and lens to the renewal itself\n{found}");
    let moved = rig.keys("y").screen();
    assert!(!moved.contains("to check ·") && !moved.contains("?1"), "{moved}");
    let refused = wrong((80, 24)).keys("nncx").screen();
    assert!(!refused.contains("1 to check") && refused.contains("7 of 7"), "{refused}");
}

#[test]
fn a_search_does_not_hide_the_next_loss_to_look_at() {
    let mut rig = Rig::new((120, 36));
    let found = rig.keys("nn/champion<enter>c").screen();
    assert!(found.contains("What was written about Okorowa"), "{found}");
}

/// Whether a picture is drawn with dots.
fn is_drawn(screen: &str) -> bool {
    screen.contains(|c: char| ('\u{2801}'..='\u{28ff}').contains(&c))
}

#[test]
fn the_calibration_plot_is_there_at_every_size() {
    for (size, keys) in [((80, 24), "n<tab><tab><tab><right><right>"), ((120, 36), "n<tab><tab><tab>"), ((200, 55), "n<tab><tab><tab>")] {
        let mut rig = Rig::new(size);
        let screen = rig.keys(keys).screen();
        assert!(is_drawn(&screen) && screen.contains("→ forecast ↑ observed"), "{screen}");
    }
}

#[test]
fn each_picture_of_health_and_usage_is_reached_by_the_arrows() {
    for size in [(80, 24), (120, 36), (200, 55)] {
        let mut rig = Rig::new(size);
        let health = rig.keys("n<tab>").screen();
        assert!(health.contains("Mean health score") && is_drawn(&health), "{health}");
        let usage = rig.keys("<right>").screen();
        assert!(usage.contains("Usage by 30 days before due") || usage.contains("Usage before due (180"), "{usage}");
        assert!(is_drawn(&usage) && usage.contains("−180") && usage.contains("−30"), "{usage}");
        let scores = rig.keys("<right>").screen();
        for part in ["● Renewed: newest health score", "× Churned: newest health score", "<40", "80+"] {
            assert!(scores.contains(part), "{part} is missing on\n{scores}");
        }
        assert_eq!(rig.keys("<left>").screen(), usage, "and back");
        assert_eq!(rig.keys("<left>").screen(), health);
    }
}

#[test]
fn the_dimensions_asked_for_come_first_then_crossed_then_the_others() {
    let mut rig = Rig::grouped((120, 36), &[Dimension::Geo, Dimension::Product]);
    rig.keys("n<tab><tab>");
    for grouping in ["Geo,", "Product,", "Geo × Product,", "CS owner,", "Persona,", "Geo,"] {
        assert!(rig.screen().contains(&format!("Retention by {grouping}")), "{grouping}\n{}", rig.screen());
        rig.keys("d");
    }
}

#[test]
fn losses_without_a_reason_stand_where_the_running_sum_goes_on() {
    let screen = Rig::new((80, 24)).keys("nn<tab>").screen();
    let rows: Vec<&str> = screen.lines().skip_while(|line| !line.contains("so far")).skip(1).collect();
    let uncoded = rows.iter().position(|row| row.contains("? No reason given")).unwrap();
    assert!(rows[uncoded].contains("100 %"), "the last that cost something\n{screen}");
    assert!(rows[..uncoded].iter().all(|row| !row.contains(" $0 ")) && rows[uncoded + 1].contains("$0"), "{screen}");
}

#[test]
fn from_the_last_part_of_a_view_the_next_is_the_first() {
    let mut rig = Rig::new((120, 36));
    rig.keys("nn<tab><tab><tab><tab>");
    let begun = rig.model().screens.focused(Page::Pricing);
    assert!(rig.screen().contains("→ next part"), "{}", rig.screen());
    assert_ne!(rig.keys("<right>").model().screens.focused(Page::Pricing), begun);
    let one = Rig::new((120, 36)).keys("nn<tab>").screen();
    assert!(!one.contains("→ next part"), "a view of one part has no next\n{one}");
    let side = Rig::new((120, 36)).keys("nn<right>").screen();
    assert!(!side.contains("→ next part"), "nothing stands to the right\n{side}");
}

#[test]
fn plays_that_are_not_recorded_are_not_called_none() {
    let mut rig = Rig::without_plays((120, 36));
    let screen = rig.keys("nn2").screen();
    assert!(screen.contains("Not recorded") && !screen.contains("No play"), "{screen}");
    assert!(!rig.keys("<s-tab>").screen().lines().any(|line| line.contains("Not recorded") && line.contains('%')), "{}", rig.screen());
}

#[test]
fn an_empty_board_begins_with_what_the_data_suggests() {
    for size in [(80, 24), (120, 36), (200, 55)] {
        let mut rig = Rig::new(size);
        let begun = rig.keys("nnn").screen();
        assert!(begun.contains("Suggested by the data") && begun.contains("y accept"), "in sight, with the keys\n{begun}");
        rig.keys("y");
        assert_eq!(rig.model().world.session().insights.len(), 1, "{}", rig.screen());
        assert!(rig.screen().contains("y accept"), "the keys stay there\n{}", rig.screen());
    }
    let mut rig = Rig::new((80, 24));
    // They stay in sight from an empty column; where all hold cards, it is said how many there are and where.
    let elsewhere = rig.keys("nnn<left><left><left>").screen();
    assert!(elsewhere.contains("Suggested by the data") && !elsewhere.contains("y accept"), "{elsewhere}");
    rig.keys("aOne<enter><tab>Two<enter><tab>Three<enter><esc><left><left><left>");
    let waiting = rig.model().world.suggested().len();
    let full = rig.screen();
    assert!(full.contains(&format!("{waiting} suggestions →")) || full.contains("Suggested by the data"), "{full}");
    assert!(rig.keys("<right><right><right>").screen().contains("y accept"), "{}", rig.screen());
}

#[test]
fn an_accounts_facts_are_read_whole_on_the_smallest_screen() {
    let mut rig = Rig::new((80, 24));
    let mut seen = rig.keys("n<down><down><enter><enter>").screen();
    for _ in 0..20 {
        seen += &rig.keys("<down>").screen();
    }
    for part in ["Reason", "Uplift", "in the", "Owner", "Persona", "Seats", "Source"] {
        assert!(seen.contains(part), "{part} is missing on\n{seen}");
    }
}

#[test]
fn windows_with_long_names_are_told_apart_and_metrics_say_what_their_rows_have_no_room_for() {
    for size in [(80, 24), (120, 36), (200, 55)] {
        let mut rig = Rig::rolling(size);
        let metrics = rig.keys("n<right><right>").screen();
        let heading = metrics.lines().find(|line| line.contains("Metric") && line.contains("Now")).unwrap();
        assert!(heading.contains("Before") && heading.contains("Year ago") && !heading.contains('…'), "{metrics}");
        let save_rate = rig.keys("<home><down><down><down><down><down><down><down><down><down>").screen();
        assert!(save_rate.contains("Save rate of at-risk renewals with a play"), "{save_rate}");
    }
}

#[test]
fn the_pareto_by_count_is_reached_where_there_is_room_for_one_chart() {
    let mut rig = Rig::new((80, 24));
    let by_arr = rig.keys("nn<tab>").screen();
    assert!(by_arr.contains("Lost ARR by reason") && by_arr.contains("→ by count"), "{by_arr}");
    let by_count = rig.keys("<right>").screen();
    assert!(by_count.contains("Lost or shrunken renewals by reason") && by_count.contains("by lost ↓"), "{by_count}");
    assert_eq!(rig.keys("<left>").screen(), by_arr);
}

#[test]
fn from_what_is_ahead_an_action_is_made_and_signing_off_keeps_what_was_said() {
    let mut rig = Rig::new((120, 36));
    let ahead = rig.keys("<enter>Ada Cole<enter>nnnn<tab>").screen();
    assert!(ahead.contains("Renewals ahead, and loss rates of similar ones"), "{ahead}");
    let first = rig.model().world.findings.watch.rows[0].clone();
    assert!(!first.signs.is_empty() && ahead.contains(&first.signs[0].brief), "{ahead}");
    let form = rig.keys("o").screen();
    assert!(form.contains(&format!("Renew {}", first.account)) && form.contains(&*first.owner), "{form}");
    rig.keys("<esc>n");
    assert_eq!(rig.model().world.session().predictions, None);
    rig.keys("s<enter>");
    let kept = rig.model().world.session().predictions.clone().unwrap();
    // Of what is past due no rate is told.
    assert_eq!(kept.rows.len(), rig.model().world.findings.watch.rows.iter().filter(|row| row.rate.is_some()).count());
}
