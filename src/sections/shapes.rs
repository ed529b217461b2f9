//! Every section, in the order of the document: a row lets one in. Their shapes and texts as data, which know the model alone.

use crate::model::Shape;

/// Hands every section to a macro: its folder, and the type there that is it.
///
/// Its folder has `shape::DATA`, on which addresses and files rest, and `checks::CHECKS`.
macro_rules! every_section {
    ($list:ident) => {
        $list! {
            outlook::Outlook,
            tax::Tax,
            moves::Moves,
            jobs::Jobs,
            by_action::JobsByAction,
            staff::Staff,
            pay::Pay,
            multiyear::Multiyear,
            free::Free,
            operators::Operators,
            // What a section costs, and that no more is to be done, is tried on one that no program has.
            #[cfg(test)]
            toy::Toy,
        }
    };
}
pub(super) use every_section;

/// What a section holds, as data.
#[derive(Debug)]
pub struct Data {
    /// What its cells are, in the order of its tables.
    pub shapes: &'static [&'static Shape],
    /// The keys of its texts beside the comments of shapes.
    pub texts: &'static [&'static str],
}

macro_rules! data {
    ($($(#[$meta:meta])* $folder:ident::$section:ident,)*) => { &[$($(#[$meta])* &super::$folder::shape::DATA),*] };
}

static DATA: &[&Data] = every_section!(data);

/// The shapes of every section, in the order of the document.
pub fn all() -> impl Iterator<Item = &'static Shape> {
    DATA.iter().flat_map(|data| data.shapes).copied()
}

/// The shape of a section; `None` for one that this Papier does not know.
pub fn of(section: &str) -> Option<&'static Shape> {
    all().find(|shape| shape.key == section)
}

/// The sections whose rows drafters list.
pub fn listed() -> impl Iterator<Item = &'static str> {
    all().filter(|shape| shape.list() == Some(shape.key)).map(|shape| shape.key)
}

/// The key of a text of a section: that of a shape, or one of its own.
pub fn text(key: &str) -> Option<&'static str> {
    let own = DATA.iter().flat_map(|data| data.texts).copied();
    all().map(|shape| shape.key).chain(own).find(|known| *known == key)
}
