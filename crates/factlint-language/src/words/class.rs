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
    YearParticiples = "year-participles",
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
    BeforeMarkedYear = "before-marked-year",
    AgeVerbs = "age-verbs",
    NumberOpeners = "number-openers",
    OneOfAUnit = "one-of-a-unit",
    BeforeRatedMagnitude = "before-rated-magnitude",
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
    LongNumberUnits = "long-number-units",
    DurationNouns = "duration-nouns",
    BeforeDurations = "before-durations",
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
    // syntax.toml
    OwningPrepositions = "owning-prepositions",
    PlacingPrepositions = "placing-prepositions",
    GivingPrepositions = "giving-prepositions",
    FrontingPrepositions = "fronting-prepositions",
    GenericSubjects = "generic-subjects",
    MeasureNouns = "measure-nouns",
    ReportingVerbs = "reporting-verbs",
    ReportingPrepositions = "reporting-prepositions",
    ConditionOpeners = "condition-openers",
    NegatingWords = "negating-words",
    PossibilityModals = "possibility-modals",
    FutureModals = "future-modals",
    // rates.toml
    Per = "per",
    AfterATimePast = "after-a-time-past",

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
    PredicateAdverb = "predicate-adverb",
    PredicateVerb = "predicate-verb",
    WhoHolds = "who-holds",
    AfterPredicate = "after-predicate",
    PersonalPossessive = "personal-possessive",
    Organisation = "organisation",

    NameParticle = "name-particle",
    TimeZoneArea = "time-zone-area",
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

    CommonTitle = "common-title",
    NameSuffix = "name-suffix",
    OfficeServant = "office-servant",
    TermOfOffice = "term-of-office",
    NewsVerb = "news-verb",
    LooksBackAtTitle = "looks-back-at-title",
    ActOfOffice = "act-of-office",
    ToldOffice = "told-office",

    CountryAcronym = "country-acronym",
    NoInitials = "no-initials",
    NoFirstName = "no-first-name",
    CommonNounLead = "common-noun-lead",
    UncapitalisedTitleModifier = "uncapitalised-title-modifier",
    PlaceOpener = "place-opener",
    InsideByline = "inside-byline",



    CreditLine = "credit-line",
    Shouted = "shouted",
    OtherCalendar = "other-calendar",
    WeekdayOpener = "weekday-opener",
    BeforeToldWeekday = "before-told-weekday",
    SundayPaper = "sunday-paper",
    RecurringDay = "recurring-day",
    WeekdayJoint = "weekday-joint",
    DateDenial = "date-denial",
    LooksBackYears = "looks-back-years",
    InCellName = "in-cell-name",

    TemperatureChange = "temperature-change",
    ChangeNoun = "change-noun",
    RangeOpener = "range-opener",
    WarmingNoun = "warming-noun",
    BeforeLimitOfChange = "before-limit-of-change",
    LimitVerb = "limit-verb",
    AfterDifference = "after-difference",
    TemperatureComparative = "temperature-comparative",
    BeforeReading = "before-reading",
    ConversionTrailer = "conversion-trailer",
    DimensionJoint = "dimension-joint",
    PlainHedge = "plain-hedge",
    CarryingOn = "carrying-on",
    OtherMeasure = "other-measure",
    PartWord = "part-word",
    OwningVerb = "owning-verb",
    DifferenceWord = "difference-word",
    MeasureDeterminer = "measure-determiner",
    Article = "article",
    DistanceNoun = "distance-noun",
    DistancePreposition = "distance-preposition",
    ExtremeNoun = "extreme-noun",
    LimitNoun = "limit-noun",
    ListJoint = "list-joint",
    StandIn = "stand-in",
    FractionWord = "fraction-word",

    DateMoved = "date-moved",
    DateUnsaid = "date-unsaid",
    VerbWithOwnDate = "verb-with-own-date",
    OtherEvent = "other-event",
    DateBound = "date-bound",
    BeforeEdition = "before-edition",
    Edition = "edition",
    EditionUnit = "edition-unit",
    BeforeOtherVerbObject = "before-other-verb-object",
    BeingHeld = "being-held",

    NotElapsedBefore = "not-elapsed-before",
    NotElapsedAfter = "not-elapsed-after",
    ElapsedAuxiliary = "elapsed-auxiliary",
    BeforeSpan = "before-span",
    SpanPreposition = "span-preposition",
    PlanNoun = "plan-noun",
    IndefiniteArticle = "indefinite-article",
    ElapsedSince = "elapsed-since",
    GoesOn = "goes-on",
    BetweenHasAndTime = "between-has-and-time",
    PresentState = "present-state",
    LongTimeUnit = "long-time-unit",
    Honorific = "honorific",
    RoleModifier = "role-modifier",
    OfAnotherTime = "of-another-time",
    BeforeAge = "before-age",
    TellsAge = "tells-age",
    YearsOfAge = "years-of-age",
    OfAge = "of-age",
    AfterAge = "after-age",
    AgeArticle = "age-article",
    YearOld = "year-old",
    AgeNoun = "age-noun",
    OpensWithAge = "opens-with-age",
    PresentOfAge = "present-of-age",
    PersonalPronoun = "personal-pronoun",
    TurnedAge = "turned-age",
    PresentBe = "present-be",
    ToldOfThen = "told-of-then",
    PastSpan = "past-span",
    DefiniteSpan = "definite-span",
    SpanGoesOn = "span-goes-on",
    SpanHedge = "span-hedge",
    ApposedState = "apposed-state",
    ObliqueOfTime = "oblique-of-time",

    BeforeBetween = "before-between",
    AgreementNoun = "agreement-noun",
    BeforeAgreedObject = "before-agreed-object",
    AnotherAgreement = "another-agreement",
    UnrealAgreement = "unreal-agreement",
    PartyModifier = "party-modifier",
    AgreeingVerb = "agreeing-verb",
    BeforeAgreeingVerb = "before-agreeing-verb",
    AfterParty = "after-party",
    NoParty = "no-party",
    BeVerb = "be-verb",
    DefiniteAgreement = "definite-agreement",
    JoinsParty = "joins-party",
    AgreementModifier = "agreement-modifier",
    PartyGroup = "party-group",

    PercentageRelation = "percentage-relation",
    BeforePercentage = "before-percentage",
    BeforeChange = "before-change",
    ShareOpener = "share-opener",
    RateOpener = "rate-opener",
    PercentageFiller = "percentage-filler",
    PercentageQualifier = "percentage-qualifier",
    TimePreposition = "time-preposition",
    RateArticle = "rate-article",
    WholeDeterminer = "whole-determiner",
    NoNounPhrase = "no-noun-phrase",
    RiseNoun = "rise-noun",
    FallNoun = "fall-noun",
    RiseVerb = "rise-verb",
    FallVerb = "fall-verb",

    Language = "language",
    DisowningStem = "disowning-stem",
    DisowningWord = "disowning-word",
    BeforeLanguage = "before-language",

    EarlierState = "earlier-state",
    AnotherThing = "another-thing",
    ObliquePreposition = "oblique-preposition",
    Hearsay = "hearsay",
    HaveVerb = "have-verb",
    AimVerb = "aim-verb",
    StateAhead = "state-ahead",

    UnlistedNoun = "unlisted-noun",
    PartOfList = "part-of-list",
    PartsNumberFromList = "parts-number-from-list",
    NoPlural = "no-plural",
    NoItem = "no-item",
    OneThingPair = "one-thing-pair",
    AbstractNoun = "abstract-noun",
    BehindAnnouncedNoun = "behind-announced-noun",
    ObliqueToList = "oblique-to-list",
    ItemRelative = "item-relative",
    NumberWord = "number-word",

    IncompleteList = "incomplete-list",
    PartsOfPeople = "parts-of-people",
    ExclusivePart = "exclusive-part",
    PriceWord = "price-word",
    ItemClause = "item-clause",
    BeforeList = "before-list",
    PartsWholeFromList = "parts-whole-from-list",
    TotalAnnouncer = "total-announcer",
    TotalCloser = "total-closer",
    AddedLead = "added-lead",
    OverlappingParts = "overlapping-parts",
    NoSum = "no-sum",
    Quantifier = "quantifier",
    OverlappingItems = "overlapping-items",
    EachBehindList = "each-behind-list",
    ItemTime = "item-time",
    InsideItem = "inside-item",

    Negation = "negation",
    Possibility = "possibility",
    Denial = "denial",
    RelativeOpener = "relative-opener",
    Condition = "condition",
    BoundComparative = "bound-comparative",
    OnlyWord = "only-word",
    PlanBeVerb = "plan-be-verb",
    PlanVerb = "plan-verb",
    UnfulfilledVerb = "unfulfilled-verb",
    Ruled = "ruled",
    PossibleName = "possible-name",
    PlanObject = "plan-object",
    AfterPlanObject = "after-plan-object",
    Permission = "permission",
    BoundNegation = "bound-negation",
    HypotheticalContraction = "hypothetical-contraction",
    BindingAdverb = "binding-adverb",
    OwnClauseOpener = "own-clause-opener",
    StatementJoint = "statement-joint",
    StatementVerb = "statement-verb",
    AttributiveOpener = "attributive-opener",
    Exception = "exception",
    Unset = "unset",
    Setting = "setting",
    Nowadays = "nowadays",
    Past = "past",
    Until = "until",
    AfterNoEnd = "after-no-end",
    Before = "before",
    Version = "version",
    InVersion = "in-version",
    PastVerb = "past-verb",
    Example = "example",
    ExampleAbbreviation = "example-abbreviation",
    BeforeInstruction = "before-instruction",
    Instruction = "instruction",
    CorrectionOpener = "correction-opener",
    CorrectionNote = "correction-note",
    Misstatement = "misstatement",

    LabelWord = "label-word",
    TopicJoint = "topic-joint",

    ClauseDivider = "clause-divider",
    BeforeThan = "before-than",

    Definite = "definite",
    Indefinite = "indefinite",
    MentionModifier = "mention-modifier",
    ArticleStop = "article-stop",

    SayingVerb = "saying-verb",
    BeforeSayingVerb = "before-saying-verb",
    PlacingVerb = "placing-verb",
    ThingPronoun = "thing-pronoun",
    PersonPronoun = "person-pronoun",
    InsideSpeaker = "inside-speaker",
    NoApposition = "no-apposition",
    BeforeSpeaker = "before-speaker",
    BeforeParticiple = "before-participle",
    NoSpeaker = "no-speaker",

    Relative = "relative",
    OwnerPronoun = "owner-pronoun",
    OwnerVerb = "owner-verb",
    MeasureFunctionWord = "measure-function-word",
    ClauseConjunction = "clause-conjunction",
    AbsolutePreposition = "absolute-preposition",
    OwnerDeterminer = "owner-determiner",
    OwnerPossessive = "owner-possessive",
    NameMeasureLink = "name-measure-link",
    OwnerAuxiliary = "owner-auxiliary",
    CommonOpener = "common-opener",
    OwnerArticle = "owner-article",
    BesidePreposition = "beside-preposition",
    PlacePreposition = "place-preposition",
    NoStranger = "no-stranger",
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
