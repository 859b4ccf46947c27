//! Portuguese.

use super::english::PLAIN;
use crate::spell::tongue::{AmountForm, DateForm, MonthForm, Names, Tongue, Words};
use crate::table::{Kind, Role, Word};

const NAMES: Names = &[
    (Role::RecordId, &["Número do contrato", "Nº do contrato"]),
    (Role::AccountId, &["ID do cliente", "Código do cliente"]),
    (Role::Account, &["Cliente", "Empresa", "Nome do cliente"]),
    (Role::LineId, &["ID da assinatura"]),
    (Role::Product, &["Produto", "Plano"]),
    (Role::Due, &["Data de renovação", "Data de vencimento", "Vencimento"]),
    (Role::Closed, &["Data de fechamento", "Data da decisão"]),
    (Role::Outcome, &["Status", "Resultado", "Situação"]),
    (Role::Before, &["ARR anterior", "Receita anual atual", "Valor anual anterior"]),
    (Role::After, &["ARR novo", "Nova receita anual", "Novo valor anual"]),
    (Role::Currency, &["Moeda"]),
    (Role::Reason, &["Motivo do cancelamento", "Motivo"]),
    (Role::Segment, &["Segmento"]),
    (Role::Owner, &["Responsável", "Gerente de conta"]),
    (Role::Region, &["Região"]),
    (Role::Date, &["Data", "Fim do mês"]),
    (Role::Month, &["Mês"]),
    (Role::Arr, &["ARR", "Receita anual recorrente"]),
    (Role::Mrr, &["MRR", "Receita mensal recorrente"]),
    (Role::ContractEnd, &["Fim do contrato", "Data de término do contrato"]),
    (Role::Status, &["Status", "Situação"]),
    (Role::Start, &["Data de início", "Início"]),
    (Role::End, &["Data de término", "Data de cancelamento"]),
    (Role::TermMonths, &["Prazo (meses)"]),
    (Role::ArrChange, &["Variação do ARR"]),
    (Role::MrrChange, &["Variação do MRR"]),
    (Role::Movement, &["Tipo de movimento"]),
    (Role::Created, &["Criado em"]),
    (Role::Modified, &["Modificado em"]),
    (Role::Note, &["Observações"]),
    (Role::Seats, &["Licenças"]),
    (Role::Score, &["NPS"]),
    (Role::ForeignId, &["Código contábil"]),
];

const WORDS: Words = &[
    (Word::Renewed, &["Renovado", "renovado"]),
    (Word::Churned, &["Cancelado", "Perdido"]),
    (Word::Open, &["Aberto", "Pendente", "Em andamento"]),
    (Word::Active, &["Ativo", "ativo"]),
    (Word::Gone, &["Cancelado", "Encerrado"]),
    (Word::Trial, &["Teste"]),
    (Word::Started, &["Novo"]),
    (Word::More, &["Expansão"]),
    (Word::Less, &["Contração", "Redução"]),
    (Word::Left, &["Cancelamento"]),
    (Word::Back, &["Reativação"]),
];

pub const PORTUGUESE: Tongue = Tongue {
    key: "pt",
    names: NAMES,
    words: WORDS,
    files: &[
        (Kind::Renewals, &["renovacoes", "relatorio"]),
        (Kind::Snapshots, &["assinaturas_mensais"]),
        (Kind::Movements, &["movimentos"]),
        (Kind::Spells, &["assinaturas"]),
        (Kind::Terms, &["contratos"]),
        (Kind::Wide, &["receita_por_mes", "Planilha1"]),
        (Kind::Accounts, &["clientes"]),
    ],
    dates: &[DateForm::DayMonth, DateForm::DayMonth, DateForm::Iso],
    months: &[MonthForm::ShortYear, MonthForm::Iso, MonthForm::Slash],
    amounts: &[AmountForm::Continental, AmountForm::Continental, AmountForm::Plain],
    delimiters: &[';', ',', '\t'],
    month_names: ["jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"],
    yes_no: &[("sim", "não"), ("VERDADEIRO", "FALSO")],
    currencies: ("EUR", "USD"),
    legacy: true,
    ..PLAIN
};
