const { writeFileSync } = require('node:fs');
const { expect, test } = require('@jest/globals');
const { shared } = require('localyun');
const { withLocalyun } = require('localyun/jest');
const { createUser } = require('../clients.cjs');

test(
  'fails',
  withLocalyun(async (world) => {
    writeFileSync(process.env.PID_FILE ?? '', `${(await shared()).pid}`);
    await createUser(world, 'ann');
    expect(1).toBe(2);
  }),
);

test(
  'passes',
  withLocalyun(async (world) => {
    await createUser(world, 'not-shown');
  }),
);

test(
  'takes too long',
  withLocalyun(async (world) => {
    await createUser(world, 'late');
    await new Promise((resolve) => setTimeout(resolve, 4000));
  }),
  3000,
);
