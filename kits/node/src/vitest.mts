import { test as base, type TestAPI } from 'vitest';
import { newWorld, type World, type WorldOptions } from './index.js';

/** What each test may use. */
export interface Fixtures {
  /** A world of the test's own. It is dropped after the test. */
  world: World;
}

/** Vitest's `test` with a world that begins as the options say: `const test = testWith({ from: 'default' })`. */
export function testWith(options: WorldOptions): TestAPI<Fixtures> {
  return base.extend<Fixtures>({
    world: async ({ task }, use) => {
      const world = await newWorld(options);
      await use(world);
      if (task.result?.state === 'fail') console.error(await world.calls.report().catch(String));
      await world.close();
    },
  });
}

/** Vitest's `test` with an empty world: `test('…', async ({ world }) => { … })`. A failed test prints the calls that its world has received. */
export const test = testWith({});

/** The same. */
export const it = test;
