//! The grammar of the commands for teams.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgGroup, ArgMatches, Command};

use super::Teamwork;
use super::driver::{Driver, Labels};
use super::git_setup::{Setup, Step};
use super::merge::Merge;
use crate::cli::arguments::{format, language, path};
use crate::lang::Lang;

/// The request of a command, by its name; `None` for a command of another family.
pub fn read(name: &str, matches: &ArgMatches, lang: Lang) -> Option<Teamwork> {
    let file = |name: &str| path(matches, name).unwrap_or_default();
    let takes = || matches.get_many::<String>("take").into_iter().flatten().cloned().collect();
    Some(match name {
        "diff" => Teamwork::Diff { old: file("old"), new: file("new"), format: format(matches), lang: language(matches, lang) },
        "merge" if matches.get_flag("driver") => {
            let label = |name: &str| matches.get_one::<String>(name).cloned();
            Teamwork::Driver(Driver {
                base: file("base"),
                ours: file("ours"),
                theirs: file("theirs"),
                path: path(matches, "path"),
                marker_size: matches.get_one::<u16>("marker-size").copied(),
                labels: Labels { base: label("label-base"), ours: label("label-ours"), theirs: label("label-theirs") },
            })
        }
        "merge" => Teamwork::Merge(Merge {
            base: file("base"),
            ours: file("ours"),
            theirs: file("theirs"),
            output: path(matches, "output"),
            format: format(matches),
            takes: takes(),
        }),
        "conflicts" => Teamwork::Conflicts { file: file("file"), format: format(matches) },
        "resolve" if matches.get_flag("from-git") => Teamwork::ResolveFromGit { file: file("file") },
        "resolve" => Teamwork::Resolve { file: file("file"), takes: takes() },
        "git-setup" => {
            let step = match (matches.get_flag("check"), matches.get_flag("remove")) {
                (true, _) => Step::Check,
                (_, true) => Step::Remove,
                _ => Step::Write,
            };
            Teamwork::GitSetup(Setup { step, is_global: matches.get_flag("global") })
        }
        "facts" => Teamwork::Facts { file: file("file") },
        _ => return None,
    })
}

pub fn grammar(lang: Lang) -> Vec<Command> {
    let positional = |name: &'static str, value: &'static str| Arg::new(name).value_name(value).value_parser(clap::value_parser!(PathBuf));
    let file = || positional("file", lang.pick("FICHIER", "FILE")).required(true);
    let option = |name: &'static str, help: &'static str| Arg::new(name).long(name).help(help);
    let flag = |name: &'static str, help: &'static str| option(name, help).action(ArgAction::SetTrue);
    let formats = |names: &'static [&'static str]| {
        option("format", lang.pick("forme de la sortie", "form of the output")).value_parser(PossibleValuesParser::new(names)).default_value("text")
    };
    let take = || {
        let help = lang.pick(
            "faire un choix : ours (ou ici), theirs (ou autre), base (ou avant), keep (ou garder)",
            "make a choice: ours, theirs, base, or keep (what stands)",
        );
        option("take", help).value_name(lang.pick("CLÉ=CÔTÉ", "KEY=SIDE")).action(ArgAction::Append)
    };
    let diff = Command::new("diff")
        .about(lang.pick("comparer deux états d'un document, ou deux dossiers", "compare two states of a document, or two folders"))
        .arg(positional("old", lang.pick("AVANT", "OLD")).required(true))
        .arg(positional("new", lang.pick("APRÈS", "NEW")).required(true))
        .arg(formats(&["text", "json", "html"]))
        .arg(option("lang", lang.pick("langue", "language")).value_parser(["fr", "en"]));
    let conflicts = Command::new("conflicts")
        .about(lang.pick("lister les choix qu'une fusion a laissés", "list the choices that a merge left"))
        .arg(file())
        .arg(formats(&["text", "json"]));
    let resolve = Command::new("resolve")
        .about(lang.pick("faire les choix qu'une fusion a laissés", "make the choices that a merge left"))
        .arg(file())
        .arg(take())
        .arg(flag(
            "from-git",
            lang.pick(
                "refaire par Papier la fusion que git a faite par lignes, depuis les trois versions de son index",
                "merge anew by Papier what git merged by lines, from the three versions in its index",
            ),
        ))
        .group(ArgGroup::new("how").args(["take", "from-git"]).required(true));
    let setup = Command::new("git-setup")
        .about(lang.pick("faire fusionner et comparer les documents par Papier dans git", "let git merge and compare documents by Papier"))
        .arg(flag("global", lang.pick("pour tous les dépôts de cet utilisateur", "for every repository of this user")))
        .arg(flag("check", lang.pick("dire ce qui manque, sans écrire", "say what is missing, without writing")).conflicts_with("remove"))
        .arg(flag("remove", lang.pick("retirer ce que cette commande a écrit, rien d'autre", "take away what this command wrote, and nothing else")));
    let facts = Command::new("facts")
        .about(lang.pick("écrire chaque fait sur une ligne, pour une comparaison par lignes", "write each fact on a line, for a comparison by line"))
        .arg(file());
    vec![diff, merge(lang, positional, take()), conflicts, resolve, setup, facts]
}

fn merge(lang: Lang, positional: impl Fn(&'static str, &'static str) -> Arg, take: Arg) -> Command {
    let option = |name: &'static str, help: &'static str| Arg::new(name).long(name).help(help);
    let driver = |name: &'static str| Arg::new(name).long(name).requires("driver").hide(true);
    Command::new("merge")
        .about(lang.pick("fusionner deux états faits d'un troisième", "merge two states that became of a third"))
        .arg(
            positional("base", "BASE")
                .required(true)
                .help(lang.pick("l'état commun ; un fichier vide s'il n'y en a pas", "the state in common; an empty file where there is none")),
        )
        .arg(
            positional("ours", "OURS")
                .required(true)
                .help(lang.pick("l'état gardé là où il faut choisir", "the state that stands where a choice is left")),
        )
        .arg(positional("theirs", "THEIRS").required(true).help(lang.pick("l'autre état", "the other state")))
        .arg(positional("path", "PATH").hide(true).requires("driver"))
        .arg(
            Arg::new("output")
                .short('o')
                .value_name(lang.pick("SORTIE", "OUT"))
                .value_parser(clap::value_parser!(PathBuf))
                .help(lang.pick("fichier écrit ; sans lui rien n'est écrit", "file written; without it nothing is written")),
        )
        .arg(
            option("format", lang.pick("forme de la sortie", "form of the output"))
                .value_parser(PossibleValuesParser::new(["text", "json"]))
                .default_value("text"),
        )
        .arg(take)
        .arg(
            option("driver", lang.pick("ce que git appelle : écrit sur OURS, répond 0 ou 1", "what git calls: writes onto OURS, answers 0 or 1"))
                .action(ArgAction::SetTrue)
                .conflicts_with_all(["output", "take"]),
        )
        .arg(driver("marker-size").value_parser(clap::value_parser!(u16).range(1..=1000)))
        .args(["label-base", "label-ours", "label-theirs"].map(driver))
}
