//! Names of domains: which texts are some, in Unicode and in ASCII, and where the part that somebody registers begins.

use std::iter::successors;

/// The name of a domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DomainName {
    /// In ASCII and lower case: `xn--fiq228c.com`.
    pub(super) ascii: String,
    /// In Unicode and lower case: `中文.com`.
    pub(super) shown: String,
}

/// The longest name, in bytes of ASCII (RFC 1035, 2.3.4).
pub(super) const LONGEST: usize = 253;

/// The longest label, in bytes of ASCII.
const LONGEST_LABEL: usize = 63;

impl DomainName {
    /// The name of a domain that may be hosted: two labels or more, in Unicode or in ASCII.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        // In ASCII it has as many characters, or more.
        if text.chars().nth(LONGEST).is_some() {
            return None;
        }
        let lower = text.to_lowercase();
        let labels: Vec<&str> = lower.split('.').collect();
        let ascii: Vec<String> = labels.iter().map(|it| ascii_label(it)).collect::<Option<_>>()?;
        let ascii = ascii.join(".");
        let shown = shown(&ascii);
        (labels.len() > 1 && ascii.len() <= LONGEST).then_some(Self { ascii, shown })
    }
}

/// A domain as ARNs have it: in Unicode and lower case, as it is answered, in whatever form a call names it.
pub(super) fn in_arns(parameter: &str, value: &str) -> Option<String> {
    let is_name = parameter == "DomainName";
    is_name.then(|| DomainName::parse(value).map_or_else(|| value.to_lowercase(), |it| it.shown))
}

/// Whether a letter of a Chinese name is one.
pub(super) fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}

fn ascii_label(label: &str) -> Option<String> {
    let letters = |c: char| c.is_ascii_alphanumeric() || c == '-' || is_chinese(c);
    let dashes = label.starts_with('-') || label.ends_with('-');
    let reserved = label.get(2..4) == Some("--") && !label.starts_with("xn--");
    if label.is_empty() || dashes || reserved || !label.chars().all(letters) {
        return None;
    }
    let ascii = if label.is_ascii() {
        label.to_owned()
    } else {
        format!("xn--{}", punycode::encode(label)?)
    };
    (ascii.len() <= LONGEST_LABEL).then_some(ascii)
}

/// A name in Unicode, label by label: what [`ascii`] was made of, in lower case.
pub(super) fn shown(ascii: &str) -> String {
    let all: Vec<String> = ascii.split('.').map(shown_label).collect();
    all.join(".")
}

/// A name with those of its labels in Unicode that are Chinese, and all others as they are.
pub(super) fn shown_labels(name: &str) -> String {
    let label = |it: &str| {
        let lower = it.to_lowercase();
        let shown = shown_label(&lower);
        let letters = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c) || is_chinese(c);
        let is_chinese = shown != lower && shown.chars().all(letters) && ascii(&shown) == lower;
        if is_chinese { shown } else { it.to_owned() }
    };
    name.split('.').map(label).collect::<Vec<_>>().join(".")
}

fn shown_label(label: &str) -> String {
    let decoded = label.strip_prefix("xn--").and_then(punycode::decode);
    decoded.unwrap_or_else(|| label.to_owned())
}

/// The name of a host, without the dot at its end (observed); no address.
pub(super) fn host(value: &str) -> Option<String> {
    let name = value.strip_suffix('.').unwrap_or(value);
    let letters = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c) || is_chinese(c);
    let is_label = |it: &str| {
        !it.is_empty()
            && it.len() <= LONGEST_LABEL
            && it.chars().all(letters)
            && !it.starts_with('-')
            && !it.ends_with('-')
    };
    let labels: Vec<&str> = name.split('.').collect();
    let good = name.len() <= LONGEST && labels.len() > 1 && labels.iter().all(|it| is_label(it));
    let is_address = labels.iter().all(|it| it.bytes().all(|b| b.is_ascii_digit()));
    (good && !is_address).then(|| name.to_owned())
}

/// A name in ASCII and lower case, label by label, whatever stands in it.
pub(super) fn ascii(name: &str) -> String {
    let label = |it: &str| {
        let encoded = if it.is_ascii() { None } else { punycode::encode(it) };
        encoded.map_or_else(|| it.to_owned(), |it| format!("xn--{it}"))
    };
    let all: Vec<String> = name.to_lowercase().split('.').map(label).collect();
    all.join(".")
}

/// The labels of a sub-domain in ASCII, the last one first: what is below it begins with it and a dot. Nothing for the domain
/// itself.
pub(super) fn path(rr: &str) -> String {
    if rr == "@" {
        return String::new();
    }
    let ascii = ascii(rr);
    let labels: Vec<&str> = ascii.rsplit('.').collect();
    labels.join(".")
}

/// A name and each name that it is under: `a.b.c`, `b.c`, `c`.
pub(super) fn upwards(name: &str) -> impl Iterator<Item = &str> {
    successors(Some(name), |it| it.split_once('.').map(|(_, rest)| rest))
}

/// What is in front of `domain` in a name under it: `@` for the domain itself. None if it is not under it.
pub(super) fn rr_under<'a>(name: &'a str, domain: &str) -> Option<&'a str> {
    if name == domain {
        return Some("@");
    }
    name.strip_suffix(domain)?.strip_suffix('.').filter(|it| !it.is_empty())
}

/// Suffixes of two labels under which names are registered. All others are taken to have one.
const SUFFIXES: &[&str] = &[
    "ac.cn", "ah.cn", "bj.cn", "com.cn", "cq.cn", "edu.cn", "fj.cn", "gd.cn", "gov.cn", "gs.cn",
    "gx.cn", "gz.cn", "ha.cn", "hb.cn", "he.cn", "hi.cn", "hk.cn", "hl.cn", "hn.cn", "jl.cn",
    "js.cn", "jx.cn", "ln.cn", "mil.cn", "mo.cn", "net.cn", "nm.cn", "nx.cn", "org.cn", "qh.cn",
    "sc.cn", "sd.cn", "sh.cn", "sn.cn", "sx.cn", "tj.cn", "tw.cn", "xj.cn", "xz.cn", "yn.cn",
    "zj.cn", "com.hk", "net.hk", "org.hk", "edu.hk", "gov.hk", "idv.hk", "com.tw", "net.tw",
    "org.tw", "idv.tw", "com.mo", "com.sg", "net.sg", "org.sg", "edu.sg", "com.my", "net.my",
    "org.my", "com.au", "net.au", "org.au", "co.uk", "org.uk", "me.uk", "ac.uk", "gov.uk", "co.jp",
    "ne.jp", "or.jp", "ac.jp", "co.kr", "or.kr", "co.in", "net.in", "org.in", "co.nz", "net.nz",
    "org.nz", "co.za", "com.br", "net.br", "org.br", "co.id", "com.tr", "com.mx", "com.ar",
    "com.ph", "com.vn", "co.th", "in.th",
];

/// The name that is registered of a name: its suffix and one label. The suffix alone is its own.
pub(super) fn registered(name: &str) -> &str {
    let last = |labels: usize| {
        let dot = name.rmatch_indices('.').nth(labels - 1);
        dot.map_or(name, |(at, _)| &name[at + 1..])
    };
    last(if SUFFIXES.contains(&last(2)) { 3 } else { 2 })
}

mod punycode {
    //! RFC 3492. What is longer than a label is none: both ways take time with the square of the length.

    use super::LONGEST_LABEL;

    const BASE: u32 = 36;
    const T_MIN: u32 = 1;
    const T_MAX: u32 = 26;

    fn adapted(delta: u32, count: u32, first: bool) -> u32 {
        let mut delta = if first { delta / 700 } else { delta / 2 };
        delta += delta / count;
        let mut steps = 0;
        while delta > ((BASE - T_MIN) * T_MAX) / 2 {
            delta /= BASE - T_MIN;
            steps += BASE;
        }
        steps + (BASE - T_MIN + 1) * delta / (delta + 38)
    }

    fn threshold(k: u32, bias: u32) -> u32 {
        k.saturating_sub(bias).clamp(T_MIN, T_MAX)
    }

    fn digit(value: u32) -> char {
        let letters = b"abcdefghijklmnopqrstuvwxyz0123456789";
        letters.get(value as usize).map_or('a', |it| char::from(*it))
    }

    fn value(digit: char) -> Option<u32> {
        match digit {
            'a'..='z' => Some(u32::from(digit) - u32::from('a')),
            '0'..='9' => Some(u32::from(digit) - u32::from('0') + 26),
            _ => None,
        }
    }

    fn count(of: usize) -> Option<u32> {
        u32::try_from(of).ok()
    }

    pub(super) fn encode(label: &str) -> Option<String> {
        let letters: Vec<u32> = label.chars().take(LONGEST_LABEL + 1).map(u32::from).collect();
        if letters.len() > LONGEST_LABEL {
            return None;
        }
        let mut out: String = label.chars().filter(char::is_ascii).collect();
        let basic = count(out.len())?;
        if basic > 0 {
            out.push('-');
        }
        let (mut n, mut delta, mut bias, mut handled) = (128_u32, 0_u32, 72, basic);
        while handled < count(letters.len())? {
            let next = letters.iter().copied().filter(|it| *it >= n).min()?;
            delta = delta.checked_add((next - n).checked_mul(handled + 1)?)?;
            n = next;
            for letter in &letters {
                if *letter < n {
                    delta = delta.checked_add(1)?;
                }
                if *letter == n {
                    let (mut rest, mut k) = (delta, BASE);
                    loop {
                        let t = threshold(k, bias);
                        if rest < t {
                            break;
                        }
                        out.push(digit(t + (rest - t) % (BASE - t)));
                        rest = (rest - t) / (BASE - t);
                        k += BASE;
                    }
                    out.push(digit(rest));
                    bias = adapted(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled += 1;
                }
            }
            delta = delta.checked_add(1)?;
            n += 1;
        }
        Some(out)
    }

    pub(super) fn decode(label: &str) -> Option<String> {
        if label.len() > LONGEST_LABEL {
            return None;
        }
        let (basic, rest) = label.rsplit_once('-').unwrap_or(("", label));
        let mut out: Vec<char> = basic.chars().collect();
        let (mut n, mut i, mut bias) = (128_u32, 0_u32, 72);
        let mut digits = rest.chars().peekable();
        while digits.peek().is_some() {
            let (before, mut weight, mut k) = (i, 1_u32, BASE);
            loop {
                let found = value(digits.next()?)?;
                i = i.checked_add(found.checked_mul(weight)?)?;
                let t = threshold(k, bias);
                if found < t {
                    break;
                }
                weight = weight.checked_mul(BASE - t)?;
                k += BASE;
            }
            let length = count(out.len())? + 1;
            bias = adapted(i - before, length, before == 0);
            n = n.checked_add(i / length)?;
            i %= length;
            out.insert(i as usize, char::from_u32(n)?);
            i += 1;
        }
        Some(out.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_two_labels_of_letters_digits_and_dashes() {
        for good in ["e.com", "A-b.example", "tf-testacc.abc", "1.2", "中文.com"] {
            assert!(DomainName::parse(good).is_some(), "{good}");
        }
        let long = format!("{}.com", "x".repeat(64));
        let (wide, deep) = (format!("{}.com", "中".repeat(100_000)), "a.".repeat(100_000) + "com");
        for bad in [
            "com",
            "_acme-challenge.e.com",
            "a..b",
            "*.e.com",
            "a;b.com",
            "-a.com",
            "ab--c.com",
            "e.com.",
            "ü.com",
            &long,
            &wide,
            &deep,
        ] {
            assert_eq!(DomainName::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_chinese_name_has_two_forms() {
        for (shown, ascii) in [
            ("中文.com", "xn--fiq228c.com"),
            ("中国.中国", "xn--fiqs8s.xn--fiqs8s"),
            ("a中b文.cn", "xn--ab-3l2cz61k.cn"),
        ] {
            let want = DomainName { ascii: ascii.into(), shown: shown.into() };
            assert_eq!(DomainName::parse(shown).map(|it| it.shown), Some(want.shown.clone()));
            let back = DomainName::parse(&DomainName::parse(shown).unwrap().ascii).unwrap();
            assert_eq!(back.shown, shown, "{ascii}");
        }
        assert_eq!(DomainName::parse("中文.com").unwrap().ascii, "xn--fiq228c.com");
        assert_eq!(DomainName::parse("中国.cn").unwrap().ascii, "xn--fiqs8s.cn");
    }

    #[test]
    fn the_registered_name_is_one_label_and_the_suffix() {
        for (name, want) in [
            ("www.example.com", "example.com"),
            ("www.example.com.cn", "example.com.cn"),
            ("a.b.example.co.uk", "example.co.uk"),
            ("example.com", "example.com"),
            ("com.cn", "com.cn"),
        ] {
            assert_eq!(registered(name), want, "{name}");
        }
    }

    #[test]
    fn what_is_in_front_of_a_domain() {
        assert_eq!(rr_under("a.www.e.com", "e.com"), Some("a.www"));
        assert_eq!(rr_under("e.com", "e.com"), Some("@"));
        assert_eq!(rr_under("ae.com", "e.com"), None);
        assert_eq!(rr_under("e.org", "e.com"), None);
    }
}
