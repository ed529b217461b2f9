//! The grammar of the command line, its help in both languages.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command};

use super::export::Looks;
use super::import::Import;
use super::onto::Onto;
use super::{Exported, Format, Generated, Request, Spread, generated, teams};
use crate::charts::arranged::{Arrangement, Order};
use crate::charts::shapes;
use crate::exchange::export::PrintedCharts;
use crate::exchange::picture::{Look, PictureSize};
use crate::lang::Lang;
use crate::model::ActionCode;
use crate::tables::Part;

/// The request, or clap's message for help, version and misuse.
pub(super) fn read(arguments: impl IntoIterator<Item = OsString>, lang: Lang) -> Result<Request, clap::Error> {
    let matches = grammar(lang).try_get_matches_from(arguments)?;
    Ok(match matches.subcommand() {
        Some(("show", matches)) => Request::Show {
            file: path(matches, "file").unwrap_or_default(),
            table: matches.get_one("table").cloned(),
            format: format(matches),
            lang: language(matches, lang),
        },
        Some(("set", matches)) => Request::Set {
            file: path(matches, "file").unwrap_or_default(),
            assignments: matches.get_many("assignments").unwrap_or_default().cloned().collect(),
            from: path(matches, "from"),
            spread: matches.get_one("spread").cloned(),
            as_text: matches.get_flag("as-text"),
            output: path(matches, "output"),
        },
        Some(("addresses", matches)) => Request::Addresses { file: path(matches, "file").unwrap_or_default() },
        Some(("check", matches)) => Request::Check { file: path(matches, "file").unwrap_or_default(), format: format(matches) },
        Some(("generate", matches)) => Request::Generate {
            what: matches.get_one::<String>("what").and_then(|what| generated::completions(what)).unwrap_or(Generated::Manual),
            lang: language(matches, lang),
        },
        Some(("rollover", matches)) => Request::Rollover {
            file: path(matches, "file").unwrap_or_default(),
            output: path(matches, "output").unwrap_or_default(),
            copy_credits: matches.get_flag("copy-credits"),
        },
        Some(("new", matches)) => Request::New {
            programme: text(matches, "programme"),
            name: text(matches, "name"),
            year: text(matches, "year"),
            output: path(matches, "output").unwrap_or_default(),
        },
        Some(("export", matches)) => Request::Export {
            file: path(matches, "file").unwrap_or_default(),
            what: exported(matches),
            looks: Looks {
                charts: match matches.get_one::<String>("charts").map(String::as_str) {
                    Some("none") => PrintedCharts::None,
                    Some("all") => PrintedCharts::All,
                    _ => PrintedCharts::Indicators,
                },
                free_tables: matches.get_flag("free-tables"),
                variation: matches.get_flag("variation"),
                notes: matches.get_flag("notes"),
                arrangement: Arrangement {
                    order: match matches.get_one::<String>("sort").map(String::as_str) {
                        Some("size") => Order::Size,
                        Some("change") => Order::Change,
                        _ => Order::Official,
                    },
                    highlighted: matches.get_one("highlight").copied(),
                },
                picture: Look {
                    size: matches.get_one("size").copied().unwrap_or(PictureSize::HD),
                    is_dark: matches.get_one::<String>("theme").is_some_and(|theme| theme == "dark"),
                    saved: None,
                },
            },
            output: path(matches, "output").unwrap_or_default(),
            lang: language(matches, lang),
        },
        Some(("import", matches)) => Request::Import(Import {
            files: matches.get_many::<PathBuf>("files").unwrap_or_default().cloned().collect(),
            output: path(matches, "output"),
            programme: matches.get_one("programme").cloned(),
            year: matches.get_one("year").cloned(),
            law: matches.get_one("law").cloned(),
            dry_run: matches.get_flag("dry-run"),
            even_if_same: matches.get_flag("even-if-same"),
            even_if_doubled: matches.get_flag("even-if-doubled"),
            categories: matches.get_many::<String>("category").into_iter().flatten().cloned().collect(),
            onto: path(matches, "onto").map(|document| Onto {
                document,
                accepted: matches.get_many::<String>("accept").into_iter().flatten().cloned().collect(),
                review: path(matches, "from"),
                format: format(matches),
            }),
        }),
        Some((name, matches)) if let Some(teamwork) = teams::read(name, matches, lang) => Request::Teamwork(teamwork),
        _ => Request::Window { files: matches.get_many::<PathBuf>("files").unwrap_or_default().cloned().collect() },
    })
}

pub(super) fn grammar(lang: Lang) -> Command {
    let file = || Arg::new("file").value_name(lang.pick("FICHIER", "FILE")).value_parser(clap::value_parser!(PathBuf));
    let option = |name: &'static str, help: &'static str| Arg::new(name).long(name).help(help);
    let formats = |names: &'static [&'static str]| {
        option("format", lang.pick("forme de la sortie", "form of the output")).value_parser(PossibleValuesParser::new(names)).default_value("text")
    };
    let output = || {
        Arg::new("output")
            .short('o')
            .value_name(lang.pick("SORTIE", "OUT"))
            .value_parser(clap::value_parser!(PathBuf))
            .help(lang.pick("fichier écrit", "file written"))
    };
    let language_option = || option("lang", lang.pick("langue", "language")).value_parser(["fr", "en"]);
    let one_table = || {
        let help =
            lang.pick("un seul tableau : plf-ae, schedule, action/01, indicator/1.1…", "one table: plf-ae, schedule, action/01, indicator/1.1…");
        option("table", help).value_name("NAME")
    };
    Command::new("papier")
        .version(env!("PAPIER_VERSION"))
        .about(lang.pick("Éditeur du projet annuel de performances.", "Editor of the projet annuel de performances."))
        .args_conflicts_with_subcommands(true)
        .arg(
            Arg::new("files")
                .value_name(lang.pick("FICHIER", "FILE"))
                .value_parser(clap::value_parser!(PathBuf))
                .num_args(0..)
                .help(lang.pick("documents à ouvrir dans la fenêtre", "documents to open in the window")),
        )
        .subcommand(
            Command::new("show")
                .about(lang.pick("montrer les tableaux et les textes", "show the tables and texts"))
                .arg(file().required(true))
                .arg(one_table())
                .arg(formats(&["text", "json", "tsv", "csv", "html"]))
                .arg(language_option()),
        )
        .subcommand(
            Command::new("set")
                .about(lang.pick("écrire des valeurs, toutes ou aucune", "write values, all or none"))
                .arg(file().required(true))
                .arg(
                    Arg::new("assignments")
                        .value_name(lang.pick("ADRESSE=VALEUR", "ADDRESS=VALUE"))
                        .action(ArgAction::Append)
                        .num_args(0..)
                        .help(lang.pick("une valeur vide efface", "an empty value clears")),
                )
                .arg(
                    option("from", lang.pick("fichier UTF-8 : adresse, tabulation, valeur", "UTF-8 file: address, tab, value"))
                        .value_name("CELLS.tsv")
                        .value_parser(clap::value_parser!(PathBuf)),
                )
                .arg(
                    option(
                        "spread",
                        lang.pick(
                            "répartir un total sur les montants qui le composent : proportional, equal ou on:ADRESSE",
                            "spread a total over the amounts that make it: proportional, equal or on:ADDRESS",
                        ),
                    )
                    .value_name(lang.pick("COMMENT", "HOW"))
                    .value_parser(spreading(lang)),
                )
                .arg(
                    option(
                        "as-text",
                        lang.pick(
                            "garder comme des mots ce qui ne se lit pas comme une valeur d'indicateur : ND, ≥ 95",
                            "keep as words what reads as no value of an indicator: ND, ≥ 95",
                        ),
                    )
                    .action(ArgAction::SetTrue),
                )
                .arg(output()),
        )
        .subcommand(Command::new("addresses").about(lang.pick("lister les adresses", "list the addresses")).arg(file().required(true)))
        .subcommand(
            Command::new("check")
                .about(lang.pick("vérifier la cohérence des chiffres", "check the consistency of the figures"))
                .arg(file().required(true).help(lang.pick(
                    "document, ou dossier dont les documents sont aussi comparés deux à deux sur leurs transferts",
                    "document, or folder whose documents are also held against each other in their transfers",
                )))
                .arg(formats(&["text", "json"])),
        )
        .subcommand(
            Command::new("rollover")
                .about(lang.pick("préparer le PAP de l'année suivante", "prepare the PAP of the next year"))
                .arg(file().required(true))
                .arg(option("copy-credits", lang.pick("partir des montants du PLF", "start from the amounts of the bill")).action(ArgAction::SetTrue))
                .arg(output().required(true)),
        )
        .subcommand(
            Command::new("new")
                .about(lang.pick("créer un document vide", "create an empty document"))
                .arg(option("programme", lang.pick("numéro du programme", "number of the programme")).value_name("N").required(true))
                .arg(option("name", lang.pick("nom du programme", "name of the programme")).value_name(lang.pick("NOM", "NAME")).required(true))
                .arg(
                    option("year", lang.pick("année du PLF, de 2019 à 2099", "year of the PLF, from 2019 to 2099"))
                        .value_name(lang.pick("ANNÉE", "YEAR"))
                        .required(true),
                )
                .arg(output().required(true)),
        )
        .subcommand(
            Command::new("export")
                .about(lang.pick("écrire un fichier pour d'autres programmes", "write a file for other programs"))
                .arg(file().required(true))
                .arg(
                    option("part", lang.pick("une seule partie", "one part"))
                        .value_name("PART")
                        .value_parser(PossibleValuesParser::new(Part::ALL.map(Part::code)))
                        .ignore_case(true)
                        .conflicts_with("table"),
                )
                .arg(one_table())
                .arg(
                    option("text", lang.pick("un texte, par son adresse : strategy, action/01…", "a text, by its address: strategy, action/01…"))
                        .value_name("ADDRESS")
                        .conflicts_with_all(["table", "part"]),
                )
                .arg(
                    Arg::new("chart")
                        .long("chart")
                        .help(format!("{} {}", lang.pick("un graphique :", "a chart:"), shapes::examples().join(", ")))
                        .value_name("NAME")
                        .conflicts_with_all(["table", "part", "text"]),
                )
                .arg(
                    option(
                        "slides",
                        lang.pick(
                            "les diapositives : un PDF si SORTIE finit par .pdf, sinon une image PNG chacune dans le dossier SORTIE",
                            "the slides: a PDF where OUT ends with .pdf, else a PNG picture each into the folder OUT",
                        ),
                    )
                    .action(ArgAction::SetTrue)
                    .conflicts_with_all(["table", "text", "chart", "part"]),
                )
                .arg(
                    option(
                        "charts",
                        lang.pick(
                            "graphiques d'un PDF : aucun, ceux des indicateurs sinon, tous",
                            "charts of a PDF: none, those of the indicators if left out, all",
                        ),
                    )
                    .value_parser(["none", "indicators", "all"]),
                )
                .arg(
                    option(
                        "free-tables",
                        lang.pick(
                            "exporter aussi les tableaux dont la disposition n'est pas vérifiée",
                            "export the tables whose layout is not verified too",
                        ),
                    )
                    .action(ArgAction::SetTrue),
                )
                .arg(
                    option(
                        "variation",
                        lang.pick(
                            "exporter aussi l'évolution de la LFI au PLF, que les PAP publiés n'ont pas",
                            "export the change from the LFI to the PLF too, which published PAP have not",
                        ),
                    )
                    .action(ArgAction::SetTrue),
                )
                .arg(
                    option(
                        "sort",
                        lang.pick(
                            "ordre des actions ou des titres d'un graphique : par taille ou par variation, officiel sinon",
                            "order of the actions or titles of a chart: by size or by change, official if left out",
                        ),
                    )
                    .value_parser(["size", "change"])
                    .requires("chart"),
                )
                .arg(
                    option("highlight", lang.pick("l'action d'un graphique à mettre en avant", "the action of a chart to highlight"))
                        .value_name("ACTION")
                        .value_parser(action_code(lang))
                        .requires("chart"),
                )
                .arg(
                    option("notes", lang.pick("imprimer les notes après chaque diapositive d'un PDF", "print the notes after each slide of a PDF"))
                        .action(ArgAction::SetTrue)
                        .requires("slides"),
                )
                .arg(
                    option("size", lang.pick("taille d'une image en pixels, 1920x1080 sinon", "size of a picture in pixels, 1920x1080 if left out"))
                        .value_name("LxH")
                        .value_parser(picture_size(lang)),
                )
                .arg(
                    option("theme", lang.pick("fond d'une image, clair sinon", "ground of a picture, light if left out"))
                        .value_parser(["light", "dark"]),
                )
                .arg(output().required(true).help(lang.pick(
                    "fichier écrit, dont la fin du nom dit la forme : .pdf, .xlsx, .html, .csv, .tsv ; pour un graphique .png, .svg, .json",
                    "file written, the end of whose name says the form: .pdf, .xlsx, .html, .csv, .tsv; for a chart .png, .svg, .json",
                )))
                .arg(language_option()),
        )
        .subcommand(import(lang, output()))
        .subcommands(teams::grammar(lang))
        .subcommand(
            Command::new("generate")
                .about(lang.pick(
                    "écrire le manuel ou de quoi compléter les commandes dans un shell",
                    "write the manual, or what completes commands in a shell",
                ))
                .arg(
                    Arg::new("what")
                        .value_name(lang.pick("QUOI", "WHAT"))
                        .value_parser(["man", "bash", "fish", "zsh"])
                        .required(true)
                        .help(lang.pick("le manuel, pour man, ou un shell", "the manual, for man, or a shell")),
                )
                .arg(language_option()),
        )
}

/// "02".
fn action_code(lang: Lang) -> impl Fn(&str) -> Result<ActionCode, String> + Clone + Send + Sync + 'static {
    move |text| text.trim().parse().map_err(|_| lang.pick("un code d'action, comme 02", "the code of an action, as 02").to_owned())
}

/// "1920x1080".
fn picture_size(lang: Lang) -> impl Fn(&str) -> Result<PictureSize, String> + Clone + Send + Sync + 'static {
    move |text| {
        let refusal = lang
            .pick("largeur x hauteur, comme 1920x1080, de 240 à 8192 pixels chacune", "width x height, as 1920x1080, from 240 to 8192 pixels each");
        PictureSize::parse(text).ok_or_else(|| refusal.to_owned())
    }
}

fn import(lang: Lang, output: Arg) -> Command {
    let option = |name: &'static str, help: &'static str| Arg::new(name).long(name).help(help);
    let flag = |name: &'static str, help: &'static str| option(name, help).action(ArgAction::SetTrue);
    Command::new("import")
        .about(lang.pick(
            "lire des données ouvertes (CSV), un PAP publié (texte, HTML) ; avec --onto, un classeur qui revient ou un rapport annuel (RAP)",
            "read open data (CSV), a published PAP (text, HTML); with --onto, a workbook that comes back or an annual report (RAP)",
        ))
        .arg(Arg::new("files").value_name(lang.pick("FICHIER", "FILE")).value_parser(clap::value_parser!(PathBuf)).num_args(1..).required(true).help(
            lang.pick(
                "fichiers lus ensemble : montants, nomenclature, parties d'un PAP",
                "files read together: amounts, nomenclature, parts of a PAP",
            ),
        ))
        .arg(option("programme", lang.pick("un seul programme", "one programme")).value_name("N"))
        .arg(option("year", lang.pick("année du PAP", "year of the PAP")).value_name(lang.pick("ANNÉE", "YEAR")))
        .arg(
            option("law", lang.pick("loi des montants, là où le fichier ne la dit pas", "law of the amounts, where the file does not say it"))
                .value_parser(PossibleValuesParser::new(["plf", "lfi"])),
        )
        .arg(flag("dry-run", lang.pick("dire ce qui serait écrit, sans écrire", "say what would be written, without writing")))
        .arg(flag("even-if-same", lang.pick("même si tous les montants sont égaux", "even if every amount is the same")))
        .arg(flag("even-if-doubled", lang.pick("même si des lignes sont en double", "even if lines are doubled")))
        .arg(
            option(
                "category",
                lang.pick(
                    "catégorie d'un total que le rapport demande, telle que 01/31 ; 01/aucune le laisse",
                    "category of a total that the report asks for, as 01/31; 01/none leaves it",
                ),
            )
            .value_name("ACTION/CAT")
            .value_delimiter(',')
            .action(ArgAction::Append),
        )
        .arg(
            option(
                "onto",
                lang.pick(
                    "document, ou dossier, d'où vient le classeur, ou dont c'est le rapport : dire ce qui y changerait",
                    "document, or folder, that the workbook comes from, or that the report is of: say what would change in it",
                ),
            )
            .value_name(lang.pick("FICHIER", "FILE"))
            .value_parser(clap::value_parser!(PathBuf))
            .conflicts_with_all(["programme", "year", "law", "dry-run", "even-if-same", "even-if-doubled", "category"]),
        )
        .arg(
            option(
                "accept",
                lang.pick(
                    "reprendre des changements, par leur clé ; all : tous, sauf conflits et suppressions",
                    "take changes, by their keys; all: every one but conflicts and removals",
                ),
            )
            .value_name(lang.pick("all|CLÉ", "all|KEY"))
            .requires("onto")
            .value_delimiter(',')
            .action(ArgAction::Append),
        )
        .arg(
            option("from", lang.pick("fichier UTF-8 de choix : clé, tabulation, take ou leave", "UTF-8 file of choices: key, tab, take or leave"))
                .value_name("REVIEW.tsv")
                .value_parser(clap::value_parser!(PathBuf))
                .requires("onto"),
        )
        .arg(
            option("format", lang.pick("forme du compte rendu, avec --onto", "form of the report, with --onto"))
                .value_parser(PossibleValuesParser::new(["text", "json"]))
                .requires("onto")
                .default_value("text"),
        )
        .arg(output.help(
            lang.pick("fichier, ou dossier de documents ; sans lui rien n'est écrit", "file, or folder of documents; without it nothing is written"),
        ))
}

/// How a total is spread, as the user writes it.
fn spreading(lang: Lang) -> impl Fn(&str) -> Result<Spread, String> + Clone + Send + Sync + 'static {
    move |how| match (how, how.strip_prefix("on:")) {
        ("proportional", _) => Ok(Spread::Proportional),
        ("equal", _) => Ok(Spread::Equal),
        (_, Some(address)) => Ok(Spread::On(address.into())),
        _ => Err(lang.pick("proportional, equal ou on:ADRESSE", "proportional, equal or on:ADDRESS").into()),
    }
}

pub(super) fn path(matches: &ArgMatches, name: &str) -> Option<PathBuf> {
    matches.get_one::<PathBuf>(name).cloned()
}

pub(super) fn language(matches: &ArgMatches, of_system: Lang) -> Lang {
    match matches.get_one::<String>("lang").map(String::as_str) {
        Some("fr") => Lang::French,
        Some("en") => Lang::English,
        _ => of_system,
    }
}

/// What `export` is asked for: its options exclude each other.
fn exported(matches: &ArgMatches) -> Exported {
    if matches.get_flag("slides") {
        return Exported::Slides;
    }
    let named = |name: &str| matches.get_one::<String>(name).cloned();
    let part = named("part").and_then(|code| Part::parse(&code)).map(Exported::Part);
    part.or_else(|| named("table").map(Exported::Table))
        .or_else(|| named("text").map(Exported::Text))
        .or_else(|| named("chart").map(Exported::Chart))
        .unwrap_or(Exported::Document)
}

pub(super) fn text(matches: &ArgMatches, name: &str) -> String {
    matches.get_one::<String>(name).cloned().unwrap_or_default()
}

pub(super) fn format(matches: &ArgMatches) -> Format {
    match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => Format::Json,
        Some("tsv") => Format::Tsv,
        Some("csv") => Format::Csv,
        Some("html") => Format::Html,
        _ => Format::Text,
    }
}
