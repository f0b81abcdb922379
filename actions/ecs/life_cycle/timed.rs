//! What happens to instances when its time has come: they are released, or reclaimed.

use super::moves;
use crate::{
    ecs::tables::resources::{self, INSTANCE},
    ports::due::{About, DueWork},
};

/// The release of an instance at its time.
pub(in crate::ecs) const RELEASE: DueWork = DueWork {
    kind: "release",
    about: |id| {
        About::new(format!("release of the instance {id}"), format!("实例 {id} 的自动释放"))
    },
    run: |cx, id| {
        let account = cx.account().to_owned();
        match resources::one(cx.tx, &INSTANCE, &account, id)? {
            Some(found) => moves::remove(cx, &found),
            None => Ok(()),
        }
    },
};

/// The end of a preemptible instance.
pub(in crate::ecs) const RECLAIM: DueWork = DueWork {
    kind: "reclaim",
    about: |id| {
        About::new(format!("reclaim of the instance {id}"), format!("抢占式实例 {id} 的回收"))
    },
    run: |cx, id| {
        let account = cx.account().to_owned();
        match resources::one(cx.tx, &INSTANCE, &account, id)? {
            Some(found) => moves::reclaim(cx, found),
            None => Ok(()),
        }
    },
};
