import { ask, type Send } from './control.js';
import { fromApi } from './names.js';
import { durationText, timeText, type Duration, type Time } from './times.js';

/** What the clock of a world shows. */
export interface ClockState {
  /** The time, such as `2026-01-01T00:00:00.000Z`. */
  now: string;
  /** The same in milliseconds since 1970. */
  nowMs: number;
  frozen: boolean;
  /** How many times as fast as the machine's clock it runs; 0 while it is frozen. */
  rate: number;
}

/** The clock of a world. Each change runs the work that is due by then, and answers the new time. */
export class Clock {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  async #change(change: object): Promise<ClockState> {
    return fromApi(await ask(this.#send, 'POST', '/clock', {}, change)) as ClockState;
  }

  /** What it shows now. */
  async now(): Promise<ClockState> {
    return fromApi(await ask(this.#send, 'GET', '/clock')) as ClockState;
  }

  /** Freezes it at a time, or at the present one. */
  freeze(time?: Time): Promise<ClockState> {
    return this.#change({ freeze: time === undefined ? true : timeText(time) });
  }

  /** Sets it to a time; it stays frozen or keeps running. */
  set(time: Time): Promise<ClockState> {
    return this.#change({ set: timeText(time) });
  }

  /** Moves it forward, or back by a negative duration. */
  advance(duration: Duration): Promise<ClockState> {
    return this.#change({ advance: durationText(duration) });
  }

  /** Lets it run so many times as fast as the machine's. */
  rate(times: number): Promise<ClockState> {
    return this.#change({ rate: times });
  }

  /** Returns to the machine's time. */
  release(): Promise<ClockState> {
    return this.#change({ release: true });
  }
}
