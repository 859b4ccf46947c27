//! Whose words a reason is: a customer's own weigh more than what somebody here made of them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::domain::text;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Voice {
    /// The customer said or wrote it: a survey, a mail, the cancellation form.
    Customer,
    /// Somebody who does not look after the account asked the customer.
    Interview,
    /// It stands in a support ticket.
    Ticket,
    /// The CSM's own view, or that of whoever sold it.
    Csm,
}

/// Parts of words, folded; the first row that has one counts: a customer success manager is no customer.
const PARTS: [(Voice, &[&str]); 4] = [
    (Voice::Interview, &["interview", "winloss", "thirdparty", "entretien", "intervju", "wywiad"]),
    (Voice::Ticket, &["ticket", "support", "helpdesk", "case", "incident"]),
    (
        Voice::Csm,
        &["success", "csm", "accountmanager", "accountexecutive", "salesrep", "sales", "owner", "internal", "intern", "team", "vertrieb"],
    ),
    (
        Voice::Customer,
        &["customer", "client", "kund", "klant", "klient", "buyer", "survey", "questionnaire", "umfrage", "enquete", "mail", "form"],
    ),
];

/// Whole words, folded.
const WHOLE: [(Voice, &[&str]); 2] = [(Voice::Csm, &["cs", "ae", "am", "rep", "us", "we"]), (Voice::Customer, &["them", "direct"])];

impl Voice {
    pub(crate) const ALL: [Self; 4] = [Self::Customer, Self::Interview, Self::Ticket, Self::Csm];

    /// `None` where nobody could say whose words are meant.
    pub(crate) fn read(words: &str) -> Option<Self> {
        let folded = text::fold(words);
        let whole = WHOLE.iter().find(|(_, all)| all.contains(&&*folded));
        let part = || PARTS.iter().find(|(_, parts)| parts.iter().any(|part| folded.contains(part))).map(|(voice, _)| *voice);
        whole.map(|(voice, _)| *voice).or_else(part)
    }

    /// As it stands in files.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Interview => "interview",
            Self::Ticket => "ticket",
            Self::Csm => "csm",
        }
    }

    /// `the customer's words`.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Customer => "the customer's words",
            Self::Interview => "told in an interview",
            Self::Ticket => "from a ticket",
            Self::Csm => "the CSM's view",
        }
    }

    /// Who that is.
    pub(crate) fn about(self) -> &'static str {
        match self {
            Self::Customer => "a survey, a mail, what they said",
            Self::Interview => "somebody neutral asked them",
            Self::Ticket => "support wrote it down",
            Self::Csm => "nobody asked the customer",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_words_are_meant_is_read_from_many_ways_to_say_it() {
        for (words, voice) in [
            ("Customer", Some(Voice::Customer)),
            ("Exit survey", Some(Voice::Customer)),
            ("CSM", Some(Voice::Csm)),
            ("Customer Success Manager", Some(Voice::Csm)),
            ("AE", Some(Voice::Csm)),
            ("Win/Loss interview", Some(Voice::Interview)),
            ("Support case", Some(Voice::Ticket)),
            ("Kunde", Some(Voice::Customer)),
            ("Mars", None),
            ("", None),
        ] {
            assert_eq!(Voice::read(words), voice, "{words}");
        }
        for voice in Voice::ALL {
            assert_eq!(Voice::read(voice.key()), Some(voice));
        }
    }
}
