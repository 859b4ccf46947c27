//! Where what was put aside lies: what brings it back.

use crate::app::command::Command;
use crate::app::keymap::{self, Mode};
use crate::app::overlays::Purpose;
use crate::domain::phase::Phase;

/// `a in Blockers`, `e on A3 under Actions`; nothing where it is what led there.
pub(crate) fn way_back(purpose: &Purpose) -> Option<String> {
    let on = |phase: Phase, command: Command, of: String| Some(format!("{}{of}", key(phase, command)?));
    let insights = |command, id: &dyn std::fmt::Display| on(Phase::InsightSynthesis, command, format!(" on {id}"));
    let under = |phase: Phase, command| on(phase, command, format!(" under {}", phase.short_name()));
    match purpose {
        Purpose::Note => on(Phase::CheckIn, Command::TakeNote, String::new()),
        Purpose::Park => on(Phase::CheckIn, Command::Park, String::new()),
        Purpose::Agree => on(Phase::CheckIn, Command::Agreements, ", then a".to_owned()),
        Purpose::AskRound | Purpose::AnswerRound => under(Phase::CheckIn, Command::CheckInRound),
        Purpose::ParkedAction(id) => on(Phase::CheckIn, Command::ParkingLot, format!(", then Enter on {id}")),
        Purpose::NewCard(kind) => on(Phase::InsightSynthesis, Command::Add, format!(" in {}", kind.plural())),
        Purpose::EditCard(id) => insights(Command::Edit, id),
        Purpose::AcceptBlocker(id) => insights(Command::AcceptBlocker, id),
        Purpose::Say(id) => insights(Command::SayOnTopic, id),
        Purpose::Decide(id) => insights(Command::DecideOnTopic, id),
        Purpose::CountHands(id) => insights(Command::CountHands, id),
        Purpose::Group(id, other) => insights(Command::Group, id).map(|first| format!("{first}, then on {other}")),
        Purpose::NewAction(Some(id)) => insights(Command::ActOn, id),
        Purpose::NewAction(None) => under(Phase::ActionPlanning, Command::Add),
        Purpose::ActOn(account) => on(Phase::ActionPlanning, Command::ActOn, format!(" on {account} under What is ahead")),
        Purpose::EditAction(id) => on(Phase::ActionPlanning, Command::Edit, format!(" on {id}")),
        Purpose::Carried(_) => under(Phase::CheckIn, Command::CarryOn),
        Purpose::Effect(_) => under(Phase::CheckIn, Command::OverruleEffect),
        Purpose::Answer(_) => under(Phase::Documentation, Command::AnswerEscalation),
        Purpose::OverrideGate => under(Phase::Documentation, Command::OverrideGate),
        Purpose::SignOff => under(Phase::Documentation, Command::SignOff),
        Purpose::Reopen => under(Phase::Close, Command::CloseSession),
        Purpose::Join => under(Phase::CheckIn, Command::Join),
        Purpose::Seat(role) => on(Phase::CheckIn, Command::Open, format!(" on {} under {}", role.label(), Phase::CheckIn.short_name())),
        Purpose::Correct(renewal) => on(Phase::PatternAnalysis, Command::Correct, format!(" on {renewal}")),
        Purpose::LimitVotes => by_name(&Command::LimitVotes.long()),
        Purpose::Chat(_) => by_name(Command::ChatAgain.short()),
        Purpose::Elsewhere | Purpose::Search(_) | Purpose::Pick(_) | Purpose::Mapping(_) => None,
    }
}

/// Found in the list of commands.
fn by_name(name: &str) -> Option<String> {
    Some(format!("{} “{name}”", key(Phase::InsightSynthesis, Command::Palette)?))
}

fn key(phase: Phase, command: Command) -> Option<String> {
    keymap::key_for(Mode::Phase(phase), command).map(keymap::Key::label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::ActionId;
    use crate::domain::card::{CardId, InsightKind};
    use crate::domain::roster::Role;

    #[test]
    fn whatever_is_typed_for_the_session_says_where_it_lies() {
        for (purpose, way) in [
            (Purpose::Note, "N"),
            (Purpose::NewCard(InsightKind::Blocker), "a in Blockers"),
            (Purpose::EditCard(CardId(3)), "e on I3"),
            (Purpose::Group(CardId(3), CardId(4)), "m on I3, then on I4"),
            (Purpose::NewAction(None), "a under Actions"),
            (Purpose::NewAction(Some(CardId(3))), "o on I3"),
            (Purpose::EditAction(ActionId(2)), "e on A2"),
            (Purpose::Answer("q2/A1".into()), "a under Documents"),
            (Purpose::SignOff, "s under Documents"),
            (Purpose::Reopen, "c under Close"),
            (Purpose::Join, "a under Check-in"),
            (Purpose::Seat(Role::Facilitator), "Enter on Facilitator under Check-in"),
        ] {
            assert_eq!(way_back(&purpose).as_deref(), Some(way));
        }
    }
}
