//! Which keys mean something where the selection stands.

use super::{MappingScreen, choices, rows};
use crate::app::command::Command;

pub fn is_available(screen: &MappingScreen, command: Command) -> bool {
    let report = &screen.report;
    let row = screen.selected();
    match command {
        Command::Choose => row.is_some_and(|row| row.answer(report).is_some() || choices::for_row(screen, row).is_some()),
        // Elsewhere Enter does the same.
        Command::ChooseField => row.is_some_and(|row| row.column(report).is_some() && row.is_open(report)),
        Command::SettleForm => row.is_some_and(|row| choices::forms(report, row).is_some() && !row.is_open(report)),
        Command::LeaveAside => row.is_some_and(|row| choices::leave_aside(report, row).is_some()),
        Command::ToggleWords => row.is_some_and(|row| row.fold(report).is_some()),
        Command::SetConstant => row.is_some_and(|row| choices::constants(report, row).is_some()),
        Command::NextOpen => rows::open_count(report) + rows::doubt_count(report) > 0,
        Command::GoOn => report.is_ready(),
        Command::Undo => screen.can_undo(),
        _ => true,
    }
}
