import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PHONE, started, wrong } from './setup.js';

test('the code that came to the phone logs in, once', async (t) => {
  const { world, askForCode, logIn, get } = await started(t);
  assert.equal((await askForCode()).status, 202);
  const code = await world.outbox.code({ to: PHONE });
  assert.match(code, /^\d{6}$/);

  const { status, token } = await logIn(code);
  assert.equal(status, 201);
  assert.deepEqual(await get(`/sessions/${token}`), { status: 200, phone: PHONE });
  assert.equal((await logIn(code)).status, 401);
});

test('a wrong code is refused, and the right one still passes', async (t) => {
  const { world, askForCode, logIn } = await started(t);
  await askForCode();
  const code = await world.outbox.code({ to: PHONE });
  assert.equal((await logIn(wrong(code))).status, 401);
  assert.equal((await logIn(code, '13800000001')).status, 401); // of another phone
  assert.equal((await logIn(code)).status, 201);
});

test('who guesses has five tries, of which the cloud sees no more', async (t) => {
  const { world, askForCode, logIn } = await started(t);
  await askForCode();
  const code = await world.outbox.code({ to: PHONE });
  for (let i = 0; i < 5; i += 1) assert.equal((await logIn(wrong(code))).status, 401);
  assert.equal((await logIn(code)).status, 429);
  await world.calls.verify('CheckSmsVerifyCode', { PhoneNumber: PHONE }, { times: 5, status: 400, code: 'isv.ValidateFail' });

  await world.clock.advance('1m');
  await askForCode();
  assert.equal((await logIn(await world.outbox.code({ to: PHONE }))).status, 201);
});

test('a code is good for five minutes', async (t) => {
  const { world, askForCode, logIn } = await started(t);
  await askForCode();
  const code = await world.outbox.code({ to: PHONE });
  await world.clock.advance('4m59s');
  const { codes } = await world.control('GET', '/dypns/codes', undefined, { phone: PHONE });
  assert.equal(codes.length, 1);
  await world.clock.advance('1s');
  assert.equal((await logIn(code)).status, 401);
});

test('a newer code replaces the older', async (t) => {
  const { world, askForCode, logIn } = await started(t);
  await askForCode();
  const older = await world.outbox.wait({ to: PHONE });
  await world.clock.advance('1m');
  await askForCode();
  const newer = await world.outbox.wait({ to: PHONE, since: older.id });
  assert.equal((await logIn(older.codes[0])).status, 401);
  assert.equal((await logIn(newer.codes[0])).status, 201);
});

test('a number gets one code a minute, and ten a day', async (t) => {
  const { world, askForCode } = await started(t);
  assert.equal((await askForCode()).status, 202);
  assert.equal((await askForCode()).status, 429);
  assert.equal((await askForCode('13800000001')).status, 202); // the limit is that of a number
  await world.calls.verify('SendSmsVerifyCode', { PhoneNumber: PHONE }, { times: 2 });
  assert.equal((await world.outbox.list({ to: PHONE })).length, 1);

  for (let sent = 1; sent < 10; sent += 1) {
    await world.clock.advance('15m');
    assert.equal((await askForCode()).status, 202, `code ${sent + 1}`);
  }
  await world.clock.advance('15m');
  assert.equal((await askForCode()).status, 429);
  await world.clock.advance('1d');
  assert.equal((await askForCode()).status, 202);
});

test('what is no mobile number gets none', async (t) => {
  const { world, askForCode } = await started(t);
  assert.equal((await askForCode('021-5550100')).status, 400);
  assert.deepEqual(await world.outbox.list(), []);
});

test('what the cloud refuses for other reasons is an error of the service', async (t) => {
  const { world, askForCode } = await started(t);
  t.mock.method(console, 'error', () => {});
  await world.control('POST', '/dysms/rules', { match: PHONE, code: 'isv.AMOUNT_NOT_ENOUGH', times: 1 });
  assert.equal((await askForCode()).status, 500);
  assert.match(String(console.error.mock.calls[0].arguments[0]), /isv\.AMOUNT_NOT_ENOUGH/);
  assert.equal((await askForCode()).status, 202);
});

test('who is logged in is told, and is logged in even if that fails', async (t) => {
  const { world, askForCode, logIn } = await started(t);
  await askForCode();
  assert.equal((await logIn(await world.outbox.code({ to: PHONE }))).status, 201);
  const notice = await world.outbox.wait({ to: PHONE, product: 'dysms' });
  assert.equal(notice.body, '【小店】您的账号刚刚在iPhone上登录。如非本人操作，请修改密码。');

  t.mock.method(console, 'error', () => {});
  await world.clock.advance('1m');
  await askForCode();
  const code = await world.outbox.code({ to: PHONE, product: 'dypns' });
  await world.faults.add({ action: 'SendSms', error: 'ServiceUnavailable' });
  const { status, notice: none } = await logIn(code);
  assert.deepEqual([status, none], [201, undefined]);
  assert.match(String(console.error.mock.calls[0].arguments[0]), /no notice: /);
});
