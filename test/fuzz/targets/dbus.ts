/**
 * Fuzz targets: messages of the system bus. What comes from PID 1 and the bus daemon is not hostile, but the process
 * that reads it is root.
 * @module
 */
import { decodeMessage, messageBytes } from '#agent/dbus/decode-message.ts';
import vectors from '#test/vectors/dbus.json' with { type: 'json' };
import { mutateBytes } from '../mutate.ts';
import { demand, hex, reading, type Target } from '../target.ts';

const message: Target = {
  name: 'dbus-message',
  seeds: [vectors.answer, vectors.bigEndian, ...vectors.calls.map(({ bytes }) => bytes)].map(hex),
  mutate: mutateBytes,
  check: (input) =>
    reading(
      () => decodeMessage(input),
      /^SYSTEMD_UNREACHABLE$/u,
      () => demand(messageBytes(input) === input.length, 'is as long as it says'),
    ),
};

export const dbusTargets: readonly Target[] = [message];
