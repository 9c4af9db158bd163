/**
 * `credfleet keys`: what hosts trust, and its rotation.
 * @module
 */
import { Argument, type Command, Option } from 'commander';
import type { KeysStatus, RotatedKey } from '#src/wire/keys-messages.ts';
import type { CliContext } from '../context.ts';
import type { KeysClient } from '../keys/keys-client.ts';
import { keysView, renderKeys } from '../keys/render-keys.ts';
import type { GlobalOptions } from '../options.ts';

type KeysOptions = GlobalOptions & { readonly output?: 'json' };
type RotateOptions = KeysOptions & { readonly leaveBehind?: true; readonly stolen?: true };

export function addKeys(program: Command, context: CliContext): void {
  const keys = program.command('keys').description('the keys that hosts trust, and their rotation');
  keys
    .command('status')
    .description('CAs and intent keys, and which hosts know them')
    .addOption(outputOption())
    .action(async (_: unknown, command: Command) => {
      const options: KeysOptions = command.optsWithGlobals();
      await ask(context, options, async (client) => client.status());
    });
  keys
    .command('rotate')
    .description('the next key becomes the present one, and there is a new next')
    .addArgument(new Argument('<key>', 'which').choices(['intent', 'ca']))
    .option('--leave-behind', 'of the CA: also when hosts are not known to hold the present bundle')
    .option(
      '--stolen',
      'of the CA: refuse certificates of former ones from now on; hosts enrol again',
    )
    .addOption(outputOption())
    .action(async (key: RotatedKey, _: unknown, command: Command) => {
      const options: RotateOptions = command.optsWithGlobals();
      const leaveBehind = options.leaveBehind === true;
      const isStolen = options.stolen === true;
      await ask(context, options, async (client) => {
        const { trustEpoch } = await client.status();
        return client.rotate({ key, leaveBehind, isStolen, trustEpoch });
      });
    });
}

function outputOption(): Option {
  return new Option('-o, --output <format>', 'print as').choices(['json']);
}

async function ask(
  context: CliContext,
  options: KeysOptions,
  question: (client: KeysClient) => Promise<KeysStatus>,
): Promise<void> {
  const client = await context.keys(options);
  try {
    const status = await question(client);
    context.print.line(
      options.output === 'json'
        ? JSON.stringify(keysView(status), null, 2)
        : renderKeys(status, context.clock.nowMs()),
    );
  } finally {
    client.close();
  }
}
