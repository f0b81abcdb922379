// The control API writes names as `access_key_id`, JavaScript as `accessKeyId`.

/** Objects whose names belong to the caller: parameters of calls, headers, conditions. */
const VERBATIM = new Set(['parameters', 'params', 'headers', 'body']);

/** The members of an object under their names in the control API. Members that are undefined are left out. */
export function toApi(members: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(members)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]),
  );
}

/** An answer of the control API with the names of JavaScript. */
export function fromApi(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromApi);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      VERBATIM.has(name) ? member : fromApi(member),
    ]),
  );
}
