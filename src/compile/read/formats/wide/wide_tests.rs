use std::io::{Cursor, Read};

use proptest::prelude::*;

use super::*;

fn seen<'a>(header: &'a [String], sample: &'a [Vec<String>], titles: &[&'a str]) -> Seen<'a> {
    let stored = Stored { names: header.to_vec(), delimiter: b',', skipped: 0, says_lines: false };
    Seen { stored, sample, titles: titles.to_vec() }
}

fn split(text: &str) -> Vec<String> {
    text.split(',').map(ToOwned::to_owned).collect()
}

/// The long form of a file, a string a record; `None` where it is no wide table.
fn long(text: &str, titles: &[&str]) -> Option<Vec<String>> {
    let mut rows: Vec<Vec<String>> = text.lines().map(split).collect();
    let sample = rows.split_off(1);
    let wide = Arc::new(Wide::of(&seen(&rows[0], &sample, titles))?);
    let mut out = String::new();
    wide.stream(Box::new(Cursor::new(text.to_owned().into_bytes()))).read_to_string(&mut out).unwrap();
    Some(out.lines().map(|line| line.replace('"', "")).collect())
}

#[test]
fn a_row_becomes_one_a_period_and_an_empty_cell_none() {
    let text = "Customer,2026-05,2026-06,2026-07\nAbelia,100,,120\nBirch,0,-,n/a\nClover,,,\n\nDahlia,1,2\n";
    assert_eq!(
        long(text, &["mrr by customer.csv"]).unwrap(),
        [
            "Customer,date,mrr",
            "Abelia,2026-05-31,100,2",
            "Abelia,2026-07-31,120,2",
            "Birch,2026-05-31,0,3",
            "\u{1}!3 values where the header has 4 columns,6"
        ]
    );
}

#[test]
fn amounts_are_called_what_headings_titles_or_the_name_say() {
    let name = |heading: &str, titles: &[&str]| {
        let text = format!("Customer,{heading} 2026-05,{heading} 2026-06,{heading} 2026-07\nA,1,2,3\n");
        long(&text, titles).unwrap()[0].clone()
    };
    assert_eq!(name("ARR", &["x.csv"]), "Customer,date,ARR");
    assert_eq!(name("", &["Our MRR, by customer", "x.csv"]), "Customer,date,mrr");
    assert_eq!(name("", &["arr_2026.csv"]), "Customer,date,arr");
    assert_eq!(name("", &["MRR and ARR", "carry.csv"]), "Customer,date,amount", "nothing tells which");
    assert_eq!(name("", &["barracks.csv"]), "Customer,date,amount");
    assert_eq!(long("Date,Amount,1/2026,2/2026,3/2026\nA,x,2,3,4\n", &[]).unwrap()[0], "Date,Amount,date of period,amount of period");
}

#[test]
fn months_without_a_year_take_that_of_the_title_or_the_name_and_no_day_of_an_export() {
    let text = "Customer,Jan,Feb,Mar\nA,1,2,3\n";
    for titles in [&["MRR 2025", "book.csv"][..], &["mrr_2025.csv"], &["Year 2025", "mrr 2025.csv"]] {
        assert_eq!(long(text, titles).unwrap()[1], "A,2025-01-31,1,2", "{titles:?}");
    }
    for titles in
        [&["mrr.csv"][..], &["mrr_2026-11-27.csv"], &["mrr_20261127.csv"], &["2024", "mrr 2025.csv"], &["MRR FY25"], &["Nov 2026"]]
    {
        assert_eq!(long(text, titles), None, "{titles:?}");
    }
}

#[test]
fn two_measures_of_a_month_stand_in_one_record() {
    let text = "C,2026-05 MRR,2026-05 Seats,2026-06 MRR,2026-06 Seats,2026-07 MRR,2026-07 Seats\nA,1,10,,20,3,\n";
    let rows = ["C,date,MRR,Seats", "A,2026-05-31,1,10,2", "A,2026-06-30,,20,2", "A,2026-07-31,3,,2"];
    assert_eq!(long(text, &[]).unwrap(), rows);
}

#[test]
fn what_is_no_table_of_customers_and_amounts_stays_as_it_is() {
    for text in [
        "Cohort,Customers,M0,M1,M2,M3\n2026-06,40,100%,92%,88%,85%\n",
        "Cohort,2026-06,2026-07,2026-08\n2026-06,40,38,35\n2026-07,,22,20\n",
        "Cohort,Size,2026-06,2026-07,2026-08\nJun 2026,40,100%,92%,88%\nJul 2026,30,100%,,\n",
        "Customer,2026-06,2026-07,2026-08\nAcme,active,active,churned\n",
        "Customer,Due date,Outcome,FY25 ARR,FY26 ARR\nAcme,2026-08-01,renewed,5,6\n",
        "Customer,2026-06,2026-07,2026-08\n",
    ] {
        assert_eq!(long(text, &["mrr.csv"]), None, "{text}");
    }
}

/// The names of the rows that are sums.
fn sums(text: &str) -> Vec<String> {
    let long = long(text, &["mrr.csv"]).unwrap();
    long.iter().filter_map(|record| record.strip_prefix("\u{1}=")?.split(',').next().map(ToOwned::to_owned)).collect()
}

#[test]
fn rows_that_add_up_others_are_no_customers_and_are_named() {
    let ids = "Klant,Nummer,Segment,2026-05,2026-06,2026-07\nAlfa,K1,Groot,10,10,10\nAcme Total,K2,Groot,5,5,5\nTotaal Groot,,,15,15,15\n\
               Total Energies,K3,Klein,7,7,7\nTotale Klein,,,7,7,7\nEindtotaal,,,22,22,22\n";
    assert_eq!(sums(ids), ["Totaal Groot", "Totale Klein", "Eindtotaal"]);
    let years = "Customer,No,2025-11,2025-12,Total 2025,2026-01,CLV\nAlfa,71,10,10,20,10,80\nTotal Energies,72,5,5,10,5,90\nBig Total,,15,15,30,15,170\n\
                 Acme Total,73,1,1,2,1,9\n";
    assert_eq!(sums(years), ["Big Total"], "sums of a year stand beside them, and numbers that are ids");
    let names = "Customer,2026-05,2026-06,2026-07\nAlfa,10.5,10,10\nAcme Total,5.2,5,5\nTotal Big,16,15,15\nTotal Energies,7,7,7\nBolt,1,1,1\n\
                 Small Total,8,8,8\nTotal,24,23,23\n";
    assert_eq!(sums(names), ["Total Big", "Small Total", "Total"], "rounded as people round");
}

const STYLES: [fn(i32, u32) -> String; 9] = [
    |y, m| format!("{y}-{m:02}"),
    |y, m| format!("{m:02}/{y}"),
    |y, m| format!("{} {y}", NAMES[m as usize - 1]),
    |y, m| format!("{}-{:02}", NAMES[m as usize - 1], y % 100),
    |y, m| format!("MRR {y}-{m:02}"),
    |y, m| format!("{y}年{m}月"),
    |y, m| format!("{y}-{m:02}-01"),
    |y, m| format!("{m}/1/{y}"),
    |y, m| heading::last_day(chrono::NaiveDate::from_ymd_opt(y, m, 1).unwrap()).format("%d.%m.%Y").to_string(),
];
const NAMES: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

proptest! {
    #[test]
    fn a_long_table_that_is_laid_wide_is_read_back(
        // No word of a name is one for a sum, or a row that happens to add up the others would be one.
        rows in prop::collection::vec(("Z[a-z \",\n]{1,8}z", prop::collection::vec(prop::option::of(0_u32..100_000), 12)), 1..30),
        start in 0_u32..240, periods in 3_usize..12, style in 0..STYLES.len(), is_newest_first in any::<bool>(),
    ) {
        let mut months: Vec<(i32, u32)> = (start..).take(periods).map(|m| (2006 + (m / 12) as i32, m % 12 + 1)).collect();
        if is_newest_first {
            months.reverse();
        }
        prop_assume!(rows.iter().any(|(_, cells)| cells[..periods].iter().any(Option::is_some)));
        let header: Vec<String> = ["Customer".to_owned()].into_iter().chain(months.iter().map(|(y, m)| STYLES[style](*y, *m))).collect();
        let mut writer = csv::Writer::from_writer(vec![]);
        writer.write_record(&header).unwrap();
        let (mut sample, mut expected) = (Vec::new(), Vec::new());
        for (customer, cells) in &rows {
            let cells: Vec<String> = cells[..periods].iter().map(|cell| cell.map_or_else(String::new, |cell| cell.to_string())).collect();
            let row: Vec<String> = [customer.clone()].into_iter().chain(cells.clone()).collect();
            writer.write_record(&row).unwrap();
            sample.push(row);
            for ((year, month), cell) in months.iter().zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                let end = heading::last_day(chrono::NaiveDate::from_ymd_opt(*year, *month, 1).unwrap());
                expected.push((customer.replace('\n', "\r"), end.to_string(), cell));
            }
        }
        let wide = Arc::new(Wide::of(&seen(&header, &sample, &["mrr.csv"])).unwrap());
        let mut out = Vec::new();
        wide.stream(Box::new(Cursor::new(writer.into_inner().unwrap()))).read_to_end(&mut out).unwrap();
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(&*out);
        prop_assert_eq!(reader.headers().unwrap().iter().map(str::to_lowercase).collect::<Vec<_>>(), ["customer", "date", "mrr"]);
        let read: Vec<_> = reader.records().map(|r| r.unwrap()).map(|r| (r[0].to_owned(), r[1].to_owned(), r[2].to_owned())).collect();
        prop_assert_eq!(read, expected);
    }
}
