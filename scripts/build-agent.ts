/**
 * Bundles the agent into one file, dist/agent.mjs: what hosts run. Starting from one file costs a third
 * of the CPU and memory of stripping types from hundreds. Names stay as they are, for stack traces.
 * @module
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown, type Plugin } from 'rolldown';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Required by dependencies for what the agent never does: XML of D-Bus objects, proto files, log workers. */
const LEFT_OUT = new Set(['@grpc/proto-loader', 'event-stream', 'thread-stream', 'xml2js']);
const EMPTY = '\0left-out';

const leaveOut: Plugin = {
  name: 'leave-out',
  resolveId: (source) => (LEFT_OUT.has(source) ? EMPTY : undefined),
  load: (id) => (id === EMPTY ? 'module.exports = {};' : undefined),
};

/** Returns the path of the bundle. */
export async function buildAgent(outFile = join(ROOT, 'dist/agent.mjs')): Promise<string> {
  const build = await rolldown({
    input: join(ROOT, 'agent/main.ts'),
    platform: 'node',
    cwd: ROOT,
    logLevel: 'warn',
    plugins: [leaveOut],
  });
  const { output } = await build.generate({
    format: 'esm',
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
    comments: { legal: false },
    sourcemap: false,
  });
  await build.close();
  mkdirSync(dirname(outFile), { recursive: true });
  writeFileSync(outFile, inLatin1(output[0].code));
  return outFile;
}

/** One character beyond Latin-1 would make V8 keep the whole text in twice the memory. */
function inLatin1(code: string): string {
  return code.replace(
    /[^\0-\xff]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}

if (import.meta.main) console.log(await buildAgent());
