//! Files that lie in the same folder and have nothing to say about renewals.

use crate::book::Book;
use crate::days::plus;
use crate::dice::Dice;
use crate::spell::file::File;

type Writer = fn(&Book, &mut Dice) -> File;

pub fn files(book: &Book, dice: &mut Dice) -> Vec<File> {
    let all: [Writer; 5] = [payments, activity, plans, products, cohorts];
    let mut chance = Dice::of(dice.between(0, 1 << 40) as u64, "clutter");
    all.iter().filter(|_| chance.percent(14)).map(|write| write(book, dice)).collect()
}

fn file(name: &str, header: &str, rows: impl IntoIterator<Item = String>) -> File {
    let rows: String = rows.into_iter().map(|row| row + "\n").collect();
    File { name: name.into(), bytes: format!("{header}\n{rows}").into_bytes() }
}

fn payments(book: &Book, dice: &mut Dice) -> File {
    let rows: Vec<String> = (0..book.accounts.len() * 2)
        .map(|n| {
            let account = &book.accounts[n % book.accounts.len()];
            let on = plus(book.stage.as_of(), -dice.between(1, 300));
            let refund = dice.percent(8);
            let amount = dice.between(100, 4000) * if refund { -1 } else { 1 };
            format!("P-{},{},{on},{amount},{}", 5000 + n, account.id, if refund { "refunded" } else { "paid" })
        })
        .collect();
    file("payments.csv", "payment_id,customer_id,date,amount,status", rows)
}

fn activity(book: &Book, dice: &mut Dice) -> File {
    let rows: Vec<String> = (0..40)
        .map(|_| {
            let account = &book.accounts[dice.below(book.accounts.len())];
            format!("{},{},{}", account.id, dice.pick(&["call", "mail", "visit"]), dice.between(3, 60))
        })
        .collect();
    file("activity_log.csv", "account_id,channel,minutes", rows)
}

fn plans(_: &Book, _: &mut Dice) -> File {
    let rows = ["1,Basic,99", "2,Standard,199", "3,Premium,399"].map(str::to_owned);
    file("plans.csv", "plan_id,plan_name,list_price", rows)
}

fn products(_: &Book, _: &mut Dice) -> File {
    let rows =
        ["CORE,Core,Platform,2019-04-01", "ANA,Analytics,Add-on,2021-10-01", "SSO,Single sign-on,Add-on,2022-02-01"].map(str::to_owned);
    file("products.csv", "sku,product,family,launched", rows)
}

fn cohorts(_: &Book, _: &mut Dice) -> File {
    let rows = ["2026-01,40,100%,92%,88%", "2026-02,35,100%,94%,90%", "2026-03,50,100%,91%,89%"].map(str::to_owned);
    file("cohorts.csv", "Cohort,Customers,M0,M1,M2", rows)
}
