//! The one table of actions: names, shortcuts and menus, for the menu bar, the keyboard, the toolbar and the sheet of shortcuts.

use std::sync::LazyLock;

use egui::{Key, KeyboardShortcut, Modifiers};

use crate::lang::Lang;
use crate::model::TextPlace;
use crate::sections;
use crate::tables::{Node, RowOf};

/// Something the user can ask for by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    New,
    Open,
    OpenSample,
    Import,
    Save,
    SaveAs,
    EarlierVersions,
    Export,
    ToggleAutosave,
    CloseDocument,
    Quit,
    Undo,
    Redo,
    History,
    Cut,
    Copy,
    Paste,
    PasteTransposed,
    Clear,
    SelectAll,
    FillDown,
    FillRight,
    Present,
    PresentFromHere,
    Deck,
    Find,
    FindNext,
    FindPrevious,
    Replace,
    GoToAddress,
    Findings,
    /// What a merge left to choose.
    Decide,
    LinkFigures,
    SetTypography,
    ToggleSpaces,
    CopyTexts,
    CopyTable,
    ExportTable,
    AddAction,
    AddSubAction,
    AddCategory,
    RemoveCategory,
    AddObjective,
    AddIndicator,
    AddRow,
    /// A row to a section whose rows drafters list: the first one brings its page.
    AddToSection(&'static str),
    /// The page of a section whose rows are there by themselves: it stands in the outline once something is typed.
    OpenSection(&'static str),
    /// The page of what the row is about.
    OpenRow,
    RenameRow,
    CodeRow,
    MoveRowUp,
    MoveRowDown,
    RemoveRow,
    AddToAct,
    Rollover,
    TakeHint,
    ConfirmCell,
    ConfirmAct,
    Rename,
    CodeAction,
    MoveUp,
    MoveDown,
    Remove,
    ToggleOutline,
    ToggleInspector,
    TogglePreview,
    ToggleTheme,
    Charts,
    ZoomIn,
    ZoomOut,
    ZoomReset,
    ToggleChanges,
    ToggleEntry,
    WidenColumn,
    NarrowColumn,
    ResetColumns,
    French,
    English,
    NextPage,
    PreviousPage,
    NextDocument,
    PreviousDocument,
    NextArea,
    PreviousArea,
    Palette,
    Shortcuts,
    About,
}

/// What begins each section, in the order of the document: a row where drafters list them, else its page.
static SECTIONS: LazyLock<Vec<Action>> = LazyLock::new(|| {
    let of = |section: &'static dyn sections::Section| {
        // What stands in several tables is added once.
        let mut added: Vec<&'static str> = Vec::new();
        for part in section.tables().iter().flat_map(|table| table.parts) {
            if part.added.is_some() && !added.contains(&part.shape.key) {
                added.push(part.shape.key);
            }
        }
        // Figures with places of their own are on a page that every document has.
        if section.is_free() || (added.is_empty() && section.own_figures().is_none()) {
            return vec![Action::OpenSection(section.key())];
        }
        added.into_iter().map(Action::AddToSection).collect()
    };
    sections::sections().flat_map(of).collect()
});

static INSERT: LazyLock<[&[Action]; 4]> = LazyLock::new(|| {
    use Action as A;
    [
        &[A::AddAction, A::AddSubAction],
        &[A::AddCategory, A::RemoveCategory, A::AddToAct],
        &[A::AddObjective, A::AddIndicator, A::AddRow],
        SECTIONS.as_slice(),
    ]
});

/// A menu of the menu bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    File,
    Edit,
    View,
    Insert,
    Table,
    Help,
}

impl Menu {
    pub const ALL: [Self; 6] = [Self::File, Self::Edit, Self::View, Self::Insert, Self::Table, Self::Help];
    /// The menus when no document is open.
    pub const START: [Self; 3] = [Self::File, Self::View, Self::Help];

    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::File => lang.pick("Fichier", "File"),
            Self::Edit => lang.pick("Édition", "Edit"),
            Self::View => lang.pick("Affichage", "View"),
            Self::Insert => lang.pick("Insertion", "Insert"),
            Self::Table => lang.pick("Tableau", "Table"),
            Self::Help => lang.pick("Aide", "Help"),
        }
    }

    /// Its actions, in groups set apart by a line.
    pub fn groups(self) -> &'static [&'static [Action]] {
        use Action as A;
        match self {
            Self::File => &[
                &[A::New, A::Open, A::OpenSample, A::Import],
                &[A::Save, A::SaveAs, A::ToggleAutosave],
                &[A::EarlierVersions],
                &[A::Export],
                &[A::Rollover],
                &[A::CloseDocument, A::Quit],
            ],
            Self::Edit => &[
                &[A::Undo, A::Redo, A::History],
                &[A::Cut, A::Copy, A::Paste, A::Clear],
                &[A::CopyTexts],
                &[A::Find, A::FindNext, A::FindPrevious, A::Replace, A::GoToAddress],
                &[A::LinkFigures, A::SetTypography, A::ToggleSpaces],
                &[A::Rename, A::CodeAction, A::MoveUp, A::MoveDown, A::Remove],
                &[A::OpenRow, A::RenameRow, A::CodeRow, A::MoveRowUp, A::MoveRowDown, A::RemoveRow],
            ],
            Self::View => &[
                &[A::ToggleOutline, A::ToggleInspector, A::TogglePreview, A::ToggleTheme],
                &[A::ToggleEntry, A::Charts],
                &[A::ZoomIn, A::ZoomOut, A::ZoomReset],
                &[A::Present, A::PresentFromHere, A::Deck],
                &[A::NextPage, A::PreviousPage, A::NextArea, A::PreviousArea],
                &[A::NextDocument, A::PreviousDocument],
                &[A::Findings, A::Decide],
                &[A::French, A::English],
            ],
            Self::Insert => INSERT.as_slice(),
            Self::Table => &[
                &[A::SelectAll, A::CopyTable, A::ExportTable, A::PasteTransposed],
                &[A::FillDown, A::FillRight, A::TakeHint],
                &[A::ConfirmCell, A::ConfirmAct],
                &[A::ToggleChanges],
                &[A::WidenColumn, A::NarrowColumn, A::ResetColumns],
            ],
            Self::Help => &[&[A::Palette, A::Shortcuts], &[A::About]],
        }
    }
}

impl Action {
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::New => lang.pick("Nouveau programme…", "New programme…"),
            Self::Open => lang.pick("Ouvrir…", "Open…"),
            Self::OpenSample => lang.pick("Découvrir avec l’exemple", "Explore the sample"),
            Self::Import => lang.pick("Importer…", "Import…"),
            Self::Save => lang.pick("Enregistrer", "Save"),
            Self::SaveAs => lang.pick("Enregistrer sous…", "Save as…"),
            Self::EarlierVersions => lang.pick("Versions précédentes…", "Earlier versions…"),
            Self::ToggleAutosave => lang.pick("Enregistrement automatique ou à la demande", "Save automatically or on demand"),
            Self::CloseDocument => lang.pick("Fermer le document", "Close the document"),
            Self::Quit => lang.pick("Quitter", "Quit"),
            Self::Undo => lang.pick("Annuler", "Undo"),
            Self::Redo => lang.pick("Rétablir", "Redo"),
            Self::History => lang.pick("Historique…", "History…"),
            Self::Cut => lang.pick("Couper", "Cut"),
            Self::Copy => lang.pick("Copier", "Copy"),
            Self::Paste => lang.pick("Coller", "Paste"),
            Self::PasteTransposed => lang.pick("Coller en transposant", "Paste transposed"),
            Self::Clear => lang.pick("Effacer", "Clear"),
            Self::SelectAll => lang.pick("Tout sélectionner", "Select all"),
            Self::FillDown => lang.pick("Recopier vers le bas", "Fill down"),
            Self::FillRight => lang.pick("Recopier à droite", "Fill right"),
            Self::Present => lang.pick("Présenter depuis le début", "Present from the start"),
            Self::PresentFromHere => lang.pick("Présenter à partir d’ici", "Present from here"),
            Self::Deck => lang.pick("Préparer la présentation…", "Prepare the presentation…"),
            Self::Find => lang.pick("Rechercher…", "Find…"),
            Self::FindNext => lang.pick("Occurrence suivante", "Next occurrence"),
            Self::FindPrevious => lang.pick("Occurrence précédente", "Previous occurrence"),
            Self::Export => lang.pick("Exporter…", "Export…"),
            Self::Replace => lang.pick("Remplacer dans les textes…", "Replace in texts…"),
            Self::GoToAddress => lang.pick("Atteindre une adresse…", "Go to an address…"),
            Self::Findings => lang.pick("Constats", "Findings"),
            Self::Decide => lang.pick("Choix laissés par une fusion", "Choices that a merge left"),
            Self::LinkFigures => lang.pick("Relier les montants…", "Link the figures…"),
            Self::SetTypography => lang.pick("Typographie française…", "French typography…"),
            Self::ToggleSpaces => lang.pick("Espaces insécables à la frappe, oui ou non", "Set French spaces while typing, yes or no"),
            Self::CopyTexts => lang.pick("Copier les textes de la page", "Copy the texts of the page"),
            Self::CopyTable => lang.pick("Copier le tableau", "Copy the table"),
            Self::ExportTable => lang.pick("Exporter le tableau…", "Export the table…"),
            Self::AddAction => lang.pick("Action…", "Action…"),
            Self::AddSubAction => lang.pick("Sous-action…", "Sub-action…"),
            Self::AddCategory => lang.pick("Titre ou catégorie…", "Title or category…"),
            Self::RemoveCategory => lang.pick("Retirer une catégorie…", "Remove a category…"),
            Self::AddObjective => lang.pick("Objectif…", "Objective…"),
            Self::AddIndicator => lang.pick("Indicateur…", "Indicator…"),
            Self::AddRow => lang.pick("Sous-indicateur…", "Sub-indicator…"),
            Self::AddToSection(key) => sections::tables_of(key).find_map(|(_, part)| part.added).map_or("", |added| added(lang)),
            Self::OpenSection(key) => sections::of_key(key).map_or("", |section| section.name(lang)),
            Self::Rollover => lang.pick("Préparer le PAP de l’année suivante…", "Prepare the PAP of next year…"),
            Self::TakeHint => lang.pick("Prendre l’indice de la cellule", "Take the hint of the cell"),
            Self::ConfirmCell => lang.pick("Confirmer ce montant de la LFI", "Confirm this amount of the LFI"),
            Self::ConfirmAct => lang.pick("Confirmer toute la LFI", "Confirm the whole LFI"),
            Self::OpenRow => lang.pick("Page de la ligne", "Page of the row"),
            Self::RenameRow => lang.pick("Renommer la ligne…", "Rename the row…"),
            Self::CodeRow => lang.pick("Code de la ligne…", "Code of the row…"),
            Self::MoveRowUp => lang.pick("Monter la ligne", "Move the row up"),
            Self::MoveRowDown => lang.pick("Descendre la ligne", "Move the row down"),
            Self::RemoveRow => lang.pick("Supprimer la ligne", "Delete the row"),
            Self::AddToAct => lang.pick("Action dans la LFI…", "Action in the LFI…"),
            Self::Rename => lang.pick("Renommer…", "Rename…"),
            Self::CodeAction => lang.pick("Code de l’action…", "Code of the action…"),
            Self::MoveUp => lang.pick("Monter", "Move up"),
            Self::MoveDown => lang.pick("Descendre", "Move down"),
            Self::Remove => lang.pick("Supprimer…", "Delete…"),
            Self::ToggleOutline => lang.pick("Plan", "Outline"),
            Self::ToggleInspector => lang.pick("Inspecteur", "Inspector"),
            Self::TogglePreview => lang.pick("Aperçu PDF", "PDF preview"),
            Self::ToggleTheme => lang.pick("Thème clair ou sombre", "Light or dark theme"),
            Self::Charts => lang.pick("Graphiques du document", "Charts of the document"),
            Self::ZoomIn => lang.pick("Agrandir", "Zoom in"),
            Self::ZoomOut => lang.pick("Réduire", "Zoom out"),
            Self::ZoomReset => lang.pick("Taille réelle", "Actual size"),
            Self::ToggleChanges => lang.pick("Variation à côté du tableau, oui ou non", "Change beside the table, yes or no"),
            Self::ToggleEntry => lang.pick("Table de saisie de l’action, ou page imprimée", "Table of entry of the action, or printed page"),
            Self::WidenColumn => lang.pick("Élargir la colonne", "Widen the column"),
            Self::NarrowColumn => lang.pick("Rétrécir la colonne", "Narrow the column"),
            Self::ResetColumns => lang.pick("Largeurs automatiques", "Automatic widths"),
            Self::French => "Français",
            Self::English => "English",
            Self::NextPage => lang.pick("Page suivante", "Next page"),
            Self::PreviousPage => lang.pick("Page précédente", "Previous page"),
            Self::NextDocument => lang.pick("Document suivant", "Next document"),
            Self::PreviousDocument => lang.pick("Document précédent", "Previous document"),
            Self::NextArea => lang.pick("Zone suivante", "Next area"),
            Self::PreviousArea => lang.pick("Zone précédente", "Previous area"),
            Self::Palette => lang.pick("Toutes les commandes…", "All commands…"),
            Self::Shortcuts => lang.pick("Raccourcis clavier", "Keyboard shortcuts"),
            Self::About => lang.pick("À propos de Papier", "About Papier"),
        }
    }

    /// By the logical key: on AZERTY, Ctrl and the key that writes Z.
    pub fn shortcuts(self) -> &'static [KeyboardShortcut] {
        const fn ctrl(key: Key) -> KeyboardShortcut {
            KeyboardShortcut::new(Modifiers::COMMAND, key)
        }
        const fn ctrl_shift(key: Key) -> KeyboardShortcut {
            KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
        }
        const fn alt(key: Key) -> KeyboardShortcut {
            KeyboardShortcut::new(Modifiers::ALT, key)
        }
        const fn alt_shift(key: Key) -> KeyboardShortcut {
            KeyboardShortcut::new(Modifiers::ALT.plus(Modifiers::SHIFT), key)
        }
        const fn plain(key: Key) -> KeyboardShortcut {
            KeyboardShortcut::new(Modifiers::NONE, key)
        }
        match self {
            Self::New => const { &[ctrl(Key::N)] },
            Self::Open => const { &[ctrl(Key::O)] },
            Self::Save => const { &[ctrl(Key::S)] },
            Self::SaveAs => const { &[ctrl_shift(Key::S)] },
            Self::Export => const { &[ctrl(Key::E)] },
            Self::CloseDocument => const { &[ctrl(Key::W)] },
            Self::Quit => const { &[ctrl(Key::Q)] },
            Self::Undo => const { &[ctrl(Key::Z)] },
            Self::Redo => const { &[ctrl(Key::Y), ctrl_shift(Key::Z)] },
            Self::Cut => const { &[ctrl(Key::X)] },
            Self::Copy => const { &[ctrl(Key::C)] },
            Self::Paste => const { &[ctrl(Key::V)] },
            Self::Clear => const { &[plain(Key::Delete)] },
            Self::SelectAll => const { &[ctrl(Key::A)] },
            Self::FillDown => const { &[ctrl(Key::D)] },
            Self::FillRight => const { &[ctrl(Key::R)] },
            Self::Find => const { &[ctrl(Key::F)] },
            Self::FindNext => const { &[plain(Key::F3)] },
            Self::FindPrevious => const { &[KeyboardShortcut::new(Modifiers::SHIFT, Key::F3)] },
            Self::Replace => const { &[ctrl(Key::H)] },
            Self::Present => const { &[plain(Key::F5)] },
            Self::PresentFromHere => const { &[KeyboardShortcut::new(Modifiers::SHIFT, Key::F5)] },
            Self::GoToAddress => const { &[ctrl(Key::G)] },
            Self::Findings => const { &[KeyboardShortcut::new(Modifiers::SHIFT, Key::F7)] },
            Self::Decide => const { &[ctrl(Key::F7)] },
            Self::CopyTable => const { &[ctrl_shift(Key::C)] },
            Self::AddCategory => const { &[ctrl_shift(Key::K)] },
            // Beside L on AZERTY, and no key of the grid.
            Self::TakeHint => const { &[ctrl(Key::Semicolon)] },
            Self::MoveUp => const { &[alt(Key::ArrowUp)] },
            Self::MoveDown => const { &[alt(Key::ArrowDown)] },
            Self::ToggleOutline => const { &[plain(Key::F8)] },
            Self::ToggleInspector => const { &[plain(Key::F9)] },
            Self::TogglePreview => const { &[plain(Key::F7)] },
            Self::Charts => const { &[ctrl_shift(Key::G)] },
            // On AZERTY, + and the digits are typed with Shift.
            Self::ZoomIn => const { &[ctrl(Key::Plus), ctrl_shift(Key::Plus), ctrl(Key::Equals), ctrl_shift(Key::Equals)] },
            Self::ZoomOut => const { &[ctrl(Key::Minus)] },
            Self::ZoomReset => const { &[ctrl(Key::Num0), ctrl_shift(Key::Num0)] },
            Self::WidenColumn => const { &[alt_shift(Key::ArrowRight)] },
            Self::NarrowColumn => const { &[alt_shift(Key::ArrowLeft)] },
            Self::NextPage => const { &[ctrl(Key::PageDown)] },
            Self::PreviousPage => const { &[ctrl(Key::PageUp)] },
            Self::NextDocument => const { &[ctrl(Key::Tab)] },
            Self::PreviousDocument => const { &[ctrl_shift(Key::Tab)] },
            Self::Palette => const { &[ctrl_shift(Key::P)] },
            Self::NextArea => const { &[plain(Key::F6)] },
            Self::PreviousArea => const { &[KeyboardShortcut::new(Modifiers::SHIFT, Key::F6)] },
            Self::Shortcuts => const { &[plain(Key::F1)] },
            _ => &[],
        }
    }

    /// The first shortcut as written on keys: "Ctrl+S".
    pub fn shortcut_text(self, lang: Lang) -> Option<String> {
        self.shortcuts().first().map(|shortcut| shortcut_text(shortcut, lang))
    }

    /// Whether the action needs a document.
    pub fn needs_document(self) -> bool {
        !matches!(
            self,
            Self::New
                | Self::Open
                | Self::OpenSample
                | Self::Import
                | Self::Quit
                | Self::ToggleTheme
                | Self::ZoomIn
                | Self::ZoomOut
                | Self::ZoomReset
                | Self::French
                | Self::English
                | Self::Palette
                | Self::Shortcuts
                | Self::About
        )
    }

    /// Every action, in the order of the menus.
    pub fn all() -> impl Iterator<Item = Self> {
        Menu::ALL.into_iter().flat_map(|menu| menu.groups().iter().flat_map(|group| group.iter().copied()))
    }

    /// Whether its keys are those of the table that has the cursor, or of the text being typed: the sheet names them, their owner takes them.
    pub fn is_key_of_table(self) -> bool {
        matches!(self, Self::Cut | Self::Copy | Self::Paste | Self::Clear | Self::SelectAll | Self::FillDown | Self::FillRight)
    }

    /// Whether the action needs a table with a cursor.
    pub fn needs_table(self) -> bool {
        self.is_key_of_table()
            || matches!(
                self,
                Self::PasteTransposed | Self::CopyTable | Self::ExportTable | Self::WidenColumn | Self::NarrowColumn | Self::ResetColumns
            )
    }

    /// Whether it is about the row that has the cursor.
    pub fn is_of_row(self) -> bool {
        matches!(self, Self::OpenRow | Self::RenameRow | Self::CodeRow | Self::MoveRowUp | Self::MoveRowDown | Self::RemoveRow)
    }

    /// Whether one that is about a row says something about this one.
    pub fn applies_to_row(self, row: RowOf) -> bool {
        match self {
            Self::RenameRow => row.label().is_some(),
            Self::CodeRow => row.code().is_some(),
            Self::MoveRowUp | Self::MoveRowDown => row.is_movable(),
            Self::OpenRow => row.node().is_some(),
            _ => true,
        }
    }

    /// Whether the action says something about this node.
    pub fn applies_to(self, node: Node) -> bool {
        let label = node.label();
        match self {
            Self::AddSubAction => matches!(label, Some(TextPlace::ActionLabel(_))),
            Self::AddIndicator => matches!(label, Some(TextPlace::ObjectiveLabel(_) | TextPlace::IndicatorLabel(_))),
            Self::AddRow => matches!(label, Some(TextPlace::IndicatorLabel(_))),
            Self::CodeAction => matches!(label, Some(TextPlace::ActionLabel(_))),
            // Actions follow each other by their codes.
            Self::MoveUp | Self::MoveDown => matches!(label, Some(TextPlace::ObjectiveLabel(_) | TextPlace::IndicatorLabel(_))),
            Self::Rename | Self::Remove => label.is_some(),
            _ => true,
        }
    }
}

fn shortcut_text(shortcut: &KeyboardShortcut, lang: Lang) -> String {
    let mut words = Vec::new();
    if shortcut.modifiers.command || shortcut.modifiers.ctrl {
        words.push("Ctrl");
    }
    if shortcut.modifiers.alt {
        words.push("Alt");
    }
    if shortcut.modifiers.shift {
        words.push(lang.pick("Maj", "Shift"));
    }
    words.push(match shortcut.logical_key {
        Key::ArrowUp => lang.pick("Haut", "Up"),
        Key::ArrowDown => lang.pick("Bas", "Down"),
        Key::ArrowLeft => lang.pick("Gauche", "Left"),
        Key::ArrowRight => lang.pick("Droite", "Right"),
        Key::PageUp => lang.pick("Page préc.", "Page Up"),
        Key::PageDown => lang.pick("Page suiv.", "Page Down"),
        Key::Delete => lang.pick("Suppr", "Delete"),
        Key::Plus => "+",
        Key::Minus => "-",
        Key::Semicolon => ";",
        Key::Num0 => "0",
        key => key.name(),
    });
    words.join("+")
}
