//! Which line somebody has who asks, and which records that line sees.

use core::net::IpAddr;

use crate::{
    Result,
    alidns::{
        lines::line_codes::{self, DEFAULT},
        tables::{
            domains::Domain,
            lines,
            publication::Published,
            settings::{self, Settings},
        },
    },
    policy::Range,
    ports::store::Tx,
};

/// The kinds of lines, the one that counts first (documented): custom lines come before all of these.
const CLASSES: &[&[&str]] = &[
    &["search", "baidu", "google", "biying"],
    &["aliyun"],
    &[
        "telecom",
        "unicom",
        "mobile",
        "edu",
        "drpeng",
        "btvn",
        "cstnet",
        "wexchange",
        "founder",
        "topway_video",
        "wasu",
        "ocn",
        "cnix",
        "bgctv",
    ],
];

/// A line and those that it is a part of, with its place among others.
fn chain(code: &str) -> (usize, Vec<&'static str>) {
    let Some(line) = line_codes::line(code) else { return (usize::MAX, Vec::new()) };
    let root = line.father.unwrap_or(&line.code);
    let class = CLASSES.iter().position(|all| all.contains(&root)).unwrap_or(CLASSES.len());
    let mut all = vec![&*line.code];
    all.extend(line.father);
    (class, all)
}

/// How many addresses a range has, about: a narrow one counts before a wide one.
fn width((start, end): (IpAddr, IpAddr)) -> u128 {
    let bits = |it: IpAddr| match it {
        IpAddr::V4(it) => u128::from(it.to_bits()),
        IpAddr::V6(it) => it.to_bits(),
    };
    bits(end).saturating_sub(bits(start))
}

/// The codes of the lines that somebody at an address has in a domain, the one that counts first.
pub(super) fn lines_of(tx: &mut dyn Tx, zone: &Domain, from: IpAddr) -> Result<Vec<String>> {
    let mut custom = Vec::new();
    for line in lines::of_domain(tx, zone.seq)? {
        let ranges = line.segments.iter().filter_map(|(start, end)| {
            let (start, end): (IpAddr, IpAddr) = (start.parse().ok()?, end.parse().ok()?);
            let is_in = start.is_ipv4() == from.is_ipv4() && start <= from && from <= end;
            is_in.then(|| width((start, end)))
        });
        custom.extend(ranges.min().map(|width| (width, line.code)));
    }
    custom.sort();
    let Settings { networks, .. } = settings::read(tx, &zone.account)?;
    let has = |network: &str| Range::parse(network).is_some_and(|it| it.contains(from));
    let mut mapped: Vec<_> =
        networks.iter().filter(|(network, _)| has(network)).map(|(_, line)| chain(line)).collect();
    // Of two of a class the narrower one counts: it has more above it.
    mapped.sort_by_key(|(class, all)| (*class, core::cmp::Reverse(all.len())));
    let mapped = mapped.into_iter().flat_map(|(_, all)| all).map(str::to_owned);
    let mut all: Vec<String> = custom.into_iter().map(|(_, code)| code).chain(mapped).collect();
    all.push(DEFAULT.to_owned());
    Ok(all)
}

/// Of the records of a name, those of some types on the line that counts of whoever asks.
pub(super) fn seen(
    tx: &mut dyn Tx,
    (zone, from): (&Domain, IpAddr),
    all: &[Published],
    kinds: &[&str],
) -> Result<Vec<Published>> {
    let of_kinds = all.iter().filter(|it| kinds.contains(&&*it.kind));
    if of_kinds.clone().all(|it| it.line == DEFAULT) {
        return Ok(of_kinds.cloned().collect());
    }
    let lines = lines_of(tx, zone, from)?;
    let line = lines.into_iter().find(|line| of_kinds.clone().any(|it| it.line == *line));
    let on = |line: String| of_kinds.filter(|it| it.line == line).cloned().collect();
    Ok(line.map(on).unwrap_or_default())
}
