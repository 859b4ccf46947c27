//! What is still to do, for Jira's import of CSV files: a task an action. The id goes along as `External id`, so that whoever imports again
//! can tell what is there already.

use crate::domain::session::History;
use crate::domain::text;
use crate::export::csv;
use crate::telling::tracker::{Entry, entries};

const HEAD: [&str; 8] = ["Summary", "Description", "Assignee", "Due date", "Priority", "Labels", "Issue type", "External id"];

/// Jira takes no longer summary.
const LONGEST_SUMMARY: usize = 250;

/// `None` where nothing is left to do.
pub(crate) fn jira(history: &History) -> Option<Vec<u8>> {
    let open: Vec<Entry> = entries(history).into_iter().filter(|entry| !entry.status.is_closed()).collect();
    let critical = |entry: &Entry| {
        let card = entry.insight.as_ref().and_then(|(id, _)| history.session().insight(*id));
        card.is_some_and(|card| card.critical)
    };
    let window = &history.session().scope.window.label;
    let row = |entry: &Entry| {
        vec![
            text::shortened(&text::line(&entry.title), LONGEST_SUMMARY),
            description(entry),
            entry.owner.clone(),
            entry.due.map(|due| due.to_string()).unwrap_or_default(),
            priority(entry, critical(entry)).to_owned(),
            labels(&["renewal-retro", window, entry.team.label()]),
            "Task".to_owned(),
            entry.id.clone(),
        ]
    };
    (!open.is_empty()).then(|| csv::bare(&HEAD, open.iter().map(row)))
}

fn priority(entry: &Entry, critical: bool) -> &'static str {
    match (entry.escalated, entry.overdue || critical) {
        (true, _) => "Highest",
        (false, true) => "High",
        (false, false) => "Medium",
    }
}

fn description(entry: &Entry) -> String {
    let metric = entry.metric.is_set().then(|| format!("Success: {}", entry.metric));
    let insight = entry.insight.as_ref().map(|(id, words)| format!("Answers {id}: {words}"));
    let role = (!entry.role.is_empty()).then(|| format!("Owner's role: {}", entry.role));
    let sla = format!("Escalated {} after the due date", text::counted(entry.sla_days, "day", "days"));
    let lines: Vec<String> = metric.into_iter().chain(insight).chain(role).chain([sla]).collect();
    lines.join("\n")
}

/// Jira parts labels at blanks.
fn labels(words: &[&str]) -> String {
    let label = |words: &&str| words.split_whitespace().collect::<Vec<_>>().join("-").to_lowercase();
    words.iter().map(label).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::ActionStatus;
    use crate::domain::event::Event;
    use crate::store::fixture::{at, history, scope};

    #[test]
    fn what_is_open_is_a_task_with_its_id_and_every_cell_is_as_it_is() {
        let mut history = history("s", scope(2026, 3));
        let mut action = history.session().actions[0].clone();
        action.title = "=1+1".into();
        history.push(at(9), "Mara", Event::ActionChanged { action: action.clone(), why: None });
        let bytes = jira(&history).unwrap();
        let mut reader = ::csv::Reader::from_reader(&bytes[..]);
        assert_eq!(reader.headers().unwrap(), &HEAD[..]);
        let row: Vec<String> = reader.records().next().unwrap().unwrap().iter().map(str::to_owned).collect();
        assert_eq!((row[0].as_str(), row[2].as_str(), row[3].as_str(), row[4].as_str()), ("=1+1", "Jonas Weber", "2026-12-15", "High"));
        assert_eq!((row[5].as_str(), row[7].as_str()), ("renewal-retro 2026-q3 cs-ops", "s/A1"));
        assert!(row[1].contains("Answers I1: Champions leave") && row[1].contains("41 % → 80 %"), "{row:?}");
        action.status = ActionStatus::Done;
        history.push(at(10), "Mara", Event::ActionChanged { action, why: None });
        assert_eq!(jira(&history), None);
    }
}
