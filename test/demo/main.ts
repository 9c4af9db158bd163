/**
 * `npm run demo`: three real systemd hosts, one Secret, a rollout, a rotation, and a host that breaks and
 * gets its old credential back. Everything that it prints is read from the hosts and the API.
 * @module
 */
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Fleet } from '#test/fleet/fleet.ts';
import { eventually } from '#test/fleet/process.ts';
import { acceptOnly, installSampleService, unitFacts } from '#test/fleet/sample-service.ts';
import {
  CREDENTIAL,
  NAMESPACE,
  SECRET,
  SEALED_FILE,
  UNIT,
  hostFact,
  newestRollout,
  objects,
  versionOf,
  type HostFact,
  type RolloutFact,
} from './story.ts';

const USAGE = `npm run demo -- [--json FILE] [--keep]
  --json FILE  write what happened, for machines
  --keep       leave hosts and controller running until Ctrl-C and print how to look around`;

const HOSTS = [
  { name: 'metal-1', release: 'bookworm', labels: { role: 'db', stage: 'canary' } },
  { name: 'metal-2', release: 'trixie', labels: { role: 'db' } },
  { name: 'metal-3', release: 'trixie', labels: { role: 'db' } },
] as const;
const BROKEN = 'metal-3';

const startedMs = performance.now();
function say(line: string): void {
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1).padStart(6);
  console.log(`${seconds} s  ${line}`);
}
function show(text: string): void {
  console.log(text.trimEnd().replace(/^/gmu, '            '));
}

/** Writes a new value into the Secret and waits until the newest rollout has ended in one of `states`. */
async function rotate(
  fleet: Fleet,
  value: string,
  states: readonly string[],
): Promise<RolloutFact> {
  const before = await newestRollout(fleet);
  const fromMs = Date.now();
  await fleet.putSecret(NAMESPACE, SECRET, { password: value });
  return eventually(
    `a rollout that is ${states.join(' or ')}`,
    async () => {
      const rollout = await newestRollout(fleet);
      const state = rollout?.status?.state ?? '';
      if (
        rollout === undefined ||
        rollout.metadata.name === before?.metadata.name ||
        !states.includes(state)
      )
        return undefined;
      return { version: versionOf(rollout), state, seconds: (Date.now() - fromMs) / 1000 };
    },
    { timeoutMs: 120_000 },
  );
}

type Story = {
  readonly ok: boolean;
  readonly hosts: readonly HostFact[];
  readonly rollouts: readonly RolloutFact[];
  readonly failureStory: {
    readonly brokenHost: string;
    readonly rolledBack: boolean;
    readonly explain: string;
  };
};

async function firstVersion(fleet: Fleet, value: string): Promise<RolloutFact> {
  await Promise.all(fleet.hosts.map((host) => installSampleService(host, UNIT, CREDENTIAL)));
  await Promise.all(fleet.hosts.map((host) => host.run(['systemctl', 'start', UNIT])));
  show(await fleet.apply(...objects));
  const rollout = await rotate(fleet, value, ['Succeeded', 'Paused']);
  show(
    await fleet.mustKubectl([
      'wait',
      '-n',
      NAMESPACE,
      `hostcredential/${CREDENTIAL}`,
      '--for=condition=Ready',
      '--timeout=60s',
    ]),
  );
  return rollout;
}

async function showState(fleet: Fleet): Promise<void> {
  show(await fleet.mustKubectl(['get', 'hostcredentials,credentialrollouts', '-n', NAMESPACE]));
  show(await fleet.mustKubectl(['get', 'hosts']));
}

async function showProof(fleet: Fleet): Promise<void> {
  for (const host of fleet.hosts) {
    show(await host.must(['ls', '-l', SEALED_FILE]));
    show(await fleet.mustCredfleet(['inspect', `${host.rootDir}${SEALED_FILE}`]));
    show(await host.must(['systemctl', 'show', UNIT, '-p', 'ActiveState,InvocationID']));
  }
}

async function story(fleet: Fleet): Promise<Story> {
  const values = Array.from({ length: 3 }, () => randomBytes(18).toString('base64url'));
  const [first = '', second = '', third = ''] = values;
  say(`kubectl apply: Secret ${SECRET}, HostCredential ${CREDENTIAL}, policies`);
  const rollouts = [await firstVersion(fleet, first)];
  await showState(fleet);
  say('proof from inside each host: the sealed file, its header, the unit that loaded it');
  await showProof(fleet);

  say('rotation: the Secret changes');
  rollouts.push(await rotate(fleet, second, ['Succeeded', 'Paused']));
  await showState(fleet);
  const hosts = await Promise.all(fleet.hosts.map((host) => hostFact(fleet, host, second)));

  say(
    `${BROKEN} is broken on purpose: its database accepts only the present password; the Secret changes again`,
  );
  await acceptOnly(fleet.host(BROKEN), CREDENTIAL, second);
  rollouts.push(await rotate(fleet, third, ['Paused', 'Succeeded']));
  await showState(fleet);
  const explain = await fleet.mustCredfleet([
    'explain',
    BROKEN,
    '--credential',
    `${NAMESPACE}/${CREDENTIAL}`,
  ]);
  show(explain);
  const broken = await hostFact(fleet, fleet.host(BROKEN), second);
  const { activeState } = await unitFacts(fleet.host(BROKEN), UNIT);
  const rolledBack =
    broken.loadedEqualsVersion &&
    activeState === 'active' &&
    broken.events.includes('host.version.rolledBack');
  show(await fleet.mustCredfleet(['status', '-A']));
  show(
    await fleet.mustCredfleet([
      'audit',
      '--credential',
      `${NAMESPACE}/${CREDENTIAL}`,
      '--version',
      '3',
    ]),
  );
  const ok =
    rollouts.map((rollout) => rollout.state).join() === 'Succeeded,Succeeded,Paused' &&
    hosts.every(
      (host) => host.loadedEqualsVersion && host.sealed.keyType.startsWith('host+tpm2'),
    ) &&
    rolledBack;
  return { ok, hosts, rollouts, failureStory: { brokenHost: BROKEN, rolledBack, explain } };
}

/** Never returns: Ctrl-C ends it. */
async function keepRunning(fleet: Fleet): Promise<void> {
  const enter = fleet.testbed.inFleetNetwork.join(' ');
  say('left running; Ctrl-C ends it. Look around with:');
  show(
    `${enter} kubectl --kubeconfig ${fleet.kubeconfig} get hostcredentials -A\n${enter} bin/credfleet --kubeconfig ${fleet.kubeconfig} status -A`,
  );
  await new Promise(() => undefined);
}

/** Ctrl-C before or after the fleet is up: hosts, controller and mounts go, then this process. */
function cleanUpOnSignals(running: () => Fleet | undefined): void {
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => {
      say('interrupted: cleaning up …');
      void Promise.resolve(running()?.close()).finally(() => process.exit(130));
    });
  }
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { json: { type: 'string' }, keep: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help === true) {
    console.log(USAGE);
    return 0;
  }
  let running: Fleet | undefined;
  cleanUpOnSignals(() => running);
  const fleet = await Fleet.start({ hosts: HOSTS, onProgress: say });
  running = fleet;
  try {
    const result = await story(fleet);
    if (values.json !== undefined) {
      writeFileSync(values.json, `${JSON.stringify(result, undefined, 2)}\n`);
    }
    say(result.ok ? 'everything is as it should be' : 'NOT as it should be, see above');
    if (values.keep === true) await keepRunning(fleet);
    return result.ok ? 0 : 1;
  } finally {
    say('cleaning up …');
    await fleet.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(
    error instanceof Error
      ? `credfleet demo: ${error.message}${error.cause instanceof Error ? `\n  because: ${error.cause.message}` : ''}`
      : error,
  );
  process.exitCode = 1;
}
