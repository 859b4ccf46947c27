//! Reports of retros as resources: `run-retro://sessions/ID/report.md` and `report.json`.

use serde_json::{Value, json};

use super::page::Wanted;
use super::reader::Reader;
use crate::domain::text;
use crate::error::Result;
use crate::export::report_md;
use crate::rpc::{INVALID_PARAMS, NOT_FOUND, Refused};

const SCHEME: &str = "run-retro://sessions/";
const MARKDOWN: (&str, &str) = ("report.md", "text/markdown");
const JSON: (&str, &str) = ("report.json", "application/json");

/// Longer reports are read in parts, by the tools.
const MOST: usize = 4 << 20;

/// A page of them.
///
/// # Errors
/// The folder of the sessions cannot be read, or the cursor is none.
pub(super) fn list(reader: &mut Reader, cursor: Option<&str>) -> Result<Value> {
    let listed = reader.context.sessions().list()?;
    let readable = listed.iter().filter_map(|entry| Some((&entry.id, entry.summary.as_ref()?)));
    let resources = readable.flat_map(|(id, summary)| {
        [MARKDOWN, JSON].map(|(file, kind)| {
            json!({
                "uri": format!("{SCHEME}{id}/{file}"),
                "name": format!("{id}/{file}"),
                "title": format!("Retro report, {}", summary.headline),
                "mimeType": kind,
            })
        })
    });
    let page = Wanted::read(cursor, None)?.of(resources.collect());
    let mut told = json!({ "resources": page.items });
    if let Some(next) = page.next {
        told["nextCursor"] = next.into();
    }
    Ok(told)
}

pub(super) fn templates() -> Value {
    let template = |(file, kind): (&str, &str)| json!({ "uriTemplate": format!("{SCHEME}{{session}}/{file}"), "name": file, "title": "Report of a retro", "mimeType": kind });
    json!({ "resourceTemplates": [template(MARKDOWN), template(JSON)] })
}

/// The report at an address.
///
/// # Errors
/// There is none, or it is too long.
pub(super) fn read(reader: &mut Reader, uri: &str) -> Result<Value, Refused> {
    let nothing = || Refused::new(NOT_FOUND, format!("there is no resource {}", text::shortened(&text::line(uri), 100)));
    let (session, file) = uri.strip_prefix(SCHEME).and_then(|rest| rest.split_once('/')).ok_or_else(nothing)?;
    let (_, kind) = [MARKDOWN, JSON].into_iter().find(|(known, _)| *known == file).ok_or_else(nothing)?;
    let failed = |error: crate::error::Error| Refused::new(NOT_FOUND, error.to_string());
    let looked = reader.looked(Some(session)).map_err(failed)?;
    let written = if kind == JSON.1 {
        let mut report = looked.report.clone();
        reader.redact(&mut report);
        format!("{report:#}")
    } else {
        let report = report_md::report(&looked.facts, &looked.findings, Some(&looked.history));
        reader.redacted(String::from_utf8_lossy(&report).into_owned())
    };
    if written.len() > MOST {
        return Err(Refused::new(INVALID_PARAMS, "this report is too long to be read as a whole; read_findings gives it in parts"));
    }
    Ok(json!({ "contents": [{ "uri": uri, "mimeType": kind, "text": written }] }))
}
