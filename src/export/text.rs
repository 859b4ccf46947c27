//! The result and who does what as plain text, for a mail or a chat: no mark-up, short lines, a part for each owner.

use indexmap::IndexMap;

use crate::analysis::findings::Findings;
use crate::domain::facts::Facts;
use crate::domain::session::History;
use crate::domain::text;
use crate::telling::block::Block;
use crate::telling::report;
use crate::telling::tracker::{Entry, entries};

/// The summary; without data what the room agreed.
pub(crate) fn summary(history: &History, data: Option<(&Facts, &Findings)>) -> Vec<u8> {
    let mut lines = match data {
        Some((facts, findings)) => rendered(&report::in_short(facts, findings, Some(history))),
        None => vec![format!("Renewal retro: {}", history.session().scope.headline())],
    };
    lines.extend(by_owner(&entries(history)));
    (lines.join("\n") + "\n").into_bytes()
}

/// What each owner still has to do, and nothing else.
pub(crate) fn reminders(entries: &[Entry]) -> Vec<u8> {
    let lines = by_owner(entries);
    (lines.join("\n").trim_start().to_owned() + "\n").into_bytes()
}

/// Each owner's actions, the next due first; what is finished is no news.
fn by_owner(entries: &[Entry]) -> Vec<String> {
    let mut open: Vec<&Entry> = entries.iter().filter(|entry| !entry.status.is_closed()).collect();
    open.sort_by_key(|entry| (entry.due.is_none(), entry.due));
    let mut owners: IndexMap<&str, Vec<&Entry>> = IndexMap::new();
    for entry in open {
        owners.entry(entry.owner.as_str()).or_default().push(entry);
    }
    let mut lines = Vec::new();
    for (owner, actions) in owners {
        lines.extend([String::new(), if owner.is_empty() { "Nobody yet".to_owned() } else { text::line(owner) }]);
        lines.extend(actions.into_iter().map(line));
    }
    lines
}

/// `• Name a second champion, by 2026-12-15 (in progress)`.
fn line(entry: &Entry) -> String {
    let due = match entry.due {
        None => "no date".to_owned(),
        Some(due) if entry.overdue => format!("was due {due}"),
        Some(due) => format!("by {due}"),
    };
    let metric = if entry.metric.is_set() { format!("; success: {}", entry.metric) } else { String::new() };
    let escalated = if entry.escalated { ", escalated" } else { "" };
    text::line(&format!("• {}, {due} ({}{escalated}){metric}", entry.title, entry.status.label()))
}

/// Blocks as lines; what has no lines of its own (tables, charts) stands in the report.
fn rendered(blocks: &[Block]) -> Vec<String> {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Heading { level, title } => {
                if *level > 1 {
                    lines.push(String::new());
                }
                lines.push(text::line(&title.plain()));
            }
            Block::Paragraph(words) | Block::Warning(words) => lines.push(text::line(&words.plain())),
            Block::Item { level, words } => lines.push(format!("{}• {}", "  ".repeat(usize::from(*level)), text::line(&words.plain()))),
            Block::Table(_) | Block::Chart(_) | Block::NewPage => {}
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::{facts, findings, history};

    #[test]
    fn a_summary_says_the_result_and_each_owners_actions_without_mark_up() {
        let history = history();
        let written = String::from_utf8(summary(&history, Some((&facts(), &findings())))).unwrap();
        assert!(written.starts_with("Renewal retro: ") && written.contains("\nIn short\n• "), "{written}");
        for action in history.session().actions.iter().filter(|action| !action.status.is_closed()) {
            assert!(written.contains(&format!("• {}", action.title)), "{written}");
        }
        assert!(written.lines().all(|line| !line.starts_with(['#', '|', '*', '-'])), "{written}");
        let without = String::from_utf8(summary(&history, None)).unwrap();
        assert!(without.starts_with("Renewal retro: ") && without.contains("•"), "{without}");
    }
}
