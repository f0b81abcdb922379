'use strict';
// Plays the shared scenarios through one SDK.
//
// A driver is `async call(request)`: it answers {body, headers?}, or throws Refused when the SDK
// threw its own error. The rules of a scenario are in ../README.md; the players of the other
// languages follow the same ones.

const fs = require('node:fs');
const path = require('node:path');
const { isDeepStrictEqual } = require('node:util');

const ROOT_KEY = { access_key_id: 'testid', access_key_secret: 'testsecret' };
const REQUEST_ID = /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/;
const MATCHERS = ['matches', 'absent', 'length', 'not', 'above'];

const show = (value) => (value === undefined ? 'nothing' : JSON.stringify(value));

/** What the SDK's own error carries. */
class Refused extends Error {
  constructor(seen, cause) {
    super(seen.code, { cause });
    this.seen = seen; // {status, code, message, request_id, denied}
  }
}

/** An expectation that was not met. */
class Wrong extends Error {}

const base = `http://${process.env.LOCALYUN_ENDPOINT}`;

async function control(line, body) {
  const [method, where] = line.split(' ');
  const response = await fetch(base + where, {
    method,
    headers: method === 'POST' ? { 'content-type': 'application/json' } : {},
    body: method === 'POST' ? JSON.stringify(body ?? {}) : undefined,
  });
  const text = await response.text();
  if (response.status !== 200) throw new Wrong(`${line} answered ${response.status}: ${text}`);
  return JSON.parse(text);
}

/** Puts variables in: "$name" stands for the value itself, "${name}" for its text. */
function fill(value, variables) {
  const get = (name) => {
    if (!(name in variables)) throw new Wrong(`no variable ${name}`);
    return variables[name];
  };
  if (Array.isArray(value)) return value.map((v) => fill(v, variables));
  if (value !== null && typeof value === 'object') {
    const filled = Object.fromEntries(Object.entries(value).map(([k, v]) => [k, fill(v, variables)]));
    return Object.keys(filled).join() === 'json' ? JSON.stringify(filled.json) : filled;
  }
  if (typeof value !== 'string') return value;
  if (/^\$[a-z_][a-z0-9_]*$/.test(value)) return get(value.slice(1));
  return value.replace(/\$\{([a-z_][a-z0-9_]*)\}/g, (_, name) => String(get(name)));
}

/** A key as the data writes it, or as CreateAccessKey and AssumeRole answered it. */
function keyOf(credentials) {
  return {
    access_key_id: credentials.access_key_id ?? credentials.AccessKeyId,
    access_key_secret: credentials.access_key_secret ?? credentials.AccessKeySecret,
    security_token: credentials.security_token ?? credentials.SecurityToken,
  };
}

/** `Contacts.Contact.0.Name`; a negative index counts from the end. */
function at(body, where) {
  for (const part of where.split('.')) {
    if (body === null || typeof body !== 'object') return undefined;
    if (!Array.isArray(body)) body = body[part];
    else body = /^-?\d+$/.test(part) ? body.at(Number(part)) : undefined;
  }
  return body ?? undefined;
}

function check(where, want, got) {
  const wrong = (what) => {
    throw new Wrong(`${where}: want ${what}, got ${show(got)}`);
  };
  const keys = want !== null && typeof want === 'object' ? Object.keys(want) : [];
  const kind = keys.length === 1 && MATCHERS.includes(keys[0]) ? keys[0] : 'equals';
  const arg = want?.[kind];
  switch (kind) {
    case 'absent':
      if ((got === undefined) !== arg) wrong(arg ? 'nothing' : 'something');
      break;
    case 'length':
      if (got?.length !== arg) wrong(`length ${arg}`);
      break;
    case 'not':
      if (got === undefined || isDeepStrictEqual(got, arg)) wrong(`anything but ${show(arg)}`);
      break;
    case 'above':
      if (!(Number(got) > Number(arg))) wrong(`more than ${arg}`);
      break;
    case 'matches':
      if (got === undefined || !new RegExp(arg, 's').test(typeof got === 'string' ? got : show(got))) {
        wrong(`a match of ${arg}`);
      }
      break;
    default:
      // through JSON, because an SDK may hand out lists and objects of its own classes
      if (got === undefined || !isDeepStrictEqual(JSON.parse(JSON.stringify(got)), want)) wrong(show(want));
  }
}

class Player {
  constructor(driver, call) {
    Object.assign(this, { driver, call, passed: 0, failed: 0, skipped: 0 });
  }

  skip(where, reasons = {}) {
    if (!(this.driver in reasons)) return false;
    this.skipped += 1;
    console.log(`  skipped ${where}: ${reasons[this.driver]}`);
    return true;
  }

  async step(file, scenario, step, variables) {
    if (step.open) {
      const response = await fetch(new URL(fill(step.open, variables), base));
      await response.arrayBuffer();
      check('status', step.status ?? 200, response.status);
      const kind = response.headers.get('content-type');
      if (!kind?.startsWith('text/html')) throw new Wrong(`content type ${kind}, not a page`);
      return;
    }
    const body = step.control
      ? await control(fill(step.control, variables), fill(step.body, variables))
      : await this.ask(file, scenario, step, variables);
    for (const [where, want] of Object.entries(fill(step.expect ?? {}, variables))) check(where, want, at(body, where));
    for (const [name, where] of Object.entries(step.save ?? {})) {
      variables[name] = at(body, where);
      if (variables[name] === undefined) throw new Wrong(`${where}: nothing there to save`);
    }
  }

  async ask(file, scenario, step, variables) {
    const { product, version, format } = { format: 'JSON', ...file, ...scenario, ...step };
    const error = fill(step.error, variables);
    let answer;
    try {
      answer = await this.call({
        product,
        version: file.versions?.[product] ?? version,
        format,
        action: step.call,
        params: fill(step.params ?? {}, variables),
        key: keyOf(fill(step.as ?? ROOT_KEY, variables)),
        route: file.routes?.[step.call], // method and path of a ROA call
        byName: this.driver in (step.by_name ?? {}), // the package's request lacks what the step sends
      });
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      const { seen } = refused;
      if (!error) throw new Wrong(`refused: ${show(seen)}`);
      for (const [name, want] of Object.entries(error)) {
        if (name !== 'status' || seen.status !== undefined) check(name, want, at(seen, name));
      }
      if (!('request_id' in error) && !REQUEST_ID.test(seen.request_id)) {
        throw new Wrong(`request id of the error: ${seen.request_id}`);
      }
      return seen;
    }
    if (error) throw new Wrong(`should be refused with ${show(error)}, answered ${show(answer.body)}`);
    if ('RequestId' in (step.expect ?? {})) return answer.body; // this SDK does not show it
    const requestId = answer.body.RequestId;
    if (!REQUEST_ID.test(requestId)) throw new Wrong(`RequestId: ${requestId}`);
    if (answer.headers) check('x-acs-request-id', requestId, answer.headers['x-acs-request-id']);
    return answer.body;
  }

  async play(name, file, scenario) {
    const where = `${name}: ${scenario.name}`;
    if (this.skip(where, scenario.skip)) return;
    const variables = { driver: this.driver, ...file.files };
    let number = 0;
    let step;
    try {
      await control('POST /_localyun/reset');
      for (step of scenario.steps) {
        number += 1;
        step = { ...step, ...step.seen_by?.[this.driver] };
        if (!this.skip(`${where}, step ${number}`, step.skip)) await this.step(file, scenario, step, variables);
      }
      this.passed += 1;
    } catch (e) {
      this.failed += 1;
      const what = step?.call ?? step?.control ?? step?.open ?? 'reset';
      const why = e instanceof Wrong ? e.message : e.stack.split('\n').slice(0, 3).join('\n');
      console.log(`  FAILED ${where}, step ${number} (${what}): ${why}`);
    }
  }

  /** What the SDK makes of a fault: how many calls arrive, and how it ends. */
  async fault(name, file, row) {
    if (this.skip(`${name}: ${row.name}`, row.skip)) return;
    for (const [mode, want] of Object.entries(row.seen[this.driver])) {
      try {
        await control('POST /_localyun/reset');
        await control('POST /_localyun/faults', { ...row.rule, ...(mode === 'once' ? { nth: 1 } : {}) });
        const before = (await control('GET /_localyun/calls')).last;
        const { product, version, call: action, params, timeout } = file;
        const attempts = mode === 'off' ? undefined : file.attempts;
        let ended = 'answered';
        try {
          await this.call({ product, version, format: 'JSON', action, params, key: ROOT_KEY, timeout, attempts });
        } catch (e) {
          const raised = e instanceof Refused ? e.cause : e;
          ended = `${raised.name} ${raised.code ?? '-'}`;
        }
        const calls = (await control('GET /_localyun/faults')).faults[0].matched;
        // the journal has a call when it has ended
        const { last } = await control(`GET /_localyun/calls?since=${before + calls - 1}&wait=5s`);
        check('calls in the journal', calls, last - before);
        check('seen', want, `${calls} ${ended}`);
        this.passed += 1;
      } catch (e) {
        this.failed += 1;
        console.log(`  FAILED ${name}: ${row.name}, ${mode}: ${e instanceof Wrong ? e.message : e.stack}`);
      }
    }
  }

  async main() {
    const started = Date.now();
    const only = process.env.ONLY ?? '';
    const root = process.env.SCENARIOS;
    const files = fs.readdirSync(root, { recursive: true }).filter((f) => f.endsWith('.json'));
    for (const relative of files.sort()) {
      const read = (...parts) => fs.readFileSync(path.join(root, ...parts), 'utf8');
      const file = JSON.parse(read(relative));
      for (const [variable, beside] of Object.entries(file.files ?? {})) {
        file.files[variable] = read(path.dirname(relative), beside);
      }
      const name = relative.slice(0, -'.json'.length);
      for (const row of file.faults ?? []) {
        if (`${name}: ${row.name}`.includes(only)) await this.fault(name, file, row);
      }
      for (const scenario of file.scenarios ?? []) {
        if (`${name}: ${scenario.name}`.includes(only)) await this.play(name, file, scenario);
      }
    }
    const skipped = this.skipped ? `, ${this.skipped} skipped` : '';
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`${this.driver}: ${this.passed} passed, ${this.failed} failed${skipped} (${seconds} s)`);
    process.exit(this.failed ? 1 : 0); // the SDKs keep sockets open
  }
}

module.exports = { Player, Refused };
