//! Every list is sorted, searched and opened by the same keys, and what opens adds up to the figure it came from.

mod rig;

use std::collections::HashSet;

use rig::Rig;
use run_retro::analysis::drill::Step;
use run_retro::analysis::findings::Quantity;
use run_retro::app::model::Model;
use run_retro::app::screens::comparison::Side;
use run_retro::app::screens::lists::overview::HEADLINES;
use run_retro::app::screens::lists::{self, ListId};
use run_retro::app::screens::page::pages;
use run_retro::app::screens::view_cache;
use run_retro::domain::money::Money;
use run_retro::domain::phase::Phase;

const SIZE: (u16, u16) = (120, 36);

/// Keys to the first view of each phase that has lists, and how many views it has.
const PHASES: [(&str, usize); 4] = [("n", 6), ("nn", 6), ("nnn", 3), ("nnn<right>aNo second champion<enter>coName one<enter>n", 2)];

/// On a board whose first column is still empty, the search goes to one that is not.
const TO_A_LIST: &str = "/<esc>";

fn every_view(mut look: impl FnMut(&mut Rig)) {
    for (keys, views) in PHASES {
        let mut rig = Rig::new(SIZE);
        rig.keys(keys);
        for _ in 0..views {
            look(&mut rig);
            rig.keys("<tab>");
        }
    }
}

/// All but the two lines at the bottom, which say what happened and which keys there are.
fn above_the_footer(rig: &mut Rig) -> String {
    let screen = rig.screen();
    screen.lines().take(usize::from(SIZE.1) - 2).collect::<Vec<_>>().join("\n")
}

#[test]
fn sorting_goes_through_the_columns_of_every_list_and_back() {
    let mut sorted = 0;
    every_view(|rig| {
        let natural = above_the_footer(rig.keys(TO_A_LIST));
        for presses in 1..20 {
            rig.keys("S");
            let screen = rig.screen();
            if above_the_footer(rig) == natural {
                sorted += usize::from(presses > 1);
                return;
            }
            assert!(screen.contains(" ↓") || screen.contains(" ↑"), "the panel says by what it is sorted\n{screen}");
        }
        panic!("it never came back to its own order\n{}", rig.screen());
    });
    assert_eq!(sorted, 17, "every view has a list that can be sorted");
}

#[test]
fn every_list_is_searched_as_it_is_typed() {
    every_view(|rig| {
        let natural = above_the_footer(rig.keys(TO_A_LIST));
        let typed = rig.keys("/zzz").screen();
        assert!(typed.contains("Search") && typed.contains("No match"), "{typed}");
        assert_eq!(above_the_footer(rig.keys("<esc>")), natural);
    });
}

#[test]
fn a_search_on_the_board_goes_through_all_its_columns() {
    let mut rig = Rig::new((200, 55));
    rig.keys("nnn<left><left><left>aChampions leave unnoticed<enter><esc><right>aNo second champion<enter>Uplift refused<enter><esc>");
    let typed = rig.keys("/champ").screen();
    assert!(typed.contains("Champions leave unnoticed") && typed.contains("No second champion"), "{typed}");
    assert!(!typed.contains("Uplift refused") && typed.contains("1 of 2") && typed.contains("1 of 1"), "{typed}");
    let kept = rig.keys("<enter>v").screen();
    assert!(kept.contains("Only with “champ”") && kept.contains("▲ 1 vote"), "{kept}");
    assert!(rig.keys("J").screen().contains("Esc ends a search"), "{}", rig.screen());
    let all = rig.keys("<esc>").screen();
    assert!(all.contains("Uplift refused") && !all.contains("Only with"), "{all}");
}

#[test]
fn cards_are_ranked_by_their_votes_and_moved_by_hand_in_their_own_order() {
    let mut rig = Rig::new((200, 55));
    rig.keys("nnn<left><left>aFirst<enter>Second<enter>Third<enter><esc>vv<up>v");
    let order = |rig: &mut Rig| {
        let screen = rig.screen();
        let cards = [("I1 ", "First"), ("I2 ", "Second"), ("I3 ", "Third")];
        let mut places = cards.map(|(id, card)| (screen.find(&format!("{id}{card}")).unwrap(), card));
        places.sort_unstable();
        places.map(|(_, card)| card)
    };
    assert_eq!(order(&mut rig), ["First", "Second", "Third"]);
    rig.keys("S");
    assert!(rig.screen().contains("by votes ↓"), "{}", rig.screen());
    assert_eq!(order(&mut rig), ["Third", "Second", "First"]);
    assert!(rig.keys("K").screen().contains("in the board's own order"), "{}", rig.screen());
    rig.keys("SSSK");
    assert_eq!(order(&mut rig), ["Second", "First", "Third"], "back in its own order, the selected card is moved up");
}

#[test]
fn carried_over_actions_are_searched_and_sorted_wherever_the_keys_are() {
    let mut rig = Rig::carrying((120, 36), &["Name a second champion", "Ask pricing for a floor", "Book sponsors early"]);
    let sorted = rig.keys("SS").screen();
    assert!(sorted.contains("by action ↑"), "{sorted}");
    let places = ["Ask pricing", "Book sponsors", "Name a second"].map(|action| sorted.find(action).unwrap());
    assert!(places.is_sorted(), "{sorted}");
    let some = rig.keys("/sponsor<enter>").screen();
    assert!(some.contains("1 of 3") && !some.contains("Ask pricing"), "{some}");
    assert!(rig.keys("w").screen().contains("✓ worked"), "the one that is found is judged\n{}", rig.screen());
}

#[test]
fn what_happened_at_an_account_is_searched_and_turned_round() {
    let mut rig = Rig::new(SIZE);
    let page = rig.keys("n<down><down><enter><enter>").screen();
    assert!(page.contains("What happened, newest first") && page.contains("Closed"), "{page}");
    let notes = rig.keys("/note<enter>").screen();
    assert!(notes.contains("Only with “note”") && notes.contains(" of ") && !notes.contains("✓  Closed"), "{notes}");
    let all = rig.keys("<esc>O").screen();
    let days: Vec<&str> = all.lines().filter_map(|line| line.split_once("▌ 20").map(|(_, rest)| &rest[..8])).collect();
    assert!(days.len() > 3 && days.is_sorted() && all.contains("turned round"), "oldest first: {days:?}\n{all}");
    assert!(rig.keys("<esc>").screen().contains("Churned, 2026-Q3"), "{}", rig.screen());
}

#[test]
fn the_keys_of_a_screen_are_searched_by_what_they_do() {
    let mut rig = Rig::new(SIZE);
    let found = rig.keys("n?/undo").screen();
    assert!(found.contains("Keys with: undo") && found.contains("Undo the last step") && !found.contains("Next view"), "{found}");
    assert!(rig.keys("<enter>").screen().contains("Keys with “undo”"), "{}", rig.screen());
    assert!(rig.keys("<esc>").screen().contains("Next view"), "{}", rig.screen());
    assert!(!rig.keys("<esc>").screen().contains("Undo the last step"), "{}", rig.screen());
}

#[test]
fn the_report_and_what_the_gate_waits_for_are_searched() {
    let mut rig = Rig::new(SIZE);
    let gate = rig.keys("nnnnn/signed<enter>").screen();
    assert!(gate.contains("The sponsor has signed off") && !gate.contains("Each critical blocker"), "{gate}");
    assert!(gate.contains("actions.csv"), "the other list is as it was\n{gate}");
    let found = rig.keys("<esc><tab>/champion left").screen();
    assert!(found.contains(" of ") && found.contains("Champion left") && !found.contains("Renewal retro: Enterprise"), "{found}");
    let all = rig.keys("<esc>").screen();
    assert!(all.contains("Renewal retro: Enterprise") && !all.contains("# ") && !all.contains("**"), "{all}");
    assert_ne!(above_the_footer(rig.keys("<down><down><down>")), above_the_footer(rig.keys("<home>")), "it is scrolled");
    assert!(rig.keys("S").screen().contains("Text cannot be sorted"), "{}", rig.screen());
}

#[test]
fn what_is_searched_can_be_kept_and_says_how_many_of_how_many() {
    let mut rig = Rig::new(SIZE);
    let typed = rig.keys("nn<tab>/CHAM").screen();
    assert!(typed.contains("1 of 14") && typed.contains("Champion left"), "{typed}");
    assert!(!typed.contains("100 %"), "its share is of all that was lost, not of what is shown\n{typed}");
    let kept = rig.keys("<enter>").screen();
    assert!(kept.contains("Only with “CHAM”") && !kept.contains("Budget cut"), "{kept}");
    assert!(rig.keys("<enter>").screen().contains("Champion left, 2026-Q3 · 2 renewals"), "{}", rig.screen());
    let all = rig.keys("<esc><esc>").screen();
    assert!(all.contains("Budget cut") && !all.contains("Only with"), "{all}");
}

#[test]
fn what_is_shown_of_a_figure_is_summed() {
    let mut rig = Rig::new(SIZE);
    assert!(rig.keys("n<right><down><enter>").screen().contains("Churn, 2026-Q3 · 7 renewals · −$2.16M"), "{}", rig.screen());
    let some = rig.keys("/apac<enter>").screen();
    assert!(some.contains("3 of 7 · Adds: −$1.07M"), "{some}");
}

#[test]
fn a_list_without_rows_swallows_no_keys() {
    let mut rig = Rig::new(SIZE);
    assert!(rig.keys("nnnn/").screen().contains("No actions yet"), "{}", rig.screen());
    assert!(rig.keys("a").screen().contains("New action"), "{}", rig.screen());
}

#[test]
fn the_selection_stays_on_its_item_when_the_order_changes() {
    let mut rig = Rig::new(SIZE);
    rig.keys("nnn<tab><down><down>");
    let about = |rig: &mut Rig| rig.model().screens.selected(rig.model(), ListId::Signals);
    let before = about(&mut rig);
    for keys in ["S", "S", "O", "S", "O"] {
        rig.keys(keys);
        assert_eq!(about(&mut rig), before, "{keys}: {}", rig.screen());
    }
}

#[test]
fn a_heading_is_clicked_to_sort_and_again_to_turn_round() {
    let mut rig = Rig::new(SIZE);
    rig.keys("n<tab><tab>");
    assert!(rig.click("Lost ARR").screen().contains("↓Lost ARR"), "{}", rig.screen());
    assert!(rig.click("↓Lost ARR").screen().contains("↑Lost ARR"), "{}", rig.screen());
    rig.keys("r");
    assert!(rig.click("Account").screen().contains("Account↑"), "{}", rig.screen());
}

#[test]
fn the_column_sorted_by_is_never_the_one_that_is_left_out() {
    let mut rig = Rig::new((80, 24));
    rig.keys("nr");
    for _ in 0..11 {
        let screen = rig.keys("S").screen();
        let heading = screen.lines().find(|line| line.contains("Account")).unwrap();
        assert!(heading.contains('↓') || heading.contains('↑'), "{screen}");
    }
}

#[test]
fn a_cell_of_the_heat_map_opens() {
    let mut rig = Rig::new(SIZE);
    rig.keys("nn<tab><tab><right>");
    let opened = rig.keys("<enter>").screen();
    let title = opened.lines().find(|line| line.contains(" × ") && line.contains("renewal")).unwrap_or_else(|| panic!("{opened}"));
    assert!(title.contains("lost"), "{opened}");
    let other = rig.keys("<esc>d").screen();
    assert!(other.contains("Lost ARR by reason and Geo"), "{other}");
}

#[test]
fn every_part_of_the_forecast_is_reached_on_the_smallest_screen() {
    let mut rig = Rig::new((80, 24));
    let first = rig.keys("n<tab><tab><tab>").screen();
    assert!(first.contains("Where it was off") && first.contains("→ misses, calibration, rates"), "{first}");
    assert!(rig.keys("<right>").screen().contains("Largest misses"), "{}", rig.screen());
    let plot = rig.keys("<right>").screen();
    assert!(plot.contains("Did what was forecast") && plot.contains("→ forecast ↑ observed") && plot.contains('◉'), "{plot}");
    assert!(rig.keys("<enter>").screen().contains("% likely, 2026-Q3"), "{}", rig.screen());
    assert!(rig.keys("<esc><right><enter>").screen().contains("Risk low, the year to"), "{}", rig.screen());
}

#[test]
fn labels_of_signals_are_whole_on_every_size() {
    for size in [(80, 24), SIZE, (200, 55)] {
        let mut rig = Rig::new(size);
        rig.keys("nnn<tab>");
        for _ in 0..30 {
            let screen = rig.keys("<down>").screen();
            let cut = screen
                .lines()
                .skip(6)
                .take_while(|line| !line.contains(" of 28"))
                .find(|line| line.chars().skip(8).take(44).any(|c| c == '…'));
            assert_eq!(cut, None, "{screen}");
        }
    }
}

#[test]
fn one_is_not_called_many() {
    every_view(|rig| {
        let screen = rig.screen();
        for wrong in ["0 day ", " 1 renewals", " 1 days", " 1 signals", " 1 groups", "−$0", "−£0"] {
            assert!(!screen.contains(wrong), "{wrong}\n{screen}");
        }
    });
}

fn all_lists() -> impl Iterator<Item = ListId> {
    let pages = Phase::ALL.into_iter().flat_map(pages);
    pages.flat_map(|page| lists::of(*page)).copied().collect::<HashSet<_>>().into_iter()
}

#[test]
fn each_row_is_told_from_all_others() {
    let rig = Rig::new(SIZE);
    for list in all_lists() {
        let rows = lists::rows(rig.model(), list);
        let keys: HashSet<String> = (0..rows.len()).map(|i| rows.key(i)).collect();
        assert_eq!(keys.len(), rows.len(), "{list:?}");
    }
}

/// The sum of what an opened row's renewals add.
fn opened(model: &Model, list: ListId, i: usize) -> (String, Option<Quantity>) {
    let opening = lists::opening(model, list, i, Side::Here).unwrap_or_else(|| panic!("{list:?} {i} does not open"));
    let sum = opening.entries.iter().filter_map(|(_, part)| *part).reduce(|a, b| match (a, b) {
        (Quantity::Money(a), Quantity::Money(b)) => Quantity::Money(a + b),
        (Quantity::Count(a), Quantity::Count(b)) => Quantity::Count(a + b),
        (Quantity::Number(a), Quantity::Number(b)) => Quantity::Number(a + b),
        (a, b) => panic!("{a:?} and {b:?} in one table"),
    });
    (opening.title(), sum)
}

fn adds_up(model: &Model, list: ListId, i: usize, figure: Money) {
    let (title, sum) = opened(model, list, i);
    assert_eq!(sum.unwrap_or(Quantity::Money(Money::ZERO)), Quantity::Money(figure), "{list:?}: {title}");
    assert!(title.contains("2026-Q3") || list == ListId::Misses, "{title}");
}

#[test]
fn a_metric_opens_to_what_sums_to_its_numerator() {
    let rig = Rig::new(SIZE);
    let model = rig.model();
    let headlines = HEADLINES.iter().enumerate().map(|(i, key)| (ListId::Headlines, i, model.world.findings.metric(*key).unwrap()));
    let [all, group] = [ListId::Metrics, ListId::GroupMetrics].map(|list| (list, view_cache::measured(model, list)));
    let rest = [&all, &group].into_iter().flat_map(|(list, shown)| shown.all().into_iter().enumerate().map(|(i, (_, m))| (*list, i, m)));
    let mut checked = 0;
    for (list, i, metric) in headlines.chain(rest) {
        let (title, sum) = opened(model, list, i);
        match (metric.numerator, sum) {
            (Some(Quantity::Number(figure)), Some(Quantity::Number(sum))) => assert!((figure - sum).abs() < 1e-9, "{title}"),
            (Some(Quantity::Count(0)), None) => {}
            (Some(figure), sum) => assert_eq!(sum, Some(figure), "{title}"),
            (None, _) => continue,
        }
        checked += 1;
    }
    assert_eq!(checked, 16 + 13, "all but the two of days late, which are no sums");
}

#[test]
fn what_is_expected_of_all_that_is_ahead_opens_to_what_sums_to_it() {
    let rig = Rig::new(SIZE);
    let model = rig.model();
    let total = &model.world.findings.watch.total;
    let near = |what: f64, sum: f64, give: f64| assert!((what - sum).abs() <= give, "{what} {sum}");
    let [ahead, lost, arr] = [0, 1, 2].map(|i| opened(model, ListId::WatchFigures, i));
    assert_eq!(ahead.1, Some(Quantity::Money(total.arr)));
    let Some(Quantity::Number(expected)) = lost.1 else { panic!("{lost:?}") };
    near(total.lost.unwrap().value, expected, 1e-9);
    let Some(Quantity::Money(expected)) = arr.1 else { panic!("{arr:?}") };
    // Each is rounded to cents.
    near(total.arr_lost.unwrap().value.to_f64(), expected.to_f64(), 0.01 * model.world.findings.watch.rows.len() as f64);
    let renewals = model.world.findings.watch.rows.iter().map(|row| row.renewals.len()).sum::<usize>();
    for (title, _) in [ahead, lost, arr] {
        assert!(title.contains(&format!("{renewals} renewals")), "{title}");
    }
}

#[test]
fn the_figures_of_what_is_ahead_open_by_keys() {
    for size in [(80, 24), SIZE, (200, 55)] {
        let mut rig = Rig::new(size);
        let ahead = rig.keys("nnnn<tab>").screen();
        assert!(ahead.contains("What is ahead, due up to") && ahead.contains("Renewals ahead"), "{ahead}");
        let row = rig.keys("<enter>").screen();
        assert!(row.contains(", ahead") && row.contains("Up to now: "), "{row}");
        let lost = rig.keys("<esc><up><right><enter>").screen();
        assert!(lost.contains("Accounts expected lost"), "{lost}");
        let arr = rig.keys("<esc><right><enter>").screen();
        assert!(arr.contains("ARR expected lost") && arr.contains("Expected"), "{arr}");
        let account = rig.keys("<enter>").screen();
        assert!(account.contains("What happened"), "a renewal ahead opens to its account\n{account}");
    }
}

#[test]
fn figures_of_money_open_to_what_sums_to_them() {
    let rig = Rig::new(SIZE);
    let model = rig.model();
    let findings = &model.world.findings;
    for (i, step) in Step::ALL.into_iter().enumerate() {
        adds_up(model, ListId::Bridge, i, step.of(&findings.bridge));
    }
    for (i, bucket) in findings.lenses.reason_code.iter().enumerate() {
        adds_up(model, ListId::Buckets, i, bucket.lost_arr.unwrap());
    }
    for (i, bucket) in findings.lenses.reason_code.iter().enumerate() {
        adds_up(model, ListId::Rates, i, bucket.lost_arr.unwrap());
    }
    assert!(!findings.competitors.is_empty());
    for (i, competitor) in findings.competitors.iter().enumerate() {
        adds_up(model, ListId::Competitors, i, competitor.lost_arr.unwrap());
    }
    for (i, band) in findings.lenses.pricing.iter().enumerate() {
        adds_up(model, ListId::PriceBands, i, band.lost_arr.unwrap());
    }
    for (i, group) in view_cache::breakdown(model).groups.iter().enumerate() {
        adds_up(model, ListId::Breakdown, i, group.lost_arr.unwrap());
    }
    for (i, row) in view_cache::heat(model).cells.iter().enumerate() {
        adds_up(model, ListId::HeatMap, i, row.iter().map(|cell| cell.lost_arr.unwrap()).sum());
    }
    for (i, blocker) in findings.blockers.iter().enumerate() {
        adds_up(model, ListId::Blockers, i, blocker.lost_arr.unwrap());
    }
    for (i, group) in findings.forecast.rows.iter().enumerate() {
        adds_up(model, ListId::ForecastGroups, i, group.forecast - group.actual);
    }
    for (i, (_, forecast, actual)) in findings.forecast.misses.iter().enumerate() {
        adds_up(model, ListId::Misses, i, *forecast - *actual);
    }
    let pricing = &findings.pricing;
    for (i, figure) in [(0, pricing.uplift_applied), (2, pricing.price_effect), (3, pricing.seat_effect)] {
        adds_up(model, ListId::PriceFigures, i, figure.unwrap());
    }
}

#[test]
fn figures_of_counts_open_to_as_many() {
    let rig = Rig::new(SIZE);
    let model = rig.model();
    let count = |list, i| lists::opening(model, list, i, Side::Here).map_or(0, |opening| opening.entries.len() as u64);
    let counts = &model.world.findings.counts;
    let expected = [counts.due, counts.renewed, counts.churned, counts.contracted, counts.expanded, counts.open];
    for (i, expected) in expected.into_iter().enumerate() {
        assert_eq!(count(ListId::Outcomes, i), expected, "{i}");
    }
    for (i, bin) in model.world.findings.forecast.bins.iter().enumerate() {
        assert_eq!(count(ListId::Calibration, i), bin.n);
    }
    for (i, rate) in model.world.findings.forecast.base_rates.iter().enumerate() {
        assert_eq!(count(ListId::BaseRates, i), rate.n);
    }
    for (i, signal) in model.world.findings.signals.iter().enumerate() {
        let tested = signal.table.iter().sum::<u64>() > 0;
        assert!(!tested || count(ListId::Signals, i) == signal.table[0] + signal.table[1], "{}", signal.label);
    }
    for (i, play) in model.world.findings.plays.iter().enumerate() {
        assert_eq!(count(ListId::Plays, i), play.crude[0] + play.crude[1], "{}", play.play);
    }
    for (i, stratum) in model.world.findings.plays[0].strata.iter().enumerate() {
        assert_eq!(count(ListId::PlayStrata, i), stratum.table.iter().sum::<u64>());
    }
    for (i, found) in model.world.findings.emerging.iter().enumerate() {
        assert_eq!(count(ListId::Emerging, i), found.now);
    }
}

/// Keys to a table, on a screen that shows all of its columns and rows.
const TABLES: [(&str, ListId); 17] = [
    ("n", ListId::Outcomes),
    ("n<right><right>", ListId::Metrics),
    ("n<tab>", ListId::Trends),
    ("n<tab><tab>", ListId::Breakdown),
    ("n<tab><tab><tab>", ListId::ForecastGroups),
    ("n<tab><tab><tab><right>", ListId::Misses),
    ("n<tab><tab><tab><tab>", ListId::Notes),
    ("n<s-tab>", ListId::Issues),
    ("n<s-tab><left>", ListId::Files),
    ("nn", ListId::Buckets),
    ("nn<s-tab><s-tab><s-tab>", ListId::Plays),
    ("nn<s-tab><s-tab>", ListId::PriceBands),
    ("nn<s-tab>", ListId::Rates),
    ("nn<s-tab><right>", ListId::Competitors),
    ("nnn<tab>", ListId::Signals),
    ("nnn<tab><tab>", ListId::Blockers),
    ("nnn<tab><tab><right>", ListId::Emerging),
];

/// What stands below the heading that carries the mark of the order, and whether the largest come first.
fn sorted_cells(screen: &str, rows: usize) -> (String, bool, Vec<String>) {
    let lines: Vec<Vec<char>> = screen.lines().map(|line| line.chars().collect()).collect();
    let is_mark =
        |line: &[char], x: usize| matches!(line[x], '↓' | '↑') && (line[x - 1] != ' ' || line.get(x + 1).is_some_and(|c| *c != ' '));
    let marked = lines.iter().enumerate().skip(5).find_map(|(y, line)| Some((y, (1..line.len()).find(|x| is_mark(line, *x))?)));
    let (y, x) = marked.unwrap_or_else(|| panic!("no heading is marked\n{screen}"));
    let gap = |line: &[char], x: usize| [x, x + 1].iter().all(|x| line.get(*x).is_none_or(|c| *c == ' '));
    let right = lines[y].get(x + 1).is_some_and(|c| *c != ' ');
    let from = |line: &[char], mut x: usize| {
        while x > 1 && !gap(line, x - 2) {
            x -= 1;
        }
        x
    };
    let to = |line: &[char], mut x: usize| {
        while !gap(line, x) {
            x += 1;
        }
        x
    };
    let cell = |line: &[char]| {
        let (start, end) = if right {
            let end = to(&lines[y], x + 1);
            (from(line, end), end)
        } else {
            let start = from(&lines[y], x);
            (start, to(line, start))
        };
        line.iter().take(end).skip(start).collect::<String>().trim().to_owned()
    };
    let name = cell(&lines[y]).trim_matches(['↓', '↑']).to_owned();
    (name, lines[y][x] == '↓', lines[y + 1..].iter().take(rows).map(|line| cell(line)).collect())
}

/// The number that a cell shows: of `4 of 9` the share, `−` and `▼` are less than nothing.
fn number(cell: &str) -> Option<f64> {
    // Between two ends there is no one number to sort by.
    if cell.starts_with("may be") {
        return None;
    }
    let cell = cell.replace(',', "");
    if let Some((part, whole)) = cell.split_once(" of ") {
        return Some(part.parse::<f64>().ok()? / whole.parse::<f64>().ok()?);
    }
    let start = cell.find(|c: char| c.is_ascii_digit())?;
    let digits: String = cell[start..].chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let unit = match cell[start + digits.len()..].chars().next() {
        Some('k') => 1e3,
        Some('M') => 1e6,
        _ if cell.contains('%') || cell.contains("pts") => 1e-2,
        _ => 1.0,
    };
    // `<0.001` is less than `0.001`, `>100` more than `100`.
    let beyond = if cell.contains('<') { -1e-9 } else { f64::from(u8::from(cell.contains('>'))) };
    let sign = if cell[..start].contains(['−', '▼']) { -1.0 } else { 1.0 };
    Some(sign * digits.parse::<f64>().ok()? * unit + beyond)
}

#[test]
fn what_is_sorted_is_what_is_seen() {
    for (keys, list) in TABLES {
        let mut rig = Rig::new((300, 90));
        rig.keys(keys);
        let rows = lists::rows(rig.model(), list);
        let columns = rows.width();
        // Below its charts this one shows as many.
        let n = if list == ListId::Trends { 7 } else { rows.len() };
        drop(rows);
        let mut looked_at = 0;
        for _ in 0..columns {
            rig.keys("S<home>");
            if rig.model().screens.list(list).is_as_it_comes() {
                break;
            }
            let screen = rig.screen();
            let (name, descending, cells) = sorted_cells(&screen, n);
            let is_date = cells.iter().any(|cell| cell.starts_with("20") && cell.matches('-').count() == 2);
            let numbers: Vec<f64> = cells.iter().filter_map(|cell| number(cell)).collect();
            let in_order = |ordered: bool| assert!(ordered, "{list:?} by {name}: {cells:?}\n{screen}");
            if is_date || descending {
                let kept: Vec<&String> = cells.iter().filter(|cell| !cell.is_empty()).collect();
                in_order(if is_date { kept.is_sorted_by(|a, b| a >= b) } else { numbers.is_sorted_by(|a, b| a >= b) });
            } else {
                let word = |cell: &String| cell.to_lowercase().trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
                let words: Vec<String> = cells.iter().map(word).filter(|word| !word.is_empty()).collect();
                in_order(words.is_sorted_by(|a, b| a <= b || b.starts_with(a.as_str()) || a.len().min(b.len()) > 20));
            }
            looked_at += 1;
        }
        assert!(looked_at >= 3, "{list:?}");
    }
}

#[test]
fn rejected_rows_are_read_where_they_are_counted() {
    let mut rig = Rig::new(SIZE);
    let screen = rig.keys("n<s-tab><enter>").screen();
    for part in ["2 rejected rows of renewals.csv", "due_date", "rejects.csv"] {
        assert!(screen.contains(part), "{part}\n{screen}");
    }
    let reject = rig.model().world.facts.quality.rejects[0].clone();
    let screen = rig.keys("/duedate<enter>").screen();
    assert!(screen.contains("No match"), "{screen}");
    let screen = rig.keys("<esc>/due_date<enter>").screen();
    let whole: Vec<&str> = reject.reason.split_whitespace().take(4).collect();
    assert!(screen.contains("1 of 2") && screen.contains(&reject.value) && screen.contains(&whole.join(" ")), "{screen}");
    // A file whose other rows are renewals leads on to them.
    let screen = rig.keys("<esc><esc><left>/renewals<enter><enter>").screen();
    assert!(screen.contains("2 rejected rows of renewals.csv") && screen.contains("Enter opens the renewals"), "{screen}");
    let screen = rig.keys("<enter>").screen();
    assert!(screen.contains("Read from renewals.csv"), "{screen}");
    let screen = rig.keys("<esc><esc><esc>/plays<enter><enter>").screen();
    assert!(screen.contains("No renewals stand behind this"), "a file without rejected rows that tells of no renewals\n{screen}");
}
