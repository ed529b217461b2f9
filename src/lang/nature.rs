//! Names of titles and categories (nomenclature by nature, LOLF article 5).

use super::Lang;
use crate::model::{Category, Title};

/// "Dépenses de personnel".
pub fn title(title: Title, lang: Lang) -> &'static str {
    let (french, english) = match title.code() {
        1 => ("Dotations des pouvoirs publics", "Public authorities"),
        2 => ("Dépenses de personnel", "Staff expenditure"),
        3 => ("Dépenses de fonctionnement", "Operating expenditure"),
        4 => ("Charges de la dette de l'État", "State debt charges"),
        5 => ("Dépenses d'investissement", "Capital expenditure"),
        6 => ("Dépenses d'intervention", "Transfers"),
        _ => ("Dépenses d'opérations financières", "Financial operations"),
    };
    lang.pick(french, english)
}

/// "personnel": what a title is for, in a word or two.
pub fn title_short(title: Title, lang: Lang) -> &'static str {
    let (french, english) = match title.code() {
        1 => ("pouvoirs publics", "public authorities"),
        2 => ("personnel", "staff"),
        3 => ("fonctionnement", "operating"),
        4 => ("dette", "debt"),
        5 => ("investissement", "capital"),
        6 => ("intervention", "transfers"),
        _ => ("opérations financières", "financial operations"),
    };
    lang.pick(french, english)
}

/// "Titre 2".
pub fn title_number(title: Title, lang: Lang) -> String {
    format!("{} {title}", lang.pick("Titre", "Title"))
}

/// "Titre 2 – Dépenses de personnel".
pub fn title_line(number: Title, lang: Lang) -> String {
    format!("{} – {}", title_number(number, lang), title(number, lang))
}

/// "Rémunérations d'activité".
pub fn category(category: Category, lang: Lang) -> &'static str {
    let (french, english) = match category.code() {
        11 => ("Dotations des pouvoirs publics", "Public authorities"),
        21 => ("Rémunérations d'activité", "Salaries"),
        22 => ("Cotisations et contributions sociales", "Social contributions"),
        23 => ("Prestations sociales et allocations diverses", "Social benefits and allowances"),
        31 => ("Dépenses de fonctionnement autres que celles de personnel", "Operating expenditure other than staff"),
        32 => ("Subventions pour charges de service public", "Grants for public service charges"),
        41 => ("Intérêts de la dette financière négociable", "Interest on negotiable debt"),
        42 => ("Intérêts de la dette financière non négociable", "Interest on non-negotiable debt"),
        43 => ("Charges financières diverses", "Other financial charges"),
        51 => ("Dépenses pour immobilisations corporelles de l'État", "State tangible fixed assets"),
        52 => ("Dépenses pour immobilisations incorporelles de l'État", "State intangible fixed assets"),
        53 => ("Subventions pour charges d'investissement", "Investment grants"),
        61 => ("Transferts aux ménages", "Transfers to households"),
        62 => ("Transferts aux entreprises", "Transfers to enterprises"),
        63 => ("Transferts aux collectivités territoriales", "Transfers to local authorities"),
        64 => ("Transferts aux autres collectivités", "Transfers to other bodies"),
        65 => ("Appels en garantie", "Calls on guarantees"),
        71 => ("Prêts et avances", "Loans and advances"),
        72 => ("Dotations en fonds propres", "Equity contributions"),
        _ => ("Dépenses de participations financières", "Financial participations"),
    };
    lang.pick(french, english)
}

/// "Subv. charges de service public": what a category is called where its whole name has no room.
pub fn category_short(of: Category, lang: Lang) -> &'static str {
    let (french, english) = match of.code() {
        22 => ("Cotisations et contrib. sociales", "Social contributions"),
        23 => ("Prestations sociales, alloc.", "Benefits and allowances"),
        31 => ("Autres que celles de personnel", "Other than staff"),
        32 => ("Subv. charges de service public", "Public service grants"),
        41 => ("Intérêts, dette négociable", "Interest, negotiable debt"),
        42 => ("Intérêts, dette non négociable", "Interest, other debt"),
        51 => ("Immobilisations corporelles", "Tangible assets"),
        52 => ("Immobilisations incorporelles", "Intangible assets"),
        53 => ("Subv. charges d'investissement", "Investment grants"),
        63 => ("Transferts aux coll. territoriales", "Transfers to local authorities"),
        64 => ("Transferts aux autres collect.", "Transfers to other bodies"),
        73 => ("Participations financières", "Financial participations"),
        _ => return category(of, lang),
    };
    lang.pick(french, english)
}
