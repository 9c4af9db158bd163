/**
 * credfleet-agent(8), from the agent's own usage text, so that the two cannot differ.
 * @module
 */

export type ManPageParts = {
  readonly usage: string;
  readonly version: string;
  /** YYYY-MM-DD. */
  readonly date: string;
};

const OPTION_LINE = /^ {2}(--\S+(?: \S+)?) {2,}(\S.*)$/u;
const CONTINUED = /^ {10,}(\S.*)$/u;

export function manPage({ usage, version, date }: ManPageParts): string {
  const lines = usage.split('\n');
  const synopsis = lines.slice(
    0,
    lines.findIndex((line) => OPTION_LINE.test(line)),
  );
  return [
    `.TH CREDFLEET-AGENT 8 "${date}" "credfleet ${version}"`,
    '.SH NAME',
    String.raw`credfleet-agent \- systemd credentials of this host, sealed to its TPM`,
    '.SH SYNOPSIS',
    '.nf',
    ...synopsis.map((line) => roff(line.replace(/^usage: | {7}/u, ''))),
    '.fi',
    '.SH DESCRIPTION',
    'Runs as a service, credfleet\\-agent.service. It connects to the controller of its fleet, seals what it is sent with',
    '.BR systemd-creds (1)',
    'against this machine, installs it, restarts the units that use it, and reports what they have loaded.',
    'Nothing on the host waits for it: what is sealed stays usable without it.',
    '.SH OPTIONS',
    ...optionsOf(lines),
    '.SH FILES',
    ...FILES.flatMap(([path, text]) => ['.TP', `.I ${roff(path)}`, roff(text)]),
    '.SH EXIT STATUS',
    '0 stopped, or all well; 1 failed, the last line says why and has a code; 2 wrong options.',
    '.SH SEE ALSO',
    '.BR systemd-creds (1),',
    '.BR systemd.exec (5)',
    '',
  ].join('\n');
}

const FILES: readonly (readonly [string, string])[] = [
  ['/etc/credfleet/agent.conf', 'One option per line as name=value; # begins a comment.'],
  [
    '/etc/credfleet/allow.json',
    'Units and credential names that may be touched, whatever the controller says.',
  ],
  ['/var/lib/credfleet', 'Identity, journal, reports. Nothing in clear; needs no backup.'],
  ['/etc/credstore.encrypted', 'What is sealed.'],
  ['/etc/systemd/tpm2-pcr-signature.json', 'A link to the signatures of PCR states, for systemd.'],
  ['/etc/systemd/system', 'Drop-ins 50-credfleet-NAME.conf.'],
  [
    '/run/credfleet/credentials.sock',
    'Units fetch here, sealed, what is delivered to them by socket; credfleet-agent.socket listens.',
  ],
  ['/run/credfleet/metrics', 'For --metrics-dir: the service may write here, everybody may read.'],
];

function optionsOf(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => {
    const [, flag, text] = OPTION_LINE.exec(line) ?? [];
    if (flag !== undefined && text !== undefined) return ['.TP', `.B ${roff(flag)}`, roff(text)];
    const more = CONTINUED.exec(line)?.[1];
    return more === undefined ? [] : [roff(more)];
  });
}

/** A hyphen is one, and a line that begins with a dot or a quote is text. */
function roff(text: string): string {
  const escaped = text.replaceAll('\\', '\\e').replaceAll('-', '\\-');
  return /^[.']/u.test(escaped) ? `\\&${escaped}` : escaped;
}
