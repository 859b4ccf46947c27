//! What the program understands: tables, their fields, and what kind of value a field holds.
//!
//! Everybody's columns are mapped to these names; they are also the column names of our own files.

use serde::{Deserialize, Serialize};

/// A table of facts. One file is one table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Table {
    Accounts,
    Renewals,
    /// Snapshots or movements of subscriptions, from which renewals are derived.
    Subscriptions,
    Health,
    Usage,
    Notes,
    Plays,
    Tickets,
    /// Why customers left, joined by account and nearest date.
    Reasons,
    /// Health and usage before due, measured in a warehouse for renewals that are derived here.
    Measures,
    /// What became of rows that were counted where they are, in a warehouse, and of which only a part came along.
    Counts,
}

/// What a value is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// Compared byte for byte.
    Id,
    Text,
    Date,
    Amount,
    /// Basis points from `7.5`, `0.075` or `7.5 %`.
    Percent,
    /// 0–1 from `0.8`, `80` or `80 %`.
    Probability,
    Count,
    Number,
    Outcome,
    Risk,
    Flag,
    Reason,
    Currency,
}

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident $key:literal $kind:ident;)*) => {
        /// A field of one or several tables.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field { $($(#[$doc])* $name,)* }

        impl Field {
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The name in a mapping, and the column name in our own files.
            pub fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }

            pub(crate) fn kind(self) -> Kind {
                match self { $(Self::$name => Kind::$kind,)* }
            }
        }
    };
}

fields! {
    AccountId "account_id" Id;
    Account "account" Text;
    /// The account that this one belongs to or goes on under.
    ParentId "parent_account_id" Id;
    Segment "segment" Text;
    Product "product" Text;
    Geo "geo" Text;
    Persona "persona" Text;
    CsOwner "cs_owner" Text;
    Industry "industry" Text;
    RenewalId "renewal_id" Id;
    RowType "type" Text;
    /// Which pipeline a deal stands in; some hold renewals only.
    Pipeline "pipeline" Text;
    /// What a deal is called, which often tells its kind.
    DealName "deal_name" Text;
    /// The deal is a renewal.
    IsRenewal "is_renewal" Flag;
    IsClosed "is_closed" Flag;
    IsWon "is_won" Flag;
    IsLost "is_lost" Flag;
    /// Who has left stays to the end of the term: the day of the loss is the one of notice.
    EndsWithTerm "ends_with_term" Flag;
    DueDate "due_date" Date;
    ClosedDate "closed_date" Date;
    StartedDate "started_date" Date;
    /// The first day of a contract, a term or a spell in force.
    StartDate "start_date" Date;
    /// The last day on which a customer or a contract was in force; empty while it goes on.
    LossDate "loss_date" Date;
    /// The day on which what became of a renewal was taken back.
    TakenBack "taken_back_on" Date;
    /// The day up to which somebody saw that a customer is there.
    LastSeen "last_seen" Date;
    Outcome "outcome" Outcome;
    ArrBefore "arr_before" Amount;
    ArrAfter "arr_after" Amount;
    ArrChange "arr_change" Amount;
    /// What the ARR before changed by, in per cent of it.
    RelativeChange "relative_change" Percent;
    /// What was added at a renewal, on top of the amount after where that does not hold it.
    Expansion "expansion_on_top" Amount;
    Expansion2 "expansion_on_top_2" Amount;
    Expansion3 "expansion_on_top_3" Amount;
    Expansion4 "expansion_on_top_4" Amount;
    /// What was taken off at a renewal, from the amount after where that still holds it.
    Contraction "contraction_taken_off" Amount;
    Contraction2 "contraction_taken_off_2" Amount;
    Contraction3 "contraction_taken_off_3" Amount;
    Contraction4 "contraction_taken_off_4" Amount;
    Amount "amount" Amount;
    /// The months that a new contract runs, and that the total beside it covers.
    TermMonths "term_months" Count;
    /// The months that the contract before ran, and that the total before covers.
    TermBefore "term_months_before" Count;
    /// What the amounts of a row cover: a month, a quarter, a year or a term.
    Period "period" Text;
    /// What the amount before covers, where another column tells what the one after does.
    PeriodBefore "period_before" Text;
    Currency "currency" Currency;
    /// Of the amount before, where the one after may be in another.
    CurrencyBefore "currency_before" Currency;
    /// What each row's amounts count: thousands in one, whole ones in another.
    Unit "unit" Text;
    UpliftContract "uplift_contract_pct" Percent;
    UpliftApplied "uplift_applied_pct" Percent;
    ListPrice "list_price" Amount;
    NetPrice "net_price" Amount;
    SeatsBefore "seats_before" Count;
    SeatsAfter "seats_after" Count;
    ReasonCode "reason_code" Reason;
    SecondaryReasons "secondary_reasons" Text;
    /// Whose words the reason is.
    ReasonSource "reason_source" Text;
    Competitor "competitor" Text;
    ExecFirstContact "exec_first_contact" Date;
    ExecRole "exec_role" Text;
    ForecastAmount "forecast_amount" Amount;
    ForecastCategory "forecast_category" Text;
    ForecastProbability "forecast_probability" Probability;
    ForecastDate "forecast_date" Date;
    ChampionLeft "champion_left_on" Date;
    OwnerChanged "owner_changed_on" Date;
    Date "date" Date;
    Week "week" Date;
    Score "score" Number;
    Events "events" Count;
    Author "author" Text;
    Note "note" Text;
    Play "play" Text;
    RiskBefore "risk_before" Risk;
    Opened "opened" Date;
    Escalated "escalated" Flag;
    SubscriptionId "subscription_id" Id;
    /// The numbers of contracts that this one goes on from, or is gone on with.
    LinkedContracts "linked_contracts" Text;
    Arr "arr" Amount;
    Mrr "mrr" Amount;
    MrrChange "mrr_change" Amount;
    MovementType "movement_type" Text;
    /// Whether the row's amount comes again; what comes once is no part of ARR.
    Recurring "recurring" Text;
    Seats "seats" Count;
    Status "status" Text;
    ContractEnd "contract_end" Date;
    ListPerSeat "list_price_per_seat" Amount;
    NetPerSeat "net_price_per_seat" Amount;
    Health90 "health_90" Number;
    Health60 "health_60" Number;
    Health30 "health_30" Number;
    Usage1 "usage_1" Count;
    Usage2 "usage_2" Count;
    Usage3 "usage_3" Count;
    Usage4 "usage_4" Count;
    Usage5 "usage_5" Count;
    Usage6 "usage_6" Count;
    Tickets "tickets" Count;
    Escalations "escalations" Count;
    HealthAtPlay "health_at_play" Number;
    MeasuredOn "measured_on" Date;
    Relation "relation" Text;
    RowsRead "rows_read" Count;
    RowsUsed "rows_used" Count;
    RowsRejected "rows_rejected" Count;
    RowsUnmatched "rows_unmatched" Count;
    AccountsUnmatched "accounts_unmatched" Count;
    FirstUnmatched "first_unmatched" Text;
    RowsRepeated "rows_repeated" Count;
    DayColumn "day_column" Text;
    FirstWrongDay "first_wrong_day" Text;
    ValueColumn "value_column" Text;
    FirstWrongValue "first_wrong_value" Text;
    FirstDay "first_day" Date;
    LastDay "last_day" Date;
    /// The newest day of any row that goes on by itself, up to the as-of day.
    NewestDay "newest_day" Date;
}

/// Columns of what was added at renewals, each its own.
pub(crate) const EXPANSIONS: [Field; 4] = [Field::Expansion, Field::Expansion2, Field::Expansion3, Field::Expansion4];

/// ... of what was taken off.
pub(crate) const CONTRACTIONS: [Field; 4] = [Field::Contraction, Field::Contraction2, Field::Contraction3, Field::Contraction4];

/// What tells what became of a renewal; one of them is enough.
pub(crate) const BECAME: [Field; 5] = [Field::Outcome, Field::IsWon, Field::IsLost, Field::IsClosed, Field::LossDate];

/// Health before due, where a renewal's own row holds it.
pub(crate) const HEALTH: [Field; 3] = [Field::Health90, Field::Health60, Field::Health30];

/// Usage in 30-day buckets before due, where a renewal's own row holds it.
pub(crate) const USAGE: [Field; 6] = [Field::Usage1, Field::Usage2, Field::Usage3, Field::Usage4, Field::Usage5, Field::Usage6];

/// What a row of counts says of its relation.
pub(crate) const COUNTS: [Field; 15] = [
    Field::Relation,
    Field::RowsRead,
    Field::RowsUsed,
    Field::RowsRejected,
    Field::RowsUnmatched,
    Field::AccountsUnmatched,
    Field::FirstUnmatched,
    Field::FirstDay,
    Field::LastDay,
    Field::RowsRepeated,
    Field::NewestDay,
    Field::DayColumn,
    Field::FirstWrongDay,
    Field::ValueColumn,
    Field::FirstWrongValue,
];

impl Field {
    pub(crate) const COUNT: usize = Self::ALL.len();

    /// Something begins on this day. Of a month without a day a beginning is the first day, and everything else the last.
    pub(crate) fn begins(self) -> bool {
        matches!(self, Self::StartDate | Self::StartedDate | Self::Opened)
    }

    /// Something ends on this day, and where it never does, people write one that is far away.
    pub(crate) fn may_be_endless(self) -> bool {
        matches!(self, Self::ContractEnd | Self::DueDate | Self::LossDate)
    }

    /// The length of a contract, in months or in words.
    pub(crate) fn is_term(self) -> bool {
        matches!(self, Self::TermMonths | Self::TermBefore)
    }

    /// Words for what an amount covers.
    pub(crate) fn is_period(self) -> bool {
        matches!(self, Self::Period | Self::PeriodBefore)
    }

    /// The field with this name, and only with this spelling.
    pub(crate) fn named(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.key() == key)
    }
}

/// The fields of renewals, the required ones first.
const RENEWALS: &[Field] = &[
    Field::DueDate,
    Field::Outcome,
    Field::RenewalId,
    Field::AccountId,
    Field::Account,
    Field::Segment,
    Field::Product,
    Field::Geo,
    Field::Persona,
    Field::CsOwner,
    Field::RowType,
    Field::Recurring,
    Field::Pipeline,
    Field::DealName,
    Field::IsRenewal,
    Field::IsClosed,
    Field::IsWon,
    Field::IsLost,
    Field::LossDate,
    Field::EndsWithTerm,
    Field::TakenBack,
    Field::ClosedDate,
    Field::StartedDate,
    Field::ArrBefore,
    Field::ArrAfter,
    Field::ArrChange,
    Field::RelativeChange,
    Field::Expansion,
    Field::Expansion2,
    Field::Expansion3,
    Field::Expansion4,
    Field::Contraction,
    Field::Contraction2,
    Field::Contraction3,
    Field::Contraction4,
    Field::Amount,
    Field::TermMonths,
    Field::TermBefore,
    Field::Period,
    Field::PeriodBefore,
    Field::Currency,
    Field::CurrencyBefore,
    Field::Unit,
    Field::UpliftContract,
    Field::UpliftApplied,
    Field::ListPrice,
    Field::NetPrice,
    Field::SeatsBefore,
    Field::SeatsAfter,
    Field::ReasonCode,
    Field::SecondaryReasons,
    Field::ReasonSource,
    Field::Competitor,
    Field::ExecFirstContact,
    Field::ExecRole,
    Field::ForecastAmount,
    Field::ForecastCategory,
    Field::ForecastProbability,
    Field::ForecastDate,
    Field::ChampionLeft,
    Field::OwnerChanged,
    Field::Note,
    Field::Health90,
    Field::Health60,
    Field::Health30,
    Field::Usage1,
    Field::Usage2,
    Field::Usage3,
    Field::Usage4,
    Field::Usage5,
    Field::Usage6,
    Field::Tickets,
    Field::Escalations,
];

/// The fields of contracts over time.
const SUBSCRIPTIONS: &[Field] = &[
    Field::AccountId,
    Field::Account,
    Field::Date,
    Field::StartDate,
    Field::LossDate,
    Field::ContractEnd,
    Field::EndsWithTerm,
    Field::Arr,
    Field::Mrr,
    Field::ArrChange,
    Field::MrrChange,
    Field::Amount,
    Field::TermMonths,
    Field::Period,
    Field::MovementType,
    Field::Recurring,
    Field::Status,
    Field::IsLost,
    Field::Seats,
    Field::Segment,
    Field::Product,
    Field::Geo,
    Field::Persona,
    Field::CsOwner,
    Field::Currency,
    Field::Unit,
    Field::ListPerSeat,
    Field::NetPerSeat,
    Field::SubscriptionId,
    Field::LinkedContracts,
    Field::ReasonCode,
    Field::ReasonSource,
    Field::Competitor,
    Field::LastSeen,
];

impl Table {
    pub(crate) const ALL: [Self; 11] = [
        Self::Accounts,
        Self::Renewals,
        Self::Subscriptions,
        Self::Health,
        Self::Usage,
        Self::Notes,
        Self::Plays,
        Self::Tickets,
        Self::Reasons,
        Self::Measures,
        Self::Counts,
    ];

    /// The name in a mapping, and the file name (without ending) among our own files.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Accounts => "accounts",
            Self::Renewals => "renewals",
            Self::Subscriptions => "subscriptions",
            Self::Health => "health",
            Self::Usage => "usage",
            Self::Notes => "notes",
            Self::Plays => "plays",
            Self::Tickets => "tickets",
            Self::Reasons => "reasons",
            Self::Measures => "measures",
            Self::Counts => "counts",
        }
    }

    pub(crate) fn named(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.key() == key)
    }

    /// Fields without which the table says nothing.
    pub(crate) fn required(self) -> &'static [Field] {
        use Field as F;
        match self {
            Self::Accounts => &[F::AccountId],
            Self::Renewals => &[F::DueDate],
            Self::Subscriptions => &[],
            Self::Health => &[F::AccountId, F::Week, F::Score],
            Self::Usage => &[F::AccountId, F::Week],
            Self::Notes => &[F::AccountId, F::Date, F::Note],
            Self::Plays => &[F::AccountId, F::Play, F::Date],
            Self::Tickets => &[F::AccountId, F::Opened],
            Self::Reasons => &[F::AccountId, F::Date],
            Self::Measures => &[F::AccountId, F::MeasuredOn],
            Self::Counts => &[F::Relation, F::RowsRead, F::RowsUsed, F::RowsRejected],
        }
    }

    /// Groups of fields of which one each is needed.
    pub(crate) fn one_of(self) -> &'static [&'static [Field]] {
        use Field as F;
        match self {
            Self::Renewals => &[&[F::AccountId, F::Account], &BECAME],
            Self::Subscriptions => &[
                &[F::AccountId, F::Account, F::SubscriptionId],
                &[F::Arr, F::Mrr, F::ArrChange, F::MrrChange, F::Amount],
                &[F::Date, F::StartDate, F::ContractEnd],
            ],
            _ => &[],
        }
    }

    /// Fields of which a file holds at least one where it is this table: an id and a day tell of nothing yet. A person may
    /// still say that it is.
    pub(crate) fn telling(self) -> &'static [Field] {
        use Field as F;
        match self {
            Self::Accounts => &[F::Account, F::Segment, F::Product, F::Geo, F::Persona, F::CsOwner, F::Industry, F::ParentId],
            Self::Usage => &[F::Events],
            Self::Reasons => &[F::ReasonCode, F::SecondaryReasons, F::Competitor],
            _ => &[],
        }
    }

    /// A value of this field that cannot be read is lost, and its row is not. What is needed is worth the row, and so are
    /// words: they say what a row is.
    pub(crate) fn can_lose(self, field: Field) -> bool {
        let is_measured =
            matches!(field.kind(), Kind::Date | Kind::Amount | Kind::Percent | Kind::Probability | Kind::Count | Kind::Number);
        self == Self::Renewals && is_measured && !self.required().contains(&field)
    }

    /// A field that no column of this table holds by its name alone: its values tell it, or a person does.
    pub(crate) fn is_only_said(self, field: Field) -> bool {
        matches!(field, Field::LinkedContracts | Field::TakenBack)
            || matches!(self, Self::Accounts | Self::Reasons) && field == Field::LossDate
    }

    /// What of the needed fields is missing where `has` tells which are there.
    pub(crate) fn lacks(self, has: impl Fn(Field) -> bool) -> Vec<Field> {
        let mut missing: Vec<Field> = self.required().iter().copied().filter(|field| !has(*field)).collect();
        let absent = self.one_of().iter().filter(|group| !group.iter().any(|field| has(*field)));
        missing.extend(absent.filter_map(|group| group.first()));
        missing
    }

    /// All fields the table can hold, the required ones first.
    pub(crate) fn fields(self) -> &'static [Field] {
        use Field as F;
        match self {
            Self::Accounts => &[
                F::AccountId,
                F::Account,
                F::Segment,
                F::Product,
                F::Geo,
                F::Persona,
                F::CsOwner,
                F::Industry,
                F::ParentId,
                F::LastSeen,
                F::Currency,
                F::LossDate,
            ],
            Self::Renewals => RENEWALS,
            Self::Subscriptions => SUBSCRIPTIONS,
            Self::Health => Self::Health.required(),
            Self::Usage => &[F::AccountId, F::Week, F::Events],
            Self::Notes => &[F::AccountId, F::Date, F::Note, F::Author],
            Self::Plays => &[F::AccountId, F::Play, F::Date, F::RiskBefore, F::HealthAtPlay],
            Self::Tickets => &[F::AccountId, F::Opened, F::Escalated],
            Self::Reasons => {
                &[F::AccountId, F::Date, F::ReasonCode, F::SecondaryReasons, F::ReasonSource, F::Competitor, F::Note, F::LossDate]
            }
            Self::Measures => &[
                F::AccountId,
                F::MeasuredOn,
                F::Health90,
                F::Health60,
                F::Health30,
                F::Usage1,
                F::Usage2,
                F::Usage3,
                F::Usage4,
                F::Usage5,
                F::Usage6,
            ],
            Self::Counts => &COUNTS,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_again_and_required_fields_belong_to_their_table() {
        for field in Field::ALL {
            assert_eq!(Field::named(field.key()), Some(*field));
        }
        for table in Table::ALL {
            assert_eq!(Table::named(table.key()), Some(table));
            assert!(table.required().iter().all(|field| table.fields().contains(field)), "{}", table.key());
        }
    }
}
