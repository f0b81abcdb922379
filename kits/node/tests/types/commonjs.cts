// What TypeScript sees of the package where modules are CommonJS.
import localyun = require('localyun');
import jest = require('localyun/jest');
import nodeTest = require('localyun/node-test');

export const world: Promise<localyun.World> = localyun.newWorld({ from: { version: 1, accounts: [] } });
export const { withLocalyun } = jest;
export const { worldFor } = nodeTest;
