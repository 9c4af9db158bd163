/**
 * Requests of the embedded API. Names and verbs are those of Kubernetes' own API server.
 * @module
 */
import { RequestMeter } from './request-meter.ts';

/** One row of these tables: what is asked of what. */
export type Asked = {
  readonly verb: string;
  /** Plural; '' of what is no resource, such as discovery and health. */
  readonly resource: string;
};

export class ApiRequests extends RequestMeter<Asked> {
  constructor() {
    const watched = ({ resource }: Asked) => ({ resource });
    super({ prefix: 'apiserver', what: 'the embedded API', watched });
  }
}
