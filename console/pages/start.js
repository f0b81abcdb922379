// Start here: the endpoint, the keys, the code for each client, and what to do first.
import { html, useState, useLoad, useLive, useThrottled, useWorld, setQuery, api, href, t, rich, number, Page, Section, Facts, Copied, Code, Tabs, Button, Failed, Loading, Time, Badge } from '../parts.js';
import { clientCalls, useClientCalls } from '../journal.js';
import { SNIPPETS, exec } from './start/snippets.js';

const REGION = 'cn-hangzhou';

const HIDDEN = '••••••••••';

/** A secret that is hidden until it is asked for. @param {{secret: string, shown: boolean, onShow: (shown: boolean) => void}} props */
function Secret({ secret, shown, onShow }) {
  return html`<span class="copied">${shown ? html`<${Copied} text=${secret} label=${t('start.secret')} />` : html`<code aria-label=${t('start.secretHidden')}>${HIDDEN}</code>`}
    <${Button} small kind="quiet" onClick=${() => onShow(!shown)}>${shown ? t('start.hide') : t('start.reveal')}<//></span>`;
}

/** The address that reaches the server: its own, unless the page came from another machine. */
const endpoint = (world) => (/^(localhost|127\.[\d.]+|\[::1\])$/.test(location.hostname) ? world.endpoint : location.origin);

function Connection({ world, account, onAccount, shown, onShow }) {
  const { host, protocol } = new URL(endpoint(world));
  return html`<${Section} title=${t('start.connection')} class="card">
    <${Facts} items=${[
      [t('start.endpoint'), html`<${Copied} text=${host} />`],
      [t('start.protocol'), html`${protocol.slice(0, -1).toUpperCase()} <span class="muted">${t('start.oneEndpoint')}</span>`],
      [t('start.keyId'), html`<${Copied} text=${account.access_key_id} />`],
      [t('start.secret'), html`<${Secret} secret=${account.access_key_secret} shown=${shown} onShow=${onShow} />`],
      [t('start.region'), html`<${Copied} text=${REGION} /> <span class="muted">${t('start.anyRegion')}</span>`],
      [t('start.account'), world.accounts.length === 1 ? html`<code>${account.account}</code>`
        : html`<select aria-label=${t('start.account')} value=${account.account} onChange=${(event) => onAccount(event.target.value)}>
          ${world.accounts.map((one) => html`<option key=${one.account} value=${one.account} selected=${one === account}>${one.account}</option>`)}</select>`],
    ]} /><//>`;
}

/** The server and what this world has seen. @param {{calls?: number, messages?: number}} props how many there were so far */
function Health({ calls, messages }) {
  const { data: health, error, reload } = useLoad(() => api.get('health'), []);
  const soon = useThrottled(reload, 3000);
  useLive('worlds', ({ worlds }) => { if (health && worlds !== health.worlds) soon(); });
  if (error) return html`<${Failed} error=${error} retry=${reload} />`;
  return html`<${Section} title=${t('start.server')} class="card">
    ${!health ? html`<${Loading} />` : html`<${Facts} items=${[
      [t('start.state'), html`<${Badge} tone="good">${t('start.running')}<//>`],
      [t('start.calls'), calls !== undefined && html`<a href=${href('calls')}>${number(calls)}</a> <span class="muted">${t('start.inThisWorld')}</span>`],
      [t('start.messages'), messages !== undefined && html`<a href=${href('inbox')}>${number(messages)}</a> <span class="muted">${t('start.inThisWorld')}</span>`],
      [t('start.worlds'), html`<a href=${href('worlds')}>${number(health.worlds)}</a>`],
      [t('start.data'), health.data === ':memory:' ? t('start.inMemory') : html`<code>${health.data}</code>`],
      [t('start.version'), html`<span class="mono">${health.version}</span>${health.commit && html` <span class="mono muted">${health.commit.slice(0, 10)}</span>`}`],
      [t('start.since'), html`<${Time} at=${health.started} machine />`],
    ]} />`}<//>`;
}

/** What to do first, in order. A step that is done says so. */
function Steps({ calls }) {
  const steps = [
    [t('start.step1'), t('start.step1Text'), calls > 0],
    [t('start.step2'), rich('start.step2Text', { calls: html`<a href=${href('calls')}>${t('nav.calls')}</a>`, inbox: html`<a href=${href('inbox')}>${t('nav.inbox')}</a>` })],
    [t('start.step3'), rich('start.step3Text', { explain: html`<a href=${href('explain')}>${t('nav.explain')}</a>`, policies: html`<a href=${href('policies')}>${t('nav.policies')}</a>` })],
    [t('start.step4'), rich('start.step4Text', { worlds: html`<a href=${href('worlds')}>${t('nav.worlds')}</a>`, faults: html`<a href=${href('faults')}>${t('nav.faults')}</a>`, due: html`<a href=${href('due')}>${t('nav.due')}</a>` })],
  ];
  return html`<${Section} title=${t('start.first')} class="card"><ol class="steps">${steps.map(([title, text, done]) => html`<li key=${title}>
    <h3>${title}${done && html` <${Badge} tone="good">${t('start.done')}<//>`}</h3><p class="muted">${text}</p></li>`)}</ol><//>`;
}

/** The code for each client. Hidden secrets are copied all the same. @param {{facts: import('./start/snippets.js').Facts, chosen: string, shown: boolean}} props */
function Snippets({ facts, chosen, shown }) {
  const visible = (text) => (shown ? text : text.replaceAll(facts.secret, HIDDEN));
  const snippet = SNIPPETS.find((one) => one.id === chosen) ?? SNIPPETS[0];
  return html`<${Section} title=${t('start.snippets')} class="card snippets">
    <p class="muted">${t('start.snippetsText')}</p>
    <${Tabs} label=${t('start.snippets')} tabs=${SNIPPETS.map(({ id, title }) => ({ id, title }))} chosen=${snippet.id} onChoose=${(client) => setQuery({ client })}>
      ${snippet.install && html`<h3>${t('start.install')}</h3><${Code} text=${snippet.install} label=${t('start.install')} />`}
      <h3>${t('start.withEndpoint')}</h3>
      <${Code} text=${snippet.code(facts)} label=${snippet.title}>${visible(snippet.code(facts))}<//>
      <h3>${t('start.unchanged')}</h3>
      <p class="muted">${t('start.unchangedText')}</p>
      <${Code} text=${exec(facts, snippet.program)} wrap label=${t('start.unchanged')}>${visible(exec(facts, snippet.program))}<//>
    <//><//>`;
}

/** @param {{query: Record<string, string>}} props `client`: the tab of the snippets */
export default function StartPage({ query }) {
  const id = useWorld() || 'default';
  const { data: world, error, reload } = useLoad(() => api.get(`worlds/${encodeURIComponent(id)}`, { secrets: true }), [id]);
  const [chosen, setAccount] = useState('');
  const [shown, setShown] = useState(false);
  const [calls, setCalls] = useState(undefined);
  const [messages, setMessages] = useState(undefined);
  useLoad(() => clientCalls({ limit: 1 }).then((list) => setCalls(list.by_clients)), [id]);
  useLoad(() => api.get('outbox', { limit: 1 }).then((outbox) => setMessages(outbox.messages.at(-1)?.id ?? 0)), [id]);
  useClientCalls((data) => setCalls(data.by_clients));
  useLive('messages', ({ last }) => setMessages(last));
  if (error) return html`<${Page} title=${t('nav.start')}><${Failed} error=${error} retry=${reload} /><//>`;
  if (!world) return html`<${Page} title=${t('nav.start')}><${Loading} /><//>`;
  const account = world.accounts.find((one) => one.account === chosen) ?? world.accounts[0];
  const { protocol, host } = new URL(endpoint(world));
  const facts = { url: endpoint(world), scheme: protocol.slice(0, -1), host, id: account.access_key_id, secret: account.access_key_secret, region: REGION, world: world.id !== 'default' && account === world.accounts[0] ? world.id : '' };
  return html`<${Page} title=${t('nav.start')} lead=${t('start.lead')}>
    <div class="columns"><${Connection} world=${world} account=${account} onAccount=${setAccount} shown=${shown} onShow=${setShown} /><${Health} calls=${calls} messages=${messages} /></div>
    <${Snippets} facts=${facts} chosen=${query.client} shown=${shown} />
    <${Steps} calls=${calls ?? 0} />
  <//>`;
}
