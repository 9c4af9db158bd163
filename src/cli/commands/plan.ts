/**
 * `credfleet plan [NS/]NAME`: what the controller would do now and next, and whether a plan that somebody agreed to
 * still holds.
 * @module
 */
import { Option, type Command } from 'commander';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { PlanHead, PlanHost } from '#src/wire/plan-messages.ts';
import { parseCredentialName } from '#src/api/namespaced-name.ts';
import type { CliContext } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import type { GlobalOptions } from '../options.ts';
import { renderPlan } from '../status/render-plan.ts';

type PlanOptions = GlobalOptions & { readonly planId?: string; readonly output?: 'json' };

export function addPlan(program: Command, context: CliContext): void {
  program
    .command('plan <credential>')
    .description('what would be sent to which host now and next, and what it waits for')
    .option('--plan-id <id>', 'say whether this plan still holds; exit 3 when it does not')
    .addOption(new Option('-o, --output <format>', 'print as').choices(['json']))
    .action(async (credential: string, _: unknown, command: Command) => {
      await plan(context, credential, command.optsWithGlobals());
    });
}

async function plan(context: CliContext, credential: string, options: PlanOptions): Promise<void> {
  const name = parseCredentialName(credential, await context.namespace(options));
  const { head, hosts } = await ask(context, options, name);
  const holds = options.planId === undefined ? undefined : options.planId === head.planId;
  if (options.output === 'json') {
    const said = holds === undefined ? {} : { holds };
    context.print.line(JSON.stringify({ ...name, ...head, ...said, hosts }, null, 2));
  } else if (holds === undefined) context.print.line(renderPlan(head, hosts));
  else if (holds) context.print.line(`${head.planId} holds`);
  else {
    const why = 'the policy, the hosts or the version changed';
    context.print.line(`${options.planId} no longer holds (${why}): it is ${head.planId} now`);
  }
  if (holds === false) context.exitWith(exitCodes.statementFalse);
}

async function ask(
  context: CliContext,
  options: PlanOptions,
  name: { readonly namespace: string; readonly credential: string },
): Promise<{ readonly head: PlanHead; readonly hosts: readonly PlanHost[] }> {
  const query = await context.query(options);
  try {
    const [first, ...rest] = await query.plan(name);
    if (first?.kind !== 'head') {
      throw new CredfleetError('MESSAGE_INVALID', 'the controller answered without a plan');
    }
    return {
      head: first.head,
      hosts: rest.flatMap((part) => (part.kind === 'host' ? part.host : [])),
    };
  } finally {
    query.close();
  }
}
