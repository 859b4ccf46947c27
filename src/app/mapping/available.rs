//! Which keys mean something where the selection stands.

use super::rows::{self, Need, Row};
use super::{MappingScreen, choices};
use crate::app::command::Command;

pub(crate) fn is_available(screen: &MappingScreen, command: Command) -> bool {
    let report = &screen.report;
    let row = screen.selected();
    match command {
        Command::Choose => row.is_some_and(|row| matches!(row, Row::Answer(..)) || choices::for_row(screen, row).is_some()),
        // Elsewhere Enter does the same.
        Command::ChooseField => row.is_some_and(|row| matches!(row, Row::Column(..)) && row.is_open()),
        Command::SettleForm => row.is_some_and(|row| choices::forms(row).is_some() && !row.is_open()),
        Command::LeaveAside => row.is_some_and(|row| choices::leave_aside(report, row).is_some()),
        Command::ToggleWords => row.is_some_and(|row| row.fold().is_some()),
        Command::SetConstant => row.is_some_and(|row| choices::constants(report, row).is_some()),
        Command::NextOpen => rows::all(report).into_iter().any(|row| row.need() > Need::Nothing),
        Command::GoOn => report.is_ready(),
        Command::Undo => screen.can_undo(),
        _ => true,
    }
}
