//! Parts of speech and relations between words, with the names that they have in weights and in trees
//! written by hand.

/// An enum whose variants have a number and a name.
macro_rules! labels {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            /// All, by their number.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// How it is written.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// The one that is written so.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$variant),)* _ => None }
            }

            /// Its number.
            pub fn number(self) -> u8 {
                self as u8
            }
        }
    };
}

labels! {
    /// A part of speech, as the Penn treebank has them, and two of figures.
    Tag {
        /// "and", "or", "but"
        Conjunction = "CC",
        /// "six", "1932"
        Number = "CD",
        /// "the", "a", "this"
        Determiner = "DT",
        /// "there" of "there is"
        There = "EX",
        /// A foreign word.
        Foreign = "FW",
        /// A preposition, or what opens a clause: "in", "because".
        Preposition = "IN",
        /// "long"
        Adjective = "JJ",
        /// "longer"
        Comparative = "JJR",
        /// "longest"
        Superlative = "JJS",
        /// What marks an item of a list.
        ListMark = "LS",
        /// "may", "will", "can"
        Modal = "MD",
        /// "bridge"
        Noun = "NN",
        /// "Wagtail"
        Name = "NNP",
        /// "Alps"
        Names = "NNPS",
        /// "bridges"
        Nouns = "NNS",
        /// "all" of "all the bridges"
        Predeterminer = "PDT",
        /// "'s"
        Possessive = "POS",
        /// "it", "she"
        Pronoun = "PRP",
        /// "its", "her"
        PossessivePronoun = "PRP$",
        /// "nearly", "not"
        Adverb = "RB",
        /// "more" of "more quickly"
        ComparativeAdverb = "RBR",
        /// "most" of "most quickly"
        SuperlativeAdverb = "RBS",
        /// "up" of "give up"
        Particle = "RP",
        /// A sign.
        Symbol = "SYM",
        /// "to"
        To = "TO",
        /// "oh"
        Interjection = "UH",
        /// "have"
        Verb = "VB",
        /// "had"
        Past = "VBD",
        /// "having"
        Gerund = "VBG",
        /// "taken"
        Participle = "VBN",
        /// "have" of "they have"
        Present = "VBP",
        /// "has"
        PresentThird = "VBZ",
        /// "which" of "the bridge which"
        RelativeDeterminer = "WDT",
        /// "who", "what"
        RelativePronoun = "WP",
        /// "whose"
        RelativePossessive = "WP$",
        /// "when", "where"
        RelativeAdverb = "WRB",
        /// Anything else.
        Other = "XX",
        /// A number with its unit.
        Figure = "FIG",
        /// A number with its unit before a noun: "1,420-metre".
        Attributive = "ATT",
    }
}

labels! {
    /// What a word is to the one that it depends on.
    Relation {
        /// The word on which the sentence hangs.
        Root = "root",
        /// Who does it: "the bridge measures".
        Subject = "subj",
        /// To whom it is done: "the bridge was opened".
        PassiveSubject = "subjpass",
        /// A clause as a subject.
        ClauseSubject = "csubj",
        /// "has a length"
        Object = "obj",
        /// "gives it a length"
        Dative = "dative",
        /// "is a bridge"
        Attribute = "attr",
        /// "is long"
        Adjective = "acomp",
        /// What a preposition governs.
        PrepositionObject = "pobj",
        /// A preposition to what its phrase modifies.
        Preposition = "prep",
        /// A clause that a preposition governs.
        PrepositionClause = "pcomp",
        /// "by" of who did it.
        Agent = "agent",
        /// "the bridge's", "its"
        Possessor = "poss",
        /// "'s"
        Case = "case",
        /// "fuel" of "fuel tank", "Tay" of "Tay Bridge".
        Compound = "compound",
        /// An adjective to its noun.
        Modifier = "amod",
        /// A number to its noun.
        NumberModifier = "nummod",
        /// "the"
        Determiner = "det",
        /// An adverb.
        Adverb = "advmod",
        /// A noun as an adverb: "800 km long", "last year".
        NounAdverb = "npadvmod",
        /// "not"
        Negation = "neg",
        /// "has" of "has opened", "will", "to"
        Auxiliary = "aux",
        /// "was" of "was opened"
        PassiveAuxiliary = "auxpass",
        /// "if", "because", "that"
        Marker = "mark",
        /// A clause that tells when, why or whether.
        AdverbClause = "advcl",
        /// A relative clause.
        RelativeClause = "relcl",
        /// A participle or infinitive behind a noun.
        NounClause = "acl",
        /// What is said, thought or known.
        Complement = "ccomp",
        /// The same without a subject of its own.
        OpenComplement = "xcomp",
        /// What is coordinated with an earlier word.
        Conjunct = "conj",
        /// "and"
        Conjunction = "cc",
        /// What stands beside a noun for the same thing.
        Apposition = "appos",
        /// A clause put in or beside.
        Parataxis = "parataxis",
        /// "there" of "there is"
        Expletive = "expl",
        /// "about" of "about six"
        Quantifier = "quantmod",
        /// "up" of "gave up"
        Particle = "prt",
        /// Anything else.
        Other = "other",
    }
}

impl Tag {
    /// Whether it is one of a verb with its tense, or of a modal: "opened", "opens", "can".
    pub fn is_finite(self) -> bool {
        matches!(self, Self::Modal | Self::Past | Self::Present | Self::PresentThird)
    }

    /// Whether it is one of a verb, modals included.
    pub fn is_verb(self) -> bool {
        matches!(
            self,
            Self::Modal
                | Self::Verb
                | Self::Past
                | Self::Gerund
                | Self::Participle
                | Self::Present
                | Self::PresentThird
        )
    }

    /// Whether it is one of a noun or a name.
    pub fn is_noun(self) -> bool {
        matches!(self, Self::Noun | Self::Nouns | Self::Name | Self::Names)
    }

    /// Whether it is one of a pronoun.
    pub fn is_pronoun(self) -> bool {
        matches!(self, Self::Pronoun | Self::PossessivePronoun)
    }

    /// Whether it is one of a word that opens a relative clause.
    pub fn is_relative(self) -> bool {
        matches!(
            self,
            Self::RelativeDeterminer
                | Self::RelativePronoun
                | Self::RelativePossessive
                | Self::RelativeAdverb
        )
    }
}

impl Relation {
    /// Whether it is one of a subject.
    pub fn is_subject(self) -> bool {
        matches!(self, Self::Subject | Self::PassiveSubject | Self::ClauseSubject)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back() {
        for tag in Tag::ALL {
            assert_eq!(Tag::from_name(tag.name()), Some(*tag));
            assert_eq!(Tag::ALL[usize::from(tag.number())], *tag);
        }
        for relation in Relation::ALL {
            assert_eq!(Relation::from_name(relation.name()), Some(*relation));
            assert_eq!(Relation::ALL[usize::from(relation.number())], *relation);
        }
        assert_eq!(Tag::from_name("NOUN"), None);
    }
}
