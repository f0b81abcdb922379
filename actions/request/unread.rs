//! Finds the parameters of a call that its action does not read.

use crate::{ParameterDoc, Parameters};

/// The names in `parameters` that are not in `described`, in order. An action reads everything in
/// its description, so the rest was ignored.
#[must_use]
pub fn unread<'a>(parameters: &'a Parameters, described: &[ParameterDoc]) -> Vec<&'a str> {
    let is_read = |name: &str| described.iter().any(|it| is(&it.name, name));
    parameters.iter().map(|it| it.name).filter(|name| !is_read(name)).collect()
}

/// Whether the parameter `name` matches a described name such as `Tag.N.Key`. A list may also be
/// one JSON text: `Tag`.
#[must_use]
pub fn is(described: &str, name: &str) -> bool {
    let mut parts = name.split('.');
    for wanted in described.split('.') {
        match parts.next() {
            Some(part) if part == wanted => {}
            Some(part) if wanted == "N" && part.parse::<u32>().is_ok() => {}
            None if wanted == "N" => return true,
            _ => return false,
        }
    }
    parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ApiError, Params, text};

    #[test]
    fn what_nothing_reads_is_found_by_its_whole_name() {
        let nothing = Parameters::default();
        let mut p = Params::describing(&nothing, |_| ApiError::new(400, "X", ""));
        p.optional(text("Name")).unwrap();
        p.each("Tag", 20, |p| p.optional(text("Key"))).unwrap();
        p.list(text("N"), 20).unwrap();
        let described = p.described();
        let of = |names: &[&str]| -> Vec<String> {
            let parameters: Parameters = names.iter().map(|name| (*name, "x")).collect();
            unread(&parameters, &described).into_iter().map(str::to_owned).collect()
        };
        assert_eq!(of(&["Name", "Tag.1.Key", "Tag.20.Key", "Tag", "N.3", "N"]), [""; 0]);
        let others = ["Name.1", "Tag.1", "Tag.1.Value", "Tag.1.key", "Tag.x.Key", "name"];
        assert_eq!(of(&others), others);
    }
}
