/**
 * What goes into the root file system of each Debian release. Any change here gives the root a
 * new name, so that the cache never serves an old one.
 * @module
 */
import { createHash } from 'node:crypto';
import type { HostRelease } from './types.ts';

export type RootRecipe = {
  readonly release: HostRelease;
  /** For progress lines. */
  readonly title: string;
  readonly packages: readonly string[];
  readonly maskedUnits: readonly string[];
  readonly files: Readonly<Record<string, string>>;
};

const COMMON_PACKAGES = [
  'systemd',
  'systemd-sysv',
  'systemd-container',
  'dbus',
  'iproute2',
  'iputils-ping',
  'procps',
  // The agent runs on a Node binary, which links against both; minbase has neither for sure.
  'libatomic1',
  'libstdc++6',
];

/** systemd loads the TSS libraries at run time, so no dependency brings them. */
const TSS_PACKAGES = [
  'libtss2-esys-3.0.2-0',
  'libtss2-rc0',
  'libtss2-tcti-mssim0',
  'libtss2-tcti-swtpm0',
  'libtss2-tcti-device0',
];

/** The names after Debian's move to 64-bit time_t. */
const TSS_PACKAGES_T64 = ['libtss2-mu-4.0.1-0t64', ...TSS_PACKAGES.map((name) => `${name}t64`)];

const PACKAGES: Readonly<Record<HostRelease, readonly string[]>> = {
  bookworm: [...COMMON_PACKAGES, 'libtss2-mu0', ...TSS_PACKAGES],
  trixie: [...COMMON_PACKAGES, ...TSS_PACKAGES_T64],
  sid: [...COMMON_PACKAGES, 'systemd-tpm', ...TSS_PACKAGES_T64],
};

const TITLES: Readonly<Record<HostRelease, string>> = {
  bookworm: 'Debian 12 (systemd 252)',
  trixie: 'Debian 13 (systemd 257)',
  sid: 'Debian sid',
};

/** Of no use in a container: no console, no disks, no modules, no package updates. */
const MASKED_UNITS = [
  'apt-daily-upgrade.timer',
  'apt-daily.timer',
  'console-getty.service',
  'container-getty@.service',
  'dev-hugepages.mount',
  'dpkg-db-backup.timer',
  'e2scrub_all.timer',
  'e2scrub_reap.service',
  'fstrim.timer',
  'getty-static.service',
  'getty@.service',
  'kmod-static-nodes.service',
  'ldconfig.service',
  'proc-sys-fs-binfmt_misc.automount',
  'sys-fs-fuse-connections.mount',
  'sys-kernel-config.mount',
  'sys-kernel-debug.mount',
  'sys-kernel-tracing.mount',
  'systemd-ask-password-console.path',
  'systemd-ask-password-wall.path',
  'systemd-binfmt.service',
  'systemd-firstboot.service',
  'systemd-hwdb-update.service',
  'systemd-journal-catalog-update.service',
  'systemd-modules-load.service',
  'systemd-networkd.service',
  'systemd-pstore.service',
  'systemd-random-seed.service',
  'systemd-resolved.service',
  'systemd-timesyncd.service',
  'systemd-tmpfiles-clean.timer',
  'systemd-udev-trigger.service',
  'systemd-udevd.service',
  'systemd-update-done.service',
  'systemd-update-utmp.service',
];

/** Tests read the journal: keep every line, and keep it in memory where writing costs nothing. */
const JOURNALD = `[Journal]
Storage=volatile
RuntimeMaxUse=32M
RateLimitIntervalSec=0
`;

export function rootRecipe(release: HostRelease): RootRecipe {
  return {
    release,
    title: TITLES[release],
    packages: PACKAGES[release],
    maskedUnits: MASKED_UNITS,
    files: { '/etc/systemd/journald.conf.d/50-testbed.conf': JOURNALD },
  };
}

/** Folder name of a root: the release and a digest of everything that goes into it. */
export function rootName(recipe: RootRecipe): string {
  const digest = createHash('sha256').update(JSON.stringify(recipe)).digest('hex');
  return `${recipe.release}-${digest.slice(0, 12)}`;
}
