//! Japanese, which puts no spaces between words: a reason is named where all parts of a phrase stand in it.

use super::Row;

/// Parts of a phrase are separated by spaces.
#[rustfmt::skip]
const REASONS: &[Row] = &[
    ("value.low-adoption", "利用 少な, 利用 低, 利用不足, 未利用, 未使用, 使われ, 定着せず, 定着しな, 活用でき, 活用不足, 使用頻度 低, 利用 減"),
    ("value.no-roi", "費用対効果, 投資対効果, 効果 不明, 効果 感じ, 効果 出な, 価値 感じ, 効果なし, 成果 出な"),
    ("value.use-case-ended", "プロジェクト終了, 案件終了, 不要, 必要 なくな, 用途 なくな, ニーズ なくな, 事業終了, 目的達成済"),
    ("product.missing-feature", "機能不足, 機能 足り, 機能 ない, 機能 なく, 機能要件, 機能面, 要件 満た"),
    ("product.reliability", "障害, 不具合, バグ, 品質, 安定性, 不安定, 遅い, 性能"),
    ("product.integration", "連携, 統合でき, 接続 でき, インテグレーション, 互換"),
    ("product.usability", "使いにく, 使いづら, 操作性, 複雑, 使い勝手, 操作 難, ユーザビリティ"),
    ("pricing.uplift", "値上げ, 価格改定, 料金改定, 価格上昇, 値上"),
    ("pricing.budget", "予算, コスト削減, 経費削減, 費用削減, 経費節減"),
    ("pricing.too-expensive", "価格, 料金 高, 費用 高, 高額, コスト 高, 高すぎ, 費用面"),
    ("pricing.terms", "契約条件, 法務, 購買, 支払条件, 契約期間, 条件面, 条件 合わ"),
    ("competition.switch", "競合, 他社, 乗り換え, 乗換, 切り替え, 切替, 別サービス, 他サービス, リプレース"),
    ("competition.in-house", "内製, 自社開発, 社内開発, 自社システム, 自社 構築"),
    ("competition.consolidation", "ツール 統一, システム 統一, システム統合, ツール統合, ツール 集約, ベンダー 集約, 標準化, グループ統一"),
    ("relationship.champion-left", "担当者 退職, 担当者 異動, 担当者 変更, 担当者 交代, 担当変更, 担当交代, キーパーソン, 責任者 退職, 責任者 交代"),
    ("relationship.support", "サポート, 対応 悪, 対応不満, カスタマーサービス, 問い合わせ 対応, フォロー不足"),
    ("relationship.onboarding", "導入支援, 導入失敗, オンボーディング, 立ち上げ, 導入 進ま, 初期設定"),
    ("company.acquired", "買収, 合併, 倒産, 廃業, 閉鎖, 破産, 解散, 清算, 閉業"),
    ("company.restructuring", "組織変更, 組織再編, リストラ, 人員削減, 事業縮小"),
    ("company.no-decision", "意思決定 なし, 決定 なし, 未決定, 返答 なし, 返信 なし, 連絡 取れ"),
    ("strength.outcomes", "効果実証, 成果 証明, 効果 証明, 目標達成"),
    ("strength.sponsor", "経営層 支持, 役員 支持, 経営層 支援, 役員 支援, エグゼクティブスポンサー"),
    ("strength.adoption", "定着済, 活用 進んで, 利用 多い, 利用率 高, 日常的 利用, 全社利用"),
];

/// The reasons that the text names, each with how many letters of a phrase stand in it.
pub(crate) fn named(text: &str) -> impl Iterator<Item = (usize, &'static str)> {
    let phrases = REASONS.iter().flat_map(|(code, phrases)| phrases.split(',').map(move |phrase| (*code, phrase)));
    phrases.filter_map(move |(code, phrase)| {
        let parts = || phrase.split_whitespace();
        parts().all(|part| text.contains(part)).then(|| (parts().map(|part| part.chars().count()).sum(), code))
    })
}
