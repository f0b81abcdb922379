//! Plays every `fixtures/<product>/*.txt`. `docs/CONTRIBUTING.md` tells what the lines mean;
//! `UPDATE=1` rewrites the answers, and the difference is read like code.

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    fmt::Write,
    fs,
    net::Ipv4Addr,
    num::NonZero,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    thread,
};

use actions::{
    Access, ApiError, Caller, Origin, PRODUCTS, Parameters, Principal, Product,
    ports::{
        outbox::{self, OutboxMessage},
        store::{StoreError, Tx},
    },
    ram::identity,
};
use hmac::{Hmac, KeyInit, Mac};
use http_body_util::BodyExt;
use localyun::{
    app::App,
    control,
    exchange::{Decisions, Exchange},
    gateway::{
        self,
        authenticate::holder,
        authorize::Source,
        encode::{self, Answer, Failure, Format},
    },
    route::Target,
    store::Opening,
    web,
    world::{
        Settings, World,
        due::{self, WaitFor},
    },
};
use sha1::Sha1;
use tokio::runtime::Builder;

use crate::support::postgres::{self, Schema};

mod odd_values;
pub(crate) mod provider;
mod sealed;
mod strangers;

/// When every transcript starts: 2026-01-01T00:00:00Z.
const START: i64 = 1_767_225_600_000;
/// An account that no transcript knows, and whose messages none shows.
const STRANGER: &str = "3000000000000003";

#[test]
fn every_transcript_is_as_recorded() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let only = env::var_os("TRANSCRIPT").and_then(|it| it.into_string().ok()).unwrap_or_default();
    let only = &*only;
    let mut all = Vec::new();
    for product in PRODUCTS {
        let mut files: Vec<PathBuf> = fs::read_dir(root.join(product.id))
            .into_iter()
            .flatten()
            .map(|f| f.unwrap().path())
            .filter(|f| f.is_file())
            .collect();
        files.sort();
        let chosen = files.into_iter().filter(|f| f.to_string_lossy().contains(only));
        all.extend(chosen.map(|file| (*product, file)));
    }
    assert!(!all.is_empty(), "no transcript has {only} in its name");
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let next = Mutex::new(all.into_iter());
    let wrong: Vec<String> = thread::scope(|scope| {
        let play = || {
            let runtime = Builder::new_current_thread().enable_all().build().unwrap();
            let mut wrong = Vec::new();
            loop {
                let next = next.lock().unwrap().next();
                let Some((product, file)) = next else { return wrong };
                wrong.extend(runtime.block_on(differing(product, &file)));
            }
        };
        let playing: Vec<_> = (0..threads).map(|_| scope.spawn(play)).collect();
        playing.into_iter().flat_map(|it| it.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "{wrong:#?} differ; if that is right, run again with UPDATE=1");
    if only.is_empty() {
        sealed::check_that_all_were_seen();
        crate::sql::check_those_that_ran();
    }
}

/// Plays one, also through the products that share its actions. What has answered in another way than was recorded.
async fn differing(product: &'static Product, file: &Path) -> Vec<String> {
    let mut wrong = Vec::new();
    let want = fs::read_to_string(file).unwrap();
    let got = Player::new(product).play(&want).await;
    for other in sharing(product, &want) {
        let shared = Player::new(other).play(&want).await;
        if shared != got {
            wrong.push(format!("{} through {}", file.display(), other.id));
            for line in difference(&got, &shared) {
                eprintln!("{} through {}: {line}", file.display(), other.id);
            }
        }
    }
    if got != want {
        wrong.push(file.display().to_string());
        for line in difference(&want, &got) {
            eprintln!("{}: {line}", file.display());
        }
        if env::var_os("UPDATE").is_some() {
            fs::write(file, got).unwrap();
        }
    }
    wrong
}

/// The products that offer all actions of `product` which the transcript calls, on its state.
fn sharing(product: &Product, script: &str) -> Vec<&'static Product> {
    let calls = script.lines().filter_map(|line| match line.split_once(' ') {
        Some((">", call)) => call.split(' ').next(),
        Some(("*", calls)) => calls.split(' ').nth(1),
        _ => None,
    });
    let calls: BTreeSet<&str> = calls.filter(|call| !call.contains(':')).collect();
    let shares = |other: &Product, call: &&str| {
        let owner = other.find(call).and_then(|entry| entry.owner);
        owner.is_some_and(|owner| owner.id == product.id)
    };
    let all = PRODUCTS.iter().copied();
    all.filter(|other| calls.iter().all(|call| shares(other, call))).collect()
}

fn difference(want: &str, got: &str) -> Vec<String> {
    let (want, got): (Vec<_>, Vec<_>) = (want.lines().collect(), got.lines().collect());
    let same = want.iter().zip(&got).take_while(|(a, b)| a == b).count();
    let line = |lines: &[&str]| lines.get(same).map_or("(the end)", |l| *l).to_owned();
    vec![format!("line {}", same + 1), format!("- {}", line(&want)), format!("+ {}", line(&got))]
}

struct Player {
    product: &'static Product,
    world: Arc<World>,
    caller: Arc<Caller>,
    /// The access key and token that sign instead, looked up anew for each call.
    key: Option<(String, Option<String>)>,
    /// Values that `= name Path` took from an answer.
    saved: BTreeMap<String, String>,
    last: serde_json::Value,
    outbox_read: i64,
    /// What the world is in, where that is a database of a server: it goes after the world.
    schema: Option<Schema>,
}

impl Player {
    fn new(product: &'static Product) -> Self {
        Self::seeded(product, 1)
    }

    /// In a world that makes other random ids.
    fn seeded(product: &'static Product, seed: u64) -> Self {
        let accounts =
            ["1000000000000001:testid:testsecret", "2000000000000002:otherid:othersecret"];
        let accounts = accounts.into_iter().map(|it| it.parse().unwrap()).collect();
        let frozen = Some(START);
        let schema = postgres::url().map(|url| Schema::take(&url));
        let data = schema.as_ref().map_or_else(|| ":memory:".into(), Schema::data);
        let opening =
            Opening { secret_key: schema.as_ref().map(|_| sealed::key()), ..Opening::default() };
        let seed = Some(seed);
        let settings = Settings { data, opening, accounts, frozen, seed, ..Settings::default() };
        let world = World::alone(&settings).unwrap();
        let caller = Caller {
            account: "1000000000000001".into(),
            principal: Principal::Root,
            access_key: "testid".into(),
        };
        Self {
            product,
            world,
            caller: Arc::new(caller),
            key: None,
            saved: BTreeMap::new(),
            last: serde_json::Value::Null,
            outbox_read: 0,
            schema,
        }
    }

    async fn play(mut self, script: &str) -> String {
        let mut out = String::new();
        for line in script.lines().filter(|l| !l.starts_with('<')) {
            writeln!(out, "{line}").unwrap();
            let line = self.fill(line);
            match line.split_at(line.len().min(2)) {
                ("> ", call) => writeln!(out, "< {}", self.call(call).await).unwrap(),
                ("* ", calls) => self.repeat(calls).await,
                ("! ", what) => {
                    if let Some(answer) = self.change(what).await {
                        writeln!(out, "< {answer}").unwrap();
                    }
                }
                ("? ", "outbox") => {
                    for message in self.outbox() {
                        writeln!(out, "< {message}").unwrap();
                    }
                }
                ("= ", what) => {
                    self.save(what);
                    let last = out.rfind("\n< ").unwrap_or(0);
                    let tail = self.hide(&out.split_off(last));
                    out.push_str(&tail);
                }
                ("@ ", path) => writeln!(out, "< {}", self.open(path).await).unwrap(),
                _ => assert!(line.is_empty() || line.starts_with('#'), "what is {line}"),
            }
        }
        if let Some(schema) = &self.schema {
            // Beside what was recorded it is a difference.
            out.push_str(&sealed::faults(schema, &self.world).concat());
        }
        out
    }

    /// `$name` becomes what `= name …` took.
    fn fill(&self, line: &str) -> String {
        let mut line = line.to_owned();
        for (name, value) in self.saved.iter().rev() {
            line = line.replace(&format!("${name}"), value);
        }
        line
    }

    /// What `= name …` took becomes `$name`.
    fn hide(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (name, value) in &self.saved {
            text = text.replace(value, &format!("${name}"));
            // A text of several lines, as JSON has it.
            text = text.replace(&value.replace('\n', "\\n"), &format!("${name}"));
        }
        self.shorten(text)
    }

    /// A PEM text is shown as the file that it is the content of, or as `[CERTIFICATE]`.
    fn shorten(&self, mut text: String) -> String {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(self.product.id);
        let mut files: Vec<_> = fs::read_dir(folder.join("pem"))
            .into_iter()
            .flatten()
            .map(|f| f.unwrap().path())
            .map(|p| (fs::read_to_string(&p).unwrap(), p))
            .collect();
        files.sort_by_key(|(content, _)| std::cmp::Reverse(content.len()));
        for (content, path) in files {
            let shown = format!("@pem/{}", path.file_name().unwrap().to_str().unwrap());
            for content in [content.trim_end(), &content.trim_end().replace('\n', "\\n")] {
                for end in ["\\n\"", "\""] {
                    text = text.replace(&format!("\"{content}{end}"), &format!("\"{shown}\""));
                }
            }
        }
        while let Some(start) = text.find("-----BEGIN ") {
            let label = text[start + 11..].split("-----").next().unwrap().to_owned();
            let end = format!("-----END {label}-----");
            let stop = text[start..].find(&end).unwrap() + start + end.len();
            let stop = stop
                + ["\\n", "\n"]
                    .iter()
                    .find(|n| text[stop..].starts_with(**n))
                    .map_or(0, |n| n.len());
            text.replace_range(start..stop, &format!("[{label}]"));
        }
        text
    }

    async fn call(&mut self, call: &str) -> String {
        let mut words = words(call).into_iter();
        let (mut format, mut product) = (Format::Json, self.product);
        let mut action = words.next().unwrap();
        if let Some((of, name)) = action.clone().split_once(':') {
            product = PRODUCTS.iter().find(|p| p.id == of).unwrap();
            action = name.into();
        }
        let mut parameters = Parameters::default();
        for word in words {
            match word.split_once('=').unwrap() {
                ("Format", "XML") => format = Format::Xml,
                (name, value) => parameters.add(name, &self.content(value), Origin::Query),
            }
        }
        parameters.sort();
        match self.send(product, &action, parameters, format).await {
            Ok(answer) => self.show(answer),
            Err(error) => self.refused(format, product, &error),
        }
    }

    /// Calls an action. The error is that of a key that does not hold.
    async fn send(
        &self,
        product: &'static Product,
        action: &str,
        parameters: Parameters,
        format: Format,
    ) -> Result<Answer, ApiError> {
        let entry = product.find(action).unwrap_or_else(|| panic!("no action {action}"));
        let caller = match &self.key {
            Some((id, token)) if entry.access != Access::Anonymous => {
                Arc::clone(&holder(&self.world, id, token.as_deref())?.caller)
            }
            _ => Arc::clone(&self.caller),
        };
        // What has not the form of a region is ignored by the gateway.
        let region = parameters.non_empty("RegionId");
        let region = region.filter(|it| it.len() <= 64 && it.bytes().all(|b| b.is_ascii_graphic()));
        let call = gateway::Call {
            target: Target { product, entry },
            caller,
            region: region.unwrap_or("cn-hangzhou").to_owned(),
            request_id: "[id]".into(),
            parameters,
            source: Source { ip: Some(Ipv4Addr::LOCALHOST.into()), plain: false },
            decisions: Decisions::default(),
        };
        // A call waits for the keys of due work for so long only, and a transcript has to repeat.
        due::catch_up(&self.world, WaitFor::Always).await;
        let exchange = Exchange::new("[id]".into(), "[host]", format);
        Ok(gateway::run(&self.world, exchange, call).await)
    }

    fn refused(&mut self, format: Format, product: &Product, error: &ApiError) -> String {
        let (host, request_id) = ("[host]", "[id]");
        let failure = Failure { format, product: product.code, host, request_id, error };
        self.show(encode::failure(&failure, None))
    }

    fn show(&mut self, answer: Answer) -> String {
        let body = String::from_utf8(answer.body).unwrap();
        self.last = serde_json::from_str(&body).unwrap_or_default();
        if let Some(recommend) = self.last.get("Recommend").and_then(|r| r.as_str()) {
            assert!(recommend.starts_with("https://api.aliyun.com/troubleshoot?q="), "{recommend}");
            let shown = format!(",\"Recommend\":{}", serde_json::Value::from(recommend));
            return format!(
                "{} {}",
                answer.status,
                self.hide(&unsealed(&body.replace(&shown, "")))
            );
        }
        format!("{} {}", answer.status, self.hide(&unsealed(&body)))
    }

    /// `root`, `user:NAME`, `role:ROLE/SESSION`, or `key:ID` with a token or without.
    fn act_as(&mut self, who: &str) {
        let account = self.caller.account.clone();
        let find = |tx: &mut dyn Tx| -> Result<Principal, StoreError> {
            Ok(match who.split_once(':') {
                None if who == "root" => Principal::Root,
                None if who == "anonymous" => Principal::Anonymous,
                Some(("user", name)) => {
                    let (id, name) = identity::user_named(tx, &account, name)?.expect(who);
                    Principal::User { id, name }
                }
                Some(("role", name)) => {
                    let (role, session) = name.split_once('/').expect(who);
                    let role = identity::role_named(tx, &account, role)?.expect(who);
                    Principal::Session {
                        role_id: role.id,
                        role_name: role.name,
                        session: session.to_owned(),
                        policy: None,
                    }
                }
                _ => panic!("who is {who}"),
            })
        };
        self.key = None;
        if let Some(key) = who.strip_prefix("key:") {
            let (id, token) =
                key.split_once(' ').map_or((key, None), |(id, t)| (id, Some(t.to_owned())));
            self.key = Some((id.to_owned(), token));
        } else {
            let principal = self.world.database.read(find).unwrap();
            Arc::make_mut(&mut self.caller).principal = principal;
        }
    }

    /// `* 100 CreateUser UserName=u#` makes u1 to u100, without a word as long as each succeeds.
    async fn repeat(&mut self, calls: &str) {
        let (times, call) = calls.split_once(' ').unwrap();
        for number in 1..=times.parse::<u32>().unwrap() {
            let answer = self.call(&call.replace('#', &number.to_string())).await;
            assert!(answer.starts_with("200 "), "{calls}, {number}: {answer}");
        }
    }

    /// `@pem/leaf.pem` is the content of that file of the product; several are joined by `+`. What names no folder is no file.
    fn content(&self, value: &str) -> String {
        let names = value.strip_prefix('@').filter(|names| names.contains('/'));
        let Some(names) = names else { return value.to_owned() };
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(self.product.id);
        names
            .split('+')
            .map(|name| {
                fs::read_to_string(folder.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
            })
            .collect()
    }

    /// Changes the world. A control call (`! POST cas/resources {…}`) is answered.
    async fn change(&mut self, what: &str) -> Option<String> {
        match what.split_once(' ') {
            Some(("caller", who)) => self.act_as(who),
            Some(("oidc-keys", issuer)) => {
                let keys: serde_json::Value =
                    serde_json::from_str(&provider::public_keys()).unwrap();
                let body = serde_json::json!({ "issuer": issuer, "jwks": keys }).to_string();
                assert_eq!(self.ask("POST", "ims/oidc-keys", &body).await, 200, "{what}");
            }
            Some(("token", what)) => {
                let (name, claims) = what.split_once(' ').unwrap();
                self.saved.insert(name.to_owned(), provider::token(claims));
            }
            // `! saml NAME ROLE PROVIDER from=>to`, the changes before it is signed.
            Some(("saml", what)) => {
                let words = words(what);
                let change: Vec<_> =
                    words[3..].iter().map(|w| w.split_once("=>").unwrap()).collect();
                let signed = provider::assertion(&words[1], &words[2], &change);
                let text = provider::encoded(&provider::response(&signed));
                self.saved.insert(words[0].clone(), text);
            }
            Some(("saml-metadata", name)) => {
                self.saved.insert(name.to_owned(), provider::metadata());
            }
            Some(("clock", to)) => {
                match to.strip_prefix('+').map(|by| (by, by.strip_suffix("ms"))) {
                    Some((_, Some(millis))) => self.world.clock.advance(millis.parse().unwrap()),
                    Some((seconds, None)) => {
                        self.world.clock.advance(seconds.parse::<i64>().unwrap() * 1000);
                    }
                    None => self.world.clock.set(localyun::config::time(to).unwrap()),
                }
                due::clock_moved(&self.world).await;
            }
            Some(("account", id)) => {
                id.clone_into(&mut Arc::make_mut(&mut self.caller).account);
                Arc::make_mut(&mut self.caller).principal = Principal::Root;
            }
            Some(("user", user)) => {
                let (name, id) = user.split_once(' ').unwrap();
                let (name, id) = (name.to_owned(), id.to_owned());
                Arc::make_mut(&mut self.caller).principal = Principal::User { id, name };
            }
            Some((method @ ("GET" | "POST" | "DELETE"), call)) => {
                return Some(self.control(method, call).await);
            }
            _ => panic!("what is ! {what}"),
        }
        None
    }

    /// Calls the control API, for the caller's account.
    async fn control(&mut self, method: &str, call: &str) -> String {
        let (path, body) = call.split_once(' ').unwrap_or((call, ""));
        let with = if path.contains('?') { "&" } else { "?" };
        let path = format!("{path}{with}account={}", self.caller.account);
        let status = self.ask(method, &path, body).await;
        self.hide(&format!("{status} {}", self.last))
    }

    /// Calls the control API; the status. The answer is the last.
    async fn ask(&mut self, method: &str, call: &str, body: &str) -> u16 {
        let head = hyper::Request::builder()
            .method(method)
            .uri(format!("/_localyun/{call}"))
            .header("host", "localhost")
            .body(())
            .unwrap()
            .into_parts()
            .0;
        let app = App::new(Arc::clone(&self.world).into());
        let (here, path) = ("127.0.0.1:1".parse().unwrap(), call.split('?').next().unwrap());
        let answer = control::serve(&app, here, &head, path, body.as_bytes()).await;
        let (status, body) = (answer.status().as_u16(), answer.into_body());
        let body = body.collect().await.unwrap().to_bytes();
        self.last = serde_json::from_slice(&body).unwrap();
        status
    }

    /// The messages since the last look.
    fn outbox(&mut self) -> Vec<String> {
        let sent = self.world.database.read(|tx| outbox::list(tx, None, 1000));
        let sent: Result<_, StoreError> = sent;
        let is_new = |m: &OutboxMessage| m.id > self.outbox_read && m.account != STRANGER;
        let new: Vec<_> = sent.unwrap().into_iter().filter(is_new).collect();
        self.outbox_read = new.last().map_or(self.outbox_read, |m| m.id);
        if let Some(last) = new.last() {
            let code = last.body.split(|c: char| !c.is_ascii_digit()).find(|it| it.len() == 6);
            self.last = serde_json::json!({ "link": last.link, "code": code });
        }
        if new.is_empty() {
            return vec!["(nothing)".into()];
        }
        new.iter()
            .map(|m| {
                let link = m
                    .link
                    .as_deref()
                    .and_then(|l| l.rsplit_once('/'))
                    .map(|(l, _)| format!(" {l}/[token]"));
                let request = m.request.as_deref().map(|it| format!(" {it}")).unwrap_or_default();
                let link = link.unwrap_or_default();
                let others = m.details.others.as_deref().unwrap_or("{}");
                let others: serde_json::Value = serde_json::from_str(others).unwrap();
                let html = others["html"].as_str().map(|it| format!(" html {it:?}"));
                let html = html.unwrap_or_default();
                self.hide(&format!("{} {} {:?}{link}{request}{html}", m.channel, m.to, m.body))
            })
            .collect()
    }

    fn save(&mut self, what: &str) {
        let (name, path) = what.split_once(' ').unwrap();
        if let Some(seed) = path.strip_prefix("code ") {
            let (seed, when) = seed.split_once(' ').unwrap();
            let time = self.world.clock.now() / 1000 + when.parse::<i64>().unwrap();
            self.saved.insert(name.to_owned(), authenticator_code(seed, time));
            return;
        }
        let value = path.split('.').fold(&self.last, |value, part| match part.parse::<usize>() {
            Ok(at) if value.is_array() => &value[at],
            _ => &value[part],
        });
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        assert_ne!(value, "null", "the last answer has no {path}");
        self.saved.insert(name.to_owned(), value);
    }

    /// Opens a link: its path after `/_localyun/link/`, or the whole of it.
    async fn open(&self, link: &str) -> String {
        let link = link.split_once("/_localyun/link/").map_or(link, |(_, path)| path);
        let opened = web::open(&self.world, link).await;
        self.hide(&format!("{} {}. {}", opened.status, opened.title, opened.text))
    }
}

/// What is sealed differs each time: `[sealed]` stands for it.
fn unsealed(body: &str) -> String {
    let mut out = String::new();
    let mut rest = body;
    while let Some(at) =
        ["\"CAIS", "\"AQEAAAAA", ">CAIS", ">AQEAAAAA"].iter().filter_map(|s| rest.find(s)).min()
    {
        out.push_str(&rest[..=at]);
        out.push_str("[sealed]");
        rest = rest[at + 1..].trim_start_matches(|c| c != '"' && c != '<');
    }
    out + rest
}

/// What an authenticator shows at `time` that was set up with `seed`: RFC 6238.
fn authenticator_code(seed: &str, time: i64) -> String {
    let bits = seed.chars().fold(String::new(), |mut bits, c| {
        let five = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(c).unwrap();
        write!(bits, "{five:05b}").unwrap();
        bits
    });
    let key: Vec<u8> =
        (0..bits.len() / 8).map(|i| u8::from_str_radix(&bits[i * 8..][..8], 2).unwrap()).collect();
    let mut mac = Hmac::<Sha1>::new_from_slice(&key).unwrap();
    mac.update(&(time / 30).to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let at = usize::from(digest[19] & 15);
    let four = u32::from_be_bytes(digest[at..at + 4].try_into().unwrap()) & 0x7fff_ffff;
    format!("{:06}", four % 1_000_000)
}

/// Splits at spaces outside double quotes; `\"` inside quotes is a quote, `\n` a new line.
pub(crate) fn words(line: &str) -> Vec<String> {
    let (mut all, mut word, mut quoted, mut some) = (Vec::new(), String::new(), false, false);
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' if quoted => match chars.next() {
                Some('n') => word.push('\n'),
                Some(c) => word.push(c),
                None => {}
            },
            '"' => (quoted, some) = (!quoted, true),
            ' ' if !quoted => {
                if some {
                    all.push(std::mem::take(&mut word));
                }
                some = false;
            }
            c => {
                word.push(c);
                some = true;
            }
        }
    }
    if some {
        all.push(word);
    }
    all
}
