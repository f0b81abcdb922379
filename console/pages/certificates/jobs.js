// The deployment jobs of an account.
import { html, useState, useLoad, useWorld, href, t, Table, Badge, Time, Failed, Loading, Pager } from '../../parts.js';
import { ask } from '../../products.js';
import { useChanges } from '../../settled.js';
import { iso } from './expiry.js';

const STEP = 50;
const TONES = { success: 'good', error: 'bad', rollback: 'info', rollback_error: 'bad', processing: 'info', scheduling: 'info', pending: 'warn' };

/** The state of a job or a worker, as the cloud names it, with what it means. @param {{state: string}} props */
export function State({ state }) {
  const key = `certificates.job.${state}`;
  const text = t(key);
  return html`<${Badge} tone=${TONES[state]}>${state}<//>${text !== key && html` <span class="muted">${text}</span>`}`;
}

/** @param {{rows: any[], place: any}} props */
export const JobTable = ({ rows, place }) => html`<${Table} caption=${t('certificates.tab.jobs')} rows=${rows} rowKey=${(job) => job.Id}
  href=${(job) => href('certificates', ['jobs', String(job.Id)], place.query)} tone=${(job) => (job.Status === 'error' ? 'bad' : '')}
  empty=${html`<p>${t('certificates.noJobs')}</p><p><code>localyun call cas CreateDeploymentJob Name=renew JobType=user CertIds=ID ResourceIds=ID ContactIds=ID</code></p>`}
  columns=${[
    { key: 'Name', title: t('certificates.name') },
    { key: 'Status', title: t('certificates.state'), render: (job) => html`<${State} state=${job.Status} />` },
    { key: 'ProductName', title: t('certificates.products') },
    { key: 'CertDomain', title: t('certificates.domains'), kind: 'wide' },
    { key: 'ScheduleTime', title: t('certificates.scheduled'), render: (job) => html`<${Time} at=${iso(job.ScheduleTime)} short />` },
    { key: 'GmtModified', title: t('certificates.changed'), render: (job) => html`<${Time} at=${iso(job.GmtModified)} short />` },
    { key: 'Id', title: t('certificates.id'), kind: 'id' },
  ]} />`;

/** @param {{place: any}} props */
export function Jobs({ place }) {
  const world = useWorld();
  const [size, setSize] = useState(STEP);
  const { data, error, reload } = useLoad(() => ask('cas', 'ListDeploymentJob', { ShowSize: size, CurrentPage: 1 }, place.options), [size, world]);
  useChanges(reload);
  if (error) return html`<${Failed} error=${error} retry=${reload} />`;
  if (!data) return html`<${Loading} />`;
  return html`<${JobTable} rows=${data.Data} place=${place} /><${Pager} shown=${data.Data.length || undefined} total=${data.Total} next=${data.Data.length < data.Total} onMore=${() => setSize(size + STEP)} />`;
}
