//! Why a file could not be read or written, in words: what, where, why, what to do.

use std::io::{self, ErrorKind};

use rust_decimal::Decimal;

use super::file::{OldFile, ReadError, WriteError};
use super::{
    Comments, Expectation, ExportWriteError, FORMAT, Fault, Former, KeepError, LargestText, Losses, MOST_SLIDES, OpenError, SaveError, Syntax,
    TextName, Unmarked,
};
use crate::lang::{Lang, writing};
use crate::model::{LONGEST_LABEL, LONGEST_TEXT};

impl OpenError {
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Read(error) => error.sentence(lang),
            Self::NotPapier => lang.pick(
                "ce n'est pas un fichier de Papier : sa première ligne devrait être « // papier 2 ».".into(),
                "this is not a file of Papier: its first line should be “// papier 2”.".into(),
            ),
            Self::Newer { found } => lang.pick(
                format!("ce fichier est au format {found}, plus récent que ce programme. Il n'a pas été modifié ; installer une version plus récente de Papier."),
                format!("this file is in format {found}, newer than this program. It was not changed; install a newer version of Papier."),
            ),
            Self::Marks { line } => lang.pick(
                format!("ligne {line}\u{a0}: git a fusionné ce fichier ligne à ligne et y a laissé ses marques (<<<<<<<). Rien n’est perdu\u{a0}: « papier resolve FICHIER --from-git » le fusionne par cellule et par mot, puis il s’ouvre."),
                format!("line {line}: git merged this file by lines and left its marks (<<<<<<<) in it. Nothing is lost: “papier resolve FILE --from-git” merges it by cell and word, then it opens."),
            ),
            Self::Malformed { position, fault } => {
                let (line, column) = (position.line, position.column);
                lang.pick(
                    format!("ligne {line}, colonne {column} : {}. Le fichier n'a pas été modifié ; corriger cette ligne ou reprendre une copie.", fault.sentence(lang)),
                    format!("line {line}, column {column}: {}. The file was not changed; correct this line or take a copy.", fault.sentence(lang)),
                )
            }
        }
    }
}

impl Former {
    /// What the save says, once.
    pub fn sentence(self, lang: Lang) -> String {
        let Self { format, is_kept } = self;
        let kept = if is_kept {
            lang.pick(
                format!("\u{a0}; le fichier au format {format} reste parmi les versions précédentes"),
                format!("; the file in format {format} stays among the earlier versions"),
            )
        } else {
            String::new()
        };
        lang.pick(format!("enregistré au format {FORMAT} de Papier{kept}."), format!("saved in format {FORMAT} of Papier{kept}."))
    }
}

impl Comments {
    /// What is told when the file is opened, before a save loses them.
    pub fn sentence(self, lang: Lang) -> String {
        let Self { count, first } = self;
        lang.pick(
            format!("ce fichier a des commentaires écrits à la main ({count}, le premier à la ligne {first}), qu’un enregistrement ne garde pas. Les garder ailleurs."),
            format!("this file has comments written by hand ({count}, the first at line {first}), which a save does not keep. Keep them elsewhere."),
        )
    }
}

impl Fault {
    fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::UnknownField(name) => lang.pick(format!("champ inconnu « {name} »"), format!("unknown field “{name}”")),
            Self::MissingField(name) => lang.pick(format!("le champ « {name} » manque"), format!("field “{name}” is missing")),
            Self::DuplicateField(name) => lang.pick(format!("le champ « {name} » est donné deux fois"), format!("field “{name}” is given twice")),
            Self::Expected(what) => {
                let what = what.words(lang);
                lang.pick(format!("valeur refusée, attendu : {what}"), format!("value refused, expected: {what}"))
            }
            Self::TooDeep => lang.pick("trop de niveaux imbriqués".into(), "nested too deep".into()),
            Self::TooMany { most } => {
                let most = writing::decimal(Decimal::from(*most));
                lang.pick(format!("trop de valeurs : un fichier en a {most} au plus"), format!("too many values: a file has at most {most}"))
            }
            Self::Dangling { what, found } => {
                let what = named(what, lang);
                lang.pick(format!("{what} {found} n'existe pas dans ce fichier"), format!("{what} {found} does not exist in this file"))
            }
            Self::NoParent(code) => lang.pick(
                format!("la sous-action {code} ne dit pas de quelle action elle est\u{a0}: donner l'identifiant de l'action par «\u{a0}parent\u{a0}»"),
                format!("sub-action {code} does not say whose it is: give the identity of its action as “parent”"),
            ),
            Self::NoSubAction { field, code } => lang.pick(
                format!("«\u{a0}{field}\u{a0}» ne se dit que d'une sous-action, et {code} est le code d'une action\u{a0}: l'enlever, ou donner un code tel que {code}.01"),
                format!("“{field}” is said of sub-actions alone, and {code} is the code of an action: remove it, or give a code such as {code}.01"),
            ),
            Self::UnderSubAction(id) => lang.pick(
                format!("l'identifiant {id}, donné par «\u{a0}parent\u{a0}», est celui d'une sous-action\u{a0}: donner celui d'une action"),
                format!("identity {id}, given as “parent”, is that of a sub-action: give that of an action"),
            ),
            Self::Twice { what, found } => {
                let (what, found) = (named(what, lang), writing::excerpt(found));
                lang.pick(
                    format!("{what} «\u{a0}{found}\u{a0}» figure deux fois, avec deux contenus\u{a0}; garder une de ces lignes"),
                    format!("{what} “{found}” is given twice, with two contents; keep one of these lines"),
                )
            }
            Self::Syntax(syntax) => syntax.words(lang),
        }
    }
}

/// What bears a number in a file, with its article in French.
fn named(what: &'static str, lang: Lang) -> &'static str {
    let french = match what {
        "action" => "l'action",
        "cell" => "la cellule",
        "conflict" => "le choix",
        "credit" => "le crédit",
        "id" => "l'identifiant",
        "indicator" => "l'indicateur",
        "justification" => "la justification",
        "label" => "le libellé",
        "objective" => "l'objectif",
        "outstanding" => "le montant",
        "row" => "la ligne d'indicateur",
        "schedule" => "le montant",
        "slide" => "la diapositive",
        "text" => "le texte",
        "title" => "le titre",
        "value" => "la valeur",
        other => other,
    };
    let english = match what {
        "outstanding" | "schedule" => "the amount",
        "conflict" => "the choice",
        other => other,
    };
    lang.pick(french, english)
}

impl Syntax {
    fn words(&self, lang: Lang) -> String {
        let (french, english) = match self {
            Self::End => ("le texte s’arrête avant sa fin", "the text stops before its end"),
            Self::Missing(sign) => {
                return lang.pick(format!("le signe «\u{a0}{sign}\u{a0}» est attendu ici"), format!("the sign “{sign}” is expected here"));
            }
            Self::Unexpected(found) => {
                let found = writing::excerpt(found);
                return lang.pick(format!("«\u{a0}{found}\u{a0}» n’a pas sa place ici"), format!("“{found}” has no place here"));
            }
            Self::Nameless => ("le nom d’un champ est attendu ici", "the name of a field is expected here"),
            Self::Comment => ("un commentaire n’est pas fermé", "a comment is not closed"),
            Self::Trailing => ("quelque chose suit la dernière parenthèse", "something follows the last bracket"),
            Self::Else => ("le texte ne se lit pas ici", "the text cannot be read here"),
        };
        lang.pick(french, english).into()
    }
}

impl Expectation {
    fn words(&self, lang: Lang) -> String {
        let (french, english) = match self {
            Self::Euros => {
                ("un nombre entier d'euros, ou une formule telle que \"=3000000+300000\"", "whole euros, or a formula such as \"=3000000+300000\"")
            }
            Self::Year => ("une année de 1900 à 2199", "a year from 1900 to 2199"),
            Self::BillYear => ("l'année d'un PLF, de 2019 à 2099", "the year of a PLF, from 2019 to 2099"),
            Self::ProgrammeNumber => ("un numéro de programme de 1 à 999", "a programme number from 1 to 999"),
            Self::Category => ("une catégorie de la nomenclature (11 à 73)", "a category of the nomenclature (11 to 73)"),
            Self::ActionCode => ("un code d'action tel que \"01\" ou \"01.02\"", "an action code such as \"01\" or \"01.02\""),
            Self::Value => (
                "une valeur d'indicateur entre guillemets : nombre, intervalle, NA, Non déterminé, Sans objet ou tendance",
                "the value of an indicator in quotes: a number, a range, NA, Non déterminé, Sans objet or a trend",
            ),
            Self::Number => ("un nombre entre guillemets, tel que \"12,50\"", "a number in quotes, such as \"12,50\""),
            Self::Identity => ("un identifiant de 1 à 281474976710655", "an identity from 1 to 281474976710655"),
            Self::Line => ("un texte d'une ligne", "a text of one line"),
            Self::Label => {
                let most = writing::decimal(Decimal::from(LONGEST_LABEL));
                return lang.pick(format!("un intitulé d'au plus {most} caractères"), format!("a label of at most {most} characters"));
            }
            Self::Text => {
                let most = writing::decimal(Decimal::from(LONGEST_TEXT));
                return lang.pick(format!("un texte d'au plus {most} caractères"), format!("a text of at most {most} characters"));
            }
            Self::Slides => {
                let most = writing::decimal(Decimal::from(MOST_SLIDES));
                return lang.pick(format!("au plus {most} diapositives"), format!("at most {most} slides"));
            }
            Self::Rule => ("le nom d'une règle de vérification", "the name of a rule of the checks"),
            Self::Place => {
                ("l'emplacement d'un chiffre, tel que \"bill/2021/all/all/ae\"", "the place of a figure, such as \"bill/2021/all/all/ae\"")
            }
            Self::ShownFigure => (
                "l'emplacement d'un chiffre et sa valeur, tels que \"bill/2021/all/all/ae=10600000\"",
                "the place of a figure and its value, such as \"bill/2021/all/all/ae=10600000\"",
            ),
            Self::OneOf(names) => {
                let quoted = |open: &str, close: &str| names.iter().map(|name| format!("{open}{name}{close}")).collect::<Vec<_>>().join(", ");
                return lang.pick(format!("un mot parmi {}", quoted("«\u{a0}", "\u{a0}»")), format!("one word of {}", quoted("“", "”")));
            }
            Self::Key => ("une clé sans espace, ni «\u{a0}=\u{a0}», ni «\u{a0}:\u{a0}»", "a key without spaces, “=” or “:”"),
            Self::NumberOrWords => ("«\u{a0}number\u{a0}» ou «\u{a0}words\u{a0}», un seul des deux", "“number” or “words”, one of the two"),
            Self::RowOfIndicator => ("au moins une ligne de cet indicateur dans «\u{a0}rows\u{a0}»", "at least one row of this indicator in “rows”"),
            Self::Quoted => ("des mots entre guillemets, tels que \"Recherche\"", "words in quotes, such as \"Recherche\""),
            Self::Whole => ("un nombre entier que ce champ peut contenir", "a whole number that fits in this field"),
            Self::Boolean => ("«\u{a0}true\u{a0}» ou «\u{a0}false\u{a0}»", "“true” or “false”"),
            Self::List => ("une liste entre crochets", "a list in square brackets"),
            Self::Fields => ("des champs entre parenthèses, tels que \"(year: 2021)\"", "fields in brackets, such as \"(year: 2021)\""),
            Self::Else => ("une valeur d’une autre forme", "a value of another shape"),
        };
        lang.pick(french, english).into()
    }
}

impl ReadError {
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Missing { .. } => lang.pick("ce fichier n'existe pas.".into(), "this file does not exist.".into()),
            Self::IsFolder { .. } => lang.pick("c'est un dossier, pas un fichier.".into(), "this is a folder, not a file.".into()),
            Self::NotRegular { .. } => lang.pick("ce n'est pas un fichier ordinaire.".into(), "this is not a regular file.".into()),
            Self::TooLarge { cap, .. } => {
                let mebibytes = cap >> 20;
                lang.pick(
                    format!("ce fichier dépasse {mebibytes} Mio, plus qu'aucun PAP. Il n'a pas été lu."),
                    format!("this file is larger than {mebibytes} MiB, more than any PAP. It was not read."),
                )
            }
            Self::NotUtf8 { line, column, .. } => lang.pick(
                format!("ligne {line}, colonne {column} : ce n'est pas du texte UTF-8. Le fichier n'a pas été modifié."),
                format!("line {line}, column {column}: this is not UTF-8 text. The file was not changed."),
            ),
            Self::Locate { source, .. } | Self::Read { source, .. } => {
                lang.pick(format!("ce fichier ne peut pas être lu ({source})."), format!("this file cannot be read ({source})."))
            }
        }
    }
}

impl SaveError {
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::TooLarge { size, cap, largest } => too_large(*size, *cap, largest.as_ref(), lang),
            Self::NotReadBack => lang.pick(
                "le document ne se relirait pas à l’identique\u{a0}; rien n’a été écrit. Signaler ce défaut.".into(),
                "the document would not read back as it is; nothing was written. Please report this fault.".into(),
            ),
            Self::Exists => {
                lang.pick("ce fichier existe déjà\u{a0}; choisir un autre nom.".into(), "this file exists already; choose another name.".into())
            }
            Self::TooLong { address, most } => {
                let most = writing::decimal(Decimal::from(*most));
                lang.pick(
                    format!("{address} a plus de {most} caractères et ne pourrait pas être rouvert ; rien n’a été écrit. Abréger ce texte."),
                    format!("{address} has more than {most} characters and could not be opened again; nothing was written. Shorten this text."),
                )
            }
            Self::Write(error) => error.sentence(lang),
        }
    }
}

/// "le fichier ferait 17,2 Mio, plus que les 16 Mio qui peuvent se rouvrir…"
fn too_large(size: u64, cap: u64, largest: Option<&LargestText>, lang: Lang) -> String {
    let (size, cap) = (mebibytes(size, lang), cap >> 20);
    let advice = match largest {
        Some(text) => {
            let (name, size) = (text.name.words(lang), mebibytes(u64::try_from(text.size).unwrap_or(u64::MAX), lang));
            lang.pick(
                format!("raccourcir ses textes. Le plus long est {name} ({size} Mio)."),
                format!("shorten its texts. The longest is {name} ({size} MiB)."),
            )
        }
        None => lang.pick("retirer des lignes, des années ou des textes.".into(), "remove rows, years or texts.".into()),
    };
    lang.pick(
        format!(
            "enregistrement impossible\u{a0}: le fichier ferait {size} Mio, et au-delà de {cap} Mio il ne se rouvrirait pas. Rien n’a été écrit\u{a0}; {advice}"
        ),
        format!(
            "could not save: the file would have {size} MiB, and over {cap} MiB it could not be opened again. Nothing was written; {advice}"
        ),
    )
}

/// Mebibytes with one decimal, rounded up: what is over a limit never reads as the limit.
fn mebibytes(bytes: u64, lang: Lang) -> String {
    let tenths = u128::from(bytes).saturating_mul(10).div_ceil(1 << 20);
    let (whole, tenth) = (tenths / 10, tenths % 10);
    lang.pick(format!("{whole},{tenth}"), format!("{whole}.{tenth}"))
}

impl TextName {
    fn words(&self, lang: Lang) -> String {
        let (french, english) = match self {
            Self::Address(address) => return address.clone(),
            Self::Notes => ("celui des notes d’une diapositive", "that of the notes of a slide"),
            Self::Reason => ("la justification d’un constat", "the reason given for a finding"),
            Self::PublishedLabel => ("un libellé du PAP de l’an dernier", "a label of the PAP of last year"),
        };
        lang.pick(french, english).into()
    }
}

impl WriteError {
    /// "enregistrement impossible : disque plein. Le fichier précédent est intact ; enregistrer à un autre endroit."
    pub fn sentence(&self, lang: Lang) -> String {
        let state = match (self, self.old_file()) {
            (Self::Changed { .. }, _) => lang.pick(
                "Rien n'a été écrit ; rouvrir le fichier ou enregistrer une copie.",
                "Nothing was written; open the file again or save a copy.",
            ),
            (Self::Busy { .. }, _) => lang.pick("Rien n'a été écrit ; enregistrer de nouveau.", "Nothing was written; save again."),
            (Self::IsFolder { .. } | Self::NotRegular { .. }, _) => {
                lang.pick("Rien n’a été écrit\u{a0}; choisir un autre nom.", "Nothing was written; choose another name.")
            }
            (_, OldFile::NoFile) => {
                lang.pick("Rien n’a été écrit\u{a0}; enregistrer à un autre endroit.", "Nothing was written; save somewhere else.")
            }
            (_, OldFile::Untouched) => {
                lang.pick("Le fichier précédent est intact ; enregistrer à un autre endroit.", "The previous file is intact; save somewhere else.")
            }
            (_, OldFile::Replaced) => lang.pick(
                "Le fichier est remplacé, mais le disque ne l'a pas confirmé ; enregistrer une copie ailleurs.",
                "The file is replaced, but the disk did not confirm it; save a copy elsewhere.",
            ),
            (_, OldFile::Unclear) => lang.pick(
                "L'état du fichier est incertain ; enregistrer une copie ailleurs.",
                "The state of the file is uncertain; save a copy elsewhere.",
            ),
        };
        let cause = self.cause(lang);
        lang.pick(format!("enregistrement impossible : {cause}. {state}"), format!("could not save: {cause}. {state}"))
    }

    /// "disque plein".
    pub fn cause(&self, lang: Lang) -> String {
        match self {
            Self::IsFolder { .. } => lang.pick("c'est un dossier".into(), "this is a folder".into()),
            Self::NotRegular { .. } => lang.pick("ce n'est pas un fichier ordinaire".into(), "this is not a regular file".into()),
            Self::ReadOnly { .. } => lang.pick("le fichier est en lecture seule".into(), "the file is read-only".into()),
            Self::Differs { .. } => lang
                .pick("le disque rend autre chose que ce qui a été écrit".into(), "the disk gives back something else than what was written".into()),
            Self::Rejected { reason, .. } => reason.clone(),
            Self::Busy { .. } => lang.pick("un autre Papier l'enregistre en ce moment".into(), "another Papier is saving it at this moment".into()),
            Self::Changed { .. } => lang.pick("quelqu'un d'autre a changé ce fichier".into(), "somebody else has changed this file".into()),
            Self::NewFile { cause } | Self::TemporaryLeft { cause, .. } => cause.cause(lang),
            Self::KeepPermissions { source, .. } => {
                let why = io_words(source, lang);
                lang.pick(
                    format!("les droits du fichier ne peuvent pas être gardés ({why})"),
                    format!("the rights of the file cannot be kept ({why})"),
                )
            }
            Self::Locate { source, .. }
            | Self::NotWritable { source, .. }
            | Self::CreateTemporary { source, .. }
            | Self::Write { source, .. }
            | Self::SyncFile { source, .. }
            | Self::ReadBack { source, .. }
            | Self::Hold { source, .. }
            | Self::Rename { source, .. }
            | Self::RenameUnclear { source, .. }
            | Self::SyncFolder { source, .. } => io_words(source, lang),
        }
    }

    /// What stands beside the save button after a failure: "disque plein, le fichier précédent est intact".
    pub fn state_words(&self, lang: Lang) -> String {
        let cause = self.cause(lang);
        let state = match self.old_file() {
            // It is theirs now, not the previous one.
            _ if matches!(self, Self::Changed { .. } | Self::Busy { .. }) => lang.pick("rien n'a été écrit", "nothing was written"),
            OldFile::NoFile => lang.pick("rien n’a été écrit", "nothing was written"),
            OldFile::Untouched => lang.pick("le fichier précédent est intact", "the previous file is intact"),
            OldFile::Replaced => lang.pick("le disque n'a pas confirmé le nouveau fichier", "the disk did not confirm the new file"),
            OldFile::Unclear => lang.pick("l'état du fichier est incertain", "the state of the file is uncertain"),
        };
        format!("{cause}, {state}")
    }
}

impl SaveError {
    /// See [`WriteError::state_words`].
    pub fn state_words(&self, lang: Lang) -> String {
        match self {
            Self::TooLarge { cap, .. } => {
                let cap = cap >> 20;
                lang.pick(format!("plus de {cap} Mio, rien n’a été écrit"), format!("over {cap} MiB, nothing was written"))
            }
            Self::NotReadBack => {
                lang.pick("le document ne se relirait pas, rien n’a été écrit".into(), "the document would not read back, nothing was written".into())
            }
            Self::Exists => lang.pick("un fichier a ce nom, rien n’a été écrit".into(), "a file has this name, nothing was written".into()),
            Self::TooLong { address, .. } => {
                lang.pick(format!("{address} est trop long pour être rouvert"), format!("{address} is too long to be opened again"))
            }
            Self::Write(error) => error.state_words(lang),
        }
    }
}

impl KeepError {
    /// Why an earlier version is not kept: "disque plein".
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Self::Folder(error) => io_words(error, lang),
            Self::Write(error) => error.cause(lang),
            Self::NotADocument => lang.pick("ce n’était pas un document".into(), "it was no document".into()),
        }
    }
}

impl ExportWriteError {
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Document => lang.pick(
                "c’est un document de Papier, qu’un export ne remplace jamais ; choisir un autre nom.".into(),
                "this is a document of Papier, which an export never replaces; choose another name.".into(),
            ),
            Self::Exists => {
                lang.pick("ce fichier existe déjà ; choisir un autre nom.".into(), "this file exists already; choose another name.".into())
            }
            Self::Mixed => lang.pick(
                "cette image est d’un autre export ; choisir un dossier vide, ou l’enlever de celui-ci.".into(),
                "this picture is of another export; choose an empty folder, or take it out of this one.".into(),
            ),
            Self::Folder(error) => {
                let why = io_words(error, lang);
                lang.pick(
                    format!("ce dossier ne peut être créé ({why}) ; en choisir un autre."),
                    format!("this folder cannot be made ({why}); choose another."),
                )
            }
            Self::Write(error) => error.sentence(lang),
        }
    }
}

impl Unmarked {
    /// Why a colleague cannot be told that a file is open, nor told of.
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Stranger(mark) => {
                let name = mark.file_name().unwrap_or_default().to_string_lossy();
                lang.pick(
                    format!(
                        "impossible de savoir si un collègue a ce fichier ouvert\u{a0}: «\u{a0}{name}\u{a0}», à côté, n’est pas une marque de Papier et reste tel quel."
                    ),
                    format!("cannot tell whether a colleague has this file open: “{name}” beside it is no mark of Papier and stays as it is."),
                )
            }
            Self::Refused(error) => {
                let why = io_words(error, lang);
                lang.pick(
                    format!("impossible de prévenir un collègue que ce fichier est ouvert ({why})."),
                    format!("a colleague cannot be told that this file is open ({why})."),
                )
            }
        }
    }
}

impl Losses {
    /// What the one who saved should know about the file that was replaced, if anything.
    pub fn sentence(self, lang: Lang) -> Option<String> {
        let (french, english) = match (self.other_name, self.attributes) {
            (false, false) => return None,
            (true, false) => (
                "ce fichier avait un autre nom (lien physique), qui garde la version précédente.",
                "this file had another name (a hard link), which keeps the earlier version.",
            ),
            (false, true) => (
                "des attributs étendus du fichier précédent n’ont pas pu être repris.",
                "extended attributes of the earlier file could not be carried over.",
            ),
            (true, true) => (
                "ce fichier avait un autre nom (lien physique), qui garde la version précédente\u{a0}; des attributs étendus n’ont pas pu être repris.",
                "this file had another name (a hard link), which keeps the earlier version; extended attributes could not be carried over.",
            ),
        };
        Some(lang.pick(french, english).into())
    }
}

/// What a refusal of the operating system means to the one who saves.
pub fn io_words(error: &io::Error, lang: Lang) -> String {
    let (french, english) = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => ("disque plein", "disk full"),
        ErrorKind::PermissionDenied => ("accès refusé", "access denied"),
        ErrorKind::ReadOnlyFilesystem => ("disque en lecture seule", "read-only disk"),
        ErrorKind::TimedOut | ErrorKind::NetworkDown | ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => {
            ("le partage ne répond pas", "the share does not answer")
        }
        ErrorKind::NotFound => ("dossier introuvable", "folder not found"),
        ErrorKind::AlreadyExists => ("un fichier a ce nom", "a file has this name"),
        ErrorKind::NotADirectory => ("un fichier ou un lien tient la place d’un dossier", "a file or a link stands where a folder should"),
        _ => return lang.pick(format!("erreur du disque ({error})"), format!("disk error ({error})")),
    };
    lang.pick(french, english).into()
}
