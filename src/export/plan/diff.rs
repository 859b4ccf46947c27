//! What differs between two plans, or two states of one: field by field, where lists are held together by what names their items.

use std::collections::BTreeSet;

use chrono::DateTime;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::domain::plan::Plan;
use crate::domain::plan::items::{UNSAID, find, names, words};

/// A field that is otherwise, or is in one of the two alone.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub(crate) struct Difference {
    /// The way to it: `workstreams/CS Ops/actions/A1/due`.
    pub at: Vec<String>,
    /// `null` where it was not there.
    pub before: Option<Value>,
    pub after: Option<Value>,
}

/// Everything that differs, in the order of the plan.
pub(crate) fn diff(before: &Plan, after: &Plan) -> Vec<Difference> {
    let mut found = Vec::new();
    if let (Ok(Value::Object(before)), Ok(Value::Object(after))) = (serde_json::to_value(before), serde_json::to_value(after)) {
        objects(&[], &before, &after, &mut found);
    }
    found
}

/// Seconds that a clock ran are no change of a plan.
const CLOCKS: [&str; 1] = ["spent_seconds"];

fn values(at: &[String], before: &Value, after: &Value, found: &mut Vec<Difference>) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => objects(at, before, after, found),
        (Value::Array(before), Value::Array(after)) => arrays(at, before, after, found),
        _ if before == after => {}
        _ => found.push(Difference { at: at.to_vec(), before: Some(before.clone()), after: Some(after.clone()) }),
    }
}

fn objects(at: &[String], before: &Map<String, Value>, after: &Map<String, Value>, found: &mut Vec<Difference>) {
    let keys = before.keys().chain(after.keys().filter(|key| !before.contains_key(*key)));
    for key in keys.filter(|key| !UNSAID.contains(&key.as_str()) && !CLOCKS.contains(&key.as_str())) {
        both(&[at, std::slice::from_ref(key)].concat(), before.get(key), after.get(key), found);
    }
}

fn arrays(at: &[String], before: &[Value], after: &[Value], found: &mut Vec<Difference>) {
    let (names_before, names_after) = (names(before), names(after));
    let mut seen = BTreeSet::new();
    for name in names_before.iter().chain(&names_after).filter(|name| seen.insert((*name).clone())) {
        let (one, other) = (find(&names_before, before, name), find(&names_after, after, name));
        both(&[at, std::slice::from_ref(name)].concat(), one, other, found);
    }
}

fn both(at: &[String], before: Option<&Value>, after: Option<&Value>, found: &mut Vec<Difference>) {
    match (before, after) {
        (Some(before), Some(after)) => values(at, before, after, found),
        _ => found.push(Difference { at: at.to_vec(), before: before.cloned(), after: after.cloned() }),
    }
}

/// Between the steps of the way to a field.
const BETWEEN: &str = " · ";

/// A difference in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// `~` is otherwise, `+` came, `-` went.
    pub sign: char,
    pub at: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

impl Line {
    /// The field that differs.
    pub(crate) fn field(&self) -> &str {
        self.at.rsplit_once(BETWEEN).map_or(&*self.at, |(_, field)| field)
    }

    /// What it is a field of; nothing where it is one of the plan.
    pub(crate) fn place(&self) -> &str {
        self.at.rsplit_once(BETWEEN).map_or("", |(place, _)| place)
    }
}

pub(crate) fn lines(all: &[Difference]) -> Vec<Line> {
    all.iter().filter_map(line).collect()
}

/// Nothing of two texts that read the same: two moments of one minute are no difference to anybody. Figures may differ by less than is shown.
fn line(one: &Difference) -> Option<Line> {
    let sign = match (&one.before, &one.after) {
        (Some(_), Some(_)) => '~',
        (None, _) => '+',
        (Some(_), None) => '-',
    };
    let at = one.at.iter().map(|step| place(step)).collect::<Vec<_>>().join(BETWEEN);
    let (before, after) = (one.before.as_ref().map(said), one.after.as_ref().map(said));
    let are_texts = one.before.iter().chain(&one.after).all(Value::is_string);
    (before != after || !are_texts).then_some(Line { sign, at, before, after })
}

/// The same for reading: what an item is called stands for its id, and lists that hold only such items are not named.
pub(crate) fn named_lines(all: &[Difference], before: &Plan, after: &Plan) -> Vec<Line> {
    let plans = [after, before].map(|plan| serde_json::to_value(plan).unwrap_or_default());
    let named = |one: &Difference| {
        let line = line(one)?;
        let words = plans.iter().map(|plan| way(&one.at, plan)).max_by_key(|(_, found)| *found).map_or_else(Vec::new, |(words, _)| words);
        let plain = |value: Option<String>| value.map(|value| plain_word(one.at.last().map_or("", String::as_str), value));
        Some(Line { at: words.join(BETWEEN), before: plain(line.before), after: plain(line.after), ..line })
    };
    all.iter().filter_map(named).collect()
}

/// Lists whose items say what they are.
const SPEAKING: [&str; 7] = ["stages", "tasks", "steps", "workstreams", "actions", "insights", "escalations"];
/// What an item is called, the first that it has.
const CALLED: [&str; 6] = ["title", "purpose", "name", "text", "subject", "what"];

/// The steps of the way in words, and how many of them the plan has.
fn way(at: &[String], plan: &Value) -> (Vec<String>, usize) {
    let (mut words, mut here, mut found) = (Vec::new(), Some(plan), 0);
    for (place_in, step) in at.iter().enumerate() {
        let item = match here {
            Some(Value::Array(items)) => find(&names(items), items, step),
            Some(Value::Object(fields)) => fields.get(step),
            _ => None,
        };
        let is_item = matches!(here, Some(Value::Array(_)));
        let called = item.filter(|_| is_item).and_then(|item| CALLED.iter().find_map(|key| item.get(key)?.as_str()));
        let is_named_by_its_items = SPEAKING.contains(&step.as_str()) && place_in + 1 < at.len();
        if !is_named_by_its_items {
            words.push(called.map_or_else(|| place(step), ToOwned::to_owned));
        }
        found += usize::from(item.is_some());
        here = item;
    }
    (words, found)
}

/// A state is a word: `in progress`.
fn plain_word(field: &str, value: String) -> String {
    let is_state = ["status", "execution", "strategy", "trigger", "kind"].contains(&field);
    if is_state { value.replace('-', " ") } else { value }
}

/// A field's name without underlines; what somebody named stays as it is.
fn place(step: &str) -> String {
    let is_field = step.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    if is_field { step.replace('_', " ") } else { step.to_owned() }
}

/// A value as people read it, a moment to the minute, a fraction to four decimals.
fn said(value: &Value) -> String {
    if let Some(number) = value.as_f64().filter(|number| number.fract() != 0.0) {
        return format!("{number:.4}").trim_end_matches('0').to_owned();
    }
    let moment = value.as_str().and_then(|text| DateTime::parse_from_rfc3339(text).ok());
    moment.map_or_else(|| words(value), |moment| moment.format("%Y-%m-%d %H:%M").to_string())
}

/// A line each.
pub(crate) fn told(all: &[Difference]) -> String {
    let told = |Line { sign, at, before, after }: Line| {
        let values: Vec<String> = before.into_iter().chain(after).collect();
        format!("{sign} {at}: {}", values.join(" → "))
    };
    lines(all).into_iter().map(told).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::{ActionStatus, CarriedAction};
    use crate::domain::event::Event;
    use crate::domain::session::History;
    use crate::export::plan::plan;
    use crate::store::fixture::{add_card, at, history, opened, scope};

    fn lines(before: &History, after: &History) -> Vec<String> {
        told(&diff(&plan(before, None, None), &plan(after, None, None))).lines().map(ToOwned::to_owned).collect()
    }

    #[test]
    fn what_became_otherwise_came_and_went_is_told_where_it_stands() {
        let before = history("s", scope(2026, 3));
        assert_eq!(lines(&before, &before), [""; 0]);
        let mut after = before.clone();
        let mut action = after.session().actions[0].clone();
        (action.due, action.status) = ("2026-12-20".parse().ok(), ActionStatus::InProgress);
        after.push(at(9), "Mara", Event::ActionChanged { action, why: Some("Holidays".into()) });
        let told = lines(&before, &after);
        for line in [
            "~ workstreams · CS Ops · actions · A1 · due: 2026-12-15 → 2026-12-20",
            "~ workstreams · CS Ops · actions · A1 · status: open → in-progress",
        ] {
            assert!(told.iter().any(|told| told == line), "{told:#?}");
        }
        assert!(told.iter().any(|told| told.starts_with("+ change log · 4: ")), "{told:#?}");
        let gone = lines(&after, &before);
        assert!(gone.iter().any(|told| told.starts_with("- change log · 4: ")), "{gone:#?}");
        assert_eq!(told.len(), gone.len(), "there and back it is as much");
    }

    #[test]
    fn for_reading_items_stand_by_what_they_are_called() {
        let before = history("s", scope(2026, 3));
        let mut after = before.clone();
        let mut action = after.session().actions[0].clone();
        action.status = ActionStatus::InProgress;
        after.push(at(9), "Mara", Event::ActionChanged { action, why: None });
        after.push(at(10), "Mara", Event::PhaseEntered { phase: crate::domain::phase::Phase::PatternAnalysis });
        let (one, other) = (plan(&before, None, None), plan(&after, None, None));
        let lines = named_lines(&diff(&one, &other), &one, &other);
        let status = lines.iter().find(|line| line.place().ends_with("Name a second champion in each account")).expect("the action");
        assert_eq!((status.field(), status.before.as_deref(), status.after.as_deref()), ("status", Some("open"), Some("in progress")));
        let task = lines.iter().find(|line| line.place().starts_with("Pattern Analysis · ")).unwrap_or_else(|| panic!("{lines:#?}"));
        assert!(!task.at.contains('_') && !task.at.contains("stages"), "{task:?}");
        assert!(lines.iter().all(|line| !line.at.contains("seconds")), "{lines:#?}");
    }

    #[test]
    fn moments_are_told_to_the_minute_and_fields_without_underlines() {
        assert_eq!(said(&"2026-10-01T09:00:12.345678901+02:00".into()), "2026-10-01 09:00");
        assert_eq!(said(&"2026-10-01".into()), "2026-10-01");
        assert_eq!(
            (said(&0.911_787_643_750_597_3.into()), said(&0.5.into()), said(&3.into())),
            ("0.9118".into(), "0.5".into(), "3".into())
        );
        let of = |before: Value, after: Value| Difference { at: vec!["at".to_owned()], before: Some(before), after: Some(after) };
        let minute = of("2026-10-01T09:00:12+02:00".into(), "2026-10-01T09:00:48+02:00".into());
        assert_eq!(super::lines(&[minute, of(0.911_781.into(), 0.911_782.into())]).len(), 1, "one minute reads the same, a figure is told");
        assert_eq!((place("signed_off_by"), place("CS_Ops")), ("signed off by".to_owned(), "CS_Ops".to_owned()));
    }

    /// A figure that is read from a file is the one that was written: else two plans differ in nothing that anybody changed.
    #[test]
    fn figures_are_read_as_they_were_written() {
        for figure in [0.911_787_643_750_597_3_f64, 0.1 + 0.2, 1.0 / 3.0, 5e-324] {
            let written = serde_json::to_string(&figure).unwrap();
            assert_eq!(serde_json::from_str::<f64>(&written).unwrap().to_bits(), figure.to_bits(), "{written}");
        }
    }

    #[test]
    fn actions_of_several_retros_with_one_number_are_told_apart() {
        let with = |due: &str| {
            let made = history("q2", scope(2026, 2));
            let mut opening = opened("q3", scope(2026, 3));
            let Event::SessionOpened { carried, .. } = &mut opening.event else { panic!("{opening:?}") };
            let mut action = made.session().actions[0].clone();
            action.due = due.parse().ok();
            *carried = vec![CarriedAction::new("q2", action)];
            let mut history = History::fold([vec![opening], made.records()[1..].to_vec()].concat()).unwrap();
            add_card(&mut history, "Another", false);
            history
        };
        let told = lines(&with("2026-10-01"), &with("2026-10-02"));
        assert_eq!(told[0], "~ workstreams · CS Ops · actions · q2/A1 · due: 2026-10-01 → 2026-10-02");
        assert!(told.len() == 2 && told[1].starts_with("~ escalations · q2/A1 · why: due 2026-10-01"), "{told:#?}");
    }
}
