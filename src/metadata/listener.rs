//! The metadata service on an address of its own: 100.100.100.200 in a network namespace, or a port of this machine.
//!
//! A request has a connection of its own, as in the cloud (the vendor's page on normal mode), a head and no more.

use std::{convert::Infallible, sync::Arc, time::Duration};

use hyper::{server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpListener, sync::Semaphore, time};
use tracing::{debug, warn};

use crate::{app::App, metadata};

/// How many connections may be open at a time. Further ones wait in the system's queue.
const CONNECTIONS: usize = 64;

/// How many file descriptors it takes, with its own.
pub(crate) const DESCRIPTORS: usize = CONNECTIONS + 1;

/// How long a connection may last.
const LONGEST: Duration = Duration::from_secs(10);

/// The most bytes of a head.
const HEAD: usize = 16 * 1024;

/// Serves until it is dropped.
pub async fn serve(app: Arc<App>, listener: TcpListener) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    while let Ok(place) = Arc::clone(&room).acquire_owned().await {
        let tcp = match listener.accept().await {
            Ok((tcp, _)) => tcp,
            Err(e) => {
                warn!(error = %e, "cannot accept a connection for instance metadata");
                time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let app = Arc::clone(&app);
        tokio::spawn(async move {
            let app = &app;
            let answer = service_fn(async move |request: hyper::Request<hyper::body::Incoming>| {
                let (head, _) = request.into_parts();
                Ok::<_, Infallible>(metadata::answer_at_own_address(app, &head).await)
            });
            let connection = http1::Builder::new()
                .keep_alive(false)
                .max_buf_size(HEAD)
                .serve_connection(TokioIo::new(tcp), answer);
            match time::timeout(LONGEST, connection).await {
                Ok(Ok(())) => {}
                Ok(Err(e)) => debug!(error = %e, "a connection for instance metadata failed"),
                Err(_) => debug!("a connection for instance metadata lasted too long"),
            }
            drop(place);
        });
    }
}
