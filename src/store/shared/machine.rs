//! What this machine is called in the shared folder.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::text;
use crate::error::{Error, Result};
use crate::regular;
use crate::store::files;
use crate::store::home::Home;
use crate::store::sessions::slug;

/// Letters that tell machines of one name apart.
const TAIL: usize = 6;

/// Kept in the user's data folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Machine {
    /// `laptop-3f9a1c`: its file is called so, and the numbers that it gives out follow from it.
    pub id: String,
    /// Its name on the network as it was then: a copied home on another machine is another machine.
    host: String,
}

impl Machine {
    /// This machine; it is given a name where it has none.
    ///
    /// # Errors
    /// The name cannot be kept: another one each time would make it another machine each time.
    pub(crate) fn of(home: &Home, called: Option<&str>) -> Result<Self> {
        let host = host();
        if let Some(known) = Self::known(home).filter(|known| known.host == host) {
            return Ok(known);
        }
        let unique = Uuid::new_v7(uuid::Timestamp::now(uuid::NoContext)).simple().to_string();
        let name = slug(called.unwrap_or(&host)).to_lowercase();
        let machine = Self { id: format!("{name}-{}", &unique[unique.len() - TAIL..]), host };
        let bytes = serde_json::to_vec(&machine).map_err(|error| Error::Other(error.to_string()))?;
        files::write_private(&home.machine(), &bytes)?;
        Ok(machine)
    }

    /// The name that it was given, if it was given one.
    pub(crate) fn known(home: &Home) -> Option<Self> {
        let bytes = files::read_if_there(&home.machine()).ok().flatten()?;
        let machine: Self = serde_json::from_slice(&bytes).ok()?;
        let is_plain = machine.id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') && !machine.id.is_empty();
        is_plain.then_some(machine)
    }
}

/// The machine's name on the network, as far as it says it.
fn host() -> String {
    let from_file = ["/proc/sys/kernel/hostname", "/etc/hostname"].into_iter().find_map(|path| regular::read_text(path.as_ref()).ok());
    let from_shell = || ["HOSTNAME", "COMPUTERNAME"].into_iter().find_map(|variable| std::env::var(variable).ok());
    let name = from_file.or_else(from_shell).map(|name| text::line(&name)).filter(|name| !name.is_empty());
    name.unwrap_or_else(|| "machine".to_owned())
}
