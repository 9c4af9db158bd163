/**
 * What the testbed reads from the machine: cgroup layouts, mounts, addresses, names of roots.
 * @module
 */
import { expect, test } from 'vitest';
import { findHierarchies } from '../../testbed/cgroups.ts';
import { guestFiles } from '../../testbed/guest-files.ts';
import { mountPoints } from '../../testbed/mounts.ts';
import { hostAddress } from '../../testbed/network.ts';
import { identityOf, isAlive } from '../../testbed/processes.ts';
import { rootName, rootRecipe } from '../../testbed/recipes.ts';

test('cgroup v2 alone', () => {
  const mounts = 'cgroup2 /sys/fs/cgroup cgroup2 rw,nosuid,nsdelegate 0 0\n';
  expect(findHierarchies(mounts)).toEqual(['/sys/fs/cgroup']);
});

test('cgroup v1 hierarchies beside a cgroup2 mount', () => {
  const mounts = `tmpfs /sys/fs/cgroup tmpfs rw 0 0
cgroup /sys/fs/cgroup/cpu cgroup rw,relatime,cpu 0 0
cgroup /sys/fs/cgroup/memory cgroup rw,relatime,memory 0 0
cgroup /sys/fs/cgroup/systemd cgroup rw,relatime,name=systemd 0 0
cgroup2 /sys/fs/cgroup/unified cgroup2 rw,relatime 0 0
`;
  expect(findHierarchies(mounts)).toEqual([
    '/sys/fs/cgroup/unified',
    '/sys/fs/cgroup/memory',
    '/sys/fs/cgroup/systemd',
  ]);
});

test('blanks in mount points', () => {
  expect(mountPoints('36 35 0:30 / /a\\040b rw - overlay overlay rw\n')).toEqual(['/a b']);
});

test('addresses follow the controller and pass the end of a byte', () => {
  expect([0, 253, 254].map(hostAddress)).toEqual(['10.123.0.2', '10.123.0.255', '10.123.1.0']);
  expect(() => hostAddress(1_000)).toThrow('at most');
});

test('a root gets another name when anything in its recipe changes', () => {
  const recipe = rootRecipe('trixie');
  expect(rootName(recipe)).toMatch(/^trixie-[0-9a-f]{12}$/);
  expect(rootName({ ...recipe, packages: [...recipe.packages, 'x'] })).not.toBe(rootName(recipe));
});

test('a host without a TPM gets no TPM device', () => {
  const host = { name: 'a', address: '10.123.0.2' };
  const device = (tpmDevice: string | undefined): string =>
    [...guestFiles({ ...host, tpmDevice }).values()].join('');
  expect(device('mssim:path=/x')).toContain('SYSTEMD_TPM2_DEVICE=mssim:path=/x');
  expect(device(undefined)).not.toContain('SYSTEMD_TPM2_DEVICE');
});

test('every host has a machine ID of its own', () => {
  const id = (): string | undefined =>
    guestFiles({ name: 'a', address: 'b', tpmDevice: undefined }).get('/etc/machine-id');
  expect(id()).not.toBe(id());
});

test('a process of another start or another boot is not the same process', () => {
  const self = identityOf(process.pid);
  expect(self).toBeDefined();
  if (self === undefined) return;
  expect(isAlive(self)).toBe(true);
  expect(isAlive({ ...self, startTime: '1' })).toBe(false);
  expect(isAlive({ ...self, bootId: 'x' })).toBe(false);
});
