//! The regions and carriers that the products know, and whose an address is.

use core::net::IpAddr;

use serde::Serialize;

use crate::{ParameterError, Problem, Result, cdn::faults};

/// A region or a carrier.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Place {
    name_en: &'static str,
    name_zh: &'static str,
}

const fn place(name_en: &'static str, name_zh: &'static str) -> Place {
    Place { name_en, name_zh }
}

const REGIONS: &[Place] = &[
    place("beijing", "北京市"),
    place("tianjin", "天津市"),
    place("hebei", "河北省"),
    place("shanxi", "山西省"),
    place("neimenggu", "内蒙古自治区"),
    place("liaoning", "辽宁省"),
    place("jilin", "吉林省"),
    place("heilongjiang", "黑龙江省"),
    place("shanghai", "上海市"),
    place("jiangsu", "江苏省"),
    place("zhejiang", "浙江省"),
    place("anhui", "安徽省"),
    place("fujian", "福建省"),
    place("jiangxi", "江西省"),
    place("shandong", "山东省"),
    place("henan", "河南省"),
    place("hubei", "湖北省"),
    place("hunan", "湖南省"),
    place("guangdong", "广东省"),
    place("guangxi", "广西壮族自治区"),
    place("hainan", "海南省"),
    place("chongqing", "重庆市"),
    place("sichuan", "四川省"),
    place("guizhou", "贵州省"),
    place("yunnan", "云南省"),
    place("xizang", "西藏自治区"),
    place("shaanxi", "陕西省"),
    place("gansu", "甘肃省"),
    place("qinghai", "青海省"),
    place("ningxia", "宁夏回族自治区"),
    place("xinjiang", "新疆维吾尔自治区"),
];

const CARRIERS: &[Place] = &[
    place("telecom", "电信"),
    place("unicom", "联通"),
    place("mobile", "移动"),
    place("tietong", "铁通"),
    place("jiaoyuwang", "教育网"),
    place("alibaba", "阿里巴巴"),
];

/// All regions and carriers.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Places {
    regions: Regions,
    isps: Carriers,
}

/// See [`Places`].
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Regions {
    region: &'static [Place],
}

/// See [`Places`].
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Carriers {
    isp: &'static [Place],
}

/// All regions and carriers.
pub(crate) const fn all() -> Places {
    Places { regions: Regions { region: REGIONS }, isps: Carriers { isp: CARRIERS } }
}

/// Whose an address is. None is one of the products' own.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Address {
    #[serde(rename = "ISP")]
    isp: &'static str,
    isp_ename: &'static str,
    region: &'static str,
    region_ename: &'static str,
}

/// What the answer says of an address that is none of the products' own.
pub(crate) const NO: &str = "False";

/// Whose an address is.
pub(crate) fn of(address: &str) -> Result<Address> {
    if address.trim().parse::<IpAddr>().is_err() {
        let wrong = ParameterError { name: "IP", problem: Problem::Malformed("IP address") };
        return Err(faults::wording(&wrong));
    }
    Ok(Address { isp: "", isp_ename: "", region: "", region_ename: "" })
}
