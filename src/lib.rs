//! run-retro: renewal retrospectives in the terminal.

// `pub` is what the program, its tests and its benchmarks use; whatever else nobody uses, the compiler then names.
#![warn(unreachable_pub)]

pub mod analysis;
pub mod app;
pub mod cli;
pub mod compile;
pub mod config;
pub mod domain;
pub mod error;
pub mod export;
pub(crate) mod hooks;
pub(crate) mod outside;
pub mod printed;
pub(crate) mod regular;
pub(crate) mod rpc;
pub mod runtime;
pub mod sample;
pub mod store;
pub mod telling;
pub mod view;
mod work;
