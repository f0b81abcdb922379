import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Calls } from './calls.js';
import { Clock } from './clock.js';
import { ask, read, type Send } from './control.js';
import { LocalyunError } from './errors.js';
import { Faults } from './faults.js';
import type { Query } from './http.js';
import { Key, REGION, type ClientConfig } from './key.js';
import { Outbox } from './outbox.js';
import type { Server } from './server.js';
import { Snapshots } from './snapshots.js';
import { durationText, type Duration } from './times.js';

/** A seed: a state as an object. docs/guide/seeds.md has what it may have. */
export interface Seed {
  version: 1;
  clock?: string;
  accounts?: object[];
}

/** What a world begins with. */
export interface WorldOptions {
  /**
   * `default` for a fork of the first world of the server; another world, or its id, for a fork of that; the name of a snapshot or
   * of a seed file of the server; a seed as an object; a seed file, by a URL or a path that ends in `.yaml`, `.yml` or `.json`.
   * Empty unless given.
   */
  from?: string | URL | World | Seed | undefined;
  /** After how long without a call the server drops it: an hour unless given, never with `null`. */
  ttl?: Duration | null | undefined;
  /** How many accounts it has. */
  accounts?: number | undefined;
  /** A number that all its ids and secrets are made from. */
  random?: number | undefined;
  /** The server; the one of this process unless given. */
  server?: Server | undefined;
}

/** A policy: the name of a system policy, or a document. */
export type Policy = string | { Version: '1'; Statement: object[] };

interface MadeWorld {
  id: string;
  accounts: { account: string; access_key_id: string; access_key_secret: string }[];
}

/** A cloud of its own in the server: its state, clock, messages, journal and keys. */
export class World {
  readonly id: string;
  readonly server: Server;
  readonly region = REGION;
  /** The keys of the roots of its accounts. */
  readonly accounts: readonly Key[];
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly faults: Faults;
  readonly calls: Calls;
  readonly snapshots: Snapshots;
  readonly #send: Send;
  readonly #root: Key;
  /** What is applied again after a reset. */
  readonly #seed: { name: string; document: string } | undefined;

  /** @internal */
  constructor(server: Server, made: MadeWorld, seed?: { name: string; document: string }) {
    this.#seed = seed;
    this.id = made.id;
    this.server = server;
    this.accounts = made.accounts.map((of) => new Key(this, of.account, of.access_key_id, of.access_key_secret));
    if (!this.accounts[0]) throw new LocalyunError('the world has no account: give its seed one');
    this.#root = this.accounts[0];
    this.#send = (method, path, query, body) => server.send(method, path, { ...query, world: this.id }, body);
    this.clock = new Clock(this.#send);
    this.outbox = new Outbox(this.#send);
    this.faults = new Faults(this.#send);
    this.calls = new Calls(this.#send);
    this.snapshots = new Snapshots((method, path, query, body) =>
      // only what is about the state of a world may name one
      method === 'POST' ? this.#send(method, path, query, body) : server.send(method, path, query, body),
    );
  }

  /** The URL of the server. */
  get url(): string {
    return this.server.url;
  }

  /** The address of the server as SDKs take it: `host:port`. */
  get endpoint(): string {
    return this.server.endpoint;
  }

  /** The first account, 16 digits. */
  get accountId(): string {
    return this.#root.accountId;
  }

  /** The access key id of the root of the first account. */
  get accessKeyId(): string {
    return this.#root.accessKeyId;
  }

  /** Its secret. */
  get accessKeySecret(): string {
    return this.#root.accessKeySecret;
  }

  /** The members of the `Config` of the vendor's SDKs: `new Client(new Config(world.config))`. */
  get config(): ClientConfig {
    return this.#root.config;
  }

  /** The environment variables for a program that calls with the root key. */
  env(): Record<string, string> {
    return this.#root.env();
  }

  /**
   * Makes a RAM user with these policies, and none else, in the first account, and answers a key of it. These are no calls: the
   * journal does not have them.
   */
  async user(name: string, options: { policy?: Policy | Policy[]; account?: string } = {}): Promise<Key> {
    const policies = options.policy === undefined ? [] : [options.policy].flat();
    const custom = policies
      .filter((policy) => typeof policy !== 'string')
      .map((document, at) => ({ name: `${name.replace(/[^A-Za-z0-9-]/g, '-')}-${at + 1}`, document }));
    const account = options.account ?? this.accountId;
    // the keys of a world begin as the key of its root does
    const id = this.accessKeyId.slice(0, -12) + text(12);
    const secret = text(30);
    await this.seed({
      version: 1,
      accounts: [
        {
          id: account,
          ram: {
            policies: custom,
            users: [
              {
                name,
                policies: custom.map((policy) => policy.name),
                system_policies: policies.filter((policy) => typeof policy === 'string'),
              },
            ],
            access_keys: [{ user: name, id, secret }],
          },
        },
      ],
    });
    return new Key(this, account, id, secret, name);
  }

  /** Applies a seed to the world: all of it, or nothing. What is there already is left alone. */
  async seed(seed: Seed | string | URL): Promise<void> {
    const file = seedFile(seed);
    await this.#apply(
      file === undefined
        ? { name: undefined, document: JSON.stringify(seed) }
        : { name: basename(file), document: await readFile(file, 'utf8') },
    );
  }

  async #apply({ name, document }: { name: string | undefined; document: string }): Promise<void> {
    read(await this.#send('POST', '/seed', { name }, document));
  }

  /** Puts the world back to what it began with. */
  async reset(): Promise<void> {
    await ask(this.#send, 'POST', '/reset');
    if (this.#seed) await this.#apply(this.#seed);
  }

  /**
   * Asks the control API for this world what has no method here, and answers what it answers:
   * `world.control('POST', '/paging', { max_page: 1 })`. The path is what follows `/_localyun`; the body is sent as JSON.
   */
  async control(method: string, path: string, body?: unknown, query: Query = {}): Promise<unknown> {
    return ask(this.#send, method, path.replace(/^\/?/, '/'), query, body);
  }

  /** Drops the world. Calls with its keys are refused from then on. */
  async close(): Promise<void> {
    const answer = await this.server.send('DELETE', `/worlds/${this.id}`);
    // 404: the server has dropped it
    if (answer.status !== 404) read(answer);
  }
}

/** Makes a world in a server. */
export async function makeWorld(server: Server, options: WorldOptions): Promise<World> {
  const { accounts, random } = options;
  const ttl = options.ttl == null ? options.ttl : durationText(options.ttl);
  const make = async (from: string | object | undefined) =>
    (await ask(server.send.bind(server), 'POST', '/worlds', {}, { from, ttl, accounts, random })) as MadeWorld;
  const { from } = options;
  if (from instanceof World) return new World(server, await make(from.id));
  const file = seedFile(from);
  if (file === undefined) return new World(server, await make(from));
  const document = await readFile(file, 'utf8');
  const name = basename(file);
  if (/\.json$/.test(file)) return new World(server, await make(parse(name, document)));
  // the server reads the YAML, and says which accounts it names; their roots get keys if the world begins with them
  const scratch = new World(server, await make(undefined));
  let named: object[];
  try {
    await scratch.seed(file);
    const answer = await server.send('GET', '/seed', { world: scratch.id });
    const ids = [...answer.body.toString('utf8').matchAll(/^  - id: "(\d{16})"$/gm)].map(([, id]) => id);
    named = ids.filter((id) => id !== scratch.accountId).map((id) => ({ id }));
  } finally {
    await scratch.close();
  }
  const world = new World(server, await make({ version: 1, accounts: named }), { name, document });
  await world.seed(file);
  return world;
}

function parse(name: string, document: string): object {
  try {
    return JSON.parse(document) as object;
  } catch (error) {
    throw new LocalyunError(`${name}: ${(error as Error).message}`);
  }
}

/** The path of a seed file; undefined for what is none. */
function seedFile(from: unknown): string | undefined {
  if (from instanceof URL) return fileURLToPath(from);
  return typeof from === 'string' && /\.(ya?ml|json)$/.test(from) ? from : undefined;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function text(length: number): string {
  return Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}
