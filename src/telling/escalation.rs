//! Escalations in words: what is raised, and a letter about it that is ready to send.

use crate::domain::guardrail::Escalation;
use crate::domain::scope::Scope;
use crate::domain::text;

/// Who is asked, why, and what was said to it; in a few lines of plain text.
pub(crate) fn letter(scope: &Scope, all: &[Escalation]) -> String {
    let mut to: Vec<&str> = Vec::new();
    for escalation in all {
        if !to.contains(&escalation.to.as_str()) {
            to.push(&escalation.to);
        }
    }
    let letters = to.into_iter().map(|to| to_one(scope, to, all.iter().filter(|escalation| escalation.to == to)));
    letters.collect::<Vec<_>>().join("\n\n")
}

fn to_one<'a>(scope: &Scope, to: &str, all: impl Iterator<Item = &'a Escalation>) -> String {
    let mut lines = vec![
        format!("To: {to}"),
        format!("Subject: Raised by the renewal retro {}", scope.headline()),
        String::new(),
        "The retro could not settle the following, and asks you to:".to_owned(),
    ];
    for (n, escalation) in (1..).zip(all) {
        lines.push(String::new());
        lines.push(text::paragraph(&escalation.subject, &format!("{n}. "), "   "));
        lines.push(text::paragraph(&format!("Why: {}", escalation.why), "   ", "   "));
        let answers = escalation.answers.iter().map(|said| text::paragraph(&format!("Answer so far: {}", said.told()), "   ", "   "));
        lines.extend(answers);
        lines.push(format!("   [{}]", escalation.name));
    }
    lines.extend([String::new(), "Please say for each who takes it on and by when, or that it is to stay as it is.".to_owned()]);
    lines.join("\n")
}
