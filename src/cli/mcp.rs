//! `run-retro mcp`: what retros hold, for an assistant. The Model Context Protocol on standard input and output, a message a line, and
//! nothing else there.

mod catalogue;
mod desk;
mod lines;
mod page;
mod proposing;
mod protocol;
mod reader;
mod resources;
mod shapes;
mod tools;

use std::io::stdin;

use super::Context;
use super::args::McpArgs;
use crate::error::Result;
use crate::printed::print;
use desk::Desk;
use lines::Lines;

/// Answers until nobody asks any more.
///
/// # Errors
/// Nobody reads the answers, or the key of the pseudonyms cannot be kept.
pub(crate) fn run(context: &Context, args: &McpArgs) -> Result<()> {
    let mut desk = Desk::open(context, args)?;
    for line in Lines::of(stdin().lock()) {
        let answer = match line {
            Ok(line) => desk.hear(&line),
            Err(refused) => Some(refused.to_nobody()),
        };
        if let Some(answer) = answer {
            print(&answer.to_string())?;
        }
    }
    Ok(())
}
