/**
 * Test hosts by hand: `up` starts some and keeps them until Ctrl-C, `gc` removes what dead testbeds
 * left, `roots` builds the root file systems.
 * @module
 */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { removeLeftOvers } from './remove.ts';
import {
  type HostRelease,
  type HostSpec,
  ensureTestbedPrerequisites,
  startTestbed,
} from './testbed.ts';

const USAGE = `usage: testbed up [--hosts 3] [--release bookworm|trixie|sid|mixed] [--no-tpm]
       testbed roots [--sid]     build the root file systems
       testbed gc                remove what dead testbeds left`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    hosts: { type: 'string', default: '3' },
    release: { type: 'string', default: 'mixed' },
    'no-tpm': { type: 'boolean', default: false },
    sid: { type: 'boolean', default: false },
  },
});

const onProgress = (line: string): void => console.log(line);

const verb = positionals[0] ?? 'help';
switch (verb) {
  case 'up':
    await up();
    break;
  case 'roots':
    await ensureTestbedPrerequisites(onProgress, [
      'bookworm',
      'trixie',
      ...(values.sid ? ['sid' as const] : []),
    ]);
    break;
  case 'gc':
    console.log(`removed ${(await removeLeftOvers(onProgress)).length} testbeds`);
    break;
  default:
    console.error(USAGE);
    process.exitCode = 2;
}

async function up(): Promise<void> {
  const testbed = await startTestbed({ hosts: wantedHosts(), onProgress });
  console.log(`controller address ${testbed.controllerAddress}; run programs beside it with`);
  console.log(`  ${testbed.inFleetNetwork.join(' ')} COMMAND`);
  for (const host of testbed.hosts) {
    console.log(`${host.name}  ${host.address}  systemd ${host.systemdVersion}`);
    console.log(
      `  nsenter -t ${await host.leaderPid()} -a env SYSTEMD_TPM2_DEVICE=${host.tpm.device} bash`,
    );
  }
  console.log('press Ctrl-C to remove the hosts');
  const alive = setInterval(() => {}, 60_000);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  clearInterval(alive);
  await testbed.close();
}

function wantedHosts(): HostSpec[] {
  const count = Number(values.hosts);
  if (!Number.isInteger(count) || count < 1)
    throw new Error(`--hosts ${values.hosts}: a number from 1 on`);
  return Array.from({ length: count }, (_, index) => ({
    name: `host-${index + 1}`,
    release: releaseOf(index),
    tpm: !values['no-tpm'],
  }));
}

function releaseOf(index: number): HostRelease {
  const { release } = values;
  if (release === 'mixed') return index % 2 === 0 ? 'bookworm' : 'trixie';
  if (release === 'bookworm' || release === 'trixie' || release === 'sid') return release;
  throw new Error(`--release ${release}: bookworm, trixie, sid or mixed`);
}
