import { LocalyunError } from './errors.js';
import type { Answer, Query } from './http.js';

/** Sends a request to the control API; `/worlds` is its path. Rejects if the server does not answer. */
export type Send = (method: string, path: string, query?: Query, body?: string | Uint8Array) => Promise<Answer>;

/** Reads an answer; one that is no success is raised with the message of the server. */
export function read(answer: Answer): unknown {
  const text = answer.body.toString('utf8');
  if (answer.status >= 200 && answer.status < 300) return text === '' ? undefined : JSON.parse(text);
  throw refusal(answer);
}

/** The error for an answer that is no success. */
export function refusal(answer: Answer): LocalyunError {
  const text = answer.body.toString('utf8');
  let message = text;
  try {
    message = (JSON.parse(text) as { message: string }).message;
  } catch {
    // not JSON: the whole text
  }
  return new LocalyunError(message || `the control API answered ${answer.status}`, answer.status);
}

/** Sends a request with a JSON body and reads the JSON of its answer. */
export async function ask(send: Send, method: string, path: string, query?: Query, body?: unknown): Promise<unknown> {
  return read(await send(method, path, query, body === undefined ? undefined : JSON.stringify(body)));
}
