/**
 * A host's TPM as tests use it; the TPM itself runs in the keeper.
 * @module
 */
import type { KeeperClient } from './keeper-client.ts';
import type { KeeperCommand } from './keeper-messages.ts';
import {
  clear,
  defineIndex,
  lockoutCounterQuery,
  parseLockoutCounter,
  pcrEvent,
  readIndexWrongly,
  removeIndex,
  resetLockout,
  responseCode,
} from './tpm/commands.ts';
import { DEFAULT_FIRMWARE } from './tpm/firmware.ts';
import type { HostTpm } from './types.ts';

/** Folder in the guest to which the folder with the TPM's sockets is bound. */
export const GUEST_TPM_DIR = '/run/host/tpm';
export const TPM_SOCKET = 'tpm';
export const TPM_DEVICE: string = `mssim:path=${GUEST_TPM_DIR}/${TPM_SOCKET}`;

export class RemoteTpm implements HostTpm {
  readonly device = TPM_DEVICE;
  private readonly host: string;
  private readonly keeper: KeeperClient;
  private firmware = DEFAULT_FIRMWARE;

  constructor(host: string, keeper: KeeperClient) {
    this.host = host;
    this.keeper = keeper;
  }

  async powerOn(): Promise<void> {
    await this.send({ kind: 'powerOn', firmware: this.firmware });
  }

  async powerOff(options: { readonly shutdown: boolean }): Promise<void> {
    await this.send({ kind: 'powerOff', ...options });
  }

  async clear(): Promise<void> {
    await this.execute(clear());
  }

  async takeAway(): Promise<void> {
    await this.send({ kind: 'takeAway' });
  }

  async giveBack(): Promise<void> {
    await this.send({ kind: 'giveBack' });
  }

  async powerFail(): Promise<void> {
    await this.powerOff({ shutdown: false });
    await this.powerOn();
  }

  async lockoutCounter(): Promise<number> {
    return parseLockoutCounter(await this.execute(lockoutCounterQuery()));
  }

  async lockOut(): Promise<void> {
    await this.execute(defineIndex());
    const isLocked = `0x${responseCode.lockout.toString(16)}`;
    for (let said = ''; !said.includes(isLocked);) {
      said = await this.execute(readIndexWrongly()).then(
        () => 'a wrong password was taken',
        (reason: unknown) => String(reason),
      );
    }
    await this.execute(removeIndex());
  }

  async resetLockout(): Promise<void> {
    await this.execute(resetLockout());
  }

  async extend(pcr: number, text: string): Promise<void> {
    await this.execute(pcrEvent(pcr, text));
  }

  setFirmware(version: string): void {
    this.firmware = version;
  }

  private async execute(command: Buffer): Promise<Buffer> {
    return Buffer.from((await this.send({ kind: 'execute', command })) ?? []);
  }

  private async send(command: KeeperCommand): Promise<Uint8Array | undefined> {
    try {
      return await this.keeper.request(this.host, command);
    } catch (cause) {
      const reason = (cause as Error).message;
      throw new Error(`TPM of host ${this.host}, ${command.kind}: ${reason}`, { cause });
    }
  }
}
