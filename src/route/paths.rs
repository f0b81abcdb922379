//! A tree of path templates: the action of a method and a path is found by one walk along the path.
//!
//! A template is a path with variable segments, such as `/pop/v1/sam/app/{AppId}`. The Go SDK writes
//! `[AppId]`, and has segments such as `[cat]:getCatalog`.

use std::collections::BTreeMap;

/// The variable segments of a path: their names, and their texts as sent.
pub type Captures<'a> = Vec<(&'static str, &'a str)>;

/// A segment of a template.
enum Segment<'t> {
    /// A text that is the same in every path.
    Fixed(&'t str),
    /// Any text that ends so.
    Variable { name: &'t str, end: &'t str },
}

impl<'t> Segment<'t> {
    fn of(text: &'t str) -> Self {
        let Some(inner) = text.strip_prefix(['{', '[']) else { return Self::Fixed(text) };
        let (name, end) = inner.split_once(['}', ']']).unwrap_or((inner, ""));
        Self::Variable { name, end }
    }
}

/// What stands in the place of a variable segment that ends so.
fn value<'p>(part: &'p str, end: &str) -> Option<&'p str> {
    part.strip_suffix(end).filter(|value| !value.is_empty())
}

/// Path templates, each with the method and the value that it leads to.
pub(super) struct Paths<T>(Node<T>);

struct Node<T> {
    fixed: BTreeMap<&'static str, Node<T>>,
    /// By what they end in.
    variable: Vec<(&'static str, Node<T>)>,
    leads_to: Vec<Leaf<T>>,
}

struct Leaf<T> {
    method: &'static str,
    names: Vec<&'static str>,
    value: T,
}

impl<T> Default for Node<T> {
    fn default() -> Self {
        Self { fixed: BTreeMap::new(), variable: Vec::new(), leads_to: Vec::new() }
    }
}

impl<T> Default for Paths<T> {
    fn default() -> Self {
        Self(Node::default())
    }
}

/// What a path leads to.
pub(super) struct Match<'t, 'p, T> {
    pub(super) value: &'t T,
    pub(super) captures: Captures<'p>,
}

impl<T> Paths<T> {
    pub(super) fn add(&mut self, method: &'static str, template: &'static str, value: T) {
        let (mut node, mut names) = (&mut self.0, Vec::new());
        for part in template.split('/') {
            node = match Segment::of(part) {
                Segment::Fixed(text) => node.fixed.entry(text).or_default(),
                Segment::Variable { name, end } => {
                    names.push(name);
                    let known = node.variable.iter().position(|(it, _)| *it == end);
                    let at = known.unwrap_or_else(|| {
                        node.variable.push((end, Node::default()));
                        node.variable.len() - 1
                    });
                    &mut node.variable[at].1
                }
            };
        }
        node.leads_to.push(Leaf { method, names, value });
    }

    /// What a path leads to, of that which `fits` by its method and its value: those with the fewest variable
    /// segments, since `/apps/list` is nearer to itself than to `/apps/{Id}`.
    pub(super) fn find<'t, 'p>(
        &'t self,
        path: &'p str,
        fits: impl Fn(&str, &T) -> bool,
    ) -> Vec<Match<'t, 'p, T>> {
        let mut best: Vec<Match<'t, 'p, T>> = Vec::new();
        walk(&self.0, Some(path), &mut Vec::new(), &mut |node, values| {
            for leaf in node.leads_to.iter().filter(|leaf| fits(leaf.method, &leaf.value)) {
                let least = best.first().map_or(usize::MAX, |it| it.captures.len());
                if values.len() > least {
                    continue;
                }
                if values.len() < least {
                    best.clear();
                }
                let captures = leaf.names.iter().copied().zip(values.iter().copied()).collect();
                best.push(Match { value: &leaf.value, captures });
            }
        });
        best
    }
}

/// Walks along every way that `path` may take from `node`. Each node is met once at the most, so a path costs no more
/// than there are templates.
fn walk<'t, 'p, T>(
    node: &'t Node<T>,
    path: Option<&'p str>,
    values: &mut Vec<&'p str>,
    see: &mut impl FnMut(&'t Node<T>, &[&'p str]),
) {
    let Some(path) = path else { return see(node, values) };
    let (part, rest) = match path.split_once('/') {
        Some((part, rest)) => (part, Some(rest)),
        None => (path, None),
    };
    if let Some(next) = node.fixed.get(part) {
        walk(next, rest, values, see);
    }
    for (end, next) in &node.variable {
        if let Some(value) = value(part, end) {
            values.push(value);
            walk(next, rest, values, see);
            values.pop();
        }
    }
}

/// Whether a path is one of a template.
pub(super) fn is_of(template: &str, path: &str) -> bool {
    let (mut wanted, mut parts) = (template.split('/'), path.split('/'));
    loop {
        let fits = match (wanted.next(), parts.next()) {
            (None, None) => return true,
            (Some(wanted), Some(part)) => match Segment::of(wanted) {
                Segment::Fixed(text) => text == part,
                Segment::Variable { end, .. } => value(part, end).is_some(),
            },
            _ => false,
        };
        if !fits {
            return false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog;

    fn found<'p>(
        paths: &Paths<&'static str>,
        method: &str,
        path: &'p str,
    ) -> Vec<(String, Captures<'p>)> {
        let found = paths.find(path, |it, _| it == method);
        found.into_iter().map(|it| ((*it.value).to_owned(), it.captures)).collect()
    }

    #[test]
    fn a_path_leads_to_the_nearest_template() {
        let mut paths = Paths::default();
        for (method, template, name) in [
            ("GET", "/apps/{Id}", "Get"),
            ("DELETE", "/apps/[AppId]", "Delete"),
            ("GET", "/apps/list", "List"),
            ("GET", "/apps/{Id}/jobs/{Job}", "GetJob"),
            ("GET", "/{Kind}/list", "ListKind"),
            ("POST", "/apps/[Id]:start", "Start"),
            ("GET", "/", "Root"),
        ] {
            paths.add(method, template, name);
        }
        let one = |method: &str, path: &'static str| -> (String, Captures<'static>) {
            let mut all = found(&paths, method, path);
            assert_eq!(all.len(), 1, "{method} {path}");
            all.remove(0)
        };
        assert_eq!(one("GET", "/apps/x%20y"), ("Get".into(), vec![("Id", "x%20y")]));
        assert_eq!(one("DELETE", "/apps/x"), ("Delete".into(), vec![("AppId", "x")]));
        assert_eq!(one("GET", "/apps/list"), ("List".into(), vec![]));
        assert_eq!(one("GET", "/jobs/list"), ("ListKind".into(), vec![("Kind", "jobs")]));
        assert_eq!(one("POST", "/apps/x:start"), ("Start".into(), vec![("Id", "x")]));
        assert_eq!(one("GET", "/"), ("Root".into(), vec![]));
        let job = one("GET", "/apps/a/jobs/b");
        assert_eq!(job, ("GetJob".into(), vec![("Id", "a"), ("Job", "b")]));
        for (method, path) in [
            ("PUT", "/apps/x"),
            ("GET", "/apps/"),
            ("GET", "/apps"),
            ("GET", "/apps/x/"),
            ("GET", "/apps/x/jobs"),
            ("POST", "/apps/:start"),
            ("POST", "/apps/x:stop"),
            ("GET", "apps/x"),
            ("GET", ""),
        ] {
            assert!(found(&paths, method, path).is_empty(), "{method} {path}");
        }
    }

    /// Both versions of a name may be published at one path.
    #[test]
    fn two_that_are_equally_near_are_both_found() {
        let mut paths = Paths::default();
        paths.add("GET", "/a/{X}", "one");
        paths.add("GET", "/a/[Y]", "two");
        assert_eq!(
            found(&paths, "GET", "/a/b"),
            [("one".into(), vec![("X", "b")]), ("two".into(), vec![("Y", "b")])]
        );
    }

    /// Every published path, by the tree and by its template alone.
    #[test]
    fn the_tree_agrees_with_each_template() {
        let mut all: Vec<_> = [catalog::described(), catalog::named()]
            .into_iter()
            .flatten()
            .flat_map(catalog::ProductVersion::actions)
            .filter_map(|it| Some((it, it.place?)))
            .collect();
        // Both lists have those that are described in full.
        all.sort_by_key(|(it, _)| (it.code, it.version, it.action));
        all.dedup();
        let mut paths = Paths::default();
        for (it, (method, template)) in &all {
            paths.add(method, template, *it);
        }
        assert!(all.len() > 1400, "{}", all.len());
        for (it, (method, template)) in all.iter().step_by(7) {
            let parts = template.split('/').map(|part| match Segment::of(part) {
                Segment::Fixed(text) => text.to_owned(),
                Segment::Variable { end, .. } => format!("x%2Fy{end}"),
            });
            let path = parts.collect::<Vec<_>>().join("/");
            assert!(is_of(template, &path), "{template} {path}");
            let open = template.matches(['{', '[']).count();
            let found = paths.find(&path, |m, of| m == *method && of == it);
            assert_eq!(found.len(), 1, "{it:?}");
            assert_eq!(found[0].captures.len(), open, "{it:?}");
            let nearest = paths.find(&path, |m, _| m == *method);
            let fit = |m: &str, t: &str| m == *method && is_of(t, &path);
            let by_hand = all.iter().filter(|(_, (m, t))| fit(m, t));
            let least = by_hand.map(|(_, (_, t))| t.matches(['{', '[']).count()).min();
            assert_eq!(nearest.first().map(|it| it.captures.len()), least, "{path}");
        }
    }
}
