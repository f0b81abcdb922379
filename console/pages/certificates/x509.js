// What a certificate in PEM form says: enough of X.509 to draw a chain.

/** @typedef {{tag: number, start: number, end: number, from: number}} Node `from`: where its header begins */
/** @typedef {{subject: string, issuer: string, notBefore: number, notAfter: number, key: string, names: string[], authority: boolean, sha1?: string, sha256?: string, pem: string}} Certificate */

const KEYS = { '1.2.840.113549.1.1.1': 'RSA', '1.2.840.10045.2.1': 'ECC', '1.3.101.112': 'Ed25519', '1.3.101.113': 'Ed448' };
const CURVES = { '1.2.840.10045.3.1.7': 'P-256', '1.3.132.0.34': 'P-384', '1.3.132.0.35': 'P-521', '1.2.156.10197.1.301': 'SM2' };
const NAMES = { '2.5.4.3': 'CN', '2.5.4.10': 'O', '2.5.4.11': 'OU', '2.5.4.6': 'C', '2.5.4.8': 'ST', '2.5.4.7': 'L' };

/** The DER elements between two places. @returns {Node[]} */
function nodes(bytes, start, end) {
  const found = [];
  for (let at = start; at < end;) {
    const from = at;
    const tag = bytes[at++];
    let length = bytes[at++];
    if (length & 0x80) {
      const count = length & 0x7f;
      if (count > 4) throw new RangeError('too long');
      length = 0;
      for (let one = 0; one < count; one += 1) length = length * 256 + bytes[at++];
    }
    if (!(at + length <= end)) throw new RangeError('cut off');
    found.push({ tag, start: at, end: at + length, from });
    at += length;
  }
  return found;
}

function identifier(bytes, { start, end }) {
  const parts = [];
  let value = 0;
  for (let at = start; at < end; at += 1) {
    value = value * 128 + (bytes[at] & 0x7f);
    if (bytes[at] & 0x80) continue;
    if (parts.length) parts.push(value);
    else parts.push(Math.min(2, Math.floor(value / 40)), value - 40 * Math.min(2, Math.floor(value / 40)));
    value = 0;
  }
  return parts.join('.');
}

const text = (bytes, { start, end }) => new TextDecoder().decode(bytes.subarray(start, end));

/** A distinguished name, such as `CN=www.example.com, O=Example`. */
function named(bytes, node) {
  const parts = nodes(bytes, node.start, node.end).flatMap((set) => nodes(bytes, set.start, set.end)).map((pair) => {
    const [kind, value] = nodes(bytes, pair.start, pair.end);
    const name = identifier(bytes, kind);
    return `${NAMES[name] ?? name}=${text(bytes, value)}`;
  });
  return parts.reverse().join(', ');
}

function time(bytes, node) {
  const digits = text(bytes, node).replace('Z', '');
  const year = node.tag === 0x17 ? (Number(digits.slice(0, 2)) >= 50 ? '19' : '20') + digits : digits;
  const [, y, month, day, h, m, s] = year.match(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/) ?? [];
  return Date.UTC(y, month - 1, day, h, m, s);
}

function keyOf(bytes, node) {
  const [algorithm, bits] = nodes(bytes, node.start, node.end);
  const [kind, parameter] = nodes(bytes, algorithm.start, algorithm.end).map((one) => (one.tag === 6 ? identifier(bytes, one) : ''));
  if (KEYS[kind] === 'RSA') {
    const [outer] = nodes(bytes, bits.start + 1, bits.end);
    const [modulus] = nodes(bytes, outer.start, outer.end);
    const first = bytes[modulus.start] === 0 ? modulus.start + 1 : modulus.start;
    return `RSA ${(modulus.end - first) * 8}`;
  }
  return CURVES[parameter] === 'SM2' ? 'SM2' : `${KEYS[kind] ?? kind} ${CURVES[parameter] ?? parameter ?? ''}`.trim();
}

function alternative(bytes, node) {
  if ([1, 2, 6].includes(node.tag & 0x1f)) return text(bytes, node);
  return (node.tag & 0x1f) === 7 && node.end - node.start === 4 ? bytes.subarray(node.start, node.end).join('.') : '';
}

function read(bytes, pem) {
  const [whole] = nodes(bytes, 0, bytes.length);
  const [signed] = nodes(bytes, whole.start, whole.end);
  const all = nodes(bytes, signed.start, signed.end);
  const [, , issuer, validity, subject, key] = all[0].tag === 0xa0 ? all.slice(1) : all;
  const [before, after] = nodes(bytes, validity.start, validity.end);
  const found = { subject: named(bytes, subject), issuer: named(bytes, issuer), notBefore: time(bytes, before), notAfter: time(bytes, after), key: keyOf(bytes, key), names: [], authority: false, pem };
  const extensions = all.find((one) => one.tag === 0xa3);
  for (const list of extensions ? nodes(bytes, extensions.start, extensions.end) : []) {
    for (const one of nodes(bytes, list.start, list.end)) {
      const parts = nodes(bytes, one.start, one.end);
      const [value] = nodes(bytes, parts.at(-1).start, parts.at(-1).end);
      const kind = identifier(bytes, parts[0]);
      if (kind === '2.5.29.17') found.names = nodes(bytes, value.start, value.end).map((name) => alternative(bytes, name)).filter(Boolean);
      if (kind === '2.5.29.19') found.authority = nodes(bytes, value.start, value.end).some((flag) => flag.tag === 1 && bytes[flag.start]);
    }
  }
  return found;
}

/** A digest in hex; nothing where the browser has none, which is so on pages of another host without HTTPS. */
async function digest(name, bytes) {
  const own = await globalThis.crypto?.subtle?.digest(name, bytes);
  return own && [...new Uint8Array(own)].map((byte) => byte.toString(16).padStart(2, '0')).join('').toUpperCase();
}

/** The certificates in a PEM text, in their order. One that cannot be read is left out. @param {string} pem @returns {Promise<Certificate[]>} */
export async function certificates(pem) {
  const found = [];
  for (const [whole, body] of (pem ?? '').matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g)) {
    try {
      const bytes = Uint8Array.from(atob(body.replace(/\s/g, '')), (char) => char.charCodeAt(0));
      found.push({ ...read(bytes, `${whole}\n`), sha1: await digest('SHA-1', bytes), sha256: await digest('SHA-256', bytes) });
    } catch { /* the list goes on with the next */ }
  }
  return found;
}
