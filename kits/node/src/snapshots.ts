import { randomUUID } from 'node:crypto';
import { ask, refusal, type Send } from './control.js';
import { fromApi } from './names.js';

/** A saved state. */
export interface Snapshot {
  name: string;
  /** In bytes. */
  size: number;
  /** The world that it was saved from; null for an imported file. */
  world: string | null;
  at: string | null;
  clock: string | null;
  version: string | null;
}

/** Saved states. Their names are those of the server: all worlds share them. */
export class Snapshots {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /** Saves the state of the world, under a name of its own unless one is given. */
  async save(name = `world-${randomUUID()}`, options: { replace?: boolean } = {}): Promise<Snapshot> {
    return fromApi(await ask(this.#send, 'POST', '/snapshots', {}, { name, ...options })) as Snapshot;
  }

  /** The snapshots of the server. */
  async list(): Promise<Snapshot[]> {
    return (fromApi(await ask(this.#send, 'GET', '/snapshots')) as { snapshots: Snapshot[] }).snapshots;
  }

  /** Puts the state in a snapshot in the place of that of the world. */
  async restore(snapshot: string | Snapshot): Promise<void> {
    await ask(this.#send, 'POST', `${path(snapshot)}/restore`);
  }

  /** Deletes a snapshot. */
  async delete(snapshot: string | Snapshot): Promise<void> {
    await ask(this.#send, 'DELETE', path(snapshot));
  }

  /** The file of a snapshot, which `start({ from })` and `serve --from` open. It holds secrets. */
  async download(snapshot: string | Snapshot): Promise<Uint8Array> {
    const answer = await this.#send('GET', path(snapshot));
    if (answer.status !== 200) throw refusal(answer);
    return answer.body;
  }
}

function path(snapshot: string | Snapshot): string {
  return `/snapshots/${encodeURIComponent(typeof snapshot === 'string' ? snapshot : snapshot.name)}`;
}
