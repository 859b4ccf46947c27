//! Holding the program to a case.

pub mod case;
pub mod looked;
mod run;
