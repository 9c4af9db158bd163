/**
 * One TPM and its life: switched on and off, measured into, reachable for its guest or not.
 * @module
 */
import {
  codeOf,
  pcrEvent,
  readCommandAttributes,
  responseCode,
  sendCommand,
  shutdownClear,
} from './commands.ts';
import { firmwareMeasurements } from './firmware.ts';
import { TpmFront } from './front.ts';
import { ResourceManager } from './resource-manager.ts';
import { Space } from './space.ts';
import { Swtpm, type SwtpmOptions } from './swtpm.ts';

export type SoftwareTpmOptions = SwtpmOptions & {
  /** The command socket; the platform socket is beside it with the suffix `.ctrl`. */
  readonly socketPath: string;
};

export class SoftwareTpm {
  private readonly options: SoftwareTpmOptions;
  private readonly front: TpmFront;
  private chip: Swtpm | undefined;
  private manager: ResourceManager | undefined;

  constructor(options: SoftwareTpmOptions) {
    this.options = options;
    this.front = new TpmFront(options.socketPath, () => this.manager);
  }

  /** A TPM that is still on was left by a guest that ended by itself, in good order. */
  async powerOn(firmwareVersion: string): Promise<void> {
    await this.powerOff({ shutdown: true });
    const chip = new Swtpm(this.options);
    this.chip = chip;
    const attributes = await readCommandAttributes(chip.transmit);
    for (const { pcr, text } of firmwareMeasurements(firmwareVersion)) {
      await sendCommand(chip.transmit, pcrEvent(pcr, text));
    }
    this.manager = new ResourceManager(chip.transmit, attributes);
    await this.front.open();
  }

  /** With `shutdown` as an operating system does it; without, it is a power failure for the TPM. */
  async powerOff({ shutdown }: { readonly shutdown: boolean }): Promise<void> {
    if (this.chip === undefined) return;
    if (shutdown) await this.execute(shutdownClear());
    this.manager = undefined;
    this.front.dropClients();
    await this.chip.kill();
    this.chip = undefined;
  }

  async remove(): Promise<void> {
    this.front.close();
    await this.powerOff({ shutdown: false });
  }

  takeAway(): void {
    this.front.close();
  }

  giveBack(): Promise<void> {
    return this.front.open();
  }

  /** Sends one command of the testbed itself; throws when the TPM refuses it. */
  async execute(command: Buffer): Promise<Buffer> {
    const manager = this.manager;
    if (manager === undefined) throw new Error('the TPM is switched off; call boot() first');
    const response = await manager.execute(new Space(), command);
    const code = codeOf(response);
    if (code === responseCode.success) return response;
    throw new Error(`TPM command 0x${codeOf(command).toString(16)} failed: 0x${code.toString(16)}`);
  }
}
