/**
 * What tests see of the testbed: hosts that run real systemd as PID 1, each with its own TPM, in
 * one private network.
 * @module
 */

/** Debian releases with systemd 252, 257 and (rolling) 262. */
export type HostRelease = 'bookworm' | 'trixie' | 'sid';

export type HostSpec = {
  /** Host name in the guest: lower case letters, digits and dashes. */
  readonly name: string;
  readonly release: HostRelease;
  /** Default true. */
  readonly tpm?: boolean;
  /** /efi stands for the boot loader's partition, and each boot is handed what lies there. Default false. */
  readonly bootLoader?: boolean;
};

export type RunOptions = {
  readonly stdin?: string | Uint8Array;
  /** Default 120 000. A command that runs longer is killed and ends with exit code 124. */
  readonly timeoutMs?: number;
  /** Added to the clean environment. */
  readonly env?: Readonly<Record<string, string>>;
};

export type RunResult = {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
};

/** Every method throws on a host that was made with `tpm: false`. */
export interface HostTpm {
  /** Value of SYSTEMD_TPM2_DEVICE in the guest. */
  readonly device: string;
  /** Clears the owner hierarchy, as firmware setup does: seeds and storage keys are new afterwards. */
  clear(): Promise<void>;
  /** Makes the TPM unreachable for the guest; its state stays. */
  takeAway(): Promise<void>;
  giveBack(): Promise<void>;
  /** Kills the TPM without TPM2_Shutdown and starts it again; the guest keeps running. */
  powerFail(): Promise<void>;
  /** Failed authorisations the TPM counts now; 252 and 257 add one per power failure. */
  lockoutCounter(): Promise<number>;
  /** Fails authorisations until the TPM is in dictionary-attack lockout, without the guest. */
  lockOut(): Promise<void>;
  /** As whoever owns the machine does it. */
  resetLockout(): Promise<void>;
  /** Extends a PCR, all banks, with the digest of `text`. */
  extend(pcr: number, text: string): Promise<void>;
  /** What the firmware measures from the next TPM start on. Another version means other PCRs 0 and 7. */
  setFirmware(version: string): void;
}

export interface TestHost {
  readonly name: string;
  readonly release: HostRelease;
  readonly systemdVersion: number;
  readonly address: string;
  /** The merged overlay as seen from outside. What the guest mounts (/run, /tmp) is not visible in it. */
  readonly rootDir: string;
  readonly tpm: HostTpm;
  /** Runs a command inside the host with a clean environment. Never throws for a non-zero exit. */
  run(args: readonly string[], options?: RunOptions): Promise<RunResult>;
  /** Like run, but throws with command, exit code and standard error when the code is not 0. */
  must(args: readonly string[], options?: RunOptions): Promise<string>;
  /** Writes a file inside the host, making its folders. Default mode 0644. */
  writeFile(path: string, content: string | Uint8Array, mode?: number): Promise<void>;
  readFile(path: string): Promise<Uint8Array>;
  /** PID of the guest's systemd, seen from outside. */
  leaderPid(): Promise<number>;
  /** Clean power-off, TPM2_Shutdown, TPM restart, boot. Disk, machine ID and host key stay. */
  reboot(): Promise<void>;
  powerOff(): Promise<void>;
  boot(): Promise<void>;
  /** Pulls the plug: neither the guest nor the TPM shuts down. Follow with boot(). */
  crash(): Promise<void>;
  setLink(state: 'up' | 'down'): Promise<void>;
}

export interface Testbed {
  /** Where the hosts' disks and logs are; removed by close(). */
  readonly dir: string;
  readonly hosts: readonly TestHost[];
  /** IPv4 of the bridge inside the fleet's network namespace. */
  readonly controllerAddress: string;
  /** Prefix that runs a process in the fleet's network namespace: controller, kubectl, CLI. */
  readonly inFleetNetwork: readonly string[];
  host(name: string): TestHost;
  addHost(spec: HostSpec): Promise<TestHost>;
  /** Idempotent. Leaves no mount, cgroup, process, namespace or socket. */
  close(): Promise<void>;
}

export type TestbedBind = { readonly source: string; readonly target: string };

export type TestbedOptions = {
  readonly hosts: readonly HostSpec[];
  /** Default: a new folder below /var/tmp/credfleet-testbed. */
  readonly dir?: string;
  /** Folders and files that every guest sees read-only. */
  readonly binds?: readonly TestbedBind[];
  /** A Debian package that is installed on every host before its first boot. */
  readonly deb?: string;
  readonly onProgress?: (line: string) => void;
};
