/**
 * The content of a HostCredential from the Secrets it names: all items or none, with the reason.
 * @module
 */
import { CONTENT_OVERHEAD_BYTES } from '#controller/content/content-store.ts';
import type { CredentialItem, HostCredential } from '#src/api/credential.ts';
import type { KubeSecret } from '#src/api/core.ts';
import { API_GROUP, type Stored } from '#src/api/meta.ts';
import type { OpenedItem } from '#src/intent/intent.ts';
import { Secret } from '#src/secret/secret.ts';
import { parseTemplate, renderTemplate } from '#src/template/template.ts';
import { type ContentEnd, contentEnd, endedText } from './content-end.ts';

export type SourceReason =
  | 'SecretNotFound'
  | 'KeyNotFound'
  | 'TemplateError'
  | 'TooLarge'
  | 'NotAfterInvalid'
  | 'SourceExpired'
  | 'ContentRevoked';
export type Unresolved = {
  readonly kind: 'unresolved';
  readonly reason: SourceReason;
  readonly message: string;
};
export type Resolved = {
  readonly kind: 'resolved';
  /** The caller disposes them. */
  readonly items: readonly OpenedItem[];
  readonly sources: readonly { readonly secretName: string; readonly resourceVersion: string }[];
  /** When the content ends; absent: nothing says so. */
  readonly end?: ContentEnd;
};

/** systemd's limit for all credentials of a service, which is Kubernetes' for a Secret. */
const CONTENT_MAX_BYTES = 1_048_576;

/** The keyring and stored content are of these types: nobody gets them onto a host. */
const OWN_SECRETS = `${API_GROUP}/`;

export function secretNames({ items }: HostCredential['spec']): readonly string[] {
  const names = items.flatMap(({ source }) => [
    ...(source.secretKeyRef === undefined ? [] : [source.secretKeyRef.name]),
    ...(source.template?.inputs ?? []).map((input) => input.secretKeyRef.name),
  ]);
  return [...new Set(names)].toSorted();
}

/** `secrets` by name; one that is not there is missing. */
export function resolveItems(
  spec: HostCredential['spec'],
  secrets: ReadonlyMap<string, Stored<KubeSecret>>,
  nowMs: number,
): Resolved | Unresolved {
  using opened = new DisposableStack();
  const items: OpenedItem[] = [];
  for (const item of spec.items) {
    const content = resolveItem(item, secrets);
    if (!(content instanceof Secret)) return content;
    items.push({ name: item.name, content: opened.use(content) });
  }
  const tooLarge = checkSize(items);
  if (tooLarge !== undefined) return tooLarge;
  const end = contentEnd(items, [...secrets.values()]);
  if (!end.ok) return unresolved('NotAfterInvalid', end.problems.join('; '));
  const ended = endedText(end.value, nowMs);
  if (ended !== undefined) return unresolved('SourceExpired', ended);

  // The caller owns them now.
  opened.move();
  const sources = secretNames(spec).map((secretName) => ({
    secretName,
    resourceVersion: secrets.get(secretName)?.metadata.resourceVersion ?? '',
  }));
  return {
    kind: 'resolved',
    items,
    sources,
    ...(end.value === undefined ? {} : { end: end.value }),
  };
}

function resolveItem(
  { name, source }: CredentialItem,
  secrets: ReadonlyMap<string, Stored<KubeSecret>>,
): Secret | Unresolved {
  if (source.secretKeyRef !== undefined) return readKey(source.secretKeyRef, secrets);
  const { template } = source;
  if (template === undefined) return unresolved('TemplateError', `item ${name} has no source`);

  using inputs = new DisposableStack();
  const values = new Map<string, Uint8Array>();
  for (const { alias, secretKeyRef } of template.inputs) {
    const value = readKey(secretKeyRef, secrets);
    if (!(value instanceof Secret)) return value;
    values.set(alias, inputs.use(value).reveal());
  }
  const parts = parseTemplate(template.text, [...values.keys()]);
  if (!parts.ok) return templateError(name, parts.problems);
  const rendered = renderTemplate(parts.value, values);
  return rendered.ok ? rendered.value : templateError(name, rendered.problems);
}

function readKey(
  ref: { readonly name: string; readonly key: string },
  secrets: ReadonlyMap<string, Stored<KubeSecret>>,
): Secret | Unresolved {
  const secret = secrets.get(ref.name);
  if (secret === undefined) {
    return unresolved('SecretNotFound', `Secret '${ref.name}' does not exist: create it`);
  }
  if (secret.type?.startsWith(OWN_SECRETS) === true) {
    return unresolved('SecretNotFound', `Secret '${ref.name}' is credfleet's own, not a source`);
  }
  const encoded = secret.data?.[ref.key];
  if (encoded === undefined) {
    return unresolved('KeyNotFound', `Secret '${ref.name}' has no key '${ref.key}': add it`);
  }
  // Small Buffers are parts of a shared pool, which would keep the value.
  const decoded = Buffer.from(encoded, 'base64');
  const value = new Secret(new Uint8Array(decoded));
  decoded.fill(0);
  return value;
}

function checkSize(items: readonly OpenedItem[]): Unresolved | undefined {
  const sizeBytes = items.reduce((sum, { content }) => sum + content.sizeBytes, 0);
  const mostBytes = CONTENT_MAX_BYTES - items.length * CONTENT_OVERHEAD_BYTES;
  if (sizeBytes <= mostBytes) return undefined;
  return unresolved('TooLarge', `all items have ${sizeBytes} bytes, at most ${mostBytes} may be`);
}

function templateError(item: string, problems: readonly string[]): Unresolved {
  return unresolved('TemplateError', `template of item ${item}: ${problems.join('; ')}`);
}

function unresolved(reason: SourceReason, message: string): Unresolved {
  return { kind: 'unresolved', reason, message };
}
