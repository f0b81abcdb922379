// A state in which every page of the console has something to show: a seed, and calls as clients make them.
import { readFileSync } from 'node:fs';
import { root } from './server.js';

/** Options of `localyun serve` for the seed, whose clock is frozen. */
export const seed = ['--seed', `${root}fixtures/seeds/example.yaml`];

/** A client signs `Night+shift` where the cloud signs `Night%20shift`. */
export const plusForSpace = (canonical) => canonical.replace('%20', '+');

/**
 * Makes the calls.
 * @param {import('./server.js').Server} server that was started with the seed
 * @returns the ids that views are addressed by
 */
export async function fill(server) {
  const { call, post } = bound(server);
  await post('snapshots', { name: 'before' });

  // Contacts of CloudMonitor: a message with a link, a short message, a group.
  await call('cms', 'PutContact', { ContactName: 'Alice', Describe: 'Day shift', 'Channels.Mail': 'alice@example.com', 'Channels.SMS': '13800000000' });
  await call('cms', 'PutContactGroup', { ContactGroupName: 'day', 'ContactNames.1': 'Alice' });
  await call('cms', 'DescribeContactList', { PageSize: 10 }, { as: 'cikey', agent: 'AlibabaCloud (Linux; amd64) Python/3.12 Core/1.0' });

  // Refused: by policies, by the signature, by the action.
  const denied = await call('cms', 'DeleteContact', { ContactName: 'Alice' }, { as: 'cikey', status: 403 });
  const mismatch = await call('cms', 'PutContact', { ContactName: 'Bob', Describe: 'Night shift' }, { status: 400, mistake: plusForSpace });
  await call('cms', 'DeleteContact', { ContactName: 'Nobody' }, { status: 404 });

  // A fault that has fired.
  await post('faults', { product: 'Cms', action: 'DescribeContactGroupList', error: 'Throttling.User', times: 1 });
  const throttled = await call('cms', 'DescribeContactGroupList', {}, { status: 400 });

  // A deployment that is due in an hour, and an alert.
  const { ContactId } = await call('cas', 'CreateContact', { Name: 'Ann', Mobile: '13312345678' });
  const { CertificateOrderList: [certificate] } = await call('cas', 'ListUserCertificateOrder', { OrderType: 'UPLOAD', Keyword: 'www' });
  const { resources: [cdn] } = await server.get('cas/resources');
  const { JobId } = await call('cas', 'CreateDeploymentJob', {
    Name: 'renewal', JobType: 'user', CertIds: certificate.CertificateId, ResourceIds: cdn.id, ContactIds: ContactId,
    ScheduleTime: Date.parse('2026-01-01T01:00:00Z'),
  });
  await call('cas', 'UpdateDeploymentJobStatus', { JobId, Status: 'pending' });

  // A message contact of the directory, bound to a folder, inherited below it.
  const { Contact: carol } = await call('resourcedirectory', 'AddMessageContact', {
    Name: 'Carol', EmailAddress: 'carol@example.com', Title: 'CEO', 'MessageTypes.1': 'FaultMessage',
  });
  await call('resourcedirectory', 'SendEmailVerificationForMessageContact', { ContactId: carol.ContactId, EmailAddress: 'carol@example.com' });
  const { messages } = await server.get('outbox?to=carol@example.com');
  await fetch(messages[0].link);
  await call('resourcedirectory', 'AssociateMembers', { ContactId: carol.ContactId, 'Members.1': 'fd-abcdefghi1' });

  // What a program posts to a chat bot of this server.
  await fetch(`${server.url}/_localyun/robots/dingtalk/ops`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ msgtype: 'text', text: { content: 'Deployed' } }),
  });

  const world = await post('worlds', { from: 'default', ttl: null });
  return { denied: denied.RequestId, mismatch: mismatch.RequestId, throttled: throttled.RequestId, job: JobId, certificate: certificate.CertificateId, world: world.id };
}

const bound = (server) => ({ call: server.call.bind(server), post: server.post });
