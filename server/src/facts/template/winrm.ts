import { replace } from '../../base/edit';
import type { Span } from '../../base/span';
import type { Data, Value } from '../../base/value';
import type { Place } from '../fact';
import type { Emit } from '../facts';

/** Builders of Packer that make a machine on the computer that they run on: WinRM stays there. */
export const isLocalBuilder = (type: string): boolean =>
  /^(?:virtualbox|hyperv|vmware-(?:iso|vmx)|qemu|parallels|vagrant)/.test(type);

/** What tells of a builder that its machine has Windows. */
const systems: readonly string[] = ['communicator', 'guest_os_type', 'vm_guest_os_type', 'os_type'];

/** Whether a password of a builder is one of a machine with Windows. @param textAt the text of a setting of the builder */
export const isOfWindows = (name: string, textAt: (setting: string) => string | undefined): boolean =>
  !name.startsWith('ssh_') || systems.some(it => /win/i.test(textAt(it) ?? ''));

/** A switch of a tool that speaks WinRM, as it is written. */
export interface ToolSwitch {
  /** `winrm_use_ssl` */
  readonly name: string;
  readonly value: Value<Data> | undefined;
  /** Name and value. */
  readonly span: Span;
}

/** `winrm_use_ssl = false` of Packer, `https = false` of Terraform. */
export function readEncryption({ name, value, span }: ToolSwitch, place: Place, emit: Emit): void {
  if (truthOf(value) !== false || !value?.known) return;
  const { literal } = value;
  emit('setting', {
    span,
    place,
    area: 'winrm',
    name: `tool/${name}`,
    value: { ...value, value: false },
    at: literal ?? value.span,
    ...(literal ? { setTo: to => replace(literal, String(to)) } : {}),
  });
}

/** `winrm_insecure = true` of Packer, `insecure = true` of Terraform. */
export function readCheck({ name, value, span }: ToolSwitch, who: string, place: Place, emit: Emit): void {
  if (truthOf(value) !== true || !value?.known) return;
  const { literal } = value;
  emit('tls.validation-off', {
    span,
    place,
    who,
    text: `${name} = true`,
    at: span,
    weight: 'session',
    ...(literal ? { mend: { title: `Set ${name} to false`, edits: [replace(literal, 'false')] } } : {}),
  });
}

/** A truth value as these tools write it, `true` or `"true"`. */
function truthOf(value: Value<Data> | undefined): boolean | undefined {
  const data = value?.known ? value.value : undefined;
  if (data === true || data === 'true') return true;
  return data === false || data === 'false' ? false : undefined;
}
