/**
 * What the certificate of an endorsement key says of the TPM: manufacturer, model and firmware, as attributes of a
 * directory name in its subjectAltName (TCG EK Credential Profile 2.5, 3.2.9). For people; nothing is decided by it.
 * @module
 */
import { type DerValue, derValues, firstDer } from './der-reader.ts';
import { oid } from './der.ts';

export type TpmModel = {
  readonly manufacturer?: string;
  readonly model?: string;
  readonly firmware?: string;
};

const ATTRIBUTES = {
  manufacturer: oid('2.23.133.2.1'),
  model: oid('2.23.133.2.2'),
  firmware: oid('2.23.133.2.3'),
} as const;
const SUBJECT_ALT_NAME = oid('2.5.29.17');
/** Context tags: extensions in a certificate, directoryName in a general name. */
const EXTENSIONS = 0xa3;
const DIRECTORY_NAME = 0xa4;
const TEXT_MAX = 64;
/** A manufacturer is "id:" and four characters in hexadecimal: TCG Vendor ID Registry. */
const VENDOR_ID = /^id:([0-9A-F]{8})$/iu;

/** @param certificate DER. What is not there or unreadable is left out. */
export function tpmModelOf(certificate: Uint8Array): TpmModel {
  const attributes = directoryAttributes(certificate);
  const valueOf = (type: Uint8Array) => attributes.find((found) => isSame(found.type, type))?.text;
  const manufacturer = valueOf(ATTRIBUTES.manufacturer);
  const model = valueOf(ATTRIBUTES.model);
  const firmware = valueOf(ATTRIBUTES.firmware);
  return {
    ...(manufacturer && { manufacturer: vendorName(manufacturer) }),
    ...(model && { model }),
    ...(firmware && { firmware: firmware.replace(/^id:/u, '') }),
  };
}

function directoryAttributes(certificate: Uint8Array) {
  const names = children(firstDer(alternativeNames(certificate) ?? new Uint8Array()));
  return names
    .filter(({ tag }) => tag === DIRECTORY_NAME)
    .flatMap((name) => children(name))
    .flatMap((sequence) => children(sequence))
    .flatMap((set) => children(set))
    .flatMap((attribute) => {
      const [type, value] = children(attribute);
      return type === undefined || value === undefined
        ? []
        : [{ type: type.whole, text: printable(value.content) }];
    });
}

/** The content of the extension. */
function alternativeNames(certificate: Uint8Array): Uint8Array | undefined {
  const [toBeSigned] = children(firstDer(certificate));
  const extensions = children(toBeSigned).find(({ tag }) => tag === EXTENSIONS);
  const found = children(extensions)
    .flatMap((list) => children(list))
    .map((extension) => children(extension))
    .find(([type]) => type !== undefined && isSame(type.whole, SUBJECT_ALT_NAME));
  return found?.at(-1)?.content;
}

function children(value: DerValue | undefined): readonly DerValue[] {
  return value === undefined ? [] : (derValues(value.content) ?? []);
}

/** Goes into an API object: one line, short. */
function printable(content: Uint8Array): string {
  return Buffer.from(content)
    .toString('latin1')
    .replaceAll(/[^ -~]/gu, '?')
    .slice(0, TEXT_MAX);
}

/** "id:53544D20" is STM. */
function vendorName(text: string): string {
  const [, hex] = VENDOR_ID.exec(text) ?? [];
  return hex === undefined ? text : printable(Buffer.from(hex, 'hex')).replace(/[ ?]+$/u, '');
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
