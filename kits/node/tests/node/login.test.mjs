import assert from 'node:assert/strict';
import { test } from 'node:test';
import dysms, { SendSmsRequest } from '@alicloud/dysmsapi20170525';
import { $OpenApiUtil } from '@alicloud/openapi-core';
import { worldFor } from 'localyun/node-test';

test('logs in by a code', async (t) => {
  const world = await worldFor(t);
  await world.control('POST', '/dysms/settings', { lenient: true });
  const client = new dysms.default(new $OpenApiUtil.Config(world.config));
  const send = { phoneNumbers: '13800000000', signName: '阿里云', templateCode: 'SMS_1', templateParam: '{"code": "4321"}' };
  const { body } = await client.sendSms(new SendSmsRequest(send));
  assert.equal(body?.code, 'OK');
  assert.equal(await world.outbox.code({ to: '13800000000' }), '4321');
});
