// Loads again what calls, due work or the clock may have changed, at most every two seconds.
import { useRef, useEffect, useLive, useThrottled } from './parts.js';
import { useClientCalls } from './journal.js';

/** Actions that change nothing, among them all that pages themselves call to show something. */
export const READS = /^(Get|List|Describe|Query|Search|Check|Precheck)/;

/** A function that calls `fn` soon, and once for all that asks for it meanwhile. @param {() => void} fn @param {number} [after] in milliseconds */
export function useSettled(fn, after = 2000) {
  const timer = useRef(0);
  const latest = useRef(fn);
  latest.current = fn;
  useEffect(() => () => clearTimeout(timer.current), []);
  return () => { timer.current ||= setTimeout(() => { timer.current = 0; if (!document.hidden) latest.current(); }, after); };
}

/** Calls `fn` soon after calls that may have changed the state, when due work or the clock may have, and when the event stream begins anew. @param {() => void} fn */
export function useChanges(fn) {
  const soon = useSettled(fn);
  useClientCalls(({ calls, skipped }) => { if (skipped || calls.some((call) => !READS.test(call.action ?? ''))) soon(); });
  useLive('hello', soon);
  const now = useThrottled(fn, 2000);
  useLive('due', now);
  useLive('clock', now);
}
