//! A mail server that takes what programs hand over (`--smtp`), as the vendor's does: by the password of a sender address
//! of the first world. It delivers nothing: what it takes is in the outbox, beside what calls have sent.

mod lines;
mod message;
mod session;

use std::{sync::Arc, time::Duration};

use tokio::{
    io::AsyncWriteExt,
    net::TcpListener,
    sync::{Semaphore, watch},
    time,
};
use tracing::{debug, warn};

use crate::app::App;

/// How many connections may be open at a time. Further ones are told so, and ended.
const CONNECTIONS: usize = 64;

/// How many messages may be received at a time; further ones wait for those before.
const RECEIVING: usize = 8;

/// How many file descriptors it takes, with its own and that of a connection for which there is no room.
pub(crate) const DESCRIPTORS: usize = CONNECTIONS + 2;

/// What those are told for whom there is no room, and how long that may take.
const FULL: &[u8] = b"421 Service not available, closing transmission channel\r\n";
const TELL: Duration = Duration::from_millis(200);

/// How long a connection may last.
const LONGEST: Duration = Duration::from_secs(10 * 60);

/// How long it takes at most to tell those who are connected that the server stops.
const GOODBYE: Duration = Duration::from_secs(2);

/// Serves until `stop` turns true; connections that are open then are told so.
pub async fn serve(app: Arc<App>, listener: TcpListener, mut stop: watch::Receiver<bool>) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let receiving = Arc::new(Semaphore::new(RECEIVING));
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.wait_for(|stop| *stop) => break,
        };
        let mut tcp = match accepted {
            Ok((tcp, _)) => tcp,
            Err(e) => {
                warn!(error = %e, "cannot accept a connection for mail");
                time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let Ok(place) = Arc::clone(&room).try_acquire_owned() else {
            let _ = time::timeout(TELL, tcp.write_all(FULL)).await;
            continue;
        };
        let (app, receiving, mut stop) = (Arc::clone(&app), Arc::clone(&receiving), stop.clone());
        tokio::spawn(async move {
            let session = session::run(&app, tcp, &receiving, &mut stop);
            match time::timeout(LONGEST, session).await {
                Ok(Ok(())) => {}
                Ok(Err(e)) => debug!(error = %e, "a connection for mail failed"),
                Err(_) => debug!("a connection for mail lasted too long"),
            }
            drop(place);
        });
    }
    // Those who are connected are told; who does not listen is not waited for.
    let all = u32::try_from(CONNECTIONS).unwrap_or(u32::MAX);
    let _ = time::timeout(GOODBYE, room.acquire_many(all)).await;
}
