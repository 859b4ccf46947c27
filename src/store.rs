//! What stays: sessions on disk, one folder each, and files that are written whole or not at all.

pub mod backup;
pub mod disk;
pub mod doctor;
pub mod drafts;
pub mod exports;
pub mod files;
pub mod handover;
pub mod held;
pub mod home;
pub mod inbox;
pub mod journal;
mod ledger;
pub mod plans;
pub mod pulls;
pub mod sessions;

#[cfg(test)]
pub(crate) mod fixture;
