//! What a name of a hosted domain has: records, a name that it leads to, servers that know more, or nothing.

use super::{Answered, Question, Status, authority, views};
use crate::{
    Cx, Result,
    alidns::{
        names,
        records::values::is_url,
        tables::{
            domains::Domain,
            publication::{self, Published},
            settings,
            weights::{self, Weighted},
        },
    },
};

/// What a name has.
pub(super) enum Found {
    /// Records of the type that is asked for.
    Records(Vec<Answered>),
    /// Another name.
    Leads(Answered),
    /// Servers of a part of the domain, and their addresses that the domain has (RFC 1034, 4.2.1).
    Delegated { servers: Vec<Answered>, addresses: Vec<Answered> },
    /// No records of the type, or no such name.
    Nothing(Status),
}

/// How many names `ALIAS` records are followed to.
const FLATTENED: usize = 8;

/// The path in a domain of a name in it.
fn path_of(name: &str, zone: &Domain) -> String {
    names::path(names::rr_under(name, &zone.name).unwrap_or("@"))
}

/// The parts of a path, the shortest first: `com`, `com.a`, `com.a.b`.
fn prefixes(path: &str) -> impl Iterator<Item = &str> {
    let dots = path.match_indices('.').map(|(at, _)| at);
    let ends: Vec<usize> = dots.chain((!path.is_empty()).then_some(path.len())).collect();
    ends.into_iter().filter_map(|end| path.get(..end))
}

/// What a name of a domain has.
pub(super) fn find(
    cx: &mut Cx<'_>,
    zone: &Domain,
    name: &str,
    question: &Question<'_>,
) -> Result<Found> {
    let path = path_of(name, zone);
    let is_server = zone.servers().iter().any(|it| it == name);
    if is_server && publication::at(cx.tx, zone.seq, &path, cx.now)?.is_empty() {
        let found = authority::address(question);
        return Ok(found.map_or(Found::Nothing(Status::There), |it| Found::Records(vec![it])));
    }
    let Some((owner, records)) = (match node(cx, zone, &path)? {
        Node::Delegated(at, records) => return delegated(cx, (zone, question), &at, &records),
        Node::Records(records) => Some((name.to_owned(), records)),
        Node::Missing => None,
    }) else {
        return Ok(Found::Nothing(Status::NoName));
    };
    let is_apex = path.is_empty();
    match question.kind {
        "SOA" if is_apex => return Ok(Found::Records(vec![authority::start(zone)])),
        "ANY" => return any(cx, (zone, question), (&owner, is_apex), &records),
        _ => {}
    }
    // At the domain itself a CNAME is beside what has its own type; elsewhere it is alone.
    let own = seen(cx, (zone, question), &records, &[question.kind])?;
    let mut found = rows(cx, zone, &owner, own)?;
    if question.kind == "NS" && is_apex {
        let mut all = authority::servers(zone);
        all.append(&mut found);
        found = all;
    }
    if !found.is_empty() && (is_apex || question.kind == "CNAME") {
        return Ok(Found::Records(found));
    }
    let either = seen(cx, (zone, question), &records, &[question.kind, "CNAME"])?;
    if question.kind != "CNAME"
        && either.iter().all(|it| it.kind == "CNAME")
        && let Some(it) = rows(cx, zone, &owner, either)?.into_iter().next()
    {
        return Ok(Found::Leads(it));
    }
    if !found.is_empty() {
        return Ok(Found::Records(found));
    }
    let flat = flattened(cx, (zone, question), &owner, &records)?;
    Ok(if flat.is_empty() { Found::Nothing(Status::There) } else { Found::Records(flat) })
}

/// What is at a place of a domain.
enum Node {
    /// These records, or none with others below it.
    Records(Vec<Published>),
    /// These servers know more, from the name at this path on.
    Delegated(String, Vec<Published>),
    Missing,
}

fn node(cx: &mut Cx<'_>, zone: &Domain, path: &str) -> Result<Node> {
    let now = cx.now;
    if path.is_empty() {
        return Ok(Node::Records(publication::at(cx.tx, zone.seq, "", now)?));
    }
    // What is below a name that is not there is not there either: the nearest one above that is decides (RFC 4592).
    let mut nearest = "";
    for above in prefixes(path) {
        let mut records = publication::at(cx.tx, zone.seq, above, now)?;
        if records.iter().any(|it| it.kind == "NS") {
            records.retain(|it| it.kind == "NS");
            return Ok(Node::Delegated(above.to_owned(), records));
        }
        if records.is_empty() && !publication::is_there(cx.tx, zone.seq, above, now)? {
            break;
        }
        if above.len() == path.len() {
            return Ok(Node::Records(records));
        }
        nearest = above;
    }
    let wildcard = if nearest.is_empty() { "*".to_owned() } else { format!("{nearest}.*") };
    let records = publication::at(cx.tx, zone.seq, &wildcard, now)?;
    Ok(if records.is_empty() { Node::Missing } else { Node::Records(records) })
}

fn seen(
    cx: &mut Cx<'_>,
    (zone, question): (&Domain, &Question<'_>),
    all: &[Published],
    kinds: &[&str],
) -> Result<Vec<Published>> {
    views::seen(cx.tx, (zone, question.from), all, kinds)
}

/// The servers of a part of a domain.
fn delegated(
    cx: &mut Cx<'_>,
    (zone, question): (&Domain, &Question<'_>),
    path: &str,
    records: &[Published],
) -> Result<Found> {
    let labels: Vec<&str> = path.rsplit('.').collect();
    let owner = format!("{}.{}", labels.join("."), zone.name);
    let servers = seen(cx, (zone, question), records, &["NS"])?;
    let servers: Vec<Answered> = servers.into_iter().map(|it| row(&owner, it)).collect();
    let mut addresses = Vec::new();
    for server in &servers {
        let name = server.value.to_lowercase();
        if names::rr_under(&name, &zone.name).is_none() {
            continue;
        }
        let there = publication::at(cx.tx, zone.seq, &path_of(&name, zone), cx.now)?;
        for kind in ["A", "AAAA"] {
            let found = seen(cx, (zone, question), &there, &[kind])?;
            addresses.extend(found.into_iter().map(|it| row(&name, it)));
        }
    }
    Ok(Found::Delegated { servers, addresses })
}

fn row(owner: &str, it: Published) -> Answered {
    // The target of SRV is behind its numbers.
    let value = match it.value.rsplit_once(' ') {
        _ if it.value.is_ascii() || it.kind == "TXT" => it.value,
        Some((numbers, target)) => format!("{numbers} {}", names::ascii(target)),
        None => names::ascii(&it.value),
    };
    Answered {
        owner: owner.to_owned(),
        kind: it.kind,
        ttl: it.ttl,
        value,
        priority: it.priority.unwrap_or_default(),
    }
}

/// The rows of records of one type: all of them, each time from another one on; where weights count, one.
fn rows(
    cx: &mut Cx<'_>,
    zone: &Domain,
    owner: &str,
    mut all: Vec<Published>,
) -> Result<Vec<Answered>> {
    if let [first, _, ..] = &all[..] {
        let (rr, kind, line) = (first.rr.clone(), first.kind.clone(), first.line.clone());
        let is_weighted = matches!(&*kind, "A" | "AAAA" | "CNAME")
            && weights::is_open(cx.tx, zone.seq, &Weighted { rr, kind, line })?;
        if is_weighted {
            let sum: i64 = all.iter().map(|it| it.weight).sum();
            let mut at = below(cx, sum);
            let chosen = all.iter().position(|it| {
                at -= it.weight;
                at < 0
            });
            all.swap(0, chosen.unwrap_or_default());
            all.truncate(1);
        } else {
            let first = usize::try_from(below(cx, i64::try_from(all.len()).unwrap_or(1)));
            all.rotate_left(first.unwrap_or_default());
        }
    }
    Ok(all.into_iter().map(|it| row(owner, it)).collect())
}

/// A number from 0 to `most`, without that.
fn below(cx: &mut Cx<'_>, most: i64) -> i64 {
    let mut bytes = [0; 4];
    cx.random.fill(&mut bytes);
    i64::from(u32::from_be_bytes(bytes)) % most.max(1)
}

/// The records of one type of a name that is asked for all (RFC 8482).
fn any(
    cx: &mut Cx<'_>,
    (zone, question): (&Domain, &Question<'_>),
    (owner, is_apex): (&str, bool),
    records: &[Published],
) -> Result<Found> {
    if is_apex {
        return Ok(Found::Records(vec![authority::start(zone)]));
    }
    let kinds: Vec<&str> = records.iter().map(|it| &*it.kind).filter(|it| !is_url(it)).collect();
    for kind in kinds.into_iter().filter(|it| *it != "ALIAS") {
        let found = seen(cx, (zone, question), records, &[kind])?;
        if !found.is_empty() {
            return Ok(Found::Records(rows(cx, zone, owner, found)?));
        }
    }
    Ok(Found::Nothing(Status::There))
}

/// The addresses of a name that has none of its own: those of the name that its `ALIAS` names, as far as that is here, or the
/// one that forwards to URLs.
fn flattened(
    cx: &mut Cx<'_>,
    (zone, question): (&Domain, &Question<'_>),
    owner: &str,
    records: &[Published],
) -> Result<Vec<Answered>> {
    if !matches!(question.kind, "A" | "AAAA") {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    let urls = seen(cx, (zone, question), records, &["REDIRECT_URL", "FORWORD_URL"])?;
    if let (Some(url), "A") = (urls.into_iter().next(), question.kind)
        && let Some(value) = settings::read(cx.tx, &zone.account)?.url_forward_ip
    {
        found.push(Answered { kind: "A".to_owned(), value, ..row(owner, url) });
    }
    let mut aliases = seen(cx, (zone, question), records, &["ALIAS"])?;
    for _ in 0..FLATTENED {
        let Some(alias) = aliases.into_iter().next() else { break };
        let target = names::ascii(&alias.value);
        let Some(zone) = authority::of(cx.tx, &target, cx.now)? else { break };
        let path = path_of(&target, &zone);
        let Node::Records(records) = node(cx, &zone, &path)? else { break };
        let addresses = seen(cx, (&zone, question), &records, &[question.kind])?;
        if !addresses.is_empty() {
            let ttl = alias.ttl;
            let rows = rows(cx, &zone, owner, addresses)?;
            found.extend(rows.into_iter().map(|it| Answered { ttl: it.ttl.min(ttl), ..it }));
            break;
        }
        aliases = seen(cx, (&zone, question), &records, &["ALIAS", "CNAME"])?;
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_parts() {
        let all: Vec<&str> = prefixes("a.b.c").collect();
        assert_eq!(all, ["a", "a.b", "a.b.c"]);
        assert_eq!(prefixes("").count(), 0);
    }
}
