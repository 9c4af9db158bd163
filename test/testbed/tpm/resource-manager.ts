/**
 * Lets many clients share one TPM, as the kernel's /dev/tpmrm0 does: every client sees its own
 * handles and is never refused for lack of room. Contexts are swapped out only when the TPM says
 * that it is full, because each save or load costs as much as a command.
 * @module
 */
import {
  CAPABILITY_HANDLES,
  HEADER_BYTES,
  type Transmit,
  buildCommand,
  buildResponse,
  codeOf,
  commandCode,
  responseCode,
  uint32,
} from './commands.ts';
import { type CommandAttributes, type TpmRequest, parseRequest } from './request.ts';
import { type Entity, Space, isObjectHandle, isSessionHandle } from './space.ts';

export class ResourceManager {
  private readonly transmit: Transmit;
  private readonly attributes: CommandAttributes;
  /** Loaded entities, least recently used first. */
  private readonly loaded = new Set<Entity>();
  private tail: Promise<unknown> = Promise.resolve();

  constructor(transmit: Transmit, attributes: CommandAttributes) {
    this.transmit = transmit;
    this.attributes = attributes;
  }

  /** Runs one command of a client; commands of all clients run one after the other. */
  execute(space: Space, command: Buffer): Promise<Buffer> {
    return this.serialise(() => this.run(space, command));
  }

  /** Ends a client: its sessions and objects leave the TPM. */
  close(space: Space): Promise<void> {
    return this.serialise(async () => {
      for (const entity of space.entities.values()) {
        const handle = 'loadedAs' in entity.state ? entity.state.loadedAs : entity.handle;
        const occupiesTpm = entity.kind === 'session' || 'loadedAs' in entity.state;
        if (occupiesTpm) await this.transmit(flushContext(handle));
        this.loaded.delete(entity);
      }
      space.entities.clear();
    });
  }

  private serialise<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.tail.then(work);
    this.tail = result.catch(() => {});
    return result;
  }

  private async run(space: Space, command: Buffer): Promise<Buffer> {
    const request = parseRequest(command, this.attributes);
    if (request === undefined) return this.transmit(command);
    const local = answerLocally(space, request, command);
    if (local !== undefined) return local;

    const used = findEntities(space, request);
    if (!used.ok) return buildResponse(used.code);
    for (const [position, entity] of used.entities.entries()) {
      const isLoaded = await this.load(entity, used.entities);
      if (!isLoaded) return buildResponse(responseCode.referenceH0 + position);
    }
    const translated = translateHandles(space, request, command);
    const response = await this.transmitMakingRoom(translated, used.entities);
    if (codeOf(response) !== responseCode.success) return response;
    this.forgetEnded(space, request);
    return request.returnsHandle ? this.adoptReturned(space, response) : response;
  }

  /** False when the TPM no longer accepts the context, for instance after TPM2_Clear. */
  private async load(entity: Entity, pinned: readonly Entity[]): Promise<boolean> {
    if ('context' in entity.state) {
      const command = buildCommand(commandCode.contextLoad, entity.state.context);
      const response = await this.transmitMakingRoom(command, pinned);
      if (codeOf(response) !== responseCode.success) {
        this.forget(entity);
        return false;
      }
      entity.state = { loadedAs: response.readUInt32BE(HEADER_BYTES) };
    }
    this.loaded.delete(entity);
    this.loaded.add(entity);
    return true;
  }

  /** Sends a command; swaps out what was not used for longest as often as the TPM says it is full. */
  private async transmitMakingRoom(command: Buffer, pinned: readonly Entity[]): Promise<Buffer> {
    for (;;) {
      const response = await this.transmit(command);
      const isShort = shortageOf(codeOf(response));
      if (isShort === undefined) return response;
      const victim = [...this.loaded].find((it) => isShort(it) && !pinned.includes(it));
      if (victim === undefined) return response;
      await this.swapOut(victim);
    }
  }

  private async swapOut(entity: Entity): Promise<void> {
    if (!('loadedAs' in entity.state)) return;
    const handle = entity.state.loadedAs;
    const saved = await this.transmit(buildCommand(commandCode.contextSave, uint32(handle)));
    if (codeOf(saved) !== responseCode.success) {
      this.forget(entity);
      return;
    }
    // Saving moves a session out of the TPM's memory, but only copies an object.
    if (entity.kind === 'object') await this.transmit(flushContext(handle));
    entity.state = { context: saved.subarray(HEADER_BYTES) };
    this.loaded.delete(entity);
  }

  private forgetEnded(space: Space, request: TpmRequest): void {
    const { code, handles, sessions } = request;
    const ended = sessions.filter((it) => !it.continues).map((it) => it.handle);
    if (code === commandCode.flushContext) ended.push(...handles);
    if (request.flushesHandles) ended.push(...handles.filter(isObjectHandle));
    // A session the client saved itself is the client's from now on, also after it disconnects.
    if (code === commandCode.contextSave) ended.push(...handles.filter(isSessionHandle));
    for (const handle of ended) this.forget(space.entities.get(handle));
    if (code === commandCode.clear) this.forgetObjects();
  }

  private adoptReturned(space: Space, response: Buffer): Buffer {
    const real = response.readUInt32BE(HEADER_BYTES);
    const isObject = isObjectHandle(real);
    if (!isObject && !isSessionHandle(real)) return response;

    const handle = isObject ? space.takeVirtualHandle() : real;
    const kind = isObject ? 'object' : 'session';
    const entity: Entity = { kind, space, handle, state: { loadedAs: real } };
    space.entities.set(handle, entity);
    this.loaded.add(entity);
    const adopted = Buffer.from(response);
    adopted.writeUInt32BE(handle, HEADER_BYTES);
    return adopted;
  }

  private forget(entity: Entity | undefined): void {
    if (entity === undefined) return;
    this.loaded.delete(entity);
    entity.space.entities.delete(entity.handle);
  }

  private forgetObjects(): void {
    for (const entity of this.loaded) if (entity.kind === 'object') this.forget(entity);
  }
}

type Found =
  | { readonly ok: true; readonly entities: readonly Entity[] }
  | { readonly ok: false; readonly code: number };

/** The client's own objects and sessions the command names; another client's are unknown to it. */
function findEntities(space: Space, request: TpmRequest): Found {
  const entities: Entity[] = [];
  for (const [position, handle] of request.handles.entries()) {
    if (!isObjectHandle(handle) && !isSessionHandle(handle)) continue;
    const entity = space.entities.get(handle);
    if (entity === undefined) return { ok: false, code: responseCode.referenceH0 + position };
    // A saved session may be flushed without loading it.
    if (request.code !== commandCode.flushContext || 'loadedAs' in entity.state)
      entities.push(entity);
  }
  for (const [position, { handle }] of request.sessions.entries()) {
    const entity = space.entities.get(handle);
    if (entity === undefined) return { ok: false, code: responseCode.referenceS0 + position };
    entities.push(entity);
  }
  return { ok: true, entities };
}

function translateHandles(space: Space, request: TpmRequest, command: Buffer): Buffer {
  const translated = Buffer.from(command);
  for (const [position, handle] of request.handles.entries()) {
    const state = isObjectHandle(handle) ? space.entities.get(handle)?.state : undefined;
    if (state !== undefined && 'loadedAs' in state) {
      translated.writeUInt32BE(state.loadedAs, HEADER_BYTES + 4 * position);
    }
  }
  return translated;
}

/** Answers what concerns only virtual handles, and the start the testbed has done already. */
function answerLocally(space: Space, request: TpmRequest, command: Buffer): Buffer | undefined {
  const { code, handles } = request;
  if (code === commandCode.startup) return buildResponse(responseCode.initialize);
  if (code === commandCode.flushContext) return flushSwappedOut(space, handles[0] ?? 0);
  if (code !== commandCode.getCapability || command.length < HEADER_BYTES + 12) return undefined;

  const capability = command.readUInt32BE(HEADER_BYTES);
  const first = command.readUInt32BE(HEADER_BYTES + 4);
  if (capability !== CAPABILITY_HANDLES || !isObjectHandle(first)) return undefined;
  return listObjects(space, first, command.readUInt32BE(HEADER_BYTES + 8));
}

function flushSwappedOut(space: Space, handle: number): Buffer | undefined {
  const entity = space.entities.get(handle);
  if (entity === undefined || entity.kind === 'session' || 'loadedAs' in entity.state)
    return undefined;
  space.entities.delete(handle);
  return buildResponse(responseCode.success);
}

function listObjects(space: Space, first: number, limit: number): Buffer {
  const all = [...space.entities.keys()].filter((it) => isObjectHandle(it) && it >= first);
  const shown = all.sort((a, b) => a - b).slice(0, limit);
  const more = Buffer.from([all.length > shown.length ? 1 : 0]);
  const list = uint32(CAPABILITY_HANDLES, shown.length, ...shown);
  return buildResponse(responseCode.success, Buffer.concat([more, list]));
}

function flushContext(handle: number): Buffer {
  return buildCommand(commandCode.flushContext, uint32(handle));
}

/** Which entities make room when the TPM answers with this code. */
function shortageOf(code: number): ((entity: Entity) => boolean) | undefined {
  if (code === responseCode.objectMemory) return ({ kind }) => kind === 'object';
  if (code === responseCode.sessionMemory) return ({ kind }) => kind === 'session';
  if (code === responseCode.memory) return () => true;
  return undefined;
}
