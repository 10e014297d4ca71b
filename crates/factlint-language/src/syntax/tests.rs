//! Questions are asked of trees that are written by hand: these tests need no weights, and say what
//! the answers are where the tree is right.

#![allow(clippy::unwrap_used, reason = "a test that fails tells where")]

use super::*;
use crate::figure::figures_of;
use crate::unit::Units;

fn tree(text: &str) -> Syntax<'static> {
    Syntax::from_text(text).unwrap_or_else(|error| panic!("{error:?} in\n{text}"))
}

/// The place of words in the prose of an analysis.
fn place(syntax: &Syntax<'_>, words: &str) -> ProseSpan {
    let start = syntax.prose.find(words).unwrap_or_else(|| panic!("no {words:?}"));
    ProseSpan::new(start, start + words.len())
}

fn at(syntax: &Syntax<'_>, word: &str) -> usize {
    syntax.head_in(place(syntax, word)).unwrap()
}

/// The word that owns the value, and the names that it is.
fn owner(syntax: &Syntax<'_>, value: &str, cue: &str, names: &[&str]) -> (String, Vec<String>) {
    let cue = (!cue.is_empty()).then(|| place(syntax, cue));
    let spans: Vec<_> = names.iter().map(|name| place(syntax, name)).collect();
    let answer = syntax.owner(place(syntax, value), cue, &spans);
    assert!(answer.is_sure());
    match answer.value {
        Some(owner) => (
            syntax.text(owner.word).to_owned(),
            owner.names.iter().map(|name| names[*name].to_owned()).collect(),
        ),
        None => (String::new(), Vec::new()),
    }
}

fn owns(syntax: &Syntax<'_>, value: &str, cue: &str, names: &[&str], expected: &str) {
    assert_eq!(owner(syntax, value, cue, names).1, [expected], "{}", syntax.prose);
}

#[test]
fn the_subject_owns_what_it_has() {
    let syntax = tree(
        "Unlike IN 5 prep\nGannet NNP 1 pobj\n\
         the DT 4 det\nPetrel NNP 5 subj\nhas VBZ 0 root\na DT 7 det\nrange NN 5 obj\n\
         of IN 7 prep\n800km FIG 8 pobj",
    );
    owns(&syntax, "800km", "range", &["Gannet", "Petrel"], "Petrel");
    let cue = Some(place(&syntax, "range"));
    let path = syntax.owner_path(place(&syntax, "800km"), place(&syntax, "Petrel"), cue);
    assert!(path.is_sure());
    assert_eq!(path.value.as_deref().and_then(<[usize]>::last), Some(&3));
    let none = syntax.owner_path(place(&syntax, "800km"), place(&syntax, "Gannet"), cue);
    assert_eq!((none.value, none.rival), (None, None));
}

#[test]
fn possessors_own_the_measure() {
    let of = tree(
        "The DT 2 det\nrange NN 6 subj\nof IN 2 prep\nthe DT 5 det\nPetrel NNP 3 pobj\n\
         is VBZ 0 root\n800km FIG 6 attr",
    );
    owns(&of, "800km", "range", &["Petrel"], "Petrel");
    let case =
        tree("Petrel NNP 3 poss\n's POS 1 case\nrange NN 4 subj\nis VBZ 0 root\n800km FIG 4 attr");
    owns(&case, "800km", "range", &["Petrel"], "Petrel");
    // "the Petrel range of 800 km"
    let beside = tree("Petrel NNP 2 compound\nrange NN 0 root\nof IN 2 prep\n800km FIG 3 pobj");
    owns(&beside, "800km", "range", &["Petrel"], "Petrel");
    let at = tree(
        "Emissions NNS 4 subj\nat IN 1 prep\nLyngby NNP 2 pobj\nfell VBD 0 root\nto IN 4 prep\n\
         171kt FIG 5 pobj",
    );
    owns(&at, "171kt", "Emissions", &["Lyngby"], "Lyngby");
}

#[test]
fn a_relative_clause_is_about_its_antecedent() {
    let which = tree(
        "Gannet NNP 2 subj\nis VBZ 0 root\nnear IN 2 prep\nPetrel NNP 3 pobj\nwhich WDT 6 subj\n\
         has VBZ 4 relcl\na DT 8 det\nrange NN 6 obj\nof IN 8 prep\n800km FIG 9 pobj",
    );
    owns(&which, "800km", "range", &["Gannet", "Petrel"], "Petrel");
    assert_eq!(which.antecedent(at(&which, "which")).value, Some(3));
    assert_eq!(which.subject_of(at(&which, "has")).value, Some(3));
    let whose = tree(
        "Gannet NNP 2 subj\nbeats VBZ 0 root\nPetrel NNP 2 obj\nwhose WP$ 5 poss\nrange NN 6 subj\n\
         is VBZ 3 relcl\n800km FIG 6 attr",
    );
    owns(&whose, "800km", "range", &["Gannet", "Petrel"], "Petrel");
    let built = tree(
        "Petrel NNP 5 subj\nbuilt VBN 1 acl\nby IN 2 agent\nGannet NNP 3 pobj\nflies VBZ 0 root\n\
         800km FIG 5 npadvmod",
    );
    owns(&built, "800km", "flies", &["Petrel", "Gannet"], "Petrel");
}

#[test]
fn phrases_own_through_what_they_modify() {
    let with = tree(
        "Petrel NNP 6 subj\nwith IN 1 prep\na DT 4 det\nrange NN 2 pobj\nof800km FIG 4 nummod\n\
         lands VBZ 0 root\nnear IN 6 prep\nGannet NNP 7 pobj",
    );
    owns(&with, "of800km", "range", &["Petrel", "Gannet"], "Petrel");
    let front = tree(
        "With IN 7 prep\na DT 3 det\nrange NN 1 pobj\nof IN 3 prep\n800km FIG 4 pobj\n\
         Petrel NNP 7 subj\nbeats VBZ 0 root\nGannet NNP 7 obj",
    );
    owns(&front, "800km", "range", &["Petrel", "Gannet"], "Petrel");
    let apposed =
        tree("Petrel NNP 4 subj\n800km FIG 3 npadvmod\nlong JJ 1 amod\nlands VBZ 0 root\n");
    owns(&apposed, "800km", "long", &["Petrel"], "Petrel");
    let attributive = tree("the DT 3 det\n800-km ATT 3 amod\nPetrel NNP 4 subj\nlands VBZ 0 root");
    owns(&attributive, "800-km", "", &["Petrel"], "Petrel");
    let given = tree(
        "They PRP 2 subj\nsold VBD 0 root\nGannet NNP 2 obj\ngiving VBG 2 advcl\nPetrel NNP 4 dative\n\
         a DT 7 det\nrange NN 4 obj\nof IN 7 prep\n800km FIG 8 pobj",
    );
    owns(&given, "800km", "range", &["Gannet", "Petrel"], "Petrel");
}

#[test]
fn another_thing_in_between_owns_it() {
    // "Its drones have a range": of the drones.
    let things = tree(
        "Petrel NNP 3 poss\n's POS 1 case\nengine NN 4 subj\nhas VBZ 0 root\na DT 6 det\n\
         power NN 4 obj\nof IN 6 prep\n900kW FIG 7 pobj",
    );
    let (word, names) = owner(&things, "900kW", "power", &["Petrel"]);
    assert_eq!((word.as_str(), names.len()), ("engine", 0));
    let answer =
        things.owner(place(&things, "900kW"), None, &[place(&things, "Petrel")]).value.unwrap();
    assert_eq!(answer.within, Vec::<usize>::new());
    let answer = things
        .owner(place(&things, "900kW"), Some(place(&things, "power")), &[place(&things, "Petrel")])
        .value
        .unwrap();
    assert_eq!(answer.within, [0]);
    let variant = tree(
        "Petrel NNP 2 subj\nhas VBZ 0 root\na DT 4 det\nvariant NN 2 obj\nwith IN 4 prep\na DT 7 det\n\
         range NN 5 pobj\nof IN 7 prep\n800km FIG 8 pobj",
    );
    assert_eq!(owner(&variant, "800km", "range", &["Petrel"]).0, "variant");
    // "a limit of 800 km" is no thing but the measure.
    let limit = tree(
        "Petrel NNP 2 subj\nhas VBZ 0 root\na DT 4 det\nlimit NN 2 obj\nof IN 4 prep\n800km FIG 5 pobj",
    );
    owns(&limit, "800km", "", &["Petrel"], "Petrel");
}

#[test]
fn several_figures_find_their_owners() {
    let ports = tree(
        "The DT 2 det\nports NNS 3 subj\nare VBP 0 root\n7410 CD 3 attr\nfor IN 4 prep\nrelay NN 5 pobj\n\
         and CC 4 cc\n7420 CD 4 conj\nfor IN 8 prep\nwarden NN 9 pobj",
    );
    owns(&ports, "7410", "ports", &["relay", "warden"], "relay");
    owns(&ports, "7420", "ports", &["relay", "warden"], "warden");
    let that = tree(
        "The DT 2 det\nrange NN 5 subj\nof IN 2 prep\nPetrel NNP 3 pobj\nis VBZ 0 root\n800km FIG 5 attr\n\
         and CC 5 cc\nthat DT 11 subj\nof IN 8 prep\nGannet NNP 9 pobj\nis VBZ 5 conj\n700km FIG 11 attr",
    );
    owns(&that, "800km", "range", &["Petrel", "Gannet"], "Petrel");
    let both = tree(
        "Petrel NNP 4 subj\nand CC 1 cc\nGannet NNP 1 conj\nhave VBP 0 root\na DT 6 det\nrange NN 4 obj\n\
         of IN 6 prep\n800km FIG 7 pobj",
    );
    assert_eq!(owner(&both, "800km", "range", &["Petrel", "Gannet"]).1, ["Petrel", "Gannet"]);
    assert!(both.coordinated(at(&both, "Petrel"), at(&both, "Gannet")).value);
    assert!(!both.coordinated(at(&both, "Petrel"), at(&both, "range")).value);
}

#[test]
fn you_own_nothing() {
    let fronted = tree(
        "On IN 4 prep\nStarter NNP 1 pobj\nyou PRP 4 subj\nget VBP 0 root\n10 CD 6 nummod\nseats NNS 4 obj",
    );
    owns(&fronted, "10", "seats", &["Starter"], "Starter");
    let plain = tree("you PRP 2 subj\nget VBP 0 root\n10 CD 4 nummod\nseats NNS 2 obj");
    assert_eq!(owner(&plain, "10", "seats", &[]).0, "you");
}

#[test]
fn names_beside_the_owner_are_the_owner() {
    let apposed = tree(
        "The DT 2 det\ndrone NN 4 subj\nPetrel NNP 2 appos\nhas VBZ 0 root\na DT 6 det\nrange NN 4 obj\n\
         of IN 6 prep\n800km FIG 7 pobj",
    );
    owns(&apposed, "800km", "range", &["Petrel"], "Petrel");
    assert!(apposed.apposed(at(&apposed, "drone"), at(&apposed, "Petrel")).value);
    assert!(!apposed.apposed(at(&apposed, "has"), at(&apposed, "Petrel")).value);
    let compound = tree(
        "The DT 3 det\nPetrel NNP 3 compound\ndrone NN 4 subj\nhas VBZ 0 root\na DT 6 det\nrange NN 4 obj\n\
         of IN 6 prep\n800km FIG 7 pobj",
    );
    let owner = compound
        .owner(
            place(&compound, "800km"),
            Some(place(&compound, "range")),
            &[place(&compound, "Petrel")],
        )
        .value
        .unwrap();
    assert_eq!((owner.names.len(), owner.within), (0, vec![0]));
}

#[test]
fn rival_readings_make_an_answer_unsure() {
    let text = "Petrel NNP 2 subj\nbeats VBZ 0 root\nGannet NNP 2 obj\nwith IN 2 prep\na DT 6 det\n\
                range NN 4 pobj\nof IN 6 prep\n800km FIG 7 pobj\n\
                or 9\nPetrel NNP 2 subj\nbeats VBZ 0 root\nGannet NNP 2 obj\nwith IN 3 prep\na DT 6 det\n\
                range NN 4 pobj\nof IN 6 prep\n800km FIG 7 pobj\n";
    let syntax = tree(text);
    let names = [place(&syntax, "Petrel"), place(&syntax, "Gannet")];
    let answer = syntax.owner(place(&syntax, "800km"), Some(place(&syntax, "range")), &names);
    assert!(!answer.is_sure());
    assert_eq!(answer.value.as_ref().unwrap().names, [0]);
    assert_eq!(answer.rival.as_ref().unwrap().as_ref().unwrap().names, [1]);
    assert_eq!(answer.sure(), None);
    // What both say is sure.
    assert_eq!(syntax.subject_of(1).sure(), Some(Some(0)));
    let path = syntax.owner_path(place(&syntax, "800km"), names[0], Some(place(&syntax, "range")));
    assert!(path.value.is_some() && !path.is_sure());
    assert!(syntax.to_string().contains("or, 9 behind: 4 -> 3 prep"));
}

#[test]
fn clauses_have_verbs_subjects_and_openers() {
    let syntax = tree(
        "While IN 4 mark\nGannet NNP 4 subjpass\nwas VBD 4 auxpass\nclosed VBN 6 advcl\nPetrel NNP 6 subj\n\
         flew VBD 0 root\nand CC 6 cc\nlanded VBD 6 conj",
    );
    let clause = syntax.clause_of(at(&syntax, "Gannet")).value.unwrap();
    assert_eq!(clause.kind, ClauseKind::Adverbial);
    assert_eq!((clause.verb, clause.subject, clause.opener), (3, Some(1), Some(0)));
    let clause = syntax.clause_of(at(&syntax, "landed")).value.unwrap();
    assert_eq!((clause.verb, clause.subject, clause.kind), (7, Some(4), ClauseKind::Main));
    assert_eq!(syntax.subject_of(7).value, Some(4));
}

#[test]
fn those_who_say_something_are_found() {
    let said = tree(
        "Smith NNP 2 subj\nsaid VBD 0 root\nPetrel NNP 4 subj\nflies VBZ 2 ccomp\n800km FIG 4 npadvmod",
    );
    let report = said.reporter_of(at(&said, "800km")).value.unwrap();
    assert_eq!((report.verb, report.who), (1, Some(0)));
    assert_eq!(said.reporter_of(at(&said, "Smith")).value, None);
    let behind = tree(
        "Petrel NNP 2 subj\nflies VBZ 5 ccomp\n800km FIG 2 npadvmod\nSmith NNP 5 subj\nsaid VBD 0 root",
    );
    let report = behind.reporter_of(at(&behind, "800km")).value.unwrap();
    assert_eq!((report.verb, report.who), (4, Some(3)));
    let put_in = tree(
        "Petrel NNP 2 subj\nflies VBZ 0 root\n800km FIG 2 npadvmod\nSmith NNP 5 subj\nsaid VBD 2 parataxis",
    );
    let report = put_in.reporter_of(at(&put_in, "800km")).value.unwrap();
    assert_eq!((report.verb, report.who), (4, Some(3)));
    let according = tree(
        "According VBG 5 prep\nto IN 1 prep\nSmith NNP 2 pobj\nPetrel NNP 5 subj\nflies VBZ 0 root\n\
         800km FIG 5 npadvmod",
    );
    let report = according.reporter_of(at(&according, "800km")).value.unwrap();
    assert_eq!((report.verb, report.who), (0, Some(2)));
    let passive = tree(
        "Petrel NNP 3 subjpass\nis VBZ 3 auxpass\nsaid VBN 0 root\nto TO 5 aux\nfly VB 3 xcomp\n\
         800km FIG 5 npadvmod",
    );
    let report = passive.reporter_of(at(&passive, "800km")).value.unwrap();
    assert_eq!((report.verb, report.who), (2, None));
    let plain = tree("Petrel NNP 2 subj\nflies VBZ 0 root\n800km FIG 2 npadvmod");
    assert_eq!(plain.reporter_of(at(&plain, "800km")).value, None);
}

#[test]
fn what_is_not_stated_says_so() {
    let stance = |text: &str| {
        let syntax = tree(text);
        syntax.polarity_and_mood(at(&syntax, "800km")).value
    };
    assert!(stance("It PRP 2 subj\nflies VBZ 0 root\n800km FIG 2 obj").is_plain());
    let negated =
        stance("It PRP 4 subj\ndoes VBZ 4 aux\nnot RB 4 neg\nfly VB 0 root\n800km FIG 4 obj");
    assert_eq!(negated.negation, Some(2));
    let no = stance(
        "It PRP 2 subj\nhas VBZ 0 root\nno DT 4 det\nrange NN 2 obj\nof IN 4 prep\n800km FIG 5 pobj",
    );
    assert_eq!(no.negation, Some(2));
    let without = stance("It PRP 2 subj\nflies VBZ 0 root\nwithout IN 2 prep\n800km FIG 3 pobj");
    assert_eq!(without.negation, Some(2));
    // "He did not say that it flies 800 km" denies the saying.
    let elsewhere = stance(
        "It PRP 2 subj\nflies VBZ 0 root\n800km FIG 2 obj\nbut CC 2 cc\ndoes VBZ 7 aux\nnot RB 7 neg\n\
         land VB 2 conj",
    );
    assert!(elsewhere.is_plain());
    let denied = stance(
        "He PRP 2 subj\ndenied VBD 0 root\nthat IN 5 mark\nit PRP 5 subj\nflies VBZ 2 ccomp\n\
         800km FIG 5 obj",
    );
    assert_eq!(denied.negation, Some(1));
    let myth = stance(
        "The DT 2 det\nmyth NN 0 root\nthat IN 5 mark\nit PRP 5 subj\nflies VBZ 2 acl\n800km FIG 5 obj",
    );
    assert_eq!(myth.negation, Some(1));
    let doubted = stance(
        "It PRP 2 subj\nis VBZ 0 root\nfalse JJ 2 acomp\nthat IN 6 mark\nit PRP 6 subj\n\
         flies VBZ 2 ccomp\n800km FIG 6 obj",
    );
    assert_eq!(doubted.negation, Some(1));
    let condition = stance(
        "If IN 3 mark\nit PRP 3 subj\nflew VBD 6 advcl\n800km FIG 3 obj\nwe PRP 6 subj\nknew VBD 0 root",
    );
    assert_eq!((condition.condition, condition.depends_on), (Some(0), None));
    let depending = stance(
        "If IN 3 mark\nit PRP 3 subj\nlands VBZ 5 advcl\nwe PRP 5 subj\nfly VBP 0 root\n800km FIG 5 obj",
    );
    assert_eq!((depending.condition, depending.depends_on), (None, Some(0)));
    let may = stance("It PRP 3 subj\nmay MD 3 aux\nfly VB 0 root\n800km FIG 3 obj");
    assert_eq!((may.possibility, may.future), (Some(1), None));
    let will = stance("It PRP 3 subj\nwill MD 3 aux\nfly VB 0 root\n800km FIG 3 obj");
    assert_eq!((will.possibility, will.future), (None, Some(1)));
    let can = stance("It PRP 3 subj\ncan MD 3 aux\nfly VB 0 root\n800km FIG 3 obj");
    assert!(can.is_plain());
    let order = stance("Set VB 0 root\nit PRP 1 obj\nto IN 1 prep\n800km FIG 3 pobj");
    assert_eq!(order.order, Some(0));
    let past = stance("It PRP 2 subj\nflew VBD 0 root\n800km FIG 2 obj");
    assert!(past.is_plain() && past.past);
}

/// The analysis of a sentence by the embedded weights.
fn read(prose: &str) -> Syntax<'_> {
    let tokens = Tokens::new(prose, ProseSpan::new(0, prose.len()), Words::embedded());
    Syntax::of(&tokens, &figures_of(&tokens, Units::builtin()))
}

#[test]
fn words_are_grouped() {
    let words = |prose: &str| {
        let syntax = read(prose);
        (0..syntax.words().len()).map(|i| syntax.text(i).to_owned()).collect::<Vec<_>>().join("|")
    };
    assert_eq!(
        words("The 1,420-metre bridge (built in 1932) doesn't cost $12 million."),
        "The|1,420-metre|bridge|built|in|1932|doesn|'t|cost|$12 million"
    );
    assert_eq!(
        words("Anna's and the owners' boat: O'Brien's 95 km/h well-known, e.g. U.S.-led & more"),
        "Anna|'s|and|the|owners|'|boat|O'Brien|'s|95 km/h|well-known|e.g|U.S|-|led|&|more"
            .replace("|-|", "|")
            .as_str()
    );
    assert_eq!(
        words("set max_bytes in /etc/foo.conf to 600 requests per minute"),
        "set|max_bytes|in|etc/foo.conf|to|600|requests|per|minute"
    );
    assert_eq!(words(""), "");
    assert_eq!(words(" ... !?"), "");
}

#[test]
fn no_words_hang_on_each_other_in_a_ring() {
    // All steps together would make a ring of the second.
    for prose in [
        "The Wagtail has a draught of 3.4 metres, and so has the Tern, which is 12 metres long.",
        "My usual \"small helping\" is 1/3 cup steel cut or 1/2 cup rolled (note that, by the rates above, both of \
         these end up needing 1 cup milk).",
        "Set it to 5, run it with the flag set to 1, and the boat called the Wagtail it is.",
    ] {
        assert!(read(prose).trees().iter().all(|tree| tree.is_rooted()), "{prose}");
    }
}

#[test]
fn plain_sentences_are_read() {
    let syntax = read("The Wagtail has a draught of 3.4 metres.");
    let names = [place(&syntax, "Wagtail")];
    let answer =
        syntax.owner(place(&syntax, "3.4 metres"), Some(place(&syntax, "draught")), &names);
    assert_eq!(answer.sure().flatten().map(|owner| owner.names), Some(vec![0]));
    let asks = read("Does the Wagtail reach 95 km/h?");
    assert!(asks.polarity_and_mood(at(&asks, "95 km/h")).value.question.is_some());
    assert_eq!(read("He flew.").lemma(1), "fly");
}

#[test]
fn odd_sentences_have_trees_too() {
    let long = "a ".repeat(LONGEST + 1);
    for prose in
        ["", "?", "(((", "a", "%", "5 km 5 km 5 km", "''''", "\u{301}a", "日本 is 5 km", &long]
    {
        let syntax = read(prose);
        for word in 0..syntax.words().len().min(30) + 1 {
            let _ = (syntax.subject_of(word), syntax.clause_of(word), syntax.reporter_of(word));
            let _ = (syntax.polarity_and_mood(word), syntax.antecedent(word), syntax.lemma(word));
        }
        let all = ProseSpan::new(0, prose.len());
        let _ = (syntax.owner(all, Some(all), &[all]), syntax.to_string());
        for tree in syntax.trees() {
            assert_eq!(tree.heads.len(), syntax.words().len());
            assert!((0..tree.heads.len()).all(|word| {
                std::iter::successors(Some(word), |word| tree.head(*word))
                    .nth(tree.heads.len())
                    .is_none()
            }));
        }
    }
    assert!(read(&long).trees().is_empty());
}

mod random {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_text_has_an_answer(prose in "([a-zA-Z0-9,.'’\"() %$-]|km|the |is |of |which ){0,60}") {
            let syntax = read(&prose);
            let all = ProseSpan::new(0, prose.len());
            let _ = (syntax.owner(all, None, &[all]), syntax.to_string());
            for word in 0..syntax.words().len() {
                let _ = (syntax.clause_of(word), syntax.reporter_of(word), syntax.polarity_and_mood(word));
            }
            let again = read(&prose);
            prop_assert_eq!(again.trees(), syntax.trees());
        }
    }
}
