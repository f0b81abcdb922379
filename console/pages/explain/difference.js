// Two texts side by side, with the first byte where they differ marked.
import { html, t, Code } from '../../parts.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Where two texts differ first, in bytes of UTF-8; -1 if they are the same. @param {string} one @param {string} other */
function firstDifference(one, other) {
  const [a, b] = [encoder.encode(one), encoder.encode(other)];
  const length = Math.max(a.length, b.length);
  for (let at = 0; at < length; at += 1) if (a[at] !== b[at]) return at;
  return -1;
}

/**
 * A text before, at and after a byte. A character of several bytes is not cut.
 * @param {string} text @param {number} at
 */
function around(text, at) {
  const bytes = encoder.encode(text);
  let from = Math.min(at, bytes.length);
  while (from > 0 && from < bytes.length && (bytes[from] & 0xc0) === 0x80) from -= 1;
  const after = decoder.decode(bytes.slice(from));
  const marked = [...after][0] ?? '';
  return { before: decoder.decode(bytes.slice(0, from)), marked, after: after.slice(marked.length), byte: at < bytes.length ? bytes[at] : null };
}

/** How a byte is named: `0x2f '/'`. @param {number | null} byte @param {string} character of which it is a part */
function byteName(byte, character) {
  if (byte === null) return t('explain.end');
  const visible = { '\n': '\\n', '\r': '\\r', '\t': '\\t', ' ': t('explain.space') }[character] ?? character;
  return `0x${byte.toString(16).padStart(2, '0')} '${visible}'`;
}

/** A line feed is shown before it breaks the line, and the end of a text has something to mark. */
const shown = (marked, byte) => (byte === null ? '∎' : marked === '\n' ? '↵\n' : marked === ' ' ? '␣' : marked);

/** A text with one byte marked. @param {{title: string, text: string, at: number}} props */
function Marked({ title, text, at }) {
  const { before, marked, after, byte } = around(text, at);
  return html`<div><h4>${title}</h4><${Code} wrap text=${text} label=${title}>${before}<mark>${shown(marked, byte)}</mark>${after}<//></div>`;
}

/**
 * What the client signed, as far as it is known: the server tells some bytes around the difference (`…` stands for what follows them), and
 * before it both texts are the same.
 * @param {string} server @param {{at: number, server: string, client: string}} difference
 */
function clientText(server, difference) {
  let same = 0;
  while (same < difference.client.length && difference.client[same] === difference.server[same]) same += 1;
  // Both excerpts may end alike, with the sign for what is left out.
  return around(server, difference.at).before + difference.client.slice(same);
}

/**
 * The server's text and the client's, with the first byte where they differ.
 * @param {object} props
 * @param {string} props.server the whole text of the server
 * @param {string} [props.client] the whole text of the client, if it is known
 * @param {{text: string, at: number, server: string, client: string} | null} props.difference as the server tells it
 */
export function Difference({ server, client, difference }) {
  const known = client === undefined ? -1 : firstDifference(server, client);
  const at = known >= 0 ? known : difference?.at ?? -1;
  if (at < 0) return html`<p>${t('explain.sameText')}</p>`;
  // Of texts that are cut, the difference may be in what was left out.
  const whole = known >= 0;
  const own = whole ? client : clientText(server, difference);
  const left = around(own, at);
  const right = around(server, at);
  return html`<p class="difference" data-test="difference">${t('explain.differs', { at, client: byteName(left.byte, left.marked), server: byteName(right.byte, right.marked) })}</p>
    <div class="columns side"><${Marked} title=${t('explain.client')} text=${own} at=${at} /><${Marked} title=${t('explain.server')} text=${server} at=${at} /></div>
    ${!whole && own.endsWith('…') && html`<p class="hint">${t('explain.excerpt')}</p>`}`;
}
