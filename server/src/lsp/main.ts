import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { version } from '../../../package.json';
import { uriOf } from './convert';
import { serve } from './server';

const usage = `Usage: boltseal-language-server [--stdio | --node-ipc | --socket=PORT | --pipe=NAME]

The Boltseal language server, for any editor that speaks the Language Server Protocol. Without an option it
speaks over standard input and output.
`;

const transports = ['--stdio', '--node-ipc', '--socket', '--pipe'];

function main(args: readonly string[]): void {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(usage);
    return;
  }
  if (args.includes('--version')) {
    process.stdout.write(`${version}\n`);
    return;
  }
  const named = args.some(it => transports.some(transport => it === transport || it.startsWith(`${transport}=`)));
  const connection = named
    ? createConnection(ProposedFeatures.all)
    : createConnection(
        ProposedFeatures.all,
        new StreamMessageReader(process.stdin),
        new StreamMessageWriter(process.stdout),
      );
  process.on('unhandledRejection', error => {
    connection.console.error(`unhandled: ${error instanceof Error ? error.stack : error}`);
  });
  serve(connection, { version, pageOf });
}

/** The generated pages lie beside the bundle. */
function pageOf(rule: string): string | undefined {
  const path = join(__dirname, 'docs', 'rules', `${rule}.md`);
  return existsSync(path) ? uriOf(path) : undefined;
}

main(process.argv.slice(2));
