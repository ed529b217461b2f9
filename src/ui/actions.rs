//! The one table of actions: names, shortcuts and menus, for the menu bar, the keyboard, the toolbar and the sheet of shortcuts.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use egui::{Key, KeyboardShortcut, Modifiers};

use crate::lang::Lang;
use crate::lang::folding::Folded;
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

static INSERT: LazyLock<[Group; 4]> = LazyLock::new(|| {
    use Action as A;
    [
        Group::Plain(&[A::AddAction, A::AddSubAction]),
        Group::Plain(&[A::AddCategory, A::RemoveCategory, A::AddToAct]),
        Group::Plain(&[A::AddObjective, A::AddIndicator, A::AddRow]),
        Group::Plain(SECTIONS.as_slice()),
    ]
});

/// Actions of a menu that stand together.
#[derive(Clone, Copy, Debug)]
pub enum Group {
    Plain(&'static [Action]),
    /// In a menu that opens beside the first one.
    Under(SubMenu, &'static [Action]),
}

impl Group {
    pub const fn actions(self) -> &'static [Action] {
        match self {
            Self::Plain(actions) | Self::Under(_, actions) => actions,
        }
    }
}

/// A menu within a menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SubMenu {
    Texts,
    Page,
    Row,
    GoTo,
}

impl SubMenu {
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Texts => lang.pick("Textes", "Texts"),
            Self::Page => lang.pick("Cette page", "This page"),
            Self::Row => lang.pick("Ligne du tableau", "Row of the table"),
            Self::GoTo => lang.pick("Aller à", "Go to"),
        }
    }
}

/// A menu of the menu bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
    pub fn groups(self) -> &'static [Group] {
        use Action as A;
        use Group::{Plain, Under};
        match self {
            Self::File => &[
                Plain(&[A::New, A::Open, A::OpenSample, A::Import]),
                Plain(&[A::Save, A::SaveAs, A::ToggleAutosave]),
                Plain(&[A::EarlierVersions]),
                Plain(&[A::Export]),
                Plain(&[A::Rollover]),
                Plain(&[A::CloseDocument, A::Quit]),
            ],
            Self::Edit => &[
                Plain(&[A::Undo, A::Redo, A::History]),
                Plain(&[A::Cut, A::Copy, A::Paste, A::Clear]),
                Plain(&[A::Find, A::FindNext, A::FindPrevious, A::Replace, A::GoToAddress]),
                Under(SubMenu::Page, &[A::Rename, A::CodeAction, A::MoveUp, A::MoveDown, A::Remove]),
                Under(SubMenu::Row, &[A::OpenRow, A::RenameRow, A::CodeRow, A::MoveRowUp, A::MoveRowDown, A::RemoveRow]),
                Under(SubMenu::Texts, &[A::CopyTexts, A::LinkFigures, A::SetTypography, A::ToggleSpaces]),
            ],
            Self::View => &[
                Plain(&[A::ToggleOutline, A::ToggleInspector, A::TogglePreview, A::ToggleEntry, A::ToggleChanges]),
                Plain(&[A::ToggleTheme, A::French, A::English]),
                Plain(&[A::ZoomIn, A::ZoomOut, A::ZoomReset]),
                Plain(&[A::Present, A::PresentFromHere, A::Deck]),
                Plain(&[A::Findings, A::Decide, A::Charts]),
                Under(SubMenu::GoTo, &[A::NextPage, A::PreviousPage, A::NextArea, A::PreviousArea, A::NextDocument, A::PreviousDocument]),
            ],
            Self::Insert => INSERT.as_slice(),
            Self::Table => &[
                Plain(&[A::SelectAll, A::CopyTable, A::ExportTable, A::PasteTransposed]),
                Plain(&[A::FillDown, A::FillRight, A::TakeHint]),
                Plain(&[A::ConfirmCell, A::ConfirmAct]),
                Plain(&[A::WidenColumn, A::NarrowColumn, A::ResetColumns]),
            ],
            Self::Help => &[Plain(&[A::Palette, A::Shortcuts]), Plain(&[A::About])],
        }
    }

    /// Its actions and those of the menus within it, in their order.
    pub fn actions(self) -> impl Iterator<Item = Action> {
        self.groups().iter().flat_map(|group| group.actions().iter().copied())
    }

    /// The letter that opens it, with its byte in the name: the same whichever menus are there.
    pub fn letter(self, lang: Lang) -> Option<(char, usize)> {
        let letters = letters(&Self::ALL.map(|menu| menu.name(lang)));
        Self::ALL.into_iter().zip(letters).find(|(menu, _)| *menu == self).and_then(|(_, letter)| letter)
    }

    /// Which of these a letter opens.
    pub fn of_letter(letter: char, lang: Lang, menus: &[Self]) -> Option<Self> {
        menus.iter().copied().find(|menu| menu.letter(lang).is_some_and(|(key, _)| key == letter))
    }
}

/// What a character of a name answers to: a letter without its accent, or a digit.
pub fn access_key(character: char) -> Option<char> {
    let folded = Folded::of(&character.to_string()).text();
    folded.chars().next().map(|letter| letter.to_ascii_lowercase()).filter(char::is_ascii_alphanumeric)
}

/// The letters by which the rows of a menu are chosen, each with its byte in the name: the first letter of a name where it is free, then that of
/// one of its words, then any. No two rows have the same, and a row has none only if there are too few.
pub fn letters(names: &[&str]) -> Vec<Option<(char, usize)>> {
    let is_word_start = |name: &str, at: usize| !name.get(..at).unwrap_or_default().ends_with(char::is_alphanumeric);
    let wishes: [&dyn Fn(&str, usize) -> bool; 3] = [&|_, at| at == 0, &is_word_start, &|_, _| true];
    let offered = |name: &&str| -> Vec<(char, usize)> { name.char_indices().filter_map(|(at, letter)| Some((access_key(letter)?, at))).collect() };
    let offered: Vec<Vec<(char, usize)>> = names.iter().map(offered).collect();
    let mut owners: BTreeMap<char, usize> = BTreeMap::new();
    for is_wished in wishes {
        for (row, (name, offered)) in names.iter().zip(&offered).enumerate() {
            let is_without = owners.values().all(|owner| *owner != row);
            let free = offered.iter().find(|(key, at)| is_without && is_wished(name, *at) && !owners.contains_key(key));
            owners.extend(free.map(|(key, _)| (*key, row)));
        }
    }
    for row in 0..names.len() {
        if owners.values().all(|owner| *owner != row) {
            // As few rows as can be give up what they have.
            const MOST_MOVED: usize = 3;
            let _ = (0..=MOST_MOVED).any(|moved| gets_one(row, &offered, &mut owners, moved));
        }
    }
    let letter = |(row, offered): (usize, &Vec<(char, usize)>)| offered.iter().find(|(key, _)| owners.get(key) == Some(&row)).copied();
    offered.iter().enumerate().map(letter).collect()
}

/// Gives a row a letter: a free one, or else that of a row which takes another, those first whose letter does not begin their name.
fn gets_one(row: usize, offered: &[Vec<(char, usize)>], owners: &mut BTreeMap<char, usize>, moved: usize) -> bool {
    let of = |row: usize| offered.get(row).map_or(&[][..], Vec::as_slice);
    let begins = |key: &char| owners.get(key).is_some_and(|owner| of(*owner).first().is_some_and(|(first, _)| first == key));
    let mut keys: Vec<char> = of(row).iter().map(|(key, _)| *key).collect();
    keys.sort_by_key(begins);
    for key in keys {
        let owner = owners.get(&key).copied();
        let is_given = match owner {
            None => true,
            Some(owner) => {
                owner != row && moved > 0 && {
                    // Whoever gives it up may not take it back.
                    owners.insert(key, row);
                    let takes = gets_one(owner, offered, owners, moved - 1);
                    if !takes {
                        owners.insert(key, owner);
                    }
                    takes
                }
            }
        };
        if is_given {
            owners.insert(key, row);
            return true;
        }
    }
    false
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
            Self::ToggleAutosave => lang.pick("Enregistrement automatique", "Save automatically"),
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
            Self::ToggleSpaces => lang.pick("Espaces insécables à la frappe", "French spaces while typing"),
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
            Self::ToggleTheme => lang.pick("Thème sombre", "Dark theme"),
            Self::Charts => lang.pick("Graphiques du document", "Charts of the document"),
            Self::ZoomIn => lang.pick("Agrandir", "Zoom in"),
            Self::ZoomOut => lang.pick("Réduire", "Zoom out"),
            Self::ZoomReset => lang.pick("Taille réelle", "Actual size"),
            Self::ToggleChanges => lang.pick("Variation à côté du tableau", "Change beside the table"),
            Self::ToggleEntry => lang.pick("Table de saisie de l’action", "Table of entry of the action"),
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
        Menu::ALL.into_iter().flat_map(Menu::actions)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_of_its_own_chooses_each_row_of_each_menu() {
        let all = |names: Vec<&'static str>| {
            let letters = letters(&names);
            for (name, letter) in names.iter().zip(&letters) {
                let (key, at) = letter.unwrap_or_else(|| panic!("{name} has no letter among {names:?}"));
                assert_eq!(name.get(at..).and_then(|rest| rest.chars().next()).and_then(access_key), Some(key), "{name}");
            }
            let mut keys: Vec<char> = letters.into_iter().flatten().map(|(key, _)| key).collect();
            keys.sort_unstable();
            let count = keys.len();
            keys.dedup();
            assert_eq!(keys.len(), count, "{names:?}");
        };
        for lang in Lang::ALL {
            all(Menu::ALL.iter().map(|menu| menu.name(lang)).collect());
            for menu in Menu::ALL {
                let rows = menu.groups().iter().flat_map(|group| match group {
                    Group::Plain(actions) => actions.iter().map(|action| action.name(lang)).collect(),
                    Group::Under(sub, _) => vec![sub.name(lang)],
                });
                all(rows.collect());
                for group in menu.groups() {
                    all(group.actions().iter().map(|action| action.name(lang)).collect());
                }
            }
        }
    }

    #[test]
    fn the_letters_of_the_bar() {
        let cases = [("FEAITD", Lang::French), ("FEVITH", Lang::English)];
        for (keys, lang) in cases {
            let opened: Vec<Option<Menu>> = keys.chars().map(|key| Menu::of_letter(key.to_ascii_lowercase(), lang, &Menu::ALL)).collect();
            assert_eq!(opened, Menu::ALL.map(Some), "{keys}");
        }
        assert_eq!(Menu::of_letter('x', Lang::French, &Menu::ALL), None);
        assert_eq!(Menu::of_letter('d', Lang::French, &Menu::START), Some(Menu::Help));
        assert_eq!(Menu::of_letter('e', Lang::French, &Menu::START), None);
    }

    #[test]
    fn a_first_letter_comes_before_that_of_a_word_and_that_before_any() {
        let cases: [(&[&str], &str); 4] = [
            (&["Ouvrir…", "Options"], "op"),
            (&["Élargir la colonne", "Effacer"], "ef"),
            (&["Enregistrer", "Enregistrer sous…"], "es"),
            (&["Aa", "A"], "a-"),
        ];
        for (names, expected) in cases {
            let found: String = letters(names).into_iter().map(|letter| letter.map_or('-', |(key, _)| key)).collect();
            assert_eq!(found, expected, "{names:?}");
        }
    }
}
