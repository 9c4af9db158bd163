/**
 * A TPM with three object slots and three session slots that knows just enough commands to test
 * the resource manager: objects that return their label, sessions that end with their last command.
 * @module
 */
import {
  HEADER_BYTES,
  TAG_SESSIONS,
  buildCommand,
  buildResponse,
  codeOf,
  commandCode,
  responseCode,
  uint32,
} from '../../testbed/tpm/commands.ts';
import type { CommandAttributes } from '../../testbed/tpm/request.ts';

export const CREATE = 0x131;
export const READ = 0x173;
export const START_SESSION = 0x176;
const SLOTS = 3;
const RETURNS_HANDLE = 1 << 28;
const handles = (count: number): number => count << 25;

export const FAKE_ATTRIBUTES: CommandAttributes = new Map([
  [CREATE, RETURNS_HANDLE],
  [READ, handles(1)],
  [START_SESSION, RETURNS_HANDLE],
  [commandCode.contextSave, handles(1)],
  [commandCode.contextLoad, RETURNS_HANDLE],
  [commandCode.clear, handles(1)],
  [commandCode.flushContext, 0],
]);

export class FakeTpm {
  /** Labels by the handle of the slot. */
  readonly objects = new Map<number, number>();
  readonly loadedSessions = new Set<number>();
  readonly savedSessions = new Set<number>();
  /** Command codes in the order they came. */
  readonly log: number[] = [];
  private generation = 0;
  private nextSession = 0x03000000;

  readonly transmit = (command: Buffer): Promise<Buffer> => Promise.resolve(this.run(command));

  private run(command: Buffer): Buffer {
    const code = codeOf(command);
    this.log.push(code);
    const first = command.length >= HEADER_BYTES + 4 ? command.readUInt32BE(HEADER_BYTES) : 0;
    switch (code) {
      case CREATE:
        return this.create(first);
      case READ:
        return this.read(first, command);
      case START_SESSION:
        return this.startSession();
      case commandCode.contextSave:
        return this.save(first);
      case commandCode.contextLoad:
        return this.load(command.subarray(HEADER_BYTES));
      case commandCode.flushContext:
        return this.flush(first);
      default:
        this.generation++;
        this.objects.clear();
        return buildResponse(responseCode.success);
    }
  }

  private create(label: number): Buffer {
    if (this.objects.size === SLOTS) return buildResponse(responseCode.objectMemory);
    let handle = 0x80000000;
    while (this.objects.has(handle)) handle++;
    this.objects.set(handle, label);
    return buildResponse(responseCode.success, uint32(handle));
  }

  private read(handle: number, command: Buffer): Buffer {
    const label = this.objects.get(handle);
    if (label === undefined) return buildResponse(responseCode.referenceH0);
    const hasSession = command.readUInt16BE(0) === TAG_SESSIONS;
    const session = hasSession ? command.readUInt32BE(HEADER_BYTES + 8) : undefined;
    if (session !== undefined && !this.loadedSessions.has(session)) {
      return buildResponse(responseCode.referenceS0);
    }
    const continues = hasSession && command[HEADER_BYTES + 14] === 1;
    if (session !== undefined && !continues) this.loadedSessions.delete(session);
    return buildResponse(responseCode.success, uint32(label));
  }

  private startSession(): Buffer {
    if (this.loadedSessions.size === SLOTS) return buildResponse(responseCode.sessionMemory);
    const handle = this.nextSession++;
    this.loadedSessions.add(handle);
    return buildResponse(responseCode.success, uint32(handle));
  }

  private save(handle: number): Buffer {
    const label = this.objects.get(handle);
    if (label !== undefined) {
      return buildResponse(responseCode.success, uint32(0x80000000, this.generation, label));
    }
    if (!this.loadedSessions.delete(handle)) return buildResponse(responseCode.referenceH0);
    this.savedSessions.add(handle);
    return buildResponse(responseCode.success, uint32(handle));
  }

  private load(context: Buffer): Buffer {
    const handle = context.readUInt32BE(0);
    if (handle === 0x80000000) {
      const isValid = context.readUInt32BE(4) === this.generation;
      return isValid ? this.create(context.readUInt32BE(8)) : buildResponse(0x1df);
    }
    if (this.loadedSessions.size === SLOTS) return buildResponse(responseCode.sessionMemory);
    if (!this.savedSessions.delete(handle)) return buildResponse(responseCode.referenceH0);
    this.loadedSessions.add(handle);
    return buildResponse(responseCode.success, uint32(handle));
  }

  private flush(handle: number): Buffer {
    const found =
      this.objects.delete(handle) ||
      this.loadedSessions.delete(handle) ||
      this.savedSessions.delete(handle);
    return buildResponse(found ? responseCode.success : responseCode.referenceH0);
  }
}

/** A read with one session in its authorisation area. */
export function readWithSession(object: number, session: number, continues: boolean): Buffer {
  const flags = Buffer.from([0, 0, continues ? 1 : 0, 0, 0]);
  const body = Buffer.concat([uint32(object, 9, session), flags]);
  return buildCommand(READ, body, TAG_SESSIONS);
}
