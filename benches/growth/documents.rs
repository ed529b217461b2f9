//! Documents as large as wanted, in the text of their files: always the same ones, of invented figures.

use std::fmt::Write as _;

/// Numbers that look like chance and never change.
struct Numbers(u64);

impl Numbers {
    /// From 0 to one below the bound.
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for end in (1..list.len()).rev() {
            let other = self.below(end as u64 + 1);
            list.swap(end, usize::try_from(other).unwrap());
        }
    }
}

/// What a document holds, a line each.
struct Sketch {
    numbers: Numbers,
    last_id: u32,
    actions: Vec<String>,
    credits: Vec<String>,
    objectives: Vec<String>,
    indicators: Vec<String>,
    rows: Vec<String>,
    values: Vec<String>,
    texts: Vec<String>,
    chart_titles: Vec<String>,
    slides: Vec<String>,
}

impl Sketch {
    fn new() -> Self {
        Self {
            numbers: Numbers(352),
            last_id: 0,
            actions: vec![],
            credits: vec![],
            objectives: vec![],
            indicators: vec![],
            rows: vec![],
            values: vec![],
            texts: vec![],
            chart_titles: vec![],
            slides: vec![],
        }
    }

    fn id(&mut self) -> u32 {
        self.last_id += 1;
        self.last_id
    }

    /// So many actions and sub-actions, each with so many categories in the bill and in the act.
    fn actions(&mut self, count: usize, categories: usize) {
        const CATEGORIES: [u8; 20] = [11, 21, 22, 23, 31, 32, 41, 42, 43, 51, 52, 53, 61, 62, 63, 64, 65, 71, 72, 73];
        let sub_actions = count.div_ceil(99).saturating_sub(1).min(99);
        let codes = (1..=99).flat_map(|action| (0..=sub_actions).map(move |sub_action| (action, sub_action)));
        let codes: Vec<(usize, usize)> = codes.take(count).collect();
        for (index, (action, sub_action)) in codes.iter().enumerate() {
            let id = self.id();
            let code = if *sub_action == 0 { format!("{action:02}") } else { format!("{action:02}.{sub_action:02}") };
            self.actions.push(format!("(id: {id}, code: \"{code}\", label: \"Action {code} du programme\")"));
            let is_parent = *sub_action == 0 && codes.get(index + 1).is_some_and(|(_, next)| *next > 0);
            for category in CATEGORIES.iter().rev().take(categories).filter(|_| !is_parent) {
                for stage in ["year:2020,stage:InitialAct", "year:2021,stage:Bill"] {
                    // Few digits: a file with 200 000 lines of credits is nearly as large as one may be.
                    let euros = self.numbers.below(90);
                    self.credits.push(format!("({stage},action:{id},category:{category},ae:{euros},cp:{euros})"));
                }
            }
        }
    }

    fn objective(&mut self) -> u32 {
        let id = self.id();
        self.objectives.push(format!("(id: {id}, label: \"Objectif {id} du programme\")"));
        id
    }

    /// An indicator with so many rows, each with values.
    fn indicator(&mut self, objective: u32, rows: usize) -> u32 {
        let id = self.id();
        self.indicators.push(format!("(id: {id}, objective: {objective}, label: \"Part des dossiers instruits à temps, {id}\", unit: \"%\")"));
        for _ in 0..rows {
            let row = self.id();
            let label = if rows > 1 { format!(", label: \"Ligne {row}\"") } else { String::new() };
            self.rows.push(format!("(id: {row}, indicator: {id}{label})"));
            for year_and_kind in ["2021, kind: Forecast", "2023, kind: Target"] {
                let value = self.numbers.below(100);
                self.values.push(format!("(row: {row}, year: {year_and_kind}, value: \"{value}\")"));
            }
        }
        id
    }

    fn line(&mut self, of: &str, words: &str) {
        self.texts.push(format!("(of: {of}, line: \"{words}\")"));
    }

    fn text(self) -> String {
        let mut text = format!(
            "// papier 1\n(\n    year: 2021,\n    programme: (\n        number: 901,\n        name: \"Essai\",\n        mission: \"Mission\",\n        \
             minister: \"Ministre\",\n        manager: \"Responsable\",\n        manager_title: \"\",\n    ),\n    last_id: {},\n",
            self.last_id
        );
        let none = vec![];
        let sections = [
            ("actions", &self.actions),
            ("categories", &none),
            ("credits", &self.credits),
            ("contributions", &none),
            ("outstanding", &none),
            ("schedule", &none),
            ("objectives", &self.objectives),
            ("indicators", &self.indicators),
            ("rows", &self.rows),
            ("values", &self.values),
            ("texts", &self.texts),
            ("chart_titles", &self.chart_titles),
            ("slides", &self.slides),
        ];
        for (name, lines) in sections {
            writeln!(text, "    {name}: [").unwrap();
            lines.iter().for_each(|line| writeln!(text, "        {line},").unwrap());
            text.push_str("    ],\n");
        }
        text + ")\n"
    }
}

/// A kind of large document: its name, its largest size, and its file for a size.
pub struct Kind {
    pub name: &'static str,
    pub largest: usize,
    pub made: fn(usize) -> String,
}

pub const KINDS: [Kind; 14] = [
    Kind { name: "actions", largest: 9_900, made: |size| made(|sketch| sketch.actions(size, 4)) },
    Kind { name: "actions of 20 categories", largest: 2_000, made: |size| made(|sketch| sketch.actions(size, 20)) },
    Kind { name: "actions, identities the other way", largest: 9_900, made: |size| other_way(|sketch| sketch.actions(size, 4), size) },
    Kind {
        name: "indicators under one objective",
        largest: 50_000,
        made: |size| {
            made(|sketch| {
                let objective = sketch.objective();
                for _ in 0..size {
                    sketch.indicator(objective, 1);
                }
            })
        },
    },
    Kind {
        name: "objectives of an indicator each",
        largest: 25_000,
        made: |size| {
            made(|sketch| {
                for _ in 0..size {
                    let objective = sketch.objective();
                    sketch.indicator(objective, 1);
                }
            })
        },
    },
    Kind {
        name: "objectives alone",
        largest: 50_000,
        made: |size| {
            made(|sketch| {
                for _ in 0..size {
                    sketch.objective();
                }
            })
        },
    },
    Kind {
        name: "rows of one indicator",
        largest: 50_000,
        made: |size| {
            made(|sketch| {
                let objective = sketch.objective();
                sketch.indicator(objective, size);
                sketch.numbers.shuffle(&mut sketch.rows);
            })
        },
    },
    Kind {
        name: "credits in any order",
        largest: 200_000,
        made: |size| {
            made(|sketch| {
                sketch.actions(size / 40, 20);
                sketch.numbers.shuffle(&mut sketch.credits);
            })
        },
    },
    Kind { name: "lines of amounts", largest: 40_000, made: |size| made(|sketch| (0..size).for_each(|_| sketch.line("Strategy", "1 M€"))) },
    Kind {
        name: "items of a list of amounts",
        largest: 40_000,
        made: |size| {
            made(|sketch| {
                sketch.line("Strategy", &format!("Soit {size} M€ :"));
                (0..size).for_each(|_| sketch.line("Strategy", "- 1 M€"));
            })
        },
    },
    Kind { name: "terms of a sum", largest: 40_000, made: |size| made(|sketch| sketch.line("Strategy", &vec!["1 M€"; size].join(" + "))) },
    Kind {
        name: "linked figures",
        largest: 10_000,
        made: |size| {
            made(|sketch| {
                sketch.actions(10, 4);
                let link = |number: usize| format!("{{bill/2021/{}/73/ae|€|1 €}}", number % 10 + 1);
                sketch.line("Strategy", &(0..size).map(link).collect::<Vec<_>>().join(" "));
            })
        },
    },
    Kind {
        name: "linked figures of other years",
        largest: 10_000,
        made: |size| {
            made(|sketch| {
                sketch.actions(size / 4, 4);
                let bill = sketch.credits.iter().filter(|line| line.contains("year:2021,stage:Bill"));
                let before: Vec<String> =
                    [2019, 2020].iter().flat_map(|year| bill.clone().map(move |line| line.replace("year:2021", &format!("year:{year}")))).collect();
                sketch.credits.extend(before);
                let link = |number: usize| match number % 4 {
                    0 => format!("{{share/2020/{}|%|1 %}}", number % (size / 4) + 1),
                    1 => "{variation/2020/all/all/ae|+%|1 %}".to_owned(),
                    2 => "{bill/2019/all/31/cp|€|1 €}".to_owned(),
                    _ => format!("{{bill/2019/{}/73/ae|€|1 €}}", number % (size / 4) + 1),
                };
                sketch.line("Strategy", &(0..size).map(link).collect::<Vec<_>>().join(" "));
            })
        },
    },
    Kind {
        name: "titles of charts and slides",
        largest: 20_000,
        made: |size| {
            made(|sketch| {
                let objective = sketch.objective();
                for _ in 0..size {
                    let row = sketch.indicator(objective, 1) + 1;
                    sketch.chart_titles.push(format!("(of: Trend({row}), title: \"Titre\", figures: [])"));
                    sketch.slides.push(format!("(of: Trend({row}), title: \"Titre\")"));
                }
            })
        },
    },
];

/// A kind of many lines for `papier set --from`: its name, how many at most, and a document with its lines for a number of them.
pub struct Lines {
    pub name: &'static str,
    pub largest: usize,
    pub made: fn(usize) -> (String, String),
}

pub const LINES: [Lines; 6] = [
    Lines {
        name: "amounts in any order",
        largest: 40_000,
        made: |size| {
            let mut lines = Vec::new();
            for code in codes(size / 8) {
                lines.extend([31, 51, 62, 72].iter().flat_map(|category| ["ae", "cp"].map(|measure| format!("plf/{code}/{category}/{measure}\t7"))));
            }
            Numbers(901).shuffle(&mut lines);
            (made(|sketch| sketch.actions(size / 8, 0)), lines.join("\n"))
        },
    },
    Lines {
        name: "totals to spread",
        largest: 9_900,
        made: |size| {
            let lines: Vec<String> = codes(size).into_iter().map(|code| format!("plf/{code}/total/ae\t5000")).collect();
            (made(|sketch| sketch.actions(size, 4)), lines.join("\n"))
        },
    },
    Lines {
        name: "new actions",
        largest: 9_900,
        made: |size| {
            let sub_actions = codes(size).into_iter().filter(|code| code.contains('.'));
            let lines: Vec<String> =
                (1..=99).map(|code| format!("{code:02}")).chain(sub_actions).map(|code| format!("action/{code}/label\tNom")).collect();
            (made(|_| {}), lines.join("\n"))
        },
    },
    Lines {
        name: "new indicators",
        largest: 20_000,
        made: |size| {
            let indicators = (1..=size).map(|number| format!("indicator/1.{number}/label\tPart des dossiers\nindicator/1.{number}/2021/forecast\t7"));
            (made(|_| {}), format!("objective/1/label\tUn objectif\n{}", indicators.collect::<Vec<_>>().join("\n")))
        },
    },
    Lines {
        name: "texts with linked figures",
        largest: 9_900,
        made: |size| {
            let line = |code| format!("action/{code}/narrative\tSoit {{plf/{code}/total/ae|M€}} sur {{2020/plf/total/total/ae|M€}}.");
            let lines: Vec<String> = codes(size).into_iter().map(line).collect();
            (made(|sketch| sketch.actions(size, 4)), lines.join("\n"))
        },
    },
    Lines {
        name: "labels of actions",
        largest: 9_900,
        made: |size| {
            let lines: Vec<String> = codes(size).into_iter().map(|code| format!("action/{code}/label\tAutre nom")).collect();
            (made(|sketch| sketch.actions(size, 4)), lines.join("\n"))
        },
    },
];

/// The codes of the actions that [`Sketch::actions`] makes, on which amounts are entered.
fn codes(count: usize) -> Vec<String> {
    let mut sketch = Sketch::new();
    sketch.actions(count, 1);
    let codes: Vec<String> = sketch.actions.iter().map(|line| line.split('"').nth(1).unwrap().to_owned()).collect();
    let next = codes.iter().skip(1).map(String::as_str).chain([""]);
    codes.iter().zip(next).filter(|(code, next)| !next.starts_with(&format!("{code}."))).map(|(code, _)| code.clone()).collect()
}

fn made(draw: impl FnOnce(&mut Sketch)) -> String {
    let mut sketch = Sketch::new();
    draw(&mut sketch);
    sketch.text()
}

/// With the identities of actions from the last to the first.
fn other_way(draw: impl FnOnce(&mut Sketch), last: usize) -> String {
    let turned = |line: &str, name: &str| -> String {
        let (before, rest) = line.split_once(name).unwrap();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (id, after) = rest.split_at(digits);
        format!("{before}{name}{}{after}", last + 1 - id.parse::<usize>().unwrap())
    };
    let mut sketch = Sketch::new();
    draw(&mut sketch);
    sketch.actions.iter_mut().for_each(|line| *line = turned(line, "id: "));
    sketch.credits.iter_mut().for_each(|line| *line = turned(line, "action:"));
    sketch.text()
}

/// Files as large as one may be, each refused at its end or before, whose lists take the most memory for their length.
pub fn refused() -> Vec<(&'static str, String)> {
    let lists = [
        ("slides", "slides: [", "(of:Cover),"),
        ("notes of a slide", "slides: [(of:Cover,notes:[", "\"\","),
        ("figures of a justification", "justified: [(rule:\"R9\",place:\"bill/2021/all/all/ae\",figures:[", "\"\","),
        ("figures of a letter", "justified: [(rule:\"R9\",place:\"bill/2021/all/all/ae\",figures:[", "\"a\","),
        ("figures under a title", "chart_titles: [(of:Credits,title:\"a\",figures:[", "\"key/2021/next=1\","),
        ("titles of charts", "chart_titles: [", "(of:Credits,title:\"a\",figures:[]),"),
        ("published labels", "published_labels: [", "(of:Row(1),number:\"\",label:\"\"),"),
        ("texts to read again", "inherited: [", "Strategy,"),
    ];
    let whole = made(|sketch| sketch.actions(2, 1));
    let head = whole.split("    chart_titles:").next().unwrap();
    let inner = whole.split("    texts:").next().unwrap();
    let late = lists.into_iter().map(|(name, opening, item)| (name, filled(&format!("{head}    {opening}"), item)));
    let early =
        [("lines of a text", "texts: [", "(of:Strategy,line:\"\"),"), ("one text", "texts: [(of:Strategy,line:\"", "a"), ("nests", "texts: ", "[")];
    late.chain(early.into_iter().map(|(name, opening, item)| (name, filled(&format!("{inner}    {opening}"), item)))).collect()
}

/// As many items as a file of 16 MiB holds, and no end.
fn filled(head: &str, item: &str) -> String {
    const LARGEST: usize = 16 * 1024 * 1024;
    head.to_owned() + &item.repeat((LARGEST - head.len()) / item.len())
}
