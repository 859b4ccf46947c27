//! Where a session can go when its own folder does not take it.

use std::path::{Path, PathBuf};

use crate::store::{disk, files};

/// Sessions that had to go elsewhere stand below a folder of this name.
const RESCUED: &str = "run-retro-rescued";

/// Where the program was started, else among the temporary files.
pub(crate) fn places() -> Vec<PathBuf> {
    std::env::current_dir()
        .into_iter()
        .chain([std::env::temp_dir()])
        .map(|folder| folder.join(RESCUED))
        .filter(|place| !files::is_link(place))
        .collect()
}

/// A place to offer instead of `home`: one on another disk, if there is one.
pub(crate) fn elsewhere(home: &Path) -> String {
    let disk_of = |path: &Path| path.ancestors().find_map(|above| disk::look(above).ok().flatten());
    let own = disk_of(home);
    let is_other = |place: &&PathBuf| disk_of(place).zip(own).is_some_and(|(there, own)| !there.is_on_same_disk(&own));
    let places = places();
    places.iter().find(is_other).or(places.last()).map(|place| crate::domain::text::path(place)).unwrap_or_default()
}
