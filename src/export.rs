//! What leaves the program: each format is a pure function to bytes; the runtime writes them.

mod csv;
mod format;
pub(crate) mod html;
mod markdown;
pub mod plan;
mod playbook;
pub(crate) mod pptx;
pub mod report_html;
pub mod report_json;
pub mod report_md;
pub(crate) mod schema;
pub(crate) mod session_json;
pub(crate) mod settings;
mod text;
mod tracker;
pub mod transcript;
pub(crate) mod watch_list;

#[cfg(test)]
pub(crate) mod fixture;

use crate::analysis::findings::Findings;
use crate::domain::facts::Facts;
use crate::domain::file_name;
use crate::domain::session::History;
use crate::telling::report::deck::Audience;

pub(crate) use format::Format;
pub(crate) use playbook::{claims as playbook_claims, markdown as playbook};
pub(crate) use settings::{Settings, base64};
pub(crate) use text::{reminders, summary};

pub(crate) use tracker::ics_reminders;
pub(crate) use tracker::{cells as tracker_cells, columns as tracker_columns};

use csv::for_spreadsheets;

/// What exports are made from: a session, and its data with what was found in it where that can be read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Material<'a> {
    pub history: &'a History,
    pub data: Option<(&'a Facts, &'a Findings)>,
    /// Whom the deck is for; `None` is for all.
    pub audience: Option<Audience>,
    pub settings: &'a Settings,
    /// The session with what it was held on, packed; made only where it is asked for.
    pub packed: Option<&'a [u8]>,
}

/// One file of an export.
pub(crate) struct File {
    pub name: &'static str,
    /// What it holds, for people.
    pub what: &'static str,
    /// `None` when the material has nothing for this file.
    pub write: fn(&Material) -> Option<Vec<u8>>,
}

/// Every file of an export folder.
pub(crate) const FILES: [File; 16] = [
    File {
        name: "report.md",
        what: "metrics, insights, improvement themes",
        write: |m| m.data.map(|(facts, findings)| report_md::report(facts, findings, Some(m.history))),
    },
    File {
        name: "report.html",
        what: "the same as a page, with charts",
        write: |m| m.data.map(|(facts, findings)| report_html::branded(facts, findings, Some(m.history), &m.settings.brand)),
    },
    File {
        name: "report.json",
        what: "the same figures for machines",
        write: |m| m.data.map(|(facts, findings)| report_json::report(facts, findings, Some(m.history))),
    },
    File {
        name: "deck.pptx",
        what: "the same as slides, with sections for CS, product, finance and leadership",
        write: |m| m.data.and_then(|(facts, findings)| pptx::report(facts, findings, Some(m.history), m.audience, &m.settings.brand)),
    },
    File { name: "actions.csv", what: "the action tracker", write: |m| Some(for_spreadsheets(tracker::csv(m.history, m.settings))) },
    File {
        name: "actions.xlsx",
        what: "the same as a workbook, with lists and filters",
        write: |m| tracker::workbook(m.history, m.settings),
    },
    File { name: "actions.ics", what: "due dates for a calendar, with reminders", write: |m| tracker::calendar(m.history) },
    File { name: "actions-jira.csv", what: "what is still to do, for import into Jira", write: |m| tracker::jira(m.history) },
    File { name: "summary.txt", what: "the result and who does what, for a mail or a chat", write: |m| Some(summary(m.history, m.data)) },
    File {
        name: "watch-list.csv",
        what: "renewals ahead, with the signs they carry",
        write: |m| {
            let rows = m.data.map(|(_, findings)| &findings.watch).filter(|watch| !watch.rows.is_empty());
            rows.map(|watch| for_spreadsheets(watch_list::csv(watch)))
        },
    },
    File {
        name: "corrections.csv",
        what: "what the room corrected, a line for the source system each",
        write: |m| m.data.and_then(|(facts, _)| csv::corrections(facts)),
    },
    File {
        name: "transcript.md",
        what: "who said and did what, phase by phase",
        write: |m| Some(transcript::transcript_of(m.history, m.data.map(|(facts, _)| facts))),
    },
    File { name: "session.json", what: "the whole session", write: |m| Some(session_json::session(m.history)) },
    File { name: "session.run-retro", what: "the session with its data, to go on with elsewhere", write: |m| m.packed.map(<[u8]>::to_vec) },
    File {
        name: "rejects.csv",
        what: "rows and values that could not be used, and why",
        write: |m| m.data.and_then(|(facts, _)| csv::rejects(&facts.quality.unread()).map(for_spreadsheets)),
    },
    File {
        name: "lost-accounts.csv",
        what: "who was lost or shrank, with reasons and signs",
        write: |m| m.data.and_then(|(_, findings)| csv::lost_accounts(&findings.lost_accounts).map(for_spreadsheets)),
    },
];

/// What is written of a session where nobody says which formats, without writing it: what stands in no list is in no folder.
pub(crate) fn published<'m>(material: &'m Material) -> impl Iterator<Item = &'static File> + use<'m> {
    let is_usual = |file: &&File| Format::USUAL.iter().any(|format| format.is_of(file.name));
    FILES.iter().filter(is_usual).filter(move |file| has(file.name, material))
}

/// Whether there is anything for a file. Reports are long to write, so what they need is asked instead.
fn has(name: &str, material: &Material) -> bool {
    match name {
        "report.md" | "report.html" | "report.json" | "deck.pptx" => material.data.is_some(),
        "actions.csv" | "summary.txt" | "transcript.md" | "session.json" => true,
        "watch-list.csv" => material.data.is_some_and(|(_, findings)| !findings.watch.rows.is_empty()),
        "lost-accounts.csv" => material.data.is_some_and(|(_, findings)| !findings.lost_accounts.is_empty()),
        _ => FILES.iter().find(|file| file.name == name).is_some_and(|file| (file.write)(material).is_some()),
    }
}

/// All files of a session's export, by name. Without data (the folder is gone) there is no report, but all the rest.
pub fn files(history: &History, data: Option<(&Facts, &Findings)>) -> Vec<(String, Vec<u8>)> {
    files_as(&Format::USUAL, &Material { history, data, audience: None, settings: &Settings::default(), packed: None })
}

/// Those of them that are written in one of these formats.
pub(crate) fn files_as(formats: &[Format], material: &Material) -> Vec<(String, Vec<u8>)> {
    // A session that is not whole takes no whole one's place.
    let name = |file: &str| if material.history.missing().is_some() { file_name::incomplete(file) } else { file.to_owned() };
    let wanted = |file: &&File| formats.iter().any(|format| format.is_of(file.name));
    FILES.iter().filter(wanted).filter_map(|file| Some((name(file.name), (file.write)(material)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_to_be_published_is_what_is_written() {
        let history = fixture::history();
        let (facts, findings, settings) = (fixture::facts(), fixture::findings(), Settings::default());
        for data in [Some((&facts, &findings)), None] {
            let material = Material { history: &history, data, audience: None, settings: &settings, packed: None };
            let said: Vec<&str> = published(&material).map(|file| file.name).collect();
            let written: Vec<String> = files(&history, data).into_iter().map(|(name, _)| name).collect();
            assert_eq!(said, written);
        }
    }
}
