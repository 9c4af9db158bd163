/**
 * A logger that says nothing.
 * @module
 */
import type { Logger } from '#src/log/logger.ts';
import { createLogger } from '#src/log/logger.ts';

export const silentLog: Logger = createLogger({ level: 'silent', name: 'controller' });
