//! What many samples come to.

/// The middle sample; the mean of the two middle ones when there are two. 0 of no samples.
#[must_use]
pub(crate) fn median(samples: &[f64]) -> f64 {
    let sorted = sorted(samples);
    match sorted.len() {
        0 => 0.0,
        odd if odd % 2 == 1 => sorted[odd / 2],
        even => f64::midpoint(sorted[even / 2 - 1], sorted[even / 2]),
    }
}

/// The smallest sample that at least this share (in hundredths) of all samples doesn't exceed. 0 of no samples.
#[must_use]
pub(crate) fn percentile(samples: &[f64], hundredths: usize) -> f64 {
    let sorted = sorted(samples);
    let rank = (sorted.len() * hundredths).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or(0.0)
}

/// A count as a number to calculate with.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts and bytes here are far below 2^52")]
pub(crate) fn number(count: usize) -> f64 {
    count as f64
}

fn sorted(samples: &[f64]) -> Vec<f64> {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_stands_in_the_middle() {
        assert!((median(&[3.0, 1.0, 2.0]) - 2.0).abs() < f64::EPSILON);
        assert!((median(&[4.0, 1.0, 2.0, 3.0]) - 2.5).abs() < f64::EPSILON);
    }

    #[test]
    fn nineteen_of_twenty_samples_are_within_the_95th_percentile() {
        let samples: Vec<f64> = (1..=20).map(f64::from).collect();

        assert!((percentile(&samples, 95) - 19.0).abs() < f64::EPSILON);
        assert!((percentile(&samples, 100) - 20.0).abs() < f64::EPSILON);
    }
}
