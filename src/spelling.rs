//! Names that may be misspelt: which known one is meant.

/// A name of more bytes resembles none, so that what a caller sends costs little.
const LONGEST: usize = 100;

/// The known name that is most like `name`: if no more than a third of its characters differ. Case does not count.
#[must_use]
pub fn closest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    closest_of(name, known.into_iter().map(|it| (it, it)))
}

/// [`closest`] among things that are called by texts; the first of several that are as like.
#[must_use]
pub fn closest_of<T>(
    name: &str,
    known: impl IntoIterator<Item = (impl AsRef<str>, T)>,
) -> Option<T> {
    if name.len() > LONGEST {
        return None;
    }
    let name = name.to_lowercase();
    let distance = |text: &str| strsim::damerau_levenshtein(&text.to_lowercase(), &name);
    known
        .into_iter()
        .map(|(text, it)| (distance(text.as_ref()), it))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, _)| distance * 3 <= name.chars().count())
        .map(|(_, it)| it)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closest_name_differs_in_a_third_at_most() {
        let known = ["PutContact", "PutContactGroup", "ListUsers"];
        for (name, meant) in [
            ("PutContcat", Some("PutContact")),
            ("listuser", Some("ListUsers")),
            ("PutContactGrup", Some("PutContactGroup")),
            ("Put", None),
            ("", None),
            (&"PutContact".repeat(11), None),
        ] {
            assert_eq!(closest(name, known), meant, "{name}");
        }
        assert_eq!(closest_of("ax", [("ay", 1), ("ax", 2), ("AX", 3)]), Some(2));
    }
}
