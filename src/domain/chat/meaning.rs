//! What somebody says by a message: a card, votes, a score. And what of a chat is new to a session: the same chat pasted again, longer by
//! then, adds only what came since.

use std::collections::{HashMap, HashSet};

use super::{Chat, Left, Said, Why, goes_to::GoesTo, naming::naming, votes::votes};
use crate::domain::action::{Action, ActionId};
use crate::domain::card::{CardId, InsightKind};
use crate::domain::event::Event;
use crate::domain::phase::Phase;
use crate::domain::session::{History, Session};
use crate::domain::text;
use crate::domain::wish::{CardWish, Wish};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// A card, or a note.
    Words(String),
    /// As often as each is named.
    Votes(Vec<CardId>),
    /// Return on time.
    Score(u8),
    /// A score with a word on it (`5 great`): both are taken in.
    ScoreWith(u8, String),
    /// Agreement with nothing that is named (`+1`, `same`).
    Agreement,
    /// A number, and no score that can be counted (`4.5`).
    NoScore,
}

/// What a chat adds to a session, and what in it adds nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct News {
    pub new: Vec<New>,
    /// Here already.
    pub known: usize,
    /// Lines that are left out, each with why.
    pub left: Vec<Left>,
}

/// Something that a chat adds to a session.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct New {
    /// Whose it is, by the name they have in the session; `None` where the chat does not say.
    pub by: Option<String>,
    /// The name as it was written.
    pub written: Option<String>,
    pub wish: Wish,
    /// Its own words name the column, or say that it is an action; else it goes where the room says.
    pub says_where: bool,
}

/// What a message says where the room is at `phase`. Votes are cast where the cards are; at Close numbers are scores, or words.
pub(crate) fn meaning(said: &str, session: &Session, phase: Phase) -> Meaning {
    if ["+1", "same", "agree", "agreed", "this", "^", "^^"].contains(&said.to_lowercase().trim_end_matches(['.', '!'])) {
        return Meaning::Agreement;
    }
    let meant = match phase {
        Phase::Close => score(said),
        Phase::InsightSynthesis => votes(said, session).map(Meaning::Votes),
        _ => None,
    };
    meant.unwrap_or_else(|| Meaning::Words(said.to_owned()))
}

/// `5`, `4/5`, `4 of 5`; another number is none.
fn score(said: &str) -> Option<Meaning> {
    let bare = said.trim_end_matches("/5").trim_end_matches("of 5").trim();
    let is_number = !bare.is_empty() && bare.replace(',', ".").parse::<f64>().is_ok_and(f64::is_finite);
    match bare.parse() {
        Ok(score @ 1..=5) => Some(Meaning::Score(score)),
        _ if is_number => Some(Meaning::NoScore),
        _ => with_words(said),
    }
}

/// `5 great`, `4/5, too long`, `3: we ran over`: a number that something parts from the words, or that only a word or two follow. What goes on
/// like `5 accounts that we lost` is words alone.
fn with_words(said: &str) -> Option<Meaning> {
    const FEW: usize = 2;
    let rest = said.strip_prefix(['1', '2', '3', '4', '5'])?;
    let score = said[..1].parse().ok()?;
    let behind = ["/5", " of 5", " out of 5"].iter().find_map(|of| rest.strip_prefix(of)).unwrap_or(rest);
    let words = behind.trim_start();
    let is_parted = behind.len() < rest.len() || words.starts_with(['-', '–', '—', ':', ';', '!', '(', ',']) && !is_number_on(words);
    let is_short = words.len() < behind.len() && words.split_whitespace().count() <= FEW && words.chars().any(char::is_alphabetic);
    let is_apart = behind.is_empty() || !behind.starts_with(|c: char| c.is_alphanumeric());
    (is_apart && (is_parted || is_short)).then(|| Meaning::ScoreWith(score, said.to_owned()))
}

/// `4,5`, `3-4`: the number goes on.
fn is_number_on(words: &str) -> bool {
    words[1..].trim_start().starts_with(|c: char| c.is_ascii_digit())
}

/// What of a chat the session does not have yet, in its order. Where the room is at its insights words are cards of `column`, or of the
/// column that they name; elsewhere notes. What says that it is an action is one everywhere.
pub(crate) fn news(chat: &Chat, history: &History, phase: Phase, column: InsightKind) -> News {
    let session = history.session();
    let meant: HashMap<String, Option<String>> = naming(&chat.said, session).into_iter().map(|meant| (meant.written, meant.name)).collect();
    let room = (phase == Phase::InsightSynthesis).then_some(GoesTo::Column(column));
    let news = News { left: chat.left.clone(), ..News::default() };
    let mut reader = Reader { known: Known::of(history), phase, room, under: None, news };
    for said in &chat.said {
        let name = said.by.as_ref().and_then(|by| meant.get(by)?.clone());
        reader.take(said, name.as_deref(), session);
    }
    reader.news
}

struct Reader {
    known: Known,
    phase: Phase,
    /// Where words go that say nothing of it; notes go nowhere.
    room: Option<GoesTo>,
    /// The heading that they stand below.
    under: Option<GoesTo>,
    news: News,
}

impl Reader {
    fn take(&mut self, said: &Said, by: Option<&str>, session: &Session) {
        let phase = self.phase;
        let mut says_where = false;
        let wishes: Vec<(What, Wish)> = match meaning(&said.text, session, phase) {
            Meaning::Words(text) => {
                if let Some(place) = self.heading(said) {
                    self.under = Some(place);
                    return self.leave(said, Why::Heading);
                }
                let (said, text) = self.said_place(&text);
                says_where = said.is_some();
                vec![self.words(said.or(self.room), text)]
            }
            Meaning::Votes(cards) => cards.into_iter().map(|id| (What::Vote(id), Wish::OnCard(id, CardWish::Vote))).collect(),
            Meaning::Score(score) => vec![(What::Score(score), Wish::Score(score))],
            Meaning::ScoreWith(score, text) => {
                vec![(What::Score(score), Wish::Score(score)), (What::Note(text::fold(&text)), Wish::TakeNote { phase, text })]
            }
            Meaning::Agreement => return self.leave(said, Why::Agreement),
            Meaning::NoScore => return self.leave(said, Why::NoScore),
        };
        for (what, wish) in wishes {
            if self.known.is_news(by, &what) {
                self.news.new.push(New { by: by.map(str::to_owned), written: said.by.clone(), wish, says_where });
            } else {
                self.news.known += 1;
            }
        }
    }

    /// A line by itself that says where the lines below it go.
    fn heading(&self, said: &Said) -> Option<GoesTo> {
        let place = GoesTo::named(&said.text).filter(|_| said.by.is_none())?;
        (self.room.is_some() || place == GoesTo::Actions).then_some(place)
    }

    /// Where words say that they go, or the heading above them, and the words.
    fn said_place<'a>(&self, text: &'a str) -> (Option<GoesTo>, &'a str) {
        let counts = |place: GoesTo| self.room.is_some() || place == GoesTo::Actions;
        match GoesTo::prefixed(text).filter(|(place, _)| counts(*place)) {
            Some((place, rest)) => (Some(place), rest),
            None => (self.under, text),
        }
    }

    fn words(&self, place: Option<GoesTo>, text: &str) -> (What, Wish) {
        let (folded, words) = (text::fold(text), text.to_owned());
        match place {
            Some(GoesTo::Column(kind)) => (What::Card(folded), Wish::AddCard { kind, text: words, critical: false, evidence: vec![] }),
            Some(GoesTo::Actions) => (What::Action(folded), Wish::AddAction(Box::new(Action::new(ActionId(0), words)))),
            None => (What::Note(folded), Wish::TakeNote { phase: self.phase, text: words }),
        }
    }

    fn leave(&mut self, said: &Said, why: Why) {
        self.news.left.push(Left { by: said.by.clone(), text: said.text.clone(), why });
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum What {
    Card(String),
    Action(String),
    Note(String),
    Vote(CardId),
    Score(u8),
}

/// How often each thing was said by somebody of a name, whatever became of it; what was undone was not.
struct Known(HashMap<(Option<String>, What), usize>);

impl Known {
    fn of(history: &History) -> Self {
        let mut known = HashMap::new();
        for record in history.records().iter().filter(|record| !history.is_undone(record.seq)) {
            let what = match &record.event {
                Event::CardAdded { text, .. } => What::Card(text::fold(text)),
                Event::ActionAdded { action } => What::Action(text::fold(&action.title)),
                Event::NoteTaken { text, .. } => What::Note(text::fold(text)),
                Event::VoteCast { id, up: true } => What::Vote(*id),
                Event::ReturnOnTimeVoted { score } => What::Score(*score),
                _ => continue,
            };
            *known.entry((Some(text::fold(&record.by)), what.clone())).or_default() += 1;
            // Where the chat does not say who, anybody may have said it.
            *known.entry((None, what)).or_default() += 1;
        }
        Self(known)
    }

    /// Takes one of them, if there is none left it is news.
    fn is_news(&mut self, by: Option<&str>, what: &What) -> bool {
        match self.0.get_mut(&(by.map(text::fold), what.clone())) {
            Some(left) if *left > 0 => {
                *left -= 1;
                false
            }
            _ => true,
        }
    }
}

/// Names in a chat that nobody here has yet, in the order in which they speak.
pub(crate) fn newcomers<'a>(new: &'a [New], session: &Session) -> Vec<&'a str> {
    let mut here: HashSet<String> = session.people.iter().map(|person| text::fold(&person.name)).collect();
    let said = new.iter().filter_map(|one| one.by.as_deref());
    // It is asked at each frame.
    let mut seen = HashSet::new();
    said.filter(|by| seen.insert(*by)).filter(|by| here.insert(text::fold(by))).collect()
}
