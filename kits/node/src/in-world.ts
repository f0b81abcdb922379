import { newWorld } from './server.js';
import type { World, WorldOptions } from './world.js';

/** Worlds whose functions have not ended. */
const running = new Set<World>();

/**
 * Runs a function in a world of its own, which is dropped afterwards. If the function fails, its error also says which calls the
 * world has received.
 */
export async function inWorld<T>(options: WorldOptions, run: (world: World) => T | Promise<T>): Promise<T> {
  const world = await newWorld(options);
  running.add(world);
  let result: T;
  try {
    result = await run(world);
  } catch (error) {
    if (running.delete(world)) {
      addText(error, await world.calls.report().catch(String));
      // the error of the function is the one that counts
      await world.close().catch(() => undefined);
    }
    throw error;
  }
  if (running.delete(world)) await world.close();
  return result;
}

/** Ends the worlds of functions that run for too long, and answers what they have received. */
export async function abandon(): Promise<string[]> {
  const left = [...running];
  running.clear();
  return Promise.all(
    left.map(async (world) => {
      const report = await world.calls.report();
      await world.close();
      return report;
    }),
  );
}

/** Adds a text to the message of an error, also where its stack repeats it. */
function addText(error: unknown, text: string): void {
  // an error of another realm, such as that of a test in Jest, is no instance of this realm's Error
  const { message, stack } = (error ?? {}) as Partial<Error>;
  if (typeof error !== 'object' || typeof message !== 'string' || Object.isFrozen(error)) {
    console.error(text);
    return;
  }
  const longer = `${message}\n\n${text}`;
  const changed = error as Error;
  changed.message = longer;
  if (stack !== undefined) changed.stack = stack.includes(message) ? stack.replace(message, () => longer) : stack;
}
