// Why a call was refused: a request that is pasted, or a call of the journal.
import { html, useState, useLoad, useThrottled, api, href, t, Page, Section, Table, Field, Button, Failed, Loading } from '../parts.js';
import { Explanation } from './explain/explanation.js';
import { Outcome } from './calls/list.js';
import { shortCaller, summary } from './calls/summary.js';
import { clientCalls, useClientCalls } from '../journal.js';
import { loadTexts } from '../text.js';

await loadTexts('calls');

function Refused() {
  const { data, error, reload } = useLoad(async (signal) => {
    const lists = await Promise.all(['4xx', '5xx'].map((status) => clientCalls({ status, limit: 20 }, { signal })));
    return lists.flatMap((list) => list.calls).map(summary).sort((a, b) => b.sequence - a.sequence).slice(0, 20);
  }, []);
  const soon = useThrottled(reload);
  useClientCalls(({ calls }) => { if (calls.some((call) => call.status >= 400)) soon(); });
  return html`<${Section} title=${t('explain.refusedCalls')}>
    ${error ? html`<${Failed} error=${error} retry=${reload} />` : !data ? html`<${Loading} />` : html`
    <${Table} caption=${t('explain.refusedCalls')} rows=${data} rowKey=${(call) => call.sequence} href=${(call) => href('explain', [call.request_id])} tone=${() => 'bad'} empty=${t('explain.noneRefused')} columns=${[
      { key: 'action', title: t('calls.action'), render: (call) => call.action || t('calls.unknownAction') },
      { key: 'outcome', title: t('calls.outcome'), render: (call) => html`<${Outcome} call=${call} />` },
      { key: 'caller', title: t('calls.caller'), kind: 'id', render: (call) => shortCaller(call.caller) || t('calls.unknown') },
      { key: 'at', title: t('calls.time'), kind: 'id', render: (call) => call.at.slice(11, 19) },
    ]} />`}<//>`;
}

const EXAMPLE = `GET /?Action=DescribeContactList&Version=2019-01-01&AccessKeyId=testid&… HTTP/1.1
host: 127.0.0.1:4800`;

/** A request as text, and what its client says it has signed. */
function Paste() {
  const [request, setRequest] = useState('');
  const [mine, setMine] = useState('');
  const [result, setResult] = useState(null);
  const [error, setError] = useState(null);
  const explain = async () => {
    setError(null);
    try {
      const body = `request=${encodeURIComponent(request)}${mine.trim() && `&mine=${encodeURIComponent(mine)}`}`;
      setResult({ answer: await api.post('explain', body), mine });
    } catch (problem) {
      setResult(null);
      setError(problem);
    }
  };
  return html`<${Section} title=${t('explain.paste')} class="card">
      <p class="muted">${t('explain.pasteText')}</p>
      <${Field} label=${t('explain.request')} value=${request} onInput=${setRequest} rows=${9} mono placeholder=${EXAMPLE} search />
      <${Field} label=${t('explain.mine')} value=${mine} onInput=${setMine} rows=${4} mono hint=${t('explain.mineHint')} />
      <div class="actions"><${Button} kind="primary" disabled=${!request.trim()} onClick=${explain}>${t('explain.explain')}<//></div><//>
    ${error && html`<${Failed} error=${error} />`}
    ${result && html`<${Explanation} result=${result.answer} mine=${result.mine} />`}`;
}

/** A call of the journal, compared with what its client says it has signed. */
function Stored({ id }) {
  const [mine, setMine] = useState('');
  const [sent, setSent] = useState('');
  const path = `explain/${encodeURIComponent(id)}`;
  const { data, error, reload } = useLoad((signal) => (sent ? api.post(path, sent, { signal }) : api.get(path, {}, { signal })), [id, sent]);
  if (error) return html`<${Failed} error=${error} retry=${sent ? () => setSent('') : reload} />`;
  if (!data) return html`<${Loading} />`;
  const signed = data.explanation?.string_to_sign;
  return html`<${Explanation} result=${data} mine=${sent} />
    ${signed && html`<${Section} title=${t('explain.compare')} class="card">
      <${Field} label=${t('explain.mineShort')} value=${mine} onInput=${setMine} rows=${5} mono hint=${t('explain.mineHint')} />
      <div class="actions"><${Button} disabled=${!mine.trim()} onClick=${() => setSent(mine)}>${t('explain.compareNow')}<//></div><//>`}`;
}

/** @param {{params: string[]}} props `params[0]`: the request id of the call that is explained; without it, a request can be pasted */
export default function ExplainPage({ params: [id] }) {
  if (id) return html`<${Page} title=${t('nav.explain')} back=${{ href: href('explain'), text: t('explain.others') }} actions=${html`<a class="button" href=${href('calls', [id])}>${t('explain.toCall')}</a>`}>
    <${Stored} id=${id} key=${id} /><//>`;
  return html`<${Page} title=${t('nav.explain')} lead=${t('explain.lead')}><${Refused} /><${Paste} /><//>`;
}
