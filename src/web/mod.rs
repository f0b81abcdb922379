//! What a person sees in a browser.

use std::sync::Arc;

use actions::{ApiError, Authority, Caller, Link, LinkPage, PRODUCTS, Principal, Product};
use hyper::{Method, Response, StatusCode, header, http::request::Parts};
use tracing::error;

use crate::{
    app::App,
    console,
    wire::{body::Body, query},
    world::{World, due::WaitFor, transaction::Transaction},
};

/// Answers a request for a link of a message: `<product>/<name>/<token>`.
pub(crate) async fn serve(app: &App, head: &Parts, path: &str) -> Response<Body> {
    // A mail scanner that only looks changes nothing.
    let opened = if head.method == Method::GET {
        match app.worlds.named(&named(head)).await {
            Ok(Some(world)) => open(&world, path).await,
            Ok(None) => unknown(),
            Err(e) => {
                error!(error = %e, "cannot open the world of a link");
                failed()
            }
        }
    } else {
        LinkPage::new(405, "Open this link in a browser", "It answers to GET only.")
    };
    page(&opened)
}

/// The name of the world in the query of a link; empty for the first.
fn named(head: &Parts) -> String {
    let query = query::read(head.uri.query().unwrap_or_default()).unwrap_or_default();
    let world = query.into_iter().find(|(name, _)| name == "world");
    world.map(|(_, value)| value).unwrap_or_default()
}

/// Follows a link of a message: `<product>/<name>/<token>`.
pub async fn open(world: &Arc<World>, path: &str) -> LinkPage {
    let mut parts = path.splitn(3, '/');
    let (product, name, token) = (parts.next(), parts.next(), parts.next());
    let link = PRODUCTS
        .iter()
        .find(|p| Some(p.id) == product)
        .and_then(|p| Some((*p, p.links.iter().find(|l| Some(l.name) == name)?)));
    let Some(((product, link), token)) = link.zip(token) else {
        return unknown();
    };
    follow(world, product, *link, token.to_owned()).await.unwrap_or_else(|e| {
        error!(error = %e, cause = ?e.cause, "cannot open a link");
        failed()
    })
}

fn unknown() -> LinkPage {
    let text = "No message holds this link. GET /_localyun/outbox lists the messages.";
    LinkPage::new(404, "Unknown link", text)
}

fn failed() -> LinkPage {
    LinkPage::new(500, "Something went wrong", "The log says what.")
}

async fn follow(
    world: &Arc<World>,
    product: &'static Product,
    link: Link,
    token: String,
) -> Result<LinkPage, ApiError> {
    world.catch_up(WaitFor::Everything).await;
    let work = move |transaction: &mut Transaction<'_>| {
        let principal = Principal::Anonymous;
        let caller = Caller { account: String::new(), principal, access_key: String::new() };
        let now = transaction.world.clock.now();
        let mut cx = transaction.context(product, (&caller, ""), now, Authority::CLOUD);
        (link.open)(&mut cx, &token)
    };
    world.write(true, work).await
}

/// Light or dark, as the browser is. The colour of the line says what the title says: done, or not.
const STYLE: &str = include_str!("page.css");

fn page(opened: &LinkPage) -> Response<Body> {
    let (title, text) = (escape(opened.title), escape(&opened.text));
    let class = if (200..300).contains(&opened.status) { "done" } else { "not" };
    let body = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title} · Localyun</title>\n<style>\n{STYLE}</style>\n\
         <main class=\"{class}\">\n<h1>{title}</h1>\n<p>{text}</p>\n</main>\n\
         <footer>Answered by Localyun, not by the cloud. <a href=\"{}\">Console</a></footer>\n</html>\n",
        console::PATH
    );
    let mut response = Response::new(body.into());
    *response.status_mut() = StatusCode::from_u16(opened.status).unwrap_or_default();
    let headers = response.headers_mut();
    let fixed = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'"),
    ];
    for (name, value) in fixed {
        headers.insert(name, header::HeaderValue::from_static(value));
    }
    // A URL of other characters than a header may have is shown on the page.
    if let Some(to) = opened.to.as_deref().and_then(|to| header::HeaderValue::from_str(to).ok()) {
        headers.insert(header::LOCATION, to);
    }
    response
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
