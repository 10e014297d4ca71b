//! The classes of words, in one place.

/// Declares [`Class`]: each variant and the section of `data/*.toml` that holds its words.
macro_rules! classes {
    ($($variant:ident = $section:literal,)*) => {
        /// A class of words and phrases. What each is for says its section in `data/*.toml`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Class {
            $(#[doc = concat!("`[", $section, "]`")] $variant,)*
        }

        impl Class {
            /// Every class.
            pub const ALL: &'static [Class] = &[$(Class::$variant,)*];

            /// The name of the section that holds its words.
            pub fn section(self) -> &'static str {
                match self {
                    $(Self::$variant => $section,)*
                }
            }

            /// The class whose words a section holds.
            pub(super) fn of_section(section: &str) -> Option<Class> {
                match section {
                    $($section => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

classes! {
    HedgeAbout = "hedge-about",
    HedgeNearly = "hedge-nearly",
    HedgeJustUnder = "hedge-just-under",
    HedgeJustOver = "hedge-just-over",
    HedgeMoreThan = "hedge-more-than",
    HedgeAtLeast = "hedge-at-least",
    HedgeLessThan = "hedge-less-than",
    HedgeAtMost = "hedge-at-most",
    TrailingHedgeAbout = "trailing-hedge-about",
    TrailingHedgeAtLeast = "trailing-hedge-at-least",
    TrailingHedgeAtMost = "trailing-hedge-at-most",
    HedgeAbbreviation = "hedge-abbreviation",

    TitleFormer = "title-former",
    TitleOtherManner = "title-other-manner",
    TitleTiedManner = "title-tied-manner",
    TitleStillHeld = "title-still-held",
    OtherOffice = "other-office",
    TitleDeterminer = "title-determiner",
    TitledThing = "titled-thing",
    TitleAide = "title-aide",
    StateNoun = "state-noun",
    AfterApposition = "after-apposition",
    PersonalPossessive = "personal-possessive",
    Organisation = "organisation",

    NameParticle = "name-particle",
    InsideName = "inside-name",
    CapitalisedNoName = "capitalised-no-name",
    CapitalisedNoNamePart = "capitalised-no-name-part",
    TitleBeforeName = "title-before-name",

    AbbreviationInside = "abbreviation-inside",
    AbbreviationPerhapsLast = "abbreviation-perhaps-last",
    SentenceStarter = "sentence-starter",
    SmallInTitleCase = "small-in-title-case",

    SmallInAcronym = "small-in-acronym",
    BeforeAcronym = "before-acronym",
    UncountedInExpansion = "uncounted-in-expansion",
}

/// How many numbers hold a bit for each class.
const SIZE: usize = Class::ALL.len().div_ceil(64);

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Classes([u64; SIZE]);

impl Classes {
    pub(super) fn has(self, class: Class) -> bool {
        self.0[class as usize / 64] & (1 << (class as usize % 64)) != 0
    }

    pub(super) fn add(&mut self, class: Class) {
        self.0[class as usize / 64] |= 1 << (class as usize % 64);
    }

    pub(super) fn merge(&mut self, other: Self) {
        for (mine, others) in self.0.iter_mut().zip(other.0) {
            *mine |= others;
        }
    }
}
