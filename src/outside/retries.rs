//! What fails is tried again, after growing pauses.

use std::time::Duration;

use crate::domain::guardrail::MAX_RETRIES;

/// Does something, and twice more where it `may_pass` another time. The pause before the second retry is four times that before the
/// first. It comes with how often it was tried.
///
/// # Errors
/// The last failure, or why a pause was not waited for.
pub(crate) fn tried<T, E>(
    pause_seconds: u64,
    run: &mut dyn FnMut() -> Result<T, E>,
    may_pass: impl Fn(&E) -> bool,
    pause: &mut dyn FnMut(Duration) -> Result<(), E>,
) -> (Result<T, E>, u32) {
    for retry in 0..MAX_RETRIES {
        match run() {
            Err(failed) if may_pass(&failed) => {
                if let Err(called_off) = pause(Duration::from_secs(pause_seconds.saturating_mul(4_u64.pow(retry)))) {
                    return (Err(called_off), retry + 1);
                }
            }
            done => return (done, retry + 1),
        }
    }
    (run(), MAX_RETRIES + 1)
}
