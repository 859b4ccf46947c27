//! The facilitation guide: prompts for whoever runs the room.

use crate::domain::phase::Phase;

/// What a phase is for, what to ask, and what it leaves behind.
pub struct Guide {
    pub purpose: &'static str,
    pub prompts: &'static [&'static str],
    pub template: &'static [&'static str],
    pub done_when: &'static str,
}

pub fn guide(phase: Phase) -> Guide {
    match phase {
        Phase::CheckIn => Guide {
            purpose: "Everyone knows why they are here, who does what, and what became of last time.",
            prompts: &[
                "Who sponsors this retro, and who stands in if they must leave?",
                "What would make the next two hours worth it for you? One sentence each.",
                "Last retro's actions: done, worked, or stalled? No excuses needed, just the state.",
            ],
            template: &["Name the roles", "Confirm the checklist", "Judge each carried-over action"],
            done_when: "Roles are filled and every carried-over action has a state.",
        },
        Phase::DataCompilation => Guide {
            purpose: "One shared picture of what happened, before anyone explains it.",
            prompts: &[
                "Read the headline figures aloud. Which one surprises you?",
                "What changed against the window before, and is the number large enough to mean something?",
                "What does the data not show? Say it now; look at Data quality together.",
            ],
            template: &["Overview", "Health & usage", "Breakdown", "Forecast", "Notes", "Data quality"],
            done_when: "Nobody in the room disputes the figures, or the dispute is written down as a note.",
        },
        Phase::PatternAnalysis => Guide {
            purpose: "Sort the renewals by why they went as they did.",
            prompts: &[
                "Start with the uncoded losses: what do the notes say?",
                "By count and by ARR the order differs. Which of the two hurts?",
                "Same bucket, different outcome: what was different?",
                "Switch the lens: does a play, an executive or the price tell the story better?",
            ],
            template: &["Empty the uncoded queue", "Agree the top three buckets", "Look through all four lenses"],
            done_when: "Uncoded losses are coded or left open on purpose.",
        },
        Phase::InsightSynthesis => Guide {
            purpose: "From buckets to statements the team believes and can act on.",
            prompts: &[
                "What could we have seen before? How many days before?",
                "Which blocker will cost us the next renewals if nothing changes? Mark it critical.",
                "What works that we do only by accident?",
                "Take suggestions only if you believe them; the evidence is one key away.",
            ],
            template: &["Two minutes of silent writing", "Read and merge", "Vote", "Mark critical blockers"],
            done_when: "The top cards have votes and evidence, and critical blockers are marked.",
        },
        Phase::ActionPlanning => Guide {
            purpose: "Few actions, each with one owner, a date and a number that tells whether it worked.",
            prompts: &[
                "Every critical blocker: act on it, or decide in the open to live with it.",
                "What is the smallest step that would change the number?",
                "Who owns it? One name, in this room.",
                "How will we know next quarter that it worked?",
            ],
            template: &["Action", "Owner and team", "Due date", "Metric: baseline and target"],
            done_when: "No critical blocker is unanswered and no action lacks owner, date or metric.",
        },
        Phase::Documentation => Guide {
            purpose: "What was agreed leaves the room in writing.",
            prompts: &[
                "Read the preview together: is there anything you would not sign?",
                "Sponsor: do you sign off?",
                "Who gets the report, and by when?",
            ],
            template: &["Merge gate", "Sign-off", "Export"],
            done_when: "Signed off and exported.",
        },
        Phase::Close => Guide {
            purpose: "Was this a good use of everyone's time?",
            prompts: &[
                "One to five: how much did you get back for the time you gave? All at once, by fingers.",
                "What should we keep, and what should we do differently next time?",
            ],
            template: &["Vote", "One sentence each", "Close"],
            done_when: "Everyone has voted.",
        },
    }
}

/// Said once when a timebox is over; nothing moves by itself.
pub fn time_is_up(phase: Phase) -> String {
    format!("Time for {} is up. Go on with n, or give it five more minutes with +", phase.name())
}
