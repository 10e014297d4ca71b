//! Who says something that nobody vouches for: nobody at all, some that are not named, a tale, a forgery; and what is told behind of
//! those who say it.

use crate::reading::{Reading, Sentence};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Signs, Syntax, Tag, Tree};
use factlint_language::word;
use factlint_language::words::Class;

/// The word by which what is said has no weight: for whoever says it, or for what it is mixed up with.
pub(super) fn without_weight(syntax: &Syntax<'_>, tree: &Tree, value: usize) -> Option<usize> {
    unreliable(syntax, tree, value)
        .or_else(|| drafted(syntax, tree, value))
        .or_else(|| forged(syntax, tree, value))
        .or_else(|| mixed_up(syntax, tree, value))
}

/// Whether a verb is one by which a source tells a value: "says that it is", "gives it as".
pub(super) fn gives(syntax: &Syntax<'_>, verb: usize) -> bool {
    let lemma = syntax.lemma(verb);
    word::is(&lemma, Class::ReportingVerbs) || word::is(&lemma, Class::GivingAsVerbs)
}

/// The word for whoever says it: "nobody has promised that it is supported until", "some guides say that it opened in", "legend has it
/// that", "phishing mails claim that".
fn unreliable(syntax: &Syntax<'_>, tree: &Tree, value: usize) -> Option<usize> {
    let is_lemma = |at: usize, class: Class| word::is(&syntax.lemma(at), class);
    let told = |clause: &usize| {
        tree.relation(*clause) == Relation::Complement
            && tree.head(*clause).is_some_and(|verb| verb < *clause)
    };
    if let Some(noun) = untrue_noun(syntax, tree, value) {
        return Some(noun);
    }
    if let Some(tale) = by_tale(syntax, tree, value).or_else(|| has_it(syntax, value)) {
        return Some(tale);
    }
    tree.upwards(value).filter(told).find_map(|clause| {
        let verb = tree.head(clause)?;
        let says = [Class::ReportingVerbs, Class::AnnouncingVerbs, Class::VowingVerbs]
            .into_iter()
            .any(|class| is_lemma(verb, class));
        let who = tree.dependents_as(verb, Relation::Subject).next()?;
        // "Nobody can say why it is"
        let is_so =
            tree.dependents(clause).any(|at| at < clause && syntax.tag(at) == Tag::RelativeAdverb);
        let is_nobody = says
            && !is_so
            && !is_lemma(verb, Class::Denial)
            && (word::is(syntax.text(who), Class::NegatingWords)
                || (0..who).any(|at| {
                    tree.is_under(at, who) && word::is(syntax.text(at), Class::NegatingWords)
                }));
        let are_some = || {
            says && tree
                .dependents_as(who, Relation::Determiner)
                .any(|at| word::is(syntax.text(at), Class::UnnamedSome))
        };
        (is_nobody || are_some()).then_some(who)
    })
}

/// "Legend has it that", "a story that nobody can prove has it that": an idiom of tales, whoever has it and whatever the tree makes of it.
/// What is set against it is told again: "legend has it that it was founded in 1480, but".
fn has_it(syntax: &Syntax<'_>, value: usize) -> Option<usize> {
    let is = |at: usize, class: Class| word::is(syntax.text(at), class);
    let that = (2..value).rfind(|at| {
        is(*at, Class::ThatWord)
            && syntax.text(at - 1).eq_ignore_ascii_case("it")
            && syntax.lemma(at - 2) == "have"
    })?;
    let is_set_against = (that..value)
        .any(|at| is(at, Class::ContrastJoints) || syntax.words()[at].before.has(Signs::COLON));
    (!is_set_against).then_some(that - 2)
}

/// "According to a tale that nobody can prove, it was founded in"
fn by_tale(syntax: &Syntax<'_>, tree: &Tree, value: usize) -> Option<usize> {
    let opener = (0..syntax.words().len())
        .find(|at| word::is(&syntax.text(*at).to_lowercase(), Class::ReportingPrepositions))?;
    let tale = tree
        .dependents_as(opener, Relation::Preposition)
        .chain([opener])
        .flat_map(|to| tree.dependents_as(to, Relation::PrepositionObject))
        .find(|at| word::is(&syntax.lemma(*at), Class::TaleNouns))?;
    let told = tree.head(opener)?;
    (tree.is_under(value, told) && !tree.is_under(value, opener)).then_some(tale)
}

/// "Rumours that it was launched in March", "reports that it opened in March are untrue": the noun of a tale, or what is said of the
/// noun of what is told.
fn untrue_noun(syntax: &Syntax<'_>, tree: &Tree, value: usize) -> Option<usize> {
    let told = |clause: &usize| {
        matches!(tree.relation(*clause), Relation::NounClause | Relation::Complement)
            && tree
                .dependents(*clause)
                .any(|at| at < *clause && word::is(syntax.text(at), Class::ThatWord))
    };
    tree.upwards(value).filter(told).find_map(|clause| {
        let noun = tree.head(clause).filter(|noun| syntax.tag(*noun).is_noun())?;
        if word::is(&syntax.lemma(noun), Class::TaleNouns) {
            return Some(noun);
        }
        let be = tree.head(noun).filter(|_| tree.relation(noun).is_subject())?;
        [Relation::Adjective, Relation::Attribute]
            .into_iter()
            .flat_map(|relation| tree.dependents_as(be, relation))
            .find(|at| {
                word::is(syntax.text(*at), Class::Untrue)
                    || word::is(syntax.text(*at), Class::MistakenWords)
            })
    })
}

/// "Most stations broadcast on channel 12C; Fenwick FM does not": the word that denies of the only name of the sentence, behind what is told
/// of others, just that.
pub(super) fn denied_of_ours(
    reading: &Reading<'_>,
    sentence: Sentence,
    span: ProseSpan,
) -> Option<ProseSpan> {
    let syntax = reading.syntax(sentence);
    let words = syntax.words();
    let is_mention = |at: usize| reading.is_mention(words[at].span.start as usize);
    let last = words.len().checked_sub(1)?;
    let is_not = word::is(syntax.text(last), Class::Negation);
    let helping = if is_not { last.checked_sub(1)? } else { last };
    let text = syntax.text(helping);
    let is_contracted = text.ends_with("n't") || text.ends_with("n’t");
    let helps = [Class::BeForms, Class::HelpingVerbs].into_iter().any(|it| word::is(text, it));
    let name = helping.checked_sub(1).filter(|at| is_mention(*at))?;
    let front =
        (0..=name).rev().take_while(|at| is_mention(*at) || syntax.tag(*at) == Tag::Determiner);
    let front = front.last()?;
    let joint = match front
        .checked_sub(1)
        .filter(|at| word::is(syntax.text(*at), Class::ContrastOpeners))
    {
        Some(but) => but,
        None => front,
    };
    let is_parted = words[joint].before.has(Signs::COMMA.and(Signs::COLON));
    let is_told_before = words[joint].span.start >= span.end;
    // "Most stations", where rules know what a station is
    let is_only = !(0..joint).any(|at| is_mention(at) && word::is_capitalised(syntax.text(at)));
    ((is_not && helps || is_contracted) && is_parted && is_told_before && is_only)
        .then(|| words[helping].span)
}

/// "An early plan had the museum opening on 9 June": the noun for what somebody drew up, of which nothing need have come.
fn drafted(syntax: &Syntax<'_>, tree: &Tree, value: usize) -> Option<usize> {
    let had = tree
        .upwards(value)
        .find(|at| syntax.tag(*at) == Tag::Past && syntax.lemma(*at) == "have" && *at < value)?;
    // "Had the museum opening on", whatever the tree takes "opening" for
    let is_doing = |at: usize| {
        syntax.text(at).ends_with("ing") && matches!(syntax.tag(at), Tag::Gerund | Tag::Noun)
    };
    let mut drafts = tree.dependents_as(had, Relation::Subject);
    drafts
        .find(|at| word::is(&syntax.lemma(*at), Class::DraftNouns))
        .filter(|_| (had + 1..value).any(is_doing))
}

/// The word by which what gives something is no honest source: "forged invoices give it as", "a spoof advert claims", "beware of invoices
/// that give it as".
fn forged(syntax: &Syntax<'_>, tree: &Tree, value: usize) -> Option<usize> {
    tree.upwards(value).find_map(|at| {
        if word::is(&syntax.lemma(at), Class::WarningVerbs) {
            return Some(at);
        }
        // "A spoof advert claims", not "the mock village has 40 houses"
        let tells = gives(syntax, at) || word::is(&syntax.lemma(at), Class::RequestingVerbs);
        let mut sources = tree.dependents_as(at, Relation::Subject).filter(|_| tells);
        let source = sources.find(|who| *who < value)?;
        [Relation::Modifier, Relation::Compound, Relation::Possessor]
            .into_iter()
            .flat_map(|relation| tree.dependents_as(source, relation))
            .find(|part| word::is(&syntax.lemma(*part), Class::ForgedAdjectives))
    })
}

/// The verb by which a value is only taken for that of something: "is often mistaken for", "do not confuse it with".
fn mixed_up(syntax: &Syntax<'_>, tree: &Tree, value: usize) -> Option<usize> {
    let verb = tree.upwards(value).skip(1).find(|at| syntax.tag(*at).is_verb())?;
    let is_mixed = word::is(&syntax.lemma(verb), Class::MistakingVerbs)
        || word::is(syntax.text(verb), Class::MistakingVerbs)
        || word::is(syntax.text(verb), Class::MistakenWords);
    let is_other_end = tree
        .dependents_as(verb, Relation::Preposition)
        .any(|at| at > verb && tree.is_under(value, at));
    // "The code STD is often confused with that of"
    let is_taken_for = || {
        tree.dependents_as(verb, Relation::PassiveSubject)
            .any(|who| who == value || tree.is_under(value, who))
            && tree
                .dependents_as(verb, Relation::Preposition)
                .any(|with| with > verb && syntax.text(with).eq_ignore_ascii_case("with"))
    };
    (is_mixed && (is_other_end || is_taken_for())).then_some(verb)
}
