//! What in a policy does nothing, or something else than it seems to.

use std::collections::BTreeSet;

use actions::{
    Access, Entry, Product,
    policy::{Document, DocumentKind, Operator, Resource, ResourcePattern},
};
use serde::Serialize;
use serde_json::Value;

use super::{
    check::is_trust,
    conditions,
    known::{self, nearest},
    place::{Step, locate},
    redundant::{covers, meet},
};

/// Something that is found in a policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// Its kind: `unknown-action`.
    pub rule: &'static str,
    /// What is found, as a sentence, with what would be right where that is known.
    pub text: String,
}

/// What is found in the text of a policy, in the order of the text; an error if the server would not take it as one.
/// `now` is the time, in milliseconds since 1970: what was possible only before it is found.
pub fn lint(text: &str, now: i64) -> Result<Vec<Finding>, String> {
    let value: Value = serde_json::from_str(text).map_err(|e| format!("it is not JSON: {e}"))?;
    let statements = match &value["Statement"] {
        Value::Array(all) => all.as_slice(),
        one => std::slice::from_ref(one),
    };
    let trust = is_trust(text);
    let mut lint = Lint { text, found: Vec::new() };
    let mut unknown_operator = false;
    for (at, statement) in statements.iter().enumerate() {
        unknown_operator |= lint.operators(at, statement);
    }
    let kind = if trust { DocumentKind::Trust } else { DocumentKind::Identity };
    match Document::parse(text, kind) {
        Ok(_) => {
            let all: Vec<Statement> =
                statements.iter().map(|it| Statement::of(it, trust)).collect();
            for (at, statement) in all.iter().enumerate() {
                lint.actions(at, statement);
                lint.resources(at, statement);
                for (steps, rule, text) in conditions::findings(statement.value, trust, now) {
                    let path: Vec<_> = steps.iter().map(|it| Step::Member(it)).collect();
                    lint.add(at, &[&[Step::Member("Condition")], &path[..]].concat(), rule, text);
                }
            }
            lint.redundant(&all);
        }
        // The operator is why.
        Err(_) if unknown_operator => {}
        Err(e) => return Err(e.to_string()),
    }
    lint.found.sort_by_key(|it| (it.line, it.column));
    Ok(lint.found)
}

/// A statement that can be parsed.
struct Statement<'a> {
    value: &'a Value,
    trust: bool,
    /// `Action` or `NotAction`.
    action_element: &'static str,
    actions: Vec<&'a str>,
    /// `Resource` or `NotResource`.
    resource_element: &'static str,
    resources: Vec<&'a str>,
}

impl<'a> Statement<'a> {
    fn of(value: &'a Value, trust: bool) -> Self {
        let either = |one: &'static str, other: &'static str| {
            if value.get(one).is_some() { one } else { other }
        };
        let action_element = either("Action", "NotAction");
        let resource_element = either("Resource", "NotResource");
        let (actions, resources) = (texts(&value[action_element]), texts(&value[resource_element]));
        Self { value, trust, action_element, actions, resource_element, resources }
    }

    fn lists_actions(&self) -> bool {
        self.action_element == "Action"
    }
}

fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    }
}

/// What the actions of a statement are, as far as it is known.
#[derive(Default)]
struct Meant {
    /// The services that ARNs of their resources name; `None` where an action may be of any.
    services: Option<BTreeSet<String>>,
    /// Those that are emulated, whose resources are known.
    emulated: Vec<(&'static Product, &'static Entry)>,
    /// Whether there are others.
    others: bool,
}

struct Lint<'a> {
    text: &'a str,
    found: Vec<Finding>,
}

impl Lint<'_> {
    fn add(&mut self, statement: usize, within: &[Step<'_>], rule: &'static str, text: String) {
        let start = [Step::Member("Statement"), Step::Item(statement)];
        let (line, column) = locate(self.text, &[&start, within].concat());
        self.found.push(Finding { line, column, rule, text });
    }

    /// Finds operators that there are not.
    fn operators(&mut self, at: usize, statement: &Value) -> bool {
        let Some(conditions) = statement["Condition"].as_object() else { return false };
        let before = self.found.len();
        for name in conditions.keys().filter(|name| Operator::find(name).is_none()) {
            let operators = actions::policy::OPERATORS.iter().map(|it| it.name);
            let near = meant(nearest(name, operators));
            let path = [Step::Member("Condition"), Step::Member(name)];
            self.add(at, &path, "unknown-operator", format!("There is no operator {name}{near}."));
        }
        self.found.len() > before
    }

    fn actions(&mut self, at: usize, statement: &Statement<'_>) {
        for (index, pattern) in statement.actions.iter().enumerate() {
            let Some(text) = unknown(pattern) else { continue };
            let path = [Step::Member(statement.action_element), Step::Item(index)];
            self.add(at, &path, "unknown-action", text);
        }
    }

    fn resources(&mut self, at: usize, statement: &Statement<'_>) {
        if statement.trust {
            return;
        }
        let meant = statement.lists_actions().then(|| actions_meant(&statement.actions));
        for (index, pattern) in statement.resources.iter().enumerate() {
            let found = malformed(pattern)
                .or_else(|| meant.as_ref().and_then(|meant| matches_nothing(pattern, meant)));
            let Some((rule, text)) = found else { continue };
            let path = [Step::Member(statement.resource_element), Step::Item(index)];
            self.add(at, &path, rule, text);
        }
    }

    /// Finds statements that another one makes needless.
    fn redundant(&mut self, all: &[Statement<'_>]) {
        for (at, inner) in all.iter().enumerate() {
            let by = all.iter().enumerate().find(|(of, outer)| {
                // Of two that are alike, the later one.
                *of != at && is_covered(outer, inner) && (*of < at || !is_covered(inner, outer))
            });
            if let Some((of, _)) = by {
                let effect = &inner.value["Effect"].as_str().unwrap_or_default().to_lowercase();
                let text = format!(
                    "Statement {} is redundant: statement {} has the same effect ({effect}) on all that it is for.",
                    at + 1,
                    of + 1
                );
                self.add(at, &[], "redundant-statement", text);
            }
        }
    }
}

/// `; did you mean …?` as a part of a sentence.
fn meant(near: Option<&str>) -> String {
    near.map(|near| format!("; the nearest is {near}")).unwrap_or_default()
}

/// Why an action is unknown; `None` if it is known, or of a service whose actions are not.
pub fn unknown(pattern: &str) -> Option<String> {
    let lower = pattern.to_ascii_lowercase();
    let Some((service, name)) = lower.split_once(':') else {
        let any = known::all().keys().any(|it| meet(&lower, it));
        return (!any).then(|| format!("{pattern} is no action: one is written service:Name."));
    };
    if service.contains(['*', '?']) {
        let any = known::all().keys().any(|it| meet(&lower, it));
        return (!any).then(|| format!("No action is known that {pattern} fits."));
    }
    if let Some(product) = known::called_otherwise(service) {
        let written = pattern.split_once(':').map_or(name, |(_, name)| name);
        return Some(format!(
            "{pattern} is no action: policies call the service {} `{}`, as in {}:{written}.",
            product.code, product.ram, product.ram
        ));
    }
    let services = known::services();
    if !services.iter().any(|it| it == service) {
        // Of services that are not known at all nothing can be said, unless one that is nearly called so has it.
        let has_it = |it: &&String| known::all().contains_key(&format!("{it}:{name}"));
        let near = nearest(service, services.iter().filter(has_it).map(String::as_str))?;
        let action = &known::all()[&format!("{near}:{name}")].name;
        return Some(format!("No service {service} is known; the nearest is {action}."));
    }
    let prefix = format!("{service}:");
    let here = || known::all().iter().filter(|(key, _)| key.starts_with(&prefix));
    if name.contains(['*', '?']) {
        let any = name == "*" || here().any(|(key, _)| meet(&lower, key));
        return (!any).then(|| format!("No action of {service} is known that {pattern} fits."));
    }
    if known::all().contains_key(&lower) {
        return None;
    }
    let near = meant(nearest(&lower, here().map(|(_, it)| it.name.as_str())));
    Some(format!("{pattern} is no action that is known{near}."))
}

/// What the actions of a statement are.
fn actions_meant(patterns: &[&str]) -> Meant {
    let mut meant = Meant { services: Some(BTreeSet::new()), ..Meant::default() };
    for pattern in patterns {
        let lower = pattern.to_ascii_lowercase();
        let service = lower.split_once(':').map(|(service, _)| service);
        let Some(service) = service.filter(|it| !it.contains(['*', '?'])) else {
            return Meant { services: None, others: true, ..Meant::default() };
        };
        let mut any = false;
        for (_, action) in known::all().iter().filter(|(key, _)| meet(&lower, key)) {
            any = true;
            meant.others |= action.emulated.is_empty();
            meant.emulated.extend(&action.emulated);
            if let Some(services) = &mut meant.services {
                let of = action.emulated.iter().filter_map(|(product, it)| arn_of(product, it));
                services.extend(of.map(str::to_owned));
                services.insert(service.to_owned());
            }
        }
        meant.others |= !any;
        if let Some(services) = &mut meant.services {
            services.insert(service.to_owned());
        }
    }
    meant
}

/// What roles are, as the resources of the actions that assume them. They are RAM's, and the actions are STS's.
const ROLES: &[&str] = &["acs:ram:*:{account}:role/{RoleName}"];

/// The resources of an action.
fn templates_of(entry: &Entry) -> &'static [&'static str] {
    if entry.access == Access::Trust { ROLES } else { entry.resources }
}

/// What ARNs of these resources call their service.
fn arn_of(product: &Product, entry: &Entry) -> Option<&'static str> {
    if entry.access == Access::Trust { ROLES[0].split(':').nth(1) } else { product.arn_of(entry) }
}

type Found = (&'static str, String);

/// What is wrong with the form of a resource.
fn malformed(pattern: &str) -> Option<Found> {
    const FORM: &str = "An ARN is acs:service:region:account:resource";
    let only_stars = |it: &str| !it.is_empty() && it.bytes().all(|b| b == b'*');
    if only_stars(pattern) {
        return None;
    }
    let parts: Vec<&str> = pattern.splitn(5, ':').collect();
    let partly = |it: &str| it.contains(['*', '?']) && !only_stars(it);
    for (part, name) in parts.iter().zip(["start", "service", "region", "account"]) {
        let misplaced = match name {
            "start" => part.contains(['*', '?']),
            "region" => false,
            _ => partly(part),
        };
        // What stands last may be a pattern for all that follows.
        if misplaced && (parts.len() == 5 || name == "start") {
            let text = format!(
                "The wildcard in the {name} of {pattern} is misplaced: write the {name} in full{}.",
                if name == "start" { ", acs" } else { ", or * alone" }
            );
            return Some(("misplaced-wildcard", text));
        }
    }
    if parts.len() < 5 {
        let open = parts.last().is_some_and(|it| it.ends_with('*'));
        let text =
            format!("{pattern} has {} of 5 parts, and matches no resource. {FORM}.", parts.len());
        return (!open).then_some(("malformed-resource", text));
    }
    let account = parts[3];
    if !(account.is_empty()
        || only_stars(account)
        || account == "system"
        || account.bytes().all(|b| b.is_ascii_digit()))
    {
        let text = format!(
            "`{account}` in {pattern} is no account. {FORM}, where the account is digits or *."
        );
        return Some(("malformed-resource", text));
    }
    parts[4]
        .is_empty()
        .then(|| ("malformed-resource", format!("{pattern} names no resource. {FORM}.")))
}

/// Why no action of a statement takes a resource.
fn matches_nothing(pattern: &str, meant: &Meant) -> Option<Found> {
    let services = meant.services.as_ref().filter(|it| !it.is_empty())?;
    let mut parts = pattern.splitn(5, ':').skip(1);
    if let Some(service) = parts.next()
        && !services.iter().any(|it| meet(service, it))
    {
        let services: Vec<_> = services.iter().map(String::as_str).collect();
        let text = format!(
            "{pattern} is a resource of {service}, and the actions of the statement are of {}.",
            services.join(", ")
        );
        return Some(("wrong-service", text));
    }
    if meant.others || meant.emulated.is_empty() {
        return None;
    }
    let lower = pattern.to_ascii_lowercase();
    let parsed = ResourcePattern::new(pattern);
    let takes = |product: &Product, entry: &Entry| {
        entry.resources_of.is_some()
            || templates_of(entry).iter().any(|template| match *template {
                "*" => parsed.matches(&Resource::All(arn_of(product, entry))),
                template => resources_meet(&lower, &as_pattern(template)),
            })
    };
    if meant.emulated.iter().any(|(product, entry)| takes(product, entry)) {
        return None;
    }
    let mut templates: Vec<_> =
        meant.emulated.iter().flat_map(|(_, it)| templates_of(it)).copied().collect();
    templates.sort_unstable();
    templates.dedup();
    let more = if templates.len() > 3 { ", …" } else { "" };
    templates.truncate(3);
    let text = format!(
        "No action of the statement takes {pattern}: they are about {}{more}.",
        templates.join(", ")
    );
    Some(("resource-not-taken", text))
}

/// Whether two patterns of resources have one in common: part by part, as they are matched; the last part of one that
/// has fewer is for all that follows.
fn resources_meet(one: &str, other: &str) -> bool {
    let parts = one.split(':').count().min(other.split(':').count()).min(5);
    one.splitn(parts, ':').zip(other.splitn(parts, ':')).all(|(one, other)| meet(one, other))
}

/// A template of resources as a pattern: each name in braces is a star.
fn as_pattern(template: &str) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        out.push('*');
        rest = after.split_once('}').map_or("", |(_, rest)| rest);
    }
    (out + rest).to_ascii_lowercase()
}

/// Whether `outer` has the effect of `inner` on all that `inner` is for.
fn is_covered(outer: &Statement<'_>, inner: &Statement<'_>) -> bool {
    let same = |name: &str| outer.value.get(name) == inner.value.get(name);
    let plain =
        |it: &Statement<'_>| it.action_element == "Action" && it.resource_element == "Resource";
    if !same("Effect") || outer.trust || !(plain(outer) && plain(inner)) {
        return false;
    }
    // With conditions it is for less, unless the other has the same ones.
    if outer.value.get("Condition").is_some() && !same("Condition") {
        return false;
    }
    let each = |outer: &[&str], inner: &[&str], folded: bool| {
        let fold = |it: &str| if folded { it.to_ascii_lowercase() } else { it.to_owned() };
        inner.iter().all(|inner| outer.iter().any(|outer| covers(&fold(outer), &fold(inner))))
    };
    each(&outer.actions, &inner.actions, true) && each(&outer.resources, &inner.resources, false)
}
