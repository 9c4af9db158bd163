/**
 * `credfleet-agent doctor`: is everything there that the agent needs on this host, and what to do where it is not.
 * @module
 */
import { systemClock } from '#src/clock/clock.node.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { createExec } from '#src/exec/exec.node.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { existsSync } from 'node:fs';
import { withConfigFile } from './config-file.node.ts';
import { readConfig } from './config.ts';
import { hostChecks } from './doctor/checks.node.ts';
import { examine, type Finding, findingsText, isWell } from '#src/doctor/finding.ts';
import { HostTpm } from './tpm/host-tpm.ts';
import { openTransport } from './tpm/open-tpm.node.ts';

/** What there is to say is a finding. */
const silent = { info: () => undefined, warn: () => undefined };

const PACKAGED_CONFIG = '/etc/credfleet/agent.conf';

/** @throws {CredfleetError} USAGE */
export async function doctorCommand(
  argv: readonly string[],
): Promise<{ readonly text: string; readonly isWell: boolean }> {
  const { isJson, rest } = splitOutput(argv);
  if (process.geteuid?.() !== 0) {
    throw new CredfleetError('USAGE', 'doctor looks at what only root may see: run it as root');
  }
  const findings = await findingsOn(rest);
  const text = isJson ? `${JSON.stringify(findings, undefined, 2)}\n` : findingsText(findings);
  return { text, isWell: isWell(findings) };
}

/** Without a configuration that can be read there is nothing to look for. */
async function findingsOn(argv: readonly string[]): Promise<readonly Finding[]> {
  const check = 'configuration';
  try {
    const isUnsaid = argv.length === 0 && existsSync(PACKAGED_CONFIG);
    const config = readConfig(withConfigFile(isUnsaid ? ['--config', PACKAGED_CONFIG] : argv));
    const ports = { clock: systemClock, random: systemRandom };
    await using tpm = new HostTpm({ open: async () => openTransport(config.tcti), ...ports });
    const parts = { ...ports, config, tpm, exec: createExec(config.execEnv), log: silent };
    const text = `host '${config.hostName}', identity ${config.identity}`;
    return [{ check, level: 'OK', text }, ...(await examine(hostChecks(parts)))];
  } catch (reason) {
    const { message } = CredfleetError.from(reason, 'USAGE', 'options');
    const next = `write ${PACKAGED_CONFIG}; man credfleet-agent`;
    return [{ check, level: 'FAIL', text: message, next }];
  }
}

function splitOutput(argv: readonly string[]): {
  readonly isJson: boolean;
  readonly rest: readonly string[];
} {
  const at = argv.findIndex((word) => word === '-o' || word === '--output');
  if (at === -1) return { isJson: false, rest: argv };
  if (argv[at + 1] !== 'json') throw new CredfleetError('USAGE', '-o must be json');
  return { isJson: true, rest: [...argv.slice(0, at), ...argv.slice(at + 2)] };
}
