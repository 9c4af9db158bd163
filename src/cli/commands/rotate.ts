/**
 * `credfleet rotate`: a new value into the Secret that a HostCredential is made from; the version and its rollout follow.
 * @module
 */
import type { Command } from 'commander';
import { kinds } from '#src/api/core.ts';
import type { HostCredential } from '#src/api/credential.ts';
import { parseCredentialName } from '#src/api/namespaced-name.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { Secret } from '#src/secret/secret.ts';
import { pathOf } from '../api/resources.ts';
import type { CliContext } from '../context.ts';
import type { GlobalOptions } from '../options.ts';
import { rotationOf } from '../rollout/rotation-of.ts';

type Options = GlobalOptions & { readonly item?: string; readonly file: string };

export function addRotate(program: Command, context: CliContext): void {
  program
    .command('rotate <credential>')
    .description('write a new value, read from standard input, into its Secret')
    .option('--item <name>', 'of several items the one that is meant')
    .option('--file <file>', 'read the value from a file, as it is', '-')
    .action(async (credential: string, _: unknown, command: Command) => {
      await rotate(context, credential, command.optsWithGlobals());
    });
}

async function rotate(context: CliContext, credential: string, options: Options): Promise<void> {
  const api = await context.api(options);
  const named = parseCredentialName(credential, await context.namespace(options));
  const { namespace } = named;
  const path = pathOf(kinds.HostCredential, { namespace, name: named.credential });
  const { spec } = (await api.send({ method: 'GET', path })) as HostCredential;
  const { name, key } = rotationOf(spec, options.item);
  using value = new Secret(await context.files.read(options.file));
  if (value.sizeBytes === 0) throw new CredfleetError('USAGE', 'the new value is empty');
  await api.send({
    method: 'PATCH',
    path: pathOf(kinds.Secret, { namespace, name }),
    contentType: 'application/merge-patch+json',
    query: { fieldManager: 'credfleet' },
    body: { data: { [key]: Buffer.from(value.reveal()).toString('base64') } },
  });
  context.print.line(`secret/${name} key ${key} written`);
  context.print.note(
    `a new version follows: credfleet status -n ${namespace} ${named.credential} --wait`,
  );
}
