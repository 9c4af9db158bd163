/**
 * Schema of ChangeFreeze: a dated stop with exemptions.
 * @module
 */
import { labelSelector, objectName, time } from './common.ts';
import { list, object, set, string } from './schema.ts';

export const CHANGE_FREEZE_SPEC = object(
  {
    reason: string('Why, for those who wait.', { minLength: 1, maxLength: 1024 }),
    startTime: time('When it begins; at once when absent.'),
    endTime: time('When it ends by itself.'),
    hostSelector: labelSelector('Hosts that are frozen; all when absent.'),
    namespaces: set(objectName('Namespace that is frozen.'), {
      description: 'Namespaces that are frozen; all when absent.',
      minItems: 1,
      maxItems: 256,
    }),
    exemptions: list(
      object(
        {
          namespace: objectName('Namespace that goes on.'),
          hostCredentialName: objectName('Only this HostCredential of it.'),
        },
        { required: ['namespace'] },
      ),
      { description: 'What may go on.', maxItems: 64 },
    ),
  },
  {
    required: ['reason', 'endTime'],
    rules: [
      {
        rule: '!has(self.startTime) || self.startTime < self.endTime',
        message: 'endTime must be after startTime',
      },
    ],
  },
);
