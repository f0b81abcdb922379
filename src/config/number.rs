//! Whole numbers on the command line.

use std::ops::RangeInclusive;

/// What reads a whole number within `range`; its error says which numbers there are.
pub fn number<T: TryFrom<u64>>(
    range: RangeInclusive<u64>,
) -> impl Fn(&str) -> Result<T, String> + Clone + Send + Sync + 'static {
    move |it| {
        let number = it.parse().ok().filter(|it| range.contains(it));
        number.and_then(|it| T::try_from(it).ok()).ok_or_else(|| {
            format!("write a whole number from {} to {}", range.start(), range.end())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_within_its_range() {
        let port = number::<u16>(0..=65_535);
        assert_eq!(port("4801"), Ok(4801));
        for wrong in ["abc", "", "-1", "65536", "1.5", "99999999999999999999999"] {
            let said = "write a whole number from 0 to 65535".to_owned();
            assert_eq!(port(wrong), Err(said), "{wrong}");
        }
    }
}
