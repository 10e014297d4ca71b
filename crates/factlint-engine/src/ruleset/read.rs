//! From TOML to rules: subjects and units of all files first, then their rules.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::declared::Declared;
use super::{LeftOut, LoadedRule};
use crate::check::{self, About, Draft, Kind, UnitsRead};
use crate::finding::{Label, Origin, Problem, Severity};
use crate::rule::conditions::Conditions;
use crate::rule::fact_file::FactFiles;
use crate::rule::key::meant_check;
use crate::rule::phrase::{Cue, Inflection, Phrases};
use crate::rule::problems::Problems;
use crate::rule::source::{Layer, SourceFile};
use crate::rule::subject::{SubjectId, Subjects};
use crate::rule::table::{Placed, Table, did_you_mean};
use crate::rule::{
    Example, ExampleDocument, Gives, Period, Question, Quotes, Rule, RuleNotes, Scope, Verdict,
    Vocabulary,
};
use factlint_document::{Format, Role, Roles};
use factlint_language::unit::{UnitDefinition, UnitError, Units};
use factlint_language::words::Words;

/// What a rule file may hold at its top.
struct Parsed<'f> {
    file: &'f SourceFile,
    rules: Vec<Table<'f>>,
}

/// Everything that the files of a rule set define.
pub(super) struct Reader<'p> {
    pub(super) problems: &'p Problems,
    phrases: Phrases,
    pub(super) subjects: Subjects,
    units: Cow<'static, Units>,
    units_read: UnitsRead,
    pub(super) facts: &'p FactFiles<'p>,
}

pub(super) fn read(
    files: &[SourceFile],
    facts: &FactFiles<'_>,
    problems: &Problems,
) -> (Vocabulary, Vec<LoadedRule>, LeftOut) {
    let mut reader = Reader {
        problems,
        phrases: Phrases::default(),
        subjects: Subjects::default(),
        units: Cow::Borrowed(Units::builtin()),
        units_read: UnitsRead::default(),
        facts,
    };
    let mut parsed = Vec::new();
    let mut units = Vec::new();
    let mut subjects: Vec<(Placed<String>, Table<'_>)> = Vec::new();
    let mut declared = Declared::default();
    for file in files {
        let before = problems.count();
        let mut table = Table::parse(file, problems, "a rule file");
        if table.is_broken() {
            // What could be read of it may be half of what it says.
            reader.subjects.is_incomplete = true;
            continue;
        }
        let is_empty = table.is_empty();
        for mut unit in table.tables("unit") {
            units.extend(read_unit(&mut unit));
            unit.finish();
        }
        if let Some(mut tables) = table.table("subject") {
            tables.rename("subject".to_owned());
            for (id, declaration) in tables.into_named_tables() {
                if declared.admit(file, &id, &declaration, problems) {
                    subjects.push((id, declaration));
                }
            }
        }
        for example in table.tables("example") {
            example.problem_with_note(
                example.span(),
                "an example belongs to no rule",
                "stands at the top of the file",
                "write [[rule.example]], below its [[rule]]",
            );
        }
        let rules = table.tables("rule");
        table.finish();
        if is_empty && file.origin == Origin::Rule && problems.count() == before {
            problems.push(file.problem(
                0..0,
                format!("{} holds no rule", file.path),
                "add a [[rule]]",
            ));
        }
        parsed.push(Parsed { file, rules });
    }
    reader.define(units);
    for (id, declaration) in subjects {
        reader.read_subject(&id, declaration);
    }
    let mut rules: Vec<LoadedRule> = Vec::new();
    let mut layers: Vec<Layer> = Vec::new();
    let mut by_id: BTreeMap<String, usize> = BTreeMap::new();
    let mut left_out = LeftOut { files: reader.subjects.is_incomplete, ..LeftOut::default() };
    for Parsed { file, rules: tables } in parsed {
        for table in tables {
            let id = table.text_of("id").map(str::to_owned);
            let before = problems.count();
            let read: Vec<LoadedRule> = if table.place_of("each").is_some() {
                reader.read_each(file, table, &mut left_out)
            } else {
                reader.read_rule(file, table).into_iter().collect()
            };
            if read.is_empty() || problems.count() > before {
                left_out.rules.extend(id);
            }
            for loaded in read {
                let id = loaded.rule.id.to_string();
                match by_id.get(&id) {
                    Some(&index) if layers[index] < file.layer => {
                        rules[index] = loaded;
                        layers[index] = file.layer;
                    }
                    Some(&index) => {
                        let mut first = rules[index].rule.place.clone();
                        first.message = "first used here".into();
                        let mut again = loaded.rule.place.clone();
                        again.message = "used again".into();
                        problems.push(duplicate(
                            again,
                            first,
                            format!("two rules have the id `{id}`"),
                        ));
                    }
                    None => {
                        by_id.insert(id, rules.len());
                        rules.push(loaded);
                        layers.push(file.layer);
                    }
                }
            }
        }
    }
    let vocabulary = Vocabulary {
        phrases: reader.phrases,
        subjects: reader.subjects,
        units: reader.units,
        words: Cow::Borrowed(Words::embedded()),
    };
    (vocabulary, rules, left_out)
}

pub(super) fn duplicate(again: Label, first: Label, message: String) -> Problem {
    Problem { message, primary: again, related: vec![first], notes: Vec::new() }
}

impl Reader<'_> {
    /// Adds the units of all files at once; where one of them is wrong, one by one, to tell which.
    fn define(&mut self, read: Vec<ReadUnit<'_>>) {
        if read.is_empty() {
            return;
        }
        let definitions = read.iter().map(|unit| unit.definition.clone()).collect();
        if let Ok(units) = self.units.extended(definitions) {
            self.units = Cow::Owned(units);
            read.iter().for_each(|unit| unit.report_unread(self.problems, &self.units));
            return;
        }
        for unit in read {
            match self.units.extended(vec![unit.definition.clone()]) {
                Ok(units) => {
                    self.units = Cow::Owned(units);
                    unit.report_unread(self.problems, &self.units);
                }
                Err(error) => {
                    let taken = match &error {
                        UnitError::Taken { name, .. } => unit.place_of(name),
                        _ => None,
                    };
                    let place = taken.unwrap_or_else(|| unit.name.clone());
                    let message = format!("{} cannot be added", unit.what);
                    let mut problem = unit.file.problem(place, message, error.to_string());
                    if let UnitError::Taken { unit, .. } = &error {
                        problem.notes.push(format!(
                            "take it out, or write unit = \"{unit}\" where it is meant"
                        ));
                    }
                    self.problems.push(problem);
                }
            }
        }
    }

    fn read_subject(&mut self, id: &Placed<String>, mut table: Table<'_>) {
        let given = table.place_of("names").is_some();
        let names = table.strings("names");
        let kind = table.string("kind");
        let nouns = table.strings("nouns").unwrap_or_default();
        let Some(names) = names else {
            if !given {
                table.missing("names", "names = [\"Tomahawk\", \"BGM-109\"]");
            }
            table.finish();
            return;
        };
        for name in names.iter().chain(&nouns) {
            check::is_findable(&table, name);
        }
        if kind.is_none()
            && let Some(noun) = nouns.first()
        {
            table.problem_with_note(
                noun.span(),
                format!("{} has `nouns` but no `kind`", table.what()),
                "stands for the last-named subject of which kind?",
                "add, for example, kind = \"missile\"",
            );
        }
        let texts = |list: &[Placed<String>]| {
            list.iter().map(|text| text.get_ref().clone()).collect::<Vec<_>>()
        };
        let place = table.file().label(id.span(), "this subject");
        self.subjects.declare(
            &mut self.phrases,
            id.get_ref(),
            &texts(&names),
            kind.as_ref().map_or("", |kind| kind.get_ref()),
            &texts(&nouns),
            place,
        );
        table.finish();
    }

    pub(super) fn read_rule(
        &mut self,
        file: &SourceFile,
        mut table: Table<'_>,
    ) -> Option<LoadedRule> {
        let before = table.problem_count();
        let hash = table.digest();
        table.rename("a rule".to_owned());
        let Some(id) = table.string("id") else {
            if table.problem_count() == before {
                table.missing("id", "id = \"tomahawk-range\"");
            }
            return None;
        };
        table.rename(format!("rule `{}`", id.get_ref()));
        let kind = self.read_kind(&mut table)?;
        let about = self.read_about(&mut table, kind);
        let near_place = table.place_of("near");
        let near: Vec<Vec<Cue>> = table
            .string_lists("near")
            .unwrap_or_default()
            .iter()
            .map(|list| self.cues(&table, list))
            .collect();
        let unless_near = table.strings("unless-near").unwrap_or_default();
        let unless_near = self.cues(&table, &unless_near);
        if let Some(place) = near_place {
            check::report_cancelled(&table, &near, &unless_near, &self.phrases, place);
        }
        let except = table.strings("except").unwrap_or_default();
        let except = self.cues(&table, &except);
        let scope = table.choice(
            "scope",
            &[
                ("sentence", Scope::Sentence),
                ("paragraph", Scope::Paragraph),
                ("document", Scope::Document),
                ("corpus", Scope::Corpus),
            ],
        );
        let severity = table.choice(
            "severity",
            &[("error", Severity::Error), ("warning", Severity::Warning), ("note", Severity::Note)],
        );
        let unread = table.choice(
            "unread",
            &[
                ("off", None),
                ("error", Some(Severity::Error)),
                ("warning", Some(Severity::Warning)),
                ("note", Some(Severity::Note)),
            ],
        );
        let quotes = table.choice(
            "quotes",
            &[("skip", Quotes::Skip), ("include", Quotes::Include), ("only", Quotes::Only)],
        );
        let within = table.choices(
            "in",
            &Role::ALL.iter().map(|(role, name)| (*name, *role)).collect::<Vec<_>>(),
        );
        let conditions = Conditions::read(&mut table).map(Arc::new);
        let is_default = read_default(&mut table, kind);
        let source = table.string("source").map(Placed::into_inner);
        let checked = table.date("checked").map(Placed::into_inner);
        let review_by = table.date("review-by").map(Placed::into_inner);
        let period = Period::read(&mut table);
        let message = table.string("message");
        if let Some(message) = &message
            && let Some(unknown) = check::unknown_placeholder(message.get_ref())
        {
            table.problem_with_note(
                message.span(),
                format!("`message` of {} has an unknown placeholder `{{{unknown}}}`", table.what()),
                did_you_mean(unknown, check::PLACEHOLDERS)
                    .unwrap_or_else(|| "means nothing".to_owned()),
                "placeholders: {found}, {expect}, {subject}, {title}",
            );
        }
        let examples = read_examples(&mut table);
        let mut draft = Draft {
            phrases: &mut self.phrases,
            subjects: &mut self.subjects,
            units: &self.units,
            units_read: &self.units_read,
            about: &about,
            near: &near,
            except: &except,
            facts: self.facts,
            default_scope: kind.scope,
        };
        let check = (kind.read)(&mut table, &mut draft);
        let default_scope = draft.default_scope;
        table.finish();
        if self.problems.count() > before {
            return None;
        }
        let place = file.label(id.span(), "this rule");
        let mut rule = Rule {
            id: Arc::from(id.get_ref().as_str()),
            row_of: None,
            kind: kind.name,
            about,
            near,
            unless_near,
            scope: scope.map_or(default_scope, Placed::into_inner),
            severity: severity.map_or(Severity::Error, Placed::into_inner),
            unread: unread.map(Placed::into_inner),
            checked,
            review_by,
            period,
            except,
            quotes: quotes.map_or(kind.quotes, Placed::into_inner),
            asks: kind.asks,
            within: within.map_or(Roles::READERS_SEE, Roles::from_iter),
            conditions,
            is_default,
            gives: Gives::Text,
            message: message.map(Placed::into_inner),
            examples,
            notes: RuleNotes::new(&place, source.as_deref(), checked),
            source,
            place,
            hash,
        };
        let check = check?;
        rule.gives = check.label_gives(&self.units);
        // A fact may stand in another file.
        let fact = check.fact(&rule).unwrap_or_default();
        rule.hash ^= xxhash_rust::xxh3::xxh3_64(fact.as_bytes());
        Some(LoadedRule { rule, check })
    }

    fn read_kind(&self, table: &mut Table<'_>) -> Option<&'static Kind> {
        let before = table.problem_count();
        let Some(name) = table.string("check") else {
            if table.problem_count() > before {
                return None;
            }
            // The kind may stand under another key: then the rest of the rule can be told, too.
            let meant = ["kind", "type"].into_iter().find_map(|key| {
                let word = table.text_of(key)?;
                check::kind(word).or_else(|| check::kind(meant_check(word)?))
            });
            let example = format!("check = \"{}\"", meant.map_or("quantity", |kind| kind.name));
            table.missing("check", &example);
            return meant;
        };
        let kind = check::kind(name.get_ref());
        if kind.is_none() {
            let names: Vec<&str> = check::KINDS.iter().map(|kind| kind.name).collect();
            table.problem_with_note(
                name.span(),
                format!("{} has an unknown check `{}`", table.what(), name.get_ref()),
                match meant_check(name.get_ref()) {
                    Some(meant) => format!("write `{meant}`"),
                    None => did_you_mean(name.get_ref(), &names)
                        .unwrap_or_else(|| "unknown check".to_owned()),
                },
                format!("checks: {}", names.join(", ")),
            );
        }
        kind
    }

    fn read_about(&mut self, table: &mut Table<'_>, kind: &Kind) -> Vec<SubjectId> {
        let place = table.place_of("about");
        match (kind.about, place) {
            (About::None, Some(place)) => {
                table.problem(
                    place,
                    format!("{} needs no `about`", table.what()),
                    format!("`{}` says itself what it looks for", kind.name),
                );
                table.strings("about");
                return Vec::new();
            }
            (About::Required, None) => {
                // So that it counts among the known keys.
                table.strings("about");
                table.missing(
                    "about",
                    "about = \"tomahawk\" (a subject), or about = [\"Tomahawk\"] (names)",
                );
                return Vec::new();
            }
            _ => {}
        }
        let listed = table.is_list("about");
        let Some(about) = table.strings("about") else { return Vec::new() };
        if !listed && let [id] = about.as_slice() {
            if let Some(subject) = self.subjects.find(id.get_ref()) {
                return vec![subject];
            }
            if !self.subjects.name_in_place(table, id, "about") {
                return Vec::new();
            }
        }
        for name in &about {
            if check::is_findable(table, name) && listed {
                self.told_apart(table, name);
            }
        }
        let names: Vec<String> = about.into_iter().map(Placed::into_inner).collect();
        vec![self.subjects.named(&mut self.phrases, &names)]
    }

    /// Reports a list of names that holds the key of a subject: its names would not be looked for.
    fn told_apart(&self, table: &Table<'_>, name: &Placed<String>) {
        let id = name.get_ref();
        let Some(subject) = self.subjects.find(id) else { return };
        let names = &self.subjects.get(subject).names;
        if names.iter().any(|&known| self.phrases.get(known).text == *id) {
            return;
        }
        table.problem_with_note(
            name.span(),
            format!("{} lists the subject `{id}` as if it were a name", table.what()),
            "only these words would be looked for, and no name of the subject",
            format!(
                "write about = \"{id}\"; a rule is about one subject, or about the names in a list"
            ),
        );
    }

    fn cues(&mut self, table: &Table<'_>, texts: &[Placed<String>]) -> Vec<Cue> {
        check::read_cues(table, texts, &mut self.phrases, Inflection::Cue)
    }
}

/// `default = true`: only kinds that compare what is stated have it.
fn read_default(table: &mut Table<'_>, kind: &Kind) -> bool {
    let Some(flag) = table.boolean("default") else { return false };
    if !kind.asks.contains(&Question::Asserted) {
        table.problem(
            flag.span(),
            format!("{} has no defaults", table.what()),
            format!("`{}` compares no values that something may be set to", kind.name),
        );
    }
    flag.into_inner()
}

/// A unit of a rule file.
struct ReadUnit<'f> {
    definition: UnitDefinition,
    /// Where its name stands.
    name: std::ops::Range<usize>,
    file: &'f SourceFile,
    /// How messages call it.
    what: String,
    /// All that it may be called in a text, with the places.
    words: Vec<Placed<String>>,
}

impl ReadUnit<'_> {
    /// Where the rule file has a name or symbol of it.
    fn place_of(&self, word: &str) -> Option<std::ops::Range<usize>> {
        let lower = word.to_lowercase();
        self.words.iter().find(|known| known.get_ref().to_lowercase() == lower).map(Placed::span)
    }

    /// Reports names and symbols in which no figure of a document is read.
    fn report_unread(&self, problems: &Problems, units: &Units) {
        let Some(id) = units.by_name(&self.definition.name) else { return };
        for word in &self.words {
            if check::is_read_as(word.get_ref(), id, units) {
                continue;
            }
            let mut problem = self.file.problem(
                word.span(),
                format!("{} has a name that can never match: `{}`", self.what, word.get_ref()),
                format!("\"7 {}\" is not read as a figure in it", word.get_ref()),
            );
            problem.notes.push(
                "a symbol is a word, \"nmi\", or two with a short first one, \"fl oz\"; a name has up to four words, \
                 \"board foot\", and no signs"
                    .to_owned(),
            );
            problems.push(problem);
        }
    }
}

/// `[[unit]] name = "furlong"; dimension = "length"; factor = 201.168`.
fn read_unit<'f>(table: &mut Table<'f>) -> Option<ReadUnit<'f>> {
    table.rename("a unit".to_owned());
    let Some(name) = table.string("name") else {
        table.missing("name", "name = \"furlong\"");
        return None;
    };
    table.rename(format!("unit `{}`", name.get_ref()));
    let mut words = vec![name.clone()];
    let mut strings = |list: Option<Vec<Placed<String>>>| {
        let list = list.unwrap_or_default();
        words.extend(list.iter().cloned());
        list.into_iter().map(Placed::into_inner).collect::<Vec<_>>()
    };
    let definition = UnitDefinition {
        name: name.get_ref().clone(),
        plural: strings(table.string("plural").map(|plural| vec![plural])).pop(),
        other: strings(table.strings("other")),
        symbols: strings(table.strings("symbols")),
        dimension: table.string("dimension").map(Placed::into_inner).unwrap_or_default(),
        factor: table.number("factor").map_or(0.0, Placed::into_inner),
        offset: table.number("offset").map_or(0.0, Placed::into_inner),
        source: table.string("source").map(Placed::into_inner).unwrap_or_default(),
        ..UnitDefinition::default()
    };
    let (file, what) = (table.file(), table.what().to_owned());
    Some(ReadUnit { definition, name: name.span(), file, what, words })
}

/// `[[rule.example]] bad = "..."`, `good = "..."`, `on = 2025-10-11`; or several documents.
fn read_examples(table: &mut Table<'_>) -> Vec<Example> {
    let mut examples = Vec::new();
    for mut example in table.tables("example") {
        if example.holds_tables("docs") {
            examples.extend(read_documents(&mut example));
            example.finish();
            continue;
        }
        if let Some(place) = example.place_of("docs") {
            example.problem_with_note(
                place,
                format!("`docs` of {} is no list of documents", example.what()),
                "must be a list of tables",
                "for example: docs = [{ text = \"...\" }, { text = \"...\", on = 2025-10-11 }]",
            );
            continue;
        }
        let bad = example.string("bad");
        let good = example.string("good");
        let on = example.date("on").map(Placed::into_inner);
        let format = read_format(&mut example);
        let (verdict, text) = match (bad, good) {
            (Some(text), None) => (Verdict::Bad, text),
            (None, Some(text)) => (Verdict::Good, text),
            (Some(_), Some(good)) => {
                example.problem(
                    good.span(),
                    format!("{} is both bad and good", example.what()),
                    "make two examples of it",
                );
                continue;
            }
            (None, None) => {
                example.missing("bad", "bad = \"a text in which the rule finds something\"");
                continue;
            }
        };
        let place = example.file().label(text.span(), "this example");
        let document = ExampleDocument { text: text.into_inner(), on, format };
        examples.push(Example { verdict, documents: vec![document], place });
        example.finish();
    }
    examples
}

/// `format = "markdown"`: how an example is read, so that rules with `in` can have one.
fn read_format(table: &mut Table<'_>) -> Format {
    let format = table.choice("format", FORMATS);
    format.map_or(Format::Plain, Placed::into_inner)
}

/// The formats that an example's text may have. A .docx file is no text.
const FORMATS: &[(&str, Format)] = &[
    ("plain", Format::Plain),
    ("markdown", Format::Markdown),
    ("html", Format::Html),
    ("rst", Format::Rst),
    ("asciidoc", Format::AsciiDoc),
];

/// `docs = [{ text = "...", on = 2025-10-11 }, ...]` with `bad = true` or `good = true`.
fn read_documents(example: &mut Table<'_>) -> Option<Example> {
    let place = example.place_of("docs").unwrap_or_default();
    let mut documents = Vec::new();
    for mut document in example.tables("docs") {
        let text = document.required_string("text", "text = \"a document\"");
        let on = document.date("on").map(Placed::into_inner);
        let format = read_format(&mut document);
        let text = text.map(Placed::into_inner);
        documents.extend(text.map(|text| ExampleDocument { text, on, format }));
        document.finish();
    }
    let bad = example.boolean("bad").map(Placed::into_inner);
    let good = example.boolean("good").map(Placed::into_inner);
    let verdict = match (bad, good) {
        (Some(true), None) => Verdict::Bad,
        (None, Some(true)) => Verdict::Good,
        _ => {
            example.problem_with_note(
                place,
                format!("{} does not say what comes of its `docs`", example.what()),
                "neither bad nor good",
                "write `bad = true` or `good = true` beside `docs`",
            );
            return None;
        }
    };
    let place = example.file().label(place, "this example");
    Some(Example { verdict, documents, place })
}
