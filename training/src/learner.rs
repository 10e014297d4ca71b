//! An averaged perceptron: weights go up for what should have been chosen and down for what was, and
//! what counts in the end is their mean over all steps of learning.

/// Features are told apart by so many bits where their mistakes are counted.
const MISTAKE_BITS: u32 = 27;

/// A feature in fewer mistakes than this learns nothing: it would only disturb others in its row.
const FEWEST_MISTAKES: u8 = 3;

/// Weights that are learnt, a row for each feature.
pub struct Learner {
    rows: u32,
    columns: usize,
    weights: Vec<i32>,
    /// What each weight was changed by, times when.
    changes: Vec<i64>,
    steps: i64,
    /// How often each feature was in a mistake, by the first bits of it.
    mistakes: Vec<u8>,
}

impl Learner {
    pub fn new(rows: u32, columns: usize) -> Self {
        let size = rows as usize * columns;
        Self {
            rows,
            columns,
            weights: vec![0; size],
            changes: vec![0; size],
            steps: 1,
            mistakes: vec![0; 1 << MISTAKE_BITS],
        }
    }

    /// As `syntax::weights` finds it.
    fn row(&self, feature: u32) -> usize {
        ((u64::from(feature) * u64::from(self.rows)) >> 32) as usize * self.columns
    }

    pub fn sums(&self, features: &[u32]) -> Vec<i32> {
        let mut sums = vec![0; self.columns];
        for feature in features {
            let row = self.row(*feature);
            for (sum, weight) in sums.iter_mut().zip(&self.weights[row..row + self.columns]) {
                *sum += weight;
            }
        }
        sums
    }

    /// One more thing has been decided.
    pub fn step(&mut self) {
        self.steps += 1;
    }

    pub fn learn(&mut self, features: &[u32], right: usize, chosen: usize) {
        for feature in features {
            let mistakes = &mut self.mistakes[(feature >> (32 - MISTAKE_BITS)) as usize];
            *mistakes = mistakes.saturating_add(1);
            if *mistakes < FEWEST_MISTAKES {
                continue;
            }
            let row = self.row(*feature);
            self.weights[row + right] += 1;
            self.weights[row + chosen] -= 1;
            self.changes[row + right] += self.steps;
            self.changes[row + chosen] -= self.steps;
        }
    }

    /// The means, each in a byte: the largest is 127 or -127.
    pub fn bytes(&self) -> Vec<i8> {
        let means: Vec<f64> = self
            .weights
            .iter()
            .zip(&self.changes)
            .map(|(weight, change)| f64::from(*weight) - *change as f64 / self.steps as f64)
            .collect();
        let most = means.iter().fold(1e-9, |most: f64, mean| most.max(mean.abs()));
        means.iter().map(|mean| (mean * 127.0 / most).round() as i8).collect()
    }

    pub fn rows(&self) -> u32 {
        self.rows
    }
}
