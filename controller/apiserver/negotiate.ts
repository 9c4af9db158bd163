/**
 * Accept and Content-Type: which of our forms a client can read, and what it sent.
 * @module
 */
export type MediaType = {
  readonly type: string;
  readonly parameters: Readonly<Record<string, string>>;
};

export function parseMediaTypes(header: string): readonly MediaType[] {
  return header
    .split(',')
    .map(parseMediaType)
    .filter(({ type }) => type !== '');
}

export function parseMediaType(text: string): MediaType {
  const [type = '', ...rest] = text.split(';').map((part) => part.trim());
  const parameters = rest.map((part): [string, string] => {
    const [name = '', value = ''] = part.split('=').map((one) => one.trim());
    return [name.toLowerCase(), value.replace(/^"(.*)"$/u, '$1')];
  });
  return { type: type.toLowerCase(), parameters: Object.fromEntries(parameters) };
}

/** How an object or list is shown. */
export type Form = {
  readonly as: 'object' | 'table' | 'partial';
  readonly encoding: 'json' | 'yaml';
};

const FORMS: Readonly<Record<string, Form['as']>> = {
  Table: 'table',
  PartialObjectMetadata: 'partial',
  PartialObjectMetadataList: 'partial',
};

/** Undefined means 406: nothing of what the client accepts can be given. */
export function negotiateForm(accept: string): Form | undefined {
  const wanted = accept.trim() === '' ? [parseMediaType('*/*')] : parseMediaTypes(accept);
  return wanted.map(formOf).find((form) => form !== undefined);
}

function formOf({ type, parameters }: MediaType): Form | undefined {
  const encoding = encodingOf(type);
  if (encoding === undefined) return undefined;
  const as = parameters['as'];
  if (as === undefined) return { as: 'object', encoding };
  const isMeta = parameters['g'] === 'meta.k8s.io' && (parameters['v'] ?? '').startsWith('v1');
  const form = FORMS[as];
  return isMeta && form !== undefined ? { as: form, encoding } : undefined;
}

function encodingOf(type: string): Form['encoding'] | undefined {
  if (type === 'application/json' || type === '*/*' || type === 'application/*') return 'json';
  return type === 'application/yaml' ? 'yaml' : undefined;
}

/** The version of the aggregated discovery that the client reads first, if any. */
export function aggregatedDiscoveryVersion(accept: string): 'v2' | 'v2beta1' | undefined {
  const found = parseMediaTypes(accept).find(
    ({ type, parameters }) =>
      type === 'application/json' &&
      (parameters['as'] === undefined ||
        (parameters['g'] === 'apidiscovery.k8s.io' &&
          parameters['as'] === 'APIGroupDiscoveryList' &&
          (parameters['v'] === 'v2' || parameters['v'] === 'v2beta1'))),
  );
  const version = found?.parameters['v'];
  return version === 'v2' || version === 'v2beta1' ? version : undefined;
}
