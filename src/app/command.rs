//! Everything a person can ask for, by name. The palette lists these; the key table binds them.

use crate::analysis::findings::Lens;
use crate::domain::phase::Phase;

macro_rules! commands {
    ($($(#[$doc:meta])* $name:ident => $short:literal, $long:literal;)*) => {
        /// What a user can ask the program for: key, click or palette.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Command {
            $($(#[$doc])* $name,)*
            GoTo(Phase),
            UseLens(Lens),
            /// Return on time, 1–5.
            Rate(u8),
        }

        /// All commands without a parameter.
        const PLAIN: &[Command] = &[$(Command::$name,)*];

        impl Command {
            /// A word or two, for the footer.
            pub(crate) fn short(self) -> &'static str {
                match self {
                    $(Self::$name => $short,)*
                    Self::GoTo(phase) => phase.short_name(),
                    Self::UseLens(lens) => lens.label(),
                    Self::Rate(_) => "rate",
                }
            }

            /// What it is called in a configuration: `next_step`.
            pub(crate) fn name(self) -> String {
                match self {
                    $(Self::$name => snake(stringify!($name)),)*
                    Self::GoTo(phase) => format!("go_to_{}", phase.key().replace('-', "_")),
                    Self::UseLens(lens) => format!("lens_{}", lens.label().to_lowercase().replace([' ', '-'], "_")),
                    Self::Rate(score) => format!("rate_{score}"),
                }
            }

            /// What it does, for help and the palette.
            pub(crate) fn long(self) -> String {
                match self {
                    $(Self::$name => $long.to_owned(),)*
                    Self::GoTo(phase) => format!("Go to {}", phase.name()),
                    Self::UseLens(lens) => format!("Look through the lens {}", lens.label()),
                    Self::Rate(score) => format!("Rate the return on time {score} of 5"),
                }
            }
        }
    };
}

commands! {
    Up => "up", "Move up";
    Down => "down", "Move down";
    Left => "left", "Move left, or to the part before";
    Right => "next part", "Move right, or to the next part";
    PageUp => "page up", "A page up";
    PageDown => "page down", "A page down";
    First => "first", "To the first";
    Last => "last", "To the last";
    NextPage => "next view", "Next view of this phase";
    PreviousPage => "previous view", "Previous view of this phase";
    Open => "open", "Open what is selected";
    Back => "back", "Go back, or clear the search";

    NextStep => "next step", "Go to the next step, or to the next phase";
    NextPhase => "next phase", "Go to the next phase";
    PreviousPhase => "phase back", "Go back a phase";
    BringRoom => "bring room", "Bring the room to what you look at";
    OpenBeside => "side by side", "Run Insight Synthesis and Action Planning side by side, each with its own clock";
    OtherBoard => "other board", "To the other board, while insights and actions run together";
    ToggleClock => "start/pause", "Start or pause the clock of this step";
    Extend => "+5 min", "Give this step five more minutes";
    Shorten => "−1 min", "Take a minute from this step";
    TakeOverrun => "make it up", "Take the overrun from later steps, so that the meeting ends as planned";
    EndStep => "end step", "End this step: stop its clock and stay; its unused time is no longer planned for";
    Agenda => "agenda", "Show the agenda: all steps, their time planned and spent";
    ChooseAgenda => "other agenda", "Choose another agenda: a shorter or longer timebox for the whole meeting";
    BigClock => "big clock", "Show the timer large, readable from across the room";
    GoToStep => "go there", "Take the room to the selected step";
    Undo => "undo", "Undo the last step";
    Redo => "redo", "Redo what was undone";
    TakeNote => "note", "Write a note into the transcript";
    ToggleGuide => "guide", "Show or hide the facilitation guide";
    GuideDown => "guide down", "Scroll the guide down, or what stands below a list";
    GuideUp => "guide up", "Scroll the guide up, or what stands below a list";
    HideNames => "hide names", "Hide or show customers' names and amounts while the screen is shared";
    CopyRow => "copy", "Copy what is selected, to be pasted into a chat or a spreadsheet";
    CopyTable => "copy table", "Copy table: all rows as they are shown, with headings, to be pasted into a spreadsheet";
    FreeMouse => "free the mouse", "Free the mouse, so that the terminal selects text with it, or take it back";
    NextTheme => "theme", "Switch to the next theme";
    ToggleBell => "bell", "Ring the terminal bell when a timebox is over, or stop ringing";
    OtherView => "other view", "Switch between the facilitator's own view and the one for the room";
    Help => "keys", "Show all keys that work here";
    Palette => "commands", "Find a command by name";
    Park => "park", "Park a line for later: it goes into the parking lot, and the step goes on";
    ParkingLot => "parking lot", "Parking lot: lines put by for later; make more of them, or drop them";
    Agreements => "agreements", "Working agreements: what this room holds itself to, taken over from the last retro";
    CheckInRound => "question", "Question of the check-in: ask it, and write down what each person answers";
    ReadBack => "read back", "Read back: the owners read their actions back, one after another";
    MakeOf => "make of it", "Make a card or an action of the parked line";
    Keep => "keep", "Keep the agreement";
    LetGo => "drop", "Drop it; a parked line that something became of is open again";
    Tick => "tick", "Tick: its owner has read it back, or has not after all";
    EarlierRetros => "earlier retros", "Earlier retros: what they learned, decided and promised about what is selected, and what became of it";
    Tools => "tools", "Tools of your own: what they said; ask one, call it off, accept what it said";
    AskTool => "ask", "Ask the selected tool";
    CallOffTool => "call off", "Call off what the tool is asked";
    Proposals => "proposals", "Show what assistants propose: accept it, or drop it";
    Conflicts => "conflicts", "Conflicts between machines: both are shown; choose what counts";
    DropAll => "drop all", "Drop all that assistants propose";
    ShowRenewals => "renewals", "Open the renewals of this scope";
    Stop => "stop", "Stop the work and leave";
    Quit => "quit", "Leave; the session can be resumed";
    Retry => "retry saving", "Try again to save what is not saved yet";
    SaveElsewhere => "save elsewhere", "Save the whole session in another folder, and go on there";

    LimitVotes => "votes each", "Votes per person: how many each has, and how many may go to one card";
    HideVotes => "hide votes", "Hide votes: the board tells only how many are in";
    ShowVotes => "show votes", "Show votes: the tally is closed";
    Join => "join", "Join: add a person who is here";
    People => "who is here", "Who is here: mark someone gone or back";
    RemovePerson => "remove person", "Remove a person who was written down by mistake";
    ActAs => "act as", "Act as a person: the next steps, votes and undo are theirs";

    Fallback => "fallback", "Switch between the named person and the fallback";
    JudgeDone => "done", "Carried-over action: done";
    JudgeWorked => "worked", "Carried-over action: done, and it worked";
    JudgeStalled => "stalled", "Carried-over action: stalled";
    CarryOn => "new date", "Carried-over action: carry on, with a new date";
    ConfirmEffect => "confirm", "Did it work: confirm what its figure says";
    OverruleEffect => "overrule", "Did it work: the room sees it otherwise than its figure";

    NextGrouping => "grouping", "Group by the next dimension";
    Mark => "mark", "Mark or unmark a renewal, to move several at once";
    Recode => "move to reason", "Move the renewal into a reason code";
    HeardFrom => "whose words", "Say whose words the reason is: the customer's, an interview, a ticket, the CSM's";
    AcceptSuggestion => "accept", "Accept what is suggested";
    NextToCheck => "next to check", "Next loss without a reason, or with notes that suggest another";
    RejectSuggestion => "reject", "Reject what is suggested";

    Correct => "correct", "Correct the renewal: outcome, amounts, dates, reason";
    TakeNews => "newer data", "Use the newer data";

    Add => "add", "Add one";
    Edit => "edit", "Edit the selected one";
    Remove => "remove", "Remove the selected one (undo brings it back)";
    MoveLeft => "move left", "Move the card a column to the left";
    MoveRight => "move right", "Move the card a column to the right";
    MoveUp => "move up", "Move the card up in its column";
    MoveDown => "move down", "Move the card down in its column";
    TakeIn => "take in", "Take in what the chat adds";
    LeaveOut => "leave out", "Leave this line out, or take it in after all";
    OtherColumn => "other column", "Put the cards into the next column";
    LineColumn => "its column", "Put this line's card into the next column";
    ChatAgain => "chat again", "Chat again: go on with the one that was put aside";
    Whose => "whose", "Say whose line this is";
    PartNames => "not the same", "This name is somebody else's, or the same person's after all";
    Vote => "vote", "Vote for the card";
    Unvote => "unvote", "Take a vote back";
    CountHands => "hands", "Count a show of hands for the card";
    Group => "group", "Group or merge: mark this card, then the same key on another one puts both under a name";
    Ungroup => "ungroup", "Take a group apart: its cards stand by themselves again";
    Critical => "critical", "Mark a blocker as critical, or not";
    Link => "evidence", "Link the card to evidence";
    Unlink => "unlink", "Take the newest evidence from the card";
    AcceptBlocker => "accept risk", "Record a decision to accept a critical blocker";
    ActOn => "act on it", "Make an action for what is selected";

    NextTopic => "next topic", "Discuss the next topic of the queue";
    SayOnTopic => "what was said", "Write down what was said of the topic";
    DecideOnTopic => "decision", "Record a decision about the topic";

    CycleStatus => "status", "Set the action's next status";
    SignOff => "sign off", "Sign off: the Renewal Director or the stand-in puts their name to what stands here";
    WithdrawSignOff => "withdraw", "Withdraw the sign-off";
    OverrideGate => "override", "Override the merge gate, with a recorded reason";
    AnswerEscalation => "answer", "Answer: write down what those who were asked say to an escalation";
    Export => "export", "Write report, tracker, transcript and session files";
    OlderPlan => "older plan", "Hold this retro's plan against an older one";
    NewerPlan => "newer plan", "Hold this retro's plan against a newer one";
    ComparePlans => "other plans", "Other plans: what differs between this retro's plan and an earlier one here";
    CopySummary => "copy summary", "Copy the summary and who does what, for a mail or a chat";
    CloseSession => "close", "Close the session, or reopen it when it is closed";

    NextSide => "other windows", "Compare: another window, or those without the sign or play";
    PreviousSide => "previous", "Back to the previous comparison";

    Sort => "sort", "Sort by the next column";
    Reverse => "reverse", "Reverse the order";
    Filter => "search", "Search: show only rows with these words";

    Choose => "choose", "Choose what this row means";
    ChooseField => "field", "Choose another field or table";
    SettleForm => "how written", "Choose the order of dates, or what an amount covers: a month, a quarter, a year or a term";
    ToggleWords => "words", "Show or hide a column's words and what they mean";
    SetConstant => "constant", "Give a field the same value in every row of a file";
    LeaveAside => "leave out", "Leave it out, or undo your choice";
    NextOpen => "next to settle", "To the next row to settle or to look at";
    SaveMapping => "save", "Save what is on the screen as mapping.toml";
    Leave => "leave", "Leave without saving";
    GoOn => "to the retro", "Save and go on to the retro";
}

/// `NextStep` as `next_step`.
fn snake(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        if c.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
    }
    snake
}

impl Command {
    /// The command of a name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::all().find(|command| command.name() == name)
    }

    /// Every command, parameters spelled out.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        let phases = Phase::ALL.into_iter().map(Self::GoTo);
        let lenses = Lens::ALL.into_iter().map(Self::UseLens);
        PLAIN.iter().copied().chain(phases).chain(lenses).chain((1..=5).map(Self::Rate))
    }

    /// Worth finding by name: not the moves of the cursor.
    pub(crate) fn in_palette(self) -> bool {
        use Command::{Back, Down, First, Last, Left, PageDown, PageUp, Palette, Right, Up};
        !matches!(self, Up | Down | Left | Right | PageUp | PageDown | First | Last | Back | Palette)
    }
}
