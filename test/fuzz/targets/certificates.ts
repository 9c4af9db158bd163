/**
 * Fuzz targets: the certificates that a host shows for its endorsement key, the DER in them, and the trust bundles that
 * a host follows. What was altered is not trusted, and what is read for people only never throws.
 * @module
 */
import { X509Certificate } from 'node:crypto';
import { derValues, firstDer } from '#src/identity/der-reader.ts';
import { parsePemCertificates, verifyEkCertificate } from '#src/identity/ek-certificate.ts';
import { tpmModelOf } from '#src/identity/tpm-model.ts';
import { ed25519Raw } from '#src/identity/public-key.ts';
import { followTrust, signTrustBundle } from '#src/trust/trust-chain.ts';
import { decodeControllerMessage } from '#src/wire/session-from-wire.ts';
import { encodeControllerMessage } from '#src/wire/session-to-wire.ts';
import vector from '#test/vectors/ek-certificate.json' with { type: 'json' };
import { ed25519KeyOf } from '../fixed-keys.ts';
import { mutateBytes } from '../mutate.ts';
import { mutateProtobuf } from '../mutate-protobuf.ts';
import { ACCEPTED, demand, hex, isSame, reading, type Target } from '../target.ts';

const ek = hex(vector.ek);
const between = hex(vector.between);
const roots = [new X509Certificate(hex(vector.root))];
const nowMs = Date.parse('2026-11-22T12:00:00Z');

const verdict = (certificates: readonly Uint8Array[]): string => {
  const found = verifyEkCertificate({ certificates, ekHash: vector.ekHash, roots, nowMs });
  return found.state === 'Trusted' ? ACCEPTED : found.cause;
};

const endorsement: Target = {
  name: 'certificate-ek',
  seeds: [ek, Buffer.concat([ek, Buffer.alloc(100, 0xff)])],
  mutate: mutateBytes,
  check: (input) => {
    const found = verdict([input, between]);
    const isGenuine = isSame(input.subarray(0, ek.length), ek);
    demand(found !== ACCEPTED || isGenuine, 'an altered certificate is not trusted');
    return found;
  },
};

const issuer: Target = {
  name: 'certificate-ek-issuer',
  seeds: [between],
  mutate: mutateBytes,
  check: (input) => {
    const found = verdict([ek, input]);
    const isGenuine = isSame(input.subarray(0, between.length), between);
    demand(found !== ACCEPTED || isGenuine, 'an altered authority is not trusted');
    return found;
  },
};

const model: Target = {
  name: 'certificate-tpm-model',
  seeds: [ek, between],
  mutate: mutateBytes,
  check: (input) => {
    const texts = Object.values(tpmModelOf(input));
    const areShort = texts.every((text) => /^[ -~]{1,64}$/u.test(text));
    demand(areShort, 'what is shown to people is one short line');
    return `${texts.length} ${ACCEPTED}`;
  },
};

const der: Target = {
  name: 'certificate-der',
  seeds: [ek, between],
  mutate: mutateBytes,
  check: (input) => {
    const first = firstDer(input);
    if (first === undefined) return 'undefined';
    demand(isSame(first.whole, input.subarray(0, first.whole.length)), 'a value is of its bytes');
    const inside = derValues(first.content);
    if (inside === undefined) return 'no values';
    const whole = Buffer.concat(inside.map((value) => value.whole));
    demand(isSame(whole, first.content), 'values are all of their bytes');
    return ACCEPTED;
  },
};

const pem: Target = {
  name: 'certificate-pem',
  seeds: [Buffer.from(roots.map((root) => root.toString()).join('\n'))],
  mutate: mutateBytes,
  check: (input) => (parsePemCertificates(input.toString('latin1')) ? ACCEPTED : 'undefined'),
};

const intentKey = ed25519KeyOf(7);
const trusted = {
  clusterUid: 'c0000000-0000-4000-8000-000000000001',
  epoch: 1,
  caCertificates: [hex(vector.root)],
  intentKeys: [ed25519Raw(intentKey), ed25519Raw(ed25519KeyOf(8))],
};
const next = signTrustBundle({ ...trusted, epoch: 2 }, intentKey);
const afterNext = signTrustBundle({ ...trusted, epoch: 3 }, ed25519KeyOf(8));
const updateOf = (bundles: (typeof next)[]): Uint8Array =>
  encodeControllerMessage({ kind: 'trustUpdate', bundles });
const genuine = [updateOf([next]), updateOf([next, afterNext])].map((bytes) => Buffer.from(bytes));

/** Ed25519 is deterministic: only these two updates are signed. */
const trust: Target = {
  name: 'trust-update',
  seeds: genuine,
  mutate: mutateProtobuf,
  check: (input) =>
    reading(
      () => {
        const message = decodeControllerMessage(input);
        if (message.kind !== 'trustUpdate') return undefined;
        const followed = followTrust(trusted, message.bundles);
        return { message, followed };
      },
      /^(?:MESSAGE_INVALID|TRUST_UPDATE_REFUSED)$/u,
      (update) => {
        if (update === undefined || update.message.bundles.length === 0) return;
        const again = Buffer.from(encodeControllerMessage(update.message));
        demand(
          genuine.some((one) => isSame(one, again)),
          'only what was signed is followed',
        );
      },
    ),
};

export const certificateTargets: readonly Target[] = [endorsement, issuer, model, der, pem, trust];
