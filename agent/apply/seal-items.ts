/**
 * One sealed file for each item of an intent: against the key that it asks for, here and nowhere else.
 * @module
 */
import { createHash } from 'node:crypto';
import { sealLife, type SealLife } from '#agent/seal/seal-life.ts';
import { sealCredential, type SealedCredential } from '#agent/seal/systemd-creds.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Intent, OpenedIntent, OpenedItem } from '#src/intent/intent.ts';
import type { ItemReport } from '#src/intent/report.ts';
import { parsePcrKey, pcrKeyFingerprint } from '#src/systemd/pcr-key.ts';
import type { SealedHeader } from '#src/systemd/sealed-header.ts';
import { problemOfSetCredential, type SetCredential } from '#src/systemd/set-credential.ts';
import type { ApplyContext } from './context.ts';

export type SealedItem = {
  readonly name: string;
  readonly text: Uint8Array;
  readonly report: ItemReport;
};
export type SealedItems = {
  readonly files: readonly SealedItem[];
  readonly life: SealLife | undefined;
};

type SealContext = Pick<
  ApplyContext,
  'exec' | 'clock' | 'systemd' | 'hostKeyProblem' | 'pcrKeyFile' | 'refuseLockedOut'
>;
type Unsealed = Pick<OpenedIntent, 'intent' | 'items'>;

/**
 * Changes nothing on the host. The content is wiped when all of it is sealed.
 * @throws {CredfleetError} HOST_KEY_MISSING, SEAL_FAILED, SEAL_WEAKER_THAN_ASKED, CREDENTIAL_TOO_LARGE, TPM_…
 */
export async function sealItems(ctx: SealContext, assignment: Unsealed): Promise<SealedItems> {
  await refuseWithoutHostKey(ctx, assignment);
  if (isSealedToTpm(assignment.intent)) await ctx.refuseLockedOut();
  const systemdVersion = await ctx.systemd.version();
  const life = sealLife(assignment.intent.sealing.ttlSeconds, ctx.clock.nowMs());
  const files: SealedItem[] = [];
  for (const item of assignment.items) {
    const result = await sealOne(ctx, assignment, { item, systemdVersion, life });
    refuseTooLong(assignment, { name: item.name, sealed: result.text });
    const report = itemReport(assignment, item.name, result);
    const end = life === undefined ? {} : { sealNotAfterMs: life.notAfterMs };
    files.push({ name: item.name, text: result.text, report: { ...report, ...end } });
  }
  // From here on only the sealed files hold the content.
  for (const { content } of assignment.items) content[Symbol.dispose]();
  return { files, life };
}

/** systemd would ignore the line, or not start the unit. */
function refuseTooLong({ intent }: Unsealed, sealed: SetCredential): void {
  const problem = intent.delivery.store === 'UnitFile' ? problemOfSetCredential(sealed) : undefined;
  if (problem === undefined) return;
  throw new CredfleetError('CREDENTIAL_TOO_LARGE', `${problem}: use store Persistent`);
}

export function isSealedToTpm({ operation, sealing }: Intent): boolean {
  return operation === 'put' && sealing.key !== 'Host';
}

/** The agent's own keys were sealed with the host key: where it is gone, more than this push is lost. */
async function refuseWithoutHostKey(ctx: SealContext, { intent }: Unsealed): Promise<void> {
  const { key } = intent.sealing;
  if (key !== 'HostAndTPM2' && key !== 'Host') return;
  const problem = await ctx.hostKeyProblem();
  if (problem === undefined) return;
  const next = "restore it, or make a new one with 'systemd-creds setup' and enrol this host anew";
  throw new CredfleetError('HOST_KEY_MISSING', `${problem}: ${next}`);
}

async function sealOne(
  ctx: SealContext,
  { intent }: Unsealed,
  {
    item,
    systemdVersion,
    life,
  }: {
    readonly item: OpenedItem;
    readonly systemdVersion: number;
    readonly life: SealLife | undefined;
  },
): Promise<SealedCredential> {
  const { key, tpm2Pcrs, signed } = intent.sealing;
  return sealCredential(ctx.exec, {
    name: item.name,
    plaintext: item.content,
    key,
    tpm2Pcrs,
    systemdVersion,
    ...(intent.delivery.user === undefined ? {} : { user: intent.delivery.user }),
    ...(life === undefined ? {} : { notAfterMs: life.notAfterMs }),
    ...(signed === undefined
      ? {}
      : { signed: { ...signed, publicKeyFile: await ctx.pcrKeyFile(signed.publicKeyPem) } }),
  });
}

function itemReport(
  { intent }: Unsealed,
  name: string,
  { text, header }: SealedCredential,
): ItemReport {
  return {
    name,
    digest: intent.items.find((item) => item.name === name)?.digest ?? '',
    sealedDigest: createHash('sha256').update(text).digest('hex'),
    keyType: header.keyType,
    pcrMask: header.pcrMask,
    ...bindings(header),
  };
}

/** Told so that it can be forecast which changes of PCRs this file does not survive. */
function bindings(header: SealedHeader): Partial<ItemReport> {
  const { pcrMask, publicKey, tpm, signedPcrs } = header;
  const isPlain = pcrMask !== 0 && !publicKey && tpm?.bank === 'sha256';
  const key = signedPcrs === undefined ? undefined : parsePcrKey(signedPcrs.publicKeyPem);
  return {
    ...(isPlain ? { policyDigest: tpm.policyDigestHex } : {}),
    ...(key?.ok === true && signedPcrs !== undefined
      ? { signedPcrMask: signedPcrs.pcrMask, pcrKey: pcrKeyFingerprint(key.value) }
      : {}),
  };
}
