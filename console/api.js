// The control API and the products' own actions: all that the console asks for.
import { queryText, world } from './route.js';

/** An answer that is not a success. `message` says what is wrong and what to do. */
export class ApiProblem extends Error {
  /** @param {number} status the HTTP status, or 0 if the server did not answer @param {string} message @param {any} [body] */
  constructor(status, message, body) {
    super(message);
    this.status = status;
    this.body = body;
    /** Whether this server does not have the call at all, such as an older one. */
    this.unknownCall = status === 404 && message.startsWith('there is no /_localyun/');
  }
}

/** Calls about the server as a whole, which refuse `world`. */
const OF_SERVER = [
  /^GET (health|metrics|openapi\.json|snapshots|snapshots\/[^/]+|actions(\/.*)?)$/,
  /^POST (stop|snapshots\/[^/]+)$/,
  /^DELETE snapshots\/[^/]+$/,
  /^\w+ (worlds|proxy)(\/.*)?$/,
];

const TOKEN = 'localyun-token';
const stored = () => {
  try { return sessionStorage.getItem(TOKEN) ?? ''; } catch { return memory; }
};
let memory = '';

/** Keeps the control token of this tab, which all further calls send. @param {string} token */
export function setToken(token) {
  memory = token;
  try { sessionStorage.setItem(TOKEN, token); } catch { /* kept in memory */ }
}

/** The headers that every control call needs. @returns {Record<string, string>} */
export function authorization() {
  return stored() ? { Authorization: `Bearer ${stored()}` } : {};
}

/** The address of a control call, with the world of this view. @param {string} method @param {string} path below `/_localyun/` @param {Record<string, any>} [query] */
export function address(method, path, query = {}) {
  const whole = OF_SERVER.some((calls) => calls.test(`${method} ${path}`));
  const text = queryText(whole ? query : { world: world(), ...query });
  return `/_localyun/${path}${text && `?${text}`}`;
}

/**
 * Sends a control call.
 * @param {string} method
 * @param {string} path below `/_localyun/`; encode what comes from data with `encodeURIComponent`
 * @param {{query?: Record<string, any>, body?: any, signal?: AbortSignal, accept?: number[]}} [options]
 *   `body`: an object is sent as JSON, a text or Blob as it is; `accept`: further statuses that are no problem
 * @returns {Promise<Response>}
 */
export async function send(method, path, { query, body, signal, accept = [] } = {}) {
  const headers = authorization();
  const plain = body === undefined || typeof body === 'string' || body instanceof Blob;
  if (!plain) headers['Content-Type'] = 'application/json';
  let answer;
  try {
    answer = await fetch(address(method, path, query), { method, headers, body: plain ? body : JSON.stringify(body), signal, cache: 'no-store' });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new ApiProblem(0, String(error.message ?? error));
  }
  if (answer.ok || accept.includes(answer.status)) return answer;
  if (answer.status === 401) dispatchEvent(new Event('localyun-token'));
  throw await problem(answer);
}

/** The problem that an answer tells. @param {Response} answer */
export async function problem(answer) {
  const text = await answer.text();
  const body = parsed(text);
  // The example of a body that follows is for those who write one.
  const message = (body?.message ?? (text.trim() || answer.statusText)).replace(/\. (POST|PUT) for example [^]*$/, '.');
  return new ApiProblem(answer.status, message, body ?? text);
}

/** A text as JSON, or null. @param {string} text @returns {any} */
export function parsed(text) {
  try { return JSON.parse(text); } catch { return null; }
}

// Numbers of a world, such as account ids, are texts in the control API, so JSON.parse loses none of their digits.
const json = async (answer) => parsed(await answer.text());

/** Headers that a page may not set; the browser sends its own, which are the ones that were signed. */
const FORBIDDEN = new Set(['host', 'content-length', 'connection', 'accept-encoding', 'origin', 'referer', 'user-agent', 'date']);

export const api = {
  /** @param {string} path @param {Record<string, any>} [query] @param {{signal?: AbortSignal}} [options] @returns {Promise<any>} the JSON of the answer */
  get: async (path, query, options) => json(await send('GET', path, { query, ...options })),
  /** @param {string} path @param {any} [body] @param {Parameters<typeof send>[2]} [options] @returns {Promise<any>} */
  post: async (path, body, options) => json(await send('POST', path, { body, ...options })),
  /** @param {string} path @param {Record<string, any>} [query] @returns {Promise<any>} */
  delete: async (path, query) => json(await send('DELETE', path, { query })),
  /** @param {string} path @param {Record<string, any>} [query] @returns {Promise<string>} the answer as text */
  text: async (path, query) => (await send('GET', path, { query })).text(),
  /**
   * Signs a call of a product by `POST /_localyun/sign` and sends it as a client would. What the product refuses is an answer too, and no
   * problem: look at `status`. With `own` the page asks by itself, to show a state: the journal then tells it from the calls of clients.
   * @param {string} product @param {string} action
   * @param {Record<string, string>} [parameters]
   * @param {{access_key_id?: string, region?: string, version?: string, session_name?: string, own?: boolean}} [options]
   * @returns {Promise<{status: number, headers: Headers, body: any, text: string, signed: any}>} `body` is null if the answer is no JSON
   */
  call: async (product, action, parameters = {}, { own, ...options } = {}) => {
    const signed = await api.post('sign', { product, action, parameters, ...options });
    const headers = signed.headers.filter(([name]) => !FORBIDDEN.has(name.toLowerCase()));
    if (own) headers.push(['x-localyun-origin', 'console']);
    const { pathname, search } = new URL(signed.url, location.href);
    const answer = await fetch(pathname + search, { method: signed.method, headers, body: signed.body || undefined, cache: 'no-store' });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: parsed(text), text, signed };
  },
};
