/**
 * When a content ends: what its certificates say, and what people wrote on the Secrets. Read from certificates only,
 * never from what lies beside them.
 * @module
 */
import { X509Certificate } from 'node:crypto';
import { API_GROUP, type ApiObject } from '#src/api/meta.ts';
import { formatTime, parseTime } from '#src/api/time.ts';
import type { Parsed } from '#src/errors/parsed.ts';
import type { OpenedItem } from '#src/intent/intent.ts';

/** On a Secret: when what is in it ends, RFC 3339. */
export const NOT_AFTER_ANNOTATION = `${API_GROUP}/not-after`;

export type ContentEnd = {
  readonly endMs: number;
  /** Where it is said: "certificate of item 'tls.crt'". */
  readonly source: string;
  /** By a person, in an annotation. */
  readonly isStated: boolean;
};

type Annotated = Pick<ApiObject, 'metadata'>;

const BEGIN = '-----BEGIN CERTIFICATE-----';
const END = '-----END CERTIFICATE-----';

/** The earliest of all; undefined when nothing says it. */
export function contentEnd(
  items: readonly OpenedItem[],
  secrets: readonly Annotated[],
): Parsed<ContentEnd | undefined> {
  const problems = secrets.flatMap(({ metadata: { name, annotations } }) => {
    const text = annotations?.[NOT_AFTER_ANNOTATION];
    if (text === undefined || parseTime(text) !== undefined) return [];
    return [
      `Secret '${name}': annotation ${NOT_AFTER_ANNOTATION} is no time such as 2027-01-31T12:00:00Z`,
    ];
  });
  if (problems.length > 0) return { ok: false, problems };
  const ends = [...secrets.flatMap(statedEnd), ...items.flatMap(certifiedEnd)];
  const [first] = ends.toSorted((a, b) => a.endMs - b.endMs);
  return { ok: true, value: first };
}

/** Undefined: it goes on, or nothing says when it ends. */
export function endedText(end: ContentEnd | undefined, nowMs: number): string | undefined {
  if (end === undefined || end.endMs > nowMs) return undefined;
  return `it ended at ${formatTime(end.endMs)} (${end.source}): renew it`;
}

function statedEnd({ metadata: { name, annotations } }: Annotated): readonly ContentEnd[] {
  const endMs = parseTime(annotations?.[NOT_AFTER_ANNOTATION] ?? '');
  return endMs === undefined
    ? []
    : [{ endMs, source: `annotation of Secret '${name}'`, isStated: true }];
}

/** A chain ends with its first certificate that does; of CAs alone (what is trusted) the last one counts. */
function certifiedEnd({ name, content }: OpenedItem): readonly ContentEnd[] {
  const certificates = certificatesIn(content.reveal());
  if (certificates.length === 0) return [];
  const ends = certificates.map(({ validToDate }) => validToDate.getTime());
  const isTrustBundle = certificates.every(({ ca }) => ca);
  const endMs = isTrustBundle ? Math.max(...ends) : Math.min(...ends);
  return [{ endMs, source: `certificate of item '${name}'`, isStated: false }];
}

/** Only what stands between the marks becomes text: beside it may be a private key. */
function certificatesIn(bytes: Uint8Array): readonly X509Certificate[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const found: X509Certificate[] = [];
  let at = buffer.indexOf(BEGIN);
  while (at !== -1) {
    const end = buffer.indexOf(END, at);
    if (end === -1) break;
    const certificate = readCertificate(buffer.toString('latin1', at, end + END.length));
    if (certificate !== undefined) found.push(certificate);
    at = buffer.indexOf(BEGIN, end);
  }
  return found;
}

/** What is no certificate says nothing. */
function readCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}
