// One call: what came, what the policies decided, what it changed, what was answered, and how to make it again.
import { html, useState, useLoad, api, href, t, Page, Prose, Section, Table, Facts, Copied, Code, Json, Failed, Loading, Time, Badge, Notice, Tabs } from '../../parts.js';
import { Decisions } from './decisions.js';
import { Outcome } from './list.js';
import { refused } from './summary.js';

function Parameters({ call }) {
  const unread = new Map((call.unread ?? []).map((one) => [one.name, one.misspelt_for]));
  const rows = Object.entries(call.parameters ?? {}).map(([name, value]) => ({ name, value, unread: unread.has(name), likely: unread.get(name) }));
  return html`<${Section} title=${t('calls.parameters')}>
    <${Table} caption=${t('calls.parameters')} rows=${rows} rowKey=${(row) => row.name} tone=${(row) => (row.unread ? 'warn' : '')} empty=${t('calls.noParameters')} columns=${[
      { key: 'name', title: t('calls.name'), kind: 'id' },
      { key: 'value', title: t('calls.value'), kind: 'wide', render: (row) => html`<span class="mono">${row.value}</span>` },
      ...(unread.size ? [{ key: 'note', title: t('calls.note'), render: (row) => row.unread && html`<${Badge} tone="warn">${t('calls.notRead')}<//> ${row.likely && t('calls.likely', { name: row.likely })}` }] : []),
    ]} />
    ${call.unread_more > 0 && html`<p class="muted">${t('calls.unreadMore', { count: call.unread_more })}</p>`}<//>`;
}

function Transitions({ call }) {
  const rows = [...(call.transitions_before ?? []).map((one) => ({ ...one, before: true })), ...(call.transitions ?? [])].map((one, id) => ({ ...one, id }));
  if (!rows.length) return null;
  return html`<${Section} title=${t('calls.transitions')}>
    <${Table} caption=${t('calls.transitions')} rows=${rows} columns=${[
      { key: 'what', title: t('calls.what'), kind: 'id', render: (row) => `${row.table}.${row.column}` },
      { key: 'change', title: t('calls.change'), render: (row) => html`<span class="mono">${row.from || '–'} → ${row.to}</span>` },
      { key: 'by', title: t('calls.by'), render: (row) => (row.before ? t('calls.beforeCall') : t('calls.thisCall')) },
    ]} /><//>`;
}

/** The message of an error: a long one, such as that of a wrong signature, as a text to read and copy. @param {{text: string}} props */
const Message = ({ text }) => (text.length > 400 ? html`<${Code} wrap text=${text} label=${t('calls.message')} />` : html`<p lang="en">${text}</p>`);

/** The server's texts of the signature. They are asked for when they are opened, since a search for mistakes costs time. */
function SignedTexts({ id }) {
  const [opened, setOpened] = useState(false);
  return html`<details class="card" onToggle=${(event) => event.target.open && setOpened(true)}>
    <summary><h2>${t('calls.signedTexts')}</h2></summary>
    ${opened && html`<${LoadedTexts} id=${id} />`}</details>`;
}

function LoadedTexts({ id }) {
  const { data, error, reload } = useLoad(() => api.get(`explain/${encodeURIComponent(id)}`), [id]);
  if (error) return html`<${Failed} error=${error} retry=${reload} />`;
  if (!data) return html`<${Loading} />`;
  const { canonical_request: canonical, string_to_sign: text } = data.explanation ?? {};
  if (!text) return html`<p class="muted">${t('calls.noSignature')}</p>`;
  return html`<h3>${t('calls.canonical')}</h3><${Code} wrap text=${canonical || text} label=${t('calls.canonical')} />
    <h3>${t('calls.toSign')}</h3><${Code} wrap text=${text} label=${t('calls.toSign')} />`;
}

function Answer({ answer, size }) {
  if (!answer) return html`<p class="muted">${t('calls.noAnswerKept')}</p>`;
  return html`<p class="muted">${t('calls.answerFacts', { status: answer.status, format: answer.format ?? '', size })}${answer.cut && ` ${t('calls.cut')}`}</p>
    ${answer.body ? html`<${Json} value=${answer.body} label=${t('calls.answer')} />` : html`<p class="muted">${t('calls.emptyBody')}</p>`}`;
}

function Request({ request }) {
  if (!request) return html`<p class="muted">${t('calls.noRequestKept')}</p>`;
  const head = [`${request.method} ${request.target} HTTP/1.1`, ...request.headers.map(([name, value]) => `${name}: ${value}`)].join('\n');
  return html`<${Code} wrap text=${head} label=${t('calls.request')} />
    ${request.body && html`<${Json} value=${request.body} label=${t('calls.body')} />`}`;
}

function Again({ call }) {
  const { data: curl, error } = useLoad(() => api.text('calls/export', { as: 'curl', since: call.sequence - 1, until: call.sequence }), [call.sequence]);
  const params = Object.fromEntries(Object.entries(call.parameters ?? {}).filter(([, value]) => !String(value).includes('(hidden)')));
  const expected = { action: call.action, ...(Object.keys(params).length && { params }), status: String(call.status), times: 1 };
  const shell = (text) => `'${text.replace(/'/g, "'\\''")}'`;
  const verify = `curl -sf -d ${shell(JSON.stringify(expected))} ${shell(`${location.origin}/_localyun/calls/verify`)}`;
  return html`<h3>${t('calls.curl')}</h3>
    ${error ? html`<${Failed} error=${error} />` : curl === undefined ? html`<${Loading} />` : html`<${Code} wrap text=${curl.trim()} label=${t('calls.curl')} />`}
    <h3>${t('calls.verify')}</h3><p class="muted">${t('calls.verifyText')}</p><${Code} wrap text=${verify} label=${t('calls.verify')} />`;
}

/** @param {{id: string}} props the request id */
export function OneCall({ id }) {
  const [tab, setTab] = useState('answer');
  const { data: call, error, reload } = useLoad(() => api.get(`calls/${encodeURIComponent(id)}`), [id]);
  const back = { href: href('calls'), text: t('nav.calls') };
  if (error) return html`<${Page} title=${t('calls.one')} back=${back}><${Failed} error=${error} retry=${reload} /><//>`;
  if (!call) return html`<${Page} title=${t('calls.one')} back=${back}><${Loading} /><//>`;
  const tabs = [{ id: 'answer', title: t('calls.answer') }, { id: 'request', title: t('calls.request') }, { id: 'again', title: t('calls.again') }];
  return html`<${Page} title=${call.action || t('calls.unknownAction')} back=${back} actions=${html`
      <a class="button ${refused(call) ? 'primary' : ''}" href=${href('explain', [call.request_id])}>${t('calls.explain')}</a>
      ${call.action && call.product && html`<a class="button" href=${href('try', [call.product.toLowerCase(), call.action])}>${t('calls.tryIt')}</a>`}`}>
    <p class="call-outcome"><${Outcome} call=${call} /> ${call.let_pass && html`<${Badge} tone="warn">${t('calls.letPass')}<//>`} ${call.fault && html`<a href=${href('faults')}><${Badge} tone="warn">${t('calls.fault', { id: call.fault })}<//></a>`}</p>
    ${call.code && html`<${Notice} tone=${call.let_pass ? 'warn' : 'bad'} title=${call.code}><${Message} text=${call.message ?? ''} />${call.hint && html`<p class="muted"><${Prose} text=${call.hint} /></p>`}<//>`}
    <div class="card"><${Facts} two items=${[
      [t('calls.requestId'), html`<${Copied} text=${call.request_id} />`],
      [t('calls.product'), html`${call.product || '–'} <span class="muted">${call.version}</span>`],
      [t('calls.caller'), call.caller ? html`<span class="mono">${call.caller.arn}</span>` : t('calls.unknown')],
      [t('calls.key'), call.caller?.access_key_id && html`<span class="mono">${call.caller.access_key_id}</span>`],
      [t('calls.time'), html`<${Time} at=${call.at} />`],
      [t('calls.duration'), `${call.duration_ms} ms`],
      [t('calls.region'), call.region],
      [t('calls.process'), call.process && html`<span class="mono">${call.process}</span>`],
      [t('calls.signature'), call.signature ? html`<span class="mono">${call.signature.scheme}</span> <span class="muted">${call.signature.form}</span>` : t('calls.notVerified')],
      [t('calls.client'), call.client && html`${call.client.address} <span class="muted">${call.client.user_agent}</span>`],
    ]} /></div>
    <${Parameters} call=${call} />
    <${Decisions} decisions=${call.decisions} caller=${call.caller} />
    <${Transitions} call=${call} />
    <${Tabs} label=${t('calls.content')} tabs=${tabs} chosen=${tab} onChoose=${setTab}>
      ${tab === 'answer' ? html`<${Answer} answer=${call.answer} size=${call.answer_size} />` : tab === 'request' ? html`<${Request} request=${call.request} />` : html`<${Again} call=${call} />`}<//>
    <${SignedTexts} id=${call.request_id} />
  <//>`;
}
