//! What screens are made of: themes, styles, widgets and charts. They draw what they are given into
//! a buffer, at any size, and hold no state of their own.

pub mod styles;
pub mod theme;
