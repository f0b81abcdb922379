import { abandon, inWorld } from './in-world.js';
import { stopShared } from './server.js';
import type { World, WorldOptions } from './world.js';

type Test<Args extends unknown[]> = (world: World, ...args: Args) => unknown;

/**
 * Gives a test a world of its own: `test('…', withLocalyun(async (world) => { … }))`. The world is dropped after the test; if the
 * test fails, the calls that its world has received are part of the error. Works with `test.concurrent` and `test.each`.
 */
export function withLocalyun<Args extends unknown[]>(test: Test<Args>): (...args: Args) => Promise<void>;
export function withLocalyun<Args extends unknown[]>(options: WorldOptions, test: Test<Args>): (...args: Args) => Promise<void>;
export function withLocalyun<Args extends unknown[]>(first: WorldOptions | Test<Args>, second?: Test<Args>): (...args: Args) => Promise<void> {
  const [options, test] = typeof first === 'function' ? [{}, first] : [first, second!];
  return async (...args) => {
    await inWorld(options, (world) => test(world, ...args));
  };
}

// Jest loads this module anew for each file of tests, and so starts a server for each; it ends with the file
const { afterAll } = require('@jest/globals') as { afterAll(end: () => Promise<void>): void };
afterAll(async () => {
  for (const report of await abandon()) console.error(`A test has not ended in time. ${report}`);
  await stopShared();
});
