/**
 * Schema of spec.health of HostCredential: when a host counts as healthy.
 * @module
 */
import { unitName } from './common.ts';
import { choice, integer, list, object, string } from './schema.ts';

const PROBE = object(
  {
    tcp: object(
      { port: integer('Port on the host.', { minimum: 1, maximum: 65_535 }) },
      { required: ['port'] },
    ),
    http: object(
      {
        url: string('Asked from the host itself.', { maxLength: 2048, pattern: '^https?://' }),
        expectStatus: integer('Status that means healthy.', {
          minimum: 100,
          maximum: 599,
          default: 200,
        }),
      },
      { required: ['url'] },
    ),
    unit: object(
      { name: unitName('Oneshot unit installed by the owner of the host.') },
      { required: ['name'] },
    ),
  },
  {
    rules: [
      {
        rule: '[has(self.tcp), has(self.http), has(self.unit)].exists_one(given, given)',
        message: 'exactly one of tcp, http or unit',
      },
    ],
  },
);

export const HEALTH = object(
  {
    minHealthySeconds: integer('How long units must stay up to count as healthy.', {
      minimum: 0,
      maximum: 3600,
      default: 30,
    }),
    deadlineSeconds: integer('A host that is not healthy by then has failed.', {
      minimum: 10,
      maximum: 86_400,
      default: 300,
    }),
    maxRestarts: integer('Automatic restarts tolerated meanwhile.', {
      minimum: 0,
      maximum: 100,
      default: 0,
    }),
    verifyLoaded: choice(
      'Whether the running unit must prove that it has this content.',
      ['Required', 'BestEffort', 'Skip'],
      'BestEffort',
    ),
    probes: list(PROBE, { maxItems: 4 }),
  },
  { description: 'When a host counts as healthy after a change.' },
);
