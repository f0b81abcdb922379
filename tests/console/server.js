// A server of its own for each file of tests: started, asked and called as any client would.
import { spawn } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
/** The program that is tested. */
export const program = process.env.LOCALYUN || `${root}target/release/localyun`;
/** The secret of the key `testid`, the root of the first account unless `--account` names others. */
const secret = 'testsecret';

// The test settings alone decide, and not those of the user.
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('LOCALYUN')));

/** Starts a server that keeps nothing. @param {...string} options of `localyun serve` */
export async function serve(...options) {
  if (process.env.CONSOLE_DIR) options.push('--console-dir', process.env.CONSOLE_DIR);
  const child = spawn(program, ['serve', '--listen', '127.0.0.1:0', '--data', ':memory:', ...options], {
    env: { ...environment, LOCALYUN_CA_DIR: `${root}target/console/ca` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (text) => { log += text; });
  const ended = new Promise((resolve) => { child.once('exit', resolve); });
  const closed = new Promise((resolve) => { child.once('close', resolve); });
  process.once('exit', () => child.kill());
  for await (const line of createInterface(child.stdout)) {
    const url = line.match(/^listening on (http:\S+)/)?.[1];
    if (url) return new Server(url, child, ended);
  }
  await closed;
  throw new Error(`localyun did not start:\n${log}`);
}

class Server {
  constructor(url, child, ended) {
    Object.assign(this, { url, child, ended, token: '' });
  }

  /** Ends the server, and waits until it has ended. */
  async stop() {
    this.child.kill();
    await this.ended;
  }

  /** The address of a view of the console, such as `calls`. */
  view(name) {
    return `${this.url}/_localyun/console/#/${name}`;
  }

  /** A control call that must succeed; its answer, as JSON if it is that. */
  async control(method, path, body) {
    const answer = await fetch(`${this.url}/_localyun/${path}`, {
      method,
      headers: this.token ? { authorization: `Bearer ${this.token}` } : {},
      body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return answer.headers.get('content-type')?.startsWith('application/json') ? JSON.parse(text) : text;
  }

  get = (path) => this.control('GET', path);
  post = (path, body) => this.control('POST', path, body);
  delete = (path) => this.control('DELETE', path);

  /**
   * A signed call of a product, which must succeed unless its status is expected.
   * @param {string} product @param {string} action @param {Record<string, string|number>} parameters
   * @param {{as?: string, status?: number, world?: string, agent?: string, mistake?: (canonical: string) => string}} options
   *   `as`: the id of the key that signs; `status`: what is expected; `agent`: the `User-Agent`; `mistake`: what the client does to the
   *   canonical request before it signs it
   */
  async call(product, action, parameters = {}, { as, status = 200, world, agent, mistake } = {}) {
    const texts = Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
    const query = world ? `?world=${world}` : '';
    const signed = await this.post(`sign${query}`, { product, action, parameters: texts, ...(as && { access_key_id: as }) });
    const headers = signed.headers.filter(([name]) => !['host', 'content-length'].includes(name.toLowerCase()));
    if (agent) headers.push(['User-Agent', agent]);
    if (mistake) sign(headers, mistake(signed.canonical_request));
    const answer = await fetch(signed.url, { method: signed.method, headers, body: signed.body || undefined });
    const text = await answer.text();
    if (answer.status !== status) throw new Error(`${action}: ${answer.status} ${text}`);
    return JSON.parse(text);
  }
}

/** Signs another canonical request than the server's. */
function sign(headers, canonical) {
  const text = `ACS3-HMAC-SHA256\n${createHash('sha256').update(canonical).digest('hex')}`;
  const signature = createHmac('sha256', secret).update(text).digest('hex');
  const authorization = headers.find(([name]) => name.toLowerCase() === 'authorization');
  authorization[1] = authorization[1].replace(/Signature=\w+/, `Signature=${signature}`);
}
