/**
 * Runs the matrix on real hosts: one HostCredential and one unit per cell, all in one go, and reads on each host
 * what each file is sealed with and what each unit has loaded.
 * @module
 */
import { parseSealedHeader, type SealedHeader } from '#src/systemd/sealed-header.ts';
import { openBootPartition } from '#test/fleet/boot-partition.ts';
import { Fleet, type FleetHost } from '#test/fleet/fleet.ts';
import { eventually } from '#test/fleet/process.ts';
import { installSampleContainer, sha256 } from '#test/fleet/sample-container.ts';
import type { TestHost } from '#test/testbed/testbed.ts';
import {
  DELIVERIES,
  expectedHeader,
  filePathOf,
  frame,
  hostCredentialOf,
  loadedPathOf,
  MACHINE,
  nameOf,
  NAMESPACE,
  PROFILES,
  unitTextOf,
  valueOf,
  type Delivery,
  type Profile,
} from './cells.ts';

/** By name of the cell: `pass`, or why not. */
export type HostMatrix = {
  readonly systemd: number;
  readonly cells: ReadonlyMap<string, string>;
};

const LABELS = { role: NAMESPACE };
const HOSTS: readonly FleetHost[] = [
  { name: 'old', release: 'bookworm', labels: LABELS, bootLoader: true },
  { name: 'new', release: 'trixie', labels: LABELS, bootLoader: true },
];
const ROLLING: FleetHost = { name: 'rolling', release: 'sid', labels: LABELS, bootLoader: true };

type Cell = { readonly delivery: Delivery; readonly profile: Profile; readonly name: string };

const CELLS: readonly Cell[] = DELIVERIES.flatMap((delivery) =>
  PROFILES.map((profile) => ({ delivery, profile, name: nameOf(delivery, profile) })),
);

export async function runMatrix({
  sid,
}: {
  readonly sid: boolean;
}): Promise<readonly HostMatrix[]> {
  const hosts = [...HOSTS, ...(sid ? [ROLLING] : [])];
  const fleet = await Fleet.start({ hosts });
  try {
    await Promise.all(fleet.hosts.map(installUnits));
    await Promise.all(fleet.hosts.map((host) => installSampleContainer(host, MACHINE, MACHINE)));
    await Promise.all(fleet.hosts.map((host) => openBootPartition(fleet, host)));
    await fleet.apply(...frame);
    const values = CELLS.map(({ name }) => [name, valueOf(name)]);
    await fleet.putSecret(NAMESPACE, NAMESPACE, Object.fromEntries(values));
    const refused = await applyAll(fleet);
    const told = await allTold(fleet, refused);
    return await Promise.all(fleet.hosts.map(async (host) => matrixOf(host, told)));
  } finally {
    await fleet.close();
  }
}

async function installUnits(host: TestHost): Promise<void> {
  const files = CELLS.map(({ delivery, profile, name }) => {
    const text = unitTextOf(delivery, profile);
    return `cat > /etc/systemd/system/${name}.service <<'END'\n${text}END\n`;
  });
  await host.must(['sh', '-es'], { stdin: files.join('') });
  await host.must(['systemctl', 'daemon-reload']);
}

/** Those that the API does not take. */
async function applyAll(fleet: Fleet): Promise<ReadonlyMap<string, string>> {
  const objects = CELLS.map(({ delivery, profile }) => hostCredentialOf(delivery, profile));
  const stdin = objects.map((object) => JSON.stringify(object)).join('\n');
  const { stderr } = await fleet.kubectl(['apply', '-f', '-'], { stdin });
  const invalid = stderr.matchAll(/HostCredential\.credfleet\.dev "([a-z0-9-]+)" is invalid/gu);
  const refused = new Map(Array.from(invalid, ([, name = '']) => [name, REFUSED]));
  const told = stderr.split('\n').filter((line) => line.startsWith('Error'));
  if (told.length !== refused.size) throw new Error(stderr);
  return refused;
}

type Credential = {
  readonly metadata: { readonly name: string };
  readonly status?: {
    readonly hosts?: Readonly<Record<string, number>>;
    readonly conditions?: readonly { type: string; status: string; reason: string }[];
  };
};

type Told = {
  /** By cell: why it goes nowhere, or not to all hosts. */
  readonly denied: ReadonlyMap<string, string>;
  /** By host and cell. */
  readonly ends: ReadonlyMap<string, End>;
};

/** Waits until each cell has ended on each host, one way or the other. */
async function allTold(fleet: Fleet, refused: ReadonlyMap<string, string>): Promise<Told> {
  return eventually(
    'all cells of the matrix to end',
    async () => {
      const told = {
        denied: new Map([...refused, ...(await denials(fleet))]),
        ends: await endsOf(fleet),
      };
      const open = fleet.hosts.flatMap((host) =>
        CELLS.filter((cell) => !isTold(host, cell, told)).map(({ name }) => `${host.name}/${name}`),
      );
      if (open.length === 0) return told;
      throw new Error(`open: ${open.join(' ')}`);
    },
    { everyMs: 1_000, timeoutMs: 180_000 },
  );
}

function isTold(
  host: TestHost,
  { name, delivery: { since } }: Cell,
  { denied, ends }: Told,
): boolean {
  if (ends.has(`${host.name}/${name}`)) return true;
  const isOthers = since !== undefined && host.systemdVersion >= since;
  const reason = denied.get(name);
  return reason !== undefined && (!isOthers || reason === REFUSED);
}

async function denials(fleet: Fleet): Promise<readonly (readonly [string, string])[]> {
  const list = ['get', 'hostcredentials', '-n', NAMESPACE, '-o', 'json'];
  const { items } = JSON.parse(await fleet.mustKubectl(list)) as {
    readonly items: readonly Credential[];
  };
  return items.flatMap((item) => {
    const denial = denialOf(item);
    return denial === undefined ? [] : [[item.metadata.name, denial] as const];
  });
}

function denialOf({ status }: Credential): string | undefined {
  const denied = status?.conditions?.find(
    ({ type, status: state }) => type === 'TargetsAllowed' && state === 'False',
  );
  return denied?.reason;
}

type End = {
  readonly type: string;
  readonly subject: { readonly hostCredential: string; readonly host: string };
  readonly detail?: { readonly code?: string };
};

/** The last word of each host about each cell, as the audit log has it. */
async function endsOf(fleet: Fleet): Promise<ReadonlyMap<string, End>> {
  const audit = ['audit', '--type', 'host.version', '-o', 'jsonl'];
  const lines = (await fleet.mustCredfleet(audit)).trim().split('\n');
  const ends = lines
    .map((line) => JSON.parse(line) as End)
    .filter(({ type }) => /\.(?:healthy|staged|refused|healthFailed|rolledBack)$/u.test(type));
  return new Map(ends.map((end) => [`${end.subject.host}/${end.subject.hostCredential}`, end]));
}

async function matrixOf(host: TestHost, told: Told): Promise<HostMatrix> {
  const headers = await headersOn(host);
  const loaded = await loadedOn(host);
  const cells = CELLS.map((cell): [string, string] => {
    const { delivery, profile, name } = cell;
    const header = headers.get(filePathOf(delivery, profile));
    const problem =
      refusalOf(host, cell, told) ??
      problemOf(header, expectedHeader(profile, host.systemdVersion));
    return [name, problem ?? shownOf(host, cell, { told, loaded })];
  });
  return { systemd: host.systemdVersion, cells: new Map(cells) };
}

function refusalOf(host: TestHost, { name }: Cell, told: Told): string | undefined {
  const end = told.ends.get(`${host.name}/${name}`);
  if (end === undefined) return told.denied.get(name);
  const isThere = /\.(?:healthy|staged)$/u.test(end.type);
  return isThere ? undefined : (end.detail?.code ?? end.type);
}

function shownOf(
  host: TestHost,
  cell: Cell,
  { told, loaded }: { readonly told: Told; readonly loaded: ReadonlySet<string> },
): string {
  const { type } = told.ends.get(`${host.name}/${cell.name}`) ?? {};
  if (type === 'host.version.staged') return 'staged';
  if (cell.delivery.isNotLoaded) return 'sealed';
  return loaded.has(digestOf(cell)) ? 'pass' : 'not loaded';
}

const REFUSED = 'refused by the API';

function problemOf(
  header: SealedHeader | undefined,
  expected: ReturnType<typeof expectedHeader>,
): string | undefined {
  if (header === undefined) return 'no file';
  const { keyType, pcrMask } = header;
  const isAsked = keyType === expected.keyType && pcrMask === expected.pcrMask;
  return isAsked ? undefined : `sealed with ${keyType}, PCR mask 0x${pcrMask.toString(16)}`;
}

/** By path, of all sealed files of the matrix. */
async function headersOn(host: TestHost): Promise<ReadonlyMap<string, SealedHeader>> {
  const folders = new Set(DELIVERIES.map(({ folder }) => folder));
  const globs = [...folders].map((folder) => `${folder}/matrix-*`).join(' ');
  const script = `for file in ${globs}; do [ ! -e "$file" ] || echo "$file $(tr -d '\\n' <"$file")"; done`;
  const lines = (await host.must(['sh', '-ec', script])).trim().split('\n');
  return new Map(
    lines.map((line) => {
      const [path = '', text = ''] = line.split(' ');
      return [path, parseSealedHeader(Buffer.from(text))];
    }),
  );
}

/** Digests with the paths in the credentials directories of running units. */
async function loadedOn(host: TestHost): Promise<ReadonlySet<string>> {
  const script = 'sha256sum /run/credentials/*.service/matrix-*';
  return new Set((await host.must(['sh', '-c', script])).trim().split('\n'));
}

function digestOf({ delivery, profile, name }: Cell): string {
  return `${sha256(valueOf(name))}  ${loadedPathOf(delivery, profile)}`;
}
