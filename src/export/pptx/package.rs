//! The parts of a package: what each is, which leads to which, and all of them as one zip.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// A part, by its name from the root.
struct Part {
    name: String,
    /// Its content type; `None` where its ending says it.
    kind: Option<&'static str>,
    bytes: Vec<u8>,
    /// Kinds and targets; the first is `rId1`.
    leads_to: Vec<(&'static str, String)>,
}

/// Parts as they are put together.
#[derive(Default)]
pub(crate) struct Package {
    parts: Vec<Part>,
}

impl Package {
    /// Adds a part. `leads_to` are the kinds and names of the parts it refers to as `rId1`, `rId2` and on.
    pub(crate) fn add(&mut self, name: &str, kind: Option<&'static str>, bytes: impl Into<Vec<u8>>, leads_to: Vec<(&'static str, String)>) {
        self.parts.push(Part { name: name.to_owned(), kind, bytes: bytes.into(), leads_to });
    }

    /// The package; `leads_to` is what its root refers to. The same parts give the same bytes: nothing asks the clock.
    pub(crate) fn zipped(self, leads_to: &[(&'static str, String)]) -> zip::result::ZipResult<Vec<u8>> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(DateTime::default());
        let mut file = |name: &str, bytes: &[u8]| -> zip::result::ZipResult<()> {
            zip.start_file(name, options)?;
            Ok(zip.write_all(bytes)?)
        };
        file("[Content_Types].xml", self.content_types().as_bytes())?;
        file("_rels/.rels", relations(leads_to).as_bytes())?;
        for part in &self.parts {
            file(&part.name, &part.bytes)?;
            if !part.leads_to.is_empty() {
                let (folder, name) = part.name.rsplit_once('/').unwrap_or(("", &part.name));
                file(&format!("{folder}/_rels/{name}.rels"), relations(&part.leads_to).as_bytes())?;
            }
        }
        Ok(zip.finish()?.into_inner())
    }

    fn content_types(&self) -> String {
        let mut out = format!(
            "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
             <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
             <Default Extension=\"png\" ContentType=\"image/png\"/><Default Extension=\"jpeg\" ContentType=\"image/jpeg\"/>\
             <Default Extension=\"xlsx\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet\"/>"
        );
        for part in &self.parts {
            if let Some(kind) = part.kind {
                let _ = write!(out, "<Override PartName=\"/{}\" ContentType=\"{kind}\"/>", part.name);
            }
        }
        out + "</Types>"
    }
}

/// Targets are named from the root, wherever the part stands.
fn relations(leads_to: &[(&'static str, String)]) -> String {
    let mut out = format!("{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
    for (i, (kind, target)) in leads_to.iter().enumerate() {
        let kind = if kind.starts_with("http") { (*kind).to_owned() } else { format!("{RELATION}/{kind}") };
        let _ = write!(out, "<Relationship Id=\"rId{}\" Type=\"{kind}\" Target=\"/{target}\"/>", i + 1);
    }
    out + "</Relationships>"
}
