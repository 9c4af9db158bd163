/**
 * A logger that keeps what it was told, so that tests are silent and can look.
 * @module
 */
import type { Logger } from '#src/log/logger.ts';

export type LogLine = {
  readonly level: string;
  readonly fields: unknown;
  readonly message: string;
};

export class FakeLog {
  readonly lines: LogLine[] = [];

  readonly logger = {
    debug: this.#keep('debug'),
    info: this.#keep('info'),
    warn: this.#keep('warn'),
    error: this.#keep('error'),
    child: () => this.logger,
  } as unknown as Logger;

  #keep(level: string): (fields: unknown, message?: string) => void {
    return (fields, message) => {
      const text = typeof fields === 'string' ? fields : (message ?? '');
      this.lines.push({ level, fields, message: text });
    };
  }
}
