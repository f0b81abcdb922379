import { test as base } from 'vitest';
import { newWorld, type World, type WorldOptions } from './index.js';

/** What each test may use. */
export interface Fixtures {
  /** What the world begins with: `test.extend({ worldOptions: { from: 'default' } })`. */
  worldOptions: WorldOptions;
  /** A world of the test's own. It is dropped after the test. */
  world: World;
}

/** Vitest's `test` with a world: `test('…', async ({ world }) => { … })`. A failed test prints the calls that its world has received. */
export const test = base.extend<Fixtures>({
  worldOptions: {},
  world: async ({ worldOptions, task }, use) => {
    const world = await newWorld(worldOptions);
    await use(world);
    if (task.result?.state === 'fail') console.error(await world.calls.report());
    await world.close();
  },
});

/** The same. */
export const it = test;
