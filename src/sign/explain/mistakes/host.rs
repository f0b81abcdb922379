//! The host that was signed is not the host that arrived.

use actions::shared::regions;

use super::{ACS, Mistake, Tries};
use crate::{
    catalog,
    sign::{Signed, acs4::Scope, region},
    wire::Wire,
};

pub(super) const ROWS: &[Mistake] = &[Mistake {
    name: "host-signed-is-not-sent",
    advice: "The host that the client signed is not the host that it sent. Sign the `Host` header \
             that goes over the wire, with its port: where the URL is overridden, override the \
             client's endpoint, not the address behind it.",
    families: ACS,
    make: |tries| {
        let Some(at) = tries.base.headers.iter().position(|(name, _)| name == "host") else {
            return;
        };
        let sent = String::from_utf8_lossy(&tries.base.headers[at].1).into_owned();
        for host in vendor(tries).into_iter().chain(local(&sent)) {
            if host != sent {
                let detail = format!("It signed `{host}`, and `{sent}` arrived.");
                tries.add_with(detail, |recipe| recipe.headers[at].1 = host.into_bytes());
            }
        }
    },
}];

/// Other ways to write an address on this machine.
fn local(host: &str) -> Vec<String> {
    let bare = host.trim_start_matches("http://").trim_start_matches("https://");
    let name = bare.rsplit_once(':').map_or(bare, |(name, _)| name);
    let port = bare.rsplit_once(':').map_or("4800", |(_, port)| port);
    vec![
        name.to_owned(),
        bare.to_owned(),
        format!("{name}:80"),
        format!("{name}:443"),
        format!("{name}:{port}"),
        format!("http://{bare}"),
        format!("https://{bare}"),
        format!("localhost:{port}"),
        format!("127.0.0.1:{port}"),
        format!("0.0.0.0:{port}"),
        format!("[::1]:{port}"),
        format!("host.docker.internal:{port}"),
        format!("localyun:{port}"),
        "localhost".to_owned(),
        "127.0.0.1".to_owned(),
        "host.docker.internal".to_owned(),
        "localyun".to_owned(),
        String::new(),
    ]
}

/// The vendor's hosts of the product that the call is for: with and without a region, and those
/// that are reached from inside its network.
fn vendor(tries: &Tries<'_>) -> Vec<String> {
    let (wire, signed) = (tries.about.wire, tries.about.signed);
    let named = region(wire, false);
    let mut hosts = Vec::new();
    for label in labels(wire, signed) {
        hosts.push(format!("{label}.aliyuncs.com"));
        hosts.push(format!("{label}.{named}.aliyuncs.com"));
        if !tries.alone {
            continue;
        }
        // The rule of the SDKs for endpoints of another network than the public one, and how the
        // hosts were called before there was one.
        hosts.extend([
            format!("{label}-vpc.aliyuncs.com"),
            format!("{label}-internal.aliyuncs.com"),
            format!("{label}.internal.aliyuncs.com"),
            format!("{label}-intl.aliyuncs.com"),
            format!("{label}.vpc-proxy.aliyuncs.com"),
        ]);
        let others = regions::REGIONS.iter().map(|region| region.id).filter(|id| *id != named);
        for region in std::iter::once(named).chain(others) {
            hosts.extend([
                format!("{label}.{region}.aliyuncs.com"),
                format!("{label}-vpc.{region}.aliyuncs.com"),
                format!("{label}.vpc-proxy.{region}.aliyuncs.com"),
                format!("{label}-internal.{region}.aliyuncs.com"),
                format!("{label}.{region}-internal.aliyuncs.com"),
                format!("{label}.internal.{region}.aliyuncs.com"),
                format!("{label}.{region}.internal.aliyuncs.com"),
                format!("{label}-intl.{region}.aliyuncs.com"),
                format!("{region}.{label}.aliyuncs.com"),
            ]);
        }
    }
    // Some HTTP libraries put the port into the header, even the one of the protocol.
    let ported = |host: &String| [443, 80].map(|port| format!("{host}:{port}"));
    let with_ports: Vec<_> =
        if tries.alone { hosts.iter().flat_map(ported).collect() } else { Vec::new() };
    hosts.extend(with_ports);
    hosts
}

/// The first labels of the hosts that the call may be for.
fn labels(wire: &Wire<'_>, signed: &Signed<'_>) -> Vec<String> {
    let action = wire.header("x-acs-action").or_else(|| wire.parameters.non_empty("Action"));
    let version = wire.header("x-acs-version").or_else(|| wire.parameters.non_empty("Version"));
    let published = action.map(|action| catalog::published(action, version)).unwrap_or_default();
    let mut labels: Vec<String> = published
        .iter()
        .flat_map(|it| {
            catalog::labels_of(it.code).map(str::to_owned).chain([it.code.to_lowercase()])
        })
        .collect();
    labels.extend(signed.scope.map(|Scope { product, .. }| product.to_lowercase()));
    labels.sort_unstable();
    labels.dedup();
    labels
}
