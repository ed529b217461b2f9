//! What is read of pages: tables, hidden passages, spans.

use super::*;
use proptest::prelude::*;

/// "line: text" of a paragraph (`-` a bullet, `#` a heading), "line: a | b / c | d" of a table.
fn seen(html: &str) -> Vec<String> {
    let block = |block: Block| match block.content {
        Content::Line(Line { kind, text }) => {
            let mark = match kind {
                LineKind::Bullet => "- ",
                LineKind::Heading => "# ",
                LineKind::Plain | LineKind::Paragraph => "",
            };
            format!("{}: {mark}{text}", block.line)
        }
        Content::Table(rows) => {
            let rows: Vec<String> = rows.iter().map(|row| row.cells.join(" | ")).collect();
            format!("{}: {}", block.line, rows.join(" / "))
        }
    };
    blocks(0, html).unwrap_or_default().into_iter().map(block).collect()
}

#[test]
fn a_page_is_cut_into_paragraphs_and_tables() {
    let cases: [(&str, &[&str]); 17] = [
        ("<h1>PROGRAMME 352</h1>\n<p>un\n deux</p><p></p>", &["1: # PROGRAMME 352", "2: un deux"]),
        ("<p>Les crédits (<b>3 M€</b>) de <strong>l'État </strong>sont", &["1: Les crédits (**3 M€**) de **l'État** sont"]),
        ("<p><b>La stratégie</b></p>", &["1: # La stratégie"]),
        ("<ul><li>un ;</li><li><p>deux</p></li></ul>", &["1: - un ;", "1: - deux"]),
        ("<p>- un</p><p>• deux</p>", &["1: - un", "1: - deux"]),
        ("<p>un<br>deux<br/></p>", &["1: un", "1: deux"]),
        ("$@FwLOVariable(a)\n<p>un</p>\n<p>$@FwLOVariable(b)</p>", &["2: un"]),
        (
            "<table><tr><th rowspan=2>Label</th><th colspan=2>2020</th></tr><tr><th>Réalisation</th><th>Prévision</th></tr><tr><td>x</td><td>1</td><td>2</td></tr></table>",
            &["1: Label | 2020 |  /  | Réalisation | Prévision / x | 1 | 2"],
        ),
        ("<table><tr><td>2 444 661<br>0</td><td><p>1</p><p>2</p></td></tr></table>", &["1: 2 444 661\n0 | 1\n2"]),
        ("<table><tr><td><h2>Titre</h2><ul><li>un <b>mot</b></li></ul></td></tr></table>", &["1: # Titre", "1: - un **mot**"]),
        ("<table><tr><td><b>a</b></td><td><b>1</b> 000</td></tr></table>", &["1: a | 1 000"]),
        (
            "<table><tr><td><p>un <b>mot</b></p></td><td>côté</td></tr><tr><td><table><tr><td>a<td>1</table></td></tr></table>",
            &["1: un **mot**", "1: côté", "1: a | 1"],
        ),
        (
            "<table><tr><td>avant<table><tr><td>a</td><td>1</td></tr></table>après</td><td>côté</td></tr></table><p>fin",
            &["1: avant", "1: a | 1", "1: après", "1: côté", "1: fin"],
        ),
        ("<table><tr><td>a<td>1<tr><td>b<td>2</table>", &["1: a | 1 / b | 2"]),
        ("<table>x<tr>y<td>a</td>z<td>b</td></tr></table>", &["1: a | b"]),
        ("<table><caption>2021 / CP</caption><tr><td>a</td><td>1</td></tr></table>", &["1: 2021 / CP", "1: a | 1"]),
        ("<td>sans tableau</td>", &["1: sans tableau"]),
    ];
    for (html, expected) in cases {
        assert_eq!(seen(html), expected, "{html}");
    }
}

#[test]
fn notes_struck_and_hidden_words_are_no_part_of_a_number() {
    let cases = [
        ("300<sup>1</sup>", "300"),
        ("7 300 000 <sup>(1)</sup>", "7 300 000"),
        ("47 %<sup>[2]</sup>", "47 %"),
        ("7,3 M€<sub>1</sub>", "7,3 M€"),
        ("<b>300</b><span style='vertical-align: super'>1</span>", "300"),
        ("300<sup>&#49;</sup>", "300"),
        ("300&sup1;", "300"),
        // What may be a power, or stands within the number, is left as it is printed: no number.
        ("10<sup>6</sup>", "10⁶"),
        ("300<sup>12</sup>", "300¹²"),
        ("5<sub>2</sub>0", "5₂0"),
        ("<sup>1</sup>300", "¹300"),
        ("<sup>1</sup> 300", "¹ 300"),
        ("<sup>1</sup>", "¹"),
        ("<del>9 </del>300 000", "300 000"),
        ("<s>150</s> <b>200</b>", "200"),
        ("47<strike>1</strike>", "47"),
        ("<span style='text-decoration: line-through'>9</span>300", "300"),
        ("7 <s>300</s> 000", "7 [300] 000"),
        ("1<del>2</del>3", "1[2]3"),
        ("50<span style='display:none'>9</span>", "50"),
        ("<span hidden>9</span>50", "50"),
        ("<span hidden>9<span>8</span>7</span>50", "50"),
        ("50<span style='VISIBILITY: Hidden'>9</span>", "50"),
        ("20<template>9</template><noscript>1</noscript><script>2</script><style>3</style>", "20"),
        ("80<input value=9 hidden>1", "801"),
        ("1<wbr>40", "140"),
        ("20<span aria-hidden=true>9</span>", "209"),
        ("1<sup>er</sup> janvier", "1er janvier"),
        ("kg par m<sup>2</sup>", "kg par m2"),
        ("CP 2021<sup>1</sup>", "CP 2021"),
    ];
    for (cell, expected) in cases {
        let page = format!("<table><tr><td>a</td><td>{cell}</td></tr><tr><td>b</td><td>1</td></tr></table>");
        assert_eq!(seen(&page), [format!("1: a | {expected} / b | 1")], "{cell}");
    }
    let cases: [(&str, &[&str]); 5] = [
        ("<p>Le 1<sup>er</sup> but</p>", &["1: Le 1er but"]),
        ("<p>en 2021<sup>1</sup> et</p>", &["1: en 2021¹ et"]),
        ("<p hidden>un<p>deux</p>", &["1: deux"]),
        ("<p>un <s>deux</s> trois</p><div hidden><p>x</p><div>y</div>z</div><p>quatre</p>", &["1: un trois", "1: quatre"]),
        ("<table><tr><td>a<sup>1</td><td>12</td></tr><tr hidden><td>b</td><td>2</td></tr></table>", &["1: a1 | 12"]),
    ];
    for (page, expected) in cases {
        assert_eq!(seen(page), expected, "{page}");
    }
}

#[test]
fn spans_and_depth_take_no_more_than_what_is_there() {
    let wide = "<table><tr><td colspan=1000000000 rowspan=1000000000>a</td><td>b</td></tr><tr><td>c</td></tr></table>";
    assert!(seen(wide).iter().all(|line| line.len() < 10 * MAX_COLUMNS));
    let deep = "<table><tr><td>".repeat(50_000);
    assert!(seen(&deep).len() < 100);
    let many = format!("<table>{}</table>", "<tr><td colspan=200>".repeat(6_000));
    assert_eq!(blocks(0, &many), None);
}

proptest! {
    #[test]
    fn no_page_panics_and_numbers_on_two_lines_stay_apart(html in "(<table>|</table>|<tr>|<td rowspan=2>|<td>|</td>|<br>|<p>|</p>|<b>|</b>|<li>|<h2>|</h2>|7 300 000<br>|0<br>| |\\$@FwLOVariable|\n){0,60}") {
        for line in seen(&html) {
            prop_assert!(!line.contains("7 300 0000") && !line.contains("00007"), "{}", line);
        }
    }
}
