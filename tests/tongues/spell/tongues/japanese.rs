//! Japanese.

use super::english::PLAIN;
use crate::spell::tongue::{AmountForm, DateForm, MonthForm, Names, Tongue, Words};
use crate::table::{Kind, Role, Word};

const NAMES: Names = &[
    (Role::BeforeMrr, &["更新前MRR"]),
    (Role::AfterMrr, &["更新後MRR"]),
    (Role::Total, &["契約総額"]),
    (Role::Churned, &["解約済み"]),
    (Role::ChurnedOn, &["解約日"]),
    (Role::RecordId, &["契約番号", "契約ID"]),
    (Role::AccountId, &["顧客ID", "顧客番号", "顧客コード"]),
    (Role::Account, &["顧客名", "会社名", "取引先名"]),
    (Role::LineId, &["サブスクリプションID"]),
    (Role::Product, &["製品", "プラン", "商品名"]),
    (Role::Due, &["更新日", "契約終了日", "更新期日"]),
    (Role::Closed, &["完了日", "決定日"]),
    (Role::Outcome, &["結果", "更新結果", "ステータス"]),
    (Role::Before, &["更新前ARR", "現在のARR", "更新前年額"]),
    (Role::After, &["更新後ARR", "新ARR", "更新後年額"]),
    (Role::Currency, &["通貨"]),
    (Role::Reason, &["解約理由", "理由"]),
    (Role::Segment, &["セグメント"]),
    (Role::Owner, &["担当者", "担当"]),
    (Role::Region, &["地域"]),
    (Role::Date, &["日付", "基準日", "月末"]),
    (Role::Month, &["月", "年月"]),
    (Role::Arr, &["ARR", "年間経常収益"]),
    (Role::Mrr, &["MRR", "月額"]),
    (Role::ContractEnd, &["契約終了日", "契約満了日"]),
    (Role::Status, &["ステータス", "状態"]),
    (Role::Start, &["開始日", "契約開始日"]),
    (Role::End, &["終了日", "解約日"]),
    (Role::TermMonths, &["契約期間（月）"]),
    (Role::ArrChange, &["ARR増減"]),
    (Role::MrrChange, &["MRR増減"]),
    (Role::Movement, &["変動種別", "区分"]),
    (Role::Created, &["作成日"]),
    (Role::Modified, &["最終更新日時"]),
    (Role::Note, &["備考"]),
    (Role::Seats, &["ライセンス数"]),
    (Role::Score, &["NPS"]),
    (Role::ForeignId, &["会計コード"]),
];

const WORDS: Words = &[
    (Word::Renewed, &["更新", "更新済み"]),
    (Word::Churned, &["解約", "失注"]),
    (Word::Open, &["交渉中", "未定"]),
    (Word::Active, &["有効", "契約中"]),
    (Word::Gone, &["解約", "終了"]),
    (Word::Trial, &["トライアル"]),
    (Word::Started, &["新規"]),
    (Word::More, &["拡大", "増額"]),
    (Word::Less, &["縮小", "減額"]),
    (Word::Left, &["解約"]),
    (Word::Back, &["再開"]),
];

pub const JAPANESE: Tongue = Tongue {
    key: "ja",
    names: NAMES,
    words: WORDS,
    files: &[
        (Kind::Renewals, &["更新一覧", "renewals"]),
        (Kind::Snapshots, &["月次契約"]),
        (Kind::Movements, &["増減"]),
        (Kind::Spells, &["契約一覧"]),
        (Kind::Terms, &["契約"]),
        (Kind::Wide, &["月別売上"]),
        (Kind::Customers, &["顧客一覧"]),
        (Kind::Accounts, &["顧客"]),
    ],
    dates: &[DateForm::Kanji, DateForm::YearSlash, DateForm::Iso],
    months: &[MonthForm::Kanji, MonthForm::Iso],
    amounts: &[AmountForm::Plain, AmountForm::Yen],
    delimiters: &[',', ',', '\t'],
    yes_no: &[("はい", "いいえ"), ("TRUE", "FALSE")],
    currencies: ("JPY", "USD"),
    company: ("株式会社", ""),
    ..PLAIN
};
