// Certificates: the list with expiry, one with its chain, the jobs that deploy them, applications, and the cloud resources.
import { html, t, href, Page, Tabs, Select, Loading, Failed, setQuery } from '../parts.js';
import { useAccount, AccountChoice } from '../products.js';
import { List } from './certificates/list.js';
import { One } from './certificates/one.js';
import { Jobs } from './certificates/jobs.js';
import { Job } from './certificates/job.js';
import { Applications } from './certificates/applications.js';
import { CloudResources } from './certificates/resources.js';

const TABS = { list: List, jobs: Jobs, applications: Applications, resources: CloudResources };
const SITES = [['', 'cn-hangzhou'], ['ap-southeast-1', 'ap-southeast-1']];

/** @param {{params: string[], query: Record<string, string>}} props `params`: the id of a certificate, or `jobs` and the id of one; `tab`, `site`, `account` */
export default function CertificatesPage({ params: [first, second], query }) {
  const of = useAccount();
  if (of.error) return html`<${Page} title=${t('nav.certificates')}><${Failed} error=${of.error} retry=${of.reload} /><//>`;
  if (!of.account) return html`<${Page} title=${t('nav.certificates')}><${Loading} /><//>`;
  /** What a view needs to ask: of a product's action, and of the control API. */
  const { site = '' } = query;
  const place = {
    options: { access_key_id: of.account.access_key_id, region: site || undefined },
    control: { account: of.account.account, site },
    query: { site, account: query.account },
  };
  const key = `${of.account.account} ${site} ${first} ${second}`;
  if (first === 'jobs' && second) return html`<${Job} id=${second} place=${place} key=${key} />`;
  if (first) return html`<${One} id=${first} place=${place} key=${key} />`;
  const chosen = TABS[query.tab] ? query.tab : 'list';
  const Shown = TABS[chosen];
  return html`<${Page} title=${t('nav.certificates')} lead=${t('certificates.lead')} actions=${html`<${AccountChoice} of=${of} />
    <${Select} label=${t('certificates.site')} value=${site} options=${SITES} onChange=${(value) => setQuery({ site: value })} />`}>
    <${Tabs} label=${t('nav.certificates')} tabs=${Object.keys(TABS).map((id) => ({ id, title: t(`certificates.tab.${id}`) }))} chosen=${chosen}
      onChoose=${(tab) => setQuery({ tab: tab === 'list' ? '' : tab })}>
      <${Shown} query=${query} place=${place} key=${key} />
    <//><//>`;
}

/** The address of a certificate. @param {string | number} id @param {any} place */
export const certificateHref = (id, place) => href('certificates', [String(id)], place.query);
