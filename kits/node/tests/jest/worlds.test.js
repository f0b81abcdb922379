const { describe, expect, test } = require('@jest/globals');
const { withLocalyun } = require('localyun/jest');
const { contacts, createUser, putContact, users } = require('../clients.cjs');

describe('tests at the same time with the same names', () => {
  test.concurrent.each([1, 2, 3, 4, 5, 6])(
    'contact and user %i',
    withLocalyun(async (world, /** @type {number} */ number) => {
      expect(number).toBeLessThan(7);
      await putContact(world, 'Alice');
      await createUser(world, 'ann');
      expect(await contacts(world)).toEqual(['Alice']);
      expect(await users(world)).toEqual(['ann']);
    }),
  );
});

const seed = /** @type {const} */ ({ version: 1, accounts: [{ id: '1000000000000001', ram: { users: [{ name: 'ann' }] } }] });

test(
  'a world that begins with a seed',
  withLocalyun({ from: { ...seed, accounts: [...seed.accounts] } }, async (world) => {
    expect(world.accountId).toBe('1000000000000001');
    expect(await users(world)).toEqual(['ann']);
  }),
);
