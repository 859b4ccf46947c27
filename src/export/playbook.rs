//! A change of a playbook, the deal desk or the forecast as Markdown: prose for people, and claims that `run-retro playbooks verify` tests.

use serde::{Deserialize, Serialize};

use crate::domain::playbook::{Claim, Entry};
use crate::domain::session::Session;
use crate::domain::text;

/// Claims stand in a block of this kind.
const BLOCK: &str = "```toml claims";
const END: &str = "```";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Block {
    claim: Vec<Claim>,
}

/// The same entry gives the same bytes.
pub(crate) fn markdown(entry: &Entry, session: &Session) -> Vec<u8> {
    let proposal = &entry.proposal;
    let signed =
        session.signed_off.values().next().map(|signed| format!(" Signed off by {}.", text::line(&signed.name))).unwrap_or_default();
    let mut out = format!(
        "# {}\n\n{}. Decided by {} in the retro {} ({}, decision {}).{signed}\n\n## Why\n\n{}\n",
        plain(&proposal.text),
        entry.area.map_or_else(|| "Decision".to_owned(), |area| format!("Change of: {}", area.label())),
        plain(&proposal.by),
        session.id,
        plain(&session.scope.headline()),
        proposal.id,
        plain(&entry.insight),
    );
    for evidence in &entry.evidence {
        let (statement, figures) = evidence;
        out.extend(["\n- ", &plain(statement)]);
        out.extend(figures.split(" · ").filter(|figure| !figure.is_empty()).flat_map(|figure| ["\n  - ".to_owned(), plain(figure)]));
    }
    out.push_str("\n\n## Claims\n\n");
    if entry.claims.is_empty() {
        out.push_str("No test stands behind this decision: nothing here can be tested again.\n");
    } else {
        let claims = toml::to_string(&Block { claim: entry.claims.clone() }).unwrap_or_default();
        out.push_str(
            "What data must go on to show. `run-retro playbooks verify` tests it; change the prose as you like, and leave this block.\n\n",
        );
        out.extend([BLOCK, "\n", &claims, END, "\n"]);
    }
    out.into_bytes()
}

/// Markdown's own marks in what people wrote mean nothing.
fn plain(written: &str) -> String {
    let mut out = String::new();
    for c in text::line(written).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The claims of a file, and what is wrong with them: line and message.
///
/// # Errors
/// A block is no TOML, has other fields, does not end, or contradicts itself.
pub(crate) fn claims(markdown: &str) -> Result<Vec<Claim>, (u64, String)> {
    let mut all = Vec::new();
    let mut lines = (1_u64..).zip(markdown.lines());
    while let Some((from, _)) = lines.find(|(_, line)| line.trim_end() == BLOCK) {
        let mut block = String::new();
        loop {
            match lines.next() {
                None => return Err((from, format!("this block does not end; close it with {END}"))),
                Some((_, line)) if line.trim_end() == END => break,
                Some((_, line)) => block.extend([line, "\n"]),
            }
        }
        let read: Block = toml::from_str(&block).map_err(|error| {
            let line = error.span().map_or(0, |span| block[..span.start.min(block.len())].matches('\n').count() as u64);
            (from + 1 + line, text::line(error.message()))
        })?;
        if let Some(claim) = read.claim.iter().find(|claim| !claim.is_consistent()) {
            return Err((
                from,
                format!("the claim about {} contradicts itself: its direction is not that of its counts", text::line(&claim.about)),
            ));
        }
        all.extend(read.claim);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::card::CardId;
    use crate::domain::plan::proposal::{Area, Proposal};
    use crate::domain::playbook::Direction;
    use crate::store::fixture::{history, scope};

    fn entry() -> Entry {
        let claim = Claim {
            about: "play:executive-sponsor".into(),
            statement: "With an \"executive\" sponsor fewer are lost".into(),
            segment: Some("Enterprise".into()),
            until: "2026-09-30".parse().unwrap(),
            direction: Direction::FewerLost,
            part: 3,
            of: 40,
            against: Some([30, 120]),
            p: Some(0.01),
        };
        let proposal = Proposal {
            id: "I3-1".into(),
            text: "Call *before* day 90".into(),
            by: "Mara".into(),
            insight: CardId(3),
            area: Some(Area::RenewalPlaybooks),
        };
        let evidence = vec![("```toml claims".to_owned(), "3 of 40 · p 0.01".to_owned())];
        Entry { area: Some(Area::RenewalPlaybooks), proposal, insight: "Sponsors help".into(), evidence, claims: vec![claim] }
    }

    #[test]
    fn what_is_written_is_read_again_and_prose_is_no_claim() {
        let history = history("2026-Q3-x", scope(2026, 3));
        let written = String::from_utf8(markdown(&entry(), history.session())).unwrap();
        assert!(
            written.starts_with("# Call \\*before\\* day 90\n\nChange of: renewal playbooks. Decided by Mara in the retro 2026-Q3-x"),
            "{written}"
        );
        assert!(written.contains("  - 3 of 40\n  - p 0.01\n"), "{written}");
        assert_eq!(claims(&written), Ok(entry().claims));
        assert_eq!(claims(&written.replace('\n', "\r\n")), Ok(entry().claims));
        assert_eq!(claims("# Notes\n"), Ok(vec![]));
    }

    #[test]
    fn what_is_wrong_with_claims_is_told_by_its_line() {
        let history = history("2026-Q3-x", scope(2026, 3));
        let written = String::from_utf8(markdown(&entry(), history.session())).unwrap();
        let line = |part: &str| written.lines().position(|line| line.contains(part)).unwrap() as u64 + 1;
        let wrong = |from: &str, to: &str| claims(&written.replace(from, to)).unwrap_err();
        assert_eq!(wrong("part = 3", "part = \"three\"").0, line("part = 3"));
        assert!(wrong("part = 3", "share = 3").1.contains("unknown field"), "{:?}", wrong("part = 3", "share = 3"));
        assert!(wrong("fewer-lost", "more-lost").1.contains("contradicts itself"));
        let open = written.trim_end().trim_end_matches('`');
        assert!(claims(open).unwrap_err().1.contains("does not end"));
    }
}
