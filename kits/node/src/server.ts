import { spawn, type ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { LocalyunError } from './errors.js';
import { ask, read } from './control.js';
import { send, type Answer, type Query } from './http.js';
import { findProgram } from './program.js';
import { World, makeWorld, type WorldOptions } from './world.js';

/** How a server is started. None of it matters where `LOCALYUN_ENDPOINT` names a server that runs already. */
export interface ServerOptions {
  /** The path of the program; else `LOCALYUN_BINARY`, the package of this platform, or the `PATH` lead to it. */
  program?: string;
  /** Seed files for the first world; a world begins with them `from: 'default'`. */
  seed?: string | URL | (string | URL)[];
  /** A snapshot file that the first world begins with. */
  from?: string | URL;
  /** The data file; `:memory:` unless given. */
  data?: string;
  /** Further arguments of `localyun serve`. */
  args?: string[];
  /** After how many milliseconds a start has failed; 60,000 unless given. */
  startTimeout?: number;
}

const STDERR_KEPT = 64 * 1024;

/** A running server. */
export class Server {
  /** Its URL, such as `http://127.0.0.1:40123`. */
  readonly url: string;
  readonly #base: URL;
  readonly #child: ChildProcess | undefined;
  #stderr = '';

  private constructor(url: string, child: ChildProcess | undefined) {
    this.#base = new URL(url);
    this.url = this.#base.origin;
    this.#child = child;
  }

  /** A server that runs already, by its URL or `host:port`. */
  static at(endpoint: string): Server {
    return new Server(/^https?:\/\//.test(endpoint) ? endpoint : `http://${endpoint}`, undefined);
  }

  /** Its address as SDKs take it, such as `127.0.0.1:40123`. */
  get endpoint(): string {
    return this.#base.host;
  }

  /** The process id of a server that was started here; undefined for one that `LOCALYUN_ENDPOINT` names. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** What the server has written to its standard error, at most the last 64 KiB. */
  get stderr(): string {
    return this.#stderr;
  }

  /** Starts `localyun serve` on a free port and waits until it serves. */
  static async start(options: ServerOptions = {}): Promise<Server> {
    const program = findProgram(options.program);
    const path = (file: string | URL) => (typeof file === 'string' ? file : fileURLToPath(file));
    const seeds = options.seed === undefined ? [] : [options.seed].flat();
    const child = spawn(
      program,
      [
        ...['serve', '--listen', '127.0.0.1:0', '--data', options.data ?? ':memory:', '--exit-with-parent'],
        ...seeds.flatMap((seed) => ['--seed', path(seed)]),
        ...(options.from === undefined ? [] : ['--from', path(options.from)]),
        ...(options.args ?? []),
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let stderr = '';
    let server: Server | undefined;
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-STDERR_KEPT);
      if (server) server.#stderr = stderr;
    });
    const url = await new Promise<string>((resolve, reject) => {
      const fail = (what: string) => {
        child.kill('SIGKILL');
        reject(new LocalyunError(`localyun (${program}) did not start: ${what}\n${stderr}`.trimEnd()));
      };
      const timeout = options.startTimeout ?? 60_000;
      const timer = setTimeout(() => fail(`it did not serve within ${timeout} ms`), timeout);
      let stdout = '';
      child.stdout!.setEncoding('utf8').on('data', (text: string) => {
        stdout = (stdout + text).slice(-STDERR_KEPT);
        const line = /^listening on (https?:\/\/\S+)$/m.exec(stdout);
        if (line) {
          clearTimeout(timer);
          resolve(line[1]!);
        }
      });
      child.once('error', (error) => {
        clearTimeout(timer);
        fail(error.message);
      });
      // `close` comes after the last of its standard error
      child.once('close', (status, signal) => {
        clearTimeout(timer);
        fail(signal ? `it ended by ${signal}` : `it ended with exit status ${status}`);
      });
    });
    // the server does not keep this process alive
    child.unref();
    for (const stream of [child.stdout, child.stderr]) (stream as Socket).unref();
    const kill = () => void child.kill();
    process.once('exit', kill);
    child.once('exit', () => process.removeListener('exit', kill));
    server = new Server(url, child);
    server.#stderr = stderr;
    return server;
  }

  /** Makes a world of its own in this server. */
  async world(options: WorldOptions = {}): Promise<World> {
    return makeWorld(this, options);
  }

  /** Asks the control API what is about the server, such as `control('GET', '/proxy')`; see `World.control`. */
  async control(method: string, path: string, body?: unknown, query: Query = {}): Promise<unknown> {
    return ask(this.send.bind(this), method, path.replace(/^\/?/, '/'), query, body);
  }

  /** Sends a request to the control API: `server.send('GET', '/health')`. Answers any status. */
  async send(method: string, path: string, query: Query = {}, body?: string | Uint8Array): Promise<Answer> {
    try {
      return await send(this.#base, method, path, query, body);
    } catch (error) {
      const child = this.#child;
      const ended = child && (child.exitCode ?? child.signalCode);
      const why = ended == null ? '' : `; it has ended (${ended}):\n${this.#stderr}`;
      throw new LocalyunError(`the server at ${this.url} does not answer: ${(error as Error).message}${why}`);
    }
  }

  /** The version of the program. */
  async version(): Promise<string> {
    return (read(await this.send('GET', '/health')) as { version: string }).version;
  }

  /** Stops a server that was started here, and waits until it has ended. One that ran already goes on. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.ref();
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
    await ended;
    clearTimeout(timer);
  }
}

/** Starts a server of its own, or takes the one that `LOCALYUN_ENDPOINT` names. */
export async function start(options: ServerOptions = {}): Promise<Server> {
  const given = process.env['LOCALYUN_ENDPOINT'];
  return given ? Server.at(given) : Server.start(options);
}

let sharedServer: Promise<Server> | undefined;

/**
 * The server of this process: started by the first call, whose options count, and stopped with the process. Where
 * `LOCALYUN_ENDPOINT` is set it is that one, and nothing is started or stopped.
 */
export function shared(options: ServerOptions = {}): Promise<Server> {
  sharedServer ??= start(options).catch((error: unknown) => {
    sharedServer = undefined;
    throw error;
  });
  return sharedServer;
}

/** Stops the server of this process, if it was started. */
export async function stopShared(): Promise<void> {
  const server = sharedServer;
  sharedServer = undefined;
  await (await server)?.stop();
}

/** Makes a world in the server of this process, which is started if it does not run. */
export async function newWorld(options: WorldOptions = {}): Promise<World> {
  return (options.server ?? (await shared())).world(options);
}
