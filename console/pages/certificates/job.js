// One deployment job: what it deploys, and the state of each of its workers.
import { html, useState, useLoad, useWorld, href, t, number, announce, Page, Section, Facts, Table, Button, Time, Failed, Loading, Notice, Pager } from '../../parts.js';
import { ask } from '../../products.js';
import { useChanges } from '../../settled.js';
import { certificateHref } from '../certificates.js';
import { State } from './jobs.js';
import { iso } from './expiry.js';

const STEP = 100;
/** What the caller may ask a job in a state to become, and a worker. */
const JOB_STEPS = { editing: ['pending'], pending: ['editing'], scheduling: ['editing'] };
const WORKER_STEPS = { success: ['rollback'], error: ['pending', 'rollback'], rollback_error: ['pending'] };

/** @param {{id: string, place: any}} props */
export function Job({ id, place }) {
  const world = useWorld();
  const [size, setSize] = useState(STEP);
  const call = (action, parameters) => ask('cas', action, { JobId: id, ...parameters }, place.options);
  const { data, error, reload } = useLoad(async () => {
    const [job, counts, workers, certs] = await Promise.all([call('DescribeDeploymentJob'), call('DescribeDeploymentJobStatus'),
      call('ListWorkerResource', { ShowSize: size, CurrentPage: 1 }), call('ListDeploymentJobCert')]);
    return { job, counts, workers, certs: certs.Data };
  }, [id, size, world]);
  useChanges(reload);
  const back = { href: href('certificates', [], { ...place.query, tab: 'jobs' }), text: t('certificates.tab.jobs') };
  if (error) return html`<${Page} title=${id} back=${back}>${[400, 404].includes(error.status) ? html`<${Notice} tone="warn">${t('certificates.noJob', { id })}<//>` : html`<${Failed} error=${error} retry=${reload} />`}<//>`;
  if (!data) return html`<${Page} title=${id} back=${back}><${Loading} /><//>`;
  const { job, counts, workers, certs } = data;
  const change = (action, Status, parameters) => async () => {
    await call(action, { Status, ...parameters });
    announce(t('certificates.asked'));
    reload();
  };
  const counted = [['WorkerCount', 'all'], ['SuccessCount', 'success'], ['FailedCount', 'failed'], ['RollbackCount', 'rollback']];
  return html`<${Page} title=${job.Name} back=${back} lead=${html`<${State} state=${job.Status} />`}
    actions=${(JOB_STEPS[job.Status] ?? []).map((to) => html`<${Button} key=${to} kind=${to === 'pending' ? 'primary' : undefined} onClick=${change('UpdateDeploymentJobStatus', to)}>${t(`certificates.jobTo.${to}`)}<//>`)}>
    ${['pending', 'scheduling', 'processing'].includes(job.Status) && html`<${Notice}>${t('certificates.byClock')} <a href=${href('due')}>${t('nav.due')}</a><//>`}
    <div class="columns">
      <${Section} class="card"><${Facts} items=${[
        [t('certificates.id'), html`<code>${job.Id}</code>`], [t('certificates.type'), job.JobType], [t('certificates.products'), job.ProductName],
        [t('certificates.made'), html`<${Time} at=${iso(job.GmtCreate)} />`],
        [t('certificates.scheduled'), job.ScheduleTime && html`<${Time} at=${iso(job.ScheduleTime)} />`],
        [t('certificates.started'), job.StartTime && html`<${Time} at=${iso(job.StartTime)} />`],
        [t('certificates.ended'), job.EndTime && html`<${Time} at=${iso(job.EndTime)} />`],
        [t('certificates.contacts'), (job.CasContacts ?? []).map((one) => one.Name).join(', ')],
      ]} /><//>
      <${Section} title=${t('certificates.deploys')} class="card"><ul class="entries">${certs.map((one) => html`<li key=${one.CertId}>
        <a href=${certificateHref(one.CertId, place)}>${one.CertName}</a><span class="muted">${one.CommonName}</span></li>`)}</ul>
        <${Facts} items=${counted.map(([name, key]) => [t(`certificates.workers.${key}`), number(counts[name] ?? 0)])} /><//>
    </div>
    <${Section} title=${t('certificates.workers')}>
      <${Table} caption=${t('certificates.workers')} rows=${workers.Data} rowKey=${(one) => one.Id} tone=${(one) => (/error/i.test(one.Status) ? 'bad' : '')} empty=${t('certificates.noWorkers')} columns=${[
        { key: 'ResourceDomain', title: t('certificates.resource') },
        { key: 'Status', title: t('certificates.state'), render: (one) => html`<${State} state=${one.Status} />` },
        { key: 'CloudProduct', title: t('certificates.product'), render: (one) => [one.CloudProduct, one.InstanceId, one.ListenerId].filter(Boolean).join(' ') },
        { key: 'RegionId', title: t('certificates.region') },
        { key: 'CertName', title: t('certificates.certificate') },
        { key: 'GmtModified', title: t('certificates.changed'), render: (one) => html`<${Time} at=${iso(one.GmtModified)} short />` },
        { key: 'do', title: t('certificates.actions'), kind: 'do', render: (one) => html`<span class="actions">${(WORKER_STEPS[one.Status] ?? []).map((to) => html`<${Button} small key=${to}
          aria-label=${`${t(`certificates.workerTo.${to}`)}: ${one.ResourceDomain}`} onClick=${change('UpdateWorkerResourceStatus', to, { WorkerId: one.Id })}>${t(`certificates.workerTo.${to}`)}<//>`)}</span>` },
      ]} />
      <${Pager} shown=${workers.Data.length || undefined} total=${workers.Total} next=${workers.Data.length < workers.Total} onMore=${() => setSize(size + STEP)} /><//>
  <//>`;
}
