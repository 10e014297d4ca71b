//! What factlint makes of the words under the cursor: the claim as it was understood, the fact, what others say; or
//! what was read and why no rule judged it. In rule files: what a key or a kind means.

use gen_lsp_types::{Hover, HoverParams, MarkupContent, MarkupKind, Range};

use super::completion::{self, TomlFile};
use super::diagnostics::pack_of;
use super::navigation::{Cursor, subject_at};
use super::state::State;
use super::toml_place::TomlPlace;
use super::uri;
use crate::corpus::config::FILE_NAME;
use crate::workspace::{Workspace, told};
use factlint_engine::check;
use factlint_engine::claim::{Claim, Part, Speaker};
use factlint_engine::engine::Detail;
use factlint_engine::ruleset::LoadedRule;
use factlint_engine::statement::{Kind, Statement, Wanted};
use factlint_engine::unread::Class;
use factlint_language::span::Span;
use factlint_language::word;

/// More other documents than these are only counted.
const MOST_OTHERS: usize = 5;

/// What is to be said of a place.
pub fn answer(state: &State, asked: &HoverParams) -> Option<Hover> {
    let at = &asked.text_document_position_params;
    let cursor = Cursor::new(state, at)?;
    let file = uri::path(&at.text_document.uri)?;
    let text = &state.open.get(&file)?.text;
    let (span, told) = match &cursor.document {
        Some(path) => of_document(&cursor, path)?,
        None => {
            let is_config = file == cursor.workspace.root.join(FILE_NAME);
            let of = if is_config { TomlFile::Config } else { TomlFile::Rules };
            let place = TomlPlace::at(text, cursor.offset);
            let words = place.words(text);
            (place.word, of_toml(cursor.workspace, of, &place, words, text)?)
        }
    };
    let range: Range = text.range(span, state.encoding());
    let contents = MarkupContent { kind: MarkupKind::Markdown, value: told }.into();
    Some(Hover { contents, range: Some(range) })
}

fn of_document(cursor: &Cursor<'_>, path: &str) -> Option<(Span, String)> {
    let workspace = cursor.workspace;
    let document = workspace.open(path)?;
    let reading = workspace.engine().read(&document);
    let observed = reading.observe(Detail::Unread);
    let mut sections: Vec<String> = Vec::new();
    let mut span: Option<Span> = None;
    for claim in &observed.claims {
        let Some(part) = claim.parts.iter().find(|part| cursor.touches(part.span)) else {
            continue;
        };
        let Some(loaded) = workspace.engine().rules().find(&claim.rule) else { continue };
        span = Some(span.map_or(part.span, |known| known.hull(part.span)));
        sections.push(of_claim(workspace, loaded, claim, part));
    }
    let is_judged = !sections.is_empty();
    let statements = reading.statements(Wanted { kinds: &|_| true, subjects: true, bearers: true });
    let here: Vec<&Statement> = statements.iter().filter(|one| cursor.touches(one.span)).collect();
    if sections.is_empty() {
        for one in &here {
            span = Some(span.map_or(one.span, |known| known.hull(one.span)));
            sections.push(of_statement(one));
        }
    }
    let mut unread: Vec<String> = observed
        .unread
        .iter()
        .filter(|unread| cursor.touches(unread.span))
        // Of what a rule judges, nobody asks why rules about something else do not.
        .filter(|unread| !is_judged || unread.reason.class() != Class::Elsewhere)
        .map(|unread| format!("- **{}**: {}", escaped(&unread.rule), marked(&unread.told())))
        .collect();
    unread.sort();
    unread.dedup();
    if !sections.is_empty() && !unread.is_empty() {
        sections.push(format!("Not judged by\n\n{}", unread.join("\n")));
    } else if here.iter().any(|one| one.kind != Kind::Name)
        && observed
            .claims
            .iter()
            .all(|claim| claim.parts.iter().all(|part| !cursor.touches(part.span)))
    {
        sections.push("No rule is about it.".to_owned());
    }
    Some((span?, sections.join("\n\n---\n\n")))
}

fn of_claim(workspace: &Workspace, loaded: &LoadedRule, claim: &Claim, part: &Part) -> String {
    let rule = &loaded.rule;
    let mut lines = vec![format!(
        "**{}** ({}), about {}",
        escaped(&rule.id),
        rule.kind,
        escaped(&claim.subject)
    )];
    let mut item = |name: &str, told: String| lines.push(format!("- {name}: {}", marked(&told)));
    item("read", told::value(&part.value));
    let days: Vec<String> = claim
        .days
        .iter()
        .map(|days| match days.first == days.last {
            true => days.first.to_string(),
            false => format!("{} to {}", days.first, days.last),
        })
        .collect();
    if !days.is_empty() {
        item("as of", days.join(", "));
    }
    let voice = match &claim.speaker {
        Speaker::Paper => None,
        Speaker::Named(name) => Some(name.to_string()),
        Speaker::Unnamed => Some("someone unnamed".to_owned()),
    };
    if let Some(voice) = voice {
        item(if claim.is_quoted { "quoted from" } else { "said by" }, voice);
    }
    if let Some(fact) = loaded.check.fact(rule) {
        item("holds", fact);
    }
    if let Some(source) = &rule.source {
        let checked = rule.checked.map(|date| format!(", checked {date}")).unwrap_or_default();
        item("source", format!("{source}{checked}"));
    }
    if let Some(pack) = pack_of(&rule.place) {
        item("from the pack", pack.to_owned());
    }
    let others = others(workspace, claim);
    if let Some(others) = others {
        lines.push(others);
    }
    lines.join("\n")
}

/// What other documents say of the same subject.
fn others(workspace: &Workspace, claim: &Claim) -> Option<String> {
    let claims = workspace.claims.of_rule(workspace.engine(), &claim.rule);
    let is_other =
        |one: &Claim| one.subject == claim.subject && one.document.path != claim.document.path;
    let mut told: Vec<String> = Vec::new();
    for other in claims.filter(is_other) {
        let Some(part) = other.parts.first() else { continue };
        let date = other.document.date.map(|date| format!(", {date}")).unwrap_or_default();
        let words = word::one_line(part.seen());
        let place = format!("{}:{}", other.document.path, part.start.line);
        told.push(format!("- `{}` in {}{date}", words.replace('`', "'"), escaped(&place)));
    }
    told.sort();
    told.dedup();
    if told.is_empty() {
        return None;
    }
    let more = told.len().saturating_sub(MOST_OTHERS);
    told.truncate(MOST_OTHERS);
    if more > 0 {
        told.push(format!("- and {more} more"));
    }
    Some(format!("\nOther documents say\n\n{}", told.join("\n")))
}

fn of_statement(one: &Statement) -> String {
    let words = word::one_line(&one.seen);
    let kind = Kind::ALL.iter().find(|(kind, _)| *kind == one.kind).map_or("", |(_, name)| name);
    let mut lines = vec![format!("{kind} `{}`", words.replace('`', "'"))];
    let mut item = |name: &str, told: String| lines.push(format!("- {name}: {}", escaped(&told)));
    if let Some(read) = told::content(&one.content) {
        item("read", read);
    }
    if let Some(subject) = one.subject.as_ref().filter(|_| one.kind != Kind::Name) {
        item("about", subject.to_string());
    }
    if let Some(speaker) = &one.speaker {
        item("said by", speaker.clone());
    }
    lines.join("\n")
}

fn of_toml(
    workspace: &Workspace,
    of: TomlFile,
    place: &TomlPlace,
    words: &str,
    text: &super::text::Text,
) -> Option<String> {
    let rules = workspace.engine().rules();
    let key = place.key.as_deref()?;
    if place.in_value {
        let about_rule = |id: &str| {
            let loaded = rules.find(id)?;
            let (found, unread) = workspace.counts().get(id).copied().unwrap_or_default();
            let fact = loaded
                .check
                .fact(&loaded.rule)
                .map(|fact| format!(" Holds: {fact}."))
                .unwrap_or_default();
            Some(format!(
                "**{}** ({}).{} Findings here: {found}; statements unread: {unread}.",
                escaped(id),
                loaded.rule.kind,
                escaped(&fact)
            ))
        };
        return match key {
            "check" if of == TomlFile::Rules => check::kind(words).map(|kind| kind.page.to_owned()),
            "id" | "rule" | "rules" => about_rule(words),
            _ => {
                let subject = subject_at(workspace, place, words)?;
                let vocabulary = &rules.vocabulary;
                let subject = vocabulary.subjects.get(subject);
                let names =
                    subject.names.iter().map(|name| vocabulary.phrases.get(*name).text.as_str());
                let names = names.collect::<Vec<_>>().join(", ");
                Some(format!("**{}**: {}", escaped(&subject.id), escaped(&names)))
            }
        };
    }
    let choices = completion::keys(of, place, text);
    let meaning = choices.into_iter().find(|choice| choice.word == key)?.meaning;
    (!meaning.is_empty()).then(|| format!("`{key}`: {meaning}"))
}

/// What factlint tells, with words between backticks: these are code, and nothing else of it is markup.
fn marked(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    let is_paired =
        parts.len() % 2 == 1 && parts.iter().skip(1).step_by(2).all(|code| !code.is_empty());
    if !is_paired {
        return escaped(text);
    }
    let told = parts.iter().enumerate().map(|(at, part)| match at % 2 {
        0 => escaped(part),
        _ => format!("`{}`", part.replace(char::is_control, " ")),
    });
    told.collect()
}

/// Text from a document that stands in Markdown.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(
            character,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '&' | '!'
        ) {
            out.push('\\');
        }
        out.push(if character.is_control() { ' ' } else { character });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_documents_is_no_markup() {
        assert_eq!(escaped("[a](b) <i>\u{7}"), "\\[a\\](b) \\<i\\> ");
        assert_eq!(marked("no `near` of [a](b)"), "no `near` of \\[a\\](b)");
        // Words with a backtick of their own end no code.
        assert_eq!(marked("no `a`b[c](d)`"), "no \\`a\\`b\\[c\\](d)\\`");
        assert_eq!(marked("no `` [c](d)"), "no \\`\\` \\[c\\](d)");
    }
}
