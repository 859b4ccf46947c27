//! The retro itself: pure types and rules. No files, no clock, no screen.

pub(crate) mod account_history;
pub mod action;
pub mod agenda;
pub(crate) mod alike;
pub(crate) mod arr_sums;
pub(crate) mod budget;
pub(crate) mod calendar;
pub mod card;
pub(crate) mod chat;
pub(crate) mod clocks;
pub(crate) mod correction;
pub mod difference;
pub(crate) mod digest;
pub(crate) mod dropped;
pub(crate) mod effect;
pub mod event;
pub mod facts;
pub(crate) mod file_name;
pub(crate) mod forgetting;
pub(crate) mod group;
pub(crate) mod guardrail;
pub(crate) mod headline;
pub mod held;
pub mod hook;
pub mod house;
pub mod knowledge;
pub(crate) mod lines;
pub(crate) mod measure;
pub mod missing;
pub mod money;
pub mod person;
pub mod phase;
pub(crate) mod plan;
pub(crate) mod playbook;
pub(crate) mod prediction;
pub mod progress;
pub mod proposal;
pub mod pseudonym;
pub mod quality;
pub(crate) mod question;
pub mod reason;
pub mod redaction;
pub mod renewal;
pub mod request;
pub(crate) mod restated;
pub mod roster;
pub(crate) mod rules;
pub mod scope;
pub mod session;
pub mod share;
pub mod shared_list;
mod short_names;
pub mod sign_off;
mod spelled;
pub mod target;
pub(crate) mod text;
pub(crate) mod timer;
pub mod topic;
pub(crate) mod votes;
pub mod window;
pub mod wish;
pub(crate) mod year;

/// A name shared by many rows (a segment, an owner, a product): interned once, cloned cheaply. One word wide, for
/// every renewal holds a dozen of them.
pub type Name = arcstr::ArcStr;

/// What stands where the data names nothing.
pub const NOT_RECORDED: &str = "not recorded";
