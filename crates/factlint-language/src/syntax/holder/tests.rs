//! Holders of values in trees that are written by hand, and in plain sentences.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails tells where")]

use super::*;
use crate::figure::figures_of;
use crate::token::Tokens;
use proptest::prelude::*;

/// The analysis of a sentence, and the first figure in it.
fn read(sentence: &str) -> (Syntax<'_>, Option<Figure>) {
    let tokens = Tokens::new(sentence, ProseSpan::new(0, sentence.len()), Words::embedded());
    let figures = figures_of(&tokens, Units::builtin());
    (Syntax::of(&tokens, &figures), figures.into_iter().next())
}

/// What is known of a figure by itself.
fn known(figure: &str) -> Value {
    Value::of(&read(figure).1.expect(figure), Units::builtin())
}

#[test]
fn plain_sentences_tell_whose_their_figures_are() {
    for (sentence, whose) in [
        ("The range of the ferry is 90 km.", "ferry"),
        ("The ferry has a range of 90 km.", "ferry"),
        ("The bridge is 900 m long.", "bridge"),
        ("The bridge's length of 900 m made it famous.", "bridge"),
        ("The town has 4,000 inhabitants.", "town"),
        ("Sales rose 5% in March.", "Sales"),
        ("Acme cut 300 jobs in Leeds.", "Acme"),
        ("12 people died in the crash.", "crash"),
        ("The council cut the deficit by 8%.", "deficit"),
        ("They spend 8% of the budget on roads.", "budget"),
        ("The Skylark has a top speed of 160 km/h.", "Skylark"),
        ("The price of the ticket rose to £5.", "ticket"),
        ("The cost of the tunnel was put at €9 million.", "tunnel"),
        ("The museum houses more than 40,000 exhibits.", "museum"),
        ("The strike lasted two weeks.", "strike"),
        ("The ferry sank two years ago.", ""),
        ("We need $5m for roads.", "roads"),
        ("The Merlin missile, with a range of 1,400 km, is slower.", "missile"),
        ("The timeout defaults to 30 seconds.", "timeout"),
        ("The Starter plan includes 10 seats.", "plan"),
        ("A 30-minute talk opened the day.", "talk"),
        ("We walked 9 km to the coast.", ""),
    ] {
        let (syntax, figure) = read(sentence);
        let figure = figure.expect(sentence);
        let held = syntax.holder(figure.span, Value::of(&figure, Units::builtin()));
        let held = held.value.map(|word| syntax.text(word)).unwrap_or_default();
        assert_eq!(held, whose, "{sentence}");
    }
}

proptest! {
    #[test]
    fn whatever_stands_there_the_holder_is_a_word_of_it(
        sentence in "([A-Za-z]{1,9}|[0-9]{1,4}( km|%| people)?|the|of|has|is|with|which|[,;:()\"'-]| ){0,40}",
        start in 0u32..200, length in 0u32..40,
    ) {
        let (syntax, figure) = read(&sentence);
        let anywhere = ProseSpan { start, end: start + length };
        for place in figure.map(|figure| figure.span).into_iter().chain([anywhere]) {
            for value in ["900 km", "8%", "six people", "2 years", "50"].map(known) {
                let held = syntax.holder(place, value).value;
                prop_assert!(held.is_none_or(|word| word < syntax.words.len()));
                prop_assert!(held.is_none_or(|word| !syntax.words_in(place).contains(&word)));
            }
            let held = syntax.holder(place, Value::DATE).value;
            prop_assert!(held.is_none_or(|word| word < syntax.words.len()));
        }
    }
}

/// The word that holds a value in a tree that is written by hand; empty for none.
fn holder(tree: &str, value: &str) -> String {
    let syntax = Syntax::from_text(tree).unwrap();
    let start = syntax.prose.find(value).unwrap();
    let answer = syntax.holder(ProseSpan::new(start, start + value.len()), known(value));
    answer.value.map(|word| syntax.text(word).to_owned()).unwrap_or_default()
}

#[test]
fn the_subject_holds_what_its_measure_is() {
    let tree = "The DT 2 det\nferry NN 3 subj\nhas VBZ 0 root\na DT 5 det\nrange NN 3 obj\n\
                of IN 5 prep\n90km FIG 6 pobj";
    assert_eq!(holder(tree, "90km"), "ferry");
    let tree = "the DT 2 det\nrange NN 6 subj\nof IN 2 prep\nthe DT 5 det\nferry NN 3 pobj\n\
                is VBZ 0 root\n90km FIG 6 attr";
    assert_eq!(holder(tree, "90km"), "ferry");
    let tree = "costs NNS 2 subj\nrose VBD 0 root\nby IN 2 prep\n8% FIG 3 pobj";
    assert_eq!(holder(tree, "8%"), "costs");
}

#[test]
fn what_is_changed_holds_the_change() {
    let tree = "the DT 2 det\ncouncil NN 3 subj\ncut VBD 0 root\nthe DT 5 det\ndeficit NN 3 obj\n\
                by IN 3 prep\n8% FIG 6 pobj";
    assert_eq!(holder(tree, "8%"), "deficit");
}

#[test]
fn a_share_is_of_its_whole() {
    let tree = "they PRP 2 subj\nspend VBP 0 root\n8% FIG 2 obj\nof IN 3 prep\nthe DT 6 det\n\
                budget NN 4 pobj";
    assert_eq!(holder(tree, "8%"), "budget");
}

#[test]
fn a_noun_holds_what_stands_before_it() {
    let tree = "the DT 3 det\n30-minute ATT 3 amod\ntalk NN 4 subj\nended VBD 0 root";
    assert_eq!(holder(tree, "30-minute"), "talk");
    // "torpedo" is only a part of "tubes".
    let tree = "six CD 4 nummod\n533mm ATT 3 amod\ntorpedo NN 4 compound\ntubes NNS 0 root";
    assert_eq!(holder(tree, "533mm"), "tubes");
}

#[test]
fn times_that_only_date_have_no_holder() {
    let tree =
        "The DT 2 det\nferry NN 3 subj\nsank VBD 0 root\n2years FIG 5 npadvmod\nago RB 3 advmod";
    assert_eq!(holder(tree, "2years"), "");
    let tree =
        "The DT 2 det\nstrike NN 3 subj\nlasted VBD 0 root\nfor IN 3 prep\n2weeks FIG 4 pobj";
    assert_eq!(holder(tree, "2weeks"), "strike");
}

#[test]
fn things_that_were_named_before_are_not_counted() {
    let tree = "The DT 3 det\ntwo CD 3 nummod\nleaders NNS 4 subj\nmet VBD 0 root";
    assert_eq!(holder(tree, "two leaders"), "");
    let tree = "The DT 2 det\nenum NN 3 subj\nhas VBZ 0 root\nfour CD 5 nummod\nvariants NNS 3 obj";
    assert_eq!(holder(tree, "four variants"), "enum");
}

#[test]
fn what_a_colon_parts_is_no_apposition() {
    // Read like "a bold choice, Larsen".
    let tree = "It PRP 2 subj\nwas VBD 0 root\na DT 4 det\nchoice NN 2 attr\n: SYM 4 other\n\
                Larsen NNP 4 appos\nwho WP 8 subj\nturned VBD 6 relcl\n50 FIG 8 obj";
    assert_eq!(holder(tree, "50"), "Larsen");
}

#[test]
fn whoever_is_made_to_do_it_has_it() {
    let tree = "It PRP 2 subj\nrequired VBD 0 root\nthe DT 4 det\nteam NN 2 obj\nto TO 6 aux\n\
                travel VB 2 xcomp\n900km FIG 6 obj";
    assert_eq!(holder(tree, "900km"), "team");
    let tree = "the DT 2 det\nstorm NN 3 subj\nleft VBD 0 root\nsix CD 5 nummod\n\
                people NNS 6 subj\ndead JJ 3 ccomp";
    assert_eq!(holder(tree, "six people"), "storm");
}

#[test]
fn what_there_is_stands_where_it_is() {
    let tree = "he PRP 2 subj\nsaid VBD 0 root\nthere EX 4 expl\nare VBP 2 ccomp\n\
                five CD 6 nummod\nholds NNS 4 attr\non IN 6 prep\nthe DT 9 det\nship NN 7 pobj";
    assert_eq!(holder(tree, "five holds"), "ship");
}

#[test]
fn who_speaks_holds_nothing() {
    let tree = "We PRP 2 subj\nsaw VBD 0 root\nsix CD 4 nummod\nships NNS 2 obj";
    assert_eq!(holder(tree, "six ships"), "");
}

#[test]
fn what_stands_beside_a_thing_is_not_the_thing() {
    // "A 5-hour vigil Sunday", read like a Sunday of that name.
    let tree = "a DT 4 det\n5-hour ATT 3 compound\nvigil NN 4 compound\nSunday NNP 0 root";
    assert_eq!(holder(tree, "5-hour"), "vigil");
    // Water has no bodies.
    let tree = "the DT 2 det\nnotice NN 3 subj\nnames VBZ 0 root\nsix CD 5 nummod\n\
                bodies NNS 3 obj\nof IN 5 prep\nwater NN 6 pobj";
    assert_eq!(holder(tree, "six bodies"), "notice");
    let tree = "On IN 5 prep\nthe DT 3 det\nroof NN 1 pobj\nthere EX 5 expl\nare VBP 0 root\n\
                six CD 7 nummod\npots NNS 5 attr\nwith IN 7 prep\nlids NNS 8 pobj";
    assert_eq!(holder(tree, "six pots"), "roof");
}

#[test]
fn who_reports_does_not_do_it() {
    let tree = "The DT 2 det\nbelt NN 3 subj\nbroke VBD 9 ccomp\n, SYM 3 other\nleaving VBG 3 advcl\n\
                900 CD 7 nummod\nbags NNS 5 obj\nshe PRP 9 subj\nsaid VBD 0 root";
    assert_eq!(holder(tree, "900 bags"), "belt");
}

/// Whether a value is one of what was told of before.
fn stands_alone(tree: &str, value: &str) -> bool {
    let syntax = Syntax::from_text(tree).unwrap();
    let start = syntax.prose.find(value).unwrap();
    syntax.stands_alone(ProseSpan::new(start, start + value.len()), ValueKind::Measure)
}

#[test]
fn a_share_may_stand_alone() {
    assert!(stands_alone("half NN 2 subj\nstayed VBD 0 root", "half"));
    assert!(!stands_alone("they PRP 2 subj\nspent VBD 0 root\nhalf NN 2 obj", "half"));
}

#[test]
fn what_is_compared_has_the_same_holder() {
    let tree = "Fees NNS 2 subj\ncost VBD 0 root\n$4m FIG 2 obj\ncompared VBN 2 prep\nwith IN 4 prep\n$3m FIG 5 pobj";
    assert_eq!(holder(tree, "$3m"), "Fees");
}

#[test]
fn what_a_figure_measures_and_how_much_is_known_of_it() {
    let length = known("900 km");
    assert_eq!((length.kind, length.size), (ValueKind::Measure, known("999 people").size));
    assert_eq!(length.dimension, known("3 miles").dimension);
    assert_ne!(length.dimension, known("$900").dimension);
    assert_ne!(length.unit, known("3 miles").unit);
    assert_ne!(length.size, known("9 km").size);
    assert_eq!(known("2 years").kind, ValueKind::Duration);
    assert_eq!(known("8%").kind, ValueKind::Share);
    assert_eq!(known("six people").kind, ValueKind::Count);
}
