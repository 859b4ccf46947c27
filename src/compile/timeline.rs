//! Contracts over time, made of whatever tells them, and the renewals that follow.

pub(crate) mod contract_lines;
pub(crate) mod departures;
pub(crate) mod derive;
pub(crate) mod intervals;
pub(crate) mod lines;
pub(crate) mod links;
pub(crate) mod months;
pub(crate) mod pairing;
pub(crate) mod restated;
pub(crate) mod rows;
pub(crate) mod shape;
pub(crate) mod snapshots;
pub(crate) mod subscriptions;
