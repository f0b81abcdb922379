// What TypeScript sees of the package in a module.
import { LocalyunError, newWorld, shared, type Call, type FaultRule, type Key, type Server, type World } from 'localyun';
import { worldFor } from 'localyun/node-test';
import { withLocalyun } from 'localyun/jest';
import { test } from 'localyun/vitest';

export async function all(world: World): Promise<string[]> {
  const server: Server = await shared({ seed: [new URL('seed.yaml', import.meta.url), 'other.yaml'] });
  const fork: World = await newWorld({ from: world, ttl: '10m', accounts: 2, server });
  const rule: FaultRule = { action: 'PutContact', error: 'Throttling.User', retryAfter: 1500 };
  const { id, fired } = await fork.faults.add(rule);
  const key: Key = await fork.user('ci', { policy: ['AliyunRAMReadOnlyAccess', { Version: '1', Statement: [] }] });
  const calls: Call[] = await fork.calls.list({ action: 'PutContact', params: { ContactName: 'A*' }, status: '4xx' });
  await fork.clock.advance({ total: () => 5 });
  // @ts-expect-error: there is no such member
  await fork.faults.add({ acton: 'PutContact' });
  // @ts-expect-error: no channel
  await fork.outbox.wait({ channel: 'pigeon' });
  // @ts-expect-error: the id is a text
  fork.id.toFixed();
  return [id, `${fired}`, key.accessKeyId, ...calls.map((call) => call.requestId)];
}

test('fixture', ({ world }) => {
  const id: string = world.id;
  return void id;
});
export const wrapped: (name: string) => Promise<void> = withLocalyun(async (world: World, name: string) => void (world.id + name));
export { LocalyunError, worldFor };
