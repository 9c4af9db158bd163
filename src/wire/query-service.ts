/**
 * The Query service as gRPC sees it: read only, for operators' certificates on the session port.
 * @module
 */
import type { ServiceDefinition } from '@grpc/grpc-js';
import {
  decodeGoneRequest,
  decodeGoneRow,
  decodeHistoryRequest,
  decodeHoldersRequest,
  decodeIntervalRow,
  encodeGoneRequest,
  encodeGoneRow,
  encodeHistoryRequest,
  encodeHoldersRequest,
  encodeIntervalRow,
} from './history-wire.ts';
import {
  decodePlanPart,
  decodePlanRequest,
  encodePlanPart,
  encodePlanRequest,
} from './plan-wire.ts';
import {
  decodeEventRow,
  decodeEventsRequest,
  decodeExplainReply,
  decodeExplainRequest,
  decodeExposureRequest,
  decodeExposureRow,
  decodeStateRow,
  decodeStatesRequest,
} from './query-from-wire.ts';
import {
  encodeEventRow,
  encodeEventsRequest,
  encodeExplainReply,
  encodeExplainRequest,
  encodeExposureRequest,
  encodeExposureRow,
  encodeStateRow,
  encodeStatesRequest,
} from './query-to-wire.ts';

/** Initial metadata: what an answer leaves out, because it was pruned. */
export const NOTE_METADATA = 'credfleet-note';

export const queryService = {
  states: {
    path: '/credfleet.v1.Query/States',
    requestStream: false,
    responseStream: true,
    requestSerialize: encodeStatesRequest,
    requestDeserialize: decodeStatesRequest,
    responseSerialize: encodeStateRow,
    responseDeserialize: decodeStateRow,
  },
  holders: {
    path: '/credfleet.v1.Query/Holders',
    requestStream: false,
    responseStream: true,
    requestSerialize: encodeHoldersRequest,
    requestDeserialize: decodeHoldersRequest,
    responseSerialize: encodeIntervalRow,
    responseDeserialize: decodeIntervalRow,
  },
  history: {
    path: '/credfleet.v1.Query/History',
    requestStream: false,
    responseStream: true,
    requestSerialize: encodeHistoryRequest,
    requestDeserialize: decodeHistoryRequest,
    responseSerialize: encodeIntervalRow,
    responseDeserialize: decodeIntervalRow,
  },
  gone: {
    path: '/credfleet.v1.Query/Gone',
    requestStream: false,
    responseStream: true,
    requestSerialize: encodeGoneRequest,
    requestDeserialize: decodeGoneRequest,
    responseSerialize: encodeGoneRow,
    responseDeserialize: decodeGoneRow,
  },
  exposure: {
    path: '/credfleet.v1.Query/Exposure',
    requestStream: false,
    responseStream: true,
    requestSerialize: encodeExposureRequest,
    requestDeserialize: decodeExposureRequest,
    responseSerialize: encodeExposureRow,
    responseDeserialize: decodeExposureRow,
  },
  events: {
    path: '/credfleet.v1.Query/Events',
    requestStream: false,
    responseStream: true,
    requestSerialize: encodeEventsRequest,
    requestDeserialize: decodeEventsRequest,
    responseSerialize: encodeEventRow,
    responseDeserialize: decodeEventRow,
  },
  explain: {
    path: '/credfleet.v1.Query/Explain',
    requestStream: false,
    responseStream: false,
    requestSerialize: encodeExplainRequest,
    requestDeserialize: decodeExplainRequest,
    responseSerialize: encodeExplainReply,
    responseDeserialize: decodeExplainReply,
  },
  plan: {
    path: '/credfleet.v1.Query/Plan',
    requestStream: false,
    responseStream: true,
    requestSerialize: encodePlanRequest,
    requestDeserialize: decodePlanRequest,
    responseSerialize: encodePlanPart,
    responseDeserialize: decodePlanPart,
  },
} as const satisfies ServiceDefinition;
