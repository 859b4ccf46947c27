//! The planted stories of the sample data, counted straight from the files: nothing of the program's analysis is used.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use chrono::{Days, NaiveDate};
use run_retro::domain::reason::TAXONOMY;
use run_retro::sample::{ALIGNMENT, FILES, NEW_RIVAL};

type Row = HashMap<String, String>;

fn rows(file: &str) -> Vec<Row> {
    let bytes = FILES.iter().find(|(name, _)| *name == file).expect("a bundled file").1;
    csv::Reader::from_reader(bytes).into_deserialize().map(Result::unwrap).collect()
}

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

/// One decided renewal with what was seen before it.
struct Renewal {
    id: String,
    segment: String,
    geo: String,
    quarter: String,
    due: NaiveDate,
    before: f64,
    after: f64,
    is_lost: bool,
    row: Row,
    /// Last score 90 and 30 days before due.
    health: (f64, f64),
    /// Events 60 to 31 days before due, and in the 90 days before those.
    usage: (f64, f64),
    plays: Vec<(String, String)>,
    notes: Vec<String>,
}

impl Renewal {
    fn has(&self, column: &str) -> bool {
        !self.row[column].is_empty()
    }

    fn number(&self, column: &str) -> f64 {
        self.row[column].parse().unwrap()
    }

    fn shrank(&self) -> bool {
        !self.is_lost && self.after < self.before
    }

    fn is_squeezed(&self) -> bool {
        self.number("uplift_applied_pct") > 7.0 && !self.has("exec_first_contact")
    }

    fn is_aligned(&self) -> bool {
        self.plays.iter().any(|(play, _)| play == ALIGNMENT)
    }

    /// As rated at the play; without one, by the health score 90 days before due.
    fn risk(&self) -> &str {
        match self.plays.first() {
            Some((_, risk)) => risk,
            None if self.health.0 < 50.0 => "high",
            None if self.health.0 < 70.0 => "medium",
            None => "low",
        }
    }
}

/// What belongs to an account, by day.
fn by_account<T>(file: &str, date: &str, read: impl Fn(&Row) -> T) -> HashMap<String, Vec<(NaiveDate, T)>> {
    let mut all: HashMap<String, Vec<(NaiveDate, T)>> = HashMap::new();
    for row in rows(file) {
        all.entry(row["account_id"].clone()).or_default().push((day(&row[date]).unwrap(), read(&row)));
    }
    all
}

/// Every decided renewal once.
fn decided() -> &'static [Renewal] {
    static DECIDED: LazyLock<Vec<Renewal>> = LazyLock::new(read_decided);
    &DECIDED
}

fn read_decided() -> Vec<Renewal> {
    let accounts: HashMap<String, Row> = rows("accounts.csv").into_iter().map(|row| (row["account_id"].clone(), row)).collect();
    let health = by_account("health.csv", "week", |row| row["score"].parse::<f64>().unwrap());
    let usage = by_account("usage.csv", "week", |row| row["events"].parse::<f64>().unwrap());
    let plays = by_account("plays.csv", "date", |row| (row["play"].clone(), row["risk_before"].clone()));
    let notes = by_account("notes.csv", "date", |row| row["note"].clone());
    let mut seen = HashSet::new();
    let mut renewals = Vec::new();
    for row in rows("renewals.csv") {
        let Some(due) = day(&row["due_date"]) else { continue };
        if row["outcome"] == "open" || !seen.insert(row["renewal_id"].clone()) {
            continue;
        }
        let id = &row["account_id"];
        let ago = |days: u64| due - Days::new(days);
        let score = |days| health[id].iter().rfind(|(week, _)| *week <= ago(days)).map(|(_, score)| *score).unwrap();
        let events = |from, to| usage[id].iter().filter(|(week, _)| ago(from) <= *week && *week <= ago(to)).map(|(_, n)| n).sum();
        let near = |on: NaiveDate| ago(200) <= on && on <= due + Days::new(40);
        renewals.push(Renewal {
            id: row["renewal_id"].clone(),
            segment: accounts[id]["segment"].clone(),
            geo: accounts[id]["geo"].clone(),
            quarter: due.format("%Y-%m").to_string().replace("-0", "-").split_once('-').map(quarter_name).unwrap(),
            due,
            before: row["arr_before"].parse().unwrap(),
            after: row["arr_after"].parse().unwrap(),
            is_lost: row["outcome"] == "churned",
            health: (score(90), score(30)),
            usage: (events(60, 31), events(150, 61)),
            plays: plays.get(id).into_iter().flatten().filter(|(on, _)| near(*on)).map(|(_, play)| play.clone()).collect(),
            notes: notes.get(id).into_iter().flatten().filter(|(on, _)| near(*on)).map(|(_, note)| note.clone()).collect(),
            row,
        });
    }
    renewals
}

fn quarter_name((year, month): (&str, &str)) -> String {
    format!("{year}-Q{}", month.parse::<u32>().unwrap().div_ceil(3))
}

fn enterprise(renewals: &[Renewal]) -> impl Iterator<Item = &Renewal> + Clone {
    renewals.iter().filter(|r| r.segment == "enterprise")
}

/// How many of those with and without a sign came to harm: (harmed with, with, harmed without, without).
fn table<'a>(
    renewals: impl Iterator<Item = &'a Renewal>,
    sign: impl Fn(&Renewal) -> bool,
    harm: impl Fn(&Renewal) -> bool,
) -> (f64, f64, f64, f64) {
    renewals.fold((0.0, 0.0, 0.0, 0.0), |(a, n, b, m), r| {
        let harmed = f64::from(u8::from(harm(r)));
        if sign(r) { (a + harmed, n + 1.0, b, m) } else { (a, n, b + harmed, m + 1.0) }
    })
}

/// Pearson's χ² of such a table; above 10.83, chance alone gives it less than once in a thousand.
fn chi_squared((a, n, b, m): (f64, f64, f64, f64)) -> f64 {
    let (c, d) = (n - a, m - b);
    (n + m) * (a * d - b * c).powi(2) / (n * m * (a + b) * (c + d))
}

fn lost(r: &Renewal) -> bool {
    r.is_lost
}

#[test]
fn the_company_is_of_a_believable_size_and_keeps_what_such_companies_keep() {
    let renewals = decided();
    assert!((350..=450).contains(&rows("accounts.csv").len()));
    for (column, count) in [("product", 4), ("geo", 4), ("persona", 5), ("cs_owner", 12)] {
        let values: HashSet<String> = rows("accounts.csv").into_iter().map(|row| row[column].clone()).collect();
        assert_eq!(values.len(), count, "{column}");
    }
    let mut gross = Vec::new();
    for segment in ["enterprise", "growth", "scale"] {
        let of = || renewals.iter().filter(|r| r.segment == segment);
        let before: f64 = of().map(|r| r.before).sum();
        let grr = of().map(|r| r.after.min(r.before)).sum::<f64>() / before;
        let nrr = of().map(|r| r.after).sum::<f64>() / before;
        assert!((0.87..=0.93).contains(&grr) && (0.98..=1.08).contains(&nrr), "{segment}: GRR {grr:.3}, NRR {nrr:.3}");
        gross.push(grr);
    }
    assert!(gross.is_sorted_by(|a, b| a > b), "enterprise keeps most, scale least: {gross:?}");
    let last = || enterprise(renewals).filter(|r| r.quarter == "2026-Q3");
    assert!(last().count() >= 35 && (5..=8).contains(&last().filter(|r| r.is_lost).count()));
}

#[test]
fn a_departed_champion_precedes_churn() {
    let renewals = decided();
    let left = |r: &Renewal| r.has("champion_left_on");
    for counts in [table(renewals.iter(), left, lost), table(enterprise(renewals), left, lost)] {
        let (a, n, b, m) = counts;
        assert!(chi_squared(counts) > 10.83 && a / n > 4.0 * (b / m), "{counts:?}");
    }
    let in_time = |r: &Renewal| day(&r.row["champion_left_on"]).is_none_or(|on| (r.due - on).num_days() >= 58);
    assert!(renewals.iter().all(in_time), "before the outcome, by two months");
    for quarter in ["2026-Q2", "2026-Q3"] {
        let mut by_reason = BTreeMap::<&str, f64>::new();
        for r in enterprise(renewals).filter(|r| r.is_lost && r.quarter == quarter && r.has("reason_code")) {
            *by_reason.entry(&r.row["reason_code"]).or_default() += r.before;
        }
        let costliest = by_reason.iter().max_by(|a, b| a.1.total_cmp(b.1)).unwrap();
        assert_eq!(*costliest.0, "relationship.champion-left", "{quarter}");
    }
}

#[test]
fn usage_falls_about_two_months_before_a_loss_and_health_falls_with_it() {
    let renewals = decided();
    // Weekly rows: 30 days hold four or five, 90 days thirteen.
    let fell = |r: &Renewal| r.usage.0 / 30.0 < 0.7 * r.usage.1 / 90.0;
    let dropped = |r: &Renewal| r.health.0 - r.health.1 >= 10.0;
    for of in [enterprise(renewals).collect::<Vec<_>>(), renewals.iter().collect()] {
        for (sign, name) in [(&fell as &dyn Fn(&Renewal) -> bool, "usage"), (&dropped, "health")] {
            let (a, n, b, m) = table(of.iter().copied(), sign, lost);
            let (caught, false_alarms) = (a / (a + b), (n - a) / (n - a + m - b));
            assert!(caught > 0.5 && false_alarms < 0.13, "{name}: {caught:.2} of losses, {false_alarms:.2} of the others");
        }
    }
}

#[test]
fn a_steep_uplift_without_an_executive_shrinks_accounts_and_with_one_does_not() {
    let renewals = decided();
    let kept = || renewals.iter().filter(|r| !r.is_lost);
    let counts = table(kept(), Renewal::is_squeezed, Renewal::shrank);
    assert!(counts.0 / counts.1 > 0.45 && chi_squared(counts) > 50.0, "{counts:?}");
    let (a, n, ..) = table(enterprise(renewals).filter(|r| !r.is_lost), Renewal::is_squeezed, Renewal::shrank);
    assert!(n >= 10.0 && a / n > 0.45, "enterprise: {a} of {n}");
    let backed = |r: &Renewal| r.number("uplift_applied_pct") > 7.0 && r.has("exec_first_contact");
    let (a, n, ..) = table(kept(), backed, Renewal::shrank);
    assert!(n >= 40.0 && a / n < 0.10, "with an executive: {a} of {n}");
}

/// Odds ratio of renewal with the play against without: crude, and over strata of equal risk after Mantel and Haenszel.
fn odds_ratios(renewals: &[&Renewal]) -> (f64, f64) {
    let of = |keep: &dyn Fn(&Renewal) -> bool| {
        let (lost_with, with, lost_without, without) = table(renewals.iter().copied().filter(|r| keep(r)), Renewal::is_aligned, lost);
        [with - lost_with, lost_with, without - lost_without, lost_without]
    };
    let [a, b, c, d] = of(&|_| true);
    let (mut above, mut below) = (0.0, 0.0);
    for risk in ["low", "medium", "high"] {
        let [a, b, c, d] = of(&|r| r.risk() == risk);
        let n = a + b + c + d;
        above += a * d / n;
        below += b * c / n;
    }
    (a * d / (b * c), above / below)
}

#[test]
fn the_alignment_play_looks_harmful_and_helps_at_equal_risk() {
    let renewals = decided();
    let (crude, stratified) = odds_ratios(&renewals.iter().collect::<Vec<_>>());
    assert!(crude < 0.7 && stratified > 2.5, "crude {crude:.2}, stratified {stratified:.2}");
    let (crude, stratified) = odds_ratios(&enterprise(renewals).collect::<Vec<_>>());
    assert!(crude < 1.0 && stratified > 2.5, "enterprise: crude {crude:.2}, stratified {stratified:.2}");
}

#[test]
fn the_new_rival_appears_in_one_geo_in_the_last_quarter_only() {
    let renewals = decided();
    let met: Vec<&Renewal> = renewals.iter().filter(|r| r.row["competitor"] == NEW_RIVAL).collect();
    assert!(met.len() >= 6 && met.iter().all(|r| r.geo == "APAC" && r.quarter == "2026-Q3"));
    let in_enterprise: Vec<&&Renewal> = met.iter().filter(|r| r.segment == "enterprise").collect();
    assert!(in_enterprise.len() >= 3 && in_enterprise.iter().filter(|r| r.is_lost).count() >= 2);
    let tell = |r: &&Renewal| r.notes.iter().any(|note| note.contains(NEW_RIVAL));
    assert!(met.iter().filter(|r| tell(r)).count() * 2 > met.len(), "the notes speak of it, too");
    let elsewhere = rows("notes.csv").into_iter().filter(|row| row["note"].contains(NEW_RIVAL) && *row["date"] < *"2026-04-01");
    assert_eq!(elsewhere.count(), 0);
}

#[test]
fn the_forecast_is_too_optimistic_in_growth_only() {
    let renewals = decided();
    for (segment, range) in [("enterprise", -0.05..0.05), ("growth", 0.08..0.20), ("scale", -0.05..0.05)] {
        let of = || renewals.iter().filter(|r| r.segment == segment);
        let bias = of().map(|r| r.number("forecast_amount")).sum::<f64>() / of().map(|r| r.after).sum::<f64>() - 1.0;
        assert!(range.contains(&bias), "{segment}: {bias:.3}");
    }
}

#[test]
fn reasons_rank_differently_by_count_and_by_value() {
    let renewals = decided();
    for of in [enterprise(renewals).collect::<Vec<_>>(), renewals.iter().collect()] {
        let mut sums = BTreeMap::<&str, (u32, f64)>::new();
        for r in of.iter().filter(|r| r.is_lost && r.has("reason_code")) {
            let sum = sums.entry(&r.row["reason_code"]).or_default();
            *sum = (sum.0 + 1, sum.1 + r.before);
        }
        let (mut by_count, mut by_value): (Vec<_>, Vec<_>) = (sums.iter().collect(), sums.iter().collect());
        by_count.sort_by_key(|(_, sum)| std::cmp::Reverse(sum.0));
        by_value.sort_by(|a, b| b.1.1.total_cmp(&a.1.1));
        let first = |ranked: &[(&&str, &(u32, f64))]| ranked.iter().take(3).map(|(reason, _)| (**reason).to_owned()).collect::<Vec<_>>();
        assert_ne!(first(&by_count), first(&by_value));
        assert!(sums.len() >= 7, "many reasons: {sums:?}");
    }
    assert!(renewals.iter().any(|r| r.is_lost && r.row["secondary_reasons"].contains(';')));
}

/// How many different words of a reason stand at the start of a word in the notes.
fn hits(words: &[&str], notes: &str) -> usize {
    let starts = |at: usize| at == 0 || !notes[..at].ends_with(char::is_alphanumeric);
    words.iter().filter(|word| notes.match_indices(*word).any(|(at, _)| starts(at))).count()
}

#[test]
fn about_fifteen_percent_of_losses_are_uncoded_and_their_last_note_tells_why() {
    let renewals = decided();
    let losses: Vec<&Renewal> = renewals.iter().filter(|r| r.is_lost).collect();
    let uncoded: Vec<&&Renewal> = losses.iter().filter(|r| !r.has("reason_code")).collect();
    let share = uncoded.len() as f64 / losses.len() as f64;
    assert!((0.12..=0.18).contains(&share), "{share:.3}");
    assert!(uncoded.iter().any(|r| r.segment == "enterprise" && r.quarter == "2026-Q3"));
    for r in &uncoded {
        let note = r.notes.last().unwrap().to_lowercase();
        let mut counts: Vec<usize> = TAXONOMY.iter().map(|reason| hits(reason.words, &note)).collect();
        counts.sort_unstable();
        assert!(counts[counts.len() - 1] > counts[counts.len() - 2], "{}: one reason stands out in: {note}", r.id);
    }
    let told = |r: &&&Renewal| {
        let code = &r.row["reason_code"];
        let notes = r.notes.join(" ").to_lowercase();
        TAXONOMY.iter().any(|reason| reason.code == code && hits(reason.words, &notes) > 0)
    };
    let coded: Vec<_> = losses.iter().filter(|r| r.has("reason_code")).collect();
    let silent = coded.iter().filter(|r| !told(r)).count();
    assert!((1..=6).contains(&silent), "{silent} carry a reason that their notes do not speak of");
}

#[test]
fn a_change_of_owner_means_nothing() {
    let counts = table(decided().iter(), |r| r.has("owner_changed_on"), lost);
    assert!(chi_squared(counts) < 2.7, "{counts:?}");
}

#[test]
fn the_flaws_are_few_and_where_the_readme_says() {
    let (mut ids, mut twice, mut undated) = (HashSet::new(), 0, 0);
    for row in rows("renewals.csv") {
        undated += u32::from(day(&row["due_date"]).is_none());
        twice += u32::from(!ids.insert(row["renewal_id"].clone()));
    }
    assert_eq!((twice, undated), (2, 1));
    let contradicting = decided().iter().filter(|r| r.is_lost && r.after > 0.0).count();
    let past_due = rows("renewals.csv").into_iter().filter(|row| row["outcome"] == "open" && *row["due_date"] < *"2026-10-01").count();
    assert_eq!((contradicting, past_due), (1, 1));
    let known: HashSet<String> = rows("accounts.csv").into_iter().map(|row| row["account_id"].clone()).collect();
    for (file, unmatched) in
        [("renewals.csv", 0), ("health.csv", 0), ("usage.csv", 3), ("notes.csv", 1), ("plays.csv", 0), ("tickets.csv", 0)]
    {
        assert_eq!(rows(file).iter().filter(|row| !known.contains(&row["account_id"])).count(), unmatched, "{file}");
    }
}

#[test]
fn larger_data_of_another_seed_tells_the_same_stories() {
    use run_retro::sample::{Memory, Spec, Table, generate};
    let mut memory = Memory::default();
    generate(&Spec { accounts: 2_000, seed: 77, health_rows: 1, usage_rows: 1, ..Spec::default() }, &mut memory).unwrap();
    let renewals: Vec<Row> = csv::Reader::from_reader(memory.file(Table::Renewals)).into_deserialize().map(Result::unwrap).collect();
    let rate = |sign: &dyn Fn(&Row) -> bool| {
        let with: Vec<&Row> = renewals.iter().filter(|row| row["outcome"] != "open" && sign(row)).collect();
        with.iter().filter(|row| row["outcome"] == "churned").count() as f64 / with.len() as f64
    };
    assert!((0.35..0.48).contains(&rate(&|row| !row["champion_left_on"].is_empty())));
    assert!((0.05..0.10).contains(&rate(&|row| row["champion_left_on"].is_empty())));
    assert!((0.08..0.12).contains(&rate(&|_| true)));
}
