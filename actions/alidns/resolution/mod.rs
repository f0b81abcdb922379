//! What the name servers of the hosted domains answer: to a client of the world's name server, and to whoever in the program
//! has to look something up. No part of the vendor's API; what a real name server does, and RFC 1034, 2308 and 4592, with the
//! vendor's lines and weights.

mod authority;
mod lookup;
mod views;

use core::net::IpAddr;

use self::lookup::Found;
use crate::{
    Cx, Product, Result,
    alidns::{ALIDNS, names},
};

/// How many names a chain of `CNAME` records is followed to.
const CHAIN: usize = 8;

/// The product whose domains are answered for.
#[must_use]
pub fn product() -> &'static Product {
    &ALIDNS
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question<'a> {
    /// The name, in lower case and without a dot at its end.
    pub name: &'a str,
    /// The type in capital letters: `TXT`, `ANY`.
    pub kind: &'a str,
    /// The address that the line is chosen by.
    pub from: IpAddr,
}

/// A record of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The name that has it, in lower case and without a dot at its end.
    pub owner: String,
    /// The type.
    pub kind: String,
    /// How long it is kept, in seconds.
    pub ttl: i64,
    /// The value; of `SOA` in the form of a zone file.
    pub value: String,
    /// The priority of `MX`.
    pub priority: i64,
}

/// Whether a name is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// It is, whether or not it has records of the type.
    #[default]
    There,
    /// It is in a hosted domain, which does not have it.
    NoName,
    /// It is in no hosted domain.
    Refused,
}

/// An answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Whether the name is there.
    pub status: Status,
    /// Whether it comes from a hosted domain, and not from one that leads elsewhere.
    pub authoritative: bool,
    /// The records that are asked for, behind those that lead to them.
    pub answers: Vec<Answered>,
    /// The start of authority of a negative answer, or the servers that know more.
    pub authority: Vec<Answered>,
    /// The addresses of these servers, where the domain has them.
    pub additional: Vec<Answered>,
}

/// Answers a question.
///
/// # Errors
///
/// If the database fails.
pub fn answer(cx: &mut Cx<'_>, question: &Question<'_>) -> Result<Answer> {
    let mut answer = Answer { authoritative: true, ..Answer::default() };
    // A world that nobody has given a domain to has no tables for them.
    if !cx.tx.has_part(ALIDNS.id)? {
        return Ok(Answer { status: Status::Refused, ..Answer::default() });
    }
    let mut name = question.name.to_owned();
    for _ in 0..CHAIN {
        let Some(zone) = authority::of(cx.tx, &name, cx.now)? else {
            if answer.answers.is_empty() {
                return authority::server(cx.tx, question);
            }
            // It leads to a name that others know.
            break;
        };
        match lookup::find(cx, &zone, &name, question)? {
            Found::Records(found) => {
                answer.answers.extend(found);
                break;
            }
            Found::Leads(alias) => {
                name = names::ascii(&alias.value);
                let is_loop =
                    answer.answers.iter().any(|it| it.owner == name) || alias.owner == name;
                answer.answers.push(alias);
                if is_loop {
                    break;
                }
            }
            Found::Delegated { servers, addresses } => {
                answer.authoritative = !answer.answers.is_empty();
                answer.authority = servers;
                answer.additional = addresses;
                break;
            }
            Found::Nothing(status) => {
                answer.status = status;
                answer.authority.push(authority::start(&zone));
                break;
            }
        }
    }
    Ok(answer)
}
