/**
 * Prometheus' own tools, for those who want to know what it makes of our metrics and alerts.
 * @module
 */
import { findProgram } from './debian-program.ts';
import { run } from './process.ts';

/** Checks metrics and rules, and evaluates alerts over invented time. */
export async function findPromtool(progress: (line: string) => void): Promise<string> {
  return findProgram(
    {
      package: 'promtool',
      path: 'usr/bin/promtool',
      sizeMb: 14,
      isGood: starts,
      advice: 'install the Debian package promtool, or prometheus',
    },
    progress,
  );
}

/** Whose textfile collector reads what agents write. */
export async function findNodeExporter(progress: (line: string) => void): Promise<string> {
  return findProgram(
    {
      package: 'prometheus-node-exporter',
      path: 'usr/bin/prometheus-node-exporter',
      sizeMb: 5,
      isGood: starts,
      advice: 'install the Debian package prometheus-node-exporter',
    },
    progress,
  );
}

async function starts(file: string): Promise<boolean> {
  const result = await run([file, '--version']).catch(() => undefined);
  return result?.exitCode === 0;
}
