//! What holds the table together.
#![allow(clippy::expect_used)]

use super::*;

fn id(name: &str) -> UnitId {
    Units::builtin().by_name(name).unwrap_or_else(|| panic!("no unit {name}"))
}

#[test]
fn the_embedded_table_is_valid() {
    let units = Units::parse(include_str!("../units.toml")).expect("the table");
    assert!(units.units.len() > 300, "{}", units.units.len());
    assert!(units.units.len() < 6000, "{}", units.units.len());
    for (_, unit) in units.iter() {
        assert!(!unit.source.is_empty(), "{} has no source", unit.name);
    }
}

#[test]
fn every_unit_goes_round() {
    let units = Units::builtin();
    for (id, unit) in units.iter() {
        for value in [0.0, 1.0, -40.0, 12345.678] {
            let back = units.from_base(units.to_base(value, id), id);
            assert!(
                (back - value).abs() <= 1e-9 * value.abs().max(1000.0),
                "{}: {value} {back}",
                unit.name
            );
        }
        assert_eq!(units.by_name(&unit.name), Some(id), "{}", unit.name);
        assert_eq!(units.by_name(&unit.plural), Some(id), "{}", unit.plural);
        if let Some(symbol) = &unit.symbol
            && !symbol.contains('/')
        {
            assert_eq!(units.by_name(symbol), Some(id), "{symbol}");
        }
    }
}

#[test]
fn reference_conversions() {
    for (value, from, to, expected) in [
        (1.0, "mile", "kilometer", 1.609344),
        (1000.0, "miles", "km", 1609.344),
        (30.0, "ft", "m", 9.144),
        (1.0, "nautical mile", "m", 1852.0),
        (68.0, "degree fahrenheit", "degree celsius", 20.0),
        (-40.0, "°F", "°C", -40.0),
        (0.0, "°C", "kelvin", 273.15),
        (60.0, "mph", "km/h", 96.56064),
        (1.0, "acre", "hectare", 0.40468564224),
        (1.0, "square mile", "km²", 2.589988110336),
        (1.0, "gallon", "liters", 3.785411784),
        (1.0, "lb", "kg", 0.45359237),
        (1.0, "long ton", "tonne", 1.0160469088),
        (1.0, "barrel", "gallon", 42.0),
        (1.0, "kWh", "MJ", 3.6),
        (1.0, "hp", "W", 745.69987158227),
        (1.0, "psi", "kPa", 6.894757293168),
        (1.0, "GB", "MB", 1000.0),
        (1.0, "GiB", "MiB", 1024.0),
        (50.0, "basis points", "percentage point", 0.5),
        (150.0, "cents", "dollar", 1.5),
        (1.0, "cubic foot", "liter", 28.316846592),
        (1.0, "acre-foot", "cubic meter", 1233.48183754752),
        (8.0, "bits", "byte", 1.0),
    ] {
        let units = Units::builtin();
        let found = units.convert(value, id(from), id(to)).expect(from);
        assert!(
            (found - expected).abs() <= 1e-9 * expected.abs().max(1.0),
            "{value} {from}: {found} {to}"
        );
    }
}

#[test]
fn what_cannot_be_compared() {
    let units = Units::builtin();
    assert!(!units.commensurable(id("percent"), id("percentage point")));
    assert!(!units.commensurable(id("dollar"), id("euro")));
    assert!(!units.commensurable(id("dollar"), id("dollar per barrel")));
    assert!(units.commensurable(id("dollar per barrel"), id("dollar per gallon")));
}

#[test]
fn conversion_is_transitive() {
    let units = Units::builtin();
    let lengths: Vec<UnitId> =
        units.iter().filter(|(_, u)| u.dimension == "length").map(|(id, _)| id).collect();
    for a in &lengths {
        for b in &lengths {
            let there = units.convert(1.0, *a, *b).expect("same dimension");
            let back = units.convert(there, *b, *a).expect("same dimension");
            assert!((back - 1.0).abs() < 1e-12);
        }
    }
}

#[test]
fn units_can_be_added() {
    let smoot = UnitDefinition {
        name: "smoot".into(),
        dimension: "length".into(),
        factor: 1.7018,
        ..UnitDefinition::default()
    };
    let units = Units::builtin().extended(vec![smoot.clone()]).expect("smoot");
    let found = units.by_name("smoots").expect("smoots");
    assert!(units.commensurable(found, id("meter")));
    assert!(matches!(units.extended(vec![smoot]), Err(UnitError::Taken { .. })));
    let nothing = UnitDefinition {
        name: "x".into(),
        dimension: "length".into(),
        ..UnitDefinition::default()
    };
    assert!(matches!(units.extended(vec![nothing]), Err(UnitError::Factor { .. })));
}
