/**
 * pino with our field names. Nothing secret is ever passed to a logger; the redaction paths are a
 * second net below that rule, not the rule.
 * @module
 */
import pino, { type Logger as PinoLogger } from 'pino';

export type Logger = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error' | 'child'>;

export type LogOptions = {
  readonly level: string;
  readonly name: 'controller' | 'agent' | 'credfleet';
};

const REDACTED = [
  'data',
  'stringData',
  'plaintext',
  'content',
  'token',
  '*.data',
  '*.stringData',
  '*.plaintext',
  '*.content',
  '*.token',
];

export function createLogger(options: LogOptions): Logger {
  return pino({
    level: options.level,
    name: options.name,
    redact: { paths: REDACTED, censor: '[redacted]' },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  });
}
