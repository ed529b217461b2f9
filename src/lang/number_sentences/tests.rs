//! What is said of a refused number.

use super::*;
use crate::lang::number::{parse_amount, parse_value};

/// The sentences with plain spaces, easier to read in a table.
fn plain(sentence: &str) -> String {
    sentence.replace(['\u{a0}', '\u{202f}'], " ")
}

#[test]
fn a_refused_amount_says_what_where_why_and_what_to_do() {
    let cases = [
        ("", "Rien n'est saisi. Écrire un nombre, ou effacer la case."),
        ("1.000", "« 1.000 » : un point ne sépare pas les milliers. Écrire 1 000, ou préciser l'unité (k€, M€, Md€) après une virgule décimale."),
        (
            "1234.567",
            "« 1234.567 » : un point ne sépare pas les milliers. Écrire 1 234 567, ou préciser l'unité (k€, M€, Md€) après une virgule décimale.",
        ),
        ("0.125", "« 0.125 » : un montant est un nombre entier d'euros. Arrondir, ou préciser l'unité (k€, M€, Md€)."),
        (
            "7.300 M€",
            "« 7.300 M€ » : un point suivi de trois chiffres peut séparer des milliers ou des décimales. Écrire 7 300 ou 7,300 (caractère 2).",
        ),
        ("7,000", "« 7,000 » : une virgule suivie de trois chiffres peut séparer des milliers ou des décimales. Écrire 7 000 ou 7."),
        ("(850,000) €", "« (850,000) € » : une virgule suivie de trois chiffres peut séparer des milliers ou des décimales. Écrire 850 000 ou 850."),
        ("7,125", "« 7,125 » : une virgule ne sépare pas les milliers. Écrire 7 125, ou préciser l'unité (k€, M€, Md€) après une virgule décimale."),
        ("0,125", "« 0,125 » : un montant est un nombre entier d'euros. Arrondir, ou préciser l'unité (k€, M€, Md€)."),
        (
            "=7,000+1",
            "« =7,000+1 » : une virgule suivie de trois chiffres peut séparer des milliers ou des décimales. Écrire 7 000 ou 7 (caractère 3).",
        ),
        (
            "=1,125*10^6",
            "« =1,125*10^6 » : une virgule suivie de trois chiffres peut séparer des milliers ou des décimales. Écrire 1 125 ou 1,1250 (caractère 3).",
        ),
        ("12 M", "« 12 M » : « M » n'est pas une unité connue ici. Écrire le nombre seul, ou avec M€."),
        ("10 à 12", "« 10 à 12 » : un montant est un seul nombre, ni une fourchette ni une date. En écrire un."),
        ("2 444 661\n0", "« 2 444 661 0 » : ces lignes ne font pas un seul nombre. N'en garder qu'une."),
        ("7'300", "« 7'300 » : « ' » ne se lit pas à cet endroit (caractère 2). Séparer les milliers par des espaces."),
        ("€ 5", "« € 5 » : « € » ne se lit pas à cet endroit (caractère 1). Écrire l'unité derrière le nombre (5 €)."),
        ("12/05", "« 12/05 » : « / » ne se lit pas à cet endroit (caractère 3). Un calcul commence par =, une date n'est pas un nombre."),
        ("1e6", "« 1e6 » : une puissance de dix ne s'écrit pas ainsi. Écrire tous les chiffres, ou un calcul (=1,5*10^6)."),
        (
            "29 00",
            "« 29 00 » : les milliers vont par groupes de trois chiffres, séparés par une seule espace. Vérifier « 00 » : un chiffre de trop ou de moins, ou un autre nombre (caractère 4).",
        ),
        ("7,300,000", "« 7,300,000 » : un nombre n'a qu'une virgule, « , » est de trop. Séparer les milliers par des espaces (caractère 6)."),
        ("7,", "« 7, » : « , » demande un chiffre avant et après. Écrire par exemple 0,5 (caractère 2)."),
        ("12,5", "« 12,5 » : un montant est un nombre entier d'euros. Arrondir, ou préciser l'unité (k€, M€, Md€)."),
        ("12 %", "« 12 % » : un montant n'est pas un pourcentage. Écrire des euros (300 000, 7,3 M€)."),
        ("NA", "« NA » : un montant est un nombre d'euros, sans mot. Écrire 0, ou effacer la case."),
        ("7 m€", "« 7 m€ » : « m€ » n'est pas une unité connue ici. Écrire le nombre seul, ou avec M€."),
        ("15-25", "« 15-25 » : un montant est un seul nombre, ni une fourchette ni une date. En écrire un."),
        ("(300", "« (300 » : la saisie s'arrête avant la fin du nombre. La compléter."),
        ("10 Md€ Md€", "« 10 Md€ Md€ » : « Md€ Md€ » n'est pas une unité connue ici. Écrire le nombre seul, ou avec €, k€, M€, Md€ ou %."),
        ("10000000000 Md€", "« 10000000000 Md€ » : ce nombre dépasse ce qui se conserve exactement. Vérifier les chiffres et l'unité."),
        ("=1/0", "« =1/0 » : division par zéro. Corriger le diviseur (caractère 3)."),
        ("=A1", "« =A1 » : « A1 » désigne une autre case, ce qui n'est pas possible. Écrire sa valeur (caractère 2)."),
        ("=MOYENNE(1)", "« =MOYENNE(1) » : « MOYENNE » est une fonction inconnue. Seule SOMME est possible (caractère 2)."),
        ("=7 M€", "« =7 M€ » : « M » ne se lit pas à cet endroit (caractère 4). Une formule se calcule sans unité (=7,3*10^6)."),
        ("=5/2", "« =5/2 » : le résultat n'est pas un nombre entier d'euros. L'arrondir."),
        ("\u{202e}5", "« \u{fffd}5 » : un caractère invisible (U+202E) ne se lit pas à cet endroit (caractère 1). Le corriger ou le retirer."),
        ("=2^0,5", "« =2^0,5 » : une puissance est un entier entre −30 et 30. La corriger (caractère 3)."),
        ("=(1", "« =(1 » : la formule s'arrête avant la fin. La compléter, ou fermer la parenthèse."),
    ];
    for (typed, expected) in cases {
        let refusal = parse_amount(typed).expect_err(typed);
        assert_eq!(plain(&refusal.sentence(Lang::French)), expected);
    }
}

#[test]
fn a_refused_value_names_the_unit_of_its_row() {
    let cases = [
        ("12 %", "Nb", "« 12 % » : l'unité de la ligne est « Nb », pas « % ». Écrire le nombre seul, dans l'unité de la ligne."),
        ("12 %", "", "« 12 % » : la ligne n'a pas d'unité, « % » n'y convient pas. Écrire le nombre seul."),
        ("=1/3", "Nb", "« =1/3 » : le résultat n'a pas d'écriture décimale exacte. Écrire le nombre arrondi (0,333)."),
        ("25-15", "Nb", "« 25-15 » : la première borne dépasse la seconde. Écrire la plus petite d'abord (15-25)."),
    ];
    for (typed, unit, expected) in cases {
        let refusal = parse_value(typed, unit).expect_err(typed);
        assert_eq!(plain(&refusal.sentence(Lang::French)), expected);
    }
}

#[test]
fn english_sentences_quote_in_english() {
    let refusal = parse_amount("1.000").expect_err("ambiguous");
    let expected = "“1.000”: a point does not split thousands. Write 1 000, or add the unit (k€, M€, Md€) after a decimal comma.";
    assert_eq!(plain(&refusal.sentence(Lang::English)), expected);
    assert_eq!(plain(&refusal.to_string()), expected);
}

#[test]
fn a_long_text_is_quoted_in_part_and_on_one_line() {
    let refusal = parse_amount(&format!("!\n{}", "9".repeat(1000))).expect_err("not a number");
    let sentence = refusal.sentence(Lang::French);
    assert!(sentence.chars().count() < 150, "{sentence}");
    assert!(sentence.contains('…') && !sentence.contains('\n'), "{sentence}");
}

#[test]
fn every_sentence_is_calm_whole_and_different_in_each_language() {
    let texts = [
        "",
        "1.000",
        "7,000",
        "7,125",
        "=7,000",
        "29 00",
        "7,300,000",
        ",5",
        "12,5",
        "7.300 M€",
        "12 M",
        "1e6",
        "10 à 12",
        "5\n6",
        "7'300",
        "€ 5",
        "12/05",
        "12 %",
        "NA",
        "perhaps",
        "7 kg",
        "#",
        "(300",
        "9 999 999 999 Md€ ",
        "25-15",
        "-5-25",
        "5 M€-7 k€",
        "5-",
        "=1/3",
        "=",
        "=1/0",
        "=A1",
        "=f(1)",
        "=x",
        "=2^31",
        "=9^30^9",
        "=SUM(1,5)",
        "=1)",
        "=1.000",
        &format!("={}", "1+".repeat(300)),
        &format!("={}", "(".repeat(40)),
        &"9".repeat(30),
    ];
    for typed in texts {
        for refusal in [parse_amount(typed).err(), parse_value(typed, "M€").err()].into_iter().flatten() {
            let (french, english) = (refusal.sentence(Lang::French), refusal.sentence(Lang::English));
            assert_ne!(french, english);
            for sentence in [french, english] {
                assert!(sentence.ends_with('.') && !sentence.contains('!') && !sentence.contains("  "), "{sentence}");
            }
        }
    }
}
