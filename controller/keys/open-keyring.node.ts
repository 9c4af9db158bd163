/**
 * Opens the keyring where the options say that it lies.
 * @module
 */
import { join, resolve } from 'node:path';
import type { Objects } from '#controller/objects/objects.ts';
import type { ControllerOptions, UpOptions } from '#src/cli/options.ts';
import { directoryKeyStore } from './directory-key-store.node.ts';
import type { KeyStore } from './key-store.ts';
import { type Keyring, loadKeyring } from './keyring.ts';
import type { KeySources } from './make-keys.ts';
import { secretKeyStore } from './secret-key-store.ts';

/** Beside the embedded API. */
export async function openKeyring(
  { dataDir, intentKeys }: Pick<UpOptions, 'dataDir' | 'intentKeys'>,
  sources: KeySources,
): Promise<Keyring> {
  const store = directoryKeyStore(join(dataDir, 'keys'));
  return loadKeyring({ ...sources, store, ...apart(intentKeys) });
}

/** In a cluster. */
export async function openClusterKeyring(
  { intentKeys, intentKeysSecret }: Pick<ControllerOptions, 'intentKeys' | 'intentKeysSecret'>,
  sources: KeySources & { readonly objects: Objects },
): Promise<Keyring> {
  const { objects } = sources;
  const inSecret =
    intentKeysSecret === undefined
      ? apart(intentKeys)
      : { intentStore: secretKeyStore(objects, intentKeysSecret) };
  return loadKeyring({ ...sources, store: secretKeyStore(objects), ...inSecret });
}

function apart(intentKeys: string | undefined): { readonly intentStore?: KeyStore } {
  return intentKeys === undefined ? {} : { intentStore: directoryKeyStore(resolve(intentKeys)) };
}
