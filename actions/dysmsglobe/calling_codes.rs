//! The countries and regions that numbers are of, by their calling codes (E.164): those to which most messages go.

const CODES: &[(&str, &str)] = &[
    ("1", "United States"),
    ("7", "Russia"),
    ("20", "Egypt"),
    ("27", "South Africa"),
    ("30", "Greece"),
    ("31", "Netherlands"),
    ("32", "Belgium"),
    ("33", "France"),
    ("34", "Spain"),
    ("36", "Hungary"),
    ("39", "Italy"),
    ("40", "Romania"),
    ("41", "Switzerland"),
    ("43", "Austria"),
    ("44", "United Kingdom"),
    ("45", "Denmark"),
    ("46", "Sweden"),
    ("47", "Norway"),
    ("48", "Poland"),
    ("49", "Germany"),
    ("51", "Peru"),
    ("52", "Mexico"),
    ("54", "Argentina"),
    ("55", "Brazil"),
    ("56", "Chile"),
    ("57", "Colombia"),
    ("60", "Malaysia"),
    ("61", "Australia"),
    ("62", "Indonesia"),
    ("63", "Philippines"),
    ("64", "New Zealand"),
    ("65", "Singapore"),
    ("66", "Thailand"),
    ("81", "Japan"),
    ("82", "South Korea"),
    ("84", "Vietnam"),
    ("86", "China"),
    ("90", "Turkey"),
    ("91", "India"),
    ("92", "Pakistan"),
    ("94", "Sri Lanka"),
    ("95", "Myanmar"),
    ("234", "Nigeria"),
    ("254", "Kenya"),
    ("351", "Portugal"),
    ("353", "Ireland"),
    ("358", "Finland"),
    ("380", "Ukraine"),
    ("420", "Czech Republic"),
    ("852", "Hong Kong, China"),
    ("853", "Macao, China"),
    ("855", "Cambodia"),
    ("856", "Laos"),
    ("880", "Bangladesh"),
    ("886", "Taiwan, China"),
    ("966", "Saudi Arabia"),
    ("971", "United Arab Emirates"),
    ("972", "Israel"),
    ("977", "Nepal"),
];

/// The country or region of a number, given with its calling code.
pub(super) fn country(digits: &str) -> Option<&'static str> {
    // No code begins with another one.
    CODES.iter().find(|(code, _)| digits.starts_with(code)).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_of_one_country() {
        for (code, name) in CODES {
            let others = CODES.iter().filter(|(it, _)| it != code);
            assert!(others.clone().all(|(it, _)| !code.starts_with(it)), "{code}");
            assert_eq!(country(&format!("{code}1234567")), Some(*name));
        }
        assert_eq!(country("8521234567"), Some("Hong Kong, China"));
        assert_eq!(country("9991234567"), None);
    }
}
