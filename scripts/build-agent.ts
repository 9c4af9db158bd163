/**
 * Bundles the agent into one file: what hosts run. Starting from one file costs a third of the CPU and memory
 * of stripping types from hundreds. Names stay as they are, for stack traces.
 * @module
 */
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

export type AgentBundle = {
  readonly code: string;
  /** npm packages in it: folders below node_modules, sorted. */
  readonly packages: readonly string[];
};

export async function bundleAgent(): Promise<AgentBundle> {
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
  const [{ code, moduleIds }] = output;
  return { code: inLatin1(code), packages: packagesOf(moduleIds) };
}

function packagesOf(moduleIds: readonly string[]): readonly string[] {
  const folders = moduleIds.map((id) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/u.exec(id)?.[1]);
  return [...new Set(folders.filter((folder) => folder !== undefined))].sort();
}

/** One character beyond Latin-1 would make V8 keep the whole text in twice the memory. */
function inLatin1(code: string): string {
  return code.replace(
    /[^\0-\xff]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}
