/**
 * docs/hosts.md from what a run of the matrix has shown; what was not run keeps what the document says of it.
 * @module
 */
import { DELIVERIES, nameOf, PROFILES } from './cells.ts';
import type { HostMatrix } from './run-matrix.ts';

const HEAD = `# Hosts: what was shown on which systemd

Written by a run on real hosts with a software TPM each (\`npm run matrix -- --write\`, with \`--sid\` for 262); an
end-to-end test runs it again and compares.
- **pass**: the agent from its package delivered it, the header of the file on the host has the key type and the PCRs that
  were asked for, and the running unit has loaded the value;
- **staged**: the same file for the next boot, which the boot has yet to take; **sealed**: the same file for a user, whose
  units nobody restarts ([deliveries](deliveries.md));
- **refused by the API**: it makes no sense, and the API says why;
- anything else is why it is refused: a reason of the controller or a [code](errors.md) of the host.

Without PCRs 252 binds to PCR 23, which nobody extends: it cannot read what it seals to none
([ADR 0013](adr/0013-pcrs.md)). 262 is Debian sid as it was on the day of the run.
`;

/** Sections of versions that were not run are taken from `before`. */
export function documentOf(matrices: readonly HostMatrix[], before: string): string {
  const sections = new Map([...sectionsOf(before), ...matrices.map(sectionOf)]);
  const ordered = [...sections].toSorted(([a], [b]) => a - b).map(([, text]) => text);
  return [HEAD, ...ordered].join('\n');
}

function sectionOf({ systemd, cells }: HostMatrix): readonly [number, string] {
  const titles = PROFILES.map(({ title }) => title);
  const rule = titles.map(() => '---');
  const rows = DELIVERIES.map((delivery) =>
    rowOf(
      delivery.title,
      PROFILES.map((profile) => cells.get(nameOf(delivery, profile)) ?? ''),
    ),
  );
  const lines = [rowOf('delivery', titles), rowOf('---', rule), ...rows];
  return [systemd, `## systemd ${systemd}\n${lines.join('\n')}\n`];
}

function rowOf(title: string, cells: readonly string[]): string {
  return `| ${title} | ${cells.join(' | ')} |`;
}

function sectionsOf(document: string): ReadonlyMap<number, string> {
  const parts = document.split(/^(?=## systemd )/mu).slice(1);
  return new Map(
    parts.map((part) => {
      const version = /^## systemd (\d+)$/mu.exec(part)?.[1];
      return [Number(version), `${part.trimEnd()}\n`];
    }),
  );
}
