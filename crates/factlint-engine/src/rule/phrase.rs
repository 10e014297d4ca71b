//! Phrases: the names, cues and forms that rules look for, each kept once, with the inflections
//! that come by themselves.

use std::sync::{Arc, OnceLock};

use factlint_language::inflect;
use factlint_language::noun;
use factlint_language::word;
use regex::Regex;
use rustc_hash::FxHashMap;

/// A phrase of a rule set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhraseId(pub u32);

/// Which other forms of a phrase are the same phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Inflection {
    /// Plural; a possessive ending is no part of a match anyway.
    Name,
    /// Plural, and the usual endings of verbs.
    Cue,
    /// None.
    Exact,
}

/// A phrase as an editor wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Phrase {
    /// Its words. One in lower case ignores case; one with capitals matches those, or a text all in
    /// capitals.
    pub text: String,
    /// Which other forms count.
    pub inflection: Inflection,
}

impl Phrase {
    /// Every form in which the phrase may stand in a text, itself first.
    pub fn forms(&self) -> Vec<String> {
        let mut forms = vec![self.text.clone()];
        let words: Vec<&str> = self.text.split(' ').collect();
        match self.inflection {
            Inflection::Exact => {}
            Inflection::Name => {
                let last = words.last().copied().unwrap_or_default();
                let head = &self.text[..self.text.len() - last.len()];
                forms.extend(
                    inflect::plurals(last).into_iter().map(|plural| format!("{head}{plural}")),
                );
            }
            Inflection::Cue => {
                // "The tallest tower in town"
                forms.extend(inflect::superlative(&self.text));
                for index in [0, words.len() - 1] {
                    // "Carries" finds "carry" and what "carry" finds.
                    let base = inflect::base_of_third(words[index]);
                    let of_base = base.iter().flat_map(|base| inflect::forms(base));
                    let all = inflect::forms(words[index]).into_iter();
                    for inflected in all.chain(base.iter().cloned()).chain(of_base) {
                        let mut changed: Vec<&str> = words.clone();
                        changed[index] = &inflected;
                        forms.push(changed.join(" "));
                    }
                }
            }
        }
        let mut distinct: Vec<String> = Vec::with_capacity(forms.len());
        for form in forms {
            if !distinct.contains(&form) {
                distinct.push(form);
            }
        }
        distinct
    }

    /// The form that a cue in the plural has behind the hyphen of a number: "pupil" of "pupils", in "the 900-pupil school".
    pub fn behind_number(&self) -> Option<String> {
        let is_plural = self.inflection == Inflection::Cue
            && self.text.chars().all(char::is_lowercase)
            && noun::looks_plural(&self.text);
        is_plural.then(|| noun::singular_of(&self.text))
    }
}

/// Words as phrases are compared: white space folded, typographic apostrophes and hyphens plain.
pub fn plain(words: &str) -> String {
    let folded = word::one_line(words);
    folded.replace('’', "'").replace(['‐', '‑'], "-")
}

/// Words that tell what a sentence is about: a phrase, or a regular expression between slashes.
#[derive(Clone, Debug)]
pub enum Cue {
    /// Found by the one pass over the document.
    Phrase(PhraseId),
    /// Run only in sentences that already matter.
    Pattern(Arc<Pattern>),
}

impl Cue {
    /// The phrase, if it is one: where an expression matches only a look at the sentence tells.
    pub fn phrase(&self) -> Option<PhraseId> {
        match self {
            Self::Phrase(phrase) => Some(*phrase),
            Self::Pattern(_) => None,
        }
    }
}

/// A regular expression of a rule, compiled when it is first needed.
#[derive(Debug)]
pub struct Pattern {
    source: String,
    compiled: OnceLock<Option<Regex>>,
}

/// Why a regular expression cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    /// What is wrong, in a few words.
    pub message: String,
    /// Where in the expression, in bytes.
    pub at: std::ops::Range<usize>,
}

/// The compiled form of one expression may take this many bytes.
const LARGEST_PATTERN: usize = 1 << 20;

impl Pattern {
    /// Checks an expression. One without capitals ignores case, as phrases do.
    ///
    /// # Errors
    /// Where the syntax is wrong or the expression is too large to run.
    pub fn new(expression: &str) -> Result<Self, PatternError> {
        let source = if has_capitals(expression) {
            expression.to_owned()
        } else {
            format!("(?i){expression}")
        };
        let everything = 0..expression.len();
        if expression.trim().is_empty() {
            return Err(PatternError { message: "matches everywhere".to_owned(), at: everything });
        }
        let parsed =
            regex_syntax::Parser::new().parse(expression).map_err(|error| match error {
                regex_syntax::Error::Parse(error) => PatternError {
                    message: error.kind().to_string(),
                    at: error.span().start.offset..error.span().end.offset,
                },
                other => {
                    PatternError { message: first_line(&other.to_string()), at: everything.clone() }
                }
            })?;
        if parsed.properties().minimum_len().is_none() {
            return Err(PatternError { message: "can never match".to_owned(), at: everything });
        }
        if parsed.properties().minimum_len() == Some(0) {
            let message = "matches where nothing stands, and so everywhere".to_owned();
            return Err(PatternError { message, at: everything });
        }
        let pattern = Self { source, compiled: OnceLock::new() };
        // Only counted repetitions and very long expressions can outgrow the limit: they are compiled
        // now, so that a rule never falls silent later.
        if (expression.len() > 400 || expression.contains('{')) && pattern.regex().is_none() {
            return Err(PatternError {
                message: format!("compiles to more than {LARGEST_PATTERN} bytes"),
                at: everything,
            });
        }
        Ok(pattern)
    }

    /// The expression as the rule writes it, without its slashes.
    pub fn expression(&self) -> &str {
        self.source.strip_prefix("(?i)").unwrap_or(&self.source)
    }

    /// The one text that it matches, if it is only words: "colour", but not "colou?r".
    pub fn only_match(&self) -> Option<String> {
        let parsed = regex_syntax::Parser::new().parse(self.expression()).ok()?;
        match parsed.kind() {
            regex_syntax::hir::HirKind::Literal(words) => String::from_utf8(words.0.to_vec()).ok(),
            _ => None,
        }
    }

    /// The expression, ready to run.
    pub fn regex(&self) -> Option<&Regex> {
        self.compiled
            .get_or_init(|| {
                regex::RegexBuilder::new(&self.source).size_limit(LARGEST_PATTERN).build().ok()
            })
            .as_ref()
    }

    /// The expression for a text of many lines, in which `^` and `$` stand at the ends of lines.
    pub fn by_line(&self) -> Option<Regex> {
        let mut builder = regex::RegexBuilder::new(&self.source);
        builder.multi_line(true).crlf(true).size_limit(LARGEST_PATTERN).build().ok()
    }
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

/// Whether an expression writes capital letters, classes such as `\W` left out.
fn has_capitals(expression: &str) -> bool {
    let mut escaped = false;
    expression.chars().any(|character| {
        let counts = !escaped && character.is_uppercase();
        escaped = !escaped && character == '\\';
        counts
    })
}

/// All phrases of a rule set, each once.
#[derive(Clone, Debug, Default)]
pub struct Phrases {
    phrases: Vec<Phrase>,
    ids: FxHashMap<Phrase, PhraseId>,
}

impl Phrases {
    /// The id of a phrase, new or known. White space is folded.
    pub fn intern(&mut self, text: &str, inflection: Inflection) -> PhraseId {
        let text = plain(text);
        let phrase = Phrase { text, inflection };
        if let Some(&id) = self.ids.get(&phrase) {
            return id;
        }
        let id = PhraseId(self.phrases.len() as u32);
        self.phrases.push(phrase.clone());
        self.ids.insert(phrase, id);
        id
    }

    /// The phrase with this id.
    pub fn get(&self, id: PhraseId) -> &Phrase {
        &self.phrases[id.0 as usize]
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.phrases.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// All of them with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (PhraseId, &Phrase)> {
        self.phrases.iter().enumerate().map(|(index, phrase)| (PhraseId(index as u32), phrase))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str, inflection: Inflection) -> Vec<String> {
        Phrase { text: text.into(), inflection }.forms()
    }

    #[test]
    fn names_take_plurals_and_cues_take_endings() {
        assert_eq!(forms("Tomahawk", Inflection::Name), ["Tomahawk", "Tomahawks"]);
        assert_eq!(forms("Grand Marquis", Inflection::Name), ["Grand Marquis", "Grand Marquises"]);
        assert_eq!(forms("BGM-109", Inflection::Name), ["BGM-109", "BGM-109s"]);
        assert!(forms("range", Inflection::Cue).contains(&"ranging".to_owned()));
        assert!(forms("carry", Inflection::Cue).contains(&"carried".to_owned()));
        assert!(forms("plan", Inflection::Cue).contains(&"planned".to_owned()));
        assert!(forms("keep", Inflection::Cue).contains(&"kept".to_owned()));
        assert!(forms("sell", Inflection::Cue).contains(&"sold".to_owned()));
        assert!(forms("tall", Inflection::Cue).contains(&"tallest".to_owned()));
        assert!(forms("heavy", Inflection::Cue).contains(&"heaviest".to_owned()));
        assert!(forms("big", Inflection::Cue).contains(&"biggest".to_owned()));
        assert!(forms("wide", Inflection::Cue).contains(&"widest".to_owned()));
        assert!(!forms("roof", Inflection::Cue).contains(&"roofest".to_owned()));
        assert!(forms("hit targets", Inflection::Cue).contains(&"hitting targets".to_owned()));
        assert_eq!(forms("of", Inflection::Cue), ["of"]);
    }

    #[test]
    fn a_cue_in_the_plural_is_in_the_singular_behind_a_number() {
        let form =
            |text: &str, inflection| Phrase { text: text.into(), inflection }.behind_number();
        assert_eq!(form("pupils", Inflection::Cue).as_deref(), Some("pupil"));
        assert_eq!(form("pupils", Inflection::Name), None);
        assert_eq!(form("bed", Inflection::Cue), None);
        assert_eq!(form("hospital beds", Inflection::Cue), None);
    }

    #[test]
    fn patterns_are_checked_when_they_are_read() {
        let matches = |expression: &str, text: &str| {
            Pattern::new(expression)
                .is_ok_and(|pattern| pattern.regex().is_some_and(|regex| regex.is_match(text)))
        };
        assert!(matches(r"rang(e|ing)\W", "RANGE."));
        assert!(!matches("Range", "range"));
        assert_eq!(Pattern::new("a(b").map(|_| ()).map_err(|error| error.at), Err(1..2));
        assert!(Pattern::new("(a{1000}){1000}").is_err());
    }
}
