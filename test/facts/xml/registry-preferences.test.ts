import assert from 'node:assert/strict';
import { applyEdits } from '../../../server/src/base/edit';
import { languageOf } from '../../../server/src/engine/languages';
import { readerOf } from '../../../server/src/facts/read';
import { readers } from '../../../server/src/facts/xml/file';
import { show } from '../../kit/events';
import { factsOf } from '../../kit/facts';

const item = (properties: string, more = ''): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n<RegistrySettings clsid="{A3CCFC41-DFDB-43a5-8D26-0FE8B954DA51}"><Registry clsid="{9CD4B2F4-923D-47f5-A062-E897DD1DAD50}" name="x"${more}><Properties ${properties}/></Registry></RegistrySettings>`;

const lsa = 'hive="HKEY_LOCAL_MACHINE" key="SYSTEM\\CurrentControlSet\\Control\\Lsa"';

const table: readonly (readonly [text: string, ...writes: readonly string[]])[] = [
  [
    item(`action="U" displayDecimal="0" default="0" ${lsa} name="NoLMHash" type="REG_DWORD" value="00000000"`),
    'set HKLM SYSTEM\\CurrentControlSet\\Control\\Lsa NoLMHash DWord=0',
  ],
  [
    item(`action="C" ${lsa} name="LmCompatibilityLevel" type="REG_DWORD" value="0000000A"`),
    'set HKLM SYSTEM\\CurrentControlSet\\Control\\Lsa LmCompatibilityLevel DWord=10',
  ],
  [
    item(`action="D" ${lsa} name="NoLMHash" type="REG_DWORD" value="00000000"`),
    'delete HKLM SYSTEM\\CurrentControlSet\\Control\\Lsa NoLMHash =null',
  ],
  [item(`${lsa} name="NoLMHash" type="REG_DWORD" value="00000000"`, ' disabled="1"')],
  [item('action="U" hive="HKEY_LOCAL_MACHINE" key="SOFTWARE\\%X%" name="a" type="REG_SZ" value="1"')],
  [item(`action="U" default="0" ${lsa} name="" type="REG_SZ" value=""`)],
  [
    item('action="U" hive="HKEY_CURRENT_USER" key="SOFTWARE\\x" name="a" type="REG_SZ" value="a &amp; b"'),
    'set HKCU SOFTWARE\\x a String=a & b',
  ],
  [
    `<Collection clsid="{1}"><Collection clsid="{2}"><Registry clsid="{3}"><Properties ${lsa} name="Notification Packages" type="REG_MULTI_SZ" value="a b"><Values><Value>a</Value><Value>b</Value></Values></Properties></Registry></Collection></Collection>`,
    'set HKLM SYSTEM\\CurrentControlSet\\Control\\Lsa Notification Packages MultiString=[a, b]',
  ],
];

describe('Registry.xml of Group Policy Preferences', () => {
  for (const [text, ...writes] of table) {
    it(text, async () => {
      const facts = await factsOf('registry.write', 'xml', text);
      assert.deepEqual(
        facts.map(it => `${it.action} ${it.hive} ${it.key} ${it.name} ${it.type ?? ''}=${show(it.data)}`),
        writes,
      );
    });
  }

  it('is written in its own notation', async () => {
    const text = item(`${lsa} name="NoLMHash" type="REG_DWORD" value="00000000"`);
    const [write] = await factsOf('registry.write', 'xml', text);
    assert.equal(applyEdits(text, [write!.setTo!(1)!]), text.replace('value="00000000"', 'value="00000001"'));
    const [setting] = await factsOf('setting', 'xml', text);
    assert.equal(text.slice(setting!.at.start, setting!.at.end), '00000000');
  });

  it('an item with a filter is one of two ways', async () => {
    const text = item(`${lsa} name="NoLMHash" type="REG_DWORD" value="00000000"`).replace(
      '</Registry>',
      '<Filters><FilterOs/></Filters></Registry>',
    );
    const [write] = await factsOf('registry.write', 'xml', text);
    assert.ok(write!.place.way);
  });
});

describe('XML', () => {
  it('of every kind that is read is known by its text', () => {
    for (const name of Object.keys(readers)) {
      assert.equal(languageOf('a.xml', `<?xml version="1.0"?>\n<x:${name} clsid="{}">`), 'xml', name);
    }
    assert.equal(languageOf('pom.xml', '<?xml version="1.0"?><project>'), undefined);
  });

  it('of a name that others use too is faulty only where it is known', async () => {
    const read = await readerOf('xml');
    const problems = (text: string): number => read({ path: 'a.xml', language: 'xml', text }).problems.length;
    assert.equal(problems('<configuration><property></configuration>'), 0);
    assert.equal(problems('<Task><Run></Task>'), 0);
    assert.equal(problems('<Task><Exec><Command>a.exe</Command></Task>'), 1);
    assert.equal(problems('<unattend><settings></unattend>'), 1);
  });

  it('of any other kind is silent, however broken', async () => {
    for (const text of ['<project><a></project>', '', 'no', '<Registry']) {
      assert.deepEqual(await factsOf('registry.write', 'xml', text), []);
    }
  });
});
