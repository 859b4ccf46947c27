//! One table from (mode, key) to command. Dispatch, footer and help read it, so they cannot disagree.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

#[allow(clippy::enum_glob_use, reason = "the table reads as a table only with bare command names")]
use super::command::Command::{self, *};
use crate::analysis::findings::Lens;
use crate::domain::phase::Phase;

/// What the keys mean at the moment: the phase on screen, or what lies above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    Phase(Phase),
    /// A table of renewals over the phase.
    Renewals,
    /// Rows that could not be used, over the phase.
    Rejects,
    /// What a pasted chat would add, over the phase.
    Chat,
    /// What earlier retros said, over the phase.
    Knowledge,
    /// This retro's plan held against another, over the phase.
    Plans,
    /// What assistants propose, over the phase.
    Proposals,
    /// What was done on two machines at once, over the phase.
    Conflicts,
    /// Tools of the user's own, over the phase.
    Tools,
    /// One account's page.
    Account,
    /// An insight with its evidence.
    Evidence,
    /// What was parked for later.
    Parking,
    /// What the room holds itself to.
    Agreements,
    /// The question of the check-in, and its answers.
    Round,
    /// Actions that their owners read back.
    ReadBack,
    /// The agenda, step by step.
    Agenda,
    /// The timer, large.
    Clock,
    /// Help or any text that is only read.
    Reading,
    /// A list to choose from, typed into to narrow it.
    Picking,
    /// Words that narrow a list.
    Filtering,
    /// One line of text.
    Typing,
    /// Several fields.
    Filling,
    /// What files and columns mean, before there is a session.
    Mapping,
    /// Something long is done before there is a session.
    Waiting,
}

/// Where a binding counts.
#[derive(Clone, Copy, Debug)]
enum On {
    /// On every phase's screen.
    Phases,
    Phase(Phase),
    /// In tables, pages and texts that lie above a phase.
    Overlays,
    /// On the agenda, and on the large clock.
    Time,
    /// In those of them that are or hold a table.
    Tables,
    Mode(Mode),
}

impl On {
    fn covers(self, mode: Mode) -> bool {
        match (self, mode) {
            (Self::Phases, Mode::Phase(_))
            | (
                Self::Overlays,
                Mode::Renewals
                | Mode::Rejects
                | Mode::Chat
                | Mode::Knowledge
                | Mode::Plans
                | Mode::Proposals
                | Mode::Conflicts
                | Mode::Tools
                | Mode::Account
                | Mode::Evidence
                | Mode::Parking
                | Mode::Agreements
                | Mode::Round
                | Mode::ReadBack
                | Mode::Agenda
                | Mode::Clock
                | Mode::Reading,
            )
            | (Self::Time, Mode::Agenda | Mode::Clock)
            | (
                Self::Tables,
                Mode::Renewals
                | Mode::Rejects
                | Mode::Chat
                | Mode::Knowledge
                | Mode::Plans
                | Mode::Proposals
                | Mode::Conflicts
                | Mode::Tools
                | Mode::Account,
            ) => true,
            (Self::Phase(phase), Mode::Phase(here)) => phase == here,
            (Self::Mode(one), here) => one == here,
            _ => false,
        }
    }
}

/// A key as the table names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    code: KeyCode,
    ctrl: bool,
}

impl Binding {
    /// Counts on every phase, or in everything that lies above one.
    pub(crate) fn is_general(&self) -> bool {
        matches!(self.on, On::Phases | On::Overlays)
    }
}

impl Key {
    pub(crate) fn of(event: KeyEvent) -> Self {
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        let shift = event.modifiers.contains(KeyModifiers::SHIFT);
        let code = match event.code {
            KeyCode::Tab if shift => KeyCode::BackTab,
            code => code,
        };
        Self { code: shifted(code, shift), ctrl }
    }

    /// As printed on keys and in help: `Enter`, `^R`, `?`.
    pub(crate) fn label(self) -> String {
        let name = match self.code {
            KeyCode::Char(' ') => "Space".into(),
            KeyCode::Char(c) => c.to_string(),
            KeyCode::Enter => "Enter".into(),
            KeyCode::Esc => "Esc".into(),
            KeyCode::Tab => "Tab".into(),
            KeyCode::BackTab => "Shift-Tab".into(),
            KeyCode::Up => "↑".into(),
            KeyCode::Down => "↓".into(),
            KeyCode::Left => "←".into(),
            KeyCode::Right => "→".into(),
            KeyCode::PageUp => "PgUp".into(),
            KeyCode::PageDown => "PgDn".into(),
            KeyCode::Home => "Home".into(),
            KeyCode::End => "End".into(),
            KeyCode::F(n) => format!("F{n}"),
            other => format!("{other:?}"),
        };
        if self.ctrl { format!("^{}", name.to_uppercase()) } else { name }
    }
}

/// Shift with an arrow is a key of its own; shift with a letter is the capital, which terminals send as such.
fn shifted(code: KeyCode, shift: bool) -> KeyCode {
    match code {
        KeyCode::Left if shift => KeyCode::Char('H'),
        KeyCode::Right if shift => KeyCode::Char('L'),
        KeyCode::Up if shift => KeyCode::Char('K'),
        KeyCode::Down if shift => KeyCode::Char('J'),
        code => code,
    }
}

/// A line of the table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Binding {
    on: On,
    pub key: Key,
    pub command: Command,
    /// Place in the footer, 1 first; 0 stands only in help.
    pub footer: u8,
}

const fn bind(on: On, code: KeyCode, command: Command, footer: u8) -> Binding {
    Binding { on, key: Key { code, ctrl: false }, command, footer }
}

const fn char(on: On, c: char, command: Command, footer: u8) -> Binding {
    bind(on, KeyCode::Char(c), command, footer)
}

const fn ctrl(on: On, c: char, command: Command) -> Binding {
    Binding { on, key: Key { code: KeyCode::Char(c), ctrl: true }, command, footer: 0 }
}

const CHECK_IN: On = On::Phase(Phase::CheckIn);
const DATA: On = On::Phase(Phase::DataCompilation);
const PATTERNS: On = On::Phase(Phase::PatternAnalysis);
const INSIGHTS: On = On::Phase(Phase::InsightSynthesis);
const ACTIONS: On = On::Phase(Phase::ActionPlanning);
const DOCUMENTS: On = On::Phase(Phase::Documentation);
const CLOSE: On = On::Phase(Phase::Close);
const RENEWALS: On = On::Mode(Mode::Renewals);
const CHAT: On = On::Mode(Mode::Chat);
const PROPOSALS: On = On::Mode(Mode::Proposals);
const CONFLICTS: On = On::Mode(Mode::Conflicts);
const TOOLS: On = On::Mode(Mode::Tools);
const AGENDA: On = On::Mode(Mode::Agenda);
const CLOCK: On = On::Mode(Mode::Clock);
const MAPPING: On = On::Mode(Mode::Mapping);
const WAITING: On = On::Mode(Mode::Waiting);

/// The table. Within a mode the first line for a key counts, so a phase's own lines stand above the general ones.
pub(crate) const BINDINGS: &[Binding] = &[
    bind(CHECK_IN, KeyCode::Enter, Open, 1),
    char(CHECK_IN, 'f', Fallback, 2),
    char(CHECK_IN, 'a', Join, 3),
    char(CHECK_IN, 'p', People, 0),
    char(CHECK_IN, 'A', Agenda, 4),
    char(CHECK_IN, 'Q', CheckInRound, 3),
    char(CHECK_IN, 'W', Agreements, 3),
    char(CHECK_IN, 'd', JudgeDone, 2),
    char(CHECK_IN, 'w', JudgeWorked, 2),
    char(CHECK_IN, 's', JudgeStalled, 2),
    char(CHECK_IN, 'c', ConfirmEffect, 2),
    char(CHECK_IN, 'o', OverruleEffect, 2),
    bind(DATA, KeyCode::Enter, Open, 1),
    char(DATA, 'r', ShowRenewals, 2),
    char(DATA, 'd', NextGrouping, 5),
    char(DATA, 'f', TakeNews, 2),
    char(PATTERNS, '1', UseLens(Lens::ReasonCode), 0),
    char(PATTERNS, '2', UseLens(Lens::Play), 0),
    char(PATTERNS, '3', UseLens(Lens::ExecInvolvement), 0),
    char(PATTERNS, '4', UseLens(Lens::Pricing), 0),
    bind(PATTERNS, KeyCode::Enter, Open, 1),
    char(PATTERNS, 'm', Recode, 2),
    char(PATTERNS, 'w', HeardFrom, 3),
    char(PATTERNS, 'y', AcceptSuggestion, 4),
    char(PATTERNS, 'x', RejectSuggestion, 4),
    char(PATTERNS, 'c', NextToCheck, 3),
    char(PATTERNS, 'v', Mark, 0),
    char(PATTERNS, 'e', Correct, 0),
    char(PATTERNS, 'r', ShowRenewals, 0),
    char(PATTERNS, 'd', NextGrouping, 5),
    bind(INSIGHTS, KeyCode::Enter, Open, 1),
    char(INSIGHTS, '.', NextTopic, 1),
    char(INSIGHTS, 'w', SayOnTopic, 2),
    char(INSIGHTS, 'D', DecideOnTopic, 2),
    char(INSIGHTS, 'a', Add, 2),
    char(INSIGHTS, 'y', AcceptSuggestion, 2),
    char(INSIGHTS, 'x', RejectSuggestion, 2),
    char(INSIGHTS, 'e', Edit, 4),
    char(INSIGHTS, 'v', Vote, 3),
    char(INSIGHTS, 'm', Group, 4),
    char(INSIGHTS, 'M', Ungroup, 0),
    char(INSIGHTS, 'V', Unvote, 0),
    char(INSIGHTS, '#', CountHands, 0),
    char(INSIGHTS, 'c', Critical, 4),
    char(INSIGHTS, 'l', Link, 4),
    char(INSIGHTS, 'X', Unlink, 0),
    char(INSIGHTS, 'd', Remove, 0),
    char(INSIGHTS, 'o', ActOn, 5),
    char(INSIGHTS, 'R', AcceptBlocker, 0),
    char(INSIGHTS, 'H', MoveLeft, 0),
    char(INSIGHTS, 'L', MoveRight, 0),
    char(INSIGHTS, 'K', MoveUp, 0),
    char(INSIGHTS, 'J', MoveDown, 0),
    bind(ACTIONS, KeyCode::Enter, Open, 1),
    char(ACTIONS, 'a', Add, 2),
    char(ACTIONS, 'e', Edit, 0),
    char(ACTIONS, 'o', ActOn, 3),
    char(ACTIONS, 's', CycleStatus, 4),
    char(ACTIONS, 'd', Remove, 5),
    char(ACTIONS, 'R', AcceptBlocker, 9),
    char(DOCUMENTS, 's', SignOff, 1),
    char(DOCUMENTS, 'o', OverrideGate, 2),
    char(DOCUMENTS, 'x', Export, 2),
    char(DOCUMENTS, 'a', AnswerEscalation, 2),
    char(DOCUMENTS, 'y', CopySummary, 3),
    char(DOCUMENTS, 'P', ComparePlans, 22),
    char(CLOSE, '1', Rate(1), 0),
    char(CLOSE, '2', Rate(2), 0),
    char(CLOSE, '3', Rate(3), 0),
    char(CLOSE, '4', Rate(4), 0),
    char(CLOSE, '5', Rate(5), 0),
    char(CLOSE, 'r', ReadBack, 1),
    char(CLOSE, 'c', CloseSession, 1),
    char(CLOSE, 'x', Export, 2),
    // Above a phase: the agenda and the large clock
    bind(AGENDA, KeyCode::Enter, GoToStep, 1),
    char(AGENDA, 'c', ChooseAgenda, 2),
    char(AGENDA, 'A', Back, 0),
    char(CLOCK, 'n', NextStep, 1),
    char(CLOCK, 'T', Back, 0),
    char(On::Time, ' ', ToggleClock, 3),
    char(On::Time, '+', Extend, 4),
    char(On::Time, '-', Shorten, 5),
    char(On::Time, '=', TakeOverrun, 2),
    // Parking lot, agreements, check-in round, reading back
    bind(On::Mode(Mode::Parking), KeyCode::Enter, MakeOf, 1),
    char(On::Mode(Mode::Parking), 'x', LetGo, 2),
    char(On::Mode(Mode::Agreements), 'y', Keep, 1),
    char(On::Mode(Mode::Agreements), 'x', LetGo, 2),
    char(On::Mode(Mode::Agreements), 'a', Add, 3),
    char(On::Mode(Mode::Round), 'a', Add, 1),
    char(On::Mode(Mode::Round), 'e', Edit, 2),
    bind(On::Mode(Mode::ReadBack), KeyCode::Enter, Tick, 1),
    char(On::Mode(Mode::Parking), 'F', Park, 3),
    // Tables, pages and texts above a phase
    bind(RENEWALS, KeyCode::Enter, Open, 1),
    char(RENEWALS, 'm', Recode, 10),
    char(RENEWALS, 'w', HeardFrom, 11),
    char(RENEWALS, 'e', Correct, 5),
    bind(RENEWALS, KeyCode::Right, NextSide, 4),
    bind(RENEWALS, KeyCode::Left, PreviousSide, 0),
    char(RENEWALS, 'l', NextSide, 0),
    char(RENEWALS, 'h', PreviousSide, 0),
    bind(On::Mode(Mode::Plans), KeyCode::Right, OlderPlan, 1),
    bind(On::Mode(Mode::Plans), KeyCode::Left, NewerPlan, 2),
    char(On::Mode(Mode::Account), 'e', Correct, 1),
    bind(On::Mode(Mode::Rejects), KeyCode::Enter, Open, 1),
    bind(CHAT, KeyCode::Enter, TakeIn, 1),
    char(CHAT, 'x', LeaveOut, 2),
    bind(CHAT, KeyCode::Tab, OtherColumn, 2),
    char(CHAT, 'c', LineColumn, 2),
    char(CHAT, 'w', Whose, 2),
    char(CHAT, 's', PartNames, 2),
    char(CONFLICTS, 'y', AcceptSuggestion, 1),
    char(CONFLICTS, 'x', RejectSuggestion, 2),
    char(PROPOSALS, 'y', AcceptSuggestion, 1),
    char(PROPOSALS, 'x', RejectSuggestion, 2),
    char(PROPOSALS, 'X', DropAll, 2),
    bind(TOOLS, KeyCode::Enter, AskTool, 1),
    char(TOOLS, 'c', CallOffTool, 3),
    char(TOOLS, 'y', AcceptSuggestion, 2),
    char(On::Mode(Mode::Account), 'C', Tools, 5),
    char(On::Mode(Mode::Plans), 'C', Tools, 5),
    char(On::Mode(Mode::Account), 'E', EarlierRetros, 5),
    char(On::Mode(Mode::Evidence), 'E', EarlierRetros, 2),
    char(RENEWALS, 'E', EarlierRetros, 12),
    char(On::Tables, '/', Filter, 2),
    char(On::Tables, 'S', Sort, 3),
    char(On::Tables, 'O', Reverse, 11),
    char(On::Mode(Mode::Reading), '/', Filter, 2),
    bind(On::Mode(Mode::Evidence), KeyCode::Enter, Open, 1),
    bind(On::Overlays, KeyCode::Esc, Back, 9),
    char(On::Overlays, 'q', Back, 0),
    bind(On::Overlays, KeyCode::Up, Up, 0),
    bind(On::Overlays, KeyCode::Down, Down, 0),
    char(On::Overlays, 'k', Up, 0),
    char(On::Overlays, 'j', Down, 0),
    bind(On::Overlays, KeyCode::PageUp, PageUp, 0),
    bind(On::Overlays, KeyCode::PageDown, PageDown, 0),
    char(On::Overlays, ' ', PageDown, 0),
    bind(On::Overlays, KeyCode::Home, First, 0),
    bind(On::Overlays, KeyCode::End, Last, 0),
    char(On::Overlays, '?', Help, 99),
    char(On::Overlays, '*', HideNames, 0),
    char(On::Overlays, 'F', Park, 0),
    char(On::Overlays, 'B', ParkingLot, 0),
    char(On::Overlays, 'W', Agreements, 0),
    char(On::Overlays, 'u', Undo, 0),
    char(On::Overlays, 'U', Redo, 0),
    ctrl(On::Overlays, 'p', Palette),
    ctrl(On::Overlays, 'c', Quit),
    // What files and columns mean
    bind(MAPPING, KeyCode::Enter, Choose, 1),
    bind(MAPPING, KeyCode::Tab, NextOpen, 3),
    char(MAPPING, 'e', ChooseField, 5),
    char(MAPPING, 'o', SettleForm, 6),
    char(MAPPING, 'v', ToggleWords, 6),
    char(MAPPING, 'c', SetConstant, 7),
    char(MAPPING, 'x', LeaveAside, 7),
    char(MAPPING, 'u', Undo, 8),
    char(MAPPING, 'w', SaveMapping, 4),
    char(MAPPING, 'n', GoOn, 2),
    char(MAPPING, 'q', Leave, 9),
    ctrl(MAPPING, 'c', Leave),
    char(MAPPING, 't', NextTheme, 0),
    char(MAPPING, '?', Help, 99),
    char(MAPPING, '/', Filter, 10),
    char(MAPPING, 'S', Sort, 11),
    char(MAPPING, 'O', Reverse, 0),
    bind(MAPPING, KeyCode::Esc, Back, 0),
    bind(MAPPING, KeyCode::Up, Up, 0),
    bind(MAPPING, KeyCode::Down, Down, 0),
    char(MAPPING, 'k', Up, 0),
    char(MAPPING, 'j', Down, 0),
    bind(MAPPING, KeyCode::PageUp, PageUp, 0),
    bind(MAPPING, KeyCode::PageDown, PageDown, 0),
    char(MAPPING, ' ', PageDown, 0),
    bind(MAPPING, KeyCode::Home, First, 0),
    bind(MAPPING, KeyCode::End, Last, 0),
    // While something long is done
    bind(WAITING, KeyCode::Esc, Stop, 1),
    char(WAITING, 'q', Stop, 0),
    ctrl(WAITING, 'c', Stop),
    // Every phase
    char(On::Phases, 'n', NextStep, 3),
    char(On::Phases, '>', NextPhase, 0),
    char(On::Phases, 'b', PreviousPhase, 24),
    char(On::Phases, 'G', BringRoom, 3),
    bind(On::Phases, KeyCode::Tab, NextPage, 4),
    bind(On::Phases, KeyCode::BackTab, PreviousPage, 0),
    char(On::Phases, '/', Filter, 5),
    char(On::Phases, 'S', Sort, 6),
    char(On::Phases, 'O', Reverse, 0),
    bind(On::Phases, KeyCode::Esc, Back, 0),
    char(On::Phases, ' ', ToggleClock, 22),
    char(On::Phases, '+', Extend, 0),
    char(On::Phases, '-', Shorten, 0),
    char(On::Phases, '=', TakeOverrun, 3),
    char(On::Phases, 'A', Agenda, 21),
    char(On::Phases, 'T', BigClock, 0),
    char(On::Phases, ']', GuideDown, 0),
    char(On::Phases, '[', GuideUp, 0),
    char(On::Phases, 'u', Undo, 23),
    char(On::Phases, 'U', Redo, 0),
    ctrl(On::Phases, 'z', Undo),
    ctrl(On::Phases, 'y', Redo),
    char(On::Phases, 'N', TakeNote, 0),
    char(On::Phases, 'F', Park, 26),
    char(On::Phases, 'B', ParkingLot, 0),
    char(On::Phases, 'W', Agreements, 0),
    char(On::Phases, 'E', EarlierRetros, 0),
    char(On::Phases, 'I', Proposals, 3),
    char(On::Phases, '!', Conflicts, 3),
    char(On::Phases, 'C', Tools, 20),
    char(On::Phases, 'g', ToggleGuide, 25),
    char(On::Phases, '*', HideNames, 0),
    char(On::Phases, 't', NextTheme, 0),
    char(On::Phases, ':', Palette, 26),
    ctrl(On::Phases, 'p', Palette),
    char(On::Phases, '?', Help, 99),
    char(On::Phases, 'q', Quit, 27),
    ctrl(On::Phases, 'c', Quit),
    ctrl(On::Phases, 's', Retry),
    ctrl(On::Overlays, 's', Retry),
    bind(On::Phases, KeyCode::Up, Up, 0),
    bind(On::Phases, KeyCode::Down, Down, 0),
    bind(On::Phases, KeyCode::Left, Left, 0),
    bind(On::Phases, KeyCode::Right, Right, 12),
    char(On::Phases, 'k', Up, 0),
    char(On::Phases, 'j', Down, 0),
    char(On::Phases, 'h', Left, 0),
    char(On::Phases, 'l', Right, 0),
    bind(On::Phases, KeyCode::PageUp, PageUp, 0),
    bind(On::Phases, KeyCode::PageDown, PageDown, 0),
    bind(On::Phases, KeyCode::Home, First, 0),
    bind(On::Phases, KeyCode::End, Last, 0),
];

/// The command a key means in a mode.
pub(crate) fn command(mode: Mode, key: Key) -> Option<Command> {
    bindings(mode).find(|b| b.key == key).map(|b| b.command)
}

/// Counts everywhere in a session, also where text is typed: nobody should have to leave a form to save.
pub(crate) fn is_retry(key: Key) -> bool {
    BINDINGS.iter().any(|b| b.key == key && b.command == Retry)
}

/// Leaves a session, wherever one is: while the end is waited for it is asked once more.
pub(crate) fn is_quit(key: Key) -> bool {
    BINDINGS.iter().any(|b| b.key == key && b.command == Quit)
}

/// All bindings that count in a mode, the first for a key being the one that is used.
pub(crate) fn bindings(mode: Mode) -> impl Iterator<Item = &'static Binding> {
    BINDINGS.iter().filter(move |b| b.on.covers(mode))
}

/// The footer of a mode: the most useful keys, best first.
pub(crate) fn footer(mode: Mode) -> Vec<&'static Binding> {
    let mut shown: Vec<_> = bindings(mode).filter(|b| b.footer > 0).collect();
    shown.sort_by_key(|b| b.footer);
    // A key stands there once, with what it does here.
    let mut seen = Vec::new();
    shown.retain(|b| {
        command(mode, b.key) == Some(b.command) && !seen.contains(&b.key) && {
            seen.push(b.key);
            true
        }
    });
    shown
}

/// The key a command has in a mode, for hints in texts.
pub(crate) fn key_for(mode: Mode, command: Command) -> Option<Key> {
    bindings(mode).find(|b| b.command == command).map(|b| b.key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn modes() -> impl Iterator<Item = Mode> {
        let overlays = [
            Mode::Renewals,
            Mode::Rejects,
            Mode::Account,
            Mode::Evidence,
            Mode::Agenda,
            Mode::Clock,
            Mode::Reading,
            Mode::Mapping,
            Mode::Waiting,
        ];
        Phase::ALL.into_iter().map(Mode::Phase).chain(overlays)
    }

    #[test]
    fn what_the_footer_shows_is_what_the_key_does() {
        for mode in modes() {
            for shown in footer(mode) {
                assert_eq!(command(mode, shown.key), Some(shown.command), "{mode:?}: {} is bound twice", shown.key.label());
            }
        }
    }

    #[test]
    fn lists_are_sorted_and_searched_by_the_same_keys_everywhere() {
        for mode in Phase::ALL.into_iter().map(Mode::Phase).chain([Mode::Renewals, Mode::Rejects, Mode::Account, Mode::Mapping]) {
            for (key, wanted) in [('/', Filter), ('S', Sort), ('O', Reverse)] {
                assert_eq!(command(mode, Key { code: KeyCode::Char(key), ctrl: false }), Some(wanted), "{key} in {mode:?}");
            }
        }
    }

    #[test]
    fn every_phase_can_be_left_undone_and_helped() {
        for phase in Phase::ALL {
            let mode = Mode::Phase(phase);
            for needed in [NextStep, NextPhase, PreviousPhase, Undo, Redo, Help, Palette, Quit, ToggleClock] {
                assert!(key_for(mode, needed).is_some_and(|key| command(mode, key) == Some(needed)), "{needed:?} in {phase:?}");
            }
        }
    }

    #[test]
    fn shift_and_an_arrow_reads_like_the_capital_letter() {
        let event = KeyEvent::new(KeyCode::Left, KeyModifiers::SHIFT);
        assert_eq!(command(Mode::Phase(Phase::InsightSynthesis), Key::of(event)), Some(MoveLeft));
    }
}
