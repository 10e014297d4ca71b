//! A rule from what a document says: one that reads what it was drafted from, or none.

use factlint_document::Document;
use factlint_engine::engine::{Detail, Engine};
use factlint_engine::ruleset::RuleSet;
use factlint_engine::statement::{Content, Kind, Statement};
use factlint_language::syntax::{Syntax, Tag};
use factlint_language::word;

/// More words of a sentence than these are not tried as cues.
const MOST_CUES: usize = 12;

/// The file that stands for the sentence.
const SENTENCE: &str = "sentence.txt";

/// A rule that holds what a statement says, with a title; `is_taken` tells whether there is a rule of an id.
pub fn rule(statement: &Statement, is_taken: &dyn Fn(&str) -> bool) -> Option<(String, String)> {
    let subject = statement.subject.as_deref()?;
    let words = word::one_line(&statement.seen);
    match &statement.content {
        Content::Figure { unit, dimension, .. } => {
            let unit = unit.as_deref();
            let cues = cues(statement);
            let cues = cues.iter().map(|cue| Some(cue.as_str())).chain([None]);
            cues.into_iter().find_map(|cue| {
                let name = cue.or(dimension.split_whitespace().next()).unwrap_or("figure");
                let id = free_id(subject, name, is_taken)?;
                let rule = of_figure(&id, subject, cue, unit, &words);
                let is_read = reads(&rule, statement);
                is_read.then(|| (format!("write a rule: `{words}` for {subject}"), rule))
            })
        }
        Content::Plain {} if statement.kind == Kind::Name => {
            let id = free_id(subject, "name", is_taken)?;
            let rule = format!(
                "\n[[rule]]\nid = {}\ncheck = \"name\"\nuse = {}\n",
                quoted(&id),
                quoted(&words)
            );
            let is_sound = Engine::from_toml(&rule).is_ok();
            is_sound.then(|| (format!("write a rule: `{words}` is spelled so"), rule))
        }
        _ => None,
    }
}

fn of_figure(
    id: &str,
    subject: &str,
    cue: Option<&str>,
    unit: Option<&str>,
    words: &str,
) -> String {
    let line = |key: &str, value: &str| format!("{key} = {value}\n");
    let near = cue.map(|cue| line("near", &format!("[{}]", quoted(cue)))).unwrap_or_default();
    let unit = unit.map(|unit| line("unit", &quoted(unit))).unwrap_or_default();
    format!(
        "\n[[rule]]\n{}check = \"quantity\"\n{}{near}{unit}{}source = \"who says so\"\n",
        line("id", &quoted(id)),
        line("about", &format!("[{}]", quoted(subject))),
        line("expect", &quoted(words)),
    )
}

/// A text in TOML.
pub fn quoted(text: &str) -> String {
    // What JSON escapes, TOML escapes alike.
    serde_json::to_string(text).unwrap_or_default()
}

/// An id that no rule has.
fn free_id(subject: &str, name: &str, is_taken: &dyn Fn(&str) -> bool) -> Option<String> {
    let whole = format!("{subject} {name}").to_lowercase();
    let parts = whole.split(|character: char| !character.is_ascii_alphanumeric());
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let base = parts.join("-");
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    std::iter::once(base.clone()).chain(numbered).find(|id| !is_taken(id))
}

/// Nouns and adjectives of a sentence that may announce its figure, the nearest first.
fn cues(statement: &Statement) -> Vec<String> {
    let engine = Engine::new(RuleSet::read(Vec::new()).0);
    let document = Document::new(SENTENCE, statement.sentence.to_string());
    let reading = engine.read(&document);
    let told = reading.visible();
    let figure = document.prose().find(&*statement.seen).unwrap_or_default();
    let figure = figure..figure + statement.seen.len();
    let mut found: Vec<(usize, String)> = Vec::new();
    for sentence in told.sentences() {
        let syntax = Syntax::of(told.tokens(sentence), told.figures(sentence));
        for (index, word) in syntax.words().iter().enumerate() {
            let text = syntax.text(index);
            let is_cue = matches!(syntax.tag(index), Tag::Noun | Tag::Adjective)
                && text.chars().all(char::is_lowercase);
            let (start, end) = (word.span.start as usize, word.span.end as usize);
            if is_cue && (end <= figure.start || figure.end <= start) {
                let distance =
                    figure.start.saturating_sub(end).max(start.saturating_sub(figure.end));
                found.push((distance, text.to_owned()));
            }
        }
    }
    found.sort();
    found.into_iter().map(|(_, word)| word).take(MOST_CUES).collect()
}

/// Whether a rule reads the statement that it was drafted from, and agrees with it.
fn reads(rule: &str, statement: &Statement) -> bool {
    let Ok(engine) = Engine::from_toml(rule) else { return false };
    let document = Document::new(SENTENCE, statement.sentence.to_string());
    let observed = engine.read(&document).observe(Detail::Claims);
    let parts = observed.claims.iter().flat_map(|claim| &claim.parts);
    let is_own = parts
        .into_iter()
        .any(|part| statement.seen.contains(part.seen()) || part.seen().contains(&*statement.seen));
    is_own && engine.check(&[document]).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use factlint_engine::statement::Wanted;

    /// The rule that is drafted from the last figure of a text.
    fn drafted(text: &str) -> Option<String> {
        let engine = Engine::new(RuleSet::read(Vec::new()).0);
        let document = Document::new("a.txt", text);
        let statements = engine.read(&document).statements(Wanted {
            kinds: &|kind| kind == Kind::Figure,
            subjects: true,
            bearers: true,
        });
        rule(statements.last()?, &|id| id == "taken-length").map(|(_, rule)| rule)
    }

    #[test]
    fn a_cue_is_found_in_the_sentence() {
        for (text, near) in [
            ("The Skua has a range of 900 km.", "range"),
            ("The Halden Bridge has a length of 1,240 metres.", "length"),
            ("The Arnberg plant has a capacity of 40 MW.", "capacity"),
        ] {
            let rule = drafted(text).unwrap_or_default();
            assert!(rule.contains(&format!("near = [\"{near}\"]")), "{text}: {rule}");
        }
    }

    #[test]
    fn what_no_rule_would_read_makes_none() {
        assert_eq!(drafted("It is not clear whether 40 km is right."), None);
        assert_eq!(drafted("No figure."), None);
    }
}
