/**
 * An API object of whatever kind, as the embedded API handles it: metadata is typed, the rest is JSON.
 * @module
 */
import type { JsonObject, JsonValue } from './json.ts';

export type DocumentMeta = {
  readonly name: string;
  readonly generateName?: string;
  readonly namespace?: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly generation?: number;
  readonly creationTimestamp: string;
  readonly deletionTimestamp?: string;
  readonly deletionGracePeriodSeconds?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
  readonly ownerReferences?: readonly JsonObject[];
};

export type ApiDocument = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: DocumentMeta;
  readonly [field: string]: JsonValue;
};
