//! Change orders, and how long those of an account take.

use crate::{
    args,
    ports::store::{self, Result, Row, Secret, StoreError, Tx},
    sae::applications::application_states::ChangeOrders,
    shared::states::State,
};

pub(in crate::sae) const TABLE: &str = "CREATE TABLE sae_change_order (
        id TEXT COLLATE \"C\" NOT NULL PRIMARY KEY, account TEXT NOT NULL, region TEXT NOT NULL,
        number BIGINT NOT NULL, app TEXT NOT NULL, app_name TEXT NOT NULL, kind TEXT NOT NULL,
        deploys BIGINT NOT NULL, fails BIGINT NOT NULL, status TEXT NOT NULL,
        description TEXT NOT NULL, batch_wait BIGINT NOT NULL, pipeline TEXT NOT NULL,
        caller TEXT NOT NULL, made BIGINT NOT NULL, changed BIGINT NOT NULL,
        package_type TEXT NOT NULL, replicas BIGINT NOT NULL, configuration TEXT NOT NULL
    )";
pub(in crate::sae) const BY_APPLICATION: &str =
    "CREATE INDEX sae_change_order_of ON sae_change_order (account, app, number)";
/// What the tally counts.
const CHANGE_ORDER: &str = "sae_change_order";

/// What a change order does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sae) enum Kind {
    Create,
    Deploy,
    Start,
    Stop,
    Restart,
    ScaleIn,
    ScaleOut,
    Delete,
}

impl Kind {
    const ALL: [Self; 8] = [
        Self::Create,
        Self::Deploy,
        Self::Start,
        Self::Stop,
        Self::Restart,
        Self::ScaleIn,
        Self::ScaleOut,
        Self::Delete,
    ];

    /// Its code (documented).
    pub(in crate::sae) const fn code(self) -> &'static str {
        match self {
            Self::Create => "CoCreateApp",
            Self::Deploy => "CoDeploy",
            Self::Start => "CoStart",
            Self::Stop => "CoStop",
            Self::Restart => "CoRestartApplication",
            Self::ScaleIn => "CoScaleIn",
            Self::ScaleOut => "CoScaleOut",
            Self::Delete => "CoDeleteApp",
        }
    }

    /// The name of a kind of change order for people (assumed: the pages show it for other kinds, such as `Restart
    /// Instances`).
    pub(in crate::sae) const fn name(self) -> &'static str {
        match self {
            Self::Create => "Create Application",
            Self::Deploy => "Deploy Application",
            Self::Start => "Start Application",
            Self::Stop => "Stop Application",
            Self::Restart => "Restart Application",
            Self::ScaleIn => "Scale In Application",
            Self::ScaleOut => "Scale Out Application",
            Self::Delete => "Delete Application",
        }
    }
}

/// A change order.
#[derive(Clone, Debug)]
pub(in crate::sae) struct ChangeOrder {
    pub(in crate::sae) id: String,
    pub(in crate::sae) region: String,
    /// Ascends in the account; 0 until it is stored.
    pub(in crate::sae) number: i64,
    /// The application that it changes, which may exist no longer.
    pub(in crate::sae) app: String,
    pub(in crate::sae) app_name: String,
    pub(in crate::sae) kind: Kind,
    /// Whether the application runs when it has succeeded.
    pub(in crate::sae) deploys: bool,
    /// Whether it fails when its time has passed.
    pub(in crate::sae) fails: bool,
    pub(in crate::sae) status: State<ChangeOrders>,
    /// Empty for none.
    pub(in crate::sae) description: String,
    /// Minutes between batches.
    pub(in crate::sae) batch_wait: i64,
    /// The id of its only batch.
    pub(in crate::sae) pipeline: String,
    /// Who asked for it.
    pub(in crate::sae) caller: String,
    /// Milliseconds on the world's clock.
    pub(in crate::sae) made: i64,
    /// When its status last changed.
    pub(in crate::sae) changed: i64,
    /// What it makes of its application when it succeeds; not kept once it has ended.
    pub(in crate::sae) target: Target,
}

/// What an application deploys.
#[derive(Clone, Debug, Default)]
pub(in crate::sae) struct Target {
    pub(in crate::sae) package_type: String,
    /// How many instances it has.
    pub(in crate::sae) replicas: i64,
    /// The members of its description, as a JSON object.
    pub(in crate::sae) configuration: String,
}

macro_rules! select {
    ($end:literal) => {
        concat!(
            "SELECT id, region, number, app, app_name, kind, deploys, fails, status, description,
             batch_wait, pipeline, caller, made, changed, package_type, replicas, configuration
             FROM sae_change_order ",
            $end
        )
    };
}

fn read(row: &Row<'_>) -> Result<ChangeOrder> {
    let kind = row.text(5)?;
    let kind = Kind::ALL.into_iter().find(|it| it.code() == kind).ok_or(StoreError::Shape)?;
    Ok(ChangeOrder {
        id: row.text(0)?,
        region: row.text(1)?,
        number: row.int(2)?,
        app: row.text(3)?,
        app_name: row.text(4)?,
        kind,
        deploys: row.flag(6)?,
        fails: row.flag(7)?,
        status: State::read(&row.text(8)?)?,
        description: row.text(9)?,
        batch_wait: row.int(10)?,
        pipeline: row.text(11)?,
        caller: row.text(12)?,
        made: row.int(13)?,
        changed: row.int(14)?,
        target: Target {
            package_type: row.text(15)?,
            replicas: row.int(16)?,
            configuration: row.text(17)?,
        },
    })
}

/// The change order of this id.
pub(in crate::sae) fn change_order(
    tx: &mut dyn Tx,
    (account, region): (&str, &str),
    id: &str,
) -> Result<Option<ChangeOrder>> {
    tx.row(
        select!("WHERE id = $1 AND account = $2 AND region = $3"),
        args![id, account, region],
        read,
    )
}

/// The change orders of an application, newest first.
pub(in crate::sae) fn of_application(
    tx: &mut dyn Tx,
    account: &str,
    app: &str,
) -> Result<Vec<ChangeOrder>> {
    tx.rows(
        select!("WHERE account = $1 AND app = $2 ORDER BY number DESC"),
        args![account, app],
        read,
    )
}

/// Adds a change order, and gives it its number.
pub(in crate::sae) fn add(tx: &mut dyn Tx, account: &str, order: &mut ChangeOrder) -> Result<()> {
    order.number = store::tally_add(tx, account, CHANGE_ORDER)?;
    put(tx, account, order)
}

/// Writes a change order: a new one, or what may change of one that there is.
pub(in crate::sae) fn put(tx: &mut dyn Tx, account: &str, order: &ChangeOrder) -> Result<()> {
    tx.execute(
        "INSERT INTO sae_change_order (id, account, region, number, app, app_name, kind, deploys,
         fails, status, description, batch_wait, pipeline, caller, made, changed,
         package_type, replicas, configuration)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
         ON CONFLICT (id) DO UPDATE SET status = excluded.status, changed = excluded.changed,
         package_type = excluded.package_type, replicas = excluded.replicas,
         configuration = excluded.configuration",
        args![
            &order.id,
            account,
            &order.region,
            order.number,
            &order.app,
            &order.app_name,
            order.kind.code(),
            order.deploys,
            order.fails,
            order.status.as_str(),
            &order.description,
            order.batch_wait,
            &order.pipeline,
            &order.caller,
            order.made,
            order.changed,
            &order.target.package_type,
            order.target.replicas,
            Secret(&order.target.configuration),
        ],
    )?;
    Ok(())
}
