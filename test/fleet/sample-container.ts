/**
 * The container that a test host runs by systemd's own unit: a systemd of its own over the host's /usr, with a service
 * that loads a system credential and takes the container down when its "database" refuses it.
 * @module
 */
import { createHash } from 'node:crypto';
import type { TestHost } from '#test/testbed/testbed.ts';

export const SERVICE = 'sample.service';

/** Writes root and settings of the container, and starts it. */
export async function installSampleContainer(
  host: TestHost,
  machine: string,
  credential: string,
): Promise<void> {
  const root = rootOf(machine);
  await host.must(['sh', '-c', MAKE_ROOT, 'make-root', root]);
  await host.writeFile(`/etc/systemd/nspawn/${machine}.nspawn`, SETTINGS);
  await host.writeFile(`${root}/opt/sample-app`, APP, 0o755);
  await host.writeFile(`${root}/etc/systemd/system/${SERVICE}`, serviceText(credential));
  const wants = `${root}/etc/systemd/system/multi-user.target.wants`;
  await host.must(['mkdir', '-p', wants]);
  await host.must(['ln', '-s', `../${SERVICE}`, `${wants}/${SERVICE}`]);
  await host.must(['systemctl', 'enable', '--now', '-q', `systemd-nspawn@${machine}.service`]);
}

/** From now on the "database" in the container accepts only this value, or any. */
export async function acceptInContainer(
  host: TestHost,
  machine: string,
  value: string | undefined,
): Promise<void> {
  const file = `${rootOf(machine)}/etc/accepts`;
  if (value === undefined) await host.must(['rm', '-f', file]);
  else await host.writeFile(file, `${sha256(value)}\n`);
}

/** What the service in the container has loaded, compared by digest. */
export async function loadedInContainer(
  host: TestHost,
  machine: string,
  credential: string,
): Promise<string> {
  const show = [
    'systemctl',
    'show',
    `systemd-nspawn@${machine}.service`,
    '-p',
    'MainPID',
    '--value',
  ];
  const nspawn = (await host.must(show)).trim();
  const leader = (await host.run(['pgrep', '-P', nspawn])).stdout.trim();
  const file = `/proc/${leader}/root/run/credentials/${SERVICE}/${credential}`;
  return (await host.run(['sha256sum', file])).stdout.slice(0, 64);
}

export function sha256(value: string): string {
  return createHash('sha256').update(value).digest('hex');
}

function rootOf(machine: string): string {
  return `/var/lib/machines/${machine}`;
}

const MAKE_ROOT = `set -e
root=$1
for folder in usr etc var run tmp proc sys dev root opt; do mkdir -p "$root/$folder"; done
for link in bin sbin lib lib64; do [ ! -e "/$link" ] || ln -s "usr/$link" "$root/$link"; done
cp /usr/lib/os-release /etc/passwd /etc/group /etc/nsswitch.conf "$root/etc/"
systemd-id128 new > "$root/etc/machine-id"
mkdir -p "$root/etc/systemd/system"
for unit in console-getty.service systemd-logind.service systemd-update-utmp.service; do
  ln -s /dev/null "$root/etc/systemd/system/$unit"
done
`;

/** Nested in a container that has no user namespaces to give. */
const SETTINGS = `[Exec]
PrivateUsers=no
LinkJournal=no
ResolvConf=off
Timezone=off
[Files]
BindReadOnly=/usr
[Network]
VirtualEthernet=no
`;

const APP = `#!/bin/sh
set -eu
loaded=$(sha256sum < "$CREDENTIALS_DIRECTORY/$1" | cut -c1-64)
if [ -e /etc/accepts ] && ! grep -q "$loaded" /etc/accepts; then
  echo "sample-app: the database refused the login" >&2
  exit 1
fi
exec sleep infinity
`;

/** Without the credential it does not run at all: not every boot of the container has it. */
function serviceText(credential: string): string {
  return `[Unit]
ConditionCredential=${credential}
FailureAction=exit-force
FailureActionExitStatus=7
[Service]
Type=exec
LoadCredential=${credential}
ExecStart=/opt/sample-app ${credential}
`;
}
