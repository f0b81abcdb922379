import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import { LocalyunError } from './errors.js';

/** The package that has the program for this platform. */
export const PLATFORM_PACKAGE = `@localyun/${process.platform}-${process.arch}`;

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function packed(): string | undefined {
  try {
    return require.resolve(`${PLATFORM_PACKAGE}/bin/localyun`);
  } catch {
    return undefined;
  }
}

/** The command of this package, which is on the PATH under `npx` and looks for the program itself. */
function isThisCommand(path: string): boolean {
  return realpathSync(path).endsWith(join(sep, 'dist', 'command.js'));
}

/**
 * Finds the program: `program` if it is given, else the environment variable `LOCALYUN_BINARY`, else the one in the package of
 * this platform, else `localyun` on the `PATH`.
 */
export function findProgram(program?: string): string {
  for (const [named, origin] of [[program, 'the option `program`'], [process.env['LOCALYUN_BINARY'], 'LOCALYUN_BINARY']] as const) {
    if (!named) continue;
    if (!executable(named)) throw new LocalyunError(`there is no program at ${named}, which ${origin} names`);
    return named;
  }
  const found = packed();
  if (found !== undefined) return found;
  for (const folder of (process.env['PATH'] ?? '').split(delimiter).filter(Boolean)) {
    const candidate = join(folder, 'localyun');
    if (executable(candidate) && !isThisCommand(candidate)) return candidate;
  }
  throw new LocalyunError(
    `the program localyun is not installed: the package ${PLATFORM_PACKAGE}, an optional dependency of localyun, is not there. ` +
      'Install without --omit=optional, or set LOCALYUN_BINARY to the path of the program, or put localyun on the PATH.',
  );
}
