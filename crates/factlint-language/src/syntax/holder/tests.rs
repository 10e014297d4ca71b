//! Holders of values in trees that are written by hand.

use super::*;

/// The word that holds a value in a tree that is written by hand; empty for none.
#[allow(clippy::unwrap_used, reason = "a test that fails tells where")]
fn holder(tree: &str, value: &str, kind: Value) -> String {
    let syntax = Syntax::from_text(tree).unwrap();
    let start = syntax.prose.find(value).unwrap();
    let answer = syntax.holder(ProseSpan::new(start, start + value.len()), kind);
    answer.value.map(|word| syntax.text(word).to_owned()).unwrap_or_default()
}

#[test]
fn the_subject_holds_what_its_measure_is() {
    let tree = "The DT 2 det\nferry NN 3 subj\nhas VBZ 0 root\na DT 5 det\nrange NN 3 obj\n\
                of IN 5 prep\n90km FIG 6 pobj";
    assert_eq!(holder(tree, "90km", Value::Measure), "ferry");
    let tree = "the DT 2 det\nrange NN 6 subj\nof IN 2 prep\nthe DT 5 det\nferry NN 3 pobj\n\
                is VBZ 0 root\n90km FIG 6 attr";
    assert_eq!(holder(tree, "90km", Value::Measure), "ferry");
    let tree = "costs NNS 2 subj\nrose VBD 0 root\nby IN 2 prep\n8% FIG 3 pobj";
    assert_eq!(holder(tree, "8%", Value::Share), "costs");
}

#[test]
fn what_is_changed_holds_the_change() {
    let tree = "the DT 2 det\ncouncil NN 3 subj\ncut VBD 0 root\nthe DT 5 det\ndeficit NN 3 obj\n\
                by IN 3 prep\n8% FIG 6 pobj";
    assert_eq!(holder(tree, "8%", Value::Share), "deficit");
}

#[test]
fn a_share_is_of_its_whole() {
    let tree = "they PRP 2 subj\nspend VBP 0 root\n8% FIG 2 obj\nof IN 3 prep\nthe DT 6 det\n\
                budget NN 4 pobj";
    assert_eq!(holder(tree, "8%", Value::Share), "budget");
}

#[test]
fn a_noun_holds_what_stands_before_it() {
    let tree = "the DT 3 det\n30-minute ATT 3 amod\ntalk NN 4 subj\nended VBD 0 root";
    assert_eq!(holder(tree, "30-minute", Value::Duration), "talk");
    // "torpedo" is only a part of "tubes".
    let tree = "six CD 4 nummod\n533mm ATT 3 amod\ntorpedo NN 4 compound\ntubes NNS 0 root";
    assert_eq!(holder(tree, "533mm", Value::Measure), "tubes");
}

#[test]
fn times_that_only_date_have_no_holder() {
    let tree =
        "The DT 2 det\nferry NN 3 subj\nsank VBD 0 root\n2years FIG 5 npadvmod\nago RB 3 advmod";
    assert_eq!(holder(tree, "2years", Value::Duration), "");
    let tree =
        "The DT 2 det\nstrike NN 3 subj\nlasted VBD 0 root\nfor IN 3 prep\n2weeks FIG 4 pobj";
    assert_eq!(holder(tree, "2weeks", Value::Duration), "strike");
}

#[test]
fn things_that_were_named_before_are_not_counted() {
    let tree = "The DT 3 det\ntwo CD 3 nummod\nleaders NNS 4 subj\nmet VBD 0 root";
    assert_eq!(holder(tree, "two leaders", Value::Count), "");
    let tree = "The DT 2 det\nenum NN 3 subj\nhas VBZ 0 root\nfour CD 5 nummod\nvariants NNS 3 obj";
    assert_eq!(holder(tree, "four variants", Value::Count), "enum");
}

#[test]
fn what_a_colon_parts_is_no_apposition() {
    // Read like "a bold choice, Larsen".
    let tree = "It PRP 2 subj\nwas VBD 0 root\na DT 4 det\nchoice NN 2 attr\n: SYM 4 other\n\
                Larsen NNP 4 appos\nwho WP 8 subj\nturned VBD 6 relcl\n50 FIG 8 obj";
    assert_eq!(holder(tree, "50", Value::Measure), "Larsen");
}

#[test]
fn one_verb_makes_one_thing_of_two_names() {
    let tree = "the DT 2 det\nRoad NNP 8 subj\nand CC 2 cc\nRail NNP 5 compound\n\
                Society NNP 2 conj\nnow RB 8 advmod\nalso RB 8 advmod\nhas VBZ 0 root\n\
                900 CD 10 nummod\nmembers NNS 8 obj";
    assert_eq!(holder(tree, "900 members", Value::Count), "Society");
}

#[test]
fn whoever_is_made_to_do_it_has_it() {
    let tree = "It PRP 2 subj\nrequired VBD 0 root\nthe DT 4 det\nteam NN 2 obj\nto TO 6 aux\n\
                travel VB 2 xcomp\n900km FIG 6 obj";
    assert_eq!(holder(tree, "900km", Value::Measure), "team");
    let tree = "the DT 2 det\nstorm NN 3 subj\nleft VBD 0 root\nsix CD 5 nummod\n\
                people NNS 6 subj\ndead JJ 3 ccomp";
    assert_eq!(holder(tree, "six people", Value::Count), "storm");
}

#[test]
fn what_is_changed_may_be_a_number() {
    let tree = "they PRP 2 subj\ncut VBD 0 root\nthe DT 4 det\nnumber NN 2 obj\nof IN 4 prep\n\
                counters NNS 5 pobj\nby IN 2 prep\n8% FIG 7 pobj";
    assert_eq!(holder(tree, "8%", Value::Share), "counters");
    // What it is compared with has it not.
    let tree = "wages NNS 2 subj\nrose VBD 0 root\nat IN 2 prep\ntwice FIG 6 nummod\n\
                the DT 6 det\nrate NN 3 pobj\nof IN 6 prep\ninflation NN 7 pobj";
    assert_eq!(holder(tree, "twice", Value::Measure), "wages");
    // "From the 5 % told before to 3 %"
    let tree = "growth NN 2 subj\nfell VBD 0 root\nfrom IN 2 prep\n5% FIG 3 pobj\n\
                told VBN 4 acl\nto IN 5 prep\n3% FIG 6 pobj";
    assert_eq!(holder(tree, "3%", Value::Share), "growth");
}

#[test]
fn circumstances_are_nobodys() {
    let tree = "it PRP 2 subj\nfailed VBD 0 root\nfor IN 2 prep\ntwo CD 5 nummod\n\
                reasons NNS 3 pobj";
    assert_eq!(holder(tree, "two reasons", Value::Count), "");
    let tree = "it PRP 2 subj\nshipped VBD 0 root\nin IN 2 prep\nall DT 6 det\ntwo CD 6 nummod\n\
                regions NNS 3 pobj";
    assert_eq!(holder(tree, "two regions", Value::Count), "");
    let tree = "she PRP 2 subj\nspent VBD 0 root\ntheir PRP$ 4 poss\n2years FIG 2 obj";
    assert_eq!(holder(tree, "2years", Value::Duration), "");
}

#[test]
fn what_there_is_stands_where_it_is() {
    let tree = "he PRP 2 subj\nsaid VBD 0 root\nthere EX 4 expl\nare VBP 2 ccomp\n\
                five CD 6 nummod\nholds NNS 4 attr\non IN 6 prep\nthe DT 9 det\nship NN 7 pobj";
    assert_eq!(holder(tree, "five holds", Value::Count), "ship");
}

#[test]
fn who_speaks_holds_nothing() {
    let tree = "We PRP 2 subj\nsaw VBD 0 root\nsix CD 4 nummod\nships NNS 2 obj";
    assert_eq!(holder(tree, "six ships", Value::Count), "");
}

#[test]
fn what_stands_beside_a_thing_is_not_the_thing() {
    // "A 5-hour vigil Sunday", read like a Sunday of that name.
    let tree = "a DT 4 det\n5-hour ATT 3 compound\nvigil NN 4 compound\nSunday NNP 0 root";
    assert_eq!(holder(tree, "5-hour", Value::Duration), "vigil");
    // Water has no bodies.
    let tree = "the DT 2 det\nnotice NN 3 subj\nnames VBZ 0 root\nsix CD 5 nummod\n\
                bodies NNS 3 obj\nof IN 5 prep\nwater NN 6 pobj";
    assert_eq!(holder(tree, "six bodies", Value::Count), "notice");
    let tree = "On IN 5 prep\nthe DT 3 det\nroof NN 1 pobj\nthere EX 5 expl\nare VBP 0 root\n\
                six CD 7 nummod\npots NNS 5 attr\nwith IN 7 prep\nlids NNS 8 pobj";
    assert_eq!(holder(tree, "six pots", Value::Count), "roof");
}

#[test]
fn who_reports_does_not_do_it() {
    let tree = "The DT 2 det\nbelt NN 3 subj\nbroke VBD 9 ccomp\n, SYM 3 other\nleaving VBG 3 advcl\n\
                900 CD 7 nummod\nbags NNS 5 obj\nshe PRP 9 subj\nsaid VBD 0 root";
    assert_eq!(holder(tree, "900 bags", Value::Count), "belt");
}

#[test]
fn the_second_of_two_verbs_has_its_own_subject() {
    // Read like "residents and Orr had six".
    let tree = "Ash NNP 2 subj\nhad VBD 0 root\nnine CD 4 nummod\nmills NNS 7 subj\nand CC 4 cc\n\
                Orr NNP 4 conj\nhad VBD 2 ccomp\nsix CD 9 nummod\npits NNS 7 obj";
    assert_eq!(holder(tree, "six pits", Value::Count), "Orr");
}

#[allow(clippy::unwrap_used, reason = "a test that fails tells where")]
fn stands_alone(tree: &str, value: &str) -> bool {
    let syntax = Syntax::from_text(tree).unwrap();
    let start = syntax.prose.find(value).unwrap();
    syntax.stands_alone(ProseSpan::new(start, start + value.len()), Value::Measure)
}

#[test]
fn a_share_may_stand_alone() {
    assert!(stands_alone("half NN 2 subj\nstayed VBD 0 root", "half"));
    assert!(!stands_alone("they PRP 2 subj\nspent VBD 0 root\nhalf NN 2 obj", "half"));
}

#[test]
fn a_sum_is_told_of_what_it_goes_to() {
    let tree = "We PRP 2 subj\nneed VBP 0 root\n$5m FIG 2 obj\nfor IN 3 prep\nroads NNS 4 pobj";
    assert_eq!(holder(tree, "$5m", Value::Measure), "roads");
    let tree =
        "$5m FIG 3 subjpass\nwas VBD 3 auxpass\nspent VBN 0 root\non IN 3 prep\nroads NNS 4 pobj";
    assert_eq!(holder(tree, "$5m", Value::Measure), "roads");
    let tree = "We PRP 2 subj\nneed VBP 0 root\n$5m FIG 2 obj\nto TO 5 aux\nmend VB 2 xcomp\nroads NNS 5 obj";
    assert_eq!(holder(tree, "$5m", Value::Measure), "roads");
    // No coast is so long.
    let tree = "We PRP 2 subj\nwalked VBD 0 root\n9km FIG 2 obj\nto IN 2 prep\nthe DT 6 det\ncoast NN 4 pobj";
    assert_eq!(holder(tree, "9km", Value::Measure), "");
}

#[test]
fn what_is_compared_has_the_same_holder() {
    let tree = "Fees NNS 2 subj\ncost VBD 0 root\n$4m FIG 2 obj\ncompared VBN 2 prep\nwith IN 4 prep\n$3m FIG 5 pobj";
    assert_eq!(holder(tree, "$3m", Value::Measure), "Fees");
}

#[test]
fn a_value_without_its_verb_has_its_own_subject() {
    let tree = "Cover NN 3 subjpass\nwas VBD 3 auxpass\nextended VBN 0 root\nto IN 3 prep\n900 CD 6 nummod\n\
                men NNS 4 pobj\nand CC 6 cc\nleave NN 6 conj\nto IN 3 prep\n400 CD 11 nummod\nmore JJR 9 pobj";
    assert_eq!(holder(tree, "400", Value::Measure), "leave");
}

#[test]
fn what_lies_away_is_the_noun_before() {
    let tree = "She PRP 2 subj\nlives VBZ 0 root\nin IN 2 prep\na DT 5 det\ntown NN 3 pobj\n9km FIG 7 npadvmod\naway RB 2 advmod";
    assert_eq!(holder(tree, "9km", Value::Measure), "town");
}
