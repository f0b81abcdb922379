//! The product codes of quota orders.

/// A kind of certificate that quota is bought for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cas) struct CertificateProduct {
    pub(in crate::cas) code: &'static str,
    pub(in crate::cas) brand: &'static str,
    /// `DV`, `OV` or `EV`.
    pub(in crate::cas) kind: &'static str,
    /// Whether it covers wildcard names; otherwise plain ones.
    pub(in crate::cas) wildcard: bool,
    /// Free of charge: a test certificate, for which every account has quota.
    pub(in crate::cas) free: bool,
}

const fn certificate_product(
    code: &'static str,
    brand: &'static str,
    kind: &'static str,
    wildcard: bool,
) -> CertificateProduct {
    CertificateProduct { code, brand, kind, wildcard, free: false }
}

/// Every kind, as the pages list them.
pub(in crate::cas) const ALL: [CertificateProduct; 15] = [
    CertificateProduct {
        free: true,
        ..certificate_product("digicert-free-1-free", "DigiCert", "DV", false)
    },
    CertificateProduct {
        free: true,
        ..certificate_product("symantec-free-1-free", "DigiCert", "DV", false)
    },
    certificate_product("symantec-dv-1-starter", "DigiCert", "DV", false),
    certificate_product("symantec-ov-1-personal", "DigiCert", "OV", false),
    certificate_product("symantec-ov-w-personal", "DigiCert", "OV", true),
    certificate_product("geotrust-dv-1-starter", "GeoTrust", "DV", false),
    certificate_product("geotrust-dv-w-starter", "GeoTrust", "DV", true),
    certificate_product("geotrust-ov-1-personal", "GeoTrust", "OV", false),
    certificate_product("geotrust-ov-w-personal", "GeoTrust", "OV", true),
    certificate_product("globalsign-dv-1-personal", "GlobalSign", "DV", false),
    certificate_product("globalsign-dv-w-advanced", "GlobalSign", "DV", true),
    certificate_product("globalsign-ov-1-personal", "GlobalSign", "OV", false),
    certificate_product("globalsign-ov-w-advanced", "GlobalSign", "OV", true),
    certificate_product("cfca-ov-1-personal", "CFCA", "OV", false),
    certificate_product("cfca-ev-w-advanced", "CFCA", "EV", true),
];

/// The codes, as a parameter lists them.
pub(in crate::cas) const CODES: &[&str] = &{
    let mut codes = [""; ALL.len()];
    let mut at = 0;
    while at < ALL.len() {
        codes[at] = ALL[at].code;
        at += 1;
    }
    codes
};

/// The default product code.
pub(in crate::cas) const DEFAULT: &str = "digicert-free-1-free";

/// The quota of each free product of every account.
pub(in crate::cas) const FREE_QUOTA: i64 = 20;

/// The validity in days of free certificates, and of all others.
const FREE_DAYS: i64 = 90;
const DAYS: i64 = 365;

impl CertificateProduct {
    /// The kind of this code.
    pub(in crate::cas) fn of(code: &str) -> Option<Self> {
        ALL.into_iter().find(|it| it.code == code)
    }

    /// Its name in the vendor's lists.
    pub(in crate::cas) fn name(&self) -> String {
        let level = if self.free { "Free" } else { self.kind };
        let names = if self.wildcard { "Wildcard" } else { "Single" };
        format!("{} {level} {names}", self.brand)
    }

    /// How many days its certificates are valid.
    pub(in crate::cas) const fn days(&self) -> i64 {
        if self.free { FREE_DAYS } else { DAYS }
    }

    /// Whether it covers these names: all wildcard or all plain, at most five; a free one covers
    /// one name.
    pub(in crate::cas) fn serves(&self, names: &[String]) -> bool {
        let max = if self.free { 1 } else { 5 };
        (1..=max).contains(&names.len())
            && names.iter().all(|name| name.starts_with("*.") == self.wildcard)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_says_what_it_is_for() {
        for it in ALL {
            let parts: Vec<_> = it.code.split('-').collect();
            assert_eq!(it.wildcard, parts[2] == "w", "{}", it.code);
            assert_eq!(it.free, parts[1] == "free", "{}", it.code);
            assert!(it.free || it.kind == parts[1].to_uppercase(), "{}", it.code);
            assert_eq!(CertificateProduct::of(it.code), Some(it));
        }
        assert!(CertificateProduct::of(DEFAULT).is_some_and(|it| it.free));
        assert_eq!(CertificateProduct::of("x"), None);
    }

    #[test]
    fn names_are_of_one_form() {
        let names = |all: &[&str]| all.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        let single = CertificateProduct::of("geotrust-dv-1-starter").unwrap();
        let wildcard = CertificateProduct::of("geotrust-dv-w-starter").unwrap();
        assert!(single.serves(&names(&["a.b", "c.d"])) && wildcard.serves(&names(&["*.a.b"])));
        assert!(!single.serves(&names(&["a.b", "*.c.d"])) && !wildcard.serves(&names(&["a.b"])));
        assert!(!single.serves(&[]) && !single.serves(&names(&["a.b"; 6])));
        assert!(!CertificateProduct::of(DEFAULT).unwrap().serves(&names(&["a.b", "c.d"])));
    }
}
