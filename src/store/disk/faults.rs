//! What tests do to a session's files: make a call fail, take fewer bytes, last long, or be noted. In no released program.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, PoisonError, RwLock};
use std::time::Duration;

use super::Op;

/// What a call comes to: how many bytes may be written, or the error. It may take its time, and it may panic.
pub(crate) type Plan = Arc<dyn Fn(Op, &Path) -> io::Result<usize> + Send + Sync>;

static PLANS: RwLock<Vec<(PathBuf, Plan)>> = RwLock::new(Vec::new());

/// Plans hold for what stands below their folder, until this is dropped.
#[cfg(test)]
pub(crate) struct Installed(PathBuf);

#[cfg(test)]
pub(crate) fn install(folder: &Path, plan: impl Fn(Op, &Path) -> io::Result<usize> + Send + Sync + 'static) -> Installed {
    PLANS.write().unwrap_or_else(PoisonError::into_inner).push((folder.to_owned(), Arc::new(plan)));
    Installed(folder.to_owned())
}

#[cfg(test)]
impl Drop for Installed {
    fn drop(&mut self) {
        PLANS.write().unwrap_or_else(PoisonError::into_inner).retain(|(folder, _)| *folder != self.0);
    }
}

pub(super) fn before(op: Op, path: &Path) -> io::Result<usize> {
    told(op, path)?;
    let plan = {
        let plans = PLANS.read().unwrap_or_else(PoisonError::into_inner);
        plans.iter().find(|(folder, _)| path.starts_with(folder)).map(|(_, plan)| Arc::clone(plan))
    };
    plan.map_or(Ok(usize::MAX), |plan| plan(op, path))
}

/// Names a file that tells a running program, call by call, what its disk does: a line each, `sync slow 40`, `sync hangs` (as long as
/// the line stands there) or `write 28` (the number of an error), and at its end perhaps the folder below which it holds.
const VARIABLE: &str = "RUN_RETRO_DISK_FAULTS";

fn told(called: Op, path: &Path) -> io::Result<()> {
    static FILE: LazyLock<Option<PathBuf>> = LazyLock::new(|| std::env::var_os(VARIABLE).map(PathBuf::from));
    let Some(file) = FILE.as_deref() else { return Ok(()) };
    let name = match called {
        Op::Write { .. } => "write",
        Op::Sync => "sync",
        Op::Create => "create",
        _ => return Ok(()),
    };
    let lines = std::fs::read_to_string(file).unwrap_or_default();
    for mut words in lines.lines().map(|line| line.split_whitespace().collect::<Vec<_>>()) {
        if let Some(folder) = words.pop_if(|word| word.starts_with('/'))
            && !path.starts_with(folder)
        {
            continue;
        }
        match words.as_slice() {
            [op, "slow", millis] if *op == name => std::thread::sleep(Duration::from_millis(millis.parse().unwrap_or(0))),
            [op, "hangs"] if *op == name => {
                std::thread::sleep(Duration::from_millis(20));
                return told(called, path);
            }
            [op, "panic"] if *op == name => panic!("a fault was asked for"),
            [op, number] if *op == name => return Err(io::Error::from_raw_os_error(number.parse().unwrap_or(5))),
            _ => {}
        }
    }
    Ok(())
}
