/**
 * The service that the test hosts run: it loads a credential and, like a client of a real database, can be
 * told to accept only one password, so that a host can be broken on purpose without any simulation.
 * @module
 */
import { createHash } from 'node:crypto';
import type { TestHost } from '#test/testbed/testbed.ts';

const SCRIPT = '/usr/local/bin/sample-app';

/** Reads its credential once, refuses one that its "database" does not accept, then runs. */
const SCRIPT_TEXT = `#!/bin/sh
set -eu
loaded=$(sha256sum < "$CREDENTIALS_DIRECTORY/$1" | cut -c1-64)
accepted=$(cat "/etc/sample/$1.accepts" 2>/dev/null || echo "$loaded")
if [ "$accepted" != "$loaded" ]; then
  echo "sample-app: the database refused the login" >&2
  exit 1
fi
exec sleep infinity
`;

/** Writes and starts UNIT, which loads `credential` (and keeps failing until it is there, like any real service). */
export async function installSampleService(
  host: TestHost,
  unit: string,
  credential: string,
  managed = false,
): Promise<void> {
  await host.writeFile(SCRIPT, SCRIPT_TEXT, 0o755);
  const load = managed ? '' : `LoadCredentialEncrypted=${credential}\n`;
  const text = `[Unit]
Description=Sample service that needs ${credential}
StartLimitIntervalSec=0
[Service]
Type=exec
${load}ExecStart=${SCRIPT} ${credential}
Restart=no
[Install]
WantedBy=multi-user.target
`;
  await host.writeFile(`/etc/systemd/system/${unit}`, text, 0o644);
  await host.must(['systemctl', 'daemon-reload']);
  await host.must(['systemctl', 'enable', '-q', unit]);
}

/** From now on the host's "database" accepts only this value. */
export async function acceptOnly(host: TestHost, credential: string, value: string): Promise<void> {
  const digest = createHash('sha256').update(value).digest('hex');
  await host.must(['mkdir', '-p', '/etc/sample']);
  await host.writeFile(`/etc/sample/${credential}.accepts`, `${digest}\n`, 0o600);
}

export async function acceptAnything(host: TestHost, credential: string): Promise<void> {
  await host.must(['rm', '-f', `/etc/sample/${credential}.accepts`]);
}

export type UnitFacts = {
  readonly invocationId: string;
  readonly activeState: string;
  readonly restarts: number;
};

export async function unitFacts(host: TestHost, unit: string): Promise<UnitFacts> {
  const text = await host.must([
    'systemctl',
    'show',
    unit,
    '-p',
    'InvocationID,ActiveState,NRestarts',
  ]);
  const field = (name: string) => new RegExp(`^${name}=(.*)$`, 'mu').exec(text)?.[1] ?? '';
  return {
    invocationId: field('InvocationID'),
    activeState: field('ActiveState'),
    restarts: Number(field('NRestarts')),
  };
}

/** What the running service has loaded, compared on the host by digest: the value itself is not read out. */
export async function loadedEquals(
  host: TestHost,
  unit: string,
  credential: string,
  value: string,
): Promise<boolean> {
  const result = await host.run(['sha256sum', `/run/credentials/${unit}/${credential}`]);
  return result.stdout.startsWith(createHash('sha256').update(value).digest('hex'));
}

/** How often the unit came up since the host booted, as its journal says. */
export async function startsOf(host: TestHost, unit: string): Promise<number> {
  const journal = ['journalctl', '-u', unit, '-o', 'cat', '--no-pager', '-g', '^Started'];
  return (await host.must(journal)).trim().split('\n').length;
}
