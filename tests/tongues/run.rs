//! A rendering in a folder, and what the program makes of it.

pub mod all;
mod answer;
pub mod folder;
pub mod tally;
mod verdict;

pub use verdict::Verdict;

use std::path::PathBuf;

use crate::days::Day;
use crate::shape::Shape;
use crate::spell::tongue::Tongue;
use crate::truth::expected::Expected;

/// One rendering to try.
#[derive(Clone, Copy)]
pub struct Trial {
    pub seed: u64,
    pub shape: Shape,
    pub tongue: &'static Tongue,
}

impl Trial {
    pub fn key(&self) -> String {
        format!("{}:{}:{}", self.seed, self.shape.key(), self.tongue.key)
    }

    pub fn run(&self) -> Outcome {
        let folder = folder::write(self);
        let answer = answer::of(&folder.path, folder.as_of);
        let verdict = verdict::on(&answer, &folder.expected);
        if !matches!(verdict, Verdict::Wrong(_) | Verdict::Crashed(_)) && std::env::var_os("RETRO_TONGUES_ONE").is_none() {
            // What came out well needs no looking at.
            let _ = std::fs::remove_dir_all(&folder.path);
        }
        Outcome { trial: *self, verdict, folder: folder.path, as_of: folder.as_of, bytes: folder.bytes, expected: folder.expected }
    }
}

pub struct Outcome {
    pub trial: Trial,
    pub verdict: Verdict,
    pub folder: PathBuf,
    pub as_of: Day,
    pub bytes: usize,
    pub expected: Expected,
}
