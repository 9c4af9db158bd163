/**
 * `credfleet explain HOST --credential NS/NAME`: why a host is, or is not, on the version.
 * @module
 */
import { Option, type Command } from 'commander';
import type { ExplainReply } from '#src/wire/query-messages.ts';
import { parseCredentialName } from '#src/api/namespaced-name.ts';
import type { CliContext } from '../context.ts';
import type { GlobalOptions } from '../options.ts';

type ExplainOptions = GlobalOptions & { readonly credential: string; readonly output?: 'json' };

export function addExplain(program: Command, context: CliContext): void {
  program
    .command('explain <host>')
    .description('why a host is, or is not, on the version: root cause first')
    .requiredOption('--credential <namespace/name>', 'the HostCredential')
    .addOption(new Option('-o, --output <format>', 'print as').choices(['json']))
    .action(async (host: string, _: unknown, command: Command) => {
      const options: ExplainOptions = command.optsWithGlobals();
      const name = parseCredentialName(options.credential, await context.namespace(options));
      const query = await context.query(options);
      try {
        const explanation = await query.explain({ ...name, host });
        const shown =
          options.output === 'json'
            ? JSON.stringify({ host, ...name, ...explanation }, null, 2)
            : renderExplanation(explanation);
        context.print.line(shown);
      } finally {
        query.close();
      }
    });
}

function renderExplanation({ verdict, causes, next }: ExplainReply): string {
  return [
    verdict,
    ...(causes.length === 0 ? [] : ['', 'Cause:', ...causes.map((cause) => `  ${cause}`)]),
    ...(next.length === 0 ? [] : ['', 'Next:', ...next.map((command) => `  ${command}`)]),
  ].join('\n');
}
