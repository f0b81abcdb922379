//! The plan of a deployment job: which certificate is deployed to which resource.

use std::collections::HashSet;

use crate::cas::{
    certificates::job_lookups::{self, Cert},
    resources::clouds,
    resources::matching::Matcher,
    tables::{
        Owner,
        jobs::{self, Job},
        resources,
        workers::{self, Worker},
    },
};
use crate::{Cx, Fault, Result};

pub(in crate::cas) const INVALID: Fault = Fault {
    status: 400,
    code: "InvalidParameter",
    message: "The specified parameter %s is invalid.",
};
pub(in crate::cas) const NO_CERT: Fault = Fault {
    status: 404,
    code: "InvalidCertId.NotFound",
    message: "The specified certificate does not exist.",
};
pub(in crate::cas) const NO_RESOURCE: Fault = Fault {
    status: 404,
    code: "InvalidResourceId.NotFound",
    message: "The specified resource does not exist.",
};
pub(in crate::cas) const CLOSED: Fault = Fault {
    status: 400,
    code: "ResourceNotSupportCert",
    message: "The specified resource does not support certificates.",
};
pub(in crate::cas) const NO_CONTACT: Fault = Fault {
    status: 404,
    code: "NotFound.Contact",
    message: "The specified contact does not exist.",
};

/// The kinds of jobs: `user` deploys to this cloud, `cloud` to others.
pub(in crate::cas) const KINDS: &[&str] = &["user", "cloud"];

/// The ids of a comma-separated list, in order, without duplicates.
pub(in crate::cas) fn ids(list: &str, name: &str) -> Result<Vec<i64>> {
    let mut seen = HashSet::new();
    let mut all = Vec::new();
    for part in list.split(',') {
        let id: i64 = part.trim().parse().map_err(|_| INVALID.with(name))?;
        if seen.insert(id) {
            all.push(id);
        }
    }
    Ok(all)
}

/// Which certificate is deployed to which resource.
pub(in crate::cas) struct Plan {
    certs: Vec<i64>,
    workers: Vec<Worker>,
}

impl Plan {
    /// One worker for each resource, with the first certificate that covers its domain. If none
    /// does, the worker gets the first certificate and will fail.
    pub(in crate::cas) fn of(
        cx: &mut Cx<'_>,
        kind: &str,
        certs: Vec<i64>,
        resources: &[i64],
    ) -> Result<Self> {
        let owner = Owner::of(cx);
        let found: Vec<Cert> = certs
            .iter()
            .map(|id| job_lookups::find(cx, *id)?.ok_or_else(|| NO_CERT.into()))
            .collect::<Result<_>>()?;
        let matcher = Matcher::of(found.iter().map(|cert| cert.domains.as_slice()));
        let mut workers = Vec::with_capacity(resources.len());
        for id in resources {
            let resource = resources::get(cx.tx, owner, *id)?.ok_or(NO_RESOURCE)?;
            if resource.closed || clouds::job_kind(&resource.cloud) != kind {
                return Err(CLOSED.into());
            }
            let fitting = matcher.first(&resource.domain);
            let cert = certs.get(fitting.unwrap_or(0)).copied().ok_or(NO_CERT)?;
            workers.push(Worker::new(resource, cert, fitting.is_some(), cx.now));
        }
        Ok(Self { certs, workers })
    }

    /// Stores the job with this plan.
    pub(in crate::cas) fn save(&self, cx: &mut Cx<'_>, job: &mut Job) -> Result<()> {
        let owner = Owner::of(cx);
        let fitting = self.workers.iter().filter(|w| w.fits).count();
        job.matched = i64::try_from(fitting).unwrap_or(i64::MAX);
        jobs::put(cx.tx, owner, job)?;
        jobs::set_certs(cx.tx, job.id, &self.certs)?;
        workers::set(cx.tx, job.id, &self.workers)?;
        Ok(())
    }
}

/// Checks that every contact exists.
pub(in crate::cas) fn check_contacts(cx: &mut Cx<'_>, contacts: &[i64]) -> Result<()> {
    for id in contacts {
        job_lookups::contact(cx, *id)?.ok_or(NO_CONTACT)?;
    }
    Ok(())
}

/// When a job is to start, in milliseconds: a small number is in seconds, and 0 means at once.
pub(in crate::cas) fn start_time(parameters: Option<i64>) -> Option<i64> {
    const SMALL: i64 = 100_000_000_000;
    match parameters {
        None | Some(0) => None,
        Some(seconds) if seconds < SMALL => Some(seconds * 1000),
        Some(millis) => Some(millis),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_ids_has_each_once() {
        assert_eq!(ids("3, 1,3", "X").unwrap(), [3, 1]);
        for bad in ["", "1,", "a", "1;2", "1.5", "99999999999999999999"] {
            assert_eq!(ids(bad, "X").unwrap_err().code, "InvalidParameter", "{bad}");
        }
    }

    #[test]
    fn a_time_may_be_in_seconds() {
        assert_eq!(start_time(None), None);
        assert_eq!(start_time(Some(0)), None);
        assert_eq!(start_time(Some(1_706_613_560)), Some(1_706_613_560_000));
        assert_eq!(start_time(Some(1_706_613_560_008)), Some(1_706_613_560_008));
    }
}
