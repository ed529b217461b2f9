//! Refusals of what other programs give, in words.

use super::markup::TooLong;
use crate::lang::Lang;

impl TooLong {
    pub fn sentence(&self, lang: Lang) -> String {
        lang.pick(
            "rien n’est collé : le presse-papiers contient plus de cellules qu’aucun tableau. En copier moins.".into(),
            "nothing is pasted: the clipboard holds more cells than any table. Copy fewer.".into(),
        )
    }
}
