/**
 * Schema of CredentialVersion: one immutable content of a HostCredential, without the bytes.
 * @module
 */
import { CONDITIONS, count, hexSha256, objectName, time } from './common.ts';
import { credentialName } from './credential-items.ts';
import { choice, integer, list, mapList, object, string } from './schema.ts';

export const CREDENTIAL_VERSION_SPEC = object(
  {
    hostCredentialName: objectName('The HostCredential that this is a content of.'),
    hostCredentialUID: string('Its UID.', { minLength: 1, maxLength: 64 }),
    number: integer('1, 2, 3 … per HostCredential.', { minimum: 1 }),
    items: mapList(
      ['name'],
      object(
        {
          name: credentialName(),
          digest: hexSha256('HMAC-SHA256 under a key of the HostCredential.'),
          sizeBytes: count('Size of the content.'),
        },
        { required: ['name', 'digest', 'sizeBytes'] },
      ),
      { maxItems: 32 },
    ),
    digest: hexSha256('Keyed digest over all items.'),
    digestKeyID: string('Which key.', { minLength: 1, maxLength: 64 }),
    sources: list(
      object(
        {
          secretName: objectName('Secret that was read.'),
          resourceVersion: string('As it was then.', { maxLength: 64 }),
        },
        { required: ['secretName', 'resourceVersion'] },
      ),
      { maxItems: 1024 },
    ),
    notAfter: time('When the content expires.'),
    restores: object(
      {
        number: integer('The version whose content this is again.', { minimum: 1 }),
        rolloutName: objectName('The rollout that goes back to it.'),
      },
      { required: ['number', 'rolloutName'] },
    ),
    removes: object(
      { rolloutName: objectName('The rollout that removes it.') },
      {
        description: 'Without content: hosts that get this number remove what they hold.',
        required: ['rolloutName'],
      },
    ),
  },
  {
    required: [
      'hostCredentialName',
      'hostCredentialUID',
      'number',
      'items',
      'digest',
      'digestKeyID',
      'sources',
    ],
    rules: [
      {
        rule: 'has(self.removes) ? size(self.items) == 0 : size(self.items) > 0',
        message: 'a version has items, unless it removes them',
      },
      {
        rule: 'self == oldSelf',
        message: 'a CredentialVersion is immutable; the controller makes a new one for new content',
      },
    ],
  },
);

export const CREDENTIAL_VERSION_STATUS = object({
  state: choice('Where it stands.', ['Candidate', 'Stable', 'Superseded', 'Rejected', 'Revoked']),
  reason: string('Why.', { maxLength: 1024 }),
  conditions: CONDITIONS,
});
