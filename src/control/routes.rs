//! Which route a method and a path mean: the server's own routes and those of the products, in one
//! table.

use actions::{PRODUCTS, core::control::Operation};
use hyper::Method;

use crate::{
    app::App,
    control::{
        Problem, calls, clock, consistency, credentials, definitions, dns, due, events, explain,
        faults, health, metrics, openapi, outbox, paging, policy, prepared, product, proxy,
        reply::Reply,
        report,
        request::Parts,
        reset, resources, robots,
        route::{Sent, ServerRoute, ServerRun, placeholder},
        seeds, sign, snapshots, worlds,
    },
    spelling::closest_of,
};

/// The description of this very table.
const OPENAPI: &[ServerRoute] = &[ServerRoute::new(openapi::OPERATION, |_, _, _| {
    Box::pin(async { Ok(openapi::description(operations())) })
})];

const SERVER: &[&[ServerRoute]] = &[
    health::ROUTES,
    reset::ROUTES,
    seeds::ROUTES,
    outbox::ROUTES,
    clock::ROUTES,
    due::ROUTES,
    calls::ROUTES,
    report::ROUTES,
    robots::ROUTES,
    explain::ROUTES,
    policy::ROUTES,
    metrics::ROUTES,
    OPENAPI,
    snapshots::ROUTES,
    faults::ROUTES,
    consistency::ROUTES,
    paging::ROUTES,
    worlds::ROUTES,
    proxy::ROUTES,
    credentials::ROUTES,
    sign::ROUTES,
    definitions::ROUTES,
    dns::ROUTES,
    events::ROUTES,
    resources::ROUTES,
];

/// A route, and what carries it out.
#[derive(Clone, Copy)]
pub(super) enum Route {
    Server(ServerRoute),
    Product(product::Route),
}

impl Route {
    pub(super) fn operation(&self) -> &Operation {
        match self {
            Self::Server(route) => &route.operation,
            Self::Product(route) => &route.operation,
        }
    }

    /// Carries out a request.
    pub(super) async fn call(self, app: &App, sent: Sent<'_>) -> Result<Reply, Problem> {
        let operation = *self.operation();
        match self {
            Self::Server(ServerRoute { run: ServerRun::Receiving(run), .. }) => {
                run(app, sent).await
            }
            Self::Server(ServerRoute { run: ServerRun::Replying(run), .. }) => {
                let (world, request) = prepared(app, &operation, &sent).await?;
                run(app, &world, &request).await
            }
            Self::Server(ServerRoute { run: ServerRun::Json(run), .. }) => {
                let (world, request) = prepared(app, &operation, &sent).await?;
                run(app, &world, &request).await.map(Reply::from)
            }
            Self::Product(route) => {
                let (world, request) = prepared(app, &operation, &sent).await?;
                product::call(&world, route, request).await.map(Reply::from)
            }
        }
    }
}

/// Every route: the server's, then those of each product.
fn routes() -> impl Iterator<Item = Route> {
    let of_products = PRODUCTS.iter().flat_map(|product| {
        product.control.iter().map(|route| {
            let (operation, run) = (route.operation, route.run);
            Route::Product(product::Route { product, operation, run })
        })
    });
    SERVER.iter().copied().flatten().map(|route| Route::Server(*route)).chain(of_products)
}

/// All that can be asked of the control API: the server's operations, then those of each product.
pub fn operations() -> impl Iterator<Item = Operation> {
    routes().map(|route| *route.operation())
}

/// What stands in the place of each name in braces; `None` if the path is another one.
fn parts<'p>(of: &'static str, path: &'p str) -> Option<Parts<'p>> {
    let mut segments = path.split('/');
    let mut parts = Vec::new();
    for wanted in of.split('/') {
        let segment = segments.next()?;
        match placeholder(wanted) {
            Some(name) if !segment.is_empty() => parts.push((name, segment)),
            None if segment == wanted => {}
            _ => return None,
        }
    }
    segments.next().is_none().then_some(parts)
}

/// Which of its segments stand for any: of two paths that fit, the lesser is written out sooner.
fn open(path: &'static str) -> Vec<bool> {
    path.split('/').map(|segment| placeholder(segment).is_some()).collect()
}

/// The route that a method and a path mean, and what stands in the place of the names in its path. Where
/// `GET` is answered, so is `HEAD`. Where two routes fit, a segment that is written out counts
/// more than one in braces.
pub(super) fn find<'p>(method: &Method, path: &'p str) -> Result<(Route, Parts<'p>), Problem> {
    let method = if method == Method::HEAD { "GET" } else { method.as_str() };
    let fitting = || routes().filter_map(|it| Some((it, parts(it.operation().path, path)?)));
    let found = fitting()
        .filter(|(it, _)| it.operation().method.name() == method)
        .min_by_key(|(it, _)| open(it.operation().path));
    if let Some(found) = found {
        return Ok(found);
    }
    let openness = |it: &Route| open(it.operation().path);
    let meant = fitting().map(|(it, _)| openness(&it)).min();
    let closest = fitting().filter(|(it, _)| Some(openness(it)) == meant);
    let mut allowed: Vec<_> = closest.map(|(it, _)| it.operation().method.name()).collect();
    if allowed.is_empty() {
        return Err(Problem::new(404, unknown(method, path)));
    }
    if allowed.contains(&"GET") {
        allowed.push("HEAD");
    }
    let below = |it: &Operation| it.path.strip_prefix(path).is_some_and(|it| it.starts_with('/'));
    let near = operations().filter(|it| parts(it.path, path).is_some() || below(it));
    let near: Vec<_> = near.map(|it| called(&it)).collect();
    let text = format!(
        "{method} /_localyun/{path} is not allowed: use {}; docs/CONTROL.md shows how",
        near.join(", ")
    );
    Err(Problem { allowed: Some(allowed.join(", ")), ..Problem::new(405, text) })
}

/// `POST /_localyun/cas/orders/{id}`.
fn called(operation: &Operation) -> String {
    format!("{} /_localyun/{}", operation.method.name(), operation.path)
}

/// The error for an unknown path: it names the nearest known path, and lists all.
fn unknown(method: &str, path: &str) -> String {
    let meant = nearest(method, path)
        .map_or(".".to_owned(), |it| format!("; did you mean {}?", called(&it)));
    let mut paths: Vec<_> = operations().map(|it| it.path).collect();
    paths.dedup();
    format!("there is no /_localyun/{path}{meant} There are: {}", paths.join(", "))
}

/// The operation whose path is most like an unknown one, and whose method is `method` if it can be.
fn nearest(method: &str, path: &str) -> Option<Operation> {
    let named = |of: Operation| {
        let mut segments = path.split('/');
        // What stands in the place of a name is like any.
        let filled = |it| {
            let segment = segments.next().filter(|it| !it.is_empty());
            placeholder(it).map_or(it, |_| segment.unwrap_or(it))
        };
        let filled: Vec<_> = of.path.split('/').map(filled).collect();
        (filled.join("/"), of)
    };
    let is_of_method = |it: &Operation| it.method.name() == method;
    let others = operations().filter(|it| !is_of_method(it));
    closest_of(path, operations().filter(is_of_method).chain(others).map(named))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use actions::core::control::ControlBody;

    use super::*;
    use crate::control::request;

    fn refused(method: &Method, path: &str) -> Problem {
        find(method, path).map(|_| ()).unwrap_err()
    }

    #[test]
    fn every_route_is_found_and_no_two_are_the_same() {
        let mut shapes = BTreeSet::new();
        for route in routes() {
            let it = route.operation();
            let method = it.method.name().parse().unwrap();
            // A name in braces may itself stand in its place.
            let (found, parts) = find(&method, it.path).map_err(|e| e.text).unwrap();
            assert_eq!(called(found.operation()), called(it));
            let names: BTreeSet<_> = parts.iter().map(|(name, _)| name).collect();
            assert_eq!(names.len(), it.path.matches('{').count(), "{}", it.path);
            let shape = it.path.split('/').map(|part| placeholder(part).map_or(part, |_| "{}"));
            let shape: Vec<_> = shape.collect();
            assert!(shapes.insert((it.method.name(), shape)), "two of {}", called(it));
        }
    }

    #[test]
    fn a_path_of_a_product_begins_with_its_name() {
        for product in PRODUCTS {
            for route in product.control {
                let path = route.operation.path;
                let start = path.split('/').next();
                assert!(start == Some(product.id) && path.contains('/'), "{path}");
            }
        }
    }

    #[test]
    fn every_operation_says_what_it_takes() {
        for it in operations() {
            let what = called(&it);
            assert!(it.doc.ends_with('.') && it.doc.len() > 20, "{what}: {}", it.doc);
            let names: Vec<_> = it.names().map(|(name, _)| name).collect();
            assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{what}");
            assert!(it.names().all(|(_, doc)| !doc.is_empty()), "{what}");
            if let ControlBody::Object { members, examples }
            | ControlBody::Objects { members, examples } = it.body
            {
                assert!(!examples.is_empty(), "{what} has no example");
                assert!(members.iter().all(|(_, doc)| !doc.is_empty()), "{what}");
                for example in examples {
                    let read = request::read(&it, &Vec::new(), "", example.as_bytes());
                    assert!(read.is_ok(), "{what}: {example}");
                }
            }
        }
    }

    #[test]
    fn a_name_in_braces_stands_for_one_segment_wherever_it_is() {
        assert_eq!(parts("a/{x}/b/{y}", "a/1/b/%20"), Some(vec![("x", "1"), ("y", "%20")]));
        assert_eq!(parts("{x}", "a"), Some(vec![("x", "a")]));
        for other in ["a//b/2", "a/1/b", "a/1/b/", "a/1/b/2/", "a/1/c/2", "A/1/b/2", "/a/1/b/2"] {
            assert_eq!(parts("a/{x}/b/{y}", other), None, "{other}");
        }
        assert!(open("a/b/{y}") < open("a/{x}/c") && open("a/b/c") < open("a/b/{y}"));
    }

    #[test]
    fn another_method_is_told_which_there_are() {
        let wrong = refused(&Method::DELETE, "clock");
        assert_eq!((wrong.status, wrong.allowed.as_deref()), (405, Some("GET, POST, HEAD")));
        let wrong = refused(&Method::DELETE, "explain");
        assert_eq!((wrong.status, wrong.allowed.as_deref()), (405, Some("POST")));
        assert!(wrong.text.contains("GET /_localyun/explain/{request_id}"), "{}", wrong.text);
    }

    #[test]
    fn another_path_is_told_the_nearest() {
        for (method, path, near) in [
            (Method::GET, "helth", Some("GET /_localyun/health")),
            (Method::GET, "Clock", Some("GET /_localyun/clock")),
            (Method::POST, "clock/", Some("POST /_localyun/clock")),
            (Method::PUT, "policies/suggest", Some("GET /_localyun/policy/suggest")),
            (Method::GET, "explian/5C0B3B3E", Some("GET /_localyun/explain/{request_id}")),
            (Method::GET, "", None),
            (Method::GET, "nowhere", None),
            (Method::GET, &"x".repeat(60_000), None),
        ] {
            let wrong = refused(&method, path);
            assert_eq!((wrong.status, wrong.allowed), (404, None), "{path}");
            match near {
                Some(near) => {
                    assert!(
                        wrong.text.contains(&format!("did you mean {near}?")),
                        "{}",
                        wrong.text
                    );
                }
                None => assert!(!wrong.text.contains("did you mean"), "{}", wrong.text),
            }
        }
    }
}
