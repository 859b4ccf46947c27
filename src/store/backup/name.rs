//! Names in a backup: plain relative paths below the folders that are known, and nothing else.

use crate::domain::event::SessionId;
use crate::store::disk;
use crate::store::sessions;

/// What a file belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    Session,
    Pull,
    Config,
    Theme,
    Agenda,
    Guide,
}

impl Kind {
    pub(crate) const ALL: [Self; 6] = [Self::Session, Self::Pull, Self::Config, Self::Theme, Self::Agenda, Self::Guide];

    /// The folder in the archive.
    pub(crate) fn folder(self) -> &'static str {
        match self {
            Self::Session => "sessions",
            Self::Pull => "pulled",
            Self::Config => "config",
            Self::Theme => "themes",
            Self::Agenda => "agendas",
            Self::Guide => "guides",
        }
    }
}

/// What is restored together or not at all: a session, a pull, one file of the settings.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Unit {
    pub kind: Kind,
    /// Below the folder of its kind: `2026-Q3-all-0190`, `enterprise/2026-Q3-20261123T090000000`, `config.toml`.
    pub name: String,
}

const DEEPEST: usize = 16;
const LONGEST_PART: usize = 255;

/// The unit that a file of an archive belongs to, and its path in there (empty where the unit is the file). `None` for what no backup holds.
pub(crate) fn parse(name: &str) -> Option<(Unit, String)> {
    let parts: Vec<&str> = name.split('/').collect();
    if parts.len() > DEEPEST || !parts.iter().all(|part| is_plain(part)) {
        return None;
    }
    let unit = |kind, parts: &[&str]| Unit { kind, name: parts.join("/") };
    match parts.as_slice() {
        ["sessions", id, file @ ..] if !file.is_empty() && is_session(id) => {
            (*file != [sessions::LOCK]).then(|| (unit(Kind::Session, &[id]), file.join("/")))
        }
        ["pulled", segment, pull, file @ ..] if !file.is_empty() => Some((unit(Kind::Pull, &[segment, pull]), file.join("/"))),
        ["config", file] if is_setting(file) => Some((unit(Kind::Config, &[file]), String::new())),
        ["themes", file] => Some((unit(Kind::Theme, &[file]), String::new())),
        ["agendas", file] => Some((unit(Kind::Agenda, &[file]), String::new())),
        ["guides", file] => Some((unit(Kind::Guide, &[file]), String::new())),
        _ => None,
    }
}

/// The configuration, and what it may name beside itself.
pub(crate) fn is_setting(file: &str) -> bool {
    std::path::Path::new(file).extension().is_some_and(|ending| ending == "toml")
}

pub(crate) fn is_session(id: &str) -> bool {
    SessionId(id.to_owned()).is_plain()
}

/// One part of a path that leads one step down on every system, and is no half-written file.
pub(crate) fn is_plain(part: &str) -> bool {
    let is_dots = part.chars().all(|c| c == '.');
    let leads_elsewhere = |c: char| c.is_control() || matches!(c, '/' | '\\' | ':');
    !is_dots && part.len() <= LONGEST_PART && !part.contains(leads_elsewhere) && !is_device(part) && !disk::is_part(part)
}

/// Names that Windows takes for devices, whatever stands behind a dot.
fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let is_numbered = |kind: &str| stem.strip_prefix(kind).is_some_and(|n| n.len() == 1 && n.starts_with(|c: char| c.is_ascii_digit()));
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL") || is_numbered("COM") || is_numbered("LPT")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_below_a_folder_that_is_known_or_is_none() {
        for name in [
            "sessions/a-1/journal.jsonl",
            "sessions/a-1/journal (Mara's conflicted copy).jsonl",
            "pulled/großkunden/2026-Q3-20261123T090000000/history/health.csv",
            "config/config.toml",
            "config/warehouse.toml",
            "themes/dusk.toml",
            "agendas/60.toml",
            "guides/vote.toml",
        ] {
            assert!(parse(name).is_some(), "{name}");
        }
        for name in [
            "",
            "/etc/passwd",
            "../x",
            "sessions/../../x/y",
            "sessions/a/../../x",
            "sessions/a//x",
            "sessions/a/./x",
            "sessions/a/",
            "sessions/a",
            "sessions/a b/journal.jsonl",
            "sessions/.a/journal.jsonl",
            "sessions/a/lock",
            "sessions/a/.run-retro-x.part",
            "sessions/NUL/journal.jsonl",
            "sessions/a/con.jsonl",
            "sessions/a/COM1",
            "sessions/a/c:x",
            "sessions/a/x\\..\\y",
            "sessions\\a\\journal.jsonl",
            "pulled/a/b",
            "config/a/b.toml",
            "config/.bashrc",
            "themes/a/b.toml",
            "cache/sessions.json",
            "C:/x",
            "sessions/a/x\0y",
        ] {
            assert_eq!(parse(name), None, "{name}");
        }
        assert_eq!(parse(&format!("sessions/a/{}", "x/".repeat(20) + "x")), None);
        assert_eq!(parse(&format!("sessions/a/{}", "x".repeat(256))), None);
    }
}
