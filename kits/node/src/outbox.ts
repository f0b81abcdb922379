import { ask, type Send } from './control.js';
import { LocalyunError } from './errors.js';
import { fromApi } from './names.js';
import { milliseconds, timeText, type Duration, type Time } from './times.js';

export type Channel = 'mail' | 'sms' | 'voice' | 'robot' | 'webhook' | 'receipt';
/** What the network has made of a message. */
export type MessageState = 'waiting' | 'delivered' | 'failed';
export type MessageKind = 'verification' | 'alert' | 'notification';

/** A message that an action has sent. */
export interface Message {
  id: number;
  at: string;
  account: string;
  product: string;
  kind: MessageKind;
  channel: Channel;
  to: string;
  contact: string | null;
  subject: string | null;
  body: string;
  /** The link in it. */
  link: string | null;
  /** That link, and the URLs in the text. */
  links: string[];
  /** The verification codes in it. */
  codes: string[];
  /** What the cloud would send to a chat bot or a webhook. */
  request: { method: string; url: string; headers: unknown; body: unknown } | null;
  /** The code of the template that it was made of. */
  template?: string;
  /** The values of the variables of the template. */
  params?: Record<string, unknown>;
  /** The sign before a text message. */
  sign?: string;
  /** The id of the send. */
  bizId?: string;
  /** What the network has made of it; text messages and mail have this. */
  state?: MessageState;
  /** What the network says of one that is settled: `DELIVERED`, or why it failed. */
  errCode?: string;
  /** The HTML of a mail. */
  html?: string;
}

/** Which messages. */
export interface MessageFilters {
  to?: string | undefined;
  channel?: Channel | undefined;
  kind?: MessageKind | undefined;
  product?: string | undefined;
  account?: string | undefined;
  /** Only those of the template with this code. */
  template?: string | undefined;
  /** Only those with this tag. */
  tag?: string | undefined;
  /** Only those of which the network says this. */
  state?: MessageState | undefined;
  /** Only those after the message with this id, or from this time on. */
  since?: number | Time | undefined;
  /** Only the newest. */
  limit?: number | undefined;
}

/** Which message to wait for, and for how long: 5 seconds unless given. */
export interface MessageWait extends MessageFilters {
  timeout?: Duration | undefined;
}

/** The messages that the actions of a world have sent. None is delivered. */
export class Outbox {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /** The messages, oldest first. */
  list(filters: MessageFilters = {}): Promise<Message[]> {
    return this.#list(filters);
  }

  async #list({ since, ...filters }: MessageFilters, wait?: string): Promise<Message[]> {
    const from = since === undefined || typeof since === 'number' ? since : timeText(since);
    const answer = await ask(this.#send, 'GET', '/outbox', { ...filters, since: from, wait });
    return (fromApi(answer) as { messages: Message[] }).messages;
  }

  /** Waits for a message and answers the newest one. */
  wait(filters: MessageWait = {}): Promise<Message> {
    return this.#waitFor('message', filters, (message) => message);
  }

  /** Waits for a message with a verification code, and answers the newest code. */
  code(filters: MessageWait = {}): Promise<string> {
    return this.#waitFor('message with a code', filters, (message) => message.codes.at(-1));
  }

  /** Waits for a message with a link, and answers the newest link. */
  link(filters: MessageWait = {}): Promise<string> {
    return this.#waitFor('message with a link', filters, (message) => message.link ?? message.links[0]);
  }

  /** Deletes all messages, and answers how many. */
  async delete(): Promise<number> {
    return ((await ask(this.#send, 'DELETE', '/outbox')) as { deleted: number }).deleted;
  }

  async #waitFor<T>(what: string, { timeout = 5000, ...filters }: MessageWait, find: (message: Message) => T | undefined): Promise<T> {
    const end = Date.now() + milliseconds(timeout);
    for (let { since } = filters; ; ) {
      const left = Math.min(Math.max(end - Date.now(), 0), 60_000);
      const messages = await this.#list({ ...filters, since }, `${Math.round(left)}ms`);
      for (const message of messages.slice().reverse()) {
        const found = find(message);
        if (found !== undefined) return found;
      }
      since = messages.at(-1)?.id ?? since;
      if (Date.now() >= end) break;
    }
    const others = (await this.#list({ limit: 20 })).map(({ id, kind, channel, to, subject }) => `  ${id} ${kind} by ${channel} to ${to}: ${subject ?? ''}`);
    const asked = Object.entries(filters).map(([name, value]) => ` ${name}=${value instanceof Date ? value.toISOString() : value}`);
    throw new LocalyunError(
      [`no ${what}${asked.join('')} came in time; the outbox has ${others.length === 0 ? 'no messages' : 'these:'}`, ...others].join('\n'),
    );
  }
}
