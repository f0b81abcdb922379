import { describe, expect } from 'vitest';
import { test, testWith } from 'localyun/vitest';
import { contacts, createUser, putContact, users } from '../clients.cjs';

describe.concurrent('tests at the same time with the same names', () => {
  for (const number of [1, 2, 3, 4, 5, 6]) {
    test(`contact and user ${number}`, async ({ world }) => {
      await putContact(world, 'Alice');
      await createUser(world, 'ann');
      expect(await contacts(world)).toEqual(['Alice']);
      expect(await users(world)).toEqual(['ann']);
    });
  }
});

const seeded = testWith({
  from: { version: 1, accounts: [{ id: '1000000000000001', ram: { users: [{ name: 'ann' }] } }] },
});

seeded('a world that begins with a seed', async ({ world }) => {
  expect(world.accountId).toBe('1000000000000001');
  expect(await users(world)).toEqual(['ann']);
});
