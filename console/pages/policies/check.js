// A question to the policies: may this principal carry out this action on this resource, and why.
import { html, useState, useEffect, useLoad, useWorld, setQuery, api, t, Field, Select, Button, Check as Tick, Badge, Notice, Facts, Code, Failed, Prose } from '../../parts.js';
import { usePrincipals } from './principals.js';
import { Deciding } from './deciding.js';

const PAIRS = ['tags', 'conditions'];

/** The lines `name=value` of a text as an object. @param {string} text */
function pairs(text) {
  const lines = text.split('\n').map((line) => line.trim()).filter(Boolean);
  return Object.fromEntries(lines.map((line) => line.split(/=(.*)/s)).map(([name, value = '']) => [name.trim(), value.trim()]));
}

/** The body of `policy/check` for a question. */
function body({ as, action, resource, ip, time, mfa, secure, resource_group, tags, conditions }) {
  const resources = resource.split('\n').map((line) => line.trim()).filter(Boolean);
  const all = {
    as: as.trim(), action: action.trim(), resource: resources.length > 1 ? resources : resources[0], ip: ip.trim(), time: time.trim(),
    mfa: mfa ? mfa === 'true' : undefined, secure: secure ? undefined : false, resource_group: resource_group.trim(),
  };
  for (const name of PAIRS) if (Object.keys(pairs({ tags, conditions }[name])).length) all[name] = pairs({ tags, conditions }[name]);
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined && value !== ''));
}

/** Fills action and resource from an action of a product, as its definition names them. */
function FromAction({ account, onFill }) {
  const world = useWorld();
  const [text, setText] = useState('');
  const { data, error } = useLoad(() => api.get('actions'), [world]);
  const names = data?.products.flatMap((product) => product.actions.map((action) => `${product.id} ${action.name}`)) ?? [];
  const choose = async (value) => {
    setText(value);
    if (!names.includes(value)) return;
    const found = await api.get(`actions/${value.split(' ').map(encodeURIComponent).join('/')}`);
    onFill(found.ram ?? '', (found.resources ?? []).join('\n').replaceAll(/\{(account|owner)\}/g, account?.account ?? '*').replaceAll(/\{\w+\}/g, '*'));
  };
  if (error) return html`<p class="hint">${t('policies.noActions')}</p>`;
  return html`<${Field} label=${t('policies.fromAction')} hint=${t('policies.fromActionText')} value=${text} list=${names} placeholder="cms PutContact" onInput=${choose} />`;
}

function Answer({ answer, account }) {
  const tone = answer.allowed ? 'good' : 'bad';
  return html`<div class="card section" aria-live="polite">
    <h2><${Badge} tone=${tone}>${t(answer.allowed ? 'policies.allowed' : answer.explicit ? 'policies.denied' : 'policies.notAllowed')}<//></h2>
    <p class="decision"><${Prose} text=${answer.reason} /></p>
    <${Facts} items=${[
      [t('policies.principal'), html`<code>${answer.principal}</code>`], [t('policies.action'), html`<code>${answer.action}</code>`],
      [t('policies.resource'), html`<code>${answer.resource}</code>`], [t('policies.kind'), t(`policies.kind.${answer.policy_type}`)],
    ]} />
    ${answer.statements.map((text) => html`<${Deciding} text=${text} kind=${answer.policy_type} account=${account} key=${text} />`)}
    ${answer.needed && html`<h3>${t('policies.needed')}</h3><p class="muted">${t(`policies.neededIn.${answer.policy_type}`)}</p>
      <${Code} text=${JSON.stringify(answer.needed, null, 2)} label=${t('policies.needed')} />`}
    ${!answer.allowed && answer.explicit && html`<p class="muted">${t('policies.deniedText')}</p>`}
  </div>`;
}

/** @param {{query: Record<string, string>, account: any}} props */
export function Check({ query, account }) {
  const principals = usePrincipals(account);
  const [asked, set] = useState({ as: query.as ?? '', action: query.action ?? '', resource: query.resource ?? '', ip: '', time: '', mfa: '', secure: true, resource_group: '', tags: '', conditions: '' });
  const [answer, setAnswer] = useState({ value: null, error: null });
  const change = (name) => (value) => set((before) => ({ ...before, [name]: value }));
  const ready = asked.as.trim() && asked.action.trim();
  const send = async () => {
    if (!ready) return;
    setQuery({ as: asked.as.trim(), action: asked.action.trim(), resource: asked.resource.trim() });
    try { setAnswer({ value: await api.post('policy/check', body(asked)), error: null }); } catch (error) { setAnswer({ value: null, error }); }
  };
  useEffect(() => { if (query.as && query.action) send(); }, []);
  const first = principals.data?.[1] ?? principals.data?.[0];
  return html`<div class="split">
    <form class="card section" onSubmit=${(event) => { event.preventDefault(); send(); }}>
      <${Field} search label=${t('policies.principal')} hint=${t('policies.principalHint')} value=${asked.as} onInput=${change('as')} mono list=${principals.data ?? []} placeholder=${first ?? 'user/NAME'} required />
      <${FromAction} account=${account} onFill=${(action, resource) => set({ ...asked, action, resource: resource === '*' ? '' : resource })} />
      <${Field} label=${t('policies.action')} hint=${t('policies.actionHint')} value=${asked.action} onInput=${change('action')} mono placeholder="cms:PutContact" required />
      <${Field} label=${t('policies.resource')} hint=${t('policies.resourceHint')} value=${asked.resource} onInput=${change('resource')} mono rows="2" placeholder="*" />
      <details><summary>${t('policies.conditions')}</summary><div class="section conditions">
        <div class="filters">
          <${Field} label=${t('policies.ip')} value=${asked.ip} onInput=${change('ip')} mono placeholder="192.0.2.1" />
          <${Field} label=${t('policies.time')} value=${asked.time} onInput=${change('time')} mono placeholder="2026-01-01T00:00:00Z" />
          <${Select} label=${t('policies.mfa')} value=${asked.mfa} onChange=${change('mfa')} options=${[['', t('policies.mfaAbsent')], ['true', t('policies.mfaTrue')], ['false', t('policies.mfaFalse')]]} />
          <${Field} label=${t('policies.group')} value=${asked.resource_group} onInput=${change('resource_group')} mono placeholder="rg-…" />
        </div>
        <${Tick} label=${t('policies.secure')} checked=${asked.secure} onChange=${change('secure')} />
        <${Field} label=${t('policies.tags')} hint=${t('policies.pairs')} value=${asked.tags} onInput=${change('tags')} mono rows="2" placeholder="env=test" />
        <${Field} label=${t('policies.other')} hint=${t('policies.pairs')} value=${asked.conditions} onInput=${change('conditions')} mono rows="2" placeholder="acs:UserAgent=curl" />
      </div></details>
      <div class="actions"><${Button} kind="primary" type="submit" disabled=${!ready}>${t('policies.ask')}<//></div>
    </form>
    <div class="section">
      ${principals.error && html`<${Failed} error=${principals.error} retry=${principals.reload} />`}
      ${answer.error && (answer.error.status === 404 && !answer.error.unknownCall ? html`<${Notice} tone="warn" title=${t('policies.noPrincipal')}>${answer.error.message}<//>` : html`<${Failed} error=${answer.error} />`)}
      ${answer.value && html`<${Answer} answer=${answer.value} account=${account} />`}
      ${!answer.value && !answer.error && html`<div class="empty"><p>${t('policies.askFirst')}</p>${principals.data?.length === 1 && html`<p>${t('policies.noUsers')}</p><p><code>localyun call ram CreateUser UserName=ci</code></p>`}</div>`}
    </div>
  </div>`;
}
