//! Refusals and steps of the history in words.

use rust_decimal::Decimal;

use super::assign::{AssignmentRefusal, Reason};
use super::history::{Gesture, Label, Restored};
use super::review::Review;
use super::{
    CategoryRefusal, CellReason, LeafPreview, Other, PasteRefusal, Presenting, Preview, Refusal, RefusedCell, SettleRefusal, SpreadRefusal,
    Structure, TypedRefusal,
};
use crate::address;
use crate::lang::writing::{self, excerpt};
use crate::lang::{Lang, nature};
use crate::model::{Document, Entry, Place, TextPlace};

impl TypedRefusal {
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Computed => lang.pick(
                "cette cellule est calculée : saisir les montants dont elle dépend.".into(),
                "this cell is computed: type the amounts it depends on.".into(),
            ),
            Self::Number(refusal) | Self::NotAValue(refusal) => refusal.sentence(lang),
            Self::Locked(year) => lang.pick(
                format!("cette valeur est celle que le PAP {year} a publiée : elle ne se modifie plus. Une nouvelle prévision a sa propre colonne."),
                format!("this value is the one that PAP {year} published: it is typed no more. A new forecast has its own column."),
            ),
            Self::OtherYear(year) => lang.pick(
                format!("aucun tableau de ce PAP, ni du précédent, ne montre l'année {year}. Vérifier l'année de l'adresse."),
                format!("no table of this PAP, nor of the one before, shows the year {year}. Check the year of the address."),
            ),
            Self::NotAChoice(refusal) => {
                let super::typed::ChoiceRefusal { typed, words, takes_number } = refusal.as_ref();
                let words = words.join(", ");
                let (or, english_or) = if *takes_number { ("un nombre, ou ", "a number, or ") } else { ("", "") };
                lang.pick(
                    format!("« {typed} » : cette cellule attend {or}un de ces mots : {words}."),
                    format!("“{typed}”: this cell takes {english_or}one of these words: {words}."),
                )
            }
            Self::ProgrammeNumber(typed) => lang
                .pick(format!("« {typed} » : un numéro de programme va de 1 à 999."), format!("“{typed}”: a programme number goes from 1 to 999.")),
            Self::ActionCode { typed, parent } => {
                let (of, of_english, before) = match parent {
                    Some(parent) => ("de cette sous-action", "this sub-action", format!("{parent}.")),
                    None => ("d’une action", "an action", String::new()),
                };
                lang.pick(
                    format!("«\u{a0}{typed}\u{a0}»\u{a0}: le code {of} va de {before}01 à {before}99."),
                    format!("“{typed}”: the code of {of_english} goes from {before}01 to {before}99."),
                )
            }
            Self::Viewpoint(typed) => lang.pick(
                format!("« {typed} » : le point de vue est celui du citoyen, de l'usager ou du contribuable."),
                format!("“{typed}”: the viewpoint is that of the citizen, the user or the taxpayer."),
            ),
            Self::Direction(typed) => lang.pick(
                format!("«\u{a0}{typed}\u{a0}»\u{a0}: écrire «\u{a0}plus haut\u{a0}» ou «\u{a0}plus bas\u{a0}» (higher, lower), ou rien."),
                format!("“{typed}”: write “higher” or “lower”, or nothing."),
            ),
            Self::Mission(typed) => {
                lang.pick(format!("« {typed} » : écrire « mission », ou rien."), format!("“{typed}”: write “mission”, or nothing."))
            }
            Self::Unshowable { character, position } => {
                let code = format!("U+{:04X}", u32::from(*character));
                lang.pick(
                    format!("un intitulé ne contient pas de caractère de commande ({code}, caractère {position}). Le retirer."),
                    format!("a name holds no control character ({code}, character {position}). Remove it."),
                )
            }
        }
    }
}

impl Refusal {
    /// The same, with what helps on a command line.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Conflicts(open) => open.message(lang),
            other => other.sentence(lang),
        }
    }

    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::ActionExists(code) => lang.pick(format!("l'action {code} existe déjà."), format!("action {code} exists already.")),
            Self::NoParent(code) => lang.pick(
                format!("la sous-action {code} suppose une action qui n'existe pas : la créer d'abord."),
                format!("sub-action {code} needs an action that does not exist: create it first."),
            ),
            Self::NoCode => lang.pick(
                "une action garde un code, de 01 à 99, et une sous-action celui de son action devant le sien.".into(),
                "an action keeps a code, from 01 to 99, and a sub-action that of its action before its own.".into(),
            ),
            Self::Gone => lang.pick(
                "ce que l'on voulait changer n'est plus dans le document.".into(),
                "what was to be changed is no longer in the document.".into(),
            ),
            Self::AtTheEnd => lang.pick("c'est déjà le premier ou le dernier.".into(), "it is the first or the last already.".into()),
            Self::ReadOnly => lang.pick(
                "ce document est ouvert en lecture seule : Fichier, Enregistrer sous en fait une copie à modifier.".into(),
                "this document is open read-only: File, Save as makes a copy to change.".into(),
            ),
            Self::LastYear(year) => {
                lang.pick(format!("aucune maquette n'est connue après le PLF {year}."), format!("no layout is known after PLF {year}."))
            }
            Self::NoNumber => lang.pick(
                "une ligne de cette section porte un numéro de six chiffres, comme 800201 : le donner.".into(),
                "a row of this section bears a number of six digits, such as 800201: give it.".into(),
            ),
            Self::Added => lang.pick("c'est déjà dans le document.".into(), "it is in the document already.".into()),
            Self::Conflicts(open) => open.sentence(lang),
            Self::TooLong { most } => too_long(*most, lang),
            Self::LastRow => lang.pick("un indicateur garde au moins une ligne.".into(), "an indicator keeps at least one row.".into()),
        }
    }
}

/// "ce texte est trop long : 1 000 caractères au plus. L’abréger."
fn too_long(most: usize, lang: Lang) -> String {
    let most = writing::decimal(Decimal::from(most));
    lang.pick(
        format!("ces mots sont trop longs\u{a0}: {most} caractères au plus. Les abréger, ou les partager."),
        format!("these words are too long: at most {most} characters. Shorten them, or divide them."),
    )
}

impl AssignmentRefusal {
    /// "plf/01/3/ae = 12 : …".
    pub fn sentence(&self, lang: Lang) -> String {
        let reason = match &self.reason {
            Reason::Address(error) => error.sentence(lang),
            Reason::Typed(refusal @ TypedRefusal::NotAValue(_)) => {
                let kept = lang.pick("L'option --as-text le garde tel quel, comme des mots.", "The option --as-text keeps it as it is, as words.");
                format!("{} {kept}", refusal.sentence(lang))
            }
            Reason::Typed(refusal) => refusal.sentence(lang),
            Reason::Structure(refusal) => refusal.sentence(lang),
            Reason::Settle(refusal) => refusal.sentence(&self.assignment.address, lang),
            Reason::Twice => {
                lang.pick("cette adresse est donnée deux fois, avec deux valeurs.".into(), "this address is given twice, with two values.".into())
            }
            Reason::Spread(refusal) => refusal.sentence(lang),
            Reason::SpreadAgain => lang.pick(
                "une autre répartition demandée change ce total : les demander l’une après l’autre.".into(),
                "another spread that is asked changes this total: ask for one after the other.".into(),
            ),
            Reason::NotNext(next) => {
                lang.pick(format!("les numéros se suivent : le prochain est {next}."), format!("numbers follow each other: the next one is {next}."))
            }
            Reason::NamelessCreation => lang.pick(
                "cela n'existe pas encore et ne peut être créé sans intitulé.".into(),
                "this does not exist yet and cannot be created without a name.".into(),
            ),
        };
        let assignment = &self.assignment;
        format!("{} = {}{} {reason}", excerpt(&assignment.address), excerpt(&assignment.value), lang.pick("\u{a0}:", ":"))
    }
}

impl SettleRefusal {
    /// Why a choice is not made.
    pub fn reason(&self, lang: Lang) -> String {
        match self {
            Self::Word(_) => lang.pick("ce n’est pas un choix.".into(), "this is no choice.".into()),
            Self::Settled => lang.pick("ce choix est déjà fait.".into(), "this choice is made already.".into()),
            Self::Kind(kind) => lang.pick(
                format!("cette version de Papier ne sait pas écrire un choix de nature «\u{a0}{kind}\u{a0}»."),
                format!("this version of Papier cannot write a choice of kind “{kind}”."),
            ),
            Self::NoBase => {
                lang.pick("rien ne dit ce qui était là avant la fusion.".into(), "nothing says what stood there before the merge.".into())
            }
            Self::NotBoth => lang.pick(
                "les deux ne tiennent pas là\u{a0}: seuls des paragraphes se suivent.".into(),
                "both have no place there: only paragraphs stand one after the other.".into(),
            ),
            Self::NoPlace => {
                lang.pick("ce document n’a pas la place où l’écrire.".into(), "this document does not have the place to write it in.".into())
            }
            Self::Paragraph(text) => lang.pick(
                format!("le paragraphe en cause n’est pas, une seule fois, dans {text}\u{a0}: saisir ce texte."),
                format!("the paragraph in question does not stand once in {text}: type that text."),
            ),
            Self::Section(name) => lang.pick(
                format!("la section «\u{a0}{name}\u{a0}» ne peut être remplacée par cette liste."),
                format!("the section “{name}” cannot be replaced by this list."),
            ),
            Self::Typed(refusal) => refusal.sentence(lang),
        }
    }

    /// Why a conflict, by its address, is not settled so, and what settles it on a command line.
    pub fn sentence(&self, address: &str, lang: Lang) -> String {
        let reason = self.reason(lang);
        match self {
            Self::Word(_) => lang.pick(
                "un choix se dit ours (ou ici), theirs (ou autre), base (ou avant), both (ou deux\u{a0}: deux paragraphes), keep (ou garder\u{a0}: ce qui est là).".into(),
                "a choice is said ours, theirs, base, both (two paragraphs), or keep (what stands).".into(),
            ),
            Self::Settled => reason,
            Self::NoBase => lang.pick(format!("{reason} Choisir ours, theirs ou {address}=keep (ce qui est là)."), format!("{reason} Choose ours, theirs or {address}=keep (what stands).")),
            Self::NotBoth => lang.pick(format!("{reason} Choisir ours, theirs, base ou {address}=keep (ce qui est là)."), format!("{reason} Choose ours, theirs, base or {address}=keep (what stands).")),
            Self::Kind(_) | Self::NoPlace | Self::Paragraph(_) | Self::Section(_) | Self::Typed(_) => {
                lang.pick(format!("{reason} Pour garder ce qui est là\u{a0}: {address}=keep."), format!("{reason} To keep what stands: {address}=keep."))
            }
        }
    }
}

impl SpreadRefusal {
    /// Why a typed total is not spread, and what to do instead.
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Entered => {
                lang.pick("cette cellule se saisit : il n’y a rien à répartir.".into(), "this cell is typed in: there is nothing to spread.".into())
            }
            Self::Quotient => lang.pick(
                "cette cellule est un rapport de deux montants et ne se répartit pas : changer les montants.".into(),
                "this cell is a quotient of two amounts and cannot be spread: change the amounts.".into(),
            ),
            Self::Control => lang.pick(
                "cette cellule contrôle l’évaluation des restes à payer et ne se répartit pas : changer les montants qui la composent.".into(),
                "this cell controls the estimate of outstanding commitments and cannot be spread: change the amounts it is made of.".into(),
            ),
            Self::Overflow => lang.pick(
                "ce total, ou un montant réparti, dépasse ce qui se conserve exactement.".into(),
                "this total, or an amount of it, is beyond what can be kept exactly.".into(),
            ),
            Self::NoneFree { locked: 0 } => lang.pick(
                "aucune cellule saisie ne compose ce total : ajouter une action ou une catégorie.".into(),
                "no entered cell makes this total: add an action or a category.".into(),
            ),
            Self::NoneFree { .. } => lang.pick(
                "tous les montants de ce total sont verrouillés : en libérer un.".into(),
                "all amounts of this total are locked: free one of them.".into(),
            ),
            Self::NoProportion => lang.pick(
                "les montants à répartir sont nuls, aucun n’a de part du total : répartir à parts égales ou sur une seule ligne.".into(),
                "the amounts to spread over are zero, none has a part of the total: spread in equal parts or on one line.".into(),
            ),
            Self::Negative { address, after, kept, .. } => {
                let after = writing::euros(*after);
                let kept = kept.euros().map(writing::euros).unwrap_or_default();
                lang.pick(
                    format!("{address} deviendrait négatif ({after}), {kept} étant gardés tels quels : vouloir un total plus grand, ou répartir autrement."),
                    format!("{address} would become negative ({after}), {kept} being kept as they are: want a larger total, or spread in another way."),
                )
            }
            Self::NotALeaf { address } => lang.pick(
                format!("{address} n’entre pas dans ce total : choisir un montant dont il est la somme."),
                format!("{address} does not enter into this total: choose an amount that does."),
            ),
            Self::OnWhich { choices } if choices.is_empty() => lang.pick(
                "cette somme se répartit sur une seule cellule : dire laquelle (--spread on:ADRESSE).".into(),
                "this sum is put on a single cell: say which (--spread on:ADDRESS).".into(),
            ),
            Self::OnWhich { choices } => lang.pick(
                format!("cette cellule est calculée : saisir {}, ou dire laquelle porte l'écart (--spread on:…).", choices.join(" ou ")),
                format!("this cell is computed: type {}, or say which takes the difference (--spread on:…).", choices.join(" or ")),
            ),
            Self::Locked { address } => lang.pick(
                format!("{address} est verrouillé : le libérer, ou choisir un autre montant."),
                format!("{address} is locked: free it, or choose another amount."),
            ),
        }
    }
}

impl Preview {
    /// The total, then each entry that changes, before and after, a line each; in title 2, what must follow.
    pub fn summary(&self, document: &Document, lang: Lang) -> String {
        let line = |place: Place, before: Decimal, after: Decimal| {
            let address = address::write(document, place).unwrap_or_default();
            format!("{address}{} {} → {}", lang.pick("\u{a0}:", ":"), writing::decimal(before), writing::decimal(after))
        };
        let mut lines = vec![line(self.place, self.before, self.wanted)];
        for leaf in self.leaves.iter().filter(|leaf| leaf.is_changed()) {
            let mut words = line(leaf.leaf.place(), leaf.leaf.before, leaf.after);
            words.extend(leaf.remarks(lang).iter().map(|remark| format!(" ({remark})")));
            lines.push(format!("  {words}"));
        }
        lines.join("\n") + "\n"
    }
}

impl LeafPreview {
    /// What a user should know of an entry before its amount changes.
    pub fn remarks(&self, lang: Lang) -> Vec<String> {
        let mut remarks = Vec::new();
        if self.takes_remainder {
            remarks.push(lang.pick("l’euro de l’arrondi compris".into(), "the euro of rounding included".into()));
        }
        if let Some(formula) = self.leaf.formula.as_ref().filter(|_| self.replaces_formula()) {
            remarks.push(lang.pick(format!("remplace la formule {formula}"), format!("replaces the formula {formula}")));
        }
        match self.other {
            Some(Other::Unequal(other)) => {
                let other = writing::decimal(other);
                remarks.push(lang.pick(
                    format!("en titre 2, AE et CP doivent être égaux\u{202f}: l’autre montant est {other}"),
                    format!("in title 2, AE and CP must be equal: the other amount is {other}"),
                ));
            }
            Some(Other::Follows(_)) => {
                let both = lang.pick("AE et CP ensemble\u{202f}: en titre 2, ils sont égaux", "AE and CP alike: in title 2 they are equal");
                remarks.push(both.into());
            }
            None => {}
        }
        remarks
    }
}

impl CategoryRefusal {
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Unknown(typed) => lang.pick(
                format!("«\u{a0}{typed}\u{a0}» n’est pas une catégorie. Écrire les deux chiffres de son code, comme 31, ou un mot de son nom."),
                format!("“{typed}” is no category. Write the two digits of its code, such as 31, or a word of its name."),
            ),
            Self::Used(category) => {
                lang.pick(format!("la catégorie {category} est déjà dans les tableaux."), format!("category {category} is in the tables already."))
            }
            Self::NoneSaid(typed) => lang.pick(
                format!("aucune catégorie à ajouter ne répond à «\u{a0}{typed}\u{a0}». Écrire un autre mot, ou son code."),
                format!("no category that can be added answers to “{typed}”. Write another word, or its code."),
            ),
        }
    }
}

impl PasteRefusal {
    /// "rien n’est collé ; plf/01/31/ae (01 – Fonds…, Titre 3) : …".
    pub fn sentence(&self, lang: Lang) -> String {
        self.sentence_of(Gesture::Paste, lang)
    }

    /// The same for a gesture that writes cells as a paste does.
    pub fn sentence_of(&self, gesture: Gesture, lang: Lang) -> String {
        let reason = match self {
            Self::Nothing => lang.pick("le presse-papiers ne contient aucune cellule.".into(), "the clipboard holds no cell.".into()),
            Self::DoesNotFit { rows, columns, is_coded: false } => lang.pick(
                format!("{rows} × {columns} cellules ne tiennent pas dans le tableau à partir d’ici. Partir d’une cellule plus haute ou plus à gauche, ou copier moins."),
                format!("{rows} × {columns} cells do not fit in the table from here. Start further up or left, or copy less."),
            ),
            Self::DoesNotFit { rows, columns, is_coded: true } => lang.pick(
                format!("{rows} × {columns} cellules ne tiennent pas dans le tableau à partir d’ici. Copier aussi la colonne des codes\u{a0}: chaque ligne va alors à la sienne, et les catégories qui manquent sont ajoutées."),
                format!("{rows} × {columns} cells do not fit in the table from here. Copy the column of codes too: each row then goes to its own, and categories that are missing are added."),
            ),
            Self::UnknownRow { row, found } => lang.pick(
                format!("à la ligne {row}, «\u{a0}{found}\u{a0}» n’est ni une ligne de ce tableau ni une catégorie. Corriger son code, ou copier sans elle."),
                format!("in row {row}, “{found}” is neither a row of this table nor a category. Correct its code, or copy without it."),
            ),
            Self::TwiceRow { first, row, found } => lang.pick(
                format!("les lignes {first} et {row} sont toutes deux «\u{a0}{found}\u{a0}». N’en copier qu’une."),
                format!("rows {first} and {row} are both “{found}”. Copy one of them."),
            ),
            Self::OtherColumn { found } => lang.pick(
                format!("ce tableau n’a pas de colonne «\u{a0}{found}\u{a0}». Copier sans elle, ou sans les en-têtes."),
                format!("this table has no column “{found}”. Copy without it, or without the headings."),
            ),
            Self::OtherRow { row, expected, found } => lang.pick(
                format!("le tableau copié a d’autres lignes que celui-ci. Ligne {row} : {} au lieu de {}. Copier sans les intitulés.", line(found, lang), line(expected, lang)),
                format!("the copied table has other rows than this one. Row {row}: {} instead of {}. Copy it without headings.", line(found, lang), line(expected, lang)),
            ),
            Self::Cell(cell) => format!("{}{} {}", cell.name(), lang.pick("\u{a0}:", ":"), cell.reason.sentence(lang)),
        };
        match gesture {
            Gesture::Fill => lang.pick(format!("rien n’est recopié\u{202f}; {reason}"), format!("nothing is filled; {reason}")),
            _ => lang.pick(format!("rien n’est collé\u{202f}; {reason}"), format!("nothing is pasted; {reason}")),
        }
    }
}

/// A row by its label, quoted, or the absence of one.
fn line(label: &str, lang: Lang) -> String {
    match (label, lang) {
        ("", Lang::French) => "aucune ligne".into(),
        ("", Lang::English) => "no row".into(),
        (label, Lang::French) => format!("«\u{a0}{label}\u{a0}»"),
        (label, Lang::English) => format!("“{label}”"),
    }
}

impl RefusedCell {
    fn name(&self) -> String {
        let words = [&self.label, &self.heading].map(String::as_str).into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ");
        match &self.address {
            Some(address) => format!("{address} ({words})"),
            None => words,
        }
    }
}

impl CellReason {
    fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Typed(refusal) => refusal.sentence(lang),
            Self::Differs { shown, .. } if shown.is_empty() => {
                lang.pick("cette cellule reste vide. Coller à côté.".into(), "this cell stays blank. Paste beside it.".into())
            }
            Self::Differs { pasted, .. } if pasted.trim().is_empty() => lang.pick(
                "cette cellule est calculée\u{202f}: elle ne peut être vidée. Effacer les montants dont elle dépend.".into(),
                "this cell is computed: it cannot be cleared. Clear the amounts it depends on.".into(),
            ),
            Self::Differs { pasted, shown } => lang.pick(
                format!(
                    "cette cellule est calculée et vaut «\u{a0}{shown}\u{a0}», pas «\u{a0}{pasted}\u{a0}». Coller les montants dont elle dépend."
                ),
                format!("this cell is computed and is “{shown}”, not “{pasted}”. Paste the amounts it depends on."),
            ),
        }
    }
}

impl Label {
    /// What the step did: "saisie de plf/01/31/ae", "coller 12 cellules".
    pub fn sentence(&self, document: &Document, lang: Lang) -> String {
        match self {
            Self::Typing(entry) => {
                let address = address::write(document, Place::from(*entry)).unwrap_or_default();
                match entry {
                    Entry::Text(TextPlace::ChartTitle(_)) => lang.pick("titrer un graphique", "title a chart").into(),
                    Entry::Text(TextPlace::SlideTitle(_)) => lang.pick("titrer une diapositive", "title a slide").into(),
                    Entry::Text(_) => lang.pick(format!("rédaction de {address}"), format!("writing {address}")),
                    Entry::Amount(_) | Entry::Value { .. } | Entry::Cell(_) => {
                        lang.pick(format!("saisie de {address}"), format!("typing in {address}"))
                    }
                }
            }
            Self::Clearing(1) => lang.pick("effacer une cellule".into(), "clear one cell".into()),
            Self::Clearing(count) => lang.pick(format!("effacer {count} cellules"), format!("clear {count} cells")),
            Self::Gesture(gesture, count) => gesture.sentence(*count, lang),
            Self::Structure(structure) => structure.sentence(lang),
            Self::Review(Review::Justify { reason, .. }) if reason.is_empty() => {
                lang.pick("reprendre une justification", "take a justification back").into()
            }
            Self::Review(Review::Justify { .. }) => lang.pick("justifier un constat", "justify a finding").into(),
            Self::Review(Review::Read(_)) => lang.pick("marquer un texte relu", "mark a text as read").into(),
            Self::Settling => lang.pick("faire un choix laissé par une fusion", "make a choice that a merge left").into(),
            Self::Presenting(presenting) => presenting.sentence(lang).into(),
            Self::Rollover => lang.pick("préparer le PAP suivant", "prepare the next PAP").into(),
            Self::Restored(restored) => restored.sentence(lang).into(),
        }
    }
}

impl Presenting {
    fn sentence(&self, lang: Lang) -> &'static str {
        match self {
            Self::Show { is_shown: true, .. } => lang.pick("choisir une diapositive", "choose a slide"),
            Self::Show { is_shown: false, .. } => lang.pick("retirer une diapositive", "leave a slide out"),
            Self::Move { .. } => lang.pick("déplacer une diapositive", "move a slide"),
            Self::Notes { .. } => lang.pick("annoter une diapositive", "annotate a slide"),
            Self::Reset => lang.pick("revenir à la présentation usuelle", "go back to the usual presentation"),
        }
    }
}

impl Restored {
    fn sentence(self, lang: Lang) -> &'static str {
        match self {
            Self::Version => lang.pick("revenir à une version précédente", "go back to an earlier version"),
            Self::Journal => lang.pick("reprendre le travail retrouvé", "take up the work that was found"),
            Self::File => lang.pick("prendre la version du disque", "take the version on the disk"),
            Self::Merge => lang.pick("fusionner avec la version du disque", "merge with the version on the disk"),
        }
    }
}

impl Gesture {
    fn sentence(self, count: usize, lang: Lang) -> String {
        let cells = match count {
            1 => lang.pick("une cellule".into(), "one cell".into()),
            count => lang.pick(format!("{count} cellules"), format!("{count} cells")),
        };
        match self {
            Self::Write => lang.pick(format!("saisir {cells}"), format!("type {cells}")),
            Self::Paste => lang.pick(format!("coller {cells}"), format!("paste {cells}")),
            Self::Fill => lang.pick(format!("recopier dans {cells}"), format!("fill {cells}")),
            Self::Spread => lang.pick(format!("répartir sur {cells}"), format!("spread over {cells}")),
            Self::Replace => match count {
                1 => lang.pick("remplacer dans un texte".into(), "replace in one text".into()),
                count => lang.pick(format!("remplacer dans {count} textes"), format!("replace in {count} texts")),
            },
            Self::Link => match count {
                1 => lang.pick("relier les chiffres d’un texte".into(), "link the figures of a text".into()),
                count => lang.pick(format!("relier les chiffres de {count} textes"), format!("link the figures of {count} texts")),
            },
            Self::Typography => match count {
                1 => lang.pick("typographie d’un texte".into(), "typography of a text".into()),
                count => lang.pick(format!("typographie de {count} textes"), format!("typography of {count} texts")),
            },
            Self::Trial => lang.pick(format!("garder un essai\u{a0}: {cells}"), format!("keep a trial: {cells}")),
            Self::AddToAct => lang.pick("ajouter une action à la LFI".into(), "add an action to the LFI".into()),
            Self::Merge => match count {
                1 => lang.pick("faire un choix d’une fusion".into(), "make a choice of a merge".into()),
                count => lang.pick(format!("faire {count} choix d’une fusion"), format!("make {count} choices of a merge")),
            },
            Self::Import => lang.pick(format!("importer dans {cells}"), format!("import into {cells}")),
        }
    }
}

impl Structure {
    fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::AddAction { code, .. } => lang.pick(format!("ajouter l'action {code}"), format!("add action {code}")),
            Self::KeepCode(_) => lang.pick("garder le code d'une action", "keep the code of an action").into(),
            Self::RemoveAction(_) => lang.pick("supprimer une action", "delete an action").into(),
            Self::AddCategory(category) => {
                lang.pick(format!("ajouter la catégorie {category}"), format!("add category {category}"))
                    + " ("
                    + nature::category(*category, lang)
                    + ")"
            }
            Self::RemoveCategory(category) => lang.pick(format!("retirer la catégorie {category}"), format!("remove category {category}")),
            Self::AddObjective { .. } => lang.pick("ajouter un objectif", "add an objective").into(),
            Self::MoveObjective { .. } => lang.pick("déplacer un objectif", "move an objective").into(),
            Self::RemoveObjective(_) => lang.pick("supprimer un objectif", "delete an objective").into(),
            Self::AddIndicator { .. } => lang.pick("ajouter un indicateur", "add an indicator").into(),
            Self::MoveIndicator { .. } => lang.pick("déplacer un indicateur", "move an indicator").into(),
            Self::RemoveIndicator(_) => lang.pick("supprimer un indicateur", "delete an indicator").into(),
            Self::AddRow { .. } => lang.pick("ajouter un sous-indicateur", "add a sub-indicator").into(),
            Self::MoveRow { .. } => lang.pick("déplacer un sous-indicateur", "move a sub-indicator").into(),
            Self::RemoveRow(_) => lang.pick("supprimer un sous-indicateur", "delete a sub-indicator").into(),
            Self::AddSectionRow { .. } => lang.pick("ajouter une ligne", "add a row").into(),
            Self::MoveSectionRow { .. } => lang.pick("déplacer une ligne", "move a row").into(),
            Self::RemoveSectionRow { .. } => lang.pick("supprimer une ligne", "delete a row").into(),
        }
    }
}
