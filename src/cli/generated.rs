//! `papier generate`: what a shell and a manual need of the grammar of the command line, so that packages hold what the program says.

use std::io::{self, Write};

use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;

use super::arguments::grammar;
use super::terminal::Screen;
use super::{Generated, Refused};
use crate::lang::Lang;

pub(super) fn run(what: Generated, lang: Lang, out: &mut Screen<impl Write>) -> Result<(), Refused> {
    let mut bytes = Vec::new();
    match what {
        Generated::Manual => manual(lang, &mut bytes).map_err(|error| Refused(error.to_string()))?,
        Generated::Completions(shell) => clap_complete::generate(shell, &mut grammar(lang), "papier", &mut bytes),
    }
    out.data(&String::from_utf8_lossy(&bytes))
}

/// The shell of a word of the command line.
pub(super) fn completions(word: &str) -> Option<Generated> {
    let shells = [("bash", Shell::Bash), ("fish", Shell::Fish), ("zsh", Shell::Zsh)];
    shells.into_iter().find(|(name, _)| *name == word).map(|(_, shell)| Generated::Completions(shell))
}

/// One page for the program and all its commands, each under a heading of its own.
fn manual(lang: Lang, out: &mut impl Write) -> io::Result<()> {
    let grammar = grammar(lang);
    let program = Man::new(grammar.clone());
    program.render_title(out)?;
    program.render_name_section(out)?;
    program.render_synopsis_section(out)?;
    program.render_description_section(out)?;
    program.render_options_section(out)?;
    for command in grammar.get_subcommands() {
        out.write_all(of_command(command)?.as_bytes())?;
    }
    program.render_version_section(out)
}

/// The section of one command, whose own sections stand below it.
fn of_command(command: &Command) -> io::Result<String> {
    let name = format!("papier {}", command.get_name());
    let page = Man::new(command.clone().bin_name(&name).display_name(&name));
    let mut sections = Vec::new();
    page.render_description_section(&mut sections)?;
    page.render_synopsis_section(&mut sections)?;
    page.render_options_section(&mut sections)?;
    let sections = String::from_utf8_lossy(&sections).replace("\n.SH ", "\n.SS ");
    let sections = sections.strip_prefix(".SH ").map_or_else(|| sections.clone(), |rest| format!(".SS {rest}"));
    Ok(format!(".SH \"{}\"\n{sections}", name.to_uppercase()))
}
