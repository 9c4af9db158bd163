/**
 * One PostgreSQL server per run of the integration tests; each test file makes a database of its own in it.
 * @module
 */
import type { TestProject } from 'vitest/node';
import { PostgresServer } from './postgres-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of its socket and its files. */
    readonly postgres: string;
  }
}

let server: PostgresServer;

export async function setup(project: TestProject): Promise<void> {
  server = await PostgresServer.start({ settings: ['max_connections = 200'] });
  project.provide('postgres', server.directory);
}

export async function teardown(): Promise<void> {
  await server[Symbol.asyncDispose]();
}
