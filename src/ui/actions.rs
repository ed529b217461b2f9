//! The one table of actions: names, shortcuts and menus, for the menu bar, the keyboard, the toolbar and the sheet of shortcuts.

use egui::{Key, KeyboardShortcut, Modifiers};

use crate::lang::Lang;
use crate::tables::Node;

/// Something the user can ask for by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    New,
    Open,
    OpenSample,
    Save,
    SaveAs,
    CloseDocument,
    Quit,
    Undo,
    Redo,
    GoToAddress,
    CopyTable,
    AddAction,
    AddSubAction,
    AddCategory,
    RemoveCategory,
    AddObjective,
    AddIndicator,
    AddRow,
    RenameRow,
    MoveRowUp,
    MoveRowDown,
    RemoveRow,
    AddToAct,
    Rename,
    MoveUp,
    MoveDown,
    Remove,
    ToggleOutline,
    ToggleInspector,
    ToggleTheme,
    French,
    English,
    NextArea,
    PreviousArea,
    Shortcuts,
    About,
}

/// A menu of the menu bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    File,
    Edit,
    View,
    Insert,
    Help,
}

impl Menu {
    pub const ALL: [Self; 5] = [Self::File, Self::Edit, Self::View, Self::Insert, Self::Help];
    /// The menus when no document is open.
    pub const START: [Self; 3] = [Self::File, Self::View, Self::Help];

    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::File => lang.pick("Fichier", "File"),
            Self::Edit => lang.pick("Édition", "Edit"),
            Self::View => lang.pick("Affichage", "View"),
            Self::Insert => "Insertion",
            Self::Help => lang.pick("Aide", "Help"),
        }
    }

    /// Its actions, in groups set apart by a line.
    pub fn groups(self) -> &'static [&'static [Action]] {
        use Action as A;
        match self {
            Self::File => &[&[A::New, A::Open, A::OpenSample], &[A::Save, A::SaveAs], &[A::CloseDocument, A::Quit]],
            Self::Edit => &[
                &[A::Undo, A::Redo],
                &[A::CopyTable],
                &[A::Rename, A::MoveUp, A::MoveDown, A::Remove],
                &[A::RenameRow, A::MoveRowUp, A::MoveRowDown, A::RemoveRow],
                &[A::GoToAddress],
            ],
            Self::View => &[&[A::ToggleOutline, A::ToggleInspector, A::ToggleTheme], &[A::French, A::English], &[A::NextArea, A::PreviousArea]],
            Self::Insert => {
                &[&[A::AddAction, A::AddSubAction], &[A::AddCategory, A::RemoveCategory, A::AddToAct], &[A::AddObjective, A::AddIndicator, A::AddRow]]
            }
            Self::Help => &[&[A::Shortcuts, A::About]],
        }
    }
}

impl Action {
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::New => lang.pick("Nouveau programme…", "New programme…"),
            Self::Open => lang.pick("Ouvrir…", "Open…"),
            Self::OpenSample => lang.pick("Découvrir avec l’exemple", "Explore the sample"),
            Self::Save => lang.pick("Enregistrer", "Save"),
            Self::SaveAs => lang.pick("Enregistrer sous…", "Save as…"),
            Self::CloseDocument => lang.pick("Fermer le document", "Close the document"),
            Self::Quit => lang.pick("Quitter", "Quit"),
            Self::Undo => lang.pick("Annuler", "Undo"),
            Self::Redo => lang.pick("Rétablir", "Redo"),
            Self::GoToAddress => lang.pick("Atteindre une adresse…", "Go to an address…"),
            Self::CopyTable => lang.pick("Copier le tableau", "Copy the table"),
            Self::AddAction => lang.pick("Action…", "Action…"),
            Self::AddSubAction => lang.pick("Sous-action…", "Sub-action…"),
            Self::AddCategory => lang.pick("Titre ou catégorie…", "Title or category…"),
            Self::RemoveCategory => lang.pick("Retirer une catégorie…", "Remove a category…"),
            Self::AddObjective => lang.pick("Objectif…", "Objective…"),
            Self::AddIndicator => lang.pick("Indicateur…", "Indicator…"),
            Self::AddRow => lang.pick("Sous-indicateur…", "Sub-indicator…"),
            Self::RenameRow => lang.pick("Renommer le sous-indicateur…", "Rename the sub-indicator…"),
            Self::MoveRowUp => lang.pick("Monter le sous-indicateur", "Move the sub-indicator up"),
            Self::MoveRowDown => lang.pick("Descendre le sous-indicateur", "Move the sub-indicator down"),
            Self::RemoveRow => lang.pick("Supprimer le sous-indicateur", "Delete the sub-indicator"),
            Self::AddToAct => lang.pick("Action dans la LFI…", "Action in the LFI…"),
            Self::Rename => lang.pick("Renommer…", "Rename…"),
            Self::MoveUp => lang.pick("Monter", "Move up"),
            Self::MoveDown => lang.pick("Descendre", "Move down"),
            Self::Remove => lang.pick("Supprimer…", "Delete…"),
            Self::ToggleOutline => lang.pick("Plan", "Outline"),
            Self::ToggleInspector => lang.pick("Inspecteur", "Inspector"),
            Self::ToggleTheme => lang.pick("Thème clair ou sombre", "Light or dark theme"),
            Self::French => "Français",
            Self::English => "English",
            Self::NextArea => lang.pick("Zone suivante", "Next area"),
            Self::PreviousArea => lang.pick("Zone précédente", "Previous area"),
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
        const fn plain(key: Key) -> KeyboardShortcut {
            KeyboardShortcut::new(Modifiers::NONE, key)
        }
        match self {
            Self::New => const { &[ctrl(Key::N)] },
            Self::Open => const { &[ctrl(Key::O)] },
            Self::Save => const { &[ctrl(Key::S)] },
            Self::SaveAs => const { &[ctrl_shift(Key::S)] },
            Self::CloseDocument => const { &[ctrl(Key::W)] },
            Self::Quit => const { &[ctrl(Key::Q)] },
            Self::Undo => const { &[ctrl(Key::Z)] },
            Self::Redo => const { &[ctrl(Key::Y), ctrl_shift(Key::Z)] },
            Self::GoToAddress => const { &[ctrl(Key::G)] },
            Self::CopyTable => const { &[ctrl_shift(Key::C)] },
            Self::MoveUp => const { &[alt(Key::ArrowUp)] },
            Self::MoveDown => const { &[alt(Key::ArrowDown)] },
            Self::ToggleOutline => const { &[plain(Key::F8)] },
            Self::ToggleInspector => const { &[plain(Key::F9)] },
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
            Self::New | Self::Open | Self::OpenSample | Self::Quit | Self::ToggleTheme | Self::French | Self::English | Self::Shortcuts | Self::About
        )
    }

    /// Whether the action says something about this node.
    pub fn applies_to(self, node: Node) -> bool {
        match self {
            Self::AddSubAction => matches!(node, Node::Action(_)),
            Self::AddIndicator => matches!(node, Node::Objective(_) | Node::Indicator(_)),
            Self::AddRow | Self::RenameRow | Self::MoveRowUp | Self::MoveRowDown | Self::RemoveRow => matches!(node, Node::Indicator(_)),
            Self::Rename | Self::MoveUp | Self::MoveDown | Self::Remove => matches!(node, Node::Objective(_) | Node::Indicator(_) | Node::Action(_)),
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
        key => key.name(),
    });
    words.join("+")
}
