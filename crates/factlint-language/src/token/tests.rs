//! Tokens tile the text, and words over tokens are those over text.

use super::*;
use crate::word;
use proptest::prelude::*;

fn tokens(text: &str) -> Tokens<'_> {
    Tokens::new(text, ProseSpan::new(0, text.len()), Words::embedded())
}

fn texts(text: &str) -> Vec<&str> {
    let tokens = tokens(text);
    (0..tokens.len()).map(|i| tokens.text(i)).collect()
}

/// Holds every promise about the tokens of a text.
#[track_caller]
fn hold(text: &str) {
    let tokens = tokens(text);
    let mut at = 0;
    for (i, token) in tokens.all().iter().enumerate() {
        let (start, end) = (token.start as usize, token.end as usize);
        let between = &text[at..start];
        assert!(between.chars().all(char::is_whitespace), "{between:?} lies between tokens");
        assert_eq!(token.gap == Gap::None, between.is_empty(), "{text:?} at {start}");
        let told = text.get(start..end).unwrap_or_default();
        assert!(!told.is_empty() && !told.contains(char::is_whitespace), "{told:?}");
        assert_eq!((tokens.at(start), tokens.at(end - 1)), (i, i));
        match token.kind {
            Kind::Digits => assert!(told.bytes().all(|b| b.is_ascii_digit())),
            Kind::Letters => assert!(told.starts_with(char::is_alphabetic)),
            Kind::Sign(sign) => assert_eq!(told, sign.to_string()),
            Kind::End => panic!("no end among tokens"),
        }
        at = end;
    }
    assert!(text[at..].chars().all(char::is_whitespace));
    assert_eq!(tokens.start(tokens.len()), at);

    let over_text: Vec<(usize, &str)> = word::words(text).collect();
    let over_tokens: Vec<(usize, &str)> =
        tokens.words().map(|word| (tokens.start(word.start), tokens.slice(word))).collect();
    assert_eq!(over_text, over_tokens, "{text:?}");
    let mut back: Vec<_> = tokens.words_before(tokens.len()).collect();
    back.reverse();
    assert_eq!(back, tokens.words().collect::<Vec<_>>(), "{text:?}");
}

#[test]
fn pieces() {
    assert_eq!(texts("100ms don't U.S."), ["100", "ms", "don", "'", "t", "U", ".", "S", "."]);
    assert_eq!(texts("1,600-kilometer"), ["1", ",", "600", "-", "kilometer"]);
    assert_eq!(texts("½ km² 1ª cafe\u{301}s"), ["½", "km", "²", "1", "ª", "cafe\u{301}s"]);
}

#[test]
fn gaps_are_told() {
    let tokens = tokens(" a b \nc\n\nd        e,f ");
    let gaps: Vec<Gap> = (0..8).map(|i| tokens.gap(i)).collect();
    use Gap::{Line, None, Space, Wide};
    assert_eq!(gaps, [Space, Space, Line, Wide, Wide, None, None, Space]);
    assert_eq!(
        (tokens.spaced(1), tokens.spaced(3), tokens.spaced(5)),
        (Some(1), Option::None, Option::None)
    );
    assert_eq!(
        (tokens.after(5), tokens.after(1), tokens.before(6)),
        (Some(','), Option::None, Some(','))
    );
}

#[test]
fn nothing_stands_out_of_range() {
    for text in ["", " ", "a", "é."] {
        let tokens = tokens(text);
        for i in [tokens.len(), tokens.len() + 1, usize::MAX - 1] {
            assert_eq!((tokens.kind(i), tokens.word(i), tokens.after(i)), (Kind::End, "", None));
            assert!(!tokens.is_attached(i) && !tokens.is_word(i) && tokens.text(i).is_empty());
        }
        assert_eq!(tokens.before(0), None);
        assert_eq!(tokens.word_before(0), None);
        assert_eq!(tokens.words_before(usize::MAX).count(), tokens.words().count());
    }
}

#[test]
fn a_stretch_of_prose_is_lexed_where_it_stands() {
    let prose = "One. Two words.";
    let tokens = Tokens::new(prose, ProseSpan::new(5, 15), Words::embedded());
    assert_eq!(tokens.slice(0..2), "Two words");
    assert_eq!(tokens.start(1), 9);
    assert_eq!(tokens.at(9), 1);
    assert_eq!(tokens.before(0), None);
}

#[test]
fn capitals() {
    let tokens = tokens("a A Ab NATO iPhone McDonald É");
    let found: Vec<Capitals> = tokens.all().iter().map(|token| token.capitals).collect();
    use Capitals::{All, First, Mixed, None};
    assert_eq!(found, [None, First, First, All, Mixed, Mixed, First]);
    let first: Vec<bool> = (0..7).map(|i| tokens.is_capitalised(i)).collect();
    assert_eq!(first, [false, true, true, true, false, true, true]);
    assert_eq!(tokens.lower(3), "nato");
}

#[test]
fn words_before_a_place() {
    let tokens = tokens("in the U.S. about 5 can't 6");
    let before = |i| tokens.word_before(i).map(|word| tokens.slice(word));
    assert_eq!(before(7), Some("about"));
    assert_eq!(before(6), None);
    assert_eq!(before(11), Some("can't"));
    assert_eq!(tokens.slice(tokens.initials_before(5)..5), "U.S");
}

#[test]
fn phrases_are_found_from_both_ends() {
    let tokens = tokens("No more than 5, and more\nthan 6 or more  or  less.");
    assert_eq!(tokens.phrase(1, Class::HedgeMoreThan), Some(3));
    assert_eq!(tokens.phrase(0, Class::HedgeAtMost), Some(3));
    assert_eq!(tokens.phrase(0, Class::HedgeMoreThan), None);
    assert_eq!(tokens.phrase_before(3, Class::HedgeAtMost), Some(0));
    assert_eq!(tokens.phrase_before(3, Class::HedgeMoreThan), Some(1));
    assert_eq!(tokens.phrase(6, Class::HedgeMoreThan), Some(8));
    assert_eq!(tokens.phrase(10, Class::HedgeAbout), Some(13));
}

#[test]
fn odd_texts() {
    for text in [
        "..5", "a.-b", "1,,2", "1,600,", "a,1,b", "'quoted'", "-", "a\u{301}\u{301}.\u{301}",
        "\u{301}", "rock‐’n‑roll", "x_1.2_", "١٢٣ 1٢", "a.b.c.", "5’s 5''6", "\u{2028}a\u{3000}b",
        "a\u{200b}b", "1\u{301}2", "º5ª", "a\u{feff}", "Ⅳ.Ⅴ", "日本語、テキスト",
    ] {
        hold(text);
    }
}

proptest! {
    #[test]
    fn any_text(text in "[a-cA-C0-2 .,'’\\-‑\n_é\u{301}½º٣]{0,30}") {
        hold(&text);
    }

    #[test]
    fn a_part_is_what_it_would_be_alone(text in "(about |more than |May 5, | [a-c]{1,3}|[0-9]{1,3}|km|,|\\.|\n){0,12}") {
        let all = tokens(&text);
        for (first, last) in (0..all.len()).flat_map(|i| (i + 1..=all.len()).map(move |j| (i, j))) {
            let span = all.span(first..last);
            let (part, alone) = (all.part(span), Tokens::new(&text, span, Words::embedded()));
            prop_assert_eq!(part.all(), alone.all());
            prop_assert_eq!(&part.phrases, &alone.phrases);
            prop_assert_eq!(part.end, alone.end);
        }
    }

    #[test]
    fn any_characters(text in "\\PC{0,30}") {
        hold(&text);
    }
}
