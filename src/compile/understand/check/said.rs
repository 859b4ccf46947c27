//! What a mapping says of single customers and renewals.

use crate::compile::understand::mapping::{Mapping, RenewalUse, Section, in_units};

/// One line of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedSaid {
    pub section: Section,
    pub id: String,
    /// In a few words: `goes under A-377`, `no renewal of its own`.
    pub says: String,
}

pub(crate) fn of(mapping: &Mapping) -> Vec<CheckedSaid> {
    let account = |(id, under): (&String, &String)| CheckedSaid {
        section: Section::Accounts,
        id: id.clone(),
        says: if id == under { "a customer of its own".to_owned() } else { format!("goes under {under}") },
    };
    let renewal = |(id, said): (&String, &RenewalUse)| CheckedSaid {
        section: Section::Renewals,
        id: id.clone(),
        says: match said {
            RenewalUse::Ignore => "no renewal, left out".to_owned(),
            RenewalUse::Own => "a renewal of its own".to_owned(),
            RenewalUse::Covers(paid) => format!("its amount after covers {}", paid.key()),
            RenewalUse::BothCover(paid) => format!("its amounts cover {}", paid.key()),
            RenewalUse::In(unit) => format!("its amounts are in {}", unit.key()),
            RenewalUse::PaidAfter(amount) => format!("renewed at {}, whatever its row says", in_units(*amount)),
            RenewalUse::PaidBefore(amount) => format!("{} before it, whatever its row says", in_units(*amount)),
            RenewalUse::Became(outcome) => format!("{}, whatever its row says", outcome.label()),
            RenewalUse::LeftEarly => "left on that day, before the contract's end".to_owned(),
        },
    };
    mapping.accounts.iter().map(account).chain(mapping.renewals.iter().map(renewal)).collect()
}
