//! A file's path as it is typed, pasted, or left by a terminal into which the file was dropped.

use std::borrow::Cow;
use std::path::{MAIN_SEPARATOR, PathBuf};

use super::text;

/// How a saved chat or transcript is called that is named without its folder.
const ENDINGS: [&str; 4] = [".txt", ".vtt", ".srt", ".md"];

/// The path that a line is, all of it: from a root, the home or a folder, or one word that ends as saved chats do. Words are none.
pub(crate) fn path(written: &str) -> Option<PathBuf> {
    let line = written.trim();
    if line.is_empty() || line.lines().count() > 1 {
        return None;
    }
    let quoted = ['"', '\''].iter().find_map(|mark| line.strip_prefix(*mark)?.strip_suffix(*mark));
    let plain = match (line.strip_prefix("file://"), quoted) {
        (Some(address), _) => unescaped_address(address)?,
        (None, Some(inner)) => Cow::Borrowed(inner),
        (None, None) => unescaped(line),
    };
    is_path(&plain).then(|| PathBuf::from(text::line(&plain)))
}

fn is_path(words: &str) -> bool {
    let lower = words.to_lowercase();
    let begins = |start: &str| words.strip_prefix(start).is_some_and(|rest| rest.starts_with(|c: char| !c.is_whitespace()));
    let is_drive = words.len() > 3 && words.as_bytes()[0].is_ascii_alphabetic() && matches!(words.get(1..3), Some(":\\" | ":/"));
    let is_rooted = is_drive || ["~/", "./", "../", "\\\\"].iter().any(|start| begins(start));
    // A single slash begins words as well (`/ month`, `//`).
    let is_from_root = begins("/") && !words.starts_with("//");
    let is_name =
        !words.contains(char::is_whitespace) && ENDINGS.iter().any(|ending| lower.len() > ending.len() && lower.ends_with(ending));
    is_rooted || is_from_root || is_name
}

/// Terminals put a backslash before blanks and marks of the shell; where it parts folders, it stays.
fn unescaped(line: &str) -> Cow<'_, str> {
    if MAIN_SEPARATOR == '\\' || !line.starts_with(['/', '~', '.']) || !line.contains('\\') {
        return Cow::Borrowed(line);
    }
    let mut plain = String::with_capacity(line.len());
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        plain.extend(if c == '\\' { chars.next() } else { Some(c) });
    }
    Cow::Owned(plain)
}

/// `/home/ana/chat%20of%20today.txt`, with or without a host before it.
fn unescaped_address(address: &str) -> Option<Cow<'_, str>> {
    let path = &address[address.find('/')?..];
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        let code = (*first == b'%').then(|| after.get(..2)).flatten().and_then(|code| std::str::from_utf8(code).ok());
        let byte = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    let path = String::from_utf8(bytes).ok()?;
    // `file:///C:/chat.txt`
    let is_drive = path.len() > 2 && path.as_bytes()[1].is_ascii_alphabetic() && path.as_bytes()[2] == b':';
    Some(Cow::Owned(if is_drive { path[1..].to_owned() } else { path }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_read_however_a_terminal_leaves_it() {
        for (written, path) in [
            ("/home/ana/chat.txt", "/home/ana/chat.txt"),
            (" '/home/ana/chat of today.txt' ", "/home/ana/chat of today.txt"),
            ("\"~/Zoom/chat.txt\"", "~/Zoom/chat.txt"),
            ("file:///home/ana/chat%20of%20today.txt", "/home/ana/chat of today.txt"),
            ("file://laptop/home/ana/100%25.vtt", "/home/ana/100%.vtt"),
            ("file:///C:/Users/ana/chat.txt", "C:/Users/ana/chat.txt"),
            ("C:\\Users\\Ana Lopez\\chat.txt", "C:\\Users\\Ana Lopez\\chat.txt"),
            ("../chat.vtt", "../chat.vtt"),
            ("meeting_saved_chat.TXT", "meeting_saved_chat.TXT"),
        ] {
            assert_eq!(super::path(written), Some(PathBuf::from(path)), "{written}");
        }
        #[cfg(unix)]
        assert_eq!(path("/home/ana/chat\\ of\\ \\(today\\).txt"), Some("/home/ana/chat of (today).txt".into()));
    }

    #[test]
    fn words_are_no_path() {
        for words in [
            "",
            "/ month is too dear",
            "// later",
            "~ 20 % uplift",
            "and/or",
            "Price/value",
            "the export.txt nobody reads",
            "Q3/Q4",
            "C: drive",
        ] {
            assert_eq!(path(words), None, "{words}");
        }
        assert_eq!(path("/a\n/b"), None, "two lines are a list");
    }
}
