//! The lines that every domain has: internet service providers, regions, search engines.
//!
//! The codes of providers, of search engines and of what is abroad are published; those of provinces follow the published ones
//! of three, and regions and continents are modelled.

use std::sync::LazyLock;

use crate::alidns::lists::Lang;

/// The line of whoever has no other.
pub(in crate::alidns) const DEFAULT: &str = "default";

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::alidns) struct Line {
    pub(in crate::alidns) code: String,
    en: String,
    zh: String,
    /// The code of the line that it is a part of.
    pub(in crate::alidns) father: Option<&'static str>,
}

impl Line {
    /// Its name in a language.
    pub(in crate::alidns) fn name(&self, lang: Lang) -> &str {
        lang.pick(&self.en, &self.zh)
    }
}

const PRIMARY: &[(&str, &str, &str)] = &[
    (DEFAULT, "Default", "默认"),
    ("telecom", "China Telecom", "中国电信"),
    ("unicom", "China Unicom", "中国联通"),
    ("mobile", "China Mobile", "中国移动"),
    ("edu", "CERNET", "中国教育网"),
    ("drpeng", "Dr. Peng", "中国鹏博士"),
    ("btvn", "BTVN", "广电网"),
    ("cstnet", "CSTNET", "科技网"),
    ("wexchange", "Wexchange", "驰联网络"),
    ("founder", "Founder Broadband", "方正宽带"),
    ("topway_video", "Topway", "天威视讯"),
    ("wasu", "Wasu", "华数"),
    ("ocn", "OCN", "东方有线"),
    ("cnix", "CNIX", "皓宽网络"),
    ("bgctv", "Gehua", "歌华有线"),
    ("aliyun", "Alibaba Cloud", "阿里云"),
    ("search", "Search engines", "搜索引擎"),
    ("oversea", "Outside China", "境外"),
    ("internal", "China", "中国地区"),
    ("baidu", "Baidu", "百度"),
    ("google", "Google", "谷歌"),
    ("biying", "Bing", "必应"),
];

const PROVIDERS: [&str; 4] = ["telecom", "unicom", "mobile", "edu"];

const PROVINCES: &[(&str, &str)] = &[
    ("anhui", "安徽"),
    ("beijing", "北京"),
    ("chongqing", "重庆"),
    ("fujian", "福建"),
    ("gansu", "甘肃"),
    ("guangdong", "广东"),
    ("guangxi", "广西"),
    ("guizhou", "贵州"),
    ("hainan", "海南"),
    ("hebei", "河北"),
    ("heilongjiang", "黑龙江"),
    ("henan", "河南"),
    ("hubei", "湖北"),
    ("hunan", "湖南"),
    ("jiangsu", "江苏"),
    ("jiangxi", "江西"),
    ("jilin", "吉林"),
    ("liaoning", "辽宁"),
    ("neimenggu", "内蒙古"),
    ("ningxia", "宁夏"),
    ("qinghai", "青海"),
    ("shaanxi", "陕西"),
    ("shandong", "山东"),
    ("shanghai", "上海"),
    ("shanxi", "山西"),
    ("sichuan", "四川"),
    ("tianjin", "天津"),
    ("xinjiang", "新疆"),
    ("xizang", "西藏"),
    ("yunnan", "云南"),
    ("zhejiang", "浙江"),
];

const REGIONS: &[(&str, &str)] = &[
    ("dongbei", "东北"),
    ("huabei", "华北"),
    ("huadong", "华东"),
    ("huanan", "华南"),
    ("huazhong", "华中"),
    ("xibei", "西北"),
    ("xinan", "西南"),
];

const CONTINENTS: &[(&str, &str, &str)] = &[
    ("asia", "Asia", "亚洲"),
    ("euro", "Europe", "欧洲"),
    ("namerica", "North America", "北美洲"),
    ("samerica", "South America", "南美洲"),
    ("oceania", "Oceania", "大洋洲"),
    ("africa", "Africa", "非洲"),
];

/// A name that begins with a capital letter.
fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|it| it.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

/// All lines, each after the one that it is a part of.
pub(in crate::alidns) fn all() -> &'static [Line] {
    static ALL: LazyLock<Vec<Line>> = LazyLock::new(|| {
        let mut all = Vec::new();
        for (code, en, zh) in PRIMARY {
            all.push(Line {
                code: (*code).into(),
                en: (*en).into(),
                zh: (*zh).into(),
                father: None,
            });
        }
        let mut part = |code: String, en: String, zh: &str, father| {
            all.push(Line { code, en, zh: zh.into(), father: Some(father) });
        };
        for father in PROVIDERS {
            for (name, zh) in PROVINCES {
                part(format!("cn_{father}_{name}"), capital(name), zh, father);
            }
        }
        for (name, zh) in REGIONS {
            part(format!("cn_region_{name}"), capital(name), zh, "internal");
        }
        for (name, en, zh) in CONTINENTS {
            part(format!("os_{name}"), (*en).to_owned(), zh, "oversea");
        }
        all
    });
    &ALL
}

/// The line of this code.
pub(in crate::alidns) fn line(code: &str) -> Option<&'static Line> {
    all().iter().find(|it| it.code == code)
}

/// The name of a line in a language; its code if it is a custom one.
pub(in crate::alidns) fn name(code: &str, lang: Lang) -> &str {
    line(code).map_or(code, |it| it.name(lang))
}
