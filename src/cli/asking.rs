//! A command that wants something of a session. Where no other program holds the session, the command becomes its holder; else it
//! asks the holder, by the session's inbox.
#![expect(clippy::disallowed_methods, reason = "waits for an answer in real time")]

use std::time::{Duration, Instant};

use super::{Context, plan_on};
use crate::domain::event::SessionId;
use crate::domain::request::{Answer, Request};
use crate::domain::wish::Wish;
use crate::error::{Error, Result};
use crate::runtime;
use crate::store::inbox::Inbox;
use crate::store::sessions::OpenSession;

/// A program that holds the session answers within a second.
const PATIENCE: Duration = Duration::from_secs(5);
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// What a wish came to.
///
/// # Errors
/// It was refused, and why; nobody answered, and where it waits.
pub(crate) fn ask(context: &Context, id: &SessionId, by: &str, wish: Wish) -> Result<String> {
    let inbox = Inbox::of(&context.sessions().folder(id));
    let request = Request::new(runtime::now(), by, wish);
    // Who asks again before there was an answer asks the same.
    let request = inbox.waiting().into_iter().filter_map(|(_, waits)| waits.ok()).find(|waits| waits.asks_as(&request)).unwrap_or(request);
    let answer = match context.sessions().open(id) {
        Ok(mut session) => hold(&mut session, &request)?,
        Err(Error::InUse { .. }) => ask_holder(context, id, &request)?,
        Err(error) => return Err(error),
    };
    match answer {
        Answer::Admitted { told, .. } => Ok(told),
        Answer::Refused { why } => Err(Error::Other(why)),
    }
}

/// What waited longer comes first.
fn hold(session: &mut OpenSession, own: &Request) -> Result<Answer> {
    let before = session.history.clone();
    let answer = hold_all(session, own);
    plan_on::follow(&session.folder, &before, &session.history);
    answer
}

fn hold_all(session: &mut OpenSession, own: &Request) -> Result<Answer> {
    let inbox = Inbox::of(&session.folder);
    for (id, request) in inbox.waiting() {
        let answer = match request {
            Ok(request) => grant(session, &request)?,
            Err(why) => Answer::Refused { why },
        };
        // Who cannot be answered keeps nobody else from it.
        drop(inbox.answer(&id, &answer));
    }
    grant(session, own)
}

fn grant(session: &mut OpenSession, request: &Request) -> Result<Answer> {
    let (answer, records) = request.take_in(&mut session.history, runtime::now());
    session.journal.append(&records)?;
    Ok(answer)
}

fn ask_holder(context: &Context, id: &SessionId, request: &Request) -> Result<Answer> {
    let inbox = Inbox::of(&context.sessions().folder(id));
    inbox.put(request)?;
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        std::thread::sleep(LOOK_EVERY);
        if let Some(answer) = inbox.take_answer(&request.id) {
            return Ok(answer);
        }
        // It may have ended meanwhile: then the request is one of those that wait.
        if let Ok(mut session) = context.sessions().open(id) {
            let answer = hold(&mut session, request)?;
            drop(inbox.take_answer(&request.id));
            return Ok(answer);
        }
    }
    Err(Error::Other(format!("session {id} is open in another window, which has not answered yet; it will do this when it next can")))
}
