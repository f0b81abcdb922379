//! The data of a record on the wire, of a value as it is stored.

use actions::resolution::Answered;
use hickory_proto::{
    op::Message,
    rr::{
        Name, RData, Record, RecordType,
        rdata::{CNAME, HINFO, MX, NS, SOA, SRV, TXT},
    },
    serialize::txt::Parser,
};

/// The longest string of a text (RFC 1035, 3.3).
const STRING: usize = 255;

/// A record of an answer; `None` if its value cannot be put on the wire. `asked` is the name as it was asked for, whose
/// letters are answered as they came.
pub(super) fn record(it: &Answered, asked: &Name) -> Option<Record> {
    let is_asked = asked.to_ascii().trim_end_matches('.').eq_ignore_ascii_case(&it.owner);
    let owner = if is_asked { asked.clone() } else { name(&it.owner)? };
    let ttl = u32::try_from(it.ttl).ok()?;
    Some(Record::from_rdata(owner, ttl, data(it)?))
}

/// The name of a host in ASCII, with or without a dot at its end, whatever stands in its labels.
fn name(text: &str) -> Option<Name> {
    let labels = text.trim_end_matches('.').split('.').map(str::as_bytes);
    Name::from_labels(labels.collect::<Vec<_>>()).ok()
}

fn data(it: &Answered) -> Option<RData> {
    let value = &*it.value;
    Some(match &*it.kind {
        "A" => RData::A(value.parse().ok()?),
        "AAAA" => RData::AAAA(value.parse().ok()?),
        "CNAME" => RData::CNAME(CNAME(name(value)?)),
        "NS" => RData::NS(NS(name(value)?)),
        "MX" => RData::MX(MX::new(u16::try_from(it.priority).ok()?, name(value)?)),
        "TXT" => {
            let strings = value.as_bytes().chunks(STRING).collect();
            RData::TXT(TXT::from_bytes(strings))
        }
        "SRV" => {
            let mut parts = value.split(' ');
            let mut number = || parts.next()?.parse().ok();
            let (priority, weight, port) = (number()?, number()?, number()?);
            RData::SRV(SRV::new(priority, weight, port, name(parts.next()?)?))
        }
        "SOA" => {
            let mut parts = value.split(' ');
            let (server, mailbox) = (name(parts.next()?)?, name(parts.next()?)?);
            let mut number = || parts.next()?.parse::<u32>().ok();
            let serial = number()?;
            let mut seconds = || i32::try_from(number()?).ok();
            let (refresh, retry, expire) = (seconds()?, seconds()?, seconds()?);
            let minimum = u32::try_from(seconds()?).ok()?;
            RData::SOA(SOA::new(server, mailbox, serial, refresh, retry, expire, minimum))
        }
        "HINFO" => RData::HINFO(HINFO::new(value.to_owned(), String::new())),
        _ => written(it)?,
    })
}

/// The data of a value that is stored as a zone file has it: `CAA`, `SVCB`, `HTTPS`.
fn written(it: &Answered) -> Option<RData> {
    let kind: RecordType = it.kind.parse().ok()?;
    let value = if kind == RecordType::CAA { it.value.clone() } else { sorted(&it.value) };
    let line = format!("@ 1 IN {kind} {value}\n");
    let (_, sets) = Parser::new(line, None, Some(Name::root())).parse().ok()?;
    let set = sets.into_values().next()?;
    let record = set.records_without_rrsigs().next()?;
    // One that cannot be put on the wire would take the others along.
    let mut alone = Message::query();
    alone.add_answer(record.clone());
    alone.to_vec().ok().map(|_| record.data.clone())
}

/// The keys of the parameters of a binding, in the order of their numbers (RFC 9460, 14.3.2).
const KEYS: [&str; 7] =
    ["mandatory", "alpn", "no-default-alpn", "port", "ipv4hint", "ech", "ipv6hint"];

/// The value of a binding with its parameters in the order that the wire has; a text has them in any (RFC 9460, 2.1).
fn sorted(value: &str) -> String {
    let mut parts: Vec<&str> = value.split(' ').filter(|it| !it.is_empty()).collect();
    let number = |part: &&str| -> u64 {
        let key = part.split('=').next().unwrap_or_default();
        let known = KEYS.iter().position(|it| *it == key).map(|at| at as u64);
        known.or_else(|| key.strip_prefix("key")?.parse().ok()).unwrap_or(u64::MAX)
    };
    if let Some(parameters) = parts.get_mut(2..) {
        parameters.sort_by_key(number);
    }
    let in_order = |part: &str| match part.strip_prefix("mandatory=") {
        Some(keys) => {
            let mut keys: Vec<&str> = keys.trim_matches('"').split(',').collect();
            keys.sort_by_key(number);
            format!("mandatory={}", keys.join(","))
        }
        None => part.to_owned(),
    };
    parts.into_iter().map(in_order).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: &str, value: &str) -> Option<String> {
        let (owner, kind) = ("a.example".to_owned(), kind.to_owned());
        let it = Answered { owner, kind, ttl: 600, value: value.to_owned(), priority: 10 };
        data(&it).map(|it| it.to_string())
    }

    #[test]
    fn every_type_has_data_on_the_wire() {
        for (kind, value, want) in [
            ("A", "192.0.2.1", "192.0.2.1"),
            ("AAAA", "2001:DB8::1", "2001:db8::1"),
            ("CNAME", "b.example", "b.example."),
            ("NS", "ns1.example", "ns1.example."),
            ("MX", "mx.example", "10 mx.example."),
            ("SRV", "1 2 5060 sip.example", "1 2 5060 sip.example."),
            ("CAA", "0 issue \"letsencrypt.org\"", "0 issue \"letsencrypt.org\""),
            ("HTTPS", "1 . alpn=h2", "1 . alpn=h2,"),
            ("HTTPS", "1 . port=443 alpn=h2", "1 . alpn=h2, port=443"),
            (
                "HTTPS",
                "1 . mandatory=port,alpn port=1 alpn=h2",
                "1 . mandatory=alpn,port, alpn=h2, port=1",
            ),
            ("CNAME", "s1_key.mail_1.example", "s1_key.mail_1.example."),
        ] {
            assert_eq!(of(kind, value).as_deref(), Some(want), "{kind}");
        }
        assert_eq!(of("HTTPS", "1 . nonsense nonsense="), None);
        assert_eq!(of("A", "nothing"), None);
    }

    #[test]
    fn a_long_text_is_cut_into_strings() {
        let (owner, kind) = ("a.example".to_owned(), "TXT".to_owned());
        let it = Answered { owner, kind, ttl: 600, value: "x".repeat(511), priority: 0 };
        let Some(RData::TXT(text)) = data(&it) else { panic!("no text") };
        let lengths: Vec<usize> = text.txt_data.iter().map(|it| it.len()).collect();
        assert_eq!(lengths, [255, 255, 1]);
    }
}
