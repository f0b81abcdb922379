import { newWorld } from './server.js';
import type { World, WorldOptions } from './world.js';

/** What is needed of the context that `node:test` gives to a test. */
export interface TestContext {
  after(hook: () => Promise<void>): void;
  diagnostic(message: string): void;
  /** Whether it has passed; Node 18 does not say. */
  readonly passed?: boolean;
}

/**
 * Makes a world for a test of `node:test`, which is dropped after the test: `const world = await worldFor(t)`. If the test fails, its
 * diagnostics show the calls that the world has received.
 */
export async function worldFor(t: TestContext, options: WorldOptions = {}): Promise<World> {
  const world = await newWorld(options);
  t.after(async () => {
    if (t.passed === false) for (const line of (await world.calls.report().catch(String)).split('\n')) t.diagnostic(line);
    await world.close();
  });
  return world;
}
