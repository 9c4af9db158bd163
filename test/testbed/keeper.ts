/**
 * Second process of a testbed: runs the TPMs, so that a busy test does not slow them down, and
 * removes the testbed when its owner dies in any way, SIGKILL included. Started by
 * `keeper-client.ts` with the testbed's ID and data folder as arguments.
 * @module
 */
import type { KeeperReply, KeeperRequest } from './keeper-messages.ts';
import { pathsOf } from './record.ts';
import { removeTestbed } from './remove.ts';
import { SoftwareTpm } from './tpm/software-tpm.ts';

const [, , id, dataDir] = process.argv;
if (id === undefined || dataDir === undefined || process.send === undefined) {
  throw new Error('the keeper is started by a testbed only: run `npm run testbed`');
}
const paths = pathsOf(id, dataDir);
const tpms = new Map<string, SoftwareTpm>();

async function carryOut({ host, command }: KeeperRequest): Promise<Uint8Array | undefined> {
  if (command.kind === 'quit') return removeTpms();
  if (command.kind === 'addTpm') {
    tpms.set(host, new SoftwareTpm(command.options));
    return undefined;
  }
  const tpm = tpms.get(host);
  if (tpm === undefined) throw new Error(`host ${host} has no TPM`);
  switch (command.kind) {
    case 'powerOn':
      await tpm.powerOn(command.firmware);
      return undefined;
    case 'powerOff':
      await tpm.powerOff({ shutdown: command.shutdown });
      return undefined;
    case 'takeAway':
      tpm.takeAway();
      return undefined;
    case 'giveBack':
      await tpm.giveBack();
      return undefined;
    case 'execute':
      return tpm.execute(Buffer.from(command.command));
  }
}

async function answer(request: KeeperRequest): Promise<void> {
  let reply: KeeperReply;
  try {
    const response = await carryOut(request);
    reply = { id: request.id, ok: true, ...(response === undefined ? {} : { response }) };
  } catch (error) {
    reply = { id: request.id, ok: false, message: (error as Error).message };
  }
  process.send?.(reply);
  if (request.command.kind === 'quit') process.disconnect?.();
}

async function removeTpms(): Promise<undefined> {
  await Promise.all([...tpms.values()].map((tpm) => tpm.remove()));
  tpms.clear();
}

let isQuitting = false;
process.on('message', (request: KeeperRequest) => {
  isQuitting ||= request.command.kind === 'quit';
  void answer(request);
});
// The channel closes when the owner ends, however it ends.
process.on('disconnect', () => {
  if (isQuitting) return;
  void removeTpms().then(() => removeTestbed(paths));
});
// A signal to the whole session must not take the process that cleans up after it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
