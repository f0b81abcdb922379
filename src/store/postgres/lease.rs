//! A read on behalf of a thread that waits for it: each statement is handed to a thread of the pool. It is for work that
//! cannot go to another thread, and that is rare.

use std::sync::mpsc;

use actions::ports::store::{Columns, Row, StoreError, Tx, Value};

use crate::store::postgres::{
    connection::{Connection, PATIENCE},
    pool::{Pool, gone},
    session::{Cells, Owned, Session, owned},
};

/// A statement that is to run.
struct Ask {
    sql: &'static str,
    args: Vec<Value<'static>>,
}

type Answer = Result<(Vec<Owned>, u64), StoreError>;

/// A transaction on another thread, which ends when this goes.
pub(super) struct Leased {
    asks: mpsc::Sender<Ask>,
    answers: mpsc::Receiver<Answer>,
}

impl Leased {
    /// Begins one.
    pub(super) fn begin(pool: &Pool) -> Result<Self, StoreError> {
        let (asks, asked) = mpsc::channel();
        let (answer, answers) = mpsc::channel();
        let (begin, first) = mpsc::channel();
        pool.send(move |connection| serve(connection, &begin, &asked, &answer))?;
        // Those that have a connection may all wait for another one.
        first.recv_timeout(PATIENCE).map_err(|_| gone())??;
        Ok(Self { asks, answers })
    }

    fn ask(&self, sql: &'static str, args: &[Value<'_>]) -> Answer {
        let args = args.iter().cloned().map(owned).collect();
        self.asks.send(Ask { sql, args }).map_err(|_| gone())?;
        self.answers.recv().map_err(|_| gone())?
    }
}

/// Runs what is asked, until nobody asks any more.
fn serve(
    connection: &mut Connection,
    begin: &mpsc::Sender<Result<(), StoreError>>,
    asked: &mpsc::Receiver<Ask>,
    answer: &mpsc::Sender<Answer>,
) {
    // What begins it again after a break is known before anything is answered.
    if let Err(e) = connection.until_done(Session::begin_read) {
        // The one who asked may have gone.
        return drop(begin.send(Err(e)));
    }
    let mut session = Session::begun(connection);
    let sealing = session.sealing();
    if begin.send(Ok(())).is_ok() {
        while let Ok(Ask { sql, args }) = asked.recv() {
            let rows = session.rows(sql, &args).and_then(|(rows, changed)| {
                let rows = rows.iter().map(|row| {
                    let cells =
                        (0..row.len()).map(|at| Cells(row, sealing.as_deref()).get(at).map(owned));
                    cells.collect::<Result<_, _>>().map(Owned)
                });
                Ok((rows.collect::<Result<_, _>>()?, changed))
            });
            if answer.send(rows).is_err() {
                break;
            }
        }
    }
    if session.end_read().is_some() {
        connection.drop_open();
    }
}

impl Tx for Leased {
    fn execute(&mut self, sql: &'static str, args: &[Value<'_>]) -> Result<u64, StoreError> {
        Ok(self.ask(sql, args)?.1)
    }

    fn query(
        &mut self,
        sql: &'static str,
        args: &[Value<'_>],
        each: &mut dyn FnMut(&Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let (rows, _) = self.ask(sql, args)?;
        rows.iter().try_for_each(|row| each(&Row(row)))
    }
}
