//! Widgets: each draws one thing it is given, at any size, and never panics.
//!
//! Lists follow their selection (see [`scroll`]) and tell which row a place on the screen belongs to,
//! so that the mouse needs no state either.

pub(crate) mod cards;

pub(crate) mod digits;
pub(crate) mod empty;
pub(crate) mod field;
pub(crate) mod form;
pub(crate) mod guide;
pub(crate) mod headline;
pub(crate) mod help;
pub(crate) mod hints;
pub(crate) mod large;
pub(crate) mod month;
pub(crate) mod overlay;
pub(crate) mod palette;
pub(crate) mod panel;
pub(crate) mod passage;
pub(crate) mod progress;
pub(crate) mod prompt;
pub(crate) mod scroll;
pub(crate) mod table;
pub(crate) mod tabs;
pub(crate) mod text_box;
pub(crate) mod timebox;
pub(crate) mod toast;
pub(crate) mod too_small;
