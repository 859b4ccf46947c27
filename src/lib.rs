//! run-retro: renewal retrospectives in the terminal.

pub mod analysis;
pub mod app;
pub mod cli;
pub mod compile;
pub mod config;
pub mod domain;
pub mod error;
pub mod export;
pub mod outside;
pub mod printed;
pub mod regular;
pub mod runtime;
pub mod sample;
pub mod store;
pub mod telling;
pub mod view;
mod work;
