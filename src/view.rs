//! The screen: themes, styles, widgets and charts, and what each phase shows with them. Everything is drawn
//! from the model into a buffer, at any size; nothing here holds state of its own.

pub mod charts;
pub mod listing;
pub mod mapping;
pub mod overlays;
pub mod painter;
pub mod panels;
pub mod pen;
pub mod screens;
pub mod shell;
pub mod styles;
pub mod text;
pub mod theme;
mod waiting;
pub mod widgets;

#[cfg(test)]
pub mod testing;

pub use crate::app::marks;
pub use painter::Painter;
