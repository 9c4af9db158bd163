/**
 * `credfleet get KIND [NAME…]`: the server's own table, or the objects.
 * @module
 */
import { Option, type Command } from 'commander';
import { kinds } from '#src/api/core.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Api } from '../api/api.ts';
import { findResource, pathOf, type Resource } from '../api/resources.ts';
import type { CliContext } from '../context.ts';
import { formatObjects, type ObjectFormat } from '../get/format-objects.ts';
import { mergeTables, parseTable, renderTable, type ServerTable } from '../get/server-table.ts';
import type { GlobalOptions } from '../options.ts';

const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';

type GetOptions = GlobalOptions & {
  readonly allNamespaces?: boolean;
  readonly output?: ObjectFormat | 'wide';
  readonly selector?: string;
};

export function addGet(program: Command, context: CliContext): void {
  program
    .command('get')
    .argument('<kind>')
    .argument('[name...]')
    .description('show objects: hostcredentials, credentialrollouts, hosts, …')
    .option('-A, --all-namespaces', 'in all namespaces')
    .option('-l, --selector <labels>', 'only objects with these labels')
    .addOption(new Option('-o, --output <format>', 'print as').choices(['json', 'yaml', 'wide']))
    .action(async (kind: string, names: readonly string[], options: GetOptions) => {
      const resource = findResource(kind);
      if (resource === undefined) throw unknownKind(kind);
      await get(context, { resource, names }, { ...program.opts<GlobalOptions>(), ...options });
    });
}

type Wanted = { readonly resource: Resource; readonly names: readonly string[] };

async function get(context: CliContext, wanted: Wanted, options: GetOptions): Promise<void> {
  const { output } = options;
  if (wanted.names.length > 0 && options.allNamespaces === true && wanted.resource.namespaced) {
    throw new CredfleetError('USAGE', 'an object is named inside one namespace: use -n, not -A');
  }
  const api = await context.api(options);
  const namespace = namespaceOf(wanted.resource, options, api);
  if (output === 'json' || output === 'yaml') {
    const objects = await fetchAll(api, { ...wanted, namespace, options, accept: undefined });
    context.print.line(formatObjects(objects, output));
    return;
  }
  const answers = await fetchAll(api, { ...wanted, namespace, options, accept: TABLE });
  printTable(context, mergeTables(answers.map(parseTable)), {
    resource: wanted.resource,
    namespace,
    wide: output === 'wide',
  });
}

/** Undefined: all namespaces, or a kind that has none. */
function namespaceOf(resource: Resource, options: GetOptions, api: Api): string | undefined {
  if (!resource.namespaced || options.allNamespaces === true) return undefined;
  return options.namespace ?? api.defaultNamespace;
}

type Shown = {
  readonly resource: Resource;
  readonly namespace: string | undefined;
  readonly wide: boolean;
};

function printTable({ print }: CliContext, table: ServerTable, shown: Shown): void {
  const { resource, namespace, wide } = shown;
  if (table.rows.length === 0) {
    const place = namespace === undefined ? '' : ` in namespace ${namespace}`;
    print.note(`No ${resource.plural} found${place}.`);
    return;
  }
  const showNamespace = resource.namespaced && namespace === undefined;
  print.line(renderTable(table, { wide, showNamespace }));
}

type Fetch = Wanted & {
  readonly namespace: string | undefined;
  readonly options: GetOptions;
  readonly accept: string | undefined;
};

/** One answer for the list, or one for each name. */
async function fetchAll(api: Api, fetch: Fetch): Promise<readonly unknown[]> {
  const { resource, namespace, options, accept } = fetch;
  const answers: unknown[] = [];
  for (const name of fetch.names.length === 0 ? [undefined] : fetch.names) {
    answers.push(
      await api.send({
        method: 'GET',
        path: pathOf(resource, { namespace, name }),
        ...(options.selector !== undefined && { query: { labelSelector: options.selector } }),
        ...(accept !== undefined && { accept }),
      }),
    );
  }
  return answers;
}

function unknownKind(kind: string): CredfleetError {
  const names = Object.values(kinds).map((info) => info.plural);
  return new CredfleetError('USAGE', `unknown kind '${kind}'; known are ${names.join(', ')}`);
}
