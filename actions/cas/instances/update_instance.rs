//! `UpdateInstance` sets the content of an instance's application. Omitted fields keep their value.
//!
//! The common name of an uploaded CSR becomes the domain; its key does not change `KeyAlgorithm`.
//! City and province are the company's, whatever the call says (all three observed by Terraform's
//! provider).
//!
//! Assumed: the codes for contacts, companies and requests that there are not.

use serde::Serialize;

use crate::cas::{
    certificates::csr_rules,
    domains,
    faults::NOT_FOUND,
    instances::instance_faults::{CSR_MISMATCH, NO_COMPANY, NO_CONTACT, UPDATE_PROTECTION},
    instances::instance_flow,
    instances::instance_states::Event,
    issuing,
    orders::order_faults::{BAD_CSR, DOMAIN_MISMATCH},
    tables::{Owner, companies, contacts, instances::Instance, tags},
    tags::tag_rules::{self, Tag},
};
use crate::{Access, Action, Cx, Fault, Params, Result, TagReader, int, text};

pub(in crate::cas) struct UpdateInstance {
    instance: String,
    name: Option<String>,
    domain: Option<String>,
    csr: Option<String>,
    csr_method: Option<String>,
    key_algorithm: Option<String>,
    validation: Option<String>,
    contacts: Option<Vec<i64>>,
    company: Option<i64>,
    country: Option<String>,
    auto_reissue: Option<String>,
    resource_group: Option<String>,
    tags: Vec<Tag>,
}

#[derive(Serialize)]
pub(in crate::cas) struct Response {}

impl Action for UpdateInstance {
    const NAME: &'static str = "UpdateInstance";
    const DOC: &'static str = "Modifies the certificate application of an instance.";
    const ACCESS: Access = Access::Update;
    const TAGS: Option<TagReader> = Some(tag_rules::TAGS_OF_INSTANCE);
    const FAULTS: &'static [Fault] = &[
        NOT_FOUND,
        UPDATE_PROTECTION,
        BAD_CSR,
        CSR_MISMATCH,
        DOMAIN_MISMATCH,
        NO_CONTACT,
        NO_COMPANY,
    ];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let domain = text("Domain").form("list of domains", domains::are_names);
        let method = text("GenerateCsrMethod").one_of(&["online", "upload"]);
        let algorithm = text("KeyAlgorithm").one_of(issuing::ALGORITHMS);
        let validation = text("ValidationMethod").one_of(&["DNS", "HTTP", "FILE"]);
        let country =
            text("CountryCode").form("country", csr_rules::is_country).doc("The country.");
        let reissue = text("AutoReissue").one_of(&["enable", "disable"]);
        p.optional(text("Province").doc("Has no effect: it is the company's."))?;
        p.optional(text("City").doc("Has no effect: it is the company's."))?;
        Ok(Self {
            instance: p.required(text("InstanceId").doc("The instance."))?,
            name: p.optional(
                text("CertificateName").line(1, 63).doc("The name of the certificate to issue."),
            )?,
            domain: p.optional(domain.doc("The domains, comma-separated."))?,
            csr: p.optional(text("Csr").doc("A certificate signing request, as PEM."))?,
            csr_method: p
                .optional(method.doc("Whether the CSR is generated (online) or uploaded."))?,
            key_algorithm: p.optional(algorithm.doc("The algorithm of the generated key."))?,
            validation: p.optional(validation.doc("How the domains are validated."))?,
            contacts: p.list(int("ContactIdList").doc("A contact."), 20)?,
            company: p.optional(int("CompanyId").doc("The company."))?,
            country: p.optional(country)?,
            auto_reissue: p
                .optional(reissue.doc("Whether to reissue automatically before it expires."))?,
            resource_group: p
                .optional(text("ResourceGroupId").line(1, 64).doc("The resource group."))?,
            tags: tag_rules::read(p, tag_rules::TAGS_OF_INSTANCE)?,
        })
    }

    fn run(mut self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let mut it = instance_flow::find(cx, &self.instance)?;
        instance_flow::check(cx, &it, Event::Update)?;
        for id in self.contacts.iter().flatten() {
            contacts::contact(cx.tx, owner, *id)?.ok_or(NO_CONTACT)?;
        }
        if let Some(id) = self.company {
            companies::company(cx.tx, owner, id)?.ok_or(NO_COMPANY)?;
        }
        self.write_request(&mut it)?;
        self.write_rest(&mut it);
        instance_flow::apply_event(cx, &mut it, Event::Update)?;
        if !self.tags.is_empty() {
            tags::clear(cx.tx, owner, &it.id)?;
            tag_rules::put(cx.tx, owner, &it.id, &self.tags)?;
        }
        Ok(Response {})
    }
}

impl UpdateInstance {
    /// Sets the key, the CSR and the domains.
    fn write_request(&mut self, it: &mut Instance) -> Result<(), Fault> {
        let method = self.csr_method.take().or_else(|| self.csr.is_some().then(|| "upload".into()));
        it.csr_method = method.unwrap_or_else(|| std::mem::take(&mut it.csr_method));
        it.key_algorithm =
            self.key_algorithm.take().unwrap_or_else(|| std::mem::take(&mut it.key_algorithm));
        if it.csr_method == "upload" {
            it.csr = self.csr.take().or(it.csr.take());
        } else {
            it.csr = None;
        }
        if let Some(text) = &it.csr {
            let (common, _) = issuing::checked(text)?;
            let said = self.domain.take();
            if said.is_some_and(|said| domains::split(&said) != [common.as_str()]) {
                return Err(CSR_MISMATCH);
            }
            self.domain = Some(common);
        }
        let Some(names) = self.domain.take().map(|text| domains::split(&text)) else {
            return Ok(());
        };
        let (wildcard, plain) = domains::counts(&names);
        if wildcard > it.wildcard || plain > it.plain {
            return Err(DOMAIN_MISMATCH);
        }
        it.domain = Some(names.join(","));
        Ok(())
    }

    /// Sets the fields that need no further checks.
    fn write_rest(&mut self, it: &mut Instance) {
        it.name = self.name.take().or(it.name.take());
        it.company = self.company.or(it.company);
        it.country = self.country.take().or(it.country.take());
        if let Some(contacts) = self.contacts.take() {
            it.contacts = contacts;
        }
        if let Some(method) = self.validation.take() {
            // FILE and HTTP are the same method.
            it.validation = if method == "DNS" { method } else { "HTTP".into() };
        }
        if let Some(reissue) = self.auto_reissue.take() {
            it.auto_reissue = reissue == "enable";
        }
        if let Some(group) = self.resource_group.take() {
            it.resource_group = group;
        }
    }
}
