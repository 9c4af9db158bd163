/**
 * Threat: somebody on the bus between processor and TPM (an interposer, a bad resource manager) who reads and alters.
 * @module
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '#src/clock/clock.node.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { ecdhZGen } from '#src/tpm/commands/identity.ts';
import { createKx, createSrk, loadKey } from '#src/tpm/commands/keys.ts';
import { startEncryptedSession } from '#src/tpm/commands/start-session.ts';
import { Tpm } from '#src/tpm/commands/tpm.ts';
import { commandCode } from '#src/tpm/constants.ts';
import type { TpmTransport } from '#src/tpm/transport.ts';
import { SwtpmProcess } from '#test/integration/tpm/swtpm.ts';
import { leftBehind, withTpm } from '#test/integration/tpm/with-tpm.ts';
import { eccKey } from '#test/gen/tpm.ts';

let swtpm: SwtpmProcess;
beforeAll(async () => {
  swtpm = await SwtpmProcess.start();
});
afterAll(async () => swtpm.stop());

describe('who sits on the bus', () => {
  /** Alters what `command` answers. */
  async function altered(command: number, change: (response: Buffer) => void): Promise<unknown> {
    return withTpm(swtpm.tcti, async (connection) => {
      const transport: TpmTransport = {
        transmit: async (frame) => {
          const response = Buffer.from(await connection.transport.transmit(frame));
          if (Buffer.from(frame).readUInt32BE(6) === command) change(response);
          return response;
        },
      };
      const tpm = new Tpm({ transport, clock: systemClock, random: systemRandom });
      try {
        await using srk = await createSrk(tpm);
        await using kx = await loadKey(tpm, srk, await createKx(tpm, srk));
        await using session = await startEncryptedSession(tpm, srk);
        const { x, y } = eccKey().area;
        const point = Buffer.concat([Buffer.from([4]), x, y]);
        using shared = await ecdhZGen(tpm, { kx, session }, point);
        return shared.sizeBytes;
      } finally {
        expect(await leftBehind(connection.tpm)).toEqual([]);
      }
    });
  }
  const flip = (at: number) => (response: Buffer) => {
    const index = at < 0 ? response.length + at : at;
    response[index] = (response[index] ?? 0) ^ 1;
  };
  const code = commandCode.ECDH_ZGen;
  const malformed = { code: 'TPM_DATA_MALFORMED' };

  test('and alters nothing is not noticed', async () => {
    expect(await altered(code, () => undefined)).toBe(32);
  });

  test.for([
    ['a bit of the encrypted secret', flip(30)],
    ['a bit of the HMAC', flip(-1)],
    ['the attributes of the session', flip(-35)],
    ['the size of the answer', flip(5)],
    ['its tag', flip(1)],
  ] as const)('and alters %s is found out', async ([, change]) => {
    await expect(altered(code, change)).rejects.toMatchObject(malformed);
  });

  test('and shows the public half of another key is found out by its name', async () => {
    await expect(altered(commandCode.CreatePrimary, flip(100))).rejects.toMatchObject(malformed);
  });
});
