//! What in a message is not its sender's words: quotes of what is replied to, reactions, marks that a program adds.

use crate::domain::text;

pub(crate) enum Words {
    /// Somebody's thumb, not their words.
    Reaction,
    /// A line each; bullets are lines of their own, other lines of a message are one.
    Own(Vec<String>),
}

/// The words of a message's sender.
pub(crate) fn own_words(lines: &[String]) -> Words {
    let first = lines.iter().map(|line| line.trim()).find(|line| !line.is_empty()).unwrap_or_default();
    if is_reaction(first) {
        return Words::Reaction;
    }
    let without_quote = lines.iter().map(|line| line.trim()).filter(|line| !is_quote(line) && !is_added(line));
    let mut own: Vec<String> = Vec::new();
    let mut is_list = false;
    for line in without_quote.filter(|line| !line.is_empty()) {
        let bare = bulleted(line);
        // What follows a bullet is indented into it; what follows words goes on with them.
        match own.last_mut() {
            Some(last) if bare.is_none() && !is_list => *last = format!("{last} {line}"),
            _ => own.push(bare.unwrap_or(line).to_owned()),
        }
        is_list = bare.is_some();
    }
    let cleaned = own.iter().map(|line| text::line(line.strip_suffix("(edited)").unwrap_or(line)));
    Words::Own(cleaned.filter(|line| !line.is_empty()).collect())
}

fn is_reaction(line: &str) -> bool {
    let is_of = |verb: &str| line.strip_prefix(verb).is_some_and(|rest| rest.contains(['"', '“', '”']));
    is_of("Reacted to ") || is_of("Removed a ") || is_of("Liked ") || is_of("Loved ") || is_of("Hat auf ")
}

/// What is replied to stands before the reply, in the words of whoever said it.
fn is_quote(line: &str) -> bool {
    let begins = ["Replying to \"", "Replying to “", "Replied to \"", "In reply to ", "Antwort auf \"", "Antwort auf „"];
    begins.iter().any(|begin| line.starts_with(begin)) || line.starts_with("> ")
}

/// What a program puts below a message: counts of reactions, threads.
fn is_added(line: &str) -> bool {
    let lower = line.to_lowercase();
    let is_thread = |word: &str| lower.split_once(' ').is_some_and(|(n, rest)| n.parse::<u32>().is_ok() && rest == word);
    let is_mark = |word: &str| {
        let is_named = word.len() > 2 && word.starts_with(':') && word.ends_with(':');
        let is_emoji = !word.is_empty() && word.chars().all(|c| !c.is_ascii() && !c.is_alphanumeric());
        is_named || is_emoji
    };
    let words: Vec<&str> = line.split_whitespace().collect();
    // A thumb with a count below a message is no message; an emoji alone may be all that somebody said, and says nothing here.
    let is_marks = !words.is_empty()
        && words.iter().any(|word| is_mark(word))
        && words.iter().all(|word| is_mark(word) || word.parse::<u32>().is_ok());
    is_marks || is_thread("reply") || is_thread("replies") || ["view thread", "(edited)", "edited", "new"].contains(&lower.as_str())
}

/// The words behind a bullet or a list's number.
fn bulleted(line: &str) -> Option<&str> {
    let behind = line.strip_prefix(['-', '*', '•', '–', '·', '▪', '◦']).or_else(|| {
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
        (rest.len() < line.len() && line.len() - rest.len() <= 2).then(|| rest.strip_prefix(['.', ')']))?
    })?;
    behind.starts_with(char::is_whitespace).then(|| behind.trim()).filter(|words| !words.is_empty())
}
