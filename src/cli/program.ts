/**
 * The command line as commander sees it: every verb, the options they share, and what an error prints.
 * @module
 */
import { Command, CommanderError } from 'commander';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { addApply } from './commands/apply.ts';
import { addAudit } from './commands/audit.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExplain } from './commands/explain.ts';
import { addGet } from './commands/get.ts';
import { addHosts } from './commands/hosts.ts';
import { addInspect } from './commands/inspect.ts';
import { addKeys } from './commands/keys.ts';
import { addPcr } from './commands/pcr.ts';
import { addPlan } from './commands/plan.ts';
import { addProcesses } from './commands/processes.ts';
import { addForecast } from './commands/forecast.ts';
import { addFreeze } from './commands/freeze.ts';
import { addReseal } from './commands/reseal.ts';
import { addRollout } from './commands/rollout.ts';
import { addRotate } from './commands/rotate.ts';
import { addStatus } from './commands/status.ts';
import { addVersion } from './commands/version.ts';
import { addWatch } from './commands/watch.ts';
import type { CliContext } from './context.ts';
import { exitCodeOf, exitCodes, type ExitCode } from './exit-codes.ts';

export type CliDeps = Omit<CliContext, 'exitWith'>;

/** Runs one command line (without node and script) and returns the exit status; never throws. */
export async function runCli(argv: readonly string[], deps: CliDeps): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.ok;
  const context: CliContext = {
    ...deps,
    exitWith: (code) => {
      exitCode = code;
    },
  };
  try {
    if (argv[0] === 'agent') await runAgent(context, argv.slice(1));
    else await buildProgram(context).parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (reason) {
    return reportError(context, reason);
  }
}

/** The agent reads its own options: none of ours may be taken out of them. */
async function runAgent({ processes, print }: CliContext, argv: readonly string[]): Promise<void> {
  if (argv.includes('--help')) print.line(await processes.agentUsage());
  else await processes.agent(argv);
}

function buildProgram(context: CliContext): Command {
  const program = new Command('credfleet')
    .description('systemd credentials for whole fleets')
    .option('--kubeconfig <file>', 'which API to talk to (default: KUBECONFIG or ~/.kube/config)')
    .option('--context <name>', 'context of the kubeconfig')
    .option('-n, --namespace <namespace>', 'namespace (default: of the context)')
    .option(
      '--controller <host:port>',
      'where the controller answers queries (default: as the kubeconfig says)',
    )
    .showHelpAfterError("'credfleet --help' lists the commands")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.print.line(text.trimEnd()),
      writeErr: (text) => context.print.note(text.trimEnd()),
    });
  const verbs = [
    addProcesses,
    addApply,
    addGet,
    addStatus,
    addWatch,
    addPlan,
    addExplain,
    addRollout,
    addRotate,
    addReseal,
    addFreeze,
    addHosts,
    addAudit,
    addKeys,
    addDoctor,
    addInspect,
    addForecast,
    addPcr,
    addVersion,
  ];
  for (const add of verbs) add(program, context);
  return program;
}

function reportError(context: CliContext, reason: unknown): ExitCode {
  if (reason instanceof CommanderError) {
    // commander has said it already; help that was asked for is no error.
    return reason.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  }
  if (context.signal.aborted) return exitCodes.error;
  const text = reason instanceof Error ? reason.message : String(reason);
  const code = reason instanceof CredfleetError ? ` [${reason.code}]` : '';
  context.print.note(`${context.print.style('red', 'error')}: ${text}${code}`);
  return exitCodeOf(reason);
}
