//! What lets an assistant use this program: a skill, and the command file with the inputs of a retro.

use std::path::Path;

use super::Context;
use crate::domain::text;
use crate::error::Result;
use crate::printed::{print, tell};
use crate::store::exports;

const FILES: [(&str, &str); 2] = [("SKILL.md", include_str!("skill/SKILL.md")), ("run-retro.md", include_str!("skill/run-retro.md"))];

/// Writes both files into a folder. One that somebody changed stays, and the new one goes beside it.
///
/// # Errors
/// The folder cannot be written to.
pub(crate) fn run(context: &Context, folder: &Path) -> Result<()> {
    let files = FILES.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
    let written = exports::write_all(&context.home.for_ledgers()?, folder, files.to_vec())?;
    for (theirs, new) in &written.kept {
        tell(&format!("run-retro: {theirs} is not what was written from here last, so it stays; the new one is {new}"));
    }
    let lines: Vec<String> = written.files.iter().map(|name| text::path(&folder.join(name))).collect();
    print(&lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::args::Args;

    /// All commands in a text: lines of code blocks, and what stands between backticks.
    fn commands(text: &str) -> Vec<&str> {
        let mut is_code = false;
        let mut found = Vec::new();
        for line in text.lines() {
            if line.starts_with("```") {
                is_code = !is_code;
            } else if is_code {
                found.push(line);
            } else {
                found.extend(line.split('`').skip(1).step_by(2));
            }
        }
        found.retain(|command| command.starts_with("run-retro "));
        found
    }

    #[test]
    fn every_command_that_is_told_is_one() {
        for (name, text) in FILES {
            let commands = commands(text);
            assert!(commands.len() > 3, "{name}: {commands:?}");
            for command in commands {
                let parsed = Args::try_parse_from(command.split_whitespace());
                assert!(parsed.is_ok(), "{name}: {command}: {}", parsed.unwrap_err());
            }
        }
    }

    #[test]
    fn both_begin_with_what_assistants_look_for() {
        let [(_, skill), (_, command)] = FILES;
        let front = |text: &'static str| text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).unwrap().0;
        let fields: Vec<&str> = front(skill).lines().filter_map(|line| Some(line.split_once(": ")?.0)).collect();
        assert_eq!(fields, ["name", "description"]);
        // Longer ones are refused by assistants.
        assert!(front(skill).lines().nth(1).unwrap().len() < 1024);
        for input in ["segment", "window", "include-churn", "dimensions", "depth"] {
            assert!(front(command).contains(&format!("--{input}")) && command.contains(&format!("| `{input}` |")), "{input}");
        }
    }

    #[test]
    fn what_the_skill_reads_stands_in_the_published_report() {
        let schema = crate::export::report_json::report_schema();
        let reading = FILES[0].1.split("tell it in this order").nth(1).and_then(|rest| rest.split("\nEnd with").next()).unwrap();
        let known = schema.to_string();
        for field in reading.split('`').skip(1).step_by(2) {
            assert!(known.contains(&format!("\"{field}\"")), "{field}");
        }
    }
}
