//! The endpoint: accepts connections, enforces the limits of clients, and stops on request.

mod answer;
mod connection;
pub(crate) mod descriptors;
mod handshake;
mod progress;
mod refusal;
mod sending;
pub(crate) mod signals;
mod socket;
mod stream;
pub(crate) mod threads;
mod tunnel;

use std::{future, io, net::SocketAddr, sync::Arc, task::Poll, time::Duration};

use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    time,
};
use tracing::warn;

use crate::{
    app::App,
    serve::{
        answer::answer,
        connection::{connection, turn_away},
        progress::ConnectionState,
        stream::Stream,
        threads::Threads,
    },
    world::{due, sharing},
};

/// How many connections that there is no room for may be open at a time, to be told so. Further
/// ones wait in the system's queue.
pub(crate) const TURNED_AWAY: usize = 32;

/// How long calls that are running may take once the server is to stop.
const LONGEST: Duration = Duration::from_secs(10);
/// How long the other processes that serve the world may take to be told of the last calls.
const TELLING: Duration = Duration::from_secs(1);

/// Serves on all of these until `stop` turns true; then finishes the calls in flight. A request that is not there
/// as a whole by then has a second and a half to come, a call that runs has ten.
pub async fn serve(
    app: Arc<App>,
    listeners: Vec<TcpListener>,
    mut stop: watch::Receiver<bool>,
) -> io::Result<()> {
    let mut threads = Threads::start()?;
    let watch = tokio::spawn(due::watch(Arc::clone(app.world())));
    let sharing = tokio::spawn(sharing::watch(Arc::clone(app.world())));
    let there = Arc::clone(&app);
    let idle = tokio::spawn(async move { there.worlds.drop_idle().await });
    let most = app.limits.max_connections.min(u32::MAX as usize);
    let room = Arc::new(Semaphore::new(most));
    let open = Arc::new(Semaphore::new(most + TURNED_AWAY));
    let mut failing = false;
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listeners, &open) => accepted,
            () = when_stopped(&mut stop) => break,
        };
        if let Err(e) = &accepted
            && !failing
        {
            warn!(error = %e, "cannot accept connections; trying again");
        }
        failing = accepted.is_err();
        match accepted {
            Ok((tcp, peer, place)) => {
                let (app, room, stop) = (Arc::clone(&app), Arc::clone(&room), stop.clone());
                threads.serve(tcp, move |tcp| async move {
                    let _open = app.worlds.metrics().connected();
                    let stream = Stream::plain(tcp, peer);
                    match room.try_acquire() {
                        Ok(_place) => serve_stream(&app, stream, stop).await,
                        Err(_) => turn_away(stream).await,
                    }
                    drop(place);
                })?;
            }
            // The whole system is out of file descriptors, mostly; they come back.
            Err(_) => time::sleep(Duration::from_millis(50)).await,
        }
    }
    drop(listeners);
    // Calls that wait for a key are answered with an error, so that the stop does not wait for the key.
    app.worlds.make_no_more_keys();
    app.worlds.stop_waiting();
    let all = u32::try_from(most).unwrap_or(u32::MAX);
    if time::timeout(LONGEST, room.acquire_many(all)).await.is_err() {
        warn!("some calls were still running after {LONGEST:?} and were cut off");
    }
    watch.abort();
    idle.abort();
    sharing.abort();
    // Other processes know the last calls too.
    let _ = time::timeout(TELLING, app.world().tell_calls()).await;
    Ok(())
}

/// Serves a connection, and those that are inside it where it is a tunnel to this server.
async fn serve_stream(app: &Arc<App>, mut stream: Stream, mut stop: watch::Receiver<bool>) {
    let peer = stream.peer();
    while let Some(begun) = handshake::begin(app, stream, &mut stop).await {
        let turn = Arc::new(ConnectionState::new());
        let answer = |request| answer(app, peer, &turn.progress, request);
        let serving = connection(&app.limits, &app.bodies, begun, &turn, stop.clone(), answer);
        let Some((outer, tunnel, early)) = serving.await else { return };
        // The rest of a tunnel is rare, and kept out of the future of every connection.
        let opened =
            Box::pin(tunnel::open(outer, tunnel, &early, app.limits.head_timeout, stop.clone()))
                .await;
        let Some(inner) = opened else { return };
        stream = inner;
    }
}

/// The next connection, with its place among those that may be open.
async fn accept(
    listeners: &[TcpListener],
    open: &Arc<Semaphore>,
) -> io::Result<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let place = Arc::clone(open).acquire_owned().await.map_err(io::Error::other)?;
    let (stream, peer) = future::poll_fn(|cx| {
        let mut ready = listeners.iter().map(|it| it.poll_accept(cx)).filter(Poll::is_ready);
        ready.next().unwrap_or(Poll::Pending)
    })
    .await?;
    Ok((stream, peer, place))
}

/// Ends when the server is to stop, or when nobody is left to say so.
async fn when_stopped(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

/// Binds the listener, and says where it listens.
pub async fn bind(address: SocketAddr) -> io::Result<(TcpListener, String)> {
    let listener = TcpListener::bind(address).await?;
    let mut address = listener.local_addr()?;
    if address.ip().is_unspecified() {
        let loopback: std::net::IpAddr = match address {
            SocketAddr::V4(_) => std::net::Ipv4Addr::LOCALHOST.into(),
            SocketAddr::V6(_) => std::net::Ipv6Addr::LOCALHOST.into(),
        };
        address.set_ip(loopback);
    }
    Ok((listener, format!("http://{address}")))
}
