// The views of the console: how they are addressed, and a text of the sample state that each has to show.

/**
 * @typedef View
 * @property {string} name the name in the address, and of the link in the navigation
 * @property {string} key the letter after `g` that leads there
 * @property {RegExp} shows what is on it, in any language
 */

/** @type {View[]} The pages of the navigation, in its order. */
export const pages = [
  { name: 'start', key: 's', shows: /testid/ },
  { name: 'inbox', key: 'i', shows: /alice@example\.com/ },
  { name: 'calls', key: 'c', shows: /DescribeContactGroupList/ },
  { name: 'explain', key: 'e', shows: /./ },
  { name: 'resources', key: 'r', shows: /cms/i },
  { name: 'directory', key: 'o', shows: /team/ },
  { name: 'certificates', key: 'k', shows: /www/ },
  { name: 'due', key: 'd', shows: /2026-01-01/ },
  { name: 'try', key: 't', shows: /cms/i },
  { name: 'policies', key: 'p', shows: /./ },
  { name: 'faults', key: 'f', shows: /Throttling\.User/ },
  { name: 'worlds', key: 'w', shows: /default/ },
  { name: 'snapshots', key: 'n', shows: /before/ },
  { name: 'coverage', key: 'v', shows: /Cms/ },
];

/** Views of one thing. @param {Awaited<ReturnType<import('./sample.js').fill>>} ids @returns {{view: string, shows: RegExp}[]} */
export const details = (ids) => [
  { view: `calls/${ids.denied}`, shows: /DeleteContact/ },
  { view: `calls/${ids.mismatch}`, shows: /SignatureDoesNotMatch/ },
  { view: `calls/${ids.throttled}`, shows: /Throttling\.User/ },
  { view: `explain/${ids.mismatch}`, shows: /SignatureDoesNotMatch/ },
  { view: 'resources/cms/contact', shows: /Alice/ },
  { view: 'resources/cms/contact/Alice', shows: /alice@example\.com/ },
  { view: 'resources/ram/user', shows: /ci/ },
  { view: 'resources/ram/user/200000000000000001', shows: /Continuous integration/ },
  { view: 'resources/cms/contact/Alice?tab=calls', shows: /PutContactGroup/ },
  { view: 'inbox?tab=robots', shows: /ops/ },
  { view: 'certificates?tab=jobs', shows: /renewal/ },
  { view: 'certificates?tab=resources', shows: /api\.example\.com/ },
  { view: 'certificates?tab=applications', shows: /CreateCertificateForPackageRequest/ },
  { view: `certificates/${ids.certificate}`, shows: /Example Test CA/ },
  { view: `certificates/jobs/${ids.job}`, shows: /renewal/ },
  { view: 'directory?node=fd-abcdefghi1', shows: /no-groups/ },
  { view: 'policies?as=user/ci&action=cms:DescribeContactList', shows: /read-contacts/ },
  { view: 'policies?tab=asked', shows: /cms:DeleteContact/ },
  { view: 'policies?tab=suggest', shows: /cms:DeleteContact/ },
  { view: 'policies?tab=trust', shows: /deploy/ },
  { view: 'policies?tab=control', shows: /no-groups/ },
  { view: 'try/cms/PutContact', shows: /ContactName/ },
  { view: 'try/ram/CreateUser', shows: /UserName/ },
];
