//! What is read inside of requests: certificates, policies, SAML, tokens, seeds, requests as text.

use std::{fs, sync::Arc};

use actions::{
    policy::{
        Attachment, Context, Document, DocumentKind, EntityType, PolicyType, PrincipalName,
        Request, Rights, Scope, Subject, assume_role, authorize,
    },
    x509::{self, Certificate, Csr, PrivateKey, Scheme, blocks},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use localyun::{
    federation::{
        oidc::{claims, is_key_set},
        saml::Providers,
    },
    permissions::lint::lint,
    request_text::explain_raw,
    world::seed::Seed,
};

use super::fuzz;
use crate::transcripts::provider;

/// The texts of files of this kind in a folder of the fixtures.
fn files(folder: &str, ends: &[&str]) -> Vec<String> {
    let folder = format!("{}/fixtures/{folder}", env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    paths.sort();
    let fits =
        |path: &&std::path::PathBuf| ends.iter().any(|end| path.to_str().unwrap().ends_with(end));
    paths.iter().filter(fits).map(|path| fs::read_to_string(path).unwrap()).collect()
}

fn bytes(texts: &[String]) -> Vec<Vec<u8>> {
    texts.iter().map(|it| it.clone().into_bytes()).collect()
}

/// DER is spoiled, with its label before it; and PEM as it stands.
#[test]
fn certificates() {
    let texts = files("cas/pem", &[".pem", ".key"]);
    let mut samples = bytes(&texts);
    for block in texts.iter().flat_map(|text| blocks(text).unwrap_or_default()) {
        samples.push([block.label.as_bytes(), b"\0", &block.der].concat());
    }
    let words: [&[u8]; 12] = [
        b"\0",
        b"\x30\x80",
        b"\x30\x84\xff\xff\xff\xff",
        b"\x02\x01\x00",
        b"\x02\x00",
        b"\x05\x00",
        b"\x03\x01",
        b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01",
        b"\xa0\x00",
        b"-----END",
        b"-----BEGIN CERTIFICATE-----",
        b"\x17\x0d991231235959Z",
    ];
    let root = Certificate::chain_from_pem(&texts.join("\n")).unwrap_or_default();
    let mut read = 0;
    fuzz(600, &samples, &words, |input, _| {
        let text = match input.iter().position(|b| *b == 0) {
            Some(end) if end < 40 => {
                x509::encode(&String::from_utf8_lossy(&input[..end]), &input[end + 1..])
            }
            _ => String::from_utf8_lossy(input).into_owned(),
        };
        for certificate in Certificate::chain_from_pem(&text).unwrap_or_default() {
            read += 1;
            assert_eq!(certificate.sha256().len(), 64);
            let (_, _) = (certificate.domains(), certificate.is_issued_by(&certificate));
            let _ = root.iter().any(|it| certificate.is_issued_by(it));
            let again = Certificate::chain_from_pem(&certificate.pem()).unwrap();
            assert_eq!(again[0].sha1(), certificate.sha1());
            let _ = certificate.key.verifies(Scheme::Rsa, b"x", input);
            let _ = x509::signed_data_is_by(&certificate, &[0; 32], input);
        }
        if let Ok(request) = Csr::from_pem(&text) {
            read += 1;
            let _ = format!("{request:?}");
        }
        if let Ok(key) = PrivateKey::from_pem(&text) {
            read += 1;
            let public = key.public().unwrap();
            assert!(public.bits() > 0 && !public.der().is_empty());
        }
        let _ = blocks(&text);
    });
    assert!(read > 50, "{read}");
}

const POLICIES: [&str; 5] = [
    r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":["cms:*","ram:List*"],"Resource":["acs:cms:*:*:contact/*","*"]}]}"#,
    r#"{"Version":"1","Statement":[{"Effect":"Deny","NotAction":"ram:Get?ser","NotResource":"acs:ram:*:1000000000000001:user/a*","Sid":"one"}]}"#,
    r#"{"Version":"1","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"IpAddress":{"acs:SourceIp":["10.0.0.0/8","::1"]},"DateLessThan":{"acs:CurrentTime":"2026-12-31T00:00:00+08:00"},"Bool":{"acs:MFAPresent":true},"NumericGreaterThan":{"x:n":"1.5"}}}}"#,
    r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"RAM":["acs:ram::1000000000000001:root","acs:ram::*:user/${acs:x}"],"Service":"ecs.aliyuncs.com","Federated":"acs:ram::1:saml-provider/idp"},"Condition":{"StringLike":{"sts:ExternalId":"a*b?c"}}}]}"#,
    r#"{"Statement":[{"Effect":"Allow","Action":"cms:PutContact","Resource":"acs:cms:cn-hangzhou:1000000000000001:contact/\u5f20","Condition":{"ForAnyValue:StringEquals":{"acs:ResourceTag/team":["a","b"]},"Null":{"acs:RequestTag/x":"true"}}}],"Version":"1"}"#,
];

#[test]
fn policies() {
    let words: [&[u8]; 20] = [
        b"\"",
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b":",
        b"*",
        b"?",
        b"${",
        b"null",
        b"true",
        b"1e999",
        b"\\ud800",
        b"\\u0000",
        b"\"Condition\":",
        b"\"Principal\":",
        b"\"Resource\":\"*\",",
        b"\"Action\":[],",
        b"\"StringNotEqualsIgnoreCase\":",
    ];
    let samples = POLICIES.map(|it| it.as_bytes().to_vec());
    let context = Context::new()
        .with("acs:ResourceTag/team", "a")
        .with("x:n", "2")
        .time(1_767_225_600_000)
        .source_ip([10, 1, 2, 3].into());
    let resources = ["acs:cms:*:1000000000000001:contact/ops".into()];
    let request = Request::new("cms:PutContact", &resources, &context);
    let mut read = 0;
    fuzz(5_000, &samples, &words, |input, tried| {
        let text = String::from_utf8_lossy(input);
        // It looks for the nearest of all names that are known, which takes its time.
        if tried % 64 == 0 {
            let _ = lint(&text, 1_767_225_600_000).map_err(|why| assert!(!why.is_empty()));
        }
        for kind in [DocumentKind::Identity, DocumentKind::Trust] {
            let Ok(document) = Document::parse(&text, kind) else { continue };
            read += 1;
            let document = Arc::new(document);
            let rights = Rights::new([Attachment {
                policy: "p".into(),
                kind: PolicyType::Custom,
                version: "v1".into(),
                entity: EntityType::RamUser,
                scope: Scope::Account,
                document: Arc::clone(&document),
            }]);
            for who in [PrincipalName::Root, PrincipalName::User("alice")] {
                let subject = Subject::new("1000000000000001", who, &rights);
                let _ = authorize(&subject, &request);
                let _ = assume_role(&subject, &document, &request);
            }
        }
    });
    assert!(read > 50, "{read}");
}

/// Metadata and responses, as the XML that they are.
#[test]
fn saml() {
    let mut samples = bytes(&files("saml", &[".xml"]));
    let (metadata, role) = (provider::metadata(), "acs:ram::1000000000000001:role/sso");
    samples.push(provider::metadata_xml().into_bytes());
    let idp = "acs:ram::1000000000000001:saml-provider/idp";
    samples.push(provider::response(&provider::assertion(role, idp, &[])).into_bytes());
    let words: [&[u8]; 18] = [
        b"<",
        b">",
        b"</",
        b"/>",
        b"&amp;",
        b"&#0;",
        b"&#xfffe;",
        b"&x;",
        b"<!DOCTYPE x [<!ENTITY x \"y\">]>",
        b"<![CDATA[",
        b"]]>",
        b"<!--",
        b"-->",
        b"<?xml version=\"1.1\"?>",
        b" xmlns:a=\"b\"",
        b" ID=\"_1\"",
        b"\"",
        b"\xef\xbb\xbf",
    ];
    let providers = Providers::default();
    let signed: Vec<_> = samples
        .iter()
        .filter_map(|it| providers.assertion(&metadata, &STANDARD.encode(it)).ok())
        .collect();
    assert!(signed.len() > 2);
    let genuine = samples.last().unwrap().clone();
    fuzz(1_000, &samples, &words, |input, _| {
        let base64 = STANDARD.encode(input);
        let _ = providers.is_metadata(&base64);
        // What is believed is what was signed.
        if let Ok(found) = providers.assertion(&metadata, &base64) {
            assert!(signed.contains(&found), "{}", input.escape_ascii());
        }
        let _ = Providers::default().assertion(&base64, &STANDARD.encode(&genuine));
    });
}

#[test]
fn tokens() {
    let (keys, body) =
        (provider::public_keys(), r#"{"iss":"https://idp.example","aud":["a"],"exp":1}"#);
    let token = provider::token(body);
    let samples = [token.clone().into_bytes(), keys.clone().into_bytes()];
    let words: [&[u8]; 10] = [
        b".",
        b"..",
        b"=",
        b"-",
        b"_",
        b"e30",
        b"\"kid\":\"x\",",
        b"\"alg\":\"none\"",
        b"eyJhbGciOiJub25lIn0",
        b"\"kty\":\"EC\",",
    ];
    let genuine = claims(&token, &keys).unwrap();
    fuzz(600, &samples, &words, |input, _| {
        let text = String::from_utf8_lossy(input);
        if let Some(found) = claims(&text, &keys) {
            assert_eq!(found, genuine, "{text}");
        }
        let _ = (is_key_set(&text), claims(&token, &text));
    });
}

#[test]
fn seeds() {
    let samples = bytes(&files("seeds", &[".yaml"]));
    let pieces: Vec<Vec<u8>> = samples
        .iter()
        .flat_map(|it| it.windows(1500).step_by(1000))
        .map(|piece| [b"version: 1\naccounts:\n- id: 1000000000000001\n", piece].concat())
        .collect();
    let json = br#"{"version": 1, "clock": "2026-01-01", "accounts": [{"id": "1000000000000001", "ram": {"users": [{"name": "ci", "system_policies": ["ReadOnlyAccess"]}], "access_keys": [{"user": "ci", "id": "k", "secret": "s"}]}, "cms": {"contacts": [{"name": "a", "description": "b"}]}}]}"#;
    let samples = [samples, pieces, vec![json.to_vec()]].concat();
    let words: [&[u8]; 22] = [
        b"\n",
        b"  ",
        b"- ",
        b": ",
        b"? ",
        b"&a ",
        b"*a",
        b"!!int ",
        b"{",
        b"}",
        b"[",
        b"]",
        b"|\n",
        b">\n",
        b"---\n",
        b"...\n",
        b"# ",
        b"\t",
        b"~",
        b"0x7f",
        b".inf",
        b"\"\\u0000\"",
    ];
    fuzz(1_000, &samples, &words, |input, _| {
        let text = String::from_utf8_lossy(input);
        if let Err(why) = Seed::read("x.yaml", &text) {
            assert!(
                !why.is_empty() && why.lines().all(|line| line.starts_with("x.yaml:")),
                "{why}"
            );
        }
    });
}

/// Requests as people paste them.
#[test]
fn pasted() {
    let samples = [
        "curl -X POST 'http://127.0.0.1:4800/?Action=DescribeContactList' -H 'x-acs-version: 2019-01-01' --data-raw $'a=\\u0062'",
        "> GET /?a=b HTTP/1.1\n> Host: x\n> \n< HTTP/1.1 200 OK\n",
        r#"{"request": {"method": "POST", "url": "http://x/?a=b", "headers": [{"name": "a", "value": "b"}], "postData": {"text": "a=b"}}}"#,
        "POST /?Action=x HTTP/1.1\r\nhost: x\r\nauthorization: ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host,Signature=b\r\ncontent-length: 3\r\n\r\na=b",
    ];
    let samples = samples.map(|it| it.as_bytes().to_vec());
    let words: [&[u8]; 14] = [
        b"'",
        b"\"",
        b"\\",
        b"$'",
        b"\\x",
        b" -H ",
        b" -d@",
        b" --json ",
        b"\n> ",
        b"\r\n\r\n",
        b"{",
        b"\"log\":",
        b"%",
        b"Signature=",
    ];
    fuzz(3_000, &samples, &words, |input, tried| {
        let mine = (tried % 2 == 0).then_some(&b"POST\n/\n"[..]);
        match explain_raw(input, &[], None, mine) {
            Ok(found) => assert!(!found.to_string().is_empty()),
            Err(why) => assert!(!why.to_string().is_empty()),
        }
    });
}
