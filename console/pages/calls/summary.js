// A call in short, as lists show it, and the filters that select calls in the page as the server does.

/**
 * @typedef {{sequence: number, request_id: string, at: string, duration_ms: number, product: string, action: string, caller: string | null,
 *   access_key_id: string | null, status: number, code: string | null, fault: string | null, unread?: number}} Summary
 */

/** A call of the journal in short; a summary stays as it is. @param {any} call @returns {Summary} */
export function summary(call) {
  const whole = call.caller && typeof call.caller === 'object';
  return {
    ...call,
    caller: whole ? call.caller.arn : call.caller,
    access_key_id: whole ? call.caller.access_key_id : call.access_key_id ?? null,
    unread: Array.isArray(call.unread) ? call.unread.length : 0,
  };
}

/** Whether a call was refused: by its status, or by a code with a status of success. @param {{status: number}} call */
export const refused = (call) => call.status === 0 || call.status >= 400;

/** The caller without what all callers of the cloud have: `user/ci`, `root`. @param {string | null} arn */
export function shortCaller(arn) {
  return arn ? arn.split(':').slice(4).join(':') || arn : '';
}

/** Whether a whole text matches a pattern in which `*` stands for any text. @param {string} pattern @param {string | null | undefined} text @param {boolean} [anyCase] */
function matches(pattern, text, anyCase) {
  const escaped = pattern.split('*').map((piece) => piece.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*');
  return new RegExp(`^${escaped}$`, anyCase ? 'is' : 's').test(text ?? '');
}

/** The names of a caller by which the server finds it: ARN, account, user, role, key. @param {Summary} call */
const names = (call) => {
  const [, , , account, principal = ''] = (call.caller ?? '').split(':');
  return [call.caller, account, principal, ...principal.split('/').slice(1), call.access_key_id].filter(Boolean);
};

/** The filters that the address may name. */
export const FILTERS = ['action', 'product', 'caller', 'code', 'status'];

/** Whether the filters let a call pass that the event stream tells. @param {Record<string, string>} query @param {Summary} call */
export function passes(query, call) {
  const status = String(call.status);
  return (!query.action || matches(query.action, call.action))
    && (!query.product || matches(query.product, call.product, true))
    && (!query.code || matches(query.code, call.code))
    && (!query.status || (/^\dxx$/i.test(query.status) ? status.length === 3 && status[0] === query.status[0] : status === query.status))
    && (!query.caller || names(call).some((name) => matches(query.caller, name)));
}
