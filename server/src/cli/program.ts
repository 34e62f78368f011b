import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { severities } from '../base/severity';
import { runExplain } from './explain';
import { type RemediateFlags, runRemediate } from './remediate';
import { runRules } from './rules';
import { runScan, type ScanFlags } from './scan';
import { version } from './version';

const exitCodes = `
Exit codes:
  0  nothing at or above the --fail-on severity
  1  findings at or above it
  2  wrong usage, wrong settings, a file that cannot be read, or a bug`;

/** The command line. */
export function program(): Command {
  const boltseal = new Command('boltseal')
    .description(
      'Finds what is insecure in Dockerfiles, PowerShell, Kubernetes and mesh configuration of Windows containers.',
    )
    .version(version, '-v, --version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    .showSuggestionAfterError()
    .configureHelp({ sortOptions: false })
    .exitOverride(error => process.exit(error.exitCode === 0 ? 0 : 2));
  boltseal.addCommand(scanCommand());
  boltseal.addCommand(remediateCommand());
  boltseal.addCommand(
    new Command('explain')
      .description('show what a rule looks for, why it matters and how to mend it')
      .addArgument(new Argument('<rule>', 'its name: tls/legacy-protocol'))
      .option('--no-color', 'plain text')
      .action(async (rule: string, flags: { color: boolean }) => {
        process.exitCode = await runExplain(rule, flags.color);
      }),
  );
  boltseal.addCommand(
    new Command('rules')
      .description('list all rules')
      .option('--json', 'as JSON')
      .option('--no-color', 'plain text')
      .action(async (flags: { json?: boolean; color: boolean }) => {
        process.exitCode = await runRules(flags);
      }),
  );
  for (const command of boltseal.commands) command.copyInheritedSettings(boltseal);
  return boltseal;
}

const scanCommand = (): Command =>
  overFiles(new Command('scan').description('analyse files and folders'))
    .addOption(new Option('--format <format>', 'how to report').choices(['text', 'json', 'sarif']).default('text'))
    .option('-o, --output <file>', 'write the report to a file')
    .addOption(
      new Option(
        '--fail-on <severity>',
        'least severity for exit code 1 (default: high, or what the settings say)',
      ).choices([...severities, 'never']),
    )
    .option('--fix', 'mend what can be mended without changing behaviour')
    .option('--fix-unsafe', 'mend also where behaviour may change')
    .option('--stdin-filename <name>', 'analyse standard input as a file of that name')
    .option('-q, --quiet', 'one line for each finding, no summary')
    .option('--no-color', 'plain text')
    .addHelpText('after', exitCodes)
    .action(async (paths: string[], flags: ScanFlags) => {
      process.exitCode = await runScan(paths, flags);
    });

const remediateCommand = (): Command =>
  overFiles(
    new Command('remediate').description(
      'write a PowerShell script that puts secure settings of Windows in place of those found',
    ),
  )
    .option('-o, --output <file>', 'write the script to a file')
    .action(async (paths: string[], flags: RemediateFlags) => {
      process.exitCode = await runRemediate(paths, flags);
    });

const overFiles = (command: Command): Command =>
  command
    .addArgument(new Argument('[paths...]', 'files and folders; the working folder when none is given'))
    .option('--rule <name>', 'run only this rule, or this family: tls/*; may be given several times', collected)
    .option('--config <file>', 'use these settings, and no .boltseal.yaml')
    .option('--no-ignore', 'read also what .gitignore leaves out, and node_modules')
    .option('--max-file-size <bytes>', 'leave out larger files (default: 5000000)', whole)
    .option('-j, --jobs <count>', 'how many threads (default: one for each core)', whole);

const collected = (name: string, before: readonly string[] = []): readonly string[] => [...before, name];

function whole(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('It must be a whole number above zero.');
  return Number(text);
}
