//! What the facilitator has beside the guide: what these data want said, what comes next, and what was noted.

use crate::analysis::findings::MetricKey;
use crate::app::guide::Part;
use crate::app::marks::{self, Change};
use crate::app::model::Model;
use crate::app::screens::lists::metrics::headline;
use crate::telling::{figures, spoken};

/// So many of each are told.
const MOST_NEXT: usize = 3;
const MOST_NOTES: usize = 5;
/// Cells that a change may take.
const CHANGE: u16 = 60;

/// Under their headings; those that have nothing to say are left out.
pub(crate) fn lines(model: &Model) -> Vec<(Part, String)> {
    let mut lines = Vec::new();
    for (heading, texts) in
        [("What these data want said", data(model)), ("Next", next(model)), ("Notes", notes(model)), ("Parked", parked(model))]
    {
        if !texts.is_empty() {
            lines.push((Part::Heading, heading.to_owned()));
            lines.extend(texts.into_iter().map(|text| (Part::Item, text)));
        }
    }
    lines
}

fn data(model: &Model) -> Vec<String> {
    let world = &model.world;
    if let Some(working) = world.working().filter(|_| world.analyses == 0) {
        return vec![working];
    }
    let outlier = headline(world, MetricKey::Grr).and_then(|metric| spoken::outlier(MetricKey::Grr, metric));
    let outlier = outlier.or_else(|| spoken::largest_loss(&world.facts));
    let told = [MetricKey::Grr, MetricKey::Nrr].into_iter().filter_map(|key| rate(model, key));
    spoken::top_reason(&world.facts, &world.findings).into_iter().chain(outlier).chain(told).collect()
}

/// `GRR 81.8 % (95 %: 69–90 %); −5.9 pts, within chance.`
fn rate(model: &Model, key: MetricKey) -> Option<String> {
    let metric = headline(&model.world, key)?;
    let value = figures::percent(metric.value?);
    let interval = marks::interval(key, metric).map_or_else(String::new, |interval| format!(" ({interval})"));
    let change = Change::at_length(key, metric, CHANGE).map_or_else(String::new, |change| format!("; {}", change.text));
    Some(format!("{} {value}{interval}{change}.", key.label()))
}

/// `Vote, 5 min`
fn next(model: &Model) -> Vec<String> {
    let session = model.world.session();
    if !model.world.is_workshop() || session.closed {
        return Vec::new();
    }
    let to_come = session.course.to_come(&session.open).map(|timed| format!("{}, {} min", timed.step.title, timed.step.minutes));
    to_come.take(MOST_NEXT).collect()
}

/// The newest first.
fn notes(model: &Model) -> Vec<String> {
    model.world.session().notes.iter().rev().take(MOST_NOTES).map(|(_, note)| note.clone()).collect()
}

fn parked(model: &Model) -> Vec<String> {
    let open: Vec<String> = model.world.session().house.open().map(|line| line.text.clone()).collect();
    open.into_iter().rev().take(MOST_NOTES).collect()
}
