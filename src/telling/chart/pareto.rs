//! What few causes make most of the whole: each one's share, and the sum so far.

use super::{Chart, Picture, share};
use crate::analysis::findings::Bucket;
use crate::domain::facts::Facts;
use crate::domain::money::Money;
use crate::domain::text::listed;
use crate::telling::figures::{amount, counted, percent_short};

/// A cause's share of the whole, and that of all causes up to it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Part {
    pub share: f64,
    pub so_far: f64,
}

/// The parts in the order given.
pub(crate) fn parts(values: impl IntoIterator<Item = f64>, whole: f64) -> Vec<Part> {
    let next = |so_far: &mut f64, value: f64| {
        let share = share(value, whole);
        *so_far += share;
        Some(Part { share, so_far: *so_far })
    };
    values.into_iter().scan(0.0, next).collect()
}

/// One cause, in the order it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cause {
    pub label: String,
    pub part: Part,
    /// The number as read (`$1.24M`, `12`).
    pub text: String,
}

/// The causes are so many that the rest is counted together.
const MOST: usize = 10;
/// So much of the whole is most of it.
const MOST_OF_IT: f64 = 0.8;

/// Lost ARR by bucket, or lost renewals where the data tell no ARR. Each renewal stands in one bucket only.
pub(crate) fn picture(facts: &Facts, buckets: &[Bucket], noun: [&str; 2]) -> Option<Picture> {
    let has_arr = buckets.iter().any(|bucket| bucket.lost_arr.is_some_and(|lost| !lost.is_zero()));
    let measure = |bucket: &Bucket| match bucket.lost_arr.filter(|_| has_arr) {
        Some(lost) => (lost.to_f64(), amount(facts, lost)),
        None if has_arr => (0.0, amount(facts, Money::ZERO)),
        None => {
            let n = bucket.churned + bucket.contracted;
            (n as f64, n.to_string())
        }
    };
    let mut causes: Vec<(&str, (f64, String))> =
        buckets.iter().map(|bucket| (bucket.label.as_str(), measure(bucket))).filter(|(_, (value, _))| *value > 0.0).collect();
    causes.sort_by(|(_, (a, _)), (_, (b, _))| b.total_cmp(a));
    let whole = causes.iter().map(|(_, (value, _))| value).sum();
    let parts = parts(causes.iter().map(|(_, (value, _))| *value), whole);
    let all = causes.into_iter().zip(parts).map(|((label, (_, text)), part)| Cause { label: label.to_owned(), part, text });
    let causes: Vec<Cause> = all.collect();
    let what = if has_arr { "Lost ARR" } else { "Lost or shrunken renewals" };
    let title = format!("{what} by {}, {}", noun[0], facts.scope.window.label);
    let said = said(&causes, what, noun)?;
    Some(Picture { title, said, chart: Chart::Pareto(causes.into_iter().take(MOST).collect()) })
}

/// `2 of 7 reasons hold 80 % of lost ARR: Champion left (45 %) and Budget cut (35 %).`
fn said(causes: &[Cause], what: &str, [one, many]: [&str; 2]) -> Option<String> {
    let enough = causes.iter().position(|cause| cause.part.so_far >= MOST_OF_IT)? + 1;
    let named: Vec<String> =
        causes[..enough].iter().map(|cause| format!("{} ({})", cause.label, percent_short(cause.part.share))).collect();
    let named: Vec<&str> = named.iter().map(String::as_str).collect();
    let share = percent_short(causes[enough - 1].part.so_far);
    let what = what.replacen('L', "l", 1);
    let holds = if enough == 1 { "holds" } else { "hold" };
    Some(format!("{enough} of {} {holds} {share} of {what}: {}.", counted(causes.len(), one, many), listed(&named)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::facts;

    fn bucket(label: &str, lost: i64) -> Bucket {
        serde_json::from_value(serde_json::json!({
            "key": label, "label": label, "group": null, "count": 3, "churned": 1, "arr": null, "lost_arr": format!("{lost}.00"),
            "renewal_rate": null, "low": null, "high": null, "previous_count": 0, "previous_rate": null, "secondary": 0, "renewals": []
        }))
        .unwrap()
    }

    #[test]
    fn shares_add_up_to_the_whole_largest_first() {
        let buckets = [bucket("Other", 20), bucket("Budget cut", 50), bucket("Champion left", 30), bucket("None", 0)];
        let picture = picture(&facts(vec![]), &buckets, ["reason", "reasons"]).unwrap();
        let Chart::Pareto(causes) = &picture.chart else { panic!("{picture:?}") };
        let read: Vec<(&str, f64)> = causes.iter().map(|cause| (cause.label.as_str(), cause.part.so_far)).collect();
        assert_eq!(read, [("Budget cut", 0.5), ("Champion left", 0.8), ("Other", 1.0)]);
        assert_eq!(picture.said, "2 of 3 reasons hold 80 % of lost ARR: Budget cut (50 %) and Champion left (30 %).");
        assert_eq!(super::picture(&facts(vec![]), &[bucket("x", 0)].map(|b| Bucket { churned: 0, ..b }), ["reason", "reasons"]), None);
    }

    #[test]
    fn no_whole_has_no_shares() {
        assert_eq!(parts([1.0, -2.0], 0.0), [Part::default(); 2]);
    }
}
