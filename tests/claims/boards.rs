//! The judge of boards: targets that are met in the direction that was given, AE against CP, credits over the years.

use papier::model::{Better, ChartName, Measure, RowId, Stage, ValueKind, Year};

use super::facts::{Facts, Fraction, Part, whole};
use super::judge::{Judge, Verdict, is_exact, is_written, parsed, plain, says, take};

/// "deux", "two", "12".
fn counted(text: &str) -> Option<usize> {
    const FRENCH: [&str; 11] = ["aucune", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"];
    const ENGLISH: [&str; 11] = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let text = text.to_lowercase();
    [FRENCH, ENGLISH].into_iter().find_map(|words| words.iter().position(|word| *word == text)).or_else(|| text.parse().ok())
}

impl Judge<'_> {
    /// The last actual of a row, its target, and whether that is met, where somebody said what is better.
    fn reached(&self, row: RowId) -> (Option<Fraction>, Option<Fraction>, Option<bool>) {
        let document = self.facts.document;
        let actual = self.facts.number(row, document.year.offset(-2), ValueKind::Actual);
        let target = self.facts.number(row, document.layout().target_year(), ValueKind::Target);
        let better = document.indicators().find(|indicator| indicator.rows.iter().any(|other| other.id == row)).and_then(|of| of.better);
        let is_met = match (better, &actual, &target) {
            (Some(Better::Higher), Some(actual), Some(target)) => Some(actual >= target),
            (Some(Better::Lower), Some(actual), Some(target)) => Some(actual <= target),
            _ => None,
        };
        (actual, target, is_met)
    }

    /// The title of the board: how many of the targets that can be judged are met.
    pub fn attainment(&self, sentence: &str) -> Verdict {
        let text = plain(sentence);
        let text = text.rsplit_once(" (").filter(|(_, end)| end.contains(" / ")).map_or(text.clone(), |(title, _)| title.to_owned());
        let year = self.facts.document.layout().target_year();
        let judged: Vec<bool> = self.rows.keys().filter_map(|row| self.reached(*row).2).collect();
        let (met, of) = (judged.iter().filter(|is_met| **is_met).count(), judged.len());
        if self.rows.is_empty() || text == self.pick("Aucun indicateur", "No indicator") {
            return says(self.rows.is_empty() && text == self.pick("Aucun indicateur", "No indicator"), "there are indicators, or none");
        }
        if text == self.lang.pick(format!("Réalisations et cibles de {year}"), format!("Actuals and targets of {year}")) {
            return says(of < 2, "a finding must stand here");
        }
        says(of > 1, "one target alone is no count")?;
        let all = self
            .lang
            .pick(format!("Les * cibles évaluables de {year} sont déjà atteintes"), format!("The * assessable targets of {year} are met already"));
        if let Some(found) = take(&text, &all) {
            return says(met == of && counted(found[0]) == Some(of), "not all of them, or another count");
        }
        let verbs = if met > 1 {
            ("sont déjà atteintes", "are met already")
        } else if met == 1 {
            ("est déjà atteinte", "is met already")
        } else {
            ("n’est déjà atteinte", "is met already")
        };
        let some = self
            .lang
            .pick(format!("* des * cibles évaluables de {year} {}", verbs.0), format!("* of the * assessable targets of {year} {}", verbs.1));
        let found = take(&text, &some).ok_or("unknown form of a count, or the wrong verb")?;
        says(met < of && counted(found[0]) == Some(met) && counted(found[1]) == Some(of), "another count")
    }

    /// What a row says of its target: better, met or missed only in the direction that was given.
    pub fn outcome(&self, row: RowId, sentence: &str) -> Verdict {
        let text = plain(sentence);
        let called = &self.rows[&row];
        let (year, of) = (self.facts.document.layout().target_year(), self.year() - 2);
        let (Some(actual), Some(target), is_met) = self.reached(row) else { return Err("a number is missing".into()) };
        // The number of a row without a name of its own is told in the language of the sentence.
        let name = self.lang.pick(called.name.to_owned(), called.name.replace(", ligne ", ", row "));
        let rest = text.strip_prefix(&name).and_then(|rest| rest.strip_prefix(self.pick(" : ", ": "))).ok_or("another name")?;
        let forms = [
            (Some(true), format!("cible de {year} atteinte dès {of} (* pour *)"), format!("target of {year} met in {of} (* against *)")),
            (
                Some(false),
                format!("cible de {year} pas encore atteinte en {of} (* pour *)"),
                format!("target of {year} not met yet in {of} (* against *)"),
            ),
            (None, format!("* en {of}, pour une cible de * en {year}"), format!("* in {of}, for a target of * in {year}")),
        ];
        let read = |text: &str| if called.is_percentage { text.strip_suffix(" %").and_then(parsed) } else { parsed(text) };
        for (said, french, english) in forms {
            if let Some(found) = take(rest, self.pick(&french, &english)) {
                says(said == is_met, "it says more, or less, than the direction that was given")?;
                return says(read(found[0]) == Some(actual) && read(found[1]) == Some(target), "other figures");
            }
        }
        Err("unknown form of an outcome".into())
    }

    /// The title of the rows of one indicator: as of all, over these alone.
    pub fn rows_of(&self, chart: ChartName, sentence: &str) -> Verdict {
        let document = self.facts.document;
        let of = chart.rows(document);
        let rows = self.rows.iter().filter(|(row, _)| of.contains(row)).map(|(row, called)| (*row, called.clone())).collect();
        let year = document.layout().target_year();
        let own = self
            .lang
            .pick(format!("Les lignes de l’indicateur et leurs cibles de {year}"), format!("The rows of the indicator and their targets for {year}"));
        let all = self.lang.pick(format!("Les indicateurs et leurs cibles de {year}"), format!("The indicators and their targets for {year}"));
        Judge { facts: Facts { document }, rows: &rows, lang: self.lang }.rows(if plain(sentence) == own { &all } else { sentence })
    }

    /// What makes pay change: in its own figures, and the factor that weighs most.
    pub fn pay(&self, sentence: &str) -> Verdict {
        const FACTORS: [(&str, &[&str], [&str; 2], &str); 6] = [
            ("schema", &["schema-extension", "schema-new"], ["le schéma d’emplois", "le seul schéma d’emplois"], "the staffing plan"),
            (
                "measures",
                &["category-measures"],
                ["les mesures catégorielles", "les seules mesures catégorielles"],
                "measures for categories of staff",
            ),
            (
                "general",
                &["general-gipa", "general-point", "general-low-wages"],
                ["les mesures générales", "les seules mesures générales"],
                "general measures",
            ),
            ("gvt", &["gvt-plus", "gvt-minus"], ["le GVT", "le seul GVT"], "the GVT"),
            (
                "rewind",
                &["rewind-cet", "rewind-restructuring", "rewind-other"],
                ["le rebasage de dépenses atypiques", "le seul rebasage de dépenses atypiques"],
                "atypical expenditure put back",
            ),
            ("other", &["other-cat23", "other-other"], ["les autres variations", "les seules autres variations"], "other changes"),
        ];
        const BASE: [&str; 6] = ["base-forecast", "base-transfers", "unwind-gipa", "unwind-cet", "unwind-restructuring", "unwind-other"];
        let (text, year) = (plain(sentence), self.year());
        let sum = |keys: &[&str]| keys.iter().filter_map(|key| self.facts.pay(key)).reduce(|sum, part| sum + part);
        let base = sum(&BASE);
        let factors: Vec<Option<Fraction>> = FACTORS.iter().map(|(_, keys, ..)| sum(keys)).collect();
        let missing = self.lang.pick(
            format!("Facteurs d’évolution de la masse salariale de {year} à saisir"),
            format!("Factors of change in the pay of {year} not entered yet"),
        );
        if factors.iter().all(Option::is_none) || text == missing {
            return says(factors.iter().all(Option::is_none) && text == missing, "nobody entered a factor: that alone must be said");
        }
        let no_base = self.lang.pick(
            format!("Masse salariale de {year} en cours de saisie : socle à saisir"),
            format!("Pay of {year} partly entered: base not entered yet"),
        );
        let Some(base) = base.filter(|_| text != no_base) else {
            return says(sum(&BASE).is_none() && text == no_base, "the base is missing: that alone must be said");
        };
        let moved: Vec<(usize, Fraction)> = factors
            .iter()
            .enumerate()
            .filter_map(|(index, factor)| Some((index, factor.clone()?)))
            .filter(|(_, factor)| *factor != whole(0))
            .collect();
        let change: Fraction = moved.iter().map(|(_, factor)| factor.clone()).sum();
        let millions = |text: &str| text.strip_suffix(" M€").and_then(parsed);
        if change == whole(0) {
            let stays = take(&text, self.pick("La masse salariale reste à *", "Pay stays at *")).ok_or("it stays")?;
            let offset = self.pick(" : les facteurs se compensent", ": the factors cancel out");
            let (amount, is_offset) = stays[0].strip_suffix(offset).map_or((stays[0], false), |amount| (amount, true));
            return says(is_offset != moved.is_empty() && millions(amount) == Some(base), "another amount, or factors that cancel out");
        }
        let is_rise = change > whole(0);
        let verb = if is_rise { self.pick("gagne", "gains") } else { self.pick("perd", "loses") };
        let pattern = self.lang.pick(format!("La masse salariale {verb} * sur son socle*"), format!("Pay {verb} * from its base*"));
        let found = take(&text, &pattern).ok_or("unknown form, or it moves the other way")?;
        let length = |change: &Fraction| if *change < whole(0) { -change } else { change.clone() };
        says(millions(found[0]) == Some(length(&change)), "another amount")?;
        let along: Vec<&(usize, Fraction)> = moved.iter().filter(|(_, factor)| (*factor > whole(0)) == is_rise).collect();
        let most = along.iter().map(|(_, factor)| length(factor)).max();
        let leading: Vec<usize> = along.iter().filter(|(_, factor)| Some(length(factor)) == most).map(|(index, _)| *index).collect();
        let due = match leading.as_slice() {
            [one] => {
                let (_, _, [first, alone], english) = FACTORS[*one];
                match moved.len() {
                    1 => self.lang.pick(format!(", par {alone}"), format!(", through {english} alone")),
                    _ => self.lang.pick(format!(", d’abord par {first}"), format!(", first through {english}")),
                }
            }
            _ => String::new(),
        };
        says(found[1] == due, "another factor weighs most")
    }

    fn not_entered_of(&self, measure: Measure) -> String {
        let name = if measure == Measure::Ae { "AE" } else { "CP" };
        self.lang.pick(format!("{name} du PLF {} à saisir", self.year()), format!("{name} of the PLF {} not entered yet", self.year()))
    }

    /// AE against CP of each action.
    pub fn action_titles(&self, sentence: &str) -> Verdict {
        let text = plain(sentence);
        if let Some(verdict) = self.of_empty_bill(&text) {
            return verdict;
        }
        for (measure, is_missing) in Measure::BOTH.into_iter().zip(self.missing()) {
            if is_missing {
                return says(text == self.not_entered_of(measure), "nobody entered a measure: that alone must be said");
            }
        }
        if let Some(verdict) = self.of_partial_entry(&text, Stage::Bill, &Measure::BOTH) {
            return verdict;
        }
        let [ae, cp] = Measure::BOTH.map(|measure| self.facts.bill(false, measure, Part::All).unwrap_or(whole(0)));
        let of = |action, measure| self.facts.bill(false, measure, Part::Action(action)).unwrap_or(whole(0));
        let gaps: Vec<(String, Fraction)> =
            self.facts.actions().map(|action| (action.code.to_string(), of(action, Measure::Ae) - of(action, Measure::Cp))).collect();
        let (more, less) = (gaps.iter().any(|(_, gap)| *gap > whole(0)), gaps.iter().any(|(_, gap)| *gap < whole(0)));
        if text == self.pick("AE et CP égaux dans chaque action", "AE equal CP in each action") {
            return says(!more && !less, "they differ somewhere");
        }
        if text == self.lang.pick(format!("AE et CP des actions pour {}", self.year()), format!("AE and CP of the actions for {}", self.year())) {
            let is_nil = self.facts.actions().all(|action| self.facts.is_nil(&[Stage::Bill], false, &Measure::BOTH, Part::Action(action)));
            return says(is_nil, "a finding must stand here");
        }
        let both =
            self.pick("L’action * demande plus d’AE que de CP, l’action * l’inverse", "Action * asks for more AE than CP, action * the reverse");
        if let Some(found) = take(&text, both) {
            let gap = |code: &str| gaps.iter().find(|(of, _)| of == code).map(|(_, gap)| gap.clone());
            let holds = gap(found[0]).is_some_and(|gap| gap > whole(0)) && gap(found[1]).is_some_and(|gap| gap < whole(0));
            return says(holds, "not these actions");
        }
        let found = take(&text, self.pick("* d’AE, * de CP", "* of AE, * of CP")).ok_or("unknown form of AE and CP")?;
        says(more != less, "another finding must stand here")?;
        says(is_written(&ae, found[0]) && is_written(&cp, found[1]), "other amounts")
    }

    /// From the first act that is known to the bill.
    pub fn years(&self, sentence: &str) -> Verdict {
        let text = plain(sentence);
        if let Some(verdict) = self.of_empty_bill(&text) {
            return verdict;
        }
        for (measure, is_missing) in Measure::BOTH.into_iter().zip(self.missing()) {
            if is_missing {
                return says(text == self.not_entered_of(measure), "nobody entered a measure: that alone must be said");
            }
            for stage in [Stage::Bill, Stage::InitialAct] {
                if self.is_partly(stage, measure) {
                    return self.of_partial_entry(&text, stage, &[measure]).unwrap_or(Err("what is typed in part must be said".into()));
                }
            }
        }
        let bill_year = self.facts.year();
        let act = |year: Year, measure| self.facts.act_of(year, false, measure, Part::All);
        let first = |measure| (1..=5).rev().map(|back| bill_year.offset(-back)).find(|year| act(*year, measure).is_some());
        let firsts = Measure::BOTH.map(first);
        let [Some(from), Some(other)] = firsts else {
            return says(self.is_years_heading(&text), "there is no act to start from");
        };
        if from != other {
            return says(self.is_years_heading(&text), "both start in another year");
        }
        let head = self.lang.pick(
            format!("De la LFI {from} au PLF {}, les AE *, les CP *", self.year()),
            format!("From the LFI {from} to the PLF {}, AE *, CP *", self.year()),
        );
        let clauses = take(&text, &head).ok_or("unknown form of credits over the years")?;
        let is_told = |clause: &str, measure| {
            let (Some(start), Some(end)) = (act(from, measure), self.facts.bill(false, measure, Part::All)) else { return false };
            let is_amount = |amount: &Fraction, text: &str| is_written(amount, text) || is_exact(amount, text);
            let moves = ["passent de ", "go from ", "de ", "from "].into_iter().find_map(|verb| clause.strip_prefix(verb));
            let stays = ["restent à ", "stay at ", "à ", "at "].into_iter().find_map(|verb| clause.strip_prefix(verb));
            match (moves, stays) {
                (Some(rest), _) => rest
                    .split_once(self.pick(" à ", " to "))
                    .is_some_and(|(one, two)| start != end && one != two && is_amount(&start, one) && is_amount(&end, two)),
                (None, Some(rest)) => start == end && is_amount(&end, rest),
                (None, None) => false,
            }
        };
        says(is_told(clauses[0], Measure::Ae) && is_told(clauses[1], Measure::Cp), "other amounts")
    }

    fn is_years_heading(&self, text: &str) -> bool {
        ["Crédits de ", "Appropriations of ", "Appropriations from "].iter().any(|head| text.starts_with(head))
    }
}
