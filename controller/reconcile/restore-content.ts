/**
 * An old content under a new number: hosts refuse lower numbers, so that nobody can replay what they had.
 * @module
 */
import type { CredentialVersion, HostCredential } from '#src/api/credential.ts';
import type { Stored } from '#src/api/meta.ts';
import type { CredentialRollout } from '#src/api/rollout.ts';
import type { Context } from './context.ts';
import { versionsOf } from './gather.ts';
import { makeVersion, nextNumber } from './make-version.ts';

export type Restore = {
  /** For which it is made. */
  readonly rollout: Stored<CredentialRollout>;
  readonly old: Stored<CredentialVersion>;
};

export async function restoreContent(
  context: Context,
  credential: Stored<HostCredential>,
  { rollout, old }: Restore,
): Promise<void> {
  const { namespace = '', name } = credential.metadata;
  const ref = { namespace, credential: name, version: old.spec.number };
  using opened = new DisposableStack();
  const items = await context.content.open(
    ref,
    old.spec.items.map((item) => item.name),
  );
  for (const { content } of items) opened.use(content);
  const { items: described, digest, digestKeyID, sources, notAfter } = old.spec;
  const end = notAfter === undefined ? {} : { notAfter };
  const restores = { number: old.spec.number, rolloutName: rollout.metadata.name };
  await makeVersion(context, credential, {
    number: nextNumber(versionsOf(context, credential)),
    content: { items: described, digest, digestKeyID, sources, restores, ...end },
    items,
  });
}
