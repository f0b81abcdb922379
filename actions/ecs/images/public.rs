//! The public images, and what the name of one says of it.

use crate::ecs::{catalogue, tables::resources::Resource};

const IMAGES: &str = include_str!("../../../fixtures/ecs/catalogue/images.txt");

/// What a system is called: the platform, and the names in Chinese and in English without the width.
fn system(id: &str) -> (&'static str, &'static str, String) {
    let mut parts = id.split('_').skip(1);
    let mut number = || parts.next().filter(|it| it.bytes().all(|b| b.is_ascii_digit()));
    let (one, two) = (number().unwrap_or_default(), number().unwrap_or_default());
    let version = match two {
        "" | "64" => one.to_owned(),
        two => format!(
            "{one}.{}",
            if id.starts_with("centos") { two.trim_start_matches('0') } else { two }
        ),
    };
    match id.split('_').next().unwrap_or_default() {
        "aliyun" if one == "3" => ("linux", "Aliyun", "Alibaba Cloud Linux  3.2104 LTS".to_owned()),
        "aliyun" => ("linux", "Aliyun", "Alibaba Cloud Linux  2.1903 LTS".to_owned()),
        "centos" => ("linux", "CentOS", format!("CentOS  {version}")),
        "ubuntu" => ("linux", "Ubuntu", format!("Ubuntu  {version}")),
        "debian" => ("linux", "Debian", format!("Debian  {version}")),
        "rockylinux" => ("linux", "Rocky Linux", format!("Rocky Linux  {version}")),
        "win2022" => ("windows", "Windows Server 2022", "Windows Server  2022".to_owned()),
        "winsvr" => ("windows", "Windows Server 2019", "Windows Server  2019".to_owned()),
        _ if id.starts_with("win") => ("windows", "Others Windows", id.to_owned()),
        _ => ("linux", "Others Linux", id.to_owned()),
    }
}

/// A public image by what its name says.
fn made_of(id: &str, family: &str) -> Resource {
    let (os, platform, name) = system(id);
    let parts = || id.trim_end_matches(".vhd").split('_');
    let size = parts().find_map(|it| it.strip_suffix('G')?.parse::<i64>().ok()).unwrap_or(40);
    let arm = parts().any(|it| it == "arm64");
    let day = parts().next_back().filter(|it| it.len() == 8).unwrap_or("20240101");
    let made = format!(
        "{}-{}-{}T00:00:00Z",
        day.get(..4).unwrap_or_default(),
        day.get(4..6).unwrap_or_default(),
        day.get(6..).unwrap_or_default()
    );
    let width = if arm { ("64位 ARM版", "64 bit ARM") } else { ("64位", "64 bit") };
    let mut it = Resource {
        id: id.to_owned(),
        name: id.to_owned(),
        state: "Available".to_owned(),
        ..Resource::default()
    };
    it.set("OSType", os);
    it.set("Platform", platform);
    it.set("OSName", format!("{name} {}", width.0));
    it.set("OSNameEn", format!("{name} {}", width.1));
    it.set("Architecture", if arm { "arm64" } else { "x86_64" });
    it.set("BootMode", if arm { "UEFI" } else { "BIOS" });
    it.set("Size", size);
    it.set("ImageFamily", family);
    it.set("CreationTime", made);
    it
}

/// All public images.
pub(in crate::ecs) fn all() -> Vec<Resource> {
    let read = |it: Vec<&'static str>| Some(made_of(it.first()?, it.get(1)?));
    catalogue::lines(IMAGES).filter_map(read).collect()
}

/// The public image of this id. Names of the same form that are not in the table are images too, so that tests which name images of
/// other dates run (assumed).
pub(in crate::ecs) fn one(id: &str) -> Option<Resource> {
    let found = all().into_iter().find(|it| it.id == id);
    found.or_else(|| id.strip_suffix(".vhd").map(|_| made_of(id, "")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_an_image_says_what_it_is() {
        for (id, name, size, architecture) in [
            (
                "aliyun_3_x64_20G_alibase_20240819.vhd",
                "Alibaba Cloud Linux  3.2104 LTS 64 bit",
                20,
                "x86_64",
            ),
            ("centos_7_03_64_20G_alibase_20170818.vhd", "CentOS  7.3 64 bit", 20, "x86_64"),
            ("ubuntu_18_04_64_20G_alibase_20190624.vhd", "Ubuntu  18.04 64 bit", 20, "x86_64"),
            (
                "aliyun_3_arm64_20G_alibase_20240819.vhd",
                "Alibaba Cloud Linux  3.2104 LTS 64 bit ARM",
                20,
                "arm64",
            ),
            (
                "winsvr_64_dtcC_1809_en-us_40G_alibase_20190318.vhd",
                "Windows Server  2019 64 bit",
                40,
                "x86_64",
            ),
        ] {
            let it = one(id).unwrap();
            assert_eq!(it.text("OSNameEn"), name);
            assert_eq!((it.int("Size"), it.text("Architecture")), (size, architecture), "{id}");
        }
        assert_eq!(
            one("ubuntu_22_04_x64_20G_alibase_20240710.vhd").unwrap().text("CreationTime"),
            "2024-07-10T00:00:00Z"
        );
        assert!(one("m-none").is_none());
        assert_eq!(all().len(), 18);
    }
}
