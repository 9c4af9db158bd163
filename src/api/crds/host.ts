/**
 * Schemas of Host, HostEnrollment and HostAccessPolicy.
 * @module
 */
import {
  CONDITIONS,
  count,
  hexSha256,
  labelSelector,
  objectName,
  OBSERVED_GENERATION,
  time,
} from './common.ts';
import { DELIVERY_TYPES } from './delivery.ts';
import { SEALING_KEYS } from './sealing.ts';
import { boolean, choice, integer, mapList, object, type Schema, set, string } from './schema.ts';

const ASSURANCE = choice('What the identity rests on.', ['TPM', 'Software']);

/** A PC's TPM has so many. */
const PCR_COUNT = 24;
const PCR_INDEX = integer('Number of the PCR.', { minimum: 0, maximum: PCR_COUNT - 1 });

function immutableOnceSet(field: string) {
  return {
    rule: `!has(oldSelf.${field}) || (has(self.${field}) && self.${field} == oldSelf.${field})`,
    message: `${field} is the identity of the machine and immutable once set; delete the Host to admit another machine`,
  };
}

export const HOST_SPEC = object(
  {
    ekHash: hexSha256("SHA-256 of the endorsement key's SubjectPublicKeyInfo; immutable once set."),
    identityKeyHash: hexSha256("SHA-256 of a software host's identity key; immutable once set."),
    approval: choice(
      'Whether the host may hold credentials. Absent: Approved where ekHash is set, because who made the Host knew the machine; else Pending.',
      ['Pending', 'Approved', 'Denied'],
    ),
    revoked: boolean('Cuts the host off at once and for good.'),
    revocationReason: string('Why it is revoked, for the audit log.', { maxLength: 1024 }),
    liftedBlocks: set(
      { type: 'string', minLength: 1, maxLength: 64 },
      {
        description:
          'Ids of status.blocks that a person has lifted; a revocation ends only when revoked is false as well.',
        maxItems: 16,
      },
    ),
    paused: boolean('The host keeps what it has and receives nothing new.'),
    decommission: boolean('The host is being taken out of service.'),
    reenroll: choice(
      'Whether the same machine may enrol again by itself, for instance after a reinstall.',
      ['Auto', 'Approval'],
      'Approval',
    ),
    approvedInstallation: hexSha256(
      'The installation that may enrol where reenroll is Approval: copied from status.pendingInstallation by credfleet hosts approve.',
    ),
  },
  { rules: [immutableOnceSet('ekHash'), immutableOnceSet('identityKeyHash')] },
);

export const HOST_STATUS = object({
  observedGeneration: OBSERVED_GENERATION,
  agentVersion: string('Version of the agent.'),
  systemdVersion: integer('Version of systemd.'),
  tpm: object(
    {
      present: boolean('Whether the host has a TPM 2.0.'),
      ekHash: string('Endorsement key it proved.'),
      ekCertificate: choice(
        'What the certificate of that key is worth: Trusted is chained to a root that this controller was given.',
        ['Trusted', 'Untrusted', 'None'],
      ),
      manufacturer: string('Manufacturer, as a trusted certificate says.'),
      model: string('Model, as a trusted certificate says.'),
      firmware: string('Firmware version, as a trusted certificate says.'),
      lockoutCounter: count('Failed authorisations; enough of them lock the TPM.'),
    },
    { required: ['present'] },
  ),
  blocks: mapList(
    ['id'],
    object(
      {
        id: string('What spec.liftedBlocks names.', { maxLength: 64 }),
        kind: choice('Why.', ['Revoked', 'ClonedDisk', 'ControllerOlderThanHost']),
        since: time('Since when.'),
        message: string('What happened, and what ends it.'),
      },
      { required: ['id', 'kind', 'since', 'message'] },
    ),
    { description: 'What keeps the host from being served until a person decides.', maxItems: 16 },
  ),
  assurance: ASSURANCE,
  capabilities: set({ type: 'string' }, { maxItems: 64 }),
  identityEpoch: count('Grows each time that the machine enrols with other keys.'),
  pendingInstallation: hexSha256(
    'New keys of this very machine, which waits to be approved again: it was installed anew.',
  ),
  lastSeenTime: time('When it was connected last.'),
  facts: {
    type: 'object',
    description: 'What the host says about itself: shown, never trusted.',
    maxProperties: 64,
    additionalProperties: { type: 'string', maxLength: 1024 },
  },
  attestation: object(
    {
      time: time('When the host was asked for it.'),
      bootID: string('Boot of the host that it is of.', { maxLength: 64 }),
      pcrs: mapList(
        ['index'],
        object(
          { index: PCR_INDEX, sha256: hexSha256('Value of the SHA-256 bank.') },
          { required: ['index', 'sha256'] },
        ),
        { description: 'What the quote showed.', maxItems: PCR_COUNT },
      ),
    },
    { description: 'The last quote that was verified.', required: ['time', 'bootID', 'pcrs'] },
  ),
  pcrSignatures: set(objectName('PCRSignature.'), {
    description: 'Those that systemd finds on the host.',
    maxItems: 64,
  }),
  credentials: mapList(
    ['namespace', 'name'],
    object(
      {
        namespace: string('Namespace of the HostCredential.'),
        name: string('Its name.'),
        version: count('Number of the version that the host holds.'),
        state: string('Where it stands.'),
        since: time('Since when.'),
      },
      { required: ['namespace', 'name', 'version', 'state', 'since'] },
    ),
    { description: 'At most 256; the ledger has all.', maxItems: 256 },
  ),
  conditions: CONDITIONS,
});

export const HOST_ENROLLMENT_SPEC = object(
  {
    hostName: objectName('Host that it wants to be.'),
    assurance: ASSURANCE,
    ekHash: hexSha256('Endorsement key it showed.'),
    identityKeyHash: hexSha256('Identity key it showed.'),
    tokenID: string('Join token that it used.', { maxLength: 64 }),
    sourceAddress: string('Where it came from.', { maxLength: 64 }),
  },
  {
    required: ['hostName', 'assurance'],
    rules: [{ rule: 'self == oldSelf', message: 'an enrolment request is immutable' }],
  },
);

export const HOST_ENROLLMENT_STATUS = object({
  state: choice('Decision.', ['Pending', 'Issued', 'Denied']),
  hostUID: string('UID of the host that was admitted.'),
  identityEpoch: count('Epoch that was given.'),
  certificateSerial: string('Serial of the certificate that was issued.'),
  conditions: CONDITIONS,
});

function globs(description: string): Schema {
  return set(
    { type: 'string', minLength: 1, maxLength: 255 },
    { description: `${description} Globs: * matches any run of characters.`, maxItems: 64 },
  );
}

const ATTESTATION = object(
  {
    pcrs: mapList(
      ['index'],
      object(
        {
          index: PCR_INDEX,
          sha256: set(hexSha256('Value of the SHA-256 bank.'), {
            description: 'Values that are accepted: one of them must be there.',
            minItems: 1,
            maxItems: 64,
          }),
        },
        { required: ['index', 'sha256'] },
      ),
      { description: 'All of them must match.', minItems: 1, maxItems: PCR_COUNT },
    ),
    maxAgeSeconds: integer('How old the quote may be when something is sent.', {
      default: 300,
      minimum: 60,
      maximum: 86_400,
    }),
  },
  {
    description:
      'Nothing is sent to a host before a quote by its TPM, made in its present session and no older than this, shows these PCRs. The intent waits meanwhile.',
    required: ['pcrs'],
  },
);

export const HOST_ACCESS_POLICY_SPEC = object(
  {
    namespaces: set(objectName('Namespace.'), {
      description: 'Namespaces that are granted access.',
      minItems: 1,
      maxItems: 256,
    }),
    namespaceSelector: labelSelector('Namespaces that are granted access, by labels.'),
    hostSelector: labelSelector('Hosts that they may target.'),
    credentialNames: globs('Credential names that they may use.'),
    units: globs('Units that they may name.'),
    deliveryTypes: set(choice('Delivery type.', DELIVERY_TYPES), { maxItems: 5 }),
    minimumSealing: choice('The weakest sealing allowed.', SEALING_KEYS),
    assurance: choice(
      'Hosts without a TPM identity take part only with Any.',
      ['TPM', 'Any'],
      'TPM',
    ),
    attestation: ATTESTATION,
  },
  {
    rules: [
      {
        rule: "!has(self.attestation) || !has(self.assurance) || self.assurance == 'TPM'",
        message: 'attestation is a proof by a TPM: assurance must be TPM',
      },
      {
        rule: 'has(self.namespaces) != has(self.namespaceSelector)',
        message: 'exactly one of namespaces or namespaceSelector',
      },
    ],
  },
);
