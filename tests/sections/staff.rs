//! Title 2 with and without CAS Pensions: its published figures, what follows from credits, the passing of the year.

use super::*;

/// Title 2 and title 2 without CAS Pensions of LFI 2026, as PAP 2027 print them.
#[test]
fn the_published_figures_of_title_two_give_the_part_of_the_cas() {
    let published: [(i64, i64); 8] = [
        (1_385_974_708, 1_181_598_669),
        (316_889_793, 277_947_001),
        (27_854_974_129, 17_643_473_505),
        (290_000, 290_000),
        (1_077_279_008, 789_591_295),
        (6_964_133_632, 4_732_746_014),
        (3_978_491, 3_227_297),
        (2_149_963_134, 1_548_836_600),
    ];
    for (whole, without) in published {
        let cas = (whole - without).to_string();
        // Accessory pay has no contributions: then category 22 has no credits either.
        let pay = (without / 2).to_string();
        let contributions = (whole - without / 2).to_string();
        let document = set(
            &empty(2027),
            &[
                ("action/01/label", "Une"),
                ("lfi/01/21/ae", &pay),
                ("lfi/01/21/cp", &pay),
                ("lfi/01/22/ae", &contributions),
                ("lfi/01/22/cp", &contributions),
                ("staff/22-cas/2027/lfi", &cas),
            ],
        );
        let of = |row: &str| figure(&document, &format!("staff/{row}/2027/lfi"));
        assert_eq!((of("total"), of("total-without-cas")), (whole.into(), without.into()));
        assert_eq!(of("22-other") + of("22-cas"), of("22"));
        assert_eq!(of("21") + of("22") + of("23"), of("total"));
        assert_eq!(document.sections.cells().count(), 1, "one figure is typed, all else follows from the credits");
        assert!(rules(&document, "staff").is_empty());
    }
    // The mission "Enseignement scolaire".
    assert_eq!(84_456_715_562_i64 - 25_159_470_963, 59_297_244_599);
}

/// A cell that follows from credits: its words, what enters into it, whole euros, its column.
#[test]
fn what_follows_from_credits_says_so() {
    let document = set(
        &empty(2027),
        &[
            ("action/01/label", "Une"),
            ("action/02/label", "Deux"),
            ("plf/01/21/ae", "700"),
            ("plf/02/21/ae", "50"),
            ("plf/02/22/ae", "100"),
            ("lfi/01/21/ae", "600"),
            ("plf/01/31/ae", "9"),
            ("staff/22-cas/2027/plf", "60"),
        ],
    );
    for (address, shown) in [
        ("staff/21/2027/plf", "750"),
        ("staff/21/2027/lfi", "600"),
        ("staff/22/2027/plf", "100"),
        ("staff/22-other/2027/plf", "40"),
        ("staff/23/2027/plf", "0"),
        ("staff/total/2027/plf", "850"),
        ("staff/total-without-cas/2027/plf", "790"),
        ("staff/total-without-cas/2027/lfi", "600"),
    ] {
        assert_eq!(text(&document, address), shown, "{address}");
        assert!(assign(&document, &assignments(&[(address, "1")])).is_err(), "{address} is computed");
    }
    assert!(assign(&document, &assignments(&[("staff/22-cas/2027/plf", "0,5")])).is_err(), "whole euros");
    let session = Session::opened(document);
    let (document, tables) = (session.document(), session.tables(Lang::French));
    let place = |address: &str| address::parse(document, address).expect("an address");
    assert_eq!(
        plain(&tables.rule(place("staff/22-other/2027/plf"))),
        "22 – Cotisations et contributions sociales − dont contributions au CAS Pensions"
    );
    assert_eq!(plain(&tables.rule(place("staff/21/2027/plf"))), "AE 2027 (PLF), programme, catégorie 21");
    let fed = |address: &str| -> Vec<String> {
        let fed = tables.fed_by(place(address)).into_iter().filter(|fed| fed.table == "Titre 2 et CAS Pensions");
        fed.map(|fed| plain(&fed.name)).collect()
    };
    let by_category = ["21 – Rémunérations d’activité, PLF 2027", "Total en titre 2, PLF 2027", "Total en titre 2 hors CAS Pensions, PLF 2027"];
    assert_eq!(fed("plf/01/21/ae"), by_category);
    assert_eq!(fed("plf/01/31/ae"), [""; 0]);
    // The table is said beside each.
    assert_eq!(fed("staff/22-cas/2027/plf"), ["dont autres cotisations et contributions, PLF 2027", "Total en titre 2 hors CAS Pensions, PLF 2027"]);
    assert!(workbook::programme(tables, true).is_ok());
}

/// LFI N-1 is the PLF of the year before, to be confirmed, as the credits are.
#[test]
fn the_year_passes_and_the_part_of_the_cas_is_to_be_confirmed() {
    let document =
        set(&empty(2026), &[("action/01/label", "Une"), ("plf/01/22/ae", "100"), ("plf/01/22/cp", "100"), ("staff/22-cas/2026/plf", "60")]);
    let mut session = Session::opened(document);
    session.apply(&Command::Rollover { copy_credits: false }).expect("rolled over");
    let shown = |session: &Session, address: &str| {
        let place = address::parse(session.document(), address).expect("an address");
        (text(session.document(), address), session.tables(Lang::French).mark(place).is_some())
    };
    assert_eq!(shown(&session, "staff/22-cas/2027/lfi"), ("60".into(), true));
    assert_eq!(shown(&session, "staff/22-other/2027/lfi"), ("40".into(), false));
    assert_eq!(shown(&session, "staff/total-without-cas/2027/lfi"), ("40".into(), false));
    assert_eq!(shown(&session, "staff/22-cas/2027/plf"), (String::new(), false));
    let confirmed = Session::opened(set(session.document(), &[("staff/22-cas/2027/lfi", "55")]));
    assert_eq!(shown(&confirmed, "staff/22-cas/2027/lfi"), ("55".into(), false));
}

#[test]
fn the_part_of_the_cas_is_at_most_category_22() {
    let base: &[(&str, &str)] = &[("action/01/label", "Une"), ("plf/01/22/ae", "100"), ("plf/01/22/cp", "100")];
    let cases: [(&str, &str, &[&str]); 4] = [
        ("staff/22-cas/2027/plf", "100", &[]),
        ("staff/22-cas/2027/plf", "101", &["staff-cas"]),
        ("staff/22-cas/2027/lfi", "1", &["staff-cas"]),
        ("staff/22-cas/2027/lfi", "0", &[]),
    ];
    for (address, value, expected) in cases {
        assert_eq!(rules(&set(&empty(2027), &[base, &[(address, value)]].concat()), "staff"), expected, "{address} {value}");
    }
}

/// A total that is typed over may make a category negative, and the part of the CAS more than all of title 2.
#[test]
fn nothing_of_title_two_is_below_zero() {
    let base: &[(&str, &str)] = &[("action/01/label", "Une"), ("plf/01/22/ae", "100"), ("plf/01/22/cp", "100"), ("staff/22-cas/2027/plf", "60")];
    let cases: [(&[(&str, &str)], &[&str]); 6] = [
        (&[], &[]),
        (&[("plf/01/21/ae", "-50"), ("plf/01/21/cp", "-50")], &["staff-negative"]),
        (&[("plf/01/23/ae", "-1"), ("plf/01/23/cp", "-1")], &["staff-negative"]),
        (&[("plf/01/22/ae", "-1"), ("plf/01/22/cp", "-1")], &["staff-cas", "staff-negative"]),
        (&[("staff/22-cas/2027/plf", "-1")], &["staff-negative"]),
        // Without the part of the CAS the table says nothing.
        (&[("plf/01/21/ae", "-50"), ("plf/01/21/cp", "-50"), ("staff/22-cas/2027/plf", "")], &[]),
    ];
    for (typed, expected) in cases {
        assert_eq!(rules(&set(&set(&empty(2027), base), typed), "staff"), expected, "{typed:?}");
    }
    // The whole of title 2 typed as 5, put on category 21: 60 of 5 would go to the CAS.
    let document = set(&set(&empty(2027), base), &[("plf/01/21/ae", "40"), ("plf/01/21/cp", "40")]);
    let on = document.entry(address::parse(&document, "plf/01/21/ae").expect("an address")).expect("an entry");
    let (command, _) =
        assign_spreading(&document, &assignments(&[("staff/total/2027/plf", "5")]), Spreading::On(on), Unread::Refused).expect("spread");
    let mut session = Session::opened(document);
    session.apply(&command).expect("applied");
    assert_eq!(text(session.document(), "staff/total-without-cas/2027/plf"), "−55");
    assert_eq!(rules(session.document(), "staff"), ["staff-negative"]);
}

/// A total of title 2 stands for AE and CP: what is typed over it is put on both.
#[test]
fn a_total_of_title_two_is_put_on_both_measures() {
    let typed: &[(&str, &str)] = &[
        ("action/01/label", "Une"),
        ("plf/01/21/ae", "100"),
        ("plf/01/21/cp", "100"),
        ("plf/01/22/ae", "40"),
        ("plf/01/22/cp", "40"),
        ("staff/22-cas/2027/plf", "10"),
    ];
    let document = set(&empty(2027), typed);
    let spread = |total: &str, value: &str, on: &str, beside: &[(&str, &str)]| -> Result<(Document, String), String> {
        let on = document.entry(address::parse(&document, on).expect("an address")).expect("an entry");
        let given = assignments(&[&[(total, value)], beside].concat());
        let made: Result<_, Vec<AssignmentRefusal>> = assign_spreading(&document, &given, Spreading::On(on), Unread::Refused);
        let (command, previews) = made.map_err(|refusals| plain(&refusals[0].sentence(Lang::French)))?;
        let mut session = Session::opened(document.clone());
        session.apply(&command).expect("applied");
        Ok((Document::clone(session.document()), plain(&previews[0].summary(&document, Lang::French))))
    };
    for (total, on, after) in [
        ("staff/21/2027/plf", "plf/01/21/ae", ["260", "260", "40", "40", "10"]),
        ("staff/total/2027/plf", "plf/01/22/ae", ["100", "100", "160", "160", "10"]),
        ("staff/total-without-cas/2027/plf", "plf/01/21/ae", ["230", "230", "40", "40", "10"]),
        ("staff/22-other/2027/plf", "plf/01/22/ae", ["100", "100", "270", "270", "10"]),
    ] {
        let (made, said) = spread(total, "260", on, &[]).expect("spread");
        let addresses = ["plf/01/21/ae", "plf/01/21/cp", "plf/01/22/ae", "plf/01/22/cp", "staff/22-cas/2027/plf"];
        assert_eq!(addresses.map(|address| text(&made, address)), after, "{total}");
        assert!(said.contains("AE et CP ensemble"), "{said}");
        assert!(rules(&made, "R6").is_empty(), "{total}");
    }
    // The part of the CAS is no credit.
    let (made, said) = spread("staff/22-other/2027/plf", "15", "staff/22-cas/2027/plf", &[]).expect("spread");
    assert_eq!((text(&made, "staff/22-cas/2027/plf").as_str(), said.contains("AE et CP")), ("25", false));
    let refused = spread("staff/21/2027/plf", "260", "plf/01/21/ae", &[("plf/01/21/cp", "7")]).expect_err("CP was given");
    assert!(refused.contains("plf/01/21/cp est verrouillé"), "{refused}");
}
