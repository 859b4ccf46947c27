//! What in a chat is nobody's words: quotes of what is replied to, reactions, what the program writes itself. Nothing of it is thrown away
//! unseen: each line is told with why it is left out.

use super::goes_to::GoesTo;
use super::{head, thread};
use crate::domain::text;

/// Why a line is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Why {
    Reaction,
    Quote,
    /// The program's own words: who came, who left, what was recorded.
    Program,
    Bot,
    /// It agrees with nothing that it names.
    Agreement,
    /// A number where one of 1 to 5 was asked for.
    NoScore,
    /// A heading that says where the lines below it go.
    Heading,
}

impl Why {
    pub(crate) const ALL: [Self; 7] =
        [Self::Reaction, Self::Quote, Self::Program, Self::Bot, Self::Agreement, Self::NoScore, Self::Heading];

    /// For a column, beside the line.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Reaction => "reaction",
            Self::Quote => "quote",
            Self::Program => "chat program",
            Self::Bot => "bot",
            Self::Agreement => "agreement",
            Self::NoScore => "no score 1 to 5",
            Self::Heading => "heading",
        }
    }

    /// One line of it, and several.
    pub(crate) fn counted(self) -> (&'static str, &'static str) {
        match self {
            Self::Reaction => ("reaction is left out", "reactions are left out"),
            Self::Quote => ("quote is left out", "quotes are left out"),
            Self::Program => ("line is the chat program's", "lines are the chat program's"),
            Self::Bot => ("line is a bot's", "lines are bots'"),
            Self::Agreement => ("line agrees and names no card", "lines agree and name no card"),
            Self::NoScore => ("number is no whole score from 1 to 5", "numbers are no whole scores from 1 to 5"),
            Self::Heading => ("line names a column", "lines name a column"),
        }
    }
}

/// A message's lines: what is its sender's, and what is not.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// A line each; bullets are lines of their own, other lines of a message are one.
    pub own: Vec<String>,
    pub left: Vec<(String, Why)>,
}

/// Parts the words of a message's sender from the rest.
pub(crate) fn words(lines: &[String]) -> Words {
    let mut words = Words::default();
    let mut is_list = false;
    let mut is_quoted = false;
    let mut is_marked = false;
    for line in lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()) {
        // The line below "replied to a thread" is what was replied to.
        let why = match (std::mem::take(&mut is_quoted), std::mem::take(&mut is_marked)) {
            (true, _) => Some(Why::Quote),
            // How many gave a mark may stand below it.
            (_, true) if line.parse::<u32>().is_ok() => Some(Why::Reaction),
            _ => not_own(line),
        };
        let (line, foot) = thread::parted(line);
        words.left.extend(foot.map(|foot| (text::line(foot), Why::Program)));
        if let Some(why) = why {
            is_marked = why == Why::Reaction;
            is_quoted = is_thread_head(line);
            words.left.push((text::line(line), why));
            continue;
        }
        let bare = bulleted(line);
        // What follows a bullet is indented into it; what follows words goes on with them, unless it says where it goes itself.
        match words.own.last_mut() {
            Some(last) if bare.is_none() && !is_list && GoesTo::prefixed(line).is_none() => *last = format!("{last} {line}"),
            _ => words.own.push(bare.unwrap_or(line).to_owned()),
        }
        is_list = bare.is_some();
    }
    // What stands below messages stands below something: alone it is what somebody said.
    if words.own.is_empty() && words.left.first().is_some_and(|(line, _)| is_below(line)) {
        words.own.push(words.left.remove(0).0);
    }
    let cleaned = words.own.iter().map(|line| text::line(without_mark(line)));
    words.own = cleaned.filter(|line| !line.is_empty()).collect();
    words
}

/// `(edited)` behind the words.
fn without_mark(line: &str) -> &str {
    ["</v>", "(edited)", "(Edited)", "(bearbeitet)", "(modifié)"].iter().find_map(|mark| line.strip_suffix(mark)).unwrap_or(line)
}

fn not_own(line: &str) -> Option<Why> {
    match () {
        () if is_reaction(line) => Some(Why::Reaction),
        () if is_quote(line) => Some(Why::Quote),
        () if is_added(line) || says_program(line) => Some(Why::Program),
        () => None,
    }
}

fn is_reaction(line: &str) -> bool {
    let is_of = |verb: &str| line.strip_prefix(verb).is_some_and(|rest| rest.contains(['"', '“', '”', '„']));
    let is_verb =
        ["Reacted to ", "Removed a ", "Liked ", "Loved ", "Laughed at ", "Emphasized ", "Hat auf "].iter().any(|verb| is_of(verb));
    is_verb || is_counted_reaction(line) || are_marks(line)
}

/// `2 Like reactions.`, `1 heart reaction`.
fn is_counted_reaction(line: &str) -> bool {
    let lower = line.to_lowercase();
    let words: Vec<&str> = lower.trim_end_matches('.').split_whitespace().collect();
    let is_count = words.first().is_some_and(|word| word.parse::<u32>().is_ok());
    is_count && words.len() <= 5 && matches!(words.last(), Some(&("reaction" | "reactions")))
}

/// A thumb with a count below a message; an emoji alone may be all that somebody said, and says nothing here.
fn are_marks(line: &str) -> bool {
    let is_mark = |word: &str| {
        let is_named = word.len() > 2 && word.starts_with(':') && word.ends_with(':');
        let is_emoji = !word.is_empty() && word.chars().all(|c| !c.is_ascii() && !c.is_alphanumeric());
        is_named || is_emoji
    };
    let words: Vec<&str> = line.split_whitespace().collect();
    words.iter().any(|word| is_mark(word)) && words.iter().all(|word| is_mark(word) || word.parse::<u32>().is_ok())
}

/// What is replied to stands before the reply, in the words of whoever said it.
fn is_quote(line: &str) -> bool {
    let begins = ["Replying to \"", "Replying to “", "Replied to \"", "Replied to “", "In reply to ", "Antwort auf \"", "Antwort auf „"];
    begins.iter().any(|begin| line.starts_with(begin)) || line.starts_with("> ") || is_thread_head(line)
}

fn is_thread_head(line: &str) -> bool {
    let lower = line.to_lowercase();
    ["replied to a thread", "replied to:", "replied to a message"].iter().any(|begin| lower.starts_with(begin))
}

/// What a program puts below a message, and nobody says.
fn is_added(line: &str) -> bool {
    is_below(line) || without_mark(line).is_empty() || thread::is_foot(line)
}

/// What a program puts below a message, in words that somebody may say.
fn is_below(line: &str) -> bool {
    const MARKS: [&str; 12] = [
        "view message",
        "view conversation",
        "edited",
        "new",
        "new messages",
        "show more",
        "show less",
        "see more",
        "see less",
        "also sent to the channel",
        "sent to the channel",
        PANE,
    ];
    let lower = line.to_lowercase();
    MARKS.contains(&lower.trim_end_matches('.'))
}

/// What a program writes above its messages.
const PANE: &str = "chat";

/// The program may write it between messages, and somebody may say it: the first words below a sender are theirs.
pub(crate) fn may_be_said(line: &str) -> bool {
    let bare = line.trim().trim_end_matches('.');
    !bare.is_empty() && (head::is_day(bare) || bare.eq_ignore_ascii_case(PANE))
}

/// What only a program says, in the place of somebody's words or alone.
fn says_program(line: &str) -> bool {
    const BEGINS: [&str; 28] = [
        "joined the channel along with ",
        "set the channel topic",
        "set the channel description",
        "set the channel purpose",
        "cleared the channel topic",
        "renamed the channel",
        "pinned a message",
        "unpinned a message",
        "added an integration to this channel",
        "has joined the channel",
        "has left the channel",
        "was added to the channel by ",
        "joined #",
        "left #",
        "was added to #",
        "archived the channel",
        "started a huddle",
        "a huddle started",
        "a huddle happened",
        "this message was deleted",
        "this message has been deleted",
        "messages addressed to ",
        "seen by ",
        "recording has started",
        "recording has stopped",
        "transcription has started",
        "you are now the host",
        "this meeting is being recorded",
    ];
    const WHOLE: [&str; 11] = [
        "joined the channel",
        "left the channel",
        "meeting started",
        "meeting ended",
        "recording started",
        "recording stopped",
        "transcription started",
        "call started",
        "call ended",
        "huddle ended",
        "message deleted",
    ];
    let lower = line.to_lowercase();
    let bare = lower.trim_end_matches(['.', '!', ':']);
    BEGINS.iter().any(|begin| lower.starts_with(begin)) || WHOLE.contains(&head::without_time(bare))
}

/// A line that the program writes between messages: `Ana Lopez joined the meeting`, `Today`, a time alone. Who merely *left* without saying
/// what is somebody's words, unless they are one of those who speak here.
pub(crate) fn is_program(line: &str, is_somebody: impl Fn(&str) -> bool) -> bool {
    let line = line.trim();
    if line.is_empty() {
        return false;
    }
    let bare = head::without_time(line).trim_end_matches('.');
    bare.is_empty()
        || line.starts_with("WEBVTT")
        || head::is_day(bare)
        || bare.eq_ignore_ascii_case(PANE)
        || says_program(line)
        || comes_or_goes(bare, is_somebody)
}

const MOVES: [&str; 14] = [
    " has joined",
    " have joined",
    " joined",
    " has left",
    " left",
    " was added to",
    " was removed from",
    " was invited to",
    " changed the group name",
    " named the meeting",
    " changed the meeting",
    " set the channel topic",
    " started a huddle",
    " ended the meeting",
];
const PLACES: [&str; 16] = [
    "the meeting",
    "the call",
    "the chat",
    "the channel",
    "the conversation",
    "the huddle",
    "the room",
    "the waiting room",
    "the webinar",
    "the group",
    "the session",
    "as a guest",
    "as guest",
    "this channel",
    "this chat",
    "the team",
];

fn comes_or_goes(line: &str, is_somebody: impl Fn(&str) -> bool) -> bool {
    MOVES.iter().any(|verb| {
        let Some((who, rest)) = line.split_once(verb) else { return false };
        let (who, rest) = (who.trim(), rest.trim());
        let says_where = PLACES.iter().any(|place| rest.strip_prefix(place).is_some_and(|more| !more.starts_with(char::is_alphanumeric)));
        let is_whole = rest.is_empty() && !matches!(*verb, " joined" | " left" | " has joined" | " has left" | " have joined");
        let is_set = verb.contains(" the ") && rest.starts_with([':', '"', '“']) || is_whole;
        are_names(who) && (says_where || rest.starts_with('#') || is_set) || rest.is_empty() && is_somebody(who)
    })
}

/// `Ana Lopez`, `tom.weber`, `Ana Lopez, Tom Weber, and 2 others`.
fn are_names(who: &str) -> bool {
    let is_handle = |one: &str| one.starts_with('@') || (!one.contains(' ') && one.contains(['.', '_']));
    let is_rest = |one: &str| one.strip_suffix(" others").is_some_and(|n| n.parse::<u32>().is_ok());
    let mut parts =
        who.split(',').flat_map(|part| part.split(" and ")).map(|one| one.trim().trim_start_matches("and ")).filter(|one| !one.is_empty());
    head::looks_like_a_name(who) || parts.all(|one| head::looks_like_a_name(one) || is_handle(one) || is_rest(one))
}

/// A sender that is a program.
pub(crate) fn is_bot(name: &str) -> bool {
    let lower = name.to_lowercase();
    [" app", " bot", "[bot]", "(bot)", " workflow", "slackbot"].iter().any(|end| lower.ends_with(end))
}

/// The words behind a bullet or a list's number.
fn bulleted(line: &str) -> Option<&str> {
    let behind = line.strip_prefix(['-', '*', '•', '–', '·', '▪', '◦']).or_else(|| {
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
        (rest.len() < line.len() && line.len() - rest.len() <= 2).then(|| rest.strip_prefix(['.', ')']))?
    })?;
    behind.starts_with(char::is_whitespace).then(|| behind.trim()).filter(|words| !words.is_empty())
}
