// Applications for certificates: orders and instances, with what becomes of those that wait.
import { html, useState, useLoad, useWorld, api, t, announce, Section, Table, Button, Badge, Dialog, Field, Select, Failed, Loading } from '../../parts.js';
import { useChanges } from '../../settled.js';
import { certificateHref } from '../certificates.js';

const WAITING = ['domain_verify', 'process', 'submitted', 'validating', 'checking'];
const BAD = ['verify_fail', 'revoked', 'gone', 'closed', 'refund'];

function Settings({ place }) {
  const [verdict, setVerdict] = useState('');
  const apply = async () => {
    const now = await api.post('cas/validation', { validate: verdict }, { query: place.control });
    announce(t('certificates.validationSet', { outcome: t(`certificates.outcome.${now.validate}`) }));
  };
  const outcomes = ['pass', 'fail', 'hold'].map((one) => [one, t(`certificates.outcome.${one}`)]);
  return html`<div class="inline"><${Select} label=${t('certificates.validation')} value=${verdict} onChange=${setVerdict} options=${[['', t('certificates.unchanged')], ...outcomes]} />
    <${Button} disabled=${!verdict} onClick=${apply}>${t('certificates.apply')}<//></div>`;
}

function Refuse({ of, onClose, onRefuse }) {
  const [reason, setReason] = useState('');
  return html`<${Dialog} title=${t('certificates.failOf', { name: of.domain ?? of.id })} onClose=${onClose} actions=${html`
    <${Button} onClick=${onClose}>${t('parts.cancel')}<//><${Button} kind="danger" onClick=${() => onRefuse(reason)}>${t('certificates.fail')}<//>`}>
    <${Field} label=${t('certificates.reason')} value=${reason} onInput=${setReason} placeholder=${t('certificates.reasonExample')} /><//>`;
}

/** @param {{kind: 'orders'|'instances', place: any, empty: any, columns: any[], actions?: any}} props */
function Applied({ kind, place, empty, columns, reloadKey }) {
  const world = useWorld();
  const [refused, setRefused] = useState(null);
  const { data, error, reload } = useLoad(() => api.get(`cas/${kind}`, place.control), [world, reloadKey]);
  useChanges(reload);
  if (error) return html`<${Failed} error=${error} retry=${reload} />`;
  if (!data) return html`<${Loading} />`;
  const settle = async (row, body) => {
    await api.post(`cas/${kind}/${encodeURIComponent(row.id)}`, body, { query: place.control });
    announce(t('certificates.settled', { outcome: t(`certificates.outcome.${body.validate}`) }));
    reload();
  };
  const buttons = (row) => WAITING.includes(row.state) && html`<span class="actions">
    <${Button} small onClick=${() => settle(row, { validate: 'pass' })} aria-label=${t('certificates.passOf', { name: row.domain ?? row.id })}>${t('certificates.pass')}<//>
    <${Button} small kind="danger" onClick=${() => setRefused(row)} aria-label=${t('certificates.failOf', { name: row.domain ?? row.id })}>${t('certificates.fail')}<//>
    ${row.validate !== 'hold' && html`<${Button} small kind="quiet" onClick=${() => settle(row, { validate: 'hold' })}>${t('certificates.hold')}<//>`}</span>`;
  return html`<${Table} caption=${t(`certificates.${kind}`)} rows=${data[kind]} empty=${empty} columns=${[
      { key: 'domain', title: t('certificates.domains'), render: (row) => row.domain ?? html`<span class="muted">${t('certificates.noDomain')}</span>` },
      { key: 'state', title: t('certificates.state'), render: (row) => html`<${Badge} tone=${WAITING.includes(row.state) ? 'warn' : BAD.includes(row.state) ? 'bad' : row.certificate_id ? 'good' : undefined}>${row.state}<//>` },
      { key: 'do', title: t('certificates.actions'), kind: 'do', render: buttons },
      { key: 'validate', title: t('certificates.outcome'), render: (row) => t(`certificates.outcome.${row.validate}`) },
      ...columns,
      { key: 'certificate_id', title: t('certificates.certificate'), render: (row) => (row.certificate_id ? html`<a href=${certificateHref(row.certificate_id, place)}>${row.certificate_id}</a>` : '–') },
      { key: 'id', title: t('certificates.id'), kind: 'id' },
    ]} />
    ${data.total > data[kind].length && html`<p class="muted">${t('parts.shownOf', { shown: data[kind].length, total: data.total })}</p>`}
    ${refused && html`<${Refuse} of=${refused} onClose=${() => setRefused(null)} onRefuse=${async (reason) => { await settle(refused, { validate: 'fail', ...(reason ? { reason } : {}) }); setRefused(null); }} />`}`;
}

/** @param {{place: any}} props */
export function Applications({ place }) {
  const [bought, setBought] = useState(0);
  const buy = async () => {
    await api.post('cas/instances', {}, { query: place.control });
    announce(t('certificates.bought'));
    setBought(bought + 1);
  };
  return html`<p class="muted">${t('certificates.applicationsText')}</p>
    <${Settings} place=${place} />
    <${Section} title=${t('certificates.orders')}><${Applied} kind="orders" place=${place} columns=${[{ key: 'product_code', title: t('certificates.product') }]}
      empty=${html`<p>${t('certificates.noOrders')}</p><p><code>localyun call cas CreateCertificateForPackageRequest ProductCode=digicert-free-1-free Domain=www.example.com ValidateType=DNS</code></p>`} /><//>
    <${Section} title=${t('certificates.instances')} actions=${html`<${Button} small onClick=${buy}>${t('certificates.buy')}<//>`}><${Applied} kind="instances" place=${place} reloadKey=${bought}
      columns=${[{ key: 'certificate_type', title: t('certificates.type') }, { key: 'result', title: t('certificates.result'), kind: 'wide', render: (row) => row.result ?? '–' }]} empty=${t('certificates.noInstances')} /><//>`;
}
