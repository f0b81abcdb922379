//! `localyun control`: a command for each operation of the control API, made from the table of routes.

use std::{
    fmt::Write as _,
    fs,
    io::{self, Read, Write as _},
    process::ExitCode,
    time::Duration,
};

use actions::core::control::{ControlBody, EVENTS, Method, Names, Operation, Type};
use clap::{Arg, ArgMatches, Args, Command, Error, FromArgMatches, builder::PossibleValuesParser};
use hyper::Request;
use serde_json::{Map, Value};

use crate::{
    cli::{
        ask,
        control_target::{places, target},
        control_words::{command_name, in_commands, in_options, option_name},
        fail, json_text, print,
        server::DEFAULT_ENDPOINT,
    },
    control::operations,
};

/// The exit status where no server has answered, or the command cannot be sent.
const NO_ANSWER: u8 = 2;

/// How long to wait for an answer: longer than `--wait` may let the server wait.
const PATIENCE: Duration = Duration::from_secs(90);

/// What `localyun control` was asked.
pub(super) struct Control(ArgMatches);

/// The members of the body that have options: all but those that are named as a query parameter is.
fn members(operation: &Operation) -> Vec<(&'static str, &'static str)> {
    let members: Names = match operation.body {
        ControlBody::Object { members, .. } | ControlBody::Objects { members, .. } => members,
        ControlBody::Nothing | ControlBody::Text(_) | ControlBody::Binary(_) => &[],
    };
    let taken =
        |name: &str| operation.all_names().any(|(it, _)| option_name(it) == option_name(name));
    members.iter().copied().filter(|(name, _)| !taken(name)).collect()
}

fn option(operation: &Operation, (name, doc): (&'static str, &'static str), of: &str) -> Arg {
    let option = Arg::new(format!("{of}.{name}")).long(option_name(name)).help(doc);
    let option = option.allow_hyphen_values(true).value_name("VALUE");
    match operation.type_of(name) {
        Some(Type::OneOf(words)) => option.value_parser(PossibleValuesParser::new(words)),
        Some(Type::Boolean) => option.value_parser(PossibleValuesParser::new(["true", "false"])),
        Some(Type::Integer(..)) => option.value_name("N"),
        None => option,
    }
}

/// The command of an operation.
fn command(operation: &Operation) -> Command {
    let name = command_name(operation);
    let mut command = Command::new(name.clone()).about(operation.doc);
    for place in places(operation) {
        let place_name = place.to_ascii_uppercase();
        command =
            command.arg(Arg::new(format!("path.{place}")).value_name(place_name).required(true));
    }
    for it in operation.all_names() {
        command = command.arg(option(operation, it, "query"));
    }
    let members = members(operation);
    let of_body: Vec<_> = members.iter().map(|(name, _)| format!("body.{name}")).collect();
    for it in members {
        command = command.arg(option(operation, it, "body").help_heading("Members of the body"));
    }
    let (what, examples) = match operation.body {
        ControlBody::Nothing => ("", &[][..]),
        ControlBody::Text(what) | ControlBody::Binary(what) => (what, &[][..]),
        ControlBody::Object { examples, .. } => ("the body as JSON", examples),
        ControlBody::Objects { examples, .. } => {
            ("the body as JSON, which may be a list", examples)
        }
    };
    if !what.is_empty() {
        command = command.arg(body_argument(what, of_body));
    }
    if examples.is_empty() {
        let mut example = format!("Example:\n  localyun control {name}");
        for place in places(operation) {
            let _ = write!(example, " {}", place.to_ascii_uppercase());
        }
        return command.after_help(example);
    }
    let mut text =
        "Values of members are JSON where they can be read so, else text.\n\nExamples:".to_owned();
    for example in examples {
        let example: Vec<_> = example.split_whitespace().collect();
        let _ = write!(text, "\n  localyun control {name} --body '{}'", example.join(" "));
    }
    command.after_help(text)
}

/// The option for the whole body.
fn body_argument(what: &str, of_members: Vec<String>) -> Arg {
    let help = format!("{what}; `@FILE` reads a file, `-` the standard input");
    let body = Arg::new("body").long("body").value_name("BODY|@FILE|-").help(help);
    body.allow_hyphen_values(true).conflicts_with_all(of_members)
}

impl Args for Control {
    fn augment_args(command: Command) -> Command {
        let endpoint = Arg::new("endpoint")
            .long("endpoint")
            .env("LOCALYUN_ENDPOINT")
            .value_name("URL")
            .value_parser(ask::endpoint)
            .default_value(DEFAULT_ENDPOINT)
            .global(true)
            .help("The server");
        let query = Arg::new("only").long("query").value_name("PATH").global(true).help(
            "Prints only this member of the answer, a text without its quotes: calls.0.action",
        );
        let status = "The exit status is 0 if the server did it, 1 if it refused, and 2 if there was no answer.";
        command
            .arg(endpoint)
            .arg(query)
            .subcommand_value_name("OPERATION")
            .after_help(status)
            // Made only where they are needed.
            .defer(|it| it.subcommands(operations().map(|operation| self::command(&operation))))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Control {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        Ok(Self(matches.clone()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        self.0 = matches.clone();
        Ok(())
    }
}

/// Asks, and prints the answer.
pub(super) fn run(Control(asked): &Control) -> ExitCode {
    let Some((name, matches)) = asked.subcommand() else { return print(&list()) };
    let Some(operation) = operations().find(|it| command_name(it) == name) else {
        return print(&list());
    };
    let (path, body) = match request(&operation, matches) {
        Ok(request) => request,
        Err(why) => return no_answer(&why),
    };
    let request = match operation.method {
        Method::Get => Request::get(&path),
        Method::Post => Request::post(&path),
        Method::Delete => Request::delete(&path),
    };
    let endpoint = matches.get_one::<String>("endpoint").map_or("", String::as_str);
    if operation.answer == EVENTS {
        // It has no end to wait for: what comes is printed as it comes.
        let streamed = ask::download(endpoint, &path, &mut io::stdout(), None);
        return match streamed {
            Ok(_) => ExitCode::SUCCESS,
            Err(failed) if failed.answered => fail(&failed.said(endpoint)),
            Err(failed) => no_answer(&failed.said(endpoint)),
        };
    }
    match ask::call(endpoint, request, body.into(), PATIENCE) {
        Ok(answer) => match matches.get_one::<String>("only") {
            Some(path) => match json_text::found(&answer, path) {
                Ok(text) => print(&(text + "\n")),
                Err(why) => no_answer(&why),
            },
            None => match io::stdout().write_all(&answer) {
                // The reader has closed the pipe.
                Err(e) if e.kind() != io::ErrorKind::BrokenPipe => no_answer(&e.to_string()),
                _ => ExitCode::SUCCESS,
            },
        },
        Err(failed) if failed.answered => {
            // What an error has besides its message, such as the nearest calls, is for programs too.
            if serde_json::from_str::<Map<String, Value>>(&failed.text).is_ok_and(|it| it.len() > 1)
            {
                print(&failed.text);
            }
            fail(&refused(&operation, matches, &failed, endpoint))
        }
        Err(failed) => no_answer(&failed.said(endpoint)),
    }
}

/// Why the server refuses what was asked, in the words of the command.
fn refused(
    operation: &Operation,
    matches: &ArgMatches,
    failed: &ask::Failed,
    endpoint: &str,
) -> String {
    let has_body = !matches!(operation.body, ControlBody::Nothing)
        && matches.get_one::<String>("body").is_some();
    if has_body {
        return in_commands(&ask::message(&failed.text));
    }
    let names = operation.all_names().chain(members(operation)).map(|(name, _)| name);
    in_options(&failed.said(endpoint), names)
}

fn no_answer(why: &str) -> ExitCode {
    fail(&why);
    ExitCode::from(NO_ANSWER)
}

/// Every command, with its call and what it does.
fn list() -> String {
    let mut text = String::new();
    for it in operations() {
        let mut name = command_name(&it);
        for place in places(&it) {
            let _ = write!(name, " {}", place.to_ascii_uppercase());
        }
        let _ = writeln!(text, "{name}\n    {}", it.doc);
    }
    text + "\nlocalyun control OPERATION --help shows the options of one.\n"
}

/// The target of a request and its body.
fn request(operation: &Operation, matches: &ArgMatches) -> Result<(String, Vec<u8>), String> {
    let value = |id: String| matches.get_one::<String>(&id).map(String::as_str);
    let place = |name: &str| value(format!("path.{name}"));
    let target = target(operation, place, |name| value(format!("query.{name}")))?;
    if matches!(operation.body, ControlBody::Nothing) {
        return Ok((target, Vec::new()));
    }
    if let Some(text) = value("body".to_owned()) {
        return Ok((target, body(text)?));
    }
    let mut object = Map::new();
    for (name, _) in members(operation) {
        if let Some(text) = value(format!("body.{name}")) {
            let read =
                serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()));
            object.insert(name.to_owned(), read);
        }
    }
    let nothing = object.is_empty() && matches!(operation.body, ControlBody::Text(_));
    let body = if nothing { Vec::new() } else { Value::Object(object).to_string().into_bytes() };
    Ok((target, body))
}

/// The text itself, what is in the file that it names, or what is on the standard input.
fn body(text: &str) -> Result<Vec<u8>, String> {
    if text == "-" {
        let mut read = Vec::new();
        io::stdin().read_to_end(&mut read).map_err(|e| format!("cannot read the body: {e}"))?;
        return Ok(read);
    }
    match text.strip_prefix('@') {
        Some(file) => fs::read(file).map_err(|e| format!("cannot read {file}: {e}")),
        None => Ok(text.as_bytes().to_vec()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(words: &[&str]) -> (String, String) {
        let command = Control::augment_args(Command::new("control"));
        let matches = command.try_get_matches_from([&["control"], words].concat()).unwrap();
        let (name, matches) = matches.subcommand().unwrap();
        let operation = operations().find(|it| command_name(it) == name).unwrap();
        let (target, body) = request(&operation, matches).unwrap();
        (target, String::from_utf8(body).unwrap())
    }

    #[test]
    fn every_operation_has_a_command_of_its_own() {
        let mut command = Control::augment_args(Command::new("control"));
        command.build();
        command.clone().debug_assert();
        let names: Vec<_> = command.get_subcommands().map(|it| it.get_name().to_owned()).collect();
        for operation in operations() {
            let name = command_name(&operation);
            assert_eq!(names.iter().filter(|it| **it == name).count(), 1, "{name}");
        }
        assert_eq!(
            list().lines().filter(|it| it.starts_with("    ")).count(),
            operations().count()
        );
    }

    #[test]
    fn what_is_asked_is_sent() {
        for (words, target, body) in [
            (&["get-health"][..], "/_localyun/health", ""),
            (
                &["get-outbox", "--to", "a+b@example.com", "--wait", "5s", "--world", "w"],
                "/_localyun/outbox?to=a%2Bb%40example.com&wait=5s&world=w",
                "",
            ),
            (&["get-outbox-by-id", "a/b?c"], "/_localyun/outbox/a%2Fb%3Fc", ""),
            (&["post-clock", "--advance", "-90s"], "/_localyun/clock", r#"{"advance":"-90s"}"#),
            (&["post-clock", "--freeze", "true"], "/_localyun/clock", r#"{"freeze":true}"#),
            (&["post-clock", "--advance-ms", "-5"], "/_localyun/clock", r#"{"advance_ms":-5}"#),
            (&["post-clock", "--body", "{}"], "/_localyun/clock", "{}"),
            (&["post-reset"], "/_localyun/reset", ""),
            (
                &["post-explain", "--as", "text", "--body", "GET /"],
                "/_localyun/explain?as=text",
                "GET /",
            ),
        ] {
            assert_eq!(asked(words), (target.to_owned(), body.to_owned()), "{words:?}");
        }
    }
}
