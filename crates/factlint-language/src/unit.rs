//! The table of units: names, symbols, dimensions and factors, from `units.toml`.

mod definition;

pub use definition::{UnitDefinition, UnitError};

use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A unit of a [`Units`] table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(u16);

/// A unit of measure or of money.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Singular American English name: "kilometer", "degree fahrenheit", "mile per hour".
    pub name: String,
    /// Plural of the name: "kilometers", "miles per hour".
    pub plural: String,
    /// The first of its symbols, if it has one: "km".
    pub symbol: Option<String>,
    /// What it measures: "length", "money", "speed", "money per volume".
    pub dimension: String,
    /// ISO 4217 code of money, or the shared name ("peso") of moneys that a text leaves open.
    pub currency: Option<String>,
    /// How many base units one of it is.
    pub factor: f64,
    /// What is added after the factor: 273.15 for degrees Celsius in kelvin.
    pub offset: f64,
    /// Where the factor comes from.
    pub source: String,
    /// Units that may go on it, by name: "inch" for foot.
    pub parts: Vec<String>,
    /// Whether its name, with a capital, is that of other things: Tesla, Newton.
    pub is_also_a_name: bool,
    /// Whether its name is another noun, so that it is no unit before one: bar, stone.
    pub is_also_a_noun: bool,
}

impl Unit {
    /// `value` of this unit in the base unit of its dimension.
    pub fn to_base(&self, value: f64) -> f64 {
        value * self.factor + self.offset
    }

    /// `value` in the base unit of the dimension, in this unit.
    pub fn from_base(&self, value: f64) -> f64 {
        (value - self.offset) / self.factor
    }
}

/// SI prefixes: name, symbol, factor. Source: SI Brochure, 9th edition, table 7.
const PREFIXES: &[(&str, &str, f64)] = &[
    ("zetta", "Z", 1e21),
    ("exa", "E", 1e18),
    ("peta", "P", 1e15),
    ("tera", "T", 1e12),
    ("giga", "G", 1e9),
    ("mega", "M", 1e6),
    ("kilo", "k", 1e3),
    ("hecto", "h", 1e2),
    ("deca", "da", 1e1),
    ("deci", "d", 1e-1),
    ("centi", "c", 1e-2),
    ("milli", "m", 1e-3),
    ("micro", "µ", 1e-6),
    ("nano", "n", 1e-9),
    ("pico", "p", 1e-12),
    ("femto", "f", 1e-15),
];

/// Binary prefixes: name, symbol, factor. Source: IEC 80000-13.
const BINARY_PREFIXES: &[(&str, &str, f64)] = &[
    ("kibi", "Ki", 1024.0),
    ("mebi", "Mi", 1_048_576.0),
    ("gibi", "Gi", 1_073_741_824.0),
    ("tebi", "Ti", 1_099_511_627_776.0),
    ("pebi", "Pi", 1_125_899_906_842_624.0),
];

/// A table of units. [`Units::builtin`] is the one that comes with factlint.
#[derive(Clone, Debug, Default)]
pub struct Units {
    units: Vec<Unit>,
    /// Names and plurals, in lower case.
    names: FxHashMap<String, UnitId>,
    /// Symbols, with their capitals.
    symbols: FxHashMap<String, UnitId>,
    /// Unit by numerator and denominator.
    rates: FxHashMap<(UnitId, UnitId), UnitId>,
    /// Numerator by rate.
    numerators: FxHashMap<UnitId, UnitId>,
    over: Vec<UnitId>,
    under: Vec<UnitId>,
    /// A bit for each shape that the first word of a name has: see [`shape`].
    shapes: [u64; 16],
}

#[derive(Deserialize)]
struct Table {
    unit: Vec<UnitDefinition>,
}

static BUILTIN: LazyLock<Units> = LazyLock::new(|| {
    // The embedded table is held together by a test; an empty one reads no units.
    Units::parse(include_str!("units.toml")).unwrap_or_default()
});

impl Units {
    /// The table that comes with factlint.
    pub fn builtin() -> &'static Units {
        &BUILTIN
    }

    fn parse(text: &str) -> Result<Units, UnitError> {
        let table: Table = toml::from_str(text)
            .map_err(|e| UnitError::Syntax { message: e.message().to_owned() })?;
        Units::default().extended(table.unit)
    }

    /// This table with further units. Later units may be rates of earlier ones.
    ///
    /// # Errors
    /// A [`UnitError`] where a name is taken, a factor is no positive number or a prefix unknown.
    pub fn extended(&self, additional: Vec<UnitDefinition>) -> Result<Units, UnitError> {
        let mut units = self.clone();
        for definition in additional {
            units.define(&definition)?;
        }
        units.link_rates()?;
        Ok(units)
    }

    /// The unit of that identifier. Identifiers are valid in their own table and in those that
    /// extend it.
    pub fn get(&self, id: UnitId) -> &Unit {
        &self.units[usize::from(id.0)]
    }

    /// The unit of that name, plural or symbol. Names ignore case, symbols do not.
    pub fn by_name(&self, name: &str) -> Option<UnitId> {
        self.by_symbol(name).or_else(|| {
            if name.bytes().any(|b| b.is_ascii_uppercase()) {
                self.names.get(name.to_lowercase().as_str()).copied()
            } else {
                self.names.get(name).copied()
            }
        })
    }

    /// The unit of that symbol, with these capitals.
    pub fn by_symbol(&self, symbol: &str) -> Option<UnitId> {
        self.symbols.get(symbol).copied()
    }

    /// Whether a name may start with this word: a quick no for most words.
    pub(super) fn may_start_name(&self, word: &str) -> bool {
        let bit = shape(word.as_bytes());
        self.shapes[bit / 64] & (1 << (bit % 64)) != 0
    }

    /// The unit of that name or plural, which is in lower case.
    pub(super) fn by_lower_name(&self, name: &str) -> Option<UnitId> {
        self.names.get(name).copied()
    }

    /// The unit of `over` per `under`: kilometer and hour give kilometer per hour.
    pub fn rate(&self, over: UnitId, under: UnitId) -> Option<UnitId> {
        self.rates.get(&(over, under)).copied()
    }

    /// What stands before "per" in a rate: dollar for dollar per barrel.
    pub fn numerator(&self, rate: UnitId) -> Option<UnitId> {
        self.numerators.get(&rate).copied()
    }

    /// Whether values of the two units can be compared: one dimension, and for money one currency.
    pub fn commensurable(&self, a: UnitId, b: UnitId) -> bool {
        let (a, b) = (self.get(a), self.get(b));
        a.dimension == b.dimension && a.currency == b.currency
    }

    /// `value` of `from` in `to`, where they are commensurable.
    pub fn convert(&self, value: f64, from: UnitId, to: UnitId) -> Option<f64> {
        self.commensurable(from, to).then(|| self.get(to).from_base(self.get(from).to_base(value)))
    }

    /// `value` of the unit in the base unit of its dimension.
    pub fn to_base(&self, value: f64, unit: UnitId) -> f64 {
        self.get(unit).to_base(value)
    }

    /// `value` in the base unit of the unit's dimension, in the unit.
    pub fn from_base(&self, value: f64, unit: UnitId) -> f64 {
        self.get(unit).from_base(value)
    }

    /// Every identifier with its unit, in the order of definition.
    pub fn iter(&self) -> impl Iterator<Item = (UnitId, &Unit)> {
        self.units.iter().enumerate().map(|(i, unit)| (UnitId(i as u16), unit))
    }

    /// Every name, plural and symbol, sorted: what a "did you mean" chooses from.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let mut all: Vec<&str> = self.names_unsorted().collect();
        all.sort_unstable();
        all.dedup();
        all.into_iter()
    }

    /// The same in any order, some of them twice.
    pub fn names_unsorted(&self) -> impl Iterator<Item = &str> {
        self.names.keys().chain(self.symbols.keys()).map(String::as_str)
    }

    fn define(&mut self, definition: &UnitDefinition) -> Result<(), UnitError> {
        let name = definition.name.trim();
        if definition.extends {
            let id = self.by_name(name).ok_or(UnitError::Unknown { unit: name.to_owned() })?;
            self.units[usize::from(id.0)].parts.extend_from_slice(&definition.parts);
            return self.add_names(id, &definition.other, &definition.symbols);
        }
        let unit = || name.to_owned();
        if name.is_empty() || definition.dimension.is_empty() {
            return Err(UnitError::Empty { unit: unit() });
        }
        if !(definition.factor.is_finite()
            && definition.factor > 0.0
            && definition.offset.is_finite())
        {
            return Err(UnitError::Factor { unit: unit() });
        }
        let plain = |prefix: &str, symbol: &str, factor: f64| UnitDefinition {
            name: [prefix, name].concat(),
            plural: definition.plural.as_ref().map(|p| [prefix, p].concat()),
            other: if prefix.is_empty() {
                definition.other.clone()
            } else {
                // Of the further names, only spellings take a prefix: "kilometre", not "kiloamp".
                definition
                    .other
                    .iter()
                    .filter(|o| o.len() > 2)
                    .map(|o| [prefix, o].concat())
                    .collect()
            },
            symbols: definition.symbols.iter().map(|s| [symbol, s].concat()).collect(),
            dimension: definition.dimension.clone(),
            factor: definition.factor * factor,
            offset: definition.offset,
            source: definition.source.clone(),
            powers: definition.powers,
            over: definition.over,
            under: definition.under,
            currency: definition.currency.clone(),
            ..UnitDefinition::default()
        };
        self.define_one(&UnitDefinition {
            parts: definition.parts.clone(),
            also_a_name: definition.also_a_name,
            also_a_noun: definition.also_a_noun,
            ..plain("", "", 1.0)
        })?;
        for prefix in &definition.prefixes {
            let (prefix, symbol, factor) = PREFIXES
                .iter()
                .find(|p| p.0 == prefix)
                .ok_or_else(|| UnitError::Prefix { prefix: prefix.clone() })?;
            let mut prefixed = plain(prefix, symbol, *factor);
            if *prefix == "micro" {
                let greek = definition.symbols.iter().map(|s| ["μ", s].concat());
                prefixed.symbols.extend(greek);
                prefixed.symbols.extend(definition.symbols.iter().map(|s| ["u", s].concat()));
            }
            prefixed.over &=
                matches!(*prefix, "kilo" | "mega" | "giga" | "tera" | "centi" | "milli" | "micro");
            prefixed.under &= matches!(*prefix, "kilo" | "milli" | "deci" | "centi" | "mega");
            self.define_one(&prefixed)?;
        }
        if definition.binary {
            for (prefix, symbol, factor) in BINARY_PREFIXES {
                self.define_one(&plain(prefix, symbol, *factor))?;
            }
        }
        Ok(())
    }

    fn define_one(&mut self, definition: &UnitDefinition) -> Result<(), UnitError> {
        let id = self.push(Unit {
            name: definition.name.clone(),
            plural: definition.plural.clone().unwrap_or_else(|| [&definition.name, "s"].concat()),
            symbol: definition.symbols.first().cloned(),
            dimension: definition.dimension.clone(),
            currency: definition.currency.clone(),
            factor: definition.factor,
            offset: definition.offset,
            source: definition.source.clone(),
            parts: definition.parts.clone(),
            is_also_a_name: definition.also_a_name,
            is_also_a_noun: definition.also_a_noun,
        })?;
        self.add_names(id, &definition.other, &definition.symbols)?;
        if definition.over {
            self.over.push(id);
        }
        if definition.under {
            self.under.push(id);
        }
        if definition.powers {
            self.define_powers(definition)?;
        }
        Ok(())
    }

    fn push(&mut self, unit: Unit) -> Result<UnitId, UnitError> {
        let id = UnitId(u16::try_from(self.units.len()).map_err(|_| UnitError::TooMany)?);
        let (name, plural) = (unit.name.to_lowercase(), unit.plural.to_lowercase());
        self.units.push(unit);
        self.name(id, name)?;
        self.name(id, plural)?;
        Ok(id)
    }

    fn add_names(
        &mut self,
        id: UnitId,
        other: &[String],
        symbols: &[String],
    ) -> Result<(), UnitError> {
        for name in other {
            let name = name.to_lowercase();
            self.name(id, [&name, "s"].concat())?;
            self.name(id, name)?;
        }
        for symbol in symbols {
            match self.symbols.insert(symbol.clone(), id) {
                Some(before) if before != id => {
                    let unit = self.get(before).name.clone();
                    return Err(UnitError::Taken { name: symbol.clone(), unit });
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn name(&mut self, id: UnitId, name: String) -> Result<(), UnitError> {
        match self.names.get(&name) {
            Some(before) if *before != id => {
                Err(UnitError::Taken { unit: self.get(*before).name.clone(), name })
            }
            _ => {
                let first = name.split([' ', '-', '.']).next().unwrap_or_default();
                let bit = shape(first.as_bytes());
                self.shapes[bit / 64] |= 1 << (bit % 64);
                self.names.insert(name, id);
                Ok(())
            }
        }
    }

    /// The square and the cubic unit of a length, in every way they are written.
    fn define_powers(&mut self, length: &UnitDefinition) -> Result<(), UnitError> {
        let powers = [
            ("square", "squared", "sq", "²", "2", 2, "area"),
            ("cubic", "cubed", "cu", "³", "3", 3, "volume"),
        ];
        let singulars: Vec<&String> = std::iter::once(&length.name).chain(&length.other).collect();
        let plural = length.plural.clone().unwrap_or_else(|| [&length.name, "s"].concat());
        for (adjective, participle, short, superscript, digit, power, dimension) in powers {
            let mut other: Vec<String> = Vec::new();
            for singular in &singulars {
                for adjective in [adjective, short] {
                    other.push([adjective, " ", singular].concat());
                }
                other.push([singular, " ", participle].concat());
                other.push([singular, "s ", participle].concat());
            }
            other.extend([[&plural, " ", participle].concat(), [short, " ", &plural].concat()]);
            other.retain(|o| *o != [adjective, " ", &length.name].concat());
            let mut symbols = Vec::new();
            for s in length.symbols.iter().filter(|s| s.starts_with(char::is_alphabetic)) {
                symbols.extend([
                    [s, superscript].concat(),
                    [s, digit].concat(),
                    [s, "^", digit].concat(),
                    [short, " ", s].concat(),
                    [short, ". ", s].concat(),
                    [s, " ", participle].concat(),
                ]);
                let ascii_or_long = s.is_ascii() && (s.len() > 1 || power == 3);
                if ascii_or_long {
                    other.push([adjective, " ", &s.to_lowercase()].concat());
                }
            }
            other.sort();
            other.dedup();
            self.define_one(&UnitDefinition {
                name: [adjective, " ", &length.name].concat(),
                plural: Some([adjective, " ", &plural].concat()),
                other,
                symbols,
                dimension: dimension.to_owned(),
                factor: length.factor.powi(power),
                source: ["power of ", &length.name].concat(),
                over: length.over && power == 3,
                under: length.under,
                ..UnitDefinition::default()
            })?;
        }
        Ok(())
    }

    /// Makes the units of one thing per another: "dollar per barrel", "kilometer per hour". They are nine in ten
    /// of all units, and every start makes them.
    fn link_rates(&mut self) -> Result<(), UnitError> {
        let dimensions = BTreeMap::from([
            (("length", "time"), "speed"),
            (("data", "time"), "data rate"),
            (("mass", "volume"), "density"),
            (("volume", "time"), "flow"),
        ]);
        let (over, under) = (self.over.clone(), self.under.clone());
        // Nearly all units are such rates, and every start makes them.
        let most = (over.len() * under.len()).saturating_sub(self.rates.len());
        self.units.reserve(most);
        self.names.reserve(2 * most);
        self.rates.reserve(most);
        self.numerators.reserve(most);
        for &over in &over {
            for &under in &under {
                if self.rates.contains_key(&(over, under)) {
                    continue;
                }
                let (a, b) = (self.get(over), self.get(under));
                if a.dimension == b.dimension {
                    continue;
                }
                let name = [&a.name, " per ", &b.name].concat();
                let id = match self.names.get(&name) {
                    Some(id) => *id,
                    None => {
                        let dimension =
                            dimensions.get(&(a.dimension.as_str(), b.dimension.as_str()));
                        let unit = Unit {
                            plural: [&a.plural, " per ", &b.name].concat(),
                            symbol: a
                                .symbol
                                .as_ref()
                                .zip(b.symbol.as_ref())
                                .map(|(a, b)| [a, "/", b].concat()),
                            dimension: match dimension {
                                Some(dimension) => (*dimension).to_owned(),
                                None => [&a.dimension, " per ", &b.dimension].concat(),
                            },
                            currency: a.currency.clone(),
                            factor: a.factor / b.factor,
                            offset: 0.0,
                            source: [&a.name, " / ", &b.name].concat(),
                            parts: Vec::new(),
                            is_also_a_name: false,
                            is_also_a_noun: false,
                            name,
                        };
                        self.push(unit)?
                    }
                };
                self.rates.insert((over, under), id);
                self.numerators.insert(id, over);
            }
        }
        Ok(())
    }
}

/// The first two letters, the last and the length of a word, hashed to 0..1024.
fn shape(word: &[u8]) -> usize {
    let letter = |b: Option<&u8>| usize::from(b.map_or(0, u8::to_ascii_lowercase));
    (letter(word.first()) * 31
        + letter(word.get(1)) * 17
        + letter(word.last()) * 101
        + word.len() * 7)
        % 1024
}

#[cfg(test)]
mod tests;
