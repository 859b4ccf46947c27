//! Progress on stderr, once work takes long enough to wonder.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use crate::domain::progress::{Progress, Step};
use crate::printed;
use crate::runtime::os_signals::Interrupt;

/// Draws one line that renews itself, on a terminal only, and only after a moment.
pub(crate) struct TerminalProgress {
    started: Instant,
    state: Mutex<State>,
    interrupt: Interrupt,
}

#[derive(Default)]
struct State {
    drawn: Option<Instant>,
}

impl TerminalProgress {
    const PATIENCE: Duration = Duration::from_millis(400);
    const EVERY: Duration = Duration::from_millis(100);
}

#[expect(clippy::disallowed_methods, reason = "progress is about real time")]
impl Default for TerminalProgress {
    fn default() -> Self {
        Self { started: Instant::now(), state: Mutex::default(), interrupt: Interrupt::watch() }
    }
}

impl Progress for TerminalProgress {
    #[expect(clippy::disallowed_methods, reason = "progress is about real time")]
    fn step(&self, step: Step) {
        let now = Instant::now();
        let Ok(mut state) = self.state.try_lock() else { return };
        let too_soon = state.drawn.is_some_and(|drawn| now - drawn < Self::EVERY);
        if now - self.started < Self::PATIENCE || too_soon || !printed::is_heard() {
            return;
        }
        state.drawn = Some(now);
        printed::renew(&line(&step, now - self.started));
    }

    fn is_cancelled(&self) -> bool {
        self.interrupt.is_asked()
    }
}

impl Drop for TerminalProgress {
    fn drop(&mut self) {
        if self.state.get_mut().is_ok_and(|state| state.drawn.is_some()) {
            printed::renew("");
        }
    }
}

/// `Reading usage.csv ━━━━━━────  58 %  1,200,000 rows  3 s left`.
fn line(step: &Step, elapsed: Duration) -> String {
    const CELLS: usize = 24;
    let rows = if step.rows > 0 { format!("  {} rows", step.rows) } else { String::new() };
    let Some(share) = step.share() else { return format!("{} …{rows}  (^C stops)", step.label) };
    let filled = (share * CELLS as f64) as usize;
    let left = step.left(elapsed).map_or_else(String::new, |left| format!("  {:.0} s left", left.as_secs_f64()));
    let bar = format!("{}{}", "━".repeat(filled), "─".repeat(CELLS - filled));
    format!("{}  {bar}  {:.0} %{rows}{left}  (^C stops)", step.label, share * 100.0)
}
