/**
 * Fuzz targets: what a TPM shows and signs, as the controller reads and verifies it. What is read is written again
 * the same; what was altered is never believed.
 * @module
 */
import {
  type CertifyAttest,
  parseAttest,
  type QuoteAttest,
  type TpmAttest,
} from '#src/tpm/attest.ts';
import { sized, TpmReader, uint16, uint32, uint64, uint8 } from '#src/tpm/bytes.ts';
import { tag } from '#src/tpm/constants.ts';
import { keyObjectOf } from '#src/tpm/key-object.ts';
import { makeCredential } from '#src/tpm/make-credential.ts';
import { encodePcrSelections, sha256Pcrs } from '#src/tpm/pcr.ts';
import { encodePublic, nameOf, parsePublic } from '#src/tpm/public-area.ts';
import { encodeSignature, parseSignature } from '#src/tpm/signature.ts';
import { verifyCertify, verifyQuote } from '#src/tpm/verify-attest.ts';
import { verifyAk, verifyEk, verifyKx } from '#src/tpm/verify-keys.ts';
import { p256Point } from '#src/identity/public-key.ts';
import { AK } from '#src/tpm/templates.ts';
import { certifyAttest, ecdsaSignature, endorsed, quoteAttest } from '#test/gen/tpm.ts';
import { valueOf } from '#test/gen/verified.ts';
import vectors from '#test/vectors/tpm/swtpm-0.7.1.json' with { type: 'json' };
import { p256KeyOf } from '../fixed-keys.ts';
import { mutateBytes, mutateParts } from '../mutate.ts';
import { ACCEPTED, demand, hex, isSame, parsing, type Target } from '../target.ts';

const areas = [vectors.ekEcc, vectors.ekRsa, vectors.ak, vectors.kx, vectors.srk].map(
  ({ publicArea }) => hex(publicArea),
);
const ak = valueOf(verifyAk(hex(vectors.ak.publicArea)));
const kx = valueOf(verifyKx(hex(vectors.kx.publicArea)));
const attests = [vectors.certify, vectors.quote].map(({ attest }) => hex(attest));

const publicAreas: Target = {
  name: 'tpm-public-area',
  seeds: areas,
  mutate: mutateBytes,
  check: (input) =>
    parsing(parsePublic(input), (area) => {
      demand(isSame(encodePublic(area), input), 'a public area is written as it was read');
      demand(nameOf(area).length === 34, 'a name is a SHA-256');
      keyObjectOf(area);
    }),
};

const SECRET = Buffer.alloc(32, 7);

const publicKeys: Target = {
  name: 'tpm-verify-key',
  seeds: areas,
  mutate: mutateBytes,
  check: (input) => {
    const results = [verifyEk(input), verifyAk(input), verifyKx(input)];
    const [ek] = results;
    const passed = results.filter((result) => result.ok);
    demand(passed.length <= 1, 'a key is of one kind');
    for (const { value } of passed) {
      demand(isSame(encodePublic(value.area), input), 'a verified key is all of its bytes');
    }
    if (ek?.ok === true && 'ekHash' in ek.value) makeCredential(ek.value, ak, SECRET);
    return results.map((result) => (result.ok ? ACCEPTED : result.refusal)).join();
  },
};

function encodeAttest(attest: TpmAttest): Uint8Array {
  const { qualifiedSigner, qualifyingData, clockMs, resetCount, restartCount } = attest;
  return Buffer.concat([
    uint32(0xff544347),
    uint16(attest.type === 'quote' ? tag.attestQuote : tag.attestCertify),
    sized(qualifiedSigner),
    sized(qualifyingData),
    uint64(clockMs),
    uint32(resetCount),
    uint32(restartCount),
    uint8(attest.isClockSafe ? 1 : 0),
    uint64(attest.firmwareVersion),
    attest.type === 'quote' ? quoted(attest) : certified(attest),
  ]);
}
const quoted = ({ selections, pcrDigest }: QuoteAttest): Uint8Array =>
  Buffer.concat([encodePcrSelections(selections), sized(pcrDigest)]);
const certified = ({ name, qualifiedName }: CertifyAttest): Uint8Array =>
  Buffer.concat([sized(name), sized(qualifiedName)]);

const attestations: Target = {
  name: 'tpm-attest',
  seeds: attests,
  mutate: mutateBytes,
  check: (input) =>
    parsing(parseAttest(input), (attest) => {
      demand(isSame(encodeAttest(attest), input), 'an attestation is written as it was read');
    }),
};

const signatures: Target = {
  name: 'tpm-signature',
  seeds: [
    hex(vectors.certify.signature),
    encodeSignature({ scheme: 'rsaSsa', hash: 0x000b, value: new Uint8Array(256).fill(3) }),
    encodeSignature({ scheme: 'rsaPss', hash: 0x000c, value: new Uint8Array(256).fill(4) }),
  ],
  mutate: mutateBytes,
  check: (input) =>
    parsing(parseSignature(input), (signature) => {
      demand(isSame(encodeSignature(signature), input), 'a signature is written as it was read');
    }),
};

const joined = (parts: readonly Uint8Array[]): Buffer =>
  Buffer.concat(parts.map((part) => sized(part)));

function split(input: Buffer): readonly Uint8Array[] | undefined {
  const reader = new TpmReader(input);
  try {
    return [reader.sized(4096), reader.sized(4096), reader.sized(4096)];
  } catch {
    return undefined;
  }
}

const asked = hex(vectors.qualifyingData);
const expectedPcrs = {
  selection: sha256Pcrs(vectors.quote.pcrs),
  digest: hex(vectors.quote.pcrDigest),
};

/** Attestation, signature and what was asked, each behind its size. */
const evidence: Target = {
  name: 'tpm-verify-attest',
  seeds: [vectors.certify, vectors.quote].map(({ attest, signature }) =>
    joined([hex(attest), hex(signature), asked]),
  ),
  mutate: mutateParts(split, joined),
  check: (input) => {
    const [attest, signature, qualifyingData] = split(input) ?? [];
    if (attest === undefined || signature === undefined || qualifyingData === undefined) {
      return 'not three parts';
    }
    const shown = { ak, attest, signature, qualifyingData };
    const results = [verifyCertify(shown, kx), verifyQuote(shown, expectedPcrs)];
    if (results.some(({ ok }) => ok)) {
      const isGenuine = attests.some((one) => isSame(one, attest));
      demand(isGenuine, 'only what the TPM signed is believed');
      demand(isSame(qualifyingData, asked), 'only the answer to this question is believed');
    }
    return results.map((result) => (result.ok ? ACCEPTED : result.refusal)).join();
  },
};

/** An AK whose private half everybody has, so that what is behind the signature is met. */
const openAk = p256KeyOf(4);
const point = p256Point(openAk);
const openArea = { ...AK, x: point.subarray(1, 33), y: point.subarray(33) };
const openName = nameOf(openArea);
const signedBy = { signer: endorsed(openName), qualifyingData: asked };
const { selection, digest } = expectedPcrs;

const signedAnew: Target = {
  name: 'tpm-attest-content',
  seeds: [
    certifyAttest(kx.name, signedBy),
    quoteAttest({ selections: [selection], digest }, signedBy),
  ],
  mutate: mutateBytes,
  check: (input) => {
    const signature = ecdsaSignature(openAk, input);
    const known = valueOf(verifyAk(encodePublic(openArea)));
    const shown = { ak: known, attest: input, signature, qualifyingData: asked };
    const results = [verifyCertify(shown, kx), verifyQuote(shown, expectedPcrs)];
    for (const result of results.filter(({ ok }) => ok)) {
      demand(result.ok && isSame(result.value.qualifyingData, asked), 'it answers this question');
      demand(
        result.ok && isSame(result.value.qualifiedSigner, endorsed(openName)),
        'it is endorsed',
      );
    }
    return results.map((result) => (result.ok ? ACCEPTED : result.refusal)).join();
  },
};

export const tpmStructureTargets: readonly Target[] = [
  publicAreas,
  publicKeys,
  attestations,
  signatures,
  evidence,
  signedAnew,
];
