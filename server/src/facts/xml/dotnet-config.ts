import { replace } from '../../base/edit';
import { span } from '../../base/span';
import { known } from '../../base/value';
import type { XmlAttribute, XmlElement } from '../../syntax/xml/model';
import { attribute, elements } from '../../syntax/xml/read';
import type { SettingArea } from '../settings/setting';
import { iisSwitch } from '../tls/iis';
import { isLegacy, versionOfFlag } from '../tls/version';
import { contextSwitchOf } from '../tls/windows';
import type { XmlContext, XmlReader } from './reader';

/** `web.config`, `app.config`, `machine.config`. The applicationHost.config that IIS ships holds its defaults, which nobody chose. */
export const readConfiguration: XmlReader = (root, context) => {
  if (/applicationHost[^/]*\.config$/i.test(context.path)) return;
  for (const element of elements(root)) {
    for (const it of element.attributes) {
      const name = iisSwitch(element.name, it.name);
      if (name) emitSetting(context, element, 'iis', name, it.value, it.valueSpan);
      if (/^sslProtocols$/i.test(it.name)) readProtocols(context, element, it);
    }
    if (/^AppContextSwitchOverrides$/i.test(element.name)) readSwitches(context, element);
  }
};

function emitSetting(
  { place, emit }: XmlContext,
  element: XmlElement,
  area: SettingArea,
  name: string,
  text: string,
  at: XmlAttribute['valueSpan'],
): void {
  const value = known(text, at, at);
  emit('setting', { span: element.span, place, area, name, value, at, setTo: to => replace(at, String(to)) });
}

/** `<AppContextSwitchOverrides value="Switch.System.Net.DontEnableSchUseStrongCrypto=true;Other=false"/>` */
function readSwitches(context: XmlContext, element: XmlElement): void {
  const overrides = attribute(element, 'value')?.content();
  if (!overrides) return;
  for (const match of overrides.text.matchAll(/([^;=\s]+)\s*=\s*(\w+)/g)) {
    const name = contextSwitchOf(match[1]!);
    const end = match.index + match[0].length;
    const at = overrides.span(end - match[2]!.length, end);
    if (name) emitSetting(context, element, 'dotnet', name, match[2]!, at);
  }
}

/** `<transport sslProtocols="Tls|Tls11|Tls12"/>` of a WCF binding; docs.microsoft.com: WCF configuration schema. */
function readProtocols({ place, emit }: XmlContext, element: XmlElement, { value, valueSpan }: XmlAttribute): void {
  const flags = [...value.matchAll(/[^|,\s]+/g)];
  const kept = flags.map(it => it[0]).filter(it => !isOld(it));
  const title = 'Leave TLS 1.2 and later';
  const mend = { title, edits: [replace(valueSpan, kept.join('|') || 'Tls12')] };
  const plain = valueSpan.end - valueSpan.start === value.length;
  for (const it of flags) {
    const version = versionOfFlag(it[0]);
    if (!version || !isLegacy(version)) continue;
    const start = valueSpan.start + it.index;
    const at = plain ? span(start, start + it[0].length) : valueSpan;
    emit('tls.version', { span: element.span, place, version, state: 'on', by: '.NET', at, mend });
  }
}

const isOld = (flag: string): boolean => {
  const version = versionOfFlag(flag);
  return version !== undefined && isLegacy(version);
};
