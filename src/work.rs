//! Work that is counted: what a piece of input costs is told in steps (bytes looked at, names made, files opened), so that tests hold
//! it to the size of the input, on any machine. Outside tests nothing is counted.

#[cfg(test)]
thread_local! {
    static STEPS: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// So many steps were done on this thread.
#[cfg(test)]
pub(crate) fn done(steps: usize) {
    STEPS.with(|all| all.set(all.get() + steps as u64));
}

#[cfg(not(test))]
pub(crate) const fn done(_: usize) {}

/// How many steps `work` takes.
#[cfg(test)]
pub(crate) fn counted(work: impl FnOnce()) -> u64 {
    let before = STEPS.with(std::cell::Cell::get);
    work();
    STEPS.with(std::cell::Cell::get) - before
}

/// Holds work on inputs of the sizes n, 2n and 4n to less than three times as many steps each time.
///
/// # Panics
/// It takes more, or none is counted.
#[cfg(test)]
pub(crate) fn grows_in_step(work: impl FnMut(usize)) {
    grows_in_step_for("it", work);
}

/// [`grows_in_step`], of several inputs.
#[cfg(test)]
pub(crate) fn grows_in_step_for(what: &str, mut work: impl FnMut(usize)) {
    let steps: Vec<u64> = [1, 2, 4].map(|n| counted(|| work(n))).into();
    assert!(steps[0] > 0 && steps.windows(2).all(|pair| pair[1] < 3 * pair[0]), "{what}: steps for n, 2n and 4n: {steps:?}");
}
