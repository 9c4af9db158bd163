/**
 * What a command makes of the answers of a TPM: waits, errors by code, and refusal of what is no answer.
 * @module
 */
import { assert, asyncProperty, boolean, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { uint16, uint32 } from '#src/tpm/bytes.ts';
import { createEk, createSrk, readPublicOf } from '#src/tpm/commands/keys.ts';
import { readNv } from '#src/tpm/commands/nv.ts';
import { getRandom, listHandles, readPcrs, readState } from '#src/tpm/commands/state.ts';
import { Tpm } from '#src/tpm/commands/tpm.ts';
import { sha256Pcrs } from '#src/tpm/pcr.ts';
import { explainResponseCode } from '#src/tpm/response-code.ts';
import type { TpmTransport } from '#src/tpm/transport.ts';
import { HastyClock } from '#test/fakes/hasty-clock.ts';

const answer = (code: number, body = ''): Uint8Array => {
  const bytes = Buffer.from(body, 'hex');
  return Buffer.concat([uint16(0x8001), uint32(10 + bytes.length), uint32(code), bytes]);
};

/** A TPM that gives these answers, the last one for ever. */
function tpmThatSays(...answers: readonly Uint8Array[]) {
  const clock = new HastyClock();
  const commands: string[] = [];
  const transport: TpmTransport = {
    transmit: async (command) => {
      commands.push(Buffer.from(command).toString('hex'));
      return answers[Math.min(commands.length, answers.length) - 1] ?? new Uint8Array();
    },
  };
  return { tpm: new Tpm({ transport, clock, random: systemRandom }), commands, clock };
}

describe('a TPM that is not ready', () => {
  test.for(['922', '908', '90a'])('with 0x%s is asked again with the same bytes', async (hex) => {
    const code = Number.parseInt(hex, 16);
    const { tpm, commands } = tpmThatSays(answer(code), answer(code), answer(0, '0002abcd'));
    expect(Buffer.from(await getRandom(tpm, 2)).toString('hex')).toBe('abcd');
    expect(commands).toHaveLength(3);
    expect(new Set(commands).size).toBe(1);
  });

  test('for ever is TPM_BUSY after some seconds', async () => {
    const { tpm, commands, clock } = tpmThatSays(answer(0x922));
    const sinceMs = clock.nowMs();
    await expect(getRandom(tpm, 2)).rejects.toMatchObject({ code: 'TPM_BUSY' });
    expect(commands).toHaveLength(20);
    expect(clock.nowMs() - sinceMs).toBeGreaterThan(10_000);
    expect(clock.nowMs() - sinceMs).toBeLessThan(20_000);
  });
});

describe('a response code', () => {
  test.for([
    ['921', 'TPM_LOCKED_OUT', 'lockout'],
    ['101', 'TPM_FAILURE_MODE', 'failure mode'],
    ['100', 'TPM_UNAVAILABLE', 'not started'],
    ['902', 'TPM_BUSY', 'room for another object'],
    ['903', 'TPM_BUSY', 'room for another session'],
    ['185', 'TPM_HIERARCHY_DISABLED', 'handle 1 has a hierarchy that is switched off'],
    ['1df', 'TPM_INTEGRITY', 'parameter 1 has'],
    ['2c2', 'TPM_REFUSED', 'parameter 2 has wrong attributes'],
    ['98e', 'TPM_REFUSED', 'session 1 has a wrong authorisation'],
    ['18b', 'TPM_REFUSED', 'handle 1 has a wrong handle'],
    ['08b', 'TPM_REFUSED', 'a handle has'],
    ['88e', 'TPM_REFUSED', 'a session has'],
    ['0c4', 'TPM_REFUSED', 'a parameter has'],
    ['911', 'TPM_REFUSED', 'handle 2 is not loaded'],
    ['918', 'TPM_REFUSED', 'session 1 is not loaded'],
    ['143', 'TPM_REFUSED', 'does not have this command'],
    ['99f', 'TPM_INTEGRITY', 'session 1 has'],
    ['17f', 'TPM_REFUSED', 'no reason that we know'],
    ['b0143', 'TPM_UNAVAILABLE', 'not from the TPM'],
  ] as const)('0x%s is %s: %s', ([hex, code, words]) => {
    const failure = explainResponseCode(Number.parseInt(hex, 16));
    expect(failure.code).toBe(code);
    expect(failure.words).toContain(words);
  });

  test('every code has words and the number itself', () => {
    for (let code = 1; code < 0x1000; code += 1) {
      const { words } = explainResponseCode(code);
      expect(words).toMatch(/^0x[0-9a-f]{3}: \S/u);
      expect(words).toContain(code.toString(16));
    }
  });

  test('is in the error together with the command', async () => {
    const { tpm } = tpmThatSays(answer(0x921));
    await expect(getRandom(tpm, 2)).rejects.toMatchObject({
      code: 'TPM_LOCKED_OUT',
      message: expect.stringContaining('GetRandom: 0x921'),
    });
  });
});

test('a hierarchy that is switched off is named', async () => {
  const { tpm } = tpmThatSays(answer(0x185));
  const off = (name: string) => ({
    code: 'TPM_HIERARCHY_DISABLED',
    message: expect.stringContaining(`the ${name} hierarchy`),
  });
  await expect(createEk(tpm, 'ecc')).rejects.toMatchObject(off('endorsement'));
  await expect(createSrk(tpm)).rejects.toMatchObject(off('storage'));
});

describe('what is no answer is TPM_DATA_MALFORMED:', () => {
  const shorter = answer(0, '0002abcd').subarray(0, -1);
  const otherTag = Buffer.from(answer(0, '0002abcd'));
  otherTag[1] = 2;

  test.for([
    ['nothing', new Uint8Array()],
    ['half a header', answer(0).subarray(0, 7)],
    ['less than it says', shorter],
    ['the tag of sessions where there were none', otherTag],
    ['no parameters', answer(0)],
    ['fewer random bytes than asked', answer(0, '0001ab')],
    ['more random bytes than asked', answer(0, '0003abcdef')],
    ['something behind the parameters', answer(0, '0002abcd00')],
  ] as const)('%s', async ([, bytes]) => {
    const asking = getRandom(tpmThatSays(bytes).tpm, 2);
    await expect(asking).rejects.toMatchObject({ code: 'TPM_DATA_MALFORMED' });
  });

  test.for([
    ['another capability', '000000000600000000'],
    ['neither yes nor no', '020000000100000000'],
    ['more handles than asked', '0000000001ffffffff'],
    ['fewer handles than counted', '00000000010000000280000000'],
  ])('a list of handles with %s', async ([, hex]) => {
    const asking = listHandles(tpmThatSays(answer(0, hex)).tpm, 'transient');
    await expect(asking).rejects.toMatchObject({ code: 'TPM_DATA_MALFORMED' });
  });

  test.for([
    ['of other PCRs', `0000000000000001000b0302000000000001 0020${'00'.repeat(32)}`],
    ['of more PCRs', `0000000000000001000b0301000000000002 0020${'00'.repeat(32)}`],
    ['that are too long', `0000000000000001000b0301000000000001 0041${'00'.repeat(65)}`],
  ] as const)('values %s', async ([, hex]) => {
    const { tpm } = tpmThatSays(answer(0, hex.replaceAll(' ', '')));
    const asking = readPcrs(tpm, sha256Pcrs([0]));
    await expect(asking).rejects.toMatchObject({ code: 'TPM_DATA_MALFORMED' });
  });
});

test('what was loaded is flushed when its answer is malformed', async () => {
  const header = [uint16(0x8002), uint32(25), uint32(0), uint32(0x80000001)];
  const parameters = Buffer.from('0000', 'hex');
  const authorisation = Buffer.from('0000010000', 'hex');
  const loaded = Buffer.concat([...header, uint32(parameters.length), parameters, authorisation]);
  const { tpm, commands } = tpmThatSays(loaded, answer(0));
  await expect(createEk(tpm, 'ecc')).rejects.toMatchObject({ code: 'TPM_DATA_MALFORMED' });
  expect(commands).toHaveLength(2);
  expect(commands[1]).toBe('80010000000e0000016580000001');
});

describe('answers of any bytes', () => {
  const ask: Readonly<Record<string, (tpm: Tpm) => Promise<unknown>>> = {
    createEk: async (tpm) => createEk(tpm, 'rsa'),
    listHandles: async (tpm) => listHandles(tpm, 'persistent'),
    readNv: async (tpm) => readNv(tpm, 0x1c00002),
    readPcrs: async (tpm) => readPcrs(tpm, sha256Pcrs([0, 7])),
    readPublicOf: async (tpm) => readPublicOf(tpm, 0x81010001),
    readState,
  };

  test.for(Object.keys(ask))('to %s are an error of ours, or a value', async (name) => {
    const holds = asyncProperty(uint8Array({ maxLength: 400 }), boolean(), async (body, tagged) => {
      const bytes = Buffer.concat([
        uint16(tagged ? 0x8002 : 0x8001),
        uint32(10 + body.length),
        uint32(0),
        body,
      ]);
      const outcome = await ask[name]?.(tpmThatSays(bytes).tpm).catch((reason: unknown) => reason);
      expect(outcome instanceof Error && !(outcome instanceof CredfleetError)).toBe(false);
    });
    await assert(holds, { numRuns: 500 });
  });
});
