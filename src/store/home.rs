//! Where run-retro keeps what belongs to the user: sessions and configuration.
#![expect(clippy::disallowed_methods, reason = "the folder of what is kept is made here")]

use std::fs;
use std::path::PathBuf;

use directories::ProjectDirs;

use crate::error::{Error, Result};

/// Names one folder for everything (sessions, configuration, caches) in place of the system's own.
pub(crate) const HOME_VARIABLE: &str = "RUN_RETRO_HOME";

/// The user's folders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// Sessions stand in `sessions/` below it.
    pub data: PathBuf,
    /// `config.toml`, `themes/`, `agendas/` and `guides/` stand in it.
    pub config: PathBuf,
    /// What can be made anew at any time.
    pub cache: PathBuf,
}

impl Home {
    /// `RUN_RETRO_HOME` when it is set, else the folders the system has for this
    /// (`~/.local/share/run-retro` and `~/.config/run-retro` on Linux).
    ///
    /// # Errors
    /// When the system names no home folder and the variable is not set.
    pub(crate) fn locate() -> Result<Self> {
        if let Some(root) = std::env::var_os(HOME_VARIABLE).filter(|value| !value.is_empty()) {
            return Ok(Self::below(root));
        }
        let dirs = ProjectDirs::from("", "", "run-retro")
            .ok_or_else(|| Error::Other(format!("no home folder is known; set {HOME_VARIABLE} to a folder for your sessions")))?;
        Ok(Self { data: dirs.data_dir().into(), config: dirs.config_dir().into(), cache: dirs.cache_dir().into() })
    }

    /// Everything below one folder.
    pub fn below(root: impl Into<PathBuf>) -> Self {
        let root = root.into();
        Self { cache: root.join("cache"), data: root.clone(), config: root }
    }

    pub(crate) fn sessions(&self) -> PathBuf {
        self.data.join("sessions")
    }

    /// What can be searched across sessions; made of their journals, and of nothing else.
    pub(crate) fn knowledge(&self) -> PathBuf {
        self.data.join("knowledge.sqlite")
    }

    /// What was pulled from a warehouse, by segment.
    pub(crate) fn pulls(&self) -> PathBuf {
        self.data.join("pulled")
    }

    /// The folder that says what was written for no session; it is made where it is not there.
    ///
    /// # Errors
    /// It cannot be made.
    pub(crate) fn for_ledgers(&self) -> Result<PathBuf> {
        let remedy = "see that its folder can be written to";
        fs::create_dir_all(&self.data).map_err(|source| Error::io(&self.data, source, remedy))?;
        Ok(self.data.clone())
    }

    /// What assistants read, a line each.
    pub(crate) fn read_log(&self) -> PathBuf {
        self.data.join("mcp-log.jsonl")
    }

    /// The secret behind the pseudonyms of customers.
    pub(crate) fn pseudonym_key(&self) -> PathBuf {
        self.data.join("pseudonyms.key")
    }

    /// What this machine is called where a team shares retros.
    pub(crate) fn machine(&self) -> PathBuf {
        self.data.join("machine.json")
    }

    /// It is there as long as a sync failed last.
    pub(crate) fn sync_failed(&self) -> PathBuf {
        self.data.join("sync.failed")
    }

    pub(crate) fn config_file(&self) -> PathBuf {
        self.config.join("config.toml")
    }

    pub(crate) fn agendas(&self) -> PathBuf {
        self.config.join("agendas")
    }

    pub(crate) fn guides(&self) -> PathBuf {
        self.config.join("guides")
    }

    pub(crate) fn themes(&self) -> PathBuf {
        self.config.join("themes")
    }
}
