//! Functions of domains: how calls configure, list and remove them.

use serde::Serialize;
use serde_json::Value;

use crate::cdn::{
    domains::life,
    faults::{
        BAD_ARGUMENTS, BAD_FUNCTIONS, BAD_PARENT, MANY_CONFIGURED, NO_CONFIG, NO_FUNCTION_NAME,
        NO_FUNCTIONS, SAME_CONFIG,
    },
    functions::known_functions::{is_known, is_multiple},
    service::Service,
    tables::{
        configs::{self, Config},
        domains::Domain,
        settings::{self, Settings},
    },
};
use crate::{
    ApiError, Cx, Result,
    shared::{ids, text::comma_list},
};

/// What stands for no condition (documented).
const NO_PARENT: i64 = -1;

/// A function of a call.
struct Function {
    name: String,
    args: Vec<(String, String)>,
    id: Option<i64>,
    parent: Option<i64>,
}

/// The member of an object, whatever the case of its letters.
fn member<'a>(of: &'a Value, name: &str) -> Option<&'a Value> {
    let of = of.as_object()?;
    let found = of.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value).filter(|it| !it.is_null())
}

/// A text, a number or a flag as a text.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}

/// A number, which may stand in quotes; an empty text is none.
fn id(value: Option<&Value>, wrong: crate::Fault) -> Result<Option<i64>> {
    let text = value.map(|it| plain(it).ok_or(wrong)).transpose()?;
    let text = text.filter(|it| !it.trim().is_empty());
    Ok(text.map(|it| it.trim().parse().map_err(|_| wrong)).transpose()?)
}

fn function(it: &Value) -> Result<Function> {
    let name = member(it, "functionName").and_then(Value::as_str).unwrap_or_default().trim();
    if name.len() > LONGEST_NAME {
        return Err(BAD_FUNCTIONS.into());
    }
    if name.is_empty() {
        return Err(if it.is_object() { NO_FUNCTION_NAME } else { BAD_FUNCTIONS }.into());
    }
    let Some(Value::Array(given)) = member(it, "functionArgs") else {
        return Err(BAD_ARGUMENTS.into());
    };
    let mut args = Vec::with_capacity(given.len());
    for pair in given {
        let name = member(pair, "argName").and_then(Value::as_str).ok_or(BAD_ARGUMENTS)?;
        let value = match member(pair, "argValue") {
            Some(value) => plain(value).ok_or(BAD_ARGUMENTS)?,
            None => String::new(),
        };
        args.push((name.to_owned(), value));
    }
    Ok(Function {
        name: name.to_owned(),
        args,
        id: id(member(it, "configId"), NO_CONFIG)?,
        parent: id(member(it, "parentId"), BAD_PARENT)?,
    })
}

/// How long the name of a function may be, in bytes (modelled).
const LONGEST_NAME: usize = 128;
/// How many functions a call may have (modelled).
const MOST_FUNCTIONS: usize = 1000;

/// The functions of a call: a JSON list.
fn parse(text: &str) -> Result<Vec<Function>> {
    match serde_json::from_str(text) {
        Ok(Value::Array(all)) if all.is_empty() => Err(NO_FUNCTIONS.into()),
        Ok(Value::Array(all)) if all.len() > MOST_FUNCTIONS => Err(BAD_FUNCTIONS.into()),
        Ok(Value::Array(all)) => all.iter().map(function).collect(),
        _ => Err(BAD_FUNCTIONS.into()),
    }
}

/// The refusal of a function that there is not.
fn unsupported(name: &str) -> ApiError {
    let code = format!("Invalid{name}.ValueNotSupported");
    ApiError::new(400, code, format!("[{name}] is not supported."))
}

/// What calls that configure functions answer: a row for each domain and function.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Configured {
    domain_config_list: ConfiguredRows,
}

/// See [`Configured`].
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ConfiguredRows {
    domain_config_model: Vec<ConfiguredRow>,
}

/// See [`Configured`].
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ConfiguredRow {
    domain_name: String,
    function_name: String,
    config_id: i64,
}

/// The names of a call that configures domains.
fn names_of(list: &str) -> Result<Vec<String>> {
    let mut all: Vec<String> = Vec::new();
    for name in comma_list(list) {
        if !all.iter().any(|it| it.eq_ignore_ascii_case(name)) {
            if all.len() == life::MOST_NAMES {
                return Err(MANY_CONFIGURED.into());
            }
            all.push(name.to_owned());
        }
    }
    Ok(all)
}

/// Configures functions of domains: all of them or none.
pub(crate) fn set(
    cx: &mut Cx<'_>,
    service: Service,
    names: &str,
    functions: &str,
) -> Result<Configured> {
    let names = names_of(names)?;
    let functions = parse(functions)?;
    let account = cx.account().to_owned();
    let settings = settings::read(cx.tx, &account)?;
    for it in &functions {
        if !is_known(&it.name, settings.strict_functions) {
            return Err(unsupported(&it.name));
        }
    }
    let mut domain_config_model = Vec::new();
    for name in names {
        let domain = life::changeable(cx, service, &name)?;
        let mut present = configs::of(cx.tx, domain.seq)?;
        for it in &functions {
            let config_id = set_one(cx, (&domain, &mut present), it, &settings)?;
            domain_config_model.push(ConfiguredRow {
                domain_name: domain.name.clone(),
                function_name: it.name.clone(),
                config_id,
            });
        }
    }
    Ok(Configured { domain_config_list: ConfiguredRows { domain_config_model } })
}

/// Configures a function of a domain: the one that the call names, the one that there is of a function that a domain has
/// once, or a new one.
/// `present` is what the domain has, and has it afterwards.
fn set_one(
    cx: &mut Cx<'_>,
    (domain, present): (&Domain, &mut Vec<Config>),
    it: &Function,
    settings: &Settings,
) -> Result<i64> {
    if let Some(parent) = it.parent.filter(|id| *id != NO_PARENT) {
        let is_condition = |c: &Config| c.id == parent && c.name == "condition";
        if !present.iter().any(is_condition) {
            return Err(BAD_PARENT.into());
        }
    }
    let named = |c: &&Config| c.name == it.name;
    let old = match it.id {
        Some(id) => {
            let found = present.iter().filter(named).find(|c| c.id == id);
            Some(found.ok_or(NO_CONFIG)?)
        }
        None if is_multiple(&it.name) => {
            if present.iter().filter(named).any(|c| c.args == it.args) {
                return Err(SAME_CONFIG.into());
            }
            None
        }
        None => present.iter().find(named),
    };
    let parent = match it.parent {
        None => old.and_then(|it| it.parent),
        given => given.filter(|id| *id != NO_PARENT),
    };
    let config = Config {
        id: match old {
            Some(it) => it.id,
            None => free_id(cx)?,
        },
        domain: domain.seq,
        seq: old.map_or_else(|| present.last().map_or(1, |it| it.seq + 1), |it| it.seq),
        name: it.name.clone(),
        args: it.args.clone(),
        parent,
        ready: cx.now.saturating_add(settings.config_ms),
    };
    configs::put(cx.tx, &domain.account, &config)?;
    let id = config.id;
    match present.iter_mut().find(|it| it.id == id) {
        Some(place) => *place = config,
        None => present.push(config),
    }
    Ok(id)
}

/// An id that no function has.
fn free_id(cx: &mut Cx<'_>) -> Result<i64> {
    loop {
        let id = ids::digits(cx.random, 15).parse().map_err(ApiError::internal)?;
        if !configs::exists(cx.tx, id)? {
            return Ok(id);
        }
    }
}

/// Functions in answers.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Listed {
    domain_configs: ListedRows,
}

/// See [`Listed`].
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ListedRows {
    domain_config: Vec<ListedRow>,
}

/// See [`Listed`].
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ListedRow {
    function_name: String,
    /// A text, unlike in the answer to the call that made it (documented).
    config_id: String,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_id: Option<String>,
    function_args: Arguments,
}

/// See [`Listed`].
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Arguments {
    function_arg: Vec<Argument>,
}

/// See [`Listed`].
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Argument {
    arg_name: String,
    arg_value: String,
}

/// The functions of a domain: those of these names, with commas between them, and of this id.
pub(crate) fn list(
    cx: &mut Cx<'_>,
    service: Service,
    domain: &str,
    (names, id): (Option<&str>, Option<&str>),
) -> Result<Listed> {
    let domain = life::found(cx, service, domain)?;
    let names: Option<Vec<&str>> = names.map(|it| comma_list(it).collect());
    let is_wanted = |it: &Config| {
        names.as_ref().is_none_or(|names| names.contains(&&*it.name))
            && id.is_none_or(|id| id.trim() == it.id.to_string())
    };
    let now = cx.now;
    let shown = |it: Config| ListedRow {
        function_name: it.name,
        config_id: it.id.to_string(),
        status: if it.ready > now { "configuring" } else { "success" },
        parent_id: it.parent.map(|id| id.to_string()),
        function_args: Arguments {
            function_arg: it
                .args
                .into_iter()
                .map(|(arg_name, arg_value)| Argument { arg_name, arg_value })
                .collect(),
        },
    };
    let found = configs::of(cx.tx, domain.seq)?.into_iter().filter(is_wanted);
    Ok(Listed { domain_configs: ListedRows { domain_config: found.map(shown).collect() } })
}

/// Removes the functions of these ids, with commas between them, of a domain: all of them or none.
pub(crate) fn delete(cx: &mut Cx<'_>, service: Service, domain: &str, ids: &str) -> Result<()> {
    let domain = life::changeable(cx, service, domain)?;
    let present = configs::of(cx.tx, domain.seq)?;
    for id in comma_list(ids) {
        let found = present.iter().find(|it| it.id.to_string() == id).ok_or(NO_CONFIG)?;
        configs::delete(cx.tx, domain.seq, found.id)?;
    }
    Ok(())
}

/// Removes the functions of these names of domains; what is not there is no fault (modelled).
pub(crate) fn delete_named(
    cx: &mut Cx<'_>,
    service: Service,
    domains: &str,
    functions: &str,
) -> Result<()> {
    let functions: Vec<&str> = comma_list(functions).collect();
    for name in names_of(domains)? {
        let domain = life::changeable(cx, service, &name)?;
        for it in configs::of(cx.tx, domain.seq)? {
            if functions.contains(&&*it.name) {
                configs::delete(cx.tx, domain.seq, it.id)?;
            }
        }
    }
    Ok(())
}
