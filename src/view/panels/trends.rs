//! Before the due date: how health and usage went for renewals that held and for those that were lost.

use ratatui::layout::Rect;

use super::{nothing, rows};
use crate::app::model::Model;
use crate::app::screens::lists::ListId;
use crate::app::screens::lists::trends::{self, BINS, Picture};
use crate::app::world::World;
use crate::domain::renewal::{Outcome, Renewal};
use crate::domain::scope::capitalise;
use crate::telling::chart::slope;
use crate::view::charts::histogram::{Bin, Histogram};
use crate::view::charts::slope::{Slope, SlopeChart};
use crate::view::listing::{Listing, Look};
use crate::view::screens::split;
use crate::view::shell::Canvas;
use crate::view::text;
use crate::view::widgets::panel::Panel;

/// Title, heading and the rows of the list, where there is little room and where there is more.
const LIST_ROWS: (u16, u16) = (5, 10);

/// Rows from which on the spread of scores is drawn too.
const TALL: u16 = 36;
const SPREAD_ROWS: u16 = 13;

/// Rows from which on one chart stands above the other.
const TWO_HIGH: u16 = 17;

pub(crate) fn draw(canvas: &mut Canvas, body: Rect) {
    let list_rows = if body.height >= 26 { LIST_ROWS.1 } else { LIST_ROWS.0 };
    let (rest, list) = split::down(body, body.height.saturating_sub(list_rows + 1));
    let picture = trends::picture(canvas.model);
    let has_all = body.height >= TALL;
    let (charts, spread) = if has_all { split::down(rest, rest.height.saturating_sub(SPREAD_ROWS + 1)) } else { (rest, rest) };
    let (health, usage) = match (charts.width >= 100, charts.height >= TWO_HIGH) {
        (true, _) => split::across(charts, 50),
        (_, true) => split::down(charts, charts.height / 2),
        _ => (charts, charts),
    };
    let is_one = health == usage;
    if has_all || picture == Picture::Spread {
        let (held, lost) = split::across(spread, 50);
        draw_spread(canvas, held, Outcome::Renewed);
        draw_spread(canvas, lost, Outcome::Churned);
    }
    if has_all || picture != Picture::Spread {
        if !is_one || picture != Picture::Usage {
            draw_health(canvas, health);
        }
        if !is_one || picture == Picture::Usage {
            draw_usage(canvas, usage);
        }
    }
    draw_list(canvas, list, if has_all && !is_one { "" } else { leads(picture, is_one) });
}

/// Which pictures are not seen, and the key to them.
fn leads(picture: Picture, is_one: bool) -> &'static str {
    match picture {
        Picture::Health if is_one => "→ usage, newest scores",
        Picture::Health | Picture::Usage => "→ newest scores",
        Picture::Spread => "← health, usage",
    }
}

/// The means of one group at each point in time.
struct Means<const N: usize> {
    label: String,
    points: [Option<f64>; N],
}

fn means<const N: usize>(world: &World, outcome: Outcome, measure: impl Fn(&Renewal) -> Option<[f64; N]>) -> Means<N> {
    let (n, points) = slope::means(&world.facts, outcome, measure);
    let (mark, _) = crate::view::marks::outcome(outcome);
    Means { label: format!("{mark} {}", slope::label(outcome, n)), points }
}

fn draw_health(canvas: &mut Canvas, area: Rect) {
    let title = "Mean health score, days before due";
    let groups = [Outcome::Renewed, Outcome::Churned].map(|outcome| means(&canvas.model.world, outcome, trends::health));
    let missing = "The data holds no health scores, so the health trend and the signals read from it are not available.";
    draw_chart(canvas, area, title, &groups, &slope::HEALTH_TIMES, missing);
}

fn draw_usage(canvas: &mut Canvas, area: Rect) {
    let long = "Usage by 30 days before due, half a year before = 100";
    let title = if usize::from(area.width) < text::width(long) + 12 { "Usage before due (180 days before = 100)" } else { long };
    let groups = [Outcome::Renewed, Outcome::Churned].map(|outcome| means(&canvas.model.world, outcome, trends::usage));
    let missing = "The data holds no usage events, so usage shifts and the signals read from them are not available.";
    draw_chart(canvas, area, title, &groups, &slope::USAGE_TIMES, missing);
}

fn draw_chart<const N: usize>(canvas: &mut Canvas, area: Rect, title: &str, groups: &[Means<N>; 2], times: &[&str], missing: &str) {
    let styles = canvas.styles;
    let inner = Panel::new(title, styles).aside(&canvas.model.world.facts.scope.window.label).draw(area, canvas.buf);
    if groups.iter().all(|g| g.points[0].is_none()) {
        return nothing(canvas, inner, "Nothing measured", missing);
    }
    let tones = [styles.good, styles.bad];
    let shown = groups.iter().zip(tones).filter(|(g, _)| g.points[0].is_some());
    let slopes: Vec<Slope<'_>> = shown.map(|(g, style)| Slope { label: &g.label, points: &g.points, style }).collect();
    let place = if inner.height > 8 { rows(inner, 1, inner.height) } else { inner };
    canvas.draw(place, &SlopeChart { slopes: &slopes, times, decimals: 0, styles });
}

/// How the newest scores known 30 days before due are spread.
fn draw_spread(canvas: &mut Canvas, area: Rect, outcome: Outcome) {
    let styles = canvas.styles;
    let (mark, tone) = crate::view::marks::outcome(outcome);
    let words = if area.width < 54 { "newest health score" } else { "newest health score 30 days before due" };
    let title = format!("{mark} {}: {words}", capitalise(outcome.label()));
    let [all, others] = [outcome, other(outcome)].map(|outcome| spread(canvas.model, outcome));
    let n = format!("n {}", all.iter().sum::<u64>());
    let inner = Panel::new(&title, styles).aside(&n).draw(area, canvas.buf);
    let bins: [Bin<'_>; BINS.len()] = std::array::from_fn(|i| Bin { label: BINS[i].0.into(), count: all[i], style: styles.tone(tone) });
    let most = all.into_iter().chain(others).max().unwrap_or(0);
    canvas.draw(rows(inner, 1, inner.height), &Histogram { bins: &bins, most, styles });
}

/// What stands beside it.
fn other(outcome: Outcome) -> Outcome {
    if outcome == Outcome::Renewed { Outcome::Churned } else { Outcome::Renewed }
}

/// How many renewals stand in each bin.
fn spread(model: &Model, outcome: Outcome) -> [u64; BINS.len()] {
    let mut counts = [0; BINS.len()];
    let of_outcome = model.world.facts.in_scope().filter(|r| r.outcome == outcome);
    of_outcome.filter_map(trends::bin).for_each(|bin| counts[bin] += 1);
    counts
}

fn draw_list(canvas: &mut Canvas, area: Rect, aside: &str) {
    let list = Listing { id: ListId::Trends, title: "Accounts that fell, and accounts in the charts", aside };
    list.table(canvas, area, &Look::new("groups"));
}
