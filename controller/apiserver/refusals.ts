/**
 * The real server's refusals about one object, as errors that carry their Status.
 * @module
 */
import { refused, type StatusCause } from '#src/api/status.ts';
import { type CredfleetError } from '#src/errors/credfleet-error.ts';
import { kindId, type Resource, resourceId } from './resources.ts';
import type { Problem } from './schema/problem.ts';

function named(resource: Resource, name: string) {
  return {
    ...(name === '' ? {} : { name }),
    ...(resource.group === '' ? {} : { group: resource.group }),
    kind: resource.plural,
  };
}

export function notFound(resource: Resource, name: string): CredfleetError {
  return refused({
    code: 404,
    reason: 'NotFound',
    message: `${resourceId(resource)} "${name}" not found`,
    details: named(resource, name),
  });
}

export function alreadyExists(resource: Resource, name: string): CredfleetError {
  return refused({
    code: 409,
    reason: 'AlreadyExists',
    message: `${resourceId(resource)} "${name}" already exists`,
    details: named(resource, name),
  });
}

const MODIFIED =
  'the object has been modified; please apply your changes to the latest version and try again';

export function conflict(resource: Resource, name: string, detail: string = MODIFIED) {
  return refused({
    code: 409,
    reason: 'Conflict',
    message: `Operation cannot be fulfilled on ${resourceId(resource)} "${name}": ${detail}`,
    details: named(resource, name),
  });
}

export function forbiddenObject(resource: Resource, name: string, detail: string) {
  return refused({
    code: 403,
    reason: 'Forbidden',
    message: `${resourceId(resource)} "${name}" is forbidden: ${detail}`,
    details: named(resource, name),
  });
}

/** `id` is the kind as the message names it, `HostCredential.credfleet.dev`. */
export function invalidObject(resource: Resource, name: string, problems: readonly Problem[]) {
  return refused({
    code: 422,
    reason: 'Invalid',
    message: `${kindId(resource)} "${name}" is invalid: ${listed(problems)}`,
    details: {
      ...named(resource, name),
      kind: resource.kind,
      causes: causesOf(problems),
    },
  });
}

/** For options such as ListOptions, which belong to no object. */
export function invalidOptions(kind: string, problems: readonly Problem[]) {
  return refused({
    code: 422,
    reason: 'Invalid',
    message: `${kind}.meta.k8s.io "" is invalid: ${listed(problems)}`,
    details: { group: 'meta.k8s.io', kind, causes: causesOf(problems) },
  });
}

function causesOf(problems: readonly Problem[]): readonly StatusCause[] {
  return problems.map(({ reason, message, field }) => ({ reason, message, field }));
}

function listed(problems: readonly Problem[]): string {
  const texts = problems.map(({ field, message }) => `${field}: ${message}`);
  return texts.length === 1 ? texts.join('') : `[${texts.join(', ')}]`;
}

export function methodNotAllowed(resource: Resource, verb: string): CredfleetError {
  return refused({
    code: 405,
    reason: 'MethodNotAllowed',
    message: `${verb} is not supported on resources of kind "${resourceId(resource)}"`,
    details: named(resource, ''),
  });
}

/** Everything from this revision on is gone: list again. */
export function expired(message: string): CredfleetError {
  return refused({ code: 410, reason: 'Expired', message });
}

export function tooLargeVersion(wanted: string, current: number): CredfleetError {
  return refused({
    code: 504,
    reason: 'Timeout',
    message: `Timeout: Too large resource version: ${wanted}, current: ${current}`,
    details: {
      causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
      retryAfterSeconds: 1,
    },
  });
}
