//! What a program puts below a message that was replied to: how many replied and when last, glued together when it is copied.

use super::head;

/// `2 replies`, `1 reply Today at 10:19 AM`, `2 repliesLast reply today at 11:02 AMView thread`: all of the line is that.
pub(super) fn is_foot(line: &str) -> bool {
    let lower = line.to_lowercase();
    let bare = lower.trim().trim_end_matches('.');
    let rest = without_count(bare).unwrap_or(bare).trim();
    let rest = ["view thread", "show thread"].iter().find_map(|end| rest.strip_suffix(end)).unwrap_or(rest).trim();
    let when = rest.strip_prefix("last reply").unwrap_or(rest).trim();
    let is_begun = rest.len() < bare.len() || when.len() < rest.len();
    is_begun && (when.is_empty() || head::is_time(when) || is_ago(when))
}

/// The words, and the foot that is glued to their end: one that says when somebody replied last, so that no words of its sender are taken
/// for it.
pub(super) fn parted(line: &str) -> (&str, Option<&str>) {
    let begins = line.char_indices().filter(|(at, c)| c.is_ascii_digit() && !line[..*at].ends_with(|c: char| c.is_ascii_digit()));
    let is_glued = |tail: &str| tail.to_lowercase().contains("last reply") && is_foot(tail);
    match begins.map(|(at, _)| at).find(|at| *at > 0 && is_glued(&line[*at..])) {
        Some(at) => (line[..at].trim_end(), Some(&line[at..])),
        None => (line, None),
    }
}

/// Behind `2 replies`.
fn without_count(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_counted = rest.len() < line.len();
    ["replies", "reply"].iter().find_map(|word| rest.trim_start().strip_prefix(word)).filter(|_| is_counted)
}

/// `3 days ago`, `an hour ago`.
fn is_ago(when: &str) -> bool {
    when.strip_suffix(" ago").is_some_and(|span| span.split(' ').count() == 2)
}
