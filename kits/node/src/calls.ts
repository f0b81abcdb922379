import { ask, read, type Send } from './control.js';
import { LocalyunError, VerificationError } from './errors.js';
import { fromApi, toApi } from './names.js';
import { milliseconds, timeText, type Duration, type Time } from './times.js';

/** A call that the world has received. docs/CONTROL.md has the meaning of each member. */
export interface Call {
  sequence: number;
  requestId: string;
  at: string;
  received: string;
  durationMs: number;
  signature: { scheme: string; form: unknown } | null;
  caller: {
    account: string;
    arn: string;
    user: string | null;
    role: string | null;
    session: string | null;
    accessKeyId: string | null;
  } | null;
  client: { address: string; userAgent: string | null };
  product: string | null;
  version: string | null;
  action: string | null;
  region: string | null;
  parameters: Record<string, unknown>;
  decisions: unknown[];
  /** The HTTP status; 0 if a fault has left the call without an answer. */
  status: number;
  code: string | null;
  message: string | null;
  hint: string | null;
  fault: string | null;
  letPass: boolean;
  unread: { name: string; misspeltFor?: string | null }[];
  unreadMore: number;
  transitions: unknown[];
  transitionsBefore: unknown[];
  answerSize: number;
  /** As it came, of `get` and with `detail: 'full'`. */
  request?: unknown;
  /** What was answered, likewise. */
  answer?: unknown;
}

/** Values of parameters, in which `*` stands for any text. */
export type Params = Record<string, string | number | boolean>;

/** Which calls. In texts `*` stands for any text. */
export interface CallFilters {
  action?: string | undefined;
  product?: string | undefined;
  /** A user, role, account or access key, by ARN, name or id. */
  caller?: string | undefined;
  code?: string | undefined;
  /** Such as 403 or `4xx`. */
  status?: number | string | undefined;
  params?: Params | undefined;
  /** Only those after the call of this number, or from this time of the world on. */
  since?: number | Time | undefined;
  until?: number | Time | undefined;
  limit?: number | undefined;
  detail?: 'full' | undefined;
}

/** Which call to wait for, and for how long: 5 seconds unless given. */
export interface CallWait extends CallFilters {
  timeout?: Duration | undefined;
}

/** What is expected of the calls of an action, and how many there should be: at least one unless given. */
export interface Expectation {
  product?: string | undefined;
  caller?: string | undefined;
  code?: string | undefined;
  status?: number | string | undefined;
  since?: number | Time | undefined;
  times?: number | undefined;
  atLeast?: number | undefined;
  atMost?: number | undefined;
}

interface Verdict {
  message: string;
  calls: Call[];
  nearest: { differences: { member: string; expected: unknown; found: unknown }[]; call: Call }[];
}

/** The journal of a world: what was called, and what was answered. */
export class Calls {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /** The calls, oldest first. */
  async list(filters: CallFilters = {}): Promise<Call[]> {
    return (await this.#list(filters)).calls;
  }

  async #list(filters: CallFilters, wait?: string): Promise<{ calls: Call[]; last: number }> {
    const { params = {}, since, until, ...others } = filters;
    const named = Object.fromEntries(Object.entries(params).map(([name, value]) => [`param.${name}`, value]));
    const query = { ...others, ...named, since: moment(since), until: moment(until), wait };
    return fromApi(await ask(this.#send, 'GET', '/calls', query)) as { calls: Call[]; last: number };
  }

  /** The number of the last call; `since` takes it, to look at later calls only. */
  async last(): Promise<number> {
    return (await this.#list({ limit: 1 })).last;
  }

  /** One call, with its request and its answer. */
  async get(requestId: string): Promise<Call> {
    return fromApi(await ask(this.#send, 'GET', `/calls/${encodeURIComponent(requestId)}`)) as Call;
  }

  /** Waits for a call and answers the newest one. */
  async wait({ timeout = 5000, ...filters }: CallWait = {}): Promise<Call> {
    const end = Date.now() + milliseconds(timeout);
    for (;;) {
      const left = Math.min(Math.max(end - Date.now(), 0), 60_000);
      const call = (await this.#list(filters, `${Math.round(left)}ms`)).calls.at(-1);
      if (call) return call;
      if (Date.now() >= end) throw new LocalyunError(`no such call came in time: ${JSON.stringify(filters)}\n${await this.report()}`);
    }
  }

  /** Fails with the nearest calls, and how they differ, unless the calls of `action` with `params` are as expected. */
  async verify(action: string, params: Params = {}, expected: Expectation = {}): Promise<void> {
    const { since, ...others } = expected;
    const body = toApi({ action, params, since: moment(since), ...others });
    const answer = await this.#send('POST', '/calls/verify', {}, JSON.stringify(body));
    if (answer.status !== 417) {
      read(answer);
      return;
    }
    const verdict = fromApi(JSON.parse(answer.body.toString('utf8'))) as Verdict;
    const lines = [`${verdict.message}: ${JSON.stringify(body)}`];
    if (verdict.calls.length > 0) lines.push('These match:', ...verdict.calls.slice(0, 20).map((call) => `  ${callLine(call)}`));
    if (verdict.nearest.length > 0) lines.push('The nearest:');
    for (const { call, differences } of verdict.nearest) {
      lines.push(`  ${callLine(call)}`);
      for (const { member, expected, found } of differences) {
        lines.push(`    ${member}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`);
      }
    }
    throw new VerificationError(lines.join('\n'));
  }

  /** Clears the journal. */
  async clear(): Promise<void> {
    await ask(this.#send, 'DELETE', '/calls');
  }

  /** The last calls as text, a line each, as the log of the server has them. */
  async report(limit = 20): Promise<string> {
    const { calls } = await this.#list({ limit });
    if (calls.length === 0) return 'The world has received no calls.';
    const title = calls.length < limit ? 'The calls' : `The last ${limit} calls`;
    return [`${title} that the world has received:`, ...calls.map((call) => `  ${callLine(call)}`)].join('\n');
  }
}

function moment(at: number | Time | undefined): string | number | undefined {
  return at === undefined || typeof at === 'number' ? at : timeText(at);
}

/** A call as the log of the server has it, with the whole request id, which `localyun explain` takes. */
export function callLine(call: Call): string {
  const words = [
    call.received.slice(11, 19),
    call.status === 0 ? '-' : call.status,
    call.code,
    call.product ?? '-',
    call.action ?? '-',
    call.caller?.arn.replace(/^.*:/, '') ?? 'anonymous',
    `${call.durationMs.toFixed(1)}ms`,
    call.requestId,
    call.fault === null ? null : `fault ${call.fault}`,
    call.status >= 200 && call.status < 300 ? null : call.message,
    call.hint,
  ];
  return words.filter((word) => word !== null).join(' ');
}
