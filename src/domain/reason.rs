//! Reason codes: a two-level taxonomy of why a renewal went as it did.

mod tongues;
mod voice;

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Name, text};
pub use voice::Voice;

/// A leaf of the taxonomy, written `group.leaf` (`pricing.uplift`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct ReasonCode(#[schemars(with = "String")] Name);

/// One entry of the taxonomy.
#[derive(Clone, Copy, Debug)]
pub struct Reason {
    pub code: &'static str,
    pub label: &'static str,
    /// Spellings found in the exports of other systems, folded when compared.
    pub aliases: &'static [&'static str],
    /// Words and phrases that speak for this reason in a note.
    pub words: &'static [&'static str],
}

/// A first-level group, in the order in which boards show them.
pub(crate) const GROUPS: [(&str, &str); 7] = [
    ("value", "Value"),
    ("product", "Product"),
    ("pricing", "Pricing"),
    ("competition", "Competition"),
    ("relationship", "Relationship"),
    ("company", "Customer's company"),
    ("strength", "Strength"),
];

const fn reason(code: &'static str, label: &'static str, aliases: &'static [&'static str], words: &'static [&'static str]) -> Reason {
    Reason { code, label, aliases, words }
}

/// The built-in taxonomy. `strength.*` says why a renewal held; the others why it was lost or shrank.
pub const TAXONOMY: [Reason; 23] = [
    reason(
        "value.low-adoption",
        "Low adoption",
        &["lack of adoption", "low usage", "unused", "no usage", "not using"],
        &[
            "adoption",
            "nobody logs in",
            "logins",
            "unused seats",
            "usage dropped",
            "stopped using",
            "rollout stalled",
            "never rolled out",
            "idle",
        ],
    ),
    reason(
        "value.no-roi",
        "No proven return",
        &["lack of value", "no roi", "roi", "low value", "not seeing value"],
        &["roi", "return on", "business case", "value not", "could not show", "prove value", "payback"],
    ),
    reason(
        "value.use-case-ended",
        "Use case ended",
        &["project ended", "no longer needed", "no need", "use case"],
        &["project ended", "no longer need", "use case", "programme closed", "wound down the project"],
    ),
    reason(
        "product.missing-feature",
        "Missing feature",
        &["feature gap", "product gap", "missing features", "functionality", "features", "product fit"],
        &["missing", "feature", "roadmap", "gap", "does not support", "could not do", "requested"],
    ),
    reason(
        "product.reliability",
        "Reliability",
        &["bugs", "quality", "outages", "performance", "technical issues", "stability"],
        &["outage", "downtime", "incident", "bug", "unstable", "slow", "crash", "sla breach"],
    ),
    reason(
        "product.integration",
        "Integration",
        &["integrations", "technical fit"],
        &["integration", "api", "connector", "sync", "data feed", "erp"],
    ),
    reason(
        "product.usability",
        "Usability",
        &["ux", "too complex", "hard to use", "complexity"],
        &["complex", "hard to use", "confusing", "clunky", "steep", "training effort"],
    ),
    reason(
        "pricing.uplift",
        "Uplift refused",
        &["price increase", "uplift", "price uplift"],
        &["uplift", "price increase", "increase", "raised the price", "percent more", "annual uplift"],
    ),
    reason(
        "pricing.budget",
        "Budget cut",
        &["budget", "budget cuts", "no budget", "cost cutting"],
        &["budget", "cost cutting", "cut costs", "savings", "finance team", "freeze"],
    ),
    reason(
        "pricing.too-expensive",
        "Too expensive",
        &["cost", "costs", "price", "prices", "pricing", "price too high", "expensive"],
        &["too expensive", "cheaper", "price too high", "current price", "pricing concerns", "price-down", "better price"],
    ),
    reason(
        "pricing.terms",
        "Contract terms",
        &["terms", "contract terms", "legal", "procurement"],
        &["terms", "legal", "procurement", "multi-year", "payment terms"],
    ),
    reason(
        "competition.switch",
        "Switched to a competitor",
        &["competitor", "competition", "competitor other", "switched tool", "lost to competitor", "switched"],
        &["competitor", "switched to", "moved to", "replaced by", "evaluating", "bake-off", "rival"],
    ),
    reason(
        "competition.in-house",
        "Built in-house",
        &["in house", "internal build", "build"],
        &["in-house", "built their own", "internal tool", "own platform"],
    ),
    reason(
        "competition.consolidation",
        "Vendor consolidation",
        &["consolidation", "tool consolidation", "vendor consolidation", "suite"],
        &["consolidat", "suite", "one vendor", "standardis", "standardiz", "fewer tools"],
    ),
    reason(
        "relationship.champion-left",
        "Champion left",
        &["champion departure", "champion left", "sponsor left", "lost champion", "contact left", "admin left"],
        &["champion", "left the company", "departed", "new vp", "new head of", "sponsor left", "our contact", "resigned", "successor"],
    ),
    reason(
        "relationship.support",
        "Support experience",
        &["support", "customer service", "service", "poor support"],
        &["support", "ticket", "escalat", "response time", "unanswered", "waiting"],
    ),
    reason(
        "relationship.onboarding",
        "Onboarding",
        &["implementation", "onboarding"],
        &["onboarding", "implementation", "go-live", "kick-off", "time to value"],
    ),
    reason(
        "company.acquired",
        "Acquired or closed",
        &["acquisition", "acquisition/closure", "acquired", "merger", "out of business", "closure", "bankruptcy", "school closed"],
        &[
            "acquired",
            "acquisition",
            "merger",
            "merged",
            "parent company",
            "insolven",
            "bankrupt",
            "closed down",
            "wound up",
            "consolidating tools",
        ],
    ),
    reason(
        "company.restructuring",
        "Restructuring",
        &["reorg", "restructuring", "layoffs", "reorganisation"],
        &["restructur", "reorg", "layoff", "headcount", "redundan", "team was dissolved"],
    ),
    reason(
        "company.no-decision",
        "No decision",
        &[
            "no decision",
            "no decision made",
            "indecision",
            "no response",
            "non response",
            "unresponsive",
            "ghosted",
            "went dark",
            "went silent",
        ],
        &["no decision", "never decided", "went silent", "went dark", "never answered", "stopped answering", "no response", "ghosted"],
    ),
    reason(
        "strength.outcomes",
        "Outcomes proven",
        &["outcomes", "value proven", "roi proven"],
        &["outcomes", "saved them", "hit their target", "case study", "proved"],
    ),
    reason(
        "strength.sponsor",
        "Executive sponsor",
        &["executive sponsor", "exec sponsor"],
        &["sponsor backed", "cfo backed", "executive backed", "exec sponsor"],
    ),
    reason(
        "strength.adoption",
        "Deep adoption",
        &["deep adoption", "sticky", "adoption strong"],
        &["daily use", "rolled out to", "embedded in", "power users", "expanded to"],
    ),
];

/// What happens in a customer's company, whatever we do.
const BEYOND_REACH: [&str; 3] = ["company.acquired", "company.restructuring", "value.use-case-ended"];

/// The codes of the taxonomy by each of their spellings, folded.
static SPELLINGS: LazyLock<HashMap<String, ReasonCode>> = LazyLock::new(|| {
    let mut spellings = HashMap::new();
    for reason in &TAXONOMY {
        let code = ReasonCode(Name::from(reason.code));
        for spelling in [&reason.code, &reason.label].into_iter().chain(reason.aliases) {
            spellings.entry(text::fold(spelling)).or_insert_with(|| code.clone());
        }
    }
    spellings
});

impl ReasonCode {
    /// The code that a value from outside means: a code, a label or an alias of the taxonomy, or what names it in another language;
    /// any other value is kept as it is under `other`, never dropped. `None` for an empty value.
    pub fn read(value: &str) -> Option<Self> {
        let folded = text::fold(value);
        if folded.is_empty() {
            return None;
        }
        // A code that was kept before reads back as itself.
        let known_before = value.trim().strip_prefix("other.");
        let kept = || Self(Name::from(format!("other.{}", slug(known_before.unwrap_or(value)))));
        let foreign = || tongues::read(value).filter(|_| known_before.is_none()).map(|code| Self(Name::from(code)));
        Some(SPELLINGS.get(&folded).cloned().or_else(foreign).unwrap_or_else(kept))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The first level (`pricing`).
    pub(crate) fn group(&self) -> &str {
        self.0.split_once('.').map_or(&*self.0, |(group, _)| group)
    }

    /// For reading: the taxonomy's label, or the leaf with its hyphens opened.
    pub(crate) fn label(&self) -> String {
        if let Some(reason) = TAXONOMY.iter().find(|r| r.code == &*self.0) {
            return reason.label.to_owned();
        }
        let leaf = self.0.split_once('.').map_or(&*self.0, |(_, leaf)| leaf);
        super::scope::capitalise(&leaf.replace('-', " "))
    }

    pub(crate) fn group_label(&self) -> &str {
        let group = self.group();
        GROUPS.iter().find(|(key, _)| *key == group).map_or("Other", |(_, label)| *label)
    }

    /// Whether somebody who types this may mean it: its label or one of its spellings begins so, here or in another language.
    pub(crate) fn is_called(&self, typed: &str) -> bool {
        let wanted = text::fold(typed);
        let spellings =
            || TAXONOMY.iter().filter(|reason| reason.code == &*self.0).flat_map(|reason| reason.aliases.iter().chain([&reason.label]));
        let begins = || spellings().any(|spelling| text::fold(spelling).starts_with(&wanted));
        !wanted.is_empty() && (begins() || Self::read(typed).as_ref() == Some(self))
    }

    /// Whether something that we do could have changed it; `None` of a reason that nobody here knows, or that says why a renewal held.
    pub(crate) fn is_avoidable(&self) -> Option<bool> {
        let is_known = TAXONOMY.iter().any(|reason| reason.code == &*self.0) && !self.is_strength();
        is_known.then(|| !BEYOND_REACH.contains(&&*self.0))
    }

    /// Whether this says why a renewal held.
    pub(crate) fn is_strength(&self) -> bool {
        self.group() == "strength"
    }
}

impl fmt::Display for ReasonCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn slug(value: &str) -> String {
    let words: Vec<String> = value.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    words.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_codes_labels_and_other_systems_spellings() {
        let read = |v| ReasonCode::read(v).map(|c| c.to_string());
        assert_eq!(read("Champion Left").as_deref(), Some("relationship.champion-left"));
        assert_eq!(read("switched_tool").as_deref(), Some("competition.switch"));
        assert_eq!(read("Acquisition/closure").as_deref(), Some("company.acquired"));
        for price in ["Cost", "price", "Too expensive"] {
            assert_eq!(read(price).as_deref(), Some("pricing.too-expensive"), "{price} tells of no cut of the customer's budget");
        }
        assert_eq!(read("budget_cuts").as_deref(), Some("pricing.budget"));
        assert_eq!(read("  "), None);
    }

    #[test]
    fn no_decision_is_no_competitor_and_what_happens_to_a_company_is_beyond_reach() {
        let read = |v| ReasonCode::read(v).unwrap();
        assert_eq!(read("No decision").as_str(), "company.no-decision");
        assert_ne!(read("No decision"), read("Competitor"));
        let avoidable = ["Competitor", "No decision", "Acquired", "Moved to Mars", "Deep adoption"].map(|v| read(v).is_avoidable());
        assert_eq!(avoidable, [Some(true), Some(true), Some(false), None, None]);
    }

    #[test]
    fn an_unknown_reason_is_kept() {
        let code = ReasonCode::read("Moved to Mars").unwrap();
        assert_eq!((code.as_str(), code.label().as_str(), code.group_label()), ("other.moved-to-mars", "Moved to mars", "Other"));
        assert_eq!(ReasonCode::read(code.as_str()), Some(code), "and reads back as itself");
    }

    #[test]
    fn every_reason_stands_in_a_known_group_and_no_alias_twice() {
        let mut seen = std::collections::HashSet::new();
        for reason in TAXONOMY {
            let group = reason.code.split_once('.').unwrap().0;
            assert!(GROUPS.iter().any(|(key, _)| *key == group), "{}", reason.code);
            for alias in reason.aliases {
                assert!(seen.insert(text::fold(alias)), "{alias} stands twice");
            }
        }
    }
}
