// The cloud resources that certificates are deployed onto.
import { html, useState, useLoad, useWorld, t, Table, Badge, Time, Failed, Loading, Pager } from '../../parts.js';
import { ask } from '../../products.js';
import { SearchField } from '../../search.js';
import { useChanges } from '../../settled.js';
import { certificateHref } from '../certificates.js';
import { iso } from './expiry.js';

const STEP = 50;

/** @param {{rows: any[], place: any, empty: any}} props */
export const ResourceTable = ({ rows, place, empty }) => html`<${Table} caption=${t('certificates.tab.resources')} rows=${rows} rowKey=${(one) => one.Id} empty=${empty} columns=${[
  { key: 'Domain', title: t('certificates.resource') },
  { key: 'CloudProduct', title: t('certificates.product'), render: (one) => [one.CloudName !== 'aliyun' && one.CloudName, one.CloudProduct, one.InstanceId, one.ListenerId].filter(Boolean).join(' ') },
  { key: 'Status', title: t('certificates.state'), render: (one) => html`<${Badge} tone=${one.Status === 'online' ? 'good' : 'warn'}>${one.Status}<//>` },
  { key: 'EnableHttps', title: 'HTTPS', render: (one) => t(one.EnableHttps ? 'certificates.on' : 'certificates.off') },
  { key: 'CertId', title: t('certificates.certificate'), render: (one) => (one.CertId ? html`<a href=${certificateHref(one.CertId, place)}>${one.CertName ?? one.CertId}</a>` : '–') },
  { key: 'RegionId', title: t('certificates.region') },
  { key: 'GmtModified', title: t('certificates.changed'), render: (one) => html`<${Time} at=${iso(one.GmtModified)} short />` },
  { key: 'Id', title: t('certificates.id'), kind: 'id' },
]} />`;

/** @param {{query: Record<string, string>, place: any}} props */
export function CloudResources({ query, place }) {
  const world = useWorld();
  const { search = '' } = query;
  const [size, setSize] = useState(STEP);
  const { data, error, reload } = useLoad(() => ask('cas', 'ListCloudResources', { Keyword: search, ShowSize: size, CurrentPage: 1 }, place.options), [search, size, world]);
  useChanges(reload);
  if (error) return html`<${Failed} error=${error} retry=${reload} />`;
  if (!data) return html`<${Loading} />`;
  return html`<p class="muted">${t('certificates.resourcesText')}</p>
    <div class="filters"><${SearchField} label=${t('certificates.search')} value=${search} /></div>
    <${ResourceTable} rows=${data.Data} place=${place} empty=${search ? t('certificates.noMatch') : html`<p>${t('certificates.noResources')}</p>
      <p><code>${`curl -d '{"product": "CDN", "domain": "www.example.com"}' ${location.origin}/_localyun/cas/resources`}</code></p>`} />
    <${Pager} shown=${data.Data.length || undefined} total=${data.Total} next=${data.Data.length < data.Total} onMore=${() => setSize(size + STEP)} />`;
}
