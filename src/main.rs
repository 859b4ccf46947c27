//! The `run-retro` program.

fn main() -> std::process::ExitCode {
    run_retro::cli::main()
}
