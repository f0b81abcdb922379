import { writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import { shared } from 'localyun';
import { test } from 'localyun/vitest';
import { createUser } from '../clients.cjs';

test('fails', async ({ world }) => {
  writeFileSync(process.env.PID_FILE ?? '', `${(await shared()).pid}`);
  await createUser(world, 'ann');
  expect(1).toBe(2);
});

test('passes', async ({ world }) => {
  await createUser(world, 'not-shown');
});

test('takes too long', { timeout: 3000 }, async ({ world }) => {
  await createUser(world, 'late');
  await new Promise((resolve) => setTimeout(resolve, 4000));
});
