/**
 * Schema of the items of a HostCredential: what each credential is called and where its content comes from.
 * @module
 */
import { objectName } from './common.ts';
import { mapList, object, type Schema, string } from './schema.ts';

/** systemd's credential_name_valid, as strict as file names in the credstore need. */
const CREDENTIAL_NAME = '^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$';

export function credentialName(): Schema {
  return string('The credential ID that units load.', {
    minLength: 1,
    maxLength: 200,
    pattern: CREDENTIAL_NAME,
  });
}

const SECRET_KEY_REF = object(
  {
    name: objectName('Name of a Secret in the same namespace.'),
    key: string('Key in its data.', { minLength: 1, maxLength: 253, pattern: '^[-._a-zA-Z0-9]+$' }),
  },
  { required: ['name', 'key'], description: 'One value of a Secret in the same namespace.' },
);

const TEMPLATE = object(
  {
    text: string(
      'Text with ${alias} or ${alias|filter}; filters: urlquery, dotenv, json, base64. An unknown alias or filter is an error.',
      { maxLength: 65_536 },
    ),
    inputs: mapList(
      ['alias'],
      object(
        {
          alias: string('Name used in the text.', {
            maxLength: 63,
            pattern: '^[a-zA-Z_][a-zA-Z0-9_]*$',
          }),
          secretKeyRef: SECRET_KEY_REF,
        },
        { required: ['alias', 'secretKeyRef'] },
      ),
      { minItems: 1, maxItems: 32 },
    ),
  },
  { required: ['text', 'inputs'], description: 'A text made from several Secrets.' },
);

export const ITEMS = mapList(
  ['name'],
  object(
    {
      name: credentialName(),
      source: object(
        { secretKeyRef: SECRET_KEY_REF, template: TEMPLATE },
        {
          description: 'Where the content comes from.',
          rules: [
            {
              rule: 'has(self.secretKeyRef) != has(self.template)',
              message: 'exactly one of secretKeyRef or template',
            },
          ],
        },
      ),
    },
    { required: ['name', 'source'] },
  ),
  {
    description: 'The contents. All items are one atomic version: they change together.',
    minItems: 1,
    maxItems: 32,
  },
);
