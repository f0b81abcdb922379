//! The hosted domain that a name is in, and what every domain has without a record of its own.

use super::{Answer, Answered, Question, Status};
use crate::{
    Result,
    alidns::{
        editions, names,
        tables::{
            domains::{self, Domain},
            past_domains,
        },
    },
    ports::store::Tx,
};

/// The hosted domain, of whatever account, that a name is in at a time: the one with the longest name.
pub(super) fn of(tx: &mut dyn Tx, name: &str, now: i64) -> Result<Option<Domain>> {
    for above in names::upwards(name) {
        if let Some(found) = past_domains::published(tx, above, now)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// The start of authority of a domain. Its serial number is the second of the last change.
pub(super) fn start(zone: &Domain) -> Answered {
    let server = zone.servers().swap_remove(0);
    let (serial, min) = (zone.changed / 1000, editions::min_ttl(zone));
    Answered {
        owner: zone.name.clone(),
        kind: "SOA".to_owned(),
        ttl: min,
        value: format!("{server}. hostmaster.hichina.com. {serial} 3600 1200 86400 {min}"),
        priority: 0,
    }
}

/// The servers of a domain, as records of its own name.
pub(super) fn servers(zone: &Domain) -> Vec<Answered> {
    let record = |value: String| Answered {
        owner: zone.name.clone(),
        kind: "NS".to_owned(),
        ttl: editions::MAX_TTL,
        value,
        priority: 0,
    };
    zone.servers().into_iter().map(record).collect()
}

/// The address of a name server: all of them are this one.
pub(super) fn address(question: &Question<'_>) -> Option<Answered> {
    let value = match question.kind {
        "A" => "127.0.0.1",
        "AAAA" => "::1",
        _ => return None,
    };
    Some(Answered {
        owner: question.name.to_owned(),
        kind: question.kind.to_owned(),
        ttl: editions::MAX_TTL,
        value: value.to_owned(),
        priority: 0,
    })
}

/// The answer about a name in no hosted domain: it may be that of a server of one.
pub(super) fn server(tx: &mut dyn Tx, question: &Question<'_>) -> Result<Answer> {
    if !domains::has_server(tx, question.name)? {
        return Ok(Answer { status: Status::Refused, ..Answer::default() });
    }
    let answers = address(question).into_iter().collect();
    Ok(Answer { authoritative: true, answers, ..Answer::default() })
}
