//! Sentences about addresses and findings: what, where, why, what to do.

use super::{Lang, number, writing};
use crate::address::{self, AddressError};
use crate::calc::checks::{Finding, Severity};
use crate::calc::{Compared, CountedIn};
use crate::model::{ActionCode, CellValue, Conflict, IndicatorValue, Kept, OpenConflicts, Rule};
use crate::sections::checks as section_checks;

impl AddressError {
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Form => lang.pick(
                "cette adresse n'a aucune forme connue. Exemples : plf/01/31/ae, indicator/1.1/2021/forecast, text/strategy.".into(),
                "this address has no known form. Examples: plf/01/31/ae, indicator/1.1/2021/forecast, text/strategy.".into(),
            ),
            Self::UnknownAction(code) if code.parse::<ActionCode>().is_err() => lang.pick(
                format!("« {code} » n'est pas un code d'action : il a deux chiffres (01), ou deux fois deux pour une sous-action (01.02)."),
                format!("“{code}” is no code of an action: it has two digits (01), or twice two for a sub-action (01.02)."),
            ),
            Self::UnknownAction(code) => lang.pick(
                format!("l'action « {code} » n'existe pas dans ce document. La créer en lui donnant un intitulé (action/{code}/label)."),
                format!("action “{code}” is not in this document. Create it by giving it a name (action/{code}/label)."),
            ),
            Self::UnknownCategory(code) => lang.pick(
                format!("« {code} » n'est ni un titre (1 à 7) ni une catégorie de la nomenclature (11 à 73)."),
                format!("“{code}” is neither a title (1 to 7) nor a category of the nomenclature (11 to 73)."),
            ),
            Self::UnknownObjective(number) => lang.pick(
                format!("l'objectif {number} n'existe pas dans ce document. Le créer par objective/{number}/label."),
                format!("objective {number} is not in this document. Create it by objective/{number}/label."),
            ),
            Self::UnknownIndicator(number) => lang.pick(
                format!("l'indicateur {number} n'existe pas dans ce document. Le créer par indicator/{number}/label."),
                format!("indicator {number} is not in this document. Create it by indicator/{number}/label."),
            ),
            Self::UnknownChart(name) => lang.pick(
                format!(
                    "le document n'a pas de graphique « {name} ». Les noms sont ceux de papier export --chart\u{a0}: indicator/1.1, credits, shares…"
                ),
                format!("the document has no chart “{name}”. Names are those of papier export --chart: indicator/1.1, credits, shares…"),
            ),
            Self::UnknownRow { indicator, row } => lang.pick(
                format!("l'indicateur {indicator} n'a pas de ligne {row}. La créer par indicator/{indicator}/{row}/label."),
                format!("indicator {indicator} has no row {row}. Create it by indicator/{indicator}/{row}/label."),
            ),
            Self::UnknownSectionRow { section, row, list, next } => lang.pick(
                format!(
                    "«\u{a0}{section}\u{a0}» n’a pas de ligne «\u{a0}{row}\u{a0}». Ses lignes sont numérotées à partir de 1\u{a0}; donner un intitulé à \
                     la prochaine la crée ({list}/{next}/label)."
                ),
                format!("“{section}” has no row “{row}”. Its rows are numbered from 1; giving the next one a label creates it ({list}/{next}/label)."),
            ),
            Self::UnknownNumberedRow { section, row } => lang.pick(
                format!("«\u{a0}{section}\u{a0}» n’a pas de ligne {row}. La créer en lui donnant un intitulé ({section}/{row}/label)."),
                format!("“{section}” has no row {row}. Create it by giving it a label ({section}/{row}/label)."),
            ),
            Self::NoRowNumber { section, row } => lang.pick(
                format!("«\u{a0}{row}\u{a0}» n’est pas un numéro de «\u{a0}{section}\u{a0}»\u{a0}: il a six chiffres ({section}/800201/label)."),
                format!("“{row}” is no number of “{section}”: it has six digits ({section}/800201/label)."),
            ),
            Self::UnknownFixedRow { section, row, rows } => {
                let rows = rows.join(", ");
                lang.pick(
                    format!("«\u{a0}{section}\u{a0}» n’a pas de ligne «\u{a0}{row}\u{a0}». Ses lignes\u{a0}: {rows}."),
                    format!("“{section}” has no row “{row}”. Its rows: {rows}."),
                )
            }
            Self::RowNeeded(number) => lang.pick(
                format!("l'indicateur {number} a plusieurs lignes : dire laquelle (indicator/{number}/2/…)."),
                format!("indicator {number} has several rows: say which (indicator/{number}/2/…)."),
            ),
            Self::UnknownConflict(key) => lang.pick(
                format!("aucun choix «\u{a0}{key}\u{a0}» n’est à faire dans ce document. «\u{a0}papier check\u{a0}» dit ceux qui restent."),
                format!("no choice “{key}” is to be made in this document. “papier check” says which are left."),
            ),
            Self::OutsideLayout(column) => lang
                .pick(format!("la maquette de ce PLF n'a pas de colonne « {column} »."), format!("the layout of this PLF has no column “{column}”.")),
            Self::UnknownColumn { section, column, columns } => {
                let said = if column.is_empty() {
                    lang.pick(format!("il manque une colonne de «\u{a0}{section}\u{a0}»."), format!("a column of “{section}” is missing."))
                } else {
                    lang.pick(
                        format!("«\u{a0}{section}\u{a0}» n’a pas de colonne «\u{a0}{column}\u{a0}»."),
                        format!("“{section}” has no column “{column}”."),
                    )
                };
                match columns.as_slice() {
                    [] => said,
                    columns => {
                        let columns = columns.join(", ");
                        lang.pick(format!("{said} Ses colonnes\u{a0}: {columns}."), format!("{said} Its columns: {columns}."))
                    }
                }
            }
            Self::OtherProgramme(number) => lang.pick(
                format!("cette adresse désigne le programme {number}, qui n'est pas celui de ce document."),
                format!("this address denotes programme {number}, which is not the one of this document."),
            ),
        }
    }
}

impl Severity {
    /// The word of the JSON contract.
    pub fn code(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }

    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Error => lang.pick("Erreur", "Error"),
            Self::Warning => lang.pick("À vérifier", "To check"),
            Self::Note => "Note",
        }
    }
}

impl Rule {
    /// The number of the rule in the field's list, or its name.
    pub fn code(self) -> &'static str {
        match self {
            Self::StaffAeCp => "R6",
            Self::OutstandingEstimate => "R10",
            Self::ScheduleEarlier => "R11",
            Self::ScheduleNew => "R12",
            Self::ScheduleAsked => "R13",
            Self::KeySum => "R15",
            Self::ActOfBill => "R17",
            Self::ShareSum => "R9",
            Self::ProgrammeNumber => "programme-number",
            Self::ProgrammeName => "programme-name",
            Self::CodeTwice => "code-twice",
            Self::ActionGone => "action-gone",
            Self::RowGone => "row-gone",
            Self::TakenTwice => "taken-twice",
            Self::Conflict => "conflict",
            Self::RowParent => "row-parent",
            Self::CellRow => "cell-row",
            Self::Overflow => "overflow",
            Self::BrokenLink => "broken-link",
            Self::Target => "target",
            Self::IndicatorJustification => "indicator-justification",
            Self::IndicatorSource => "indicator-source",
            Self::IndicatorMethod => "indicator-method",
            Self::Minister => "minister",
            Self::Manager => "manager",
            Self::ActionNarrative => "action-narrative",
            Self::PublishedValue => "published-value",
            Self::OwnTitle => "title",
            Self::UnitAgainstValue => "unit",
            Self::Jump => "jump",
            Self::Mission => "mission",
            Self::UnheldAmount => "amount",
            Self::StatedSum => "sum",
            Self::StaleYear => "year",
            Self::Wording => "wording",
            Self::OfSection(key) => key,
        }
    }

    /// The rule of a code, as files keep it.
    pub fn of_code(code: &str) -> Option<Self> {
        let of_section = || section_checks::of(code).map(|check| Self::OfSection(check.key));
        Self::ALL.into_iter().find(|rule| rule.code() == code).or_else(of_section)
    }
}

/// What a conflict that no typing settles is about.
fn of_structure(kind: &str, lang: Lang) -> &'static str {
    match kind {
        Conflict::CODE => lang.pick("le dernier nombre du code de l’action", "the last number of the action’s code"),
        Conflict::ORDER => lang.pick("sa place, à la suite de quoi il vient", "its place, what it comes after"),
        Conflict::UNDER => lang.pick("l’objectif dont il fait partie", "the objective that it belongs to"),
        Conflict::REASON => lang.pick("pourquoi un constat est justifié", "why a finding is justified"),
        Conflict::NOTES => lang.pick("les notes de la diapositive", "the notes of the slide"),
        _ => lang.pick("ce qu’a publié le PAP de l’an dernier", "what the PAP of last year published"),
    }
}

impl OpenConflicts {
    /// What stands in the way of an export and of the passing of the year.
    pub fn sentence(&self, lang: Lang) -> String {
        match self.count {
            1 => lang.pick(
                "une fusion a laissé 1 choix à faire dans ce document\u{a0}: le faire d’abord.".into(),
                "a merge left 1 choice to make in this document: make it first.".into(),
            ),
            count => lang.pick(
                format!("une fusion a laissé {count} choix à faire dans ce document\u{a0}: les faire d’abord."),
                format!("a merge left {count} choices to make in this document: make them first."),
            ),
        }
    }

    /// The same with what settles them on a command line.
    pub fn message(&self, lang: Lang) -> String {
        let (sentence, address) = (self.sentence(lang), address::of_conflict(&self.first));
        lang.pick(
            format!("{sentence} Dans la fenêtre, en saisissant à leur place, ou par «\u{a0}papier set FICHIER {address}=ours\u{a0}» (ours, theirs, base ou keep)."),
            format!("{sentence} In the window, by typing at their place, or by “papier set FILE {address}=ours” (ours, theirs, base or keep)."),
        )
    }
}

impl Kept {
    /// What the file holds and this Papier does not show; `None` where that is nothing.
    pub fn sentence(&self, lang: Lang) -> Option<String> {
        let counted = [
            (self.texts.len(), ["texte de section", "textes de section"], ["text of a section", "texts of sections"]),
            (self.rows.len(), ["ligne", "lignes"], ["row", "rows"]),
            (self.cells.len(), ["cellule", "cellules"], ["cell", "cells"]),
            (self.marks.len(), ["marque", "marques"], ["mark", "marks"]),
            (self.remarks.len(), ["remarque", "remarques"], ["remark", "remarks"]),
            (self.chart_titles.len(), ["titre de graphique", "titres de graphiques"], ["title of a chart", "titles of charts"]),
            (self.slides.len(), ["diapositive", "diapositives"], ["slide", "slides"]),
        ];
        let counted = counted.into_iter().filter(|(count, ..)| *count > 0);
        let mut told: Vec<String> = counted
            .map(|(count, french, english)| {
                let [one, many] = lang.pick(french, english);
                format!("{count} {}", if count == 1 { one } else { many })
            })
            .collect();
        told.extend(
            self.sections
                .iter()
                .map(|section| lang.pick(format!("la section «\u{a0}{}\u{a0}»", section.name), format!("the section “{}”", section.name))),
        );
        let told = told.join(", ");
        let sentence = lang.pick(
            format!("ce fichier contient, sans que cette version de Papier le montre\u{a0}: {told}. Rien n'en est perdu à l'enregistrement."),
            format!("this file holds, without this version of Papier showing it: {told}. A save loses nothing of it."),
        );
        (!told.is_empty()).then_some(sentence)
    }
}

impl Finding {
    /// What does not hold, with the figures compared.
    pub fn sentence(&self, lang: Lang) -> String {
        let figure = |index: usize| self.figures.get(index).map_or_else(String::new, |figure| compared(figure, lang));
        let (first, second) = (figure(0), figure(1));
        match self.rule {
            Rule::StaffAeCp => lang.pick(
                format!("En titre 2, les AE ({first}) et les CP ({second}) doivent être égaux."),
                format!("In title 2, AE ({first}) and CP ({second}) must be equal."),
            ),
            Rule::ShareSum => lang.pick(
                format!("La somme des parts des actions, arrondies, est {first} % : l'écart à 100,0 % tient aux arrondis."),
                format!("The rounded shares of the actions sum to {first} %: the gap from 100,0 % comes from rounding."),
            ),
            Rule::ActOfBill => lang.pick(
                format!("La LFI saisie ({first}) n'est pas le PLF de son année et ses amendements ({second}). Saisir les amendements, ou corriger."),
                format!("The LFI entered ({first}) is not the PLF of its year with its amendments ({second}). Enter the amendments, or correct it."),
            ),
            Rule::PublishedValue if second.is_empty() => lang.pick(
                format!("La valeur publiée l'an dernier ({first}) a été effacée."),
                format!("The value published last year ({first}) was cleared."),
            ),
            Rule::PublishedValue => lang.pick(
                format!("La valeur publiée l'an dernier était {first} ; elle est devenue {second}."),
                format!("The value published last year was {first}; it has become {second}."),
            ),
            Rule::CodeTwice => lang.pick(
                format!("Deux actions ont le code {first}\u{a0}: celle-ci est au code {second} en attendant. Garder ce code, ou lui en donner un autre."),
                format!("Two actions have code {first}: this one stands at {second} meanwhile. Keep that code, or give it another one."),
            ),
            Rule::ActionGone => lang.pick(
                format!("Un côté d'une fusion a retiré l'action {first}, l'autre lui donne encore quelque chose\u{a0}: la nommer pour la garder, ou la retirer."),
                format!("One side of a merge removed action {first}, the other still gives it something: name it to keep it, or remove it."),
            ),
            Rule::RowGone => lang.pick(
                format!("Un côté d'une fusion a retiré la ligne {second} de «\u{a0}{first}\u{a0}», l'autre lui donne encore quelque chose\u{a0}: la nommer pour la garder, ou la retirer."),
                format!("One side of a merge removed row {second} of “{first}”, the other still gives it something: name it to keep it, or remove it."),
            ),
            Rule::TakenTwice => lang.pick(
                format!("Deux rédacteurs ont chacun donné une première sous-action à l'action {second}\u{a0}: ce qu'elle avait est passé à chacune, et «\u{a0}{first}\u{a0}» compte peut-être deux fois. Le saisir de nouveau pour le garder, l'effacer, ou retirer l'une des deux."),
                format!("Two drafters each gave action {second} a first sub-action: what it had went to both, and “{first}” may count twice. Type it again to keep it, clear it, or remove one of the two."),
            ),
            Rule::Conflict => self.conflict_sentence(lang),
            Rule::RowParent => {
                let parent = figure(2);
                let (french, english) = if parent.is_empty() {
                    ("elle-même, par son «\u{a0}parent\u{a0}»".to_owned(), "itself, by its “parent”".to_owned())
                } else {
                    (format!("la ligne {parent}, qui n’est pas dans le fichier"), format!("row {parent}, which is not in the file"))
                };
                lang.pick(
                    format!("Section «\u{a0}{first}\u{a0}»\u{a0}: la ligne {second} est placée sous {french}. Corriger dans «\u{a0}rows\u{a0}» son «\u{a0}parent\u{a0}», ou rendre la ligne qui manque."),
                    format!("Section “{first}”: row {second} stands under {english}. Correct its “parent” in “rows”, or give the missing row back."),
                )
            }
            Rule::CellRow => {
                let count = figure(2);
                lang.pick(
                    format!("Section «\u{a0}{first}\u{a0}»\u{a0}: cellules ({count}) de «\u{a0}{second}\u{a0}», qui n’est pas dans le fichier. Rendre la ligne ou l’action qui manque, ou retirer ces lignes de «\u{a0}cells\u{a0}»."),
                    format!("Section “{first}”: cells ({count}) of “{second}”, which is not in the file. Give the missing row or action back, or take these lines out of “cells”."),
                )
            }
            Rule::OwnTitle => {
                let changed = if second == "1" {
                    lang.pick("un chiffre montré a changé".into(), "one figure shown has changed".into())
                } else {
                    lang.pick(format!("{second} chiffres montrés ont changé"), format!("{second} figures shown have changed"))
                };
                lang.pick(
                    format!("Le titre «\u{a0}{first}\u{a0}» a été écrit sur d'autres chiffres\u{a0}: {changed} depuis. Le garder, le récrire, ou reprendre le titre proposé."),
                    format!("The title “{first}” was written over other figures: {changed} since. Keep it, write another, or take the one proposed."),
                )
            }
            Rule::Target => {
                lang.pick(format!("La cible {first} manque ou n'est pas un nombre."), format!("The target for {first} is missing or is no number."))
            }
            Rule::UnitAgainstValue => lang.pick(
                format!("La valeur {first} surprend pour une unité « {second} »."),
                format!("The value {first} is odd for the unit “{second}”."),
            ),
            Rule::Jump => lang.pick(
                format!("De {first} à {second} : plus de trois fois la plus forte variation passée."),
                format!("From {first} to {second}: more than three times the largest change so far."),
            ),
            Rule::BrokenLink if first.starts_with('{') => lang.pick(
                format!("« {first} » n’est l’adresse d’aucune cellule. Corriger l’adresse, ou ôter les accolades."),
                format!("“{first}” is the address of no cell. Correct the address, or take the braces away."),
            ),
            Rule::BrokenLink => lang.pick(
                format!("Le chiffre lié « {first} » ne désigne plus aucune cellule. Le lier de nouveau, ou l'écrire en toutes lettres."),
                format!("The linked figure “{first}” denotes no cell any more. Link it again, or write it plainly."),
            ),
            Rule::UnheldAmount => lang.pick(
                format!("Le texte donne {first} : aucun tableau ne porte ce montant."),
                format!("The text says {first}: no table holds this amount."),
            ),
            Rule::StatedSum => lang.pick(
                format!("Le texte annonce {second} ; ses termes font {first} €."),
                format!("The text states {second}; its terms make {first} €."),
            ),
            Rule::StaleYear => lang.pick(
                format!("Le texte parle du PLF {first}, qui n'est pas celui de ce document."),
                format!("The text speaks of PLF {first}, which is not the one of this document."),
            ),
            Rule::Wording => lang.pick(
                format!("Même début, rédaction différente : « {first} » ici, « {second} » dans l'intitulé."),
                format!("Same beginning, other wording: “{first}” here, “{second}” in the label."),
            ),
            _ => match section_sentence(self) {
                Some([french, english]) => lang.pick(french, english).replace("{0}", &first).replace("{1}", &second),
                None => self.rule.missing(lang).into(),
            },
        }
    }
}

impl Finding {
    /// What a merge left to choose, and what each version says.
    fn conflict_sentence(&self, lang: Lang) -> String {
        let figure = |index: usize| self.figures.get(index).map_or_else(String::new, |figure| compared(figure, lang));
        let side = |index, french: &str, english: &str| side(&figure(index), lang.pick(french, english), lang);
        let sides = || {
            let sides = [
                side(0, "dans cette version", "in this version"),
                side(1, "dans l’autre", "in the other"),
                side(3, "dans la version commune", "in the common version"),
            ];
            sides.join(", ")
        };
        match &*figure(4) {
            Conflict::PARTED => {
                let sides = [side(0, "à la sous-action", "at the sub-action"), side(1, "à l’action", "at the action")].join(", ");
                lang.pick(
                    format!("Un rédacteur a divisé l’action, l’autre lui a donné un montant\u{a0}: {sides}."),
                    format!("One drafter parted the action, the other gave it an amount: {sides}."),
                )
            }
            Conflict::REMOVED => {
                let label = figure(3);
                lang.pick(
                    format!("Un côté d’une fusion a retiré «\u{a0}{label}\u{a0}», l’autre l’a modifié."),
                    format!("One side of a merge removed “{label}”, the other changed it."),
                )
            }
            "" => {
                let sides = sides();
                lang.pick(format!("Une fusion a laissé un choix à faire\u{a0}: {sides}."), format!("A merge left a choice to make: {sides}."))
            }
            kind => {
                let (what, sides) = (of_structure(kind, lang), sides());
                lang.pick(
                    format!("Une fusion a laissé un choix à faire, {what}\u{a0}: {sides}."),
                    format!("A merge left a choice to make, {what}: {sides}."),
                )
            }
        }
    }

    /// What settles it on a command line, by the key of what a merge left to choose; `None` for anything else.
    pub fn settling(&self, lang: Lang) -> Option<String> {
        let key = self.conflict().filter(|_| self.rule == Rule::Conflict)?;
        let address = address::of_conflict(key);
        let kind = self.figures.get(4).map_or_else(String::new, |figure| compared(figure, lang));
        Some(match kind.as_str() {
            Conflict::PARTED => lang.pick(
                format!("Le saisir à sa place, ou choisir\u{a0}: {address}=ours, theirs ou keep (ce qui est là)."),
                format!("Type it at its place, or choose: {address}=ours, theirs or keep (what stands)."),
            ),
            Conflict::REMOVED => lang.pick(
                format!("Le renommer pour le garder, le retirer, ou choisir\u{a0}: {address}=ours ou theirs."),
                format!("Rename it to keep it, remove it, or choose: {address}=ours or theirs."),
            ),
            "" => lang.pick(
                format!("Le saisir à sa place, ou choisir\u{a0}: {address}=ours, theirs, base ou keep (ce qui est là)."),
                format!("Type it at its place, or choose: {address}=ours, theirs, base or keep (what stands)."),
            ),
            _ => lang.pick(
                format!("Choisir\u{a0}: {address}=ours, theirs, base ou keep (ce qui est là)."),
                format!("Choose: {address}=ours, theirs, base or keep (what stands)."),
            ),
        })
    }

    /// What does not hold, and where a merge left a choice what settles it on a command line.
    pub fn message(&self, lang: Lang) -> String {
        let settling = self.settling(lang).map_or_else(String::new, |settling| format!(" {settling}"));
        self.sentence(lang) + &settling
    }
}

/// What a section says of a rule that is its own; `{0}` and `{1}` are the figures compared.
fn section_sentence(finding: &Finding) -> Option<[&'static str; 2]> {
    match finding.rule {
        Rule::OfSection(key) => section_checks::of(key).map(|check| check.sentence),
        rule => section_checks::of_rule(rule).map(|check| (check.sentence)(finding.place)),
    }
}

impl Finding {
    /// The figures compared, each with what it is: "échéancier", "11 600 000".
    pub fn compared(&self, lang: Lang) -> Vec<(&'static str, String)> {
        let names = self.rule.compares(lang);
        let unit = if matches!(self.rule, Rule::KeySum | Rule::ShareSum) { "\u{202f}%" } else { "" };
        let pair = |(figure, name): (&Compared, &'static str)| (name, compared(figure, lang) + unit);
        self.figures.iter().zip(names).map(pair).collect()
    }

    /// What a check that holds compares: "échéancier 11 100 000 = demandés 11 100 000".
    pub fn agreement(&self, lang: Lang) -> String {
        self.compared(lang).into_iter().map(|(name, figure)| format!("{name} {figure}")).collect::<Vec<_>>().join(" = ")
    }
}

impl Rule {
    /// What it compares, in the order of its figures; nothing for a rule that finds something missing.
    fn compares(self, lang: Lang) -> [&'static str; 2] {
        let (french, english) = match self {
            Self::StaffAeCp => (["AE", "CP"], ["AE", "CP"]),
            Self::CodeTwice => (["code", "provisoire"], ["code", "meanwhile"]),
            Self::ActionGone => (["code", ""], ["code", ""]),
            Self::RowGone => (["section", "ligne"], ["section", "row"]),
            Self::TakenTwice => (["repris", "action"], ["taken over", "action"]),
            Self::Conflict => (["cette version", "l’autre"], ["this version", "the other"]),
            Self::RowParent => (["section", "ligne"], ["section", "row"]),
            Self::CellRow => (["section", "de"], ["section", "of"]),
            Self::ShareSum => (["somme", ""], ["sum", ""]),
            Self::ActOfBill => (["LFI saisie", "PLF modifié"], ["LFI entered", "PLF amended"]),
            Self::PublishedValue => (["publié", "à présent"], ["published", "now"]),
            Self::Target => (["année", ""], ["year", ""]),
            Self::OwnTitle => (["titre", "chiffres changés"], ["title", "figures changed"]),
            Self::UnitAgainstValue => (["valeur", "unité"], ["value", "unit"]),
            Self::Jump => (["de", "à"], ["from", "to"]),
            Self::BrokenLink => (["dernier chiffre", ""], ["last figure", ""]),
            Self::UnheldAmount | Self::StaleYear => (["texte", ""], ["text", ""]),
            Self::StatedSum => (["termes", "texte"], ["terms", "text"]),
            Self::Wording => (["ici", "intitulé"], ["here", "label"]),
            Self::OfSection(key) => section_checks::of(key).map_or_else(Default::default, |check| check.compares.into()),
            _ => section_checks::of_rule(self).map_or_else(Default::default, |check| check.compares.into()),
        };
        lang.pick(french, english)
    }

    /// What is missing, for a rule that compares nothing.
    fn missing(self, lang: Lang) -> &'static str {
        let (french, english) = match self {
            Self::ProgrammeNumber => {
                ("Le programme n'a pas de numéro. Le saisir sur la couverture.", "The programme has no number. Type it on the cover.")
            }
            Self::ProgrammeName => ("Le programme n'a pas de nom. Le saisir sur la couverture.", "The programme has no name. Type it on the cover."),
            Self::Mission => ("La mission n'a pas de nom. Le saisir sur la couverture.", "The mission has no name. Type it on the cover."),
            Self::Minister => {
                ("Le ministre concerné n'est pas nommé. Le saisir sur la couverture.", "The minister is not named. Type the name on the cover.")
            }
            Self::Manager => (
                "Le responsable du programme n'est pas nommé. Le saisir dans la présentation stratégique.",
                "The programme manager is not named. Type the name in the strategic presentation.",
            ),
            Self::ActionNarrative => ("L'action n'est justifiée par aucun texte.", "No text justifies this action."),
            Self::IndicatorSource => ("L'indicateur ne dit pas la source de ses données.", "The indicator does not say where its data come from."),
            Self::IndicatorMethod => ("L'indicateur ne dit pas son mode de calcul.", "The indicator does not say how it is computed."),
            Self::IndicatorJustification => {
                ("L'indicateur ne justifie ni ses prévisions ni sa cible.", "The indicator justifies neither its forecasts nor its target.")
            }
            Self::Overflow => (
                "Ce total dépasse ce qu'un montant peut contenir. Vérifier les montants saisis.",
                "This total is beyond what an amount can hold. Check the amounts typed.",
            ),
            _ => ("", ""),
        };
        lang.pick(french, english)
    }
}

/// "« 2 203 176 » ici", "rien ici".
fn side(words: &str, whose: &str, lang: Lang) -> String {
    let words = words.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    match &*writing::excerpt(&words) {
        "" => format!("{} {whose}", lang.pick("rien", "nothing")),
        words => lang.pick(format!("«\u{a0}{words}\u{a0}» {whose}"), format!("“{words}” {whose}")),
    }
}

fn compared(figure: &Compared, lang: Lang) -> String {
    match figure {
        Compared::Euros(sum) => sum.euros().map_or_else(|_| lang.word(super::Word::Overflow).to_owned(), writing::euros),
        Compared::Number(number) => writing::decimal(*number),
        Compared::Year(year) => year.to_string(),
        Compared::Words(words) => words.clone(),
        Compared::Written(words, counted) => written(words, counted).unwrap_or_else(|| words.clone()),
    }
}

/// A figure as it is printed, with its unit; `None` where the words read as none.
fn written(words: &str, counted: &CountedIn) -> Option<String> {
    match counted {
        CountedIn::Euros => {
            let amount = number::parse_amount(words).or_else(|_| number::kept_formula(words)).ok()?;
            Some(writing::with_unit(amount.euros.get().into(), "€"))
        }
        CountedIn::Unit(unit) => match number::parse_decimal(words, *unit).ok()?.value {
            CellValue::Number(value) => Some(in_unit(writing::decimal(value), number::symbol(*unit))),
            CellValue::Words(words) => Some(words),
        },
        CountedIn::Row(unit) => match number::parse_value(words, unit).ok()? {
            value @ (IndicatorValue::Number { .. } | IndicatorValue::Range { .. }) => Some(in_unit(writing::value(&value), unit.trim())),
            value => Some(writing::value(&value)),
        },
    }
}

fn in_unit(figure: String, unit: &str) -> String {
    if unit.is_empty() { figure } else { format!("{figure}{}{unit}", writing::NARROW_SPACE) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Place;

    #[test]
    fn every_rule_has_a_code_of_its_own_and_is_found_by_it() {
        for rule in Rule::ALL {
            assert_eq!(Rule::of_code(rule.code()), Some(rule));
        }
    }

    #[test]
    fn every_rule_has_a_sentence_in_both_languages() {
        for rule in Rule::ALL {
            let place = Place::Text(crate::model::TextPlace::Narrative(crate::model::Narrative::Strategy));
            let finding = Finding { rule, place, span: None, figures: vec![], justification: None };
            let [french, english] = Lang::ALL.map(|lang| finding.sentence(lang));
            assert!(!french.is_empty() && !english.is_empty() && french != english, "{rule:?}");
        }
    }
}
