/**
 * The numbers of TPM 2.0 that credfleet uses (TCG TPM 2.0 Library, Part 2, revision 1.59): algorithms, command
 * codes, handles, object attributes. What is not here is refused by the parsers.
 * @module
 */

/** Part 2, 6.3: TPM_ALG_ID. */
export const algorithm = {
  rsa: 0x0001,
  hmac: 0x0005,
  aes: 0x0006,
  keyedHash: 0x0008,
  xor: 0x000a,
  sha256: 0x000b,
  sha384: 0x000c,
  sha512: 0x000d,
  null: 0x0010,
  rsaSsa: 0x0014,
  rsaEs: 0x0015,
  rsaPss: 0x0016,
  oaep: 0x0017,
  ecdsa: 0x0018,
  ecdh: 0x0019,
  kdf1Sp800_56a: 0x0020,
  kdf1Sp800_108: 0x0022,
  ecc: 0x0023,
  cfb: 0x0043,
} as const;

/** Part 2, 6.4: TPM_ECC_CURVE. */
export const curve = { p256: 0x0003, p384: 0x0004, p521: 0x0005 } as const;

/** Part 2, 6.5.2: TPM_CC. */
export const commandCode = {
  CreatePrimary: 0x131,
  ActivateCredential: 0x147,
  Certify: 0x148,
  NV_Read: 0x14e,
  PolicySecret: 0x151,
  Create: 0x153,
  ECDH_ZGen: 0x154,
  Load: 0x157,
  Quote: 0x158,
  Unseal: 0x15e,
  ContextLoad: 0x161,
  ContextSave: 0x162,
  FlushContext: 0x165,
  LoadExternal: 0x167,
  NV_ReadPublic: 0x169,
  PolicyAuthorize: 0x16a,
  ReadPublic: 0x173,
  StartAuthSession: 0x176,
  VerifySignature: 0x177,
  GetCapability: 0x17a,
  GetRandom: 0x17b,
  PCR_Read: 0x17e,
  PolicyPCR: 0x17f,
} as const;

export type CommandName = keyof typeof commandCode;

/** Part 2, 7.4: TPM_RH, permanent handles. */
export const permanent = {
  owner: 0x40000001,
  null: 0x40000007,
  password: 0x40000009,
  endorsement: 0x4000000b,
} as const;

/** Part 2, 6.9: TPM_ST. */
export const tag = {
  noSessions: 0x8001,
  sessions: 0x8002,
  attestCertify: 0x8017,
  attestQuote: 0x8018,
} as const;

/** Part 2, 8.3.2: TPMA_OBJECT. */
export const attribute = {
  fixedTpm: 1 << 1,
  stClear: 1 << 2,
  fixedParent: 1 << 4,
  sensitiveDataOrigin: 1 << 5,
  userWithAuth: 1 << 6,
  adminWithPolicy: 1 << 7,
  noDa: 1 << 10,
  encryptedDuplication: 1 << 11,
  restricted: 1 << 16,
  decrypt: 1 << 17,
  sign: 1 << 18,
  x509Sign: 1 << 19,
} as const;

/** Part 2, 8.4: TPMA_SESSION, from the caller's side: `decrypt` is of the command, `encrypt` of the response. */
export const sessionAttribute = { continueSession: 1, decrypt: 0x20, encrypt: 0x40 } as const;
