/**
 * Seals and unseals with systemd-creds: every choice explicit, content on standard input and output
 * only, and what comes back is checked against what was asked, because systemd weakens silently.
 * @module
 */
import type { SealingKey } from '#src/api/credential.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Exec, ExecResult } from '#src/exec/exec.ts';
import { Secret } from '#src/secret/secret.ts';
import { parsePcrKey } from '#src/systemd/pcr-key.ts';
import { maskOfPcrs, parseSealedHeader, type SealedHeader } from '#src/systemd/sealed-header.ts';
import { Mutex } from '#src/sync/mutex.ts';
import { sealingFailure } from './sealing-failure.ts';

/** A real TPM needs up to several seconds per command, and others may be using it. */
const TIMEOUT_MS = 120_000;
/** 252 to 254 cannot read what they sealed to an empty PCR list; nobody extends this one. */
const UNUSED_PCR = 23;
const EMPTY_PCRS_SINCE = 255;

const KEY_TYPES = {
  HostAndTPM2: 'host+tpm2',
  TPM2: 'tpm2',
  // The initrd cannot read the host key; "auto-initrd" would fall back to no key at all.
  TPM2Initrd: 'tpm2',
  Host: 'host',
} as const satisfies Record<SealingKey, SealedHeader['keyType']>;

/** One at a time: they would only wait for each other at the TPM. */
const turn = new Mutex();

export type SealRequest = {
  /** What the unit calls it: embedded in the file, which opens under no other name. */
  readonly name: string;
  readonly plaintext: Secret;
  readonly key: SealingKey;
  /** Empty: bound to no PCR (on 252 to 254 to one that nobody extends). */
  readonly tpm2Pcrs: readonly number[];
  /** When the file opens no more; absent: never. */
  readonly notAfterMs?: number;
  readonly systemdVersion: number;
  /** It opens for units of this user, and for no others. */
  readonly user?: string;
  /** It opens in the states of these PCRs that a key signed. */
  readonly signed?: SignedBy;
};

export type SignedBy = {
  readonly publicKeyPem: string;
  /** The same, for systemd-creds. */
  readonly publicKeyFile: string;
  readonly pcrs: readonly number[];
};

export type SealedCredential = { readonly text: Uint8Array; readonly header: SealedHeader };

/**
 * Returns the sealed credential as systemd wrote it (Base64 text) and what its header says.
 * @throws {CredfleetError} SEAL_FAILED, SEAL_WEAKER_THAN_ASKED, TPM_…, HOST_KEY_MISSING
 */
export async function sealCredential(exec: Exec, request: SealRequest): Promise<SealedCredential> {
  const pcrs = boundPcrs(request);
  const args = sealArguments(request, pcrs);
  const stdin = request.plaintext.reveal();
  const result = await runCreds(exec, { args, stdin, doing: `sealing '${request.name}'` });
  if (result.exitCode !== 0) {
    throw sealingFailure(`sealing '${request.name}'`, result.stderr, 'SEAL_FAILED');
  }
  const header = parseSealedHeader(result.stdout);
  refuseWeaker(request, header, maskOfPcrs(pcrs));
  return { text: result.stdout, header };
}

/** For the agent's own keys: bound to no PCR, so that no firmware update locks the agent out. */
export async function sealBytes(
  exec: Exec,
  request: Omit<SealRequest, 'tpm2Pcrs' | 'notAfterMs' | 'signed'>,
): Promise<Uint8Array> {
  return (await sealCredential(exec, { ...request, tpm2Pcrs: [] })).text;
}

/** @throws {CredfleetError} SEAL_UNREADABLE, TPM_…, HOST_KEY_MISSING */
export async function unsealBytes(
  exec: Exec,
  request: { readonly name: string; readonly sealed: Uint8Array; readonly user?: string },
): Promise<Secret> {
  const doing = `opening the sealed file of '${request.name}'`;
  const args = ['decrypt', `--name=${request.name}`, ...scope(request), '-', '-'];
  const result = await runCreds(exec, { args, stdin: request.sealed, doing });
  if (result.exitCode === 0) return new Secret(result.stdout);
  result.stdout.fill(0);
  throw sealingFailure(doing, result.stderr, 'SEAL_UNREADABLE');
}

function boundPcrs({ name, key, tpm2Pcrs, systemdVersion }: SealRequest): readonly number[] {
  if (key === 'Host') {
    if (tpm2Pcrs.length === 0) return [];
    const text = `'${name}' is to be bound to PCRs, which key Host cannot do: choose a key with the TPM`;
    throw new CredfleetError('SEAL_WEAKER_THAN_ASKED', text);
  }
  if (tpm2Pcrs.length === 0 && systemdVersion < EMPTY_PCRS_SINCE) return [UNUSED_PCR];
  return tpm2Pcrs;
}

function sealArguments(request: SealRequest, pcrs: readonly number[]): readonly string[] {
  const { notAfterMs, signed } = request;
  const signedBy = signed === undefined ? '' : '-with-public-key';
  return [
    'encrypt',
    `--name=${request.name}`,
    ...scope(request),
    `--with-key=${KEY_TYPES[request.key]}${signedBy}`,
    // Always given: the default was PCR 7 up to 257, and a Secure Boot update then breaks the file.
    `--tpm2-pcrs=${joined(pcrs)}`,
    // Never what lies in /etc/systemd/tpm2-pcr-public-key.pem, which systemd takes by itself.
    ...(signed === undefined
      ? []
      : [
          `--tpm2-public-key=${signed.publicKeyFile}`,
          `--tpm2-public-key-pcrs=${joined(signed.pcrs)}`,
        ]),
    // In full seconds, and never later than what we remember.
    ...(notAfterMs === undefined ? [] : [`--not-after=@${Math.floor(notAfterMs / 1000)}`]),
    '-',
    '-',
  ];
}

function wrongScope({ user }: SealRequest, { userScoped }: SealedHeader): string | undefined {
  if (userScoped === (user !== undefined)) return undefined;
  return userScoped ? 'bound to a user' : `not bound to user '${user}'`;
}

function scope({ user }: { readonly user?: string }): readonly string[] {
  return user === undefined ? [] : [`--uid=${user}`];
}

function joined(pcrs: readonly number[]): string {
  return pcrs.toSorted((a, b) => a - b).join('+');
}

function refuseWeaker(request: SealRequest, header: SealedHeader, pcrMask: number): void {
  const asked = KEY_TYPES[request.key];
  const wrong = [
    header.keyType === asked ? undefined : `key '${header.keyType}' instead of '${asked}'`,
    header.pcrMask === pcrMask
      ? undefined
      : `PCR mask ${hex(header.pcrMask)} instead of ${hex(pcrMask)}`,
    signedDifference(request.signed, header),
    wrongScope(request, header),
  ].filter((text) => text !== undefined);
  if (wrong.length === 0) return;
  throw new CredfleetError(
    'SEAL_WEAKER_THAN_ASKED',
    `systemd-creds sealed '${request.name}' differently than asked: ${wrong.join(', ')}; nothing was installed`,
  );
}

function signedDifference(
  asked: SignedBy | undefined,
  { publicKey, signedPcrs }: SealedHeader,
): string | undefined {
  if (asked === undefined) {
    return publicKey ? 'bound to a PCR public key that nobody asked for' : undefined;
  }
  if (signedPcrs === undefined) return 'not bound to signed PCRs';
  const mask = maskOfPcrs(asked.pcrs);
  if (signedPcrs.pcrMask !== mask) {
    return `mask of signed PCRs ${hex(signedPcrs.pcrMask)} instead of ${hex(mask)}`;
  }
  return isSameKey(signedPcrs.publicKeyPem, asked.publicKeyPem)
    ? undefined
    : 'bound to another PCR public key';
}

/** What is no key at all is none that was asked for. */
function isSameKey(one: string, other: string): boolean {
  const [a, b] = [parsePcrKey(one), parsePcrKey(other)];
  return a.ok && b.ok && a.value.equals(b.value);
}

function hex(mask: number): string {
  return `0x${mask.toString(16)}`;
}

type CredsRun = {
  readonly args: readonly string[];
  readonly stdin: Uint8Array;
  readonly doing: string;
};

async function runCreds(exec: Exec, { args, stdin, doing }: CredsRun): Promise<ExecResult> {
  return turn.run(async () => {
    try {
      return await exec({ file: 'systemd-creds', args, stdin, timeoutMs: TIMEOUT_MS });
    } catch (reason) {
      throw CredfleetError.from(reason, 'SEAL_FAILED', doing);
    }
  });
}
