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
    // dates.toml
    DateOpenings = "date-openings",
    MonthsLikeWords = "months-like-words",
    MonthsLikeNames = "months-like-names",
    OrdinalEndings = "ordinal-endings",
    PartsOfDays = "parts-of-days",
    BeforeDates = "before-dates",
    BeforeMonthsWithCounts = "before-months-with-counts",
    BeforeMonths = "before-months",
    BeforeMonthsWithYears = "before-months-with-years",
    PartsOfMonths = "parts-of-months",
    Seasons = "seasons",
    Marches = "marches",
    Anniversaries = "anniversaries",
    BeforeAnniversaries = "before-anniversaries",
    BeforeRecurringDates = "before-recurring-dates",
    AnotherYear = "another-year",
    ListJoints = "list-joints",
    DateQualifiers = "date-qualifiers",
    YearPrepositions = "year-prepositions",
    WeakYearPrepositions = "weak-year-prepositions",
    YearDeterminers = "year-determiners",
    PartsOfYears = "parts-of-years",
    Fiscal = "fiscal",
    LifeAbbreviations = "life-abbreviations",
    Events = "events",
    IrregularPeople = "irregular-people",
    AfterDates = "after-dates",
    AfterRoundCounts = "after-round-counts",
    Counted = "counted",
    CountedAfterDays = "counted-after-days",
    RangeJoints = "range-joints",
    YearRangeJoints = "year-range-joints",
    PageWords = "page-words",
    Meridiems = "meridiems",
    ClockWords = "clock-words",
    ClockHours = "clock-hours",
    TimeZones = "time-zones",
    SpokenTimeZones = "spoken-time-zones",
    DistantDays = "distant-days",
    Following = "following",
    WeekModifiers = "week-modifiers",
    WeekLinks = "week-links",
    NamedWeekdays = "named-weekdays",
    AnyOne = "any-one",
    Owners = "owners",
    VagueNumbers = "vague-numbers",
    BeforePartsOfNumbers = "before-parts-of-numbers",
    DistanceHedges = "distance-hedges",
    AfterAgo = "after-ago",
    Ahead = "ahead",
    PastTenses = "past-tenses",
    NotPastTenses = "not-past-tenses",
    PassiveAuxiliaries = "passive-auxiliaries",
    AfterParticiples = "after-participles",
    ZonesAndEras = "zones-and-eras",
    BeforeSpelledYear = "before-spelled-year",
    BeforeRoundYear = "before-round-year",
    BeforeYear = "before-year",
    DayJoints = "day-joints",
    // figures.toml
    TwiceComparing = "twice-comparing",
    AfterNoMultiple = "after-no-multiple",
    Comparing = "comparing",
    Levels = "levels",
    BeforeTheWhole = "before-the-whole",
    RangeHedges = "range-hedges",
    Changes = "changes",
    Prices = "prices",
    BeforeAdverbialHalf = "before-adverbial-half",
    AfterHalf = "after-half",
    BeforePronounOne = "before-pronoun-one",
    AfterPronounOne = "after-pronoun-one",
    AgeEvents = "age-events",
    AgeWords = "age-words",
    Readings = "readings",
    MeasuredDirections = "measured-directions",
    Feet = "feet",
    SpokenPointUnits = "spoken-point-units",
    PartMeasures = "part-measures",
    TemperatureCues = "temperature-cues",
    MoneyCues = "money-cues",
    // hedges.toml
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
    CompleteHedge = "complete-hedge",
    // labels.toml
    Labels = "labels",
    Codes = "codes",
    Statistics = "statistics",
    Streets = "streets",
    Reporters = "reporters",
    Openings = "openings",
    Giving = "giving",
    CountryInitials = "country-initials",
    // lexemes.toml
    DigitWords = "digit-words",
    TeenWords = "teen-words",
    TenWords = "ten-words",
    Months = "months",
    MonthAbbreviations = "month-abbreviations",
    Weekdays = "weekdays",
    WeekdayAbbreviations = "weekday-abbreviations",
    Ordinals = "ordinals",
    CalendarUnits = "calendar-units",
    PluralCalendarUnits = "plural-calendar-units",
    NearDays = "near-days",
    DateModifiers = "date-modifiers",
    Hundred = "hundred",
    MagnitudeWords = "magnitude-words",
    PluralMagnitudeWords = "plural-magnitude-words",
    Dozen = "dozen",
    Half = "half",
    PartWords = "part-words",
    PartsWords = "parts-words",
    Magnitudes = "magnitudes",
    MagnitudeLetters = "magnitude-letters",
    Multiples = "multiples",
    // money.toml
    CurrencyAbbreviations = "currency-abbreviations",
    AmbiguousCurrencyCodes = "ambiguous-currency-codes",
    SmallCurrencyCountries = "small-currency-countries",
    // nouns.toml
    FunctionWords = "function-words",
    Persons = "persons",
    Relatives = "relatives",
    ResultRows = "result-rows",
    NotCountedByOne = "not-counted-by-one",
    NotCountedAfterHyphen = "not-counted-after-hyphen",
    TimeModifiers = "time-modifiers",
    NeverPlural = "never-plural",
    // rates.toml
    Per = "per",
    AfterATimePast = "after-a-time-past",
}

/// How many numbers hold a bit for each class.
const SIZE: usize = Class::ALL.len().div_ceil(64);

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Classes([u64; SIZE]);

impl Classes {
    /// The set of these classes.
    pub(crate) const fn of(classes: &[Class]) -> Self {
        let mut bits = [0; SIZE];
        let mut i = 0;
        while i < classes.len() {
            bits[classes[i] as usize / 64] |= 1 << (classes[i] as usize % 64);
            i += 1;
        }
        Self(bits)
    }

    /// Whether a class is in both.
    pub(super) fn overlaps(self, other: Self) -> bool {
        self.0.iter().zip(other.0).any(|(mine, others)| mine & others != 0)
    }

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
