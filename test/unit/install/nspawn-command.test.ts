/**
 * The command line of a container's unit, from files as people and packages write them.
 * @module
 */
import { expect, test } from 'vitest';
import { containerSettings } from '#agent/install/container-settings.ts';
import { nspawnCommand } from '#agent/install/nspawn-command.ts';

const SHIPPED = `# comment
[Unit]
Description=Container %i
[Service]
ExecStart=systemd-nspawn --quiet --keep-unit --boot --machine=%i
Type=notify
`;
const UNIT = '/usr/lib/systemd/system/systemd-nspawn@.service';
const FOLDER = '/etc/systemd/system/systemd-nspawn@web.service.d';

function commandOf(dropIns: Readonly<Record<string, string>> = {}, shipped = SHIPPED) {
  const others = Object.entries(dropIns).map(([name, text]) => ({
    path: `${FOLDER}/${name}`,
    text,
  }));
  return nspawnCommand([{ path: UNIT, text: shipped }, ...others], ['db']);
}

test.for([
  {
    given: 'the shipped unit',
    dropIns: {},
    command: 'systemd-nspawn --quiet --keep-unit --boot --machine=%i',
  },
  {
    given: 'a drop-in of the owner',
    dropIns: {
      'local.conf': '[Service]\nExecStart=\nExecStart=/usr/bin/systemd-nspawn -b "a b" $MORE\n',
    },
    command: '/usr/bin/systemd-nspawn -b "a b" $MORE',
  },
  {
    given: 'a line that goes on, with a comment in it',
    dropIns: {
      'local.conf': '[Service]\nExecStart=\nExecStart = systemd-nspawn \\\n# why\n  --boot\n',
    },
    command: 'systemd-nspawn    --boot',
  },
  {
    given: 'another section',
    dropIns: { 'local.conf': '[X-Other]\nExecStart=\nExecStart=/bin/false\n' },
    command: 'systemd-nspawn --quiet --keep-unit --boot --machine=%i',
  },
  {
    given: 'drop-ins of ours',
    dropIns: {
      '50-credfleet.machine-db.conf': `[Service]\n${containerSettings('db', { path: '/m/web/db', command: 'systemd-nspawn old' }).join('\n')}`,
      '50-credfleet-db.conf': '[Service]\nLoadCredentialEncrypted=db\n',
    },
    command: 'systemd-nspawn --quiet --keep-unit --boot --machine=%i',
  },
])('$given: taken as it is', ({ dropIns, command }) => {
  expect(commandOf(dropIns)).toEqual({ ok: true, value: command });
});

test.for([
  {
    given: 'another program',
    text: 'ExecStart=/opt/own-nspawn --boot',
    problem: "runs '/opt/own-nspawn'",
  },
  {
    given: 'a program with a prefix',
    text: 'ExecStart=-systemd-nspawn --boot',
    problem: "runs '-systemd-nspawn'",
  },
  { given: 'none', text: '', problem: 'exactly one command' },
  {
    given: 'two',
    text: 'ExecStart=systemd-nspawn a ; systemd-nspawn b',
    problem: 'exactly one command',
  },
  {
    given: 'one that hands the name on by itself',
    text: 'ExecStart=systemd-nspawn --set-credential=db:plain',
    problem: "hands a credential 'db' on already",
  },
])('$given: refused', ({ text, problem }) => {
  const answer = commandOf({}, `[Service]\n${text}\n`);
  expect(answer.ok ? '' : answer.problems.join()).toContain(problem);
});
