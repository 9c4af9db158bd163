/**
 * Where the certificate for queries comes from, and what people read when there is none.
 * @module
 */
import { describe, expect, test } from 'vitest';
import type { Api } from '#src/cli/api/api.ts';
import { findCaPem, findQueryMaterial, type QuerySource } from '#src/cli/kube/query-material.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';

const own = {
  context: 'prod',
  address: 'c.example:7444',
  caPem: 'cluster ca',
  certificatePem: 'cluster crt',
  keyPem: 'cluster key',
};
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const DATA = { 'tls.crt': base64('crt'), 'tls.key': base64('key'), 'ca.crt': base64('ca') };

function source(answer: unknown, change: Partial<QuerySource> = {}) {
  const asked: string[] = [];
  const send: Api['send'] = async ({ method, path }) => {
    asked.push(`${method} ${path}`);
    if (answer instanceof CredfleetError) throw answer;
    return answer;
  };
  const api = async (): Promise<Api> => ({ defaultNamespace: 'default', send });
  return { asked, source: { own, isOfFleet: false, api, ...change } };
}

describe('a kubeconfig of a cluster', () => {
  test('takes the certificate of the Secret, never its own, and the address of the command line', async () => {
    const { asked, source: from } = source({ data: DATA });
    expect(await findQueryMaterial(from)).toEqual({
      address: 'c.example:7444',
      caPem: 'ca',
      certificatePem: 'crt',
      keyPem: 'key',
    });
    expect(asked).toEqual(['GET /api/v1/namespaces/credfleet-system/secrets/credfleet-operator']);
  });

  test('without an address says how to give one, and reads no Secret', async () => {
    const { asked, source: from } = source({ data: DATA }, { own: { ...own, address: undefined } });
    await expect(findQueryMaterial(from)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(/--controller HOST:PORT.*port-forward/u) as string,
    });
    expect(asked).toEqual([]);
  });

  test.for([
    ['API_FORBIDDEN', 'RoleBinding of the Role credfleet-query in credfleet-system'],
    ['OBJECT_NOT_FOUND', 'does one run in this cluster?'],
  ] as const)('%s says what to do', async ([code, advice]) => {
    const { source: from } = source(new CredfleetError(code, 'the server said no'));
    await expect(findQueryMaterial(from)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(advice) as string,
    });
  });

  test('an API that is down is told as it is', async () => {
    const { source: from } = source(new CredfleetError('API_UNAVAILABLE', 'no route'));
    await expect(findQueryMaterial(from)).rejects.toThrow('no route');
  });

  test.for(['tls.crt', 'tls.key', 'ca.crt'])('a Secret without %s is refused', async (key) => {
    const { source: from } = source({ data: { ...DATA, [key]: undefined } });
    await expect(findQueryMaterial(from)).rejects.toThrow(`has no ${key}`);
  });

  test('gives the CA for the pin to whoever may read it', async () => {
    expect(await findCaPem(source({ data: DATA }).source)).toBe('ca');
    const forbidden = new CredfleetError('API_FORBIDDEN', 'no');
    expect(await findCaPem(source(forbidden).source)).toBeUndefined();
    const down = new CredfleetError('API_UNAVAILABLE', 'no route');
    await expect(findCaPem(source(down).source)).rejects.toThrow('no route');
  });
});

describe('for the audit log', () => {
  const PATH = 'GET /api/v1/namespaces/credfleet-system/secrets';
  /** Answers for one Secret; of the other it says no. */
  function sourceOf(only: string | undefined) {
    const asked: string[] = [];
    const send: Api['send'] = async ({ method, path }) => {
      asked.push(`${method} ${path}`);
      if (only !== undefined && path.endsWith(only)) return { data: DATA };
      throw new CredfleetError('API_FORBIDDEN', 'the server said no');
    };
    const api = async (): Promise<Api> => ({ defaultNamespace: 'default', send });
    return { asked, source: { own, isOfFleet: false, api } };
  }

  test("the auditors' certificate is taken, and nothing else is read", async () => {
    const { asked, source: from } = sourceOf('credfleet-auditor');
    expect(await findQueryMaterial(from, 'audit')).toMatchObject({ certificatePem: 'crt' });
    expect(asked).toEqual([`${PATH}/credfleet-auditor`]);
  });

  test('who may ask everything needs no second right', async () => {
    const { asked, source: from } = sourceOf('credfleet-operator');
    expect(await findQueryMaterial(from, 'audit')).toMatchObject({ certificatePem: 'crt' });
    expect(asked).toEqual([`${PATH}/credfleet-auditor`, `${PATH}/credfleet-operator`]);
  });

  test('who may neither is told the smaller right to ask for', async () => {
    const asking = findQueryMaterial(sourceOf(undefined).source, 'audit');
    await expect(asking).rejects.toThrow('RoleBinding of the Role credfleet-audit');
  });

  test("the auditors' certificate is no way to ask anything else", async () => {
    const { source: from } = sourceOf('credfleet-auditor');
    await expect(findQueryMaterial(from)).rejects.toMatchObject({ code: 'API_FORBIDDEN' });
  });
});

test('a kubeconfig of the embedded API needs no Secret', async () => {
  const { asked, source: from } = source({}, { isOfFleet: true });
  expect(await findQueryMaterial(from)).toMatchObject({ caPem: 'cluster ca' });
  expect(await findCaPem(from)).toBe('cluster ca');
  expect(asked).toEqual([]);
});
