/**
 * What `credfleet doctor` looks at: the API, the controller with its ledger and audit log, and the certificates.
 * @module
 */
import { kinds } from '#src/api/core.ts';
import type { HostCredential } from '#src/api/credential.ts';
import type { Host } from '#src/api/host.ts';
import { formatTime } from '#src/api/time.ts';
import type { Check, Outcome } from '#src/doctor/finding.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { CliContext } from '../context.ts';
import { caEndsInDays, WARN_BEFORE_DAYS } from '../keys/render-keys.ts';
import type { GlobalOptions } from '../options.ts';
import { list } from '../status/gather.ts';

type Closing = { close(): void };
const MAX_NAMES = 10;

export function controllerChecks(context: CliContext, options: GlobalOptions): readonly Check[] {
  const check = (name: string, next: string, look: () => Promise<Outcome>): Check => {
    return { check: name, next, look: async () => whereAllowed(look) };
  };
  const unreachable = 'is the controller running? its log says why not; --controller HOST:PORT';
  return [
    check(
      'API',
      'is the API reachable, and are the definitions installed (helm, credfleet up)?',
      () => lookAtApi(context, options),
    ),
    check('ledger', unreachable, () => lookAtLedger(context, options)),
    check('audit log', unreachable, () => lookAtAudit(context, options)),
    check('certificates', unreachable, () => lookAtKeys(context, options)),
  ];
}

/** Not everybody who asks may see everything. */
async function whereAllowed(look: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await look();
  } catch (reason) {
    if (!(reason instanceof CredfleetError) || reason.code !== 'API_FORBIDDEN') throw reason;
    return { level: 'WARN', text: `not looked at: ${reason.message}` };
  }
}

async function lookAtApi(context: CliContext, options: GlobalOptions): Promise<Outcome> {
  const api = await context.api(options);
  const [hosts, credentials] = await Promise.all([
    list<Host>(api, kinds.Host, undefined),
    list<HostCredential>(api, kinds.HostCredential, undefined),
  ]);
  const away = hosts.filter(({ status }) => !isConnected(status?.conditions));
  const text = `answers; ${credentials.length} HostCredentials, ${hosts.length} hosts`;
  if (away.length === 0) return { level: 'OK', text };
  const names = away.slice(0, MAX_NAMES).map(({ metadata }) => metadata.name);
  const more = away.length > names.length ? ` and ${away.length - names.length} more` : '';
  return {
    level: 'WARN',
    text: `${text}; not connected: ${names.join(', ')}${more}`,
    next: 'on the host: credfleet-agent doctor',
  };
}

function isConnected(conditions: NonNullable<Host['status']>['conditions']): boolean {
  return conditions?.some(({ type, status }) => type === 'Connected' && status === 'True') ?? false;
}

async function lookAtLedger(context: CliContext, options: GlobalOptions): Promise<Outcome> {
  return closing(await context.query(options), async (query) => {
    for await (const { timeMs } of query.events({ limit: 1 }, context.signal)) {
      return { level: 'OK', text: `answers; events since ${formatTime(timeMs)}` };
    }
    return { level: 'OK', text: 'answers; it has no event yet' };
  });
}

async function lookAtAudit(context: CliContext, options: GlobalOptions): Promise<Outcome> {
  return closing(await context.audit(options), async (audit) => {
    // A signed note (C2SP): origin, then the number of leaves.
    const [origin, leaves] = (await audit.checkpoint()).checkpoint.split('\n');
    return { level: 'OK', text: `${origin} signs its ${leaves} events` };
  });
}

async function lookAtKeys(context: CliContext, options: GlobalOptions): Promise<Outcome> {
  return closing(await context.keys(options), async (keys) => {
    const status = await keys.status();
    const days = caEndsInDays(status, context.clock.nowMs());
    const text = `the CA ends in ${days} days; ${status.hosts - status.behindHosts} of ${status.hosts} hosts hold its trust bundle`;
    if (days < 0) return { level: 'FAIL', text, next: 'credfleet keys rotate ca' };
    if (days < WARN_BEFORE_DAYS) return { level: 'WARN', text, next: 'credfleet keys rotate ca' };
    if (status.behindHosts === 0) return { level: 'OK', text };
    return { level: 'WARN', text, next: 'credfleet keys status names them' };
  });
}

async function closing<T extends Closing>(
  client: T,
  ask: (client: T) => Promise<Outcome>,
): Promise<Outcome> {
  try {
    return await ask(client);
  } finally {
    client.close();
  }
}
