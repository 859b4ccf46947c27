//! The whole session for programs and archives: the state it came to, and every record it came from.

use serde::Serialize;

use super::schema::pretty;
use crate::domain::event::Record;
use crate::domain::missing::Missing;
use crate::domain::session::{History, Session};

/// The version of this shape; 2 holds the agenda and its clocks in place of a timebox for each phase.
const VERSION: u32 = 2;

#[derive(Serialize)]
struct Archive<'a> {
    version: u32,
    /// What is missing of the session, where its journal could not be read to the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    missing: Option<&'a Missing>,
    session: &'a Session,
    /// As in the journal, from the opening on.
    records: &'a [Record],
}

pub(crate) fn session(history: &History) -> Vec<u8> {
    pretty(&Archive { version: VERSION, missing: history.missing(), session: history.session(), records: history.records() })
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::store::fixture;

    #[test]
    fn state_and_records_read_back() {
        let history = fixture::history("s", fixture::scope(2026, 3));
        let mut archive: Value = serde_json::from_slice(&session(&history)).unwrap();
        assert_eq!(archive["version"], VERSION);
        let records: Vec<Record> = serde_json::from_value(archive["records"].take()).unwrap();
        assert_eq!(History::fold(records).unwrap().session(), history.session());
        assert_eq!(serde_json::from_value::<Session>(archive["session"].take()).unwrap(), *history.session());
    }
}
