//! The regions of the cloud. This is the one list of them: calls that describe regions answer it, the Location service
//! knows these, and so does the explanation of a signature that was made for another host.

/// A region.
#[derive(Clone, Copy, Debug)]
pub struct Region {
    /// Its id: `cn-hangzhou`.
    pub id: &'static str,
    /// Its names in Chinese, in English and in Japanese (the vendor's page on regions and zones; those in Japanese of
    /// its page in that language). None for one that is not offered to every account, which no call describes.
    names: Option<[&'static str; 3]>,
}

/// The languages of the names of regions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Chinese, the default of the calls that describe regions.
    Chinese,
    /// English.
    English,
    /// Japanese.
    Japanese,
}

impl Region {
    /// Its name in this language; none if it is not offered to every account.
    #[must_use]
    pub fn name(&self, language: Language) -> Option<&'static str> {
        let [chinese, english, japanese] = self.names?;
        Some(match language {
            Language::Chinese => chinese,
            Language::English => english,
            Language::Japanese => japanese,
        })
    }
}

const fn open(
    id: &'static str,
    chinese: &'static str,
    english: &'static str,
    japanese: &'static str,
) -> Region {
    Region { id, names: Some([chinese, english, japanese]) }
}

const fn closed(id: &'static str) -> Region {
    Region { id, names: None }
}

/// Every region, those with most customers before the others.
pub static REGIONS: [Region; 43] = [
    open("cn-hangzhou", "华东1（杭州）", "China (Hangzhou)", "中国 (杭州)"),
    open("cn-shanghai", "华东2（上海）", "China (Shanghai)", "中国 (上海)"),
    open("cn-beijing", "华北2（北京）", "China (Beijing)", "中国 (北京)"),
    open("cn-shenzhen", "华南1（深圳）", "China (Shenzhen)", "中国 (深セン)"),
    open("ap-southeast-1", "新加坡", "Singapore", "シンガポール"),
    open("cn-hongkong", "中国香港", "China (Hong Kong)", "中国 (香港)"),
    open("cn-zhangjiakou", "华北3（张家口）", "China (Zhangjiakou)", "中国 (張家口)"),
    open("cn-qingdao", "华北1（青岛）", "China (Qingdao)", "中国 (青島)"),
    open("cn-huhehaote", "华北5（呼和浩特）", "China (Hohhot)", "中国 (フフホト)"),
    open("cn-wulanchabu", "华北6（乌兰察布）", "China (Ulanqab)", "中国 (ウランチャブ)"),
    open("cn-heyuan", "华南2（河源）", "China (Heyuan)", "中国 (河源)"),
    open("cn-guangzhou", "华南3（广州）", "China (Guangzhou)", "中国 (広州)"),
    open("cn-chengdu", "西南1（成都）", "China (Chengdu)", "中国 (成都)"),
    open("cn-nanjing", "华东5（南京-本地地域）", "China (Nanjing - Local Region)", "中国 (南京)"),
    open("cn-fuzhou", "华东6（福州-本地地域）", "China (Fuzhou - Local Region)", "中国 (福州)"),
    open("cn-wuhan-lr", "华中1（武汉-本地地域）", "China (Wuhan - Local Region)", "中国 (武漢)"),
    closed("cn-zhengzhou-jva"),
    closed("ap-southeast-2"),
    open(
        "ap-southeast-3",
        "马来西亚（吉隆坡）",
        "Malaysia (Kuala Lumpur)",
        "マレーシア (クアラルンプール)",
    ),
    open(
        "ap-southeast-5",
        "印度尼西亚（雅加达）",
        "Indonesia (Jakarta)",
        "インドネシア (ジャカルタ)",
    ),
    open("ap-southeast-6", "菲律宾（马尼拉）", "Philippines (Manila)", "フィリピン (マニラ)"),
    open("ap-southeast-7", "泰国（曼谷）", "Thailand (Bangkok)", "タイ (バンコク)"),
    closed("ap-southeast-8"),
    open("ap-northeast-1", "日本（东京）", "Japan (Tokyo)", "日本 (東京)"),
    open("ap-northeast-2", "韩国（首尔）", "South Korea (Seoul)", "韓国 (ソウル)"),
    closed("ap-south-1"),
    open("us-west-1", "美国（硅谷）", "US (Silicon Valley)", "米国 (シリコンバレー)"),
    open("us-east-1", "美国（弗吉尼亚）", "US (Virginia)", "米国 (バージニア)"),
    closed("us-southeast-1"),
    closed("na-south-1"),
    open("eu-central-1", "德国（法兰克福）", "Germany (Frankfurt)", "ドイツ (フランクフルト)"),
    open("eu-west-1", "英国（伦敦）", "UK (London)", "イギリス (ロンドン)"),
    open("me-east-1", "阿联酋（迪拜）", "UAE (Dubai)", "UAE (ドバイ)"),
    closed("me-central-1"),
    closed("cn-hangzhou-finance"),
    closed("cn-hangzhou-finance-1"),
    closed("cn-shanghai-finance-1"),
    closed("cn-shenzhen-finance-1"),
    closed("cn-beijing-finance-1"),
    closed("cn-beijing-gov-1"),
    closed("cn-north-2-gov-1"),
    closed("cn-zhangbei"),
    closed("cn-edge-1"),
];

/// Those that are offered to every account.
pub fn offered() -> impl Iterator<Item = &'static Region> {
    REGIONS.iter().filter(|region| region.names.is_some())
}

/// The region with this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Region> {
    REGIONS.iter().find(|region| region.id == id)
}
