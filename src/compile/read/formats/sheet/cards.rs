//! Workbooks with a card for each customer, on a sheet of its own: what is asked on the left and what is answered beside it.

use super::Sheet;
use crate::compile::read::formats::push_field;
use crate::compile::read::record::cells;
use crate::compile::understand::names;

const FEWEST_CARDS: usize = 3;
const FEWEST_ANSWERS: usize = 3;
const MOST_ANSWERS: usize = 60;

/// A card's questions with their answers.
type Card = Vec<(String, String)>;

/// The sheets, those that are cards with the same questions as one table of them.
pub(super) fn together(sheets: Vec<Sheet>) -> Vec<Sheet> {
    if sheets.len() < FEWEST_CARDS {
        return sheets;
    }
    let cards: Vec<Option<Card>> = sheets.iter().map(|sheet| card(&sheet.records)).collect();
    let Some(first) = cards.iter().flatten().next() else { return sheets };
    let asks = |card: &Card, question: &str| card.iter().any(|(own, _)| own == question);
    let is_alike = |card: &&Card| first.iter().filter(|(question, _)| asks(card, question)).count() * 10 >= first.len() * 7;
    let alike: Vec<bool> = cards.iter().map(|card| card.as_ref().is_some_and(|card| is_alike(&card))).collect();
    if alike.iter().filter(|is_alike| **is_alike).count() < FEWEST_CARDS {
        return sheets;
    }
    let chosen: Vec<(&str, &Card)> = sheets
        .iter()
        .zip(&cards)
        .zip(&alike)
        .filter(|(_, alike)| **alike)
        .filter_map(|((sheet, card), _)| Some((&*sheet.name, card.as_ref()?)))
        .collect();
    let records = table(&chosen);
    let rest = sheets.into_iter().zip(alike).filter(|(_, alike)| !alike).map(|(sheet, _)| sheet);
    [Sheet { name: "Cards".to_owned(), records }].into_iter().chain(rest).collect()
}

/// What a sheet asks and answers; `None` where it is no card.
fn card(records: &[u8]) -> Option<Card> {
    let mut card = Card::new();
    for (_, row) in cells(records, b',') {
        let mut filled = row.into_iter().filter(|cell| !cell.is_empty());
        match (filled.next(), filled.next(), filled.next()) {
            (Some(question), answer, None)
                if question.chars().any(char::is_alphabetic) && !card.iter().any(|(own, _)| *own == question) =>
            {
                card.push((question.trim_end_matches([':', ' ']).to_owned(), answer.unwrap_or_default()));
            }
            _ => return None,
        }
        if card.len() > MOST_ANSWERS {
            return None;
        }
    }
    let answered = card.iter().filter(|(_, answer)| !answer.is_empty()).count();
    (answered >= FEWEST_ANSWERS && answered * 2 > card.len()).then_some(card)
}

/// A row a card; where none of the questions asks whose it is, the sheet is called after that.
fn table(cards: &[(&str, &Card)]) -> Vec<u8> {
    let mut names: Vec<&str> = Vec::new();
    for (question, _) in cards.iter().flat_map(|(_, card)| card.iter()) {
        if !names.contains(&question.as_str()) {
            names.push(question);
        }
    }
    let is_owned = names.iter().any(|name| names::names_customer(name));
    let mut out = Vec::new();
    if !is_owned {
        push_field(&mut out, "Customer");
    }
    for name in &names {
        push_field(&mut out, name);
    }
    out.push(b'\n');
    for (sheet, card) in cards {
        if !is_owned {
            push_field(&mut out, sheet);
        }
        for name in &names {
            push_field(&mut out, card.iter().find(|(question, _)| question == name).map_or("", |(_, answer)| answer));
        }
        out.push(b'\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(name: &str, records: &str) -> Sheet {
        Sheet { name: name.to_owned(), records: records.as_bytes().to_vec() }
    }

    #[test]
    fn cards_of_customers_are_one_table() {
        let cards = vec![
            sheet("Acme", "Contract end,2026-07-01\nARR,5\nOutcome,Renewed\n"),
            sheet("Bolt", "Contract end,2026-07-02\nARR,7\nOutcome,Churned\nReason,Price\n"),
            sheet("Notes", "a,b,c\n1,2,3\n"),
            sheet("Cora", "Contract end,2026-08-02\nARR,9\nOutcome,Renewed\n"),
        ];
        let read = together(cards);
        let shown: Vec<(String, String)> =
            read.into_iter().map(|sheet| (sheet.name, String::from_utf8(sheet.records).unwrap().replace('"', ""))).collect();
        let table = "Customer,Contract end,ARR,Outcome,Reason\nAcme,2026-07-01,5,Renewed,\nBolt,2026-07-02,7,Churned,Price\nCora,2026-08-02,9,Renewed,\n";
        assert_eq!(shown[0], ("Cards".to_owned(), table.to_owned()));
        assert_eq!((shown.len(), &*shown[1].0), (2, "Notes"));
    }
}
