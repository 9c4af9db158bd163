/**
 * A delivery's number is durable before anything leaves.
 * @module
 */
import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Keyring } from '#controller/keys/keyring.ts';
import type { Ledger } from '#controller/ledger/ledger.ts';
import { openSqliteLedger } from '#controller/ledger/sqlite-ledger.node.ts';
import { nextDelivery } from '#controller/stream/deliver.ts';
import type { SessionContext } from '#controller/stream/session-context.ts';
import { systemClock } from '#src/clock/clock.node.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { hostIdentityOf } from '#test/gen/host-identity.ts';
import { openedIntentOf } from '#test/gen/intent.ts';
import { keyringOf } from '#test/gen/keyring.ts';
import { rowOf } from '#test/gen/rollout.ts';

let ledger: Ledger;
let keyring: Keyring;
beforeEach(async () => {
  ledger = openSqliteLedger(':memory:');
  keyring = await keyringOf();
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const kxPub = publicKey.export({ type: 'spki', format: 'der' });
  const { uid, version } = openedIntentOf().intent;
  ledger.write({
    identities: [hostIdentityOf('u1', 'alpha', { kxPub })],
    states: [{ ...rowOf('u1'), credentialUid: uid, targetVersion: version, state: 'Dispatched' }],
  });
});
afterEach(() => {
  ledger.close();
});

function contextOf(change: Partial<SessionContext> = {}): SessionContext {
  const intentsFor = async () => [openedIntentOf()];
  return { ledger, keyring, clock: systemClock, intentsFor, ...change } as SessionContext;
}

test('two at once for one host carry two numbers, and the row has the last one', async () => {
  const context = contextOf();
  const both = await Promise.all([nextDelivery(context, 'u1', 0), nextDelivery(context, 'u1', 0)]);
  expect(both.map((delivery) => delivery?.seq)).toEqual([1, 2]);
  expect(ledger.identity('u1')?.lastPushSeq).toBe(2);
  expect(ledger.states({})[0]?.pushSeq).toBe(2);
});

test('when its number cannot be stored, nothing leaves and the content is wiped', async () => {
  const opened = openedIntentOf();
  const full: Ledger = Object.assign(Object.create(ledger) as Ledger, {
    commit: async () => {
      throw new CredfleetError('STORE_FAILED', 'disk full');
    },
  });
  const context = contextOf({ ledger: full, intentsFor: async () => [opened] });
  await expect(nextDelivery(context, 'u1', 0)).rejects.toMatchObject({ code: 'STORE_FAILED' });
  expect(opened.items[0]?.content.reveal()).toEqual(Buffer.alloc(5));
  expect(ledger.identity('u1')?.lastPushSeq).toBe(0);
});

test('a host without an identity gets nothing', async () => {
  const delivery = nextDelivery(contextOf(), 'nobody', 0);
  await expect(delivery).rejects.toMatchObject({ code: 'HOST_NOT_ADMITTED' });
});
