/**
 * A user of a test host with a systemd of their own that runs without a login, and a unit in it that loads a credential.
 * @module
 */
import type { RunResult, TestHost } from '#test/testbed/testbed.ts';

/** Test roots have no pam_systemd, which would say where the user's run time folder is. */
const RUNTIME = `[Service]
Environment=XDG_RUNTIME_DIR=/run/user/%i
`;

export async function installSampleUser(host: TestHost, user: string, uid: number): Promise<void> {
  await host.must(['useradd', '--create-home', '--uid', String(uid), user]);
  await host.writeFile('/etc/systemd/system/user@.service.d/testbed.conf', RUNTIME);
  await host.must(['mkdir', '-p', '/var/lib/systemd/linger']);
  await host.must(['touch', `/var/lib/systemd/linger/${user}`]);
  await host.must(['systemctl', 'daemon-reload']);
  await host.must(['systemctl', 'start', `user@${uid}.service`]);
}

/** For every user of the host who starts it: the file is that of `of`. */
export async function installUserUnit(
  host: TestHost,
  unit: string,
  { credential, path }: { readonly credential: string; readonly path: string },
): Promise<void> {
  const text = `[Service]
Type=exec
LoadCredentialEncrypted=${credential}:${path}
ExecStart=sleep infinity
`;
  await host.writeFile(`/etc/systemd/user/${unit}`, text);
}

/** As the user would, in a shell of theirs. */
export async function systemctlOf(
  host: TestHost,
  { user, uid }: { readonly user: string; readonly uid: number },
  ...args: readonly string[]
): Promise<RunResult> {
  const runtime = `XDG_RUNTIME_DIR=/run/user/${uid}`;
  return host.run(['runuser', '-u', user, '--', 'env', runtime, 'systemctl', '--user', ...args]);
}
