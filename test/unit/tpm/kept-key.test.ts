/**
 * A key that is kept as a context: whatever the TPM says of the context, the key is opened as before, or the same error
 * comes as without it.
 * @module
 */
import { describe, expect, test } from 'vitest';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { sized, uint16, uint32 } from '#src/tpm/bytes.ts';
import { KeptKey } from '#src/tpm/commands/kept-key.ts';
import type { OpenKey } from '#src/tpm/commands/primaries.ts';
import { Tpm } from '#src/tpm/commands/tpm.ts';
import { commandCode } from '#src/tpm/constants.ts';
import { qualifiedNameOf } from '#src/tpm/public-area.ts';
import { SRK } from '#src/tpm/templates.ts';
import { HastyClock } from '#test/fakes/hasty-clock.ts';
import { eccKey } from '#test/gen/tpm.ts';

const CONTEXT = Buffer.from('a context');
const { area, name, publicArea } = eccKey(SRK);
const { ContextLoad, ContextSave, ReadPublic } = commandCode;

const answer = (code: number, body: Uint8Array = new Uint8Array()): Uint8Array =>
  Buffer.concat([uint16(0x8001), uint32(10 + body.length), uint32(code), body]);

type Answers = Readonly<Record<number, Uint8Array | CredfleetError | undefined>>;

/** A TPM that takes contexts, but for these answers. */
class FakeTpm {
  readonly sent: number[] = [];
  answers: Answers = {};
  readonly tpm = new Tpm({
    transport: {
      transmit: async (command) => {
        const code = Buffer.from(command).readUInt32BE(6);
        this.sent.push(code);
        const given = this.answers[code] ?? this.#normally(code);
        if (given instanceof CredfleetError) throw given;
        return given;
      },
    },
    clock: new HastyClock(),
    random: systemRandom,
  });
  readonly #handle: number;
  opened = 0;
  flushed = 0;

  constructor(handle = 0x80000001) {
    this.#handle = handle;
  }

  readonly open = async (): Promise<OpenKey> => {
    this.opened += 1;
    return {
      handle: this.#handle,
      area,
      name,
      publicArea,
      [Symbol.asyncDispose]: async () => {
        this.flushed += 1;
      },
    };
  };

  #normally(code: number): Uint8Array {
    if (code === ContextSave) return answer(0, CONTEXT);
    if (code === ContextLoad) return answer(0, uint32(0x80000002));
    const body = [sized(publicArea), sized(name), sized(qualifiedNameOf(name, name))];
    return answer(0, Buffer.concat(body));
  }
}

test('it is opened once, and then loaded: the same key under another handle', async () => {
  const fake = new FakeTpm();
  const kept = new KeptKey();
  expect(await kept.load(fake.tpm, fake.open)).toMatchObject({ handle: 0x80000001, name });
  const again = await kept.load(fake.tpm, fake.open);
  expect(again).toMatchObject({ handle: 0x80000002, name, area });
  expect([fake.opened, fake.flushed, fake.sent]).toEqual([1, 0, [ContextSave, ContextLoad]]);
});

test.for([
  ['it was reset or cleared', 0x1df],
  ['a wrong handle', 0x1cb],
  ['its hierarchy is off', 0x1c5],
  ['a wrong size', 0x1d5],
  ['no such command', 0x143],
  ['a resource manager', 0xb0143],
  ['failure mode', 0x101],
] as const)(
  'a context that is refused (%s) is forgotten, the key opened and kept anew',
  async ([, code]) => {
    const fake = new FakeTpm();
    const kept = new KeptKey();
    await kept.load(fake.tpm, fake.open);
    fake.answers = { [ContextLoad]: answer(code) };
    expect(await kept.load(fake.tpm, fake.open)).toMatchObject({ handle: 0x80000001 });
    expect(fake.opened).toBe(2);
    fake.answers = {};
    expect(await kept.load(fake.tpm, fake.open)).toMatchObject({ handle: 0x80000002 });
    expect(fake.opened).toBe(2);
  },
);

describe('what is said of the TPM and not of the context is an error as without it:', () => {
  test.for([
    ['TPM_BUSY', answer(0x902)],
    ['TPM_LOCKED_OUT', answer(0x921)],
    ['TPM_HUNG', new CredfleetError('TPM_HUNG', 'no answer')],
    ['TPM_DATA_MALFORMED', answer(0, Buffer.alloc(5))],
  ] as const)('%s', async ([code, given]) => {
    const fake = new FakeTpm();
    const kept = new KeptKey();
    await kept.load(fake.tpm, fake.open);
    fake.answers = { [ContextLoad]: given };
    await expect(kept.load(fake.tpm, fake.open)).rejects.toMatchObject({ code });
    expect(fake.opened).toBe(1);
  });
});

test.for([
  ['no room for contexts', 0x12e],
  ['no such command', 0x143],
  ['a resource manager', 0xb0143],
] as const)(
  'a TPM that gives out no context (%s): the key is opened for each use',
  async ([, code]) => {
    const fake = new FakeTpm();
    fake.answers = { [ContextSave]: answer(code) };
    const kept = new KeptKey();
    for (let use = 1; use <= 2; use += 1) {
      expect(await kept.load(fake.tpm, fake.open)).toMatchObject({ handle: 0x80000001 });
      expect(fake.opened).toBe(use);
    }
    expect(fake.sent).toEqual([ContextSave, ContextSave]);
  },
);

test('a TPM that hangs while it gives out a context: the key does not stay in it', async () => {
  const fake = new FakeTpm();
  fake.answers = { [ContextSave]: new CredfleetError('TPM_HUNG', 'no answer') };
  const loading = new KeptKey().load(fake.tpm, fake.open);
  await expect(loading).rejects.toMatchObject({ code: 'TPM_HUNG' });
  expect(fake.flushed).toBe(1);
});

describe('a persistent key', () => {
  const PERSISTENT = 0x81000001;

  test('stays where it is; that it is the same is read each time', async () => {
    const fake = new FakeTpm(PERSISTENT);
    const kept = new KeptKey();
    for (let use = 1; use <= 2; use += 1) {
      expect(await kept.load(fake.tpm, fake.open)).toMatchObject({ handle: PERSISTENT, name });
    }
    expect([fake.opened, fake.sent]).toEqual([1, [ReadPublic]]);
  });

  test.for([
    ['it is gone', answer(0x18b)],
    ['another is in its place', publicAnswer()],
  ] as const)('%s: it is looked for anew', async ([, given]) => {
    const fake = new FakeTpm(PERSISTENT);
    const kept = new KeptKey();
    await kept.load(fake.tpm, fake.open);
    fake.answers = { [ReadPublic]: given };
    await kept.load(fake.tpm, fake.open);
    expect(fake.opened).toBe(2);
  });
});

function publicAnswer(): Uint8Array {
  const other = eccKey(SRK);
  const body = [sized(other.publicArea), sized(other.name), sized(qualifiedNameOf(name, name))];
  return answer(0, Buffer.concat(body));
}
