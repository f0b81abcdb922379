// One certificate: its chain, where it is deployed, and the jobs that deploy it.
import { html, useLoad, useWorld, api, href, t, Page, Section, Facts, Badge, Failed, Loading, Notice, Copied } from '../../parts.js';
import { ask } from '../../products.js';
import { useChanges } from '../../settled.js';
import { certificates } from './x509.js';
import { Chain } from './chain.js';
import { Expiry } from './expiry.js';
import { JobTable } from './jobs.js';
import { ResourceTable } from './resources.js';

/** The chain with the root of the test authority, if that is what is missing. */
async function completed(chain, place) {
  const last = chain.at(-1);
  if (!last || last.issuer === last.subject || !last.issuer.includes('Localyun')) return chain;
  const authority = await api.get('cas/authority', place.control).catch(() => ({}));
  const known = await certificates(Object.values(authority).join('\n'));
  const next = known.find((one) => one.subject === last.issuer);
  return next && chain.length < 5 ? completed([...chain, next], place) : chain;
}

/** A certificate with its chains. Of the answer the keys are dropped at once. */
async function load(id, place) {
  const [shown, { Cert, SignCert, EncryptCert, OrgName, Country, OrderId, ResourceGroupId }] = await Promise.all([
    ask('cas', 'GetCertificateDetail', { CertificateId: id }, place.options), ask('cas', 'GetUserCertificateDetail', { CertId: id }, place.options)]);
  const texts = [['chain', Cert], ['signChain', Cert ? '' : SignCert], ['encryptChain', Cert ? '' : EncryptCert]].filter(([, pem]) => pem);
  const chains = await Promise.all(texts.map(async ([name, pem]) => [name, await completed(await certificates(pem), place)]));
  return { shown, chains, more: { OrgName, Country, OrderId, ResourceGroupId } };
}

/** @param {{id: string, place: any}} props */
export function One({ id, place }) {
  const world = useWorld();
  const { data, error, reload } = useLoad(() => load(id, place), [id, world]);
  const used = useLoad(() => ask('cas', 'ListCloudResources', { 'CertIds.1': id, ShowSize: 50, CurrentPage: 1 }, place.options), [id, world]);
  const jobs = useLoad(() => ask('cas', 'ListDeploymentJob', { CertId: id, ShowSize: 50 }, place.options), [id, world]);
  useChanges(() => { used.reload(); jobs.reload(); });
  const back = { href: href('certificates', [], place.query), text: t('nav.certificates') };
  if (error) return html`<${Page} title=${id} back=${back}>${[400, 404].includes(error.status) ? html`<${Notice} tone="warn">${t('certificates.notFound', { id })}<//>` : html`<${Failed} error=${error} retry=${reload} />`}<//>`;
  if (!data) return html`<${Page} title=${id} back=${back}><${Loading} /><//>`;
  const { shown, chains, more } = data;
  return html`<${Page} title=${shown.CertificateName} back=${back}
    lead=${html`${shown.CommonName} · <${Expiry} from=${shown.NotBefore} to=${shown.NotAfter} revoked=${shown.CertificateStatus === 'revoked'} />`}>
    <${Section} class="card"><${Facts} items=${[
      [t('certificates.id'), html`<${Copied} text=${String(shown.CertificateId)} />`],
      [t('certificates.instance'), html`<${Copied} text=${shown.InstanceId} />`],
      [t('certificates.state'), html`<${Badge}>${shown.CertificateStatus}<//>`],
      [t('certificates.source'), shown.CertificateSource],
      [t('certificates.domains'), shown.SubjectAlternativeNames.join(', ')],
      [t('certificates.key'), `${shown.Algorithm} ${shown.KeySize ?? ''}`],
      [t('certificates.privateKey'), t(shown.ExistPrivateKey ? 'certificates.keyKept' : 'certificates.keyAbsent')],
      [t('certificates.serial'), html`<code>${shown.Serial}</code>`],
      [t('certificates.organization'), more.OrgName], [t('certificates.order'), more.OrderId], [t('certificates.group'), more.ResourceGroupId],
      [t('certificates.tags'), (shown.Tags ?? []).map((tag) => `${tag.TagKey}=${tag.TagValue ?? ''}`).join(', ')],
    ]} /><//>
    ${chains.map(([name, chain]) => html`<${Section} title=${t(`certificates.${name}`)} key=${name}><${Chain} chain=${chain} label=${t(`certificates.${name}`)} /><//>`)}
    <${Section} title=${t('certificates.deployedTo')}>${used.error ? html`<${Failed} error=${used.error} retry=${used.reload} />` : html`<${ResourceTable} rows=${used.data?.Data ?? []} place=${place} empty=${t('certificates.notDeployed')} />`}<//>
    <${Section} title=${t('certificates.tab.jobs')}>${jobs.error ? html`<${Failed} error=${jobs.error} retry=${jobs.reload} />` : html`<${JobTable} rows=${jobs.data?.Data ?? []} place=${place} />`}<//>
  <//>`;
}
