/**
 * The version that the agent reports; the package's.
 * @module
 */
import packageJson from '../package.json' with { type: 'json' };

export const AGENT_VERSION: string = packageJson.version;
