//! What can be asked of the control API: every method, path and query name that it knows.

use hyper::Method;

use crate::control::Problem;

/// A call of the control API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Call {
    Health,
    Reset,
    Outbox,
    Clock,
    MoveClock,
    Explain,
    CompareExplained,
    ExplainGiven,
    SuggestPolicy,
    AskedPolicies,
    ForgetPolicies,
    OidcKeys,
    PutOidcKeys,
    Resources,
    AddResources,
    ChangeResource,
    RemoveResource,
    Orders,
    SettleOrder,
    Instances,
    BuyInstances,
    SettleInstance,
    BuyQuota,
    Validation,
    Authority,
}

/// How a call is made.
pub(super) struct Route {
    pub(super) call: Call,
    method: &'static str,
    /// What follows `/_localyun/`. A last segment in capitals stands for any text.
    path: &'static str,
    /// The names that its query may have.
    pub(super) query: &'static [&'static str],
}

const fn route(
    call: Call,
    method: &'static str,
    path: &'static str,
    query: &'static [&'static str],
) -> Route {
    Route { call, method, path, query }
}

/// Whose things a call is about, where the path does not say.
const WHOSE: &[&str] = &["account", "site"];

#[rustfmt::skip]
const ROUTES: [Route; 25] = [
    route(Call::Health,         "GET",    "health",               &[]),
    route(Call::Reset,          "POST",   "reset",                &[]),
    route(Call::Outbox,         "GET",    "outbox",               &["to", "limit"]),
    route(Call::Clock,          "GET",    "clock",                &[]),
    route(Call::MoveClock,      "POST",   "clock",                &[]),
    route(Call::Explain,        "GET",    "explain/REQUEST_ID",   &["as"]),
    route(Call::CompareExplained, "POST", "explain/REQUEST_ID",   &["as"]),
    route(Call::ExplainGiven,   "POST",   "explain",              &["as"]),
    route(Call::SuggestPolicy,  "GET",    "policy/suggest",       &["principal", "missing"]),
    route(Call::AskedPolicies,  "GET",    "policy/asked",         &["principal"]),
    route(Call::ForgetPolicies, "POST",   "policy/forget",        &[]),
    route(Call::OidcKeys,       "GET",    "ims/oidc-keys",        &[]),
    route(Call::PutOidcKeys,    "POST",   "ims/oidc-keys",        &[]),
    route(Call::Resources,      "GET",    "cas/resources",        &["account", "site", "limit"]),
    route(Call::AddResources,   "POST",   "cas/resources",        WHOSE),
    route(Call::ChangeResource, "POST",   "cas/resources/ID",     WHOSE),
    route(Call::RemoveResource, "DELETE", "cas/resources/ID",     WHOSE),
    route(Call::Orders,         "GET",    "cas/orders",           WHOSE),
    route(Call::SettleOrder,    "POST",   "cas/orders/ID",        WHOSE),
    route(Call::Instances,      "GET",    "cas/instances",        WHOSE),
    route(Call::BuyInstances,   "POST",   "cas/instances",        WHOSE),
    route(Call::SettleInstance, "POST",   "cas/instances/ID",     WHOSE),
    route(Call::BuyQuota,       "POST",   "cas/packages",         WHOSE),
    route(Call::Validation,     "POST",   "cas/validation",       WHOSE),
    route(Call::Authority,      "GET",    "cas/authority",        WHOSE),
];

impl Route {
    /// The text that stands for the last segment, or nothing; `None` if the path is another one.
    fn fits<'p>(&self, path: &'p str) -> Option<&'p str> {
        match self.path.rsplit_once('/') {
            Some((start, name)) if name.bytes().all(|b| b.is_ascii_uppercase() || b == b'_') => {
                path.strip_prefix(start)?.strip_prefix('/').filter(|id| !id.is_empty())
            }
            _ => (path == self.path).then_some(""),
        }
    }

    /// The part of the path that says what it is about.
    fn subject(&self) -> &'static str {
        subject(self.path)
    }
}

/// `cas/orders` of `cas/orders/5`, and `explain` of `explain/x`.
fn subject(path: &str) -> &str {
    let mut slashes = path.match_indices('/').map(|(at, _)| at);
    let end = if path.starts_with("cas/") { slashes.nth(1) } else { slashes.next() };
    &path[..end.unwrap_or(path.len())]
}

/// The call that a method and a path mean, and the id at the end of the path. Where `GET` is
/// answered, so is `HEAD`.
pub(super) fn find<'p>(
    method: &Method,
    path: &'p str,
) -> Result<(&'static Route, &'p str), Problem> {
    let method = if method == Method::HEAD { "GET" } else { method.as_str() };
    let fitting = || ROUTES.iter().filter_map(|route| Some((route, route.fits(path)?)));
    if let Some(found) = fitting().find(|(route, _)| route.method == method) {
        return Ok(found);
    }
    let about = || ROUTES.iter().filter(|route| route.subject() == subject(path));
    if about().next().is_none() {
        let mut paths: Vec<_> = ROUTES.iter().map(|route| route.path).collect();
        paths.dedup();
        let text = format!("there is no /_localyun/{path}; try {}", paths.join(", "));
        return Err(Problem::new(404, text));
    }
    let how: Vec<_> = about().map(|it| format!("{} /_localyun/{}", it.method, it.path)).collect();
    let text = format!(
        "{method} /_localyun/{path} is not allowed: use {}; docs/CONTROL.md shows how",
        how.join(", ")
    );
    let mut allowed: Vec<_> = fitting().map(|(route, _)| route.method).collect();
    if allowed.contains(&"GET") {
        allowed.push("HEAD");
    }
    Err(Problem { allowed: Some(allowed.join(", ")), ..Problem::new(405, text) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_is_found_and_no_two_are_the_same() {
        for route in &ROUTES {
            let method = route.method.parse().unwrap();
            let (found, _) = find(&method, route.path).map_err(|e| e.text).unwrap();
            assert_eq!(found.call, route.call);
        }
        let (found, id) = find(&Method::HEAD, "explain/a/b").map_err(|e| e.text).unwrap();
        assert_eq!((found.call, id), (Call::Explain, "a/b"));
        let wrong = find(&Method::DELETE, "clock").map(|_| ()).unwrap_err();
        assert_eq!((wrong.status, wrong.allowed.as_deref()), (405, Some("GET, POST, HEAD")));
    }
}
