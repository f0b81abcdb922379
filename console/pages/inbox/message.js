// One message: its text with links and codes, the request of a robot or webhook, and its delivery.
import { html, useLoad, api, href, t, Section, Facts, Copied, Code, Json, Button, Failed, Loading, Time, Badge, Outward, Notice, announce } from '../../parts.js';

const TONES = { recorded: undefined, waiting: 'warn', delivered: 'good', dead: 'bad' };

/** The state of a delivery in a word. @param {{delivery: any, quiet?: boolean}} props `quiet`: nothing if messages are only kept */
export function Delivery({ delivery, quiet }) {
  const state = delivery?.state ?? 'recorded';
  if (quiet && state === 'recorded') return null;
  return html`<${Badge} tone=${TONES[state]}>${t(`inbox.state.${state}`)}<//>`;
}

/** A text in which web addresses are links. @param {{text: string}} props */
function Linked({ text }) {
  return html`<p class="message-body">${text.split(/(https?:\/\/[^\s<>"'\u0060()[\]{}\\\u0080-\uffff]*[^\s<>"'\u0060()[\]{}\\.,;:!?\u0080-\uffff])/i).map((piece, at) => (at % 2 ? html`<${Outward} url=${piece} />` : piece))}</p>`;
}

/** A form with each field on its own line, decoded; any other text as it is. @param {string} body */
function fields(body) {
  if (!/^[\w.%+*-]+=[^\s&]*(&[\w.%+*-]+=[^\s&]*)*$/.test(body)) return body;
  return [...new URLSearchParams(body)].map(([name, value]) => `${name} = ${value}`).join('\n');
}

function Request({ request }) {
  return html`<${Section} title=${t('inbox.request')}>
    <p>${t('inbox.requestText')}</p>
    <${Code} wrap label=${t('inbox.request')} text=${`${request.method} ${request.url}\n${headerLines(request.headers)}`} />
    ${request.body && html`<${Json} value=${fields(request.body)} label=${t('inbox.requestBody')} />`}<//>`;
}

const headerLines = (headers) => (Array.isArray(headers) ? headers : Object.entries(headers ?? {})).map(([name, value]) => `${name}: ${value}`).join('\n');

function DeliveryFacts({ message, onDeliver }) {
  const delivery = message.delivery ?? { state: 'recorded' };
  const again = async () => {
    await api.post(`outbox/${message.id}/deliver`);
    announce(t('inbox.triedAgain'));
    onDeliver();
  };
  const may = delivery.state === 'dead' || delivery.state === 'waiting';
  return html`<${Section} title=${t('inbox.delivery')} actions=${may && html`<${Button} small onClick=${again}>${t('inbox.deliverAgain')}<//>`}>
    ${delivery.state === 'recorded' ? html`<p class="muted">${t('inbox.recordedText')}</p>` : html`
    <${Facts} items=${[
      [t('inbox.stateName'), html`<${Delivery} delivery=${delivery} />`],
      [t('inbox.attempts'), delivery.attempts],
      [t('inbox.next'), delivery.next && html`<${Time} at=${delivery.next} />`],
      [t('inbox.deliveredAt'), delivery.at && html`<${Time} at=${delivery.at} />`],
    ]} />
    ${delivery.last_error && html`<${Notice} tone=${delivery.state === 'dead' ? 'bad' : 'warn'} title=${t('inbox.lastError')}>${delivery.last_error}<//>`}`}<//>`;
}

/** @param {{id: string, known?: any, filters?: Record<string, any>, onDeliver: () => void}} props
 *   `known`: the message as the list has it; `filters`: those of the list, which the way back keeps */
export function Message({ id, known, filters, onDeliver }) {
  const { data, error, reload } = useLoad(() => (known ? Promise.resolve(known) : api.get(`outbox/${encodeURIComponent(id)}`)), [id, known]);
  const message = known ?? data;
  if (error && !message) return html`<${Failed} error=${error} retry=${reload} />`;
  if (!message) return html`<${Loading} />`;
  const links = message.links ?? [];
  return html`<article class="card message" aria-labelledby="message-subject">
    <a class="back message-back" href=${href('inbox', [], filters)}>← ${t('nav.inbox')}</a>
    <h2 id="message-subject">${message.subject || t('inbox.noSubject')}</h2>
    <${Facts} items=${[
      [t('inbox.to'), html`<${Copied} text=${message.to} />`],
      [t('inbox.contact'), message.contact],
      [t('inbox.sentBy'), html`<span class="mono">${message.product}</span> <${Badge}>${t(`inbox.channel.${message.channel}`)}<//> <${Badge} tone=${message.kind === 'alert' ? 'warn' : 'info'}>${t(`inbox.kind.${message.kind}`)}<//>`],
      [t('inbox.account'), html`<span class="mono">${message.account}</span>`],
      [t('inbox.at'), html`<${Time} at=${message.at} />`],
    ]} />
    <${Linked} text=${message.body} />
    ${links.length > 0 && html`<${Section} title=${t('inbox.links')}><ul class="message-links">${links.map((link) => html`<li key=${link}><${Outward} url=${link} /></li>`)}</ul><//>`}
    ${message.codes?.length > 0 && html`<${Section} title=${t('inbox.codes')}><div class="message-codes">${message.codes.map((code) => html`<${Copied} key=${code} text=${code} />`)}</div><//>`}
    ${message.request && html`<${Request} request=${message.request} />`}
    <${DeliveryFacts} message=${message} onDeliver=${() => { reload(); onDeliver(); }} />
  </article>`;
}
