//! Accounts, renewals and what belongs to them brought together as [`Facts`](crate::domain::facts::Facts).

pub mod accounts;
pub mod ahead;
pub mod anchors;
pub mod assemble;
pub mod attributes;
pub mod counts;
pub mod currencies;
pub mod decision;
pub mod doubts;
pub mod health;
pub mod known;
pub mod link;
pub mod measures;
pub mod names;
pub mod notes;
pub mod past;
pub mod plays;
pub mod population;
pub mod quality;
pub mod reasons;
pub mod registry;
pub mod renewal_row;
pub mod renewals;
pub mod signals;
pub mod tickets;
pub mod usage;
