//! Spanish.

use super::english::PLAIN;
use crate::spell::tongue::{AmountForm, DateForm, MonthForm, Names, Tongue, Words};
use crate::table::{Kind, Role, Word};

const NAMES: Names = &[
    (Role::RecordId, &["Número de contrato", "Nº contrato"]),
    (Role::AccountId, &["ID de cliente", "Código de cliente"]),
    (Role::Account, &["Cliente", "Empresa", "Nombre del cliente"]),
    (Role::LineId, &["ID de suscripción"]),
    (Role::Product, &["Producto", "Plan"]),
    (Role::Due, &["Fecha de renovación", "Fecha de vencimiento", "Vencimiento"]),
    (Role::Closed, &["Fecha de cierre", "Fecha de decisión"]),
    (Role::Outcome, &["Estado", "Resultado"]),
    (Role::Before, &["ARR anterior", "Ingreso anual actual", "Importe anual anterior"]),
    (Role::After, &["ARR nuevo", "Nuevo ingreso anual", "Importe anual nuevo"]),
    (Role::Currency, &["Moneda", "Divisa"]),
    (Role::Reason, &["Motivo de baja", "Motivo"]),
    (Role::Segment, &["Segmento"]),
    (Role::Owner, &["Responsable", "Gestor de cuenta"]),
    (Role::Region, &["Región"]),
    (Role::Date, &["Fecha", "Fin de mes"]),
    (Role::Month, &["Mes"]),
    (Role::Arr, &["ARR", "Ingreso anual recurrente"]),
    (Role::Mrr, &["MRR", "Ingreso mensual recurrente"]),
    (Role::ContractEnd, &["Fin de contrato", "Fecha fin de contrato"]),
    (Role::Status, &["Estado"]),
    (Role::Start, &["Fecha de inicio", "Inicio"]),
    (Role::End, &["Fecha de fin", "Fecha de baja"]),
    (Role::TermMonths, &["Duración (meses)"]),
    (Role::ArrChange, &["Variación ARR", "Cambio de ARR"]),
    (Role::MrrChange, &["Variación MRR", "Cambio de MRR"]),
    (Role::Movement, &["Tipo de movimiento"]),
    (Role::Created, &["Creado el"]),
    (Role::Modified, &["Modificado el"]),
    (Role::Note, &["Notas"]),
    (Role::Seats, &["Licencias"]),
    (Role::Score, &["NPS"]),
    (Role::ForeignId, &["Código contable"]),
];

const WORDS: Words = &[
    (Word::Renewed, &["Renovado", "renovado"]),
    (Word::Churned, &["Perdido", "Cancelado", "Baja"]),
    (Word::Open, &["Abierto", "Pendiente", "En curso"]),
    (Word::Active, &["Activo", "activo"]),
    (Word::Gone, &["Cancelado", "Baja"]),
    (Word::Trial, &["Prueba"]),
    (Word::Started, &["Nuevo"]),
    (Word::More, &["Expansión", "Ampliación"]),
    (Word::Less, &["Contracción", "Reducción"]),
    (Word::Left, &["Baja", "Cancelación"]),
    (Word::Back, &["Reactivación"]),
];

pub const SPANISH: Tongue = Tongue {
    key: "es",
    names: NAMES,
    words: WORDS,
    files: &[
        (Kind::Renewals, &["renovaciones", "informe"]),
        (Kind::Snapshots, &["suscripciones_mensuales"]),
        (Kind::Movements, &["movimientos"]),
        (Kind::Spells, &["suscripciones"]),
        (Kind::Terms, &["contratos"]),
        (Kind::Wide, &["ingresos_por_mes", "Hoja1"]),
        (Kind::Accounts, &["clientes"]),
    ],
    dates: &[DateForm::DayMonth, DateForm::DayMonth, DateForm::Iso],
    months: &[MonthForm::ShortYear, MonthForm::Iso, MonthForm::Slash],
    amounts: &[AmountForm::Continental, AmountForm::Continental, AmountForm::Plain],
    delimiters: &[';', ',', '\t'],
    month_names: ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"],
    yes_no: &[("sí", "no"), ("VERDADERO", "FALSO")],
    currencies: ("EUR", "USD"),
    legacy: true,
    ..PLAIN
};
