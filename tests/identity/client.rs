//! A server in this process, and a client that signs.

use localyun::{
    app::App,
    clock,
    config::Iam,
    serve,
    sign::{
        Scheme,
        produce::{Content, Draft, Signer, produce},
    },
    world::{Settings, Threads, worlds::Worlds},
};
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::watch,
};

/// An access key, with its token if it is temporary.
#[derive(Clone)]
pub(crate) struct Key {
    pub(crate) id: String,
    pub(crate) secret: String,
    pub(crate) token: Option<String>,
}

impl Key {
    pub(crate) fn root() -> Self {
        Self { id: "testid".into(), secret: "testsecret".into(), token: None }
    }

    /// Of `AccessKey` or `Credentials` in an answer.
    pub(crate) fn of(answer: &Value) -> Self {
        let text = |name: &str| answer[name].as_str().map(str::to_owned);
        Self {
            id: text("AccessKeyId").unwrap(),
            secret: text("AccessKeySecret").unwrap(),
            token: text("SecurityToken"),
        }
    }
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Value,
}

impl Answer {
    pub(crate) fn code(&self) -> &str {
        self.body["Code"].as_str().unwrap_or_default()
    }

    /// The body of an answer that must be good.
    #[track_caller]
    pub(crate) fn good(self) -> Value {
        assert_eq!(self.status, 200, "{}", self.body);
        self.body
    }
}

pub(crate) struct Server {
    pub(crate) app: Arc<App>,
    pub(crate) address: SocketAddr,
    pub(crate) _stop: watch::Sender<bool>,
}

static NONCE: AtomicU64 = AtomicU64::new(0);

impl Server {
    pub(crate) async fn start(iam: Iam) -> Self {
        Self::over(":memory:", iam).await
    }

    pub(crate) async fn over(data: &str, iam: Iam) -> Self {
        let accounts =
            ["1000000000000001:testid:testsecret", "2000000000000002:otherid:othersecret"]
                .map(|it| it.parse().unwrap());
        let (data, accounts) = (data.into(), accounts.into());
        let settings = Settings { data, accounts, iam, ..Settings::default() };
        let worlds = Worlds::open(&settings, Threads::start().unwrap()).unwrap();
        let app = Arc::new(App::new(worlds));
        let (listener, base) = serve::bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
        let address = base.strip_prefix("http://").unwrap().parse().unwrap();
        let _ = app.base.set(base);
        let (sender, stop) = watch::channel(false);
        tokio::spawn(serve::serve(Arc::clone(&app), vec![listener], stop));
        Self { app, address, _stop: sender }
    }

    /// A signed call of `Product:Action`, such as `ram:ListUsers`.
    pub(crate) async fn call(&self, key: &Key, action: &str, params: &[(&str, &str)]) -> Answer {
        self.call_from(key, action, params, &[]).await
    }

    /// With more headers.
    pub(crate) async fn call_from(
        &self,
        key: &Key,
        action: &str,
        params: &[(&str, &str)],
        headers: &[(&str, &str)],
    ) -> Answer {
        let (product, action) = action.split_once(':').unwrap();
        let product = actions::PRODUCTS.iter().find(|p| p.id == product).unwrap();
        let host = self.address.to_string();
        let nonce = NONCE.fetch_add(1, Ordering::Relaxed).to_string();
        let request = produce(&Draft {
            scheme: Scheme::named("acs3-hmac-sha256").unwrap(),
            method: "POST",
            host: &host,
            path: "/",
            action: Some(action),
            version: product.version,
            query: params,
            content: Content::None,
            headers: &[&[("accept", "application/json")], headers].concat(),
            key_id: &key.id,
            signer: Signer::Hmac(&key.secret),
            security_token: key.token.as_deref(),
            time: clock::real_now(),
            nonce: &nonce,
            region: "cn-hangzhou",
            product: product.id,
        })
        .unwrap();
        let mut text = format!("{} {} HTTP/1.1\r\n", request.method, request.target);
        for (name, value) in &request.headers {
            text.extend([name.as_str(), ": ", value, "\r\n"]);
        }
        self.send(&(text + "content-length: 0\r\n")).await
    }

    /// A request without a body, whose head lacks the end.
    pub(crate) async fn send(&self, head: &str) -> Answer {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        let request = format!("{head}connection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        self.receive(stream).await
    }

    /// A call of the control API.
    pub(crate) async fn control(&self, method: &str, path: &str, body: &str) -> Answer {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        let (host, length) = (self.address, body.len());
        let request = format!(
            "{method} /_localyun/{path} HTTP/1.1\r\nhost: {host}\r\ncontent-length: {length}\r\n\
             connection: close\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        self.receive(stream).await
    }

    async fn receive(&self, mut stream: TcpStream) -> Answer {
        let mut text = String::new();
        stream.read_to_string(&mut text).await.unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let body = serde_json::from_str(body).unwrap_or_else(|_| panic!("{text}"));
        Answer { status, head: head.to_ascii_lowercase(), body }
    }

    /// A user of this name, and a key of its own.
    pub(crate) async fn user(&self, name: &str) -> Key {
        let root = Key::root();
        self.call(&root, "ram:CreateUser", &[("UserName", name)]).await.good();
        let made = self.call(&root, "ram:CreateAccessKey", &[("UserName", name)]).await.good();
        Key::of(&made["AccessKey"])
    }

    /// Makes a custom policy and attaches it to a user.
    pub(crate) async fn grant(&self, user: &str, policy: &str, document: &Value) {
        let (root, document) = (Key::root(), document.to_string());
        let made = [("PolicyName", policy), ("PolicyDocument", &document)];
        self.call(&root, "ram:CreatePolicy", &made).await.good();
        self.attach(user, "Custom", policy).await;
    }

    pub(crate) async fn attach(&self, user: &str, kind: &str, policy: &str) {
        let it = [("UserName", user), ("PolicyType", kind), ("PolicyName", policy)];
        self.call(&Key::root(), "ram:AttachPolicyToUser", &it).await.good();
    }
}
