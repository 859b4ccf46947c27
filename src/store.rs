//! What stays: sessions on disk, one folder each, and files that are written whole or not at all.

pub(crate) mod backup;
pub(crate) mod disk;
pub(crate) mod doctor;
pub(crate) mod drafts;
pub(crate) mod exports;
pub mod files;
pub(crate) mod forgetting;
pub mod handover;
pub(crate) mod held;
pub mod home;
pub(crate) mod inbox;
pub mod journal;
pub(crate) mod knowledge;
mod ledger;
pub(crate) mod named_data;
pub(crate) mod outsiders;
pub(crate) mod plans;
pub(crate) mod pulls;
pub mod sessions;
pub(crate) mod shared;
pub(crate) mod windows;

#[cfg(test)]
pub(crate) mod fixture;
