/**
 * `npm run package`: dist/credfleet-agent_VERSION_ARCH.deb, one executable with unit, sandbox and manual page.
 * @module
 */
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildDeb, mebibytes, packageVersion } from './build-deb.ts';
import { run } from './executable.ts';
import { ARCHITECTURES, type Architecture } from './node-binary.ts';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const USAGE = 'usage: npm run package [-- --arch amd64|arm64]';

function chosenArchitecture(): Architecture {
  const own = process.arch === 'arm64' ? 'arm64' : 'amd64';
  const { arch } = parseArgs({ options: { arch: { type: 'string', default: own } } }).values;
  const known = Object.keys(ARCHITECTURES) as Architecture[];
  const found = known.find((name) => name === arch);
  if (found === undefined) throw new Error(`--arch must be ${known.join(' or ')}; ${USAGE}`);
  return found;
}

/** SOURCE_DATE_EPOCH as everywhere; else when the sources were committed. */
function sourceEpoch(): number {
  const given = process.env['SOURCE_DATE_EPOCH'];
  return Number(given ?? run('git', ['log', '-1', '--format=%ct'], { cwd: ROOT }));
}

const startedAt = performance.now();
const onProgress = (line: string): void => {
  console.log(`[${((performance.now() - startedAt) / 1000).toFixed(0).padStart(3)} s] ${line}`);
};
try {
  const arch = chosenArchitecture();
  const outFile = join(ROOT, 'dist', `credfleet-agent_${packageVersion()}_${arch}.deb`);
  await buildDeb({ arch, outFile, compression: 'small', epoch: sourceEpoch(), onProgress });
  const digest = createHash('sha256').update(readFileSync(outFile)).digest('hex');
  onProgress(`${outFile}: ${mebibytes(statSync(outFile).size)}, sha256 ${digest}`);
} catch (error) {
  console.error(`package: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
