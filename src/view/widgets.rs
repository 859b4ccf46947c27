//! Widgets: each draws one thing it is given, at any size, and never panics.
//!
//! Lists follow their selection (see [`scroll`]) and tell which row a place on the screen belongs to,
//! so that the mouse needs no state either.

pub mod cards;

pub mod digits;
pub mod empty;
pub mod field;
pub mod form;
pub mod guide;
pub mod headline;
pub mod help;
pub mod hints;
pub mod month;
pub mod overlay;
pub mod palette;
pub mod panel;
pub mod progress;
pub mod prompt;
pub mod scroll;
pub mod table;
pub mod tabs;
pub mod text_box;
pub mod timebox;
pub mod toast;
pub mod too_small;
