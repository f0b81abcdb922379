// Loads again once calls have come, at most every two seconds.
import { useRef, useEffect } from './parts.js';

/** A function for `useLive` that calls `fn` soon, and once for all events that come meanwhile. @param {() => void} fn @param {number} [after] in milliseconds */
export function useSettled(fn, after = 2000) {
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  return () => { timer.current ||= setTimeout(() => { timer.current = 0; if (!document.hidden) fn(); }, after); };
}
