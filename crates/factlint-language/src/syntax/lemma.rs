//! The lemma of a word: the form under which a dictionary has it.

use super::label::Tag;
use crate::inflect;
use std::borrow::Cow;

/// The lemma of a word in lower case, by its part of speech: "measure" for "measured", "bridge" for
/// "bridges". A word whose forms no rule gives is looked up; one that is spelt oddly may keep a letter
/// too many or too few.
pub(super) fn lemma<'a>(word: &'a str, tag: Tag) -> Cow<'a, str> {
    let ending = match tag {
        Tag::Nouns | Tag::Names => return Cow::Owned(inflect::singular(word)),
        Tag::PresentThird | Tag::Present | Tag::Modal => "s",
        Tag::Past | Tag::Participle => "ed",
        Tag::Gerund => "ing",
        _ => return Cow::Borrowed(word),
    };
    if let Some(base) = inflect::irregular_verb(word) {
        return Cow::Borrowed(base);
    }
    match word.strip_suffix(ending) {
        Some(_) if tag == Tag::Present || tag == Tag::Modal => Cow::Borrowed(word),
        // "Lives" is of "live" here, and of "life" as a noun.
        Some(base) if ending == "s" && base.ends_with("ve") => Cow::Borrowed(base),
        Some(_) if ending == "s" => Cow::Owned(inflect::singular(word)),
        Some(stem) if stem.chars().any(|letter| "aeiouy".contains(letter)) => {
            Cow::Owned(inflect::base_of(stem))
        }
        _ => Cow::Borrowed(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lemmas() {
        for (word, tag, expected) in [
            ("bridges", Tag::Nouns, "bridge"),
            ("bridge", Tag::Noun, "bridge"),
            ("has", Tag::PresentThird, "have"),
            ("were", Tag::Past, "be"),
            ("reaches", Tag::PresentThird, "reach"),
            ("carries", Tag::PresentThird, "carry"),
            ("lives", Tag::PresentThird, "live"),
            ("lives", Tag::Nouns, "life"),
            ("measured", Tag::Past, "measure"),
            ("measuring", Tag::Gerund, "measure"),
            ("opened", Tag::Participle, "open"),
            ("planned", Tag::Past, "plan"),
            ("carried", Tag::Past, "carry"),
            ("flew", Tag::Past, "fly"),
            ("built", Tag::Participle, "build"),
            ("passed", Tag::Past, "pass"),
            ("rising", Tag::Gerund, "rise"),
            ("needed", Tag::Past, "need"),
            ("changing", Tag::Gerund, "change"),
            ("belonging", Tag::Gerund, "belong"),
            ("produced", Tag::Past, "produce"),
            ("entered", Tag::Past, "enter"),
            ("hanging", Tag::Gerund, "hang"),
            ("required", Tag::Past, "require"),
            ("entitled", Tag::Participle, "entitle"),
            ("agreed", Tag::Participle, "agree"),
            ("handling", Tag::Gerund, "handle"),
            ("hurled", Tag::Past, "hurl"),
            ("quoting", Tag::Gerund, "quote"),
            ("declined", Tag::Past, "decline"),
            ("training", Tag::Gerund, "train"),
            ("red", Tag::Participle, "red"),
            ("bring", Tag::Gerund, "bring"),
        ] {
            assert_eq!(lemma(word, tag), expected, "{word}");
        }
    }
}
