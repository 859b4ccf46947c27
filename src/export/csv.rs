//! CSV for spreadsheets: RFC 4180, and no cell is taken for a formula.

mod losses;

use std::collections::HashMap;

use crate::domain::action::Verdict;
use crate::domain::correction::Corrected;
use crate::domain::facts::Facts;
use crate::domain::quality::Reject;
use crate::domain::renewal::{Renewal, RenewalId};
use crate::domain::session::Session;
use crate::telling::follow_ups::follow_ups;

pub use losses::lost_accounts;

/// The action tracker: the session's actions, then those carried over.
pub fn actions(session: &Session) -> Vec<u8> {
    let head = [
        "id",
        "title",
        "owner",
        "role",
        "team",
        "due",
        "success_metric",
        "baseline",
        "target",
        "sla_days",
        "status",
        "insight",
        "insight_text",
        "carried_from",
        "verdict",
    ];
    let rows = follow_ups(session).into_iter().map(|action| {
        let insight = action.insight.and_then(|id| session.insight(id));
        vec![
            action.id.to_string(),
            action.title,
            action.owner,
            action.role,
            action.team.label().into(),
            action.due.map(|due| due.to_string()).unwrap_or_default(),
            action.metric.name,
            action.metric.baseline,
            action.metric.target,
            action.sla_days.to_string(),
            action.status.label().into(),
            insight.map(|card| card.id.to_string()).unwrap_or_default(),
            insight.map(|card| card.text.clone()).unwrap_or_default(),
            action.carried_from.unwrap_or_default(),
            action.verdict.map(Verdict::label).unwrap_or_default().into(),
        ]
    });
    table(&head, rows)
}

/// Every row that could not be used and why; `None` when all could.
pub fn rejects(rejects: &[Reject]) -> Option<Vec<u8>> {
    let row = |r: &Reject| vec![r.file.clone(), r.line_told(), r.column.clone(), r.value.clone(), r.reason.clone()];
    (!rejects.is_empty()).then(|| table(&["file", "line", "column", "value", "reason"], rejects.iter().map(row)))
}

/// A line for the source system of each field that the room knows better; `None` when there is none.
pub fn corrections(facts: &Facts) -> Option<Vec<u8>> {
    let head =
        ["renewal_id", "account", "field", "old_value", "new_value", "corrected_by", "corrected_at", "why", "source_file", "source_line"];
    let renewals: HashMap<&RenewalId, &Renewal> = facts.all().map(|renewal| (&renewal.id, renewal)).collect();
    let row = |corrected: &Corrected| {
        let correction = &corrected.correction;
        let renewal = renewals.get(&correction.renewal);
        let line = renewal.map_or(0, |renewal| renewal.origin.line);
        vec![
            correction.renewal.to_string(),
            renewal.map(|renewal| renewal.account.to_string()).unwrap_or_default(),
            corrected.field().key().into(),
            corrected.from.plain().unwrap_or_default(),
            correction.to.plain().unwrap_or_default(),
            correction.by.clone(),
            correction.at.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
            if corrected.is_coding() { "reason code given in the retro".into() } else { correction.why.clone() },
            renewal.map(|renewal| renewal.origin.file.to_string()).unwrap_or_default(),
            if line == 0 { String::new() } else { line.to_string() },
        ]
    };
    (!facts.corrections.is_empty()).then(|| table(&head, facts.corrections.iter().map(row)))
}

pub fn table(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing into memory fails only on rows of different lengths, and all are made here.
    let _ = writer.write_record(head);
    for row in rows {
        let _ = writer.write_record(row.iter().map(|cell| harmless(cell)));
    }
    writer.into_inner().unwrap_or_default()
}

/// A spreadsheet runs a cell that begins like a formula, in some languages also in full width; a quote before it makes it text.
/// Plain numbers stay numbers.
fn harmless(cell: &str) -> String {
    let like_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if like_formula && cell.parse::<f64>().is_err() { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::Event;
    use crate::export::fixture::corrected_facts;
    use crate::store::fixture::{at, history, scope};

    #[test]
    fn the_tracker_holds_owner_due_date_and_success_criteria() {
        let text = String::from_utf8(actions(history("s", scope(2026, 3)).session())).unwrap();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let row: std::collections::BTreeMap<String, String> = reader.deserialize().next().unwrap().unwrap();
        let get = |name: &str| row[name].as_str();
        assert_eq!((get("owner"), get("due"), get("target"), get("team")), ("Jonas Weber", "2026-12-15", "80 %", "CS Ops"));
        assert_eq!((get("insight"), get("insight_text")), ("I1", "Champions leave and nobody notices"));
        assert!(text.lines().all(|_| text.contains("\r\n")));
    }

    #[test]
    fn no_cell_is_a_formula_and_quotes_and_line_ends_survive() {
        let mut history = history("s", scope(2026, 3));
        let mut action = history.session().actions[0].clone();
        action.title = "=HYPERLINK(\"http://x\",\"y\")".into();
        action.owner = "a \"b\", c\nd".into();
        action.metric.baseline = "-4.5".into();
        action.metric.target = "@SUM(A1)".into();
        history.push(at(3), "Mara", Event::ActionChanged { action, why: None });
        let bytes = actions(history.session());
        let record = csv::Reader::from_reader(&bytes[..]).records().next().unwrap().unwrap();
        assert_eq!(&record[1], "'=HYPERLINK(\"http://x\",\"y\")");
        assert_eq!(&record[2], "a \"b\", c\nd");
        assert_eq!((&record[7], &record[8]), ("-4.5", "'@SUM(A1)"));
    }

    #[test]
    fn each_correction_is_a_line_for_the_source_system() {
        assert_eq!(corrections(&crate::export::fixture::facts()), None);
        let text = String::from_utf8(corrections(&corrected_facts()).unwrap()).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let said = "Mara Ilves,2026-11-23T09:07:00Z,signed | late,renewals.csv,4";
        assert_eq!(lines[1], format!("R-3,Account R-3,outcome,churned,renewed,{said}"));
        assert_eq!(lines[2], format!("R-3,Account R-3,arr_after,0.00,42000.00,{said}"));
        let coded = "reason_code,,relationship.champion-left,Mara Ilves,2026-11-23T09:07:00Z,reason code given in the retro";
        assert_eq!(lines[3], format!("R-3,Account R-3,{coded},renewals.csv,4"));
    }

    #[test]
    fn rejected_rows_are_listed_with_their_place() {
        assert_eq!(rejects(&[]), None);
        let reject = Reject {
            file: "renewals.csv".into(),
            line: 12,
            column: "due_date".into(),
            value: "2026-13-01".into(),
            reason: "no such month".into(),
        };
        let text = String::from_utf8(rejects(&[reject]).unwrap()).unwrap();
        assert_eq!(text, "file,line,column,value,reason\r\nrenewals.csv,12,due_date,2026-13-01,no such month\r\n");
    }
}
