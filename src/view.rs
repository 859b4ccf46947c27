//! What screens are made of: themes, styles, widgets and charts. They draw what they are given into
//! a buffer, at any size, and hold no state of their own.

pub mod charts;
pub mod figures;
pub mod marks;
pub mod pen;
pub mod styles;
pub mod text;
pub mod theme;
pub mod widgets;

#[cfg(test)]
pub mod testing;
