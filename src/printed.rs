//! What is printed outside the screen, on standard output and standard error. Nothing is printed in any other way (`clippy.toml`): names
//! of files, what stands in somebody's JSON and the words of errors come from outside, and a terminal obeys what it is sent.
#![expect(clippy::disallowed_methods, reason = "this is where text is printed")]

use std::io::{self, IsTerminal, Write, stderr, stdout};

use crate::domain::text;
use crate::error::{Error, Result};

/// Prints text on standard output, and ends its line.
///
/// # Errors
/// Nobody reads it any more, or the disk it goes to is full.
pub(crate) fn print(text: &str) -> Result<()> {
    write_to(&mut stdout().lock(), text).map_err(|source| Error::io("standard output", source, "nothing more was printed"))
}

/// [`print()`] for what is made as the bytes of a file.
///
/// # Errors
/// As [`print()`].
pub(crate) fn print_bytes(bytes: &[u8]) -> Result<()> {
    print(&String::from_utf8_lossy(bytes))
}

/// Says something on standard error, on a line of its own. Where nobody hears it, nothing else can be done about it.
pub fn tell(text: &str) {
    drop(write_to(&mut stderr().lock(), text));
}

/// Says something on standard error, and leaves room for an answer behind it.
pub(crate) fn ask(text: &str) {
    drop(write!(stderr(), "{} ", text::printable(text.trim_end())));
}

/// Shows a line on standard error in place of the last one shown so.
pub(crate) fn renew(line: &str) {
    drop(write!(stderr(), "\r\x1b[2K{}", text::clean(line, false)));
}

/// Whether a person sees what is printed.
pub(crate) fn is_seen() -> bool {
    stdout().is_terminal()
}

/// Whether a person sees what is told.
pub(crate) fn is_heard() -> bool {
    stderr().is_terminal()
}

fn write_to(out: &mut impl Write, text: &str) -> io::Result<()> {
    let text = text::printable(text);
    let end = if text.ends_with('\n') { "" } else { "\n" };
    out.write_all(text.as_bytes()).and_then(|()| out.write_all(end.as_bytes())).and_then(|()| out.flush())
}

#[cfg(test)]
mod tests {
    use clap_complete::Shell;

    use super::*;

    #[test]
    fn what_is_printed_is_obeyed_by_no_terminal_and_ends_its_line() {
        let mut out = Vec::new();
        write_to(&mut out, "a\x1b]52;c;aGFjaw==\x07b\n\u{202e}c").unwrap();
        assert_eq!(out, b"ab\nc\n");
    }

    #[test]
    fn what_is_our_own_is_printed_as_it_is() {
        for shell in [Shell::Bash, Shell::Elvish, Shell::Fish, Shell::PowerShell, Shell::Zsh] {
            let mut ours = Vec::new();
            clap_complete::generate(shell, &mut crate::cli::command(), "run-retro", &mut ours);
            let ours = String::from_utf8(ours).unwrap();
            assert_eq!(text::printable(&ours), ours, "{shell}");
        }
    }
}
