//! Where a request to an operation of the control API goes.

use actions::core::control::Operation;

use crate::{sign::encode::percent, wire::query};

/// The names in braces in the path of an operation.
pub(super) fn places(operation: &Operation) -> impl Iterator<Item = &'static str> {
    operation.path.split('/').filter_map(|it| it.strip_prefix('{')?.strip_suffix('}'))
}

/// The path and the query of a request, of what is given for the names in the path and for the query parameters.
pub(super) fn target<'v>(
    operation: &Operation,
    place: impl Fn(&str) -> Option<&'v str>,
    parameter: impl Fn(&str) -> Option<&'v str>,
) -> Result<String, String> {
    let mut target = b"/_localyun".to_vec();
    for part in operation.path.split('/') {
        target.push(b'/');
        match part.strip_prefix('{').and_then(|it| it.strip_suffix('}')) {
            Some(name) => percent(&mut target, place(name).unwrap_or_default().as_bytes()),
            None => target.extend_from_slice(part.as_bytes()),
        }
    }
    let mut target = String::from_utf8(target).map_err(|e| e.to_string())?;
    let given = operation.all_names().filter_map(|(name, _)| Some((name, parameter(name)?)));
    let given: Vec<_> = given.collect();
    if !given.is_empty() {
        target.extend(["?", &query::write(&given)]);
    }
    Ok(target)
}
