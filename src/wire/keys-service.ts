/**
 * The Keys service as gRPC sees it: for the certificates of those who may rotate, on the session port.
 * @module
 */
import type { ServiceDefinition } from '@grpc/grpc-js';
import {
  decodeKeysStatus,
  decodeKeysStatusRequest,
  decodeRotateRequest,
  encodeKeysStatus,
  encodeKeysStatusRequest,
  encodeRotateRequest,
} from './keys-wire.ts';

export const keysService = {
  status: {
    path: '/credfleet.v1.Keys/Status',
    requestStream: false,
    responseStream: false,
    requestSerialize: encodeKeysStatusRequest,
    requestDeserialize: decodeKeysStatusRequest,
    responseSerialize: encodeKeysStatus,
    responseDeserialize: decodeKeysStatus,
  },
  rotate: {
    path: '/credfleet.v1.Keys/Rotate',
    requestStream: false,
    responseStream: false,
    requestSerialize: encodeRotateRequest,
    requestDeserialize: decodeRotateRequest,
    responseSerialize: encodeKeysStatus,
    responseDeserialize: decodeKeysStatus,
  },
} as const satisfies ServiceDefinition;
