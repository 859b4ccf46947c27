//! Holding the program to a case.

pub mod case;
mod run;
