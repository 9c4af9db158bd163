/**
 * Default deny: what lets a HostCredential onto a host, and what does not.
 * @module
 */
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  demandsFor,
  denialFor,
  unsupportedDelivery,
  unsupportedSealing,
  type AccessHost,
} from '#controller/reconcile/access.ts';
import { conflictOn } from '#controller/reconcile/name-conflict.ts';
import type { HostCredentialSpec } from '#src/api/credential.ts';
import type { HostAccessPolicySpec } from '#src/api/host.ts';
import { capabilitiesOf } from '#src/intent/capabilities.ts';
import { accessPolicyOf, hostCredentialOf, hostOf, storedOf } from '#test/gen/objects.ts';

const tpmHost: AccessHost = { host: 'alpha', labels: { role: 'db' }, assurance: 'TPM' };

type Change = {
  readonly policy?: Partial<HostAccessPolicySpec>;
  readonly credential?: Partial<HostCredentialSpec>;
  readonly host?: Partial<AccessHost>;
};

function reasonFor({ policy = {}, credential = {}, host = {} }: Change): string {
  const input = {
    credential: storedOf(hostCredentialOf(credential)),
    namespaceLabels: () => ({ team: 'pay' }),
    policies: [storedOf(accessPolicyOf(policy))],
  };
  return denialFor(input, { ...tpmHost, ...host })?.reason ?? 'allowed';
}

const cases: readonly [given: string, change: Change, outcome: string][] = [
  ['a policy that grants all of it', {}, 'allowed'],
  ['another namespace', { policy: { namespaces: ['edge'] } }, 'NoAccessPolicy'],
  [
    'hosts with other labels',
    { policy: { hostSelector: { matchLabels: { role: 'web' } } } },
    'NoAccessPolicy',
  ],
  ['another credential name', { policy: { credentialNames: ['tls.*'] } }, 'NoAccessPolicy'],
  ['a glob that fits the name', { policy: { credentialNames: ['db-*'] } }, 'allowed'],
  ['another unit', { policy: { units: ['nginx.service'] } }, 'UnitNotAllowed'],
  [
    'a probe that runs a unit which is not granted',
    {
      policy: { units: ['payments.service'] },
      credential: { health: { probes: [{ unit: { name: 'format-disks.service' } }] } },
    },
    'UnitNotAllowed',
  ],
  [
    'no unit is named, so none must be granted',
    { policy: { units: [] }, credential: { activation: {} } },
    'allowed',
  ],
  ['another delivery type', { policy: { deliveryTypes: ['Boot'] } }, 'NoAccessPolicy'],
  [
    'a weaker profile than the policy wants',
    { policy: { minimumSealing: 'HostAndTPM2' }, credential: { sealing: { key: 'TPM2' } } },
    'SealingTooWeak',
  ],
  [
    'only the host key, and the policy says nothing',
    { credential: { sealing: { key: 'Host' } } },
    'SealingTooWeak',
  ],
  [
    'only the host key, granted in so many words',
    { policy: { minimumSealing: 'Host' }, credential: { sealing: { key: 'Host' } } },
    'allowed',
  ],
  ['a software host where any will do', { host: { assurance: 'Software' } }, 'allowed'],
  [
    'a software host where a TPM is wanted',
    { policy: { assurance: 'TPM' }, host: { assurance: 'Software' } },
    'NoAccessPolicy',
  ],
];
const quoteOf7 = { attestation: { pcrs: [{ index: 7, sha256: ['a'.repeat(64)] }] } };

describe('a policy that demands a quote', () => {
  test('is for TPM identities, whatever its assurance says', () => {
    const software = { assurance: 'Software' } as const;
    expect(reasonFor({ policy: quoteOf7 })).toBe('allowed');
    expect(reasonFor({ policy: quoteOf7, host: software })).toBe('NoAccessPolicy');
  });

  const plain = accessPolicyOf();
  const demanding = { ...accessPolicyOf(quoteOf7), metadata: { name: 'attested' } };
  const elsewhere = accessPolicyOf({ ...quoteOf7, namespaces: ['edge'] });
  test.for([
    ['alone', [demanding], ['attested']],
    ['beside one that demands nothing', [plain, demanding], []],
    ['of another namespace', [plain, elsewhere], []],
    [
      'beside one that does not allow it',
      [{ ...plain, spec: { ...plain.spec, units: [] } }, demanding],
      ['attested'],
    ],
    [
      'twice: either will do',
      [demanding, { ...demanding, metadata: { name: 'second' } }],
      ['attested', 'second'],
    ],
    ['not at all', [plain], []],
  ] as const)('%s', ([, policies, demanded]) => {
    const input = {
      credential: storedOf(hostCredentialOf()),
      namespaceLabels: () => ({}),
      policies: policies.map((policy) => storedOf(policy)),
    };
    expect(demandsFor(input, tpmHost).map(({ policy }) => policy)).toEqual(demanded);
  });
});

const titled = cases.map(([given, change, outcome]) => ({ given, change, outcome }));
test.for(titled)('$given: $outcome', ({ change, outcome }) => {
  expect(reasonFor(change)).toBe(outcome);
});

describe('what a policy leaves out it does not grant', () => {
  test.for(['namespaces', 'hostSelector', 'credentialNames', 'units', 'assurance'] as const)(
    'without %s nothing is granted to a software host',
    (field) => {
      const policy = accessPolicyOf();
      const spec = Object.fromEntries(
        Object.entries(policy.spec).filter(([name]) => name !== field),
      );
      const input = {
        credential: storedOf(hostCredentialOf()),
        namespaceLabels: () => ({}),
        policies: [storedOf({ ...policy, spec })],
      };
      expect(denialFor(input, { ...tpmHost, assurance: 'Software' })).toBeDefined();
    },
  );
});

test('namespaces can be granted by their labels', () => {
  const { namespaces: _names, ...spec } = accessPolicyOf().spec;
  const policyWith = (team: string) =>
    storedOf({
      ...accessPolicyOf(),
      spec: { ...spec, namespaceSelector: { matchLabels: { team } } },
    });
  const base = {
    credential: storedOf(hostCredentialOf()),
    namespaceLabels: () => ({ team: 'pay' }),
  };
  expect(denialFor({ ...base, policies: [policyWith('pay')] }, tpmHost)).toBeUndefined();
  expect(denialFor({ ...base, policies: [policyWith('web')] }, tpmHost)?.reason).toBe(
    'NoAccessPolicy',
  );
});

test('two policies of which each grants a part grant nothing; the closest one is told', () => {
  const policies = [
    storedOf(accessPolicyOf({ units: ['nginx.service'] }), { name: 'units' }),
    storedOf(accessPolicyOf({ credentialNames: ['tls'] }), { name: 'names' }),
  ];
  const input = { credential: storedOf(hostCredentialOf()), namespaceLabels: () => ({}), policies };
  expect(denialFor(input, tpmHost)).toEqual({
    reason: 'UnitNotAllowed',
    message: 'HostAccessPolicy units: units has nothing that matches api.service',
  });
});

test('the unit of a container has to be granted, listed or not', () => {
  const delivery = { type: 'Machine', machine: { name: 'web' } } as const;
  const credential = storedOf(hostCredentialOf({ delivery, activation: {} }));
  const policy = (units: readonly string[]) =>
    storedOf(accessPolicyOf({ deliveryTypes: ['Machine'], units }));
  const denial = (units: readonly string[]) =>
    denialFor({ credential, namespaceLabels: () => ({}), policies: [policy(units)] }, tpmHost);
  expect(denial(['web.service'])).toMatchObject({ reason: 'UnitNotAllowed' });
  expect(denial(['systemd-nspawn@web.service'])).toBeUndefined();
});

test('one policy that grants everything is enough beside others that do not', () => {
  const policies = [storedOf(accessPolicyOf({ units: [] })), storedOf(accessPolicyOf())];
  const input = { credential: storedOf(hostCredentialOf()), namespaceLabels: () => ({}), policies };
  expect(denialFor(input, tpmHost)).toBeUndefined();
});

test.for([
  { given: 'User', spec: { delivery: { type: 'User', user: { name: 'alice' } } }, refused: false },
  {
    given: 'Boot',
    spec: { delivery: { type: 'Boot', boot: { location: 'ESPGlobal' } } },
    refused: false,
  },
  {
    given: 'Service in a unit file',
    spec: { delivery: { type: 'Service', store: 'UnitFile' } },
    refused: false,
  },
  {
    given: 'Socket',
    spec: { delivery: { type: 'Socket', store: 'Persistent' } },
    refused: false,
  },
  {
    given: 'Machine',
    spec: { delivery: { type: 'Machine', store: 'Persistent', machine: { name: 'web' } } },
    refused: false,
  },
  {
    given: 'Machine, volatile',
    spec: { delivery: { type: 'Machine', store: 'Volatile', machine: { name: 'web' } } },
    refused: true,
  },
  {
    given: 'Socket in a unit file',
    spec: { delivery: { type: 'Socket', store: 'UnitFile' } },
    refused: true,
  },
  {
    given: 'Socket, volatile',
    spec: { delivery: { type: 'Socket', store: 'Volatile' } },
    refused: true,
  },
  {
    given: 'Service, volatile',
    spec: { delivery: { type: 'Service', store: 'Volatile' } },
    refused: false,
  },
] as const)(
  'what is not implemented is refused, not left out: $given: $refused',
  ({ spec, refused }) => {
    const denial = unsupportedDelivery(hostCredentialOf(spec));
    expect(denial?.reason).toBe(refused ? 'DeliveryUnsupported' : undefined);
  },
);

describe('a sealing profile', () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const tpm2PublicKey = publicKey.export({ type: 'spki', format: 'pem' });
  const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;
  const [bare, withTpm] = [false, true].map((tpmPresent) =>
    capabilitiesOf({ systemdVersion: 252, tpmPresent }),
  );
  test.for([
    { given: 'the host key alone, without a TPM', sealing: { key: 'Host' }, capabilities: bare },
    {
      given: 'host key and TPM, without a TPM',
      sealing: {},
      capabilities: bare,
      says: 'SealHostAndTPM2',
    },
    { given: 'host key and TPM, with one', sealing: {}, capabilities: withTpm },
    { given: 'the initrd, with a TPM', sealing: { key: 'TPM2Initrd' }, capabilities: withTpm },
    { given: 'a signed PCR policy', sealing: { tpm2PublicKey }, capabilities: withTpm },
    {
      given: 'a signed PCR policy, of an agent before it could',
      sealing: { tpm2PublicKey },
      capabilities: ['SealWithoutPCR'],
      says: 'SealSignedPCRs',
    },
    { given: 'host key and TPM, of such an agent', sealing: {}, capabilities: ['SealWithoutPCR'] },
    { given: 'a host that never connected', sealing: { tpm2PublicKey }, capabilities: undefined },
    {
      given: 'a key that is none',
      sealing: { tpm2PublicKey: '-----BEGIN PUBLIC KEY-----' },
      capabilities: withTpm,
      says: 'no public key',
    },
    {
      given: 'a key that is too small',
      sealing: { tpm2PublicKey: small.export({ type: 'spki', format: 'pem' }) },
      capabilities: withTpm,
      says: '2048',
    },
  ] as const)('$given', ({ sealing, capabilities, ...refused }) => {
    const status = capabilities === undefined ? {} : { capabilities };
    const denial = unsupportedSealing(hostCredentialOf({ sealing }), { status });
    const reason = 'says' in refused ? 'SealingUnsupported' : undefined;
    expect(denial?.reason).toBe(reason);
    expect(denial?.message ?? '').toContain('says' in refused ? refused.says : '');
  });
});

describe('two HostCredentials with one credential name on one host', () => {
  const host = storedOf(hostOf('alpha'));
  const mine = storedOf(hostCredentialOf(), { creationTimestamp: '2026-01-02T00:00:00Z' });
  const other = (change: Partial<HostCredentialSpec>, creationTimestamp: string) =>
    storedOf(
      { ...hostCredentialOf(change), metadata: { namespace: 'edge', name: 'theirs' } },
      { creationTimestamp },
    );
  const older = other({}, '2026-01-01T00:00:00Z');
  const conflict = (others: readonly (typeof mine)[], isGranted = true) =>
    conflictOn(host, {
      credential: mine,
      allCredentials: [mine, ...others],
      isGranted: () => isGranted,
    });

  test('the older one has it, and is named', () => {
    expect(conflict([older])).toMatchObject({ reason: 'NameConflict' });
    expect(conflict([older])?.message).toContain('edge/theirs');
  });

  test('a younger one takes nothing away', () => {
    expect(conflict([other({}, '2026-01-03T00:00:00Z')])).toBeUndefined();
  });

  test('of two of the same second exactly one has it', () => {
    const twin = other({}, '2026-01-02T00:00:00Z');
    const all = [mine, twin];
    const denials = all.map((credential) =>
      conflictOn(host, { credential, allCredentials: all, isGranted: () => true }),
    );
    expect(denials.filter((denial) => denial === undefined)).toHaveLength(1);
  });

  test('one that may not have this host reserves no name on it', () => {
    expect(conflict([older], false)).toBeUndefined();
  });

  test('each container has names of its own', () => {
    const inside = (name: string) =>
      other({ delivery: { type: 'Machine', machine: { name } } }, '2026-01-01T00:00:00Z');
    expect(conflict([inside('web')])).toBeUndefined();
    const all = [inside('web'), { ...mine, spec: inside('web').spec }];
    const ask = (credential: typeof mine) =>
      conflictOn(host, { credential, allCredentials: all, isGranted: () => true });
    expect(all.map((one) => ask(one)?.reason)).toContain('NameConflict');
  });

  test('and so has each user', () => {
    const ofUser = (name: string) =>
      other({ delivery: { type: 'User', user: { name } } }, '2026-01-01T00:00:00Z');
    const ask = (user: string) =>
      conflictOn(host, {
        credential: { ...mine, spec: ofUser(user).spec },
        allCredentials: [ofUser('alice')],
        isGranted: () => true,
      });
    expect(ask('bob')).toBeUndefined();
    expect(ask('alice')).toMatchObject({ reason: 'NameConflict' });
  });

  test('one for other hosts, or with other names, is no conflict', () => {
    const elsewhere = other({ targets: { hostNames: ['beta'] } }, '2026-01-01T00:00:00Z');
    const item = { name: 'other', source: { secretKeyRef: { name: 'db', key: 'password' } } };
    expect(conflict([elsewhere, other({ items: [item] }, '2026-01-01T00:00:00Z')])).toBeUndefined();
  });
});
