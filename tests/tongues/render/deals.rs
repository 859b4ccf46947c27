//! A CRM's deals: renewals among new business and upsells.

use super::events::{closed, reason};
use super::rows::{Row, priced};
use crate::book::Book;
use crate::days::{Day, day, plus};
use crate::dice::Dice;
use crate::spell::tongue::Tongue;
use crate::stage::to;
use crate::table::{Cell, Kind, Role, Table, Word};
use crate::truth::expected::Knows;
use crate::truth::happened::{Fate, Renewal, Sight, all};

/// How a deal stands.
#[derive(Clone, Copy, PartialEq)]
enum State {
    Won,
    Lost,
    Open,
}

struct Deal {
    name: String,
    account: (String, String),
    owner: &'static str,
    segment: &'static str,
    kind: Word,
    state: State,
    stage: Word,
    due: Day,
    closed: Cell,
    before: Cell,
    amount: Cell,
    after: Cell,
    reason: Cell,
    created: Day,
}

pub fn table(book: &Book, tongue: &Tongue, dice: &mut Dice) -> (Table, Knows) {
    let mut deals = renewals(book, dice);
    others(book, dice, &mut deals);
    dice.shuffle(&mut deals);
    let mut table = Table::new(Kind::Deals);
    let base = dice.between(4_000_000, 9_000_000);
    let ids: Vec<String> = (0..deals.len()).map(|n| format!("0065g{:08}AAK", base + 37 * n as i64)).collect();
    table.add(Role::RecordId, &ids, |id| Cell::text(id));
    table.add(Role::DealName, &deals, |deal| Cell::text(&deal.name));
    table.add(Role::AccountId, &deals, |deal| Cell::text(&deal.account.0));
    table.add(Role::Account, &deals, |deal| Cell::text(&deal.account.1));
    add_kinds(&mut table, &deals);
    add_states(&mut table, &deals);
    add_days(&mut table, &deals, tongue);
    let told_before = tongue.has(Role::Before) && (tongue.has(Role::After) || dice.percent(60));
    if told_before {
        table.add(Role::Before, &deals, |deal| deal.before.clone());
    }
    table.add(Role::Amount, &deals, |deal| deal.amount.clone());
    table.add(Role::Forecast, &deals, |deal| deal.amount.clone());
    table.add(Role::After, &deals, |deal| deal.after.clone());
    table.add(Role::Reason, &deals, |deal| deal.reason.clone());
    table.add(Role::Owner, &deals, |deal| Cell::text(deal.owner));
    if dice.percent(40) {
        table.add(Role::Segment, &deals, |deal| Cell::text(deal.segment));
    }
    // A renewal may go on in another currency than it had, which one column for both amounts cannot say.
    if book.foreign.is_none() {
        table.add(Role::Currency, &deals, |_| Cell::text("{own}"));
    }
    table.add(Role::Created, &deals, |deal| Cell::Day(deal.created));
    (table, Knows { renewals: Some(Sight::Decisions), amounts: told_before, twelve_months: false })
}

fn add_kinds(table: &mut Table, deals: &[Deal]) {
    table.add(Role::DealKind, deals, |deal| Cell::Word(deal.kind));
    table.add(Role::IsRenewal, deals, |deal| Cell::Flag(deal.kind == Word::Renewal));
    table.add(Role::Pipeline, deals, |deal| {
        Cell::Word(if deal.kind == Word::Renewal { Word::RenewalPipeline } else { Word::SalesPipeline })
    });
}

fn add_states(table: &mut Table, deals: &[Deal]) {
    table.add(Role::Stage, deals, |deal| Cell::Word(deal.stage));
    table.add(Role::State, deals, |deal| {
        Cell::Word(match deal.state {
            State::Won => Word::StateWon,
            State::Lost => Word::StateLost,
            State::Open => Word::StateOpen,
        })
    });
    table.add(Role::IsClosed, deals, |deal| Cell::Flag(deal.state != State::Open));
    table.add(Role::IsWon, deals, |deal| Cell::Flag(deal.state == State::Won));
    table.add(Role::Probability, deals, |deal| {
        Cell::Percent(match deal.state {
            State::Won => 100,
            State::Lost => 0,
            State::Open => 60,
        })
    });
}

/// The day that a renewal is due and that of its decision; where a system has one close date, that is the day it is due.
fn add_days(table: &mut Table, deals: &[Deal], tongue: &Tongue) {
    table.add(Role::Due, deals, |deal| Cell::Day(deal.due));
    let one_date = !tongue.has(Role::Due);
    table.add(Role::Closed, deals, |deal| if one_date { Cell::Day(deal.due) } else { deal.closed.clone() });
    for (role, state) in [(Role::WonOn, State::Won), (Role::LostOn, State::Lost)] {
        table.add(role, deals, |deal| if deal.state == state { deal.closed.clone() } else { Cell::Empty });
    }
}

fn renewals(book: &Book, dice: &mut Dice) -> Vec<Deal> {
    let until = plus(book.stage.as_of().max(to()), 120);
    let lost_at_price = dice.percent(50);
    all(book, Sight::Decisions)
        .into_iter()
        .filter(|renewal| renewal.due >= day(2025, 1, 1) && renewal.due <= until)
        .map(|of| {
            let account = &book.accounts[of.account];
            renewal(&Row { account, line: &account.lines[of.line], day: of.due, of }, lost_at_price, dice)
        })
        .collect()
}

fn renewal(row: &Row<Renewal>, lost_at_price: bool, dice: &mut Dice) -> Deal {
    let ending = &row.line.terms[row.of.term];
    let before = priced(ending, row.of.before);
    let renewed = row.line.terms.get(row.of.term + 1).map_or(Cell::Empty, |next| priced(next, next.arr));
    let (state, stage) = match row.of.fate {
        Fate::Renewed => (State::Won, Word::Won),
        Fate::Churned => (State::Lost, Word::Lost),
        Fate::Open | Fate::NotYetDue => (State::Open, dice.pick(&[Word::Negotiating, Word::Proposing])),
    };
    let (amount, after) = match state {
        State::Won => (renewed.clone(), renewed),
        State::Lost => (if lost_at_price { before.clone() } else { Cell::money(0) }, Cell::money(0)),
        State::Open => (before.clone(), Cell::Empty),
    };
    let part = if row.line.product == "Core" { String::new() } else { format!(" {}", row.line.product) };
    Deal {
        name: format!("{}{part} - Renewal {}", row.account.name, chrono::Datelike::year(&row.of.due)),
        account: (row.account.id.clone(), row.account.name.clone()),
        owner: row.account.owner,
        segment: row.account.segment,
        kind: Word::Renewal,
        state,
        stage,
        due: row.of.due,
        closed: closed(row),
        before,
        amount,
        after,
        reason: reason(row),
        created: plus(row.of.due, -dice.between(90, 130)),
    }
}

/// New business with prospects and upsells to customers, won, lost and open.
fn others(book: &Book, dice: &mut Dice, deals: &mut Vec<Deal>) {
    for n in 0..dice.between(14, 30) {
        let upsell = dice.percent(50);
        let due = plus(day(2025, 11, 1), dice.between(0, (book.stage.as_of() - day(2025, 11, 1)).num_days() - 3));
        let (state, stage) =
            dice.pick(&[(State::Won, Word::Won), (State::Won, Word::Won), (State::Lost, Word::Lost), (State::Open, Word::Proposing)]);
        let customer = &book.accounts[dice.below(book.accounts.len())];
        let prospect = format!("Prospect {}", char::from(b'A' + (n % 26) as u8));
        let amount = Cell::money(1200 * dice.between(1, 30));
        let named = if upsell { format!("{} - Upsell seats", customer.name) } else { format!("{prospect} - New business") };
        deals.push(Deal {
            name: named,
            account: if upsell { (customer.id.clone(), customer.name.clone()) } else { (format!("P-{}", 7000 + 13 * n), prospect) },
            owner: customer.owner,
            segment: customer.segment,
            kind: if upsell { Word::Upsell } else { Word::NewBusiness },
            state,
            stage,
            due,
            closed: if state == State::Open { Cell::Empty } else { Cell::Day(due) },
            before: Cell::Empty,
            after: if state == State::Won { amount.clone() } else { Cell::Empty },
            amount,
            reason: Cell::Empty,
            created: plus(due, -dice.between(30, 120)),
        });
    }
}
