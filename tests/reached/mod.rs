//! Where each page and each overlay is reached by keys. One without a line here does not compile.

#![allow(dead_code, reason = "each test uses what it needs")]

use run_retro::app::overlays::Overlay;
use run_retro::app::screens::page::Page;

/// A table of names and keys, and a function that tells which of its lines something is: no kind without a line, no line without a kind.
macro_rules! reached {
    ($table:ident, $name:ident, $of:ident: $($kind:ident $keys:literal;)*) => {
        pub const $table: &[(&str, &str)] = &[$((stringify!($kind), $keys)),*];

        pub fn $name(of: &$of) -> &'static str {
            match of {
                $($of::$kind { .. } => stringify!($kind),)*
            }
        }
    };
}

reached! { PAGES, page, Page:
    CheckIn "jjj<enter>";
    Overview "n";
    Trends "n<tab>";
    Breakdown "n<tab><tab>";
    Forecast "n<tab><tab><tab>S";
    Notes "n<tab><tab><tab><tab>";
    Quality "n<s-tab>";
    PatternBoard "nn<down><right>";
    Pareto "nn<tab>";
    HeatMap "nn<tab><tab><right>";
    Plays "nn<tab><tab><tab>";
    Pricing "nn<s-tab><s-tab>SSS";
    Rates "nn2<s-tab>";
    InsightBoard "nnnaNo second champion<enter><esc><right>aA blocker<enter><esc>";
    Signals "nnn<tab>/usage<enter>";
    Emerging "nnn<tab><tab>";
    Discussion "nnnaNo second champion<enter>Discounts came late<enter><esc>vv<s-tab>.wNobody owns it<enter><esc>DSales owns it<enter>";
    Actions "nnnn<esc>aName a second champion<tab>Mara Ilves<tab><tab><tab>+4w<enter>";
    Watch "nnnn<tab>";
    Gate "nnnnn";
    Report "nnnnn<tab>";
    Close "nnnnnn";
}

reached! { OVERLAYS, overlay, Overlay:
    Renewals "n<enter><right>SS";
    Rejects "n<s-tab><enter>";
    Account "n<enter><enter>";
    Agenda "A";
    Clock "T";
    House "FWho owns the price book?<enter>FA renewal desk for small accounts<enter>B";
    Chat "nnn<paste:[10:15] Ana Lopez: Renewals start late\n[10:16] Tom Weber: No second champion\n[10:17] Ana Lopez: Tom is right>jx";
    Knowledge "nnnE";
    Plans "nnnnnP";
    Proposals "I";
    Conflicts "!";
    Tools "C";
    Evidence "nnn<right><right><right><enter>";
    Reading "?";
    Picker "n<c-p>co";
    Prompt "Na thought";
    Form "nnnna";
}

/// The lists of the house, which share an overlay.
pub const HOUSE: &[(&str, &str)] = &[
    ("agreements", "WaOne talks at a time<enter>Phones away<enter><esc>x"),
    ("check_in", "QWhat surprised you?<enter>aTwo losses came without a warning<enter>The uplift went through<enter><esc>"),
    ("read_back", "nnnnaName a second champion<tab>Mara Ilves<tab><tab><tab>+4w<enter>aWrite the runbook<tab>Ada<enter>>>r<enter>"),
    ("people", "aMara Ilves, Tom Weber, Jo Kim<enter>p<down><enter>"),
    ("what_a_line_becomes", "FWho owns the price book?<enter>B<enter>"),
];
