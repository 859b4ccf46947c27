//! A case's folder as the library looks at it, without the command around it.

use std::path::Path;

use run_retro::compile::{self, CheckReport, Mapping, Source};
use run_retro::domain::facts::Facts;
use run_retro::domain::progress::Silent;
use run_retro::domain::scope::{Depth, HISTORY_MONTHS, ScopeRequest};
use run_retro::domain::window::{FiscalYear, WindowSpec};
use run_retro::error::Result;
use serde_json::Value;

pub struct Looked {
    folder: tempfile::TempDir,
    request: ScopeRequest,
}

impl Looked {
    /// With the window, the day and the segment of the case.
    pub fn as_the_case(name: &str) -> Self {
        let from = super::case::folder().join(name);
        let expected: Value = serde_json::from_str(&std::fs::read_to_string(from.join("expected.json")).unwrap()).unwrap();
        let text = |key: &str| expected[key].as_str();
        Self::new(&from, request(text("window").unwrap_or("quarter"), text("as_of").unwrap_or("2026-11-27"), text("segment")))
    }

    pub fn as_the_newest_quarter(name: &str) -> Self {
        Self::new(&super::case::folder().join(name), request("quarter", "2026-11-27", None))
    }

    fn new(from: &Path, request: ScopeRequest) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for entry in std::fs::read_dir(from).unwrap().map(std::result::Result::unwrap).filter(|entry| entry.file_name() != "expected.json")
        {
            std::fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
        }
        Self { folder, request }
    }

    /// The same with this mapping beside the data.
    pub fn with(&self, mapping: &str) -> Self {
        let again = Self::new(self.folder.path(), self.request.clone());
        std::fs::write(again.folder.path().join(compile::MAPPING_FILE), mapping).unwrap();
        again
    }

    fn source(&self) -> Source {
        Source::Folder(self.folder.path().into())
    }

    pub fn check(&self) -> CheckReport {
        let mapping = Mapping::find(&self.source(), None).unwrap();
        compile::check_with(&self.source(), &self.request, mapping, &Silent).unwrap()
    }

    pub fn compile(&self) -> Result<Facts> {
        compile::compile(&self.source(), &self.request, None, &Silent)
    }
}

fn request(window: &str, as_of: &str, segment: Option<&str>) -> ScopeRequest {
    let fiscal = FiscalYear::default();
    ScopeRequest {
        segment: segment.map(ToOwned::to_owned),
        window: WindowSpec::parse(window, fiscal).unwrap(),
        include_churn: true,
        dimensions: vec![],
        depth: Depth::Workshop,
        as_of: as_of.parse().unwrap(),
        fiscal,
        history_months: HISTORY_MONTHS,
        targets: run_retro::domain::target::Targets::default(),
    }
}
