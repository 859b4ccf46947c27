//! English, as plain spreadsheets and most systems have it.

use super::Row;
use crate::compile::schema::Field as F;

#[rustfmt::skip]
pub(crate) const NAMES: &[Row] = &[
    (F::AccountId,
        "account id, customer id, company id, client id, account number, customer number, customer uuid, customer external id, \
         company account id, gsid, associated company id, associated company ids, organization id, organisation id, org id, tenant id, \
         cust id, workspace id, account no, customer no, client no, customer code, account code, client code, client number, acct id, \
         acct no, customer ref, account ref, account key, customer key, account uuid, company uuid, account external id, company number, \
         subscriber id, member id, site id, team id, external customer id, crm id",
        "user id, uuid, customer, company, account, external id, id"),
    (F::Account,
        "account, account name, customer, customer name, company, company name, client, client name, organization, organisation, \
         associated company, primary associated company, organization name, organisation name, cust name, acct name, acct, \
         subscriber name, account title, legal name, end customer, sold to",
        "name, opportunity name, deal name, subscriber, team name, workspace, tenant, logo, email, customer email"),
    (F::ParentId,
        "parent account id, parent id, parent customer id, parent company id, parent account, parent customer, parent company, \
         ultimate parent, ultimate parent id, ultimate parent account id, parent account number, parent customer number, merged into, \
         merged into id, merged with, successor account id, successor id, succeeded by, replaced by, master account id, new account id, \
         new customer id, goes on as, belongs to, head office id, group account id",
        "parent, group id, master record id"),
    (F::Segment,
        "segment, customer segment, account segment, company segment, tier, customer tier, account tier, size segment, market segment, \
         customer type, account type, client segment, customer size band, segmentation",
        "company size, customer size, size, size band, band, category"),
    (F::Product,
        "product, product name, product family, product line, plan, plan name, original plan, subscription plan, product modules, \
         current plan, products, subscription name, license type, licence type, product code, plan code, rate plan",
        "plan type, package, edition, sku, contract type, offering, plan id, module, bundle, service, subscription type, item"),
    (F::Geo,
        "geo, region, country, territory, billing country, sales region, theatre, theater, customer region, account region, \
         customer country, country code, geography, region name",
        "market, area, state, district, location, city"),
    (F::Persona, "persona, buyer persona, buyer, contact role, decision maker, champion role, buyer role", "job title"),
    (F::CsOwner,
        "cs owner, csm, csm name, owner name, account owner, deal owner, opportunity owner, customer success manager, company owner, \
         csm owner, account manager, renewal manager, renewals manager, success manager, cs manager, renewal owner, csm email, \
         account executive, customer owner, relationship manager, owner full name",
        "owner, assigned to, am, ae, rep, sales rep, manager, owner email"),
    (F::Industry, "industry, industry subsector, vertical, sector, sub industry, industry name, industry group", ""),
    (F::RenewalId,
        "renewal id, opportunity id, deal id, record id, contract id, renewal number, opportunity number, renewal opportunity id, \
         contract number, contract no, opp id, contract ref, agreement id, agreement number, order id, quote id, renewal ref",
        "id, subscription id, license id, number, subscription number, licence id, agreement, ref, reference"),
    (F::RowType,
        "type, opportunity type, deal type, record type, contract kind, sale type, sales type, order type, opp type, booking type, \
         business type, transaction type",
        "pipeline, kind, deal category, opportunity category"),
    (F::Pipeline,
        "pipeline name, deal pipeline, sales pipeline, opportunity pipeline, sales process, pipeline label",
        "pipeline, process, record type name"),
    (F::DealName,
        "deal name, opportunity name, deal title, renewal name, opp name, contract name, opportunity title, agreement name",
        "opportunity, deal, title, subject, name, topic"),
    (F::IsRenewal,
        "is renewal, renewal flag, is a renewal, is renewal deal, is renewal opportunity, renewal y n, renewal opp, for renewal",
        "renewal, is existing, renewal opportunity"),
    (F::IsClosed, "is closed, closed, closed flag, deal closed, is deal closed, closed y n", ""),
    (F::IsWon, "is won, won, is closed won, closed won, won flag, deal won, is deal won", ""),
    (F::IsLost, "churned, is churned, has churned, churn flag, cancelled, canceled, is cancelled, is canceled, has left, is lost, lost, is closed lost, closed lost, lost flag, deal lost, is deal lost", ""),
    (F::DueDate,
        "due date, renewal date, renewal due date, contract end date, contract end, expiration date, expiry date, renewal due, \
         term end date, subscription end date, next renewal date, next renewal, renewal on, contract expiration date, contract expiration, \
         contract expiry, contract expiry date, renews on, renewal deadline, original renewal date, expires on, \
         renewal due on, agreement end date, license end date, licence end date, license expiration, maintenance end date, support end date, \
         contract renewal date, subscription renewal date, current contract end, term end, date due, renews, ends, ends on, \
         contract ends, contract expires",
        "end date, current period end utc, current period end, close date, expected date, canceled at utc, expires, expiry, expiration, \
         expires at, target date, current term end, due, expected close date, valid until, valid to, end, renewal"),
    (F::ClosedDate,
        "closed date, close date, closed at, closed on, date closed, signed date, actual close date, decision date, signature date, \
         signed on, date signed, won date, closed won date, booking date, decided on, outcome date, renewed date, renewal closed date, \
         contract signed date, date won",
        "renewed on, canceled at utc, renewed at, booked on, completed on, resolved at"),
    (F::StartedDate,
        "started date, work started, renewal started, renewal opened, renewal work started, engagement started, outreach date, \
         first outreach",
        "created date, create date, created at, created on, created, date created, creation date"),
    (F::StartDate,
        "start date, contract start, contract start date, subscription start, subscription start date, term start, term start date, \
         current term start, contract effective date, effective date, effective from, customer since, activation date, activated at, \
         activated on, service start, service start date, begin date, start, valid from, commencement date, original start date, \
         contract began, subscribed on, subscribed at, subscription started, subscription started at, license start date, \
         licence start date, agreement start date, first contract date, onboarding date, date of joining, join date, joined on, \
         start of contract, started at, started on, from date, contract from, period from, period start, service from, \
         service period start, service period from, billing period start, billing period from, coverage start, covered from",
        "current period start, current period start utc, signup date, sign up date, signed up, signed up at, signup, went live, \
         go live date, first payment date, first order date, first invoice date, acquired on, acquisition date, from, begin, \
         created at, created date, created, registration date, customer from"),
    (F::LossDate,
        "churn date, churned date, churned on, churned at, canceled at, cancelled at, canceled at utc, cancelled on, canceled on, \
         cancellation date, cancelation date, cancel date, canceled date, cancelled date, ended at, ended at utc, ended on, \
         termination date, terminated on, terminated at, terminated date, lost date, loss date, date lost, date of loss, lost on, \
         deactivated at, deactivated on, deactivation date, left on, date left, exit date, exited on, inactive since, inactive date, \
         offboarded on, offboarding date, service end date, service end, date churned, date cancelled, date canceled, \
         cancellation effective date, effective cancellation date, cancel effective date, churn effective date, actual end date, \
         actual end, closed account date, account closed date, cancellation request date, expired at, expired on, subscription ended at",
        "end date, end, ended, finish date, to date, until, valid to, valid until, effective to, customer until, customer to, to, \
         last day, closed date, closed at"),
    (F::LastSeen,
        "last seen, last seen at, last seen on, last active, last active at, last active on, last active date, last invoice date, \
         last invoiced, last invoice, last payment date, last payment, last paid, last billed, last billed on, last billing date, \
         paid through, paid through date, paid until, last charge date, last order date, last purchase date, last observed, \
         most recent invoice, last transaction date, last seen month",
        "last login, last login at, last login date, last activity, last activity date, last activity at, last order, last purchase, \
         last month"),
    (F::Outcome,
        "outcome, stage name, stage, deal stage, opportunity stage, renewal status, renewal outcome, result, is renewed, renewed, is won, \
         churned, is churned, renewal result, renewal stage, deal status, opportunity status, renewal decision, decision, final outcome, \
         renewal state, opp stage, deal outcome, closed status, customer decision, did renew, churn flag, churn status, retained, is retained, was retained, retained flag, \
         retained y n, retained 1 0",
        "status, state, won, churn, disposition, lost, customer status, account status, exited, attrition"),
    (F::ArrBefore,
        "arr before, prior arr, previous arr, current arr, target amount, renewal target amount, starting arr, opening arr, \
         renewable arr, atr, available to renew, arr due, baseline arr, prior amount, renewal base, expiring arr, arr up for renewal, \
         up for renewal, old arr, previous amount, previous contract value, prior acv, prior contract value, existing arr, prior value, \
         previous value, amount up for renewal, renewable amount, expiring amount, expiring value, expiring acv, beginning arr, \
         last year arr, original arr, amount before, arr at risk, prior mrr, previous mrr, old mrr, starting mrr, mrr before, \
         current acv, prior term arr, renewal due amount, amount due for renewal, prior year arr",
        "arr, annual recurring revenue, acv, contract value, old value, old amount, annual contract value, annual value"),
    (F::ArrAfter,
        "arr after, new arr, final amount, renewed arr, renewed amount, closing arr, ending arr, new amount, renewal arr, renewal amount, \
         renewal value, renewed value, renewal acv, renewed acv, new acv, arr renewed, amount renewed, amount after, new contract value, \
         new value, new mrr, renewed mrr, renewal mrr, ending mrr, mrr after, renewal price, final arr, actual amount, actual arr, \
         closed arr, post renewal arr, renewal contract value, next term arr, booked arr, actual renewal amount",
        ""),
    (F::ArrChange,
        "arr change, arr delta, arr movement, net new arr, delta arr, expansion, expansion amount, expansion arr, net change, \
         change in arr, net arr change, incremental arr, arr impact, arr variance, arr difference",
        "upsell, delta, movement, amount, change, variance, difference, upsell amount, incremental amount"),
    (F::Amount,
        "amount, deal amount, opportunity amount, amount in company currency, deal size, closed amount, close value, sales price, \
         total contract value, tcv, total amount, contract total, contract amount, subscription amount, plan amount, monthly amount, \
         monthly fee, monthly charge, monthly charges, monthly price, monthly payment, annual amount, annual fee, annual price, \
         subscription fee, subscription value, total value, total price, booking amount, order value, order amount, quote amount, \
         bookings",
        "value, mrr, monthly recurring revenue, deal value, price, fee, revenue, total, contract value, opportunity value, plan price, charge, cost, recurring amount, \
         recurring revenue, subtotal, spend, monthly revenue, annual revenue, acv, arr, mrr"),
    (F::TermMonths,
        "term months, contract term months, contract term, subscription term, contract length, contract duration, term in months, \
         term length, duration months, renewal term, initial term, current term, contract months, months contracted, commitment term, \
         subscription term months, term mths, number of months, contract period months, contract length months, commitment months, \
         renewal term months, length of contract, months in term",
        "term, duration, months, length, tenure, commitment, contract period"),
    (F::Period,
        "billing period, billing interval, billing frequency, billing cycle, interval, plan interval, price interval, billing term, \
         invoice frequency, payment frequency, recurring interval, period unit, billing period unit, amount period, price period, \
         billing cadence, invoicing frequency, charge frequency, plan period, payment interval, invoice interval, renewal period, \
         billing schedule, charge interval",
        "frequency, cadence, period, cycle, recurrence, term unit, contract, payment plan, invoicing"),
    (F::Currency,
        "currency, currency iso code, currency code, deal currency, opportunity currency, iso currency, contract currency, \
         billing currency, ccy, transaction currency, invoice currency, plan currency, currency iso, local currency",
        "curr, fx"),
    (F::UpliftContract, "uplift contract pct, contract uplift, contractual uplift, uplift clause, uplift cap, contracted uplift", ""),
    (F::UpliftApplied,
        "uplift applied pct, uplift, uplift pct, uplift applied, price increase, price increase pct, renewal uplift, applied uplift, \
         price uplift", ""),
    (F::ListPrice, "list price, list amount, list value, total list price, list arr, gross amount, undiscounted amount", ""),
    (F::NetPrice, "net price, net amount, net value, total net price, net arr", "discounted price"),
    (F::SeatsBefore,
        "seats before, current seats, prior seats, licenses before, previous seats, old seats, seats at start, prior licenses, \
         licences before, previous licenses, prior quantity, previous quantity, old quantity, expiring seats", ""),
    (F::SeatsAfter,
        "seats after, new seats, renewed seats, licenses after, renewal seats, licences after, new licenses, renewed licenses, \
         new quantity, renewal quantity, renewed quantity, final seats", ""),
    (F::ReasonCode,
        "reason code, churn reason, loss reason, lost reason, closed lost reason, cancellation reason, primary reason, \
         churn reason category, reason lost, primary churn reason, win loss reason, closed reason, cancel reason, reason for loss, \
         reason for churn, reason for leaving, reason for cancellation, primary loss reason, churn category, non renewal reason, \
         reason category, closed lost category, termination reason, downgrade reason, churn driver, exit reason, churn cause",
        "reason, reasons, cancellation feedback, root cause, cause, category, churn type, primary risk"),
    (F::ReasonSource,
        "reason source, source of reason, churn reason source, loss reason source, cancellation reason source, reason given by, \
         reason according to, reason reported by, whose words, source of feedback, feedback source, win loss source", ""),
    (F::SecondaryReasons,
        "secondary reasons, secondary reason, other reasons, secondary churn reason, sub reason, contributing factors, churn sub reason, \
         secondary loss reason, additional reasons", ""),
    (F::Competitor,
        "competitor, competitor name, competitors, competitor won to, lost to, lost to competitor, main competitor, main competitors, \
         primary competitor, switched to, replacement vendor, competitor lost to, moved to", ""),
    (F::ExecFirstContact, "exec first contact, first exec contact, executive engaged on, exec engagement date, first executive contact", ""),
    (F::ExecRole, "exec role, executive role, exec sponsor role", ""),
    (F::ForecastAmount,
        "forecast amount, forecasted amount, renewal forecast, forecast arr, forecast value, forecasted arr, forecasted value, \
         projected arr, expected arr, expected amount, estimated revenue, weighted amount, forecast",
        "expected revenue, est revenue, weighted value"),
    (F::ForecastCategory, "forecast category, forecast category name, forecast status, forecast call, commit status", ""),
    (F::ForecastProbability,
        "forecast probability, probability, renewal probability, likelihood, renewal likelihood, deal probability, \
         likelihood to renew, win probability, probability to renew, confidence",
        "probability percent"),
    (F::ForecastDate, "forecast date, forecast snapshot date, forecasted on, forecast as of", "snapshot date"),
    (F::ChampionLeft, "champion left on, champion left, champion departed, champion departure date", ""),
    (F::OwnerChanged, "owner changed on, owner changed, csm changed on, csm change date", ""),
    (F::Date,
        "date, month end date, month end, month start, month start date, snapshot date, snapshot month, reporting month, reporting date, \
         report month, as of, as of date, month, period, churn date, activity date, note date, canceled at utc, canceled at, \
         cancel date, cancellation date, churned on, calendar month, mrr month, revenue month, fiscal month, accounting period, \
         month year, effective month, report date, movement date, transaction date, as at, month ending, period end, period end date, \
         invoice month, year month, event date",
        "created at, created date, create date, timestamp, day, close date, occurred at, effective date, date time, time, quarter, \
         period start, invoice date, recorded at, logged at, activity time, churned date, cancelled at, termination date, closed date"),
    (F::Week,
        "week, week start, week start date, week of, score date, measured on, measurement date, week beginning, week commencing, \
         scored on, usage date, usage week, usage month, score as of",
        "date, day, month, snapshot date, timestamp, week ending, event date, created at, created date, as of, measured at, recorded at, \
         activity date, event time, calculated at, updated at"),
    (F::Score,
        "score, health score, current score, overall score, customer health score, company health score, account health score, \
         account health, customer health, overall health score, health score value",
        "health, score value, nps, csat, rating, health index"),
    (F::Events,
        "events, event count, usage events, usage count, usage, logins, active users, sessions, total events, wau, page views, mau, dau, \
         monthly active users, weekly active users, login count, session count, total logins, number of logins, api calls, actions, \
         active days, total sessions, num events, usage minutes, feature usage",
        "count, value, quantity, volume, total usage, hits, visits, users"),
    (F::Author, "author, created by, written by, logged by, entered by, note author, added by, created by name", "owner, csm, owner name, user"),
    (F::Note,
        "note, notes, csm notes, comment, comments, note body, close notes, churn notes, plain text, loss notes, loss comments, \
         note text, renewal notes, account notes, remarks, churn comments, activity notes, meeting notes, cancellation comment, \
         lost reason notes, note content",
        "body, text, description, details, summary, reason details, message, content, remark, memo, next steps"),
    (F::Play, "play, play name, playbook, playbook name, cta name, cta, success play, play run, intervention", "action, task, activity"),
    (F::RiskBefore, "risk before, risk, risk level, risk at start, risk status, churn risk, risk rating, renewal risk", ""),
    (F::Opened,
        "opened, opened at, opened on, date opened, ticket created, ticket created at, case opened, reported on, ticket date, \
         date time opened, case created date, submitted at, raised on",
        "created at, created date, create date, created, created on, date, reported at, created time"),
    (F::Escalated, "escalated, is escalated, escalation, escalated flag, was escalated", ""),
    (F::SubscriptionId,
        "subscription id, subscription number, subscription uuid, license id, licence id, sub id, subscription no, subscription key, \
         subscription ref, contract line id",
        "contract id, contract number, license key"),
    (F::Arr,
        "arr, annual recurring revenue, arr amount, current arr, total arr, customer arr, activity mrr arr, annual run rate, \
         annualized revenue, annualised revenue, annualized mrr, annual recurring, account arr, subscription arr, contract arr, \
         annualized run rate, ending arr, closing arr, arr value, active arr, contracted arr, carr",
        "acv, annual contract value, annual value, annual amount, annual price, annual fee, yearly value, annual spend, contract value"),
    (F::Mrr,
        "mrr, monthly recurring revenue, customer mrr, current mrr, total mrr, mrr amount, subscription mrr, account mrr, ending mrr, \
         closing mrr, active mrr, contracted mrr, cmrr, monthly recurring, net mrr amount, mrr value, month mrr",
        "monthly revenue, monthly amount, monthly fee, monthly price, monthly charges, monthly charge, monthly value, monthly spend, \
         monthly contract value"),
    (F::MrrChange,
        "mrr change, mrr delta, mrr movement, net mrr, net new mrr, net mrr change, delta mrr, change in mrr, activity mrr movement, \
         incremental mrr, mrr impact, mrr variance", ""),
    (F::MovementType,
        "movement type, activity type, mrr movement type, change type, arr movement type, mrr change type, mrr category, arr category, \
         revenue type, movement category, mrr type, arr change type",
        "type, event type, event, movement, category, change, classification, change category, kind"),
    (F::Recurring,
        "recurring, is recurring, recurring flag, recurring y n, charge type, fee type, charge frequency type", "price type, revenue type"),
    (F::Seats,
        "seats, licenses, licences, seat count, active seats, number of seats, license count, licence count, licensed users, \
         user licenses, total seats, num seats, seat quantity, contracted seats, purchased seats, paid seats, no of users, number of users",
        "quantity, users, qty, units, user count, headcount"),
    (F::Status,
        "subscription status, status, contract status, customer status, account status, subscription state, license status, \
         licence status, plan status, membership status, lifecycle status, lifecycle stage, customer state, account state",
        "state, active, is active, stage, phase, current status"),
    (F::ContractEnd,
        "contract end date, contract end, term end date, renewal date, subscription end date, current period end, current period end utc, \
         expiration date, current term end, current term ends at, contract expiration, contract expiration date, contract expiry date, \
         contract expiry, expiry date, next renewal date, next renewal, term end, current term end date, agreement end date, \
         license end date, licence end date, subscription renewal date, contract renewal date, expires on, renews on, \
         current contract end, current period ends at, end of term, subscription term end, commitment end date, period to, \
         service to, service period end, service period to, billing period end, billing period to, coverage end, covered to",
        "end date, expires at, expires, valid until, valid to, end, ends at, ends on, expiry, effective to, contract to, to date, until, \
         paid through date, due date, next billing date, renewal"),
    (F::ListPerSeat, "list price per seat, list per seat, list unit price, list price per user, list price per license", ""),
    (F::NetPerSeat,
        "effective price per seat, net price per seat, price per seat, price pe seat, price per user, price per license, \
         price per licence, net unit price, cost per seat, net price per user",
        "unit price, unit amount, seat price"),
];
