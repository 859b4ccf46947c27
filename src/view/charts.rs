//! Charts in characters: legible at 80 columns and at 200, in every theme and in 16 colours. The
//! number always stands beside its bar; length, place and sign carry the meaning, colour only helps.

pub mod bars;
