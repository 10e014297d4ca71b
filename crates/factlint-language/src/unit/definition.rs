//! Units as files define them, and what can be wrong with a definition.

use serde::Deserialize;
use std::fmt;

/// A unit as `units.toml` or a rule file defines it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct UnitDefinition {
    /// Singular American English name.
    pub name: String,
    /// Plural; the name with an "s" where left out.
    pub plural: Option<String>,
    /// Further names; each is also read with an "s".
    #[serde(default)]
    pub other: Vec<String>,
    /// Symbols; capitals matter.
    #[serde(default)]
    pub symbols: Vec<String>,
    /// What it measures.
    #[serde(default)]
    pub dimension: String,
    /// How many base units of the dimension one of it is.
    #[serde(default)]
    pub factor: f64,
    /// Added after the factor.
    #[serde(default)]
    pub offset: f64,
    /// Where the factor comes from.
    #[serde(default)]
    pub source: String,
    /// SI prefixes that are usual with it, by name.
    #[serde(default)]
    pub prefixes: Vec<String>,
    /// Whether it also takes the binary prefixes kibi to pebi.
    #[serde(default)]
    pub binary: bool,
    /// Whether a square and a cubic unit are made of it.
    #[serde(default)]
    pub powers: bool,
    /// Whether it may stand before "per".
    #[serde(default)]
    pub over: bool,
    /// Whether it may stand after "per".
    #[serde(default)]
    pub under: bool,
    /// Units that may go on it, by name: inches a foot, cents a dollar.
    #[serde(default)]
    pub parts: Vec<String>,
    /// Whether its name, with a capital, is that of other things.
    #[serde(default)]
    pub also_a_name: bool,
    /// Whether its name is another noun, so that it is no unit before one.
    #[serde(default)]
    pub also_a_noun: bool,
    /// ISO 4217 code.
    pub currency: Option<String>,
    /// Whether this only adds names and symbols to a unit that is already there.
    #[serde(default)]
    pub extends: bool,
}

/// Why a unit cannot be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnitError {
    /// The name or symbol already means another unit.
    Taken {
        /// The name or symbol.
        name: String,
        /// The unit that has it.
        unit: String,
    },
    /// The factor is zero, infinite or not a number.
    Factor {
        /// The unit.
        unit: String,
    },
    /// The name, or the dimension, is empty.
    Empty {
        /// The unit.
        unit: String,
    },
    /// There is no SI prefix of that name.
    Prefix {
        /// The prefix.
        prefix: String,
    },
    /// It extends a unit that does not exist.
    Unknown {
        /// The unit.
        unit: String,
    },
    /// There are more units than identifiers.
    TooMany,
    /// The table is not valid TOML.
    Syntax {
        /// What the parser says.
        message: String,
    },
}

impl fmt::Display for UnitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Taken { name, unit } => write!(f, "`{name}` already means the unit `{unit}`"),
            Self::Factor { unit } => {
                write!(f, "the factor of `{unit}` is not a finite number above zero")
            }
            Self::Empty { unit } => write!(f, "the unit `{unit}` needs a name and a dimension"),
            Self::Prefix { prefix } => write!(f, "`{prefix}` is not an SI prefix"),
            Self::Unknown { unit } => write!(f, "there is no unit `{unit}` to extend"),
            Self::TooMany => write!(f, "there are too many units"),
            Self::Syntax { message } => write!(f, "the unit table cannot be read: {message}"),
        }
    }
}

impl std::error::Error for UnitError {}
