//! `run-retro agenda list` as JSON.

use schemars::JsonSchema;
use serde::Serialize;

use crate::config::agendas::Known;
use crate::domain::phase::Phase;
use crate::domain::text;

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Listed {
    pub name: String,
    pub minutes: u32,
    pub steps: usize,
    pub phases: Vec<OfPhase>,
    /// `null` where it is bundled.
    pub file: Option<String>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct OfPhase {
    pub phase: Phase,
    pub minutes: u32,
}

impl From<&Known> for Listed {
    fn from(known: &Known) -> Self {
        let agenda = &known.agenda;
        let of = |phase: Phase| OfPhase { phase, minutes: agenda.of_phase(phase).map(|step| step.minutes).sum() };
        Self {
            name: agenda.name.clone(),
            minutes: agenda.minutes(),
            steps: agenda.steps.len(),
            phases: Phase::ALL.into_iter().map(of).collect(),
            file: known.file.as_ref().map(|file| text::path(file)),
        }
    }
}
