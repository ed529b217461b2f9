//! A path that is typed or pasted where no dialog of the system answers.

use std::path::{MAIN_SEPARATOR_STR, Path, PathBuf};

use egui::Ui;

use super::modal::{captioned_ui, refusal_ui};

/// What is typed, and the folder that it is relative to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PathField {
    typed: String,
    folder: PathBuf,
    refusal: String,
}

impl PathField {
    /// A file or folder is suggested: what is typed instead of it is relative to where it stands.
    pub fn suggesting(path: &Path) -> Self {
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        Self { typed: path.display().to_string(), folder, refusal: String::new() }
    }

    /// Something in a folder.
    pub fn within(folder: PathBuf) -> Self {
        Self { typed: format!("{}{MAIN_SEPARATOR_STR}", folder.display()), folder, refusal: String::new() }
    }

    /// The same again, because what was typed cannot serve.
    pub fn refused(self, refusal: String) -> Self {
        Self { refusal, ..self }
    }

    pub fn is_empty(&self) -> bool {
        self.typed.trim().is_empty()
    }

    pub fn path(&self) -> PathBuf {
        let path = self.folder.join(plain(&self.typed));
        std::path::absolute(&path).unwrap_or(path)
    }

    /// Several, set apart by semicolons, or as a file manager copies them.
    pub fn paths(&self) -> Vec<PathBuf> {
        let typed = self.typed.replace(" file://", ";file://");
        let each = typed.split(';').filter(|path| !path.trim().is_empty());
        each.map(|path| Self { typed: path.into(), ..self.clone() }.path()).collect()
    }

    /// The field under its caption; true when Enter ends it.
    pub(super) fn ui(&mut self, ui: &mut Ui, caption: &str) -> bool {
        let entered = captioned_ui(ui, &mut self.typed, caption, "", true);
        refusal_ui(ui, &self.refusal);
        entered
    }
}

/// A path as shells and file managers write it: in quotes, as an address, from the user's own folder.
fn plain(typed: &str) -> PathBuf {
    let typed = typed.trim();
    let quoted = ['"', '\''].into_iter().find_map(|quote| typed.strip_prefix(quote)?.strip_suffix(quote));
    let typed = quoted.unwrap_or(typed);
    if let Some(address) = typed.strip_prefix("file://") {
        let path = decoded(address);
        // "file:///C:/…"
        let drive = path.strip_prefix('/').filter(|rest| cfg!(windows) && rest.get(1..2) == Some(":"));
        return drive.unwrap_or(&path).into();
    }
    let own = typed.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with(['/', '\\']));
    match own.zip(std::env::home_dir()) {
        Some((rest, home)) => home.join(rest.trim_start_matches(['/', '\\'])),
        None => typed.into(),
    }
}

/// `%C3%A9` as é; what is no code stays as it is.
fn decoded(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        match after.get(..2).and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(b'%');
                rest = after;
            }
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).unwrap_or_else(|_| address.to_owned())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_read_as_people_write_and_paste_it() {
        let home = std::env::home_dir().unwrap();
        let field = |typed: &str| PathField { typed: typed.into(), ..PathField::suggesting(Path::new("/a/b/c.pdf")) };
        let cases = [
            ("/x/y.pdf", PathBuf::from("/x/y.pdf")),
            ("  y.pdf ", "/a/b/y.pdf".into()),
            ("d/y.pdf", "/a/b/d/y.pdf".into()),
            ("\"/x/un nom.pdf\"", "/x/un nom.pdf".into()),
            ("'/x/y.pdf'", "/x/y.pdf".into()),
            ("file:///x/%C3%A9t%C3%A9%20100%25.pdf", "/x/été 100%.pdf".into()),
            ("file:///x/100%.pdf", "/x/100%.pdf".into()),
            ("~/y.pdf", home.join("y.pdf")),
            ("~", home.clone()),
            ("~autre/y.pdf", "/a/b/~autre/y.pdf".into()),
        ];
        for (typed, expected) in cases {
            assert_eq!(field(typed).path(), expected, "{typed}");
        }
        assert_eq!(PathField::suggesting(Path::new("/a/b/c.pdf")).path(), Path::new("/a/b/c.pdf"));
        assert_eq!(PathField::within("/a".into()).path(), Path::new("/a"));
        let several = [PathBuf::from("/x/1.csv"), "/a/b/2.csv".into()];
        assert_eq!(field("/x/1.csv; 2.csv;").paths(), several);
        assert_eq!(field("file:///x/1.csv file:///a/b/2.csv").paths(), several);
        assert!(field(" ").is_empty() && field(" ").paths().is_empty());
    }
}
