/**
 * Whether this agent can deliver in the way that an intent asks for.
 * @module
 */
import { problemOfAddress } from '#agent/provider/socket.ts';
import type { Intent } from '#src/intent/intent.ts';
import { PCRS_CHANGED_BY_BOOT } from '#src/systemd/boot.ts';
import { machineUnit } from '#src/systemd/machine.ts';

/** Undefined when it can. */
export function problemOfDelivery(intent: Intent, isProviding: boolean): string | undefined {
  const { type, store, dropIn } = intent.delivery;
  if (intent.operation === 'delete') return undefined;
  if (store === 'UnitFile' && dropIn === 'None') return NO_DROP_IN;
  if (type === 'Service') return undefined;
  if (type === 'Socket') return isProviding ? problemOfFetching(intent) : NOT_PROVIDING;
  if (type === 'Machine') return problemOfContainer(intent);
  if (type === 'Boot') return problemOfBoot(intent);
  if (type === 'User') return problemOfUser(intent);
  // Whoever sends may be newer than we are.
  return `this agent cannot deliver type '${String(type)}'; update it`;
}

const WITH_HOST_KEY: ReadonlySet<string> = new Set(['HostAndTPM2', 'Host']);
const IN_INITRD: ReadonlySet<string> = new Set(['TPM2', 'TPM2Initrd']);

const NOT_PROVIDING =
  "units cannot fetch credentials from this agent; its log says why, mostly 'systemctl enable --now credfleet-agent.socket' is missing";

const NO_DROP_IN =
  'store UnitFile puts the credential into a drop-in, and dropIn: None wants none: leave one of them out';

function problemOfFetching({ activation, items }: Intent): string | undefined {
  return activation.units
    .flatMap(({ name: unit }) => items.map(({ name }) => problemOfAddress(unit, name)))
    .find((problem) => problem !== undefined);
}

/** No other unit can have it: nothing else is changed or restarted for a container. */
function problemOfContainer({ activation, delivery }: Intent): string | undefined {
  const container = machineUnit(delivery.machine ?? '');
  const isIt = activation.units.length === 1 && activation.units[0]?.name === container;
  if (isIt && !activation.autoDetect) return undefined;
  return `what container '${delivery.machine}' gets concerns '${container}' alone`;
}

/** What the initrd could not open, or what nothing of the running host can prove. */
function problemOfBoot({ activation, sealing }: Intent): string | undefined {
  if (activation.units.length > 0 || activation.autoDetect) {
    return 'what the next boot gets concerns no unit now';
  }
  if (!IN_INITRD.has(sealing.key))
    return `the initrd has no host key, so key ${sealing.key} opens nothing there`;
  if (sealing.signed !== undefined) {
    return 'the initrd has no signatures of PCR states, so what waits for one opens nothing there';
  }
  const pcr = sealing.tpm2Pcrs.find((one) => PCRS_CHANGED_BY_BOOT.includes(one));
  if (pcr === undefined) return undefined;
  return `PCR ${pcr} has another value in the initrd than now, so what is bound to it opens nothing there`;
}

/** systemd-creds binds to a user together with the host key only. */
function problemOfUser({ activation, sealing }: Intent): string | undefined {
  if (activation.autoDetect) return 'units of the system do not load what is for a user';
  if (WITH_HOST_KEY.has(sealing.key)) return undefined;
  return `nothing can be sealed for a user with key ${sealing.key}: use HostAndTPM2 or Host`;
}
