/**
 * Writes what is generated and committed: protobuf modules behind src/wire and the chart's CRDs.
 * `npm run check` runs it and refuses a difference.
 * @module
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const gen = join(root, 'src/wire/gen');
const protos = ['session', 'enrollment', 'query', 'keys', 'audit', 'retention'].map(
  (name) => `proto/credfleet/v1/${name}.proto`,
);

mkdirSync(gen, { recursive: true });
execFileSync(
  process.execPath,
  [
    'node_modules/.bin/pbjs',
    '-t',
    'static-module',
    '-w',
    'esm',
    '--null-semantics',
    '--dts',
    '--no-service',
    '--no-verify',
    '--no-convert',
    '--no-delimited',
    '-o',
    join(gen, 'agent_pb.js'),
    ...protos,
  ],
  { cwd: root, stdio: 'inherit' },
);

const crds = join(root, 'scripts/generate-crds.ts');
if (existsSync(crds)) execFileSync(process.execPath, [crds], { cwd: root, stdio: 'inherit' });
