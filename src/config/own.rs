//! A user's own agendas and guides with the bundled ones, as the app takes them.

use std::path::Path;

use super::{agendas, guides};
use crate::app::own::Own;

/// Those in these folders; what has a mistake in it is left out and named.
pub(crate) fn own(agendas: &Path, guides: &Path) -> Own {
    let all = agendas::all(agendas);
    let (guides, flawed) = guides::all(guides);
    let flawed = all.flawed.iter().map(|(_, error)| error).chain(&flawed).map(ToString::to_string).collect();
    Own { agendas: all.known.into_iter().map(|known| known.agenda).collect(), guides, flawed }
}
