//! Renewals in groups: the buckets of the lens in use, the renewals of the selected one, the values of a dimension.

use std::collections::HashSet;
use std::hash::Hash;
use std::ops::Deref;
use std::sync::Arc;

use crate::analysis::decisions::RoomDecisions;
use crate::analysis::drill;
use crate::analysis::findings::{Breakdown, Bucket, Group, Lens, Metric, MetricKey, Quantity};
use crate::analysis::patterns::{MIN_FOR_RATE, UNCODED};
use crate::app::list::column::{cell, muted, plain};
use crate::app::list::{Column, Rows, Value};
use crate::app::marks::{self, Change, Tone};
use crate::app::model::Model;
use crate::app::screens::comparison::{Beside, Figure, Side};
use crate::app::screens::drill_down::{Opening, in_window};
use crate::app::screens::lists::{List, ListId, rates};
use crate::app::screens::{navigation, patterns, view_cache};
use crate::app::world::World;
use crate::domain::NOT_RECORDED;
use crate::domain::renewal::{Renewal, RenewalId};
use crate::telling::figures;

pub(crate) const OF_LENS: List = List::table(rows)
    .compares(|model, i| rates::sides(model, ListId::Buckets, i))
    .opens(|model, i, side| rates::open(model, ListId::Buckets, i, side))
    .stamped(|model, hasher| model.screens.patterns.lens.hash(hasher));

pub(crate) const RENEWALS: List =
    List::table(renewals).stamped(|model, hasher| (model.screens.patterns.lens, selected(model)).hash(hasher));

pub(crate) const GROUPS: List = List::table(groups)
    .opens(|model, i, _| open_group(model, i))
    .stamped(|model, hasher| model.screens.grouping(&model.world.session().scope.dimensions).hash(hasher));

/// The buckets of the lens in use.
pub(crate) fn all(model: &Model) -> &[Bucket] {
    model.world.findings.lenses.get(model.screens.patterns.lens)
}

/// `Uplift: 5–10 %`: the label with the question it answers, where a lens asks several.
pub(crate) fn label(lens: Lens, bucket: &Bucket) -> String {
    match &bucket.group {
        Some(group) if matches!(lens, Lens::Pricing | Lens::ExecInvolvement) => format!("{group}: {}", bucket.label),
        _ => bucket.label.clone(),
    }
}

/// The question only where it changes, while the buckets stand in their own order.
pub(crate) fn label_below(model: &Model, list: ListId, all: &[Bucket], i: usize) -> String {
    let lens = model.screens.patterns.lens;
    let is_again = i > 0 && all[i].group.is_some() && all[i - 1].group == all[i].group;
    let asks = matches!(lens, Lens::Pricing | Lens::ExecInvolvement);
    if asks && is_again && model.screens.list(list).is_as_it_comes() { format!("  … {}", all[i].label) } else { label(lens, &all[i]) }
}

/// `?2 Champion left`: of reasons with how many of the losses have notes that speak for another one.
pub(crate) fn marked_label(model: &Model, i: usize) -> String {
    let (lens, bucket) = (model.screens.patterns.lens, &all(model)[i]);
    match view_cache::reasons(model).doubtful(i) {
        _ if lens != Lens::ReasonCode => label(lens, bucket),
        _ if bucket.key == UNCODED => format!("? {}", bucket.label),
        0 => label(lens, bucket),
        doubtful => format!("?{doubtful} {}", bucket.label),
    }
}

/// The columns of lost renewals and of what was lost with them.
pub(crate) const LOST: &str = "lost";
pub(crate) const LOST_ARR: &str = "lost ARR";
const RATE: &str = "renewal rate";

/// Most lost renewals first, or back to most lost ARR: the ranks differ.
pub(crate) fn rank(model: &mut Model, by_count: bool) {
    navigation::on_list(model, ListId::Buckets, |state, rows, stamp| match state.order.is_by(LOST) {
        false if by_count => drop(rows.column(LOST).map(|place| state.sort_by(place, rows, stamp))),
        true if !by_count => state.order = state.natural.clone(),
        _ => {}
    });
}

fn rows(model: &Model) -> Rows<'_> {
    type Col<'a> = Column<'a, (usize, &'a Bucket)>;
    let all = all(model);
    let (has_rates, currency) = (model.screens.patterns.lens.has_rates(), &model.world.facts.currency);
    let name = move |i: usize| {
        let is_of_reasons = model.screens.patterns.lens == Lens::ReasonCode;
        let label = if is_of_reasons { marked_label(model, i) } else { label_below(model, ListId::Buckets, all, i) };
        let tone = if label.starts_with('?') && all[i].count > 0 { Tone::Warn } else { Tone::Plain };
        cell(label, tone)
    };
    let columns = vec![
        Col::text("name", 19)
            .titled("Bucket")
            .grows()
            .by(|(_, bucket)| Value::text(&bucket.label))
            .says(move |(i, _): &(usize, &Bucket)| name(*i)),
        Col::number("renewals", 3).titled("n").count(|(_, bucket)| bucket.count, Tone::Plain),
        // Reasons are given of whoever left and of whoever shrank: both cost ARR.
        Col::number(LOST, 4)
            .titled(if has_rates { "Lost" } else { "Cost" })
            .priority(3)
            .losses(move |(_, bucket)| bucket.churned + if has_rates { 0 } else { bucket.contracted }),
        Col::number(LOST_ARR, 8).titled("Lost ARR").priority(1).amount(currency, |(_, bucket)| bucket.lost_arr, Tone::Plain),
        Col::number(RATE, 8)
            .titled("Renewed")
            .priority(2)
            .by(|(_, bucket)| Value::number(bucket.renewal_rate))
            .says(|(_, bucket)| muted(rates::renewed(bucket))),
        Col::number("95 %", 9).priority(2).by(|(_, bucket)| Value::number(bucket.low)).says(|(_, bucket)| muted(rates::interval(bucket))),
        Col::number("the window before", 6).titled("Before").priority(4).count(|(_, bucket)| bucket.previous_count, Tone::Faint),
    ];
    Rows::new(all.len(), move |i| (i, &all[i]), |(_, bucket)| bucket.key.clone(), columns)
        .also(|i| all[i].group.clone().unwrap_or_default())
        .only(|name| has_rates || !matches!(name, RATE | "95 %"))
}

/// Whether it holds those of which the data says nothing.
fn is_unrecorded(bucket: &Bucket) -> bool {
    bucket.label.eq_ignore_ascii_case(NOT_RECORDED)
}

/// This window, the one before, and of a reason where it stands in second place. Reasons have no renewal rate.
pub(crate) fn sides(world: &World, lens: Option<Lens>, bucket: &Bucket) -> Vec<Beside> {
    let has_rate = lens.is_none_or(Lens::has_rates) && !is_unrecorded(bucket);
    let share = |n, rate| if has_rate { Figure::Share(n, rate, "renewed") } else { Figure::Count(n) };
    let mut sides = vec![
        Beside::when(world, Side::Here, share(bucket.count, bucket.renewal_rate)),
        Beside::when(world, Side::BEFORE, share(bucket.previous_count, bucket.previous_rate)),
    ];
    if bucket.secondary > 0 {
        sides.push(Beside::new(Side::Second, "As second reason", Figure::Count(bucket.secondary)));
    }
    sides
}

/// A bucket's renewals, with the ARR lost at each. Without a lens it is a competitor's.
pub(crate) fn open(world: &World, lens: Option<Lens>, bucket: &Bucket, side: Side) -> Opening {
    let label = lens.map_or_else(|| format!("Competitor: {}", bucket.label), |lens| label(lens, bucket));
    let window = side.window(world);
    let renewals = match (side, lens) {
        (Side::Here, _) => return Opening::lost(world, in_window(world, &label), &bucket.renewals, bucket.lost_arr),
        (Side::Second, _) => return open_second(world, bucket, &label),
        (_, Some(lens)) => drill::in_bucket(&world.facts, &RoomDecisions::of(world.session()), lens, &bucket.key, &window),
        (_, None) => drill::naming(&world.facts, &bucket.key, &window),
    };
    let why = if lens.is_none_or(Lens::has_rates) { too_few(world, &renewals) } else { String::new() };
    Opening::lost_at(world, side.when(world, &label), &renewals).explain(why)
}

/// A reason in second place: these renewals count for another one.
fn open_second(world: &World, bucket: &Bucket, label: &str) -> Opening {
    let named = drill::second(&world.facts, &bucket.key);
    let what = in_window(world, &format!("Second reason: {label}"));
    let times = |r: &Renewal| named.iter().find(|(renewal, _)| renewal.id == r.id).map(|(_, times)| Quantity::Count(*times));
    let opening = Opening::over(world, what, named.iter().map(|(r, _)| *r)).parts(world, "Named", times);
    opening.explain("Only primary reasons count in totals; here it was given beside another one.")
}

/// Why no rate is given.
fn too_few(world: &World, renewals: &[&Renewal]) -> String {
    let known_by = world.facts.scope.known_by();
    let rated: Vec<bool> = renewals.iter().filter(|r| !r.is_not_yet_due(known_by)).map(|r| r.is_renewed()).collect();
    if renewals.is_empty() || rated.len() as u64 >= MIN_FOR_RATE {
        return String::new();
    }
    let renewed = rated.iter().filter(|renewed| **renewed).count();
    format!("{renewed} of {} decided or past due renewed; under {MIN_FOR_RATE} no rate is given.", rated.len())
}

/// The selected bucket: its place in the lens's order.
pub(crate) fn selected(model: &Model) -> Option<usize> {
    model.screens.selected(model, ListId::Buckets)
}

/// Whether the notes of any renewal of the selected bucket suggest a reason: else there is no column of them.
fn suggests(model: &Model) -> bool {
    let ids: HashSet<&RenewalId> = model.world.findings.suggestions.iter().map(|suggested| &suggested.renewal).collect();
    let rows = patterns::rows(model);
    let mut suggested = rows.iter().map(|place| &model.world.facts.renewals[*place].id).filter(|id| ids.contains(id));
    suggested.any(|id| patterns::suggestion(&model.world, id).is_some())
}

const SUGGESTED: &str = "Notes suggest";

/// The renewals of the selected bucket. Beside what notes suggest, accounts are cut first.
fn renewals(model: &Model) -> Rows<'_> {
    type Col<'a> = Column<'a, &'a Renewal>;
    let (places, suggests, facts) = (patterns::rows(model), suggests(model), &model.world.facts);
    let is_marked = |renewal: &Renewal| model.screens.patterns.marked.contains(&renewal.id);
    let suggested = |renewal: &Renewal| patterns::suggestion(&model.world, &renewal.id).map_or_else(String::new, |s| s.reason.label());
    let columns = vec![
        Col::text("mark", 1).titled(" ").unsorted().says(move |renewal| (if is_marked(renewal) { "■" } else { " " }, Tone::Accent)),
        Col::text("Account", if suggests { 14 } else { 20 }).grows().says(|renewal| plain(marks::account(facts, renewal))),
        Col::number("ARR", 7).amount(&facts.currency, |renewal| renewal.before, Tone::Plain),
        Col::text("Outcome", 9).says(|renewal| marks::became(renewal.became())),
        Col::text("CS owner", 14).priority(3).says(|renewal| muted(&*renewal.cs_owner)),
        Col::text(SUGGESTED, 14).priority(2).says(move |renewal| cell(suggested(renewal), Tone::Info)),
    ];
    let searched = Arc::clone(&places);
    let words = move |i: usize| {
        let renewal = &facts.renewals[searched[i]];
        [&*renewal.id.0, &*renewal.product, &*renewal.geo, renewal.competitor.as_deref().unwrap_or_default()].join(" ")
    };
    Rows::new(places.len(), move |i| &*facts.renewals[places[i]], |renewal| &*renewal.id.0, columns)
        .also(words)
        .only(|name| suggests || name != SUGGESTED)
}

/// The column with the names of the groups, and the one with bars of what they lost.
pub(crate) const NAME: &str = "name";
pub(crate) const BAR: &str = "bar";

/// A group among the others of its breakdown.
struct Grouped(Arc<Breakdown>, usize);

impl Deref for Grouped {
    type Target = Group;

    fn deref(&self) -> &Group {
        &self.0.groups[self.1]
    }
}

impl Grouped {
    fn grr(&self) -> Option<&Metric> {
        self.metrics.get(&MetricKey::Grr)
    }

    /// `80 % (52–93 %)`: what was counted before it was pulled towards the whole, and how far chance reaches with what is open.
    fn counted(&self) -> String {
        self.grr().map_or_else(String::new, |metric| {
            let (low, high) = metric.reach().map(|[low, high]| (low, high)).unzip();
            figures::estimate(metric.value, low, high, figures::percent_short)
        })
    }
}

/// Sorted is by what is shown: a few renewals do not make anybody first or last.
fn pulled(column: Column<'_, Grouped>, key: MetricKey) -> Column<'_, Grouped> {
    column.figure(move |group| group.metrics.get(&key).and_then(|metric| metric.pulled), figures::percent, Tone::Plain)
}

/// The values of the dimension shown.
fn groups(model: &Model) -> Rows<'_> {
    type Col<'a> = Column<'a, Grouped>;
    let (shown, currency) = (view_cache::breakdown(model), &model.world.facts.currency);
    let change = |group: &Grouped| group.grr().and_then(|metric| Change::of(MetricKey::Grr, metric)).unwrap_or_default();
    let columns = vec![
        Col::text(NAME, 14).titled(shown.label()).grows().says(|group: &Grouped| plain(group_name(group))),
        Col::number("Due", 4).count(|group| group.counts.due, Tone::Neutral),
        Col::number("Lost", 4).losses(|group| group.counts.churned),
        Col::number("Lost ARR", 8).amount(currency, |group| group.lost_arr, Tone::Strong),
        Col::text(BAR, 14).titled("").priority(4),
        pulled(Col::number("GRR", 7), MetricKey::Grr),
        Col::number("Counted", 17).unsorted().says(|group| muted(group.counted())),
        Col::text("Change", 14)
            .priority(3)
            .by(|group| Value::number(group.grr().and_then(Metric::change).map(|(before, now)| now - before)))
            .says(move |group| cell(change(group).text, change(group).tone)),
        pulled(Col::number("NRR", 7).priority(1), MetricKey::Nrr),
        pulled(Col::number("Logos", 7).priority(2), MetricKey::LogoRetention),
        pulled(Col::number("On time", 7).priority(5), MetricKey::OnTimeRate),
        Col::number("ARR before", 10).priority(6).amount(currency, |group| group.arr, Tone::Neutral),
        Col::number("Open", 4).priority(7).count(|group| group.counts.open, Tone::Neutral),
    ];
    Rows::new(shown.groups.len(), move |i| Grouped(Arc::clone(&shown), i), |group| group_name(group), columns)
}

/// The values that a group has, crossed.
pub(crate) fn group_name(group: &Group) -> String {
    group.values.join(" × ")
}

/// The selected group: its place in the breakdown.
pub(crate) fn selected_group(model: &Model) -> Option<usize> {
    model.screens.selected(model, ListId::Breakdown)
}

/// What a group lost; its metrics open where they stand side by side.
fn open_group(model: &Model, i: usize) -> Option<Opening> {
    let shown = view_cache::breakdown(model);
    let group = shown.groups.get(i)?;
    Some(Opening::lost(&model.world, in_window(&model.world, &shown.name(group)), &group.renewals, group.lost_arr))
}
