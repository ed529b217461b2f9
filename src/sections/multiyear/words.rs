//! Titles and headings of multi-year expenditure, by the layout of the year.

use crate::lang::Lang;
use crate::model::{Horizon, Layout, OutstandingItem, Year};

pub(super) fn page(lang: Lang) -> &'static str {
    lang.word(crate::lang::Word::MultiyearExpenditure)
}

pub(super) fn over_tables(lang: Lang) -> &'static str {
    lang.pick("Échéancier des crédits de paiement (hors titre 2)", "Payment schedule (other than title 2)")
}

pub(super) fn schedule(lang: Lang) -> &'static str {
    lang.pick("Échéancier des CP à ouvrir", "Schedule of CP to open")
}

pub(super) fn schedule_comment(lang: Lang) -> &'static str {
    lang.pick("Commentaire de l'échéancier", "Comment on the schedule")
}

pub(super) fn justification(lang: Lang) -> &'static str {
    lang.pick("Justification de l'écart sur les restes à payer", "Justification of the gap in outstanding commitments")
}

pub(super) fn formula(lang: Lang) -> &'static str {
    lang.pick("Contrôle : RAP + AE − CP", "Control: RAP + AE − CP")
}

pub(super) fn outstanding(item: OutstandingItem, year: Year, lang: Lang) -> String {
    let (last, before) = (year.offset(-1), year.offset(-2));
    let is_stacked = Layout::of(year).is_stacked();
    let (french, english) = match item {
        OutstandingItem::Rap => (
            format!("Engagements sur années antérieures non couverts par des paiements au 31/12/{before} (RAP {before})"),
            format!("Commitments of earlier years not covered by payments at 31/12/{before} (RAP {before})"),
        ),
        OutstandingItem::RapRestated => (
            format!(
                "Engagements sur années antérieures non couverts par des paiements au 31/12/{before} y.c. travaux de fin de gestion postérieurs au RAP {before}"
            ),
            format!("Commitments of earlier years not covered by payments at 31/12/{before}, year-end work after RAP {before} included"),
        ),
        OutstandingItem::Ae if is_stacked => (
            format!("AE (LFI + LFR + Décret d’avance) {last} + Reports {before} vers {last} + Prévision de FdC et AdP"),
            format!("AE (LFI + LFR + advance decree) {last} + carry-overs {before} to {last} + forecast of FdC and AdP"),
        ),
        OutstandingItem::Cp if is_stacked => (
            format!("CP (LFI + LFR + Décret d’avance) {last} + Reports {before} vers {last} + Prévision de FdC et AdP"),
            format!("CP (LFI + LFR + advance decree) {last} + carry-overs {before} to {last} + forecast of FdC and AdP"),
        ),
        OutstandingItem::Ae => (
            format!("AE (LFI + LFRs) {last} + reports {before} vers {last} + prévision de FdC et AdP"),
            format!("AE (LFI + LFRs) {last} + carry-overs {before} to {last} + forecast of FdC and AdP"),
        ),
        OutstandingItem::Cp => (
            format!("CP (LFI + LFRs) {last} + reports {before} vers {last} + prévision de FdC et AdP"),
            format!("CP (LFI + LFRs) {last} + carry-overs {before} to {last} + forecast of FdC and AdP"),
        ),
        OutstandingItem::Estimate => (
            format!("Évaluation des engagements non couverts par des paiements au 31/12/{last}"),
            format!("Estimate of commitments not covered by payments at 31/12/{last}"),
        ),
    };
    lang.pick(french, english)
}

/// "CP 2021", "CP au-delà de 2023".
pub(super) fn horizon(horizon: Horizon, year: Year, lang: Lang) -> String {
    match Layout::of(year).horizon_year(horizon) {
        Some(year) => format!("CP {year}"),
        None => {
            let last = year.offset(2);
            lang.pick(format!("CP au-delà de {last}"), format!("CP beyond {last}"))
        }
    }
}

/// "CP 2022 sur AE nouvelles en 2021 / AE 2021".
pub(super) fn key(of: Horizon, year: Year, lang: Lang) -> String {
    let cp = horizon(of, year, lang);
    match of {
        Horizon::Current => {
            lang.pick(format!("{cp} demandés sur AE nouvelles en {year} / AE {year}"), format!("{cp} asked on new AE of {year} / AE {year}"))
        }
        Horizon::Next | Horizon::AfterNext | Horizon::Beyond => {
            lang.pick(format!("{cp} sur AE nouvelles en {year} / AE {year}"), format!("{cp} on new AE of {year} / AE {year}"))
        }
    }
}
