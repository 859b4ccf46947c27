//! `run-retro mcp`: what retros hold, for an assistant. The Model Context Protocol on standard input and output, a message a line, and
//! nothing else there.

mod catalogue;
mod desk;
mod page;
mod proposing;
mod reader;
mod resources;
mod shapes;
mod tools;

use std::io::stdin;

use super::Context;
use super::args::McpArgs;
use crate::error::Result;
use crate::printed::print;
use crate::rpc::lines::{Lines, Unreadable};
use crate::rpc::{INVALID_REQUEST, PARSE_ERROR, Refused};
use desk::Desk;

/// No message is longer.
const MOST: usize = 1 << 20;

/// Answers until nobody asks any more.
///
/// # Errors
/// Nobody reads the answers, or the key of the pseudonyms cannot be kept.
pub(crate) fn run(context: &Context, args: &McpArgs) -> Result<()> {
    let mut desk = Desk::open(context, args)?;
    for line in Lines::of(stdin().lock(), MOST) {
        let answer = match line {
            Ok(line) => desk.hear(&line),
            Err(why) => Some(refused(why).to_nobody()),
        };
        if let Some(answer) = answer {
            print(&answer.to_string())?;
        }
    }
    Ok(())
}

fn refused(why: Unreadable) -> Refused {
    match why {
        Unreadable::TooLong(most) => Refused::new(INVALID_REQUEST, format!("no message is longer than {most} bytes")),
        Unreadable::NoText => Refused::new(PARSE_ERROR, "this is no text in UTF-8"),
    }
}
