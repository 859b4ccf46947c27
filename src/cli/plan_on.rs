//! The plan file follows what a command does in a session, as it follows the screen. What its steps changed is put into the plan as it was
//! written last: the figures in it need not be worked out anew for that.

use std::path::Path;

use serde_json::Value;

use crate::domain::plan::merge::merge;
use crate::domain::session::History;
use crate::domain::text;
use crate::export::plan;
use crate::printed::tell;
use crate::store::plans;

/// What is not written is told, and keeps nothing from being done.
pub(super) fn follow(session: &Path, before: &History, after: &History) {
    if before.last_seq() == after.last_seq() {
        return;
    }
    let of = |history: &History| serde_json::to_value(plan::plan(history, None, None)).unwrap_or_default();
    let (was, is): (Value, Value) = (of(before), of(after));
    match plans::bring_on(session, after.last_seq(), |own| merge(&was, &is, own).plan) {
        Ok(None) => {}
        Ok(Some(theirs)) => tell(&format!("run-retro: {}", theirs.told())),
        Err(error) => tell(&format!("run-retro: the plan is as it was: {}", text::line(&error.to_string()))),
    }
}
