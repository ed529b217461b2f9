//! The one way to standard output and standard error: nothing of a file, a name or an argument reaches a terminal as an order.

use std::io::{self, IsTerminal, Write};

use super::Refused;
use crate::lang::Lang;
use crate::lang::escaping::{for_json, for_terminal};
use crate::storage::io_words;

/// Standard output, or what stands for it in a test.
pub(super) struct Screen<W> {
    out: W,
    /// A terminal obeys what a file or a pipe keeps.
    is_terminal: bool,
    lang: Lang,
}

impl Screen<io::StdoutLock<'static>> {
    pub fn stdout(lang: Lang) -> Self {
        let out = io::stdout().lock();
        Self { is_terminal: out.is_terminal(), out, lang }
    }
}

impl<W: Write> Screen<W> {
    /// Words for a reader: what a terminal would obey is written out.
    pub fn text(&mut self, text: &str) -> Result<(), Refused> {
        self.print(&for_terminal(text))
    }

    /// JSON, in which such characters have a form of their own.
    pub fn json(&mut self, json: &str) -> Result<(), Refused> {
        self.print(&for_json(json))
    }

    /// Tables for other programs: as they are in a file or a pipe, as words on a terminal.
    pub fn data(&mut self, data: &str) -> Result<(), Refused> {
        if self.is_terminal { self.text(&data.replace("\r\n", "\n")) } else { self.print(data) }
    }

    /// Words on what was done to files that are written: when they cannot be printed the files stay written, and standard error says both.
    pub fn report(&mut self, text: &str) {
        self.tell_of(&for_terminal(text));
    }

    /// The same in JSON.
    pub fn report_json(&mut self, json: &str) {
        self.tell_of(&for_json(json));
    }

    fn tell_of(&mut self, text: &str) {
        if let Err(error) = self.put(text) {
            let why = io_words(&error, self.lang);
            let sentence = self.lang.pick(
                format!("tout est écrit, mais le compte rendu n’a pas pu être imprimé ({why})."),
                format!("everything is written, but the report could not be printed ({why})."),
            );
            tell(&sentence, self.lang);
        }
    }

    fn print(&mut self, text: &str) -> Result<(), Refused> {
        self.put(text).map_err(|error| {
            let why = io_words(&error, self.lang);
            Refused(self.lang.pick(format!("la sortie n’a pas pu être imprimée ({why})."), format!("the output could not be printed ({why}).")))
        })
    }

    /// Prints as far as it is read: a reader who has seen enough, as `head` does, is no error.
    fn put(&mut self, text: &str) -> io::Result<()> {
        match self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            written => written,
        }
    }
}

/// A sentence of the program on standard error.
pub(super) fn tell(sentence: &str, lang: Lang) {
    // Nobody reads a closed standard error.
    let _ = writeln!(io::stderr(), "papier{} {}", lang.pick("\u{a0}:", ":"), for_terminal(sentence));
}

/// A question on standard error, which an answer follows on the same line.
pub(super) fn ask(question: &str) -> io::Result<()> {
    let mut error = io::stderr();
    write!(error, "{} ", for_terminal(question)).and_then(|()| error.flush())
}

/// What the grammar of the command line has to say: its help, its version, a misuse.
pub(super) fn tell_usage(message: &clap::Error) {
    let text = message.render().to_string();
    // When the terminal is closed there is nobody to tell.
    let _ = if message.use_stderr() {
        io::stderr().write_all(for_terminal(&text).as_bytes())
    } else {
        io::stdout().write_all(for_terminal(&text).as_bytes())
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_to_a_terminal_is_written_out_and_data_in_a_file_stays_data() {
        let shown = |is_terminal: bool, print: &dyn Fn(&mut Screen<&mut Vec<u8>>) -> Result<(), Refused>| {
            let mut out = Vec::new();
            assert!(print(&mut Screen { out: &mut out, is_terminal, lang: Lang::French }).is_ok());
            String::from_utf8(out).unwrap()
        };
        for is_terminal in [false, true] {
            assert_eq!(shown(is_terminal, &|screen| screen.text("a\u{1b}\n")), "a\\u{1b}\n");
            assert_eq!(shown(is_terminal, &|screen| screen.json("{\"a\":\"\u{9b}\"}\n")), "{\"a\":\"\\u009b\"}\n");
        }
        assert_eq!(shown(false, &|screen| screen.data("a\u{1b};b\r\n")), "a\u{1b};b\r\n");
        assert_eq!(shown(true, &|screen| screen.data("a\u{1b};b\r\n")), "a\\u{1b};b\n");
    }
}
