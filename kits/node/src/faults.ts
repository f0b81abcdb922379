import { ask, type Send } from './control.js';
import { fromApi, toApi } from './names.js';
import { durationText, timeText, type Duration } from './times.js';

/** Which calls a fault is about, and what happens to them. */
export interface FaultRule {
  product?: string;
  action?: string;
  caller?: string;
  accessKey?: string;
  region?: string;
  /** Parameters with their values, in which `*` stands for any text. */
  params?: Record<string, string | number | boolean>;
  nth?: number;
  fromCall?: number;
  toCall?: number;
  share?: number;
  seed?: number;
  /** From this time of the world's clock on, or after a duration from now. */
  after?: Date | Duration;
  /** Before this time of the world's clock, or for a duration from now. */
  until?: Date | Duration;
  times?: number;
  /** Refuses the call with this code. */
  error?: string;
  message?: string;
  retryAfter?: Duration;
  /** Answers with this HTTP status and the HTML page of a load balancer. */
  http?: number;
  html?: string;
  delay?: Duration;
  answerDelay?: Duration;
  stall?: true | Duration;
  reset?: true;
  lostAnswer?: true;
  cut?: number;
  badJson?: true;
}

/** A rule that is in force. Durations and times are as the server writes them. */
export interface Fault extends FaultRule {
  id: string;
  /** How many calls it was about. */
  matched: number;
  /** How often it fired. */
  fired: number;
}

/** A set of rules with a name. */
export interface FaultPreset {
  name: string;
  does: string;
  rules: FaultRule[];
}

/** To which calls a preset is narrowed. */
export interface PresetFilters {
  product?: string;
  action?: string;
  caller?: string;
  region?: string;
}

function ruleForApi(rule: FaultRule): Record<string, unknown> {
  const written = toApi(rule);
  for (const name of ['after', 'until', 'retry_after', 'delay', 'answer_delay', 'stall']) {
    const value = written[name];
    if (value instanceof Date) written[name] = timeText(value);
    else if (value !== undefined && value !== true) written[name] = durationText(value as Duration);
  }
  return written;
}

/** The faults that are injected into the calls of a world. */
export class Faults {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  async #rules(method: string, path: string, query?: object, body?: unknown): Promise<Fault[]> {
    return (fromApi(await ask(this.#send, method, path, { ...query }, body)) as { faults: Fault[] }).faults;
  }

  /** Adds a rule, and answers it with its id. */
  async add(rule: FaultRule): Promise<Fault>;
  /** Adds several rules: all, or none. */
  async add(rules: FaultRule[]): Promise<Fault[]>;
  async add(rules: FaultRule | FaultRule[]): Promise<Fault | Fault[]> {
    const added = await this.#rules('POST', '/faults', {}, Array.isArray(rules) ? rules.map(ruleForApi) : ruleForApi(rules));
    return Array.isArray(rules) ? added : added[0]!;
  }

  /** The presets that there are. */
  async presets(): Promise<FaultPreset[]> {
    return (fromApi(await ask(this.#send, 'GET', '/faults/presets')) as { presets: FaultPreset[] }).presets;
  }

  /** Adds the rules of a preset: `flaky-network`, `throttled`, `slow`, `region-down`. */
  preset(name: string, filters: PresetFilters = {}): Promise<Fault[]> {
    return this.#rules('POST', `/faults/presets/${encodeURIComponent(name)}`, filters);
  }

  /** All rules, with how many calls each matched and how often it fired. */
  list(): Promise<Fault[]> {
    return this.#rules('GET', '/faults');
  }

  /** Removes one rule. */
  async remove(fault: string | { id: string }): Promise<void> {
    const id = typeof fault === 'string' ? fault : fault.id;
    await ask(this.#send, 'DELETE', `/faults/${encodeURIComponent(id)}`);
  }

  /** Removes all rules. */
  async clear(): Promise<void> {
    await ask(this.#send, 'DELETE', '/faults');
  }
}
