/**
 * Requests of REST, where auditors ask.
 * @module
 */
import { RequestMeter } from './request-meter.ts';

export type AskedByRest = {
  /** Of what there is; '' of anything else. */
  readonly path: string;
};

export class RestRequests extends RequestMeter<AskedByRest> {
  constructor() {
    super({ prefix: 'rest', what: "the auditors' REST", watched: (asked) => asked });
  }
}
