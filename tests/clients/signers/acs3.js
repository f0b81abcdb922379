// PutContact with Node's own modules: ACS3-HMAC-SHA256, parameters in a form.
// Usage: acs3.js NAME DESCRIPTION
//   CMS_URL  where to send it (default: the cloud's own host)
'use strict';
const crypto = require('node:crypto');

const url = new URL(process.env.CMS_URL || 'https://metrics.cn-hangzhou.aliyuncs.com');
const [ContactName, Describe] = process.argv.slice(2);
const body = new URLSearchParams({ ContactName, Describe, 'Channels.Mail': 'ops@example.com' }).toString();
const sha256 = (text) => crypto.createHash('sha256').update(text).digest('hex');
const headers = {
  'content-type': 'application/x-www-form-urlencoded',
  host: url.host,
  'x-acs-action': 'PutContact',
  'x-acs-content-sha256': sha256(body),
  'x-acs-date': new Date().toISOString().replace(/\.\d+/, ''),
  'x-acs-signature-nonce': crypto.randomUUID(),
  'x-acs-version': '2019-01-01',
}; // in the order of their names, as the signature wants them
const signed = Object.keys(headers).join(';');
const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`).join('');
const canonical = ['POST', '/', '', lines, signed, sha256(body)].join('\n');
const signature = crypto.createHmac('sha256', process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET)
  .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`).digest('hex');
headers.authorization = `ACS3-HMAC-SHA256 Credential=${process.env.ALIBABA_CLOUD_ACCESS_KEY_ID},`
  + `SignedHeaders=${signed},Signature=${signature}`;

const { request } = require(url.protocol === 'https:' ? 'node:https' : 'node:http');
request(url, { method: 'POST', headers }, (answer) => {
  answer.setEncoding('utf8');
  answer.on('data', (text) => process.stdout.write(text));
  answer.on('end', () => { process.exitCode = answer.statusCode < 400 ? 0 : 1; });
}).end(body);
