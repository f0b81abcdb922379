//! The hosts of products, as the Location service names them.

use serde::Serialize;

use crate::{Fault, Result, shared::regions};

/// A line for each service code: the code, its usual host, and the regions with another one, all without the
/// vendor's domain. `fixtures/official/endpoints.py` writes it, and says where it comes from.
static HOSTS: &str = include_str!("endpoints.txt");

/// Clients compare code and message (protocol.md 6).
pub(super) const NO_REGION: Fault =
    Fault { status: 404, code: "InvalidRegionId", message: "The specified region does not exist." };
/// Clients compare code and message (protocol.md 6).
pub(super) const ILLEGAL_PARAMETER: Fault =
    Fault { status: 400, code: "Illegal Parameter", message: "Please check the parameters" };

/// The kind of endpoints that SDKs ask for, and the only one there is here: those on the Internet.
pub(super) const OPEN_API: &str = "openAPI";

/// The id of the gateway that serves them: that of the published sample.
const NAMESPACE: &str = "26842";

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Protocols {
    protocols: [&'static str; 2],
}

/// An endpoint in answers.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Endpoint {
    protocols: Protocols,
    #[serde(rename = "Type")]
    kind: &'static str,
    namespace: &'static str,
    id: String,
    /// The vendor's spelling.
    serivce_code: String,
    endpoint: String,
}

/// The endpoint of a service in a region. A region that the list has nothing of has the service's usual host, since
/// every product is in all regions here.
pub(super) fn find(service: &str, region: &str) -> Result<Endpoint> {
    let line = line(service).ok_or(ILLEGAL_PARAMETER)?;
    regions::find(region).ok_or(NO_REGION)?;
    let mut words = line.split(' ').skip(1);
    let usual = words.next().unwrap_or_default();
    let own = words.filter_map(|word| word.split_once('=')).find(|(of, _)| *of == region);
    let host = own.map_or_else(|| usual.replace('*', region), |(_, host)| host.to_owned());
    Ok(Endpoint {
        protocols: Protocols { protocols: ["HTTP", "HTTPS"] },
        kind: OPEN_API,
        namespace: NAMESPACE,
        id: region.to_owned(),
        serivce_code: service.to_owned(),
        endpoint: format!("{host}.aliyuncs.com"),
    })
}

/// The line of a service code. SDKs disagree about its case: `Ram`, `ram`.
fn line(service: &str) -> Option<&'static str> {
    let code = |line: &str| line.split(' ').next().unwrap_or_default().to_owned();
    let exact = HOSTS.lines().find(|line| code(line) == service);
    exact.or_else(|| HOSTS.lines().find(|line| code(line).eq_ignore_ascii_case(service)))
}

/// The service codes that are known.
pub(super) fn services() -> impl Iterator<Item = &'static str> {
    HOSTS.lines().filter_map(|line| line.split(' ').next())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{PRODUCTS, shared::regions::REGIONS};

    fn host(service: &str, region: &str) -> String {
        find(service, region).unwrap().endpoint
    }

    #[test]
    fn a_host_is_that_of_its_region_or_the_usual_one() {
        assert_eq!(host("apigateway", "cn-hangzhou"), "apigateway.cn-hangzhou.aliyuncs.com");
        assert_eq!(host("ecs", "cn-hangzhou"), "ecs-cn-hangzhou.aliyuncs.com");
        assert_eq!(host("ecs", "cn-chengdu"), "ecs.cn-chengdu.aliyuncs.com");
        assert_eq!(host("cas", "cn-shanghai"), "cas.aliyuncs.com");
        assert_eq!(host("cas", "eu-central-1"), "cas.eu-central-1.aliyuncs.com");
        assert_eq!(host("serverless", "cn-beijing"), "sae.cn-beijing.aliyuncs.com");
        assert_eq!(host("RAM", "cn-beijing"), host("ram", "cn-beijing"));
        assert_eq!(host("bssopenapi", "us-east-1"), "business.ap-southeast-1.aliyuncs.com");
    }

    #[test]
    fn every_line_is_a_code_a_host_and_hosts_of_regions_that_exist() {
        for line in HOSTS.lines() {
            let mut words = line.split(' ');
            let (code, usual) = (words.next().unwrap(), words.next().unwrap());
            assert!(!code.is_empty() && !usual.contains('='), "{line}");
            for word in words {
                let (region, host) = word.split_once('=').unwrap();
                assert!(REGIONS.iter().any(|it| it.id == region), "{line}");
                assert!(!host.is_empty() && !host.contains("aliyuncs"), "{line}");
            }
        }
    }

    /// The codes that the SDKs ask about each product.
    #[test]
    fn every_product_has_an_endpoint_in_every_region() {
        for product in PRODUCTS {
            let service = match product.code {
                "sae" => "serverless".to_owned(),
                code => code.to_ascii_lowercase(),
            };
            for region in &REGIONS {
                assert!(find(&service, region.id).is_ok(), "{service} {}", region.id);
            }
        }
    }
}
