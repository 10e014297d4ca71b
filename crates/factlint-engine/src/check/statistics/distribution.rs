//! How probable a statistic is where there is no effect.
//!
//! The distribution functions are those of the crate `statrs`: the regularised incomplete beta and gamma functions
//! and the complementary error function (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.4 to 26.7).

use crate::claim::Statistic;
use statrs::function::{beta, erf, gamma};

/// Degrees of freedom beyond which nothing is computed.
const MOST_DEGREES: f64 = 1e7;
/// Beyond which χ² is no test that people report; its sums take as many steps as its root.
const MOST_CHI_SQUARE_DEGREES: f64 = 1e5;

/// The probability of a statistic as large as this one, of either sign; from 0 to 1. None for what is no statistic,
/// or for degrees of freedom that it cannot have.
pub(super) fn probability(statistic: Statistic, value: f64, degrees: &[f64]) -> Option<f64> {
    let possible = |degrees: f64| degrees > 0.0 && degrees <= MOST_DEGREES;
    if value.is_nan() {
        return None;
    }
    let value = value.abs();
    let found = match (statistic, degrees) {
        (Statistic::Z, []) => erf::erfc(value / std::f64::consts::SQRT_2),
        _ if value == 0.0 => 1.0,
        _ if value.is_infinite() => 0.0,
        (Statistic::T, &[error]) if possible(error) => {
            beta::checked_beta_reg(error / 2.0, 0.5, error / (error + value * value)).ok()?
        }
        (Statistic::R, &[error]) if possible(error) => {
            beta::checked_beta_reg(error / 2.0, 0.5, (1.0 - value * value).max(0.0)).ok()?
        }
        (Statistic::F, &[effect, error]) if possible(effect) && possible(error) => {
            let share = error / (error + effect * value);
            beta::checked_beta_reg(error / 2.0, effect / 2.0, share).ok()?
        }
        (Statistic::ChiSquare, &[degrees]) if possible(degrees) => {
            if degrees > MOST_CHI_SQUARE_DEGREES {
                return None;
            }
            gamma::checked_gamma_ur(degrees / 2.0, value / 2.0).ok()?
        }
        _ => return None,
    };
    found.is_finite().then_some(found.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Critical values of printed tables (Abramowitz and Stegun, tables 26.1, 26.7 to 26.10; NIST/SEMATECH
    /// e-Handbook of Statistical Methods, 1.3.6.7), which are rounded to three or four places.
    #[test]
    fn probabilities_are_those_of_printed_tables() {
        let table: &[(Statistic, f64, &[f64], f64)] = &[
            (Statistic::T, 12.706, &[1.0], 0.05),
            (Statistic::T, 2.228, &[10.0], 0.05),
            (Statistic::T, 2.048, &[28.0], 0.05),
            (Statistic::T, 2.763, &[28.0], 0.01),
            (Statistic::T, 3.373, &[120.0], 0.001),
            (Statistic::F, 161.448, &[1.0, 1.0], 0.05),
            (Statistic::F, 3.340, &[2.0, 28.0], 0.05),
            (Statistic::F, 5.453, &[2.0, 28.0], 0.01),
            (Statistic::ChiSquare, 3.841, &[1.0], 0.05),
            (Statistic::ChiSquare, 6.635, &[1.0], 0.01),
            (Statistic::ChiSquare, 41.337, &[28.0], 0.05),
            (Statistic::ChiSquare, 124.342, &[100.0], 0.05),
            (Statistic::ChiSquare, 10.828, &[1.0], 0.001),
            (Statistic::R, 0.3610, &[28.0], 0.05),
            (Statistic::R, 0.4629, &[28.0], 0.01),
            (Statistic::Z, 1.960, &[], 0.05),
            (Statistic::Z, 2.5758, &[], 0.01),
            (Statistic::Z, 3.2905, &[], 0.001),
        ];
        for &(statistic, value, degrees, printed) in table {
            let found = probability(statistic, value, degrees).unwrap_or_default();
            assert!((found / printed - 1.0).abs() < 2e-3, "{statistic:?} {value}: {found}");
        }
    }

    #[test]
    fn far_tails_are_no_zeros_and_extremes_end() {
        let p = |statistic, value, degrees: &[f64]| probability(statistic, value, degrees);
        assert!(p(Statistic::ChiSquare, 100.0, &[1.0]).is_some_and(|p| p > 1.5e-23 && p < 1.6e-23));
        assert!(p(Statistic::T, 30.0, &[28.0]).is_some_and(|p| p > 7e-23 && p < 8e-23));
        assert!(
            p(Statistic::F, 1.0, &[50_000.0, 50_000.0]).is_some_and(|p| (p - 0.5).abs() < 1e-6)
        );
        assert_eq!(p(Statistic::T, f64::INFINITY, &[3.0]), Some(0.0));
        assert_eq!(p(Statistic::T, 0.0, &[3.0]), Some(1.0));
        for degrees in [&[0.0][..], &[-1.0], &[f64::NAN], &[1e300], &[], &[1.0, 2.0]] {
            assert_eq!(p(Statistic::T, 2.0, degrees), None, "{degrees:?}");
        }
        for value in [1e-300, 1e-9, 0.5, 1e9, 1e300] {
            for degrees in [1e-3, 0.5, 1.0, 7.5, 99_999.0] {
                assert!(p(Statistic::T, value, &[degrees]).is_some(), "t({degrees}) = {value}");
                assert!(p(Statistic::ChiSquare, value, &[degrees]).is_some(), "chi {value}");
                assert!(p(Statistic::F, value, &[degrees, 3.0]).is_some(), "F {value}");
            }
        }
    }
}
