//! What was lost, to what, and what of it had been visible: the story first, then the accounts.

use super::Source;
use crate::analysis::findings::{Fate, LostAccount, MetricKey, SeenSign, Verdict, WindowLosses};
use crate::domain::Name;
use crate::domain::renewal::RenewalId;
use crate::telling::block::{Cell, Document, Table, Text, data, own, told};
use crate::telling::losses;

/// Accounts that are named; lost-accounts.csv and the report's JSON hold all of them.
const MOST: usize = 15;

/// The story in short.
pub(crate) fn in_short(doc: &mut Document, source: &Source) {
    let (facts, now) = (source.facts, &source.findings.losses.now);
    if now.lost.accounts + now.shrank.accounts == 0 {
        return;
    }
    let to_what = losses::to_what(facts, &source.findings.blockers, &source.findings.lost_accounts);
    // Where nobody can say what was due, what was lost has been told.
    let behind = |is: &dyn Fn(&LostAccount) -> bool| -> Vec<RenewalId> {
        source.findings.lost_accounts.iter().filter(|account| is(account)).flat_map(|account| account.renewals.clone()).collect()
    };
    let lost =
        facts.no_dues.is_none().then(|| told(&losses::lost(facts, now)).behind(source.in_window("Lost or shrunken"), &behind(&|_| true)));
    let story: Vec<Text> = lost.into_iter().chain(to_what.map(|said| told(&said))).map(|said| said + ".").collect();
    if !story.is_empty() {
        doc.item(0, Text::joined(story, " "));
    }
    if let Some(visible) = losses::visible(now) {
        let seen = behind(&|account| account.visible == Some(true));
        doc.item(0, told(&visible).behind(source.in_window("Lost, and visible before"), &seen) + ".");
    }
}

pub(crate) fn write(doc: &mut Document, source: &Source) {
    let accounts = &source.findings.lost_accounts;
    if accounts.is_empty() {
        return;
    }
    doc.heading(2, "Lost and shrunken accounts");
    doc.paragraph(Text::joined(story(source).iter().map(|said| told(said) + "."), " "));
    let mut table = Table::of_words(["Account", "Became", "Before", "After", "Lost", "Reason", "Competitor", "Owner", "Visible since"])
        .right_aligned(2..5);
    let any_told = accounts.iter().any(|account| account.visible.is_some());
    table.rows(accounts.iter().take(MOST).map(|account| row(source, account, any_told)));
    doc.table(table);
    rest(doc, source, accounts.get(MOST..).unwrap_or_default());
    signs(doc, &accounts[..accounts.len().min(MOST)]);
}

/// Against the windows before, and what the table does not say by itself.
fn story(source: &Source) -> Vec<String> {
    let (facts, findings) = (source.facts, source.findings);
    let now = &findings.losses.now;
    let any_holds = findings.signals.iter().any(|signal| signal.verdict == Verdict::Holds && signal.goes_with_loss());
    let mut said = Vec::from_iter(compared(source, now));
    said.extend(losses::besides(facts, &findings.lost_accounts));
    said.extend(losses::why_untold(now, any_holds).map(str::to_owned));
    said.extend(losses::since_when(now, &findings.lost_accounts));
    said
}

fn compared(source: &Source, now: &WindowLosses) -> Option<String> {
    let (previous, year_ago) = source.facts.scope.comparisons();
    let then = &source.findings.losses;
    let earlier = [(&previous, &then.previous), (&year_ago, &then.year_ago)];
    let earlier: Vec<(&str, &WindowLosses)> =
        earlier.into_iter().filter_map(|(window, of)| Some((window.label.as_str(), of.as_ref()?))).collect();
    let said = losses::compared(source.facts, now, &earlier)?;
    let within = source.findings.metric(MetricKey::Grr).is_some_and(|grr| grr.change().is_some() && grr.is_within_chance());
    let chance = if within && then.previous.is_some() {
        format!(" (the change since {} is within what chance does)", previous.label)
    } else {
        String::new()
    };
    Some(format!("{said}{chance}"))
}

/// Where nothing was to be seen of anybody, that is no column.
fn row(source: &Source, account: &LostAccount, any_told: bool) -> [Cell; 9] {
    let reasons = account.reasons.iter().map(|reason| data(&reason.label()));
    let lost = source.money_cell(account.lost).behind(format!("Lost or shrunken: {}", account.account), &account.renewals);
    [
        data(&account.account).into(),
        Cell::own(fate(account)),
        source.money_cell(account.before),
        source.money_cell(account.after),
        lost,
        if account.reasons.is_empty() { "none given".into() } else { Text::joined(reasons, ", ").into() },
        named(&account.competitors),
        named(&account.owners),
        match (account.visible, account.visible_since) {
            (Some(true), Some(day)) => Cell::day(day),
            (Some(true), None) => "undated".into(),
            (Some(false), _) => "no sign".into(),
            (None, _) if any_told => "not known".into(),
            (None, _) => Cell::default(),
        },
    ]
}

fn fate(account: &LostAccount) -> String {
    let early = if account.early_termination { " early" } else { "" };
    let open = if account.open > 0 { format!(", {} open", account.open) } else { String::new() };
    format!("{}{early}{open}", account.fate.label())
}

fn named(names: &[Name]) -> Cell {
    Text::joined(names.iter().map(|name| data(name)), ", ").into()
}

/// `And 7 more, $41k (2 lost, 5 shrank).`
fn rest(doc: &mut Document, source: &Source, rest: &[LostAccount]) {
    if rest.is_empty() {
        return;
    }
    let arr = rest.iter().map(|account| account.lost).sum::<Option<_>>();
    let arr = arr.map_or_else(String::new, |arr| format!(", {}", source.money(Some(arr))));
    let lost = rest.iter().filter(|account| account.fate == Fate::Lost).count();
    let renewals: Vec<_> = rest.iter().flat_map(|account| account.renewals.clone()).collect();
    let more = own(format!("{} more{arr}", rest.len())).behind("Other lost or shrunken accounts", &renewals);
    doc.paragraph(own("And ") + more + own(format!(" ({lost} lost, {} shrank).", rest.len() - lost)));
}

fn signs(doc: &mut Document, accounts: &[LostAccount]) {
    let carrying: Vec<&LostAccount> = accounts.iter().filter(|account| !account.signs.is_empty()).collect();
    if carrying.is_empty() {
        return;
    }
    doc.heading(3, "Signs they carried");
    doc.paragraph(
        "Only what was known on a day before due on which the account was still undecided, with the day from which it was. Signs that \
         hold over all renewals are in bold; the others may be chance. Visible is what carried a reliable one: of those that hold, the surest, \
         as long as together at most a fifth of the accounts that were kept carry any. Of signs of one kind the first is told.",
    );
    for account in carrying {
        let sign = |seen: &SeenSign| {
            let brief = if seen.holds { told(&seen.brief).strong() } else { told(&seen.brief) };
            seen.since.map_or_else(|| brief.clone(), |day| brief.clone() + own(format!(" ({day})")))
        };
        doc.item(0, data(&account.account) + ": " + Text::joined(losses::signs(account).into_iter().map(sign), "; "));
    }
}
