// One action: its form, its answer, its code.
import { html, useState, useLoad, useWorld, api, href, t, Page, Prose, Section, Select, Field, Failed, Loading, Table, Tabs, Badge, Code, Json, Facts, Notice } from '../../parts.js';
import { Form, wrong } from './form.js';
import { SAMPLES } from './samples.js';

/** The keys that may sign: those of the roots of the world, or one that is pasted. */
function useKeys() {
  const id = useWorld() || 'default';
  const { data } = useLoad(() => api.get(`worlds/${encodeURIComponent(id)}`).catch(() => null), [id]);
  return { keys: (data?.accounts ?? []).map((one) => [one.access_key_id, `${one.account} (${one.access_key_id})`]), endpoint: data?.endpoint ?? location.origin };
}

function Answer({ answer }) {
  const request = answer.body?.RequestId ?? answer.headers.get('x-acs-request-id');
  const code = answer.body?.Code;
  const good = answer.status < 400;
  return html`<${Section} title=${t('try.answer')}><div aria-live="polite">
    <p class="actions"><${Badge} tone=${good ? 'good' : 'bad'}>${good ? t('try.ok') : t('try.notOk')} ${answer.status}<//>
      ${code && html`<code>${String(code)}</code>`}
      ${request && html`<a href=${href('calls', [request])}>${t('try.call')}</a> <a href=${href('explain', [request])}>${t('try.explain')}</a>`}</p></div>
    ${answer.headers.get('x-localyun-hint') && html`<${Notice} tone="warn"><${Prose} text=${answer.headers.get('x-localyun-hint')} /><//>`}
    <${Json} value=${answer.text} label=${t('try.answer')} /><//>`;
}

/** The call as `curl`, signed anew whenever it changes or was sent, since a signed call is accepted once. @param {any} call @param {boolean} wanted @param {any} answer */
function useCurl({ product, about, parameters, region, accessKey }, wanted, answer) {
  const body = { product, action: about.action, parameters, region, ...(accessKey && { access_key_id: accessKey }) };
  const { data } = useLoad(async (signal) => {
    if (!wanted) return '';
    await new Promise((typed) => { setTimeout(typed, 300); });
    return signal.aborted ? '' : api.post('sign', body, { signal }).then(({ curl }) => curl, () => '');
  }, [wanted, JSON.stringify(body), answer]);
  return data;
}

function Samples({ call, answer }) {
  const [chosen, choose] = useState(SAMPLES[0].id);
  const sample = SAMPLES.find((one) => one.id === chosen);
  const curl = useCurl(call, chosen === 'curl', answer);
  return html`<${Section} title=${t('try.code')}>
    <p class="muted">${t('try.codeText')}</p>
    <${Tabs} label=${t('try.code')} tabs=${SAMPLES.map(({ id, title }) => ({ id, title }))} chosen=${chosen} onChoose=${choose}>
      ${chosen === 'curl' && curl && html`<p class="muted">${t('try.curlOnce')}</p>`}
      <${Code} text=${sample.code({ ...call, curl })} label=${sample.title} /><//><//>`;
}

/** @param {{product: string, action: string}} props */
export function OneAction({ product, action }) {
  const { data: about, error, reload } = useLoad(() => api.get(`actions/${encodeURIComponent(product)}/${encodeURIComponent(action)}`), [product, action]);
  const { keys, endpoint } = useKeys();
  const [values, setValues] = useState({});
  const [key, setKey] = useState('');
  const [pasted, setPasted] = useState('');
  const [region, setRegion] = useState('cn-hangzhou');
  const [checked, setChecked] = useState(false);
  const [answer, setAnswer] = useState(null);
  const [failure, setFailure] = useState(null);
  const back = { href: href('try'), text: t('nav.try') };
  if (error) return html`<${Page} title=${action} back=${back}><${Failed} error=${error} retry=${reload} /><//>`;
  if (!about) return html`<${Page} title=${action} back=${back}><${Loading} /><//>`;
  const parameters = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
  const problems = wrong(about.parameters, parameters);
  const accessKey = key === 'other' ? pasted.trim() : key || keys[0]?.[0];
  const send = async (event) => {
    event.preventDefault();
    setFailure(null);
    if (problems.size && !checked) return setChecked(true);
    setChecked(false);
    try { setAnswer(await api.call(product, about.action, parameters, { ...(accessKey && { access_key_id: accessKey }), region })); } catch (why) { setFailure(why); }
  };
  return html`<${Page} title=${about.action} back=${back} lead=${html`<span lang="en">${about.doc}</span>`}>
    <${Facts} items=${[
      [t('try.product'), `${product} ${about.version}`],
      [t('try.request'), about.path && html`<code>${about.method} ${about.path}</code>`],
      [t('try.ram'), html`<code>${about.ram}</code>`],
      [t('try.fidelity'), t(`try.fidelity.${about.fidelity}`)],
    ]} />
    <div class="split try">
      <${Section} class="card" title=${t('try.parameters')}><form class="try-form" onSubmit=${send} noValidate>
        <${Form} specs=${about.parameters} values=${values} onChange=${setValues} problems=${checked ? problems : new Map()} />
        <div class="filters roomy">
          <${Select} label=${t('try.key')} value=${key || keys[0]?.[0] || ''} onChange=${setKey} options=${[...keys, ['other', t('try.otherKey')]]} />
          ${key === 'other' && html`<${Field} mono label=${t('try.keyId')} value=${pasted} onInput=${setPasted} hint=${t('try.keyHint')} required />`}
          <${Field} label=${t('try.region')} value=${region} onInput=${setRegion} />
        </div>
        ${checked && problems.size > 0 && html`<${Notice} tone="warn">${t('try.sendAnyway')}<//>`}
        <div class="actions"><button class="button primary" type="submit">${checked && problems.size ? t('try.sendStill') : t('try.send')}</button></div>
      </form><//>
      <div class="try-result">
        ${failure && html`<${Failed} error=${failure} />`}
        ${answer && html`<${Answer} answer=${answer} />`}
        <${Samples} call=${{ product, about, parameters, endpoint, region, accessKey }} answer=${answer} />
        <${Section} title=${t('try.errors')}><${Table} caption=${t('try.errors')} rows=${about.errors} rowKey=${(row) => `${row.status} ${row.code} ${row.message}`} columns=${[
          { key: 'code', title: t('try.errorCode'), kind: 'id' }, { key: 'status', title: t('try.status'), kind: 'number' },
          { key: 'message', title: t('try.message'), kind: 'wide', render: (row) => html`<span lang="en">${row.message.replaceAll('%s', '…')}</span>` }]} empty=${t('try.noErrors')} /><//>
      </div>
    </div><//>`;
}
