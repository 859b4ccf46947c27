//! Contracts over time, made of whatever tells them, and the renewals that follow.

pub mod contract_lines;
pub mod derive;
pub mod intervals;
pub mod lines;
pub mod restated;
pub mod rows;
pub mod shape;
pub mod snapshots;
pub mod subscriptions;
