//! The retro itself: pure types and rules. No files, no clock, no screen.

pub mod account_history;
pub mod action;
pub mod agenda;
pub mod arr_sums;
pub mod budget;
pub mod calendar;
pub mod card;
pub mod chat;
pub mod clocks;
pub mod correction;
pub mod difference;
pub mod digest;
pub mod event;
pub mod facts;
pub mod file_name;
pub mod group;
pub mod guardrail;
pub mod headline;
pub mod held;
pub mod lines;
pub mod missing;
pub mod money;
pub mod person;
pub mod phase;
pub mod plan;
pub mod prediction;
pub mod progress;
pub mod quality;
pub mod question;
pub mod reason;
pub mod renewal;
pub mod request;
pub mod roster;
pub mod rules;
pub mod scope;
pub mod session;
pub mod sign_off;
pub mod target;
pub mod text;
pub mod timer;
pub mod topic;
pub mod votes;
pub mod window;
pub mod wish;
pub mod year;

/// A name shared by many rows (a segment, an owner, a product): interned once, cloned cheaply. One word wide, for
/// every renewal holds a dozen of them.
pub type Name = arcstr::ArcStr;

/// What stands where the data names nothing.
pub const NOT_RECORDED: &str = "not recorded";
