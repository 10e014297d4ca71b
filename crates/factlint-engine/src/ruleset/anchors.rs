//! Anchors: which words of a text what a rule set knows hangs on. Between two rule sets, only texts that hold a word of
//! an anchor that differs can be read differently.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::RuleSet;
use crate::check::Trigger;
use crate::reading::lexicon::hash_words;
use crate::rule::Vocabulary;
use crate::rule::phrase::{Phrase, PhraseId};

/// One way to write a phrase: the hashes of its words, the first one first. A text that lacks one of them does not hold
/// it.
pub type Form = Vec<u64>;

/// Something that a rule set knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// Hash of all that is known of it.
    pub hash: u64,
    /// A text that it concerns holds one of these; none where any text may be concerned.
    pub forms: Option<Vec<Form>>,
}

/// By name: everything that decides how a text is read.
pub type Anchors = BTreeMap<String, Anchor>;

impl RuleSet {
    /// A hash of everything that decides how a text is read. Equal ones have equal [`RuleSet::anchors`], of rules in
    /// the same order.
    pub fn digest(&self) -> u64 {
        let mut recipe = format!("{:x}", self.vocabulary_hash);
        for loaded in &self.rules {
            recipe.push_str(&format!("\0{}\0{:x}", loaded.rule.id, loaded.rule.hash));
        }
        if let std::borrow::Cow::Owned(units) = &self.vocabulary.units {
            recipe.push_str(&format!("{units:?}"));
        }
        xxh3_64(recipe.as_bytes())
    }

    /// Everything that decides how a text is read, with the words that it hangs on.
    pub fn anchors(&self) -> Anchors {
        let mut anchors = Anchors::new();
        self.add_rules(&mut anchors);
        self.add_subjects(&mut anchors);
        self.add_words(&mut anchors);
        anchors
    }

    fn add_rules(&self, anchors: &mut Anchors) {
        for loaded in &self.rules {
            let rule = &loaded.rule;
            let mut recipe = format!("{:x}", rule.hash);
            let forms = match loaded.check.trigger(rule, &self.vocabulary.subjects) {
                Trigger::Phrases(phrases) => {
                    let mut texts: Vec<&str> =
                        phrases.iter().map(|id| &*self.vocabulary.phrases.get(*id).text).collect();
                    texts.sort_unstable();
                    recipe.push_str(&texts.join("\0"));
                    Some(self.forms_of(&phrases))
                }
                _ => None,
            };
            let hash = xxh3_64(recipe.as_bytes());
            anchors.insert(format!("rule {}", rule.id), Anchor { hash, forms });
        }
    }

    fn add_subjects(&self, anchors: &mut Anchors) {
        let Vocabulary { phrases, subjects, .. } = &self.vocabulary;
        for (_, subject) in subjects.iter() {
            let mut recipe = vec![subjects.kind_name(subject.kind)];
            recipe.extend(subject.names.iter().map(|name| &*phrases.get(*name).text));
            let hash = xxh3_64(recipe.join("\0").as_bytes());
            let forms = self.forms_of(&subject.names);
            let name = format!("subject {}", subject.id);
            // Names in place may share their first one with a subject that is declared.
            let anchor = anchors.entry(name).or_insert(Anchor { hash: 0, forms: Some(Vec::new()) });
            anchor.hash = anchor.hash.rotate_left(5) ^ hash;
            if let Some(known) = &mut anchor.forms {
                known.extend(forms);
            }
        }
        for (noun, kinds) in subjects.nouns() {
            let mut names: Vec<&str> = kinds.iter().map(|kind| subjects.kind_name(*kind)).collect();
            names.sort_unstable();
            let hash = xxh3_64(names.join("\0").as_bytes());
            let name = format!("noun {}", phrases.get(noun).text);
            anchors.insert(name, Anchor { hash, forms: Some(self.forms_of(&[noun])) });
        }
    }

    fn add_words(&self, anchors: &mut Anchors) {
        let Vocabulary { phrases, units, .. } = &self.vocabulary;
        for (id, phrase) in phrases.iter() {
            let name = format!("phrase {} {}", phrase.inflection as u8, phrase.text);
            anchors.insert(name, Anchor { hash: 0, forms: Some(self.forms_of(&[id])) });
        }
        let mut recipe = format!("{}", Vocabulary::READING_VERSION);
        if let std::borrow::Cow::Owned(units) = units {
            recipe.push_str(&format!("{units:?}"));
        }
        // A unit may be tied to its number, which makes it no word of its own.
        let rest = Anchor { hash: xxh3_64(recipe.as_bytes()), forms: None };
        anchors.insert("reading".to_owned(), rest);
    }

    fn forms_of(&self, phrases: &[PhraseId]) -> Vec<Form> {
        phrases.iter().flat_map(|id| forms(self.vocabulary.phrases.get(*id))).collect()
    }
}

/// The ways to write a phrase.
pub fn forms(phrase: &Phrase) -> Vec<Form> {
    let mut found: Vec<Form> = Vec::new();
    for text in phrase.forms().into_iter().chain(phrase.behind_number()) {
        // In capitals, a letter may become two.
        for written in [text.to_uppercase(), text] {
            let mut words = Form::new();
            hash_words(&written, &mut words);
            if !words.is_empty() && !found.contains(&words) {
                found.push(words);
            }
        }
    }
    found
}

/// The forms on which it hangs whether a text is read alike by two rule sets; none where any text may be read
/// differently.
pub fn difference(one: &Anchors, other: &Anchors) -> Option<Vec<Form>> {
    let mut forms = Vec::new();
    for (name, anchor) in one {
        if other.get(name) != Some(anchor) {
            forms.extend(anchor.forms.as_ref()?.iter().cloned());
        }
    }
    for (name, anchor) in other {
        if one.get(name) != Some(anchor) {
            forms.extend(anchor.forms.as_ref()?.iter().cloned());
        }
    }
    forms.sort_unstable();
    forms.dedup();
    Some(forms)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Origin;
    use crate::rule::source::SourceFile;

    const RULES: &str = "[subject.skua]\nnames = [\"Skua\"]\nkind = \"missile\"\n\n[[rule]]\nid = \"skua-range\"\ncheck = \"quantity\"\nabout = \"skua\"\nnear = [\"range\"]\nunit = \"km\"\n";

    fn anchors(rules: &str) -> Anchors {
        let file = SourceFile::new(Origin::Rule, "a.toml".to_owned(), rules.to_owned());
        RuleSet::read(vec![file]).0.anchors()
    }

    /// Whether a text holds a form.
    fn holds(text: &str, forms: &[Form]) -> bool {
        let mut words = Vec::new();
        hash_words(text, &mut words);
        forms.iter().any(|form| form.iter().all(|word| words.contains(word)))
    }

    fn changed(to: &str) -> Option<Vec<Form>> {
        difference(&anchors(RULES), &anchors(to))
    }

    #[test]
    fn what_is_only_laid_out_otherwise_changes_nothing() {
        assert_eq!(changed(&format!("# A remark.\n\n{RULES}")), Some(Vec::new()));
    }

    #[test]
    fn a_changed_rule_concerns_what_it_wakes() {
        let forms = changed(&RULES.replace("\"km\"", "\"mi\"")).unwrap_or_default();
        assert!(holds("The SKUAS fly.", &forms));
        assert!(!holds("Its range is long.", &forms));
    }

    #[test]
    fn a_changed_subject_concerns_its_old_and_its_new_names() {
        let forms = changed(&RULES.replace("\"Skua\"", "\"Kestrel\"")).unwrap_or_default();
        assert!(holds("A Skua.", &forms) && holds("A kestrel’s nest: Kestrel’s.", &forms));
        assert!(!holds("A missile.", &forms));
        let forms = changed(&RULES.replace("\"missile\"", "\"rocket\"")).unwrap_or_default();
        assert!(holds("A Skua.", &forms), "another kind");
    }

    #[test]
    fn a_new_cue_concerns_texts_that_hold_it() {
        let forms = changed(&RULES.replace("[\"range\"]", "[\"range\", \"reach\"]"));
        assert!(holds("It reaches far.", &forms.unwrap_or_default()));
    }

    #[test]
    fn a_rule_that_looks_everywhere_concerns_every_text() {
        let more = "\n[[rule]]\nid = \"days\"\ncheck = \"calendar\"\n";
        assert_eq!(changed(&format!("{RULES}{more}")), None);
        let unit = "\n[unit.furlong]\nis = \"201.168 m\"\n";
        let file =
            |rules: &str| SourceFile::new(Origin::Rule, "a.toml".to_owned(), rules.to_owned());
        if RuleSet::read(vec![file(&format!("{RULES}{unit}"))]).1.is_empty() {
            assert_eq!(changed(&format!("{RULES}{unit}")), None);
        }
    }

    #[test]
    fn letters_that_become_two_or_plain_ones_are_found() {
        let phrase = |text: &str| Phrase {
            text: text.to_owned(),
            inflection: crate::rule::phrase::Inflection::Name,
        };
        assert!(holds("KARL WEISS", &forms(&phrase("Karl Weiß"))));
        assert!(holds("300 \u{212a}elvin", &forms(&phrase("300 kelvin"))));
    }
}
