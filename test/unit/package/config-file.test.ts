/**
 * The agent's configuration file: lines become options, and nothing of a line that is not understood is ignored.
 * @module
 */
import { expect, test } from 'vitest';
import { optionsOf, withConfigFile } from '#agent/config-file.node.ts';

test('lines become options, in their order; comments and empty lines are nothing', () => {
  const text = '# where\nca-pin=sha256:aa\n\n  ca-pin = sha256:bb  \nhost-name=web-1\n';
  expect(optionsOf('agent.conf', text)).toEqual([
    '--ca-pin=sha256:aa',
    '--ca-pin=sha256:bb',
    '--host-name=web-1',
  ]);
});

test.for(['ca-pin', 'ca-pin=', '--ca-pin=x', '[agent]', 'Ca-pin=x', '=x'])(
  "the line '%s' is refused with its number",
  (line) => {
    expect(() => optionsOf('agent.conf', `host-name=a\n${line}\n`)).toThrow(
      expect.objectContaining({ code: 'USAGE', message: expect.stringContaining('line 2') }),
    );
  },
);

test('a file that is not there is refused by its name', () => {
  expect(() => withConfigFile(['--config', '/nowhere/agent.conf'])).toThrow(
    expect.objectContaining({
      code: 'USAGE',
      message: expect.stringContaining('/nowhere/agent.conf'),
    }),
  );
});

test('without --config the command line is as it was', () => {
  expect(withConfigFile(['--host-name', 'a'])).toEqual(['--host-name', 'a']);
});
