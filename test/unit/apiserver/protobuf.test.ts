/**
 * Protobuf bodies as a real kubectl 1.33 sent them.
 * @module
 */
import { expect, test } from 'vitest';
import { decodeKubernetesProtobuf } from '#controller/apiserver/protobuf.ts';

const bytes = (hex: string): Uint8Array => Buffer.from(hex, 'hex');

test.for([
  {
    command: 'create secret generic foo --from-literal=a=b',
    hex: '6b3873000a0c0a0276311206536563726574121f0a130a03666f6f12001a0022002a0032003800420012060a01611201621a001a002200',
    expected: {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'foo' },
      data: { a: 'Yg==' },
    },
  },
  {
    command: 'create namespace payments',
    hex: '6b3873000a0f0a02763112094e616d65737061636512200a180a087061796d656e747312001a0022002a0032003800420012001a020a001a002200',
    expected: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'payments' } },
  },
  {
    command: 'create configmap cm --from-literal=a=b',
    hex: '6b3873000a0f0a0276311209436f6e6669674d6170121c0a120a02636d12001a0022002a0032003800420012060a01611201621a002200',
    expected: {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'cm' },
      data: { a: 'b' },
    },
  },
  {
    command: 'auth whoami',
    hex: '6b3873000a2d0a1861757468656e7469636174696f6e2e6b38732e696f2f7631121153656c665375626a656374526576696577121a0a100a0012001a0022002a0032003800420012060a040a0012001a002200',
    expected: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
  },
  {
    command: 'auth can-i --list',
    hex: '6b3873000a310a17617574686f72697a6174696f6e2e6b38732e696f2f7631121653656c665375626a65637452756c657352657669657712230a100a0012001a0022002a0032003800420012090a0764656661756c741a04180022001a002200',
    expected: {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectRulesReview',
      spec: { namespace: 'default' },
    },
  },
])('$command', ({ hex, expected }) => {
  expect(decodeKubernetesProtobuf(bytes(hex))).toEqual(expected);
});

test.for([
  { given: 'no envelope', hex: '0a0c0a0276311206536563726574' },
  { given: 'an envelope that ends too early', hex: '6b3873000a0c0a0276311206536563' },
  { given: 'nothing', hex: '' },
  // TypeMeta {v1, Pod}
  { given: 'a kind that we do not read', hex: '6b3873000a090a0276311203506f641200' },
])('$given is not read', ({ hex }) => {
  expect(decodeKubernetesProtobuf(bytes(hex))).toBeUndefined();
});
