//! One connection, from its first byte to its last: its requests in turn, and how long each side may
//! take.

use std::{
    convert::Infallible,
    pin::{self, pin},
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use actions::ApiError;
use bytes::Bytes;
use hyper::{Request, Response, body::Incoming, server::conn::http1, service::service_fn};
use tokio::{sync::watch, task, time};
use tracing::debug;

use crate::{
    config::Limits,
    gateway::encode::Delivery,
    random,
    serve::{
        progress::ConnectionState,
        refusal::{HEADERS, head_too_large, named, target_too_large, too_much, written},
        sending::Sending,
        socket::Socket,
        stream::Stream,
        tunnel::Tunnel,
        when_stopped,
    },
    wire::{bodies::Bodies, body::Body},
};

/// Room in hyper's own buffer for what a head has besides the bytes that count to [`Limits::max_head`].
const BEYOND: usize = 16 * 1024;

/// After so many requests of one connection the others of its thread have their turn.
const IN_A_ROW: u64 = 16;

/// A fault, or a tunnel, ends what is HTTP here.
#[derive(Debug, thiserror::Error)]
#[error("a fault was injected, or a tunnel begins")]
struct BrokenOff;

/// Serves a connection: answers each of its requests by `answer`, in turn. Large answers count among
/// `bodies` until they are sent. The connection, and what of it was read already, if a tunnel was agreed to.
pub(super) async fn connection<A>(
    limits: &Limits,
    bodies: &Bodies,
    stream: Stream,
    turn: &Arc<ConnectionState>,
    mut stop: watch::Receiver<bool>,
    answer: impl Fn(Request<Incoming>) -> A,
) -> Option<(Stream, Tunnel, Bytes)>
where
    A: Future<Output = Response<Body>>,
{
    let (answer, stopped, peer) = (&answer, &stop.clone(), stream.peer());
    let service = service_fn(|request| async move {
        turn.is_servers();
        // hyper takes requests that were sent at once from its buffer, one after the other.
        if turn.requests.fetch_add(1, Ordering::Relaxed) % IN_A_ROW == IN_A_ROW - 1 {
            task::yield_now().await;
        }
        let mut response = answer(request).await;
        turn.progress.running.store(false, Ordering::Relaxed);
        turn.is_clients();
        if turn.progress.has_tunnel() {
            return Err(BrokenOff);
        }
        if let Some(delivery) = response.extensions_mut().remove::<Delivery>() {
            turn.break_off(delivery, response);
            return Err(BrokenOff);
        }
        Ok(response.map(|body| Sending::new(body, bodies, turn, stopped)))
    });
    let mut serving = http1::Builder::new()
        .header_read_timeout(None)
        .max_buf_size(limits.max_head.saturating_add(BEYOND))
        .max_headers(HEADERS)
        .serve_connection(Socket::new(stream), service);
    let ended = {
        let mut late = pin!(turn.too_late(limits.head_timeout));
        tokio::select! {
            biased;
            ended = &mut serving => Some(ended),
            () = late.as_mut() => None,
            () = when_stopped(&mut stop) => {
                pin::Pin::new(&mut serving).graceful_shutdown();
                tokio::select! {
                    ended = &mut serving => Some(ended),
                    () = late => None,
                    () = turn.cut_off() => Some(Ok(())),
                }
            }
        }
    };
    let ended = ended.map_or(End::Late, |ended| ended.err().map_or(End::Well, End::Broken));
    if let End::Broken(e) = &ended {
        debug!(%peer, error = %e, "a connection ended early");
    }
    if let Some(tunnel) = turn.progress.tunnel() {
        let parts = serving.into_parts();
        return Some((parts.io.into_stream(), tunnel, parts.read_buf));
    }
    if let Some((delivery, response)) = turn.broken_off() {
        break_off(serving.into_parts().io.into_stream(), delivery, response).await;
        return None;
    }
    let over = turn.progress.over.load(Ordering::Relaxed);
    part(limits, serving.into_parts().io, ended, over).await;
    None
}

/// Ends a connection as an injected fault has it.
async fn break_off(stream: Stream, delivery: Delivery, response: Response<Body>) {
    match delivery {
        Delivery::Cut { missing } => {
            let mut answer = written(response).await;
            answer.truncate(answer.len().saturating_sub(missing));
            stream.close_with(&answer).await;
        }
        Delivery::Reset => stream.reset(),
        Delivery::Close | Delivery::Whole | Delivery::Page => stream.hear_out().await,
    }
}

/// How a connection ended.
enum End {
    /// In the normal way.
    Well,
    /// By something that is not HTTP.
    Broken(hyper::Error),
    /// By waiting for a head.
    Late,
}

/// Ends a connection: sends the answers that hyper would have left out, and lets a client
/// that was refused finish sending.
async fn part(limits: &Limits, socket: Socket, ended: End, over: bool) {
    let refusal = match (socket.refused, ended) {
        (Some(414), _) => target_too_large(),
        (Some(431), _) => head_too_large(limits),
        (Some(_), End::Broken(e)) => ApiError::new(
            400,
            "BrokenRequest.Localyun",
            format!("The request is not HTTP/1.1: {e}."),
        ),
        (None, End::Broken(e)) if e.is_parse_version_h2() => {
            let text = "This port speaks HTTP/1.1, and the client began with HTTP/2: let it use \
                        HTTP/1.1.";
            ApiError::new(505, "HttpVersionNotSupported.Localyun", text)
        }
        (_, End::Late) if socket.unanswered => {
            let text =
                format!("The head of the request did not arrive within {:?}.", limits.head_timeout);
            ApiError::new(408, "RequestTimeout.Localyun", text)
        }
        _ if over => return socket.into_stream().hear_out().await,
        _ => return,
    };
    socket
        .into_stream()
        .close_with(&written(too_much(&random::request_id(), "", &refusal)).await)
        .await;
}

/// Answers the first request of a connection that there is no room for, whatever it is.
pub(super) async fn turn_away(stream: Stream) {
    let full = service_fn(|request: Request<Incoming>| async move {
        let text = "There are as many connections open as there may be.";
        let refusal = ApiError::new(503, "TooManyConnections.Localyun", text);
        Ok::<_, Infallible>(too_much(&random::request_id(), named(request.headers()), &refusal))
    });
    let mut serving =
        http1::Builder::new().keep_alive(false).serve_connection(Socket::new(stream), full);
    if time::timeout(Duration::from_secs(1), &mut serving).await.is_err() {
        debug!("a connection that there was no room for said nothing");
    } else {
        serving.into_parts().io.into_stream().hear_out().await;
    }
}

#[cfg(test)]
mod tests;
