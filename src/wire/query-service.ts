/**
 * The Query service as gRPC sees it: read only, for operators' certificates on the session port.
 * @module
 */
import type { ServiceDefinition } from '@grpc/grpc-js';
import { decodePlanPart, decodePlanRequest, encodePlanPart, encodePlanRequest } from './plan-wire.ts';
import {
  decodeEventRow,
  decodeEventsRequest,
  decodeExplainReply,
  decodeExplainRequest,
  decodeExposureRequest,
  decodeExposureRow,
  decodeIntervalRow,
  decodeIntervalsRequest,
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
  encodeIntervalRow,
  encodeIntervalsRequest,
  encodeStateRow,
  encodeStatesRequest,
} from './query-to-wire.ts';

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
  intervals: {
    path: '/credfleet.v1.Query/Intervals',
    requestStream: false,
    responseStream: true,
    requestSerialize: encodeIntervalsRequest,
    requestDeserialize: decodeIntervalsRequest,
    responseSerialize: encodeIntervalRow,
    responseDeserialize: decodeIntervalRow,
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
