/**
 * `credfleet apply -f FILE`: for machines with no kubectl.
 * @module
 */
import { Option, type Command } from 'commander';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { applyObject, type Applied } from '../apply/apply-object.ts';
import { parseManifests, type Manifest } from '../apply/parse-manifests.ts';
import type { CliContext } from '../context.ts';
import type { GlobalOptions } from '../options.ts';

type ApplyOptions = GlobalOptions & {
  readonly filename: readonly string[];
  readonly output?: 'json';
};

export function addApply(program: Command, context: CliContext): void {
  program
    .command('apply')
    .description('create or update the objects of a manifest')
    .requiredOption('-f, --filename <file...>', 'YAML or JSON file, - for standard input')
    .addOption(new Option('-o, --output <format>', 'print the results as').choices(['json']))
    .action(async (_: unknown, command: Command) => {
      await apply(context, command.optsWithGlobals());
    });
}

async function apply(context: CliContext, options: ApplyOptions): Promise<void> {
  const manifests = await readAll(context, options.filename);
  const api = await context.api(options);
  const results: Applied[] = [];
  for (const manifest of manifests) {
    const applied = await applyObject(api, manifest, options.namespace);
    results.push(applied);
    if (options.output === undefined) context.print.line(`${applied.object} ${applied.result}`);
  }
  if (options.output === 'json') context.print.line(JSON.stringify({ applied: results }, null, 2));
}

/** All are read and checked before the first is sent: a mistake in the last leaves nothing half done. */
async function readAll(
  context: CliContext,
  files: readonly string[],
): Promise<readonly Manifest[]> {
  const manifests: Manifest[] = [];
  for (const file of files) {
    const text = new TextDecoder().decode(await context.files.read(file));
    const parsed = parseManifests(text, file === '-' ? 'standard input' : file);
    if (!parsed.ok) throw new CredfleetError('OBJECT_INVALID', parsed.problems.join('\n  '));
    manifests.push(...parsed.value);
  }
  return manifests;
}
