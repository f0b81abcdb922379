//! Queries to the domains that a world hosts.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Weak,
};

use actions::{
    ApiError, Authority, Caller, Principal,
    resolution::{self, Answer, Question, Status},
};
use hickory_proto::{
    op::{Edns, Header, Message, MessageType, OpCode, Query, ResponseCode},
    rr::{
        DNSClass, RecordType,
        rdata::opt::{ClientSubnet, EdnsCode, EdnsOption},
    },
    serialize::binary::{BinDecodable, BinDecoder},
};
use tracing::{debug, error};

use super::{
    rdata,
    sockets::{Answerer, Transport},
};
use crate::world::{World, queries::Answered, transaction::Transaction};

/// How long an answer by UDP may be: without EDNS (RFC 1035, 4.2.1), and with it (the DNS flag day of 2020).
const PLAIN: usize = 512;
const LONGEST: u16 = 1232;

/// The name server of a world, as long as that is there.
pub(super) struct Zones(pub(super) Weak<World>);

impl Answerer for Zones {
    async fn answer(&self, query: &[u8], (peer, by): (SocketAddr, Transport)) -> Option<Vec<u8>> {
        let world = self.0.upgrade()?;
        let Ok(asked) = Message::from_vec(query) else { return unreadable(query) };
        if asked.metadata.message_type != MessageType::Query {
            return None;
        }
        let mut answer = Message::response(asked.metadata.id, asked.metadata.op_code);
        answer.metadata.recursion_desired = asked.metadata.recursion_desired;
        answer.add_queries(asked.queries.iter().cloned());
        let mut longest = PLAIN;
        if let Some(edns) = &asked.edns {
            longest = usize::from(edns.max_payload().clamp(512, LONGEST));
            let mut own = Edns::new();
            own.set_max_payload(LONGEST);
            if let Some(EdnsOption::Subnet(it)) = edns.option(EdnsCode::Subnet) {
                // The answer is for this network alone (RFC 7871, 7.2.1).
                let (prefix, address) = (it.source_prefix(), it.addr());
                let subnet = ClientSubnet::new(address, prefix, prefix);
                own.options_mut().insert(EdnsOption::Subnet(subnet));
            }
            answer.set_edns(own);
        }
        let code = match (asked.metadata.op_code, &asked.queries[..]) {
            _ if asked.edns.as_ref().is_some_and(|it| it.version() != 0) => ResponseCode::BADVERS,
            (OpCode::Query, [query]) => match question(query) {
                Some((name, kind)) => {
                    let from = source(&asked, peer);
                    let question = Question { name: &name, kind: &kind, from };
                    match answered(&world, &question).await {
                        Ok(found) => put(&mut answer, query, found),
                        Err(e) => {
                            error!(error = ?e, "a DNS query failed");
                            ResponseCode::ServFail
                        }
                    }
                }
                None => ResponseCode::Refused,
            },
            (OpCode::Query, _) => ResponseCode::FormErr,
            _ => ResponseCode::NotImp,
        };
        answer.metadata.response_code = code;
        if let [query] = &asked.queries[..] {
            let answers = answer.answers.len();
            note(&world, (query, code, answers), (peer, by));
        }
        let mut whole = answer.to_vec().ok()?;
        // Addresses that nobody asked for are left out before an answer is cut (RFC 2181, 9).
        if by == Transport::Udp && whole.len() > longest && !answer.additionals.is_empty() {
            answer.additionals.clear();
            whole = answer.to_vec().ok()?;
        }
        if by == Transport::Udp && whole.len() > longest {
            return answer.truncate().to_vec().ok();
        }
        Some(whole)
    }
}

/// The answer to what is no message, if it has a header to answer to.
fn unreadable(query: &[u8]) -> Option<Vec<u8>> {
    let mut decoder = BinDecoder::new(query);
    let Header { metadata, counts } = Header::read(&mut decoder).ok()?;
    if metadata.message_type == MessageType::Response {
        return None;
    }
    let mut answer = Message::error_msg(metadata.id, metadata.op_code, ResponseCode::FormErr);
    answer.metadata.recursion_desired = metadata.recursion_desired;
    // The question may be sound, and what is behind it not.
    if counts.queries == 1
        && let Ok(question) = Query::read(&mut decoder)
    {
        answer.add_query(question);
    }
    answer.to_vec().ok()
}

/// The name and the type of a question, unless it is one that is not answered.
fn question(query: &Query) -> Option<(String, String)> {
    let is_transfer = matches!(query.query_type, RecordType::AXFR | RecordType::IXFR);
    if is_transfer || query.query_class != DNSClass::IN {
        return None;
    }
    // No hosted name has a dot within a label.
    if query.name.iter().any(|label| label.contains(&b'.')) {
        return None;
    }
    let name = query.name.to_ascii().to_ascii_lowercase();
    let name = name.strip_suffix('.').unwrap_or(&name);
    Some((name.to_owned(), query.query_type.to_string()))
}

/// Whose line an answer is for: the client that a resolver names, or whoever asks.
fn source(asked: &Message, peer: SocketAddr) -> IpAddr {
    let option = asked.edns.as_ref().and_then(|it| it.option(EdnsCode::Subnet));
    match option {
        Some(EdnsOption::Subnet(subnet)) => subnet.addr(),
        _ => peer.ip(),
    }
}

async fn answered(world: &World, question: &Question<'_>) -> Result<Answer, ApiError> {
    let now = world.clock.now();
    let caller =
        Caller { account: String::new(), principal: Principal::Root, access_key: String::new() };
    world
        .read(|transaction: &mut Transaction<'_>| {
            let product = resolution::product();
            let mut cx = transaction.context(product, (&caller, ""), now, Authority::CLOUD);
            resolution::answer(&mut cx, question)
        })
        .await
}

/// Puts what was found into an answer.
fn put(answer: &mut Message, query: &Query, found: Answer) -> ResponseCode {
    answer.metadata.authoritative = found.authoritative;
    let record = |it| rdata::record(&it, &query.name);
    answer.add_answers(found.answers.into_iter().filter_map(record).collect::<Vec<_>>());
    answer.add_authorities(found.authority.into_iter().filter_map(record).collect::<Vec<_>>());
    answer.add_additionals(found.additional.into_iter().filter_map(record).collect::<Vec<_>>());
    match found.status {
        Status::There => ResponseCode::NoError,
        Status::NoName => ResponseCode::NXDomain,
        Status::Refused => ResponseCode::Refused,
    }
}

/// Notes a query that is answered.
fn note(
    world: &World,
    (query, code, answers): (&Query, ResponseCode, usize),
    (peer, by): (SocketAddr, Transport),
) {
    let name = query.name.to_ascii();
    let kind = query.query_type.to_string();
    let code = status(code);
    debug!(name, kind, code, answers, from = %peer, by = by.name(), "a DNS query");
    world.queries.add(Answered {
        number: 0,
        at: world.clock.now(),
        from: peer,
        transport: by.name(),
        name: name.into(),
        kind: kind.into(),
        code,
        answers,
    });
}

/// The name of a response code, as `dig` shows it.
fn status(code: ResponseCode) -> &'static str {
    match code {
        ResponseCode::NoError => "NOERROR",
        ResponseCode::NXDomain => "NXDOMAIN",
        ResponseCode::Refused => "REFUSED",
        ResponseCode::FormErr => "FORMERR",
        ResponseCode::NotImp => "NOTIMP",
        ResponseCode::BADVERS => "BADVERS",
        _ => "SERVFAIL",
    }
}
