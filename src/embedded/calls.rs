//! The calls that a world has received.

use std::{
    fmt::{self, Display, Write},
    ops::{RangeFrom, RangeInclusive, RangeToInclusive},
    time::Duration,
};

use hyper::Method;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{
    Error, World,
    time::{PATIENCE, wait},
};

/// How many calls a failed test shows.
const SHOWN: usize = 20;

/// A call in the journal of a world.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Call {
    /// Its number in the world.
    pub sequence: u64,
    /// The request id that its caller was told.
    pub request_id: String,
    /// When it came, by the machine's clock.
    pub received: String,
    /// How long it took, in milliseconds.
    pub duration_ms: f64,
    /// Who called; `None` if that is not known.
    pub caller: Option<Caller>,
    /// The code of the product; empty if that is not known.
    pub product: String,
    /// The action; empty if that is not known.
    pub action: String,
    /// The parameters.
    pub parameters: Map<String, Value>,
    /// The HTTP status; 0 if a fault has left the call without an answer.
    pub status: u16,
    /// The code of the error, if it was answered with one.
    pub code: Option<String>,
    /// The message of the error.
    pub message: Option<String>,
    /// What else is to be said of the error.
    pub hint: Option<String>,
    /// The id of the fault rule that has fired.
    pub fault: Option<String>,
    /// All other members, as the control API answers them.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

/// Who has called.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Caller {
    /// The account.
    pub account: String,
    /// The ARN; empty for a call without a signature.
    pub arn: String,
    /// The name of the RAM user.
    pub user: Option<String>,
    /// The name of the role.
    pub role: Option<String>,
    /// The name of the session of the role.
    pub session: Option<String>,
}

impl Display for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.user, &self.role) {
            (Some(user), _) => write!(f, "user/{user}"),
            (None, Some(role)) => {
                write!(f, "role/{role}/{}", self.session.as_deref().unwrap_or_default())
            }
            (None, None) => f.write_str("root"),
        }
    }
}

/// A line like that of the server's log, with the whole request id for `localyun explain`.
impl Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = |text: &str| if text.is_empty() { "-".to_owned() } else { text.to_owned() };
        let status = if self.status == 0 { "-".to_owned() } else { self.status.to_string() };
        let words = [
            Some(self.received.get(11..19).unwrap_or_default().to_owned()),
            Some(status),
            self.code.clone(),
            Some(known(&self.product)),
            Some(known(&self.action)),
            Some(self.caller.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string)),
            Some(format!("{:.1}ms", self.duration_ms)),
            Some(self.request_id.clone()),
            self.fault.as_ref().map(|fault| format!("fault {fault}")),
            self.message.clone(),
            self.hint.clone(),
        ];
        let words: Vec<_> = words.into_iter().flatten().collect();
        f.write_str(&words.join(" "))
    }
}

/// How many calls are expected: a number, or a range such as `2..`, `..=3` and `1..=2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    at_least: Option<u64>,
    at_most: Option<u64>,
}

impl From<u64> for Count {
    fn from(exactly: u64) -> Self {
        Self { at_least: Some(exactly), at_most: Some(exactly) }
    }
}

impl From<RangeInclusive<u64>> for Count {
    fn from(range: RangeInclusive<u64>) -> Self {
        Self { at_least: Some(*range.start()), at_most: Some(*range.end()) }
    }
}

impl From<RangeFrom<u64>> for Count {
    fn from(range: RangeFrom<u64>) -> Self {
        Self { at_least: Some(range.start), at_most: None }
    }
}

impl From<RangeToInclusive<u64>> for Count {
    fn from(range: RangeToInclusive<u64>) -> Self {
        Self { at_least: None, at_most: Some(range.end) }
    }
}

#[derive(Deserialize)]
struct Page {
    calls: Vec<Call>,
    last: u64,
}

/// What is answered where calls are not as expected.
#[derive(Deserialize)]
struct Differs {
    message: String,
    calls: Vec<Call>,
    nearest: Vec<Nearest>,
}

#[derive(Deserialize)]
struct Nearest {
    call: Call,
    differences: Vec<Difference>,
}

#[derive(Deserialize)]
struct Difference {
    member: String,
    expected: Value,
    found: Value,
}

/// The journal of a world, as far as the filters let pass. In them `*` stands for any text; an action or a product
/// that the cloud does not have is refused.
#[derive(Clone)]
pub struct Calls<'w> {
    world: &'w World,
    filters: Vec<(&'static str, String)>,
    parameters: Vec<(String, String)>,
    patience: Duration,
}

impl World {
    /// The calls that it has received.
    #[must_use]
    pub fn calls(&self) -> Calls<'_> {
        Calls { world: self, filters: Vec::new(), parameters: Vec::new(), patience: PATIENCE }
    }
}

impl Calls<'_> {
    /// Only calls of this action.
    #[must_use]
    pub fn action(self, action: &str) -> Self {
        self.with("action", &action)
    }

    /// Only those of the product of this code, such as `Cms`.
    #[must_use]
    pub fn product(self, product: &str) -> Self {
        self.with("product", &product)
    }

    /// Only those of a user, role, account or access key, by ARN, name or id.
    #[must_use]
    pub fn caller(self, caller: &str) -> Self {
        self.with("caller", &caller)
    }

    /// Only those that were answered with this error.
    #[must_use]
    pub fn code(self, code: &str) -> Self {
        self.with("code", &code)
    }

    /// Only those that were answered with this HTTP status, such as `403` or `4xx`.
    #[must_use]
    pub fn status(self, status: impl Display) -> Self {
        self.with("status", &status)
    }

    /// Only those after the call of this number, see [`last`](Self::last), or from this time of the world on.
    #[must_use]
    pub fn since(self, place: impl Display) -> Self {
        self.with("since", &place)
    }

    /// Only those with this value of a parameter.
    #[must_use]
    pub fn parameter(mut self, name: &str, value: impl Display) -> Self {
        self.parameters.push((name.to_owned(), value.to_string()));
        self
    }

    /// How long [`wait`](Self::wait) waits; 10 s unless given.
    #[must_use]
    pub fn within(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    fn with(mut self, name: &'static str, value: &dyn Display) -> Self {
        self.filters.retain(|(it, _)| *it != name);
        self.filters.push((name, value.to_string()));
        self
    }

    /// The calls, oldest first.
    pub fn list(&self) -> Result<Vec<Call>, Error> {
        self.page(&[]).map(|page| page.calls)
    }

    /// The newest call, waiting until there is one.
    pub fn wait(&self) -> Result<Call, Error> {
        let found =
            wait(self.patience, |time| Ok(self.page(&[("wait", time)])?.calls.into_iter().last()))?;
        found.map_or_else(
            || {
                let text = self.world.calls().text()?;
                let (asked, time) = (self.asked(), self.patience);
                Err(Error::NotInTime(format!("no call ({asked}) came within {time:?}; {text}")))
            },
            Ok,
        )
    }

    /// The calls that match, the first 100, if there are as many as expected, such as `1`, `2..` or `..=3`; else
    /// [`Error::CallsDiffer`], with the nearest calls and how each differs.
    pub fn verify(&self, count: impl Into<Count>) -> Result<Vec<Call>, Error> {
        #[derive(Deserialize)]
        struct Verified {
            calls: Vec<Call>,
        }
        let mut body = Map::new();
        for (name, value) in &self.filters {
            // A number is the place of a call, and a text a time.
            let number = value.parse::<u64>().ok().filter(|_| *name == "since");
            body.insert((*name).into(), number.map_or_else(|| value.as_str().into(), Into::into));
        }
        if !self.parameters.is_empty() {
            let all =
                self.parameters.iter().map(|(name, value)| (name.clone(), value.as_str().into()));
            body.insert("params".into(), Value::Object(all.collect()));
        }
        let Count { at_least, at_most } = count.into();
        match (at_least, at_most) {
            (Some(least), Some(most)) if least == most => {
                body.insert("times".into(), least.into());
            }
            (least, most) => {
                body.extend(least.map(|it| ("at_least".to_owned(), it.into())));
                body.extend(most.map(|it| ("at_most".to_owned(), it.into())));
            }
        }
        let body = Value::Object(body);
        match self.world.json::<Verified>(Method::POST, "calls/verify", &[], Some(&body)) {
            Ok(verified) => Ok(verified.calls),
            Err(Error::Refused { status: 417, answer, message }) => {
                let told = serde_json::from_value(answer);
                Err(Error::CallsDiffer(told.map_or(message, |told| self.differing(&told))))
            }
            Err(other) => Err(other),
        }
    }

    /// The number of the last call of the world, for [`since`](Self::since).
    pub fn last(&self) -> Result<u64, Error> {
        self.world.calls().page(&[("limit", "1")]).map(|page| page.last)
    }

    /// Clears the journal of the world. Numbers go on.
    pub fn clear(&self) -> Result<(), Error> {
        self.world.ask(Method::DELETE, "calls", &[], "").map(drop)
    }

    /// Why the call of a request id was answered as it was: what `localyun explain` prints.
    pub fn explain(&self, request_id: &str) -> Result<String, Error> {
        let path = World::path("explain", request_id);
        let text = self.world.ask(Method::GET, &path, &[("as", "text")], "")?;
        Ok(String::from_utf8_lossy(&text).into_owned())
    }

    /// The last 20 calls, a line each: what a failed test shows.
    pub fn text(&self) -> Result<String, Error> {
        let page = self.page(&[("limit", &SHOWN.to_string())])?;
        let world = &self.world.id;
        if page.calls.is_empty() {
            return Ok(format!("the world {world} has received no such calls"));
        }
        let mut text = format!("the last calls that the world {world} has received:");
        for call in &page.calls {
            let _ = write!(text, "\n  {call}");
        }
        Ok(text)
    }

    fn page(&self, more: &[(&str, &str)]) -> Result<Page, Error> {
        let named: Vec<_> =
            self.parameters.iter().map(|(name, it)| (format!("param.{name}"), &**it)).collect();
        let parameters = named.iter().map(|(name, value)| (&**name, *value));
        let filters = self.filters.iter().map(|(name, value)| (*name, &**value));
        let query: Vec<_> = filters.chain(parameters).chain(more.iter().copied()).collect();
        self.world.json(Method::GET, "calls", &query, None)
    }

    fn asked(&self) -> String {
        let filters = self.filters.iter().map(|(name, it)| format!("{name}={it}"));
        let parameters = self.parameters.iter().map(|(name, it)| format!("{name}={it}"));
        let all: Vec<_> = filters.chain(parameters).collect();
        if all.is_empty() { "any".to_owned() } else { all.join(" ") }
    }

    fn differing(&self, told: &Differs) -> String {
        let mut text = format!("{}: {}", told.message, self.asked());
        if !told.calls.is_empty() {
            text += "\nthese match:";
        }
        for call in told.calls.iter().take(SHOWN) {
            let _ = write!(text, "\n  {call}");
        }
        if !told.nearest.is_empty() {
            text += "\nthe nearest calls:";
        }
        for near in &told.nearest {
            let _ = write!(text, "\n  {}", near.call);
            for Difference { member, expected, found } in &near.differences {
                let _ = write!(text, "\n    {member}: expected {expected}, found {found}");
            }
        }
        text
    }
}
