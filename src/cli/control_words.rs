//! What the control API says of its routes and their members, in the words of the command line.

use actions::core::control::Operation;

use crate::{control::operations, wire::query};

/// How the path of a route begins.
const ROUTES: &str = "/_localyun/";

/// The name of the command of an operation: `get-cas-orders-by-id`.
pub(super) fn command_name(operation: &Operation) -> String {
    operation.words().join("-")
}

/// The name of an option.
pub(super) fn option_name(name: &str) -> String {
    name.replace(['_', '.'], "-").to_ascii_lowercase()
}

/// A message with the command in the place of each route that it names: `localyun control get-clock` for
/// `GET /_localyun/clock`.
pub(super) fn in_commands(text: &str) -> String {
    let (mut said, mut rest) = (String::new(), text);
    while let Some(at) = rest.find(ROUTES) {
        let (before, route) = rest.split_at(at);
        let ends = |c: char| c.is_whitespace() || ",;:)'`\"".contains(c);
        let target = &route[..route.find(ends).unwrap_or(route.len())];
        let target = target.trim_end_matches('.');
        let methods = ["GET", "POST", "DELETE"];
        let method = methods.iter().find(|it| {
            let found = before.strip_suffix(' ').and_then(|before| before.strip_suffix(**it));
            found.is_some_and(|it| !it.ends_with(char::is_alphanumeric))
        });
        match method.and_then(|method| Some((method, command(method, target)?))) {
            Some((method, command)) => {
                let before = &before[..before.len() - method.len() - 1];
                let quote = if before.ends_with('`') { "" } else { "`" };
                said.extend([before, quote, "localyun control ", &command, quote]);
            }
            None => said.extend([before, target]),
        }
        rest = &route[target.len()..];
    }
    said + rest
}

/// The command for a route, with its arguments.
fn command(method: &str, target: &str) -> Option<String> {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let parts: Vec<_> = path.strip_prefix(ROUTES)?.split('/').collect();
    let fits = |it: &Operation| {
        let mut both = it.path.split('/').zip(&parts);
        let is_long = it.path.split('/').count() == parts.len();
        it.method.name() == method && is_long && both.all(|(is, said)| is_place(is) || is == *said)
    };
    let places = |it: &Operation| it.path.split('/').filter(|part| is_place(part)).count();
    let operation = operations().filter(fits).min_by_key(places)?;
    let mut command = command_name(&operation);
    for (_, said) in operation.path.split('/').zip(&parts).filter(|(is, _)| is_place(is)) {
        let name = said.strip_prefix('{').and_then(|it| it.strip_suffix('}'));
        let said = name.map_or_else(|| (*said).to_owned(), str::to_ascii_uppercase);
        command.extend([" ", &said]);
    }
    for (name, value) in query::read(query)? {
        command.extend([" --", &option_name(&name), " ", &value]);
    }
    Some(command)
}

fn is_place(part: &str) -> bool {
    part.starts_with('{')
}

/// A message without what the body of a request may be: a command has options.
pub(super) fn without_body(text: &str) -> &str {
    let methods = ["POST", "DELETE"];
    let usage = methods.iter().find_map(|it| text.find(&format!(". {it} for example ")));
    usage.map_or(text, |at| &text[..at])
}

/// A message with the option in the place of each member and query parameter of these that it names.
pub(super) fn in_options<'n>(text: &str, names: impl IntoIterator<Item = &'n str>) -> String {
    names.into_iter().fold(text.to_owned(), |said, name| {
        said.replace(&format!("`{name}`"), &format!("`--{}`", option_name(name)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_is_said_as_its_command() {
        for (text, said) in [
            (
                "there is none: GET /_localyun/worlds lists those that there are",
                "there is none: `localyun control get-worlds` lists those that there are",
            ),
            (
                "dropped, by DELETE /_localyun/worlds/{id}, or `POST /_localyun/reset`.",
                "dropped, by `localyun control delete-worlds-by-id ID`, or `localyun control post-reset`.",
            ),
            (
                "GET /_localyun/resources/cms/contact; GET /_localyun/calls/export?as=jsonl.",
                "`localyun control get-resources-by-product-by-kind cms contact`; `localyun control get-calls-export --as jsonl`.",
            ),
            (
                "see http://a/_localyun/console/ and PUT /_localyun/clock",
                "see http://a/_localyun/console/ and PUT /_localyun/clock",
            ),
            ("GET /_localyun/nothing/such", "GET /_localyun/nothing/such"),
        ] {
            assert_eq!(in_commands(text), said);
        }
    }

    #[test]
    fn a_member_is_said_as_its_option() {
        let text = "`ttl_of.it` is wrong. POST for example {\"ttl\": \"1h\"}; the members are ttl";
        let said = in_options(without_body(text), ["id", "ttl_of.it"]);
        assert_eq!(said, "`--ttl-of-it` is wrong");
        assert_eq!(without_body("nothing. GET it"), "nothing. GET it");
    }
}
