import { MappedText } from '../../base/mapped-text';
import { textOf } from '../../base/value';
import type { Expression } from '../../syntax/expression/model';
import type { Block, Body } from '../../syntax/hcl/model';
import type { Emit } from '../facts';
import { commandOfSettings, readScript, readUserData, startsWindowsShell } from '../template/script';
import { writtenText } from '../template/text';
import { attribute, blocksOf, type Module, type Turn, turnsOf, valueAt } from './module';

/** Reads the scripts that a module hands to machines: provisioners, user data, extensions, run commands. */
export function readScripts(module: Module, emit: Emit): void {
  for (const block of module.file.body.blocks) {
    if (block.type === 'build' || block.type === 'source') readBuild(module, block, emit);
    if (block.type === 'data' && block.labels[0] === 'template_file') readTemplate(module, block, emit);
    if (block.type !== 'resource') continue;
    // Each turn of a loop has the same scripts.
    const turn = turnsOf(module, block)[0];
    if (turn) readResource(module, block, turn, emit);
  }
}

/** `data "template_file"` makes user data out of a text. */
function readTemplate({ evaluator }: Module, { body }: Block, emit: Emit): void {
  const template = attribute(body, 'template')?.value;
  const text = template && writtenText(template, evaluator);
  if (text) readUserData(text, emit);
}

/** Attributes that hold what a new machine runs first. */
const userData: ReadonlySet<string> = new Set(['user_data', 'user_data_base64', 'custom_data', 'userdata']);

/** Metadata of Google's machines that hold a script (google-cloud: compute/docs/instances/startup-scripts/windows). */
const startupScript = /^(?:windows-startup-script|sysprep-specialize-script)-(?<kind>ps1|cmd|bat)$/;

function readResource(module: Module, { body, labels: [type = ''] }: Block, turn: Turn, emit: Emit): void {
  const written = (node: Expression | undefined): MappedText | undefined =>
    node && writtenText(node, module.evaluator, turn.locals);
  for (const it of body.attributes) {
    const text = userData.has(it.name) ? written(it.value) : undefined;
    if (text) readUserData(text, emit);
    if (it.name !== 'metadata' || it.value.kind !== 'members') continue;
    for (const { key, value } of it.value.members) {
      const kind = startupScript.exec(module.evaluator.key(key, turn.locals) ?? '')?.groups?.kind;
      const script = kind && written(value);
      if (script) readScript(script, kind === 'ps1' ? 'powershell' : 'cmd', 'windows', emit);
    }
  }
  if (/^azurerm_virtual_machine(?:_scale_set)?_extension$/.test(type)) readExtension(module, turn, emit);
  if (type === 'azurerm_virtual_machine_run_command') {
    const script = written(
      attribute(blocksOf(body, 'source')[0]?.body ?? { attributes: [], blocks: [] }, 'script')?.value,
    );
    if (script && !/^\s*#!/.test(script.text)) readScript(script, 'powershell', 'unknown', emit);
  }
  const connection = blocksOf(body, 'connection')[0]?.body;
  for (const it of blocksOf(body, 'provisioner')) readProvisioner(module, turn, it, connection, emit);
}

/** `commandToExecute` of a custom script extension, in its settings as JSON or as an object that is made JSON. */
function readExtension(module: Module, turn: Turn, emit: Emit): void {
  if (/^customscript(?:forlinux)?$/i.test(textOf(valueAt(module, turn, 'type')) ?? '')) return;
  for (const name of ['settings', 'protected_settings']) {
    const settings = attribute(turn.body, name)?.value;
    const object = settings?.kind === 'call' && settings.name === 'jsonencode' ? settings.args[0] : settings;
    if (!object) continue;
    const command = object.kind === 'members' ? memberText(module, turn, object) : settingsText(module, turn, object);
    if (command) readScript(command, 'cmd', 'windows', emit);
  }
}

function memberText(module: Module, turn: Turn, object: Expression & { kind: 'members' }): MappedText | undefined {
  const member = object.members.find(
    ({ key }) => module.evaluator.key(key, turn.locals)?.toLowerCase() === 'commandtoexecute',
  );
  return member && writtenText(member.value, module.evaluator, turn.locals);
}

function settingsText(module: Module, turn: Turn, settings: Expression): MappedText | undefined {
  const text = writtenText(settings, module.evaluator, turn.locals);
  return text && commandOfSettings(text);
}

/** The lines of `inline` as one text; `undefined` where they are no list of texts. */
function linesOf(module: Module, turn: Turn, body: Body): MappedText | undefined {
  const inline = attribute(body, 'inline')?.value;
  const items = inline?.kind === 'items' ? inline.items : [];
  const lines = items.map(it => writtenText(it, module.evaluator, turn.locals));
  return lines.length > 0 && lines.every(it => it) ? MappedText.join(lines as MappedText[], '\n') : undefined;
}

function readProvisioner(module: Module, turn: Turn, block: Block, outer: Body | undefined, emit: Emit): void {
  const { body } = block;
  const of = (from: Body | undefined, name: string): string | undefined =>
    from && textOf(valueAt(module, { body: from, locals: turn.locals }, name))?.toLowerCase();
  if (block.labels[0] === 'local-exec') {
    const command = attribute(body, 'command')?.value;
    const script = command && writtenText(command, module.evaluator, turn.locals);
    if (!script) return;
    const interpreter = attribute(body, 'interpreter')?.value;
    const [program] = interpreter?.kind === 'items' ? interpreter.items : [];
    const name = program ? (textOf(module.evaluator.evaluate(program, turn.locals)) ?? '') : '';
    if (/(?:^|[\\/])(?:powershell|pwsh)(?:\.exe)?$/i.test(name)) readScript(script, 'powershell', 'unknown', emit);
    else if (/^cmd(?:\.exe)?$/i.test(name) || (name === '' && !interpreter && startsWindowsShell(script.text)))
      readScript(script, 'cmd', 'unknown', emit);
  } else if (block.labels[0] === 'remote-exec') {
    const script = linesOf(module, turn, body);
    if (!script) return;
    const isWindows = of(blocksOf(body, 'connection')[0]?.body ?? outer, 'type') === 'winrm';
    if (isWindows || startsWindowsShell(script.text))
      readScript(script, 'cmd', isWindows ? 'windows' : 'unknown', emit);
  }
}

/** The scripts of Packer's provisioners (packer: docs/provisioners/powershell, windows-shell). */
function readBuild(module: Module, { body }: Block, emit: Emit): void {
  const turn = { body, locals: new Map() };
  for (const it of body.attributes) {
    const text = userData.has(it.name) ? writtenText(it.value, module.evaluator) : undefined;
    if (text) readUserData(text, emit);
  }
  for (const it of blocksOf(body, 'provisioner')) {
    const shell = it.labels[0] === 'powershell' ? 'powershell' : it.labels[0] === 'windows-shell' ? 'cmd' : undefined;
    const script = shell && linesOf(module, turn, it.body);
    if (script) readScript(script, shell, 'windows', emit);
  }
}
