/**
 * The connection to systemd's manager object: subscribed before the first call, made anew after it
 * ended, many calls in flight at once.
 * @module
 */
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { BusError, connectBus, type Bus, type BusCall, type BusSignal } from './bus.node.ts';

const DESTINATION = 'org.freedesktop.systemd1';
const MANAGER_PATH = '/org/freedesktop/systemd1';
const MANAGER = 'org.freedesktop.systemd1.Manager';
const SIGNALS = ['JobRemoved', 'UnitNew', 'UnitRemoved', 'Reloading'];

export type ManagerCall = Pick<BusCall, 'member' | 'signature' | 'body' | 'timeoutMs'>;
export type Property = {
  readonly path?: string;
  readonly interface?: string;
  readonly name: string;
};

export type ManagerListener = {
  readonly onSignal: (member: string, body: readonly unknown[]) => void;
  /** Signals may have been missed: whatever was remembered is to be read again. */
  readonly onConnected: () => void;
};

export class ManagerBus implements Disposable {
  readonly #options: { readonly socket: string; readonly clock: Clock };
  readonly #listener: ManagerListener;
  #connecting: Promise<Bus> | undefined;
  #bus: Bus | undefined;

  constructor(
    options: { readonly socket: string; readonly clock: Clock },
    listener: ManagerListener,
  ) {
    this.#options = options;
    this.#listener = listener;
  }

  [Symbol.dispose](): void {
    this.#bus?.close();
  }

  async call(call: ManagerCall): Promise<readonly unknown[]> {
    const bus = await this.#connected();
    return bus.call({ ...call, destination: DESTINATION, path: MANAGER_PATH, interface: MANAGER });
  }

  /** Of the manager itself when no path is given. */
  async property(property: Property): Promise<unknown> {
    const bus = await this.#connected();
    const [value] = await bus.call({
      destination: DESTINATION,
      path: property.path ?? MANAGER_PATH,
      interface: 'org.freedesktop.DBus.Properties',
      member: 'Get',
      signature: 'ss',
      body: [property.interface ?? MANAGER, property.name],
    });
    return value;
  }

  async #connected(): Promise<Bus> {
    if (this.#bus?.open === true) return this.#bus;
    this.#connecting ??= this.#connect().finally(() => {
      this.#connecting = undefined;
    });
    return this.#connecting;
  }

  async #connect(): Promise<Bus> {
    const onSignal = (signal: BusSignal): void => {
      if (signal.interface === MANAGER) this.#listener.onSignal(signal.member, signal.body);
    };
    const bus = connectBus({ ...this.#options, onSignal });
    try {
      const rule = `type='signal',sender='${DESTINATION}',path='${MANAGER_PATH}',interface='${MANAGER}'`;
      await Promise.all([
        ...SIGNALS.map(async (member) => bus.addMatch(`${rule},member='${member}'`)),
        bus.call({
          destination: DESTINATION,
          path: MANAGER_PATH,
          interface: MANAGER,
          member: 'Subscribe',
        }),
      ]);
    } catch (error) {
      bus.close();
      if (!(error instanceof BusError)) throw error;
      throw CredfleetError.from(error, 'SYSTEMD_UNREACHABLE', 'subscribing to systemd on D-Bus');
    }
    this.#bus = bus;
    this.#listener.onConnected();
    return bus;
  }
}
