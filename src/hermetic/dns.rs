//! The name server: hosts of the cloud are here, `localhost` is what it always is, and nothing else exists.

use std::{
    net::{Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
};

use hickory_proto::{
    op::{Edns, Message, MessageType, OpCode, Query, ResponseCode},
    rr::{RData, Record, RecordType},
};

use super::attempts::Attempts;
use crate::dns::sockets::{Answerer, Transport};

/// How long an answer holds, in seconds.
const TTL: u32 = 60;

/// A name server.
pub(super) struct Dns {
    /// Whether a host of this name is here.
    pub(super) is_here: Box<dyn Fn(&str) -> bool + Send + Sync>,
    /// Where the other names are noted.
    pub(super) attempts: Arc<Attempts>,
}

impl Answerer for Dns {
    async fn answer(&self, query: &[u8], _: (SocketAddr, Transport)) -> Option<Vec<u8>> {
        self.answer(query)
    }
}

impl Dns {
    /// The answer to a query; `None` to what is none.
    fn answer(&self, query: &[u8]) -> Option<Vec<u8>> {
        let asked = Message::from_vec(query).ok()?;
        if asked.metadata.message_type != MessageType::Query {
            return None;
        }
        let mut answer = Message::response(asked.metadata.id, asked.metadata.op_code);
        answer.metadata.recursion_desired = asked.metadata.recursion_desired;
        answer.metadata.recursion_available = true;
        if asked.edns.is_some() {
            answer.set_edns(Edns::new());
        }
        answer.metadata.response_code = match (asked.metadata.op_code, &asked.queries[..]) {
            (OpCode::Query, [query]) => match self.records(query) {
                Some(records) => {
                    answer.add_answers(records);
                    ResponseCode::NoError
                }
                None => ResponseCode::NXDomain,
            },
            (OpCode::Query, _) => ResponseCode::FormErr,
            _ => ResponseCode::NotImp,
        };
        answer.add_queries(asked.queries);
        answer.to_vec().ok()
    }

    /// The records of a name that exists.
    fn records(&self, query: &Query) -> Option<Vec<Record>> {
        let name = query.name.to_ascii().to_ascii_lowercase();
        let name = name.trim_end_matches('.');
        let is_loopback = name == "localhost" || name.ends_with(".localhost");
        if !is_loopback && !(self.is_here)(name) {
            // Which name this machine has is no question to anybody outside.
            let reverse = query.name.parse_arpa_name().ok();
            if !reverse.is_some_and(|net| net.addr().is_loopback()) {
                self.attempts.name(name);
            }
            return None;
        }
        let data = match query.query_type {
            RecordType::A => Some(RData::A(Ipv4Addr::LOCALHOST.into())),
            RecordType::AAAA if is_loopback => Some(RData::AAAA(Ipv6Addr::LOCALHOST.into())),
            _ => None,
        };
        Some(
            data.map(|data| Record::from_rdata(query.name.clone(), TTL, data))
                .into_iter()
                .collect(),
        )
    }
}

#[cfg(test)]
mod tests {
    use hickory_proto::rr::Name;

    use super::*;

    fn dns() -> Dns {
        let is_here = Box::new(|name: &str| name.ends_with(".aliyuncs.com"));
        Dns { is_here, attempts: Arc::default() }
    }

    /// The status and the records of the answer to a question.
    fn ask(dns: &Dns, name: &str, kind: RecordType) -> (ResponseCode, Vec<String>) {
        let mut query = Message::query();
        query.metadata.recursion_desired = true;
        query.add_query(Query::query(Name::from_ascii(name).unwrap(), kind));
        query.set_edns(Edns::new());
        let answer = Message::from_vec(&dns.answer(&query.to_vec().unwrap()).unwrap()).unwrap();
        assert_eq!(answer.metadata.id, query.metadata.id);
        assert_eq!(answer.queries, query.queries);
        assert!(answer.metadata.recursion_available && answer.edns.is_some());
        let records = answer.answers.iter().map(|it| it.data.to_string()).collect();
        (answer.metadata.response_code, records)
    }

    #[test]
    fn hosts_of_the_cloud_are_here_and_all_others_do_not_exist_and_are_noted() {
        let dns = dns();
        let found = |records: &[&str]| {
            (ResponseCode::NoError, records.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>())
        };
        let missing = (ResponseCode::NXDomain, Vec::new());
        assert_eq!(ask(&dns, "Sts.aliyuncs.com.", RecordType::A), found(&["127.0.0.1"]));
        assert_eq!(ask(&dns, "sts.aliyuncs.com.", RecordType::AAAA), found(&[]));
        assert_eq!(ask(&dns, "sts.aliyuncs.com.", RecordType::TXT), found(&[]));
        assert_eq!(ask(&dns, "localhost.", RecordType::A), found(&["127.0.0.1"]));
        assert_eq!(ask(&dns, "app.localhost.", RecordType::AAAA), found(&["::1"]));
        assert_eq!(ask(&dns, "1.0.0.127.in-addr.arpa.", RecordType::PTR), missing);
        assert!(dns.attempts.report().is_empty());
        assert_eq!(ask(&dns, "Example.COM.", RecordType::A), missing);
        assert_eq!(ask(&dns, "example.com.", RecordType::AAAA), missing);
        assert_eq!(ask(&dns, "8.8.8.8.in-addr.arpa.", RecordType::PTR), missing);
        let lines = dns.attempts.report().lines();
        assert!(lines[0].starts_with("8.8.8.8.in-addr.arpa was looked up once"), "{lines:?}");
        assert!(lines[1].starts_with("example.com was looked up 2 times"), "{lines:?}");
        assert_eq!(lines.len(), 2);
    }

    #[test]
    fn what_is_no_query_gets_no_answer_and_what_cannot_be_answered_is_refused() {
        let dns = dns();
        assert_eq!(dns.answer(b""), None);
        assert_eq!(dns.answer(&[0xff; 40]), None);
        let response = Message::response(1, OpCode::Query).to_vec().unwrap();
        assert_eq!(dns.answer(&response), None);
        let status = |query: Message| {
            let answer = dns.answer(&query.to_vec().unwrap()).unwrap();
            Message::from_vec(&answer).unwrap().metadata.response_code
        };
        assert_eq!(status(Message::query()), ResponseCode::FormErr);
        let update = Message::new(1, MessageType::Query, OpCode::Update);
        assert_eq!(status(update), ResponseCode::NotImp);
    }
}
