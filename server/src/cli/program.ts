import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { severities } from '../base/severity';
import { runExplain } from './explain';
import { type ImportFlags, runImportSigners } from './import-signers';
import { type LockFlags, runLock } from './lock';
import { type RemediateFlags, runRemediate } from './remediate';
import { runRules } from './rules';
import { runScan, type ScanFlags } from './scan';
import { askingRegistries } from './trust-flags';
import { runVerify, type VerifyFlags } from './verify';
import { version } from './version';

const exitCodes = `
Exit codes:
  0  nothing at or above the --fail-on severity
  1  findings at or above it
  2  wrong usage, wrong settings, a file that cannot be read, or a bug`;

const verifyCodes = `
Exit codes:
  0  every image is trusted, or a policy says to skip it
  1  one is not signed, signed by somebody whom no policy accepts, or its signature is not valid
  2  wrong usage, a policy that cannot be used, or nothing worse than an image of which nothing could be found out`;

const lockCodes = `
Exit codes:
  0  boltseal.lock.yaml says what the images stand for
  1  an image does not verify, so its entry stays as it was; with --check also: the file would change
  2  wrong usage, a lock file or policy that cannot be used, or an image of which nothing could be found out`;

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
  boltseal.addCommand(verifyCommand());
  boltseal.addCommand(lockCommand());
  boltseal.addCommand(importSignersCommand());
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
  askingRegistries(
    withRules(overFiles(new Command('scan').description('analyse files and folders')))
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
      .option('--online', 'verify the images of the files: asks their registries')
      .option('--cached', 'verify them by what was found out before, and ask nobody'),
    'With --online or --cached:',
  )
    .addHelpText('after', exitCodes)
    .action(async (paths: string[], flags: ScanFlags) => {
      process.exitCode = await runScan(paths, flags);
    });

const verifyCommand = (): Command =>
  askingRegistries(
    new Command('verify')
      .description('say who signed images, and whether that is anybody your policies name')
      .addArgument(new Argument('<images...>', 'references: mcr.microsoft.com/windows/servercore:ltsc2022'))
      .option('--json', 'as JSON')
      .option('--offline', 'ask nobody: only what is kept from before')
      .option('--config <file>', 'use these settings, and no .boltseal.yaml')
      .option('-o, --output <file>', 'write the report to a file')
      .option('--no-color', 'plain text'),
  )
    .addHelpText('after', verifyCodes)
    .action(async (images: string[], flags: VerifyFlags) => {
      process.exitCode = await runVerify(images, flags);
    });

const importSignersCommand = (): Command =>
  new Command('import-signers')
    .description('write what other tools say of signers as statements for --signers, or for the settings of a project')
    .addArgument(
      new Argument(
        '<file>',
        'cosign.pub, a ClusterImagePolicy, a policy of Kyverno, or a policy.json of Podman and its like',
      ),
    )
    .option('--scope <name>', 'what a key is for: registry.example/apps/*; may be given several times', collected)
    .option('-o, --output <file>', 'write the statements to a file')
    .action(async (file: string, flags: ImportFlags) => {
      process.exitCode = await runImportSigners(file, flags);
    });

const lockCommand = (): Command =>
  askingRegistries(
    overFiles(new Command('lock').description('verify the images of the files, and write down what they stand for'))
      .option('--check', 'write nothing: exit code 1 when the lock file would change')
      .option('--offline', 'ask nobody: only what is kept from before'),
  )
    .addHelpText('after', lockCodes)
    .action(async (paths: string[], flags: LockFlags) => {
      process.exitCode = await runLock(paths, flags);
    });

const remediateCommand = (): Command =>
  withRules(
    overFiles(
      new Command('remediate').description(
        'write a PowerShell script that puts secure settings of Windows in place of those found',
      ),
    ),
  )
    .option('-o, --output <file>', 'write the script to a file')
    .action(async (paths: string[], flags: RemediateFlags) => {
      process.exitCode = await runRemediate(paths, flags);
    });

const overFiles = (command: Command): Command =>
  command
    .addArgument(new Argument('[paths...]', 'files and folders; the working folder when none is given'))
    .option('--config <file>', 'use these settings, and no .boltseal.yaml')
    .option('--no-ignore', 'read also what .gitignore leaves out, and node_modules')
    .option('--max-file-size <bytes>', 'leave out larger files (default: 5000000)', whole)
    .option('-j, --jobs <count>', 'how many threads (default: one for each core)', whole);

const withRules = (command: Command): Command =>
  command.option('--rule <name>', 'run only this rule, or this family: tls/*; may be given several times', collected);

const collected = (name: string, before: readonly string[] = []): readonly string[] => [...before, name];

function whole(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('It must be a whole number above zero.');
  return Number(text);
}
