//! Opening a session to go on with it, or to look at it where that is all that can be done.

use std::io::stdin;

use super::{Context, mapping_screen};
use crate::domain::event::SessionId;
use crate::domain::missing::Cause;
use crate::domain::text;
use crate::error::{Error, Result};
use crate::printed;
use crate::store::sessions::{OpenSession, ReadSession, Sessions};

/// How a session can be gone on with.
pub(crate) enum Way {
    Write(OpenSession),
    Look(ReadSession),
}

/// Opens a session for writing. Where that cannot be, whoever is there is asked what to do instead.
///
/// # Errors
/// It can be opened in no way, or nobody said how.
pub(crate) fn open(context: &Context, sessions: &Sessions, id: &SessionId) -> Result<Way> {
    let opened = if context.args.mend { sessions.mend(id) } else { sessions.open(id) };
    let error = match opened {
        Ok(session) => return Ok(Way::Write(session)),
        Err(error) => error,
    };
    match wish(&error) {
        Wish::Mend => sessions.mend(id).map(Way::Write),
        Wish::Look => sessions.read(id).map(Way::Look),
        Wish::Leave => Err(error),
    }
}

enum Wish {
    /// Go on from before the damage.
    Mend,
    Look,
    Leave,
}

fn wish(error: &Error) -> Wish {
    let can_ask = mapping_screen::can_ask() && printed::is_heard();
    match error {
        Error::InUse { .. } if can_ask => in_use(&ask(&format!("{error}\nLook at it here, without writing? [Y/n] "))),
        Error::Incomplete { missing, .. } if missing.after == 0 => Wish::Leave,
        // A newer program's session is nothing to decide about: it is shown as far as it can be.
        Error::Incomplete { missing, .. } if missing.cause == Cause::Newer && printed::is_seen() => Wish::Look,
        Error::Incomplete { path, missing, .. } if can_ask => damaged(&ask(&format!(
            "{}: {}.\n  g  go on from step {after}; all behind it is kept beside the journal\n  l  look at it up to step {after}, and change nothing\n\
             g or l, anything else leaves: ",
            text::path(path),
            missing.told,
            after = missing.after
        ))),
        _ => Wish::Leave,
    }
}

fn in_use(answer: &str) -> Wish {
    if answer.starts_with('n') { Wish::Leave } else { Wish::Look }
}

fn damaged(answer: &str) -> Wish {
    match answer {
        "g" => Wish::Mend,
        "l" => Wish::Look,
        _ => Wish::Leave,
    }
}

/// Whether whoever is there says yes; `None` where nobody can be asked.
pub(crate) fn confirm(question: &str) -> Option<bool> {
    let can_ask = mapping_screen::can_ask() && printed::is_heard();
    can_ask.then(|| matches!(ask(&format!("{question} [y/N] ")).as_str(), "y" | "yes"))
}

/// The answer of whoever is there, in lower case; `no` where nobody answers.
fn ask(question: &str) -> String {
    printed::ask(question);
    let mut answer = String::new();
    match stdin().read_line(&mut answer) {
        Ok(1..) => answer.trim().to_lowercase(),
        _ => "no".to_owned(),
    }
}
