/**
 * The only reader of the environment for the command line.
 * @module
 */
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

export type CliEnvironment = {
  /** Kubeconfig files in order of precedence. */
  readonly kubeconfigFiles: readonly string[];
  /** Lets a person switch colours off (no-color.org). */
  readonly noColor: boolean;
};

export function readEnvironment(env: NodeJS.ProcessEnv = process.env): CliEnvironment {
  const listed = (env['KUBECONFIG'] ?? '').split(delimiter).filter((file) => file !== '');
  return Object.freeze({
    kubeconfigFiles: listed.length > 0 ? listed : [join(homedir(), '.kube', 'config')],
    noColor: (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb',
  });
}
