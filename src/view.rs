//! The screen: themes, styles, widgets and charts, and what each phase shows with them. Everything is drawn
//! from the model into a buffer, at any size; nothing here holds state of its own.

pub(crate) mod charts;
pub(crate) mod listing;
pub(crate) mod mapping;
pub(crate) mod overlays;
pub(crate) mod painter;
pub(crate) mod panels;
pub(crate) mod pen;
mod present;
pub(crate) mod screens;
pub(crate) mod shell;
pub mod styles;
pub(crate) mod text;
pub mod theme;
pub(crate) mod veil;
mod waiting;
pub(crate) mod widgets;

#[cfg(test)]
pub(crate) mod testing;

pub use crate::app::marks;
pub use painter::Painter;
