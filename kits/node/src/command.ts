#!/usr/bin/env node
// `npx localyun …`: runs the program with these arguments, passes signals on to it, and ends as it ends.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { findProgram } from './program.js';

let program: string;
try {
  program = findProgram();
} catch (error) {
  console.error(`localyun: ${(error as Error).message}`);
  process.exit(1);
}

// a server ends also if this process is killed
const env = { LOCALYUN_EXIT_WITH_PARENT: 'true', ...process.env };
const child = spawn(program, process.argv.slice(2), { stdio: 'inherit', env });
child.on('error', (error) => {
  console.error(`localyun: ${program} cannot be run: ${error.message}`);
  process.exit(1);
});
// what a terminal sends, it sends to the program too, which a second signal would end at once
const terminal = [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY);
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => terminal || child.kill(signal));
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (status, signal) => process.exit(status ?? 128 + (signal ? constants.signals[signal] : 0)));
