//! Commands that are the user's own: run with a time limit, ended with all they started, and never heard with their secrets.

pub(crate) mod client;
pub(crate) mod retries;
pub(crate) mod secrets;
mod stderr;
