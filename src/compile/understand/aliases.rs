//! What other systems call our fields. Names are folded (no case, blanks or marks) before they are compared.

use crate::compile::schema::Field;

/// Usual names of a field, surest first; the ones after the gap mean it only where nothing better does.
pub struct Aliases {
    pub sure: &'static [&'static str],
    pub likely: &'static [&'static str],
}

const fn of(sure: &'static [&'static str], likely: &'static [&'static str]) -> Aliases {
    Aliases { sure, likely }
}

/// The names of `field` in Salesforce, Gainsight, HubSpot, Planhat, ChartMogul, Stripe and hand-made exports.
#[rustfmt::skip]
pub fn aliases(field: Field) -> Aliases {
    match field {
        Field::AccountId => of(&["accountid", "customerid", "companyid", "clientid", "accountnumber", "customernumber", "customeruuid", "customerexternalid", "companyaccountid", "gsid", "associatedcompanyid", "associatedcompanyids", "organizationid", "organisationid", "orgid", "tenantid", "custid", "workspaceid"], &["userid", "uuid", "customer", "company", "account"]),
        Field::Account => of(&["account", "accountname", "customer", "customername", "company", "companyname", "client", "clientname", "organization", "organisation", "associatedcompany", "primaryassociatedcompany"], &["name", "opportunityname", "dealname"]),
        Field::Segment => of(&["segment", "customersegment", "accountsegment", "companysegment", "tier", "customertier", "accounttier", "sizesegment", "marketsegment"], &["companysize", "customersize", "size"]),
        Field::Product => of(&["product", "productname", "productfamily", "productline", "plan", "planname", "originalplan", "subscriptionplan", "productmodules"], &["plantype", "package", "edition", "sku", "contracttype"]),
        Field::Geo => of(&["geo", "region", "country", "territory", "billingcountry", "salesregion", "theatre", "theater"], &["market", "area", "state", "district"]),
        Field::Persona => of(&["persona", "buyerpersona", "buyer", "contactrole", "decisionmaker", "championrole"], &["jobtitle"]),
        Field::CsOwner => of(&["csowner", "csm", "csmname", "ownername", "accountowner", "dealowner", "opportunityowner", "customersuccessmanager", "companyowner", "csmowner"], &["owner", "assignedto"]),
        Field::Industry => of(&["industry", "industrysubsector", "vertical", "sector", "subindustry"], &[]),
        Field::RenewalId => of(&["renewalid", "opportunityid", "dealid", "recordid", "contractid", "renewalnumber", "opportunitynumber", "renewalopportunityid"], &["id", "subscriptionid", "licenseid", "number"]),
        Field::RowType => of(&["type", "opportunitytype", "dealtype", "recordtype"], &["pipeline"]),
        Field::DueDate => of(&["duedate", "renewaldate", "renewalduedate", "contractenddate", "contractend", "expirationdate", "expirydate", "renewaldue", "termenddate", "subscriptionenddate"], &["enddate", "currentperiodendutc", "currentperiodend", "closedate", "expecteddate", "canceledatutc"]),
        Field::ClosedDate => of(&["closeddate", "closedate", "closedat", "closedon", "dateclosed", "signeddate", "actualclosedate", "decisiondate"], &["renewedon", "canceledatutc"]),
        Field::StartedDate => of(&["starteddate", "workstarted", "renewalstarted"], &["createddate", "createdate", "createdat"]),
        Field::Outcome => of(&["outcome", "stagename", "stage", "dealstage", "opportunitystage", "renewalstatus", "renewaloutcome", "result", "isrenewed", "renewed", "iswon", "churned", "ischurned"], &["status", "state", "won"]),
        Field::ArrBefore => of(&["arrbefore", "priorarr", "previousarr", "currentarr", "targetamount", "renewaltargetamount", "startingarr", "openingarr", "renewablearr", "atr", "availabletorenew", "arrdue", "baselinearr", "prioramount", "renewalbase"], &["arr", "annualrecurringrevenue", "acv", "contractvalue"]),
        Field::ArrAfter => of(&["arrafter", "newarr", "finalamount", "renewedarr", "renewedamount", "closingarr", "endingarr", "newamount"], &[]),
        Field::ArrChange => of(&["arrchange", "arrdelta", "arrmovement", "netnewarr", "deltaarr", "expansion", "expansionamount", "expansionarr", "netchange"], &["upsell", "delta", "movement", "amount"]),
        Field::Amount => of(&["amount", "dealamount", "opportunityamount", "amountincompanycurrency"], &["value", "dealvalue"]),
        Field::Currency => of(&["currency", "currencyisocode", "currencycode", "dealcurrency", "opportunitycurrency"], &[]),
        Field::UpliftContract => of(&["upliftcontractpct", "contractuplift", "contractualuplift", "upliftclause"], &[]),
        Field::UpliftApplied => of(&["upliftappliedpct", "uplift", "upliftpct", "upliftapplied", "priceincrease", "priceincreasepct"], &[]),
        Field::ListPrice => of(&["listprice", "listamount", "listvalue", "totallistprice"], &[]),
        Field::NetPrice => of(&["netprice", "netamount", "netvalue", "totalnetprice"], &["discountedprice"]),
        Field::SeatsBefore => of(&["seatsbefore", "currentseats", "priorseats", "licensesbefore"], &[]),
        Field::SeatsAfter => of(&["seatsafter", "newseats", "renewedseats", "licensesafter"], &[]),
        Field::ReasonCode => of(&["reasoncode", "churnreason", "lossreason", "lostreason", "closedlostreason", "cancellationreason", "primaryreason", "churnreasoncategory", "reasonlost", "primarychurnreason", "winlossreason", "closedreason"], &["reason", "reasons", "cancellationfeedback"]),
        Field::SecondaryReasons => of(&["secondaryreasons", "secondaryreason", "otherreasons"], &[]),
        Field::Competitor => of(&["competitor", "competitorname", "competitors", "competitorwonto", "lostto", "losttocompetitor", "maincompetitor", "maincompetitors", "primarycompetitor"], &[]),
        Field::ExecFirstContact => of(&["execfirstcontact", "firstexeccontact", "executiveengagedon", "execengagementdate"], &[]),
        Field::ExecRole => of(&["execrole", "executiverole", "execsponsorrole"], &[]),
        Field::ForecastAmount => of(&["forecastamount", "forecastedamount", "renewalforecast", "forecastarr"], &["expectedrevenue"]),
        Field::ForecastCategory => of(&["forecastcategory", "forecastcategoryname"], &[]),
        Field::ForecastProbability => of(&["forecastprobability", "probability", "renewalprobability", "likelihood", "renewallikelihood", "dealprobability"], &["probabilitypercent"]),
        Field::ForecastDate => of(&["forecastdate", "forecastsnapshotdate"], &["snapshotdate"]),
        Field::ChampionLeft => of(&["championlefton", "championleft", "championdeparted"], &[]),
        Field::OwnerChanged => of(&["ownerchangedon", "ownerchanged", "csmchangedon"], &[]),
        Field::Date => of(&["date", "monthenddate", "monthend", "monthstart", "monthstartdate", "snapshotdate", "snapshotmonth", "reportingmonth", "reportingdate", "reportmonth", "asof", "asofdate", "as", "asdate", "month", "period", "churndate", "activitydate", "notedate", "canceledatutc", "canceledat", "canceldate", "cancellationdate", "churnedon"], &["createdat", "createddate", "createdate", "timestamp", "day", "closedate", "occurredat"]),
        Field::Week => of(&["week", "weekstart", "weekstartdate", "weekof", "scoredate", "measuredon", "measurementdate"], &["date", "day", "month", "snapshotdate", "timestamp", "weekending", "eventdate", "createdat", "createddate", "asof"]),
        Field::Score => of(&["score", "healthscore", "currentscore", "overallscore", "customerhealthscore", "companyhealthscore"], &["health", "scorevalue"]),
        Field::Events => of(&["events", "eventcount", "usageevents", "usagecount", "usage", "logins", "activeusers", "sessions", "totalevents", "wau", "pageviews"], &["count", "value", "quantity"]),
        Field::Author => of(&["author", "createdby", "writtenby", "loggedby", "enteredby"], &["owner", "csm", "ownername", "user"]),
        Field::Note => of(&["note", "notes", "csmnotes", "comment", "comments", "notebody", "closenotes", "churnnotes", "plaintext", "lossnotes", "losscomments"], &["body", "text", "description", "details", "summary", "reasondetails"]),
        Field::Play => of(&["play", "playname", "playbook", "playbookname", "ctaname", "cta"], &["action"]),
        Field::RiskBefore => of(&["riskbefore", "risk", "risklevel", "riskatstart"], &[]),
        Field::Opened => of(&["opened", "openedat", "openedon", "dateopened", "dateopened"], &["createdat", "createddate", "createdate", "created"]),
        Field::Escalated => of(&["escalated", "isescalated", "escalation"], &[]),
        Field::Arr => of(&["arr", "annualrecurringrevenue", "arramount", "currentarr", "totalarr", "customerarr", "activitymrrarr"], &["acv"]),
        Field::Mrr => of(&["mrr", "monthlyrecurringrevenue", "customermrr", "currentmrr", "totalmrr"], &[]),
        Field::MrrChange => of(&["mrrchange", "mrrdelta", "mrrmovement", "netmrr", "netnewmrr", "netmrrchange", "deltamrr", "changeinmrr", "activitymrrmovement"], &[]),
        Field::MovementType => of(&["movementtype", "activitytype", "mrrmovementtype", "changetype"], &["type", "eventtype", "event", "movement", "category"]),
        Field::Seats => of(&["seats", "licenses", "licences", "seatcount", "activeseats"], &["quantity", "users"]),
        Field::Status => of(&["subscriptionstatus", "status", "contractstatus"], &["state"]),
        Field::ContractEnd => of(&["contractenddate", "contractend", "termenddate", "renewaldate", "subscriptionenddate", "currentperiodend", "currentperiodendutc", "expirationdate"], &["enddate"]),
        Field::ListPerSeat => of(&["listpriceperseat", "listperseat", "listunitprice"], &[]),
        Field::Pipeline => of(&[], &[]),
        Field::DealName => of(&[], &[]),
        Field::IsRenewal => of(&[], &[]),
        Field::IsClosed => of(&[], &[]),
        Field::IsWon => of(&[], &[]),
        Field::IsLost => of(&[], &[]),
        Field::EndsWithTerm => of(&["cancelatperiodend", "cancelatend", "cancelatendofterm"], &[]),
        Field::StartDate => of(&[], &[]),
        Field::LossDate => of(&[], &[]),
        Field::LastSeen => of(&[], &[]),
        Field::TermMonths => of(&[], &[]),
        Field::Period => of(&[], &[]),
        Field::ParentId => of(&[], &[]),
        Field::Health90 | Field::Health60 | Field::Health30 | Field::Usage1 | Field::Usage2 | Field::Usage3 | Field::Usage4 | Field::Usage5 | Field::Usage6 | Field::Tickets | Field::Escalations | Field::HealthAtPlay | Field::SubscriptionId | Field::MeasuredOn | Field::Relation | Field::RowsRead | Field::RowsUsed | Field::RowsRejected | Field::RowsUnmatched | Field::AccountsUnmatched | Field::FirstUnmatched | Field::RowsRepeated | Field::FirstDay | Field::LastDay | Field::DayColumn | Field::FirstWrongDay | Field::ValueColumn | Field::FirstWrongValue => of(&[], &[]),
        Field::NetPerSeat => of(&["effectivepriceperseat", "netpriceperseat", "priceperseat", "pricepeseat"], &["unitprice"]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::text::fold;

    #[test]
    fn aliases_are_written_folded() {
        for field in Field::ALL {
            let Aliases { sure, likely } = aliases(*field);
            for name in sure.iter().chain(likely) {
                assert_eq!(fold(name), **name, "{}", field.key());
            }
        }
    }
}
