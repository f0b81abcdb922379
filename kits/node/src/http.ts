import { readFileSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';

/** An answer of the control API. */
export interface Answer {
  status: number;
  body: Buffer;
}

/** Query parameters; those that are undefined are left out. */
export type Query = Record<string, string | number | boolean | undefined>;

// agents of their own: no proxy, and no connection that the server closes while it is taken again
const plain = new http.Agent();
const secure = new https.Agent();

/** The header with the token of `LOCALYUN_CONTROL_TOKEN`, which is the token or `@FILE`. */
function authorization(): Record<string, string> {
  let token = (process.env.LOCALYUN_CONTROL_TOKEN ?? '').trim();
  if (token.startsWith('@')) token = readFileSync(token.slice(1), 'utf8').trim();
  return token === '' ? {} : { authorization: `Bearer ${token}` };
}

/** Sends one request to the control API of the server at `base` and answers whatever status comes. */
export function send(base: URL, method: string, path: string, query: Query, body: string | Uint8Array | undefined): Promise<Answer> {
  const url = new URL(`/_localyun${path}`, base);
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined);
  // `+` is a plus sign to the control API, so a space is %20
  url.search = pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value as string)}`).join('&');
  return new Promise((resolve, reject) => {
    const options = { method, headers: authorization(), agent: url.protocol === 'https:' ? secure : plain };
    const request = (url.protocol === 'https:' ? https : http).request(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }));
    });
    request.on('error', reject);
    request.end(body);
  });
}
