//! SAP: sales documents, their contract data and the parties to them, by the names of the tables' own fields.

use super::Row;
use crate::compile::schema::Field as F;

#[rustfmt::skip]
pub(crate) const NAMES: &[Row] = &[
    (F::AccountId, "KUNNR, KUNAG, KUNRG, SoldToParty, sold to party id, sold to pt, business partner id, PARTNER, GPART", "KUNWE"),
    (F::Account, "NAME1, NAME_ORG1, sold to party name, SoldToPartyName, business partner name, MC_NAME1", "NAME2"),
    (F::ParentId, "HKUNNR, KONZS", ""),
    (F::Segment, "KDGRP, customer group, KUKLA", ""),
    (F::Product, "MATNR, ARKTX, material description, MaterialByCustomer, PROVG", "MATKL, material"),
    (F::Geo, "LAND1, VKBUR, sales office", "VKORG, REGIO, BZIRK, sales organization"),
    (F::CsOwner, "", "VKGRP, sales group, ERNAM"),
    (F::RowType, "", "AUART, sales document type, SalesDocumentType, AUGRU"),
    (F::RenewalId, "", "VBELN, sales document, SalesDocument, SalesContract, VERTRAGSNR"),
    (F::StartDate, "VBEGDAT, GUEBG, contract start dat, SalesContractValidityStartDate, CustomerContractStartDate, VINSDAT, VABNDAT", "DATAB, FKDAT_VON"),
    (F::ContractEnd, "VENDDAT, GUEEN, contract end dat, SalesContractValidityEndDate, VLAUFZ_END", "DATBI"),
    (F::DueDate, "VENDDAT, GUEEN, SalesContractValidityEndDate", "DATBI"),
    (F::LossDate, "VKUEDAT, VKUEDA, cancellation dat, VBEDKUE_DAT, VWUNDAT", "VDEMDAT"),
    (F::ReasonCode, "VKUEGRU, ABGRU, KUEGRU, rejection reason, reason for rejection, cancellation reason code", ""),
    (F::Amount, "NETWR, NETWR_AK, TotalNetAmount, KZWI1", ""),
    (F::Currency, "WAERK, WAERS, TransactionCurrency, SD document currency", ""),
    (F::TermMonths, "VLAUFZ, VLAUFZ_MONTHS", ""),
    (F::Status, "GBSTK, overall status, OverallSDProcessStatus", ""),
];
