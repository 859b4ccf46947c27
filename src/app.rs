//! The app: what is on the screen and how messages change it. Pure; effects are returned as data.
//!
//! ```text
//! run-retro   Enterprise · 2026-Q3 · churn included                     ◷ 12:05   saved
//! 1 Check-in ── 2 Data ── [3 Patterns] ── 4 Insights ── 5 Actions ── 6 Documents ── 7 Close
//!
//!   the phase's screen (screens/*)                              │ guide, when shown
//!   or an overlay above it (overlays/*): renewals, account,     │
//!   evidence, help, a picker, a prompt, a form                  │
//!
//! Enter open  m move to reason  y accept  …                           what happened last
//! ```

pub(crate) mod agenda;
pub(crate) mod clocks;
pub(crate) mod command;
pub(crate) mod copying;
pub(crate) mod cursor;
pub mod drafts;
pub mod effect;
pub(crate) mod guide;
pub mod hiding;
pub(crate) mod input;
pub(crate) mod keymap;
pub(crate) mod leaving;
pub(crate) mod list;
pub mod mapping;
pub mod marks;
pub mod message;
pub mod model;
pub mod overlays;
pub mod own;
pub(crate) mod places;
pub(crate) mod presenting;
pub(crate) mod requests;
pub mod screens;
pub(crate) mod sharing;
pub mod standing;
pub(crate) mod target;
pub mod tools;
pub mod turn;
pub mod update;
pub(crate) mod waiting;
pub(crate) mod world;
